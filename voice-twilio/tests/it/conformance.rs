//! The contract, promise by promise, against a fake account.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Value, json};
use voice_core::conformance::{self, Fixture, Recorder};
use voice_core::http::{HttpService, ManualClock, ResponseBody, ServiceError};
use voice_core::{CallOption, Facet, MessageOption, NewMessage, OutboundCall, Party, Timestamp};
use voice_twilio::webhook::TwilioVerifier;
use voice_twilio::{Twilio, TwilioClient};

use crate::api::available_numbers::for_sale;
use crate::api::calls::call;
use crate::api::conferences::conference;
use crate::api::messages::message;
use crate::api::owned_numbers::owned;
use crate::api::participants::participant;
use crate::api::recordings::recording;
use crate::api::transcriptions::transcription;
use crate::support::{ACCOUNT, CALL, CONFERENCE};
use crate::webhook::{URL, form};

const TOKEN: &str = "an invented token";

/// An account that has one thing of each kind, and a second page with another.
#[derive(Debug)]
struct Account;

#[async_trait::async_trait]
impl HttpService for Account {
    async fn call(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ResponseBody>, ServiceError> {
        let uri = request.uri();
        let below = format!("/2010-04-01/Accounts/{ACCOUNT}");
        let path = uri.path().strip_prefix(&below).unwrap();
        let is_last = uri.query().is_some_and(|query| query.contains("Page=1&"));
        let (status, body) =
            answer(request.method().as_str(), path, is_last).unwrap_or_else(|| {
                (
                    404,
                    json!({"code": 20404, "message": "none", "status": 404}),
                )
            });
        let mut answer = http::Response::new(ResponseBody::full(body.to_string()));
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
        Ok(answer)
    }
}

fn answer(method: &str, path: &str, is_last: bool) -> Option<(u16, Value)> {
    let list = |name: &str, item: Value| Some((200, page(name, path, item, is_last)));
    let known_call = path
        .strip_prefix("/Calls/")
        .map(|rest| rest.starts_with(CALL));
    let guest = format!("/Conferences/{CONFERENCE}/Participants/{CALL}.json");
    match (method, path) {
        ("GET", "/Calls.json") => list("calls", call()),
        ("POST", "/Calls.json") => Some((201, call())),
        ("GET", "/Messages.json") => list("messages", message()),
        ("POST", "/Messages.json") => Some((201, message())),
        ("GET", "/Messages/SM1.json") => Some((200, message())),
        ("GET", "/Recordings.json") => list("recordings", recording()),
        ("GET", "/Recordings/RE1.json") => Some((200, recording())),
        ("GET", "/Recordings/RE1/Transcriptions.json") => list("transcriptions", transcription()),
        ("GET", "/IncomingPhoneNumbers.json") => list("incoming_phone_numbers", owned()),
        ("POST", "/IncomingPhoneNumbers.json") => Some((201, owned())),
        ("GET", "/IncomingPhoneNumbers/PN1.json") => Some((200, owned())),
        ("GET", "/AvailablePhoneNumbers/US/Local.json") => {
            Some((200, json!({"available_phone_numbers": [for_sale()]})))
        }
        ("GET", "/Conferences.json") => list("conferences", conference()),
        ("GET" | "POST", path) if path == guest => Some((200, participant())),
        ("GET", path) if known_call == Some(true) && path.ends_with("/Recordings.json") => {
            Some((200, json!({"recordings": [recording()]})))
        }
        ("GET", _) if path == format!("/Calls/{CALL}.json") => Some((200, call())),
        _ => None,
    }
}

fn page(name: &str, path: &str, mut item: Value, is_last: bool) -> Value {
    if is_last {
        let sid = item.get_mut("sid").unwrap();
        *sid = format!("{}9", sid.as_str().unwrap()).into();
        return json!({ name: [item], "next_page_uri": null });
    }
    let next = format!("/2010-04-01/Accounts/{ACCOUNT}{path}?PageSize=1&Page=1&PageToken=PA1");
    json!({ name: [item], "next_page_uri": next })
}

#[tokio::test]
async fn twilio_keeps_the_contract() {
    let fake = Recorder::new(Arc::new(Account));
    let client = TwilioClient::builder(ACCOUNT, TOKEN)
        .service(Arc::new(fake.clone()))
        .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
        .build()
        .unwrap();
    let verifier = TwilioVerifier::new(TOKEN);
    let told = "CallSid=CA1&CallStatus=busy&CallbackSource=call-progress-events&SequenceNumber=2";
    let webhook = form(URL, told, &verifier.sign(URL, told.as_bytes()).unwrap());
    let twilio = Twilio::new(client).with_webhooks(verifier);
    let with_reference = |call: OutboundCall| {
        call.status_callback(URL.parse().unwrap())
            .reference("conformance-1".parse().unwrap())
    };
    // Twilio carries the reference in the status callback only, and schedules texts of a messaging service only.
    let named_text = |text: NewMessage| {
        text.status_callback(URL.parse().unwrap())
            .reference("conformance-1".parse().unwrap())
    };
    let later = |mut text: NewMessage| {
        text.from = Party::reported("MG00000000000000000000000000000001");
        text.send_at(Timestamp::UNIX_EPOCH)
    };
    let fixture = Fixture::new(fake)
        .secret(TOKEN)
        .known(Facet::Calls, CALL)
        .known(Facet::Control, CALL)
        .known(Facet::Transcripts, CALL)
        .known(Facet::Messages, "SM1")
        .known(Facet::Recordings, "RE1")
        .known(Facet::Numbers, "PN1")
        .unknown(Facet::Calls, "CA404")
        .unknown(Facet::Control, "CA404")
        .unknown(Facet::Transcripts, "CA404")
        .unknown(Facet::Messages, "SM404")
        .unknown(Facet::Recordings, "RE404")
        .unknown(Facet::Numbers, "PN404")
        .call_option(CallOption::Reference, with_reference)
        .message_option(MessageOption::Reference, named_text)
        .message_option(MessageOption::SendAt, later)
        .signed_webhook(webhook);
    let report = conformance::run(&twilio, &fixture).await;
    report.assert_ok();
    insta::assert_snapshot!(report);
}
