//! What a carrier expresses exactly, what is emulated, and what it cannot do (law L8).

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::ident::Ident;

/// How well a carrier expresses a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// As flow-semantics.md says.
    Exact,
    /// Nearly; the note says how, and what differs.
    Emulated,
    /// Not; the note says why, and what happens there instead.
    Unsupported,
}

impl Support {
    /// The word of the report: `exact`, `emulated`, `unsupported`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Emulated => "emulated",
            Self::Unsupported => "unsupported",
        }
    }
}

impl fmt::Display for Support {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a carrier makes of one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NodeReport {
    /// The node's id; of a node in a subflow, `flow~id`.
    pub node: Ident,
    /// How well it is expressed.
    pub support: Support,
    /// How or why; `None` where it is exact.
    pub note: Option<Cow<'static, str>>,
}

/// What a carrier makes of a flow: one entry for each node that can be reached, in the order of the program.
///
/// Serialises as the `report` of `manifest.json`. `Display` writes what is not exact, a line each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Report {
    pub(crate) nodes: Vec<NodeReport>,
}

impl Report {
    /// The entries.
    pub fn iter(&self) -> std::slice::Iter<'_, NodeReport> {
        self.nodes.iter()
    }

    /// The entry of a node.
    pub fn node(&self, id: &str) -> Option<&NodeReport> {
        self.nodes.iter().find(|entry| entry.node == id)
    }

    /// How well the flow is expressed as a whole: as well as its worst node.
    pub fn support(&self) -> Support {
        let all = self.nodes.iter().map(|entry| entry.support);
        all.max().unwrap_or(Support::Exact)
    }

    /// Lets only flows through that lose nothing.
    ///
    /// # Errors
    /// The entries that are not exact.
    pub fn strict(&self) -> Result<(), NotExact> {
        let lost = self.nodes.iter();
        let lost = lost.filter(|entry| entry.support != Support::Exact);
        let nodes: Vec<NodeReport> = lost.cloned().collect();
        if nodes.is_empty() {
            Ok(())
        } else {
            Err(NotExact(Self { nodes }))
        }
    }
}

impl<'r> IntoIterator for &'r Report {
    type Item = &'r NodeReport;
    type IntoIter = std::slice::Iter<'r, NodeReport>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.nodes {
            if let Some(note) = &entry.note {
                writeln!(f, "{}: {}: {note}", entry.node, entry.support)?;
            }
        }
        Ok(())
    }
}

/// A flow that a carrier does not express exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotExact(Report);

impl NotExact {
    /// The nodes that are not exact.
    pub fn report(&self) -> &Report {
        &self.0
    }
}

impl fmt::Display for NotExact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, entry) in self.0.nodes.iter().enumerate() {
            let between = if at == 0 { "" } else { "\n" };
            let note = entry.note.as_deref().unwrap_or_default();
            write!(f, "{between}{}: {}: {note}", entry.node, entry.support)?;
        }
        Ok(())
    }
}

impl std::error::Error for NotExact {}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, support: Support, note: Option<&'static str>) -> NodeReport {
        NodeReport {
            node: id.into(),
            support,
            note: note.map(Cow::Borrowed),
        }
    }

    #[test]
    fn strict_refuses_whatever_is_not_exact_and_names_it() {
        let exact = entry("a", Support::Exact, None);
        let report = Report {
            nodes: vec![exact.clone()],
        };
        assert_eq!(report.strict(), Ok(()));
        assert_eq!(report.support(), Support::Exact);

        let report = Report {
            nodes: vec![
                exact,
                entry("b", Support::Emulated, Some("by a pause")),
                entry("c", Support::Unsupported, Some("no agent")),
            ],
        };
        assert_eq!(report.support(), Support::Unsupported);
        let refused = report.strict().unwrap_err();
        assert_eq!(
            refused.to_string(),
            "b: emulated: by a pause\nc: unsupported: no agent"
        );
        assert_eq!(refused.report().iter().count(), 2);
    }
}
