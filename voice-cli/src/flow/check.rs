//! `voice flow check`

use voice_sdk::flow::{Findings, Flow, Text};

use crate::cli::{Check, Format};
use crate::exit::{Failure, Status, complain};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Check, output: &mut Output) -> Result<Status, Failure> {
    let mut worst = Status::Done;
    for file in &args.files {
        let status = match one(file, args, output) {
            // The other files are still worth checking.
            Err(Failure::Unusable(why)) => {
                complain(&why);
                Status::Unusable
            }
            other => other?,
        };
        worst = worst.max(status);
    }
    Ok(worst)
}

fn one(file: &str, args: &Check, output: &mut Output) -> Result<Status, Failure> {
    let flow = input::flow(file)?;
    let findings = flow.check();
    print(file, &flow, &findings, args.format, output)?;
    Ok(if findings.errors() > 0 {
        Status::Errors
    } else {
        Status::Done
    })
}

/// Prints findings: JSON is one object a file.
pub(crate) fn print(
    file: &str,
    flow: &Flow,
    findings: &Findings,
    format: Format,
    output: &mut Output,
) -> Result<(), Failure> {
    match format {
        Format::Json => output.json(findings),
        Format::Text => output.text(Text::new(findings).source(input::name(file), flow.source())),
    }
}
