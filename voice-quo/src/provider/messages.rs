//! Text messages: sent through v1, read from either surface.

use std::time::Duration;

use async_trait::async_trait;
use voice_core::{
    Direction, Error, Message, MessageId, MessageOption, MessageQuery, Messages, NewMessage, Page,
    Party, PhoneNumber, Result, Timestamp, refuse_message_options,
};

use super::{Quo, prefixed};
use crate::{PROVIDER, api, convert, dated};

const SEND: &str = "send_message";
const LIST: &str = "list_messages";

#[async_trait]
impl Messages for Quo {
    fn support(&self) -> &'static [MessageOption] {
        &[MessageOption::Group]
    }

    async fn send_message(&self, message: &NewMessage) -> Result<Message> {
        refuse_message_options(PROVIDER, Messages::support(self), message)?;
        let from = number(SEND, "from", &message.from)?;
        let mut to = message.to.iter().map(|party| number(SEND, "to", party));
        let Some(first) = to.next().transpose()? else {
            return Err(Error::invalid(PROVIDER, SEND, "to", "names nobody"));
        };
        let mut send = api::SendMessage::new(from.as_str(), first.clone(), message.body.clone());
        for next in to {
            send = send.and_to(next?.clone());
        }
        Ok(convert::message(send.send(&self.client).await?))
    }

    async fn message(&self, id: &MessageId) -> Result<Message> {
        prefixed("message", id.as_str(), "AC")?;
        let quo = if self.is_dated() {
            dated::GetMessage::new(id.as_str())
                .send(&self.client)
                .await?
        } else {
            api::GetMessage::new(id.as_str()).send(&self.client).await?
        };
        Ok(convert::message(quo))
    }

    /// On v1 `from` and `to` must both be named, one of them a number of the workspace. The dated surface takes any filter.
    async fn list_messages(&self, query: &MessageQuery) -> Result<Page<Message>> {
        // The upper bound is exclusive at Quo as here; the lower one is not here.
        let after = query.since.map(|at| at - Duration::from_millis(1));
        let mut page = if self.is_dated() {
            let mut list = dated::ListMessages::new();
            list.from = query.from.as_ref().map(|party| party.to_string().into());
            list.to = query.to.as_ref().map(|party| party.to_string().into());
            list.created_after = after;
            list.created_before = query.until;
            list.limit = voice_core::page_size(query.page_size, 50);
            list.after = query.cursor.as_ref().map(|cursor| cursor.as_str().into());
            list.send(&self.client).await?.into_page(convert::message)
        } else {
            let ends = self
                .ends(LIST, query.from.as_ref(), query.to.as_ref())
                .await?;
            let other = match &ends.other {
                Some(party) => number(LIST, "to", party)?.clone(),
                None => return Err(Error::invalid(PROVIDER, LIST, "to", "names nobody")),
            };
            let mut list = api::ListMessages::new(ends.number_id.unwrap_or_default(), other);
            list.created_after = after;
            list.created_before = query.until;
            list.max_results = voice_core::page_size(query.page_size, 100);
            list.page_token = query.cursor.as_ref().map(|cursor| cursor.as_str().into());
            let mut page = list.send(&self.client).await?.into_page(convert::message);
            // Both directions come together.
            let direction = ends.direction.as_ref().and_then(convert::direction);
            page.items
                .retain(|message| message.direction.is_none() || message.direction == direction);
            page
        };
        page.items.retain(|message| {
            let at = message.created_at;
            query
                .since
                .is_none_or(|since| at.is_none_or(|at| at >= since))
                && query
                    .until
                    .is_none_or(|until| at.is_none_or(|at| at < until))
        });
        Ok(page)
    }
}

impl Quo {
    /// Looks for a text after its outcome was not known (L1): ours to the same party with the same words, made at or after
    /// `since`. Give an instant shortly before you sent it. Quo's list lags behind by seconds: ask again before you send
    /// the text anew. Of a group message it looks in the conversation of that group.
    ///
    /// # Errors
    /// `InvalidRequest` if the sender is no number of the workspace; else as [`Messages::list_messages`].
    pub async fn find_sent(&self, sent: &NewMessage, since: Timestamp) -> Result<Option<Message>> {
        const OPERATION: &str = "find_sent";
        let from = number(OPERATION, "from", &sent.from)?;
        let mut to = sent.to.iter().map(|party| number(OPERATION, "to", party));
        let Some(first) = to.next().transpose()? else {
            return Err(Error::invalid(PROVIDER, OPERATION, "to", "names nobody"));
        };
        let Some(id) = self.directory.id_of(&self.client, from).await? else {
            let why = "is none of this workspace's numbers";
            return Err(Error::invalid(PROVIDER, OPERATION, "from", why));
        };
        let mut list = api::ListMessages::new(id, first.clone())
            .created_after(since - Duration::from_millis(1))
            .max_results(100);
        for next in to {
            list = list.and_participant(next?.clone());
        }
        loop {
            let page = list.send(&self.client).await?;
            let found = page.data.into_iter().map(convert::message).find(|message| {
                message.direction != Some(Direction::Inbound)
                    && message.body.as_ref() == Some(&sent.body)
                    && message.created_at.is_none_or(|at| at >= since)
            });
            match (found, page.next_page_token) {
                (None, Some(token)) if list.page_token.as_ref() != Some(&token) => {
                    list.page_token = Some(token);
                }
                (found, _) => return Ok(found),
            }
        }
    }
}

fn number<'a>(
    operation: &'static str,
    option: &'static str,
    party: &'a Party,
) -> Result<&'a PhoneNumber> {
    party.number().ok_or_else(|| {
        Error::unsupported_option(
            PROVIDER,
            operation,
            option,
            "Quo texts numbers in E.164 only",
        )
    })
}
