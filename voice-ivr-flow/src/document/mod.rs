//! The document: what a visual editor saves, kept as it was written.

mod error;
mod place;
mod scan;
mod token;
mod value;
pub(crate) mod version;
pub(crate) mod write;

use std::fmt;
use std::sync::Arc;

use place::line_and_column;

pub use error::{ParseError, ParseErrorKind};

pub(crate) use place::Places;
pub(crate) use token::Shape;
pub(crate) use value::{Span, Tape, Value};

/// A flow document: one JSON object with nodes and edges (flow-semantics.md §1).
///
/// It keeps everything that was written: members that we do not know, the order of members, the spelling of
/// numbers. Two flows are equal if they hold the same values in the same order, whatever the white space.
/// Cloning is cheap.
///
/// ```
/// use voice_ivr_flow::Flow;
///
/// let flow = Flow::from_json(br#"{
///     "name": "Goodbye",
///     "nodes": [{"id": "start", "type": "start", "position": {"x": 0, "y": 0}},
///               {"id": "bye", "type": "hangup", "data": {"message": "Goodbye."}}],
///     "edges": [{"source": "start", "target": "bye"}]
/// }"#)?;
/// assert_eq!(flow.name(), Some("Goodbye".into()));
/// assert!(flow.check().is_empty());
/// # Ok::<(), voice_ivr_flow::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Flow {
    tape: Arc<Tape>,
}

impl Flow {
    /// The largest file that is read: 64 MiB.
    pub const MAX_BYTES: usize = 64 << 20;

    /// How deep objects and lists may be nested; the document itself is the first level.
    pub const MAX_DEPTH: usize = 64;

    /// How many bytes the id of a node or an edge, or the name of a subflow, may have: 512. Ids stand in every finding,
    /// event and state; the limit keeps all of these linear in the size of the file. A longer one is `malformed`.
    pub const MAX_ID_BYTES: usize = 512;

    /// Reads a document. A leading byte order mark is skipped.
    ///
    /// JSON of a wrong shape is read too; [`check`](Self::check) says what is wrong with it.
    ///
    /// # Errors
    /// The file is larger than [`MAX_BYTES`](Self::MAX_BYTES), is not UTF-8, is not JSON, names a member twice
    /// in one object, or is nested deeper than [`MAX_DEPTH`](Self::MAX_DEPTH). Time and memory are linear in
    /// the size of the file.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ParseError> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(ParseError {
                kind: ParseErrorKind::TooLarge,
                line: 1,
                column: 1,
                offset: 0,
                message: format!(
                    "the file has {} bytes; a flow may have {}",
                    bytes.len(),
                    Self::MAX_BYTES
                ),
            });
        }
        let text = match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = error.valid_up_to();
                let before = bytes.get(..good).unwrap_or_default();
                let before = str::from_utf8(before).unwrap_or_default();
                let (mark, before) = without_mark(before);
                let (line, column) = line_and_column(before, good - mark);
                return Err(ParseError {
                    kind: ParseErrorKind::InvalidUtf8,
                    line,
                    column,
                    offset: good,
                    message: "the bytes here are not UTF-8 text".to_owned(),
                });
            }
        };
        let (mark, text) = without_mark(text);
        match scan::scan(text.to_owned(), Self::MAX_DEPTH) {
            Ok(tape) => Ok(Self {
                tape: Arc::new(tape),
            }),
            Err(fault) => {
                let (line, column) = line_and_column(text, fault.at);
                Err(ParseError {
                    kind: fault.kind,
                    line,
                    column,
                    offset: fault.at + mark,
                    message: fault.message,
                })
            }
        }
    }

    /// A document that this crate has written itself.
    #[expect(
        clippy::panic,
        reason = "the writer escapes every string and names no member twice, so its text is a document"
    )]
    pub(crate) fn written(text: String) -> Self {
        match scan::scan(text, Self::MAX_DEPTH) {
            Ok(tape) => Self {
                tape: Arc::new(tape),
            },
            Err(fault) => panic!("at byte {} of our own text: {}", fault.at, fault.message),
        }
    }

    /// The document as JSON: two blanks a level, members in their order, a line feed at the end.
    ///
    /// The same flow gives the same bytes, and reading them gives an equal flow.
    pub fn to_json(&self) -> String {
        write::pretty(self.root())
    }

    /// The flow's name, if it has one.
    pub fn name(&self) -> Option<String> {
        let name = self.root().member("name")?.text()?;
        Some(name.into_owned())
    }

    /// The version of the flow's content: 16 hexadecimal digits.
    ///
    /// It ignores layout: white space, the order of nodes, of edges and of their members, members that we do
    /// not know (such as `position`), the ids of edges, members that are null. Everything that a caller could
    /// notice is in it, and the name. It is a hash that is the same on all machines, and no seal: somebody who wants to
    /// can make another flow of the same version.
    pub fn version(&self) -> String {
        version::version(self.root())
    }

    /// The text that was read, without byte order mark.
    pub fn source(&self) -> &str {
        self.tape.text()
    }

    pub(crate) fn root(&self) -> Value<'_> {
        self.tape.root()
    }
}

impl PartialEq for Flow {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tape, &other.tape) || self.tape.same(&other.tape)
    }
}

impl Eq for Flow {}

impl fmt::Debug for Flow {
    /// Only the name and the size: texts and numbers of a flow do not belong into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flow")
            .field("name", &self.name())
            .field("bytes", &self.source().len())
            .finish_non_exhaustive()
    }
}

/// How long the byte order mark is, and the text after it.
fn without_mark(text: &str) -> (usize, &str) {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => (text.len() - rest.len(), rest),
        None => (0, text),
    }
}
