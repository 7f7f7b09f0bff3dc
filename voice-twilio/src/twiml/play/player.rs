//! The state machine.

use std::collections::VecDeque;
use std::fmt;

use super::act::Act;
use super::call::{Call, Request, resolve};
use super::connected::Pending;
use super::queue::Queued;
use super::result::QueueOutcome;
use super::sound::Sound;
use super::trace::{Event, Happening, Outcome, Trace};
use super::wait::Wait;
use crate::twiml::{Method, Response, Verb};

/// What a [`Player`] needs to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step<'p> {
    /// A document: ask the application, then [`Player::respond`].
    Request(&'p Request),
    /// The caller: decide, then [`Player::act`].
    Wait(&'p Wait),
    /// Nothing: the call has ended.
    Ended(&'p Outcome),
}

/// Plays a call; see the [module docs](super).
#[derive(Clone)]
pub struct Player {
    pub(super) call: Call,
    /// The call's document, and above it the `waitUrl` document of a queue.
    frames: Vec<Frame>,
    state: State,
    clock_ms: u64,
    events: Vec<Event>,
    requests: usize,
    /// Whether the call was answered: an outgoing one from the beginning, an incoming one by the first
    /// verb that [does](Verb::answers).
    pub(super) answered: bool,
}

/// A document in execution.
#[derive(Clone)]
struct Frame {
    url: String,
    verbs: VecDeque<Verb>,
    /// Who hears it while they wait, if it is a queue's wait document.
    queued: Option<Queued>,
}

#[derive(Clone)]
enum State {
    Running,
    Asking { request: Request, then: Then },
    Waiting { wait: Wait, pending: Pending },
    Ended(Outcome),
}

/// What becomes of a document that was asked for.
#[derive(Clone)]
pub(super) enum Then {
    /// It replaces the document that asked.
    Replace,
    /// It is a queue's wait document, and the wait goes on after it.
    Above(Queued),
    /// Nothing: the call has ended so.
    Drop(Outcome),
}

impl Player {
    /// A player that asks for the call's first document.
    pub fn new(call: Call) -> Self {
        let mut player = Self {
            frames: vec![Frame {
                url: call.url.clone(),
                verbs: VecDeque::new(),
                queued: None,
            }],
            state: State::Running,
            clock_ms: 0,
            events: Vec::new(),
            requests: 0,
            answered: call.direction.starts_with("outbound"),
            call,
        };
        let method = player.call.method.clone();
        player.ask("", Some(&method), Vec::new(), Then::Replace);
        player
    }

    /// Runs until the world has to act. Calling it again without an act gives the same step.
    pub fn step(&mut self) -> Step<'_> {
        while matches!(self.state, State::Running) {
            self.run_verb();
        }
        match &self.state {
            State::Asking { request, .. } => Step::Request(request),
            State::Waiting { wait, .. } => Step::Wait(wait),
            State::Running => Step::Ended(&Outcome::DocumentEnded),
            State::Ended(outcome) => Step::Ended(outcome),
        }
    }

    /// Gives the document that was asked for. Without a pending [`Step::Request`] it is ignored.
    pub fn respond(&mut self, document: Response) {
        let (request, then) = match std::mem::replace(&mut self.state, State::Running) {
            State::Asking { request, then } => (request, then),
            other => {
                self.state = other;
                return;
            }
        };
        let mut frame = Frame {
            url: request.url,
            verbs: document.verbs.into(),
            queued: None,
        };
        match then {
            Then::Replace => {
                frame.queued = self.frames.pop().and_then(|replaced| replaced.queued);
                self.frames.push(frame);
            }
            Then::Above(queued) => {
                frame.queued = Some(queued);
                self.frames.push(frame);
            }
            Then::Drop(outcome) => self.end(outcome),
        }
    }

    /// The application has no document: Twilio says that an error has occurred, and hangs up. A
    /// caller in a queue leaves it with the result `error` instead.
    pub fn fail(&mut self) {
        let then = match std::mem::replace(&mut self.state, State::Running) {
            State::Asking { then, .. } => then,
            other => {
                self.state = other;
                return;
            }
        };
        let queued = match then {
            Then::Drop(outcome) => return self.end(outcome),
            Then::Above(queued) => Some(queued),
            Then::Replace => self.leave_wait_document(),
        };
        match queued {
            Some(queued) => self.dequeued(&queued, QueueOutcome::Error, true),
            None => self.end(Outcome::ApplicationError),
        }
    }

    /// Answers a wait. Without a pending [`Step::Wait`] it is ignored; an act that does not fit the
    /// wait ([`Wait::takes`]) counts as its [default](Wait::default_act).
    pub fn act(&mut self, act: Act) {
        let (wait, pending) = match std::mem::replace(&mut self.state, State::Running) {
            State::Waiting { wait, pending } => (wait, pending),
            other => {
                self.state = other;
                return;
            }
        };
        let act = if wait.takes(&act) {
            act
        } else {
            wait.default_act()
        };
        self.settle(pending, &wait, act);
    }

    /// What has happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The clock, in ms from the beginning of the call.
    pub const fn clock_ms(&self) -> u64 {
        self.clock_ms
    }

    /// The whole call. Of a call that has not ended yet, what has happened so far, as if the caller
    /// hung up now.
    pub fn into_trace(mut self) -> Trace {
        if !matches!(self.state, State::Ended(_)) {
            self.state = State::Running;
            self.end(Outcome::CallerHangup);
        }
        let outcome = match self.state {
            State::Ended(outcome) => outcome,
            _ => Outcome::CallerHangup,
        };
        Trace {
            events: self.events,
            outcome,
            duration_ms: self.clock_ms,
        }
    }

    /// The next verb of the current document.
    pub(super) fn next_verb(&mut self) -> Option<Verb> {
        self.frames.last_mut()?.verbs.pop_front()
    }

    /// Takes a queue's wait document away, if one runs: who heard it is not waiting any more.
    pub(super) fn leave_wait_document(&mut self) -> Option<Queued> {
        let queued = self.frames.last_mut()?.queued.take()?;
        self.frames.pop();
        Some(queued)
    }

    /// Ends the call, also for a queue in which its caller waits.
    pub(super) fn hang_up(&mut self, outcome: Outcome) {
        match self.leave_wait_document() {
            Some(queued) => self.gone_from_queue(&queued, outcome),
            None => self.end(outcome),
        }
    }

    /// The URL of the current document.
    pub(super) fn base(&self) -> &str {
        self.frames.last().map_or("", |frame| &frame.url)
    }

    /// Whether the call goes on. Nothing happens in one that does not, though the verb in which the
    /// caller hung up may have more to do.
    const fn goes_on(&self) -> bool {
        matches!(self.state, State::Running)
    }

    pub(super) fn note(&mut self, what: Happening) {
        if !self.goes_on() {
            return;
        }
        self.events.push(Event {
            at_ms: self.clock_ms,
            what,
        });
    }

    pub(super) fn warn(&mut self, element: &str, why: &'static str) {
        let element = element.to_owned();
        self.note(Happening::Warning { element, why });
    }

    /// Lets time pass; the caller may hang up meanwhile.
    pub(super) fn pass(&mut self, ms: u64) {
        if !self.goes_on() {
            return;
        }
        if let Some(left) = self.hang_up_within(ms) {
            self.clock_ms = self.clock_ms.saturating_add(left);
            self.hang_up(Outcome::CallerHangup);
        } else {
            self.clock_ms = self.clock_ms.saturating_add(ms);
        }
    }

    /// Whether the caller hangs up in the next so many ms, and after how many.
    pub(super) fn hang_up_within(&self, ms: u64) -> Option<u64> {
        let left = self.call.hang_up_at_ms?.saturating_sub(self.clock_ms);
        (left <= ms).then_some(left)
    }

    /// Leaves it to a verb to say that the caller hung up.
    pub(super) fn forget_hang_up(&mut self) {
        self.call.hang_up_at_ms = None;
    }

    pub(super) fn hear(&mut self, sound: Option<Sound>) {
        if let Some(sound) = sound {
            self.note(sound.what);
            self.pass(sound.ms);
        }
    }

    pub(super) fn end(&mut self, outcome: Outcome) {
        if !self.goes_on() {
            return;
        }
        self.note(Happening::End {
            outcome: outcome.clone(),
        });
        self.state = State::Ended(outcome);
    }

    pub(super) fn wait(&mut self, wait: Wait, pending: Pending) {
        if self.goes_on() {
            self.state = State::Waiting { wait, pending };
        }
    }

    /// Asks for the document that replaces this one; an empty URL is the current one's.
    pub(super) fn follow(
        &mut self,
        url: &str,
        method: Option<&Method>,
        params: Vec<(&'static str, String)>,
    ) {
        self.ask(url, method, params, Then::Replace);
    }

    /// Follows `action` if there is one, else goes on with the next verb.
    pub(super) fn follow_or_go_on(
        &mut self,
        action: Option<&str>,
        method: Option<&Method>,
        params: Vec<(&'static str, String)>,
    ) {
        if let Some(action) = action {
            self.follow(action, method, params);
        }
    }

    /// Tells the application something after the call has ended.
    pub(super) fn tell(
        &mut self,
        url: &str,
        method: Option<&Method>,
        params: Vec<(&'static str, String)>,
        outcome: Outcome,
    ) {
        self.ask(url, method, params, Then::Drop(outcome));
    }

    pub(super) fn ask(
        &mut self,
        url: &str,
        method: Option<&Method>,
        params: Vec<(&'static str, String)>,
        then: Then,
    ) {
        if !self.goes_on() {
            return;
        }
        if self.requests >= self.call.max_requests {
            return self.end(Outcome::TooManyRequests);
        }
        let url = resolve(self.base(), url);
        let method = method.cloned().unwrap_or(Method::Post);
        let status = match then {
            Then::Drop(_) => "completed",
            _ if self.answered => "in-progress",
            _ => "ringing",
        };
        self.requests += 1;
        let mut all = self.call.standard_params(status);
        all.extend(
            params
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value)),
        );
        self.note(Happening::Request {
            method: method.clone(),
            url: url.clone(),
        });
        let request = Request {
            url,
            method,
            params: all,
        };
        self.state = State::Asking { request, then };
    }
}

/// Documents and their URLs can hold anything (L10).
impl fmt::Debug for Player {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Player")
            .field("call", &self.call)
            .field("clock_ms", &self.clock_ms)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}
