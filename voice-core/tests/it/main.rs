//! Tests of the crate from outside, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test may fail it too"
)]

#[cfg(all(feature = "analyse", feature = "reqwest"))]
mod analyse;
#[cfg(all(feature = "conformance", feature = "mock"))]
mod conformance;
#[cfg(feature = "http")]
mod http_attempts;
#[cfg(feature = "http")]
mod http_client;
#[cfg(feature = "reqwest")]
mod http_sockets;
#[cfg(feature = "http")]
mod log;
#[cfg(feature = "mock")]
mod matrix;
#[cfg(all(feature = "reqwest", any(feature = "transcribe", feature = "analyse")))]
mod openai;
#[cfg(all(
    feature = "analyse",
    feature = "conformance",
    feature = "mock",
    feature = "reqwest",
    feature = "transcribe"
))]
mod privacy;
#[cfg(feature = "reqwest")]
mod reconcile;
mod registry;
#[cfg(feature = "http")]
mod secrets;
#[cfg(all(feature = "transcribe", feature = "reqwest"))]
mod transcribe;
mod webhook_verification;
