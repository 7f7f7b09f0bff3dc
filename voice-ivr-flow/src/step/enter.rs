//! What a state does until it waits or is left.

use super::action::{Action, Outcome, Wait};
use super::compare::holds;
use super::fill::Filler;
use super::machine::{Mark, Next, Run, Wanted, Watch};
use crate::program::{DialResult, Node, Op, Sound, Source, State};

impl<'a, W: Watch<'a>> Run<'a, '_, W> {
    /// Does what a state does until it waits or is left.
    pub(super) fn enter(&mut self, state: &'a State, node: &'a Node) -> Next<'a> {
        match &node.op {
            Op::Start { next } => Next::Way(next.as_ref()),
            Op::Sound {
                sound,
                repeat,
                next,
            } => {
                self.sound(node, sound, *repeat);
                Next::Way(next.as_ref())
            }
            Op::Pause { seconds, next } => {
                self.act(|_| Action::Pause { seconds: *seconds });
                self.mark(node, Mark::Paused);
                Next::Way(next.as_ref())
            }
            Op::Ask(ask) => {
                if let Some(before) = &state.before {
                    self.sound(node, before, 1);
                }
                self.sound(node, &ask.prompt, 1);
                Next::Wait
            }
            Op::Record(record) => {
                if let Some(prompt) = &record.prompt {
                    self.sound(node, prompt, 1);
                }
                Next::Wait
            }
            Op::Dial(_) | Op::Transfer(_) => self.ring(&node.op),
            Op::Sms {
                to: Some(to),
                body,
                failed,
                ..
            } if !self.filler().is_target(to) => {
                self.act(|run| Action::Texted {
                    to: Some(run.filler().text(to)),
                    body: run.filler().text(body),
                    ok: false,
                });
                Next::Way(failed.as_ref())
            }
            Op::Conference { .. } | Op::Request { .. } | Op::Sms { .. } | Op::Agent(_) => {
                Next::Wait
            }
            Op::Queue { queue, music } => {
                self.act(|run| Action::Queue {
                    queue: run.filler().text(queue),
                    music: music.as_ref().map(|url| run.filler().url(url)),
                });
                self.mark(node, Mark::Queued);
                Next::End(&Outcome::Queued)
            }
            Op::Set {
                variable,
                value,
                next,
            } => {
                let value = self.filler().text(value).into_owned();
                self.session.put(self.program, variable, value);
                self.act(|run| Action::Set {
                    variable,
                    value: run
                        .session
                        .value(run.program, variable)
                        .unwrap_or_default()
                        .to_owned(),
                });
                Next::Way(next.as_ref())
            }
            Op::Branch { cases, otherwise } => {
                let filler = self.filler();
                let case = cases.iter().find(|(condition, _)| holds(condition, filler));
                Next::Way(case.map_or(otherwise, |(_, way)| way).as_ref())
            }
            Op::Hours {
                hours,
                open,
                closed,
            } => {
                let is_open = hours.is_open(self.now);
                Next::Way(if is_open { open } else { closed }.as_ref())
            }
            Op::Subflow { entry, .. } => Next::Call(*entry),
            Op::Hangup { message } => {
                if let Some(message) = message {
                    self.sound(node, message, 1);
                }
                Next::End(&Outcome::Hangup)
            }
            Op::Return { label } => Next::Return(label),
            Op::Reject { reason } => {
                self.act(|_| Action::Reject { reason: *reason });
                self.mark(node, Mark::Rejected(*reason));
                Next::End(&Outcome::Rejected)
            }
        }
    }

    /// Speaks or plays, unless there is nothing to hear (§1.5).
    #[expect(
        clippy::inline_always,
        reason = "who renders states by themselves takes nothing but a mark, mostly none"
    )]
    #[inline(always)]
    fn sound(&mut self, node: &'a Node, sound: &'a Sound, repeat: u32) {
        self.mark(node, Mark::Heard);
        if self.watch.wants() == Wanted::Everything {
            self.spoken(sound, repeat);
        }
    }

    fn spoken(&mut self, sound: &'a Sound, repeat: u32) {
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
        self.watch.act(self.session, action);
    }

    /// Rings the targets that are some; fails at once when none is left (§6.4).
    fn ring(&mut self, op: &'a Op) -> Next<'a> {
        let filler = self.filler();
        let any = match op {
            Op::Dial(dialling) => dialling
                .dial
                .numbers
                .iter()
                .any(|own| filler.is_target(own)),
            Op::Transfer(transferring) => filler.is_target(&transferring.transfer.number),
            _ => false,
        };
        if any {
            Next::Wait
        } else {
            self.dialled(op, DialResult::Failed)
        }
    }
}

impl<'a> Filler<'a, '_> {
    /// What a node waits for.
    pub(super) fn wait(self, node: &'a Node) -> Option<Wait<'a>> {
        Some(match &node.op {
            Op::Ask(ask) => Wait::Entry(&ask.listen),
            Op::Record(record) => Wait::Recording(&record.recording),
            Op::Dial(dialling) => {
                let dial = &dialling.dial;
                Wait::Dial {
                    to: self.targets(dial),
                    dial,
                    caller_id: dial.caller_id.as_ref().map(|number| self.text(number)),
                    forward: dialling.ways.is_none(),
                }
            }
            Op::Transfer(transferring) => Wait::Transfer {
                to: self.target(&transferring.transfer.number)?,
                transfer: &transferring.transfer,
            },
            Op::Conference { conference, .. } => Wait::Conference {
                room: self.text(&conference.room),
                conference,
            },
            Op::Request { request, .. } => {
                let headers = request.headers.iter();
                Wait::Request {
                    url: self.url(&request.url),
                    headers: headers
                        .map(|(name, value)| (name.as_str(), self.header(value)))
                        .collect(),
                    body: request.body.as_ref().map(|body| self.text(body)),
                    request,
                }
            }
            Op::Sms { to, body, .. } => Wait::Sms {
                to: match to {
                    Some(to) => Some(self.target(to)?),
                    None => None,
                },
                body: self.text(body),
            },
            Op::Agent(asked) => Wait::Agent {
                prompt: self.text(&asked.agent.prompt),
                agent: &asked.agent,
                language: asked.language.as_deref(),
                voice: asked.voice.as_deref(),
            },
            _ => return None,
        })
    }
}
