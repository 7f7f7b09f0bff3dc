//! `voice flow …`, a file a subcommand.

pub(crate) mod check;
mod compile;
mod diff;
mod explore;
mod graph;
mod import;
mod simulate;

use crate::cli::Flow;
use crate::exit::{Failure, Status};
use crate::output::Output;

pub(crate) fn run(command: Flow, output: &mut Output) -> Result<Status, Failure> {
    match command {
        Flow::Check(args) => check::run(&args, output),
        Flow::Compile(args) => compile::run(&args, output),
        Flow::Diff(args) => diff::run(&args, output),
        Flow::Explore(args) => explore::run(&args, output),
        Flow::Graph(args) => graph::run(&args, output),
        Flow::Import(args) => import::run(&args, output),
        Flow::Simulate(args) => simulate::run(&args, output),
    }
}
