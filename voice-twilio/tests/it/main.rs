//! Integration tests of the crate, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests fail by panicking as well"
)]

#[cfg(feature = "http")]
mod api;
#[cfg(feature = "http")]
mod facets;
#[cfg(feature = "http")]
mod support;
mod twiml;
mod webhook;
