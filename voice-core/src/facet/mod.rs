//! The abilities that not every provider has, each a trait of its own.
//!
//! A provider hands out a facet exactly where its vendor can do it (L3); see
//! [`TelephonyProvider`](crate::TelephonyProvider). To add a facet: a file here, an accessor in
//! `provider.rs`, a row in `capability.rs`, its part of the mock in `mock/`.

pub(crate) mod batches;
pub(crate) mod calls;
pub(crate) mod contacts;
pub(crate) mod control;
pub(crate) mod hosted_flows;
pub(crate) mod messages;
pub(crate) mod numbers;
pub(crate) mod outbound;
mod query;
pub(crate) mod recordings;
pub(crate) mod transcripts;
pub(crate) mod voices;
pub(crate) mod webhooks;
