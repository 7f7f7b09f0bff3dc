//! How values are written.

use std::fmt;

use indexmap::IndexMap;

use crate::document::write;
use crate::node::{GatherInput, RejectReason, Strategy, TransferMode};

/// Writes a value as JSON.
pub(super) trait Json {
    fn json(&self, out: &mut String);
}

impl Json for &str {
    fn json(&self, out: &mut String) {
        write::string(out, self);
    }
}

impl Json for String {
    fn json(&self, out: &mut String) {
        write::string(out, self);
    }
}

impl Json for u32 {
    fn json(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Json for bool {
    fn json(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl<T: Json> Json for Vec<T> {
    fn json(&self, out: &mut String) {
        out.push('[');
        for (at, item) in self.iter().enumerate() {
            super::comma(out, at);
            item.json(out);
        }
        out.push(']');
    }
}

/// Pairs are an object, without two members of a name: the later one counts.
pub(super) struct Object<T>(pub(super) Vec<(String, T)>);

impl<T> Object<T> {
    pub(super) fn new(all: impl Iterator<Item = (String, T)>) -> Self {
        Self(all.collect::<IndexMap<_, _>>().into_iter().collect())
    }
}

impl<T: Json> Json for Object<T> {
    fn json(&self, out: &mut String) {
        out.push('{');
        for (at, (name, value)) in self.0.iter().enumerate() {
            super::comma(out, at);
            write::string(out, name);
            out.push(':');
            value.json(out);
        }
        out.push('}');
    }
}

/// A text that is spoken: one for all languages, or one a language.
#[derive(Clone, PartialEq, Eq)]
pub struct Spoken(Text);

#[derive(Clone, PartialEq, Eq)]
enum Text {
    One(String),
    ByLanguage(Vec<(String, String)>),
}

impl fmt::Debug for Spoken {
    /// The languages, and not the words (L10).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Text::One(text) => write!(f, "Spoken({} bytes)", text.len()),
            Text::ByLanguage(texts) => {
                f.write_str("Spoken")?;
                f.debug_list()
                    .entries(texts.iter().map(|(tag, _)| tag))
                    .finish()
            }
        }
    }
}

impl Spoken {
    /// A text a language (BCP 47); the first is spoken where none fits. A language given twice keeps the later text.
    pub fn in_languages<T: Into<String>, U: Into<String>>(
        texts: impl IntoIterator<Item = (T, U)>,
    ) -> Self {
        let texts = texts
            .into_iter()
            .map(|(tag, text)| (tag.into(), text.into()));
        Self(Text::ByLanguage(Object::new(texts).0))
    }
}

impl From<&str> for Spoken {
    fn from(text: &str) -> Self {
        Self(Text::One(text.to_owned()))
    }
}

impl From<String> for Spoken {
    fn from(text: String) -> Self {
        Self(Text::One(text))
    }
}

impl Json for Spoken {
    fn json(&self, out: &mut String) {
        match &self.0 {
            Text::One(text) => write::string(out, text),
            Text::ByLanguage(texts) => Object(texts.clone()).json(out),
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the days say what they are")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    pub(super) fn as_str(self) -> &'static str {
        let [mon, tue, wed, thu, fri, sat, sun] = crate::members::DAYS;
        match self {
            Self::Monday => mon,
            Self::Tuesday => tue,
            Self::Wednesday => wed,
            Self::Thursday => thu,
            Self::Friday => fri,
            Self::Saturday => sat,
            Self::Sunday => sun,
        }
    }
}

impl Json for GatherInput {
    fn json(&self, out: &mut String) {
        write::string(
            out,
            match self {
                Self::Digits => "digits",
                Self::Speech => "speech",
                Self::DigitsSpeech => "digits speech",
            },
        );
    }
}

impl Json for Strategy {
    fn json(&self, out: &mut String) {
        write::string(
            out,
            match self {
                Self::Sequential => "sequential",
                Self::Simultaneous => "simultaneous",
            },
        );
    }
}

impl Json for TransferMode {
    fn json(&self, out: &mut String) {
        write::string(
            out,
            match self {
                Self::Blind => "blind",
                Self::Attended => "attended",
            },
        );
    }
}

impl Json for RejectReason {
    fn json(&self, out: &mut String) {
        write::string(
            out,
            match self {
                Self::Rejected => "rejected",
                Self::Busy => "busy",
            },
        );
    }
}
