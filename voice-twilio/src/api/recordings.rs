//! `GET /2010-04-01/Accounts/{sid}/Recordings.json`, `GET|DELETE …/Recordings/{sid}.json`, the same below `Calls/{sid}` and
//! `Conferences/{sid}` — Twilio, "Recordings resource".
//!
//! Of a live call or conference `Twilio.CURRENT` stands for the recording under way. A conference's recording is begun by
//! TwiML or with a participant; there is no request that begins one.

use voice_core::Result;
use voice_core::http::{Download, Request};

use super::request::{endpoints, list_request_by_day, request};
use super::resource::resource;
use super::words::{
    MediaFormat, Method, PauseBehavior, RecordingChannels, RecordingEvent, RecordingSource,
    RecordingState, RecordingTrack, Trim,
};
use crate::client::{TwilioClient, account_path};

list_request_by_day! {
    /// Lists the account's recordings.
    ListRecordings {
        /// Of this call.
        call_sid: text = "CallSid";
        /// Of this conference.
        conference_sid: text = "ConferenceSid";
        /// Also those that were deleted in the last 40 days.
        include_soft_deleted: flag = "IncludeSoftDeleted";
    }
}

request! {
    /// Fetches what is known of one recording.
    FetchRecording [
        /// Its SID.
        sid: sid,
    ] {
        /// Also if it was deleted in the last 40 days.
        include_soft_deleted: flag = "IncludeSoftDeleted";
    }
}

request! {
    /// Deletes a recording; what is known of it stays for 40 days.
    DeleteRecording [
        /// Its SID.
        sid: sid,
    ] {}
}

request! {
    /// Begins to record a live call. Not idempotent.
    StartCallRecording [
        /// The call.
        call: sid,
    ] {
        /// Which events are reported. Default `completed`.
        recording_status_callback_event: words(RecordingEvent) = "RecordingStatusCallbackEvent";
        /// Gets recording events.
        recording_status_callback: url = "RecordingStatusCallback";
        /// How. Default `POST`.
        recording_status_callback_method: word(Method) = "RecordingStatusCallbackMethod";
        /// Whether silence is cut. Default `do-not-trim`.
        trim: word(Trim) = "Trim";
        /// How many channels. Default `mono`.
        recording_channels: word(RecordingChannels) = "RecordingChannels";
        /// Which side. Default both.
        recording_track: word(RecordingTrack) = "RecordingTrack";
    }
}

list_request_by_day! {
    /// Lists a call's recordings.
    ListCallRecordings [
        /// The call.
        call: sid,
    ] {}
}

request! {
    /// Fetches what is known of a call's recording.
    FetchCallRecording [
        /// The call.
        call: sid,
        /// The recording's SID, or `Twilio.CURRENT`.
        sid: sid,
    ] {}
}

request! {
    /// Pauses (`paused`), resumes (`in-progress`) or ends (`stopped`) a call's recording. Not idempotent where it ends
    /// `Twilio.CURRENT`: a second one ends the next recording.
    UpdateCallRecording [
        /// The call.
        call: sid,
        /// The recording's SID, or `Twilio.CURRENT`.
        sid: sid,
        /// What it shall become.
        status: word(RecordingState) = "Status",
    ] {
        /// What a pause leaves in the recording. Default `silence`.
        pause_behavior: word(PauseBehavior) = "PauseBehavior";
    }
}

impl UpdateCallRecording {
    fn sets_a_state(&self) -> bool {
        sets_a_state(&self.sid, &self.status)
    }
}

request! {
    /// Deletes a call's recording.
    DeleteCallRecording [
        /// The call.
        call: sid,
        /// The recording's SID.
        sid: sid,
    ] {}
}

list_request_by_day! {
    /// Lists a conference's recordings.
    ListConferenceRecordings [
        /// The conference.
        conference: sid,
    ] {}
}

request! {
    /// Fetches what is known of a conference's recording.
    FetchConferenceRecording [
        /// The conference.
        conference: sid,
        /// The recording's SID, or `Twilio.CURRENT`.
        sid: sid,
    ] {}
}

request! {
    /// Pauses, resumes or ends a conference's recording. Not idempotent where it ends `Twilio.CURRENT`.
    UpdateConferenceRecording [
        /// The conference.
        conference: sid,
        /// The recording's SID, or `Twilio.CURRENT`.
        sid: sid,
        /// What it shall become.
        status: word(RecordingState) = "Status",
    ] {
        /// What a pause leaves in the recording. Default `silence`.
        pause_behavior: word(PauseBehavior) = "PauseBehavior";
    }
}

impl UpdateConferenceRecording {
    fn sets_a_state(&self) -> bool {
        sets_a_state(&self.sid, &self.status)
    }
}

/// Once the recording under way has ended, `Twilio.CURRENT` is another one, which must not end as well.
fn sets_a_state(sid: &str, status: &RecordingState) -> bool {
    sid != "Twilio.CURRENT" || matches!(status, RecordingState::Paused | RecordingState::InProgress)
}

request! {
    /// Deletes a conference's recording.
    DeleteConferenceRecording [
        /// The conference.
        conference: sid,
        /// The recording's SID.
        sid: sid,
    ] {}
}

endpoints! {
    ListRecordings: GET "list_recordings" "/Recordings.json" => list Recording;
    FetchRecording: GET "recording" "/Recordings/{sid}.json" (sid) => one Recording;
    DeleteRecording: DELETE "delete_recording" "/Recordings/{sid}.json" (sid) => gone;
    StartCallRecording: POST "start_recording" "/Calls/{call}/Recordings.json" (call) => one Recording;
    ListCallRecordings: GET "list_recordings" "/Calls/{call}/Recordings.json" (call) => list Recording;
    FetchCallRecording: GET "recording" "/Calls/{call}/Recordings/{sid}.json" (call, sid) => one Recording;
    UpdateCallRecording: POST again(sets_a_state) "update_recording" "/Calls/{call}/Recordings/{sid}.json" (call, sid) => one Recording;
    DeleteCallRecording: DELETE "delete_recording" "/Calls/{call}/Recordings/{sid}.json" (call, sid) => gone;
    ListConferenceRecordings: GET "list_recordings" "/Conferences/{conference}/Recordings.json" (conference) => list Recording;
    FetchConferenceRecording: GET "recording" "/Conferences/{conference}/Recordings/{sid}.json" (conference, sid) => one Recording;
    UpdateConferenceRecording: POST again(sets_a_state) "update_recording" "/Conferences/{conference}/Recordings/{sid}.json" (conference, sid) => one Recording;
    DeleteConferenceRecording: DELETE "delete_recording" "/Conferences/{conference}/Recordings/{sid}.json" (conference, sid) => gone;
}

request! {
    /// Fetches the sound of a recording. 404 until it is completed.
    DownloadRecording [
        /// Its SID.
        sid: sid,
    ] {
        /// 1 or 2 channels, of a recording that has two. Twilio refuses 2 of a recording that has one.
        requested_channels: number = "RequestedChannels";
    }
}

impl DownloadRecording {
    /// Sends the request; redirects to Twilio's storage are followed without the credentials.
    pub async fn send(&self, client: &TwilioClient, format: MediaFormat) -> Result<Download> {
        const OPERATION: &str = "download_recording";
        let request = match format {
            MediaFormat::Original => Request::get(OPERATION, account_path!("/Recordings/{sid}")),
            MediaFormat::Wav => Request::get(OPERATION, account_path!("/Recordings/{sid}.wav")),
            MediaFormat::Mp3 => Request::get(OPERATION, account_path!("/Recordings/{sid}.mp3")),
        };
        let request = request
            .path("account", client.account_sid())
            .path("sid", &self.sid)
            .header("accept", "*/*")
            .follow_redirects();
        let request = self.write(request, |request, name, value| request.query(name, value));
        client.http().download(request).await
    }
}

resource! {
    /// A recording. Below a call it has a `track`, and neither `media_url` nor `subresource_uris`.
    Recording in "recordings" {
        /// `RE…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// `2010-04-01`
        api_version: text;
        /// `CA…`
        call_sid: text;
        /// `CF…`
        conference_sid: text;
        /// When it was made.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// When it began.
        start_time: time;
        /// How long it is, in whole seconds.
        duration: seconds;
        /// What it cost, negative for a charge.
        price: decimal;
        /// ISO 4217.
        price_unit: text;
        /// Where it stands.
        status: status(RecordingState);
        /// How many channels.
        channels: count;
        /// What began it.
        source: word(RecordingSource);
        /// Which side it holds; below a call.
        track: word(RecordingTrack);
        /// Why there is none: 16101 too short, 16102 silent.
        error_code: code;
        /// Its path below the host.
        uri: text;
        /// How it is encrypted, if it is.
        encryption_details: json;
        /// Paths of what belongs to it.
        subresource_uris: uris;
        /// Where its sound is.
        media_url: url;
    }
}
