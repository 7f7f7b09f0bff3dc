//! Whether the nodes at which values from outside decide were left by every exit.
//!
//! Only some of the values that can come from outside are tried. That is a proof all the same where those that were
//! tried lead on by every exit: take any call; wherever its values decide, one of the calls that were followed stood at
//! the same node in the same subflows, with the same values of all variables that do not come from outside, and left by
//! the same exit. So it reaches nothing that they did not reach.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::cut::Cut;
use super::intern::{Interned, StackIx};
use super::outline::Outline;
use crate::node::Hours;
use crate::program::{EdgeIx, Op, StateIx, Way};
use crate::step::Session;

/// How many missing exits are told at most.
const MOST_TOLD: usize = 1_000;

/// How a node that decides is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Exit {
    Edge(EdgeIx),
    /// The outcome has no edge: the call ends there.
    End,
    /// There is somebody to dial or to text.
    Somebody,
    Nobody,
}

/// Where values decide: the state, the subflows around it, and the values that do not come from outside.
type Context = (StateIx, StackIx, Vec<u32>);

/// The decisions of all calls.
#[derive(Default)]
pub(super) struct Decisions {
    contexts: HashMap<Context, usize>,
    /// By context, how it was left.
    left: Vec<(StateIx, HashSet<Exit>)>,
    /// The call that is being followed stands at this one.
    pending: Option<usize>,
}

impl Decisions {
    /// A call enters a node.
    pub(super) fn enter(&mut self, outline: &Outline, names: &mut Interned, session: &Session) {
        let state = session.at();
        let node = outline.program.state(state).map(|(state, _)| state.node);
        if !node.is_some_and(|node| outline.decides(node)) {
            self.pending = None;
            return;
        }
        let values = outline.values(session);
        let own = values.filter(|(variable, _)| !outline.is_sampled(*variable));
        let own = own.map(|(_, value)| names.value(value)).collect();
        let context = (state, names.stack(session.stack()), own);
        let next = self.left.len();
        let at = *self.contexts.entry(context).or_insert(next);
        if at == next {
            self.left.push((state, HashSet::new()));
        }
        self.pending = Some(at);
    }

    /// And leaves it.
    pub(super) fn leave(&mut self, exit: Exit) {
        let pending = self.pending.take();
        if let Some((_, left)) = pending.and_then(|at| self.left.get_mut(at)) {
            left.insert(exit);
        }
    }

    /// And ends there before it is decided.
    pub(super) fn forget(&mut self) {
        self.pending = None;
    }

    /// The exits by which no call left.
    pub(super) fn missing(&self, outline: &Outline) -> BTreeSet<Cut> {
        let mut all = BTreeSet::new();
        let mut wanted: HashMap<StateIx, Vec<Exit>> = HashMap::new();
        for (state, left) in &self.left {
            let Some((own, node)) = outline.program.state(*state) else {
                continue;
            };
            let wanted = wanted.entry(*state).or_insert_with(|| exits(&node.op));
            if wanted.len() == left.len() {
                continue;
            }
            for exit in wanted.iter().filter(|exit| !left.contains(exit)) {
                if all.len() == MOST_TOLD {
                    return all;
                }
                all.insert(Cut::Unseen {
                    place: outline.place(own.node),
                    exit: name(outline, *exit),
                });
            }
        }
        all
    }
}

/// Every way to leave a node that decides.
fn exits(op: &Op) -> Vec<Exit> {
    let exit = |way: &Way| way.map_or(Exit::End, |jump| Exit::Edge(jump.edge()));
    let mut all = match op {
        Op::Branch { cases, otherwise } => {
            let cases = cases.iter().map(|(_, way)| exit(way));
            cases.chain([exit(otherwise)]).collect()
        }
        Op::Hours {
            hours,
            open,
            closed,
        } => {
            let open = opens(hours).then(|| exit(open));
            let closed = closes(hours).then(|| exit(closed));
            open.into_iter().chain(closed).collect()
        }
        _ => vec![Exit::Somebody, Exit::Nobody],
    };
    all.sort_unstable();
    all.dedup();
    all
}

fn opens(hours: &Hours) -> bool {
    hours.open.iter().flatten().any(|(from, to)| from < to)
}

fn closes(hours: &Hours) -> bool {
    let whole = |spans: &Vec<(u16, u16)>| spans.iter().any(|(from, to)| *from == 0 && *to == 1_440);
    !hours.holidays.is_empty() || !hours.open.iter().all(whole)
}

fn name(outline: &Outline, exit: Exit) -> String {
    match exit {
        Exit::Edge(edge) => {
            let edge = outline.program.edges.get(edge);
            let label = edge.and_then(|edge| edge.exit.label());
            label.unwrap_or("the next node").to_owned()
        }
        Exit::End => "an outcome without an edge".to_owned(),
        Exit::Somebody => "a number".to_owned(),
        Exit::Nobody => "no number".to_owned(),
    }
}
