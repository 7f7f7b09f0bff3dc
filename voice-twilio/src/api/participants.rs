//! `GET|POST /2010-04-01/Accounts/{sid}/Conferences/{sid}/Participants.json`, `GET|POST|DELETE …/Participants/{call}.json`
//! — Twilio, "Participant resource".
//!
//! A participant is addressed by its call's SID or by its label, a conference by its SID or, for a new participant, by its name.
//! Participants of conferences that ended are not listed.

use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::{
    Beep, ConferenceEvent, ConferenceRecord, ConferenceRecordingEvent, JitterBufferSize, LegEvent,
    MachineDetection, Method, ParticipantRecordingEvent, ParticipantState, RecordingChannels,
    RecordingTrack, Region, Trim,
};

list_request! {
    /// Lists the participants of a conference.
    ListParticipants [
        /// The conference.
        conference: sid,
    ] {
        /// Only who is muted, or not.
        muted: flag = "Muted";
        /// Only who is held, or not.
        hold: flag = "Hold";
        /// Only who coaches, or not.
        coaching: flag = "Coaching";
    }
}

request! {
    /// Calls somebody into a conference, which begins with its first participant. Not idempotent.
    CreateParticipant [
        /// The conference, by SID or name.
        conference: sid,
        /// Caller ID: a number that is owned or verified, or a client name.
        from: party = "From",
        /// Number, `sip:`, `client:` or `app:AP…`.
        to: party = "To",
    ] {
        /// Gets the call's events.
        status_callback: url = "StatusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "StatusCallbackMethod";
        /// Which. Default only `completed`.
        status_callback_event: words(LegEvent) = "StatusCallbackEvent";
        /// Your own handle for later requests.
        label: text = "Label";
        /// Seconds it may ring, 5 to 600; about 5 s may be added. Default 60.
        timeout: number = "Timeout";
        /// Whether the participant is recorded. Default false.
        record: flag = "Record";
        /// Whether the participant is muted. Default false.
        muted: flag = "Muted";
        /// When the others hear a beep. Default `true`.
        beep: word(Beep) = "Beep";
        /// The conference begins when this participant comes. Default true.
        start_conference_on_enter: flag = "StartConferenceOnEnter";
        /// The conference ends when this participant goes. Default false.
        end_conference_on_exit: flag = "EndConferenceOnExit";
        /// What is heard before the conference begins; empty is silence.
        wait_url: url = "WaitUrl";
        /// How. Default `POST`; use `GET` for a file.
        wait_method: word(Method) = "WaitMethod";
        /// Whether the others hear the ringing. Default true.
        early_media: flag = "EarlyMedia";
        /// How many may be in the conference, 2 to 250. Default 250.
        max_participants: number = "MaxParticipants";
        /// Whether the conference is recorded. Default false.
        conference_record: word(ConferenceRecord) = "ConferenceRecord";
        /// Whether silence is cut from that recording. Default `trim-silence`.
        conference_trim: word(Trim) = "ConferenceTrim";
        /// Gets the conference's events; the first participant's counts.
        conference_status_callback: url = "ConferenceStatusCallback";
        /// How. Default `POST`.
        conference_status_callback_method: word(Method) = "ConferenceStatusCallbackMethod";
        /// Which. Default start and end.
        conference_status_callback_event: words(ConferenceEvent) = "ConferenceStatusCallbackEvent";
        /// Channels of the participant's recording. Default `mono`.
        recording_channels: word(RecordingChannels) = "RecordingChannels";
        /// Gets the events of the participant's recording.
        recording_status_callback: url = "RecordingStatusCallback";
        /// How. Default `POST`.
        recording_status_callback_method: word(Method) = "RecordingStatusCallbackMethod";
        /// Which.
        recording_status_callback_event: words(ParticipantRecordingEvent) = "RecordingStatusCallbackEvent";
        /// User name for a SIP `to`.
        sip_auth_username: text = "SipAuthUsername";
        /// Password for a SIP `to`.
        sip_auth_password: secret = "SipAuthPassword";
        /// Where the conference is mixed.
        region: word(Region) = "Region";
        /// Gets the events of the conference's recording.
        conference_recording_status_callback: url = "ConferenceRecordingStatusCallback";
        /// How. Default `POST`.
        conference_recording_status_callback_method: word(Method) = "ConferenceRecordingStatusCallbackMethod";
        /// Which.
        conference_recording_status_callback_event: words(ConferenceRecordingEvent) = "ConferenceRecordingStatusCallbackEvent";
        /// Whether only one participant hears this one; needs `call_sid_to_coach`.
        coaching: flag = "Coaching";
        /// Who is coached.
        call_sid_to_coach: text = "CallSidToCoach";
        /// How much jitter is evened out. Default `large`.
        jitter_buffer_size: word(JitterBufferSize) = "JitterBufferSize";
        /// A bring-your-own-carrier trunk (`BY…`), for numbers only.
        byoc: text = "Byoc";
        /// The caller shown, where it differs from `from`.
        caller_id: party = "CallerId";
        /// Why you call, shown to the callee (branded calling).
        call_reason: text = "CallReason";
        /// Which side is recorded. Default both.
        recording_track: word(RecordingTrack) = "RecordingTrack";
        /// Seconds the call may last.
        time_limit: number = "TimeLimit";
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
        /// Gets the result of detection.
        amd_status_callback: url = "AmdStatusCallback";
        /// How. Default `POST`.
        amd_status_callback_method: word(Method) = "AmdStatusCallbackMethod";
        /// Whether silence is cut from the participant's recording. Default `trim-silence`.
        trim: word(Trim) = "Trim";
        /// Of an inbound call, to keep its caller ID when it is forwarded.
        call_token: secret = "CallToken";
        /// Gets push notifications of clients.
        client_notification_url: url = "ClientNotificationUrl";
        /// The caller's name for SIP, 2 to 255 characters.
        caller_display_name: secret = "CallerDisplayName";
    }
}

request! {
    /// Fetches one participant.
    FetchParticipant [
        /// The conference.
        conference: sid,
        /// The call's SID, or the label.
        call: sid,
    ] {}
}

request! {
    /// Changes a participant: mute, hold, an announcement, coaching.
    UpdateParticipant [
        /// The conference.
        conference: sid,
        /// The call's SID, or the label.
        call: sid,
    ] {
        /// Whether the others do not hear the participant.
        muted: flag = "Muted";
        /// Whether the participant is held.
        hold: flag = "Hold";
        /// What is heard meanwhile: a file, or TwiML of `Play`, `Say`, `Pause` and `Redirect`.
        hold_url: url = "HoldUrl";
        /// How. Default `GET`.
        hold_method: word(Method) = "HoldMethod";
        /// What this participant hears once.
        announce_url: url = "AnnounceUrl";
        /// How. Default `POST`.
        announce_method: word(Method) = "AnnounceMethod";
        /// What is heard before the conference begins; empty is silence.
        wait_url: url = "WaitUrl";
        /// How. Default `POST`.
        wait_method: word(Method) = "WaitMethod";
        /// Whether the others hear a beep when this participant goes.
        beep_on_exit: flag = "BeepOnExit";
        /// Whether the conference ends when this participant goes.
        end_conference_on_exit: flag = "EndConferenceOnExit";
        /// Whether only one participant hears this one; needs `call_sid_to_coach`.
        coaching: flag = "Coaching";
        /// Who is coached.
        call_sid_to_coach: text = "CallSidToCoach";
    }
}

impl UpdateParticipant {
    /// An announcement would be heard twice.
    fn sets_a_state(&self) -> bool {
        self.announce_url.is_none()
    }
}

request! {
    /// Hangs a participant up.
    DeleteParticipant [
        /// The conference.
        conference: sid,
        /// The call's SID, or the label.
        call: sid,
    ] {}
}

endpoints! {
    ListParticipants: GET "list_participants" "/Conferences/{conference}/Participants.json" (conference) => list Participant;
    CreateParticipant: POST "create_participant" "/Conferences/{conference}/Participants.json" (conference) => one Participant;
    FetchParticipant: GET "participant" "/Conferences/{conference}/Participants/{call}.json" (conference, call) => one Participant;
    UpdateParticipant: POST again(sets_a_state) "update_participant" "/Conferences/{conference}/Participants/{call}.json" (conference, call) => one Participant;
    DeleteParticipant: DELETE "delete_participant" "/Conferences/{conference}/Participants/{call}.json" (conference, call) => gone;
}

resource! {
    /// A participant of a conference.
    Participant in "participants" {
        /// Its call, `CA…`.
        call_sid: sid;
        /// `AC…`
        account_sid: text;
        /// Your own handle for it.
        label: text;
        /// Who is coached.
        call_sid_to_coach: text;
        /// Whether it coaches.
        coaching: flag;
        /// `CF…`
        conference_sid: text;
        /// When it was created.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// Whether the conference ends when it goes.
        end_conference_on_exit: flag;
        /// Whether the others do not hear it.
        muted: flag;
        /// Whether it is held.
        hold: flag;
        /// Whether the conference begins when it comes.
        start_conference_on_enter: flag;
        /// Where its call stands.
        status: word(ParticipantState);
        /// How long it waited before it was dialled.
        queue_time: millis;
        /// Its path below the host.
        uri: text;
    }
}
