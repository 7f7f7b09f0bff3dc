//! Texts with holes: `Order {{order_id}}.`

/// A text with holes for variables (flow-semantics.md §1.5), split once.
///
/// `{{ name }}` is a hole; values are filled in once and not expanded again; a variable without a value is
/// the empty string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    pub(crate) parts: Vec<Part>,
}

/// A piece of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Text that is used as it stands.
    Text(String),
    /// The value of a variable.
    Hole(String),
}

impl Template {
    /// A text without holes.
    pub fn literal(text: impl Into<String>) -> Self {
        let text = text.into();
        let parts = if text.is_empty() {
            Vec::new()
        } else {
            vec![Part::Text(text)]
        };
        Self { parts }
    }

    /// The pieces in order; neighbouring texts are joined, and none is empty.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The names of the holes, in order, with repetitions.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Hole(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }
}
