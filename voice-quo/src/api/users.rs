//! `GET /v1/users`, `GET /v1/users/{userId}` — Quo, "List users", "Get user by ID".

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, lenient, open_enum};

use super::List;
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;

/// Lists the workspace's users.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListUsers {
    /// How many a page, 1 to 50; 10 by default.
    pub max_results: Option<u32>,
    /// Where the page begins.
    pub page_token: Option<Box<str>>,
}

impl ListUsers {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Where the page begins.
        page_token,
    }

    options! {
        /// How many a page, 1 to 50.
        max_results: u32,
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<User>> {
        Check("list_users").page_size("maxResults", self.max_results, 50)?;
        let request = Request::get("list_users", "/v1/users")
            .query("maxResults", self.max_results.unwrap_or(10))
            .query_opt("pageToken", self.page_token.as_deref());
        client.list(request).await
    }
}

paged!(ListUsers => User, "list_users", page_token);

/// Fetches one user.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetUser {
    /// `US…`
    pub user_id: Box<str>,
}

impl GetUser {
    /// The user with this id, `US…`.
    pub fn new(user_id: impl Into<Box<str>>) -> Self {
        Self {
            user_id: user_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<User> {
        Check("user").id("userId", &self.user_id, "US")?;
        client
            .one(Request::get("user", "/v1/users/{userId}").path("userId", &self.user_id))
            .await
    }
}

/// A user of the workspace.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// `US…`
    pub id: Box<str>,
    /// Mail address.
    #[serde(default)]
    pub email: Option<PrivateText>,
    /// First name.
    #[serde(default)]
    pub first_name: Option<PrivateText>,
    /// Last name.
    #[serde(default)]
    pub last_name: Option<PrivateText>,
    /// Their picture.
    #[serde(default)]
    pub picture_url: Option<PrivateText>,
    /// What they may do.
    #[serde(default)]
    pub role: Option<Role>,
    /// When they joined.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(User);

open_enum! {
    /// What a user may do.
    pub enum Role {
        /// Everything.
        Owner = "owner",
        /// Nearly everything.
        Admin = "admin",
        /// Calls and texts.
        Member = "member",
    }
}
