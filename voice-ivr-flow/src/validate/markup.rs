//! Whether SSML is well formed.
//!
//! Which elements a voice understands is the carrier's business and changes; a broken document is refused by
//! all of them. It is read by the reader that our own documents are read with.

use voice_core::xml::{Event, Limits, Reader, XmlError, XmlErrorKind};

/// What is wrong with a piece of markup, if anything. It may be several elements, and words between them.
pub(crate) fn fault(text: &str) -> Option<XmlErrorKind> {
    let kind = read(text).err()?.kind();
    Some(match kind {
        // The root that is put around it was closed inside.
        XmlErrorKind::SecondRoot | XmlErrorKind::TextOutsideRoot => XmlErrorKind::MismatchedEnd,
        kind => kind,
    })
}

fn read(text: &str) -> Result<(), XmlError> {
    // A document has one root; how large the text may be was decided for the whole flow, and nothing recurses.
    let document = ["<speak>", text, "</speak>"].concat();
    let limits = Limits {
        max_bytes: usize::MAX,
        max_depth: usize::MAX,
        ..Limits::default()
    };
    let mut reader = Reader::with_limits(&document, limits)?;
    loop {
        match reader.next_event()? {
            Event::Start(tag) => tag.attributes().try_for_each(|read| read.map(drop))?,
            Event::Eof => return Ok(()),
            Event::End | Event::Text(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_markup_passes() {
        for text in [
            "",
            "plain words",
            "a <break time=\"1s\"/> b",
            "<speak>Order <say-as interpret-as='digits'>0</say-as> &amp; more<!-- x > --></speak>",
            "<a  b = \"1>2\"  c='&#x41;' >x</a >",
            "आपका <emphasis>ऑर्डर</emphasis>",
            "<speak/>",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn broken_markup_is_found() {
        use XmlErrorKind as Kind;
        for (text, kind) in [
            ("<s>", Kind::MismatchedEnd),
            ("</s>", Kind::MismatchedEnd),
            ("<s></p>", Kind::MismatchedEnd),
            ("</speak>", Kind::MismatchedEnd),
            ("</speak><speak>", Kind::MismatchedEnd),
            ("</speak>a<speak>", Kind::MismatchedEnd),
            ("<a><b></a></b>", Kind::MismatchedEnd),
            ("a & b", Kind::BadReference),
            ("&nbsp;", Kind::UnknownEntity),
            ("&#0;", Kind::ForbiddenCharacter),
            ("<s a=1/>", Kind::BadAttribute),
            ("<s a/>", Kind::BadAttribute),
            ("<s a=\"1\"b=\"2\"/>", Kind::BadAttribute),
            ("<s a=\"1\" a=\"2\"/>", Kind::DuplicateAttribute),
            ("<s a=\"<\"/>", Kind::BadAttribute),
            ("<s a=\"&x;\"/>", Kind::UnknownEntity),
            ("<1/>", Kind::BadName),
            ("a < b", Kind::BadName),
            ("<!-- ", Kind::Unclosed),
            ("<s", Kind::BadName),
            ("<?xml version=\"1.0\"?>", Kind::MisplacedDeclaration),
            ("<!DOCTYPE x>", Kind::DocumentType),
        ] {
            assert_eq!(fault(text), Some(kind), "{text}");
        }
    }
}
