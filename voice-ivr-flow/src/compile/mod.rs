//! From a program to what a carrier runs.

mod output;
mod report;
pub mod twiml;

pub use output::{
    Compiled, Document, MANIFEST_FILE, Manifest, ManifestDocument, ManifestDocuments,
};
pub use report::{NodeReport, NotExact, Report, Support};
