//! What a state is rendered to: XML with holes, whose values are looked up by number.

use voice_core::Party;
use voice_core::xml::{
    Fill, Marked, Sink, marked, push_attribute, push_number, push_percent_encoded, push_text,
    without_forbidden, without_marks,
};

use super::marks::{LINK, SEAL, TRIMMED};
use crate::ident::IdentWriter;
use crate::program::Program;
use crate::template::{Part, Template};

/// Where a call's values come from while a fragment is filled.
pub(super) trait Values {
    /// The value of a variable.
    fn value(&self, variable: u32) -> &str;
    /// Appends the session as a query.
    fn link(&mut self, out: &mut String);
    /// Appends the session as a segment of a path.
    fn seal(&mut self, out: &mut String);
}

/// When something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guard {
    Always,
    /// One of these variables is not blank.
    Any(Vec<u32>),
    /// All of these variables are blank.
    Blank(Vec<u32>),
}

impl Guard {
    /// Whether a text will not be blank (§1.5); `None` if it always is.
    pub(super) fn of(template: &Template, program: &Program) -> Option<Self> {
        let heard = |part: Part<'_>| matches!(part, Part::Text(text) if text.chars().any(|c| !c.is_whitespace()));
        if template.parts().any(heard) {
            return Some(Self::Always);
        }
        let holes: Vec<u32> = template
            .holes()
            .filter_map(|name| number(program, name))
            .collect();
        (!holes.is_empty()).then_some(Self::Any(holes))
    }

    #[inline(never)]
    fn holds(&self, values: &impl Values) -> bool {
        let blank = |at: &u32| without_forbidden(values.value(*at)).trim().is_empty();
        match self {
            Self::Always => true,
            Self::Any(variables) => !variables.iter().all(blank),
            Self::Blank(variables) => variables.iter().all(blank),
        }
    }
}

/// A part of a fragment: XML, and what is written behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Of the fragment's XML, from here to there; it may be nothing.
    from: u32,
    to: u32,
    then: Then,
}

/// What is written behind XML. Numbers of what has a value are those of variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    Text(u32),
    Attribute(u32),
    Trimmed(u32),
    Percent(u32),
    Link,
    Seal,
    /// The next so many pieces, if the guard of this number holds.
    If(u32, u32),
    /// A noun of `Dial` that the next so many pieces spell: the value decides which noun it is, and whether it is dialled
    /// at all (§6.4).
    Target(u32),
}

/// A state, rendered: zero or more verbs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fragment<'f> {
    xml: &'f str,
    pieces: &'f [Piece],
    guards: &'f [Guard],
}

/// Rendered states, by their number.
///
/// All of a kind stands in one place: a large flow has as many states as nodes and more, and to fill one is to walk over
/// one short list and to copy from one text.
#[derive(Debug, Clone, Default)]
pub(super) struct Fragments {
    xml: String,
    pieces: Vec<Piece>,
    guards: Vec<Guard>,
    /// Where each fragment ends, in the XML and in the list.
    ends: Vec<End>,
    /// From where on the XML stands in no piece yet.
    from: usize,
}

/// A place in the fragment that is being written, or in an earlier one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here {
    /// Where the fragment begins.
    start: usize,
    /// From there, in bytes.
    xml: usize,
    /// How many pieces there were.
    pieces: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct End {
    xml: usize,
    pieces: usize,
}

impl Fragments {
    /// With room for the fragments of so many states.
    pub(super) fn of(states: usize) -> Self {
        Self {
            ends: Vec::with_capacity(states),
            ..Self::default()
        }
    }

    /// The fragment of a state, if there is such a state.
    pub(super) fn get(&self, at: usize) -> Option<Fragment<'_>> {
        let end = self.ends.get(at)?;
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => End::default(),
        };
        Some(Fragment {
            xml: self.xml.get(start.xml..end.xml)?,
            pieces: self.pieces.get(start.pieces..end.pieces)?,
            guards: &self.guards,
        })
    }

    fn start(&self) -> End {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Ends the fragment that was being written, and tells about how many bytes it has.
    pub(super) fn end(&mut self) -> usize {
        self.rest();
        let start = self.start();
        self.ends.push(End {
            xml: self.xml.len(),
            pieces: self.pieces.len(),
        });
        bytes(self.xml.len() - start.xml, self.pieces.len() - start.pieces)
    }

    /// Appends what is written only if a guard holds.
    pub(super) fn guarded(&mut self, guard: &Guard, write: impl FnOnce(&mut Self)) {
        if *guard == Guard::Always {
            return write(self);
        }
        let guard_number = small(self.guards.len());
        self.guards.push(guard.clone());
        self.run(write, |count| Then::If(guard_number, small(count)));
    }

    /// Where the fragment that is being written ends so far.
    pub(super) fn here(&self) -> Here {
        let start = self.start().xml;
        Here {
            start,
            xml: self.xml.len() - start,
            pieces: self.pieces.len(),
        }
    }

    /// Appends what was written between two places, neither of them between a guard and what it guards.
    pub(super) fn again(&mut self, from: Here, to: Here) {
        let here = self.here();
        let copied = from.start + from.xml..from.start + to.xml;
        self.xml.extend_from_within(copied);
        for at in from.pieces..to.pieces {
            if let Some(&piece) = self.pieces.get(at) {
                let to = piece.to as usize - from.xml + here.xml;
                self.cut(here.start + to, piece.then);
            }
        }
    }

    /// Appends pieces, of which the one before them says how many there are.
    fn run(&mut self, pieces: impl FnOnce(&mut Self), of: impl Fn(usize) -> Then) {
        let at = self.pieces.len();
        self.then(of(0));
        pieces(self);
        self.rest();
        let count = self.pieces.len() - at - 1;
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.then = of(count);
        }
    }

    /// Says what is written behind the XML so far.
    fn then(&mut self, then: Then) {
        self.cut(self.xml.len(), then);
    }

    /// Says what is written behind the XML up to there.
    fn cut(&mut self, to: usize, then: Then) {
        let start = self.start().xml;
        self.pieces.push(Piece {
            from: small(self.from - start),
            to: small(to - start),
            then,
        });
        self.from = to;
    }

    /// Makes a piece of the XML that stands in none.
    fn rest(&mut self) {
        if self.from < self.xml.len() {
            self.then(Then::Nothing);
        }
    }

    /// Appends somebody to dial.
    pub(super) fn push_target(&mut self, program: &Program, target: &Template) {
        if let Some(literal) = target.as_literal() {
            return push_noun(&mut self.xml, &without_marks(literal.trim()));
        }
        let parts = |own: &mut Self| {
            for part in target.parts() {
                match part {
                    Part::Text(text) => own.xml.push_str(text),
                    Part::Hole(name) => {
                        if let Some(variable) = number(program, name) {
                            own.then(Then::Text(variable));
                        }
                    }
                }
            }
        };
        self.run(parts, |count| Then::Target(small(count)));
    }
}

/// Writes verbs to a fragment, and takes the marks in their texts and values for holes.
pub(super) struct Holes<'f> {
    pub(super) fragments: &'f mut Fragments,
    pub(super) program: &'f Program,
}

impl Holes<'_> {
    fn marked(&mut self, text: &str, push: impl Fn(&mut String, &str), attribute: bool) {
        for piece in marked(text) {
            let (name, fill) = match piece {
                Marked::Plain(text) => {
                    push(&mut self.fragments.xml, text);
                    continue;
                }
                Marked::Hole(name, fill) => (name, fill),
            };
            let variable = |name| number(self.program, name);
            let then = match (fill, name) {
                (Fill::Percent, LINK) => Some(Then::Link),
                (Fill::Percent, SEAL) => Some(Then::Seal),
                (Fill::Percent, name) => variable(name).map(Then::Percent),
                (Fill::Escaped, name) if !attribute => variable(name).map(Then::Text),
                (Fill::Escaped, name) => match name.strip_prefix(TRIMMED) {
                    Some(name) => variable(name).map(Then::Trimmed),
                    None => variable(name).map(Then::Attribute),
                },
            };
            if let Some(then) = then {
                self.fragments.then(then);
            }
        }
    }
}

impl Sink for Holes<'_> {
    fn markup(&mut self, xml: &str) {
        self.fragments.xml.push_str(xml);
    }

    fn text(&mut self, text: &str) {
        self.marked(text, push_text, false);
    }

    fn attribute(&mut self, value: &str) {
        self.marked(value, push_attribute, true);
    }

    fn number(&mut self, number: u32) {
        push_number(&mut self.fragments.xml, number);
    }
}

/// The number of a variable.
fn number(program: &Program, name: &str) -> Option<u32> {
    program.variable(name).map(small)
}

/// As a place in one fragment: a few verbs of a document, which Twilio limits to 64 KiB; a text is at most 64 MiB.
/// Variables, guards and pieces are fewer than bytes of the flow.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// About how many bytes a fragment has.
fn bytes(xml: usize, pieces: usize) -> usize {
    xml + 32 * pieces
}

impl<'f> Fragment<'f> {
    /// About how many bytes it has.
    pub(super) fn length(&self) -> usize {
        bytes(self.xml.len(), self.pieces.len())
    }

    fn xml(&self, piece: &Piece) -> &'f str {
        self.xml
            .get(piece.from as usize..piece.to as usize)
            .unwrap_or_default()
    }

    fn guard(&self, at: u32) -> &'f Guard {
        self.guards.get(at as usize).unwrap_or(&Guard::Always)
    }

    /// Appends the verbs with the values of a call.
    // Most of it is XML and texts. What is rarer is done by functions that are called, so that it takes no registers
    // from the copying of those.
    pub(super) fn fill(&self, out: &mut String, values: &mut impl Values) {
        let mut rest = self.pieces;
        while let Some((piece, after)) = rest.split_first() {
            rest = after;
            out.push_str(self.xml(piece));
            match piece.then {
                Then::Nothing => {}
                Then::Text(at) => push_text(out, values.value(at)),
                Then::Attribute(at) => push_attribute(out, values.value(at)),
                Then::Trimmed(at) => push_trimmed(out, values.value(at)),
                Then::Percent(at) => push_percent(out, values.value(at)),
                Then::Link => values.link(out),
                Then::Seal => values.seal(out),
                Then::If(guard, count) => {
                    if !self.guard(guard).holds(values) {
                        rest = rest.get(count as usize..).unwrap_or_default();
                    }
                }
                Then::Target(count) => {
                    let (parts, after) = rest.split_at_checked(count as usize).unwrap_or_default();
                    self.target(out, parts, values);
                    rest = after;
                }
            }
        }
    }

    /// Appends somebody to dial, if there is somebody.
    #[inline(never)]
    fn target(&self, out: &mut String, parts: &[Piece], values: &impl Values) {
        // As short as a number it needs no memory.
        let mut target = IdentWriter::default();
        for piece in parts {
            target.push_str(self.xml(piece));
            if let Then::Text(at) = piece.then {
                target.push_str(&without_forbidden(values.value(at)));
            }
        }
        push_noun(out, target.finish().trim());
    }

    /// Appends the verbs with `{{name}}` where values stand, and collects the variables.
    pub(super) fn show(&self, out: &mut String, program: &Program, holes: &mut Vec<u32>) {
        let mut name = |at: u32, out: &mut String| {
            if let Some(variable) = program.variables.get(at as usize) {
                holes.push(at);
                out.push_str("{{");
                out.push_str(&variable.name);
                out.push_str("}}");
            }
        };
        let mut rest = self.pieces;
        while let Some((piece, after)) = rest.split_first() {
            rest = after;
            out.push_str(self.xml(piece));
            match piece.then {
                Then::Text(at) | Then::Attribute(at) | Then::Trimmed(at) | Then::Percent(at) => {
                    name(at, out);
                }
                Then::If(guard, count) => {
                    if let Guard::Blank(_) = self.guard(guard) {
                        rest = rest.get(count as usize..).unwrap_or_default();
                    }
                }
                Then::Nothing | Then::Link | Then::Seal => {}
                Then::Target(count) => {
                    let (parts, after) = rest.split_at_checked(count as usize).unwrap_or_default();
                    rest = after;
                    let first = parts.first().map_or("", |first| self.xml(first));
                    let (tag, cut) = noun_of(first);
                    out.extend(["<", tag, ">"]);
                    for (at, part) in parts.iter().enumerate() {
                        let text = match at {
                            0 => first.trim_start().get(cut..).unwrap_or_default(),
                            _ => self.xml(part),
                        };
                        push_text(out, text);
                        if let Then::Text(at) = part.then {
                            name(at, out);
                        }
                    }
                    out.extend(["</", tag, ">"]);
                }
            }
        }
    }
}

#[inline(never)]
fn push_trimmed(out: &mut String, value: &str) {
    push_attribute(out, without_forbidden(value).trim());
}

#[inline(never)]
fn push_percent(out: &mut String, value: &str) {
    push_percent_encoded(out, &without_forbidden(value));
}

/// The noun for a target that begins like this, and how many bytes of it the noun does not repeat.
fn noun_of(target: &str) -> (&'static str, usize) {
    let target = target.trim_start();
    if target.starts_with("sip:") || target.starts_with("sips:") {
        ("Sip", 0)
    } else if target.starts_with("client:") {
        ("Client", "client:".len())
    } else {
        ("Number", 0)
    }
}

/// Appends the noun of a target; nothing if it cannot be dialled.
fn push_noun(out: &mut String, target: &str) {
    if Party::check(target).is_err() {
        return;
    }
    let (tag, cut) = noun_of(target);
    out.extend(["<", tag, ">"]);
    push_text(out, target.get(cut..).unwrap_or_default());
    out.extend(["</", tag, ">"]);
}
