//! Steering live calls.
//!
//! # Why hold and mute search
//! Twilio holds and mutes the participants of conferences only, and has no question "which conference is this call in". So the
//! live conferences are walked and each is asked for the call. An account with many conferences that knows which
//! one it is should use [`api::UpdateParticipant`](crate::api::UpdateParticipant) itself.

use async_trait::async_trait;
use voice_core::{
    Answer, CallControl, CallId, ControlOperation, Error, ErrorKind, Party, Result, Switch,
    Transfer, TransferMode,
};

use super::{Twilio, of_kind};
use crate::api::{
    CallCommand, Conference, ConferenceState, FetchParticipant, ListConferences, UpdateCall,
    UpdateParticipant, next_page,
};
use crate::client::PROVIDER;
use crate::convert::{self, Document};

#[async_trait]
impl CallControl for Twilio {
    fn support(&self) -> &'static [ControlOperation] {
        &[
            ControlOperation::HangUp,
            ControlOperation::Redirect,
            ControlOperation::BlindTransfer,
            ControlOperation::Hold,
            ControlOperation::Mute,
        ]
    }

    fn provider(&self) -> &'static str {
        PROVIDER
    }

    async fn hang_up(&self, call: &CallId) -> Result<()> {
        let ended = UpdateCall::new(call.as_str())
            .status(CallCommand::Completed)
            .send(&self.client)
            .await;
        match ended {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::Conflict => {
                Err(of_kind(&error, ErrorKind::NotFound))
            }
            Err(error) => Err(error),
        }
    }

    async fn redirect(&self, call: &CallId, answer: &Answer) -> Result<()> {
        self.send_elsewhere(call, convert::document(answer, "redirect")?)
            .await
    }

    /// A blind transfer is a new document that dials the other party. What the other party sees is the number that the
    /// caller sees: Twilio's default.
    async fn transfer(&self, call: &CallId, transfer: &Transfer) -> Result<()> {
        const OPERATION: &str = "transfer";
        if transfer.mode != TransferMode::Blind {
            let why = "Twilio transfers blind; announce it in a conference of your own";
            return Err(Error::unsupported_option(PROVIDER, OPERATION, "mode", why));
        }
        let party: &Party = &transfer.to;
        let document = convert::dial(party, OPERATION, "to")?
            .build_inline()
            .map_err(|error| Error::invalid(PROVIDER, OPERATION, "to", error))?;
        self.send_elsewhere(call, Document::Inline(document)).await
    }

    async fn hold(&self, call: &CallId, switch: Switch) -> Result<()> {
        let on = switch == Switch::On;
        self.in_conference(call, "hold", |participant| participant.hold(on))
            .await
    }

    async fn mute(&self, call: &CallId, switch: Switch) -> Result<()> {
        let on = switch == Switch::On;
        self.in_conference(call, "mute", |participant| participant.muted(on))
            .await
    }
}

impl Twilio {
    async fn send_elsewhere(&self, call: &CallId, document: Document) -> Result<()> {
        let update = UpdateCall::new(call.as_str());
        let update = match document {
            Document::At(url) => update.url(url),
            Document::Inline(twiml) => update.twiml(twiml),
        };
        update.send(&self.client).await.map(drop)
    }

    async fn in_conference(
        &self,
        call: &CallId,
        operation: &'static str,
        change: impl FnOnce(UpdateParticipant) -> UpdateParticipant + Send,
    ) -> Result<()> {
        let nowhere = || {
            let why = "Twilio does this in a conference only, and the call is in none";
            Error::new(ErrorKind::Conflict, PROVIDER, operation, why)
        };
        let conference = self.conference_of(call).await?.ok_or_else(nowhere)?;
        let update = change(UpdateParticipant::new(conference, call.as_str()));
        match update.send(&self.client).await {
            Ok(_) => Ok(()),
            // It left meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(of_kind(&error, ErrorKind::Conflict))
            }
            Err(error) => Err(error),
        }
    }

    /// The SID of the live conference that the call is in. A conference whose first participants wait for its start is `init`.
    async fn conference_of(&self, call: &CallId) -> Result<Option<String>> {
        for state in [ConferenceState::InProgress, ConferenceState::Init] {
            let list = ListConferences::new().status(state).page_size(1000);
            let mut page = list.send(&self.client).await?;
            loop {
                for conference in page.items {
                    if self.is_in(call, &conference).await? {
                        return Ok(Some(conference.sid));
                    }
                }
                let Some(cursor) = page.next else { break };
                page = next_page(&self.client, "list_conferences", &cursor).await?;
            }
        }
        Ok(None)
    }

    async fn is_in(&self, call: &CallId, conference: &Conference) -> Result<bool> {
        let participant = FetchParticipant::new(conference.sid.as_str(), call.as_str());
        match participant.send(&self.client).await {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}
