//! The flow while it is being checked: typed where it can be, with the mistakes still in it.

use std::borrow::Cow;
use std::sync::Arc;

use super::report::{EdgeName, Mark, Place};
use crate::document::{Span, Value};
use crate::graph::{Exit, ExitRange, Exits, NodeIx};
use crate::ident::Ident;
use crate::names::Name;
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
    /// Nodes whose id an earlier one has.
    pub(super) twins: Vec<NodeIx>,
    /// The `subflow` nodes.
    pub(super) calls: Vec<NodeIx>,
    /// Whether there is a `reject`.
    pub(super) rejects: bool,
    /// Whether the type of a node is not known.
    pub(super) broken: bool,
    pub(super) nodes: Vec<NodeSketch>,
    /// As in [`Body`](crate::graph::Body); a dangling edge leads [`NOWHERE`].
    pub(super) exits: Vec<(Exit, NodeIx)>,
    /// Edges that are no exits of the node that they leave: that node and where they lead, sorted by the former.
    pub(super) rejected: Vec<(NodeIx, NodeIx)>,
    /// Of these, the edges by an exit that another edge has taken, with that exit.
    pub(super) doubled: Vec<(NodeIx, Exit, NodeIx)>,
    pub(super) edges: Vec<EdgeSketch>,
    /// The document.
    pub(super) root: Value<'a>,
}

/// A node.
#[derive(Debug)]
pub(super) struct NodeSketch {
    pub(super) id: Ident,
    /// The id by its number on the tape.
    pub(super) id_at: u32,
    /// `None` if its type is not known.
    pub(super) kind: Option<Kind>,
    /// Whether an earlier node has the same id, so that no edge can mean this one.
    pub(super) twin: bool,
    /// Whether its labels cannot be checked, because what names them is wrong already.
    pub(super) any_label: bool,
    pub(super) exits: ExitRange,
    /// Whether an edge leaves it that is no exit.
    pub(super) rejects: bool,
    /// The body that a `subflow` runs; `None` on other nodes and where that is a mistake.
    pub(super) callee: Option<u32>,
}

/// An edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct EdgeSketch {
    /// Its place in the list.
    pub(super) index: u32,
    /// Where it stands on the tape, its id and its label; 0 is a member that is missing or wrong.
    pub(super) object: u32,
    pub(super) id: u32,
    pub(super) label: u32,
    /// The nodes at its ends; [`NO_TEXT`](crate::hash::NO_TEXT) is one that is not there.
    pub(super) source: u32,
    pub(super) target: u32,
    /// Whether an earlier edge has the same id.
    pub(super) twin: bool,
    /// Whether its id may be what an edge without one is called.
    pub(super) like_index: bool,
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

    /// The member that says where the edge begins or ends, which is wanted only where it is wrong.
    pub(super) fn end(self, name: Name) -> Value<'a> {
        let object = self.root.other(self.sketch.object);
        let mut members = object.members();
        let end = members.find(|(key, value)| key.number() == name && !value.is_null());
        end.map_or(object, |(_, value)| value)
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

    fn place<'s>(self, flow: Option<&'s Arc<str>>, source: Option<&'s str>) -> Place<'s>
    where
        'a: 's,
    {
        let object = self.root.other(self.sketch.object);
        Place {
            flow,
            node: source,
            edge: Some(self.name()),
            mark: match self.sketch.label {
                0 => Mark::Value(object),
                label => Mark::Value(self.root.other(label)),
            },
        }
    }
}

impl<'a> BodySketch<'a> {
    pub(super) fn place(&self) -> Place<'_> {
        Place {
            flow: self.flow.as_ref(),
            node: None,
            edge: None,
            mark: Mark::Span(self.span),
        }
    }

    /// Where edges lead that leave a node and are no exits of it.
    pub(super) fn rejected(&self, at: NodeIx, node: &NodeSketch) -> impl Iterator<Item = NodeIx> {
        let first = if node.rejects {
            self.rejected.partition_point(|(from, _)| *from < at)
        } else {
            self.rejected.len()
        };
        let rest = self.rejected.iter().skip(first);
        rest.take_while(move |(from, _)| *from == at)
            .map(|(_, to)| *to)
    }

    /// Edges by exits of a node that other edges have taken.
    pub(super) fn doubled(
        &self,
        at: NodeIx,
        node: &NodeSketch,
    ) -> impl Iterator<Item = (&Exit, NodeIx)> {
        let first = if node.rejects {
            self.doubled.partition_point(|(from, ..)| *from < at)
        } else {
            self.doubled.len()
        };
        let rest = self.doubled.iter().skip(first);
        rest.take_while(move |(from, ..)| *from == at)
            .map(|(_, exit, to)| (exit, *to))
    }

    /// The exits of a node and where they lead.
    pub(super) fn exits(&self, of: &NodeSketch) -> Exits<'_> {
        of.exits.of(&self.exits)
    }

    pub(super) fn at<'s>(&'s self, node: &'s NodeSketch) -> Place<'s> {
        Place {
            flow: self.flow.as_ref(),
            node: Some(&node.id),
            edge: None,
            mark: Mark::Value(self.root.other(node.id_at)),
        }
    }

    pub(super) fn edge(&self, sketch: &EdgeSketch) -> Edge<'a> {
        Edge {
            root: self.root,
            sketch: *sketch,
        }
    }

    pub(super) fn on<'s>(&'s self, edge: Edge<'a>, source: Option<&'s str>) -> Place<'s> {
        edge.place(self.flow.as_ref(), source)
    }
}
