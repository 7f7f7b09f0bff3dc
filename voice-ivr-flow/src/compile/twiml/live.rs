//! A flow that answers Twilio's webhooks.

use std::fmt;

use voice_core::Timestamp;
use voice_twilio::twiml::Verb;

use super::callback::{Heard, heard};
use super::options::{Texts, TwimlOptions};
use super::piece::Values;
use super::render::{Filler, Rendered, reject, render};
use crate::compile::report::Report;
use crate::node::RejectReason;
use crate::program::{Node, Op, Program};
use crate::step::{
    Action, Input, MAX_STEPS, Mark, Outcome, Session, StepError, Wait, Wanted, Watch,
};

/// What a server adds to a step.
pub trait Desk {
    /// Appends the session to `token`, signed and fit for the value of a query parameter: letters, digits and
    /// `-._~`. It comes back as the parameter `s` of the URL of the next webhook.
    fn seal(&mut self, session: &Session, token: &mut String);

    /// How much the log gets. By default nothing, which costs nothing.
    fn notes(&self) -> Notes {
        Notes::Nothing
    }

    /// Is told what the flow does, for logs.
    fn note(&mut self, action: &Action<'_>) {
        let _ = action;
    }
}

/// What a [`Desk`] is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Notes {
    /// Nothing.
    Nothing,
    /// Every [`Action`] but what is spoken and played.
    Decisions,
    /// Every action. A document is made without the texts by themselves, so they are filled in twice.
    Everything,
}

/// The answer to one webhook.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The TwiML document.
    pub document: String,
    /// A text about a voicemail that is to be sent now.
    pub notify: Option<Notify>,
    /// Whether the call waits for the server: see [`LiveTwiml::pending`].
    pub server_acts: bool,
    /// Whether `document` does nothing but ask for the next document.
    pub silent: bool,
}

/// A text about a voicemail.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notify {
    /// To whom.
    pub to: String,
    /// Where the recording is.
    pub recording: String,
}

/// A flow whose states are rendered, ready to answer webhooks.
///
/// Holds no call: everything about one is in its [`Session`], which travels in the URLs of the documents. Any number
/// of processes that have the same flow, options and key give the same answers.
///
/// ```
/// use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, TwimlOptions};
/// use voice_ivr_flow::step::Session;
/// use voice_ivr_flow::{Flow, Program, templates};
///
/// // A server signs the session; here it is only written down.
/// struct Open;
/// impl Desk for Open {
///     fn seal(&mut self, session: &Session, token: &mut String) {
///         for byte in serde_json::to_vec(session).unwrap_or_default() {
///             token.push_str(&format!("{byte:02x}"));
///         }
///     }
/// }
///
/// let flow = Flow::from_json(templates::RIDER_DELIVERY_ALERT.as_bytes())?;
/// let live = LiveTwiml::new(Program::lower(&flow.validate()?), &TwimlOptions::new());
/// let now = "2026-03-02T10:00:00Z".parse()?;
///
/// let (mut session, reply) = live.begin([("order_id", "7")], now, &mut Open)?;
/// assert!(reply.document.starts_with("<Response><Say language=\"en-IN\">Hello. A delivery is waiting"));
/// let reply = live.answer(&mut session, |name| (name == "Digits").then_some("1"), now, &mut Open)?;
/// assert!(reply.document.ends_with("Ride safely.</Say><Hangup/></Response>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct LiveTwiml {
    program: Program,
    rendered: Rendered,
    texts: Texts,
}

impl LiveTwiml {
    /// Renders every state once.
    pub fn new(program: Program, options: &TwimlOptions) -> Self {
        Self {
            rendered: render(&program, options, Filler::Us),
            texts: options.texts,
            program,
        }
    }

    /// What Twilio makes of each node. It can be more than what [`compile`](super::compile) reports of the same flow,
    /// because the values of a call are known here.
    pub fn report(&self) -> Report {
        Report {
            nodes: self.rendered.nodes.clone(),
        }
    }

    /// The flow that is served.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Answers the first webhook of a call.
    ///
    /// # Errors
    /// None of [`StepError`] can happen to a new call.
    pub fn begin<'v>(
        &self,
        variables: impl IntoIterator<Item = (&'v str, &'v str)>,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<(Session, Reply), StepError> {
        let mut session = self.program.session(variables);
        let reply = self.step(&mut session, Input::Start, now, desk)?;
        Ok((session, reply))
    }

    /// Answers a webhook by its decoded parameters: `Digits`, `SpeechResult`, `RecordingUrl`, `DialCallStatus` …; the
    /// session is then the call as it is now.
    ///
    /// A webhook says that a recording or an entry was silent by not having those parameters. Where the call waits
    /// for the server, nothing is taken from the webhook, and the reply says so.
    ///
    /// # Errors
    /// The session is of another version of the flow, or the call is over.
    pub fn answer<'p>(
        &self,
        session: &mut Session,
        parameter: impl Fn(&str) -> Option<&'p str>,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<Reply, StepError> {
        match heard(&self.program, self.texts, session, parameter) {
            Heard::Input(input) => self.step(session, input, now, desk),
            Heard::Last(input) => self.last(session, input, now, desk),
            Heard::Agent { outcome, extracted } => {
                let outcome = &outcome;
                self.step(session, Input::Agent { outcome, extracted }, now, desk)
            }
            Heard::Server => self.wait_for_server(session, desk),
        }
    }

    /// Takes one step with an input that no webhook brings: the answer to a `request`, the result of a text that
    /// the server sent, the end of a call. The session is then the call as it is now.
    ///
    /// # Errors
    /// The session is of another version of the flow, is over, or waits for something else.
    pub fn step(
        &self,
        session: &mut Session,
        input: Input<'_>,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<Reply, StepError> {
        let first = matches!(input, Input::Start);
        let mut document = open();
        let mut page = Page::new(self, desk, &mut document, first);
        self.program
            .drive(session, input, now, MAX_STEPS, &mut page)?;
        let Page {
            notify,
            server_acts,
            silent,
            ..
        } = page;
        document.push_str(CLOSE);
        Ok(Reply {
            document,
            notify: notify.map(|notify| *notify),
            server_acts,
            silent,
        })
    }

    /// Takes a step, and then the end of the call if the flow did not end it.
    fn last(
        &self,
        session: &mut Session,
        input: Input<'_>,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<Reply, StepError> {
        let reply = self.step(session, input, now, desk)?;
        if session.outcome().is_some() {
            return Ok(reply);
        }
        let notify = reply.notify;
        let reply = self.step(session, Input::Hangup, now, desk)?;
        Ok(Reply { notify, ..reply })
    }

    /// What the call waits for, filled in. The server itself does a [`Wait::Request`], and a [`Wait::Sms`] if texts
    /// are its own ([`Texts::Server`]), and then takes a [`step`](Self::step) with the result: at once if the reply
    /// was [`silent`](Reply::silent), otherwise when its document comes back.
    pub fn pending(&self, session: &Session) -> Option<Wait<'_>> {
        self.program.pending(session)
    }

    fn wait_for_server(&self, session: &Session, desk: &mut dyn Desk) -> Result<Reply, StepError> {
        if session.version() != self.program.version() {
            return Err(self.program.wrong_version(session));
        }
        if session.outcome().is_some() {
            return Err(StepError::Ended);
        }
        let mut document = open();
        Page::new(self, desk, &mut document, false).state(session);
        document.push_str(CLOSE);
        Ok(Reply {
            document,
            notify: None,
            server_acts: true,
            silent: true,
        })
    }
}

impl fmt::Debug for LiveTwiml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveTwiml")
            .field("program", &self.program)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("bytes", &self.document.len())
            .field("server_acts", &self.server_acts)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notify").finish_non_exhaustive()
    }
}

/// The document that is being written.
struct Page<'l, 'd> {
    live: &'l LiveTwiml,
    desk: &'d mut dyn Desk,
    wants: Wanted,
    /// By itself, because it is all that is written to in a usual step.
    document: &'d mut String,
    notify: Option<Box<Notify>>,
    server_acts: bool,
    silent: bool,
    /// The call begins with this document.
    first: bool,
}

const OPEN: &str = "<Response>";
const CLOSE: &str = "</Response>";

/// A document, begun.
fn open() -> String {
    let mut document = String::with_capacity(512);
    document.push_str(OPEN);
    document
}

impl<'l, 'd> Page<'l, 'd> {
    fn new(
        live: &'l LiveTwiml,
        desk: &'d mut dyn Desk,
        document: &'d mut String,
        first: bool,
    ) -> Self {
        Self {
            live,
            wants: match desk.notes() {
                Notes::Nothing => Wanted::Marks,
                Notes::Decisions => Wanted::Decisions,
                Notes::Everything => Wanted::Everything,
            },
            desk,
            document,
            notify: None,
            server_acts: false,
            silent: false,
            first,
        }
    }

    /// Writes the state that the call is in.
    fn state(&mut self, session: &Session) {
        let Some(fragment) = self.live.rendered.fragments.get(session.at()) else {
            return;
        };
        let mut values = OfCall {
            program: &self.live.program,
            session,
            desk: &mut *self.desk,
        };
        fragment.fill(self.document, &mut values);
    }

    fn end(&mut self, session: &Session, node: &Node, outcome: Outcome) {
        match (outcome, &node.op) {
            (Outcome::Hangup, Op::Hangup { .. }) => self.state(session),
            (Outcome::Queued | Outcome::Rejected, _) => {}
            _ => self.document.push_str(&self.live.rendered.hangup),
        }
    }

    fn reject(&mut self, session: &Session, reason: RejectReason) {
        if self.first && *self.document == OPEN {
            Verb::from(reject(reason)).write_to(self.document);
        } else {
            self.state(session);
        }
    }
}

impl<'a> Watch<'a> for Page<'_, '_> {
    fn wants(&self) -> Wanted {
        self.wants
    }

    fn act(&mut self, _: &Session, action: Action<'a>) {
        self.desk.note(&action);
    }

    fn notify(&mut self, to: &str, recording: &str) {
        self.notify = Some(Box::new(Notify {
            to: to.to_owned(),
            recording: recording.to_owned(),
        }));
    }

    fn mark(&mut self, session: &Session, node: &'a Node, mark: Mark) {
        match mark {
            // What is heard at a wait or a hangup is a part of its fragment.
            Mark::Heard if !matches!(node.op, Op::Sound { .. }) => {}
            Mark::Heard | Mark::Paused | Mark::Queued => self.state(session),
            Mark::Waiting => {
                let server_acts = match node.op {
                    Op::Request { .. } => true,
                    Op::Sms { .. } => self.live.texts == Texts::Server,
                    _ => false,
                };
                self.server_acts = server_acts;
                self.silent = server_acts && *self.document == OPEN;
                self.state(session);
            }
            Mark::Rejected(reason) => self.reject(session, reason),
            Mark::Ended(outcome) => self.end(session, node, outcome),
        }
    }
}

/// The values of one call.
struct OfCall<'c> {
    program: &'c Program,
    session: &'c Session,
    desk: &'c mut dyn Desk,
}

impl Values for OfCall<'_> {
    fn value(&self, variable: u32) -> &str {
        self.session.value_at(self.program, variable as usize)
    }

    fn link(&mut self, out: &mut String) {
        out.push_str("?s=");
        self.desk.seal(self.session, out);
    }

    fn seal(&mut self, out: &mut String) {
        out.push('/');
        self.desk.seal(self.session, out);
    }
}
