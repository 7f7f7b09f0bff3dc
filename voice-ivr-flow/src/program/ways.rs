//! Where a call can be after a state.

use super::ask::{Accept, Fail};
use super::results::ResultWays;
use super::table::{Jump, Op, State, StateIx, Way};

/// Calls a function with every state that can come next, and the variable that is surely set on the way there; a state
/// may come several times. [`Op::subflow`] tells what comes after a subflow.
pub(crate) fn each_way<'p>(
    state: &State,
    op: &'p Op,
    each: &mut dyn FnMut(StateIx, Option<&'p str>),
) {
    let mut way = |way: Way, set: Option<&'p str>| {
        if let Some(jump) = way {
            each(jump.to(), set);
        }
    };
    match op {
        Op::Start { next }
        | Op::Sound { next, .. }
        | Op::Pause { next, .. }
        | Op::Conference { next, .. } => way(*next, None),
        Op::Set { variable, next, .. } => way(*next, Some(variable)),
        Op::Ask(ask) => {
            match &ask.accept {
                Accept::Keys(keys) => keys.iter().for_each(|(_, jump)| way(Some(*jump), None)),
                Accept::Entry {
                    variable,
                    way: good,
                    ..
                } => way(*good, Some(variable)),
            }
            for fail in state.fails.iter().flat_map(|(one, two)| [one, two]) {
                match fail {
                    Fail::Again(next) => each(*next, None),
                    Fail::Leave(Some(jump)) => each(jump.to(), None),
                    Fail::Leave(None) => {}
                }
            }
        }
        Op::Record(record) => {
            way(record.recorded, record.recording.variable.as_deref());
            way(record.silence, None);
        }
        Op::Dial(dialling) => {
            let ways = dialling.ways.iter();
            ways.flat_map(ResultWays::after_dial)
                .for_each(|(_, own)| way(own, None));
        }
        Op::Transfer(transferring) => {
            let ways = transferring.ways.after_transfer();
            ways.for_each(|(_, own)| way(own, None));
        }
        Op::Branch { cases, otherwise } => {
            for (_, case) in cases {
                way(*case, None);
            }
            way(*otherwise, None);
        }
        Op::Hours {
            open: one,
            closed: other,
            ..
        }
        | Op::Request {
            ok: one,
            failed: other,
            ..
        }
        | Op::Sms {
            sent: one,
            failed: other,
            ..
        } => {
            way(*one, None);
            way(*other, None);
        }
        Op::Agent(asked) => {
            for (_, outcome) in &asked.outcomes {
                way(*outcome, None);
            }
            way(asked.default, None);
        }
        Op::Queue { .. }
        | Op::Subflow { .. }
        | Op::Hangup { .. }
        | Op::Return { .. }
        | Op::Reject { .. } => {}
    }
}

impl Op {
    /// Of a `subflow`: the state at which it begins, and those at which a call can be once it has returned.
    pub(crate) fn subflow(&self) -> Option<(StateIx, impl Iterator<Item = StateIx>)> {
        let Self::Subflow {
            entry,
            returns,
            default,
        } = self
        else {
            return None;
        };
        let ways = returns.iter().filter_map(|(_, way)| *way).chain(*default);
        Some((*entry, ways.map(Jump::to)))
    }
}
