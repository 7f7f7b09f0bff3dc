//! What a request carries.

use std::fmt;

use bytes::{BufMut, Bytes, BytesMut};
use sha2::{Digest, Sha256};
use url::form_urlencoded;

/// The body of a request, in the form in which it was stated.
#[derive(Clone, Default)]
pub(super) enum Body {
    #[default]
    None,
    Form(Vec<(String, String)>),
    Ready {
        content_type: String,
        bytes: Bytes,
    },
}

impl Body {
    pub(super) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Content type and bytes as they go on the wire.
    pub(super) fn encode(&self) -> Option<(String, Bytes)> {
        match self {
            Self::None => None,
            Self::Form(pairs) => {
                let text = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(pairs)
                    .finish();
                Some(("application/x-www-form-urlencoded".to_owned(), text.into()))
            }
            Self::Ready {
                content_type,
                bytes,
            } => Some((content_type.clone(), bytes.clone())),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Form(pairs) => f
                .debug_list()
                .entries(pairs.iter().map(|(name, _)| name))
                .finish(),
            Self::Ready {
                content_type,
                bytes,
            } => write!(f, "{content_type}, {} bytes", bytes.len()),
        }
    }
}

/// A `multipart/form-data` body: text fields and files, in order.
///
/// The boundary is the hash of the parts: it cannot occur in them by accident, and the same parts give the
/// same bytes.
///
/// ```
/// use voice_core::http::{Multipart, Request};
///
/// let request = Request::post("clone_voice", "/v1/voices/clone").multipart(
///     Multipart::new()
///         .text("name", "Front desk")
///         .file("audio_samples", "desk.wav", "audio/wav", &b"RIFF"[..]),
/// );
/// # let _ = request;
/// ```
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<Part>,
}

#[derive(Clone)]
struct Part {
    head: String,
    bytes: Bytes,
}

impl Multipart {
    /// No parts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text field.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        let head = [
            "Content-Disposition: form-data; name=\"",
            &quoted(name),
            "\"\r\n\r\n",
        ]
        .concat();
        self.parts.push(Part {
            head,
            bytes: value.into().into(),
        });
        self
    }

    /// Adds a file with its name and media type.
    #[must_use]
    pub fn file(
        mut self,
        name: &str,
        file_name: &str,
        media_type: &str,
        bytes: impl Into<Bytes>,
    ) -> Self {
        let media_type: String = media_type.chars().filter(|c| !c.is_control()).collect();
        let head = [
            "Content-Disposition: form-data; name=\"",
            &quoted(name),
            "\"; filename=\"",
            &quoted(file_name),
            "\"\r\nContent-Type: ",
            &media_type,
            "\r\n\r\n",
        ]
        .concat();
        self.parts.push(Part {
            head,
            bytes: bytes.into(),
        });
        self
    }

    pub(super) fn into_body(self) -> Body {
        let mut hash = Sha256::new();
        for part in &self.parts {
            hash.update(&part.head);
            hash.update(&part.bytes);
        }
        let digest = hash.finalize();
        let boundary: String = digest
            .iter()
            .copied()
            .take(16)
            .flat_map(hex_digits)
            .collect();
        let mut bytes = BytesMut::new();
        for part in &self.parts {
            for piece in ["--", &boundary, "\r\n", &part.head] {
                bytes.put_slice(piece.as_bytes());
            }
            bytes.put_slice(&part.bytes);
            bytes.put_slice(b"\r\n");
        }
        for piece in ["--", &boundary, "--\r\n"] {
            bytes.put_slice(piece.as_bytes());
        }
        Body::Ready {
            content_type: ["multipart/form-data; boundary=", &boundary].concat(),
            bytes: bytes.freeze(),
        }
    }
}

fn hex_digits(byte: u8) -> impl Iterator<Item = char> {
    [byte >> 4, byte & 15]
        .into_iter()
        .filter_map(|digit| char::from_digit(digit.into(), 16))
}

/// A name between quotes, as browsers write it (WHATWG "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Multipart({} parts)", self.parts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_tells_empty_from_unset_and_keeps_repeated_keys_in_order() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let body = Body::Form(vec![
            pair("To", "+15550100001"),
            pair("VoiceUrl", ""),
            pair("StatusCallbackEvents[]", "terminal"),
            pair("StatusCallbackEvents[]", "answered"),
            pair("StartTime>", "नमस्ते &="),
        ]);
        let (content_type, bytes) = body.encode().unwrap();
        assert_eq!(content_type, "application/x-www-form-urlencoded");
        assert_eq!(
            bytes,
            "To=%2B15550100001&VoiceUrl=&StatusCallbackEvents%5B%5D=terminal&StatusCallbackEvents%5B%5D=answered\
             &StartTime%3E=%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4%E0%A5%87+%26%3D"
        );
    }

    #[test]
    fn multipart_is_byte_stable_and_names_cannot_break_out() {
        let multipart = Multipart::new().text("na\"me\r\nX: y", "Front desk").file(
            "sample",
            "desk.wav",
            "audio/wav\r\nX: y",
            &b"RIFF\r\n--x--"[..],
        );
        let Body::Ready {
            content_type,
            bytes,
        } = multipart.clone().into_body()
        else {
            panic!("a multipart body is ready")
        };
        let boundary = content_type.rsplit('=').next().unwrap();
        assert_eq!(
            std::str::from_utf8(&bytes).unwrap(),
            [
                "--", boundary, "\r\nContent-Disposition: form-data; name=\"na%22me%0D%0AX: y\"\r\n\r\nFront desk\r\n",
                "--", boundary, "\r\nContent-Disposition: form-data; name=\"sample\"; filename=\"desk.wav\"\r\n",
                "Content-Type: audio/wavX: y\r\n\r\nRIFF\r\n--x--\r\n--", boundary, "--\r\n",
            ]
            .concat()
        );
        let Body::Ready { bytes: again, .. } = multipart.into_body() else {
            panic!("a multipart body is ready")
        };
        assert_eq!(bytes, again);
    }

    #[test]
    fn debug_shows_names_only() {
        let body = Body::Form(vec![("To".to_owned(), "+15550100001".to_owned())]);
        assert_eq!(format!("{body:?}"), r#"["To"]"#);
    }
}
