//! ConversationRelay: what Twilio sends. What you send is in [`relay_command`](super::relay_command).

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use voice_core::{Party, PrivateText, lenient};

use super::frames;
use crate::words::{CallDirection, CallState};

frames! {
    /// What Twilio sends over a ConversationRelay.
    RelayFrame by "type" {
        /// The conversation begins.
        Setup(Box<RelaySetup>) = "setup",
        /// The caller spoke.
        Prompt(RelayPrompt) = "prompt",
        /// The caller pressed a key.
        Dtmf(RelayDtmf) = "dtmf",
        /// The caller interrupted.
        Interrupt(RelayInterrupt) = "interrupt",
        /// Something went wrong.
        Error(RelayError) = "error",
    }
}

/// A text that is not empty.
fn filled<'de, D: Deserializer<'de>, T: From<String>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(lenient::text(deserializer)?.map(T::from))
}

/// A party, if there is one.
fn party<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Party>, D::Error> {
    Ok(lenient::text(deserializer)?.map(|text| Party::reported(&text)))
}

/// A ConversationRelay begins. What Twilio leaves empty is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelaySetup {
    /// `VX…`
    pub session_id: String,
    /// `AC…`
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub account_sid: Option<String>,
    /// The call that dialled it.
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub parent_call_sid: Option<String>,
    /// `CA…`
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub call_sid: Option<String>,
    /// Who calls.
    #[serde(
        default,
        deserialize_with = "party",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<Party>,
    /// Who is called.
    #[serde(
        default,
        deserialize_with = "party",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<Party>,
    /// The number that forwarded it.
    #[serde(
        default,
        deserialize_with = "party",
        skip_serializing_if = "Option::is_none"
    )]
    pub forwarded_from: Option<Party>,
    /// `PSTN` and others.
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub call_type: Option<String>,
    /// With caller lookup.
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub caller_name: Option<PrivateText>,
    /// Who began the call.
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub direction: Option<CallDirection>,
    /// Where the call stands.
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub call_status: Option<CallState>,
    /// The `<Parameter>`s of the document.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub custom_parameters: BTreeMap<String, PrivateText>,
}

impl RelaySetup {
    /// A session of which nothing else is known.
    pub fn new(session_id: impl Into<String>) -> Self {
        Self {
            session_id: session_id.into(),
            account_sid: None,
            parent_call_sid: None,
            call_sid: None,
            from: None,
            to: None,
            forwarded_from: None,
            call_type: None,
            caller_name: None,
            direction: None,
            call_status: None,
            custom_parameters: BTreeMap::new(),
        }
    }
}

/// The caller spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelayPrompt {
    /// The words.
    pub voice_prompt: PrivateText,
    /// BCP 47.
    #[serde(
        default,
        deserialize_with = "filled",
        skip_serializing_if = "Option::is_none"
    )]
    pub lang: Option<String>,
    /// Whether it is the end of what was said.
    #[serde(default)]
    pub last: bool,
}

impl RelayPrompt {
    /// All that was said.
    pub fn new(voice_prompt: impl Into<PrivateText>) -> Self {
        Self {
            voice_prompt: voice_prompt.into(),
            lang: None,
            last: true,
        }
    }
}

/// The caller pressed a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelayDtmf {
    /// Which.
    pub digit: PrivateText,
}

impl RelayDtmf {
    /// This one.
    pub fn new(digit: impl Into<PrivateText>) -> Self {
        Self {
            digit: digit.into(),
        }
    }
}

/// The caller interrupted what was spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelayInterrupt {
    /// What was spoken until then.
    pub utterance_until_interrupt: PrivateText,
    /// How long, in ms; a number, in older documents a text.
    #[serde(
        default,
        deserialize_with = "lenient::unsigned",
        skip_serializing_if = "Option::is_none"
    )]
    pub duration_until_interrupt_ms: Option<u64>,
}

impl RelayInterrupt {
    /// So much was spoken.
    pub fn new(utterance: impl Into<PrivateText>) -> Self {
        Self {
            utterance_until_interrupt: utterance.into(),
            duration_until_interrupt_ms: None,
        }
    }
}

/// Something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelayError {
    /// What; may repeat what you sent.
    pub description: PrivateText,
}

impl RelayError {
    /// This.
    pub fn new(description: impl Into<PrivateText>) -> Self {
        Self {
            description: description.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_frame_goes_there_and_back() {
        let mut setup = RelaySetup::new("VX1");
        setup.account_sid = Some("AC1".to_owned());
        setup.parent_call_sid = Some("CA0".to_owned());
        setup.call_sid = Some("CA1".to_owned());
        setup.from = Some(Party::reported("+15550100101"));
        setup.to = Some(Party::reported("+15550100100"));
        setup.forwarded_from = Some(Party::reported("+15550100102"));
        setup.call_type = Some("PSTN".to_owned());
        setup.caller_name = Some("Desk".into());
        setup.direction = Some(CallDirection::Inbound);
        setup.call_status = Some(CallState::InProgress);
        setup.custom_parameters.insert("a".to_owned(), "b".into());
        let mut prompt = RelayPrompt::new("hello");
        prompt.lang = Some("en-US".to_owned());
        let mut interrupt = RelayInterrupt::new("One");
        interrupt.duration_until_interrupt_ms = Some(460);
        let frames = [
            (
                RelayFrame::Setup(Box::new(setup)),
                json!({"type": "setup", "sessionId": "VX1", "accountSid": "AC1", "parentCallSid": "CA0", "callSid": "CA1",
                    "from": "+15550100101", "to": "+15550100100", "forwardedFrom": "+15550100102", "callType": "PSTN",
                    "callerName": "Desk", "direction": "inbound", "callStatus": "in-progress", "customParameters": {"a": "b"}}),
            ),
            (
                RelayFrame::Prompt(prompt),
                json!({"type": "prompt", "voicePrompt": "hello", "lang": "en-US", "last": true}),
            ),
            (
                RelayFrame::Dtmf(RelayDtmf::new("5")),
                json!({"type": "dtmf", "digit": "5"}),
            ),
            (
                RelayFrame::Interrupt(interrupt),
                json!({"type": "interrupt", "utteranceUntilInterrupt": "One", "durationUntilInterruptMs": 460}),
            ),
            (
                RelayFrame::Interrupt(RelayInterrupt::new("One")),
                json!({"type": "interrupt", "utteranceUntilInterrupt": "One"}),
            ),
            (
                RelayFrame::Error(RelayError::new("bad message")),
                json!({"type": "error", "description": "bad message"}),
            ),
            (
                RelayFrame::Unknown(r#"{"type":"x-invented"}"#.into()),
                json!({"type": "x-invented"}),
            ),
        ];
        for (frame, text) in frames {
            assert_eq!(serde_json::to_value(&frame).unwrap(), text);
            assert_eq!(RelayFrame::parse(&text.to_string()).unwrap(), frame);
            assert_eq!(serde_json::from_value::<RelayFrame>(text).unwrap(), frame);
        }
    }

    #[test]
    fn what_is_empty_is_none_and_a_number_may_be_a_text() {
        let text = r#"{"type":"setup","sessionId":"VX1","parentCallSid":"","from":"","callerName":"","callStatus":null,"customParameters":null}"#;
        let expected = RelaySetup::new("VX1");
        assert_eq!(
            RelayFrame::parse(text),
            Ok(RelayFrame::Setup(Box::new(expected)))
        );
        let older = r#"{"type":"interrupt","utteranceUntilInterrupt":"One","durationUntilInterruptMs":"460"}"#;
        let RelayFrame::Interrupt(frame) = RelayFrame::parse(older).unwrap() else {
            panic!()
        };
        assert_eq!(frame.duration_until_interrupt_ms, Some(460));
    }
}
