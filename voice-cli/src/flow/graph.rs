//! `voice flow graph`

use voice_sdk::flow::compile::{dot, mermaid};

use crate::cli::{Diagram, Format, Graph};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Graph, output: &mut Output) -> Result<Status, Failure> {
    let flow = match input::valid_flow(&args.file, Format::Text, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    output.text(match args.language {
        Diagram::Mermaid => mermaid(&flow),
        Diagram::Dot => dot(&flow),
    })?;
    Ok(Status::Done)
}
