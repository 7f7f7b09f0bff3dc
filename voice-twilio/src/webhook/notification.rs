//! What Twilio tells or asks, typed: one struct a kind of request. `None` is what Twilio did not send or what cannot be read;
//! the parameters themselves stay reachable.

use std::time::Duration;

use voice_core::webhook::Verified;
use voice_core::{AnsweredBy, Party, PrivateText, Timestamp, open_enum};

use super::parameters::Parameters;
use crate::words::{CallDirection, CallState, RecordingState, TranscriptionState};

macro_rules! payloads {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$fmeta:meta])* $field:ident : $kind:ident($ty:ty) = $key:literal; )* } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$fmeta])* pub $field: Option<$ty>, )*
        }

        impl $name {
            fn read(parameters: &Parameters) -> Self {
                Self { $( $field: parameters.$kind($key), )* }
            }
        }
    )+ };
}

payloads! {
    /// What comes with every request about a call.
    CallParameters {
        /// `CA…`
        call_sid: text(String) = "CallSid";
        /// `AC…`
        account_sid: text(String) = "AccountSid";
        /// Who calls.
        from: party(Party) = "From";
        /// Who is called.
        to: party(Party) = "To";
        /// `2010-04-01`
        api_version: text(String) = "ApiVersion";
        /// Where the call stands.
        call_status: word(CallState) = "CallStatus";
        /// Who began it.
        direction: word(CallDirection) = "Direction";
        /// Copy of `to`.
        called: party(Party) = "Called";
        /// Copy of `from`.
        caller: party(Party) = "Caller";
        /// Where from is, when known.
        from_city: private(PrivateText) = "FromCity";
        /// Where from is, when known.
        from_state: private(PrivateText) = "FromState";
        /// Where from is, when known.
        from_zip: private(PrivateText) = "FromZip";
        /// Where from is, when known.
        from_country: private(PrivateText) = "FromCountry";
        /// Where to is, when known.
        to_city: private(PrivateText) = "ToCity";
        /// Where to is, when known.
        to_state: private(PrivateText) = "ToState";
        /// Where to is, when known.
        to_zip: private(PrivateText) = "ToZip";
        /// Where to is, when known.
        to_country: private(PrivateText) = "ToCountry";
        /// Where caller is, when known.
        caller_city: private(PrivateText) = "CallerCity";
        /// Where caller is, when known.
        caller_state: private(PrivateText) = "CallerState";
        /// Where caller is, when known.
        caller_zip: private(PrivateText) = "CallerZip";
        /// Where caller is, when known.
        caller_country: private(PrivateText) = "CallerCountry";
        /// Where called is, when known.
        called_city: private(PrivateText) = "CalledCity";
        /// Where called is, when known.
        called_state: private(PrivateText) = "CalledState";
        /// Where called is, when known.
        called_zip: private(PrivateText) = "CalledZip";
        /// Where called is, when known.
        called_country: private(PrivateText) = "CalledCountry";
        /// The number that forwarded it.
        forwarded_from: party(Party) = "ForwardedFrom";
        /// The number that was called first.
        called_via: party(Party) = "CalledVia";
        /// With caller lookup.
        caller_name: private(PrivateText) = "CallerName";
        /// The call that dialled it.
        parent_call_sid: text(String) = "ParentCallSid";
        /// For forwarding with the same caller ID.
        call_token: private(PrivateText) = "CallToken";
        /// Whether the caller ID is trusted.
        stir_verstat: text(String) = "StirVerstat";
        /// Of a call to a SIP domain.
        sip_domain: text(String) = "SipDomain";
        /// Of a call to a SIP domain.
        sip_username: private(PrivateText) = "SipUsername";
        /// Of a call to a SIP domain.
        sip_call_id: text(String) = "SipCallId";
        /// Of a call to a SIP domain.
        sip_source_ip: private(PrivateText) = "SipSourceIp";
        /// JSON, with add-ons.
        add_ons: private(PrivateText) = "AddOns";
        /// On the voice URL of a call with blocking machine detection.
        answered_by: word(AnsweredBy) = "AnsweredBy";
        /// How long that took.
        machine_detection_duration: millis(Duration) = "MachineDetectionDuration";
        /// Why this is the fallback URL.
        error_code: number(u64) = "ErrorCode";
        /// Which URL failed.
        error_url: url(PrivateText) = "ErrorUrl";
    }

    /// What a `<Gather>` collected.
    GatherResult {
        /// Without the finish key; empty if none came.
        digits: private(PrivateText) = "Digits";
        /// The key that ended it.
        finished_on_key: text(String) = "FinishedOnKey";
        /// The words.
        speech_result: private(PrivateText) = "SpeechResult";
        /// 0.0 to 1.0.
        confidence: decimal(f64) = "Confidence";
        /// Of the words.
        language: text(String) = "Language";
        /// `Gather End`
        msg: text(String) = "msg";
    }

    /// Speech of a `<Gather>` that goes on.
    PartialSpeech {
        /// What will stay.
        stable: private(PrivateText) = "StableSpeechResult";
        /// What may change.
        unstable: private(PrivateText) = "UnstableSpeechResult";
        /// 0.0 to 1.0.
        stability: decimal(f64) = "Stability";
        /// From 0.
        sequence_number: number(u64) = "SequenceNumber";
        /// When.
        timestamp: time(Timestamp) = "PartialResultTimestamp";
    }

    /// How a `<Dial>` ended.
    DialResult {
        /// How.
        status: word(DialStatus) = "DialCallStatus";
        /// The dialled leg.
        call_sid: text(String) = "DialCallSid";
        /// How long the two talked.
        duration: seconds(Duration) = "DialCallDuration";
        /// Whether they were connected.
        bridged: flag(bool) = "DialBridged";
        /// With `record`.
        recording_url: url(PrivateText) = "RecordingUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// How long it is.
        recording_duration: seconds(Duration) = "RecordingDuration";
        /// Of a SIP leg.
        sip_call_id: text(String) = "DialSipCallId";
        /// Of a SIP leg.
        sip_response_code: number(u64) = "DialSipResponseCode";
        /// After `<Queue>`.
        dequeue_result: text(String) = "DequeueResult";
        /// After `<Queue>`.
        dequeued_call_sid: text(String) = "DequeuedCallSid";
        /// After `<Queue>`.
        dequeued_call_queue_time: seconds(Duration) = "DequeuedCallQueueTime";
        /// After `<Queue>`.
        dequeued_call_duration: seconds(Duration) = "DequeuedCallDuration";
    }

    /// A call is about to be taken out of a queue (`<Queue url>`).
    QueueWhisper {
        /// `QU…`
        queue_sid: text(String) = "QueueSid";
        /// How long it waited.
        queue_time: seconds(Duration) = "QueueTime";
        /// Who takes it; spelled as Twilio spells it.
        dequeing_call_sid: text(String) = "DequeingCallSid";
    }

    /// What a `<Record>` recorded; the file may not be ready.
    RecordResult {
        /// Where it will be.
        recording_url: url(PrivateText) = "RecordingUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// How long it is.
        recording_duration: seconds(Duration) = "RecordingDuration";
        /// The key that ended it, or `hangup`.
        digits: private(PrivateText) = "Digits";
    }

    /// Where a recording stands.
    RecordingStatusCallback {
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// Where it is.
        recording_url: url(PrivateText) = "RecordingUrl";
        /// Where it stands.
        status: word(RecordingState) = "RecordingStatus";
        /// How long it is.
        duration: seconds(Duration) = "RecordingDuration";
        /// How many channels.
        channels: number(u64) = "RecordingChannels";
        /// What began it.
        source: text(String) = "RecordingSource";
        /// When it began.
        start_time: time(Timestamp) = "RecordingStartTime";
        /// Which side.
        track: text(String) = "RecordingTrack";
        /// 16101 too short, 16102 silent; 0 is fine.
        error_code: number(u64) = "ErrorCode";
        /// `CF…`
        conference_sid: text(String) = "ConferenceSid";
    }

    /// A recording was transcribed.
    TranscriptionCallback {
        /// `TR…`
        transcription_sid: text(String) = "TranscriptionSid";
        /// When completed.
        text: private(PrivateText) = "TranscriptionText";
        /// Whether it worked.
        status: word(TranscriptionState) = "TranscriptionStatus";
        /// Where it is.
        transcription_url: url(PrivateText) = "TranscriptionUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// Where that is.
        recording_url: url(PrivateText) = "RecordingUrl";
        /// `fast`
        kind: text(String) = "TranscriptionType";
    }

    /// The result of asynchronous machine detection.
    MachineDetectionCallback {
        /// Who.
        answered_by: word(AnsweredBy) = "AnsweredBy";
        /// How long it took.
        duration: millis(Duration) = "MachineDetectionDuration";
    }

    /// A call moved on.
    CallStatusCallback {
        /// At an end.
        call_duration: seconds(Duration) = "CallDuration";
        /// Of a completed call.
        billed_minutes: number(u64) = "Duration";
        /// At an end: 487 rang out, 404 cannot be reached.
        sip_response_code: number(u64) = "SipResponseCode";
        /// Of a call placed with `Record`.
        recording_url: url(PrivateText) = "RecordingUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// How long it is.
        recording_duration: seconds(Duration) = "RecordingDuration";
        /// When it happened.
        timestamp: time(Timestamp) = "Timestamp";
        /// `call-progress-events`
        callback_source: text(String) = "CallbackSource";
        /// From 0, in order of firing.
        sequence_number: number(u64) = "SequenceNumber";
        /// `A`, `B` or `C`.
        stir_status: text(String) = "StirStatus";
    }

    /// Something happened in a conference.
    ConferenceCallback {
        /// `CF…`
        conference_sid: text(String) = "ConferenceSid";
        /// Its name.
        friendly_name: text(String) = "FriendlyName";
        /// What.
        event: word(ConferenceCallbackEvent) = "StatusCallbackEvent";
        /// From 0.
        sequence_number: number(u64) = "SequenceNumber";
        /// When.
        timestamp: time(Timestamp) = "Timestamp";
        /// Of the participant.
        muted: flag(bool) = "Muted";
        /// Of the participant.
        hold: flag(bool) = "Hold";
        /// Of the participant.
        coaching: flag(bool) = "Coaching";
        /// Of the participant.
        call_sid_to_coach: text(String) = "CallSidToCoach";
        /// Of the participant.
        start_conference_on_enter: flag(bool) = "StartConferenceOnEnter";
        /// Of the participant.
        end_conference_on_exit: flag(bool) = "EndConferenceOnExit";
        /// Of the participant.
        participant_label: text(String) = "ParticipantLabel";
        /// On leave.
        reason_participant_left: text(String) = "ReasonParticipantLeft";
        /// On leave.
        participant_call_status: text(String) = "ParticipantCallStatus";
        /// On end.
        reason_conference_ended: text(String) = "ReasonConferenceEnded";
        /// On end.
        call_sid_ending_conference: text(String) = "CallSidEndingConference";
        /// On end.
        participant_label_ending_conference: text(String) = "ParticipantLabelEndingConference";
        /// On end, in words.
        reason: text(String) = "Reason";
        /// Of an announcement.
        announce_url: url(PrivateText) = "AnnounceUrl";
        /// Of an announcement.
        reason_announcement_failed: text(String) = "ReasonAnnouncementFailed";
        /// Of the old `conference-record-end`.
        recording_url: url(PrivateText) = "RecordingUrl";
        /// Of the old `conference-record-end`.
        duration: seconds(Duration) = "Duration";
        /// Of the old `conference-record-end`.
        recording_file_size: number(u64) = "RecordingFileSize";
    }

    /// How an `<Enqueue>` ended.
    EnqueueResult {
        /// How.
        result: word(QueueOutcome) = "QueueResult";
        /// `QU…`
        queue_sid: text(String) = "QueueSid";
        /// How long the call waited.
        queue_time: seconds(Duration) = "QueueTime";
    }

    /// What a waiting caller hears is asked for (`waitUrl`).
    QueueWait {
        /// From 1.
        position: number(u64) = "QueuePosition";
        /// `QU…`
        queue_sid: text(String) = "QueueSid";
        /// How long the call has waited.
        queue_time: seconds(Duration) = "QueueTime";
        /// How long calls wait.
        average_queue_time: seconds(Duration) = "AvgQueueTime";
        /// How many wait.
        current_queue_size: number(u64) = "CurrentQueueSize";
        /// How many may.
        max_queue_size: number(u64) = "MaxQueueSize";
    }

    /// A media stream began, ended or failed.
    StreamCallback {
        /// `MZ…`
        stream_sid: text(String) = "StreamSid";
        /// Its name.
        stream_name: text(String) = "StreamName";
        /// What.
        event: word(StreamCallbackEvent) = "StreamEvent";
        /// Why.
        error: text(String) = "StreamError";
        /// When.
        timestamp: time(Timestamp) = "Timestamp";
    }

    /// A live transcription began, ended, failed, or has text.
    LiveTranscription {
        /// `GT…`
        transcription_sid: text(String) = "TranscriptionSid";
        /// What.
        event: word(LiveTranscriptionEvent) = "TranscriptionEvent";
        /// When.
        timestamp: time(Timestamp) = "Timestamp";
        /// From 1.
        sequence_id: number(u64) = "SequenceId";
        /// Its name.
        name: text(String) = "Name";
        /// Which side.
        track: text(String) = "Track";
        /// What the caller is called.
        inbound_track_label: text(String) = "InboundTrackLabel";
        /// What the other side is called.
        outbound_track_label: text(String) = "OutboundTrackLabel";
        /// Who listens.
        engine: text(String) = "TranscriptionEngine";
        /// BCP 47.
        language_code: text(String) = "LanguageCode";
        /// Whether they are reported.
        partial_results: flag(bool) = "PartialResults";
        /// JSON.
        provider_configuration: text(String) = "ProviderConfiguration";
        /// Whether the text will stay.
        is_final: flag(bool) = "Final";
        /// 0.0 to 1.0.
        stability: decimal(f64) = "Stability";
        /// JSON `{"transcript":…,"confidence":…}`.
        data: private(PrivateText) = "TranscriptionData";
        /// Why it failed.
        error_code: text(String) = "TranscriptionErrorCode";
        /// Why it failed.
        error: text(String) = "TranscriptionError";
    }

    /// A ConversationRelay ended (`<Connect action>`).
    RelaySession {
        /// `VX…`
        session_id: text(String) = "SessionId";
        /// How.
        status: word(SessionStatus) = "SessionStatus";
        /// How long it took.
        duration: seconds(Duration) = "SessionDuration";
        /// What the other end handed over.
        handoff_data: private(PrivateText) = "HandoffData";
        /// Why it failed.
        error_code: text(String) = "ErrorCode";
        /// Why it failed.
        error_message: text(String) = "ErrorMessage";
        /// `AP…`
        application_sid: text(String) = "ApplicationSid";
    }

    /// How a `<Refer>` ended.
    ReferResult {
        /// How.
        status: text(String) = "ReferCallStatus";
        /// To the REFER.
        sip_response_code: number(u64) = "ReferSipResponseCode";
        /// Of the NOTIFY.
        notify_sip_response_code: number(u64) = "NotifySipResponseCode";
    }

    /// The other side asks to be sent elsewhere (`referUrl`).
    ReferRequest {
        /// Where.
        target: party(Party) = "ReferTransferTarget";
    }

    /// A text came in.
    IncomingMessage {
        /// `SM…` or `MM…`
        message_sid: text(String) = "MessageSid";
        /// The same.
        sms_sid: text(String) = "SmsSid";
        /// The same.
        sms_message_sid: text(String) = "SmsMessageSid";
        /// `AC…`
        account_sid: text(String) = "AccountSid";
        /// `MG…`
        messaging_service_sid: text(String) = "MessagingServiceSid";
        /// Who sent it.
        from: party(Party) = "From";
        /// To which of our numbers.
        to: party(Party) = "To";
        /// What it says.
        body: private(PrivateText) = "Body";
        /// How many pictures; their URLs are `MediaUrl0` and so on.
        num_media: number(u64) = "NumMedia";
    }

    /// A text of ours moved on.
    MessageStatusCallback {
        /// `SM…` or `MM…`
        message_sid: text(String) = "MessageSid";
        /// Where it stands.
        status: word(voice_core::MessageStatus) = "MessageStatus";
        /// Why it failed.
        error_code: text(String) = "ErrorCode";
        /// Who sent it.
        from: party(Party) = "From";
        /// To whom.
        to: party(Party) = "To";
    }
}

open_enum! {
    /// How a `<Dial>` ended.
    pub enum DialStatus {
        /// Answered and connected.
        Completed = "completed",
        /// The same, for a conference.
        Answered = "answered",
        /// Busy.
        Busy = "busy",
        /// Nobody answered in time.
        NoAnswer = "no-answer",
        /// It could not be connected.
        Failed = "failed",
        /// Called off by a request.
        Canceled = "canceled",
    }
}

open_enum! {
    /// What happened in a conference.
    pub enum ConferenceCallbackEvent {
        /// It began.
        ConferenceStart = "conference-start",
        /// It ended.
        ConferenceEnd = "conference-end",
        /// Somebody came.
        ParticipantJoin = "participant-join",
        /// Somebody went.
        ParticipantLeave = "participant-leave",
        /// Somebody was muted.
        ParticipantMute = "participant-mute",
        /// Somebody was unmuted.
        ParticipantUnmute = "participant-unmute",
        /// Somebody was held.
        ParticipantHold = "participant-hold",
        /// Somebody was taken back.
        ParticipantUnhold = "participant-unhold",
        /// Somebody was changed.
        ParticipantModify = "participant-modify",
        /// Somebody began to speak.
        ParticipantSpeechStart = "participant-speech-start",
        /// Somebody fell silent.
        ParticipantSpeechStop = "participant-speech-stop",
        /// An announcement ended.
        AnnouncementEnd = "announcement-end",
        /// An announcement failed.
        AnnouncementFail = "announcement-fail",
        /// A recording ended (older).
        ConferenceRecordEnd = "conference-record-end",
    }
}

open_enum! {
    /// How an `<Enqueue>` ended.
    pub enum QueueOutcome {
        /// Connected, and over.
        Bridged = "bridged",
        /// Being connected.
        BridgingInProcess = "bridging-in-process",
        /// The document or its `waitUrl` was wrong.
        Error = "error",
        /// The caller hung up.
        Hangup = "hangup",
        /// `<Leave>`
        Leave = "leave",
        /// Redirected while waiting.
        Redirected = "redirected",
        /// Redirected while connected.
        RedirectedFromBridged = "redirected-from-bridged",
        /// The queue was full.
        QueueFull = "queue-full",
        /// Twilio failed.
        SystemError = "system-error",
    }
}

open_enum! {
    /// What happened to a media stream.
    pub enum StreamCallbackEvent {
        /// It began.
        Started = "stream-started",
        /// It ended.
        Stopped = "stream-stopped",
        /// It failed.
        Error = "stream-error",
    }
}

open_enum! {
    /// What happened to a live transcription.
    pub enum LiveTranscriptionEvent {
        /// It began.
        Started = "transcription-started",
        /// There is text.
        Content = "transcription-content",
        /// It ended.
        Stopped = "transcription-stopped",
        /// It failed.
        Error = "transcription-error",
    }
}

open_enum! {
    /// How a ConversationRelay ended.
    pub enum SessionStatus {
        /// The other end ended it.
        Ended = "ended",
        /// The caller hung up.
        Completed = "completed",
        /// It failed.
        Failed = "failed",
        /// It goes on.
        InProgress = "in-progress",
    }
}

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
