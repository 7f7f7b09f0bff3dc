//! The field's own words, as types that are parsed once and then right.

mod open_enum;

pub(crate) mod call;
pub(crate) mod id;
pub(crate) mod money;
pub(crate) mod number;
pub(crate) mod outbound;
pub(crate) mod page;
pub(crate) mod party;
pub(crate) mod printable;
pub(crate) mod private;
pub(crate) mod raw;
pub(crate) mod redact;
pub(crate) mod reference;
pub(crate) mod time;
