//! Ends of verbs, each of which asks for the next document.

use std::time::Duration;

use voice_core::{Party, PrivateText, open_enum};

use super::payload::payloads;
use super::queue::DequeueOutcome;
use crate::ErrorCode;
use crate::webhook::parameters::SipHeader;

payloads! {
    /// What a `<Gather>` collected.
    GatherResult {
        /// Without the finish key; empty if none came.
        digits: pressed(PrivateText) = "Digits";
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
        recording_url: private(PrivateText) = "RecordingUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// How long it is.
        recording_duration: seconds(Duration) = "RecordingDuration";
        /// Of a SIP leg.
        sip_call_id: text(String) = "DialSipCallId";
        /// Of a SIP leg.
        sip_response_code: number(u64) = "DialSipResponseCode";
        /// After `<Queue>`.
        dequeue_result: word(DequeueOutcome) = "DequeueResult";
        /// After `<Queue>`.
        dequeued_call_sid: text(String) = "DequeuedCallSid";
        /// After `<Queue>`.
        dequeued_call_queue_time: seconds(Duration) = "DequeuedCallQueueTime";
        /// After `<Queue>`.
        dequeued_call_duration: seconds(Duration) = "DequeuedCallDuration";
        + /// Of a SIP leg: the headers `X-…` of its answer.
        sip_headers: [SipHeader] = sip_headers("DialSipHeader_");
    }

    /// What a `<Record>` recorded; the file may not be ready.
    RecordResult {
        /// Where it will be.
        recording_url: private(PrivateText) = "RecordingUrl";
        /// `RE…`
        recording_sid: text(String) = "RecordingSid";
        /// How long it is.
        recording_duration: seconds(Duration) = "RecordingDuration";
        /// The key that ended it, or `hangup`.
        digits: private(PrivateText) = "Digits";
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
        error_code: code(ErrorCode) = "ErrorCode";
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
    /// How a ConversationRelay stands when its `<Connect>` asks for the next document. Twilio documents the words and not
    /// what tells them apart.
    pub enum SessionStatus {
        /// `ended`
        Ended = "ended",
        /// `completed`
        Completed = "completed",
        /// `failed`; see the error's code and message.
        Failed = "failed",
        /// `in-progress`
        InProgress = "in-progress",
    }
}
