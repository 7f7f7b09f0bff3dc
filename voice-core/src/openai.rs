//! What the OpenAI-compatible services share: where they live, how they are asked, and what their errors mean.
//!
//! Works with every server that speaks the same interface: the base URL and the models are plain settings.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use crate::ErrorKind;
use crate::http::{
    BaseUrl, Client, ClientBuilder, Credentials, ErrorAnswer, HttpService, VendorError,
};

/// Where OpenAI's own API lives. Paths begin with `/v1`, so a base URL does not end with it.
pub const BASE_URL: &str = "https://api.openai.com";

/// The name that errors carry.
pub const NAME: &str = "openai";

/// A model may think about an hour of speech for minutes.
const TIME_LIMIT: Duration = Duration::from_mins(5);

/// Begins a client of an OpenAI-compatible server: bearer credentials, the error table, and five minutes for an answer.
///
/// What else a client can be told (clock, retries, rate limit, no credentials for a server that wants none) is told to the
/// builder that comes back.
///
/// ```
/// # use std::sync::Arc;
/// use voice_core::http::{BaseUrl, ScriptedService};
/// use voice_core::openai;
///
/// # let service = Arc::new(ScriptedService::new());
/// let base = BaseUrl::parse(openai::BASE_URL)?;
/// let client = openai::client(base, "an-invented-key", service).build();
/// # let _ = client;
/// # Ok::<(), voice_core::http::ParseBaseUrlError>(())
/// ```
pub fn client(
    base: BaseUrl,
    key: impl Into<SecretString>,
    service: Arc<dyn HttpService>,
) -> ClientBuilder {
    Client::builder(NAME, base, service)
        .credentials(Credentials::bearer(key))
        .errors(read_error)
        .time_limit(TIME_LIMIT)
}

/// `{"error": {"message", "type", "param", "code"}}` — OpenAI, "Error codes".
fn read_error(answer: &ErrorAnswer<'_>) -> VendorError {
    #[derive(Deserialize)]
    struct Body {
        error: Told,
    }
    #[derive(Deserialize)]
    struct Told {
        message: Option<String>,
        #[serde(rename = "type")]
        class: Option<String>,
        #[serde(default, deserialize_with = "crate::lenient::text")]
        code: Option<String>,
    }
    let Some(Body { error }) = answer.json() else {
        return VendorError::default();
    };
    // Some servers leave the code empty and say the same in the type.
    let code = error.code.or(error.class);
    VendorError::default()
        .kind(code.as_deref().and_then(kind))
        .code(code)
        .message(error.message)
}

/// What a code says better than its status.
fn kind(code: &str) -> Option<ErrorKind> {
    Some(match code {
        // Comes with 429, and no waiting helps.
        "insufficient_quota" | "billing_hard_limit_reached" => ErrorKind::Billing,
        "invalid_api_key" => ErrorKind::Auth,
        "model_not_found" => ErrorKind::NotFound,
        "context_length_exceeded" => ErrorKind::InvalidRequest,
        _ => return None,
    })
}
