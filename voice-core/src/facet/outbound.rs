//! Placing calls.

use async_trait::async_trait;

use crate::{AnswerKind, Call, CallOption, Error, OutboundCall, Result};

/// Places calls. Twilio, Exotel, Bland; not Quo.
#[async_trait]
pub trait OutboundCalls: Send + Sync {
    /// What this provider takes: [`refuse`](OutboundSupport::refuse) is made from it, and so is the support matrix.
    fn support(&self) -> OutboundSupport;

    /// Places a call, once.
    ///
    /// The request is never sent again after it may have reached the carrier (L1).
    ///
    /// # Errors
    /// `Unsupported`, before anything is sent, for an answer or an option that the provider cannot honour. If
    /// [`Error::is_outcome_unknown`] the phone may be ringing: look with
    /// [`reconcile`](crate::TelephonyProviderExt::reconcile) before you place it again.
    async fn place_call(&self, call: &OutboundCall) -> Result<Call>;
}

/// Which answers and options a provider takes when it places a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutboundSupport {
    /// What may happen when the call is answered.
    pub answers: &'static [AnswerKind],
    /// The options that are honoured.
    pub options: &'static [CallOption],
}

impl OutboundSupport {
    /// The two lists.
    pub const fn new(answers: &'static [AnswerKind], options: &'static [CallOption]) -> Self {
        Self { answers, options }
    }

    /// Refuses what the provider cannot honour; call it before any I/O (L2).
    ///
    /// # Errors
    /// `Unsupported`, naming the provider, the operation and the first answer or option that is not in the lists.
    pub fn refuse(&self, provider: &'static str, call: &OutboundCall) -> Result<()> {
        const OPERATION: &str = "place_call";
        if let Some(answer) = call.answer.as_ref().map(crate::Answer::kind)
            && !self.answers.contains(&answer)
        {
            return Err(Error::unsupported_option(
                provider,
                OPERATION,
                "answer",
                &format!(
                    "it cannot answer with a {answer}; it takes {}",
                    listed(self.answers)
                ),
            ));
        }
        match call
            .options()
            .into_iter()
            .find(|option| !self.options.contains(option))
        {
            Some(option) => Err(Error::unsupported_option(
                provider,
                OPERATION,
                option.as_str(),
                "this provider cannot honour it",
            )),
            None => Ok(()),
        }
    }
}

fn listed(answers: &[AnswerKind]) -> String {
    match answers {
        [] => "none".to_owned(),
        answers => answers
            .iter()
            .map(|answer| answer.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, ErrorKind, PhoneNumber};

    #[test]
    fn what_is_not_listed_is_refused_by_name() {
        let to: PhoneNumber = "+15550100101".parse().unwrap();
        let support = OutboundSupport::new(&[AnswerKind::Agent], &[CallOption::Language]);
        let call = OutboundCall::to(to).language("hi-IN");
        assert!(support.refuse("bland", &call).is_ok());

        let error = support
            .refuse("bland", &call.clone().recorded())
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.option()),
            (ErrorKind::Unsupported, Some("record"))
        );

        let error = support
            .refuse("bland", &call.answer(Answer::markup("<Response/>")))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "bland place_call: unsupported: option `answer`: it cannot answer with a markup; it takes agent"
        );
    }
}
