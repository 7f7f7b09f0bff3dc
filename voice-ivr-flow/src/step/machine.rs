//! The machine: from one wait to the next.

use std::borrow::Cow;

use voice_core::Timestamp;

use super::action::{Action, Outcome, Wait};
use super::error::StepError;
use super::fill::Filler;
use super::input::Input;
use super::session::{Phase, Session};
use crate::ident::Ident;
use crate::node::RejectReason;
use crate::program::{EdgeIx, Jump, Node, Op, Program, State, StateIx, by_label};

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

/// What comes after a node. Two words, whichever it is: it is handed on in registers.
#[derive(Clone, Copy)]
pub(super) enum Next<'a> {
    /// The state at which the call begins.
    Begin,
    /// The way out of an outcome.
    Way(Option<&'a Jump>),
    /// The same node again.
    Again(StateIx),
    /// Into a subflow.
    Call(StateIx),
    /// Out of a subflow.
    Return(&'a Ident),
    End(&'static Outcome),
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
    /// is unchanged, unless it is [damaged](StepError::Damaged).
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
        let (state, mut node) = self.state(session.at).ok_or(StepError::Damaged)?;
        let mut run = Run {
            program: self,
            session,
            now,
            max_steps,
            watch,
        };
        let mut next = match (run.session.phase, input) {
            (Phase::Ended(_), _) => return Err(StepError::Ended),
            (Phase::New, Input::Start) => Next::Begin,
            (Phase::Waiting, Input::Hangup) => Next::End(&Outcome::CallerHangup),
            (Phase::Waiting, input) => match run.answer(state, node, input) {
                Some(next) => next,
                None => return Err(run.unexpected(input, state, node)),
            },
            (Phase::New, input) => return Err(run.unexpected(input, state, node)),
        };
        // One place for each of the two: what is called from one place needs no call.
        while run.follow(node, next)? {
            let (state, reached) = self.state(run.session.at).ok_or(StepError::Damaged)?;
            node = reached;
            next = run.enter(state, node);
        }
        Ok(())
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

    /// The error of an input that the call does not wait for.
    #[cold]
    fn unexpected(&self, input: Input<'_>, state: &State, node: &'a Node) -> StepError {
        StepError::Unexpected {
            input: input.name(),
            wait: match self.session.phase {
                Phase::New => "its start",
                _ => self
                    .filler()
                    .wait(node)
                    .map_or("nothing", |wait| wait.name()),
            },
            state: state.name.to_string(),
        }
    }

    /// Moves the session on from a node; `false` if the step is over.
    fn follow(&mut self, node: &'a Node, next: Next<'a>) -> Result<bool, StepError> {
        let (node, next) = match next {
            Next::Return(label) => self.back(label)?,
            next => (node, next),
        };
        let (to, edge) = match next {
            Next::Way(Some(jump)) => (jump.to(), Some(jump.edge())),
            Next::Begin => (self.session.at, None),
            Next::Call(entry) => {
                if self.session.steps < self.max_steps {
                    self.session.stack.push(self.session.at);
                }
                (entry, None)
            }
            Next::Again(at) => {
                self.session.at = at;
                return Ok(true);
            }
            Next::Wait => {
                self.wait(node)?;
                return Ok(false);
            }
            Next::Way(None) | Next::Return(_) => {
                self.end(node, Outcome::Hangup);
                return Ok(false);
            }
            Next::End(outcome) => {
                self.end(node, *outcome);
                return Ok(false);
            }
        };
        // A call may enter only so many nodes.
        if self.session.steps >= self.max_steps {
            self.end(node, Outcome::MaxSteps);
            return Ok(false);
        }
        if let Some(edge) = edge {
            self.watch.walked(edge);
        }
        self.session.at = to;
        self.session.steps += 1;
        self.act(Self::entered);
        Ok(true)
    }

    /// Out of a subflow: its node, and the way from there.
    fn back(&mut self, label: &str) -> Result<(&'a Node, Next<'a>), StepError> {
        let caller = self.session.stack.pop().ok_or(StepError::Damaged)?;
        self.session.at = caller;
        match self.program.state(caller) {
            Some((_, node)) => match &node.op {
                Op::Subflow {
                    returns, default, ..
                } => Ok((node, Next::Way(by_label(returns, label, default).as_ref()))),
                _ => Err(StepError::Damaged),
            },
            None => Err(StepError::Damaged),
        }
    }

    fn wait(&mut self, node: &'a Node) -> Result<(), StepError> {
        self.session.phase = Phase::Waiting;
        if self.watch.wants() != Wanted::Marks {
            let wait = self.filler().wait(node).ok_or(StepError::Damaged)?;
            self.watch.act(self.session, Action::Wait(wait));
        }
        self.mark(node, Mark::Waiting);
        Ok(())
    }

    /// The node that was just entered.
    fn entered(&self) -> Action<'a> {
        let program = self.program;
        let found = program.state(self.session.at);
        Action::Enter {
            node: match found {
                Some((_, node)) if self.session.stack.is_empty() => Cow::Borrowed(&*node.id),
                _ => Cow::Owned(self.session.node(program)),
            },
            state: found.map_or("", |(state, _)| &*state.name),
        }
    }

    fn end(&mut self, node: &'a Node, outcome: Outcome) {
        self.session.phase = Phase::Ended(outcome);
        self.act(|_| Action::End(outcome));
        self.mark(node, Mark::Ended(outcome));
    }
}
