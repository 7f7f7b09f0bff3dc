//! What the machine did, on a virtual clock.

use std::borrow::Cow;
use std::sync::Arc;

use super::call::Segment;
use super::event::{Event, EventKind};
use super::timing::{self, KEY_MS, REACTION_MS};
use crate::program::{EdgeIx, Listen, Program, StateIx};
use crate::step::{Action, EndedBy, Input, Session, Watch, typed};

/// The events of a call, and its clock.
#[derive(Clone)]
pub(super) struct Notes {
    clock: u64,
    /// When the last prompt of the node began, or the node where nothing was heard.
    heard_from: u64,
    /// How long the answer that is being taken lasts after it was noted.
    lasts: u64,
    node: Arc<str>,
    recordings: u32,
    pub(super) events: Vec<Event>,
    /// Where the clock was when the events began.
    since: u64,
    entered: Vec<StateIx>,
    edges: Vec<EdgeIx>,
}

impl Notes {
    pub(super) fn new(node: String) -> Self {
        Self {
            clock: 0,
            heard_from: 0,
            lasts: 0,
            node: node.into(),
            recordings: 0,
            events: Vec::new(),
            since: 0,
            entered: Vec::new(),
            edges: Vec::new(),
        }
    }

    pub(super) fn clock(&self) -> u64 {
        self.clock
    }

    /// Takes what was noted since the last time.
    pub(super) fn segment(&mut self) -> Segment {
        let events = std::mem::take(&mut self.events);
        let heard = events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Say { .. } | EventKind::Play { .. }));
        let prompts = u32::try_from(heard.count()).unwrap_or(u32::MAX);
        let ms = |clock| i64::try_from(clock).unwrap_or(i64::MAX);
        let ms = ms(self.clock) - ms(self.since);
        self.since = self.clock;
        Segment {
            events,
            entered: std::mem::take(&mut self.entered),
            edges: std::mem::take(&mut self.edges),
            ms,
            prompts,
        }
    }

    /// The caller hangs up, whatever is being said.
    pub(super) fn hang_up(&mut self) {
        self.clock = self.heard_from + REACTION_MS;
    }

    pub(super) fn ring(&mut self, ms: u64) {
        self.clock = self.clock.saturating_add(ms);
    }

    pub(super) fn lasts(&mut self, ms: u64) {
        self.lasts = ms;
    }

    /// The URL of the next recording.
    pub(super) fn record(&mut self) -> String {
        self.recordings += 1;
        format!("https://recordings.example/{}.wav", self.recordings)
    }

    /// Goes to the end of what is heard at a `menu` or `gather` (§3.1, §3.7).
    pub(super) fn listen(&mut self, listen: &Listen, input: Input<'_>) {
        let first = if listen.barge_in {
            self.clock.min(self.heard_from + REACTION_MS)
        } else {
            self.clock + REACTION_MS
        };
        self.clock = match (input, listen.keys) {
            (Input::Keys(keys), Some(rules)) => {
                let entry = typed(rules, keys);
                let further = u64::try_from(entry.pressed.saturating_sub(1)).unwrap_or(0);
                let wait = match entry.ended_by {
                    EndedBy::Timeout => timing::seconds(rules.inter_digit_timeout),
                    EndedBy::Count | EndedBy::FinishKey => 0,
                };
                first.saturating_add(further.saturating_mul(KEY_MS)) + wait
            }
            (Input::Speech(words), _) if listen.speech && !words.trim().is_empty() => {
                first.saturating_add(timing::utterance(words))
            }
            _ => self.clock + timing::seconds(listen.timeout),
        };
    }

    fn heard(&mut self, once: u64, seconds: Option<u32>, repeat: u32) {
        let once = seconds.map_or(once, timing::seconds);
        self.heard_from = self.clock;
        let all = once.saturating_mul(u64::from(repeat));
        self.clock = self.clock.saturating_add(all);
    }

    fn push(&mut self, kind: EventKind) {
        self.events.push(Event {
            at_ms: self.clock,
            node: Arc::clone(&self.node),
            kind,
        });
    }

    /// Something that was waited for.
    fn result(&mut self, kind: EventKind) {
        self.push(kind);
        self.clock = self.clock.saturating_add(std::mem::take(&mut self.lasts));
    }
}

/// Notes what a program does.
pub(super) struct Noting<'n, 'p> {
    pub(super) notes: &'n mut Notes,
    pub(super) program: &'p Program,
}

impl<'a> Watch<'a> for Noting<'_, '_> {
    fn walked(&mut self, edge: EdgeIx) {
        self.notes.edges.push(edge);
    }

    fn act(&mut self, session: &Session, action: Action<'a>) {
        let notes = &mut *self.notes;
        match action {
            Action::Enter { node, .. } => {
                notes.node = Arc::from(&*node);
                notes.heard_from = notes.clock;
                notes.entered.push(session.at());
                notes.push(EventKind::Enter);
            }
            Action::Say {
                text,
                repeat,
                seconds,
                ..
            } => {
                let once = timing::speech(&text);
                notes.push(EventKind::Say {
                    text: text.into_owned(),
                });
                notes.heard(once, seconds, repeat);
            }
            Action::Play {
                url,
                repeat,
                seconds,
            } => {
                notes.push(EventKind::Play {
                    url: url.into_owned(),
                });
                notes.heard(timing::audio(), seconds, repeat);
            }
            Action::Pause { seconds } => {
                notes.push(EventKind::Pause { seconds });
                notes.clock += timing::seconds(seconds);
            }
            Action::Input { input } => notes.push(EventKind::Input {
                input: input.to_owned(),
            }),
            Action::Invalid { attempt, input } => {
                let input = input.to_owned();
                notes.push(EventKind::Invalid { attempt, input });
                notes.heard_from = notes.clock;
            }
            Action::Timeout { attempt } => {
                notes.push(EventKind::Timeout { attempt });
                notes.heard_from = notes.clock;
            }
            Action::Recorded { seconds } => notes.result(EventKind::Record { seconds }),
            Action::Dialled { to, result } => {
                let to = to.into_iter().map(Cow::into_owned).collect();
                notes.result(EventKind::Dial { to, result });
            }
            Action::Transferred { to, result } => {
                let to = to.into_owned();
                notes.result(EventKind::Transfer { to, result });
            }
            Action::Queue { queue, .. } => notes.push(EventKind::Queue {
                queue: queue.into_owned(),
            }),
            Action::Conference { room } => notes.result(EventKind::Conference {
                room: room.into_owned(),
            }),
            Action::Set { variable, value } => notes.push(EventKind::Set {
                variable: variable.to_owned(),
                value,
            }),
            Action::Requested { method, url, ok } => notes.result(EventKind::Request {
                method: method.to_owned(),
                url: url.into_owned(),
                ok,
            }),
            Action::Texted { to, body, ok } => notes.result(EventKind::Sms {
                to: to.map_or_else(|| "caller".to_owned(), Cow::into_owned),
                body: body.into_owned(),
                ok,
            }),
            Action::Agent { outcome } => notes.result(EventKind::Agent {
                outcome: outcome.to_owned(),
            }),
            Action::End(_) => {
                // A subflow that returns without a way on ends the call at its own node.
                let node = session.node(self.program);
                if *notes.node != *node {
                    notes.node = node.into();
                }
                notes.push(EventKind::End);
            }
            Action::Notify { .. } | Action::Reject { .. } | Action::Wait(_) => {}
        }
    }
}
