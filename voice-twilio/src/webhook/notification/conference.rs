//! Conferences.

use std::time::Duration;

use voice_core::{PrivateText, Timestamp, open_enum};

use super::payload::payloads;
use crate::words::{CallState, ConferenceEndReason};

payloads! {
    /// Something happened in a conference.
    ConferenceCallback {
        /// `CF…`
        conference_sid: text(String) = "ConferenceSid";
        /// Its name.
        friendly_name: private(PrivateText) = "FriendlyName";
        /// What.
        event: word(ConferenceCallbackEvent) = "StatusCallbackEvent";
        /// Its running number.
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
        participant_label: private(PrivateText) = "ParticipantLabel";
        /// On leave.
        reason_participant_left: word(ParticipantLeftReason) = "ReasonParticipantLeft";
        /// On leave.
        participant_call_status: word(CallState) = "ParticipantCallStatus";
        /// On end.
        reason_conference_ended: word(ConferenceEndReason) = "ReasonConferenceEnded";
        /// On end.
        call_sid_ending_conference: text(String) = "CallSidEndingConference";
        /// On end.
        participant_label_ending_conference: private(PrivateText) = "ParticipantLabelEndingConference";
        /// On end, in words.
        reason: private(PrivateText) = "Reason";
        /// Of an announcement.
        announce_url: private(PrivateText) = "AnnounceUrl";
        /// Of an announcement.
        reason_announcement_failed: text(String) = "ReasonAnnouncementFailed";
        /// Of the old `conference-record-end`.
        recording_url: private(PrivateText) = "RecordingUrl";
        /// Of the old `conference-record-end`.
        duration: seconds(Duration) = "Duration";
        /// Of the old `conference-record-end`.
        recording_file_size: number(u64) = "RecordingFileSize";
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
    /// Why a participant left a conference.
    pub enum ParticipantLeftReason {
        /// A request ended the conference.
        ConferenceEndedViaApi = "conference_ended_via_api",
        /// Somebody whose going ends it went.
        ModeratorEndedConference = "moderator_ended_conference",
        /// A request took the participant out.
        ParticipantUpdatedViaApi = "participant_updated_via_api",
        /// The participant hung up.
        ParticipantHungUp = "participant_hung_up",
        /// The participant could not be called.
        ParticipantAddFailed = "participant_add_failed",
    }
}
