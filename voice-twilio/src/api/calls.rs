//! `POST|GET /2010-04-01/Accounts/{sid}/Calls.json`, `GET|POST|DELETE …/Calls/{sid}.json` — Twilio, "Call resource".

use voice_core::AnsweredBy;

use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::{
    CallCommand, CallDirection, CallState, LegEvent, MachineDetection, Method, RecordingChannels,
    RecordingEvent, RecordingTrack, Trim,
};

request! {
    /// Places a call. Not idempotent: never sent again after it may have arrived.
    ///
    /// Twilio needs one of `url`, `twiml` and `application_sid`.
    CreateCall [
        /// Number, `sip:` address or `client:` name.
        to: party = "To",
        /// Caller ID: a number that is owned or verified, or a client name.
        from: party = "From",
    ] {
        /// Returns TwiML when the call is answered.
        url: url = "Url";
        /// An inline document, at most 4000 characters; ignored beside `url`.
        twiml: secret = "Twiml";
        /// A TwiML application that supplies URL and callbacks.
        application_sid: text = "ApplicationSid";
        /// How `url` is asked; ignored with `application_sid`. Default `POST`.
        method: word(Method) = "Method";
        /// Asked when `url` or its TwiML fails.
        fallback_url: url = "FallbackUrl";
        /// How. Default `POST`.
        fallback_method: word(Method) = "FallbackMethod";
        /// Gets call events; ignored with `application_sid`.
        status_callback: url = "StatusCallback";
        /// Which. Default only `completed`.
        status_callback_event: words(LegEvent) = "StatusCallbackEvent";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "StatusCallbackMethod";
        /// Keys after the answer: at most 32 of `0-9 A-D # *`, `w` waits 0.5 s, `W` 1 s. Switches machine detection off.
        send_digits: secret = "SendDigits";
        /// Seconds it may ring, at most 600; about 5 s may be added. Default 60.
        timeout: number = "Timeout";
        /// Whether it is recorded. Default false.
        record: flag = "Record";
        /// Channels of the recording. Default `mono`.
        recording_channels: word(RecordingChannels) = "RecordingChannels";
        /// Gets recording events.
        recording_status_callback: url = "RecordingStatusCallback";
        /// How. Default `POST`.
        recording_status_callback_method: word(Method) = "RecordingStatusCallbackMethod";
        /// Which. Default `completed`.
        recording_status_callback_event: words(RecordingEvent) = "RecordingStatusCallbackEvent";
        /// Which side is recorded. Default both.
        recording_track: word(RecordingTrack) = "RecordingTrack";
        /// Whether silence is cut from the recording. Default `trim-silence`.
        trim: word(Trim) = "Trim";
        /// User name for a SIP `to`.
        sip_auth_username: text = "SipAuthUsername";
        /// Password for a SIP `to`.
        sip_auth_password: secret = "SipAuthPassword";
        /// Whether and how to find out who answered.
        machine_detection: word(MachineDetection) = "MachineDetection";
        /// Seconds it may take, 3 to 60. Default 30.
        machine_detection_timeout: number = "MachineDetectionTimeout";
        /// Speech longer than this many ms (1000 to 6000) is a machine. Default 2400.
        machine_detection_speech_threshold: number = "MachineDetectionSpeechThreshold";
        /// Silence of so many ms (500 to 5000) ends speech. Default 1200.
        machine_detection_speech_end_threshold: number = "MachineDetectionSpeechEndThreshold";
        /// Silence of so many ms (2000 to 10000) at first is `unknown`. Default 5000.
        machine_detection_silence_timeout: number = "MachineDetectionSilenceTimeout";
        /// Detection does not hold the call up. Default false.
        async_amd: flag = "AsyncAmd";
        /// Gets the result of asynchronous detection.
        async_amd_status_callback: url = "AsyncAmdStatusCallback";
        /// How. Documented only as `POST`.
        async_amd_status_callback_method: word(Method) = "AsyncAmdStatusCallbackMethod";
        /// The caller shown, where it differs from `from`.
        caller_id: party = "CallerId";
        /// A bring-your-own-carrier trunk (`BY…`), for numbers only.
        byoc: text = "Byoc";
        /// Why you call, shown to the callee (branded calling).
        call_reason: text = "CallReason";
        /// Of an inbound call, to keep its caller ID when it is forwarded.
        call_token: secret = "CallToken";
        /// Seconds the call may last.
        time_limit: number = "TimeLimit";
        /// Gets push notifications of clients.
        client_notification_url: url = "ClientNotificationUrl";
    }
}

list_request! {
    /// Lists calls, newest first.
    ListCalls {
        /// To this party, exactly.
        to: party = "To";
        /// From this party, exactly.
        from: party = "From";
        /// Legs that this call dialled.
        parent_call_sid: text = "ParentCallSid";
        /// In this state.
        status: word(CallState) = "Status";
        /// Begun on this day.
        start_time: date = "StartTime";
        /// Begun before.
        start_time_before: date = "StartTime<";
        /// Begun then or later.
        start_time_from: date = "StartTime>";
        /// Ended on this day.
        end_time: date = "EndTime";
        /// Ended before.
        end_time_before: date = "EndTime<";
        /// Ended then or later.
        end_time_from: date = "EndTime>";
    }
}

request! {
    /// Fetches one call.
    FetchCall [
        /// Its SID.
        sid: sid,
    ] {}
}

request! {
    /// Changes a live call: ends it, or gives it another document.
    ///
    /// `url` and `twiml` exclude each other. A change without either does the same when it is sent twice; a new document does
    /// not, because it may dial.
    UpdateCall [
        /// Its SID.
        sid: sid,
    ] {
        /// Returns the TwiML to go on with.
        url: url = "Url";
        /// The document to go on with, at most 4000 characters.
        twiml: secret = "Twiml";
        /// How `url` is asked. Default `POST`.
        method: word(Method) = "Method";
        /// Ends it.
        status: word(CallCommand) = "Status";
        /// Asked when `url` or its TwiML fails.
        fallback_url: url = "FallbackUrl";
        /// How. Default `POST`.
        fallback_method: word(Method) = "FallbackMethod";
        /// Gets call events from now on.
        status_callback: url = "StatusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "StatusCallbackMethod";
        /// Seconds the call may last.
        time_limit: number = "TimeLimit";
    }
}

impl UpdateCall {
    fn sets_a_state(&self) -> bool {
        self.url.is_none() && self.twiml.is_none()
    }
}

request! {
    /// Deletes the record of a call that has ended.
    DeleteCall [
        /// Its SID.
        sid: sid,
    ] {}
}

endpoints! {
    CreateCall: POST "place_call" "/Calls.json" => one Call;
    ListCalls: GET "list_calls" "/Calls.json" => list Call;
    FetchCall: GET "call" "/Calls/{sid}.json" (sid) => one Call;
    UpdateCall: POST again(sets_a_state) "update_call" "/Calls/{sid}.json" (sid) => one Call;
    DeleteCall: DELETE "delete_call" "/Calls/{sid}.json" (sid) => gone;
}

resource! {
    /// A call.
    Call in "calls" {
        /// `CA…`
        sid: sid;
        /// When it was asked for or arrived.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// The call that dialled it.
        parent_call_sid: text;
        /// `AC…`
        account_sid: text;
        /// Who is called.
        to: party;
        /// The same for reading.
        to_formatted: masked;
        /// Who calls.
        from: party;
        /// The same for reading.
        from_formatted: masked;
        /// `PN…`: the number or the verified caller ID that was used.
        phone_number_sid: text;
        /// Where it stands; only eventually right, callbacks are faster.
        status: status(CallState);
        /// When it began.
        start_time: time;
        /// When it ended.
        end_time: time;
        /// How long it lasted, in whole seconds.
        duration: seconds;
        /// What it cost, negative for a charge; known some minutes after the end.
        price: decimal;
        /// ISO 4217.
        price_unit: text;
        /// Who began it.
        direction: word(CallDirection);
        /// Who answered, with machine detection.
        answered_by: word(AnsweredBy);
        /// `2010-04-01`
        api_version: text;
        /// The number that forwarded it.
        forwarded_from: masked;
        /// `GP…`
        group_sid: text;
        /// The caller's name, with caller lookup.
        caller_name: private;
        /// How long it waited before it was dialled.
        queue_time: millis;
        /// `TK…`
        trunk_sid: text;
        /// Its path below the host.
        uri: text;
        /// Paths of what belongs to it.
        subresource_uris: uris;
    }
}
