//! The vendor's address book.

use async_trait::async_trait;

use crate::{ContactId, Cursor, Page, PhoneNumber, PrivateText, Raw, Result};

/// Reads and writes contacts. Quo.
#[async_trait]
pub trait Contacts: Send + Sync {
    /// Lists contacts.
    ///
    /// # Errors
    /// As the provider says.
    async fn list_contacts(&self, cursor: Option<&Cursor>) -> Result<Page<Contact>>;

    /// Fetches one contact.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn contact(&self, id: &ContactId) -> Result<Contact>;

    /// Adds a contact.
    ///
    /// # Errors
    /// `Conflict` if the vendor takes it for one it has.
    async fn create_contact(&self, details: &ContactDetails) -> Result<Contact>;

    /// Changes a contact: what is set replaces, what is `None` stays.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn update_contact(&self, id: &ContactId, details: &ContactDetails) -> Result<Contact>;

    /// Deletes a contact.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn delete_contact(&self, id: &ContactId) -> Result<()>;
}

/// What a contact says; `None` = unknown, or unchanged in an update.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ContactDetails {
    /// First name.
    pub first_name: Option<PrivateText>,
    /// Last name.
    pub last_name: Option<PrivateText>,
    /// Company.
    pub company: Option<PrivateText>,
    /// What they do there.
    pub role: Option<PrivateText>,
    /// Their numbers.
    pub numbers: Option<Vec<PhoneNumber>>,
    /// Their mail addresses.
    pub emails: Option<Vec<PrivateText>>,
    /// Your own id of them.
    pub external_id: Option<Box<str>>,
}

impl ContactDetails {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// First name.
    #[must_use]
    pub fn first_name(mut self, name: impl Into<PrivateText>) -> Self {
        self.first_name = Some(name.into());
        self
    }

    /// Last name.
    #[must_use]
    pub fn last_name(mut self, name: impl Into<PrivateText>) -> Self {
        self.last_name = Some(name.into());
        self
    }

    /// Company.
    #[must_use]
    pub fn company(mut self, name: impl Into<PrivateText>) -> Self {
        self.company = Some(name.into());
        self
    }

    /// What they do there.
    #[must_use]
    pub fn role(mut self, role: impl Into<PrivateText>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// Their numbers.
    #[must_use]
    pub fn numbers(mut self, numbers: Vec<PhoneNumber>) -> Self {
        self.numbers = Some(numbers);
        self
    }

    /// Their mail addresses.
    #[must_use]
    pub fn emails(mut self, emails: Vec<PrivateText>) -> Self {
        self.emails = Some(emails);
        self
    }

    /// Your own id of them.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<Box<str>>) -> Self {
        self.external_id = Some(id.into());
        self
    }
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// What it says.
    pub details: ContactDetails,
    /// The vendor's own record.
    pub raw: Raw,
}

impl Contact {
    /// A contact.
    pub fn new(id: ContactId, details: ContactDetails) -> Self {
        Self {
            id,
            details,
            raw: Raw::default(),
        }
    }
}
