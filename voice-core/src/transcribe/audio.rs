//! A recording as a file.

use std::fmt;

use bytes::Bytes;

/// Extension and media type of what OpenAI takes.
const TYPES: &[(&str, &str)] = &[
    ("flac", "audio/flac"),
    ("m4a", "audio/mp4"),
    ("mp3", "audio/mpeg"),
    ("mp4", "audio/mp4"),
    ("mpeg", "audio/mpeg"),
    ("mpga", "audio/mpeg"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("webm", "audio/webm"),
];

/// A recording with its file name, whose extension tells the format.
///
/// `Debug` shows the size only: a recorder may name files by the caller's number.
#[derive(Clone, PartialEq, Eq)]
pub struct AudioFile {
    name: Box<str>,
    media_type: Box<str>,
    bytes: Bytes,
}

impl AudioFile {
    /// A file; its media type is that of its extension: flac, m4a, mp3, mp4, mpeg, mpga, ogg, wav, webm.
    pub fn new(name: impl Into<Box<str>>, bytes: impl Into<Bytes>) -> Self {
        let name = name.into();
        let media_type = media_type(&name).unwrap_or("application/octet-stream");
        Self {
            media_type: media_type.into(),
            name,
            bytes: bytes.into(),
        }
    }

    /// Sets another media type, for a server that takes more.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<Box<str>>) -> Self {
        self.media_type = media_type.into();
        self
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    #[cfg(feature = "transcribe")]
    pub(super) fn type_on_the_wire(&self) -> &str {
        &self.media_type
    }

    #[cfg(feature = "transcribe")]
    pub(super) fn has_a_known_extension(&self) -> bool {
        media_type(&self.name).is_some()
    }
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let known = TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(extension))?;
    Some(known.1)
}

impl fmt::Debug for AudioFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "AudioFile({}, {} bytes)",
            self.media_type,
            self.bytes.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_type_and_debug_tells_no_name() {
        let file = AudioFile::new("+15550100101.MP3", &b"ID3"[..]);
        assert_eq!(format!("{file:?}"), "AudioFile(audio/mpeg, 3 bytes)");
        let other = AudioFile::new("voicemail", "").media_type("audio/basic");
        assert_eq!(format!("{other:?}"), "AudioFile(audio/basic, 0 bytes)");
    }
}
