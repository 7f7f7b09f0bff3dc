//! Calls that move on, and what comes with every request.

use std::time::Duration;

use voice_core::{AnsweredBy, Party, PrivateText, Timestamp, open_enum};

use super::payload::payloads;
use crate::ErrorCode;
use crate::webhook::parameters::SipHeader;
use crate::words::{CallDirection, CallState};

payloads! {
    /// What comes with many requests, above all with those about a call.
    CommonParameters {
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
        stir_verstat: word(StirVerstat) = "StirVerstat";
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
        /// Why this is the fallback URL; of other requests, why it failed.
        error_code: code(ErrorCode) = "ErrorCode";
        /// Which URL failed.
        error_url: private(PrivateText) = "ErrorUrl";
        + /// Of a call to a SIP domain: the headers `X-…`.
        sip_headers: [SipHeader] = sip_headers("SipHeader_");
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
        recording_url: private(PrivateText) = "RecordingUrl";
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
        /// How far the caller ID is attested.
        stir_status: word(StirStatus) = "StirStatus";
    }

    /// The result of asynchronous machine detection.
    MachineDetectionCallback {
        /// Who.
        answered_by: word(AnsweredBy) = "AnsweredBy";
        /// How long it took.
        duration: millis(Duration) = "MachineDetectionDuration";
    }
}

open_enum! {
    /// Whether the number that calls is proved to be the caller's (SHAKEN/STIR), as Twilio found it.
    pub enum StirVerstat {
        /// Proved, attestation A.
        PassedA = "TN-Validation-Passed-A",
        /// Proved, attestation B.
        PassedB = "TN-Validation-Passed-B",
        /// Proved, attestation C.
        PassedC = "TN-Validation-Passed-C",
        /// Proved, attestation A, of a diverted call.
        PassedADiverted = "TN-Validation-Passed-A-Diverted",
        /// Proved, attestation B, of a diverted call.
        PassedBDiverted = "TN-Validation-Passed-B-Diverted",
        /// Proved, attestation C, of a diverted call.
        PassedCDiverted = "TN-Validation-Passed-C-Diverted",
        /// The proof does not hold, attestation A.
        FailedA = "TN-Validation-Failed-A",
        /// The proof does not hold, attestation B.
        FailedB = "TN-Validation-Failed-B",
        /// The proof does not hold, attestation C.
        FailedC = "TN-Validation-Failed-C",
        /// The proof does not hold, attestation A, of a diverted call.
        FailedADiverted = "TN-Validation-Failed-A-Diverted",
        /// The proof does not hold, attestation B, of a diverted call.
        FailedBDiverted = "TN-Validation-Failed-B-Diverted",
        /// The proof does not hold, attestation C, of a diverted call.
        FailedCDiverted = "TN-Validation-Failed-C-Diverted",
        /// The proof does not hold.
        Failed = "TN-Validation-Failed",
        /// There is no proof.
        None = "No-TN-Validation",
    }
}

open_enum! {
    /// How far Twilio attests the caller ID of an outbound call (SHAKEN/STIR).
    pub enum StirStatus {
        /// Attestation A.
        A = "A",
        /// Attestation B.
        B = "B",
        /// Attestation C.
        C = "C",
    }
}
