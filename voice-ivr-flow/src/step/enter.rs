//! What a state does until it waits or is left.

use super::action::{Action, Outcome, Wait};
use super::compare::holds;
use super::input::DialResult;
use super::machine::{Next, Run, Watch};
use super::session::cut;
use crate::program::{Node, Op, Sound, Source, State};

impl<'a, W: Watch<'a>> Run<'a, '_, W> {
    /// Does what a state does until it waits or is left.
    pub(super) fn enter(&mut self, state: &'a State, node: &'a Node) -> Next<'a> {
        match &node.op {
            Op::Start { next } => Next::Way(*next),
            Op::Sound {
                sound,
                repeat,
                next,
            } => {
                self.sound(sound, *repeat);
                Next::Way(*next)
            }
            Op::Pause { seconds, next } => {
                self.act(Action::Pause { seconds: *seconds });
                Next::Way(*next)
            }
            Op::Ask(ask) => {
                if let Some(before) = &state.before {
                    self.sound(before, 1);
                }
                self.sound(&ask.prompt, 1);
                Next::Wait(Wait::Entry(&ask.listen))
            }
            Op::Record(record) => {
                if let Some(prompt) = &record.prompt {
                    self.sound(prompt, 1);
                }
                Next::Wait(Wait::Recording(&record.recording))
            }
            Op::Dial(_) | Op::Transfer(_) => self.ring(&node.op),
            Op::Conference { .. } | Op::Request { .. } | Op::Sms { .. } | Op::Agent(_) => {
                self.ask(&node.op)
            }
            Op::Queue { queue, music } => {
                let filler = self.filler();
                let (queue, music) = (
                    filler.text(queue),
                    music.as_ref().map(|url| filler.url(url)),
                );
                self.act(Action::Queue { queue, music });
                Next::End(Outcome::Queued)
            }
            Op::Set {
                variable,
                value,
                next,
            } => {
                let mut value = self.filler().text(value).into_owned();
                cut(&mut value);
                self.session.put(self.program, variable, value.clone());
                self.act(Action::Set { variable, value });
                Next::Way(*next)
            }
            Op::Branch { cases, otherwise } => {
                let filler = self.filler();
                let case = cases.iter().find(|(condition, _)| holds(condition, filler));
                Next::Way(case.map_or(*otherwise, |(_, way)| *way))
            }
            Op::Hours {
                hours,
                open,
                closed,
            } => Next::Way(if hours.is_open(self.now) {
                *open
            } else {
                *closed
            }),
            Op::Subflow { entry, .. } => Next::Call(*entry),
            Op::Hangup { message } => {
                if let Some(message) = message {
                    self.sound(message, 1);
                }
                Next::End(Outcome::Hangup)
            }
            Op::Return { label } => Next::Return(label),
            Op::Reject { reason } => {
                self.act(Action::Reject { reason: *reason });
                Next::End(Outcome::Rejected)
            }
        }
    }

    /// Waits for somebody else than the caller.
    fn ask(&mut self, op: &'a Op) -> Next<'a> {
        let filler = self.filler();
        match op {
            Op::Conference { conference, .. } => Next::Wait(Wait::Conference {
                room: filler.text(&conference.room),
                conference,
            }),
            Op::Request { request, .. } => {
                let headers = request.headers.iter();
                Next::Wait(Wait::Request {
                    url: filler.url(&request.url),
                    headers: headers
                        .map(|(name, value)| (name.as_str(), filler.header(value)))
                        .collect(),
                    body: request.body.as_ref().map(|body| filler.text(body)),
                    request,
                })
            }
            Op::Sms {
                to, body, failed, ..
            } => {
                let body = filler.text(body);
                match to.as_ref().map(|to| (filler.target(to), filler.text(to))) {
                    None => Next::Wait(Wait::Sms { to: None, body }),
                    Some((Some(to), _)) => Next::Wait(Wait::Sms { to: Some(to), body }),
                    Some((None, to)) => {
                        let to = Some(to);
                        self.act(Action::Texted {
                            to,
                            body,
                            ok: false,
                        });
                        Next::Way(*failed)
                    }
                }
            }
            Op::Agent(asked) => Next::Wait(Wait::Agent {
                prompt: filler.text(&asked.agent.prompt),
                agent: &asked.agent,
                language: asked.language.as_deref(),
                voice: asked.voice.as_deref(),
            }),
            _ => Next::Way(None),
        }
    }

    /// Speaks or plays, unless there is nothing to hear (§1.5).
    fn sound(&mut self, sound: &'a Sound, repeat: u32) {
        if !self.watch.wants_texts() {
            self.watch.heard(self.session);
            return;
        }
        let filler = self.filler();
        let seconds = sound.seconds;
        let action = match &sound.source {
            Source::Audio(url) => {
                let url = filler.url(url);
                if url.trim().is_empty() {
                    return;
                }
                Action::Play {
                    url,
                    repeat,
                    seconds,
                }
            }
            Source::Speech {
                text,
                ssml,
                language,
                voice,
            } => {
                let text = filler.text(text);
                if text.trim().is_empty() {
                    return;
                }
                Action::Say {
                    text,
                    ssml: ssml.as_ref().map(|ssml| filler.markup(ssml)),
                    language: language.as_deref(),
                    voice: voice.as_deref(),
                    repeat,
                    seconds,
                }
            }
        };
        self.act(action);
    }

    /// Rings the targets that are some; fails at once when none is left (§6.4).
    fn ring(&mut self, op: &'a Op) -> Next<'a> {
        let filler = self.filler();
        match op {
            Op::Dial(dialling) => {
                let dial = &dialling.dial;
                let to = self.targets(dial);
                if to.is_empty() {
                    return self.dialled(op, DialResult::Failed);
                }
                Next::Wait(Wait::Dial {
                    to,
                    dial,
                    caller_id: dial.caller_id.as_ref().map(|number| filler.text(number)),
                    forward: dialling.ways.is_none(),
                })
            }
            Op::Transfer(transferring) => {
                let transfer = &transferring.transfer;
                match filler.target(&transfer.number) {
                    Some(to) => Next::Wait(Wait::Transfer { to, transfer }),
                    None => self.dialled(op, DialResult::Failed),
                }
            }
            _ => Next::Way(None),
        }
    }
}
