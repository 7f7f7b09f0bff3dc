//! Text messages.

use async_trait::async_trait;
use voice_core::{
    Message, MessageId, MessageOption, MessageQuery, Messages, NewMessage, Page, Result,
    refuse_message_options,
};

use super::{Twilio, page_size};
use crate::api::{self, FetchMessage, ListMessages, next_page};
use crate::client::PROVIDER;
use crate::convert;

#[async_trait]
impl Messages for Twilio {
    fn support(&self) -> &'static [MessageOption] {
        &[
            MessageOption::Media,
            MessageOption::StatusCallback,
            MessageOption::SendAt,
            MessageOption::Reference,
        ]
    }

    /// `from` may be a number, a short code, an alphanumeric sender, a channel's address, or a messaging service (`MG…`);
    /// [`Party::Other`](voice_core::Party) holds the last four. `send_at` needs a messaging service, `reference` a `status_callback`.
    async fn send_message(&self, message: &NewMessage) -> Result<Message> {
        refuse_message_options(PROVIDER, Messages::support(self), message)?;
        let sent = convert::create_message(message)?.send(&self.client).await?;
        Ok(convert::message(sent))
    }

    async fn message(&self, id: &MessageId) -> Result<Message> {
        let message = FetchMessage::new(id.as_str()).send(&self.client).await?;
        Ok(convert::message(message))
    }

    /// As with calls, a page may be shorter than asked for.
    async fn list_messages(&self, query: &MessageQuery) -> Result<Page<Message>> {
        let page: Page<api::Message> = if let Some(cursor) = &query.cursor {
            next_page(&self.client, "list_messages", cursor).await?
        } else {
            let mut list = ListMessages::new();
            list.to = query.to.as_ref().map(ToString::to_string);
            list.from = query.from.as_ref().map(ToString::to_string);
            (list.date_sent_from, list.date_sent_before) = convert::days(query.since, query.until);
            list.page_size = page_size(query.page_size);
            list.send(&self.client).await?
        };
        let wanted = |message: &api::Message| {
            let sent = message.date_sent.or(message.date_created);
            convert::within(sent, query.since, query.until)
        };
        let items = page.items.into_iter().filter(wanted);
        Ok(Page::new(items.map(convert::message).collect(), page.next))
    }
}
