//! Webhooks: proved and read. Twilio takes a callback URL with each call, message and number, and has no subscriptions.

use async_trait::async_trait;
use voice_core::webhook::{Verified, VerifyError, WebhookRequest};
use voice_core::{Timestamp, Webhooks};

use super::Twilio;
use crate::client::PROVIDER;
use crate::webhook::TwilioEvents;

#[async_trait]
impl Webhooks for Twilio {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    /// With the verifier that [`Twilio::with_webhooks`] was given.
    ///
    /// # Errors
    /// `NoKeys` if it was given none.
    fn verify<'a>(
        &'a self,
        request: &'a WebhookRequest,
        now: Timestamp,
    ) -> Result<Verified<'a>, VerifyError> {
        let verifier = self.verifier.as_ref().ok_or(VerifyError::NoKeys)?;
        request.verify(verifier, &TwilioEvents, now)
    }
}
