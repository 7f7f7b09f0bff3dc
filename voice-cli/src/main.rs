//! The `voice` command: a few lines around the public API of voice-sdk a subcommand.
//!
//! Exit status: 0 done; 1 the flow or the request has errors, which are printed; 2 the command line or a file cannot
//! be used. A broken pipe ends quietly.

mod cli;
mod exit;
mod flow;
mod input;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows where each belongs and with which status.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut output = output::Output::new();
    let result = match cli.command {
        cli::Command::Flow(command) => flow::run(command, &mut output),
    };
    exit::code(result.and_then(|status| output.finish().map(|()| status)))
}
