//! First stage: the document's shape, each node's `data` to its type, and the ends of edges to nodes, while their text is
//! at hand. What it says of the whole flow is read in [`head`](super::head).

use std::borrow::Cow;
use std::sync::Arc;

use super::data;
use super::fields::{Fields, Shared, described};
use super::report::{EdgeName, Mark, Place, Report};
use super::sketch::{BodySketch, EdgeSketch, NodeSketch};
use crate::document::{Flow, Shape, Span, Value};
use crate::finding::FindingKind;
use crate::finding::words::{list, shortened};
use crate::graph::{ExitRange, NodeIx};
use crate::hash::{NO_TEXT, TextIndex};
use crate::members::NODE_TYPES;
use crate::names;
use crate::node::Kind;
use crate::valid::Variable;

/// The longest id of a node, an edge or a subflow in bytes.
const LONGEST_ID: usize = Flow::MAX_ID_BYTES;

/// The document after reading.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) name: String,
    pub(super) language: Option<String>,
    pub(super) voice: Option<String>,
    pub(super) variables: Vec<Variable>,
    /// The main graph, then the subflows in document order; empty if the document is no object.
    pub(super) bodies: Vec<BodySketch<'a>>,
    /// Whether any text is a map of languages.
    pub(super) localized: bool,
}

/// Reads the whole document.
pub(super) fn read<'a>(root: Value<'a>, report: &mut Report) -> Reading<'a> {
    let mut reader = Reader {
        report,
        shared: Shared::default(),
    };
    let mut reading = Reading {
        name: String::new(),
        language: None,
        voice: None,
        variables: Vec::new(),
        bodies: Vec::new(),
        localized: false,
    };
    if root.shape() != Shape::Object {
        let message = format!(
            "the document is {}; a flow is a JSON object",
            described(root)
        );
        reader.malformed(&document(None, root), root.span(), message);
        return reading;
    }
    let top = Top::of(root);
    reading.name = reader.name(root, top.name);
    reading.language = top.language.and_then(|value| reader.language(value));
    reading.voice = top.voice.and_then(|value| reader.voice(value));
    reading.variables = top
        .variables
        .map_or_else(Vec::new, |value| reader.variables(value));
    let main = reader.body(None, root, top.nodes, top.edges);
    reading.bodies.push(main);
    if let Some(flows) = top.flows {
        reader.flows(flows, &mut reading.bodies);
    }
    reading.localized = reader.shared.localized;
    reading
}

/// The members of the document that are not null.
#[derive(Default)]
struct Top<'a> {
    name: Option<Value<'a>>,
    language: Option<Value<'a>>,
    voice: Option<Value<'a>>,
    variables: Option<Value<'a>>,
    nodes: Option<Value<'a>>,
    edges: Option<Value<'a>>,
    flows: Option<Value<'a>>,
}

impl<'a> Top<'a> {
    fn of(root: Value<'a>) -> Self {
        let mut top = Self::default();
        for (key, value) in root.members().filter(|(_, value)| !value.is_null()) {
            let slot = match key.text().as_deref() {
                Some("name") => &mut top.name,
                Some("language") => &mut top.language,
                Some("voice") => &mut top.voice,
                Some("variables") => &mut top.variables,
                Some("nodes") => &mut top.nodes,
                Some("edges") => &mut top.edges,
                Some("flows") => &mut top.flows,
                _ => continue,
            };
            *slot = Some(value);
        }
        top
    }
}

pub(super) struct Reader<'r> {
    pub(super) report: &'r mut Report,
    shared: Shared,
}

/// The ids of the nodes of a body, by which edges find them.
struct NodeIds<'s> {
    nodes: &'s [NodeSketch],
    index: TextIndex,
    /// Whether no two nodes have the same id.
    unique: bool,
    /// The node that the last edge left.
    last: u32,
}

impl<'s> NodeIds<'s> {
    /// Nodes whose id an earlier one has are added to `twins`.
    fn new(nodes: &'s [NodeSketch], twins: &mut Vec<NodeIx>) -> Self {
        let mut ids = Self {
            nodes,
            index: TextIndex::for_texts(nodes.len()),
            unique: true,
            last: 0,
        };
        for (at, (number, node)) in (0..).zip(nodes).enumerate() {
            let same = |other: u32| is(nodes, &node.id, other);
            if ids.index.find_or_insert(&node.id, number, same).is_some() {
                twins.push(at);
                ids.unique = false;
            }
        }
        ids
    }

    /// The nodes at both ends of the next edge.
    fn ends(&mut self, source: &str, target: &str) -> (Option<u32>, Option<u32>) {
        // Most edges leave the node that the last one left, or the one after it, and many lead to the next node.
        let source = self.find(source, self.last);
        self.last = source.unwrap_or(self.last);
        (source, self.find(target, self.last.wrapping_add(1)))
    }

    fn find(&self, id: &str, guess: u32) -> Option<u32> {
        let near = [guess, guess.wrapping_add(1)];
        // Of two nodes of an id the first is meant, which only a search finds.
        let mut near = near.into_iter().filter(|_| self.unique);
        near.find(|at| is(self.nodes, id, *at))
            .or_else(|| self.index.find(id, |other| is(self.nodes, id, other)))
    }
}

/// Whether a node has this id.
fn is(nodes: &[NodeSketch], id: &str, at: u32) -> bool {
    nodes.get(at as usize).is_some_and(|node| node.id == *id)
}

/// Remembers a node by what it is, so that the passes need not look for it.
fn note(body: &mut BodySketch<'_>, kind: Option<&Kind>, at: NodeIx) {
    match kind {
        Some(Kind::Start) if body.start.is_none() => body.start = Some(at),
        Some(Kind::Start) => body.more_starts.push(at),
        Some(Kind::Subflow { .. }) => body.calls.push(at),
        Some(Kind::Reject { .. }) => body.rejects = true,
        None => body.broken = true,
        _ => {}
    }
}

/// A value of the document, or of a subflow of it, that is no node and no edge yet.
pub(super) fn document<'s>(flow: Option<&'s Arc<str>>, value: Value<'s>) -> Place<'s> {
    Place {
        flow,
        node: None,
        edge: None,
        mark: Mark::Value(value),
    }
}

/// As [`document`], a place that is no whole value.
pub(super) fn spot(flow: Option<&Arc<str>>, span: Span) -> Place<'_> {
    Place {
        flow,
        node: None,
        edge: None,
        mark: Mark::Span(span),
    }
}

impl Reader<'_> {
    pub(super) fn malformed(&mut self, place: &Place<'_>, span: Span, message: String) {
        self.report
            .add_at(FindingKind::Malformed, place, span, message, "");
    }

    fn bad_id(&mut self, place: &Place<'_>, span: Span, owner: &str, id: Option<Value<'_>>) {
        let what = match id {
            Some(id) if id.name().len() > LONGEST_ID => format!("has {} bytes", id.name().len()),
            Some(id) => format!("is {}", described(id)),
            None => "is missing".to_owned(),
        };
        let message =
            format!("the `id` of `{owner}` {what}; it must be a string of 1 to {LONGEST_ID} bytes");
        self.malformed(place, span, message);
    }

    fn flows<'a>(&mut self, value: Value<'a>, bodies: &mut Vec<BodySketch<'a>>) {
        if value.shape() != Shape::Object {
            let message = format!(
                "`flows` is {}; it must be an object of name to `{{nodes, edges}}`",
                described(value)
            );
            self.malformed(&document(None, value), value.span(), message);
            return;
        }
        for (key, flow) in value.members().filter(|(_, value)| !value.is_null()) {
            let name = key.text().unwrap_or_default();
            if name.len() > LONGEST_ID || name.trim().is_empty() {
                let message = format!(
                    "a subflow's name has {} bytes; it must have 1 to {LONGEST_ID} and not be blank",
                    name.len()
                );
                self.malformed(&document(None, key), key.span(), message);
                continue;
            }
            let name: Arc<str> = name.into();
            if flow.shape() == Shape::Object {
                let nodes = flow.member("nodes");
                let edges = flow.member("edges");
                let body = self.body(Some(name), flow, nodes, edges);
                bodies.push(body);
            } else {
                let message = format!(
                    "the subflow `{name}` is {}; it must be an object of `nodes` and `edges`",
                    described(flow)
                );
                self.malformed(&document(None, flow), flow.span(), message);
                // Known by name, so that what calls it is not wrong too.
                bodies.push(BodySketch {
                    flow: Some(name),
                    span: flow.span(),
                    readable: false,
                    start: None,
                    more_starts: Vec::new(),
                    twins: Vec::new(),
                    calls: Vec::new(),
                    rejects: false,
                    broken: true,
                    nodes: Vec::new(),
                    exits: Vec::new(),
                    rejected: Vec::new(),
                    doubled: Vec::new(),
                    edges: Vec::new(),
                    root: value,
                });
            }
        }
    }

    fn body<'a>(
        &mut self,
        flow: Option<Arc<str>>,
        object: Value<'a>,
        nodes: Option<Value<'a>>,
        edges: Option<Value<'a>>,
    ) -> BodySketch<'a> {
        let start = object.start();
        let mut body = BodySketch {
            flow,
            span: Span {
                start,
                end: start + 1,
            },
            readable: nodes.is_none_or(|nodes| nodes.shape() == Shape::List),
            start: None,
            more_starts: Vec::new(),
            twins: Vec::new(),
            calls: Vec::new(),
            rejects: false,
            broken: false,
            nodes: Vec::new(),
            exits: Vec::new(),
            rejected: Vec::new(),
            doubled: Vec::new(),
            edges: Vec::new(),
            root: object,
        };
        let flow = body.flow.clone();
        if let Some(list) = self.list("nodes", flow.as_ref(), body.span, nodes) {
            // Counting them would read the whole tape once more; a node with a place in the picture has more values.
            body.nodes.reserve_exact(list.size() / 16);
            for (index, value) in list.items().enumerate() {
                let at = body.nodes.len();
                if let Some(node) = self.node(flow.as_ref(), index, value) {
                    note(&mut body, node.kind.as_ref(), at);
                    body.nodes.push(node);
                }
            }
        }
        let mut ids = NodeIds::new(&body.nodes, &mut body.twins);
        if let Some(list) = self.list("edges", flow.as_ref(), body.span, edges) {
            let count = list.items().count();
            body.edges.reserve_exact(count);
            let mut known = TextIndex::for_texts(count);
            for (index, value) in list.items().enumerate() {
                let Some((mut edge, id)) = self.edge(flow.as_ref(), index, value, &mut ids) else {
                    continue;
                };
                if !id.is_empty() {
                    let edges = &body.edges;
                    let same = |other: u32| {
                        let other = edges.get(other as usize);
                        other.is_some_and(|other| object.other(other.id).is(&id))
                    };
                    let number = u32::try_from(edges.len()).unwrap_or(NO_TEXT);
                    edge.twin = known.find_or_insert(&id, number, same).is_some();
                    edge.like_index = id.starts_with('#');
                }
                body.edges.push(edge);
            }
        }
        for at in &body.twins {
            if let Some(node) = body.nodes.get_mut(*at) {
                node.twin = true;
            }
        }
        body
    }

    fn list<'a>(
        &mut self,
        name: &str,
        flow: Option<&Arc<str>>,
        around: Span,
        value: Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let owner = if flow.is_some() { "subflow" } else { "flow" };
        match value {
            Some(value) if value.shape() == Shape::List => Some(value),
            Some(value) => {
                let message = format!("`{name}` is {}; it must be a list", described(value));
                self.malformed(&document(flow, value), value.span(), message);
                None
            }
            None => {
                let message = format!("the {owner} has no `{name}`");
                self.malformed(&spot(flow, around), around, message);
                None
            }
        }
    }

    fn node(
        &mut self,
        flow: Option<&Arc<str>>,
        index: usize,
        value: Value<'_>,
    ) -> Option<NodeSketch> {
        let place = document(flow, value);
        if value.shape() != Shape::Object {
            let message = format!(
                "`nodes[{index}]` is {}; a node is an object",
                described(value)
            );
            self.malformed(&place, value.span(), message);
            return None;
        }
        let (mut id, mut of_type, mut data) = (None, None, None);
        for (key, member) in value.members().filter(|(_, member)| !member.is_null()) {
            match key.number() {
                names::ID => id = Some(member),
                names::TYPE => of_type = Some(member),
                names::DATA => data = Some(member),
                _ => {}
            }
        }
        let id_at = id.map(Value::index).unwrap_or_default();
        let text = id.and_then(Value::text);
        let Some(text) = text.filter(|id| !id.is_empty() && id.len() <= LONGEST_ID) else {
            let span = id.unwrap_or(value).span();
            self.bad_id(&place, span, &format!("nodes[{index}]"), id);
            return None;
        };
        let mut node = NodeSketch {
            id: text.into(),
            id_at,
            kind: None,
            twin: false,
            any_label: true,
            exits: ExitRange::default(),
            rejects: false,
            callee: None,
        };
        let place = Place {
            node: Some(&node.id),
            mark: Mark::Value(value.other(id_at)),
            ..place
        };
        let data = data.filter(|data| {
            let object = data.shape() == Shape::Object;
            if !object {
                let message = format!(
                    "`data` of the node `{}` is {}; it must be an object",
                    shortened(&node.id),
                    described(*data)
                );
                self.malformed(&place, data.span(), message);
            }
            object
        });
        let Some(name) = of_type.and_then(Value::text) else {
            let (span, what) = match of_type {
                Some(of_type) => (of_type.span(), described(of_type)),
                None => (value.span(), "missing".to_owned()),
            };
            let message = format!(
                "the `type` of the node `{}` is {what}; it must be a string",
                shortened(&node.id)
            );
            self.malformed(&place, span, message);
            return Some(node);
        };
        let Some(known) = self.shared.names.node_type(&name) else {
            let names = NODE_TYPES.iter().map(|known| known.name);
            let otherwise = format!("types are {}", names.clone().collect::<Vec<_>>().join(", "));
            let help = self.report.speller.help(&name, names, &otherwise);
            let message = format!(
                "the node `{}` has the type `{}`, which there is not",
                shortened(&node.id),
                shortened(&name)
            );
            let span = of_type.unwrap_or(value).span();
            self.report
                .add_at(FindingKind::UnknownType, &place, span, message, &help);
            return Some(node);
        };
        let (kind, any_label) = {
            let mut fields = Fields::new(known, place, data, self.report, &mut self.shared);
            let kind = data::kind(&mut fields);
            (kind, fields.any_label)
        };
        node.kind = Some(kind);
        node.any_label = any_label;
        Some(node)
    }

    /// An edge with its id, which is empty if it has none.
    fn edge<'a>(
        &mut self,
        flow: Option<&'a Arc<str>>,
        index: usize,
        value: Value<'a>,
        ids: &mut NodeIds<'_>,
    ) -> Option<(EdgeSketch, Cow<'a, str>)> {
        let mut place = document(flow, value);
        place.edge = Some(EdgeName::Index(index));
        if value.shape() != Shape::Object {
            let message = format!(
                "`edges[{index}]` is {}; an edge is an object",
                described(value)
            );
            self.malformed(&place, value.span(), message);
            return None;
        }
        let (mut id, mut source, mut target, mut label) = (None, None, None, None);
        for (key, member) in value.members().filter(|(_, member)| !member.is_null()) {
            match key.number() {
                names::ID => id = Some(member),
                names::SOURCE => source = Some(member),
                names::TARGET => target = Some(member),
                names::LABEL => label = Some(member),
                _ => {}
            }
        }
        if let Some(value) = id {
            let text = value.name();
            if (1..=LONGEST_ID).contains(&text.len()) {
                place.edge = Some(EdgeName::Id(text));
            } else {
                let owner = format!("edges[{index}]");
                self.bad_id(&place, value.span(), &owner, Some(value));
                id = None;
            }
        }
        let source = self.end(&place, "source", source);
        let target = self.end(&place, "target", target);
        let label = label.filter(|label| self.label(&place, *label));
        let number = |member: Option<Value<'_>>| member.map_or(0, Value::index);
        let (source, target) = ids.ends(&source?, &target?);
        let sketch = EdgeSketch {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            object: value.index(),
            id: number(id),
            label: number(label),
            source: source.unwrap_or(NO_TEXT),
            target: target.unwrap_or(NO_TEXT),
            twin: false,
            like_index: false,
        };
        match place.edge {
            Some(EdgeName::Id(id)) => Some((sketch, id)),
            _ => Some((sketch, Cow::Borrowed(""))),
        }
    }

    /// An end of an edge, if it is a string.
    fn end<'a>(
        &mut self,
        place: &Place<'_>,
        name: &str,
        value: Option<Value<'a>>,
    ) -> Option<Cow<'a, str>> {
        let text = value.and_then(Value::text);
        if text.is_none() {
            let edge = place
                .edge
                .as_ref()
                .map(EdgeName::to_string)
                .unwrap_or_default();
            let (span, what) = match value {
                Some(value) => (value.span(), described(value)),
                None => (place.mark.span(), "missing".to_owned()),
            };
            let message = format!(
                "the `{name}` of the edge {} is {what}; it must be the id of a node",
                list([edge.as_str()], "")
            );
            self.malformed(place, span, message);
        }
        text
    }

    /// Whether a label is a string.
    fn label(&mut self, place: &Place<'_>, value: Value<'_>) -> bool {
        let good = value.is_text();
        if !good {
            let edge = place
                .edge
                .as_ref()
                .map(EdgeName::to_string)
                .unwrap_or_default();
            let message = format!(
                "the `label` of the edge {} is {}; it must be a string",
                list([edge.as_str()], ""),
                described(value)
            );
            let help = "labels are strings: put it into double quotes";
            self.report
                .add_at(FindingKind::BadValue, place, value.span(), message, help);
        }
        good
    }
}
