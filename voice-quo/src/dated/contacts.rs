//! `GET /contacts`, `GET /contacts/{id}` — Quo API 2026-03-30, "Contacts".

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, lenient};

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, paged};
use crate::check::Check;
use crate::client::keep;

/// Lists contacts.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListContacts {
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListContacts {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    paging!();

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Contact>> {
        limited(Check("list_contacts"), self.limit)?;
        let request = Request::get("list_contacts", "/contacts");
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListContacts => Contact, "list_contacts", after);

/// Fetches one contact.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetContact {
    /// Its id.
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
            .dated_one(Request::get("contact", "/contacts/{id}").path("id", &self.id))
            .await
    }
}

/// A contact, its names at the top.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contact {
    /// Its id.
    pub id: Box<str>,
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
    /// Where they are.
    #[serde(default)]
    pub location: Option<PrivateText>,
    /// Where the contact comes from.
    #[serde(default)]
    pub source: Option<Box<str>>,
    /// Your own id of it.
    #[serde(default)]
    pub external_id: Option<Box<str>>,
    /// Mail addresses.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub emails: Vec<ContactValue>,
    /// Numbers.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub phone_numbers: Vec<ContactValue>,
    /// When it was added.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Contact);

/// A mail address or number of a contact.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ContactValue {
    /// The address or number.
    #[serde(default)]
    pub value: Option<PrivateText>,
    /// What it is called: `work`, `mobile`.
    #[serde(default, rename = "type", alias = "name")]
    pub kind: Option<Box<str>>,
}
