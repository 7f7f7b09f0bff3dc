//! HTTP plumbing, once for every provider: requests as values, credentials, rate limits, retries that
//! never dial twice, bounded answers, and errors that carry no secret.
//!
//! A provider crate states its endpoints and its error table; everything else is here.
//!
//! ```
//! use std::sync::Arc;
//! use voice_core::http::{
//!     BaseUrl, Client, Credentials, ErrorAnswer, Request, ScriptedService, VendorError,
//! };
//!
//! #[derive(serde::Deserialize)]
//! struct Call {
//!     sid: String,
//! }
//!
//! fn read_error(answer: &ErrorAnswer<'_>) -> VendorError {
//!     #[derive(serde::Deserialize)]
//!     struct Body {
//!         code: Option<u32>,
//!         message: Option<String>,
//!     }
//!     answer.json::<Body>().map_or_else(VendorError::default, |body| {
//!         VendorError::default().code(body.code).message(body.message)
//!     })
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! let service = Arc::new(ScriptedService::new().answer(201, r#"{"sid":"CA1"}"#));
//! let client = Client::builder("acme", BaseUrl::parse("https://api.example.com")?, service.clone())
//!     .credentials(Credentials::basic("AC0", "invented"))
//!     .errors(read_error)
//!     .build();
//! let call: Call = client
//!     .json(
//!         Request::post("place_call", "/Accounts/{account}/Calls.json")
//!             .path("account", "AC0")
//!             .form("To", "+15550100002")
//!             .form_opt("Record", Some(true))
//!             .form_opt("Timeout", None::<u32>)
//!             .form_all("StatusCallbackEvent", ["initiated", "completed"]),
//!     )
//!     .await?;
//! assert_eq!(call.sid, "CA1");
//! assert_eq!(service.requests()[0].uri().path(), "/Accounts/AC0/Calls.json");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is sent again (L1)
//! | what happened | idempotent | not idempotent |
//! |---|---|---|
//! | connection refused, DNS, TLS handshake: surely not sent | again | again |
//! | 429: refused | again | again |
//! | time-out, reset, broken answer | again | never, outcome unknown |
//! | 5xx, also with `Retry-After` | again, but not 501 and 505 | never, outcome unknown |
//! | 408 | again | never, not done |
//! | 3xx | never | never, outcome unknown (a 303 may follow a call that was placed) |
//! | other 4xx | never | never, not done |
//! | 2xx that cannot be read or is too large | never | never, outcome unknown |
//!
//! `GET`, `PUT` and `DELETE` are idempotent, `POST` and `PATCH` are not, unless
//! [`Request::idempotent`] says that sending it twice does the same as once.
//!
//! When the attempts are used up, a read was not done, and what changes something has an unknown outcome if any of its
//! attempts may have arrived, whatever the last one was told; [`Error::is_retryable`](crate::Error::is_retryable) is true
//! all the same where asking once more can do no harm. A `DELETE` that finds nothing after such an attempt has succeeded.
//!
//! # Why a 503 with `Retry-After` is no refusal
//! It says when to come back, not that nothing was done: a gateway writes it when what is behind it stopped answering, and
//! that may be after the call was placed.

mod auth;
mod base_url;
mod body;
mod builder;
mod client;
mod clock;
mod download;
mod error_answer;
mod exchange;
mod judge;
mod limit;
mod random;
mod redact;
mod request;
mod response;
mod retry;
mod scripted;
mod service;
mod target;

#[cfg(feature = "reqwest")]
mod reqwest;

pub use auth::Credentials;
pub use base_url::{BaseUrl, ParseBaseUrlError};
pub use body::Multipart;
pub use builder::ClientBuilder;
pub use client::Client;
pub use clock::{Clock, ManualClock, TokioClock};
pub use download::Download;
pub use error_answer::{ErrorAnswer, ErrorReader, VendorError};
pub use limit::RateLimiter;
pub use random::{OsRandomness, Randomness, SeededRandomness};
pub use request::Request;
pub use response::Reply;
pub use retry::RetryPolicy;
pub use scripted::ScriptedService;
pub use service::{HttpService, Reach, ResponseBody, ServiceError};

#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::reqwest::{BuildServiceError, ReqwestService};
