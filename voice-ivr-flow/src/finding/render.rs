//! Findings as text for people.

use std::fmt;

use super::{Finding, Findings, Severity};
use crate::document::line_and_column;

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
#[derive(Debug, Clone, Copy)]
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

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.source.map(Lines::new);
        for finding in self.findings {
            head(f, finding)?;
            match &mut lines {
                Some(lines) => excerpt(f, self.name, finding, lines)?,
                None => place(f, finding)?,
            }
            if !finding.help.is_empty() {
                writeln!(f, "   = help: {}", finding.help)?;
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
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (code, kind) = (finding.code(), finding.kind);
    writeln!(f, "{severity}[{code}] {kind}: {}", finding.message)
}

fn place(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
    let (what, id) = match (&finding.edge, &finding.node) {
        (Some(edge), _) => ("edge", edge),
        (None, Some(node)) => ("node", node),
        (None, None) => return Ok(()),
    };
    write!(f, "  --> {what} `{id}`")?;
    match &finding.flow {
        Some(flow) => writeln!(f, " of the subflow `{flow}`"),
        None => writeln!(f),
    }
}

fn excerpt(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    finding: &Finding,
    lines: &mut Lines<'_>,
) -> fmt::Result {
    /// The most characters of a line that are shown: a minified document is one line.
    const WIDTH: usize = 100;
    /// How many of them stand before the place when the line is cut.
    const BEFORE: usize = 40;

    let start = finding.span.start as usize;
    let (line, text, offset) = lines.at(start);
    let column = line_and_column(text, offset).1;
    let length = (finding.span.end as usize).saturating_sub(start);
    let marked = text
        .get(offset..(offset + length).min(text.len()))
        .unwrap_or_default();
    let width = marked.chars().count();
    writeln!(f, "  --> {name}:{line}:{column}")?;

    let skipped = if column + width > WIDTH {
        column.saturating_sub(BEFORE + 1)
    } else {
        0
    };
    let shown: String = text
        .chars()
        .skip(skipped)
        .take(WIDTH)
        // A tab or a control character would move the caret away from its place.
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let lead = if skipped > 0 { "…" } else { "" };
    let blanks = column - 1 - skipped + lead.chars().count();
    let carets = width.clamp(1, WIDTH.saturating_sub(blanks).max(1));
    let gutter = line.to_string().len().max(2);
    let tail = if text.chars().count() > skipped + WIDTH {
        "…"
    } else {
        ""
    };
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

/// Finds lines by offset. Findings come nearly sorted, so it goes on from where it was.
struct Lines<'a> {
    source: &'a str,
    /// The line that begins at `start`, counted from 1.
    line: usize,
    start: usize,
}

impl<'a> Lines<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            line: 1,
            start: 0,
        }
    }

    /// The number of a line, its text, and the offset within it.
    fn at(&mut self, offset: usize) -> (usize, &'a str, usize) {
        let mut offset = offset.min(self.source.len());
        while !self.source.is_char_boundary(offset) {
            offset -= 1;
        }
        if offset < self.start {
            let between = self.source.get(offset..self.start).unwrap_or_default();
            self.line -= between.bytes().filter(|byte| *byte == b'\n').count();
        } else {
            let between = self.source.get(self.start..offset).unwrap_or_default();
            self.line += between.bytes().filter(|byte| *byte == b'\n').count();
        }
        let before = self.source.get(..offset).unwrap_or_default();
        self.start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.source.get(self.start..).unwrap_or_default();
        let text = rest.split('\n').next().unwrap_or_default();
        (self.line, text, offset - self.start)
    }
}
