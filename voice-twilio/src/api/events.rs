//! `GET /2010-04-01/Accounts/{sid}/Calls/{call}/Events.json` — Twilio, "Call events".

use super::request::{endpoints, list_request};
use super::resource::{part, resource};

list_request! {
    /// Lists the requests that Twilio made for a call, and their answers.
    ListCallEvents [
        /// The call.
        call: sid,
    ] {}
}

endpoints! {
    ListCallEvents: GET "list_call_events" "/Calls/{call}/Events.json" (call) => list CallExchange;
}

resource! {
    /// A request that Twilio made, and its answer.
    CallExchange in "events" {
        /// What was asked.
        request: object(ExchangeRequest);
        /// What came back.
        response: object(ExchangeResponse);
    }
}

part! {
    /// What Twilio asked.
    ExchangeRequest {
        /// `GET` or `POST`.
        method: text;
        /// Where.
        url: url;
        /// With which parameters.
        parameters: json;
    }
}

part! {
    /// What Twilio was answered.
    ExchangeResponse {
        /// The HTTP status.
        response_code: count;
        /// How long it took, in ms.
        request_duration: millis;
        /// The media type.
        content_type: text;
        /// The document.
        response_body: private;
        /// When.
        date_created: time;
    }
}
