//! Declares answers, and reads them: one resource, or a page of them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use voice_core::http::{Reply, Request};
use voice_core::{Cursor, Page, Raw, Result};

use crate::client::TwilioClient;

/// A page of a list; its cursor is Twilio's `next_page_uri`.
pub type TwilioPage<T> = Page<T>;

/// A resource of Twilio's API.
pub(crate) trait Resource: DeserializeOwned {
    /// The array that holds it in a list.
    const LIST: &'static str;

    /// Keeps what Twilio wrote.
    fn keep(&mut self, raw: Raw);
}

/// A resource that can be listed; implemented by the answers of this module.
#[expect(
    private_bounds,
    reason = "how a resource is read is not for others to implement"
)]
pub trait Listed: Resource {}

impl<T: Resource> Listed for T {}

/// Fetches the page that a cursor stands for. `operation` names it in errors and logs.
///
/// # Errors
/// `InvalidRequest`, before anything is sent, if the cursor leads off the configured base URL.
pub async fn next_page<T: Listed>(
    client: &TwilioClient,
    operation: &'static str,
    cursor: &Cursor,
) -> Result<TwilioPage<T>> {
    client
        .page(Request::get_link(operation, cursor.as_str()))
        .await
}

pub(crate) fn read_one<T: Resource>(reply: &Reply) -> Result<T> {
    let mut resource: T = reply.json()?;
    // What was read as JSON is UTF-8.
    resource.keep(Raw::from(
        std::str::from_utf8(reply.body()).unwrap_or_default(),
    ));
    Ok(resource)
}

pub(crate) fn read_page<T: Resource>(reply: &Reply) -> Result<TwilioPage<T>> {
    let list: List<'_, T> = reply.json()?;
    let items = list
        .items
        .ok_or_else(|| reply.unreadable(&["missing field `", T::LIST, "`"].concat()))?;
    let items: Result<Vec<T>> = items
        .iter()
        .enumerate()
        .map(|(at, raw)| {
            let mut item: T = reply.json_at(format_args!("{}[{at}]", T::LIST), raw.get())?;
            item.keep(Raw::from(raw.get()));
            Ok(item)
        })
        .collect();
    let next = list.next_page_uri.filter(|uri| !uri.is_empty());
    Ok(Page::new(items?, next.map(|uri| Cursor::new(uri.as_ref()))))
}

/// The envelope of a list: the array is named after its resource. The items are set aside, each to be read with its own
/// text.
struct List<'a, T> {
    items: Option<Vec<&'a RawValue>>,
    next_page_uri: Option<Cow<'a, str>>,
    of: PhantomData<T>,
}

impl<'de, T: Resource> Deserialize<'de> for List<'de, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Envelope<T>(PhantomData<T>);

        impl<'de, T: Resource> Visitor<'de> for Envelope<T> {
            type Value = List<'de, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut list = List {
                    items: None,
                    next_page_uri: None,
                    of: PhantomData,
                };
                while let Some(Key(key)) = map.next_key()? {
                    if key == T::LIST {
                        list.items = map.next_value()?;
                    } else if key == "next_page_uri" {
                        let uri: Option<Key<'de>> = map.next_value()?;
                        list.next_page_uri = uri.map(|Key(uri)| uri);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(list)
            }
        }

        deserializer.deserialize_map(Envelope(PhantomData))
    }
}

/// A text of the answer, copied only if it holds an escape.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Key<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// An answer that can stand alone or in a list, with its own text in `raw`. The fields are those of [`part`].
macro_rules! resource {
    ( $(#[$meta:meta])* $name:ident in $list:literal { $($fields:tt)* } ) => {
        $crate::api::resource::part! { $(#[$meta])* $name { $($fields)* } + raw }

        impl $crate::api::resource::Resource for $name {
            const LIST: &'static str = $list;

            fn keep(&mut self, raw: voice_core::Raw) {
                self.raw = raw;
            }
        }
    };
}

/// A part of an answer: one line a field. Always there are `sid` (a text), `number` (somebody's number, masked) and
/// `status(T)` (a word); `uris` is an empty map without any. The others are `Option`s, and an empty text is `None`: `text`,
/// `url` (shown without its query), `masked` (names somebody), `party`, `private`, `time`, `seconds`, `millis`, `count`,
/// `code`, `flag`, `decimal`, `json` (hidden), `word(T)`, `object(T)`. In `redactable` an empty text is one.
macro_rules! part {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $kind:ident $(($ty:ty))? $(as $wire:literal)?; )*
        } $(+ $raw:ident)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$fmeta])* pub $field: $crate::api::resource::field_type!($kind $(($ty))?), )*
            $(
                /// Twilio's own text of it.
                pub $raw: voice_core::Raw,
            )?
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$name, A::Error> {
                        $( let mut $field = None; )*
                        while let Some($crate::api::resource::Key(key)) = map.next_key()? {
                            $( if key == $crate::api::resource::wire!($field $($wire)?) {
                                $field = map
                                    .next_value::<$crate::api::resource::reader!($kind $(($ty))?)>()?
                                    .0;
                                continue;
                            } )*
                            map.next_value::<serde::de::IgnoredAny>()?;
                        }
                        Ok($name {
                            $( $field: $crate::api::resource::finish!($kind $field $($wire)?), )*
                            $( $raw: voice_core::Raw::default(), )?
                        })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }

        #[cfg(test)]
        impl $name {
            /// One with somebody's number wherever a text goes.
            pub(crate) fn marked() -> Self {
                Self {
                    $( $field: $crate::api::resource::marked!($kind $(($ty))?), )*
                    $( $raw: $crate::api::privacy::NUMBER.into(), )?
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut shown = f.debug_struct(stringify!($name));
                $( $crate::api::resource::show!(shown $kind $field self.$field); )*
                shown.finish_non_exhaustive()
            }
        }
    };
}

/// The name on the wire.
macro_rules! wire {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

macro_rules! field_type {
    (sid) => { String };
    (number) => { String };
    (status($ty:ty)) => { $ty };
    (text) => { Option<String> };
    (url) => { Option<String> };
    (masked) => { Option<String> };
    (decimal) => { Option<String> };
    (party) => { Option<voice_core::Party> };
    (private) => { Option<voice_core::PrivateText> };
    (redactable) => { Option<voice_core::PrivateText> };
    (time) => { Option<voice_core::Timestamp> };
    (seconds) => { Option<std::time::Duration> };
    (millis) => { Option<std::time::Duration> };
    (count) => { Option<u64> };
    (code) => { Option<$crate::ErrorCode> };
    (flag) => { Option<bool> };
    (json) => { Option<serde_json::Value> };
    (word($ty:ty)) => { Option<$ty> };
    (object($ty:ty)) => { Option<$ty> };
    (uris) => { std::collections::BTreeMap<String, String> };
}

macro_rules! reader {
    (sid) => { $crate::api::reader::Text };
    (number) => { $crate::api::reader::Text };
    (text) => { $crate::api::reader::Text };
    (url) => { $crate::api::reader::Text };
    (masked) => { $crate::api::reader::Text };
    (decimal) => { $crate::api::reader::Decimal };
    (party) => { $crate::api::reader::Someone };
    (private) => { $crate::api::reader::Private };
    (redactable) => { $crate::api::reader::Redactable };
    (time) => { $crate::api::reader::Time };
    (seconds) => { $crate::api::reader::Seconds };
    (millis) => { $crate::api::reader::Millis };
    (count) => { $crate::api::reader::Count };
    (code) => { $crate::api::reader::Code };
    (flag) => { $crate::api::reader::Flag };
    (json) => { $crate::api::reader::Plain<serde_json::Value> };
    (status($ty:ty)) => { $crate::api::reader::Word<$ty> };
    (word($ty:ty)) => { $crate::api::reader::Word<$ty> };
    (object($ty:ty)) => { $crate::api::reader::Plain<$ty> };
    (uris) => { $crate::api::reader::Uris };
}

macro_rules! finish {
    (sid $field:ident $($wire:literal)?) => {
        $crate::api::resource::finish!(! $field $($wire)?)
    };
    (number $field:ident $($wire:literal)?) => {
        $crate::api::resource::finish!(! $field $($wire)?)
    };
    (status $field:ident $($wire:literal)?) => {
        $crate::api::resource::finish!(! $field $($wire)?)
    };
    (! $field:ident $($wire:literal)?) => {
        $field.ok_or_else(|| {
            serde::de::Error::missing_field($crate::api::resource::wire!($field $($wire)?))
        })?
    };
    (uris $field:ident $($wire:literal)?) => {
        $field.unwrap_or_default()
    };
    ($kind:ident $field:ident $($wire:literal)?) => {
        $field
    };
}

/// What the fields of `marked` hold.
#[cfg(test)]
macro_rules! marked {
    (sid) => {
        $crate::api::privacy::NUMBER.to_owned()
    };
    (number) => {
        $crate::api::privacy::NUMBER.to_owned()
    };
    (status($ty:ty)) => {
        <$ty>::from("x")
    };
    (text) => {
        Some($crate::api::privacy::NUMBER.to_owned())
    };
    (masked) => {
        Some($crate::api::privacy::NUMBER.to_owned())
    };
    (url) => {
        Some($crate::api::privacy::LINK.to_owned())
    };
    (party) => {
        Some(voice_core::Party::reported($crate::api::privacy::NUMBER))
    };
    (private) => {
        Some($crate::api::privacy::NUMBER.into())
    };
    (redactable) => {
        Some($crate::api::privacy::NUMBER.into())
    };
    (json) => {
        Some($crate::api::privacy::NUMBER.into())
    };
    (uris) => {
        std::collections::BTreeMap::from([(
            $crate::api::privacy::NUMBER.to_owned(),
            $crate::api::privacy::LINK.to_owned(),
        )])
    };
    (object($ty:ty)) => {
        Some(<$ty>::marked())
    };
    (word($ty:ty)) => {
        None
    };
    ($kind:ident) => {
        None
    };
}

macro_rules! show {
    ($shown:ident sid $field:ident $value:expr) => {
        $shown.field(stringify!($field), &$crate::api::shown::Text(&$value));
    };
    ($shown:ident number $field:ident $value:expr) => {
        $shown.field(stringify!($field), &$crate::twiml::shown::Masked(&$value));
    };
    ($shown:ident status $field:ident $value:expr) => {
        $shown.field(stringify!($field), &$value);
    };
    ($shown:ident uris $field:ident $value:expr) => {};
    ($shown:ident url $field:ident $value:expr) => {
        if let Some(value) = &$value {
            $shown.field(stringify!($field), &$crate::api::shown::Url(value));
        }
    };
    ($shown:ident masked $field:ident $value:expr) => {
        if let Some(value) = &$value {
            $shown.field(stringify!($field), &$crate::twiml::shown::Masked(value));
        }
    };
    ($shown:ident text $field:ident $value:expr) => {
        if let Some(value) = &$value {
            $shown.field(stringify!($field), &$crate::api::shown::Text(value));
        }
    };
    ($shown:ident json $field:ident $value:expr) => {
        if $value.is_some() {
            $shown.field(stringify!($field), &$crate::twiml::shown::Hidden);
        }
    };
    ($shown:ident $kind:ident $field:ident $value:expr) => {
        if let Some(value) = &$value {
            $shown.field(stringify!($field), value);
        }
    };
}

#[cfg(test)]
pub(crate) use marked;
pub(crate) use {field_type, finish, part, reader, resource, show, wire};
