//! Placing calls.

use async_trait::async_trait;
use voice_core::{
    AnswerKind, Call, CallOption, OutboundCall, OutboundCalls, OutboundSupport, Result,
};

use super::Twilio;
use crate::client::PROVIDER;
use crate::convert;

#[async_trait]
impl OutboundCalls for Twilio {
    fn support(&self) -> OutboundSupport {
        OutboundSupport::new(
            &[
                AnswerKind::Url,
                AnswerKind::Markup,
                AnswerKind::Connect,
                AnswerKind::Stream,
            ],
            &[
                CallOption::From,
                CallOption::RingTimeout,
                CallOption::MaxDuration,
                CallOption::MachineDetection,
                CallOption::Record,
                CallOption::SendDigits,
                CallOption::StatusCallback,
                CallOption::Reference,
            ],
        )
    }

    /// Twilio needs `from` and `answer`. A `reference` needs a `status_callback`, whose URL carries it.
    async fn place_call(&self, call: &OutboundCall) -> Result<Call> {
        OutboundCalls::support(self).refuse(PROVIDER, call)?;
        let placed = convert::create_call(call)?.send(&self.client).await?;
        let mut placed = convert::call(placed);
        placed.reference.clone_from(&call.reference);
        Ok(placed)
    }
}
