//! What the suite needs to know of the fake that a provider talks to.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use crate::webhook::WebhookRequest;
use crate::{
    Answer, AnswerKind, CallOption, CallQuery, Facet, HostedFlowId, MachineDetection,
    MessageOption, MessageQuery, NewMessage, OutboundCall, Party, PhoneNumber, RecordingQuery,
    Timestamp,
};

/// The vendor's stand-in that the provider under test talks to.
///
/// A closure that returns a `Vec<String>` is one.
#[async_trait]
pub trait Fake: Send + Sync {
    /// Every request that it has seen so far, in order, each as a text that holds all that matters: method,
    /// URL, body. The suite compares these texts and prints none of them.
    async fn seen(&self) -> Vec<String>;

    /// Takes the next request and loses its answer: a reset, a stall that ends at a time limit, half a body, a 500.
    /// Returns whether it can; if not, what depends on it is skipped.
    async fn lose_next_answer(&self) -> bool {
        false
    }
}

#[async_trait]
impl<F: Fn() -> Vec<String> + Send + Sync> Fake for F {
    async fn seen(&self) -> Vec<String> {
        self()
    }
}

#[cfg(feature = "mock")]
#[async_trait]
impl Fake for crate::mock::MockProvider {
    async fn seen(&self) -> Vec<String> {
        let requests = self.requests();
        requests
            .iter()
            .map(|request| format!("{request:?}"))
            .collect()
    }

    async fn lose_next_answer(&self) -> bool {
        self.fail_next(crate::mock::MockFailure::AnswerLost);
        true
    }
}

type Edit<T> = Arc<dyn Fn(T) -> T + Send + Sync>;

/// What the fake knows, and values that the vendor takes.
///
/// [`new`](Self::new) suits a fake that answers every create with success and every unknown id with
/// the vendor's "not found"; the rest are for vendors that are particular, and to try more.
#[derive(Clone)]
pub struct Fixture {
    pub(super) fake: Arc<dyn Fake>,
    pub(super) secrets: Vec<SecretString>,
    pub(super) from: Party,
    pub(super) to: Party,
    pub(super) answers: Vec<Answer>,
    pub(super) call_edits: Vec<(CallOption, Edit<OutboundCall>)>,
    pub(super) message_edits: Vec<(MessageOption, Edit<NewMessage>)>,
    pub(super) known: Vec<(Facet, Box<str>)>,
    pub(super) unknown: Vec<(Facet, Box<str>)>,
    pub(super) calls: CallQuery,
    pub(super) messages: MessageQuery,
    pub(super) recordings: RecordingQuery,
    pub(super) country: Box<str>,
    pub(super) webhooks: Vec<SignedWebhook>,
    pub(super) now: Timestamp,
}

/// A webhook that the provider must accept.
#[derive(Clone)]
pub(super) struct SignedWebhook {
    pub(super) request: WebhookRequest,
    pub(super) body_is_signed: bool,
}

impl Fixture {
    /// A fixture over a fake. Numbers are +1 555 0100 100 and 101, answers and options have plain values.
    pub fn new(fake: impl Fake + 'static) -> Self {
        Self {
            fake: Arc::new(fake),
            secrets: Vec::new(),
            from: number("+15550100100"),
            to: number("+15550100101"),
            answers: AnswerKind::ALL.iter().map(|kind| plain(*kind)).collect(),
            call_edits: Vec::new(),
            message_edits: Vec::new(),
            known: Vec::new(),
            unknown: Vec::new(),
            calls: CallQuery::new().page_size(1),
            messages: {
                let mut query = MessageQuery::new();
                query.page_size = Some(1);
                query
            },
            recordings: RecordingQuery::default(),
            country: "US".into(),
            webhooks: Vec::new(),
            now: Timestamp::UNIX_EPOCH,
        }
    }

    /// A secret that the provider was given. None of them may ever be printed; whole phone numbers may not either.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<SecretString>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// Who calls and who is called, where the vendor's fake is particular.
    #[must_use]
    pub fn parties(mut self, from: impl Into<Party>, to: impl Into<Party>) -> Self {
        self.from = from.into();
        self.to = to.into();
        self
    }

    /// The value with which this kind of answer is tried.
    #[must_use]
    pub fn answer(mut self, answer: Answer) -> Self {
        self.answers.retain(|other| other.kind() != answer.kind());
        self.answers.push(answer);
        self
    }

    /// How this option is set, where the plain value does not suit the vendor (a voice by name) or the option needs
    /// another beside it. Without the option the same call is tried as well: the two must differ on the wire.
    #[must_use]
    pub fn call_option(
        mut self,
        option: CallOption,
        set: impl Fn(OutboundCall) -> OutboundCall + Send + Sync + 'static,
    ) -> Self {
        self.call_edits.retain(|(other, _)| *other != option);
        self.call_edits.push((option, Arc::new(set)));
        self
    }

    /// How this option of a text is set, as [`call_option`](Self::call_option): where it needs another sender, or another
    /// option beside it.
    #[must_use]
    pub fn message_option(
        mut self,
        option: MessageOption,
        set: impl Fn(NewMessage) -> NewMessage + Send + Sync + 'static,
    ) -> Self {
        self.message_edits.retain(|(other, _)| *other != option);
        self.message_edits.push((option, Arc::new(set)));
        self
    }

    /// An id that the fake knows: fetching it must succeed. For [`Facet::Transcripts`] a call's id; for
    /// [`Facet::Control`] a live call that can be held and muted, which a vendor may have to find first.
    #[must_use]
    pub fn known(mut self, facet: Facet, id: impl Into<Box<str>>) -> Self {
        self.known.push((facet, id.into()));
        self
    }

    /// An id in the vendor's shape that the fake does not know. For a facet without one it is
    /// `conformance-unknown`. For [`Facet::Control`] and [`Facet::Transcripts`] a call's id.
    #[must_use]
    pub fn unknown(mut self, facet: Facet, id: impl Into<Box<str>>) -> Self {
        self.unknown.push((facet, id.into()));
        self
    }

    /// The query with which calls are listed, where the vendor cannot do without filters. All calls, one a
    /// page, by default.
    #[must_use]
    pub fn call_query(mut self, query: CallQuery) -> Self {
        self.calls = query;
        self
    }

    /// The query with which messages are listed.
    #[must_use]
    pub fn message_query(mut self, query: MessageQuery) -> Self {
        self.messages = query;
        self
    }

    /// The query with which recordings are listed.
    #[must_use]
    pub fn recording_query(mut self, query: RecordingQuery) -> Self {
        self.recordings = query;
        self
    }

    /// The country in which numbers are searched; `US` by default.
    #[must_use]
    pub fn country(mut self, code: impl Into<Box<str>>) -> Self {
        self.country = code.into();
        self
    }

    /// The time at which webhooks are verified; 1970 by default.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    /// A webhook whose signature covers its body: it must be accepted, and no longer once its body is changed.
    #[must_use]
    pub fn signed_webhook(mut self, request: WebhookRequest) -> Self {
        self.webhooks.push(SignedWebhook {
            request,
            body_is_signed: true,
        });
        self
    }

    /// A webhook of a vendor that signs nothing, accepted by the policy that the provider was given (a token in the
    /// URL, a listed address).
    #[must_use]
    pub fn unsigned_webhook(mut self, request: WebhookRequest) -> Self {
        self.webhooks.push(SignedWebhook {
            request,
            body_is_signed: false,
        });
        self
    }

    pub(super) fn answer_of(&self, kind: AnswerKind) -> Answer {
        let own = self.answers.iter().find(|answer| answer.kind() == kind);
        own.cloned().unwrap_or_else(|| plain(kind))
    }

    pub(super) fn known_id(&self, facet: Facet) -> Option<&str> {
        let found = self.known.iter().rev().find(|(of, _)| *of == facet);
        found.map(|(_, id)| &**id)
    }

    pub(super) fn unknown_id(&self, facet: Facet) -> &str {
        let found = self.unknown.iter().rev().find(|(of, _)| *of == facet);
        found.map_or("conformance-unknown", |(_, id)| id)
    }

    /// A call with an option set.
    pub(super) fn with(&self, option: CallOption, call: OutboundCall) -> OutboundCall {
        if let Some((_, set)) = self.call_edits.iter().find(|(of, _)| *of == option) {
            return set(call);
        }
        match option {
            CallOption::From => OutboundCall {
                from: Some(self.from.clone()),
                ..call
            },
            CallOption::RingTimeout => call.ring_timeout(Duration::from_secs(35)),
            CallOption::MaxDuration => call.max_duration(Duration::from_mins(10)),
            CallOption::MachineDetection => call.machine_detection(MachineDetection::Detect),
            CallOption::Record => call.recorded(),
            CallOption::SendDigits => call.send_digits("1"),
            CallOption::StatusCallback => match url("https://conformance.example.com/status") {
                Some(url) => call.status_callback(url),
                None => call,
            },
            CallOption::Reference => match "conformance-1".parse() {
                Ok(reference) => call.reference(reference),
                Err(_) => call,
            },
            CallOption::Variables => call.variable("order_id", "1042"),
            CallOption::Language => call.language("en-GB"),
            CallOption::Voice => call.voice("conformance"),
        }
    }

    /// A text with an option set.
    pub(super) fn with_message(&self, option: MessageOption, message: NewMessage) -> NewMessage {
        if let Some((_, set)) = self.message_edits.iter().find(|(of, _)| *of == option) {
            return set(message);
        }
        match option {
            MessageOption::Group => message.and_to(number("+15550100102")),
            MessageOption::Media => match url("https://conformance.example.com/picture.png") {
                Some(url) => message.media(url),
                None => message,
            },
            MessageOption::StatusCallback => match url("https://conformance.example.com/status") {
                Some(url) => message.status_callback(url),
                None => message,
            },
            MessageOption::SendAt => message.send_at(self.now + Duration::from_hours(1)),
            MessageOption::Reference => match "conformance-1".parse() {
                Ok(reference) => message.reference(reference),
                Err(_) => message,
            },
        }
    }
}

/// The same call without an option.
pub(super) fn without(option: CallOption, mut call: OutboundCall) -> OutboundCall {
    match option {
        CallOption::From => call.from = None,
        CallOption::RingTimeout => call.ring_timeout = None,
        CallOption::MaxDuration => call.max_duration = None,
        CallOption::MachineDetection => call.machine_detection = None,
        CallOption::Record => call.record = None,
        CallOption::SendDigits => call.send_digits = None,
        CallOption::StatusCallback => call.status_callback = None,
        CallOption::Reference => call.reference = None,
        CallOption::Variables => call.variables.clear(),
        CallOption::Language => call.language = None,
        CallOption::Voice => call.voice = None,
    }
    call
}

/// The same text without an option.
pub(super) fn without_message(option: MessageOption, mut message: NewMessage) -> NewMessage {
    match option {
        MessageOption::Group => message.to.truncate(1),
        MessageOption::Media => message.media.clear(),
        MessageOption::StatusCallback => message.status_callback = None,
        MessageOption::SendAt => message.send_at = None,
        MessageOption::Reference => message.reference = None,
    }
    message
}

fn plain(kind: AnswerKind) -> Answer {
    let at = |text| url(text).map_or_else(|| Answer::markup(""), Answer::Url);
    match kind {
        AnswerKind::Url => at("https://conformance.example.com/answer"),
        AnswerKind::Markup => Answer::markup("<Response><Hangup/></Response>"),
        AnswerKind::HostedFlow => Answer::HostedFlow(HostedFlowId::new("conformance-flow")),
        AnswerKind::Agent => Answer::Agent("Greet the caller and say goodbye.".into()),
        AnswerKind::Connect => Answer::Connect(number("+15550100102")),
        AnswerKind::Stream => match url("wss://conformance.example.com/media") {
            Some(url) => Answer::Stream(url),
            None => Answer::markup(""),
        },
    }
}

fn url(text: &str) -> Option<Url> {
    text.parse().ok()
}

/// A number of ours; what is no number would be refused by every provider.
pub(super) fn number(text: &str) -> Party {
    PhoneNumber::parse(text).map_or_else(|_| Party::reported(text), Party::Number)
}

impl fmt::Debug for Fixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fixture")
            .field("secrets", &self.secrets.len())
            .field("known", &self.known)
            .field("unknown", &self.unknown)
            .field("webhooks", &self.webhooks.len())
            .finish_non_exhaustive()
    }
}
