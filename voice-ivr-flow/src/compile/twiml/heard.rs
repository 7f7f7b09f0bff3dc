//! Which states a call can reach only before it was answered.
//!
//! Twilio can turn a call away only with the first thing that it is told to do. Anything that speaks, plays,
//! pauses or waits answers the call; a `request` is made by the server and does not.

use crate::program::{Accept, Fail, Op, Program, ResultWays, State, StateIx, Way};

/// By state, whether something may have been heard on the way to it.
///
/// A subflow counts as if something was heard in it, and as if it returned by every exit that is wired.
pub(super) fn before(program: &Program) -> Vec<bool> {
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
        let after = so_far || answers(&node.op);
        each_way(state, &node.op, &mut |to| open.push((to, after)));
        if let Op::Subflow {
            entry,
            returns,
            default,
        } = &node.op
        {
            open.push((*entry, after));
            for jump in returns
                .iter()
                .map(|(_, way)| way)
                .chain([default])
                .flatten()
            {
                open.push((jump.to, true));
            }
        }
    }
    heard
}

fn answers(op: &Op) -> bool {
    !matches!(
        op,
        Op::Start { .. }
            | Op::Set { .. }
            | Op::Branch { .. }
            | Op::Hours { .. }
            | Op::Request { .. }
            | Op::Subflow { .. }
            | Op::Return { .. }
    )
}

/// The states that can come next, but for the end of a subflow; one may come several times.
pub(super) fn each_way(state: &State, op: &Op, each: &mut dyn FnMut(StateIx)) {
    let mut way = |way: Way| {
        if let Some(jump) = way {
            each(jump.to);
        }
    };
    match op {
        Op::Start { next }
        | Op::Sound { next, .. }
        | Op::Pause { next, .. }
        | Op::Set { next, .. }
        | Op::Conference { next, .. } => way(*next),
        Op::Ask(ask) => {
            match &ask.accept {
                Accept::Keys(keys) => keys.iter().for_each(|(_, jump)| way(Some(*jump))),
                Accept::Entry { way: good, .. } => way(*good),
            }
            for fail in state.fails.iter().flat_map(|(one, two)| [one, two]) {
                match fail {
                    Fail::Again(next) => each(*next),
                    Fail::Leave(Some(jump)) => each(jump.to),
                    Fail::Leave(None) => {}
                }
            }
        }
        Op::Record(record) => [record.recorded, record.silence].into_iter().for_each(way),
        Op::Dial(dialling) => {
            for (_, result) in dialling.ways.iter().flat_map(results) {
                way(result);
            }
        }
        Op::Transfer(transferring) => {
            // `completed` ends the flow.
            for (_, result) in results(&transferring.ways).into_iter().skip(1) {
                way(result);
            }
        }
        Op::Branch { cases, otherwise } => {
            for (_, case) in cases {
                way(*case);
            }
            way(*otherwise);
        }
        Op::Hours { open, closed, .. } => [*open, *closed].into_iter().for_each(way),
        Op::Request { ok, failed, .. } => [*ok, *failed].into_iter().for_each(way),
        Op::Sms { sent, failed, .. } => [*sent, *failed].into_iter().for_each(way),
        Op::Agent(asked) => {
            for (_, outcome) in &asked.outcomes {
                way(*outcome);
            }
            way(asked.default);
        }
        Op::Queue { .. }
        | Op::Subflow { .. }
        | Op::Hangup { .. }
        | Op::Return { .. }
        | Op::Reject { .. } => {}
    }
}

/// The results of a dial, `completed` first.
pub(super) fn results(ways: &ResultWays) -> [(&'static str, Way); 4] {
    [
        ("completed", ways.completed),
        ("busy", ways.busy),
        ("no-answer", ways.no_answer),
        ("failed", ways.failed),
    ]
}
