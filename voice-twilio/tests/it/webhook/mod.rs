//! Webhooks: signatures, and what they say.

mod events;
mod replay;
mod signature;

use http::{HeaderMap, Method};
use voice_core::webhook::WebhookRequest;

pub(crate) const URL: &str = "https://example.com/hook";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";

/// A form that Twilio posts, with a signature.
pub(crate) fn form(url: &str, body: &str, signature: &str) -> WebhookRequest {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", FORM.parse().unwrap());
    headers.insert("x-twilio-signature", signature.parse().unwrap());
    WebhookRequest::new(Method::POST, url, headers, body.to_owned()).unwrap()
}
