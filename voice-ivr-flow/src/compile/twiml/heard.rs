//! Which states a call can reach only before it was answered.
//!
//! Twilio can turn a call away only with the first thing that it is told to do. Anything that speaks, plays,
//! pauses or waits answers the call; a `request` is made by the server and does not.

use crate::program::{Node, Op, Program, StateIx, each_way};

/// By state, whether something may have been heard on the way to it; nothing where no call is turned away, because
/// nobody asks then.
///
/// A subflow counts as if something was heard in it, and as if it returned by every exit that is wired.
pub(super) fn before(program: &Program) -> Vec<bool> {
    let rejects = |node: &Node| matches!(node.op, Op::Reject { .. });
    if !program.nodes.iter().any(rejects) {
        return Vec::new();
    }
    let mut heard = vec![false; program.states.len()];
    let mut reached = vec![false; program.states.len()];
    // A state is taken up at most twice: when it is reached, and when it turns out that something was heard.
    let mut open: Vec<(StateIx, bool)> = vec![(0, false)];
    while let Some((at, so_far)) = open.pop() {
        let (Some(own), Some(seen)) = (heard.get_mut(at), reached.get_mut(at)) else {
            continue;
        };
        if *seen && (*own || !so_far) {
            continue;
        }
        *seen = true;
        *own |= so_far;
        let Some((state, node)) = program.state(at) else {
            continue;
        };
        // What does not only decide answers the call.
        let after = so_far || !node.op.is_silent();
        each_way(state, &node.op, &mut |to, _| open.push((to, after)));
        if let Some((entry, returns)) = node.op.subflow() {
            open.push((entry, after));
            open.extend(returns.map(|to| (to, true)));
        }
    }
    heard
}
