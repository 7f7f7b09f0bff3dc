//! The machine: from one wait to the next.

use std::borrow::Cow;

use voice_core::Timestamp;

use super::action::{Action, Outcome, Wait};
use super::error::StepError;
use super::fill::Filler;
use super::input::Input;
use super::session::{Phase, Session};
use crate::node::RejectReason;
use crate::program::{EdgeIx, Node, Op, Program, StateIx, Way, by_label};

/// How many nodes a call may enter if nothing else is said (§6.1).
pub(crate) const MAX_STEPS: u32 = 10_000;

/// Takes what a step does, as it happens.
pub(crate) trait Watch<'a> {
    /// What is wanted of it.
    fn wants(&self) -> Wanted {
        Wanted::Everything
    }

    /// Takes an action, and the session as it is at that moment.
    fn act(&mut self, _session: &Session, _action: Action<'a>) {}

    /// Something is to be done on the line, in the state that the session is in, which is one of this node.
    fn mark(&mut self, _session: &Session, _node: &'a Node, _mark: Mark) {}

    /// A text about a voicemail is to be sent.
    fn notify(&mut self, _to: &str, _recording: &str) {}

    /// An edge was walked.
    fn walked(&mut self, _edge: EdgeIx) {}
}

/// How much of a step is handed over as [`Action`]s. What is not wanted is not filled in, and costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// No action: who renders states by themselves looks at the [`Mark`]s.
    Marks,
    /// All but what is heard.
    Decisions,
    Everything,
}

/// What is to be done on the line, without its texts and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Something may be heard; it can still turn out to be blank.
    Heard,
    Paused,
    Queued,
    Rejected(RejectReason),
    Waiting,
    Ended(Outcome),
}

impl<'a> Watch<'a> for Vec<Action<'a>> {
    fn act(&mut self, _: &Session, action: Action<'a>) {
        self.push(action);
    }
}

/// What comes after a node.
#[derive(Clone, Copy)]
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
    /// For the answer to what the node asks of the line.
    Wait,
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
        if session.version != self.version || session.phase != Phase::Waiting {
            return None;
        }
        let (_, node) = self.state(session.at)?;
        let filler = Filler {
            program: self,
            session,
        };
        filler.wait(node)
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
        if session.version != self.version {
            return Err(self.wrong_version(session));
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
                if run.arrive(node, run.session.at, None) {
                    run.on()
                } else {
                    Ok(())
                }
            }
            (Phase::Waiting, Input::Hangup) => {
                run.end(node, Outcome::CallerHangup);
                Ok(())
            }
            (Phase::Waiting, input) => match run.answer(state, node, input) {
                Some(next) => {
                    if run.follow(node, next)? {
                        run.on()
                    } else {
                        Ok(())
                    }
                }
                None => Err(StepError::Unexpected {
                    input: input.name(),
                    wait: run
                        .filler()
                        .wait(node)
                        .map_or("nothing", |wait| wait.name()),
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

impl Program {
    /// The error of a session of another version.
    #[cold]
    pub(crate) fn wrong_version(&self, session: &Session) -> StepError {
        StepError::WrongVersion {
            session: session.version().to_owned(),
            program: self.version().to_owned(),
        }
    }
}

impl<'a, W: Watch<'a>> Run<'a, '_, W> {
    /// Hands an action over, if actions are wanted.
    pub(super) fn act(&mut self, action: impl FnOnce(&Self) -> Action<'a>) {
        if self.watch.wants() != Wanted::Marks {
            let action = action(self);
            self.watch.act(self.session, action);
        }
    }

    pub(super) fn mark(&mut self, node: &'a Node, mark: Mark) {
        self.watch.mark(self.session, node, mark);
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
            if !self.follow(node, next)? {
                return Ok(());
            }
        }
    }

    /// Moves the session on from a node; `false` if the step is over.
    fn follow(&mut self, node: &'a Node, next: Next<'a>) -> Result<bool, StepError> {
        Ok(match next {
            Next::Wait => {
                self.session.phase = Phase::Waiting;
                if self.watch.wants() != Wanted::Marks {
                    let wait = self.filler().wait(node).ok_or(StepError::Damaged)?;
                    self.watch.act(self.session, Action::Wait(wait));
                }
                self.mark(node, Mark::Waiting);
                false
            }
            Next::End(outcome) => {
                self.end(node, outcome);
                false
            }
            Next::Again(at) => {
                self.session.at = at;
                true
            }
            Next::Way(way) => self.leave(node, way),
            Next::Call(entry) => {
                let caller = self.session.at;
                let room = self.session.steps < self.max_steps;
                if room {
                    self.session.stack.push(caller);
                }
                self.arrive(node, entry, None)
            }
            Next::Return(label) => {
                let Some(caller) = self.session.stack.pop() else {
                    return Err(StepError::Damaged);
                };
                self.session.at = caller;
                let (_, node) = self.program.state(caller).ok_or(StepError::Damaged)?;
                let Op::Subflow {
                    returns, default, ..
                } = &node.op
                else {
                    return Err(StepError::Damaged);
                };
                self.leave(node, by_label(returns, label, *default))
            }
        })
    }

    fn leave(&mut self, node: &'a Node, way: Way) -> bool {
        if let Some(jump) = way {
            self.arrive(node, jump.to, Some(jump.edge))
        } else {
            self.end(node, Outcome::Hangup);
            false
        }
    }

    /// Goes from a node to the first state of another, if the call may enter one more.
    fn arrive(&mut self, from: &'a Node, to: StateIx, edge: Option<EdgeIx>) -> bool {
        if self.session.steps >= self.max_steps {
            self.end(from, Outcome::MaxSteps);
            return false;
        }
        if let Some(edge) = edge {
            self.watch.walked(edge);
        }
        self.session.at = to;
        self.session.steps += 1;
        let program = self.program;
        if self.watch.wants() != Wanted::Marks
            && let Some((state, node)) = program.state(to)
        {
            self.act(|run| Action::Enter {
                node: if run.session.stack.is_empty() {
                    Cow::Borrowed(node.id.as_str())
                } else {
                    Cow::Owned(run.session.node(program))
                },
                state: &state.name,
            });
        }
        true
    }

    fn end(&mut self, node: &'a Node, outcome: Outcome) {
        self.session.phase = Phase::Ended(outcome);
        self.act(|_| Action::End(outcome));
        self.mark(node, Mark::Ended(outcome));
    }
}
