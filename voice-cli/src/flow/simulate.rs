//! `voice flow simulate`

use voice_sdk::flow::Program;
use voice_sdk::flow::simulate::{Script, Simulation, variable};

use crate::cli::{Format, Simulate};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Simulate, output: &mut Output) -> Result<Status, Failure> {
    let script = Script::parse(&args.input)
        .map_err(|error| Failure::Unusable(format!("--input: {error}")))?;
    let at = input::instant(args.at.as_deref())?;
    let mut simulation = Simulation::new(at).max_steps(args.max_steps);
    for text in &args.variables {
        let (name, value) =
            variable(text).map_err(|error| Failure::Unusable(format!("--var: {error}")))?;
        simulation = simulation.variable(name, value);
    }

    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let run = simulation.run(&Program::lower(&flow), &script);
    match args.format {
        Format::Json => output.json(&run)?,
        Format::Text => output.text(&run)?,
    }
    Ok(Status::Done)
}
