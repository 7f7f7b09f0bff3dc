//! Tests of the crate from outside, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test may fail it too"
)]
#![allow(
    clippy::too_many_lines,
    reason = "a table of cases is as long as the document"
)]

mod support;

mod calls;
mod conformance;
mod contacts;
mod dated_reads;
mod dated_webhooks;
mod facets;
mod facets_dated;
mod limits;
mod messages;
mod paging;
mod secrets;
mod webhook_endpoints;
mod webhook_events;
mod webhook_signatures;
mod workspace;
