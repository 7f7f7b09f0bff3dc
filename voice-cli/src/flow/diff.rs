//! `voice flow diff`

use voice_sdk::flow::diff_watched;

use crate::cli::{Diff, Format};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;
use crate::progress::Progress;

pub(crate) fn run(args: &Diff, output: &mut Output) -> Result<Status, Failure> {
    let at = input::instant(args.at.as_deref())?;
    input::apart(&args.old, &args.new)?;
    let old = match input::valid_flow(&args.old, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let new = match input::valid_flow(&args.new, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let mut progress = Progress::new();
    let differences = diff_watched(&old, &new, at, &mut |waits| progress.waits(waits));
    match args.format {
        Format::Json => output.json(&differences)?,
        Format::Text => output.text(&differences)?,
    }
    Ok(Status::Done)
}
