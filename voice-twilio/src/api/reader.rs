//! How each kind of field of an answer is read: an empty text is nothing, a number may be a text.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use voice_core::{Party, PrivateText, lenient};

use crate::ErrorCode;

macro_rules! readers {
    ($( $name:ident($ty:ty) = $with:literal; )+) => { $(
        #[derive(Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(#[serde(deserialize_with = $with)] pub(crate) Option<$ty>);
    )+ };
}

readers! {
    Text(String) = "lenient::text";
    Decimal(String) = "lenient::decimal";
    Time(voice_core::Timestamp) = "lenient::timestamp";
    Seconds(std::time::Duration) = "lenient::seconds";
    Millis(std::time::Duration) = "lenient::milliseconds";
    Count(u64) = "lenient::unsigned";
    Flag(bool) = "lenient::boolean";
}

/// Who is on an end of a call; an empty text is nobody.
pub(crate) struct Someone(pub(crate) Option<Party>);

impl<'de> Deserialize<'de> for Someone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(
            lenient::text(deserializer)?.as_deref().map(Party::reported),
        ))
    }
}

/// What somebody said or wrote.
pub(crate) struct Private(pub(crate) Option<PrivateText>);

impl<'de> Deserialize<'de> for Private {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(lenient::text(deserializer)?.map(PrivateText::from)))
    }
}

/// What somebody wrote, and may have been made to forget: then the text is empty.
pub(crate) struct Redactable(pub(crate) Option<PrivateText>);

impl<'de> Deserialize<'de> for Redactable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

/// One of Twilio's numbers for what went wrong.
pub(crate) struct Code(pub(crate) Option<ErrorCode>);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = lenient::unsigned(deserializer)?.map(u32::try_from);
        let number = number
            .transpose()
            .map_err(|_| D::Error::custom("expected an error code"))?;
        Ok(Self(number.map(ErrorCode::from)))
    }
}

/// A vendor's word; an empty text is none.
pub(crate) struct Word<T>(pub(crate) Option<T>);

impl<'de, T: From<String>> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(lenient::text(deserializer)?.map(T::from)))
    }
}

/// A value as it is.
pub(crate) struct Plain<T>(pub(crate) Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Plain<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

/// Links to other resources, by name; a link that is null is left out.
pub(crate) struct Uris(pub(crate) Option<BTreeMap<String, String>>);

impl<'de> Deserialize<'de> for Uris {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Links;

        impl<'de> Visitor<'de> for Links {
            type Value = Option<BTreeMap<String, String>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of links")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut links = BTreeMap::new();
                while let Some((name, link)) = map.next_entry::<String, Option<String>>()? {
                    links.extend(link.map(|link| (name, link)));
                }
                Ok(Some(links))
            }

            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
                d.deserialize_map(self)
            }
        }

        deserializer.deserialize_option(Links).map(Self)
    }
}
