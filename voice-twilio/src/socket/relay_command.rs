//! ConversationRelay: what you send.

use serde::{Deserialize, Serialize};
use voice_core::PrivateText;

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
