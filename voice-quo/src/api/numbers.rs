//! `GET /v1/phone-numbers`, `GET /v1/phone-numbers/{phoneNumberId}` — Quo, "List phone numbers", "Get phone number by ID".

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{Party, PrivateText, Raw, Result, Timestamp, lenient, open_enum};

use super::users::Role;
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;

/// Lists the workspace's numbers; not paged.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListNumbers {
    /// Those of one user, `US…`.
    pub user_id: Option<Box<str>>,
}

impl ListNumbers {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Those of one user, `US…`.
        user_id,
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Vec<Number>> {
        Check("list_numbers").id_opt("userId", self.user_id.as_deref(), "US")?;
        let request = Request::get("list_numbers", "/v1/phone-numbers")
            .query_opt("userId", self.user_id.as_deref());
        Ok(client.list(request).await?.data)
    }
}

/// Fetches one number.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetNumber {
    /// `PN…`
    pub phone_number_id: Box<str>,
}

impl GetNumber {
    /// The number with this id, `PN…`.
    pub fn new(phone_number_id: impl Into<Box<str>>) -> Self {
        Self {
            phone_number_id: phone_number_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Number> {
        Check("number").id("phoneNumberId", &self.phone_number_id, "PN")?;
        let request = Request::get("number", "/v1/phone-numbers/{phoneNumberId}")
            .path("phoneNumberId", &self.phone_number_id);
        client.one(request).await
    }
}

/// A number of the workspace.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Number {
    /// `PN…`
    pub id: Box<str>,
    /// The number; the dated API calls it `phoneNumber`.
    #[serde(alias = "phoneNumber")]
    pub number: Party,
    /// The number as people write it.
    #[serde(default)]
    pub formatted_number: Option<PrivateText>,
    /// The name that people gave it.
    #[serde(default)]
    pub name: Option<Box<str>>,
    /// Its group.
    #[serde(default)]
    pub group_id: Option<Box<str>>,
    /// Where its calls are forwarded to.
    #[serde(default)]
    pub forward: Option<Party>,
    /// The request that ports it.
    #[serde(default, deserialize_with = "lenient::text")]
    pub port_request_id: Option<String>,
    /// Where the porting stands.
    #[serde(default, deserialize_with = "lenient::text")]
    pub porting_status: Option<String>,
    /// Its symbol.
    #[serde(default)]
    pub symbol: Option<Box<str>>,
    /// When it was added.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Who uses it.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub users: Vec<NumberUser>,
    /// What it may not do.
    #[serde(default)]
    pub restrictions: Option<Restrictions>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Number);

/// A user of a number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NumberUser {
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
    /// What they may do.
    #[serde(default)]
    pub role: Option<Role>,
    /// Their group.
    #[serde(default)]
    pub group_id: Option<Box<str>>,
}

/// What a number may not do.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[non_exhaustive]
pub struct Restrictions {
    /// Calls.
    #[serde(default)]
    pub calling: Permissions,
    /// Texts. `us` is restricted while the carrier registration is missing.
    #[serde(default)]
    pub messaging: Permissions,
}

/// A permission by destination.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[non_exhaustive]
pub struct Permissions {
    /// The United States.
    #[serde(default, rename = "US")]
    pub us: Option<Permission>,
    /// Canada.
    #[serde(default, rename = "CA")]
    pub ca: Option<Permission>,
    /// Everywhere else.
    #[serde(default, rename = "Intl")]
    pub intl: Option<Permission>,
}

open_enum! {
    /// Whether a number may.
    pub enum Permission {
        /// It may not.
        Restricted = "restricted",
        /// It may.
        Unrestricted = "unrestricted",
    }
}

impl Permissions {
    /// Whether it may anywhere; `None` if Quo does not say.
    pub fn anywhere(&self) -> Option<bool> {
        let said: Vec<&Permission> = [&self.us, &self.ca, &self.intl]
            .into_iter()
            .flatten()
            .collect();
        (!said.is_empty()).then(|| said.contains(&&Permission::Unrestricted))
    }
}
