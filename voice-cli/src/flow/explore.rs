//! `voice flow explore`

use voice_sdk::flow::explore::Exploration;

use crate::cli::{Explore, Format};
use crate::exit::{Failure, Status, complain};
use crate::input;
use crate::output::Output;
use crate::progress::Progress;

pub(crate) fn run(args: &Explore, output: &mut Output) -> Result<Status, Failure> {
    let at = input::instant(args.at.as_deref())?;
    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let mut progress = Progress::new();
    let report = Exploration::new(at).run_watched(&flow, &mut |waits| progress.waits(waits));
    match args.format {
        Format::Json => output.json(&report)?,
        Format::Text => output.text(&report)?,
    }
    let reached = report.node_coverage().min(report.edge_coverage());
    match args.target_coverage {
        Some(wanted) if reached < usize::from(wanted) => {
            complain(&format!(
                "{reached} % of the nodes or edges are covered, {wanted} % were asked for"
            ));
            Ok(Status::Errors)
        }
        _ => Ok(Status::Done),
    }
}
