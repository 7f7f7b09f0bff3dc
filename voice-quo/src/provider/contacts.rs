//! The address book, through v1 on either surface.

use async_trait::async_trait;
use voice_core::{Contact, ContactDetails, ContactId, Contacts, Cursor, Page, Result};

use super::Quo;
use crate::{api, convert};

#[async_trait]
impl Contacts for Quo {
    async fn list_contacts(&self, cursor: Option<&Cursor>) -> Result<Page<Contact>> {
        let mut list = api::ListContacts::new().max_results(50);
        list.page_token = cursor.map(|cursor| cursor.as_str().into());
        Ok(list.send(&self.client).await?.into_page(convert::contact))
    }

    async fn contact(&self, id: &ContactId) -> Result<Contact> {
        let quo = api::GetContact::new(id.as_str()).send(&self.client).await?;
        Ok(convert::contact(quo))
    }

    async fn create_contact(&self, details: &ContactDetails) -> Result<Contact> {
        let fields = convert::contact_fields(details, &api::DefaultFields::default());
        let mut create = api::CreateContact::new(fields);
        create.external_id.clone_from(&details.external_id);
        Ok(convert::contact(create.send(&self.client).await?))
    }

    /// Numbers and mail addresses that are set replace the stored ones. Because Quo replaces whole lists, the contact is
    /// read first and what stays keeps its id and name.
    async fn update_contact(&self, id: &ContactId, details: &ContactDetails) -> Result<Contact> {
        let mut update = api::UpdateContact::new(id.as_str());
        update.external_id = details.external_id.clone().map(Some);
        update.check()?;
        let stored = if details.numbers.is_some() || details.emails.is_some() {
            let get = api::GetContact::new(id.as_str());
            get.send(&self.client).await?.default_fields
        } else {
            api::DefaultFields::default()
        };
        let fields = convert::contact_fields(details, &stored);
        if fields != api::ContactFields::new() {
            update.default_fields = Some(fields);
        }
        Ok(convert::contact(update.send(&self.client).await?))
    }

    async fn delete_contact(&self, id: &ContactId) -> Result<()> {
        api::DeleteContact::new(id.as_str())
            .send(&self.client)
            .await
    }
}
