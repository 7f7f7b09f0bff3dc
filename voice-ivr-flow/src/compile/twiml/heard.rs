//! Which states a call can reach only before it was answered.
//!
//! Twilio can turn a call away only with the first thing that it is told to do. Anything that speaks, plays,
//! pauses or waits answers the call; a `request` is made by the server and does not.

use crate::program::{Op, Program, StateIx, Way};

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
        let Some((_, node)) = program.state(at) else {
            continue;
        };
        let after = so_far || answers(&node.op);
        each_way(&node.op, &mut |way| {
            if let Some(jump) = way {
                open.push((jump.to, after));
            }
        });
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

/// The ways out that are known without the end of a subflow.
pub(super) fn each_way(op: &Op, each: &mut dyn FnMut(Way)) {
    use crate::program::Accept;
    match op {
        Op::Start { next }
        | Op::Sound { next, .. }
        | Op::Pause { next, .. }
        | Op::Set { next, .. }
        | Op::Conference { next, .. } => each(*next),
        Op::Ask(ask) => match &ask.accept {
            Accept::Keys(keys) => keys.iter().for_each(|(_, jump)| each(Some(*jump))),
            Accept::Entry { way, .. } => each(*way),
        },
        Op::Record(record) => [record.recorded, record.silence].into_iter().for_each(each),
        Op::Dial(dialling) => {
            if let Some(ways) = &dialling.ways {
                for (_, way) in results(ways) {
                    each(way);
                }
            }
        }
        Op::Transfer(transferring) => {
            // `completed` ends the flow.
            for (_, way) in results(&transferring.ways).into_iter().skip(1) {
                each(way);
            }
        }
        Op::Branch { cases, otherwise } => {
            for (_, way) in cases {
                each(*way);
            }
            each(*otherwise);
        }
        Op::Hours { open, closed, .. } => [*open, *closed].into_iter().for_each(each),
        Op::Request { ok, failed, .. } => [*ok, *failed].into_iter().for_each(each),
        Op::Sms { sent, failed, .. } => [*sent, *failed].into_iter().for_each(each),
        Op::Agent(asked) => {
            for (_, way) in &asked.outcomes {
                each(*way);
            }
            each(asked.default);
        }
        Op::Queue { .. }
        | Op::Subflow { .. }
        | Op::Hangup { .. }
        | Op::Return { .. }
        | Op::Reject { .. } => {}
    }
}

/// The results of a dial, `completed` first.
pub(super) fn results(ways: &crate::program::ResultWays) -> [(&'static str, Way); 4] {
    [
        ("completed", ways.completed),
        ("busy", ways.busy),
        ("no-answer", ways.no_answer),
        ("failed", ways.failed),
    ]
}
