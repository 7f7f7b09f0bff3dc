//! The tables of a program.

use std::fmt;
use std::sync::Arc;

use super::ask::{Ask, Fail};
use super::audio::Sound;
use super::results::ResultWays;
use super::version::Version;
use crate::graph::{BodyIx, Exit};
use crate::ident::Ident;
use crate::node::{
    Agent, Condition, Conference, Dial, Hours, Recording, RejectReason, Request, Transfer,
};
use crate::template::Template;

/// Index of a [`State`].
pub(crate) type StateIx = usize;
/// Index of a [`Node`].
pub(crate) type NodeIx = usize;
/// Index of an [`Edge`].
pub(crate) type EdgeIx = usize;

/// Where an outcome leads; `None` = the call ends there.
pub(crate) type Way = Option<Jump>;

/// A way to another node. There are several a node, so they are kept small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jump {
    to: u32,
    edge: u32,
}

impl Jump {
    /// A document of 64 MiB has fewer edges than 2³², and fewer states.
    pub(super) fn new(to: StateIx, edge: EdgeIx) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            to: small(to),
            edge: small(edge),
        }
    }

    /// The first state of the node.
    pub(crate) fn to(self) -> StateIx {
        self.to as usize
    }

    /// The edge that is walked.
    pub(crate) fn edge(self) -> EdgeIx {
        self.edge as usize
    }
}

/// A flow, lowered: what the simulator runs, the compilers translate and the live server serves.
///
/// Made by [`Program::lower`] from a [`ValidFlow`](crate::ValidFlow) and from nothing else. The same content gives
/// the same program, whatever the order of nodes and edges in the document.
#[derive(Clone)]
pub struct Program {
    pub(crate) name: String,
    pub(crate) version: Version,
    /// Sorted by name; every variable that is declared, read or set.
    pub(crate) variables: Vec<ProgramVariable>,
    pub(crate) states: Vec<State>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

/// A variable of a program. `Debug` hides the value, which may be a number.
#[derive(Clone, PartialEq, Eq)]
pub struct ProgramVariable {
    /// Its name.
    pub name: Ident,
    /// Its value before anything is set.
    pub default: String,
}

impl fmt::Debug for ProgramVariable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgramVariable")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A node at an attempt.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Unique and stable; see the [module](super).
    pub(crate) name: Ident,
    pub(crate) node: NodeIx,
    /// From 1.
    pub(crate) attempt: u32,
    /// Spoken before the prompt is repeated; the states of a node share it.
    pub(crate) before: Option<Arc<Sound>>,
    /// Of a `menu` or `gather`: where silence leads, and where an entry that fits nothing does.
    pub(crate) fails: Option<(Fail, Fail)>,
}

/// A node that can be reached.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) id: Ident,
    pub(crate) body: BodyIx,
    pub(crate) op: Op,
}

/// An edge that can be walked, with its exit after §2.1.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) source: NodeIx,
    pub(crate) exit: Exit,
}

/// What a node does. Everything but values, the clock and the caller is decided.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    Start {
        next: Way,
    },
    /// `say` and `play`.
    Sound {
        sound: Sound,
        repeat: u32,
        next: Way,
    },
    Pause {
        seconds: u32,
        next: Way,
    },
    /// `menu` and `gather`.
    Ask(Box<Ask>),
    /// `record` and `voicemail`.
    Record(Box<Record>),
    /// `dial` and `forward`.
    Dial(Box<Dialling>),
    Transfer(Box<Transferring>),
    Queue {
        queue: Template,
        music: Option<Template>,
    },
    Conference {
        conference: Box<Conference>,
        next: Way,
    },
    Set {
        variable: Ident,
        value: Template,
        next: Way,
    },
    Branch {
        cases: Vec<(Condition, Way)>,
        otherwise: Way,
    },
    Hours {
        hours: Arc<Hours>,
        open: Way,
        closed: Way,
    },
    Request {
        request: Arc<Request>,
        ok: Way,
        failed: Way,
    },
    Sms {
        to: Option<Template>,
        body: Template,
        sent: Way,
        failed: Way,
    },
    Agent(Box<Asked>),
    /// Runs another body; its hangups come back by label.
    Subflow {
        entry: StateIx,
        returns: Vec<(Ident, Way)>,
        default: Way,
    },
    /// A `hangup` that ends the call.
    Hangup {
        message: Option<Sound>,
    },
    /// A `hangup` with a label in a subflow.
    Return {
        label: Ident,
    },
    Reject {
        reason: RejectReason,
    },
}

/// `record` and `voicemail`.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) prompt: Option<Sound>,
    pub(crate) recording: Recording,
    pub(crate) notify: Option<Template>,
    pub(crate) recorded: Way,
    pub(crate) silence: Way,
}

/// `dial` and `forward`.
#[derive(Debug, Clone)]
pub(crate) struct Dialling {
    pub(crate) dial: Arc<Dial>,
    /// `None` for `forward`: the flow ends whatever the result.
    pub(crate) ways: Option<ResultWays>,
}

/// `transfer`.
#[derive(Debug, Clone)]
pub(crate) struct Transferring {
    pub(crate) transfer: Arc<Transfer>,
    pub(crate) ways: ResultWays,
}

/// `agent`.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) agent: Arc<Agent>,
    pub(crate) language: Option<Ident>,
    pub(crate) voice: Option<Ident>,
    /// Sorted by label.
    pub(crate) outcomes: Vec<(Ident, Way)>,
    pub(crate) default: Way,
}

/// Where a label leads, `default` standing in.
pub(crate) fn by_label<'w>(ways: &'w [(Ident, Way)], label: &str, default: &'w Way) -> &'w Way {
    let found = ways.binary_search_by(|(own, _)| own.as_str().cmp(label));
    let way = found.ok().and_then(|at| ways.get(at));
    way.map_or(default, |(_, way)| way)
}

impl Program {
    /// The flow's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version of the flow's content that it was made from; see [`Flow::version`](crate::Flow::version).
    pub fn version(&self) -> &str {
        self.version.as_str()
    }

    /// Every variable that is declared, read or set, sorted by name.
    pub fn variables(&self) -> &[ProgramVariable] {
        &self.variables
    }

    /// The names of the states, in their order; the first one is the entry.
    pub fn states(&self) -> impl ExactSizeIterator<Item = &str> {
        self.states.iter().map(|state| state.name.as_str())
    }

    /// The state at which a call begins.
    pub(crate) fn first(&self) -> Option<&State> {
        self.states.first()
    }

    pub(crate) fn state(&self, at: StateIx) -> Option<(&State, &Node)> {
        let state = self.states.get(at)?;
        Some((state, self.nodes.get(state.node)?))
    }

    pub(crate) fn variable(&self, name: &str) -> Option<usize> {
        self.variables
            .binary_search_by(|variable| variable.name.as_str().cmp(name))
            .ok()
    }
}

impl fmt::Debug for Program {
    /// Only the name and sizes: texts and numbers of a flow do not belong into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program")
            .field("name", &self.name)
            .field("version", &self.version)
            .field("states", &self.states.len())
            .finish_non_exhaustive()
    }
}
