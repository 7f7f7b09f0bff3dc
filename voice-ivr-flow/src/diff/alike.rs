//! Where the two versions are the same by construction.
//!
//! Two states are alike if they do and ask for the same, and every outcome leads both to states that are alike. Calls that
//! wait at states that are alike, with values that do not differ, cannot be told apart by anybody any more, whatever comes
//! from outside; they need not be followed. This is what keeps a small change in a large flow small.

use std::collections::HashMap;

use super::next::Next;
use crate::program::{Op, Program, StateIx};

/// How many pairs of states are looked at, at most; others count as not alike.
const MOST: usize = 1_000_000;

pub(super) type Pair = (StateIx, StateIx);

/// What is known of pairs of states.
pub(super) struct Alike<'p> {
    old: &'p Program,
    new: &'p Program,
    known: HashMap<Pair, bool>,
}

impl<'p> Alike<'p> {
    pub(super) fn new(old: &'p Program, new: &'p Program) -> Self {
        Self {
            old,
            new,
            known: HashMap::new(),
        }
    }

    /// Whether two calls go on alike that are in these states, in the subflows that these states run.
    pub(super) fn calls(&mut self, pair: Pair, stacks: (&[StateIx], &[StateIx])) -> bool {
        stacks.0.len() == stacks.1.len()
            && self.states(pair)
            && stacks
                .0
                .iter()
                .zip(stacks.1)
                .all(|(old, new)| self.returns((*old, *new)))
    }

    /// Whether two `subflow` nodes go on alike when what they run comes back.
    fn returns(&mut self, pair: Pair) -> bool {
        let mut next = Next::default();
        let ops = (op(self.old, pair.0), op(self.new, pair.1));
        if let (Some(old), Some(new)) = ops {
            next.returns(old, new);
        }
        !next.differ && next.pairs.into_iter().all(|pair| self.states(pair))
    }

    /// Whether two states are alike as far as the end of their own graph.
    fn states(&mut self, pair: Pair) -> bool {
        if let Some(known) = self.known.get(&pair) {
            return *known;
        }
        self.close(pair);
        self.known.get(&pair).copied().unwrap_or(false)
    }

    /// Finds out about a pair and all that it leads to.
    fn close(&mut self, first: Pair) {
        let mut order: Vec<Pair> = vec![first];
        let mut number: HashMap<Pair, usize> = HashMap::from([(first, 0)]);
        // By pair, those that lead to it.
        let mut before: Vec<Vec<usize>> = vec![Vec::new()];
        let mut differ: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(pair) = order.get(at).copied() {
            let next = self.next(pair);
            if next.differ {
                differ.push(at);
            }
            for to in next.pairs {
                match self.known.get(&to) {
                    Some(true) => continue,
                    Some(false) => {
                        differ.push(at);
                        break;
                    }
                    None => {}
                }
                if self.known.len() + order.len() >= MOST {
                    differ.push(at);
                    break;
                }
                let to = *number.entry(to).or_insert_with(|| {
                    order.push(to);
                    before.push(Vec::new());
                    order.len() - 1
                });
                if let Some(before) = before.get_mut(to) {
                    before.push(at);
                }
            }
            at += 1;
        }
        let mut alike = vec![true; order.len()];
        while let Some(at) = differ.pop() {
            if let Some(own) = alike.get_mut(at)
                && std::mem::replace(own, false)
            {
                differ.extend(before.get(at).into_iter().flatten());
            }
        }
        self.known.extend(order.into_iter().zip(alike));
    }

    fn next(&self, (old, new): Pair) -> Next {
        let mut next = Next::default();
        match (self.old.state(old), self.new.state(new)) {
            (Some((old_state, old)), Some((new_state, new))) => {
                next.states(old_state, new_state);
                next.ops(&old.op, &new.op);
            }
            _ => next.differ = true,
        }
        if next.differ {
            // What lies behind does not count any more.
            next.pairs.clear();
        }
        next
    }
}

fn op(program: &Program, at: StateIx) -> Option<&Op> {
    program.state(at).map(|(_, node)| &node.op)
}
