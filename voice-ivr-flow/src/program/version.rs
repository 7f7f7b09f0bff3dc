//! The version of a flow, by value.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The sixteen digits of a version. They are compared with each webhook of a call, and own no memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version([u8; 16]);

impl Version {
    pub(crate) fn of(text: &str) -> Self {
        let mut bytes = [b'0'; 16];
        for (byte, digit) in bytes.iter_mut().zip(text.bytes()) {
            *byte = digit;
        }
        Self(bytes)
    }

    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ReadVersion)
    }
}

struct ReadVersion;

impl Visitor<'_> for ReadVersion {
    type Value = Version;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sixteen digits of a version")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Version, E> {
        if text.len() == 16 && text.is_ascii() {
            Ok(Version::of(text))
        } else {
            Err(E::invalid_length(text.len(), &self))
        }
    }
}
