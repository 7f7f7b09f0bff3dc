//! The REST API, endpoint by endpoint.

mod applications;
pub(crate) mod calls;
mod client;
pub(crate) mod conferences;
pub(crate) mod messages;
pub(crate) mod numbers;
mod queues;
pub(crate) mod recordings;
mod streams;
pub(crate) mod transcriptions;
