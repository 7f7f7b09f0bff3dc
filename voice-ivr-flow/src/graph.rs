//! The graph with ids turned into dense indices: what every pass after parsing works on.

use crate::ident::Ident;
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
    /// Those of all nodes, one node after another.
    pub(crate) exits: Vec<(Exit, NodeIx)>,
}

impl Body {
    /// The exits of a node and where they lead.
    pub(crate) fn exits(&self, of: &Vertex) -> Exits<'_> {
        of.exits.of(&self.exits)
    }
}

/// A node.
#[derive(Debug, Clone)]
pub(crate) struct Vertex {
    pub(crate) id: Ident,
    pub(crate) kind: Kind,
    pub(crate) exits: ExitRange,
}

/// Which exits of a body belong to a node.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ExitRange {
    start: u32,
    end: u32,
}

impl ExitRange {
    /// A document of 64 MiB has fewer edges than 2³².
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: small(start),
            end: small(end),
        }
    }

    pub(crate) fn of(self, all: &[(Exit, NodeIx)]) -> Exits<'_> {
        Exits(
            all.get(self.start as usize..self.end as usize)
                .unwrap_or_default(),
        )
    }
}

/// The exits of a node: each once, sorted by [`Exit`], so that the order of edges in the document changes nothing (§6.5).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exits<'a>(&'a [(Exit, NodeIx)]);

impl<'a> Exits<'a> {
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a Exit, NodeIx)> {
        self.0.iter().map(|(exit, to)| (exit, *to))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// The key edges of a menu.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'a str> {
        self.iter().filter_map(|(exit, _)| match exit {
            Exit::Key(keys) => Some(keys.as_str()),
            _ => None,
        })
    }

    pub(crate) fn has(self, exit: &Exit) -> bool {
        self.0.binary_search_by(|(own, _)| own.cmp(exit)).is_ok()
    }

    /// Whether there is an exit of this label: a condition, an outcome, a return.
    pub(crate) fn has_label(self, label: &str) -> bool {
        // Labels come last in the order of exits.
        let found = self.0.binary_search_by(|(own, _)| match own {
            Exit::Label(own) => own.as_str().cmp(label),
            _ => std::cmp::Ordering::Less,
        });
        found.is_ok()
    }
}

/// An exit after flow-semantics.md §2.1: an unlabelled edge has already become `Ok`, `Else`, `Default`
/// or stays `Next` on the nodes that have one unlabelled exit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Exit {
    /// The one unlabelled exit (`say`, `record` when something was recorded, `sms` …).
    Next,
    /// A key sequence of a `menu`.
    Key(Ident),
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
    Label(Ident),
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
