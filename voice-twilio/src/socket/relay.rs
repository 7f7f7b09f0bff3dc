//! ConversationRelay.

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

/// What you send over a ConversationRelay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
#[non_exhaustive]
pub enum RelayCommand {
    /// Words to be spoken.
    Text(RelayText),
    /// A file to be played.
    Play(RelayPlay),
    /// Keys to be sent.
    SendDigits(RelayDigits),
    /// Another language.
    Language(RelayLanguage),
    /// Ends the session; the `action` of the `<Connect>` is asked next.
    End(RelayEnd),
}

impl RelayCommand {
    /// A piece of what is said; `last` ends it. [`RelayText`] has the options.
    pub fn text(token: impl Into<PrivateText>, last: bool) -> Self {
        RelayText::new(token, last).into()
    }

    /// Plays a file once. [`RelayPlay`] has the options.
    pub fn play(source: impl Into<PrivateText>) -> Self {
        RelayPlay::new(source).into()
    }

    /// Sends keys.
    pub fn send_digits(digits: impl Into<PrivateText>) -> Self {
        Self::SendDigits(RelayDigits {
            digits: digits.into(),
        })
    }

    /// Ends the session, and hands nothing over. [`RelayEnd`] does.
    pub fn end() -> Self {
        RelayEnd::new().into()
    }
}

macro_rules! commands {
    ($( $variant:ident($ty:ident) )+) => { $(
        impl From<$ty> for RelayCommand {
            fn from(command: $ty) -> Self {
                Self::$variant(command)
            }
        }
    )+ };
}

commands! {
    Text(RelayText)
    Play(RelayPlay)
    SendDigits(RelayDigits)
    Language(RelayLanguage)
    End(RelayEnd)
}

/// Words to be spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelayText {
    /// A piece of what is said.
    pub token: PrivateText,
    /// Whether it is the last piece.
    pub last: bool,
    /// BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Whether the caller may interrupt it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruptible: Option<bool>,
    /// Whether the next words may cut it short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preemptible: Option<bool>,
}

impl RelayText {
    /// A piece of what is said; `last` ends it.
    pub fn new(token: impl Into<PrivateText>, last: bool) -> Self {
        Self {
            token: token.into(),
            last,
            lang: None,
            interruptible: None,
            preemptible: None,
        }
    }

    /// In this language, BCP 47.
    #[must_use]
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = Some(lang.into());
        self
    }

    /// Whether the caller may interrupt it.
    #[must_use]
    pub fn interruptible(mut self, interruptible: bool) -> Self {
        self.interruptible = Some(interruptible);
        self
    }

    /// Whether the next words may cut it short.
    #[must_use]
    pub fn preemptible(mut self, preemptible: bool) -> Self {
        self.preemptible = Some(preemptible);
        self
    }
}

/// A file to be played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelayPlay {
    /// Its URL.
    pub source: PrivateText,
    /// How often.
    #[serde(rename = "loop", default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Whether the next words may cut it short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preemptible: Option<bool>,
    /// Whether the caller may interrupt it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruptible: Option<bool>,
}

impl RelayPlay {
    /// The file at this URL.
    pub fn new(source: impl Into<PrivateText>) -> Self {
        Self {
            source: source.into(),
            times: None,
            preemptible: None,
            interruptible: None,
        }
    }

    /// So often.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Whether the next words may cut it short.
    #[must_use]
    pub fn preemptible(mut self, preemptible: bool) -> Self {
        self.preemptible = Some(preemptible);
        self
    }

    /// Whether the caller may interrupt it.
    #[must_use]
    pub fn interruptible(mut self, interruptible: bool) -> Self {
        self.interruptible = Some(interruptible);
        self
    }
}

/// Keys to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelayDigits {
    /// Which.
    pub digits: PrivateText,
}

/// Another language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelayLanguage {
    /// Of what is spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tts_language: Option<String>,
    /// Of what is heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcription_language: Option<String>,
}

impl RelayLanguage {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Speaks this language, BCP 47.
    #[must_use]
    pub fn tts(mut self, language: impl Into<String>) -> Self {
        self.tts_language = Some(language.into());
        self
    }

    /// Listens to this language, BCP 47.
    #[must_use]
    pub fn transcription(mut self, language: impl Into<String>) -> Self {
        self.transcription_language = Some(language.into());
        self
    }
}

/// Ends the session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelayEnd {
    /// For the request to the `action` of the `<Connect>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff_data: Option<PrivateText>,
}

impl RelayEnd {
    /// Hands nothing over.
    pub fn new() -> Self {
        Self::default()
    }

    /// Hands this over.
    #[must_use]
    pub fn handoff_data(mut self, data: impl Into<PrivateText>) -> Self {
        self.handoff_data = Some(data.into());
        self
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

    #[test]
    fn every_command_goes_there_and_back() {
        let commands = [
            (
                RelayCommand::text("Hi", true),
                json!({"type": "text", "token": "Hi", "last": true}),
            ),
            (
                RelayText::new("Hi", false)
                    .lang("en-US")
                    .interruptible(true)
                    .preemptible(false)
                    .into(),
                json!({"type": "text", "token": "Hi", "last": false, "lang": "en-US", "interruptible": true, "preemptible": false}),
            ),
            (
                RelayPlay::new("https://example.com/a.mp3")
                    .times(2)
                    .preemptible(true)
                    .into(),
                json!({"type": "play", "source": "https://example.com/a.mp3", "loop": 2, "preemptible": true}),
            ),
            (
                RelayCommand::play("https://example.com/a.mp3"),
                json!({"type": "play", "source": "https://example.com/a.mp3"}),
            ),
            (
                RelayCommand::send_digits("1w2"),
                json!({"type": "sendDigits", "digits": "1w2"}),
            ),
            (
                RelayLanguage::new().tts("hi-IN").into(),
                json!({"type": "language", "ttsLanguage": "hi-IN"}),
            ),
            (
                RelayLanguage::new().transcription("hi-IN").into(),
                json!({"type": "language", "transcriptionLanguage": "hi-IN"}),
            ),
            (
                RelayEnd::new().handoff_data("{}").into(),
                json!({"type": "end", "handoffData": "{}"}),
            ),
            (RelayCommand::end(), json!({"type": "end"})),
        ];
        for (command, text) in commands {
            assert_eq!(serde_json::to_value(&command).unwrap(), text);
            assert_eq!(
                serde_json::from_value::<RelayCommand>(text).unwrap(),
                command
            );
        }
    }
}
