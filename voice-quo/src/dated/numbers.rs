//! `GET /phone-numbers`, `GET /users/{id}/phone-numbers`, `GET /phone-numbers/{id}` — Quo API 2026-03-30, "Phone numbers".

use voice_core::http::Request;
use voice_core::{PhoneNumber, Result};

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, Number, options, paged, texts};
use crate::check::Check;

/// Lists the workspace's numbers, or those of one user.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListNumbers {
    /// Those of this user, `US…`; asks `/users/{id}/phone-numbers`.
    pub user_id: Option<Box<str>>,
    /// The one with this number.
    pub phone_number: Option<PhoneNumber>,
    /// With what they may not do.
    pub with_restrictions: bool,
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListNumbers {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Those of this user, `US…`. Takes no other filter.
        user_id,
    }

    options! {
        /// The one with this number.
        phone_number: PhoneNumber,
    }

    paging!();

    /// With what they may not do.
    #[must_use]
    pub fn with_restrictions(mut self) -> Self {
        self.with_restrictions = true;
        self
    }

    /// Checks what Quo's document demands.
    ///
    /// # Errors
    /// `InvalidRequest`, with the field's name.
    pub fn check(&self) -> Result<()> {
        let check = Check("list_numbers")
            .id_opt("userId", self.user_id.as_deref(), "US")?
            .holds(
                self.user_id.is_none() || self.phone_number.is_none(),
                "phoneNumber",
                "is no filter of one user's numbers",
            )?
            .holds(
                self.user_id.is_none() || !self.with_restrictions,
                "include",
                "is not known for one user's numbers",
            )?;
        limited(check, self.limit).map(drop)
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Number>> {
        self.check()?;
        let request = match &self.user_id {
            Some(user) => {
                Request::get("list_numbers", "/users/{userId}/phone-numbers").path("userId", user)
            }
            None => Request::get("list_numbers", "/phone-numbers")
                .query_opt("phoneNumber", self.phone_number.as_ref())
                .query_opt("include", self.with_restrictions.then_some("restrictions")),
        };
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListNumbers => Number, "list_numbers", after);

/// Fetches one number.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetNumber {
    /// `PN…`
    pub id: Box<str>,
    /// With what it may not do.
    pub with_restrictions: bool,
    /// With its business hours, in the raw record.
    pub with_business_hours: bool,
}

impl GetNumber {
    /// The number with this id, `PN…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            with_restrictions: false,
            with_business_hours: false,
        }
    }

    /// With what it may not do.
    #[must_use]
    pub fn with_restrictions(mut self) -> Self {
        self.with_restrictions = true;
        self
    }

    /// With its business hours, in the raw record.
    #[must_use]
    pub fn with_business_hours(mut self) -> Self {
        self.with_business_hours = true;
        self
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Number> {
        Check("number").id("id", &self.id, "PN")?;
        let include = [
            self.with_restrictions.then_some("restrictions"),
            self.with_business_hours.then_some("businessHours"),
        ];
        let request = Request::get("number", "/phone-numbers/{id}")
            .path("id", &self.id)
            .query_opt(
                "include",
                super::calls::joined(include.into_iter().flatten()),
            );
        client.dated_one(request).await
    }
}
