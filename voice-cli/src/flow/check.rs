//! `voice flow check`

use voice_sdk::flow::compile::Report;
use voice_sdk::flow::{Findings, Flow, Program, Text};

use crate::cli::{Check, Format};
use crate::exit::{Failure, Status, complain};
use crate::flow::compile;
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
    // What a carrier makes of a flow can only be said of one that is valid.
    let report = args.target.and_then(|target| {
        let valid = flow.validate().ok()?;
        Some(compile::report(&Program::lower(&valid), target))
    });
    match (args.format, &report) {
        (Format::Json, Some(report)) => output.json(&WithReport {
            findings: &findings,
            report,
        })?,
        (format, None) => print(file, &flow, &findings, format, output)?,
        (Format::Text, Some(report)) => {
            print(file, &flow, &findings, Format::Text, output)?;
            output.text(report)?;
        }
    }
    let lossy = args.strict && report.is_some_and(|report| report.strict().is_err());
    Ok(if lossy || findings.errors() > 0 {
        Status::Errors
    } else {
        Status::Done
    })
}

/// The findings as ever, and beside them the report of a carrier.
#[derive(serde::Serialize)]
struct WithReport<'a> {
    #[serde(flatten)]
    findings: &'a Findings,
    report: &'a Report,
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
