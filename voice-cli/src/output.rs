//! Standard output, buffered, with a quiet end when nobody reads it.

use std::fmt;
use std::io::{self, BufWriter, Stdout, Write};

use voice_sdk::Printable;

use crate::exit::Failure;

/// Where results go.
#[derive(Debug)]
pub(crate) struct Output {
    out: BufWriter<Stdout>,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self {
            out: BufWriter::new(io::stdout()),
        }
    }

    /// Writes a text for people. Nothing in it steers the terminal: what a flow says may come from anybody.
    pub(crate) fn text(&mut self, text: impl fmt::Display) -> Result<(), Failure> {
        let mut shown = Shown {
            out: &mut self.out,
            error: None,
        };
        // Only the writer can fail, and keeps why.
        let _ = fmt::Write::write_fmt(&mut shown, format_args!("{text}"));
        shown.error.map_or(Ok(()), |error| Err(failed(&error)))
    }

    /// Writes a document as it is.
    pub(crate) fn verbatim(&mut self, text: impl fmt::Display) -> Result<(), Failure> {
        write!(self.out, "{text}").map_err(|error| failed(&error))
    }

    /// Writes a value as indented JSON on lines of its own.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        let json = serde_json::to_string_pretty(value).map_err(Failure::unusable)?;
        self.verbatim(json + "\n")
    }

    /// Writes what is still in the buffer.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| failed(&error))
    }
}

/// Escapes all control characters but the end of a line.
struct Shown<'o> {
    out: &'o mut BufWriter<Stdout>,
    error: Option<io::Error>,
}

impl fmt::Write for Shown<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut lines = text.split('\n').enumerate();
        lines
            .try_for_each(|(at, line)| {
                let end = if at == 0 { "" } else { "\n" };
                write!(self.out, "{end}{}", Printable::new(line))
            })
            .map_err(|error| {
                self.error = Some(error);
                fmt::Error
            })
    }
}

fn failed(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
        _ => Failure::Unusable(format!("cannot write the output: {error}")),
    }
}
