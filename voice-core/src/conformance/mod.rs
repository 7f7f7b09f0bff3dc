//! The contract as a suite: one call tries every promise of it against a provider and its fake.
//!
//! For whoever writes a provider, inside this workspace or outside. It makes hundreds of requests: it places calls,
//! buys numbers, ends calls. **Never point it at a real account.**
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! # #[cfg(feature = "mock")] {
//! use voice_core::conformance::{self, Fixture};
//! use voice_core::mock::MockProvider;
//!
//! let provider = MockProvider::new();
//! let report = conformance::run(&provider, &Fixture::new(provider.clone())).await;
//! report.assert_ok();
//! println!("{report}");
//! # }
//! # });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is tried
//! - the accessors, the lists of [`Capabilities`](crate::Capabilities) and the methods agree (L3): what is listed is
//!   sent, what is not is refused as `Unsupported` with the provider's name, and nothing is sent for it
//! - each answer and each option of a call, with each answer, and each option of a text: it changes the request, or it is
//!   refused by name before anything is sent (L2). An option that is taken and leaves the request as it was, was dropped
//! - to hold and to mute send something else for on than for off: a provider that only looks the call up does neither
//! - a call, a text whose answer is lost is sent once, and the error says that its outcome is unknown (L1)
//! - an id that nobody has is `NotFound`; a list comes to its end; no item comes twice; a filter is applied or refused
//! - a webhook without proof, or with another body than was signed, is refused (L4)
//! - nothing that `Debug` or `Display` writes of the provider, its answers and its errors holds one of the fixture's
//!   secrets or a whole number (L10)
//!
//! # How to use it for your provider
//! 1. Build your provider over a fake of its vendor: a mock server on the loopback address, or an in-process
//!    `HttpService`. The fake answers a create with success and an unknown id with the vendor's "not found".
//! 2. Put a `Recorder` (with the feature `http`) between its client and the fake: it tells the suite what was sent, and loses an
//!    answer when it should. Without HTTP, hand in a closure that returns a text for each request, or a type with [`Fake`].
//!    Client-side rate limits off, or a clock that skips them. A client prints its service: let the fake's `Debug` print no
//!    request.
//! 3. Tell the [`Fixture`] the secrets, the ids that the fake knows, and values that only your vendor takes.
//! 4. [`run`], and [`Report::assert_ok`]. Look at what was *skipped* as well: a snapshot of the report keeps it from growing.
//!
//! The suite sees what a provider answers. That no other type of your crate prints what is private is for a test of yours,
//! with [`Printed`].
//!
//! A provider of a few lines, which only lists voices:
//!
//! ```
//! use std::sync::{Arc, Mutex};
//! use async_trait::async_trait;
//! use voice_core::conformance::{self, Fixture};
//! use voice_core::{
//!     Error, ErrorKind, Facet, ProviderHealth, Result, TelephonyProvider, Voice, VoiceId, Voices,
//! };
//!
//! #[derive(Debug, Default, Clone)]
//! struct Acme {
//!     wire: Arc<Mutex<Vec<String>>>,
//! }
//!
//! impl Acme {
//!     fn ask(&self, what: &str) -> Vec<Voice> {
//!         self.wire.lock().unwrap().push(what.to_owned());
//!         vec![Voice::new(VoiceId::new("anna"), "Anna")]
//!     }
//! }
//!
//! #[async_trait]
//! impl TelephonyProvider for Acme {
//!     fn name(&self) -> &'static str {
//!         "acme"
//!     }
//!     async fn check(&self) -> Result<ProviderHealth> {
//!         Ok(ProviderHealth::healthy())
//!     }
//!     fn voices(&self) -> Option<&dyn Voices> {
//!         Some(self)
//!     }
//! }
//!
//! #[async_trait]
//! impl Voices for Acme {
//!     async fn list_voices(&self) -> Result<Vec<Voice>> {
//!         Ok(self.ask("GET /voices"))
//!     }
//!     async fn voice(&self, id: &VoiceId) -> Result<Voice> {
//!         let found = self.ask("GET /voices").into_iter().find(|voice| voice.id == *id);
//!         found.ok_or_else(|| Error::new(ErrorKind::NotFound, "acme", "voice", "no such voice"))
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let provider = Acme::default();
//! let wire = provider.wire.clone();
//! let fixture = Fixture::new(move || wire.lock().unwrap().clone()).known(Facet::Voices, "anna");
//! conformance::run(&provider, &fixture).await.into_result()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/custom_provider.rs` of voice-sdk is a whole one over HTTP, with its registration by name.

mod filters;
mod fixture;
mod identity;
mod messages;
mod operations;
mod outbound;
mod privacy;
mod reads;
#[cfg(feature = "http")]
mod recorder;
mod report;
mod run;
mod suite;
mod webhooks;

pub use fixture::{Fake, Fixture};
pub use privacy::Printed;
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use recorder::Recorder;
pub use report::{BrokenContract, Check, Report, Verdict};
pub use suite::run;
