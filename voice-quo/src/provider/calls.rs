//! Calls, read only.

use std::time::Duration;

use async_trait::async_trait;
use voice_core::{Call, CallId, CallQuery, Calls, Page, PrivateText, Result};

use super::{Quo, prefixed};
use crate::{api, convert, dated, words};

#[async_trait]
impl Calls for Quo {
    async fn call(&self, id: &CallId) -> Result<Call> {
        prefixed("call", id.as_str(), "AC")?;
        if self.is_dated() {
            let quo = dated::GetCall::new(id.as_str()).send(&self.client).await?;
            let own = self.own_number(quo.phone_number_id.as_deref()).await?;
            return Ok(convert::dated_call(quo, own.as_ref()));
        }
        let quo = api::GetCall::new(id.as_str()).send(&self.client).await?;
        let own = self.own_number(quo.phone_number_id.as_deref()).await?;
        Ok(convert::call(quo, own.as_ref()))
    }

    /// On v1 `from` and `to` must both be named, one of them a number of the workspace. The dated surface takes any filter.
    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        let ends = self
            .ends("list_calls", query.from.as_ref(), query.to.as_ref())
            .await?;
        let wanted = query.direction;
        let implied = ends.direction.as_ref().and_then(convert::direction);
        if wanted.is_some() && implied.is_some() && wanted != implied {
            return Ok(Page::new(Vec::new(), None));
        }
        let mut page = if self.is_dated() {
            let mut list = dated::ListCalls::new();
            list.phone_number_id = ends.number_id;
            list.participants = ends
                .other
                .iter()
                .map(|party| PrivateText::from(party.to_string()))
                .collect();
            list.direction = ends.direction.or_else(|| wanted.map(quo_direction));
            list.created_from = query.since;
            list.created_to = query.until;
            list.limit = voice_core::page_size(query.page_size, 50);
            list.after = query.cursor.as_ref().map(|cursor| cursor.as_str().into());
            let list = list.send(&self.client).await?;
            let mut calls = Vec::with_capacity(list.data.len());
            for quo in list.data {
                let own = self.own_number(quo.phone_number_id.as_deref()).await?;
                calls.push(convert::dated_call(quo, own.as_ref()));
            }
            Page::new(calls, list.next_page_token.map(voice_core::Cursor::new))
        } else {
            let number_id = ends.number_id.unwrap_or_default();
            let own = self.own_number(Some(&number_id)).await?;
            let other = ends
                .other
                .map(|party| party.to_string())
                .unwrap_or_default();
            let mut list = api::ListCalls::new(number_id, other);
            // Quo's bound is exclusive, ours is not: a little earlier, and the rest is done below.
            list.created_after = query.since.map(|at| at - Duration::from_millis(1));
            list.created_before = query.until;
            list.max_results = voice_core::page_size(query.page_size, 100);
            list.page_token = query.cursor.as_ref().map(|cursor| cursor.as_str().into());
            let list = list.send(&self.client).await?;
            list.into_page(|quo| convert::call(quo, own.as_ref()))
        };
        let direction = wanted.or(implied);
        page.items.retain(|call| {
            (direction.is_none() || call.direction == direction)
                && query
                    .status
                    .as_ref()
                    .is_none_or(|status| call.status == *status)
                && query
                    .since
                    .is_none_or(|since| call.created_at.is_none_or(|at| at >= since))
                && query
                    .until
                    .is_none_or(|until| call.created_at.is_none_or(|at| at < until))
        });
        Ok(page)
    }
}

impl Quo {
    pub(super) async fn own_number(
        &self,
        id: Option<&str>,
    ) -> Result<Option<voice_core::PhoneNumber>> {
        self.directory.number_of(&self.client, id).await
    }
}

fn quo_direction(direction: voice_core::Direction) -> words::Direction {
    match direction {
        voice_core::Direction::Inbound => words::Direction::Incoming,
        voice_core::Direction::Outbound => words::Direction::Outgoing,
    }
}
