//! The kinds of node and their members, as flow-semantics.md §4 lists them.
//!
//! A value of these types is in range: the validator builds them from the document, and the builder's
//! output goes through the same validator. Seconds are whole.

mod condition;
mod spoken;

use std::fmt;
use std::sync::Arc;

use crate::ident::Ident;
use crate::template::Template;

pub use condition::{Condition, Op, Operand};
pub use spoken::{Localized, Message, Prompt, Speech};

/// `say`: speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    /// What.
    pub message: Message,
    /// In which language and voice.
    pub speech: Speech,
    /// How often, 1–10.
    pub repeat: u32,
}

/// How a `menu` or a `gather` listens (flow-semantics.md §3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keypad {
    /// Seconds of silence after the prompt's end, 1–120.
    pub timeout: u32,
    /// Seconds to wait for the next key; `None` = as `timeout`.
    pub inter_digit_timeout: Option<u32>,
    /// How often the prompt is heard, 1–10.
    pub attempts: u32,
    /// The key that ends an entry and is not part of it; `None` = no such key.
    pub finish_key: Option<char>,
    /// Whether the first key stops the prompt.
    pub barge_in: bool,
    /// Spoken before the prompt is repeated after an entry that fits nothing.
    pub invalid_message: Option<Localized>,
    /// Spoken before the prompt is repeated after silence.
    pub timeout_message: Option<Localized>,
}

impl Keypad {
    /// Calls a function with what is spoken before the prompt is repeated.
    fn templates<'k>(&'k self, each: &mut dyn FnMut(&'k Template)) {
        let texts = [&self.invalid_message, &self.timeout_message];
        for text in texts.into_iter().flatten() {
            text.templates().for_each(&mut *each);
        }
    }
}

/// What `gather` listens for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GatherInput {
    /// Keys.
    Digits,
    /// Words.
    Speech,
    /// Whichever comes first.
    DigitsSpeech,
}

/// `menu`: a prompt and an edge a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What offers the choices.
    pub prompt: Prompt,
    /// In which language and voice.
    pub speech: Speech,
    /// Keys of one entry, 1–32; resolved: the longest key edge where the document is silent.
    pub digits: u32,
    /// How it listens.
    pub keypad: Keypad,
}

/// `gather`: an entry that becomes a variable.
#[derive(Clone)]
pub struct Gather {
    /// What asks for it.
    pub prompt: Prompt,
    /// In which language and voice.
    pub speech: Speech,
    /// The variable that is set on `ok`.
    pub variable: Ident,
    /// Keys, words or both.
    pub input: GatherInput,
    /// The fewest keys of a good entry.
    pub min_digits: u32,
    /// The most keys, 1–128; `None` = until the finish key or the inter-digit timeout.
    pub max_digits: Option<u32>,
    /// What a good entry looks like; anchored at both ends, so that it matches whole entries only.
    pub pattern: Option<regex::Regex>,
    /// Words the recogniser should expect.
    pub hints: Vec<Template>,
    /// How it listens.
    pub keypad: Keypad,
}

impl fmt::Debug for Gather {
    /// All but the pattern, which may be a list of numbers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gather")
            .field("prompt", &self.prompt)
            .field("speech", &self.speech)
            .field("variable", &self.variable)
            .field("input", &self.input)
            .field("min_digits", &self.min_digits)
            .field("max_digits", &self.max_digits)
            .field("hints", &self.hints)
            .field("keypad", &self.keypad)
            .finish_non_exhaustive()
    }
}

/// How a message is recorded: the members that `record` and `voicemail` share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Spoken before the tone; `voicemail` always has one.
    pub prompt: Option<Prompt>,
    /// In which language and voice.
    pub speech: Speech,
    /// Set to the URL of the recording.
    pub variable: Option<Ident>,
    /// The longest recording in seconds, 1–3600.
    pub max_seconds: u32,
    /// Seconds of silence that end it.
    pub silence: u32,
    /// The key that ends it.
    pub finish_key: Option<char>,
    /// Whether a tone is played first.
    pub beep: bool,
    /// Whether the carrier should transcribe it.
    pub transcribe: bool,
}

impl Recording {
    /// Calls a function with what is spoken before the tone.
    fn templates<'k>(&'k self, each: &mut dyn FnMut(&'k Template)) {
        if let Some(prompt) = &self.prompt {
            prompt.templates(each);
        }
    }
}

/// In which order several numbers ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// One after another.
    Sequential,
    /// All at once.
    Simultaneous,
}

/// `dial` and `forward`: connect the caller with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dial {
    /// 1–10 targets: E.164, `sip:…`, `client:…` or templates of these.
    pub numbers: Vec<Template>,
    /// In which order they ring.
    pub strategy: Strategy,
    /// Seconds a target rings, 1–600.
    pub timeout: u32,
    /// The number shown to the target.
    pub caller_id: Option<Template>,
    /// Whether the conversation is recorded.
    pub record: bool,
    /// The longest conversation in seconds.
    pub time_limit: Option<u32>,
}

/// Whether somebody announces a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransferMode {
    /// The caller is handed over at once.
    Blind,
    /// The target answers first.
    Attended,
}

/// `transfer`: hand the caller over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// To whom.
    pub number: Template,
    /// How.
    pub mode: TransferMode,
    /// Seconds the target rings, 1–600.
    pub timeout: u32,
}

/// `queue`: put the caller into a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// The queue's name.
    pub queue: Template,
    /// What the caller hears meanwhile (URL).
    pub music: Option<Template>,
}

/// `sms`: send a text message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// To whom; `None` = the caller.
    pub to: Option<Template>,
    /// What.
    pub body: Template,
}

/// `hangup`: end the call, or return from a subflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hangup {
    /// Spoken first.
    pub message: Option<Message>,
    /// In which language and voice.
    pub speech: Speech,
    /// The exit by which a subflow returns.
    pub label: Option<Ident>,
}

/// `conference`: put the caller into a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// The room's name.
    pub room: Template,
    /// Whether the room is recorded.
    pub record: bool,
    /// Whether the caller only listens.
    pub muted: bool,
}

/// `hours`: open or closed by the clock of a place.
#[derive(Debug, Clone)]
pub struct Hours {
    /// The place.
    pub timezone: jiff::tz::TimeZone,
    /// Monday to Sunday: half-open spans in minutes from midnight (0–1440), in document order.
    pub open: [Vec<(u16, u16)>; 7],
    /// Closed all day.
    pub holidays: Vec<jiff::civil::Date>,
}

/// The method of a `request`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: Template,
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: String,
    /// Name → value, in document order.
    pub headers: Vec<(String, Template)>,
    /// What is sent.
    pub body: Option<Template>,
    /// Seconds, 1–15.
    pub timeout: u32,
    /// Variable → member of the JSON answer, in document order.
    pub save: Vec<(String, String)>,
}

/// `agent`: a conversation held by a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// What the agent is told.
    pub prompt: Template,
    /// Variables that it extracts.
    pub variables: Vec<Ident>,
    /// The outcomes that it may report; each is an exit.
    pub outcomes: Vec<Ident>,
    /// In which language and voice it speaks.
    pub speech: Speech,
}

/// Why a call is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RejectReason {
    /// The caller hears that the number is not in service.
    Rejected,
    /// The caller hears the busy tone.
    Busy,
}

/// A node's type with its members, defaults filled in.
///
/// What a lowered program takes over as it stands is shared with it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Kind {
    /// Where the flow begins.
    Start,
    /// Speaks.
    Say(Box<Say>),
    /// Plays an audio file.
    Play {
        /// Its URL, http or https.
        url: Template,
        /// How often, 1–100.
        repeat: u32,
        /// How long the file is, where the document says so (`prompt_seconds`, 1–3600).
        seconds: Option<u32>,
    },
    /// Waits.
    Pause {
        /// 1–600.
        seconds: u32,
    },
    /// Offers keys.
    Menu(Box<Menu>),
    /// Asks for an entry.
    Gather(Box<Gather>),
    /// Records.
    Record(Box<Recording>),
    /// Takes a message.
    Voicemail {
        /// How.
        recording: Box<Recording>,
        /// The number that gets a text about it.
        notify: Option<Template>,
    },
    /// Connects, and comes back.
    Dial(Arc<Dial>),
    /// Connects, and ends the flow.
    Forward(Arc<Dial>),
    /// Hands over.
    Transfer(Arc<Transfer>),
    /// Puts the caller into a queue; ends the flow.
    Queue(Box<Queue>),
    /// Puts the caller into a room.
    Conference(Conference),
    /// Sets a variable.
    Set {
        /// Which.
        variable: Ident,
        /// To what.
        value: Template,
    },
    /// Decides by variables.
    Branch(Vec<Condition>),
    /// Decides by the clock.
    Hours(Arc<Hours>),
    /// Asks another service.
    Request(Arc<Request>),
    /// Sends a text message.
    Sms(Box<Sms>),
    /// Hands the line to a model.
    Agent(Arc<Agent>),
    /// Runs another graph of the same flow.
    Subflow {
        /// Its name.
        flow: Ident,
    },
    /// Ends the call, or returns from a subflow.
    Hangup(Box<Hangup>),
    /// Refuses the call.
    Reject {
        /// How.
        reason: RejectReason,
    },
}

impl Kind {
    /// What the node asks or announces, spoken or played.
    fn prompt(&self) -> Option<&Prompt> {
        match self {
            Self::Menu(menu) => Some(&menu.prompt),
            Self::Gather(gather) => Some(&gather.prompt),
            Self::Record(recording) | Self::Voicemail { recording, .. } => {
                recording.prompt.as_ref()
            }
            _ => None,
        }
    }

    /// The `message`, whether it is all that the node does or its prompt.
    fn message(&self) -> Option<&Message> {
        match self {
            Self::Say(say) => Some(&say.message),
            Self::Hangup(hangup) => hangup.message.as_ref(),
            _ => match self.prompt()? {
                Prompt::Message(message) => Some(message),
                Prompt::Audio(_) => None,
            },
        }
    }

    /// How the node listens, if it asks for keys or words.
    pub(crate) fn keypad(&self) -> Option<&Keypad> {
        match self {
            Self::Menu(menu) => Some(&menu.keypad),
            Self::Gather(gather) => Some(&gather.keypad),
            _ => None,
        }
    }

    /// The language and voice of a node that speaks.
    pub(crate) fn speech(&self) -> Option<&Speech> {
        match self {
            Self::Say(say) => Some(&say.speech),
            Self::Hangup(hangup) => Some(&hangup.speech),
            Self::Menu(menu) => Some(&menu.speech),
            Self::Gather(gather) => Some(&gather.speech),
            Self::Record(recording) | Self::Voicemail { recording, .. } => Some(&recording.speech),
            Self::Agent(agent) => Some(&agent.speech),
            _ => None,
        }
    }

    /// Calls a function with every variable that the node can set (§5.3).
    pub(crate) fn sets<'k>(&'k self, each: &mut dyn FnMut(&'k str)) {
        match self {
            Self::Set { variable, .. } => each(variable),
            Self::Gather(gather) => each(&gather.variable),
            Self::Record(recording) | Self::Voicemail { recording, .. } => {
                recording.variable.iter().for_each(|name| each(name));
            }
            Self::Request(request) => request.save.iter().for_each(|(name, _)| each(name)),
            Self::Agent(agent) => agent.variables.iter().for_each(|name| each(name)),
            _ => {}
        }
    }

    /// The texts that are spoken here, each with the member that holds it.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = (&'static str, &Localized)> {
        let keypad = self.keypad();
        let invalid = keypad.and_then(|keypad| keypad.invalid_message.as_ref());
        let timeout = keypad.and_then(|keypad| keypad.timeout_message.as_ref());
        named("message", self.message().map(|message| &message.text))
            .into_iter()
            .chain(named("invalid_message", invalid))
            .chain(named("timeout_message", timeout))
    }

    /// Calls a function with every text, URL, number and name that has holes.
    pub(crate) fn templates<'k>(&'k self, each: &mut dyn FnMut(&'k Template)) {
        match self {
            Self::Start
            | Self::Pause { .. }
            | Self::Hours(_)
            | Self::Subflow { .. }
            | Self::Reject { .. } => {}
            Self::Say(say) => say.message.templates(each),
            Self::Hangup(hangup) => hangup
                .message
                .iter()
                .for_each(|message| message.templates(each)),
            Self::Play { url, .. } => each(url),
            Self::Menu(menu) => {
                menu.prompt.templates(each);
                menu.keypad.templates(each);
            }
            Self::Gather(gather) => {
                gather.prompt.templates(each);
                gather.keypad.templates(each);
                gather.hints.iter().for_each(each);
            }
            Self::Record(recording) => recording.templates(each),
            Self::Voicemail { recording, notify } => {
                recording.templates(each);
                notify.iter().for_each(each);
            }
            Self::Dial(dial) | Self::Forward(dial) => {
                dial.numbers.iter().chain(&dial.caller_id).for_each(each);
            }
            Self::Transfer(transfer) => each(&transfer.number),
            Self::Queue(queue) => {
                each(&queue.queue);
                queue.music.iter().for_each(each);
            }
            Self::Conference(conference) => each(&conference.room),
            Self::Set { value, .. } => each(value),
            Self::Branch(conditions) => {
                conditions
                    .iter()
                    .flat_map(Condition::operands)
                    .for_each(each);
            }
            Self::Request(request) => {
                each(&request.url);
                let headers = request.headers.iter().map(|(_, value)| value);
                headers.chain(&request.body).for_each(each);
            }
            Self::Sms(sms) => sms.to.iter().chain([&sms.body]).for_each(each),
            Self::Agent(agent) => each(&agent.prompt),
        }
    }

    /// The word in the document.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Say(_) => "say",
            Self::Play { .. } => "play",
            Self::Pause { .. } => "pause",
            Self::Menu(_) => "menu",
            Self::Gather(_) => "gather",
            Self::Record(_) => "record",
            Self::Voicemail { .. } => "voicemail",
            Self::Dial(_) => "dial",
            Self::Forward(_) => "forward",
            Self::Transfer(_) => "transfer",
            Self::Queue(_) => "queue",
            Self::Conference(_) => "conference",
            Self::Set { .. } => "set",
            Self::Branch(_) => "branch",
            Self::Hours(_) => "hours",
            Self::Request(_) => "request",
            Self::Sms(_) => "sms",
            Self::Agent(_) => "agent",
            Self::Subflow { .. } => "subflow",
            Self::Hangup(_) => "hangup",
            Self::Reject { .. } => "reject",
        }
    }
}

fn named<'k>(
    name: &'static str,
    text: Option<&'k Localized>,
) -> Option<(&'static str, &'k Localized)> {
    text.map(|text| (name, text))
}
