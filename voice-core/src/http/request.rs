//! A request as a value: what is asked, of which operation, and whether asking twice is harmless.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method};
use secrecy::SecretString;
use serde::Serialize;

use super::base_url::BaseUrl;
use super::body::{Body, Multipart};
use super::redact::Secrets;
use super::target::{Fault, Resolved, Target};
use crate::Outcome;

/// One request to a vendor, to be sent with [`Client::send`](super::Client::send) and its siblings.
///
/// Built without `Result`: what is wrong (a value missing in the path, JSON that cannot be written) comes out as
/// `InvalidRequest` when it is sent, before any I/O. `Debug` shows names, never values.
#[derive(Clone)]
pub struct Request {
    pub(super) operation: &'static str,
    pub(super) method: Method,
    target: Target,
    query: Vec<(String, String)>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Body,
    pub(super) secrets: Secrets,
    pub(super) idempotent: bool,
    pub(super) accepts_json: bool,
    pub(super) follows_redirects: bool,
    pub(super) time_limit: Option<Duration>,
    pub(super) answer_limit: Option<usize>,
    fault: Option<Fault>,
}

impl Request {
    /// A read. `operation` is our name for it (`"list_calls"`), `template` the vendor's path below the base URL,
    /// with `{name}` for each value: `"/v1/calls/{call_id}"`.
    pub fn get(operation: &'static str, template: &'static str) -> Self {
        Self::new(Method::GET, operation, Target::path(template))
    }

    /// A create or a command. Not idempotent unless [`idempotent`](Self::idempotent) says so.
    pub fn post(operation: &'static str, template: &'static str) -> Self {
        Self::new(Method::POST, operation, Target::path(template))
    }

    /// A change of some fields. Not idempotent unless [`idempotent`](Self::idempotent) says so.
    pub fn patch(operation: &'static str, template: &'static str) -> Self {
        Self::new(Method::PATCH, operation, Target::path(template))
    }

    /// A replacement; idempotent.
    pub fn put(operation: &'static str, template: &'static str) -> Self {
        Self::new(Method::PUT, operation, Target::path(template))
    }

    /// A removal; idempotent. "Not found" is success once an earlier attempt may have arrived.
    pub fn delete(operation: &'static str, template: &'static str) -> Self {
        Self::new(Method::DELETE, operation, Target::path(template))
    }

    /// A read of a link from one of the vendor's answers (`next_page_uri`), relative to the host or
    /// absolute. Refused if it leads off the client's origin, where the credentials would leak.
    pub fn get_link(operation: &'static str, link: impl Into<String>) -> Self {
        Self::new(Method::GET, operation, Target::Link(link.into()))
    }

    /// A read of an absolute URL anywhere (a signed recording URL). Credentials and the client's own headers go along
    /// only if it is the client's origin.
    pub fn get_url(operation: &'static str, url: impl Into<String>) -> Self {
        Self::new(Method::GET, operation, Target::Anywhere(url.into()))
    }

    fn new(method: Method, operation: &'static str, target: Target) -> Self {
        Self {
            operation,
            idempotent: matches!(method, Method::GET | Method::PUT | Method::DELETE),
            method,
            target,
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
            secrets: Secrets::default(),
            accepts_json: true,
            follows_redirects: false,
            time_limit: None,
            answer_limit: None,
            fault: None,
        }
    }

    /// Fills `{name}` of the path; escaped. An empty value, `.` and `..` are refused: they would name another
    /// resource.
    #[must_use]
    pub fn path(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        if let Target::Path { values, .. } = &mut self.target {
            values.push((name, value.to_string()));
        } else {
            self.blame(name, "a link has no place for it");
        }
        self
    }

    /// Adds a query pair; a name may be repeated.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds a query pair if there is a value. `Some("")` is sent as an empty one.
    #[must_use]
    pub fn query_opt(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Adds a query pair for each value, repeating the name.
    #[must_use]
    pub fn query_all(self, name: &str, values: impl IntoIterator<Item: fmt::Display>) -> Self {
        values
            .into_iter()
            .fold(self, |request, value| request.query(name, value))
    }

    /// Adds a form field; a name may be repeated. An empty value is a value, not an absent one.
    #[must_use]
    pub fn form(mut self, name: &str, value: impl fmt::Display) -> Self {
        if self.body.is_none() {
            self.body = Body::Form(Vec::new());
        }
        if let Body::Form(pairs) = &mut self.body {
            pairs.push((name.to_owned(), value.to_string()));
        } else {
            self.blame("body", "a form field beside another body");
        }
        self
    }

    /// Adds a form field if there is a value. `Some("")` is sent as an empty one.
    #[must_use]
    pub fn form_opt(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.form(name, value),
            None => self,
        }
    }

    /// Adds a form field for each value, repeating the name.
    #[must_use]
    pub fn form_all(self, name: &str, values: impl IntoIterator<Item: fmt::Display>) -> Self {
        values
            .into_iter()
            .fold(self, |request, value| request.form(name, value))
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn json(mut self, value: &impl Serialize) -> Self {
        // The cause is not kept: it may hold a value.
        if let Ok(bytes) = serde_json::to_vec(value) {
            return self.bytes("application/json", bytes);
        }
        self.blame("body", "cannot be written as JSON");
        self
    }

    /// Sets a multipart body.
    #[must_use]
    pub fn multipart(mut self, multipart: Multipart) -> Self {
        self.set_body(multipart.into_body());
        self
    }

    /// Sets a body of any media type.
    #[must_use]
    pub fn bytes(mut self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.set_body(Body::Ready {
            content_type: media_type.to_owned(),
            bytes: bytes.into(),
        });
        self
    }

    /// Sets a header, replacing one of the client's with the same name.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.set_header(name, &value.to_string(), false);
        self
    }

    /// Sets a header whose value is a secret.
    #[must_use]
    pub fn secret_header(mut self, name: &'static str, value: &SecretString) -> Self {
        use secrecy::ExposeSecret as _;
        self.set_header(name, value.expose_secret(), true);
        self.secrets.add(value.clone());
        self
    }

    /// Leaves out `Accept: application/json`, which goes along otherwise.
    #[must_use]
    pub fn without_accept(mut self) -> Self {
        self.accepts_json = false;
        self
    }

    /// Names a text in this request that must not come back in an error: the body of a message, a password.
    /// Whole phone numbers and the credentials are kept out without it.
    #[must_use]
    pub fn sensitive(mut self, text: impl Into<SecretString>) -> Self {
        self.secrets.add(text);
        self
    }

    /// States that sending it twice does the same as once ("end this call"), so that it may be repeated.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Lets a [download](super::Client::download) follow redirects, at most 5, never from https to http, and without
    /// credentials once it leaves the client's origin.
    #[must_use]
    pub fn follow_redirects(mut self) -> Self {
        self.follows_redirects = true;
        self
    }

    /// The most time for one attempt, instead of the client's.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// The most bytes of the answer's body, instead of the client's.
    #[must_use]
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.answer_limit = Some(bytes);
        self
    }

    /// Our name for the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What is known when it may have arrived and no readable answer came: a read changes nothing.
    pub(super) fn unread(&self) -> Outcome {
        if self.method == Method::GET {
            Outcome::NotDone
        } else {
            Outcome::Unknown
        }
    }

    /// The same question at the place a redirect names.
    pub(super) fn at_url(&self, url: String) -> Self {
        Self {
            target: Target::Anywhere(url),
            query: Vec::new(),
            ..self.clone()
        }
    }

    fn set_body(&mut self, body: Body) {
        if self.body.is_none() {
            self.body = body;
        } else {
            self.blame("body", "two bodies");
        }
    }

    fn set_header(&mut self, name: &'static str, value: &str, secret: bool) {
        let pair = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .zip(HeaderValue::try_from(value).ok());
        if let Some((header, mut value)) = pair {
            value.set_sensitive(secret);
            self.headers.push((header, value));
        } else {
            self.blame(name, "cannot stand in a header");
        }
    }

    /// Keeps the first fault.
    fn blame(&mut self, field: &'static str, why: &'static str) {
        self.fault.get_or_insert((field, why));
    }

    pub(super) fn resolve(&self, base: &BaseUrl) -> Result<Resolved, Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.target.resolve_with(base, &self.query)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(String, String)]| -> Vec<String> {
            pairs.iter().map(|(name, _)| name.clone()).collect()
        };
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        let target = match &self.target {
            Target::Path { template, .. } => template,
            Target::Link(_) => "{link}",
            Target::Anywhere(_) => "{url}",
        };
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("target", &target)
            .field("query", &names(&self.query))
            .field("headers", &headers)
            .field("body", &self.body)
            .field("idempotent", &self.idempotent)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(request: &Request) -> Result<String, Fault> {
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        request
            .resolve(&base)
            .map(|resolved| resolved.url.to_string())
    }

    #[test]
    fn a_value_cannot_leave_its_segment() {
        let call = |id: &str| {
            url(
                &Request::get("call", "/Accounts/{account}/Calls/{call}.json")
                    .path("account", "AC0")
                    .path("call", id),
            )
        };
        assert_eq!(
            call("CA1").unwrap(),
            "https://api.example.com/Accounts/AC0/Calls/CA1.json"
        );
        assert_eq!(
            call("../x?y#z%2F\n+ü").unwrap(),
            "https://api.example.com/Accounts/AC0/Calls/..%2Fx%3Fy%23z%252F%0A%2B%C3%BC.json"
        );
        assert_eq!(call("").unwrap_err(), ("call", "is empty"));
        for dots in [".", ".."] {
            let request = Request::delete("x", "/v1/{id}/y").path("id", dots);
            assert_eq!(url(&request).unwrap_err(), ("id", "is not an identifier"));
        }
    }

    #[test]
    fn each_place_in_the_path_is_filled_exactly_once() {
        let missing = Request::get("call", "/v1/calls/{call_id}");
        assert_eq!(
            url(&missing).unwrap_err(),
            ("call_id", "is missing in the path")
        );
        let extra = Request::get("calls", "/v1/calls").path("call_id", "x");
        assert_eq!(
            url(&extra).unwrap_err(),
            ("call_id", "has no place in the path")
        );
        let link = Request::get_link("calls", "/v1/calls").path("call_id", "x");
        assert_eq!(url(&link).unwrap_err().0, "call_id");
    }

    #[test]
    fn a_query_tells_empty_from_unset_and_repeats_names() {
        let request = Request::get("calls", "/v1/calls")
            .query("StartTime>", "2026-01-01")
            .query_opt("status", Some(""))
            .query_opt("limit", None::<u32>)
            .query_all("participants", ["+15550100001", "+15550100002"]);
        assert_eq!(
            url(&request).unwrap(),
            "https://api.example.com/v1/calls?StartTime%3E=2026-01-01&status=\
             &participants=%2B15550100001&participants=%2B15550100002"
        );
        let more = Request::get_link("calls", "/v1/calls?After=MTc0%3D").query("x", "a b");
        assert_eq!(
            url(&more).unwrap(),
            "https://api.example.com/v1/calls?After=MTc0%3D&x=a%20b"
        );
    }

    #[test]
    fn credentials_go_to_the_providers_origin_only() {
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        let with = |url: &str| {
            let resolved = Request::get_url("recording", url).resolve(&base)?;
            Ok::<_, Fault>(resolved.with_credentials)
        };
        assert!(with("https://api.example.com/x.mp3").unwrap());
        assert!(!with("https://media.example.com/x.mp3").unwrap());
        assert!(!with("http://api.example.com/x.mp3").unwrap());
        assert!(with("file:///etc/hostname").is_err());
        let away = Request::get_link("calls", "https://evil.example/v1/calls");
        assert_eq!(url(&away).unwrap_err().0, "link");
    }

    #[test]
    fn two_bodies_are_refused() {
        let request = Request::post("x", "/x").form("a", 1).json(&1);
        assert_eq!(url(&request).unwrap_err(), ("body", "two bodies"));
        let request = Request::post("x", "/x").json(&1).form("a", 1);
        assert!(url(&request).is_err());
        let request = Request::post("x", "/x").header("x-a", "line\nbreak");
        assert_eq!(url(&request).unwrap_err().0, "x-a");
    }

    #[test]
    fn debug_holds_no_value() {
        let request = Request::post("send_message", "/v1/inbound/{number}")
            .path("number", "+15550100001")
            .query("q", "+15550100002")
            .form("To", "+15550100003")
            .secret_header("encrypted_key", &"sesame".into())
            .sensitive("open");
        let text = format!("{request:?} {request:#?}");
        for value in ["555", "sesame", "open"] {
            assert!(!text.contains(value), "{text}");
        }
        assert!(text.contains("/v1/inbound/{number}"));
    }
}
