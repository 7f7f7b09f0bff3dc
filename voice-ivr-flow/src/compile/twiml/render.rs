//! States to fragments.

use std::borrow::Cow;

use voice_core::xml::push_percent_encoded;
use voice_twilio::twiml::{
    Hangup, Pause, Record, Redirect, Reject, RejectReason, Response, Sms, Verb,
};

use super::marks;
use super::options::{Texts, TwimlOptions};
use super::piece::{Fragments, Guard, Holes};
use super::sound::Sounds;
use crate::compile::report::{NodeReport, Support};
use crate::node;
use crate::program::{Node, Op, Program, Record as RecordOp, State};

/// The shortest `maxLength` that Twilio takes, in seconds.
const LEAST_RECORDING: u32 = 2;

/// A program, rendered: a fragment for each state that does something on the line.
#[derive(Debug, Clone)]
pub(super) struct Rendered {
    pub(super) fragments: Fragments,
    pub(super) nodes: Vec<NodeReport>,
    /// What ends a call where nothing is wired.
    pub(super) hangup: String,
}

/// Who fills the holes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filler {
    /// [`LiveTwiml`](super::LiveTwiml), with the values of the moment.
    Us,
    /// Whoever hosts the files.
    Host,
}

/// Renders every state once.
pub(super) fn render(program: &Program, options: &TwimlOptions, filler: Filler) -> Rendered {
    let heard = super::heard::before(program);
    let mut fragments = Fragments::of(program.states.len());
    let mut report = Vec::with_capacity(program.nodes.len());
    let mut document = Response::new();
    let mut at = 0;
    while let Some((state, node)) = program.state(at) {
        let mut renderer = Renderer {
            program,
            options,
            filler,
            state,
            fragments: &mut fragments,
            document: &mut document,
            notes: Notes::default(),
        };
        let later = program.states.get(at + 1..).unwrap_or_default();
        let again = later.iter().take_while(|later| later.node == state.node);
        at += 1 + again.clone().count();
        let before = at - 1;
        renderer.node(node, again, heard.get(before).copied().unwrap_or(true));
        report.push(renderer.notes.report(&state.name, node));
    }
    let mut hangup = String::new();
    Verb::from(Hangup::new()).write_to(&mut hangup);
    Rendered {
        fragments,
        nodes: report,
        hangup,
    }
}

/// What is to be said about a node; most of it is always said in the same words.
#[derive(Debug, Default)]
pub(super) struct Notes {
    emulated: Vec<Cow<'static, str>>,
    unsupported: Vec<Cow<'static, str>>,
}

impl Notes {
    pub(super) fn emulated(&mut self, how: impl Into<Cow<'static, str>>) {
        add(&mut self.emulated, how.into());
    }

    pub(super) fn unsupported(&mut self, why: impl Into<Cow<'static, str>>) {
        add(&mut self.unsupported, why.into());
    }

    fn report(self, state: &str, node: &Node) -> NodeReport {
        let support = match (self.unsupported.is_empty(), self.emulated.is_empty()) {
            (true, true) => Support::Exact,
            (true, false) => Support::Emulated,
            (false, _) => Support::Unsupported,
        };
        let mut said = self.unsupported;
        said.extend(self.emulated);
        // The name of a state begins with that of its subflow.
        let flow = (node.body != 0).then(|| state.split_once('~')).flatten();
        NodeReport {
            node: match flow {
                Some((flow, _)) => format!("{flow}~{}", node.id).into(),
                None => node.id.clone(),
            },
            support,
            note: match said.len() {
                0 | 1 => said.pop(),
                _ => Some(said.join("; ").into()),
            },
        }
    }
}

fn add(notes: &mut Vec<Cow<'static, str>>, note: Cow<'static, str>) {
    if !notes.contains(&note) {
        notes.push(note);
    }
}

/// Renders a node, state by state.
pub(super) struct Renderer<'r> {
    pub(super) program: &'r Program,
    pub(super) options: &'r TwimlOptions,
    filler: Filler,
    pub(super) state: &'r State,
    pub(super) fragments: &'r mut Fragments,
    /// The same as typed verbs, for Twilio's own limits.
    pub(super) document: &'r mut Response,
    pub(super) notes: Notes,
}

impl<'r> Renderer<'r> {
    /// Renders the state that is set, and those that ask `again`.
    fn node(&mut self, node: &'r Node, again: impl Iterator<Item = &'r State>, heard: bool) {
        match &node.op {
            Op::Ask(ask) => self.ask(ask, again),
            op => {
                self.op(op, heard);
                let bytes = self.fragments.end();
                self.check(bytes);
            }
        }
    }

    fn op(&mut self, op: &Op, heard: bool) {
        match op {
            Op::Start { .. }
            | Op::Set { .. }
            | Op::Branch { .. }
            | Op::Hours { .. }
            | Op::Subflow { .. }
            | Op::Return { .. }
            | Op::Ask(_) => {}
            Op::Sound { sound, repeat, .. } => self.sound(sound, *repeat),
            Op::Pause { seconds, .. } => self.verb(Pause::seconds(*seconds)),
            Op::Record(record) => self.record(record),
            Op::Dial(dialling) => self.dial(&dialling.dial),
            Op::Transfer(transferring) => self.transfer(&transferring.transfer),
            Op::Queue { queue, music } => self.queue(queue, music.as_ref()),
            Op::Conference { conference, .. } => self.conference(conference),
            Op::Request { .. } => self.verb(self.back()),
            Op::Sms { to, body, .. } => match self.options.texts {
                Texts::Server => self.verb(self.back()),
                Texts::Verb => {
                    if to.as_ref().is_some_and(|to| to.as_literal().is_none()) {
                        self.in_files(
                            "whoever fills the document sends no text to a value that is no number",
                        );
                    }
                    let mut sms = Sms::new(marks::text(body)).action(self.link());
                    sms.to = to.as_ref().map(marks::target);
                    self.verb(sms);
                }
            },
            Op::Agent(asked) => self.agent(asked),
            Op::Hangup { message } => {
                if let Some(message) = message {
                    self.sound(message, 1);
                }
                self.verb(Hangup::new());
            }
            Op::Reject { reason } => self.reject(*reason, heard),
        }
    }

    /// Checks the verbs of a state, written in so many bytes, and begins with the next.
    pub(super) fn check(&mut self, bytes: usize) {
        if self.document.verbs.is_empty() {
            return;
        }
        if let Err(refused) = self.document.check_written(bytes) {
            self.notes
                .unsupported(format!("Twilio would refuse it: {refused}"));
        }
        self.document.verbs.clear();
    }

    /// Where the answer goes: `{base}/{state}`, and the session behind it.
    pub(super) fn link(&self) -> String {
        let mut url = String::new();
        self.push_link(&mut url);
        url
    }

    /// Appends the same.
    pub(super) fn push_link(&self, out: &mut String) {
        push_url(out, self.options, &self.state.name);
        marks::push_link(out);
    }

    /// Asks for the next document at once.
    pub(super) fn back(&self) -> Redirect {
        Redirect::from(self.link())
    }

    pub(super) fn verb(&mut self, verb: impl Into<Verb>) {
        self.guarded(&Guard::Always, verb.into());
    }

    /// Appends a verb that is there only if a guard holds.
    pub(super) fn guarded(&mut self, guard: &Guard, verb: Verb) {
        self.write(guard, |out| verb.write_to(out));
        self.document.verbs.push(verb);
    }

    /// Appends what is there only if a guard holds.
    pub(super) fn write(&mut self, guard: &Guard, write: impl FnOnce(&mut Holes<'_>)) {
        let program = self.program;
        self.fragments
            .guarded(guard, |fragments| write(&mut Holes { fragments, program }));
    }

    /// Says what a file leaves to whoever fills it.
    pub(super) fn in_files(&mut self, note: &'static str) {
        if self.filler == Filler::Host {
            self.notes.emulated(note);
        }
    }

    fn record(&mut self, record: &RecordOp) {
        if let Some(prompt) = &record.prompt {
            self.sound(prompt, 1);
        }
        let node::Recording {
            max_seconds,
            silence,
            finish_key,
            beep,
            transcribe,
            ..
        } = &record.recording;
        let mut verb = Record::new()
            .action(self.link())
            .timeout(*silence)
            .finish_on_key(finish_key.map(String::from).unwrap_or_default())
            .max_length((*max_seconds).max(LEAST_RECORDING));
        if *max_seconds < LEAST_RECORDING {
            self.notes.emulated(
                "Twilio records 2 s where 1 s is asked for; the flow sees the length as 1 s",
            );
        }
        if !beep {
            verb = verb.play_beep(false);
        }
        if *transcribe {
            verb = verb.transcribe(true);
        }
        if record.notify.is_some() {
            self.notes.emulated(
                "the text about the message is sent by the server that answers the webhook",
            );
        }
        self.verb(verb);
        // Twilio does not ask the action of a recording in which nothing was said.
        self.verb(self.back());
    }

    fn reject(&mut self, reason: node::RejectReason, heard: bool) {
        if heard {
            self.notes.emulated(
                "a call that was answered cannot be rejected: it is hung up, and the outcome stays `rejected`",
            );
            self.verb(Hangup::new());
            return;
        }
        self.verb(reject(reason));
    }
}

/// Turns a call away that was not answered.
pub(super) fn reject(reason: node::RejectReason) -> Reject {
    Reject::new().reason(match reason {
        node::RejectReason::Rejected => RejectReason::Rejected,
        node::RejectReason::Busy => RejectReason::Busy,
    })
}

/// Appends the name of a state as a segment of a path.
pub(super) fn push_segment(url: &mut String, state: &str) {
    // `@` may stand there as it is, and is easier to read.
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'-' | b'.' | b'_' | b'~');
    if state.bytes().all(plain) {
        return url.push_str(state);
    }
    for (at, part) in state.split('@').enumerate() {
        if at > 0 {
            url.push('@');
        }
        push_percent_encoded(url, part);
    }
}

/// Appends the URL of a state, without the session.
pub(super) fn push_url(out: &mut String, options: &TwimlOptions, state: &str) {
    let base = options.base_url.as_deref().unwrap_or_default();
    // Room for a slash, and for the mark of the session or a query.
    out.reserve(base.len() + state.len() + 16);
    if !base.is_empty() {
        out.push_str(base);
        out.push('/');
    }
    push_segment(out, state);
}
