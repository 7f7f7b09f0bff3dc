//! The workspace's numbers and their ids, read once and kept.

use std::collections::HashSet;

use futures_util::TryStreamExt as _;
use tokio::sync::Mutex;
use voice_core::{PhoneNumber, Result};

use crate::api::{self, Number};
use crate::{ApiVersion, QuoClient, dated};

/// The workspace's numbers. One reading serves all who wait for it.
#[derive(Debug, Default)]
pub(super) struct Directory(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    numbers: Option<Vec<(Box<str>, PhoneNumber)>>,
    /// Ids that were not there at the last reading: numbers that are gone. Not asked for again.
    gone: HashSet<Box<str>>,
}

impl Directory {
    /// The id of one of our numbers; `None` if it is none of ours.
    pub(super) async fn id_of(
        &self,
        client: &QuoClient,
        number: &PhoneNumber,
    ) -> Result<Option<Box<str>>> {
        let mut known = self.0.lock().await;
        let found = |known: &Known| {
            let (id, _) = known
                .numbers
                .iter()
                .flatten()
                .find(|(_, own)| own == number)?;
            Some(id.clone())
        };
        if let Some(id) = found(&known) {
            return Ok(Some(id));
        }
        known.read(client).await?;
        Ok(found(&known))
    }

    /// The number behind an id; `None` if the workspace has it no more.
    pub(super) async fn number_of(
        &self,
        client: &QuoClient,
        id: Option<&str>,
    ) -> Result<Option<PhoneNumber>> {
        let Some(id) = id else {
            return Ok(None);
        };
        let mut known = self.0.lock().await;
        let found = |known: &Known| {
            let (_, number) = known
                .numbers
                .iter()
                .flatten()
                .find(|(own, _)| **own == *id)?;
            Some(number.clone())
        };
        if let Some(number) = found(&known) {
            return Ok(Some(number));
        }
        if !known.gone.contains(id) {
            known.read(client).await?;
            if found(&known).is_none() {
                known.gone.insert(id.into());
            }
        }
        Ok(found(&known))
    }

    /// All our numbers.
    pub(super) async fn numbers(&self, client: &QuoClient) -> Result<HashSet<PhoneNumber>> {
        let mut known = self.0.lock().await;
        if known.numbers.is_none() {
            known.read(client).await?;
        }
        Ok(known
            .numbers
            .iter()
            .flatten()
            .map(|(_, number)| number.clone())
            .collect())
    }
}

impl Known {
    async fn read(&mut self, client: &QuoClient) -> Result<()> {
        let numbers: Vec<Number> = match client.api_version() {
            ApiVersion::V1 => api::ListNumbers::new().send(client).await?,
            ApiVersion::Dated => {
                dated::ListNumbers::new()
                    .limit(50)
                    .stream(client)
                    .try_collect()
                    .await?
            }
        };
        self.numbers = Some(
            numbers
                .into_iter()
                .filter_map(|number| Some((number.id, number.number.number()?.clone())))
                .collect(),
        );
        self.gone.clear();
        Ok(())
    }
}
