//! The proof that a flow was validated.

use std::fmt;

use crate::document::{self, Flow};
use crate::finding::Findings;
use crate::graph::Graph;
use crate::members::VARIABLE_TYPES;

/// A flow without errors: the only thing that is lowered, simulated, compiled or served.
///
/// Made by [`Flow::validate`] and by nothing else.
#[derive(Clone)]
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

impl fmt::Debug for ValidFlow {
    /// Only the name and sizes: texts and numbers of a flow do not belong into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes: usize = self.graph.bodies.iter().map(|body| body.nodes.len()).sum();
        f.debug_struct("ValidFlow")
            .field("name", &self.name)
            .field("nodes", &nodes)
            .field("variables", &self.variables)
            .field("warnings", &self.warnings.len())
            .finish_non_exhaustive()
    }
}

/// A declared variable (flow-semantics.md §1.4). `Debug` hides its value.
#[derive(Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it may hold.
    pub kind: VariableType,
    /// Its value before anything is set; the empty string if nothing is said.
    pub default: String,
}

impl fmt::Debug for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variable")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
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
    use crate::validate::tests::SAID;

    /// L10.
    #[test]
    fn debug_of_a_valid_flow_and_of_its_nodes_shows_no_text_and_no_number() {
        let flow = Flow::from_json(SAID.as_bytes()).unwrap();
        let valid = flow.validate().unwrap();
        let shown = format!(
            "{flow:?} {valid:?} {:?} {:?}",
            valid.variables(),
            valid.graph()
        );
        assert!(
            shown.contains("Gather") && shown.contains("caller"),
            "the names stay"
        );
        assert!(
            !shown.contains("secret") && !shown.contains("5550"),
            "{shown}"
        );
    }

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
