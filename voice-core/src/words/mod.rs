//! The field's own words, as types that are parsed once and then right.

pub(crate) mod id;
pub(crate) mod number;
#[macro_use]
pub(crate) mod open_enum;
pub(crate) mod party;
pub(crate) mod reference;
pub(crate) mod time;
