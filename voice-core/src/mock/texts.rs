//! Text messages and the address book.

use async_trait::async_trait;

use super::provider::MockProvider;
use super::request::MockRequest;
use super::state::{NAME, none, page, take};
use crate::{
    Contact, ContactDetails, ContactId, Contacts, Cursor, Direction, Error, Message, MessageId,
    MessageOption, MessageQuery, MessageStatus, Messages, NewMessage, Page, Result,
};

#[async_trait]
impl Messages for MockProvider {
    fn support(&self) -> &'static [MessageOption] {
        MessageOption::ALL
    }

    async fn send_message(&self, message: &NewMessage) -> Result<Message> {
        if message.body.trim().is_empty() && message.media.is_empty() {
            return Err(Error::invalid(
                NAME,
                "send_message",
                "body",
                "the text is blank",
            ));
        }
        self.change(
            MockRequest::SendMessage(Box::new(message.clone())),
            |state| {
                let mut sent = Message::new(state.id("message"), MessageStatus::Sent);
                sent.direction = Some(Direction::Outbound);
                sent.from = Some(message.from.clone());
                sent.to.clone_from(&message.to);
                sent.body = Some(message.body.clone());
                sent.created_at = Some(state.now);
                sent.sent_at = Some(message.send_at.unwrap_or(state.now));
                state.messages.push(sent.clone());
                Ok(sent)
            },
        )
    }

    async fn message(&self, id: &MessageId) -> Result<Message> {
        let state = self.read(MockRequest::Message(id.clone()))?;
        let message = state.messages.iter().find(|message| message.id == *id);
        message.cloned().ok_or_else(|| none("message", "message"))
    }

    async fn list_messages(&self, query: &MessageQuery) -> Result<Page<Message>> {
        let state = self.read(MockRequest::ListMessages(Box::new(query.clone())))?;
        let messages = state.messages.iter().rev().filter(|message| {
            query
                .from
                .as_ref()
                .is_none_or(|from| message.from.as_ref() == Some(from))
                && query.to.as_ref().is_none_or(|to| message.to.contains(to))
                && query.since <= message.sent_at
                && query
                    .until
                    .is_none_or(|until| message.sent_at < Some(until))
        });
        page(
            "list_messages",
            messages,
            query.cursor.as_ref(),
            query.page_size,
        )
    }
}

#[async_trait]
impl Contacts for MockProvider {
    async fn list_contacts(&self, cursor: Option<&Cursor>) -> Result<Page<Contact>> {
        let state = self.read(MockRequest::ListContacts)?;
        page("list_contacts", state.contacts.iter(), cursor, None)
    }

    async fn contact(&self, id: &ContactId) -> Result<Contact> {
        let state = self.read(MockRequest::Contact(id.clone()))?;
        let contact = state.contacts.iter().find(|contact| contact.id == *id);
        contact.cloned().ok_or_else(|| none("contact", "contact"))
    }

    async fn create_contact(&self, details: &ContactDetails) -> Result<Contact> {
        self.change(MockRequest::CreateContact(details.clone()), |state| {
            let contact = Contact::new(state.id("contact"), details.clone());
            state.contacts.push(contact.clone());
            Ok(contact)
        })
    }

    async fn update_contact(&self, id: &ContactId, details: &ContactDetails) -> Result<Contact> {
        self.change(
            MockRequest::UpdateContact(id.clone(), details.clone()),
            |state| {
                let contact = state.contacts.iter_mut().find(|contact| contact.id == *id);
                let contact = contact.ok_or_else(|| none("update_contact", "contact"))?;
                merge(&mut contact.details, details);
                Ok(contact.clone())
            },
        )
    }

    async fn delete_contact(&self, id: &ContactId) -> Result<()> {
        self.change(MockRequest::DeleteContact(id.clone()), |state| {
            let gone = take(&mut state.contacts, |contact| contact.id == *id);
            gone.map(|_| ())
                .ok_or_else(|| none("delete_contact", "contact"))
        })
    }
}

/// What is set replaces, what is `None` stays.
fn merge(own: &mut ContactDetails, new: &ContactDetails) {
    fn replace<T: Clone>(own: &mut Option<T>, new: Option<&T>) {
        if let Some(new) = new {
            *own = Some(new.clone());
        }
    }
    replace(&mut own.first_name, new.first_name.as_ref());
    replace(&mut own.last_name, new.last_name.as_ref());
    replace(&mut own.company, new.company.as_ref());
    replace(&mut own.role, new.role.as_ref());
    replace(&mut own.numbers, new.numbers.as_ref());
    replace(&mut own.emails, new.emails.as_ref());
    replace(&mut own.external_id, new.external_id.as_ref());
}
