//! One simulated call: the machine, and what the script says to it.

use voice_core::Timestamp;

use super::clock::Clock;
use super::item::Item;
use super::simulation::Simulation;
use super::timing::{self, REQUEST_MS, RING_MS, TALK_MS};
use crate::program::{EdgeIx, Node, Op, Program};
use crate::step::{Action, DialResult, Input, Mark, Outcome, Session, Wanted, Watch};

/// A call between two waits. Cloning it lets a caller do one thing in one copy and another in the other.
#[derive(Clone)]
pub(crate) struct Call<'p> {
    program: &'p Program,
    session: Session,
    at: Timestamp,
    max_steps: u32,
    clock: Clock,
    recordings: u32,
    /// The machine refused an answer, which cannot happen to a call that it made itself.
    stuck: bool,
}

/// Takes what happens in a call.
pub(crate) trait Notes {
    /// Whether texts are filled in and noted; otherwise [`heard`](Self::heard) is called in their place.
    const TEXTS: bool = true;

    /// Takes an action that begins so many milliseconds after the call, and the session as it is at that moment.
    fn note(&mut self, at_ms: u64, program: &Program, session: &Session, action: Action<'_>);

    /// Something may be heard in the state that the session is in; says how long it takes.
    fn heard(&mut self, _session: &Session) -> u64 {
        0
    }

    /// An edge was walked.
    fn walked(&mut self, _edge: EdgeIx) {}
}

impl<'p> Call<'p> {
    /// A call up to its first wait.
    pub(crate) fn begin(
        program: &'p Program,
        settings: &Simulation,
        notes: &mut impl Notes,
    ) -> Self {
        let values = settings.variables.iter();
        let values = values.map(|(name, value)| (name.as_str(), value.as_str()));
        let mut call = Self {
            program,
            session: program.session(values),
            at: settings.at,
            max_steps: settings.max_steps,
            clock: Clock::default(),
            recordings: 0,
            stuck: false,
        };
        call.take(Input::Start, notes);
        call
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.session.outcome().is_none() && !self.stuck
    }

    /// How the call ended; one that still waits counts as cut off.
    pub(crate) fn outcome(&self) -> Outcome {
        self.session.outcome().unwrap_or(Outcome::MaxSteps)
    }

    /// How long it has lasted, in milliseconds. A key that cuts a prompt short turns it back.
    pub(crate) fn clock(&self) -> u64 {
        self.clock.now()
    }

    /// What the clock shows if the caller hangs up now.
    pub(crate) fn hangs_up_at(&self) -> u64 {
        self.clock.hangs_up_at()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Lets the call go on with the next item of the script; `true` if the item was taken (§6.2).
    pub(crate) fn answer(&mut self, item: Option<&Item>, notes: &mut impl Notes) -> bool {
        let program = self.program;
        let Some((_, node)) = program.state(self.session.at()) else {
            self.stuck = true;
            return false;
        };
        if item == Some(&Item::Hangup) {
            self.clock.hang_up();
            self.take(Input::Hangup, notes);
            return true;
        }
        match &node.op {
            Op::Ask(ask) => {
                let (input, taken) = match item {
                    Some(Item::Keys(keys)) => (Input::Keys(keys), true),
                    Some(Item::Say(words)) => (Input::Speech(words), true),
                    Some(Item::Silence) => (Input::Silence, true),
                    _ => (Input::Silence, false),
                };
                self.clock.listen(&ask.listen, input);
                self.take(input, notes);
                taken
            }
            Op::Record(record) => {
                let (seconds, taken) = match item {
                    Some(Item::Record(seconds)) => (*seconds, true),
                    _ => (5, false),
                };
                let length = match seconds {
                    0 => record.recording.silence,
                    seconds => seconds.min(record.recording.max_seconds),
                };
                self.recordings += 1;
                let url = format!("https://recordings.example/{}.wav", self.recordings);
                self.take_for(
                    timing::seconds(length),
                    Input::Recorded { seconds, url: &url },
                    notes,
                );
                taken
            }
            Op::Dial(dialling) => {
                let dial = &dialling.dial;
                self.dialled(dial.timeout, dial.time_limit, item, notes)
            }
            Op::Transfer(transferring) => {
                self.dialled(transferring.transfer.timeout, None, item, notes)
            }
            Op::Conference { .. } => {
                self.take_for(TALK_MS, Input::ConferenceEnded, notes);
                false
            }
            Op::Request { .. } => {
                let (body, taken) = match item {
                    Some(Item::Request { ok, answer }) => (ok.then_some(answer.as_str()), true),
                    _ => (Some(""), false),
                };
                self.take_for(REQUEST_MS, Input::Answered { body }, notes);
                taken
            }
            Op::Agent(_) => {
                let (outcome, extracted, taken) = match item {
                    Some(Item::Agent { outcome, extracted }) => {
                        (outcome.as_str(), extracted.as_str(), true)
                    }
                    _ => ("default", "", false),
                };
                self.take_for(TALK_MS, Input::Agent { outcome, extracted }, notes);
                taken
            }
            // The only other node that waits is `sms`.
            _ => {
                let (sent, taken) = match item {
                    Some(Item::Sms(sent)) => (*sent, true),
                    _ => (true, false),
                };
                self.take(Input::Sent(sent), notes);
                taken
            }
        }
    }

    fn dialled(
        &mut self,
        timeout: u32,
        time_limit: Option<u32>,
        item: Option<&Item>,
        notes: &mut impl Notes,
    ) -> bool {
        let (result, taken) = match item {
            Some(Item::Dial(result)) => (*result, true),
            _ => (DialResult::Completed, false),
        };
        let (rings, talks) = match result {
            DialResult::Completed => {
                let limit = time_limit.map_or(TALK_MS, timing::seconds);
                (RING_MS, TALK_MS.min(limit))
            }
            DialResult::NoAnswer => (timing::seconds(timeout), 0),
            DialResult::Busy | DialResult::Failed => (RING_MS, 0),
        };
        self.clock.ring(rings);
        self.take_for(talks, Input::Dialled(result), notes);
        taken
    }

    /// Steps the machine with something that begins now and lasts so long.
    fn take_for(&mut self, ms: u64, input: Input<'_>, notes: &mut impl Notes) {
        self.clock.lasts(ms);
        self.take(input, notes);
    }

    fn take<N: Notes>(&mut self, input: Input<'_>, notes: &mut N) {
        let mut timed = Timed {
            clock: &mut self.clock,
            notes,
            program: self.program,
        };
        let session = &mut self.session;
        let stepped = self
            .program
            .drive(session, input, self.at, self.max_steps, &mut timed);
        self.stuck = stepped.is_err();
    }
}

/// Tells the notes what happens, and the clock.
struct Timed<'c, 'p, N> {
    clock: &'c mut Clock,
    notes: &'c mut N,
    program: &'p Program,
}

impl<'a, N: Notes> Watch<'a> for Timed<'_, '_, N> {
    fn act(&mut self, session: &Session, action: Action<'a>) {
        let at_ms = self.clock.now();
        self.clock.take(&action);
        self.notes.note(at_ms, self.program, session, action);
    }

    fn wants(&self) -> Wanted {
        if N::TEXTS {
            Wanted::Everything
        } else {
            Wanted::Decisions
        }
    }

    fn mark(&mut self, session: &Session, _: &'a Node, mark: Mark) {
        if !N::TEXTS && mark == Mark::Heard {
            let ms = self.notes.heard(session);
            self.clock.heard(ms);
        }
    }

    fn walked(&mut self, edge: EdgeIx) {
        self.notes.walked(edge);
    }
}
