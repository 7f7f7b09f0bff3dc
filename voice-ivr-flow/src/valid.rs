//! The proof that a flow was validated.

use crate::document::{self, Flow};
use crate::finding::Findings;
use crate::graph::Graph;
use crate::members::VARIABLE_TYPES;

/// A flow without errors: the only thing that is lowered, simulated, compiled or served.
///
/// Made by [`Flow::validate`] and by nothing else.
#[derive(Debug, Clone)]
pub struct ValidFlow {
    pub(crate) flow: Flow,
    pub(crate) graph: Graph,
    pub(crate) warnings: Findings,
    pub(crate) name: String,
    pub(crate) language: Option<String>,
    pub(crate) voice: Option<String>,
    pub(crate) variables: Vec<Variable>,
}

impl ValidFlow {
    /// The flow's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language of its prompts, where a node says nothing else.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The voice of its prompts, where a node says nothing else.
    pub fn voice(&self) -> Option<&str> {
        self.voice.as_deref()
    }

    /// The declared variables, in document order.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// What was found that does not stop the flow from being used.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
    }

    /// The document.
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// The version of its content; see [`Flow::version`].
    pub fn version(&self) -> String {
        self.flow.version()
    }

    /// The version of its content when it is heard in another language.
    pub(crate) fn version_in(&self, language: &str) -> String {
        document::version::in_language(&self.version(), language)
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }
}

/// A declared variable (flow-semantics.md §1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it may hold.
    pub kind: VariableType,
    /// Its value before anything is set; the empty string if nothing is said.
    pub default: String,
}

/// What a declared variable may hold. All values are strings; the empty one is always allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VariableType {
    /// Anything.
    Text,
    /// A decimal number of any length: `-12.50`.
    Number,
    /// What can be pressed: digits, `*` and `#`.
    Digits,
}

impl VariableType {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let all = [Self::Text, Self::Number, Self::Digits];
        all.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The word in the document.
    pub fn as_str(self) -> &'static str {
        let [text, number, digits] = VARIABLE_TYPES;
        match self {
            Self::Text => text,
            Self::Number => number,
            Self::Digits => digits,
        }
    }

    /// Whether a value that is not empty is one of this type.
    pub fn allows(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Digits => value
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'*' | b'#')),
            Self::Number => {
                let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
                let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                all(whole) && all(fraction)
            }
        }
    }

    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Number => "a decimal number in a string, such as `\"12.5\"`",
            Self::Digits => "digits in a string, such as `\"0042\"`",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_by_their_type() {
        for good in ["0", "-12.50", "+1", "00012345678901234567890.5"] {
            assert!(VariableType::Number.allows(good), "{good}");
        }
        for bad in ["1e5", "1.", ".5", "-", "1,5", "١"] {
            assert!(!VariableType::Number.allows(bad), "{bad}");
        }
        assert!(VariableType::Digits.allows("0042*#"));
        assert!(!VariableType::Digits.allows("4 2"));
        assert!(VariableType::Text.allows("anything"));
    }
}
