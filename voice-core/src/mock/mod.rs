//! An offline provider: it records what you ask, plays the far end from a script, and fails as told.
//!
//! Nothing here waits: the provider has a clock of its own that moves from event to event.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! use voice_core::mock::{Conversation, MockProvider};
//! use voice_core::{CallStatus, Calls, OutboundCall, OutboundCalls, PhoneNumber};
//!
//! let provider = MockProvider::new().line(Conversation::busy());
//! let to: PhoneNumber = "+15550100101".parse()?;
//! let placed = provider.place_call(&OutboundCall::to(to)).await?;
//! assert_eq!(placed.status, CallStatus::Queued);
//!
//! provider.run();
//! let call = provider.call(&placed.id).await?;
//! assert_eq!(call.status, CallStatus::Busy);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assets;
mod calls;
mod factory;
mod failure;
mod line;
mod notices;
mod provider;
mod request;
mod state;
mod texts;
mod timeline;

pub use factory::MockFactory;
pub use failure::MockFailure;
pub use line::{Conversation, Line, Turn, TurnKind};
pub use provider::MockProvider;
pub use request::MockRequest;
