//! A pull reader that trusts nobody.
//!
//! quick-xml finds the markup; this layer decides what is allowed, resolves references and counts.

use std::borrow::Cow;

use quick_xml::errors::{Error as QuickError, IllFormedError, SyntaxError};
use quick_xml::events::Event as Quick;

use super::decode;
use super::error::{XmlError, XmlErrorKind};
use super::escape::forbidden;
use super::name::{continues_name, starts_name};
use super::scan::soon;

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
        if let Some((at, _)) = forbidden(text) {
            return Err(XmlError::new(
                XmlErrorKind::ForbiddenCharacter,
                skipped + at,
            ));
        }
        Ok(Self {
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
        let name_length = raw
            .bytes()
            .position(|byte| !continues_name(byte))
            .unwrap_or(raw.len());
        let (name, rest) = raw.split_at(name_length);
        if !name.bytes().next().is_some_and(starts_name)
            || rest.bytes().next().is_some_and(|byte| !is_blank(byte))
        {
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
            rest: self.rest,
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
    rest: &'a str,
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
    fn skip_blanks(&mut self) -> usize {
        let blanks = self.rest.bytes().take_while(|&byte| is_blank(byte)).count();
        self.take(blanks);
        blanks
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        self.offset += taken.len();
        taken
    }

    fn read(&mut self, blanks: usize) -> Result<Attribute<'a>, XmlError> {
        let offset = self.offset;
        let bad = |at| Err(XmlError::new(XmlErrorKind::BadAttribute, at));
        let length = self
            .rest
            .bytes()
            .take_while(|&byte| continues_name(byte))
            .count();
        let name = self.take(length);
        if blanks == 0 || !name.bytes().next().is_some_and(starts_name) {
            return bad(offset);
        }
        self.skip_blanks();
        if self.take(1) != "=" {
            return bad(offset);
        }
        self.skip_blanks();
        let Some(quote @ (b'"' | b'\'')) = self.rest.bytes().next() else {
            return bad(self.offset);
        };
        self.take(1);
        let value_offset = self.offset;
        // One look finds the end of the value and whether there is anything to decode.
        let special = |byte: u8| {
            u8::from(byte == quote)
                | u8::from(byte < 0x20)
                | u8::from(byte == b'&')
                | u8::from(byte == b'<')
        };
        let plain = soon(self.rest.as_bytes(), special).unwrap_or(self.rest.len());
        let decoded = self.rest.as_bytes().get(plain) != Some(&quote);
        let length = if decoded {
            let end = |byte| u8::from(byte == quote);
            match soon(self.rest.as_bytes(), end) {
                Some(length) => length,
                None => return bad(offset),
            }
        } else {
            plain
        };
        let raw = self.take(length);
        self.take(1);
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
            decode::attribute(raw, value_offset)?
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
        let blanks = self.skip_blanks();
        if self.rest.is_empty() {
            return None;
        }
        let read = self.read(blanks);
        if read.is_err() {
            self.rest = "";
        }
        Some(read)
    }
}

#[cfg(test)]
mod tests;
