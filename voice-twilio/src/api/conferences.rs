//! `GET /2010-04-01/Accounts/{sid}/Conferences.json`, `GET|POST …/Conferences/{sid}.json` — Twilio, "Conference resource".
//!
//! A conference begins with its first participant; there is no request that creates one.

use super::request::{endpoints, list_request_by_day, request};
use super::resource::resource;
use super::words::{ConferenceCommand, ConferenceEndReason, ConferenceState, Method};

list_request_by_day! {
    /// Lists conferences.
    ListConferences {
        /// Changed on this day.
        date_updated: date = "DateUpdated";
        /// Changed before.
        date_updated_before: date = "DateUpdated<";
        /// Changed then or later.
        date_updated_from: date = "DateUpdated>";
        /// Of this name, exactly.
        friendly_name: text = "FriendlyName";
        /// In this state.
        status: word(ConferenceState) = "Status";
    }
}

request! {
    /// Fetches one conference.
    FetchConference [
        /// Its SID.
        sid: sid,
    ] {}
}

request! {
    /// Ends a conference for all, or plays something to all.
    UpdateConference [
        /// Its SID.
        sid: sid,
    ] {
        /// Ends it.
        status: word(ConferenceCommand) = "Status";
        /// A file, or TwiML of `Play`, `Say`, `Pause` and `Redirect`, that everybody hears.
        announce_url: url = "AnnounceUrl";
        /// How. Default `POST`.
        announce_method: word(Method) = "AnnounceMethod";
    }
}

impl UpdateConference {
    /// An announcement would be heard twice.
    fn sets_a_state(&self) -> bool {
        self.announce_url.is_none()
    }
}

endpoints! {
    ListConferences: GET "list_conferences" "/Conferences.json" => list Conference;
    FetchConference: GET "conference" "/Conferences/{sid}.json" (sid) => one Conference;
    UpdateConference: POST again(sets_a_state) "update_conference" "/Conferences/{sid}.json" (sid) => one Conference;
}

resource! {
    /// A conference.
    Conference in "conferences" {
        /// `CF…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// When it was created.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// `2010-04-01`
        api_version: text;
        /// Its name.
        friendly_name: text;
        /// Where it is mixed.
        region: text;
        /// Where it stands.
        status: status(ConferenceState);
        /// Its path below the host.
        uri: text;
        /// Paths of what belongs to it.
        subresource_uris: uris;
        /// Why it ended.
        reason_conference_ended: word(ConferenceEndReason);
        /// The call whose leaving ended it.
        call_sid_ending_conference: text;
    }
}
