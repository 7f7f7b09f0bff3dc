//! The machine: from one wait to the next.

use std::borrow::Cow;

use voice_core::Timestamp;

use super::action::{Action, Outcome, Wait};
use super::error::StepError;
use super::fill::Filler;
use super::input::Input;
use super::session::{Phase, Session};
use crate::program::{EdgeIx, Node, Op, Program, StateIx, Way, by_label};

/// How many nodes a call may enter if nothing else is said (§6.1).
pub(crate) const MAX_STEPS: u32 = 10_000;

/// Takes what a step does, as it happens.
pub(crate) trait Watch<'a> {
    /// Takes an action, and the session as it is at that moment.
    fn act(&mut self, session: &Session, action: Action<'a>);

    /// Whether texts and URLs that are heard are wanted, filled in, as [`Action::Say`] and [`Action::Play`];
    /// otherwise [`heard`](Self::heard) is called in their place, blank or not, and nothing is filled in.
    fn wants_texts(&self) -> bool {
        true
    }

    /// Something may be heard in the state that the session is in.
    fn heard(&mut self, _session: &Session) {}

    /// An edge was walked.
    fn walked(&mut self, _edge: EdgeIx) {}
}

impl<'a> Watch<'a> for Vec<Action<'a>> {
    fn act(&mut self, _: &Session, action: Action<'a>) {
        self.push(action);
    }
}

/// What comes after a node.
pub(super) enum Next<'a> {
    /// The way out of an outcome.
    Way(Way),
    /// The same node again.
    Again(StateIx),
    /// Into a subflow.
    Call(StateIx),
    /// Out of a subflow.
    Return(&'a str),
    End(Outcome),
    Wait(Wait<'a>),
}

impl Program {
    /// Takes one step of a call: from what happened to the next thing to wait for, or to the end.
    ///
    /// `now` is looked at by `hours` alone. A call that enters more than 10,000 nodes ends with
    /// [`Outcome::MaxSteps`]. The same session and input always give the same result.
    ///
    /// # Errors
    /// The session is of another version of the flow, is over, or waits for something else.
    pub fn step<'a>(
        &'a self,
        mut session: Session,
        input: Input<'a>,
        now: Timestamp,
    ) -> Result<(Session, Vec<Action<'a>>), StepError> {
        // A step has a handful of actions; growing would move them.
        let mut actions = Vec::with_capacity(8);
        self.drive(&mut session, input, now, MAX_STEPS, &mut actions)?;
        Ok((session, actions))
    }

    /// What a call waits for, filled in as [`Action::Wait`] was; `None` if it has not begun, is over, or is not of
    /// this program.
    pub fn pending<'a>(&'a self, session: &Session) -> Option<Wait<'a>> {
        if session.version() != self.version || session.phase != Phase::Waiting {
            return None;
        }
        let (state, node) = self.state(session.at)?;
        let mut run = Run {
            program: self,
            session: &mut session.clone(),
            // Only `hours` looks at the clock, and it does not wait.
            now: Timestamp::UNIX_EPOCH,
            max_steps: 0,
            watch: &mut Vec::new(),
        };
        match run.enter(state, node) {
            Next::Wait(wait) => Some(wait),
            _ => None,
        }
    }

    /// As [`step`](Self::step), in place and with the actions handed over one by one. After an error the session
    /// is unchanged.
    pub(crate) fn drive<'a>(
        &'a self,
        session: &mut Session,
        input: Input<'a>,
        now: Timestamp,
        max_steps: u32,
        watch: &mut impl Watch<'a>,
    ) -> Result<(), StepError> {
        if session.version() != self.version {
            return Err(StepError::WrongVersion {
                session: session.version().to_owned(),
                program: self.version.clone(),
            });
        }
        let (state, node) = self.state(session.at).ok_or(StepError::Damaged)?;
        let mut run = Run {
            program: self,
            session,
            now,
            max_steps,
            watch,
        };
        match (run.session.phase, input) {
            (Phase::Ended(_), _) => Err(StepError::Ended),
            (Phase::New, Input::Start) => {
                if run.arrive(run.session.at, None) {
                    run.on()
                } else {
                    Ok(())
                }
            }
            (Phase::Waiting, Input::Hangup) => {
                run.end(Outcome::CallerHangup);
                Ok(())
            }
            (Phase::Waiting, input) => match run.answer(state, node, input) {
                Some(next) => {
                    if run.follow(next)? {
                        run.on()
                    } else {
                        Ok(())
                    }
                }
                None => Err(StepError::Unexpected {
                    input: input.name(),
                    wait: waited(node),
                    state: state.name.to_string(),
                }),
            },
            (Phase::New, input) => Err(StepError::Unexpected {
                input: input.name(),
                wait: "its start",
                state: state.name.to_string(),
            }),
        }
    }
}

pub(super) struct Run<'a, 's, W> {
    pub(super) program: &'a Program,
    pub(super) session: &'s mut Session,
    pub(super) now: Timestamp,
    max_steps: u32,
    pub(super) watch: &'s mut W,
}

impl<'a, W: Watch<'a>> Run<'a, '_, W> {
    pub(super) fn act(&mut self, action: Action<'a>) {
        self.watch.act(self.session, action);
    }

    pub(super) fn filler(&self) -> Filler<'a, '_> {
        Filler {
            program: self.program,
            session: self.session,
        }
    }

    /// From a state that was just reached to the next wait or the end.
    fn on(&mut self) -> Result<(), StepError> {
        loop {
            let (state, node) = self
                .program
                .state(self.session.at)
                .ok_or(StepError::Damaged)?;
            let next = self.enter(state, node);
            if !self.follow(next)? {
                return Ok(());
            }
        }
    }

    /// Moves the session; `false` if the step is over.
    fn follow(&mut self, next: Next<'a>) -> Result<bool, StepError> {
        Ok(match next {
            Next::Wait(wait) => {
                self.session.phase = Phase::Waiting;
                self.act(Action::Wait(wait));
                false
            }
            Next::End(outcome) => {
                self.end(outcome);
                false
            }
            Next::Again(at) => {
                self.session.at = at;
                true
            }
            Next::Way(way) => self.leave(way),
            Next::Call(entry) => {
                let caller = self.session.at;
                let room = self.session.steps < self.max_steps;
                if room {
                    self.session.stack.push(caller);
                }
                self.arrive(entry, None)
            }
            Next::Return(label) => {
                let Some(caller) = self.session.stack.pop() else {
                    return Err(StepError::Damaged);
                };
                self.session.at = caller;
                match self.program.state(caller) {
                    Some((
                        _,
                        Node {
                            op:
                                Op::Subflow {
                                    returns, default, ..
                                },
                            ..
                        },
                    )) => self.leave(by_label(returns, label, *default)),
                    _ => return Err(StepError::Damaged),
                }
            }
        })
    }

    fn leave(&mut self, way: Way) -> bool {
        if let Some(jump) = way {
            self.arrive(jump.to, Some(jump.edge))
        } else {
            self.end(Outcome::Hangup);
            false
        }
    }

    /// Goes to the first state of a node, if the call may enter one more.
    fn arrive(&mut self, to: StateIx, edge: Option<EdgeIx>) -> bool {
        if self.session.steps >= self.max_steps {
            self.end(Outcome::MaxSteps);
            return false;
        }
        if let Some(edge) = edge {
            self.watch.walked(edge);
        }
        self.session.at = to;
        self.session.steps += 1;
        let program = self.program;
        if let Some((state, node)) = program.state(to) {
            let path = if self.session.stack.is_empty() {
                Cow::Borrowed(node.id.as_str())
            } else {
                Cow::Owned(self.session.node(program))
            };
            self.act(Action::Enter {
                node: path,
                state: &state.name,
            });
        }
        true
    }

    fn end(&mut self, outcome: Outcome) {
        self.session.phase = Phase::Ended(outcome);
        self.act(Action::End(outcome));
    }
}

/// What a node waits for, in a word.
pub(crate) fn waited(node: &Node) -> &'static str {
    match &node.op {
        Op::Ask(_) => "entry",
        Op::Record(_) => "recording",
        Op::Dial(_) => "dial",
        Op::Transfer(_) => "transfer",
        Op::Conference { .. } => "conference",
        Op::Request { .. } => "request",
        Op::Sms { .. } => "sms",
        Op::Agent(_) => "agent",
        _ => "nothing",
    }
}
