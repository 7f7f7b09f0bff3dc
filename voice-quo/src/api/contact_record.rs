//! A contact as Quo keeps it.

use serde::{Deserialize, Serialize};
use voice_core::{PrivateText, Raw, Timestamp, lenient};

use super::contact_fields::{CustomFieldKind, CustomValue, NewCustomField};
use crate::client::keep;

/// A contact.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contact {
    /// Its id, without a prefix.
    pub id: Box<str>,
    /// Your own id of it.
    #[serde(default)]
    pub external_id: Option<Box<str>>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<Box<str>>,
    /// Where it is to be found there.
    #[serde(default)]
    pub source_url: Option<PrivateText>,
    /// The built-in fields.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub default_fields: DefaultFields,
    /// The workspace's own fields.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub custom_fields: Vec<StoredField>,
    /// When it was added.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Who added it, `US…`.
    #[serde(default)]
    pub created_by_user_id: Option<Box<str>>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Contact);

/// The built-in fields of a stored contact.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DefaultFields {
    /// First name.
    #[serde(default)]
    pub first_name: Option<PrivateText>,
    /// Last name.
    #[serde(default)]
    pub last_name: Option<PrivateText>,
    /// Company.
    #[serde(default)]
    pub company: Option<PrivateText>,
    /// What they do there.
    #[serde(default)]
    pub role: Option<PrivateText>,
    /// Mail addresses.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub emails: Vec<ContactItem>,
    /// Numbers.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub phone_numbers: Vec<ContactItem>,
}

/// A custom field of a stored contact. Its value is in any shape: see the contact's raw record for lists.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct StoredField {
    /// Quo's id of it.
    #[serde(default)]
    pub id: Option<Box<str>>,
    /// The field's key.
    #[serde(default)]
    pub key: Box<str>,
    /// The field's name.
    #[serde(default)]
    pub name: Option<Box<str>>,
    /// What it holds.
    #[serde(default, rename = "type")]
    pub kind: Option<CustomFieldKind>,
    /// Its values: one, or several of a list; none if it is empty.
    #[serde(default, deserialize_with = "values")]
    pub value: Vec<PrivateText>,
}

impl StoredField {
    /// The same value to be written again, so that a change of one field can keep the others.
    pub fn to_new(&self) -> NewCustomField {
        let first = self.value.first();
        let value = match (&self.kind, first) {
            (_, None) => CustomValue::Nothing,
            (Some(CustomFieldKind::MultiSelect), _) => CustomValue::Choices(self.value.clone()),
            (_, Some(_)) if self.value.len() > 1 => CustomValue::Choices(self.value.clone()),
            (Some(CustomFieldKind::Number), Some(text)) => text
                .parse()
                .map_or_else(|_| CustomValue::Text(text.clone()), CustomValue::Number),
            (Some(CustomFieldKind::Boolean), Some(text)) => text
                .parse()
                .map_or_else(|_| CustomValue::Text(text.clone()), CustomValue::Boolean),
            (_, Some(text)) => CustomValue::Text(text.clone()),
        };
        NewCustomField {
            key: self.key.clone(),
            id: self.id.clone(),
            value,
        }
    }
}

/// One scalar or a list of them, each as text.
fn values<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<PrivateText>, D::Error> {
    #[derive(Deserialize)]
    struct Scalar(#[serde(deserialize_with = "crate::words::private")] Option<PrivateText>);
    let found: Vec<Scalar> = lenient::one_or_many(deserializer)?;
    Ok(found.into_iter().filter_map(|Scalar(text)| text).collect())
}

/// A mail address or number of a contact, with a name for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContactItem {
    /// Quo's id of it; only of what is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Box<str>>,
    /// What it is called: `work`, `mobile`.
    #[serde(default)]
    pub name: Box<str>,
    /// The address or number; `None` in a change removes the item.
    #[serde(default)]
    pub value: Option<PrivateText>,
}

impl ContactItem {
    /// A new one.
    pub fn new(name: impl Into<Box<str>>, value: impl Into<PrivateText>) -> Self {
        Self {
            id: None,
            name: name.into(),
            value: Some(value.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_value_is_one_or_many() {
        let read = |value: &str| {
            let json = format!(r#"{{"key":"k","type":"string","value":{value}}}"#);
            let field: StoredField = serde_json::from_str(&json).unwrap();
            field
                .value
                .iter()
                .map(|text| text.as_str().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(read("\"a\""), ["a"]);
        assert_eq!(read("[\"a\",\"b\"]"), ["a", "b"]);
        assert_eq!(read("4"), ["4"]);
        assert!(read("null").is_empty());
    }

    #[test]
    fn a_stored_field_is_written_back_as_it_was() {
        for json in [
            r#"{"key":"k","id":"1","type":"string","value":"4"}"#,
            r#"{"key":"k","id":"1","type":"number","value":4.5}"#,
            r#"{"key":"k","id":"1","type":"boolean","value":true}"#,
            r#"{"key":"k","id":"1","type":"multi-select","value":["a"]}"#,
            r#"{"key":"k","id":"1","type":"date","value":"2026-01-01T00:00:00Z"}"#,
            r#"{"key":"k","id":"1","type":"an-invented-kind","value":null}"#,
        ] {
            let field: StoredField = serde_json::from_str(json).unwrap();
            let written = serde_json::to_value(field.to_new()).unwrap();
            let stored: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!(written["value"], stored["value"], "{json}");
            assert_eq!(
                (&written["key"], &written["id"]),
                (&stored["key"], &stored["id"])
            );
        }
    }
}
