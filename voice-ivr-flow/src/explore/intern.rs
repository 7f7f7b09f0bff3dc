//! Small numbers for stacks of subflows and for values, so that calls are compared quickly.

use std::collections::HashMap;

use crate::program::{Node, Program, StateIx};

/// A stack of `subflow` nodes.
pub(crate) type StackIx = u32;

/// Stacks and values that were seen.
#[derive(Default)]
pub(crate) struct Interned {
    stacks: HashMap<(StackIx, StateIx), StackIx>,
    /// By stack, the one without its top, and its top; the empty stack is 0 and not in here.
    frames: Vec<(StackIx, StateIx)>,
    values: HashMap<String, u32>,
}

impl Interned {
    pub(crate) fn stack(&mut self, stack: &[StateIx]) -> StackIx {
        let mut at = 0;
        for state in stack {
            let next = StackIx::try_from(self.frames.len() + 1).unwrap_or(StackIx::MAX);
            let frames = &mut self.frames;
            at = *self.stacks.entry((at, *state)).or_insert_with(|| {
                frames.push((at, *state));
                next
            });
        }
        at
    }

    pub(crate) fn value(&mut self, value: &str) -> u32 {
        if let Some(known) = self.values.get(value) {
            return *known;
        }
        let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.insert(value.to_owned(), next);
        next
    }

    /// The id of a node behind the ids of the `subflow` nodes around it.
    pub(crate) fn path(&self, program: &Program, stack: StackIx, node: usize) -> String {
        let mut parts = vec![id(program.nodes.get(node))];
        let mut at = stack;
        while let Some((below, state)) = (at as usize)
            .checked_sub(1)
            .and_then(|at| self.frames.get(at))
        {
            parts.push(id(program.state(*state).map(|(_, node)| node)));
            at = *below;
        }
        parts.reverse();
        parts.join("/")
    }
}

fn id(node: Option<&Node>) -> &str {
    node.map_or("", |node| node.id.as_str())
}
