//! The shared contract.

mod calls;
mod control;
mod messages;
mod numbers;
mod outbound;
mod recordings;
mod transcripts;
mod webhooks;

use std::sync::Arc;

use voice_core::http::{ManualClock, ScriptedService};
use voice_core::{PhoneNumber, Timestamp};
use voice_twilio::{Twilio, TwilioClient};

/// A provider over a script.
pub(crate) fn twilio(service: ScriptedService) -> (Arc<ScriptedService>, Twilio) {
    let service = Arc::new(service);
    let client = TwilioClient::builder("AC1", "an invented token")
        .service(service.clone())
        .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
        .build()
        .unwrap();
    (service, Twilio::new(client))
}

pub(crate) fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

/// The request as `METHOD path pair&pair`, decoded and without the account.
pub(crate) fn line(request: &http::Request<bytes::Bytes>) -> String {
    let path = request.uri().path().replace("/2010-04-01/Accounts/AC1", "");
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let pairs: Vec<String> = url::form_urlencoded::parse(query)
        .chain(url::form_urlencoded::parse(request.body()))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{} {path} {}", request.method(), pairs.join("&"))
        .trim_end()
        .to_owned()
}

pub(crate) fn lines(service: &ScriptedService) -> Vec<String> {
    service.requests().iter().map(line).collect()
}

/// A list of one thing, on its last page.
pub(crate) fn list(name: &str, item: &serde_json::Value) -> String {
    serde_json::json!({ name: [item] }).to_string()
}
