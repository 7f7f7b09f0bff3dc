//! A pull reader that trusts nobody.
//!
//! quick-xml finds the markup; this layer decides what is allowed, resolves references and counts.

use std::borrow::Cow;

use quick_xml::errors::{Error as QuickError, IllFormedError, SyntaxError};
use quick_xml::events::Event as Quick;

use super::decode;
use super::error::{XmlError, XmlErrorKind};
use super::escape::{forbidden, is_printable};
use super::name::name_length;
use super::scan::{control_or_one_of, soon};

/// What a [`Reader`] accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest input, in bytes. Default 1 MiB.
    pub max_bytes: usize,
    /// How many elements may be open at once. Default 64.
    pub max_depth: usize,
    /// How many attributes one element may have. Default 256.
    pub max_attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 1 << 20,
            max_depth: 64,
            max_attributes: 256,
        }
    }
}

/// What comes next in a document. Comments and processing instructions are passed over.
pub enum Event<'a> {
    /// An element begins; `<a/>` begins and ends like `<a></a>`.
    Start(Tag<'a>),
    /// The element that began last and is still open ends.
    End,
    /// A piece of text, decoded. One text may arrive in several pieces.
    Text(Cow<'a, str>),
    /// The document has ended well.
    Eof,
}

/// Reads a document event by event; see the [module docs](crate::xml) for what it refuses.
///
/// ```
/// use voice_core::xml::{Event, Reader};
///
/// let mut reader = Reader::new("<Say loop='2'>R&amp;D</Say>")?;
/// let Event::Start(tag) = reader.next_event()? else { unreachable!() };
/// assert_eq!(tag.name, "Say");
/// let loops = tag.attributes().next().unwrap()?;
/// assert_eq!((loops.name, &*loops.value, loops.offset), ("loop", "2", 5));
/// # Ok::<(), voice_core::xml::XmlError>(())
/// ```
pub struct Reader<'a> {
    /// The input without a byte order mark, which `skipped` counts.
    input: &'a str,
    skipped: usize,
    quick: quick_xml::Reader<&'a [u8]>,
    limits: Limits,
    depth: usize,
    stage: Stage,
    /// Whether there is a carriage return anywhere: most documents have none, and few texts need a look.
    returns: bool,
    /// The end of a `<a/>` that was reported as a start.
    pending_end: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Before,
    Inside,
    After,
}

impl<'a> Reader<'a> {
    /// A reader with the default [`Limits`].
    pub fn new(input: &'a str) -> Result<Self, XmlError> {
        Self::with_limits(input, Limits::default())
    }

    /// A reader with limits of your own.
    pub fn with_limits(input: &'a str, limits: Limits) -> Result<Self, XmlError> {
        if input.len() > limits.max_bytes {
            return Err(too_large(limits));
        }
        let text = input.strip_prefix('\u{FEFF}').unwrap_or(input);
        let skipped = input.len() - text.len();
        let printable = is_printable(text);
        if !printable && let Some((at, _)) = forbidden(text) {
            return Err(XmlError::new(
                XmlErrorKind::ForbiddenCharacter,
                skipped + at,
            ));
        }
        Ok(Self {
            returns: !printable && text.as_bytes().contains(&b'\r'),
            input: text,
            skipped,
            quick: quick_xml::Reader::from_str(text),
            limits,
            depth: 0,
            stage: Stage::Before,
            pending_end: false,
        })
    }

    /// How far the input was read, in bytes.
    pub fn offset(&self) -> usize {
        self.skipped + self.place()
    }

    fn place(&self) -> usize {
        usize::try_from(self.quick.buffer_position()).unwrap_or(usize::MAX)
    }

    fn error<T>(&self, kind: XmlErrorKind, position: usize) -> Result<T, XmlError> {
        Err(XmlError::new(kind, self.skipped + position))
    }

    /// The next event. After [`Event::Eof`] comes `Eof` again.
    ///
    /// # Errors
    /// What the document does wrong, with its offset. A reader that has failed must not be used again.
    pub fn next_event(&mut self) -> Result<Event<'a>, XmlError> {
        if self.pending_end {
            self.pending_end = false;
            return Ok(self.end());
        }
        loop {
            let begin = self.place();
            let event = match self.quick.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.translate(&error)),
            };
            let end = self.place();
            match event {
                Quick::Start(tag) => {
                    return self.start(begin, end.saturating_sub(1), tag.len());
                }
                Quick::Empty(tag) => {
                    self.pending_end = true;
                    return self.start(begin, end.saturating_sub(2), tag.len());
                }
                Quick::End(_) => return Ok(self.end()),
                Quick::Text(text) => {
                    let raw = text.into_inner();
                    if self.stage == Stage::Inside {
                        return Ok(Event::Text(match raw {
                            Cow::Borrowed(raw) if !self.returns => Cow::Borrowed(raw),
                            Cow::Borrowed(raw) => decode::line_ends(raw),
                            Cow::Owned(raw) => Cow::Owned(decode::line_ends(&raw).into_owned()),
                        }));
                    }
                    if !raw.trim_ascii().is_empty() {
                        return self.error(XmlErrorKind::TextOutsideRoot, begin);
                    }
                }
                Quick::CData(text) => {
                    if self.stage != Stage::Inside {
                        return self.error(XmlErrorKind::TextOutsideRoot, begin);
                    }
                    return Ok(Event::Text(Cow::Owned(
                        decode::line_ends(&text.into_inner()).into_owned(),
                    )));
                }
                Quick::GeneralRef(name) => {
                    if self.stage != Stage::Inside {
                        return self.error(XmlErrorKind::TextOutsideRoot, begin);
                    }
                    let c = decode::reference(&name, self.skipped + begin)?;
                    return Ok(Event::Text(Cow::Owned(c.to_string())));
                }
                Quick::Decl(_) if begin > 0 => {
                    return self.error(XmlErrorKind::MisplacedDeclaration, begin);
                }
                Quick::Decl(_) | Quick::PI(_) | Quick::Comment(_) => {}
                Quick::DocType(_) => return self.error(XmlErrorKind::DocumentType, begin),
                Quick::Eof => {
                    return match self.stage {
                        Stage::Before => self.error(XmlErrorKind::NoRoot, end),
                        Stage::Inside => self.error(XmlErrorKind::Unclosed, end),
                        Stage::After => Ok(Event::Eof),
                    };
                }
            }
        }
    }

    fn start(&mut self, begin: usize, end: usize, length: usize) -> Result<Event<'a>, XmlError> {
        match self.stage {
            Stage::After => return self.error(XmlErrorKind::SecondRoot, begin),
            Stage::Before | Stage::Inside => self.stage = Stage::Inside,
        }
        self.depth += 1;
        if self.depth > self.limits.max_depth {
            let max = self.limits.max_depth;
            return self.error(XmlErrorKind::TooDeep { max }, begin);
        }
        let from = end.saturating_sub(length);
        let raw = self.input.get(from..end).unwrap_or_default();
        let name_length = name_length(raw.as_bytes());
        let (name, rest) = raw.split_at(name_length);
        if name.is_empty() || rest.bytes().next().is_some_and(|byte| !is_blank(byte)) {
            return self.error(XmlErrorKind::BadName, from);
        }
        Ok(Event::Start(Tag {
            name,
            offset: self.skipped + begin,
            rest,
            rest_offset: self.skipped + from + name_length,
            max_attributes: self.limits.max_attributes,
        }))
    }

    fn end(&mut self) -> Event<'a> {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.stage = Stage::After;
        }
        Event::End
    }

    fn translate(&self, error: &QuickError) -> XmlError {
        let kind = match error {
            QuickError::Syntax(SyntaxError::InvalidBangMarkup) => XmlErrorKind::BadMarkup,
            QuickError::Syntax(SyntaxError::UnclosedDoctype)
            | QuickError::IllFormed(IllFormedError::MissingDoctypeName) => {
                XmlErrorKind::DocumentType
            }
            QuickError::Syntax(_) | QuickError::IllFormed(IllFormedError::MissingEndTag(_)) => {
                XmlErrorKind::Unclosed
            }
            QuickError::IllFormed(
                IllFormedError::UnmatchedEndTag(_) | IllFormedError::MismatchedEndTag { .. },
            ) => XmlErrorKind::MismatchedEnd,
            QuickError::IllFormed(IllFormedError::UnclosedReference) => XmlErrorKind::BadReference,
            _ => XmlErrorKind::BadMarkup,
        };
        let position = usize::try_from(self.quick.error_position()).unwrap_or(usize::MAX);
        XmlError::new(kind, self.skipped + position)
    }
}

const fn too_large(limits: Limits) -> XmlError {
    let max = limits.max_bytes;
    XmlError::new(XmlErrorKind::TooLarge { max }, max)
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The beginning of an element.
#[derive(Clone)]
pub struct Tag<'a> {
    /// The element's name.
    pub name: &'a str,
    /// Where its `<` stands, in bytes from the beginning of the input.
    pub offset: usize,
    rest: &'a str,
    rest_offset: usize,
    max_attributes: usize,
}

impl<'a> Tag<'a> {
    /// The attributes in document order, decoded. Each is given once; a second one is an error.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes {
            text: self.rest,
            at: 0,
            offset: self.rest_offset,
            max: self.max_attributes,
            seen: Seen::default(),
        }
    }
}

/// An attribute, decoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name.
    pub name: &'a str,
    /// The value.
    pub value: Cow<'a, str>,
    /// Where the name begins, in bytes from the beginning of the input.
    pub offset: usize,
}

/// The attributes of a [`Tag`]. Ends after the first error.
#[derive(Clone)]
pub struct Attributes<'a> {
    /// What follows the element's name in its tag, and how far it was read.
    text: &'a str,
    at: usize,
    /// Where `text` stands.
    offset: usize,
    max: usize,
    seen: Seen<'a>,
}

/// Names that were given. Most elements have few, so the first are kept without an allocation.
#[derive(Clone, Default)]
struct Seen<'a> {
    first: [&'a str; 8],
    more: Vec<&'a str>,
    count: usize,
}

impl<'a> Seen<'a> {
    /// `false` if the name was there already.
    fn add(&mut self, name: &'a str) -> bool {
        if self.first.iter().take(self.count).any(|&seen| seen == name) || self.more.contains(&name)
        {
            return false;
        }
        match self.first.get_mut(self.count) {
            Some(place) => *place = name,
            None => self.more.push(name),
        }
        self.count += 1;
        true
    }
}

impl<'a> Attributes<'a> {
    /// Where the next byte stands that is no blank.
    fn after_blanks(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        from + rest.iter().take_while(|&&byte| is_blank(byte)).count()
    }

    /// Reads the attribute that begins at `begin`.
    fn read(&mut self, begin: usize) -> Result<Attribute<'a>, XmlError> {
        let bytes = self.text.as_bytes();
        let offset = self.offset + begin;
        let bad = |at| Err(XmlError::new(XmlErrorKind::BadAttribute, at));
        let length = name_length(bytes.get(begin..).unwrap_or_default());
        if begin == self.at || length == 0 {
            return bad(offset);
        }
        let name = self.text.get(begin..begin + length).unwrap_or_default();
        let equals = self.after_blanks(begin + length);
        if bytes.get(equals) != Some(&b'=') {
            return bad(offset);
        }
        let open = self.after_blanks(equals + 1);
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(open) else {
            return bad(self.offset + open);
        };
        let value = open + 1;
        // One look finds the end of the value and whether there is anything to decode.
        let Some(plain) = control_or_one_of(bytes, value, [quote, b'&', b'<']) else {
            return bad(offset);
        };
        let decoded = bytes.get(plain) != Some(&quote);
        let end = if decoded {
            let rest = bytes.get(plain..).unwrap_or_default();
            match soon(rest, |byte| u8::from(byte == quote)) {
                Some(length) => plain + length,
                None => return bad(offset),
            }
        } else {
            plain
        };
        let raw = self.text.get(value..end).unwrap_or_default();
        self.at = end + 1;
        if !self.seen.add(name) {
            return Err(XmlError::new(XmlErrorKind::DuplicateAttribute, offset));
        }
        if self.seen.count > self.max {
            let max = self.max;
            return Err(XmlError::new(
                XmlErrorKind::TooManyAttributes { max },
                offset,
            ));
        }
        let value = if decoded {
            decode::attribute(raw, self.offset + value)?
        } else {
            Cow::Borrowed(raw)
        };
        Ok(Attribute {
            name,
            value,
            offset,
        })
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<Attribute<'a>, XmlError>;

    fn next(&mut self) -> Option<Self::Item> {
        let begin = self.after_blanks(self.at);
        if begin >= self.text.len() {
            return None;
        }
        let read = self.read(begin);
        if read.is_err() {
            self.at = self.text.len();
        }
        Some(read)
    }
}

#[cfg(test)]
mod tests;
