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

use super::Twilio;
use crate::ErrorCode;
use crate::api::{
    CallCommand, ConferenceState, FetchParticipant, ListConferences, UpdateCall, UpdateParticipant,
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
            .send_as(&self.client, ControlOperation::HangUp.as_str())
            .await;
        match ended {
            Ok(_) => Ok(()),
            // It is over, and may be so because of an attempt that nobody heard of.
            Err(error) if has_ended(&error) && error.is_outcome_unknown() => Ok(()),
            Err(error) if has_ended(&error) => Err(error.with_kind(ErrorKind::NotFound)),
            Err(error) => Err(error),
        }
    }

    async fn redirect(&self, call: &CallId, answer: &Answer) -> Result<()> {
        const OPERATION: &str = ControlOperation::Redirect.as_str();
        let document = convert::document(answer, OPERATION)?;
        self.send_elsewhere(call, document, OPERATION).await
    }

    /// A blind transfer is a new document that dials the other party, who sees the caller's number: Twilio's default for
    /// `<Dial>`.
    async fn transfer(&self, call: &CallId, transfer: &Transfer) -> Result<()> {
        const OPERATION: &str = ControlOperation::BlindTransfer.as_str();
        if transfer.mode != TransferMode::Blind {
            let why = "Twilio transfers blind; announce it in a conference of your own";
            return Err(Error::unsupported_option(PROVIDER, OPERATION, "mode", why));
        }
        let party: &Party = &transfer.to;
        let document = convert::dial(party, OPERATION, "to")?
            .build_inline()
            .map_err(|error| Error::invalid(PROVIDER, OPERATION, "to", error))?;
        self.send_elsewhere(call, Document::Inline(document), OPERATION)
            .await
    }

    async fn hold(&self, call: &CallId, switch: Switch) -> Result<()> {
        let on = switch == Switch::On;
        self.in_conference(call, ControlOperation::Hold, |participant| {
            participant.hold(on)
        })
        .await
    }

    async fn mute(&self, call: &CallId, switch: Switch) -> Result<()> {
        let on = switch == Switch::On;
        self.in_conference(call, ControlOperation::Mute, |participant| {
            participant.muted(on)
        })
        .await
    }
}

/// Twilio's word for "the call has ended" is a conflict with its state.
fn has_ended(error: &Error) -> bool {
    ErrorCode::of(error) == Some(ErrorCode::CALL_STATE)
}

impl Twilio {
    async fn send_elsewhere(
        &self,
        call: &CallId,
        document: Document,
        operation: &'static str,
    ) -> Result<()> {
        let update = UpdateCall::new(call.as_str());
        let update = match document {
            Document::At(url) => update.url(url),
            Document::Inline(twiml) => update.twiml(twiml),
        };
        update.send_as(&self.client, operation).await.map(drop)
    }

    async fn in_conference(
        &self,
        call: &CallId,
        operation: ControlOperation,
        change: impl FnOnce(UpdateParticipant) -> UpdateParticipant + Send,
    ) -> Result<()> {
        let operation = operation.as_str();
        let nowhere = || {
            let why = "Twilio does this in a conference only, and the call is in none";
            Error::new(ErrorKind::Conflict, PROVIDER, operation, why)
        };
        let conference = self
            .conference_of(call, operation)
            .await?
            .ok_or_else(nowhere)?;
        let update = change(UpdateParticipant::new(conference, call.as_str()));
        match update.send_as(&self.client, operation).await {
            Ok(_) => Ok(()),
            // It left meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(error.with_kind(ErrorKind::Conflict))
            }
            Err(error) => Err(error),
        }
    }

    /// The SID of the live conference that the call is in. A conference whose first participants wait for its start is `init`.
    async fn conference_of(
        &self,
        call: &CallId,
        operation: &'static str,
    ) -> Result<Option<String>> {
        for state in [ConferenceState::InProgress, ConferenceState::Init] {
            let list = ListConferences::new().status(state).page_size(1000);
            let mut conferences = self.walk(operation, || {
                Box::pin(list.send_as(&self.client, operation))
            });
            while let Some(conference) = conferences.next().await {
                let conference = conference?;
                let participant = FetchParticipant::new(conference.sid.as_str(), call.as_str());
                match participant.send_as(&self.client, operation).await {
                    Ok(_) => return Ok(Some(conference.sid)),
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(None)
    }
}
