//! One simulated call: the machine, and what the script says to it.

use voice_core::Timestamp;

use super::event::Event;
use super::item::Item;
use super::notes::{Notes, Noting};
use super::simulation::Simulation;
use super::timing::{self, REQUEST_MS, RING_MS, TALK_MS};
use crate::program::{EdgeIx, Op, Program, StateIx};
use crate::step::{DialResult, Input, Outcome, Session, waited};

/// A call between two waits. Cloning it lets a caller do one thing in one copy and another in the other.
#[derive(Clone)]
pub(crate) struct Call<'p> {
    program: &'p Program,
    session: Session,
    at: Timestamp,
    max_steps: u32,
    notes: Notes,
    /// The machine refused an answer, which cannot happen to a call that it made itself.
    stuck: bool,
}

/// What the way of a call depends on from here: where it waits, in which subflows, with which values.
pub(crate) type CallKey = (StateIx, Vec<StateIx>, Vec<Option<String>>);

/// What happened since the last wait.
pub(crate) struct Segment {
    pub(crate) events: Vec<Event>,
    /// The first states of the nodes that were entered.
    pub(crate) entered: Vec<StateIx>,
    pub(crate) edges: Vec<EdgeIx>,
    /// How long it took; less than nothing where a key cut the prompt short that the last segment counted whole.
    pub(crate) ms: i64,
    pub(crate) prompts: u32,
}

impl<'p> Call<'p> {
    /// A call up to its first wait.
    pub(crate) fn begin(program: &'p Program, settings: &Simulation) -> Self {
        let values = settings.variables.iter();
        let values = values.map(|(name, value)| (name.as_str(), value.as_str()));
        let session = program.session(values);
        let mut call = Self {
            program,
            notes: Notes::new(session.node(program)),
            session,
            at: settings.at,
            max_steps: settings.max_steps,
            stuck: false,
        };
        call.take(Input::Start);
        call
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.session.outcome().is_none() && !self.stuck
    }

    /// How the call ended; one that still waits counts as cut off.
    pub(crate) fn outcome(&self) -> Outcome {
        self.session.outcome().unwrap_or(Outcome::MaxSteps)
    }

    pub(crate) fn clock(&self) -> u64 {
        self.notes.clock()
    }

    /// What is waited for, in a word; `None` if the call is over.
    pub(crate) fn waits_for(&self) -> Option<&'static str> {
        let (_, node) = self.program.state(self.session.at())?;
        self.is_waiting().then(|| waited(node))
    }

    pub(crate) fn state(&self) -> StateIx {
        self.session.at()
    }

    pub(crate) fn node(&self) -> String {
        self.session.node(self.program)
    }

    /// With the values of these variables.
    pub(crate) fn key(&self, variables: &[usize]) -> CallKey {
        let values = variables.iter().map(|at| self.session.given(*at));
        let stack = self.session.stack().to_vec();
        (self.session.at(), stack, values.collect())
    }

    /// Takes what happened since the last wait.
    pub(crate) fn segment(&mut self) -> Segment {
        self.notes.segment()
    }

    pub(crate) fn variables(&self) -> impl Iterator<Item = (String, String)> {
        let values = self.session.values(self.program);
        values.map(|(name, value)| (name.to_owned(), value.to_owned()))
    }

    pub(crate) fn into_events(self) -> Vec<Event> {
        self.notes.events
    }

    /// Lets the call go on with the next item of the script; `true` if the item was taken (§6.2).
    pub(crate) fn answer(&mut self, item: Option<&Item>) -> bool {
        let program = self.program;
        let Some((_, node)) = program.state(self.session.at()) else {
            self.stuck = true;
            return false;
        };
        if item == Some(&Item::Hangup) {
            self.notes.hang_up();
            self.take(Input::Hangup);
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
                self.notes.listen(&ask.listen, input);
                self.take(input);
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
                let url = self.notes.record();
                self.take_for(
                    timing::seconds(length),
                    Input::Recorded { seconds, url: &url },
                );
                taken
            }
            Op::Dial(dialling) => {
                let dial = &dialling.dial;
                self.dialled(dial.timeout, dial.time_limit, item)
            }
            Op::Transfer(transferring) => self.dialled(transferring.transfer.timeout, None, item),
            Op::Conference { .. } => {
                self.take_for(TALK_MS, Input::ConferenceEnded);
                false
            }
            Op::Request { .. } => {
                let (body, taken) = match item {
                    Some(Item::Request { ok, answer }) => (ok.then_some(answer.as_str()), true),
                    _ => (Some(""), false),
                };
                self.take_for(REQUEST_MS, Input::Answered { body });
                taken
            }
            Op::Agent(_) => {
                let (outcome, extracted, taken) = match item {
                    Some(Item::Agent { outcome, extracted }) => {
                        (outcome.as_str(), extracted.as_str(), true)
                    }
                    _ => ("default", "", false),
                };
                self.take_for(TALK_MS, Input::Agent { outcome, extracted });
                taken
            }
            // The only other node that waits is `sms`.
            _ => {
                let (sent, taken) = match item {
                    Some(Item::Sms(sent)) => (*sent, true),
                    _ => (true, false),
                };
                self.take(Input::Sent(sent));
                taken
            }
        }
    }

    fn dialled(&mut self, timeout: u32, time_limit: Option<u32>, item: Option<&Item>) -> bool {
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
        self.notes.ring(rings);
        self.take_for(talks, Input::Dialled(result));
        taken
    }

    /// Steps the machine with something that begins now and lasts so long.
    fn take_for(&mut self, ms: u64, input: Input<'_>) {
        self.notes.lasts(ms);
        self.take(input);
    }

    fn take(&mut self, input: Input<'_>) {
        let mut noting = Noting {
            notes: &mut self.notes,
            program: self.program,
        };
        let session = &mut self.session;
        let stepped = self
            .program
            .drive(session, input, self.at, self.max_steps, &mut noting);
        self.stuck = stepped.is_err();
    }
}
