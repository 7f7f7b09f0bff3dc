//! XML text as voice markup needs it: small documents, written often, read with suspicion.
//!
//! - *Writing* appends to a `String` ([`push_text`], [`push_attribute`], [`push_number`]), or to any
//!   [`Sink`]; it costs little more than pushing the same bytes. Nothing is indented, because blanks between elements
//!   would be spoken, and the same value always gives the same bytes (L9).
//! - *Reading* is a pull reader ([`Reader`]) that refuses what a hostile or broken sender could send:
//!   document type declarations, unknown entities, deep nesting, too many attributes, oversized
//!   input. It takes linear time, does not recurse, and every error has a byte offset (L11).
//! - [`Element`] is the tree for what a vocabulary does not know, so that reading and writing again
//!   loses nothing (L12).
//! - [`Template`] is a document written once, with holes that are filled with escaped values for
//!   each request.
//!
//! Nothing here belongs to one vendor: TwiML and ExoML are both built on it.
//!
//! # Characters that XML forbids
//! XML 1.0 cannot carry U+0000–U+0008, U+000B, U+000C, U+000E–U+001F, U+FFFE and U+FFFF, not even as
//! character references. [`forbidden`] reports the first of them, [`without_forbidden`] removes them,
//! and the writing functions leave them out, so that what is written can always be parsed.
mod decode;
mod element;
mod error;
mod escape;
mod name;
mod percent;
mod read;
mod scan;
mod shown;
mod sink;
pub mod template;

pub use element::{Element, Node};
pub use error::{XmlError, XmlErrorKind};
pub use escape::{forbidden, push_attribute, push_number, push_text, without_forbidden};
pub use name::is_name;
pub use percent::{percent_encode, push_percent_encoded};
pub use read::{Attribute, Attributes, Event, Limits, Reader, Tag};
pub use sink::Sink;
pub use template::{Fill, Marked, Segment, Template, hole, marked, push_hole, without_marks};
