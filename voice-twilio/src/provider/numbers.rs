//! The account's telephone numbers.

use async_trait::async_trait;
use voice_core::{
    AvailableNumber, Cursor, Error, NumberId, NumberKind, NumberOperation, NumberSearch,
    NumberUpdate, Numbers, OwnedNumber, Page, PhoneNumber, Result,
};

use super::{Twilio, page_size};
use crate::api::{
    AvailableNumberKind, CreateIncomingPhoneNumber, DeleteIncomingPhoneNumber,
    FetchIncomingPhoneNumber, IncomingPhoneNumber, ListAvailablePhoneNumbers,
    ListIncomingPhoneNumbers, UpdateIncomingPhoneNumber, next_page,
};
use crate::client::PROVIDER;
use crate::convert;

#[async_trait]
impl Numbers for Twilio {
    fn support(&self) -> &'static [NumberOperation] {
        NumberOperation::ALL
    }

    fn provider(&self) -> &'static str {
        PROVIDER
    }

    async fn list_numbers(&self, cursor: Option<&Cursor>) -> Result<Page<OwnedNumber>> {
        let page: Page<IncomingPhoneNumber> = match cursor {
            Some(cursor) => next_page(&self.client, "list_numbers", cursor).await?,
            None => ListIncomingPhoneNumbers::new().send(&self.client).await?,
        };
        let items = page.items.into_iter();
        let items: Result<Vec<_>> = items
            .map(|number| convert::owned_number(number, "list_numbers"))
            .collect();
        Ok(Page::new(items?, page.next))
    }

    async fn number(&self, id: &NumberId) -> Result<OwnedNumber> {
        let number = FetchIncomingPhoneNumber::new(id.as_str())
            .send(&self.client)
            .await?;
        convert::owned_number(number, "number")
    }

    async fn search_numbers(&self, query: &NumberSearch) -> Result<Page<AvailableNumber>> {
        const OPERATION: &str = "search_numbers";
        let kind = match query.kind {
            None | Some(NumberKind::Local) => AvailableNumberKind::Local,
            Some(NumberKind::TollFree) => AvailableNumberKind::TollFree,
            Some(NumberKind::Mobile) => AvailableNumberKind::Mobile,
            Some(_) => {
                let why = "Twilio has no such kind";
                return Err(Error::unsupported_option(PROVIDER, OPERATION, "kind", why));
            }
        };
        let mut search = ListAvailablePhoneNumbers::new(&*query.country, kind);
        if let Some(code) = &query.area_code {
            let code = code.parse().map_err(|_| {
                Error::invalid(PROVIDER, OPERATION, "area_code", "is digits at Twilio")
            })?;
            search.area_code = Some(code);
        }
        search.contains = query.contains.as_deref().map(str::to_owned);
        search.in_locality = query.locality.as_deref().map(str::to_owned);
        search.voice_enabled = query.abilities.voice;
        search.sms_enabled = query.abilities.sms;
        search.mms_enabled = query.abilities.mms;
        search.page_size = page_size(query.limit);
        let page = search.send(&self.client).await?;
        let items = page.items.into_iter();
        let items: Result<Vec<_>> = items.map(convert::available_number).collect();
        Ok(Page::new(items?, page.next))
    }

    async fn buy_number(&self, number: &PhoneNumber) -> Result<OwnedNumber> {
        let bought = CreateIncomingPhoneNumber::new().phone_number(number.as_str());
        // It is ours by now, whatever the answer looks like.
        convert::owned_number(bought.send(&self.client).await?, "buy_number")
            .map_err(|error| error.with_outcome(voice_core::Outcome::Unknown))
    }

    async fn update_number(&self, id: &NumberId, update: &NumberUpdate) -> Result<OwnedNumber> {
        let mut change = UpdateIncomingPhoneNumber::new(id.as_str());
        change.friendly_name = update.label.as_deref().map(str::to_owned);
        change.voice_url = update.voice_url.as_ref().map(ToString::to_string);
        change.status_callback = update.status_callback.as_ref().map(ToString::to_string);
        convert::owned_number(change.send(&self.client).await?, "update_number")
    }

    async fn release_number(&self, id: &NumberId) -> Result<()> {
        DeleteIncomingPhoneNumber::new(id.as_str())
            .send(&self.client)
            .await
    }
}
