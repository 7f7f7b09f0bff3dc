//! `GET|POST /2010-04-01/Accounts/{sid}/Messages.json`, `GET|POST|DELETE …/Messages/{sid}.json` — Twilio, "Message resource".

use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::{
    AddressRetention, ContentRetention, MessageCommand, MessageDirection, MessageState, RiskCheck,
    ScheduleType, TrafficType,
};

request! {
    /// Sends a text. Not idempotent.
    ///
    /// Twilio needs one of `body`, `media_url` and `content_sid`, and one of `from` and `messaging_service_sid`.
    CreateMessage [
        /// A number or a channel's address.
        to: party = "To",
    ] {
        /// A number, short code, alphanumeric sender or channel's address.
        from: party = "From";
        /// A pool of senders (`MG…`).
        messaging_service_sid: text = "MessagingServiceSid";
        /// What it says, at most 1600 characters.
        body: secret = "Body";
        /// Pictures and files, at most 10.
        media_url: urls = "MediaUrl";
        /// A template (`HX…`).
        content_sid: text = "ContentSid";
        /// The template's variables, as JSON.
        content_variables: secret = "ContentVariables";
        /// Gets the message's status.
        status_callback: url = "StatusCallback";
        /// A TwiML application whose callback is used without `status_callback`.
        application_sid: text = "ApplicationSid";
        /// Obsolete.
        max_price: text = "MaxPrice";
        /// Whether you will report what became of it.
        provide_feedback: flag = "ProvideFeedback";
        /// Which attempt this is.
        attempt: number = "Attempt";
        /// Seconds it may wait, 1 to 36000. Default 36000.
        validity_period: number = "ValidityPeriod";
        /// Sent whatever Twilio thinks of it.
        force_delivery: flag = "ForceDelivery";
        /// Whether Twilio keeps the text.
        content_retention: word(ContentRetention) = "ContentRetention";
        /// Whether Twilio keeps the addresses.
        address_retention: word(AddressRetention) = "AddressRetention";
        /// Whether characters are replaced by similar ones that take less room.
        smart_encoded: flag = "SmartEncoded";
        /// Actions of channels that have them.
        persistent_action: texts = "PersistentAction";
        /// Whether it is billed.
        traffic_type: word(TrafficType) = "TrafficType";
        /// Whether links are shortened.
        shorten_urls: flag = "ShortenUrls";
        /// `fixed`, with `send_at` and a messaging service.
        schedule_type: word(ScheduleType) = "ScheduleType";
        /// When it is sent, ISO 8601.
        send_at: date = "SendAt";
        /// Sent as MMS whatever it holds.
        send_as_mms: flag = "SendAsMms";
        /// Whether it is looked through for fraud.
        risk_check: word(RiskCheck) = "RiskCheck";
        /// The sender if the first choice cannot.
        fallback_from: party = "FallbackFrom";
    }
}

list_request! {
    /// Lists messages.
    ListMessages {
        /// To this address, exactly.
        to: party = "To";
        /// From this address, exactly.
        from: party = "From";
        /// Sent on this day.
        date_sent: date = "DateSent";
        /// Sent before.
        date_sent_before: date = "DateSent<";
        /// Sent then or later.
        date_sent_from: date = "DateSent>";
    }
}

request! {
    /// Fetches one message.
    FetchMessage [
        /// Its SID.
        sid: sid,
    ] {}
}

request! {
    /// Redacts a message (`body` empty), or calls off one that waits.
    UpdateMessage [
        /// Its SID.
        sid: sid,
    ] {
        /// Only the empty text.
        body: secret = "Body";
        /// Calls it off.
        status: word(MessageCommand) = "Status";
    }
}

request! {
    /// Deletes a message.
    DeleteMessage [
        /// Its SID.
        sid: sid,
    ] {}
}

endpoints! {
    CreateMessage: POST "send_message" "/Messages.json" => one Message;
    ListMessages: GET "list_messages" "/Messages.json" => list Message;
    FetchMessage: GET "message" "/Messages/{sid}.json" (sid) => one Message;
    UpdateMessage: POST again "update_message" "/Messages/{sid}.json" (sid) => one Message;
    DeleteMessage: DELETE "delete_message" "/Messages/{sid}.json" (sid) => gone;
}

resource! {
    /// A text message.
    Message in "messages" {
        /// `SM…` or `MM…`
        sid: sid;
        /// What it says.
        body: redactable;
        /// How many parts are billed.
        num_segments: count;
        /// Who began it.
        direction: word(MessageDirection);
        /// Who sent it.
        from: party;
        /// To whom.
        to: party;
        /// When it changed.
        date_updated: time;
        /// What it cost, negative for a charge.
        price: decimal;
        /// Why it failed.
        error_message: text;
        /// Its path below the host.
        uri: text;
        /// `AC…`
        account_sid: text;
        /// How many pictures and files.
        num_media: count;
        /// Where it stands.
        status: status(MessageState);
        /// `MG…`
        messaging_service_sid: text;
        /// When it was sent.
        date_sent: time;
        /// When it was made.
        date_created: time;
        /// Why it failed, by Twilio's code.
        error_code: code;
        /// ISO 4217.
        price_unit: text;
        /// `2010-04-01`
        api_version: text;
        /// Paths of what belongs to it.
        subresource_uris: uris;
    }
}
