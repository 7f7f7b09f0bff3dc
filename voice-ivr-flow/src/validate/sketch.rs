//! The flow while it is being checked: typed where it can be, with the mistakes still in it.

use std::borrow::Cow;
use std::sync::Arc;

use super::report::{EdgeName, Place};
use crate::document::{Span, Value};
use crate::graph::{BodyIx, Exit, NodeIx};
use crate::node::Kind;

/// Where an edge leads that leads nowhere. No body has a node of this index, so looking it up finds nothing.
pub(super) const NOWHERE: NodeIx = NodeIx::MAX;

/// One `{nodes, edges}`.
#[derive(Debug)]
pub(super) struct BodySketch<'a> {
    /// The subflow's name.
    pub(super) flow: Option<Arc<str>>,
    pub(super) span: Span,
    /// Whether `nodes` could be read at all.
    pub(super) readable: bool,
    /// The first `start` node.
    pub(super) start: Option<NodeIx>,
    /// Later `start` nodes.
    pub(super) more_starts: Vec<NodeIx>,
    /// The `subflow` nodes.
    pub(super) calls: Vec<NodeIx>,
    /// Whether there is a `reject`.
    pub(super) rejects: bool,
    /// Whether the type of a node is not known.
    pub(super) broken: bool,
    pub(super) nodes: Vec<NodeSketch<'a>>,
    pub(super) edges: Vec<EdgeSketch>,
    /// The document.
    pub(super) root: Value<'a>,
}

/// A node.
#[derive(Debug)]
pub(super) struct NodeSketch<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) span: Span,
    pub(super) id_span: Span,
    /// `None` if its type is not known.
    pub(super) kind: Option<Kind>,
    /// Whether an earlier node has the same id, so that no edge can mean this one.
    pub(super) twin: bool,
    /// Whether its labels cannot be checked, because what names them is wrong already.
    pub(super) any_label: bool,
    /// As in [`Vertex`](crate::graph::Vertex); a dangling edge leads [`NOWHERE`].
    pub(super) exits: Vec<(Exit, NodeIx)>,
    /// Where edges lead that are no exits of this node.
    pub(super) rejected: Vec<NodeIx>,
    /// The body that a `subflow` runs; `None` on other nodes and where that is a mistake.
    pub(super) callee: Option<BodyIx>,
}

impl NodeSketch<'_> {
    pub(super) fn has(&self, exit: &Exit) -> bool {
        self.exits
            .binary_search_by(|(own, _)| own.cmp(exit))
            .is_ok()
    }

    /// Whether there is an exit of this label: a condition, an outcome, a return.
    pub(super) fn leaves_by(&self, label: &str) -> bool {
        // Labels come last in the order of exits.
        let found = self.exits.binary_search_by(|(own, _)| match own {
            Exit::Label(own) => own.as_str().cmp(label),
            _ => std::cmp::Ordering::Less,
        });
        found.is_ok()
    }
}

/// An edge: the numbers of its members on the tape; 0 is a member that is missing or wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct EdgeSketch {
    /// Its place in the list.
    pub(super) index: u32,
    pub(super) object: u32,
    pub(super) id: u32,
    pub(super) source: u32,
    pub(super) target: u32,
    pub(super) label: u32,
}

/// An edge with the document that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) root: Value<'a>,
    pub(super) sketch: EdgeSketch,
}

impl<'a> Edge<'a> {
    fn text(self, member: u32) -> Cow<'a, str> {
        self.root.other(member).name()
    }

    pub(super) fn id(self) -> Option<Cow<'a, str>> {
        (self.sketch.id != 0).then(|| self.text(self.sketch.id))
    }

    pub(super) fn source(self) -> Cow<'a, str> {
        self.text(self.sketch.source)
    }

    pub(super) fn target(self) -> Cow<'a, str> {
        self.text(self.sketch.target)
    }

    /// Trimmed; a blank label is none.
    pub(super) fn label(self) -> Option<Cow<'a, str>> {
        if self.sketch.label == 0 {
            return None;
        }
        let label = match self.text(self.sketch.label) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        Some(label).filter(|label| !label.is_empty())
    }

    pub(super) fn name(self) -> EdgeName<'a> {
        match self.id() {
            Some(id) => EdgeName::Id(id),
            None => EdgeName::Index(self.sketch.index as usize),
        }
    }

    pub(super) fn target_span(self) -> Span {
        self.root.other(self.sketch.target).span()
    }

    fn place<'s>(self, flow: Option<&'s Arc<str>>, source: Option<&'s str>) -> Place<'s>
    where
        'a: 's,
    {
        let span = self.root.other(self.sketch.object).span();
        let mark = match self.sketch.label {
            0 => span,
            label => self.root.other(label).span(),
        };
        Place {
            flow,
            node: source,
            edge: Some(self.name()),
            span,
            mark,
        }
    }
}

impl<'a> BodySketch<'a> {
    pub(super) fn place(&self) -> Place<'_> {
        Place {
            flow: self.flow.as_ref(),
            node: None,
            edge: None,
            span: self.span,
            mark: self.span,
        }
    }

    pub(super) fn at<'s>(&'s self, node: &'s NodeSketch<'a>) -> Place<'s> {
        Place {
            flow: self.flow.as_ref(),
            node: Some(&node.id),
            edge: None,
            span: node.span,
            mark: node.id_span,
        }
    }

    pub(super) fn edges(&self) -> impl Iterator<Item = Edge<'a>> {
        let root = self.root;
        self.edges.iter().map(move |sketch| Edge {
            root,
            sketch: *sketch,
        })
    }

    pub(super) fn edge(&self, at: usize) -> Option<Edge<'a>> {
        let sketch = *self.edges.get(at)?;
        Some(Edge {
            root: self.root,
            sketch,
        })
    }

    pub(super) fn on<'s>(&'s self, edge: Edge<'a>, source: Option<&'s str>) -> Place<'s> {
        edge.place(self.flow.as_ref(), source)
    }
}
