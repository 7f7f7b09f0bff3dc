//! Enums that survive what a vendor invents tomorrow (L12).

/// Declares an open enum: known words, and `Unknown` that keeps any other word verbatim.
///
/// The result is `#[non_exhaustive]`, parses without failing, prints the word, compares by meaning,
/// and allocates only for an unknown word. Compare `as_str` rather than match a
/// spelling inside `Unknown`: that word may become a variant.
///
/// ```
/// voice_core::open_enum! {
///     /// Which side of the call a recording holds.
///     pub enum Track {
///         /// The caller.
///         Inbound = "inbound",
///         /// What the caller hears.
///         Outbound = "outbound",
///     }
/// }
/// assert_eq!(Track::from("inbound"), Track::Inbound);
/// assert_eq!(Track::from("sideways").as_str(), "sideways");
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $word:literal $(| $alias:literal)* ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( $(#[$vmeta])* $variant, )+
            /// A word that was not known when this was written, verbatim.
            Unknown(Box<str>),
        }

        impl $name {
            /// The word: the canonical spelling, or the unknown one verbatim.
            $vis fn as_str(&self) -> &str {
                match self {
                    Self::Unknown(word) => word,
                    known => known.canonical().unwrap_or_default(),
                }
            }

            /// The word, if it is known. All answers are constants, so that it is a look into a table.
            fn canonical(&self) -> Option<&'static str> {
                match self {
                    $( Self::$variant => Some($word), )+
                    Self::Unknown(_) => None,
                }
            }

            /// Every word that is known, in the order of declaration.
            $vis const KNOWN: &'static [Self] = &[ $( Self::$variant, )+ ];

            fn known(word: &str) -> Option<Self> {
                match word {
                    $( $word $(| $alias)* => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self::known(word).unwrap_or_else(|| Self::Unknown(word.into()))
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                Self::known(&word).unwrap_or_else(|| Self::Unknown(word.into()))
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(word))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::private::serde::Serialize for $name {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Words;
                impl $crate::private::serde::de::Visitor<'_> for Words {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a word")
                    }

                    fn visit_str<E: $crate::private::serde::de::Error>(self, word: &str) -> Result<$name, E> {
                        Ok($name::from(word))
                    }
                }
                deserializer.deserialize_str(Words)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    crate::open_enum! {
        /// A test's words.
        enum Fruit {
            /// Round.
            Apple = "apple" | "Apple",
            /// Long.
            Banana = "banana",
        }
    }

    #[test]
    fn known_words_aliases_and_inventions_survive() {
        assert_eq!(Fruit::from("Apple"), Fruit::Apple);
        assert_eq!(Fruit::Apple.as_str(), "apple");
        let kiwi: Fruit = serde_json::from_str("\"kiwi\"").unwrap();
        assert_eq!(kiwi.as_str(), "kiwi");
        assert_eq!(serde_json::to_string(&kiwi).unwrap(), "\"kiwi\"");
        assert_eq!(Fruit::KNOWN, [Fruit::Apple, Fruit::Banana]);
    }
}
