//! Attribute values: how each type is written, read and checked.

use voice_core::xml::Sink;

use super::check::{Problem, Rule};

/// What reading a value gave.
pub(crate) enum Reading<T> {
    /// A value that is known.
    Known(T),
    /// A word that is kept, but not in our list.
    Invented(T),
    /// Not a value of this type.
    Bad,
}

/// A type that an attribute can have.
pub(crate) trait Value: Sized {
    /// Appends the value, escaped.
    fn append(&self, out: &mut impl Sink);
    /// Reads the decoded text of an attribute.
    fn read(text: &str) -> Reading<Self>;
    /// What Twilio would refuse about it.
    fn problem(&self, rule: Rule) -> Option<Problem>;
    /// Whether it stays one value as a member of a list.
    fn is_one_word(&self) -> bool {
        true
    }
}

/// A vendor's word: an open enum.
pub(crate) trait Word: Sized {
    /// The word.
    fn word(&self) -> &str;
    /// Any word.
    fn from_word(word: &str) -> Self;
    /// Whether the word is missing from our list.
    fn is_invented(&self) -> bool;
    /// The word, if it is in our list and so surely needs no escaping.
    fn listed(&self) -> Option<&'static str>;
}

impl Value for String {
    fn append(&self, out: &mut impl Sink) {
        out.attribute(self);
    }

    fn read(text: &str) -> Reading<Self> {
        Reading::Known(text.to_owned())
    }

    fn problem(&self, rule: Rule) -> Option<Problem> {
        Problem::of_characters(self).or_else(|| rule.text(self))
    }
}

impl Value for u32 {
    fn append(&self, out: &mut impl Sink) {
        out.number(*self);
    }

    fn read(text: &str) -> Reading<Self> {
        // `parse` would take a plus sign, which no document of Twilio's has.
        if text.starts_with('+') {
            return Reading::Bad;
        }
        text.parse().map_or(Reading::Bad, Reading::Known)
    }

    fn problem(&self, rule: Rule) -> Option<Problem> {
        rule.number(*self)
    }
}

impl Value for bool {
    fn append(&self, out: &mut impl Sink) {
        out.markup(if *self { "true" } else { "false" });
    }

    fn read(text: &str) -> Reading<Self> {
        match text {
            "true" => Reading::Known(true),
            "false" => Reading::Known(false),
            _ => Reading::Bad,
        }
    }

    fn problem(&self, _: Rule) -> Option<Problem> {
        None
    }
}

impl<W: Word> Value for W {
    fn append(&self, out: &mut impl Sink) {
        match self.listed() {
            Some(word) => out.markup(word),
            None => out.attribute(self.word()),
        }
    }

    fn read(text: &str) -> Reading<Self> {
        let word = Self::from_word(text);
        if word.is_invented() {
            Reading::Invented(word)
        } else {
            Reading::Known(word)
        }
    }

    fn problem(&self, rule: Rule) -> Option<Problem> {
        Problem::of_characters(self.word()).or_else(|| rule.text(self.word()))
    }

    fn is_one_word(&self) -> bool {
        let word = self.word();
        !word.is_empty() && !word.contains(|c: char| c.is_ascii_whitespace())
    }
}

/// A list is written with one blank between its members.
impl<V: Value> Value for Vec<V> {
    fn append(&self, out: &mut impl Sink) {
        for (at, value) in self.iter().enumerate() {
            if at > 0 {
                out.markup(" ");
            }
            value.append(out);
        }
    }

    fn read(text: &str) -> Reading<Self> {
        let mut invented = false;
        let mut list = Self::new();
        for word in text.split_ascii_whitespace() {
            match V::read(word) {
                Reading::Known(value) => list.push(value),
                Reading::Invented(value) => {
                    invented = true;
                    list.push(value);
                }
                Reading::Bad => return Reading::Bad,
            }
        }
        if invented {
            Reading::Invented(list)
        } else {
            Reading::Known(list)
        }
    }

    fn problem(&self, rule: Rule) -> Option<Problem> {
        self.iter().find_map(|value| {
            let split = (!value.is_one_word()).then_some(Problem::NotAWord);
            split.or_else(|| value.problem(rule))
        })
    }
}

/// Declares an open enum of Twilio's words.
macro_rules! words {
    ($( $(#[$meta:meta])* $name:ident { $($body:tt)* } )+) => {
        $(
            voice_core::open_enum! {
                $(#[$meta])*
                pub enum $name { $($body)* }
            }

            impl $crate::twiml::value::Word for $name {
                fn word(&self) -> &str {
                    self.as_str()
                }

                fn from_word(word: &str) -> Self {
                    Self::from(word)
                }

                fn is_invented(&self) -> bool {
                    matches!(self, Self::Unknown(_))
                }

                fn listed(&self) -> Option<&'static str> {
                    self.canonical()
                }
            }

            #[cfg(test)]
            impl $crate::twiml::sample::Sample for $name {
                fn sample(source: &mut $crate::twiml::sample::Bytes<'_>) -> Self {
                    Self::KNOWN
                        .get(source.below(Self::KNOWN.len() + 1))
                        .cloned()
                        .unwrap_or_else(|| Self::from("x-invented"))
                }

                fn each(_: usize) -> Vec<Self> {
                    Self::KNOWN.to_vec()
                }
            }
        )+
    };
}
pub(crate) use words;
