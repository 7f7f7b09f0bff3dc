//! `GET /users`, `GET /phone-numbers/{id}/users`, `GET /users/{id}`, `GET /organization` — Quo API 2026-03-30, "Users",
//! "Organization".

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, lenient, open_enum};

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, User, paged, texts};
use crate::check::Check;
use crate::client::keep;

/// Lists the workspace's users, or those of one number.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListUsers {
    /// Those of this number, `PN…`; asks `/phone-numbers/{id}/users`.
    pub phone_number_id: Option<Box<str>>,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListUsers {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Those of this number, `PN…`.
        phone_number_id,
    }

    paging!();

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<User>> {
        let check = Check("list_users").id_opt("id", self.phone_number_id.as_deref(), "PN")?;
        limited(check, self.limit)?;
        let request = match &self.phone_number_id {
            Some(number) => {
                Request::get("list_users", "/phone-numbers/{id}/users").path("id", number)
            }
            None => Request::get("list_users", "/users"),
        };
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListUsers => User, "list_users", after);

/// Fetches one user.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetUser {
    /// `US…`
    pub id: Box<str>,
}

impl GetUser {
    /// The user with this id, `US…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<User> {
        Check("user").id("id", &self.id, "US")?;
        client
            .dated_one(Request::get("user", "/users/{id}").path("id", &self.id))
            .await
    }
}

/// Fetches the workspace of the key: the cheapest check of it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetOrganization {}

impl GetOrganization {
    /// The key's own.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends it.
    ///
    /// # Errors
    /// As Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Organization> {
        client
            .dated_one(Request::get("organization", "/organization"))
            .await
    }
}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Organization {
    /// `OR…`
    pub id: Box<str>,
    /// Its name.
    #[serde(default)]
    pub name: Option<PrivateText>,
    /// Whether it is paid for.
    #[serde(default)]
    pub subscription_status: Option<SubscriptionStatus>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Organization);

open_enum! {
    /// Whether a workspace is paid for.
    pub enum SubscriptionStatus {
        /// It is.
        Active = "active",
        /// It no longer is.
        Expired = "expired",
    }
}
