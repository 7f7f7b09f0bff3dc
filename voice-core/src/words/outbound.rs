//! A call to be placed.

use std::fmt;
use std::time::Duration;

use url::Url;

use super::id::HostedFlowId;
use super::party::Party;
use super::private::{Origin, PrivateText};
use super::reference::Reference;

/// A call to be placed: who, whom, what happens when it is answered, and options.
///
/// A value: clone it, compare it, keep it to reconcile after an unknown outcome. An option that is not set is left to the
/// provider's default; an option that the provider cannot honour is refused as `Unsupported` before
/// anything is sent (L2).
///
/// ```
/// use std::time::Duration;
/// use voice_core::{Answer, OutboundCall, PhoneNumber};
///
/// let from: PhoneNumber = "+15550100100".parse()?;
/// let to: PhoneNumber = "+15550100101".parse()?;
/// let call = OutboundCall::new(from, to)
///     .answer(Answer::url("https://example.com/voice".parse()?))
///     .ring_timeout(Duration::from_secs(30))
///     .reference("order-1042".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutboundCall {
    /// The caller ID; `None` = the provider picks one from its pool (Bland).
    pub from: Option<Party>,
    /// Who is called.
    pub to: Party,
    /// What happens when it is answered; `None` = what the provider has configured for the number.
    pub answer: Option<Answer>,
    /// How long it may ring, in whole seconds.
    pub ring_timeout: Option<Duration>,
    /// How long the call may last, in whole seconds.
    pub max_duration: Option<Duration>,
    /// Whether to find out who answered.
    pub machine_detection: Option<MachineDetection>,
    /// Whether the call is recorded.
    pub record: Option<bool>,
    /// Keys sent after the answer, for an extension: `0-9 A-D * #`, `w` waits half a second.
    pub send_digits: Option<PrivateText>,
    /// Where the provider reports how the call goes.
    pub status_callback: Option<Url>,
    /// Your own name for the call.
    pub reference: Option<Reference>,
    /// Variables for a hosted flow or an agent, in order.
    pub variables: Vec<(Box<str>, PrivateText)>,
    /// The language of a hosted flow or an agent (BCP 47).
    pub language: Option<Box<str>>,
    /// The voice of a hosted flow or an agent, by the vendor's name.
    pub voice: Option<Box<str>>,
}

// Not derived: an address may hold a token.
impl fmt::Debug for OutboundCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            from,
            to,
            answer,
            ring_timeout,
            max_duration,
            machine_detection,
            record,
            send_digits,
            status_callback,
            reference,
            variables,
            language,
            voice,
        } = self;
        f.debug_struct("OutboundCall")
            .field("from", from)
            .field("to", to)
            .field("answer", answer)
            .field("ring_timeout", ring_timeout)
            .field("max_duration", max_duration)
            .field("machine_detection", machine_detection)
            .field("record", record)
            .field("send_digits", send_digits)
            .field("status_callback", &status_callback.as_ref().map(Origin))
            .field("reference", reference)
            .field("variables", variables)
            .field("language", language)
            .field("voice", voice)
            .finish()
    }
}

impl OutboundCall {
    /// A call from one party to another.
    pub fn new(from: impl Into<Party>, to: impl Into<Party>) -> Self {
        Self {
            from: Some(from.into()),
            ..Self::to(to)
        }
    }

    /// A call whose caller ID the provider picks.
    pub fn to(to: impl Into<Party>) -> Self {
        Self {
            from: None,
            to: to.into(),
            answer: None,
            ring_timeout: None,
            max_duration: None,
            machine_detection: None,
            record: None,
            send_digits: None,
            status_callback: None,
            reference: None,
            variables: Vec::new(),
            language: None,
            voice: None,
        }
    }

    /// What happens when it is answered.
    #[must_use]
    pub fn answer(mut self, answer: Answer) -> Self {
        self.answer = Some(answer);
        self
    }

    /// How long it may ring.
    #[must_use]
    pub fn ring_timeout(mut self, span: Duration) -> Self {
        self.ring_timeout = Some(span);
        self
    }

    /// How long the call may last.
    #[must_use]
    pub fn max_duration(mut self, span: Duration) -> Self {
        self.max_duration = Some(span);
        self
    }

    /// Whether to find out who answered.
    #[must_use]
    pub fn machine_detection(mut self, mode: MachineDetection) -> Self {
        self.machine_detection = Some(mode);
        self
    }

    /// Records the call.
    #[must_use]
    pub fn recorded(mut self) -> Self {
        self.record = Some(true);
        self
    }

    /// Does not record the call, whatever the account's default.
    #[must_use]
    pub fn unrecorded(mut self) -> Self {
        self.record = Some(false);
        self
    }

    /// Keys sent after the answer.
    #[must_use]
    pub fn send_digits(mut self, digits: impl Into<PrivateText>) -> Self {
        self.send_digits = Some(digits.into());
        self
    }

    /// Where the provider reports how the call goes.
    #[must_use]
    pub fn status_callback(mut self, url: Url) -> Self {
        self.status_callback = Some(url);
        self
    }

    /// Your own name for the call.
    #[must_use]
    pub fn reference(mut self, reference: Reference) -> Self {
        self.reference = Some(reference);
        self
    }

    /// A variable for a hosted flow or an agent.
    #[must_use]
    pub fn variable(mut self, name: impl Into<Box<str>>, value: impl Into<PrivateText>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The language of a hosted flow or an agent.
    #[must_use]
    pub fn language(mut self, tag: impl Into<Box<str>>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// The voice of a hosted flow or an agent.
    #[must_use]
    pub fn voice(mut self, name: impl Into<Box<str>>) -> Self {
        self.voice = Some(name.into());
        self
    }

    /// The options that are set, in a fixed order: what a provider has to honour or refuse.
    pub fn options(&self) -> Vec<CallOption> {
        let set = [
            (CallOption::From, self.from.is_some()),
            (CallOption::RingTimeout, self.ring_timeout.is_some()),
            (CallOption::MaxDuration, self.max_duration.is_some()),
            (
                CallOption::MachineDetection,
                self.machine_detection.is_some(),
            ),
            (CallOption::Record, self.record.is_some()),
            (CallOption::SendDigits, self.send_digits.is_some()),
            (CallOption::StatusCallback, self.status_callback.is_some()),
            (CallOption::Reference, self.reference.is_some()),
            (CallOption::Variables, !self.variables.is_empty()),
            (CallOption::Language, self.language.is_some()),
            (CallOption::Voice, self.voice.is_some()),
        ];
        set.into_iter()
            .filter_map(|(option, is_set)| is_set.then_some(option))
            .collect()
    }
}

/// What happens when the call is answered. Each provider takes some of these and refuses the others.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// The carrier fetches a document from your server.
    Url(Url),
    /// The carrier runs this document, in its own markup (TwiML); up to the vendor's inline limit.
    Markup(Box<str>),
    /// The carrier runs a flow that it keeps.
    HostedFlow(HostedFlowId),
    /// A model holds the conversation, by this task.
    Agent(PrivateText),
    /// The carrier dials this party as well and connects the two.
    Connect(Party),
    /// The carrier opens a WebSocket to your server and streams the audio.
    Stream(Url),
}

impl Answer {
    /// The carrier fetches a document from your server.
    pub fn url(url: Url) -> Self {
        Self::Url(url)
    }

    /// The carrier runs this document.
    pub fn markup(document: impl Into<Box<str>>) -> Self {
        Self::Markup(document.into())
    }

    /// Which kind of answer it is.
    pub fn kind(&self) -> AnswerKind {
        match self {
            Self::Url(_) => AnswerKind::Url,
            Self::Markup(_) => AnswerKind::Markup,
            Self::HostedFlow(_) => AnswerKind::HostedFlow,
            Self::Agent(_) => AnswerKind::Agent,
            Self::Connect(_) => AnswerKind::Connect,
            Self::Stream(_) => AnswerKind::Stream,
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => write!(f, "Url({:?})", Origin(url)),
            Self::Stream(url) => write!(f, "Stream({:?})", Origin(url)),
            Self::Markup(document) => write!(f, "Markup({} bytes)", document.len()),
            Self::HostedFlow(id) => write!(f, "HostedFlow({id})"),
            Self::Agent(task) => write!(f, "Agent({task:?})"),
            Self::Connect(party) => write!(f, "Connect({party:?})"),
        }
    }
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// All of them, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word, as errors and the support matrix print it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

words! {
    /// The kinds of [`Answer`].
    AnswerKind {
        /// [`Answer::Url`]
        Url = "url",
        /// [`Answer::Markup`]
        Markup = "markup",
        /// [`Answer::HostedFlow`]
        HostedFlow = "hosted flow",
        /// [`Answer::Agent`]
        Agent = "agent",
        /// [`Answer::Connect`]
        Connect = "connect",
        /// [`Answer::Stream`]
        Stream = "stream",
    }
}

words! {
    /// The options of an [`OutboundCall`], by name.
    CallOption {
        /// [`OutboundCall::from`]
        From = "from",
        /// [`OutboundCall::ring_timeout`]
        RingTimeout = "ring_timeout",
        /// [`OutboundCall::max_duration`]
        MaxDuration = "max_duration",
        /// [`OutboundCall::machine_detection`]
        MachineDetection = "machine_detection",
        /// [`OutboundCall::record`]
        Record = "record",
        /// [`OutboundCall::send_digits`]
        SendDigits = "send_digits",
        /// [`OutboundCall::status_callback`]
        StatusCallback = "status_callback",
        /// [`OutboundCall::reference`]
        Reference = "reference",
        /// [`OutboundCall::variables`]
        Variables = "variables",
        /// [`OutboundCall::language`]
        Language = "language",
        /// [`OutboundCall::voice`]
        Voice = "voice",
    }
}

/// How to find out whether a person or a machine answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MachineDetection {
    /// Do not.
    Disabled,
    /// As soon as it is clear.
    Detect,
    /// Wait for the end of a machine's greeting, to leave a message.
    DetectMessageEnd,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PhoneNumber;

    fn number(text: &str) -> PhoneNumber {
        text.parse().unwrap()
    }

    #[test]
    fn every_option_is_listed_once_it_is_set() {
        let bare = OutboundCall::to(number("+15550100101"));
        assert_eq!(bare.options(), []);
        let full = OutboundCall::new(number("+15550100100"), number("+15550100101"))
            .ring_timeout(Duration::from_secs(1))
            .max_duration(Duration::from_secs(1))
            .machine_detection(MachineDetection::Detect)
            .recorded()
            .send_digits("1")
            .status_callback("https://example.com/status".parse().unwrap())
            .reference("order-1".parse().unwrap())
            .variable("name", "value")
            .language("hi-IN")
            .voice("nat");
        assert_eq!(full.options(), CallOption::ALL);
    }

    #[test]
    fn debug_tells_nobodys_number_and_no_task() {
        let call = OutboundCall::new(number("+15550100100"), number("+15550100101"))
            .answer(Answer::Agent("Ask Ms Example about her order".into()))
            .variable("name", "Ms Example");
        let debug = format!("{call:?}");
        assert!(!debug.contains("55501001"), "{debug}");
        assert!(!debug.contains("Example"), "{debug}");
    }
}
