//! Bland pathways: the graph `{nodes, edges}` that the editor stores and the API returns.
//!
//! What becomes of a node is said at [`bland_pathway`].

mod connect;
mod decide;
mod hints;
mod reading;
mod talk;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::draft::{Draft, Goal, Named};
use super::foreign::{Foreign, Used};
use super::remark::{Import, ImportError, RemarkKind};
use crate::Flow;
use crate::document::Shape;
use crate::finding::words::shortened;
use crate::members::NODE_TYPES;
use reading::{Edge, Node, idle, text_of};

/// Reads a Bland pathway: `{name, nodes, edges}`, or the answer of the API that has it as `data` or `pathway_data`.
///
/// A pathway is led by a model that reads prompts, conditions and labels; a flow is led by keys, variables and
/// outcomes. So only what is fixed there is exact here, and everything else is an `agent` or a remark:
///
/// | node | here |
/// |---|---|
/// | `Default` and the like with a fixed `text`, edges that are all keys ("User pressed 1") | `menu` |
/// | with a fixed `text` and one edge that is always taken or does not wait (`alwaysPick`, `skipUserResponse`) | `say` |
/// | any other that talks (`Knowledge Base`, `Wait for Response`, …) | `agent`, an outcome for each label |
/// | `End Call` | `hangup`; with a `prompt` an `agent` that says it |
/// | `Transfer Call` | `transfer`, after its `text` |
/// | `Webhook` | `request`; rows of `responsePathways` become a `branch` behind it, the default row its `else` |
/// | `Route` | `branch` |
/// | `SMS` | `sms` |
/// | others | passed over by their first edge, and the remark says what to draw instead |
///
/// Nodes are called by their `name`, or by their id where two have one name. The prompt of the whole pathway begins the
/// prompt of each agent; conditions, the longer descriptions of edges and of variables go into it too.
///
/// What the editor keeps for itself is not carried over and not remarked: where a node stands and how large it is, what
/// is selected, the ids of edges, `unitTests`, and what the API tells about a pathway beside its graph.
///
/// # Errors
/// The file cannot be read as JSON (too large, too deep, a member twice), it has no list `nodes`, or its nodes are
/// those of a flow already.
///
/// ```
/// let import = voice_ivr_flow::import::bland_pathway(br#"{"name": "Front desk", "nodes": [
///     {"id": "1", "type": "Default", "data": {"name": "Menu", "isStart": true, "text": "For sales press 1."}},
///     {"id": "2", "type": "End Call", "data": {"name": "Bye", "text": "Goodbye."}}],
///     "edges": [{"id": "e", "source": "1", "target": "2", "data": {"label": "User pressed 1"}}]}"#)?;
/// assert_eq!(import.flow.check().errors(), 0);
/// # Ok::<(), voice_ivr_flow::import::ImportError>(())
/// ```
pub fn bland_pathway(bytes: &[u8]) -> Result<Import, ImportError> {
    let document = Flow::from_json(bytes)?;
    let used = Used::default();
    let file = Foreign::new(document.root(), &used);
    let inner = file.member("data").or_else(|| file.member("pathway_data"));
    let root = inner
        .filter(|_| file.member("nodes").is_none())
        .unwrap_or(file);
    let nodes = root
        .member("nodes")
        .filter(|nodes| nodes.shape() == Shape::List);
    let Some(nodes) = nodes else {
        return Err(ImportError::NotThisKind(match file.member("states") {
            Some(_) => {
                "this is no Bland pathway: it has no list `nodes`; a file with `states` is a Studio flow"
            }
            None => "this is no Bland pathway: it has no list `nodes`",
        }));
    };
    let edges = root
        .member("edges")
        .filter(|edges| edges.shape() == Shape::List);
    let all: Vec<Foreign<'_>> = nodes.items().collect();
    if is_ours(&all) {
        return Err(ImportError::NotThisKind(
            "this is no Bland pathway: its nodes are those of a flow already, which needs no import",
        ));
    }
    let (by_source, no_edges) = reading::edges(edges);
    let mut pathway = Pathway {
        draft: Draft::new(|path| Named {
            path: path.to_owned(),
            wish: path.to_owned(),
        }),
        edges: by_source,
        global: Global::of(&all),
    };
    let nodes_read = pathway.distinct(&all);
    let start = pathway.start(&nodes_read);
    pathway.draft.begin(start);
    for node in &nodes_read {
        pathway.draft.turn_to(node.shown(), node.node.place());
        let edges = pathway.edges.remove(&node.node.id).unwrap_or_default();
        pathway.node(node, &edges);
        pathway.rest(node, &edges);
    }
    pathway.rest_of_edges(&no_edges);
    for (at, node) in all.iter().enumerate() {
        pathway.draft.turn_to("", node.place());
        pathway.rest_of_global(at, *node);
    }
    pathway.draft.turn_to("", root.place());
    let name = text_of(Some(root), "name");
    nodes.note();
    edges.into_iter().for_each(Foreign::note);
    idle(Some(root), OF_THE_API);
    pathway.draft.rest(Some(root), "", hints::of_the_pathway);
    if file.place() != root.place() {
        root.note();
        idle(Some(file), OF_THE_API);
        pathway.draft.rest(Some(file), "", hints::of_the_pathway);
    }
    let name = name.as_deref().unwrap_or("Imported from Bland");
    Ok(pathway.draft.finish(name, |_| {
        (RemarkKind::Needed, "give its value when the call starts")
    }))
}

/// What the API tells about a pathway beside its graph.
const OF_THE_API: &[&str] = &[
    "id",
    "pathway_id",
    "status",
    "message",
    "environment",
    "version_number",
    "revision_number",
    "source_version_number",
    "source_version_id",
    "production_version_number",
    "created_at",
    "updated_at",
    "published_at",
    "is_latest",
    "is_prev_published",
];

/// Whether nodes are of our types and none is of a type of pathways.
fn is_ours(nodes: &[Foreign<'_>]) -> bool {
    let kinds = nodes.iter().filter_map(|node| node.member("type"));
    let mut ours = false;
    for kind in kinds {
        // Ours are written small, and theirs are not.
        if !NODE_TYPES.iter().any(|node| kind.peek().is(node.name)) {
            return false;
        }
        ours = true;
    }
    ours
}

struct Pathway<'a> {
    draft: Draft,
    /// By source, in order.
    edges: HashMap<String, Vec<Edge<'a>>>,
    global: Global<'a>,
}

/// The prompt of the whole pathway.
struct Global<'a> {
    prompt: Option<Foreign<'a>>,
    /// With its holes, once an agent has asked for it.
    text: Option<String>,
    /// How many bytes may still be spent on repeating it.
    budget: usize,
}

impl<'a> Global<'a> {
    /// More than any pathway needs; without a limit a long prompt and many agents would give a file of any size.
    const BUDGET: usize = 16 << 20;

    fn of(nodes: &[Foreign<'a>]) -> Self {
        let mut configs = nodes.iter().filter(|node| is_global(**node));
        let prompt = configs.find_map(|node| node.member("globalConfig")?.member("globalPrompt"));
        Self {
            prompt,
            text: None,
            budget: Self::BUDGET,
        }
    }
}

/// Whether an element of `nodes` is no node, but the settings of all.
fn is_global(node: Foreign<'_>) -> bool {
    node.member("id").is_none() && node.member("globalConfig").is_some()
}

/// A node with the name that stands for it.
struct Called<'a> {
    node: Node<'a>,
    /// Whether its name is its own.
    by_name: bool,
}

impl Called<'_> {
    fn shown(&self) -> &str {
        match &self.node.name {
            Some(name) if self.by_name => name,
            _ => &self.node.id,
        }
    }
}

impl<'a> Pathway<'a> {
    /// The nodes that edges can lead to.
    fn distinct(&mut self, all: &[Foreign<'a>]) -> Vec<Called<'a>> {
        let (mut ids, mut names) = (HashSet::new(), HashSet::new());
        let mut nodes = Vec::new();
        for (at, node) in all
            .iter()
            .enumerate()
            .filter(|(_, node)| !is_global(**node))
        {
            let node = Node::new(*node);
            if node.id.is_empty() || !ids.insert(node.id.clone()) {
                self.draft.turn_to("", node.place());
                let message = "its id is missing or another node's; it is left out";
                self.draft.left_out(&format!("nodes[{at}]"), message);
                continue;
            }
            let name = node.name.as_deref().map(str::trim);
            let by_name = name.is_some_and(|name| names.insert(name.to_owned()));
            nodes.push(Called { node, by_name });
        }
        nodes
    }

    /// Where the pathway begins: at the node that says so, or else at the first.
    fn start(&mut self, nodes: &[Called<'_>]) -> Goal {
        let mut start = None;
        for called in nodes.iter().filter(|called| called.node.flag("isStart")) {
            if start.is_some() {
                self.draft.turn_to(called.shown(), called.node.place());
                let message = "the pathway begins at another node that says so too";
                self.draft.left_out("isStart", message);
            } else {
                start = Some(called);
            }
        }
        if start.is_none()
            && let Some(first) = nodes.first()
        {
            self.draft.turn_to(first.shown(), first.node.place());
            let message = "no node is the start; the flow begins at the first";
            self.draft.approximated("isStart", message);
            start = Some(first);
        }
        start.map_or(Goal::End, |start| Goal::foreign(&start.node.id))
    }

    fn node(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        if node.flag("isGlobal") {
            let message = "it is reached by its own edges only; in the pathway from every node";
            self.draft.left_out("isGlobal", message);
        } else {
            node.idle(hints::OF_A_GLOBAL_NODE);
        }
        match node.kind.as_str() {
            "Default"
            | "Wait for Response"
            | "Knowledge Base"
            | "Vector DB Knowledge Base"
            | "Scheduling"
            | "Schedule Meeting" => self.talk(called, edges),
            "End Call" => self.end(called),
            "Transfer Call" | "Transfer Node" => self.transfer(called),
            "Webhook" => self.webhook(called, edges),
            "Route" => self.route(called, edges),
            "SMS" => self.sms(called, edges),
            _ => self.without_equal(node, edges),
        }
    }

    /// A node without equal is passed over by its first edge.
    fn without_equal(&mut self, node: &Node<'_>, edges: &[Edge<'_>]) {
        let kind = shortened(&node.kind);
        let what = match kind.as_str() {
            "" => "the node has no type".to_owned(),
            kind => format!("there is nothing like `{kind}` here"),
        };
        let way = match edges {
            [] => "the call ends",
            _ => "it is passed over by its first edge",
        };
        let with = Draft::with(node.data());
        let advice = hints::node(&node.kind);
        self.draft
            .left_out("type", format!("{what}{with}; {way}: {advice}"));
        self.draft.enter(&node.id, first(edges));
    }

    /// A node of ours, and the way to it.
    fn enter(&mut self, called: &Called<'_>) -> String {
        let id = self.draft.fresh(called.shown());
        self.draft.enter(&called.node.id, Goal::Node(id.clone()));
        id
    }

    /// A member as text with holes.
    fn text(&mut self, node: &Node<'_>, member: &str) -> Option<String> {
        let text = node.text(member)?;
        Some(self.draft.text(member, text.trim()))
    }

    /// Remarks what nobody has read of a node and its edges.
    fn rest(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        self.draft.rest(Some(node.envelope()), "", hints::member);
        self.draft.rest(node.data(), "", hints::member);
        // By name, the places: editors write the same members to all edges.
        let mut left: IndexMap<Cow<'_, str>, Vec<String>> = IndexMap::new();
        for edge in edges {
            let place = format!("edges[{}]", edge.at);
            if !edge.is_taken() {
                let message = format!(
                    "its way `{}` to `{}` is not taken here: {}",
                    shortened(&edge.label),
                    shortened(&edge.target()),
                    hints::edge_of(&node.kind),
                );
                self.draft.left_out(&place, message);
            }
            for (object, inside) in edge.parts() {
                for member in object.left() {
                    let name = shortened(&member.name);
                    let places = left.entry(member.name).or_default();
                    places.push(format!("{place}{inside}.{name}"));
                }
            }
        }
        for (name, places) in left {
            let about = hints::of_an_edge(&name);
            match places.as_slice() {
                [place] => self.draft.left_out(place, about),
                places => {
                    let message = format!("`{}`: {about}", places.join("`, `"));
                    self.draft.left_out("edges", message);
                }
            }
        }
    }

    /// Remarks edges of nodes that there are not, and what is no edge.
    fn rest_of_edges(&mut self, no_edges: &[usize]) {
        let mut astray: Vec<(Edge<'_>, String)> = Vec::new();
        for (source, edges) in std::mem::take(&mut self.edges) {
            astray.extend(edges.into_iter().map(|edge| (edge, shortened(&source))));
        }
        astray.sort_by_key(|(edge, _)| edge.at);
        for (edge, source) in astray {
            self.draft.turn_to("", edge.place());
            let message = format!("it comes from `{source}`, which there is not");
            self.draft.left_out(&format!("edges[{}]", edge.at), message);
        }
        for at in no_edges {
            let message = "it is no edge with a `source` and a `target`";
            self.draft.left_out(&format!("edges[{at}]"), message);
        }
    }

    fn rest_of_global(&mut self, at: usize, node: Foreign<'_>) {
        if !is_global(node) {
            return;
        }
        let Some(config) = node.member("globalConfig") else {
            return;
        };
        idle(Some(node), &["position"]);
        let place = format!("nodes[{at}].");
        if config.shape() == Shape::Object {
            config.note();
            self.draft.rest(
                Some(config),
                &format!("{place}globalConfig."),
                hints::member,
            );
        }
        self.draft.rest(Some(node), &place, hints::member);
    }
}

/// Where the first edge leads.
fn first(edges: &[Edge<'_>]) -> Goal {
    edges.first().map_or(Goal::End, Edge::goal)
}
