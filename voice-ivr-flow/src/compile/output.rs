//! What every back end that writes documents gives.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::report::Report;

/// The name of the file that lists the documents.
pub const MANIFEST_FILE: &str = "manifest.json";

/// A compiled flow: documents, what they are, and what was lost.
///
/// The same program and options give the same bytes (law L9).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compiled {
    /// The documents, in the order of the program's states.
    pub documents: Vec<Document>,
    /// What `manifest.json` holds.
    pub manifest: Manifest,
    /// What the carrier makes of each node.
    pub report: Report,
}

impl Compiled {
    /// The document of a state.
    pub fn document(&self, state: &str) -> Option<&Document> {
        self.documents.iter().find(|own| own.state == state)
    }

    /// Everything that `voice flow compile --out` writes: name and content of each file, the manifest last.
    pub fn files(&self) -> Vec<(&str, String)> {
        let documents = self.documents.iter();
        let mut files: Vec<_> = documents
            .map(|own| (own.file.as_str(), own.content.clone()))
            .collect();
        files.push((MANIFEST_FILE, self.manifest.to_json()));
        files
    }
}

/// One document of a compiled flow.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The state at which it begins.
    pub state: String,
    /// The name of its file; no path.
    pub file: String,
    /// What is in it, with `{{name}}` where the value of a variable stands.
    pub content: String,
    /// The variables that stand in it, sorted.
    pub holes: Vec<String>,
    /// Which state follows which answer, sorted by answer; `None`: the call ends.
    pub next: BTreeMap<String, Option<String>>,
}

/// What `manifest.json` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Manifest {
    /// The carrier's language: `twiml`.
    pub target: &'static str,
    /// The state at which a call begins.
    pub entry: String,
    /// The flow's name.
    pub flow: String,
    /// The version of its content.
    pub version: String,
    /// By state.
    pub documents: ManifestDocuments,
    /// What the carrier makes of each node.
    pub report: Report,
}

impl Manifest {
    /// The file, indented for people, with a line feed at its end.
    pub fn to_json(&self) -> String {
        // Maps with text keys and plain values: writing them to memory cannot fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// The documents of a manifest, in the order of the program's states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestDocuments(Vec<(String, ManifestDocument)>);

/// A document as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ManifestDocument {
    /// The name of its file.
    pub file: String,
    /// The variables that stand in it, sorted.
    pub holes: Vec<String>,
    /// Which state follows which answer; `None`: the call ends.
    pub next: BTreeMap<String, Option<String>>,
}

impl ManifestDocuments {
    pub(crate) fn of(documents: &[Document]) -> Self {
        let listed = documents.iter().map(|own| {
            let listed = ManifestDocument {
                file: own.file.clone(),
                holes: own.holes.clone(),
                next: own.next.clone(),
            };
            (own.state.clone(), listed)
        });
        Self(listed.collect())
    }

    /// Name and document of each state.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &ManifestDocument)> {
        self.0.iter().map(|(state, own)| (state.as_str(), own))
    }

    /// The document of a state.
    pub fn get(&self, state: &str) -> Option<&ManifestDocument> {
        let found = self.0.iter().find(|(own, _)| own == state);
        found.map(|(_, document)| document)
    }
}

impl Serialize for ManifestDocuments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (state, document) in &self.0 {
            map.serialize_entry(state, document)?;
        }
        map.end()
    }
}
