//! A webhook from a stranger: a line with the method (POST if there is none) and the URL, lines with headers, an empty line, the
//! body. Every verifier judges it, and every reader reads it as if it had been verified.

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use voice_core::Timestamp;
use voice_core::webhook::{EventReader, Verifier, VerifyError, WebhookRequest};

/// Takes any request, so that readers see what a forger with the key could send.
struct Anybody;

impl Verifier for Anybody {
    fn verify(&self, _: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        Ok(())
    }
}

/// `more` is what one vendor does with a request besides.
pub(crate) fn run(
    data: &[u8],
    vendors: &[(&dyn Verifier, &dyn EventReader)],
    more: impl Fn(&WebhookRequest),
) {
    let end = data.windows(2).position(|two| two == b"\n\n");
    let (head, body) = match end {
        Some(at) => (&data[..at], &data[at + 2..]),
        None => (data, &b""[..]),
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let line = lines.next().unwrap_or_default();
    let (method, url) = line.split_once(' ').unwrap_or(("POST", line));
    let Ok(method) = Method::from_bytes(method.as_bytes()) else {
        return;
    };
    let mut headers = HeaderMap::new();
    for line in lines {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let name = HeaderName::from_bytes(name.trim().as_bytes());
        let value = HeaderValue::from_str(value.trim());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let Ok(request) = WebhookRequest::new(method, url, headers, body.to_vec()) else {
        return;
    };
    let _ = request.query_pairs().count();
    let _ = request.form_pairs().map(|pairs| pairs.len());
    for (verifier, reader) in vendors {
        let _ = verifier.verify(&request, Timestamp::UNIX_EPOCH);
        let _ = (verifier.replay_key(&request), verifier.asks(&request));
        if let Ok(verified) = request.verify(&Anybody, *reader, Timestamp::UNIX_EPOCH) {
            let _ = verified.events();
        }
    }
    more(&request);
}
