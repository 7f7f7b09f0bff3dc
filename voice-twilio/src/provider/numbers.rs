//! The account's telephone numbers.

use async_trait::async_trait;
use voice_core::{
    AvailableNumber, Cursor, NumberId, NumberOperation, NumberSearch, NumberUpdate, Numbers,
    OwnedNumber, Page, PhoneNumber, Result,
};

use super::Twilio;
use crate::api::{
    CreateIncomingPhoneNumber, DeleteIncomingPhoneNumber, FetchIncomingPhoneNumber,
    IncomingPhoneNumber, ListIncomingPhoneNumbers, next_page,
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

    /// All of them on one page: Twilio has no next one, so `limit` is at most 1000.
    async fn search_numbers(&self, query: &NumberSearch) -> Result<Page<AvailableNumber>> {
        let page = convert::search(query)?.send(&self.client).await?;
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

    /// A `voice_url` takes the place of an application or a SIP trunk that answered the number's calls: Twilio asks no URL
    /// beside them, so both are cleared with it.
    async fn update_number(&self, id: &NumberId, update: &NumberUpdate) -> Result<OwnedNumber> {
        let change = convert::update_number(id, update)?;
        convert::owned_number(change.send(&self.client).await?, "update_number")
    }

    async fn release_number(&self, id: &NumberId) -> Result<()> {
        DeleteIncomingPhoneNumber::new(id.as_str())
            .send(&self.client)
            .await
    }
}
