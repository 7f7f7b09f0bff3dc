//! `voice flow simulate`

use std::path::Path;

use voice_sdk::Timestamp;
use voice_sdk::flow::scenario::Scenarios;
use voice_sdk::flow::simulate::{Script, Simulation, variable, variables};

use crate::cli::{Format, Simulate};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Simulate, output: &mut Output) -> Result<Status, Failure> {
    let script = Script::parse(&args.input)
        .map_err(|error| Failure::Unusable(format!("--input: {error}")))?;
    let at = input::instant(args.at.as_deref())?;
    if let Some(file) = &args.scenarios {
        return scenarios(args, file, at, output);
    }
    let unusable = |error| Failure::Unusable(format!("--var: {error}"));
    let given: Result<Vec<_>, _> = args.variables.iter().map(|text| variable(text)).collect();
    let given = given.map_err(unusable)?;

    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let program = input::program(&flow, args.language.as_deref())?;
    let run = Simulation::new(at)
        .max_steps(args.max_steps)
        .variables(variables(&flow, &program, given).map_err(unusable)?)
        .run(&program, &script);
    match args.format {
        Format::Json => output.json(&run)?,
        Format::Text => output.text(&run)?,
    }
    Ok(Status::Done)
}

/// Runs the callers of a file; the status says whether all of them went as they should.
fn scenarios(
    args: &Simulate,
    file: &str,
    at: Timestamp,
    output: &mut Output,
) -> Result<Status, Failure> {
    input::apart(&args.file, file)?;
    let bytes = input::read(file)?;
    let yaml = Path::new(file)
        .extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml");
    let read = if yaml {
        Scenarios::from_yaml
    } else {
        Scenarios::from_json
    };
    let scenarios = read(&bytes)
        .map_err(|error| Failure::Unusable(format!("{}: {error}", input::name(file))))?;
    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let report = scenarios.run(&flow, at);
    match args.format {
        Format::Json => output.json(&report)?,
        Format::Text => output.text(&report)?,
    }
    Ok(if report.passed() {
        Status::Done
    } else {
        Status::Errors
    })
}
