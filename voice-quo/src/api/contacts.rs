//! `GET`, `POST /v1/contacts`, `GET`, `PATCH`, `DELETE /v1/contacts/{id}` — Quo, "List contacts", "Create a contact", "Get
//! a contact by ID", "Update a contact by ID", "Delete a contact".
//!
//! Contacts cannot be searched by name or number. A list of items in a change (e-mails, numbers, custom fields) replaces the
//! stored one: get, merge, then change.

use serde::{Deserialize, Serialize};
use url::Url;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, lenient};

use super::List;
use super::contact_fields::{CustomFieldKind, CustomValue, NewCustomField};
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;

/// Lists contacts.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListContacts {
    /// Those with these ids of yours; 1 to 75 characters each. None = all.
    pub external_ids: Vec<Box<str>>,
    /// Those from these sources; 1 to 75 characters each. None = all.
    pub sources: Vec<Box<str>>,
    /// How many a page, 1 to 50; 10 by default.
    pub max_results: Option<u32>,
    /// Where the page begins.
    pub page_token: Option<Box<str>>,
}

impl ListContacts {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// The one with this id of yours too.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<Box<str>>) -> Self {
        self.external_ids.push(id.into());
        self
    }

    /// Those from this source too.
    #[must_use]
    pub fn source(mut self, source: impl Into<Box<str>>) -> Self {
        self.sources.push(source.into());
        self
    }

    texts! {
        /// Where the page begins.
        page_token,
    }

    options! {
        /// How many a page, 1 to 50.
        max_results: u32,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let mut check = Check("list_contacts").page_size("maxResults", self.max_results, 50)?;
        for id in &self.external_ids {
            check = check.length("externalIds", id, 1..=75)?;
        }
        for source in &self.sources {
            check = check.length("sources", source, 1..=75)?;
        }
        Ok(())
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Contact>> {
        self.check()?;
        let request = Request::get("list_contacts", "/v1/contacts")
            .query("maxResults", self.max_results.unwrap_or(10))
            .query_all("externalIds", &self.external_ids)
            .query_all("sources", &self.sources)
            .query_opt("pageToken", self.page_token.as_deref());
        client.list(request).await
    }
}

paged!(ListContacts => Contact, "list_contacts", page_token);

/// Fetches one contact.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetContact {
    /// Its id, without a prefix.
    pub id: Box<str>,
}

impl GetContact {
    /// The contact with this id.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Contact> {
        client
            .one(Request::get("contact", "/v1/contacts/{id}").path("id", &self.id))
            .await
    }
}

/// Deletes a contact.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteContact {
    /// Its id.
    pub id: Box<str>,
}

impl DeleteContact {
    /// The contact with this id.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        let request = Request::delete("delete_contact", "/v1/contacts/{id}").path("id", &self.id);
        client.done(request).await
    }
}

/// The built-in fields of a contact that is written; `None` = not sent, so unchanged.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactFields {
    /// First name; `Some(None)` empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Option<PrivateText>>,
    /// Last name; `Some(None)` empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Option<PrivateText>>,
    /// Company; `Some(None)` empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Option<PrivateText>>,
    /// What they do there; `Some(None)` empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Option<PrivateText>>,
    /// Mail addresses, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<Vec<ContactItem>>,
    /// Numbers, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_numbers: Option<Vec<ContactItem>>,
}

/// Declares the names of a contact as chained options.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, value: impl Into<PrivateText>) -> Self {
            self.$name = Some(Some(value.into()));
            self
        }
    )+};
}

impl ContactFields {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    names! {
        /// First name.
        first_name,
        /// Last name.
        last_name,
        /// Company.
        company,
        /// What they do there.
        role,
    }

    /// A mail address too, with a name for it (`work`).
    #[must_use]
    pub fn email(mut self, name: impl Into<Box<str>>, value: impl Into<PrivateText>) -> Self {
        let item = ContactItem::new(name, value);
        self.emails.get_or_insert_default().push(item);
        self
    }

    /// A number too, with a name for it (`mobile`).
    #[must_use]
    pub fn phone_number(
        mut self,
        name: impl Into<Box<str>>,
        value: impl Into<PrivateText>,
    ) -> Self {
        let item = ContactItem::new(name, value);
        self.phone_numbers.get_or_insert_default().push(item);
        self
    }
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

/// Adds a contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateContact {
    /// The built-in fields. The first name is always sent, `null` if there is none.
    pub default_fields: ContactFields,
    /// The workspace's own fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_fields: Vec<NewCustomField>,
    /// Who adds it, `US…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_user_id: Option<Box<str>>,
    /// Where it comes from, 1 to 72 characters; `public-api` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<str>>,
    /// Where it is to be found there, 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<Url>,
    /// Your own id of it, 1 to 75 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<Box<str>>,
}

impl CreateContact {
    /// A contact with these fields.
    pub fn new(fields: ContactFields) -> Self {
        let mut default_fields = fields;
        default_fields.first_name.get_or_insert(None);
        Self {
            default_fields,
            custom_fields: Vec::new(),
            created_by_user_id: None,
            source: None,
            source_url: None,
            external_id: None,
        }
    }

    texts! {
        /// Who adds it, `US…`.
        created_by_user_id,
        /// Where it comes from, 1 to 72 characters.
        source,
        /// Your own id of it, 1 to 75 characters.
        external_id,
    }

    options! {
        /// Where it is to be found there, 1 to 200 characters.
        source_url: Url,
    }

    /// A custom field too.
    #[must_use]
    pub fn custom_field(mut self, field: NewCustomField) -> Self {
        self.custom_fields.push(field);
        self
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("create_contact").id_opt(
            "createdByUserId",
            self.created_by_user_id.as_deref(),
            "US",
        )?;
        origin(check, self.source.as_deref(), self.source_url.as_ref())?;
        own_id(check, self.external_id.as_deref())
    }

    /// Sends it, once: Quo has no idempotency key.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; `Conflict` if Quo takes it for one it has; else as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Contact> {
        self.check()?;
        client
            .one(Request::post("create_contact", "/v1/contacts").json(self))
            .await
    }
}

/// Changes a contact: what is not set stays.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateContact {
    /// Which.
    #[serde(skip)]
    pub id: Box<str>,
    /// The built-in fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_fields: Option<ContactFields>,
    /// The workspace's own fields, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_fields: Option<Vec<NewCustomField>>,
    /// Where it comes from, 1 to 72 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<str>>,
    /// Where it is to be found there, 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<Url>,
    /// Your own id of it, 1 to 75 characters; `Some(None)` empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<Option<Box<str>>>,
}

impl UpdateContact {
    /// Changes nothing yet of the contact with this id.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            default_fields: None,
            custom_fields: None,
            source: None,
            source_url: None,
            external_id: None,
        }
    }

    texts! {
        /// Where it comes from, 1 to 72 characters.
        source,
    }

    options! {
        /// The built-in fields.
        default_fields: ContactFields,
        /// The workspace's own fields, all of them: what is left out is lost.
        custom_fields: Vec<NewCustomField>,
        /// Where it is to be found there, 1 to 200 characters.
        source_url: Url,
        /// Your own id of it, 1 to 75 characters; `None` empties it.
        external_id: Option<Box<str>>,
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("update_contact");
        origin(check, self.source.as_deref(), self.source_url.as_ref())?;
        own_id(check, self.external_id.as_ref().and_then(Option::as_deref))
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Contact> {
        self.check()?;
        let request = Request::patch("update_contact", "/v1/contacts/{id}")
            .path("id", &self.id)
            .json(self);
        client.one(request).await
    }
}

/// The sources that Quo keeps for itself.
const RESERVED_SOURCES: [&str; 6] = [
    "openphone",
    "device",
    "csv",
    "zapier",
    "google-people",
    "other",
];

fn origin(check: Check, source: Option<&str>, url: Option<&Url>) -> Result<()> {
    if let Some(source) = source {
        let reserved = RESERVED_SOURCES.contains(&source)
            || ["openphone", "csv"]
                .iter()
                .any(|prefix| source.starts_with(prefix));
        check.length("source", source, 1..=72)?.holds(
            !reserved,
            "source",
            "is a name that Quo keeps for itself",
        )?;
    }
    if let Some(url) = url {
        check.length("sourceUrl", url.as_str(), 1..=200)?;
    }
    Ok(())
}

fn own_id(check: Check, id: Option<&str>) -> Result<()> {
    id.map_or(Ok(check), |id| check.length("externalId", id, 1..=75))
        .map(drop)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn blamed(result: Result<()>) -> String {
        result.unwrap_err().option().unwrap().to_owned()
    }

    fn contact() -> CreateContact {
        CreateContact::new(ContactFields::new().first_name("Ada"))
    }

    #[test]
    fn sources_that_quo_keeps_and_lengths_are_refused() {
        for reserved in [
            "openphone",
            "device",
            "csv",
            "zapier",
            "google-people",
            "other",
            "openphone-x",
            "csv2",
        ] {
            assert_eq!(
                blamed(contact().source(reserved).check()),
                "source",
                "{reserved}"
            );
            assert_eq!(
                blamed(UpdateContact::new("1").source(reserved).check()),
                "source"
            );
        }
        assert!(contact().source("our-crm").check().is_ok());
        assert_eq!(blamed(contact().source("").check()), "source");
        assert_eq!(blamed(contact().source("x".repeat(73)).check()), "source");
        assert_eq!(
            blamed(contact().external_id("x".repeat(76)).check()),
            "externalId"
        );
        assert_eq!(blamed(contact().external_id("").check()), "externalId");
        assert_eq!(
            blamed(contact().created_by_user_id("PN1").check()),
            "createdByUserId"
        );
        let long = Url::parse(&format!("https://example.com/{}", "x".repeat(200))).unwrap();
        assert_eq!(blamed(contact().source_url(long).check()), "sourceUrl");
        assert_eq!(
            blamed(UpdateContact::new("1").external_id(Some("".into())).check()),
            "externalId"
        );
        assert_eq!(
            blamed(ListContacts::new().max_results(51).check()),
            "maxResults"
        );
        assert_eq!(
            blamed(ListContacts::new().external_id("").check()),
            "externalIds"
        );
        assert_eq!(
            blamed(ListContacts::new().source("x".repeat(76)).check()),
            "sources"
        );
    }

    #[test]
    fn what_is_not_set_is_not_sent_and_null_is_a_value() {
        let nobody = CreateContact::new(ContactFields::new());
        assert_eq!(
            serde_json::to_string(&nobody).unwrap(),
            r#"{"defaultFields":{"firstName":null}}"#
        );
        let written = |update| serde_json::to_string::<UpdateContact>(&update).unwrap();
        assert_eq!(written(UpdateContact::new("1")), "{}");
        assert_eq!(
            written(UpdateContact::new("1").external_id(None)),
            r#"{"externalId":null}"#
        );
    }

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
