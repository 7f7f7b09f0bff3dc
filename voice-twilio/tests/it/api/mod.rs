//! The REST API, endpoint by endpoint.

pub(crate) mod calls;
mod client;
pub(crate) mod conferences;
