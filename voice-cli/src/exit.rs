//! How the command ends.

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use voice_sdk::Printable;

/// The command did what it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// And found nothing wrong.
    Done,
    /// And the flow or the request has errors; they were printed.
    Errors,
    /// And one of several files could not be used; that was said on standard error.
    Unusable,
}

/// The command could not do what it was asked to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line or a file cannot be used.
    Unusable(String),
    /// Nobody reads the output any more.
    BrokenPipe,
}

impl Failure {
    pub(crate) fn unusable(what: impl fmt::Display) -> Self {
        Self::Unusable(what.to_string())
    }
}

/// Says why on standard error, and gives the status.
pub(crate) fn code(result: Result<Status, Failure>) -> ExitCode {
    ExitCode::from(match result {
        Ok(Status::Done) | Err(Failure::BrokenPipe) => 0,
        Ok(Status::Errors) => 1,
        Ok(Status::Unusable) => 2,
        Err(Failure::Unusable(why)) => {
            complain(&why);
            2
        }
    })
}

/// Writes to standard error; if that is closed as well, there is nobody left to tell.
pub(crate) fn complain(why: &str) {
    let _ = writeln!(std::io::stderr().lock(), "voice: {}", Printable::new(why));
}
