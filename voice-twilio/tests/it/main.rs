//! Integration tests of the crate, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests fail by panicking as well"
)]

mod twiml;
