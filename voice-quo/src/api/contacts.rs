//! `GET`, `POST /v1/contacts`, `GET`, `PATCH`, `DELETE /v1/contacts/{id}` — Quo, "List contacts", "Create a contact", "Get
//! a contact by ID", "Update a contact by ID", "Delete a contact".
//!
//! Contacts cannot be searched by name or number. A list of items in a change (e-mails, numbers, custom fields) replaces the
//! stored one: get, merge, then change.

use serde::Serialize;
use url::Url;
use voice_core::http::Request;
use voice_core::{PrivateText, Result};

use super::List;
use super::contact_fields::NewCustomField;
use super::contact_record::{Contact, ContactItem};
use crate::QuoClient;
use crate::check::Check;

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
}
