//! From bytes to tokens, in one pass without recursion.
//!
//! Why not `serde_json`: a duplicate member must be an error wherever it stands, numbers and unknown
//! members must come back as they were written, and every finding wants its place in the file. One tape of
//! tokens gives all three and is read once; deserialising into types would need the position of each value
//! and a second pass over whatever is unknown.

use std::collections::HashSet;

use super::error::ParseErrorKind;
use super::token::{Shape, Token};
use super::value::{Tape, hex4, unescape};
use crate::finding::words::shortened;
use crate::names::Names;

/// Objects with more members than this are checked for duplicates with a hash set.
const FEW: usize = 12;

/// What is wrong, and at which byte.
pub(super) struct Fault {
    pub(super) kind: ParseErrorKind,
    pub(super) at: usize,
    pub(super) message: String,
}

/// Scans a document.
pub(super) fn scan(text: String, max_depth: usize) -> Result<Tape, Fault> {
    // No text has more tokens than bytes, and offsets have more bits than numbers of tokens.
    if text.len() > Token::MOST {
        return Err(Fault {
            kind: ParseErrorKind::TooLarge,
            at: 0,
            message: "the text has more than 512 MiB".to_owned(),
        });
    }
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        text: &text,
        at: 0,
        // What an editor saves without white space has a key or a value every eight bytes. Room that is not used was
        // never touched, while growing copies all tokens.
        tokens: Vec::with_capacity(text.len() / 7 + 8),
        open: Vec::new(),
        keys: Vec::new(),
        names: Names::new(),
        max_depth,
    };
    scanner.document()?;
    let tokens = scanner.tokens;
    Ok(Tape { text, tokens })
}

/// An object or list that is not closed yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    token: usize,
    object: bool,
    /// The numbers of its keys so far.
    names: u128,
    /// How many of its keys have no number, and whether one of them is escaped.
    others: usize,
    escapes: bool,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The objects and lists around the current place.
    open: Vec<Open>,
    /// Scratch space for the keys of an object.
    keys: Vec<&'a str>,
    names: Names,
    max_depth: usize,
}

#[expect(
    clippy::inline_always,
    reason = "the loop over the document keeps its place in registers only if the steps are part of it"
)]
impl Scanner<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        loop {
            if self.value()? {
                continue;
            }
            // A value ended; so may the objects and lists around it.
            loop {
                let byte = self.peek();
                let Some(inside) = self.open.last() else {
                    return match byte {
                        None => Ok(()),
                        Some(_) => Err(self.unexpected("nothing after the end of the document")),
                    };
                };
                let object = inside.object;
                match byte {
                    Some(b',') => {
                        self.at += 1;
                        if object {
                            self.key()?;
                        }
                        break;
                    }
                    Some(b'}') if object => self.close()?,
                    Some(b']') if !object => self.close()?,
                    _ if object => return Err(self.unexpected("`,` or `}`")),
                    _ => return Err(self.unexpected("`,` or `]`")),
                }
            }
        }
    }

    /// Reads a value; `true` if it opened an object or a list whose first value comes next.
    #[inline(always)]
    fn value(&mut self) -> Result<bool, Fault> {
        match self.peek() {
            Some(b'"') => {
                let (start, shape) = self.string()?;
                self.tokens
                    .push(Token::string(small(start), self.at - 1 - start, shape, 0));
                Ok(false)
            }
            Some(b'{') => self.open(Shape::Object, b'}'),
            Some(b'[') => self.open(Shape::List, b']'),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Shape::True),
            Some(b'f') => self.word("false", Shape::False),
            Some(b'n') => self.word("null", Shape::Null),
            _ if self.tokens.is_empty() && self.at == self.bytes.len() => Err(self.fault(
                ParseErrorKind::Syntax,
                "the file is empty; a flow is a JSON object",
            )),
            _ => Err(self.unexpected("a JSON value")),
        }
    }

    #[inline(always)]
    fn open(&mut self, shape: Shape, closing: u8) -> Result<bool, Fault> {
        if self.open.len() >= self.max_depth {
            let message = format!("nested deeper than {} levels", self.max_depth);
            return Err(self.fault(ParseErrorKind::TooDeep, &message));
        }
        let token = self.tokens.len();
        self.tokens.push(Token::new(small(self.at), shape, 0));
        self.open.push(Open {
            token,
            object: shape == Shape::Object,
            names: 0,
            others: 0,
            escapes: false,
        });
        self.at += 1;
        if self.peek() == Some(closing) {
            self.close()?;
            return Ok(false);
        }
        if shape == Shape::Object {
            self.key()?;
        }
        Ok(true)
    }

    #[inline(always)]
    fn close(&mut self) -> Result<(), Fault> {
        self.at += 1;
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let next = small(self.tokens.len());
        if let Some(token) = self.tokens.get_mut(open.token) {
            *token = Token::new(token.start, token.shape(), next);
        }
        // Keys with a number were looked at when they came.
        if open.others < 2 {
            return Ok(());
        }
        let repeated = if open.escapes || open.others > FEW {
            self.first_repeated(open.token)
        } else {
            self.first_repeated_of_few(open.token)
        };
        repeated.map_or(Ok(()), |key| Err(self.duplicate(key)))
    }

    #[inline(always)]
    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a member's name in double quotes"));
        }
        let (start, shape) = self.string()?;
        self.name(start, shape)?;
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:` after a member's name"));
        }
        self.at += 1;
        Ok(())
    }

    /// Numbers the key that has just ended, and stores it. No two members of an object may have the same name.
    #[inline(always)]
    fn name(&mut self, start: usize, shape: Shape) -> Result<(), Fault> {
        let inside = start..self.at - 1;
        let length = inside.len();
        let name = match shape {
            Shape::Escaped => {
                let raw = self.text.get(inside).unwrap_or_default();
                self.names.number(unescape(raw))
            }
            _ => self
                .names
                .number(self.bytes.get(inside).unwrap_or_default()),
        };
        let key = self.tokens.len();
        self.tokens
            .push(Token::string(small(start), length, shape, name));
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        if name == 0 {
            open.others += 1;
            open.escapes |= shape == Shape::Escaped;
            return Ok(());
        }
        let bit = 1 << name;
        if open.names & bit != 0 {
            return Err(self.duplicate(key));
        }
        open.names |= bit;
        Ok(())
    }

    #[cold]
    fn duplicate(&self, key: usize) -> Fault {
        let (start, raw) = self.tokens.get(key).map_or((0, ""), |token| {
            (token.start as usize, token.raw(self.text))
        });
        Fault {
            kind: ParseErrorKind::DuplicateMember,
            at: start.saturating_sub(1),
            message: format!(
                "the member `{}` stands twice in one object",
                shortened(&unescape(raw))
            ),
        }
    }

    /// The first key that stands twice, of few that have no escapes.
    fn first_repeated_of_few(&mut self, object: usize) -> Option<usize> {
        let mut keys = std::mem::take(&mut self.keys);
        keys.clear();
        let mut at = object + 1;
        let mut repeated = None;
        while let (Some(key), Some(value)) = (self.tokens.get(at), self.tokens.get(at + 1)) {
            if key.name() == 0 {
                let raw = key.raw(self.text);
                if keys.contains(&raw) {
                    repeated = Some(at);
                    break;
                }
                keys.push(raw);
            }
            at = value.next(small(at + 1)) as usize;
        }
        self.keys = keys;
        repeated
    }

    #[cold]
    fn first_repeated(&self, object: usize) -> Option<usize> {
        let mut seen = HashSet::new();
        let mut at = object + 1;
        while let (Some(key), Some(value)) = (self.tokens.get(at), self.tokens.get(at + 1)) {
            let raw = key.raw(self.text);
            let name = if key.shape() == Shape::Escaped {
                unescape(raw).into()
            } else {
                std::borrow::Cow::Borrowed(raw)
            };
            if !seen.insert(name) {
                return Some(at);
            }
            at = value.next(small(at + 1)) as usize;
        }
        None
    }

    /// Moves behind a string; where its value begins, and whether it has escapes.
    #[inline(always)]
    fn string(&mut self) -> Result<(usize, Shape), Fault> {
        let open = self.at;
        self.at += 1;
        let mut shape = Shape::Text;
        loop {
            self.skip_plain();
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    shape = Shape::Escaped;
                    self.escape()?;
                }
                Some(_) => {
                    return Err(self.fault(
                        ParseErrorKind::Syntax,
                        "a control character inside a string; write it as an escape such as `\\n`",
                    ));
                }
                None => {
                    self.at = open;
                    let message = "the file ends inside the string that begins here";
                    return Err(self.fault(ParseErrorKind::Syntax, message));
                }
            }
        }
        self.at += 1;
        Ok((open + 1, shape))
    }

    /// Moves to the next quote, backslash or control character, eight bytes at a time.
    #[inline(always)]
    fn skip_plain(&mut self) {
        const ONES: u64 = u64::from_ne_bytes([1; 8]);
        const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (words, tail) = rest.as_chunks::<8>();
        let mut skipped = 0;
        for chunk in words {
            let word = u64::from_le_bytes(*chunk);
            let control = word.wrapping_sub(ONES * 0x20);
            let quote = (word ^ (ONES * u64::from(b'"'))).wrapping_sub(ONES);
            let backslash = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
            // Bytes beyond ASCII are none of the three, and have the high bit themselves. What stands before the
            // first byte that is found is told apart exactly; a carry only reaches what stands behind it.
            let found = (control | quote | backslash) & !word & HIGH;
            if found != 0 {
                self.at += skipped + found.trailing_zeros() as usize / 8;
                return;
            }
            skipped += 8;
        }
        let end = tail
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
        self.at += skipped + end.unwrap_or(tail.len());
    }

    #[cold]
    fn escape(&mut self) -> Result<(), Fault> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => {
                let first = self.code_unit(self.at)?;
                let pair = (0xD800..0xDC00).contains(&first)
                    && self.bytes.get(self.at + 6..self.at + 8) == Some(b"\\u")
                    && (0xDC00..0xE000).contains(&self.code_unit(self.at + 6)?);
                if !pair && (0xD800..0xE000).contains(&first) {
                    let message = "half of a surrogate pair, which is no character";
                    return Err(self.fault(ParseErrorKind::Syntax, message));
                }
                self.at += if pair { 12 } else { 6 };
                Ok(())
            }
            _ => Err(self.fault(
                ParseErrorKind::Syntax,
                "an escape that JSON does not know; a backslash is written `\\\\`",
            )),
        }
    }

    /// The number in the `\uXXXX` that begins at a byte.
    fn code_unit(&self, at: usize) -> Result<u32, Fault> {
        let digits = self.text.get(at + 2..at + 6).unwrap_or_default();
        if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(hex4(digits));
        }
        let message = "`\\u` wants four hexadecimal digits";
        Err(self.fault(ParseErrorKind::Syntax, message))
    }

    fn number(&mut self) -> Result<bool, Fault> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        let leading_zero = self.bytes.get(self.at) == Some(&b'0');
        let whole = self.digits();
        let mut good = whole == 1 || (whole > 1 && !leading_zero);
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            good &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(self.at) {
                self.at += 1;
            }
            good &= self.digits() > 0;
        }
        if !good {
            self.at = start;
            return Err(self.fault(ParseErrorKind::Syntax, "a number that JSON does not know"));
        }
        let length = small(self.at - start);
        self.tokens
            .push(Token::new(small(start), Shape::Number, length));
        Ok(false)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.at - start
    }

    fn word(&mut self, word: &str, shape: Shape) -> Result<bool, Fault> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word.as_bytes()) {
            return Err(self.unexpected("a JSON value"));
        }
        self.tokens.push(Token::new(small(self.at), shape, 0));
        self.at = end;
        Ok(false)
    }

    /// The next byte that is not white space, which becomes the current one.
    #[inline(always)]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    #[cold]
    fn unexpected(&self, wanted: &str) -> Fault {
        let found = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the file ends here".to_owned(),
            Some(found) => format!("found `{found}`"),
        };
        let message = format!("{found}, expected {wanted}");
        self.fault(ParseErrorKind::Syntax, &message)
    }

    #[cold]
    fn fault(&self, kind: ParseErrorKind, message: &str) -> Fault {
        Fault {
            kind,
            at: self.at,
            message: message.to_owned(),
        }
    }
}

/// An offset as the tape stores it; the text was found to be short enough.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`scan` refuses texts of more than 512 MiB"
)]
fn small(offset: usize) -> u32 {
    offset as u32
}
