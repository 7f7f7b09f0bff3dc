//! The frames of Twilio's web sockets — Twilio, "Media Streams WebSocket messages" and "ConversationRelay WebSocket messages".
//!
//! Each frame is one JSON text. [`StreamFrame::parse`] and [`RelayFrame::parse`] read what Twilio sends; what is not known
//! comes as `Unknown` with its text. Both sides' frames can be written and read, so that tests can play Twilio. The handshake
//! is verified by [`TwilioVerifier::verify_socket`](crate::webhook::TwilioVerifier::verify_socket).
//!
//! ```
//! use voice_twilio::socket::{PlaybackCommand, StreamFrame};
//!
//! let text = r#"{"event":"media","sequenceNumber":"4","streamSid":"MZ1",
//!     "media":{"track":"inbound","chunk":"2","timestamp":"20","payload":"//8="}}"#;
//! let StreamFrame::Media(frame) = StreamFrame::parse(text)? else { panic!() };
//! assert_eq!(frame.media.audio(), Some(vec![0xFF, 0xFF]));
//!
//! let back = PlaybackCommand::media(&frame.stream_sid, &[0xFF]);
//! assert_eq!(
//!     serde_json::to_string(&back)?,
//!     r#"{"event":"media","streamSid":"MZ1","media":{"payload":"/w=="}}"#
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod media;
mod relay;
mod relay_command;

pub use media::*;
pub use relay::*;
pub use relay_command::*;

/// A text is not the frame that it says it is. The text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameError {
    /// What it says it is; nothing if it does not even say that.
    frame: Option<&'static str>,
    line: usize,
    column: usize,
}

impl FrameError {
    const NO_OBJECT: Self = Self {
        frame: None,
        line: 1,
        column: 1,
    };

    fn new(frame: Option<&'static str>, error: &serde_json::Error) -> Self {
        Self {
            frame,
            line: error.line(),
            column: error.column(),
        }
    }
}

impl std::fmt::Display for FrameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.frame {
            Some(frame) => write!(f, "not a frame `{frame}`")?,
            None => f.write_str("not a JSON object that says which frame it is")?,
        }
        write!(f, " (line {}, column {})", self.line, self.column)
    }
}

impl std::error::Error for FrameError {}

/// Frames that say in one member what they are.
macro_rules! frames {
    (
        $(#[$meta:meta])*
        $name:ident by $tag:literal {
            $( $(#[$vmeta:meta])* $variant:ident($ty:ty) = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* $variant($ty), )+
            /// A frame that was not known when this was written.
            Unknown(voice_core::Raw),
        }

        impl $name {
            /// Reads a frame, in one pass over its text for the word and one for the rest.
            ///
            /// # Errors
            /// The text is not a JSON object, or a known frame lacks what it must have.
            pub fn parse(text: &str) -> Result<Self, $crate::socket::FrameError> {
                #[derive(serde::Deserialize)]
                struct Envelope<'a> {
                    #[serde(rename = $tag, borrow, default)]
                    word: std::borrow::Cow<'a, str>,
                }
                // serde would take an array for the members in their order.
                if !text.trim_start().starts_with('{') {
                    return Err($crate::socket::FrameError::NO_OBJECT);
                }
                let refused = $crate::socket::FrameError::new;
                let envelope: Envelope<'_> =
                    serde_json::from_str(text).map_err(|error| refused(None, &error))?;
                Ok(match &*envelope.word {
                    $( $word => Self::$variant(
                        serde_json::from_str(text).map_err(|error| refused(Some($word), &error))?,
                    ), )+
                    _ => Self::Unknown(voice_core::Raw::from(text)),
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[derive(serde::Serialize)]
                struct Tagged<'a, T> {
                    #[serde(rename = $tag)]
                    word: &'static str,
                    #[serde(flatten)]
                    frame: &'a T,
                }
                match self {
                    $( Self::$variant(frame) => Tagged { word: $word, frame }.serialize(serializer), )+
                    // Verbatim, however deep it is.
                    Self::Unknown(raw) => {
                        let json: &serde_json::value::RawValue = serde_json::from_str(raw.as_str())
                            .map_err(|_| serde::ser::Error::custom("an unknown frame is JSON"))?;
                        json.serialize(serializer)
                    }
                }
            }
        }

        /// As `parse`, from JSON.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = Box::<serde_json::value::RawValue>::deserialize(deserializer)?;
                Self::parse(json.get()).map_err(serde::de::Error::custom)
            }
        }
    };
}
use frames;

/// Numbers that travel as texts.
mod quoted {
    use serde::de::Error as _;
    use serde::{Deserializer, Serializer};
    use voice_core::lenient;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        lenient::unsigned(deserializer)?.ok_or_else(|| D::Error::custom("expected a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_and_repeats_nothing() {
        for (text, said) in [
            (
                "5550100101",
                "not a JSON object that says which frame it is (line 1, column 1)",
            ),
            (
                r#"["dtmf"]"#,
                "not a JSON object that says which frame it is (line 1, column 1)",
            ),
            (
                r#"{"type":"dtmf""#,
                "not a JSON object that says which frame it is (line 1, column 14)",
            ),
            (
                "{\"type\":\"prompt\",\n\"voicePrompt\":\"yes\",\"last\":\"my number\"}",
                "not a frame `prompt` (line 2, column 38)",
            ),
        ] {
            let error = RelayFrame::parse(text).unwrap_err();
            assert_eq!(error.to_string(), said);
            let by_serde = serde_json::from_str::<RelayFrame>(text).unwrap_err();
            let by_serde = by_serde.to_string();
            let repeated = ["5550100101", "my number"].map(|said| by_serde.contains(said));
            assert_eq!(repeated, [false; 2], "{by_serde}");
        }
    }

    #[test]
    fn an_unknown_frame_comes_back_verbatim_however_deep_it_is() {
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let text = format!(r#"{{"type":"x-invented","deep":{deep},"n":1.0}}"#);
        let frame = RelayFrame::parse(&text).unwrap();
        assert_eq!(serde_json::to_string(&frame).unwrap(), text);
        let by_hand = RelayFrame::Unknown(voice_core::Raw::from("no JSON"));
        assert!(serde_json::to_string(&by_hand).is_err());
    }
}
