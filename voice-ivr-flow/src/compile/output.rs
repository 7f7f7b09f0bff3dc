//! What every back end that writes documents gives.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::report::Report;
use crate::ident::Ident;

/// The name of the file that lists the documents.
pub const MANIFEST_FILE: &str = "manifest.json";

/// A compiled flow: documents, what they are, and what was lost.
///
/// The same program and options give the same bytes (law L9).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compiled {
    /// The carrier's language: `twiml`.
    pub target: &'static str,
    /// The state at which a call begins.
    pub entry: Ident,
    /// The flow's name.
    pub flow: String,
    /// The version of its content.
    pub version: String,
    /// The documents, in the order of the program's states.
    pub documents: Vec<Document>,
    /// What the carrier makes of each node.
    pub report: Report,
}

impl Compiled {
    /// The document of a state. Looks through all of them.
    pub fn document(&self, state: &str) -> Option<&Document> {
        self.documents.iter().find(|own| own.state == *state)
    }

    /// What `manifest.json` holds.
    pub fn manifest(&self) -> Manifest<'_> {
        Manifest(self)
    }

    /// Everything that `voice flow compile --out` writes: name and content of each file, the manifest last.
    pub fn files(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let documents = self.documents.iter();
        let manifest = std::iter::once_with(|| self.manifest().to_json().into());
        documents
            .map(|own| (own.file.as_str(), own.content.as_str().into()))
            .chain(manifest.map(|json| (MANIFEST_FILE, json)))
    }
}

/// One document of a compiled flow.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The state at which it begins.
    pub state: Ident,
    /// The name of its file; no path.
    pub file: Ident,
    /// What is in it, with `{{name}}` where the value of a variable stands.
    pub content: String,
    /// The variables that stand in it, sorted.
    pub holes: Vec<Ident>,
    /// Which state follows which answer.
    pub next: Answers,
}

/// Which state follows which answer; `None`: the call ends.
///
/// ```
/// # use voice_ivr_flow::compile::twiml::{TwimlOptions, compile};
/// # use voice_ivr_flow::{Flow, Program, templates};
/// # let flow = Flow::from_json(templates::RECEPTION.as_bytes())?.validate()?;
/// # let compiled = compile(&Program::lower(&flow), &TwimlOptions::new());
/// let next = &compiled.document("ask@1").ok_or("a menu has a document")?.next;
/// assert_eq!(next.get("2"), Some(&Some("support@1".into())));
/// assert_eq!(next.get("7"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Answers(Box<[(Ident, Option<Ident>)]>);

impl Answers {
    /// Takes the answers out of a list. Of two that are the same, the later one counts.
    pub(super) fn drained(from: &mut Vec<(Ident, Option<Ident>)>) -> Self {
        if !from.is_sorted_by(|(one, _), (other, _)| one < other) {
            from.sort_by(|(one, _), (other, _)| one.cmp(other));
            from.dedup_by(|later, earlier| {
                let same = later.0 == earlier.0;
                if same {
                    std::mem::swap(later, earlier);
                }
                same
            });
        }
        Self(from.drain(..).collect())
    }

    /// What follows an answer; `None` if the answer has no name here.
    pub fn get(&self, answer: &str) -> Option<&Option<Ident>> {
        let at = self.0.binary_search_by(|(own, _)| own.as_str().cmp(answer));
        self.0.get(at.ok()?).map(|(_, next)| next)
    }

    /// The answers and what follows them, sorted by answer.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, Option<&str>)> {
        let all = self.0.iter();
        all.map(|(answer, next)| (answer.as_str(), next.as_deref()))
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl fmt::Debug for Document {
    /// Without its content: texts and numbers of a flow do not belong into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("state", &self.state)
            .field("bytes", &self.content.len())
            .field("holes", &self.holes)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

/// What `manifest.json` holds: a view of a [`Compiled`].
#[derive(Debug, Clone, Copy)]
pub struct Manifest<'c>(&'c Compiled);

impl Manifest<'_> {
    /// The file, indented for people, with a line feed at its end.
    pub fn to_json(self) -> String {
        // Maps with text keys and plain values: writing them to memory cannot fail.
        let mut json = serde_json::to_string_pretty(&self).unwrap_or_default();
        json.push('\n');
        json
    }
}

impl Serialize for Manifest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Compiled {
            target,
            entry,
            flow,
            version,
            documents,
            report,
        } = self.0;
        let mut manifest = serializer.serialize_struct("Manifest", 6)?;
        manifest.serialize_field("target", target)?;
        manifest.serialize_field("entry", entry)?;
        manifest.serialize_field("flow", flow)?;
        manifest.serialize_field("version", version)?;
        manifest.serialize_field("documents", &Listed(documents))?;
        manifest.serialize_field("report", report)?;
        manifest.end()
    }
}

/// Documents by their state.
struct Listed<'c>(&'c [Document]);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Entry<'c> {
            file: &'c Ident,
            holes: &'c [Ident],
            next: &'c Answers,
        }
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for document in self.0 {
            let entry = Entry {
                file: &document.file,
                holes: &document.holes,
                next: &document.next,
            };
            map.serialize_entry(&document.state, &entry)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_sorted_and_of_two_that_are_the_same_the_later_one_counts() {
        let mut list: Vec<(Ident, Option<Ident>)> = [
            ("timeout", Some("ask@2")),
            ("2", Some("a@1")),
            ("invalid", None),
            ("2", Some("b@1")),
        ]
        .map(|(answer, next)| (answer.into(), next.map(Ident::from)))
        .into();
        let answers = Answers::drained(&mut list);
        assert!(list.is_empty());
        let all: Vec<_> = answers.iter().collect();
        assert_eq!(
            all,
            [
                ("2", Some("b@1")),
                ("invalid", None),
                ("timeout", Some("ask@2"))
            ]
        );
        assert_eq!(answers.get("invalid"), Some(&None));
        assert_eq!(answers.get("1"), None);
    }
}
