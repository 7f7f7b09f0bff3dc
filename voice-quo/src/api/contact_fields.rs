//! `GET /v1/contact-custom-fields` — Quo, "Get contact custom fields".

use serde::{Deserialize, Serialize};
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, open_enum};

use crate::QuoClient;
use crate::client::keep;

/// Lists the custom fields that contacts can have; not paged. They are defined in Quo's app only.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListCustomFields {}

impl ListCustomFields {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends it.
    ///
    /// # Errors
    /// As Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Vec<CustomField>> {
        let request = Request::get("list_custom_fields", "/v1/contact-custom-fields");
        Ok(client.list(request).await?.data)
    }
}

/// A field that contacts can have.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct CustomField {
    /// Its name, as people see it.
    #[serde(default)]
    pub name: Option<Box<str>>,
    /// Its key, as contacts name it.
    pub key: Box<str>,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: CustomFieldKind,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(CustomField);

open_enum! {
    /// What a custom field holds.
    pub enum CustomFieldKind {
        /// A postal address.
        Address = "address",
        /// Yes or no.
        Boolean = "boolean",
        /// A day.
        Date = "date",
        /// Some of a list.
        MultiSelect = "multi-select",
        /// A number.
        Number = "number",
        /// A text.
        String = "string",
        /// An address in the web.
        Url = "url",
    }
}

/// The value of a custom field in a contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum CustomValue {
    /// A text, a URL, an address.
    Text(PrivateText),
    /// A number.
    Number(serde_json::Number),
    /// Yes or no.
    Boolean(bool),
    /// An instant.
    Date(Timestamp),
    /// Some of a list.
    Choices(Vec<PrivateText>),
    /// Nothing: removes what is there.
    Nothing,
}

/// A custom field of a contact that is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NewCustomField {
    /// The field's key.
    pub key: Box<str>,
    /// The item's id, to change one that is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Box<str>>,
    /// Its value.
    pub value: CustomValue,
}

impl NewCustomField {
    /// A value for the field with this key.
    pub fn new(key: impl Into<Box<str>>, value: CustomValue) -> Self {
        Self {
            key: key.into(),
            id: None,
            value,
        }
    }

    /// Changes the item with this id.
    #[must_use]
    pub fn id(mut self, id: impl Into<Box<str>>) -> Self {
        self.id = Some(id.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_written_as_quo_takes_it() {
        let written = |value| serde_json::to_string(&NewCustomField::new("k", value)).unwrap();
        assert_eq!(
            written(CustomValue::Text("a".into())),
            r#"{"key":"k","value":"a"}"#
        );
        assert_eq!(
            written(CustomValue::Number(4.into())),
            r#"{"key":"k","value":4}"#
        );
        assert_eq!(
            written(CustomValue::Boolean(true)),
            r#"{"key":"k","value":true}"#
        );
        assert_eq!(
            written(CustomValue::Date(Timestamp::UNIX_EPOCH)),
            r#"{"key":"k","value":"1970-01-01T00:00:00Z"}"#
        );
        assert_eq!(
            written(CustomValue::Choices(vec!["a".into(), "b".into()])),
            r#"{"key":"k","value":["a","b"]}"#
        );
        assert_eq!(written(CustomValue::Nothing), r#"{"key":"k","value":null}"#);
    }
}
