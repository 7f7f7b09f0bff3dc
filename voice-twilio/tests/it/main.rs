//! Integration tests of the crate, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "the helpers of tests fail by panicking as well; a vendor's list of parameters is long"
)]

#[cfg(feature = "http")]
mod api;
#[cfg(feature = "http")]
mod conformance;
#[cfg(feature = "http")]
mod facets;
mod privacy;
#[cfg(feature = "http")]
mod support;
mod twiml;
mod webhook;
