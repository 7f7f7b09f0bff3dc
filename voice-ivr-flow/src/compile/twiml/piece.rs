//! What a state is rendered to: XML with holes, whose values are looked up by number.

use voice_core::Party;
use voice_core::xml::{
    Fill, Segment as Marked, Template as MarkedXml, hole, push_attribute, push_percent_encoded,
    push_text, without_forbidden, without_marks,
};

use crate::program::Program;
use crate::template::{Part, Template};

/// The names of holes that are no variables; no variable can be called so.
const LINK: &str = "?link";
const SEAL: &str = "?seal";
/// Stands before the name of a variable whose value is trimmed.
const TRIMMED: char = '?';

/// The end of an action URL, where the session will stand.
pub(super) fn link_mark() -> String {
    hole(LINK, Fill::Percent)
}

/// The end of a path, where the session will stand.
pub(super) fn seal_mark() -> String {
    hole(SEAL, Fill::Percent)
}

/// A text with marks for its holes, to be given to a typed element.
pub(super) fn text(template: &Template) -> String {
    marked(template, Fill::Escaped)
}

/// A number, SIP address or client with marks for its holes, whose values are trimmed (§6.4).
pub(super) fn target(template: &Template) -> String {
    let parts = template.parts().map(|part| match part {
        Part::Text(text) => without_marks(text).into_owned(),
        Part::Hole(name) => hole(&format!("{TRIMMED}{name}"), Fill::Escaped),
    });
    parts.collect::<String>().trim().to_owned()
}

/// A URL with marks for its holes; values are percent-encoded unless the hole is the whole URL (§1.5).
pub(super) fn url(template: &Template) -> String {
    let whole = template.as_hole().is_some();
    marked(template, if whole { Fill::Escaped } else { Fill::Percent })
}

fn marked(template: &Template, fill: Fill) -> String {
    let mut out = String::new();
    for part in template.parts() {
        match part {
            Part::Text(text) => out.push_str(&without_marks(text)),
            Part::Hole(name) => out.push_str(&hole(name, fill)),
        }
    }
    out
}

/// Where a call's values come from while a fragment is filled.
pub(super) trait Values {
    /// The value of a variable.
    fn value(&self, variable: usize) -> &str;
    /// Appends the session as a query.
    fn link(&mut self, out: &mut String);
    /// Appends the session as a segment of a path.
    fn seal(&mut self, out: &mut String);
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Xml(Box<str>),
    Text(usize),
    Attribute(usize),
    Trimmed(usize),
    Percent(usize),
    Link,
    Seal,
}

/// When a piece is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guard {
    Always,
    /// One of these variables is not blank.
    Any(Vec<usize>),
    /// All of these variables are blank.
    Blank(Vec<usize>),
}

impl Guard {
    /// Whether a text will not be blank (§1.5); `None` if it always is.
    pub(super) fn of(template: &Template, program: &Program) -> Option<Self> {
        let text = |part: Part<'_>| matches!(part, Part::Text(text) if !text.trim().is_empty());
        if template.parts().any(text) {
            return Some(Self::Always);
        }
        let holes: Vec<usize> = template
            .holes()
            .filter_map(|name| program.variable(name))
            .collect();
        (!holes.is_empty()).then_some(Self::Any(holes))
    }

    fn holds(&self, values: &impl Values) -> bool {
        let blank = |at: &usize| without_forbidden(values.value(*at)).trim().is_empty();
        match self {
            Self::Always => true,
            Self::Any(variables) => !variables.iter().all(blank),
            Self::Blank(variables) => variables.iter().all(blank),
        }
    }
}

/// A part of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Xml {
        guard: Guard,
        segments: Vec<Segment>,
    },
    /// A noun of `Dial` whose value decides which noun it is, and whether it is dialled at all (§6.4).
    Target(Vec<Segment>),
}

/// A state, rendered: zero or more verbs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fragment {
    pieces: Vec<Piece>,
    length: usize,
}

impl Fragment {
    /// Appends XML with marks.
    pub(super) fn push(&mut self, program: &Program, guard: Guard, xml: &str) {
        self.length += xml.len();
        let segments = segments(program, xml);
        match (self.pieces.last_mut(), &guard) {
            (
                Some(Piece::Xml {
                    guard: Guard::Always,
                    segments: all,
                }),
                Guard::Always,
            ) => {
                let mut more = segments.into_iter();
                if let Some(Segment::Xml(end)) = all.last_mut()
                    && let Some(Segment::Xml(begin)) = more.as_slice().first()
                {
                    *end = [&**end, &**begin].concat().into();
                    more.next();
                }
                all.extend(more);
            }
            _ => self.pieces.push(Piece::Xml { guard, segments }),
        }
    }

    /// Appends somebody to dial.
    pub(super) fn push_target(&mut self, program: &Program, target: &Template) {
        if let Some(literal) = target.as_literal() {
            let mut xml = String::new();
            push_noun(&mut xml, literal.trim());
            self.push(program, Guard::Always, &without_marks(&xml));
            return;
        }
        let parts = target.parts().filter_map(|part| match part {
            Part::Text(text) => Some(Segment::Xml(text.into())),
            Part::Hole(name) => program.variable(name).map(Segment::Text),
        });
        self.length += 64;
        self.pieces.push(Piece::Target(parts.collect()));
    }

    /// About how many bytes it has.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Appends the verbs with the values of a call.
    pub(super) fn fill(&self, out: &mut String, values: &mut impl Values) {
        for piece in &self.pieces {
            match piece {
                Piece::Xml { guard, segments } => {
                    if guard.holds(values) {
                        for segment in segments {
                            segment.fill(out, values);
                        }
                    }
                }
                Piece::Target(parts) => {
                    let mut target = String::new();
                    for part in parts {
                        match part {
                            Segment::Xml(text) => target.push_str(text),
                            Segment::Text(at) => {
                                target.push_str(&without_forbidden(values.value(*at)));
                            }
                            _ => {}
                        }
                    }
                    push_noun(out, target.trim());
                }
            }
        }
    }

    /// Appends the verbs with `{{name}}` where values stand, and collects the names.
    pub(super) fn show<'p>(
        &self,
        out: &mut String,
        program: &'p Program,
        holes: &mut std::collections::BTreeSet<&'p str>,
    ) {
        let mut name = |at: usize, out: &mut String| {
            if let Some(variable) = program.variables.get(at) {
                holes.insert(&variable.name);
                out.push_str("{{");
                out.push_str(&variable.name);
                out.push_str("}}");
            }
        };
        for piece in &self.pieces {
            match piece {
                Piece::Xml {
                    guard: Guard::Blank(_),
                    ..
                } => {}
                Piece::Xml { segments, .. } => {
                    for segment in segments {
                        match segment {
                            Segment::Xml(xml) => out.push_str(xml),
                            Segment::Text(at)
                            | Segment::Attribute(at)
                            | Segment::Trimmed(at)
                            | Segment::Percent(at) => {
                                name(*at, out);
                            }
                            Segment::Link | Segment::Seal => {}
                        }
                    }
                }
                Piece::Target(parts) => {
                    let noun = noun_of(match parts.first() {
                        Some(Segment::Xml(text)) => text,
                        _ => "",
                    });
                    let (tag, cut) = noun;
                    out.extend(["<", tag, ">"]);
                    for (at, part) in parts.iter().enumerate() {
                        match part {
                            Segment::Xml(text) if at == 0 => {
                                push_text(out, text.trim_start().get(cut..).unwrap_or_default());
                            }
                            Segment::Xml(text) => push_text(out, text),
                            Segment::Text(at) => name(*at, out),
                            _ => {}
                        }
                    }
                    out.extend(["</", tag, ">"]);
                }
            }
        }
    }
}

impl Segment {
    #[inline]
    fn fill(&self, out: &mut String, values: &mut impl Values) {
        match self {
            Self::Xml(xml) => out.push_str(xml),
            Self::Text(at) => push_text(out, values.value(*at)),
            Self::Attribute(at) => push_attribute(out, values.value(*at)),
            Self::Trimmed(at) => {
                push_attribute(out, without_forbidden(values.value(*at)).trim());
            }
            Self::Percent(at) => {
                push_percent_encoded(out, &without_forbidden(values.value(*at)));
            }
            Self::Link => values.link(out),
            Self::Seal => values.seal(out),
        }
    }
}

fn segments(program: &Program, xml: &str) -> Vec<Segment> {
    let template = MarkedXml::new(xml);
    let segments = template.segments().iter().filter_map(|segment| {
        let variable = |name: &str| program.variable(name);
        Some(match segment {
            Marked::Literal(xml) => Segment::Xml(xml.as_str().into()),
            Marked::Percent(name) if name == LINK => Segment::Link,
            Marked::Percent(name) if name == SEAL => Segment::Seal,
            Marked::Text(name) => Segment::Text(variable(name)?),
            Marked::Attribute(name) => match name.strip_prefix(TRIMMED) {
                Some(name) => Segment::Trimmed(variable(name)?),
                None => Segment::Attribute(variable(name)?),
            },
            Marked::Percent(name) => Segment::Percent(variable(name)?),
            _ => return None,
        })
    });
    segments.collect()
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
    if Party::parse(target).is_err() {
        return;
    }
    let (tag, cut) = noun_of(target);
    out.extend(["<", tag, ">"]);
    push_text(out, target.get(cut..).unwrap_or_default());
    out.extend(["</", tag, ">"]);
}
