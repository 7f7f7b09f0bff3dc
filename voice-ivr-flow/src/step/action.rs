//! What to do on the line, and what was made of what happened there.

use std::borrow::Cow;
use std::fmt;

use crate::node::{Agent, Conference, Dial, Recording, RejectReason, Request, Transfer};
use crate::program::{DialResult, Listen};

/// One thing that a step does or notes, in order.
///
/// `Say`, `Play`, `Pause`, `Notify`, `Queue`, `Reject`, `Wait` and `End` are to be carried out; the others say what
/// was decided, for logs and for the simulator. `Wait` and `End` come last, and one of them always comes. `Debug`
/// hides texts, numbers and values.
#[derive(Clone)]
#[non_exhaustive]
pub enum Action<'a> {
    /// A node was entered.
    Enter {
        /// Its id, behind the ids of the `subflow` nodes around it: `sub1/ask`.
        node: Cow<'a, str>,
        /// The name of its first state.
        state: &'a str,
    },
    /// Speak a text; it is never blank.
    Say {
        /// The text, as characters.
        text: Cow<'a, str>,
        /// The same as SSML.
        ssml: Option<Cow<'a, str>>,
        /// BCP 47.
        language: Option<&'a str>,
        /// The vendor's name of a voice.
        voice: Option<&'a str>,
        /// How often.
        repeat: u32,
        /// How long it takes to hear once, where the document says so.
        seconds: Option<u32>,
    },
    /// Play an audio file; its URL is never blank.
    Play {
        /// Where it is.
        url: Cow<'a, str>,
        /// How often.
        repeat: u32,
        /// How long it is, where the document says so.
        seconds: Option<u32>,
    },
    /// Wait in silence.
    Pause {
        /// How long.
        seconds: u32,
    },
    /// An entry was good.
    Input {
        /// The keys without the finish key, or the words.
        input: &'a str,
    },
    /// An entry fits nothing.
    Invalid {
        /// How often the prompt was heard so far.
        attempt: u32,
        /// The keys without the finish key, or the words.
        input: &'a str,
    },
    /// Nothing was heard.
    Timeout {
        /// How often the prompt was heard so far.
        attempt: u32,
    },
    /// Something was recorded, or nothing.
    Recorded {
        /// How long it is, cut to the node's limit.
        seconds: u32,
    },
    /// Send a text about a voicemail; the call does not wait for it.
    Notify {
        /// To whom.
        to: Cow<'a, str>,
        /// Where the recording is; empty if the carrier does not say.
        recording: &'a str,
    },
    /// A `dial` or `forward` is over.
    Dialled {
        /// Who was rung.
        to: Vec<Cow<'a, str>>,
        /// How it ended.
        result: DialResult,
    },
    /// A `transfer` is over.
    Transferred {
        /// Who was rung.
        to: Cow<'a, str>,
        /// How it ended.
        result: DialResult,
    },
    /// Put the caller into a queue.
    Queue {
        /// Its name.
        queue: Cow<'a, str>,
        /// What the caller hears meanwhile.
        music: Option<Cow<'a, str>>,
    },
    /// The caller was in a conference.
    Conference {
        /// The room.
        room: Cow<'a, str>,
    },
    /// A variable was set by a `set` node.
    Set {
        /// Which.
        variable: &'a str,
        /// To what.
        value: String,
    },
    /// A `request` was answered, or not.
    Requested {
        /// How.
        method: &'a str,
        /// Where.
        url: Cow<'a, str>,
        /// Whether it was answered.
        ok: bool,
    },
    /// A text was sent, or not.
    Texted {
        /// To whom; `None` = the caller.
        to: Option<Cow<'a, str>>,
        /// What.
        body: Cow<'a, str>,
        /// Whether it was sent.
        ok: bool,
    },
    /// An `agent` reported.
    Agent {
        /// Its outcome.
        outcome: &'a str,
    },
    /// Refuse the call.
    Reject {
        /// How.
        reason: RejectReason,
    },
    /// Wait for this; the next input answers it.
    Wait(Wait<'a>),
    /// The call is over.
    End(Outcome),
}

impl Action<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Enter { .. } => "Enter",
            Self::Say { .. } => "Say",
            Self::Play { .. } => "Play",
            Self::Pause { .. } => "Pause",
            Self::Input { .. } => "Input",
            Self::Invalid { .. } => "Invalid",
            Self::Timeout { .. } => "Timeout",
            Self::Recorded { .. } => "Recorded",
            Self::Notify { .. } => "Notify",
            Self::Dialled { .. } => "Dialled",
            Self::Transferred { .. } => "Transferred",
            Self::Queue { .. } => "Queue",
            Self::Conference { .. } => "Conference",
            Self::Set { .. } => "Set",
            Self::Requested { .. } => "Requested",
            Self::Texted { .. } => "Texted",
            Self::Agent { .. } => "Agent",
            Self::Reject { .. } => "Reject",
            Self::Wait(_) => "Wait",
            Self::End(_) => "End",
        }
    }
}

impl fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enter { state, .. } => write!(f, "Enter({state})"),
            Self::Wait(wait) => write!(f, "Wait({})", wait.name()),
            Self::End(outcome) => write!(f, "End({outcome})"),
            other => f.write_str(other.name()),
        }
    }
}

/// What a call waits for. Texts, numbers and URLs are filled in; `Debug` hides them.
#[derive(Clone)]
#[non_exhaustive]
pub enum Wait<'a> {
    /// Keys or speech, at a `menu` or `gather`: [`Input::Keys`](super::Input::Keys),
    /// [`Speech`](super::Input::Speech) or [`Silence`](super::Input::Silence).
    Entry(&'a Listen),
    /// A recording: [`Input::Recorded`](super::Input::Recorded).
    Recording(&'a Recording),
    /// Somebody to answer: [`Input::Dialled`](super::Input::Dialled).
    Dial {
        /// Who is rung; at least one, and each is a number, a SIP address or a client.
        to: Vec<Cow<'a, str>>,
        /// Order, times, and whether the conversation is recorded.
        dial: &'a Dial,
        /// The number shown to the target.
        caller_id: Option<Cow<'a, str>>,
        /// Whether the flow ends with it.
        forward: bool,
    },
    /// The caller to be handed over: [`Input::Dialled`](super::Input::Dialled).
    Transfer {
        /// To whom.
        to: Cow<'a, str>,
        /// How.
        transfer: &'a Transfer,
    },
    /// The conference to end: [`Input::ConferenceEnded`](super::Input::ConferenceEnded).
    Conference {
        /// The room.
        room: Cow<'a, str>,
        /// How the caller joins it.
        conference: &'a Conference,
    },
    /// The answer to a request: [`Input::Answered`](super::Input::Answered).
    Request {
        /// Where to.
        url: Cow<'a, str>,
        /// Name and value, in document order.
        headers: Vec<(&'a str, Cow<'a, str>)>,
        /// What is sent.
        body: Option<Cow<'a, str>>,
        /// Method and timeout.
        request: &'a Request,
    },
    /// A text to be sent: [`Input::Sent`](super::Input::Sent).
    Sms {
        /// To whom; `None` = the caller.
        to: Option<Cow<'a, str>>,
        /// What.
        body: Cow<'a, str>,
    },
    /// An agent to report: [`Input::Agent`](super::Input::Agent).
    Agent {
        /// What the agent is told.
        prompt: Cow<'a, str>,
        /// What it extracts and which outcomes it has.
        agent: &'a Agent,
        /// BCP 47.
        language: Option<&'a str>,
        /// The vendor's name of a voice.
        voice: Option<&'a str>,
    },
}

impl Wait<'_> {
    /// What is waited for, in a word.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Entry(_) => "entry",
            Self::Recording(_) => "recording",
            Self::Dial { .. } => "dial",
            Self::Transfer { .. } => "transfer",
            Self::Conference { .. } => "conference",
            Self::Request { .. } => "request",
            Self::Sms { .. } => "sms",
            Self::Agent { .. } => "agent",
        }
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How a call ended.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The flow ended the call.
    Hangup,
    /// The caller hung up.
    CallerHangup,
    /// The call was forwarded.
    Forwarded,
    /// The caller was handed over.
    Transferred,
    /// The caller is in a queue.
    Queued,
    /// The call was refused.
    Rejected,
    /// More nodes were entered than allowed.
    MaxSteps,
}

impl Outcome {
    /// The word of the command's output: `hangup`, `caller_hangup`, `forwarded`, `transferred`, `queued`,
    /// `rejected`, `max_steps`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hangup => "hangup",
            Self::CallerHangup => "caller_hangup",
            Self::Forwarded => "forwarded",
            Self::Transferred => "transferred",
            Self::Queued => "queued",
            Self::Rejected => "rejected",
            Self::MaxSteps => "max_steps",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
