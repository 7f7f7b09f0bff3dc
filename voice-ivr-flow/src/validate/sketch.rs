//! The flow while it is being checked: typed where it can be, with the mistakes still in it.

use std::borrow::Cow;
use std::sync::Arc;

use super::report::{EdgeName, Place};
use crate::document::Span;
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
    pub(super) nodes: Vec<NodeSketch<'a>>,
    pub(super) edges: Vec<EdgeSketch<'a>>,
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
}

/// An edge.
#[derive(Debug)]
pub(super) struct EdgeSketch<'a> {
    pub(super) id: Option<Cow<'a, str>>,
    /// Its place in the list.
    pub(super) index: usize,
    pub(super) source: Cow<'a, str>,
    pub(super) target: Cow<'a, str>,
    pub(super) target_span: Span,
    /// Trimmed; a blank label is none.
    pub(super) label: Option<Cow<'a, str>>,
    /// Of the label if there is one, else of the edge.
    pub(super) label_span: Span,
    pub(super) span: Span,
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

    pub(super) fn on<'s>(&'s self, edge: &'s EdgeSketch<'a>, source: Option<&'s str>) -> Place<'s> {
        Place {
            flow: self.flow.as_ref(),
            node: source,
            edge: Some(edge.name()),
            span: edge.span,
            mark: edge.label_span,
        }
    }
}

impl EdgeSketch<'_> {
    pub(super) fn name(&self) -> EdgeName<'_> {
        match &self.id {
            Some(id) => EdgeName::Id(id),
            None => EdgeName::Index(self.index),
        }
    }
}
