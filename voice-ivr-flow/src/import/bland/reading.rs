//! Nodes and edges as they stand in the file.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use crate::document::Shape;

/// What the editor keeps for itself of a node, of its `data`, and of an edge.
const OF_A_NODE: &[&str] = &[
    "position",
    "positionAbsolute",
    "width",
    "height",
    "measured",
    "selected",
    "dragging",
];
const OF_DATA: &[&str] = &["active", "unitTests"];
const OF_AN_EDGE: &[&str] = &[
    "id",
    "animated",
    "style",
    "selected",
    "zIndex",
    "markerEnd",
    "sourceHandle",
    "targetHandle",
    "isHighlighted",
];

#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) id: String,
    /// Its name in the editor.
    pub(super) name: Option<String>,
    pub(super) kind: String,
    whole: Foreign<'a>,
    data: Option<Foreign<'a>>,
}

impl<'a> Node<'a> {
    pub(super) fn new(node: Foreign<'a>) -> Self {
        let data = node.member("data");
        let data = data.filter(|data| data.shape() == Shape::Object);
        idle(Some(node), OF_A_NODE);
        idle(data, OF_DATA);
        Self {
            id: text_of(Some(node), "id").unwrap_or_default().into_owned(),
            name: text_of(data, "name").map(Cow::into_owned),
            kind: agreed(Some(node), data, "type"),
            whole: node,
            data,
        }
    }

    pub(super) fn place(&self) -> u32 {
        self.whole.place()
    }

    /// The node without its `data`.
    pub(super) fn envelope(&self) -> Foreign<'a> {
        self.data.into_iter().for_each(Foreign::note);
        self.whole
    }

    pub(super) fn data(&self) -> Option<Foreign<'a>> {
        self.data
    }

    pub(super) fn member(&self, name: &str) -> Option<Foreign<'a>> {
        self.data?.member(name)
    }

    /// A text that is not blank, or the spelling of a number.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        text_of(self.data, name)
    }

    /// Whether there is such a text, without using it.
    pub(super) fn has_text(&self, name: &str) -> bool {
        self.member(name)
            .is_some_and(|value| words(value).is_some())
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.member(name).and_then(Foreign::flag) == Some(true)
    }

    pub(super) fn items(&self, name: &str) -> impl Iterator<Item = Foreign<'a>> + use<'a> {
        self.member(name).into_iter().flat_map(Foreign::items)
    }

    /// Notes members that change nothing here, whatever they are.
    pub(super) fn idle(&self, names: &[&str]) {
        idle(self.data, names);
    }
}

#[derive(Debug)]
pub(super) struct Edge<'a> {
    /// Its place in the list.
    pub(super) at: usize,
    pub(super) label: String,
    whole: Foreign<'a>,
    data: Option<Foreign<'a>>,
    target: Foreign<'a>,
}

impl<'a> Edge<'a> {
    /// An edge with its source, if it has one and a target.
    fn new(at: usize, edge: Foreign<'a>) -> Option<(Cow<'a, str>, Self)> {
        let target = edge.member("target")?;
        words(target)?;
        let source = text_of(Some(edge), "source")?;
        let data = edge.member("data");
        let data = data.filter(|data| data.shape() == Shape::Object);
        // Editors write it to both places.
        let description = text_of_both(data, edge, "description");
        description.into_iter().for_each(Foreign::note);
        for part in [Some(edge), data] {
            idle(part, OF_AN_EDGE);
            for (name, value) in [("type", "custom"), ("alwaysPick", "false")] {
                if let Some(usual) = part.and_then(|part| part.member(name)) {
                    usual.usual(&[value]);
                }
            }
        }
        let label = match agreed(data, Some(edge), "label") {
            label if label.is_empty() => text_of(data, "name").unwrap_or_default().into_owned(),
            label => label,
        };
        let edge = Self {
            at,
            label: label.trim().to_owned(),
            whole: edge,
            data,
            target,
        };
        Some((source, edge))
    }

    pub(super) fn place(&self) -> u32 {
        self.whole.place()
    }

    /// Where it leads, without using it.
    pub(super) fn target(&self) -> Cow<'a, str> {
        words(self.target).unwrap_or_default()
    }

    /// Where it leads.
    pub(super) fn goal(&self) -> Goal {
        self.target.note();
        Goal::foreign(&self.target())
    }

    /// Takes the edges that show where a node leads that decides itself.
    pub(super) fn take_those_to(edges: &[Self], goals: impl IntoIterator<Item = Goal>) {
        let goals: HashSet<Goal> = goals.into_iter().collect();
        for edge in edges {
            if goals.contains(&Goal::foreign(&edge.target())) {
                edge.target.note();
            }
        }
    }

    pub(super) fn is_taken(&self) -> bool {
        self.target.is_noted()
    }

    /// Whether it is taken without a condition.
    pub(super) fn always(&self) -> bool {
        let flag = |of: Option<Foreign<'_>>| of?.member("alwaysPick")?.flag();
        // Both are read, wherever it stands.
        let flags = [flag(self.data), flag(Some(self.whole))];
        flags.contains(&Some(true))
    }

    /// Its longer condition, if that says more than its label.
    pub(super) fn description(&self) -> Option<String> {
        let text = agreed(self.data, Some(self.whole), "description");
        (!text.is_empty() && text != self.label).then_some(text)
    }

    /// The edge without its `data` and target, and its `data`, with the way to them.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Foreign<'a>, &'static str)> + use<'a> {
        self.target.note();
        self.data.into_iter().for_each(Foreign::note);
        let whole = std::iter::once((self.whole, ""));
        whole.chain(self.data.map(|data| (data, ".data")))
    }
}

/// The edges by their source, in order, and the places of those that are none.
pub(super) fn edges(all: Option<Foreign<'_>>) -> (HashMap<String, Vec<Edge<'_>>>, Vec<usize>) {
    let mut edges: HashMap<String, Vec<Edge<'_>>> = HashMap::new();
    let mut none = Vec::new();
    for (at, edge) in all.into_iter().flat_map(Foreign::items).enumerate() {
        match Edge::new(at, edge) {
            Some((source, edge)) => edges.entry(source.into_owned()).or_default().push(edge),
            None => none.push(at),
        }
    }
    (edges, none)
}

/// The second of two members that say the same.
fn text_of_both<'a>(
    first: Option<Foreign<'a>>,
    second: Foreign<'a>,
    name: &str,
) -> Option<Foreign<'a>> {
    let (first, second) = (first?.member(name)?, second.member(name)?);
    let text = first.peek().text()?;
    second.peek().is(&text).then_some(second)
}

/// A member that may stand in two places: the first counts, and the second says the same or is not used.
fn agreed(first: Option<Foreign<'_>>, second: Option<Foreign<'_>>, name: &str) -> String {
    let Some(text) = text_of(first, name) else {
        return text_of(second, name).unwrap_or_default().into_owned();
    };
    if let Some(second) = second.and_then(|of| of.member(name)) {
        second.usual(&[&text]);
    }
    text.into_owned()
}

/// A member as text; blank is missing.
pub(super) fn text_of<'a>(of: Option<Foreign<'a>>, name: &str) -> Option<Cow<'a, str>> {
    let value = of?.member(name)?;
    let text = words(value)?;
    value.note();
    Some(text)
}

/// A text that is not blank, or the spelling of a number, without using it.
fn words(value: Foreign<'_>) -> Option<Cow<'_, str>> {
    let text = match value.shape() {
        Shape::Number => value.peek().raw().into(),
        _ => value.peek().text()?,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Notes members that change nothing here, whatever they are.
pub(super) fn idle(of: Option<Foreign<'_>>, names: &[&str]) {
    let Some(of) = of else { return };
    for value in names.iter().filter_map(|name| of.member(name)) {
        value.note();
    }
}
