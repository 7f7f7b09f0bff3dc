//! `voice flow check`

use serde::Serialize;
use voice_sdk::flow::compile::{NotExact, Report};
use voice_sdk::flow::{Finding, Findings, Flow, Program, Text};

use crate::cli::{Check, Format};
use crate::exit::{Failure, Status, complain};
use crate::flow::compile;
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Check, output: &mut Output) -> Result<Status, Failure> {
    let several = args.files.len() > 1;
    let mut worst = Status::Done;
    let mut all = Vec::new();
    for file in &args.files {
        let name = input::name(file);
        let checked = match Checked::read(file, args) {
            // The other files are still worth checking.
            Err(Failure::Unusable(why)) if several => {
                complain(&why);
                worst = Status::Unusable;
                all.push((name, Err(why)));
                continue;
            }
            other => other?,
        };
        worst = worst.max(checked.status());
        match args.format {
            Format::Json => all.push((name, Ok(checked))),
            Format::Text => {
                if several {
                    output.text(format_args!("{name}:\n"))?;
                }
                checked.print(name, output)?;
            }
        }
    }
    match (args.format, all.as_slice()) {
        (Format::Json, [(_, Ok(checked))]) if !several => output.json(&checked.json(None))?,
        (Format::Json, all) => {
            let all: Vec<Entry<'_>> = all.iter().map(Entry::from).collect();
            output.json(&all)?;
        }
        (Format::Text, _) => {}
    }
    Ok(worst)
}

/// A file that was checked.
struct Checked {
    flow: Flow,
    findings: Findings,
    /// What a carrier makes of it; only of a valid flow can that be said.
    report: Option<Report>,
    /// With `--strict` and a target, the nodes that the carrier does not express exactly.
    refused: Option<Vec<String>>,
}

impl Checked {
    fn read(file: &str, args: &Check) -> Result<Self, Failure> {
        let flow = input::flow(file)?;
        let findings = flow.check();
        let valid = args.target.and_then(|_| flow.validate().ok());
        let report = match args.target.zip(valid) {
            Some((target, valid)) => Some(compile::report(
                Program::lower(&valid),
                target,
                &args.agent,
            )?),
            None => None,
        };
        let refused = report.as_ref().filter(|_| args.strict).map(|report| {
            let lost = report.strict().err();
            let nodes = lost.iter().flat_map(NotExact::report);
            nodes.map(|entry| entry.node.to_string()).collect()
        });
        Ok(Self {
            flow,
            findings,
            report,
            refused,
        })
    }

    /// Whatever makes the status 1: findings that are errors, and nodes that are refused.
    fn errors(&self) -> usize {
        self.findings.errors() + self.refused.as_ref().map_or(0, Vec::len)
    }

    fn status(&self) -> Status {
        match self.errors() {
            0 => Status::Done,
            _ => Status::Errors,
        }
    }

    fn json<'a>(&'a self, file: Option<&'a str>) -> Json<'a> {
        Json {
            file,
            findings: self.findings.iter().as_slice(),
            errors: self.errors(),
            warnings: self.findings.warnings(),
            refused: self.refused.as_deref(),
            report: self.report.as_ref(),
        }
    }

    fn print(&self, name: &str, output: &mut Output) -> Result<(), Failure> {
        print_text(name, &self.flow, &self.findings, output)?;
        if let Some(report) = &self.report {
            output.text(report)?;
        }
        match self.refused.as_ref().map_or(0, Vec::len) {
            0 => Ok(()),
            1 => output.text("1 node is refused, because it is not expressed exactly\n"),
            count => output.text(format_args!(
                "{count} nodes are refused, because they are not expressed exactly\n"
            )),
        }
    }
}

/// What programs read of a file that was checked.
#[derive(Serialize)]
struct Json<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    findings: &'a [Finding],
    errors: usize,
    warnings: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Report>,
}

/// One of several files.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Checked(Json<'a>),
    Unusable { file: &'a str, unusable: &'a str },
}

impl<'a> From<&'a (&'a str, Result<Checked, String>)> for Entry<'a> {
    fn from((file, checked): &'a (&'a str, Result<Checked, String>)) -> Self {
        match checked {
            Ok(checked) => Self::Checked(checked.json(Some(file))),
            Err(unusable) => Self::Unusable { file, unusable },
        }
    }
}

/// Prints the findings of a flow that another subcommand cannot use.
pub(crate) fn print(
    file: &str,
    flow: &Flow,
    findings: &Findings,
    format: Format,
    output: &mut Output,
) -> Result<(), Failure> {
    match format {
        Format::Json => output.json(findings),
        Format::Text => print_text(input::name(file), flow, findings, output),
    }
}

fn print_text(
    name: &str,
    flow: &Flow,
    findings: &Findings,
    output: &mut Output,
) -> Result<(), Failure> {
    output.text(Text::new(findings).source(name, flow.source()))
}
