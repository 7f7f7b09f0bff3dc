//! What a `branch` asks.

use std::fmt;

use crate::ident::Ident;
use crate::template::Template;

/// How a `branch` compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Op {
    /// Same text.
    Eq,
    /// Not the same text.
    Ne,
    /// Less, as decimals of any length.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Holds the text.
    Contains,
    /// Begins with the text.
    StartsWith,
    /// Ends with the text.
    EndsWith,
    /// Is one of the list.
    In,
    /// Has no value, or an empty one.
    Empty,
    /// Has a value that is not empty.
    NotEmpty,
    /// Matches the regular expression somewhere, unless it anchors itself.
    Matches,
}

impl Op {
    /// The word in the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::In => "in",
            Self::Empty => "empty",
            Self::NotEmpty => "not_empty",
            Self::Matches => "matches",
        }
    }

    /// All of them, as the specification lists them.
    pub(crate) const ALL: [Self; 13] = [
        Self::Eq,
        Self::Ne,
        Self::Lt,
        Self::Le,
        Self::Gt,
        Self::Ge,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::In,
        Self::Empty,
        Self::NotEmpty,
        Self::Matches,
    ];
}

/// What a condition compares with.
#[derive(Clone)]
pub enum Operand {
    /// Nothing (`empty`, `not_empty`).
    None,
    /// A text; for `matches`, a regular expression with holes, which is compiled when it is filled (what fills
    /// a hole is matched as it stands, and a text that is no expression then matches nothing).
    Text(Template),
    /// A list (`in`).
    List(Vec<Template>),
    /// A regular expression (`matches`), compiled once.
    Pattern(regex::Regex),
}

impl fmt::Debug for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Text(text) => f.debug_tuple("Text").field(text).finish(),
            Self::List(texts) => f.debug_tuple("List").field(texts).finish(),
            Self::Pattern(pattern) => write!(f, "Pattern({} bytes)", pattern.as_str().len()),
        }
    }
}

/// One condition of a `branch`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The exit that is taken when it holds.
    pub label: Ident,
    /// The variable that is looked at.
    pub variable: Ident,
    /// How.
    pub op: Op,
    /// With what.
    pub value: Operand,
}

impl Condition {
    /// The texts that it compares with.
    pub(crate) fn operands(&self) -> &[Template] {
        match &self.value {
            Operand::Text(text) => std::slice::from_ref(text),
            Operand::List(list) => list,
            Operand::None | Operand::Pattern(_) => &[],
        }
    }
}
