//! The URLs that Twilio is told to ask.

use url::Url;
use voice_core::{Error, Reference, Result};

use crate::client::PROVIDER;
use crate::webhook::REFERENCE_PARAMETER;

/// The status callback with the reference in its query. Without a callback nothing would bring the reference back.
pub(super) fn callback(
    callback: Option<&Url>,
    reference: Option<&Reference>,
    operation: &'static str,
) -> Result<Option<String>> {
    let written = |url: &Url| web_url(url, operation, "status_callback");
    let Some(reference) = reference else {
        return callback.map(written).transpose();
    };
    let mut callback = callback.cloned().ok_or_else(|| {
        Error::unsupported_option(
            PROVIDER,
            operation,
            "reference",
            "Twilio carries it in the status callback's URL only; set `status_callback`",
        )
    })?;
    if callback
        .query_pairs()
        .any(|(name, _)| name == REFERENCE_PARAMETER)
    {
        let why = "has a parameter `voice_reference` of its own";
        return Err(Error::invalid(PROVIDER, operation, "status_callback", why));
    }
    callback
        .query_pairs_mut()
        .append_pair(REFERENCE_PARAMETER, reference.as_str());
    written(&callback).map(Some)
}

/// A URL that Twilio will ask, as it takes it.
pub(super) fn web_url(url: &Url, operation: &'static str, field: &'static str) -> Result<String> {
    taken_url(url, &["http", "https"], operation, field)
}

/// A URL as Twilio takes it: of one of these schemes, with a host name without `_`, of at most 4000 characters. What it does
/// not take it may also take and never ask.
pub(super) fn taken_url(
    url: &Url,
    schemes: &[&str],
    operation: &'static str,
    field: &'static str,
) -> Result<String> {
    const LONGEST: usize = 4000;
    let why = if !schemes.contains(&url.scheme()) {
        format!("the URL must be {}", schemes.join(" or "))
    } else if url.host_str().is_none_or(|host| host.contains('_')) {
        "the URL must have a host name without `_`".to_owned()
    } else if url.as_str().chars().count() > LONGEST {
        "the URL is longer than 4000 characters".to_owned()
    } else {
        return Ok(url.as_str().to_owned());
    };
    Err(Error::invalid(PROVIDER, operation, field, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_taken_whole_or_not_at_all() {
        let taken = |text: &str| web_url(&text.parse().unwrap(), "place_call", "status_callback");
        let of_length = |length: usize| {
            let head = "https://example.com/";
            [head, &"a".repeat(length - head.len())].concat()
        };
        for good in [
            "http://example.com/a_b?c_d=1",
            "https://u:p@example.com:8443/",
            &of_length(4000),
        ] {
            assert_eq!(taken(good).unwrap(), good);
        }
        for (bad, why) in [
            ("ftp://example.com/x", "the URL must be http or https"),
            ("wss://example.com/x", "the URL must be http or https"),
            (
                "https://my_host.example.com/x",
                "the URL must have a host name without `_`",
            ),
            (&of_length(4001), "the URL is longer than 4000 characters"),
        ] {
            let error = taken(bad).unwrap_err();
            assert_eq!(error.message(), format!("field `status_callback`: {why}"));
            assert_eq!(error.option(), Some("status_callback"));
        }
    }
}
