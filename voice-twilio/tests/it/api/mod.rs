//! The REST API, endpoint by endpoint.

mod applications;
pub(crate) mod available_numbers;
pub(crate) mod calls;
mod client;
pub(crate) mod conferences;
mod events;
pub(crate) mod messages;
pub(crate) mod owned_numbers;
pub(crate) mod participants;
mod queues;
pub(crate) mod recordings;
mod streams;
pub(crate) mod transcriptions;
mod usage;
