//! What Twilio tells or asks, typed: one struct a kind of request. `None` is what Twilio did not send or what cannot be read;
//! the parameters themselves stay reachable.

mod call;
mod conference;
mod document;
mod message;
mod payload;
mod queue;
mod realtime;
mod recording;

use voice_core::webhook::Verified;

use super::parameters::Parameters;

pub use call::*;
pub use conference::*;
pub use document::*;
pub use message::*;
pub use queue::*;
pub use realtime::*;
pub use recording::*;

/// A request of Twilio's: what it is about, and what comes with all of them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Notification {
    /// What comes with every request about a call.
    pub call: CallParameters,
    /// What it is about.
    pub kind: NotificationKind,
    /// Everything that Twilio sent, by its names.
    pub parameters: Parameters,
}

impl Notification {
    /// Reads a verified request.
    pub fn of(verified: &Verified<'_>) -> Self {
        Self::read(Parameters::of(verified))
    }

    pub(crate) fn read(parameters: Parameters) -> Self {
        Self {
            call: CallParameters::read(&parameters),
            kind: NotificationKind::read(&parameters),
            parameters,
        }
    }
}

/// What a request of Twilio's is about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NotificationKind {
    /// A text came in.
    IncomingMessage(Box<IncomingMessage>),
    /// A text of ours moved on.
    MessageStatus(Box<MessageStatusCallback>),
    /// A live transcription moved on.
    LiveTranscription(Box<LiveTranscription>),
    /// A media stream moved on.
    Stream(Box<StreamCallback>),
    /// Something happened in a conference.
    Conference(Box<ConferenceCallback>),
    /// A recording moved on.
    RecordingStatus(Box<RecordingStatusCallback>),
    /// A recording was transcribed.
    Transcription(Box<TranscriptionCallback>),
    /// A call moved on.
    CallStatus(Box<CallStatusCallback>),
    /// A ConversationRelay ended; asks for a document.
    RelaySession(Box<RelaySession>),
    /// An `<Enqueue>` ended; asks for a document.
    Enqueue(Box<EnqueueResult>),
    /// A queued call is about to be connected; asks for a document.
    QueueWhisper(Box<QueueWhisper>),
    /// A call waits in a queue; asks for a document.
    QueueWait(Box<QueueWait>),
    /// A `<Refer>` ended; asks for a document.
    Refer(Box<ReferResult>),
    /// The other side asks to be sent elsewhere; asks for a document.
    ReferRequest(Box<ReferRequest>),
    /// A `<Dial>` ended; asks for a document.
    Dial(Box<DialResult>),
    /// Speech that goes on.
    PartialSpeech(Box<PartialSpeech>),
    /// A `<Record>` ended; asks for a document.
    Record(Box<RecordResult>),
    /// A `<Gather>` ended; asks for a document.
    Gather(Box<GatherResult>),
    /// Asynchronous machine detection ended.
    MachineDetection(Box<MachineDetectionCallback>),
    /// A document is asked for: the voice URL, a `<Redirect>`, a fallback.
    Document,
    /// None of these; see [`Notification::parameters`].
    Unknown,
}

impl NotificationKind {
    /// Tells by the parameters that only this kind has. The order matters: a `<Record>` has digits, too.
    fn read(parameters: &Parameters) -> Self {
        let has = |name| parameters.has(name);
        if !has("CallSid") && has("MessageSid") && !has("MessageStatus") {
            return Self::IncomingMessage(Box::new(IncomingMessage::read(parameters)));
        }
        if !has("CallSid") && has("MessageStatus") {
            return Self::MessageStatus(Box::new(MessageStatusCallback::read(parameters)));
        }
        if has("TranscriptionEvent") {
            return Self::LiveTranscription(Box::new(LiveTranscription::read(parameters)));
        }
        if has("StreamEvent") {
            return Self::Stream(Box::new(StreamCallback::read(parameters)));
        }
        if has("StatusCallbackEvent") && has("ConferenceSid") {
            return Self::Conference(Box::new(ConferenceCallback::read(parameters)));
        }
        if has("RecordingStatus") {
            return Self::RecordingStatus(Box::new(RecordingStatusCallback::read(parameters)));
        }
        if has("TranscriptionStatus") {
            return Self::Transcription(Box::new(TranscriptionCallback::read(parameters)));
        }
        if has("CallbackSource") || has("CallDuration") {
            return Self::CallStatus(Box::new(CallStatusCallback::read(parameters)));
        }
        if has("SessionStatus") {
            return Self::RelaySession(Box::new(RelaySession::read(parameters)));
        }
        if has("QueueResult") {
            return Self::Enqueue(Box::new(EnqueueResult::read(parameters)));
        }
        if has("DequeingCallSid") {
            return Self::QueueWhisper(Box::new(QueueWhisper::read(parameters)));
        }
        if has("QueuePosition") {
            return Self::QueueWait(Box::new(QueueWait::read(parameters)));
        }
        if has("ReferCallStatus") {
            return Self::Refer(Box::new(ReferResult::read(parameters)));
        }
        if has("ReferTransferTarget") {
            return Self::ReferRequest(Box::new(ReferRequest::read(parameters)));
        }
        if has("DialCallStatus") {
            return Self::Dial(Box::new(DialResult::read(parameters)));
        }
        if has("StableSpeechResult") || has("UnstableSpeechResult") {
            return Self::PartialSpeech(Box::new(PartialSpeech::read(parameters)));
        }
        if has("RecordingUrl") {
            return Self::Record(Box::new(RecordResult::read(parameters)));
        }
        if has("Digits") || has("SpeechResult") {
            return Self::Gather(Box::new(GatherResult::read(parameters)));
        }
        if has("AnsweredBy") && !has("CallStatus") {
            return Self::MachineDetection(Box::new(MachineDetectionCallback::read(parameters)));
        }
        if has("CallSid") && has("CallStatus") {
            return Self::Document;
        }
        Self::Unknown
    }
}
