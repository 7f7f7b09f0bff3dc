//! Webhooks: a request is only a claim until it is verified, and only what is verified can be read as events (L4).
//!
//! A server builds a [`WebhookRequest`] from the raw parts, its URL through a [`PublicUrl`] policy, and hands it to
//! a provider, whose [`Verifier`] checks it. What comes back is a [`Verified`], the only thing that
//! has events.
//!
//! ```
//! use voice_core::webhook::{
//!     EventReader, SigningKeys, Verified, Verifier, VerifyError, WebhookRequest, signature,
//! };
//! use voice_core::{CallEvent, EventKind, Raw, Timestamp};
//!
//! /// `X-Acme-Signature` is the hexadecimal HMAC-SHA256 of the body.
//! struct Acme {
//!     keys: SigningKeys,
//! }
//!
//! impl Verifier for Acme {
//!     fn verify(&self, request: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
//!         let given = request.signature_header("x-acme-signature")?;
//!         let given = signature::from_hex(given)
//!             .ok_or(VerifyError::MalformedHeader("x-acme-signature"))?;
//!         self.keys.check_sha256(&[request.body()], &given)
//!     }
//! }
//!
//! impl EventReader for Acme {
//!     fn read_events(&self, verified: &Verified<'_>) -> voice_core::Result<Vec<CallEvent>> {
//!         let mut event = CallEvent::new("acme", EventKind::Unknown { name: "test".into() });
//!         event.raw = Raw::from(String::from_utf8_lossy(verified.request().body()).into_owned());
//!         Ok(vec![event])
//!     }
//! }
//!
//! let acme = Acme { keys: SigningKeys::text("invented-secret") };
//! let body = r#"{"call_id":"abc"}"#;
//! let mut headers = http::HeaderMap::new();
//! let signed = signature::to_hex(&signature::hmac_sha256(b"invented-secret", &[body.as_bytes()]));
//! headers.insert("x-acme-signature", signed.parse()?);
//! let request = WebhookRequest::new(http::Method::POST, "https://example.com/hook", headers, body)?;
//!
//! let verified: Verified<'_> = request.verify(&acme, &acme, Timestamp::UNIX_EPOCH)?;
//! assert_eq!(verified.events()?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is not verified has no events, and nobody but the verification makes a `Verified`:
//!
//! ```compile_fail,E0599
//! fn read(request: &voice_core::webhook::WebhookRequest) {
//!     request.events();
//! }
//! ```
//!
//! ```compile_fail,E0451
//! use voice_core::webhook::{EventReader, Seen, Verified, WebhookRequest};
//!
//! fn pretend<'a>(request: &'a WebhookRequest, reader: &'a dyn EventReader) -> Verified<'a> {
//!     Verified { request, reader, at: voice_core::Timestamp::UNIX_EPOCH, seen: Seen::First }
//! }
//! ```

mod error;
mod fields;
mod limits;
mod multipart;
mod network;
mod public_url;
mod replay;
mod request;
pub mod signature;
mod sources;
mod token;
mod verbatim;
mod verify;

pub use error::VerifyError;
pub use fields::FormPairs;
pub use limits::{WebhookBodyError, WebhookLimits, WebhookRequestError};
pub use network::{IpNetwork, ParseNetworkError};
pub use public_url::{ParsePublicUrlError, PublicUrl, PublicUrlError};
pub use replay::{MemorySeenStore, ReplayGuard, ReplayKey, Seen, SeenStore, SeenStoreUnavailable};
pub use request::WebhookRequest;
pub use signature::SigningKeys;
pub use sources::AllowedSources;
pub use token::{TokenInUrl, WeakToken};
pub use verbatim::VerbatimUrl;
pub use verify::{EventReader, Verified, Verifier};
