//! Which variables a node looks at.

use crate::program::{Op, Sound, Source, State};
use crate::template::Template;

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matters {
    /// What decides which way a call goes.
    Ways,
    /// That, and whatever a caller or anybody else gets to hear or see.
    Everything,
}

/// Calls a function with every text in which a variable can matter at a node; the variables that a `branch` compares
/// have no text of their own, and are given to the other function.
pub(super) fn reads<'p>(
    op: &'p Op,
    matters: Matters,
    text: &mut dyn FnMut(&'p Template),
    variable: &mut dyn FnMut(&'p str),
) {
    match op {
        Op::Branch { cases, .. } => {
            for (condition, _) in cases {
                variable(&condition.variable);
                condition.operands().iter().for_each(&mut *text);
            }
        }
        Op::Dial(dialling) => dialling.dial.numbers.iter().for_each(&mut *text),
        Op::Transfer(transferring) => text(&transferring.transfer.number),
        Op::Sms { to, .. } => to.iter().for_each(&mut *text),
        _ => {}
    }
    if matters == Matters::Everything {
        noticed(op, text);
    }
}

fn noticed<'p>(op: &'p Op, text: &mut dyn FnMut(&'p Template)) {
    match op {
        Op::Sound { sound, .. } => heard(sound, text),
        Op::Ask(ask) => {
            heard(&ask.prompt, text);
            ask.listen.hints.iter().for_each(text);
        }
        Op::Record(record) => {
            record.prompt.iter().for_each(|prompt| heard(prompt, text));
            record.notify.iter().for_each(text);
        }
        Op::Dial(dialling) => dialling.dial.caller_id.iter().for_each(text),
        Op::Queue { queue, music } => [queue].into_iter().chain(music).for_each(text),
        Op::Conference { conference, .. } => text(&conference.room),
        Op::Request { request, .. } => {
            let headers = request.headers.iter().map(|(_, value)| value);
            let all = [&request.url].into_iter().chain(headers);
            all.chain(&request.body).for_each(text);
        }
        Op::Sms { body, .. } => text(body),
        Op::Agent(asked) => text(&asked.agent.prompt),
        Op::Hangup { message } => message.iter().for_each(|message| heard(message, text)),
        Op::Start { .. }
        | Op::Pause { .. }
        | Op::Transfer(_)
        | Op::Set { .. }
        | Op::Branch { .. }
        | Op::Hours { .. }
        | Op::Subflow { .. }
        | Op::Return { .. }
        | Op::Reject { .. } => {}
    }
}

/// What a state speaks before the prompt of its node.
pub(super) fn before<'p>(state: &'p State, text: &mut dyn FnMut(&'p Template)) {
    state.before.iter().for_each(|sound| heard(sound, text));
}

fn heard<'p>(sound: &'p Sound, text: &mut dyn FnMut(&'p Template)) {
    match &sound.source {
        Source::Audio(url) => text(url),
        Source::Speech {
            text: words, ssml, ..
        } => {
            text(words);
            if let Some(markup) = ssml {
                text(markup);
            }
        }
    }
}
