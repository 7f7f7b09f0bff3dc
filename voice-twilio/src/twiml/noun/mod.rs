//! Nouns: whom and what verbs are about.

pub(crate) mod agent;
pub(crate) mod conference;
pub(crate) mod party;
pub(crate) mod queue;
pub(crate) mod stream;
