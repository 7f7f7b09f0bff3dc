//! The abilities that not every provider has, each a trait of its own.
//!
//! A provider hands out a facet exactly where its vendor can do it (L3); see
//! [`TelephonyProvider`](crate::TelephonyProvider).

pub(crate) mod calls;
pub(crate) mod messages;
pub(crate) mod outbound;
pub(crate) mod transcripts;
