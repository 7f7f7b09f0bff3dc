//! TwiML: documents that Twilio pulls.

mod ask;
mod callback;
mod connect;
mod documents;
mod heard;
mod live;
mod options;
mod piece;
mod render;
mod sound;

pub use live::{Desk, LiveTwiml, Notify, Reply};
pub use options::{Texts, TwimlOptions};

use super::output::{Compiled, Manifest, ManifestDocuments};
use super::report::Report;
use crate::program::Program;

/// The `target` of the manifest.
pub const TARGET: &str = "twiml";

/// Compiles a program to TwiML documents that any small server can host.
///
/// Every valid flow compiles; what TwiML cannot express is in the report, and [`Report::strict`] refuses it.
pub fn compile(program: &Program, options: &TwimlOptions) -> Compiled {
    let rendered = render::render(program, options);
    let documents = documents::documents(program, &rendered, options);
    let report = Report {
        nodes: rendered.nodes,
    };
    let manifest = Manifest {
        target: TARGET,
        entry: program.states().next().unwrap_or_default().to_owned(),
        flow: program.name().to_owned(),
        version: program.version().to_owned(),
        documents: ManifestDocuments::of(&documents),
        report: report.clone(),
    };
    Compiled {
        documents,
        manifest,
        report,
    }
}
