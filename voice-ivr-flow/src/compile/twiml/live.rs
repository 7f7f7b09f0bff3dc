//! A flow that answers Twilio's webhooks.

use std::fmt;

use voice_core::Timestamp;
use voice_twilio::twiml::{Reject, RejectReason, Verb};

use super::callback::{Heard, heard};
use super::options::{Texts, TwimlOptions};
use super::piece::Values;
use super::render::{Rendered, render};
use crate::node;
use crate::program::{Op, Program};
use crate::step::{Action, Input, MAX_STEPS, Outcome, Session, StepError, Wait, Watch};

/// What a server adds to a step.
pub trait Desk {
    /// Appends the session to `token`, signed and fit for the value of a query parameter: letters, digits and
    /// `-._~`. It comes back as the parameter `s` of the URL of the next webhook.
    fn seal(&mut self, session: &Session, token: &mut String);

    /// Is told what the flow does, for logs.
    fn note(&mut self, action: &Action<'_>) {
        let _ = action;
    }

    /// Whether the log gets what is spoken and played. By default it does not: a document is made without the texts
    /// by themselves, so they would have to be filled in twice.
    fn notes_texts(&self) -> bool {
        false
    }
}

/// The answer to one webhook.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The call as it is now.
    pub session: Session,
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
/// let reply = live.begin([("order_id", "7")], now, &mut Open)?;
/// assert!(reply.document.starts_with("<Response><Say language=\"en-IN\">Hello. A delivery is waiting"));
/// let reply = live.answer(reply.session, |name| (name == "Digits").then_some("1"), now, &mut Open)?;
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
            rendered: render(&program, options),
            texts: options.texts,
            program,
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
    ) -> Result<Reply, StepError> {
        self.step(self.program.session(variables), Input::Start, now, desk)
    }

    /// Answers a webhook by its decoded parameters: `Digits`, `SpeechResult`, `RecordingUrl`, `DialCallStatus` …
    ///
    /// A webhook says that a recording or an entry was silent by not having those parameters. Where the call waits
    /// for the server, nothing is taken from the webhook, and the reply says so.
    ///
    /// # Errors
    /// The session is of another version of the flow, or the call is over.
    pub fn answer<'p>(
        &self,
        session: Session,
        parameter: impl Fn(&str) -> Option<&'p str>,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<Reply, StepError> {
        let Some(heard) = heard(&self.program, self.texts, &session, &parameter) else {
            // Let the stepper say what is wrong with it.
            return self.step(session, Input::Silence, now, desk);
        };
        let Some(input) = heard.input() else {
            return self.wait_for_server(session, desk);
        };
        let mut reply = self.step(session, input, now, desk)?;
        if matches!(heard, Heard::Recorded { gone: true, .. }) && reply.session.outcome().is_none()
        {
            let after = self.step(reply.session, Input::Hangup, now, desk)?;
            reply = Reply {
                notify: reply.notify,
                ..after
            };
        }
        Ok(reply)
    }

    /// Takes one step with an input that no webhook brings: the answer to a `request`, the result of a text that
    /// the server sent, the end of a call.
    ///
    /// # Errors
    /// The session is of another version of the flow, is over, or waits for something else.
    pub fn step(
        &self,
        mut session: Session,
        input: Input<'_>,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<Reply, StepError> {
        let first = input == Input::Start;
        let mut page = Page::new(self, desk, first);
        self.program
            .drive(&mut session, input, now, MAX_STEPS, &mut page)?;
        let Page {
            mut out,
            notify,
            server_acts,
            silent,
            ..
        } = page;
        out.push_str("</Response>");
        Ok(Reply {
            session,
            document: out,
            notify,
            server_acts,
            silent,
        })
    }

    /// What the call waits for, filled in. The server itself does a [`Wait::Request`], and a [`Wait::Sms`] if texts
    /// are its own ([`Texts::Server`]), and then takes a [`step`](Self::step) with the result: at once if the reply
    /// was [`silent`](Reply::silent), otherwise when its document comes back.
    pub fn pending(&self, session: &Session) -> Option<Wait<'_>> {
        self.program.pending(session)
    }

    fn wait_for_server(&self, session: Session, desk: &mut dyn Desk) -> Result<Reply, StepError> {
        if *session.version() != *self.program.version() {
            return Err(StepError::WrongVersion {
                session: session.version().to_owned(),
                program: self.program.version().to_owned(),
            });
        }
        if session.outcome().is_some() {
            return Err(StepError::Ended);
        }
        let mut page = Page::new(self, desk, false);
        page.state(&session);
        let mut document = page.out;
        document.push_str("</Response>");
        Ok(Reply {
            session,
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
            .field("session", &self.session)
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
    out: String,
    notify: Option<Notify>,
    /// The call begins with this document.
    first: bool,
    server_acts: bool,
    silent: bool,
}

const OPEN: &str = "<Response>";

impl<'l, 'd> Page<'l, 'd> {
    fn new(live: &'l LiveTwiml, desk: &'d mut dyn Desk, first: bool) -> Self {
        let mut out = String::with_capacity(512);
        out.push_str(OPEN);
        Self {
            live,
            desk,
            out,
            notify: None,
            first,
            server_acts: false,
            silent: false,
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
        fragment.fill(&mut self.out, &mut values);
    }

    fn end(&mut self, session: &Session, outcome: Outcome) {
        let op = self.live.program.state(session.at());
        match (outcome, op.map(|(_, node)| &node.op)) {
            (Outcome::Hangup, Some(Op::Hangup { .. })) => self.state(session),
            (Outcome::Queued | Outcome::Rejected, _) => {}
            _ => self.out.push_str(&self.live.rendered.hangup),
        }
    }

    fn reject(&mut self, session: &Session, reason: node::RejectReason) {
        if self.first && self.out == OPEN {
            let reason = match reason {
                node::RejectReason::Rejected => RejectReason::Rejected,
                node::RejectReason::Busy => RejectReason::Busy,
            };
            let reject = Reject::new().reason(reason);
            Verb::from(reject).write_to(&mut self.out);
        } else {
            self.state(session);
        }
    }
}

impl<'a> Watch<'a> for Page<'_, '_> {
    fn wants_texts(&self) -> bool {
        self.desk.notes_texts()
    }

    fn heard(&mut self, session: &Session) {
        // What is heard at a wait or a hangup is a part of its fragment.
        let op = self.live.program.state(session.at());
        if let Some((_, node)) = op
            && matches!(node.op, Op::Sound { .. })
        {
            self.state(session);
        }
    }

    fn act(&mut self, session: &Session, action: Action<'a>) {
        self.desk.note(&action);
        match action {
            Action::Say { .. } | Action::Play { .. } => self.heard(session),
            Action::Pause { .. } | Action::Queue { .. } => self.state(session),
            Action::Wait(wait) => {
                self.server_acts = match wait {
                    Wait::Request { .. } => true,
                    Wait::Sms { .. } => self.live.texts == Texts::Server,
                    _ => false,
                };
                self.silent = self.server_acts && self.out == OPEN;
                self.state(session);
            }
            Action::Reject { reason } => self.reject(session, reason),
            Action::Notify { to, recording } => {
                self.notify = Some(Notify {
                    to: to.into_owned(),
                    recording: recording.to_owned(),
                });
            }
            Action::End(outcome) => self.end(session, outcome),
            _ => {}
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
    fn value(&self, variable: usize) -> &str {
        self.session.value_at(self.program, variable)
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
