//! Where the passes put what they find.

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::{Span, Value};
use crate::finding::words::Speller;
use crate::finding::{Finding, FindingKind, Severity};

/// A node or an edge, or the document.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    pub(super) flow: Option<&'a Arc<str>>,
    pub(super) node: Option<&'a str>,
    pub(super) edge: Option<EdgeName<'a>>,
    /// What to point at, when a finding is about all of it.
    pub(super) mark: Mark<'a>,
}

/// What a finding points at. Where a value ends is looked for only when there is a finding.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark<'a> {
    Value(Value<'a>),
    Span(Span),
}

impl Mark<'_> {
    pub(super) fn span(self) -> Span {
        match self {
            Self::Value(value) => value.span(),
            Self::Span(span) => span,
        }
    }
}

/// How an edge is called in a finding.
#[derive(Debug, Clone)]
pub(super) enum EdgeName<'a> {
    Id(Cow<'a, str>),
    /// Its index in the list of edges; written `#<index>`.
    Index(usize),
}

impl std::fmt::Display for EdgeName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::Index(index) => write!(f, "#{index}"),
        }
    }
}

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
    pub(super) speller: Speller,
}

impl Report {
    /// Adds a finding that points at its node or edge.
    pub(super) fn add(
        &mut self,
        kind: FindingKind,
        place: &Place<'_>,
        message: String,
        help: &str,
    ) {
        self.add_at(kind, place, place.mark.span(), message, help);
    }

    /// Adds a finding that points at something inside its node or edge.
    pub(super) fn add_at(
        &mut self,
        kind: FindingKind,
        place: &Place<'_>,
        span: Span,
        mut message: String,
        help: &str,
    ) {
        if let Some(flow) = place.flow {
            message.push_str(" (in the subflow `");
            message.push_str(flow);
            message.push_str("`)");
        }
        self.findings.push(Finding {
            kind,
            severity: kind.severity(),
            flow: place.flow.cloned(),
            node: place.node.map(str::to_owned),
            edge: place.edge.as_ref().map(EdgeName::to_string),
            message,
            help: if help.is_empty() {
                usual_help(kind)
            } else {
                help
            }
            .to_owned(),
            span,
            line: 0,
            column: 0,
        });
    }

    /// As [`add`](Self::add), an error whatever the kind usually is.
    pub(super) fn add_error(
        &mut self,
        kind: FindingKind,
        place: &Place<'_>,
        message: String,
        help: &str,
    ) {
        self.add(kind, place, message, help);
        if let Some(finding) = self.findings.last_mut() {
            finding.severity = Severity::Error;
        }
    }
}

/// What to do about a finding of which nothing more is known.
fn usual_help(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Malformed => {
            r#"a flow is `{"name": "…", "nodes": [{"id": "…", "type": "…", "data": {…}}], "edges": [{"source": "…", "target": "…", "label": "…"}]}`"#
        }
        _ => "change the value, or leave the member out for its default",
    }
}
