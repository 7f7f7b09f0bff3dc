//! Quo as a [`TelephonyProvider`]. Strings the requests and the conversions together.
//!
//! # What a workspace's numbers are needed for
//! v1 knows our numbers by id and tells of a call only who took part. To say who called whom, and to find the id
//! of a number, the workspace's numbers are read once and kept; a number that is not among them makes us read them again.
//!
//! # How filters are applied
//! Where Quo has the filter it is sent. Where it has a coarser one (`createdAfter` is exclusive, both directions come together),
//! the rest is done here on each page, so a page may be short or empty and still have a next one.

mod calls;
mod contacts;
mod directory;
mod messages;
mod numbers;
mod recordings;
mod transcripts;
mod webhooks;

use std::sync::Arc;

use async_trait::async_trait;
use voice_core::{
    Calls, Contacts, Cursor, Error, ErrorKind, Limit, Messages, Numbers, Party, ProviderHealth,
    Recordings, Result, TelephonyProvider, Transcripts, Webhooks,
};

use crate::api::{self, Permission};
use crate::dated::{self, SubscriptionStatus};
use crate::webhook::QuoWebhooks;
use crate::{ApiVersion, PROVIDER, QuoClient, words};
use directory::Directory;

/// Quo: reads calls, recordings, transcripts and numbers, sends and reads texts, keeps contacts. It cannot place or steer a
/// call, run a flow or list voices, and has no facet for them.
///
/// Cheap to clone; clones share the client and what is known of the workspace's numbers.
#[derive(Debug, Clone)]
pub struct Quo {
    client: QuoClient,
    directory: Arc<Directory>,
    webhooks: QuoWebhooks,
}

impl Quo {
    /// The provider behind a client.
    pub fn new(client: QuoClient) -> Self {
        Self {
            client,
            directory: Arc::default(),
            webhooks: QuoWebhooks::new(),
        }
    }

    /// Verifies webhooks with these keys; without them none is accepted.
    #[must_use]
    pub fn with_webhooks(mut self, webhooks: QuoWebhooks) -> Self {
        self.webhooks = webhooks;
        self
    }

    /// The client, for requests of [`api`] and [`dated`].
    pub fn client(&self) -> &QuoClient {
        &self.client
    }

    fn is_dated(&self) -> bool {
        self.client.api_version() == ApiVersion::Dated
    }

    async fn check_v1(&self) -> Result<ProviderHealth> {
        let numbers = api::ListNumbers::new().send(&self.client).await?;
        let mut health = ProviderHealth::healthy();
        if numbers.is_empty() {
            health = health.with_problem("the workspace has no numbers");
        }
        for number in numbers {
            let us = number.restrictions.and_then(|known| known.messaging.us);
            if us == Some(Permission::Restricted) {
                health = health.with_problem(format!(
                    "number {} may not text the US: its carrier registration (A2P 10DLC) is missing",
                    number.id
                ));
            }
        }
        Ok(health)
    }

    async fn check_dated(&self) -> Result<ProviderHealth> {
        let workspace = dated::GetOrganization::new().send(&self.client).await?;
        Ok(match workspace.subscription_status {
            Some(SubscriptionStatus::Expired) => {
                ProviderHealth::healthy().with_problem("the workspace's subscription has expired")
            }
            _ => ProviderHealth::healthy(),
        })
    }

    /// Which of the two parties is ours, and what follows from it.
    async fn ends(
        &self,
        operation: &'static str,
        from: Option<&Party>,
        to: Option<&Party>,
    ) -> Result<Ends> {
        for (option, party) in [("from", from), ("to", to)] {
            let unsupported =
                |why| Err(Error::unsupported_option(PROVIDER, operation, option, why));
            match party {
                Some(Party::Number(_) | Party::Other(_)) => {}
                None if self.is_dated() => {}
                None => {
                    return unsupported(
                        "Quo's v1 API lists between one of its numbers and one other party: name both",
                    );
                }
                Some(_) => return unsupported("Quo knows numbers only"),
            }
        }
        if let Some(id) = self.own_id(from).await? {
            return Ok(Ends {
                number_id: Some(id),
                other: to.cloned(),
                direction: Some(words::Direction::Outgoing),
            });
        }
        if let Some(id) = self.own_id(to).await? {
            return Ok(Ends {
                number_id: Some(id),
                other: from.cloned(),
                direction: Some(words::Direction::Incoming),
            });
        }
        let direction = match (from, to) {
            (Some(_), Some(_)) => {
                return Err(Error::invalid(
                    PROVIDER,
                    operation,
                    "from",
                    "neither party is one of this workspace's numbers",
                ));
            }
            (Some(_), None) => Some(words::Direction::Incoming),
            (None, Some(_)) => Some(words::Direction::Outgoing),
            (None, None) => None,
        };
        Ok(Ends {
            number_id: None,
            other: from.or(to).cloned(),
            direction,
        })
    }

    async fn own_id(&self, party: Option<&Party>) -> Result<Option<Box<str>>> {
        match party {
            Some(Party::Number(number)) => self.directory.id_of(&self.client, number).await,
            _ => Ok(None),
        }
    }
}

/// The two ends of what is looked for, seen from our number.
#[derive(Debug)]
struct Ends {
    number_id: Option<Box<str>>,
    other: Option<Party>,
    direction: Option<words::Direction>,
}

/// An id of our types with the prefix that Quo's have.
fn prefixed(operation: &'static str, id: &str, prefix: &str) -> Result<()> {
    crate::check::Check(operation)
        .id("id", id, prefix)
        .map(drop)
}

/// A list that has one page only takes no cursor.
fn no_cursor(operation: &'static str, cursor: Option<&Cursor>) -> Result<()> {
    match cursor {
        None => Ok(()),
        Some(_) => Err(Error::invalid(
            PROVIDER,
            operation,
            "cursor",
            "this list has one page only",
        )),
    }
}

#[async_trait]
impl TelephonyProvider for Quo {
    fn name(&self) -> &'static str {
        PROVIDER
    }

    /// v1: reads the numbers, which also tells whether the carrier registration is missing. Dated: reads the workspace, which
    /// also tells whether the subscription has expired.
    async fn check(&self) -> Result<ProviderHealth> {
        let found = if self.is_dated() {
            self.check_dated().await
        } else {
            self.check_v1().await
        };
        match found {
            Err(error) if matches!(error.kind(), ErrorKind::Auth | ErrorKind::Billing) => {
                Ok(ProviderHealth::healthy().with_problem(error.message()))
            }
            found => found,
        }
    }

    fn limits(&self) -> &'static [Limit] {
        const LIMITS: &[Limit] = &[
            Limit::new("requests", 10, "per second and API key"),
            Limit::new("text message", 1600, "characters"),
            Limit::new("group message", 10, "recipients"),
        ];
        LIMITS
    }

    fn calls(&self) -> Option<&dyn Calls> {
        Some(self)
    }

    fn recordings(&self) -> Option<&dyn Recordings> {
        Some(self)
    }

    fn transcripts(&self) -> Option<&dyn Transcripts> {
        Some(self)
    }

    fn messages(&self) -> Option<&dyn Messages> {
        Some(self)
    }

    fn numbers(&self) -> Option<&dyn Numbers> {
        Some(self)
    }

    fn contacts(&self) -> Option<&dyn Contacts> {
        Some(self)
    }

    fn webhooks(&self) -> Option<&dyn Webhooks> {
        Some(self)
    }
}
