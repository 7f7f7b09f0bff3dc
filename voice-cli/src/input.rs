//! Files that the command line names.

use std::fs::File;
use std::io::{self, Read};
use std::time::SystemTime;

use voice_sdk::Timestamp;
use voice_sdk::flow::{Flow, Program, ValidFlow, simulate};

use crate::cli::Format;
use crate::exit::{Failure, Status};
use crate::output::Output;

/// Reads a file, `-` for standard input; no more of it than a flow may have.
pub(crate) fn read(file: &str) -> Result<Vec<u8>, Failure> {
    // One byte more than allowed tells that it is too large; the rest need not be read.
    let limit = Flow::MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let result = match file {
        "-" => io::stdin().lock().take(limit).read_to_end(&mut bytes),
        path => File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
    };
    match result {
        Ok(_) if bytes.len() > Flow::MAX_BYTES => {
            let most = Flow::MAX_BYTES >> 20;
            Err(Failure::Unusable(format!(
                "{}: larger than {most} MiB, the most a flow may have",
                name(file)
            )))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::Unusable(format!("{}: {error}", name(file)))),
    }
}

/// What to call the file in messages.
pub(crate) fn name(file: &str) -> &str {
    if file == "-" { "<stdin>" } else { file }
}

/// Fails if two files are both standard input, which can be read only once.
pub(crate) fn apart(one: &str, other: &str) -> Result<(), Failure> {
    if one == "-" && other == "-" {
        return Err(Failure::unusable(
            "only one of the two can be standard input",
        ));
    }
    Ok(())
}

/// Reads a flow.
pub(crate) fn flow(file: &str) -> Result<Flow, Failure> {
    Flow::from_json(&read(file)?).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::Unusable(format!(
            "{}:{line}:{column}: {}",
            name(file),
            error.message()
        ))
    })
}

/// Reads a flow and proves it; if it has errors they are printed as `check` does, and there is none.
pub(crate) fn valid_flow(
    file: &str,
    format: Format,
    output: &mut Output,
) -> Result<Result<ValidFlow, Status>, Failure> {
    let flow = flow(file)?;
    match flow.validate() {
        Ok(valid) => Ok(Ok(valid)),
        Err(findings) => {
            crate::flow::check::print(file, &flow, &findings, format, output)?;
            Ok(Err(Status::Errors))
        }
    }
}

/// Lowers a flow, in the language of `--language` if there is one.
pub(crate) fn program(flow: &ValidFlow, language: Option<&str>) -> Result<Program, Failure> {
    match language {
        Some(tag) => Program::lower_in(flow, tag)
            .map_err(|error| Failure::Unusable(format!("--language: {error}"))),
        None => Ok(Program::lower(flow)),
    }
}

/// Reads `--at`; without it, the machine's clock, in whole seconds: nobody wants to type more to see the same again.
pub(crate) fn instant(text: Option<&str>) -> Result<Timestamp, Failure> {
    match text {
        None => {
            let now = Timestamp::from(SystemTime::now());
            Ok(Timestamp::from_unix_seconds(now.unix_seconds()).unwrap_or(now))
        }
        Some(text) => simulate::instant(text)
            .map_err(|error| Failure::Unusable(format!("--at: `{text}` is {error}"))),
    }
}
