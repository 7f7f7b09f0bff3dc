//! Reading calls.

use async_trait::async_trait;
use voice_core::{Call, CallId, CallQuery, Calls, Error, Page, Result};

use super::{Twilio, page_size};
use crate::api::{self, FetchCall, ListCalls, next_page};
use crate::client::PROVIDER;
use crate::convert;

#[async_trait]
impl Calls for Twilio {
    async fn call(&self, id: &CallId) -> Result<Call> {
        let call = FetchCall::new(id.as_str()).send(&self.client).await?;
        Ok(convert::call(call))
    }

    /// Twilio's filters on the time look at days; what is outside the span is dropped from the page, so a page may be
    /// shorter than asked for, or empty, and still have a next one.
    ///
    /// # Errors
    /// `Unsupported` for a filter on the direction.
    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        const OPERATION: &str = "list_calls";
        if query.direction.is_some() {
            let why = "Twilio cannot list by direction";
            return Err(Error::unsupported_option(
                PROVIDER,
                OPERATION,
                "direction",
                why,
            ));
        }
        let page: Page<api::Call> = if let Some(cursor) = &query.cursor {
            next_page(&self.client, OPERATION, cursor).await?
        } else {
            let mut list = ListCalls::new();
            list.to = query.to.as_ref().map(ToString::to_string);
            list.from = query.from.as_ref().map(ToString::to_string);
            list.status = query.status.as_ref().map(|status| status.as_str().into());
            (list.start_time_from, list.start_time_before) =
                convert::days(query.since, query.until);
            list.page_size = page_size(query.page_size);
            list.send(&self.client).await?
        };
        let wanted = |call: &api::Call| {
            let began = call.start_time.or(call.date_created);
            convert::within(began, query.since, query.until)
        };
        Ok(Page::new(
            page.items
                .into_iter()
                .filter(wanted)
                .map(convert::call)
                .collect(),
            page.next,
        ))
    }
}
