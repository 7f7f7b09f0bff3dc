//! The graph with ids turned into dense indices: what every pass after parsing works on.

use crate::node::Kind;

/// Index of a [`Vertex`] within its [`Body`].
pub(crate) type NodeIx = usize;
/// Index of a [`Body`] within the [`Graph`]; 0 is the main one.
pub(crate) type BodyIx = usize;

/// The main graph and the subflows, in document order.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    pub(crate) bodies: Vec<Body>,
}

/// One `{nodes, edges}`.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    /// The subflow's name; `None` for the main graph.
    pub(crate) name: Option<String>,
    pub(crate) start: NodeIx,
    /// In document order.
    pub(crate) nodes: Vec<Vertex>,
}

/// A node with where its exits lead.
#[derive(Debug, Clone)]
pub(crate) struct Vertex {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// Each exit once, sorted by [`Exit`], so that the order of edges in the document changes nothing (§6.5).
    pub(crate) exits: Vec<(Exit, NodeIx)>,
}

/// An exit after flow-semantics.md §2.1: an unlabelled edge has already become `Ok`, `Else`, `Default`
/// or stays `Next` on the nodes that have one unlabelled exit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Exit {
    /// The one unlabelled exit (`say`, `record` when something was recorded, `sms` …).
    Next,
    /// A key sequence of a `menu`.
    Key(String),
    Ok,
    Timeout,
    Invalid,
    Default,
    Silence,
    Completed,
    Busy,
    NoAnswer,
    Failed,
    Open,
    Closed,
    Else,
    /// A condition of a `branch`, an outcome of an `agent`, the `label` of a subflow's `hangup`.
    Label(String),
}

impl Exit {
    /// The word that a document has for it; `None` for the one exit that needs none.
    pub(crate) fn label(&self) -> Option<&str> {
        Some(match self {
            Self::Next => return None,
            Self::Key(keys) => keys,
            Self::Label(label) => label,
            Self::Ok => "ok",
            Self::Timeout => "timeout",
            Self::Invalid => "invalid",
            Self::Default => "default",
            Self::Silence => "silence",
            Self::Completed => "completed",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Failed => "failed",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Else => "else",
        })
    }
}
