//! What the machine did, as events.

use std::borrow::Cow;
use std::sync::Arc;

use super::call::Notes;
use super::event::{Event, EventKind};
use crate::program::Program;
use crate::step::{Action, Session};

/// The events of a call.
pub(super) struct Events {
    /// Where the call is.
    node: Arc<str>,
    pub(super) all: Vec<Event>,
}

impl Events {
    pub(super) fn new() -> Self {
        Self {
            node: Arc::default(),
            all: Vec::new(),
        }
    }
}

impl Notes for Events {
    fn note(&mut self, at_ms: u64, program: &Program, session: &Session, action: Action<'_>) {
        match &action {
            Action::Enter { node, .. } => self.node = Arc::from(&**node),
            Action::End(_) => {
                // A subflow that returns without a way on ends the call at its own node.
                let node = session.node(program);
                if *self.node != *node {
                    self.node = node.into();
                }
            }
            _ => {}
        }
        if let Some(kind) = told(action) {
            self.all.push(Event {
                at_ms,
                node: Arc::clone(&self.node),
                kind,
            });
        }
    }
}

/// What is told of an action.
pub(crate) fn told(action: Action<'_>) -> Option<EventKind> {
    Some(match action {
        Action::Enter { .. } => EventKind::Enter,
        Action::Say { text, .. } => EventKind::Say {
            text: text.into_owned(),
        },
        Action::Play { url, .. } => EventKind::Play {
            url: url.into_owned(),
        },
        Action::Pause { seconds } => EventKind::Pause { seconds },
        Action::Input { input } => EventKind::Input {
            input: input.to_owned(),
        },
        Action::Invalid { attempt, input } => EventKind::Invalid {
            attempt,
            input: input.to_owned(),
        },
        Action::Timeout { attempt } => EventKind::Timeout { attempt },
        Action::Recorded { seconds } => EventKind::Record { seconds },
        Action::Dialled { to, result } => EventKind::Dial {
            to: to.into_iter().map(Cow::into_owned).collect(),
            result,
        },
        Action::Transferred { to, result } => EventKind::Transfer {
            to: to.into_owned(),
            result,
        },
        Action::Queue { queue, .. } => EventKind::Queue {
            queue: queue.into_owned(),
        },
        Action::Conference { room } => EventKind::Conference {
            room: room.into_owned(),
        },
        Action::Set { variable, value } => EventKind::Set {
            variable: variable.to_owned(),
            value,
        },
        Action::Requested { method, url, ok } => EventKind::Request {
            method: method.to_owned(),
            url: url.into_owned(),
            ok,
        },
        Action::Texted { to, body, ok } => EventKind::Sms {
            to: to.map_or_else(|| "caller".to_owned(), Cow::into_owned),
            body: body.into_owned(),
            ok,
        },
        Action::Agent { outcome } => EventKind::Agent {
            outcome: outcome.to_owned(),
        },
        Action::End(_) => EventKind::End,
        Action::Notify { .. } | Action::Reject { .. } | Action::Wait(_) => return None,
    })
}
