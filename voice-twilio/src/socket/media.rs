//! Media Streams.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use voice_core::webhook::signature::{from_base64, to_base64};
use voice_core::{PrivateText, lenient, open_enum};

use super::{frames, quoted};
use crate::twiml::StreamTrack;

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

open_enum! {
    /// Which side of a call is heard.
    pub enum MediaTrack {
        /// What the caller says.
        Inbound = "inbound",
        /// What the caller hears.
        Outbound = "outbound",
    }
}

open_enum! {
    /// How sound is written.
    pub enum StreamEncoding {
        /// μ-law, a byte a sample.
        Mulaw = "audio/x-mulaw",
    }
}

/// The first frame of a media stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StreamConnected {
    /// `Call`
    pub protocol: String,
    /// `1.0.0`
    pub version: String,
}

impl StreamConnected {
    /// What Twilio sends: a `Call` in version `1.0.0`.
    pub fn new() -> Self {
        Self {
            protocol: "Call".to_owned(),
            version: "1.0.0".to_owned(),
        }
    }
}

impl Default for StreamConnected {
    fn default() -> Self {
        Self::new()
    }
}

/// A media stream begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamStart {
    /// The first frame with one has 1.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// What it carries.
    pub start: StreamDetails,
}

impl StreamStart {
    /// The frame of a stream.
    pub fn new(start: StreamDetails) -> Self {
        Self {
            sequence_number: 1,
            stream_sid: start.stream_sid.clone(),
            start,
        }
    }
}

/// What a media stream carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamDetails {
    /// `MZ…`
    pub stream_sid: String,
    /// `AC…`
    pub account_sid: String,
    /// `CA…`
    pub call_sid: String,
    /// Which sides.
    pub tracks: Vec<MediaTrack>,
    /// The `<Parameter>`s of the document.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub custom_parameters: BTreeMap<String, PrivateText>,
    /// How the audio is written.
    pub media_format: StreamFormat,
}

impl StreamDetails {
    /// A stream of what the caller says, without parameters, in Twilio's format.
    pub fn new(
        stream_sid: impl Into<String>,
        account_sid: impl Into<String>,
        call_sid: impl Into<String>,
    ) -> Self {
        Self {
            stream_sid: stream_sid.into(),
            account_sid: account_sid.into(),
            call_sid: call_sid.into(),
            tracks: vec![MediaTrack::Inbound],
            custom_parameters: BTreeMap::new(),
            media_format: StreamFormat::default(),
        }
    }
}

/// How audio is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamFormat {
    /// `audio/x-mulaw`
    pub encoding: StreamEncoding,
    /// Hz: 8000.
    pub sample_rate: u32,
    /// 1
    pub channels: u8,
}

impl Default for StreamFormat {
    /// The one that Twilio has: μ-law, 8000 Hz, one channel.
    fn default() -> Self {
        Self {
            encoding: StreamEncoding::Mulaw,
            sample_rate: 8000,
            channels: 1,
        }
    }
}

/// Audio from Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamMedia {
    /// Of the frame within the stream.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// The audio.
    pub media: MediaChunk,
}

impl StreamMedia {
    /// A piece of audio of a stream.
    pub fn new(sequence_number: u64, stream_sid: impl Into<String>, media: MediaChunk) -> Self {
        Self {
            sequence_number,
            stream_sid: stream_sid.into(),
            media,
        }
    }
}

/// A piece of audio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MediaChunk {
    /// Which side.
    pub track: MediaTrack,
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
    /// What one side said, `timestamp` ms from the start of the stream.
    pub fn new(track: MediaTrack, chunk: u64, timestamp: u64, audio: &[u8]) -> Self {
        Self {
            track,
            chunk,
            timestamp,
            payload: to_base64(audio).into(),
        }
    }

    /// The bytes, in the stream's [`StreamFormat`]. `None` if the payload is not base64.
    pub fn audio(&self) -> Option<Vec<u8>> {
        from_base64(&self.payload)
    }
}

/// A key was pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamDtmf {
    /// Of the frame within the stream.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// Which.
    pub dtmf: Dtmf,
}

impl StreamDtmf {
    /// The caller pressed a key.
    pub fn new(
        sequence_number: u64,
        stream_sid: impl Into<String>,
        digit: impl Into<PrivateText>,
    ) -> Self {
        Self {
            sequence_number,
            stream_sid: stream_sid.into(),
            dtmf: Dtmf {
                track: StreamTrack::Inbound,
                digit: digit.into(),
            },
        }
    }
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dtmf {
    /// `inbound_track`
    pub track: StreamTrack,
    /// `0` to `9`, `*`, `#`, `A` to `D`.
    pub digit: PrivateText,
}

/// Your audio up to a mark was played or cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamMark {
    /// Of the frame within the stream.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// Which.
    pub mark: Mark,
}

impl StreamMark {
    /// The mark of this name comes back.
    pub fn new(
        sequence_number: u64,
        stream_sid: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            sequence_number,
            stream_sid: stream_sid.into(),
            mark: Mark::new(name),
        }
    }
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mark {
    /// Your name for it.
    pub name: String,
}

impl Mark {
    /// A mark of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

/// A media stream ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamStop {
    /// Of the frame within the stream.
    #[serde(with = "quoted")]
    pub sequence_number: u64,
    /// `MZ…`
    pub stream_sid: String,
    /// Whose.
    pub stop: StreamEnd,
}

impl StreamStop {
    /// The stream that these details began ends.
    pub fn new(sequence_number: u64, of: &StreamDetails) -> Self {
        Self {
            sequence_number,
            stream_sid: of.stream_sid.clone(),
            stop: StreamEnd {
                account_sid: of.account_sid.clone(),
                call_sid: of.call_sid.clone(),
            },
        }
    }
}

/// Whose media stream ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
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
pub enum PlaybackCommand {
    /// Audio to be played after what was sent before.
    #[non_exhaustive]
    Media {
        /// `MZ…`
        stream_sid: String,
        /// The audio.
        media: Payload,
    },
    /// Comes back when the audio before it was played or cleared.
    #[non_exhaustive]
    Mark {
        /// `MZ…`
        stream_sid: String,
        /// Your name for it.
        mark: Mark,
    },
    /// Drops the audio that was not yet played.
    #[non_exhaustive]
    Clear {
        /// `MZ…`
        stream_sid: String,
    },
}

/// Audio to be played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Payload {
    /// Base64, in the stream's format, without file headers.
    pub payload: PrivateText,
}

impl PlaybackCommand {
    /// Audio, in the stream's [`StreamFormat`], without file headers.
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
            mark: Mark::new(name),
        }
    }

    /// Drops what was not yet played.
    pub fn clear(stream_sid: impl Into<String>) -> Self {
        Self::Clear {
            stream_sid: stream_sid.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_frame_goes_there_and_back() {
        let mut details = StreamDetails::new("MZ1", "AC1", "CA1");
        details
            .custom_parameters
            .insert("order".to_owned(), "7".into());
        let audio = MediaChunk::new(MediaTrack::Inbound, 2, 20, &[0xFF, 0xFF]);
        let frames = [
            (
                StreamFrame::Connected(StreamConnected::new()),
                json!({"event": "connected", "protocol": "Call", "version": "1.0.0"}),
            ),
            (
                StreamFrame::Start(StreamStart::new(details.clone())),
                json!({"event": "start", "sequenceNumber": "1", "streamSid": "MZ1", "start": {
                    "streamSid": "MZ1", "accountSid": "AC1", "callSid": "CA1", "tracks": ["inbound"],
                    "customParameters": {"order": "7"},
                    "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}}}),
            ),
            (
                StreamFrame::Media(StreamMedia::new(4, "MZ1", audio)),
                json!({"event": "media", "sequenceNumber": "4", "streamSid": "MZ1",
                    "media": {"track": "inbound", "chunk": "2", "timestamp": "20", "payload": "//8="}}),
            ),
            (
                StreamFrame::Dtmf(StreamDtmf::new(5, "MZ1", "1")),
                json!({"event": "dtmf", "sequenceNumber": "5", "streamSid": "MZ1",
                    "dtmf": {"track": "inbound_track", "digit": "1"}}),
            ),
            (
                StreamFrame::Mark(StreamMark::new(6, "MZ1", "end")),
                json!({"event": "mark", "sequenceNumber": "6", "streamSid": "MZ1", "mark": {"name": "end"}}),
            ),
            (
                StreamFrame::Stop(StreamStop::new(7, &details)),
                json!({"event": "stop", "sequenceNumber": "7", "streamSid": "MZ1",
                    "stop": {"accountSid": "AC1", "callSid": "CA1"}}),
            ),
            (
                StreamFrame::Unknown(r#"{"deep":[1],"event":"x-invented"}"#.into()),
                json!({"event": "x-invented", "deep": [1]}),
            ),
        ];
        for (frame, text) in frames {
            assert_eq!(serde_json::to_value(&frame).unwrap(), text);
            assert_eq!(StreamFrame::parse(&text.to_string()).unwrap(), frame);
            assert_eq!(
                serde_json::from_str::<StreamFrame>(&text.to_string()).unwrap(),
                frame
            );
            assert_eq!(serde_json::from_value::<StreamFrame>(text).unwrap(), frame);
        }
        assert!(StreamFrame::parse("{\"event\":\"media\"}").is_err());
        assert!(StreamFrame::parse("7").is_err());
    }

    #[test]
    fn numbers_may_be_numbers_and_words_may_be_new() {
        let text = r#"{"event":"media","sequenceNumber":4,"streamSid":"MZ1","newMember":null,
            "media":{"track":"x-new","chunk":2,"timestamp":"20","payload":"?"}}"#;
        let StreamFrame::Media(frame) = StreamFrame::parse(text).unwrap() else {
            panic!()
        };
        assert_eq!((frame.sequence_number, frame.media.chunk), (4, 2));
        assert_eq!(frame.media.track, MediaTrack::from("x-new"));
        assert_eq!(frame.media.audio(), None);
    }

    #[test]
    fn every_command_goes_there_and_back() {
        for (command, text) in [
            (
                PlaybackCommand::media("MZ1", &[255]),
                json!({"event": "media", "streamSid": "MZ1", "media": {"payload": "/w=="}}),
            ),
            (
                PlaybackCommand::mark("MZ1", "end"),
                json!({"event": "mark", "streamSid": "MZ1", "mark": {"name": "end"}}),
            ),
            (
                PlaybackCommand::clear("MZ1"),
                json!({"event": "clear", "streamSid": "MZ1"}),
            ),
        ] {
            assert_eq!(serde_json::to_value(&command).unwrap(), text);
            assert_eq!(
                serde_json::from_value::<PlaybackCommand>(text).unwrap(),
                command
            );
        }
    }
}
