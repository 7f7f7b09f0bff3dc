//! Webhooks: signatures, and what they say.

mod events;
mod laws;
mod replay;
mod shared_keys;
mod signature;
mod sockets;

use http::{HeaderMap, HeaderValue, Method};
use voice_core::webhook::WebhookRequest;

pub(crate) const URL: &str = "https://example.com/hook";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";

/// A request with these headers.
pub(crate) fn request(
    method: Method,
    url: &str,
    headers: &[(&'static str, &str)],
    body: impl Into<Vec<u8>>,
) -> WebhookRequest {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, HeaderValue::from_str(value).unwrap());
    }
    WebhookRequest::new(method, url, map, body.into()).unwrap()
}

/// A form that Twilio posts, with a signature.
pub(crate) fn form(url: &str, body: &str, signature: &str) -> WebhookRequest {
    let headers = [("content-type", FORM), ("x-twilio-signature", signature)];
    request(Method::POST, url, &headers, body)
}
