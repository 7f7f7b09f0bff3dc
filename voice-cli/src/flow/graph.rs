//! `voice flow graph`

use serde::Serialize;
use voice_sdk::flow::compile::{dot, mermaid};

use crate::cli::{Diagram, Format, Graph};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Graph, output: &mut Output) -> Result<Status, Failure> {
    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let (format, diagram) = match args.language {
        Diagram::Mermaid => ("mermaid", mermaid(&flow)),
        Diagram::Dot => ("dot", dot(&flow)),
    };
    match args.format {
        Format::Text => output.verbatim(diagram)?,
        Format::Json => output.json(&Drawn { format, diagram })?,
    }
    Ok(Status::Done)
}

/// A diagram as programs read it.
#[derive(Serialize)]
struct Drawn {
    format: &'static str,
    diagram: String,
}
