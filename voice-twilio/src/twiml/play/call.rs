//! The call that is played, and the requests that it makes.

use std::fmt;

use url::Url;

use crate::twiml::Method;
use crate::twiml::shown;

/// What a lone finish key does. Twilio documents [`Ignored`](Self::Ignored); the [module docs](super)
/// say why it is not the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum LoneFinishKey {
    /// It ends the entry, which is empty. The default.
    #[default]
    EndsEntry,
    /// It has no effect, and the entry goes on: what Twilio documents.
    Ignored,
}

/// A call to be played: where its first document is, who calls whom, and what is assumed.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The URL of the first document.
    pub url: String,
    /// How it is asked for. Default `POST`.
    pub method: Method,
    /// The caller. Default `+15550100001`.
    pub from: String,
    /// The called number. Default `+15550100000`.
    pub to: String,
    /// The `Direction` of requests. Default `inbound`. An outgoing call (`outbound-…`) was answered
    /// before its first document is asked for, and cannot be rejected.
    pub direction: String,
    /// How long an audio file plays, in ms. Default 5000.
    pub audio_ms: u64,
    /// What a lone finish key does.
    pub lone_finish_key: LoneFinishKey,
    /// When the caller hangs up, in ms from the beginning of the call, whatever is going on then.
    /// Default: when the script says so.
    pub hang_up_at_ms: Option<u64>,
    /// Further parameters of every request: `AnsweredBy`, `CallerName`, `ForwardedFrom`,
    /// `SipHeader_X-…`. One that every request has anyway is replaced.
    pub params: Vec<(String, String)>,
    /// After so many requests the call is stopped. Default 1000.
    pub max_requests: usize,
}

impl Call {
    /// An incoming call whose first document is at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            method: Method::Post,
            from: "+15550100001".to_owned(),
            to: "+15550100000".to_owned(),
            direction: "inbound".to_owned(),
            audio_ms: 5_000,
            lone_finish_key: LoneFinishKey::default(),
            hang_up_at_ms: None,
            params: Vec::new(),
            max_requests: 1_000,
        }
    }

    /// Sets the caller.
    #[must_use]
    pub fn from(mut self, from: impl Into<String>) -> Self {
        self.from = from.into();
        self
    }

    /// Sets the called number.
    #[must_use]
    pub fn to(mut self, to: impl Into<String>) -> Self {
        self.to = to.into();
        self
    }

    /// Sets how the first document is asked for.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Sets the `Direction`.
    #[must_use]
    pub fn direction(mut self, direction: impl Into<String>) -> Self {
        self.direction = direction.into();
        self
    }

    /// Sets how long an audio file plays, in ms.
    #[must_use]
    pub fn audio_ms(mut self, audio_ms: u64) -> Self {
        self.audio_ms = audio_ms;
        self
    }

    /// Sets what a lone finish key does.
    #[must_use]
    pub fn lone_finish_key(mut self, lone: LoneFinishKey) -> Self {
        self.lone_finish_key = lone;
        self
    }

    /// Lets the caller hang up so long after the beginning of the call: in the middle of a `Say`, if
    /// that is what is heard then.
    #[must_use]
    pub fn hang_up_at_ms(mut self, at_ms: u64) -> Self {
        self.hang_up_at_ms = Some(at_ms);
        self
    }

    /// Adds a parameter to every request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }

    /// Sets after how many requests the call is stopped.
    #[must_use]
    pub fn max_requests(mut self, max_requests: usize) -> Self {
        self.max_requests = max_requests;
        self
    }

    /// The parameters that every request has.
    pub(super) fn standard_params(&self, status: &str) -> Vec<(String, String)> {
        let mut params: Vec<(String, String)> = [
            ("CallSid", "CA00000000000000000000000000000001"),
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("From", &self.from),
            ("To", &self.to),
            ("Caller", &self.from),
            ("Called", &self.to),
            ("CallStatus", status),
            ("Direction", &self.direction),
            ("ApiVersion", "2010-04-01"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        for (name, value) in &self.params {
            match params.iter_mut().find(|(known, _)| known == name) {
                Some((_, place)) => place.clone_from(value),
                None => params.push((name.clone(), value.clone())),
            }
        }
        params
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("url", &shown::Url(&self.url))
            .field("from", &shown::Masked(&self.from))
            .field("to", &shown::Masked(&self.to))
            .finish_non_exhaustive()
    }
}

/// A request that Twilio makes for a document.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The URL, resolved against the document it stood in, without fragment.
    pub url: String,
    /// `GET`: the parameters travel in the query, after what `url` has there already.
    pub method: Method,
    /// The parameters, decoded, in order.
    pub params: Vec<(String, String)>,
}

impl Request {
    /// The value of a parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The path of the URL, without the query.
    pub fn path(&self) -> &str {
        match path_and_query(&self.url).split('?').next() {
            None | Some("") => "/",
            Some(path) => path,
        }
    }

    /// The value of a parameter in the URL's own query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.url.split_once('?')?.1;
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.params.iter().map(|(name, _)| name.as_str());
        write!(f, "{} {:?} ", self.method, shown::Url(&self.url))?;
        f.debug_list().entries(names).finish()
    }
}

/// A URL without scheme and host.
pub(super) fn path_and_query(url: &str) -> &str {
    match url.split_once("://") {
        Some((_, rest)) => rest
            .find(['/', '?'])
            .and_then(|at| rest.get(at..))
            .unwrap_or("/"),
        None => url,
    }
}

/// `reference` as seen from the document at `base`; without fragment, which is a message to Twilio.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let without_fragment = |url: &str| url.split('#').next().unwrap_or_default().to_owned();
    let reference = without_fragment(reference.trim_ascii());
    if reference.is_empty() {
        return without_fragment(base);
    }
    match Url::parse(base).and_then(|base| base.join(&reference)) {
        Ok(url) => url.into(),
        Err(_) => reference,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_resolve_against_the_document() {
        let base = "https://app.example/ivr/start?x=1";
        assert_eq!(resolve(base, "next"), "https://app.example/ivr/next");
        assert_eq!(resolve(base, " /next?y=2 "), "https://app.example/next?y=2");
        assert_eq!(
            resolve(base, "https://b.example/#rc=2"),
            "https://b.example/"
        );
        assert_eq!(resolve(base, ""), base);
        assert_eq!(resolve(base, "?y=2"), "https://app.example/ivr/start?y=2");
        assert_eq!(resolve("/start", "/next"), "/next");
    }

    #[test]
    fn no_request_has_a_fragment() {
        for (base, reference, resolved) in [
            ("https://b.example/a#rc=2", "", "https://b.example/a"),
            ("https://b.example/a#rc=2", "#rc=3", "https://b.example/a"),
            (
                "https://b.example/a#rc=2",
                "?x=1",
                "https://b.example/a?x=1",
            ),
            ("/a#rc=2", "", "/a"),
            ("/a#rc=2", "/b#rc=3", "/b"),
        ] {
            assert_eq!(resolve(base, reference), resolved);
        }
    }

    #[test]
    fn a_url_is_shown_without_its_host() {
        for (url, shown) in [
            ("https://b.example/a?x=1", "/a?x=1"),
            ("https://b.example", "/"),
            ("https://b.example?x=https://c", "?x=https://c"),
            ("/a?x=1", "/a?x=1"),
        ] {
            assert_eq!(path_and_query(url), shown);
        }
    }

    #[test]
    fn path_and_query_are_found() {
        let request = Request {
            url: "https://app.example/a/b?state=x%20y&n=1".into(),
            method: Method::Post,
            params: vec![("Digits".into(), "1".into())],
        };
        assert_eq!(request.path(), "/a/b");
        assert_eq!(request.query("state").as_deref(), Some("x y"));
        assert_eq!(request.param("Digits"), Some("1"));
        assert_eq!(
            format!("{request:?}"),
            "POST \"https://app.example/a/b?…\" [\"Digits\"]"
        );
    }
}
