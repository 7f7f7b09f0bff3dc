//! The frames of Twilio's web sockets — Twilio, "Media Streams WebSocket messages" and "ConversationRelay WebSocket messages".
//!
//! Each frame is one JSON text. [`StreamFrame::parse`] and [`RelayFrame::parse`] read what Twilio sends, what is not known
//! comes as `Unknown` with its text; both sides' frames serialise, so that tests can play Twilio.
//!
//! ```
//! use voice_twilio::socket::{StreamCommand, StreamFrame};
//!
//! let text = r#"{"event":"media","sequenceNumber":"4","streamSid":"MZ1",
//!     "media":{"track":"inbound","chunk":"2","timestamp":"20","payload":"//8="}}"#;
//! let StreamFrame::Media(frame) = StreamFrame::parse(text)? else { panic!() };
//! assert_eq!(frame.media.audio(), Some(vec![0xFF, 0xFF]));
//!
//! let back = StreamCommand::media(&frame.stream_sid, &[0xFF]);
//! assert_eq!(
//!     serde_json::to_string(&back)?,
//!     r#"{"event":"media","streamSid":"MZ1","media":{"payload":"/w=="}}"#
//! );
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use voice_core::webhook::signature::{from_base64, to_base64};
use voice_core::{Party, PrivateText, Raw, lenient};

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
            Unknown(Raw),
        }

        impl $name {
            /// Reads a frame.
            ///
            /// # Errors
            /// The text is not a JSON value with members, or a known frame lacks what it must have.
            pub fn parse(text: &str) -> serde_json::Result<Self> {
                #[derive(Deserialize)]
                struct Envelope<'a> {
                    #[serde(rename = $tag, borrow, default)]
                    word: Cow<'a, str>,
                }
                let envelope: Envelope<'_> = serde_json::from_str(text)?;
                Ok(match &*envelope.word {
                    $( $word => Self::$variant(serde_json::from_str(text)?), )+
                    _ => Self::Unknown(Raw::from(text)),
                })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[derive(Serialize)]
                struct Tagged<'a, T> {
                    #[serde(rename = $tag)]
                    word: &'static str,
                    #[serde(flatten)]
                    frame: &'a T,
                }
                match self {
                    $( Self::$variant(frame) => Tagged { word: $word, frame }.serialize(serializer), )+
                    Self::Unknown(raw) => raw.to_json().serialize(serializer),
                }
            }
        }
    };
}

frames! {
    /// What Twilio sends over a media stream.
    StreamFrame by "event" {
        /// The first frame.
        Connected(StreamConnected) = "connected",
        /// The stream begins.
        Start(StreamStart) = "start",
        /// Audio.
        Media(StreamMedia) = "media",
        /// A key was pressed; two-way streams only.
        Dtmf(StreamDtmf) = "dtmf",
        /// Your audio up to a mark was played or cleared.
        Mark(StreamMark) = "mark",
        /// The last frame.
        Stop(StreamStop) = "stop",
    }
}

/// The first frame of a media stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamConnected {
    /// `Call`
    pub protocol: String,
    /// `1.0.0`
    pub version: String,
}

/// A media stream begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamStart {
    /// From 1.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// What it carries.
    pub start: StreamDetails,
}

/// What a media stream carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamDetails {
    /// `MZ…`
    pub stream_sid: String,
    /// `AC…`
    pub account_sid: String,
    /// `CA…`
    pub call_sid: String,
    /// `inbound`, `outbound`
    pub tracks: Vec<String>,
    /// The `<Parameter>`s of the document.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub custom_parameters: BTreeMap<String, PrivateText>,
    /// How the audio is written.
    pub media_format: MediaFormat,
}

/// How audio is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MediaFormat {
    /// `audio/x-mulaw`
    pub encoding: String,
    /// Hz: 8000.
    pub sample_rate: u32,
    /// 1
    pub channels: u8,
}

/// Audio from Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamMedia {
    /// From 1.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// The audio.
    pub media: MediaChunk,
}

/// A piece of audio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaChunk {
    /// `inbound` or `outbound`.
    pub track: String,
    /// From 1.
    #[serde(with = "quoted")]
    pub chunk: u64,
    /// Ms from the start of the stream.
    #[serde(with = "quoted")]
    pub timestamp: u64,
    /// Base64.
    pub payload: PrivateText,
}

impl MediaChunk {
    /// The bytes, in the stream's [`MediaFormat`]. `None` if the payload is not base64.
    pub fn audio(&self) -> Option<Vec<u8>> {
        from_base64(&self.payload)
    }
}

/// A key was pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamDtmf {
    /// From 1.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// Which.
    pub dtmf: Dtmf,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dtmf {
    /// `inbound_track`
    pub track: String,
    /// `0` to `9`, `*`, `#`, `A` to `D`.
    pub digit: PrivateText,
}

/// Your audio up to a mark was played or cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamMark {
    /// From 1.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// Which.
    pub mark: Mark,
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Your name for it.
    pub name: String,
}

/// A media stream ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamStop {
    /// From 1.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// Whose.
    pub stop: StreamEnd,
}

/// Whose media stream ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamEnd {
    /// `AC…`
    pub account_sid: String,
    /// `CA…`
    pub call_sid: String,
}

/// What you send over a two-way media stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "event",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum StreamCommand {
    /// Audio to be played after what was sent before.
    Media {
        /// `MZ…`
        stream_sid: String,
        /// The audio.
        media: Payload,
    },
    /// Comes back when the audio before it was played or cleared.
    Mark {
        /// `MZ…`
        stream_sid: String,
        /// Your name for it.
        mark: Mark,
    },
    /// Drops the audio that was not yet played.
    Clear {
        /// `MZ…`
        stream_sid: String,
    },
}

/// Audio to be played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Base64, in the stream's format, without file headers.
    pub payload: PrivateText,
}

impl StreamCommand {
    /// Audio, in the stream's [`MediaFormat`], without file headers.
    pub fn media(stream_sid: impl Into<String>, audio: &[u8]) -> Self {
        let payload = to_base64(audio).into();
        Self::Media {
            stream_sid: stream_sid.into(),
            media: Payload { payload },
        }
    }

    /// A mark.
    pub fn mark(stream_sid: impl Into<String>, name: impl Into<String>) -> Self {
        Self::Mark {
            stream_sid: stream_sid.into(),
            mark: Mark { name: name.into() },
        }
    }

    /// Drops what was not yet played.
    pub fn clear(stream_sid: impl Into<String>) -> Self {
        Self::Clear {
            stream_sid: stream_sid.into(),
        }
    }
}

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
        /// Something went wrong; the session goes on.
        Error(RelayError) = "error",
    }
}

/// A ConversationRelay begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelaySetup {
    /// `VX…`
    pub session_id: String,
    /// `AC…`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_sid: Option<String>,
    /// The call that dialled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_call_sid: Option<String>,
    /// `CA…`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_sid: Option<String>,
    /// Who calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Party>,
    /// Who is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Party>,
    /// The number that forwarded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded_from: Option<Party>,
    /// `PSTN` and others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_type: Option<String>,
    /// With caller lookup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller_name: Option<PrivateText>,
    /// Who began the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Where the call stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_status: Option<String>,
    /// The `<Parameter>`s of the document.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub custom_parameters: BTreeMap<String, PrivateText>,
}

/// The caller spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelayPrompt {
    /// The words.
    pub voice_prompt: PrivateText,
    /// BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Whether it is the end of what was said.
    #[serde(default)]
    pub last: bool,
}

/// The caller pressed a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayDtmf {
    /// Which.
    pub digit: PrivateText,
}

/// The caller interrupted what was spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelayInterrupt {
    /// What was spoken until then.
    pub utterance_until_interrupt: PrivateText,
    /// How long, in ms; a number, in older documents a text.
    #[serde(default, deserialize_with = "lenient::unsigned")]
    pub duration_until_interrupt_ms: Option<u64>,
}

/// Something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayError {
    /// What.
    pub description: String,
}

/// What you send over a ConversationRelay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum RelayCommand {
    /// Words to be spoken.
    Text {
        /// A piece of what is said.
        token: PrivateText,
        /// Whether it is the last piece.
        last: bool,
        /// BCP 47.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
        /// Whether the caller may interrupt it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interruptible: Option<bool>,
        /// Whether the next words may cut it short.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        preemptible: Option<bool>,
    },
    /// A file to be played.
    Play {
        /// Its URL.
        source: PrivateText,
        /// How often.
        #[serde(rename = "loop", default, skip_serializing_if = "Option::is_none")]
        times: Option<u32>,
        /// Whether the next words may cut it short.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        preemptible: Option<bool>,
        /// Whether the caller may interrupt it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interruptible: Option<bool>,
    },
    /// Keys to be sent.
    SendDigits {
        /// Which.
        digits: PrivateText,
    },
    /// Another language.
    Language {
        /// Of what is spoken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tts_language: Option<String>,
        /// Of what is heard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        transcription_language: Option<String>,
    },
    /// Ends the session; the `action` of the `<Connect>` is asked next.
    End {
        /// For that request.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handoff_data: Option<PrivateText>,
    },
}

impl RelayCommand {
    /// A piece of what is said; `last` ends it.
    pub fn text(token: impl Into<PrivateText>, last: bool) -> Self {
        Self::Text {
            token: token.into(),
            last,
            lang: None,
            interruptible: None,
            preemptible: None,
        }
    }
}

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
    use serde_json::{Value, json};

    use super::*;

    fn there_and_back(frame: &impl Serialize, text: &Value) {
        assert_eq!(&serde_json::to_value(frame).unwrap(), text);
    }

    #[test]
    fn every_frame_of_a_media_stream_goes_there_and_back() {
        let frames = [
            json!({"event": "connected", "protocol": "Call", "version": "1.0.0"}),
            json!({"event": "start", "sequenceNumber": "1", "streamSid": "MZ1", "start": {
                "streamSid": "MZ1", "accountSid": "AC1", "callSid": "CA1", "tracks": ["inbound"],
                "customParameters": {"order": "7"},
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}}}),
            json!({"event": "media", "sequenceNumber": "4", "streamSid": "MZ1",
                "media": {"track": "inbound", "chunk": "2", "timestamp": "20", "payload": "//8="}}),
            json!({"event": "dtmf", "sequenceNumber": "5", "streamSid": "MZ1",
                "dtmf": {"track": "inbound_track", "digit": "1"}}),
            json!({"event": "mark", "sequenceNumber": "6", "streamSid": "MZ1", "mark": {"name": "end"}}),
            json!({"event": "stop", "sequenceNumber": "7", "streamSid": "MZ1",
                "stop": {"accountSid": "AC1", "callSid": "CA1"}}),
            json!({"event": "x-invented", "deep": [1]}),
        ];
        for text in frames {
            let frame = StreamFrame::parse(&text.to_string()).unwrap();
            let invented = matches!(frame, StreamFrame::Unknown(_));
            assert_eq!(invented, text["event"] == "x-invented");
            there_and_back(&frame, &text);
        }
        assert!(StreamFrame::parse("{\"event\":\"media\"}").is_err());
        assert!(StreamFrame::parse("7").is_err());
    }

    #[test]
    fn every_command_of_a_media_stream_goes_there_and_back() {
        let commands = [
            (
                StreamCommand::media("MZ1", &[255]),
                json!({"event": "media", "streamSid": "MZ1", "media": {"payload": "/w=="}}),
            ),
            (
                StreamCommand::mark("MZ1", "end"),
                json!({"event": "mark", "streamSid": "MZ1", "mark": {"name": "end"}}),
            ),
            (
                StreamCommand::clear("MZ1"),
                json!({"event": "clear", "streamSid": "MZ1"}),
            ),
        ];
        for (command, text) in commands {
            there_and_back(&command, &text);
            assert_eq!(
                serde_json::from_value::<StreamCommand>(text).unwrap(),
                command
            );
        }
    }

    #[test]
    fn every_frame_of_a_relay_goes_there_and_back() {
        let frames = [
            json!({"type": "setup", "sessionId": "VX1", "accountSid": "AC1", "parentCallSid": "CA0", "callSid": "CA1",
                "from": "+15550100101", "to": "+15550100100", "forwardedFrom": "+15550100102", "callType": "PSTN",
                "callerName": "Desk", "direction": "inbound", "callStatus": "in-progress", "customParameters": {"a": "b"}}),
            json!({"type": "prompt", "voicePrompt": "hello", "lang": "en-US", "last": true}),
            json!({"type": "dtmf", "digit": "5"}),
            json!({"type": "interrupt", "utteranceUntilInterrupt": "One", "durationUntilInterruptMs": 460}),
            json!({"type": "error", "description": "bad message"}),
            json!({"type": "x-invented"}),
        ];
        for text in frames {
            let frame = RelayFrame::parse(&text.to_string()).unwrap();
            assert_eq!(
                matches!(frame, RelayFrame::Unknown(_)),
                text["type"] == "x-invented"
            );
            there_and_back(&frame, &text);
        }
        let older = r#"{"type":"interrupt","utteranceUntilInterrupt":"One","durationUntilInterruptMs":"460"}"#;
        let RelayFrame::Interrupt(frame) = RelayFrame::parse(older).unwrap() else {
            panic!()
        };
        assert_eq!(frame.duration_until_interrupt_ms, Some(460));
    }

    #[test]
    fn every_command_of_a_relay_goes_there_and_back() {
        let commands = [
            (
                RelayCommand::text("Hi", true),
                json!({"type": "text", "token": "Hi", "last": true}),
            ),
            (
                RelayCommand::Play {
                    source: "https://example.com/a.mp3".into(),
                    times: Some(2),
                    preemptible: Some(true),
                    interruptible: None,
                },
                json!({"type": "play", "source": "https://example.com/a.mp3", "loop": 2, "preemptible": true}),
            ),
            (
                RelayCommand::SendDigits {
                    digits: "1w2".into(),
                },
                json!({"type": "sendDigits", "digits": "1w2"}),
            ),
            (
                RelayCommand::Language {
                    tts_language: Some("hi-IN".into()),
                    transcription_language: None,
                },
                json!({"type": "language", "ttsLanguage": "hi-IN"}),
            ),
            (
                RelayCommand::End {
                    handoff_data: Some("{}".into()),
                },
                json!({"type": "end", "handoffData": "{}"}),
            ),
        ];
        for (command, text) in commands {
            there_and_back(&command, &text);
            assert_eq!(
                serde_json::from_value::<RelayCommand>(text).unwrap(),
                command
            );
        }
    }

    #[test]
    fn debug_tells_nothing_that_was_said() {
        let prompt = r#"{"type":"prompt","voicePrompt":"my number","last":true}"#;
        let shown = format!("{:?}", RelayFrame::parse(prompt).unwrap());
        assert!(!shown.contains("my number"), "{shown}");
    }
}
