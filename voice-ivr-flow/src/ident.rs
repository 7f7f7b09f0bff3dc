//! Short texts that name things: ids, labels, keys, variables, language tags.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
use smol_str::{SmolStr, SmolStrBuilder};

/// A short text that names something: an id, a label, a variable, a language.
///
/// Up to 23 bytes need no memory of their own, and cloning is cheap whatever the length: a flow has several of
/// these a node. It is a `str` wherever one is wanted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ident(SmolStr);

impl Ident {
    /// A text of the program's own.
    pub(crate) const fn fixed(text: &'static str) -> Self {
        Self(SmolStr::new_static(text))
    }

    /// One text of several.
    pub(crate) fn join<'t>(parts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut writer = IdentWriter::default();
        for part in parts {
            writer.push_str(part);
        }
        writer.finish()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An [`Ident`] that is being written.
#[derive(Debug, Default)]
pub(crate) struct IdentWriter(SmolStrBuilder);

impl IdentWriter {
    pub(crate) fn push_str(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(crate) fn finish(self) -> Ident {
        Ident(self.0.finish())
    }
}

impl fmt::Write for IdentWriter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

impl Deref for Ident {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Ident {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Ident {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Ident {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Ident {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Cow<'_, str>> for Ident {
    fn from(text: Cow<'_, str>) -> Self {
        Self(text.into())
    }
}

impl From<Ident> for String {
    fn from(ident: Ident) -> Self {
        ident.0.into()
    }
}

impl PartialEq<str> for Ident {
    fn eq(&self, other: &str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for Ident {
    fn eq(&self, other: &&str) -> bool {
        self.0 == **other
    }
}

impl Serialize for Ident {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
