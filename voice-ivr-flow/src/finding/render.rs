//! Findings as text for people.

use std::fmt;
use std::ops::Range;

use voice_core::{Printable, is_printable};

use super::{Finding, Findings};

/// Writes findings for a person, pointing into the JSON where the source is given.
///
/// ```text
/// error[F012] dangling-edge: edge `e2` leads to `dail1`, which is not there
///   --> reception.json:7:48
///    |
///  7 |   {"id": "e2", "source": "ask", "target": "dail1", "label": "1"}
///    |                                           ^^^^^^^
///    = help: did you mean `dial1`?
/// ```
/// `Debug` hides the source.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    findings: &'a Findings,
    name: &'a str,
    source: Option<&'a str>,
}

impl<'a> Text<'a> {
    /// The findings without a source: each says its node or edge instead of a line.
    pub fn new(findings: &'a Findings) -> Self {
        Self {
            findings,
            name: "",
            source: None,
        }
    }

    /// The text that was checked, and the name under which the reader knows it.
    #[must_use]
    pub fn source(mut self, name: &'a str, source: &'a str) -> Self {
        self.name = name;
        self.source = Some(source.strip_prefix('\u{feff}').unwrap_or(source));
        self
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text")
            .field("findings", &self.findings)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self.findings {
            head(f, finding)?;
            match self.source {
                Some(source) => excerpt(f, self.name, finding, source)?,
                None => place(f, finding)?,
            }
            if !finding.help.is_empty() {
                writeln!(f, "   = help: {}", Printable::new(&finding.help))?;
            }
            writeln!(f)?;
        }
        let count = |number: usize, word: &str| match number {
            1 => format!("1 {word}"),
            _ => format!("{number} {word}s"),
        };
        let (errors, warnings) = (self.findings.errors(), self.findings.warnings());
        match (errors, warnings) {
            (0, 0) => writeln!(f, "no findings"),
            (0, _) => writeln!(f, "{}", count(warnings, "warning")),
            (_, 0) => writeln!(f, "{}", count(errors, "error")),
            _ => writeln!(
                f,
                "{}, {}",
                count(errors, "error"),
                count(warnings, "warning")
            ),
        }
    }
}

fn head(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
    let (severity, code, kind) = (finding.severity, finding.code(), finding.kind);
    let message = Printable::new(&finding.message);
    writeln!(f, "{severity}[{code}] {kind}: {message}")
}

fn place(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
    let (what, id) = match (&finding.edge, &finding.node) {
        (Some(edge), _) => ("edge", edge),
        (None, Some(node)) => ("node", node),
        (None, None) => return Ok(()),
    };
    write!(f, "  --> {what} `{}`", Printable::new(id))?;
    match &finding.flow {
        Some(flow) => writeln!(f, " of the subflow `{}`", Printable::new(flow)),
        None => writeln!(f),
    }
}

fn excerpt(f: &mut fmt::Formatter<'_>, name: &str, finding: &Finding, source: &str) -> fmt::Result {
    let (line, column) = (finding.line, finding.column);
    writeln!(f, "  --> {}:{line}:{column}", Printable::new(name))?;
    let Window {
        cut_before,
        before,
        marked,
        after,
        cut_after,
    } = Window::around(source, finding.span());
    let lead = if cut_before { "…" } else { "" };
    let tail = if cut_after { "…" } else { "" };
    let blanks = lead.chars().count() + before.chars().count();
    let carets = marked.chars().count().max(1);
    let shown: String = [before, marked, after]
        .into_iter()
        .flat_map(str::chars)
        // A tab or a control character would move the caret away from its place.
        .map(|c| if is_printable(c) { c } else { ' ' })
        .collect();
    let gutter = line.to_string().len().max(2);
    writeln!(f, " {:gutter$} |", "")?;
    writeln!(f, " {line:>gutter$} | {lead}{}{tail}", shown.trim_end())?;
    writeln!(
        f,
        " {:gutter$} | {}{}",
        "",
        " ".repeat(blanks),
        "^".repeat(carets)
    )
}

/// What is shown of a line. A minified document is one line, so nothing is looked at that is not shown (L11).
struct Window<'a> {
    /// Whether there is more of the line before it.
    cut_before: bool,
    before: &'a str,
    marked: &'a str,
    after: &'a str,
    /// Whether there is more of the line behind it.
    cut_after: bool,
}

impl<'a> Window<'a> {
    /// The most characters of a line that are shown.
    const WIDTH: usize = 100;
    /// How many of them stand before the place when the line is cut there.
    const BEFORE: usize = 40;

    fn around(source: &'a str, span: Range<usize>) -> Self {
        let (head, rest) = source.split_at(source.floor_char_boundary(span.start));
        let length = rest.floor_char_boundary(span.len());
        let (marked, cut_mark) = beginning(rest.get(..length).unwrap_or_default(), Self::WIDTH);
        let width = marked.chars().count();
        let room = Self::WIDTH.saturating_sub(width);
        let (before, cut_before) = match ending(head, room) {
            (_, true) => ending(head, Self::BEFORE),
            whole => whole,
        };
        // What was cut off makes room behind the mark, and a long mark gives way to what leads to it.
        let room = Self::WIDTH.saturating_sub(before.chars().count());
        let (marked, cut_again) = beginning(marked, room);
        let room = room - marked.chars().count();
        let cut_mark = cut_mark || cut_again;
        let behind = rest.get(marked.len()..).unwrap_or_default();
        let (after, cut_after) = if cut_mark {
            ("", true)
        } else {
            beginning(behind, room)
        };
        Self {
            cut_before,
            before,
            marked,
            after,
            cut_after,
        }
    }
}

/// The first characters of the line that a text begins with, at most so many, and whether the line goes on.
fn beginning(text: &str, most: usize) -> (&str, bool) {
    let end = text
        .char_indices()
        .enumerate()
        .find(|(count, (_, c))| *count == most || *c == '\n');
    match end {
        Some((_, (end, c))) => (text.get(..end).unwrap_or_default(), c != '\n'),
        None => (text, false),
    }
}

/// The last characters of the line that a text ends with, at most so many, and whether the line begins before them.
fn ending(text: &str, most: usize) -> (&str, bool) {
    let start = text
        .char_indices()
        .rev()
        .enumerate()
        .find(|(count, (_, c))| *count == most || *c == '\n');
    match start {
        Some((_, (start, c))) => (
            text.get(start + c.len_utf8()..).unwrap_or_default(),
            c != '\n',
        ),
        None => (text, false),
    }
}
