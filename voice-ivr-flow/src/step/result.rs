//! What a wait makes of its answer.

use super::action::{Action, Outcome};
use super::answer::Answer;
use super::entry::{Verdict, judge};
use super::input::Input;
use super::machine::{Next, Run, Watch};
use crate::program::{DialResult, Fail, Node, Op, Record, State, by_label};

impl<'a, W: Watch<'a>> Run<'a, '_, W> {
    /// Takes the answer that a state waits for; `None` if it is another one.
    pub(super) fn answer(
        &mut self,
        state: &'a State,
        node: &'a Node,
        input: Input<'a>,
    ) -> Option<Next<'a>> {
        Some(match (&node.op, input) {
            (Op::Ask(ask), input) => {
                let verdict = judge(ask, input)?;
                self.judged(state, verdict)
            }
            (Op::Record(record), Input::Recorded { seconds, url }) => {
                self.recorded(record, seconds, url)
            }
            (Op::Dial(_) | Op::Transfer(_), Input::Dialled(result)) => {
                self.dialled(&node.op, result)
            }
            (Op::Conference { conference, next }, Input::ConferenceEnded) => {
                self.act(|run| Action::Conference {
                    room: run.filler().text(&conference.room),
                });
                Next::Way(next.as_ref())
            }
            (
                Op::Request {
                    request,
                    ok,
                    failed,
                },
                Input::Answered { body },
            ) => {
                self.act(|run| Action::Requested {
                    method: &request.method,
                    url: run.filler().url(&request.url),
                    ok: body.is_some(),
                });
                if let Some(answer) = body.and_then(Answer::parse) {
                    for (variable, member) in &request.save {
                        self.keep(&answer, variable, member);
                    }
                }
                let way = if body.is_some() { ok } else { failed };
                Next::Way(way.as_ref())
            }
            (
                Op::Sms {
                    to,
                    body,
                    sent,
                    failed,
                },
                Input::Sent(ok),
            ) => {
                self.act(|run| Action::Texted {
                    to: to.as_ref().and_then(|to| run.filler().target(to)),
                    body: run.filler().text(body),
                    ok,
                });
                Next::Way(if ok { sent } else { failed }.as_ref())
            }
            (Op::Agent(asked), Input::Agent { outcome, extracted }) => {
                self.act(|_| Action::Agent { outcome });
                if let Some(answer) = Answer::parse(extracted) {
                    for variable in &asked.agent.variables {
                        self.keep(&answer, variable, variable);
                    }
                }
                Next::Way(by_label(&asked.outcomes, outcome, &asked.default).as_ref())
            }
            _ => return None,
        })
    }

    fn keep(&mut self, answer: &Answer<'_>, variable: &str, member: &str) {
        if let Some(value) = answer.value(member) {
            self.session.put(self.program, variable, value);
        }
    }

    fn judged(&mut self, state: &'a State, verdict: Verdict<'a, 'a>) -> Next<'a> {
        let attempt = state.attempt;
        match (verdict, &state.fails) {
            (
                Verdict::Accepted {
                    input,
                    way,
                    variable,
                },
                _,
            ) => {
                if let Some(variable) = variable {
                    self.session.put(self.program, variable, input.to_owned());
                }
                self.act(|_| Action::Input { input });
                Next::Way(way)
            }
            (Verdict::Invalid(input), fails) => {
                self.act(|_| Action::Invalid { attempt, input });
                fails
                    .as_ref()
                    .map_or(Next::Way(None), |(_, invalid)| fail(invalid))
            }
            (Verdict::Silence, fails) => {
                self.act(|_| Action::Timeout { attempt });
                fails
                    .as_ref()
                    .map_or(Next::Way(None), |(timeout, _)| fail(timeout))
            }
        }
    }

    fn recorded(&mut self, record: &'a Record, seconds: u32, url: &'a str) -> Next<'a> {
        let seconds = seconds.min(record.recording.max_seconds);
        self.act(|_| Action::Recorded { seconds });
        if seconds == 0 {
            return Next::Way(record.silence.as_ref());
        }
        if let Some(variable) = &record.recording.variable {
            self.session.put(self.program, variable, url.to_owned());
        }
        let notify = record.notify.as_ref();
        if let Some(to) = notify.and_then(|to| self.filler().target(to)) {
            self.watch.notify(&to, url);
            self.act(|_| Action::Notify { to, recording: url });
        }
        Next::Way(record.recorded.as_ref())
    }

    /// A `dial`, `forward` or `transfer` is over.
    pub(super) fn dialled(&mut self, op: &'a Op, result: DialResult) -> Next<'a> {
        match op {
            Op::Dial(dialling) => {
                self.act(|run| Action::Dialled {
                    to: run.filler().targets(&dialling.dial),
                    result,
                });
                match &dialling.ways {
                    Some(ways) => Next::Way(ways.way(result).as_ref()),
                    None => Next::End(&Outcome::Forwarded),
                }
            }
            Op::Transfer(transferring) => {
                let number = &transferring.transfer.number;
                self.act(|run| {
                    let filler = run.filler();
                    let to = filler.target(number).unwrap_or_else(|| filler.text(number));
                    Action::Transferred { to, result }
                });
                match result {
                    DialResult::Completed => Next::End(&Outcome::Transferred),
                    result => Next::Way(transferring.ways.way(result).as_ref()),
                }
            }
            _ => Next::Way(None),
        }
    }
}

/// The prompt again, or the way out after the last attempt (§3.6).
fn fail(fail: &Fail) -> Next<'_> {
    match fail {
        Fail::Again(state) => Next::Again(*state),
        Fail::Leave(way) => Next::Way(way.as_ref()),
    }
}
