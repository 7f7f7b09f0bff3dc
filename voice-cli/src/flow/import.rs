//! `voice flow import`

use std::io::Write as _;

use serde::Serialize;
use serde_json::value::RawValue;
use voice_sdk::flow::import::{Remark, bland_pathway, twilio_studio};

use crate::cli::{Format, Import, Origin};
use crate::exit::{Failure, Status, complain};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Import, output: &mut Output) -> Result<Status, Failure> {
    let bytes = input::read(&args.file)?;
    let import = match args.from {
        Origin::TwilioStudio => twilio_studio(&bytes),
        Origin::Bland => bland_pathway(&bytes),
    };
    let import = import
        .map_err(|error| Failure::Unusable(format!("{}: {error}", input::name(&args.file))))?;
    match args.format {
        Format::Text => {
            // Standard output is the flow, so that it can be piped on. If standard error is closed, nobody listens.
            let _ = write!(std::io::stderr().lock(), "{import}");
            let errors = import.flow.check().errors();
            if errors > 0 {
                complain(&format!(
                    "the flow has {errors} {}, as `voice flow check` says",
                    if errors == 1 { "error" } else { "errors" }
                ));
            }
            output.verbatim(import.flow.to_json())?;
        }
        Format::Json => {
            let remarks = import.remarks.iter().map(Told::from).collect::<Vec<_>>();
            let flow = RawValue::from_string(import.flow.to_json()).map_err(Failure::unusable)?;
            output.json(&Imported { flow, remarks })?;
        }
    }
    Ok(Status::Done)
}

#[derive(Serialize)]
struct Imported<'a> {
    flow: Box<RawValue>,
    remarks: Vec<Told<'a>>,
}

/// A remark as programs read it.
#[derive(Serialize)]
struct Told<'a> {
    kind: &'static str,
    widget: &'a str,
    member: &'a str,
    message: &'a str,
}

impl<'a> From<&'a Remark> for Told<'a> {
    fn from(remark: &'a Remark) -> Self {
        Self {
            kind: remark.kind.as_str(),
            widget: &remark.widget,
            member: &remark.member,
            message: &remark.message,
        }
    }
}
