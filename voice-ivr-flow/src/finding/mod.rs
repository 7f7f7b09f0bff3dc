//! What validation found: data, in document order.

mod kind;
mod render;
pub(crate) mod words;

use std::ops::Range;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use kind::{FindingKind, Severity};
pub use render::Text;

use crate::document::{Places, Span};

/// One thing that is wrong with a flow, or likely to be.
///
/// Serialises as `voice flow check --format json` prints it: `code kind severity node edge message help`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(crate) kind: FindingKind,
    pub(crate) severity: Severity,
    pub(crate) flow: Option<Arc<str>>,
    pub(crate) node: Option<String>,
    pub(crate) edge: Option<String>,
    pub(crate) message: String,
    pub(crate) help: String,
    /// What the finding points at in the source.
    pub(crate) span: Span,
    /// Where that begins; known when all findings are.
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Finding {
    /// The kind of mistake.
    pub fn kind(&self) -> FindingKind {
        self.kind
    }

    /// The kind's code, such as `F012`.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Whether the flow can be used nevertheless.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The name of the subflow that the node or edge belongs to; `None` in the main graph.
    pub fn subflow(&self) -> Option<&str> {
        self.flow.as_deref()
    }

    /// The id of the node; for a finding about an edge, the node that it leaves, if that is there.
    pub fn node(&self) -> Option<&str> {
        self.node.as_deref()
    }

    /// The id of the edge, or `#<index>` for an edge without one.
    pub fn edge(&self) -> Option<&str> {
        self.edge.as_deref()
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        &self.help
    }

    /// The line that it points at, counted from 1.
    pub fn line(&self) -> usize {
        self.line as usize
    }

    /// The character within the line that it points at, counted from 1; a byte order mark does not count.
    pub fn column(&self) -> usize {
        self.column as usize
    }

    /// The bytes of [`Flow::source`](crate::Flow::source) that it points at: an id, a label, a value.
    pub fn span(&self) -> Range<usize> {
        self.span.start as usize..self.span.end as usize
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Finding", 7)?;
        out.serialize_field("code", self.code())?;
        out.serialize_field("kind", &self.kind)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("node", &self.node)?;
        out.serialize_field("edge", &self.edge)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("help", &self.help)?;
        out.end()
    }
}

/// All findings of a flow, in the order of what they point at in the document.
///
/// Serialises as `{"findings": […], "errors": n, "warnings": n}`. [`Text`] writes them for people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    all: Vec<Finding>,
}

impl Findings {
    /// Sorts the findings of a source by what they point at, and says where that is.
    pub(crate) fn new(mut all: Vec<Finding>, source: &str) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        all.sort_by_key(|finding| finding.span.start);
        let mut places = Places::new(source);
        for finding in &mut all {
            let (line, column) = places.at(finding.span.start as usize);
            (finding.line, finding.column) = (small(line), small(column));
        }
        Self { all }
    }

    /// The findings in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.all.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        self.all.iter().filter(is_error).count()
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.len() - self.errors()
    }

    /// The first finding of a kind.
    pub fn find(&self, kind: FindingKind) -> Option<&Finding> {
        self.all.iter().find(|finding| finding.kind == kind)
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Findings", 3)?;
        out.serialize_field("findings", &self.all)?;
        out.serialize_field("errors", &self.errors())?;
        out.serialize_field("warnings", &self.warnings())?;
        out.end()
    }
}

impl std::fmt::Display for Findings {
    /// As [`Text`] without a source.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Text::new(self).fmt(f)
    }
}

impl std::error::Error for Findings {}
