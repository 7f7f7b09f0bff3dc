//! `voice flow simulate`

use voice_sdk::flow::Program;
use voice_sdk::flow::simulate::{Script, Simulation, variable, variables};

use crate::cli::{Format, Simulate};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Simulate, output: &mut Output) -> Result<Status, Failure> {
    let script = Script::parse(&args.input)
        .map_err(|error| Failure::Unusable(format!("--input: {error}")))?;
    let at = input::instant(args.at.as_deref())?;
    let unusable = |error| Failure::Unusable(format!("--var: {error}"));
    let given: Result<Vec<_>, _> = args.variables.iter().map(|text| variable(text)).collect();
    let given = given.map_err(unusable)?;

    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let program = Program::lower(&flow);
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
