//! From the graph to the tables.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::ask::Fail;
use super::audio::{House, Sound};
use super::name::{self, Repeat};
use super::ops::Ways;
use super::table::{Edge, Jump, Node, NodeIx, Op, Program, ProgramVariable, State, StateIx};
use super::version::Version;
use crate::finding::words::shortened;
use crate::graph::{Body, BodyIx, Exit, Exits, Graph, Vertex};
use crate::language::is_language;
use crate::node::{Keypad, Kind};
use crate::{LanguageError, ValidFlow};

impl Program {
    /// Lowers a flow. Time and memory are linear in the size of the flow.
    pub fn lower(flow: &ValidFlow) -> Self {
        Self::lowered(flow, flow.language(), Version::of(&flow.version()))
    }

    /// As [`lower`](Self::lower), for a call in another language (BCP 47) than the flow's: it stands in for the flow's
    /// `language`, so that localised texts are spoken in it and others are read by a voice of it, but for nodes that set
    /// a language themselves.
    ///
    /// It is another version: a call does not change its language under way.
    ///
    /// # Errors
    /// The text is no language tag.
    pub fn lower_in(flow: &ValidFlow, language: &str) -> Result<Self, LanguageError> {
        if !is_language(language) {
            return Err(LanguageError(shortened(language)));
        }
        let version = if flow.language() == Some(language) {
            flow.version()
        } else {
            flow.version_in(language)
        };
        Ok(Self::lowered(flow, Some(language), Version::of(&version)))
    }

    fn lowered(flow: &ValidFlow, language: Option<&str>, version: Version) -> Self {
        let graph = flow.graph();
        let house = House {
            language,
            voice: flow.voice(),
        };
        let (order, index) = reachable(graph);
        let (firsts, states) = number(graph, &order, house);
        let mut lowering = Lowering {
            graph,
            subflows: bodies_by_name(graph),
            house,
            index,
            firsts,
            ways: Vec::new(),
            states: Vec::with_capacity(states),
            nodes: Vec::with_capacity(order.len()),
            edges: Vec::new(),
        };
        for &(body, node) in &order {
            lowering.node(body, node);
        }
        let Lowering {
            states,
            nodes,
            edges,
            ..
        } = lowering;
        Self {
            name: flow.name().to_owned(),
            version,
            variables: variables(flow, graph, &order),
            states,
            nodes,
            edges,
        }
    }
}

/// By body and node, the number of the node; `None` if no path leads there.
pub(super) type Index = Vec<Vec<Option<NodeIx>>>;

/// The nodes that can be reached, breadth first from the start.
///
/// A subflow counts as if it returned by every exit that is wired.
fn reachable(graph: &Graph) -> (Vec<(BodyIx, usize)>, Index) {
    let by_name = bodies_by_name(graph);
    let mut index: Index = graph
        .bodies
        .iter()
        .map(|body| vec![None; body.nodes.len()])
        .collect();
    let mut order = Vec::new();
    let mut queue = VecDeque::new();
    let mut reach = |queue: &mut VecDeque<(BodyIx, usize)>, body: BodyIx, node: usize| {
        let slot = index.get_mut(body).and_then(|nodes| nodes.get_mut(node));
        if let Some(slot) = slot
            && slot.is_none()
        {
            *slot = Some(order.len());
            order.push((body, node));
            queue.push_back((body, node));
        }
    };
    if let Some(main) = graph.bodies.first() {
        reach(&mut queue, 0, main.start);
    }
    while let Some((body, node)) = queue.pop_front() {
        let inside = graph.bodies.get(body);
        let Some((inside, vertex)) =
            inside.and_then(|inside| Some((inside, inside.nodes.get(node)?)))
        else {
            continue;
        };
        if let Kind::Subflow { flow } = &vertex.kind
            && let Some(callee) = by_name.get(flow.as_str())
            && let Some(start) = graph.bodies.get(*callee).map(|body| body.start)
        {
            reach(&mut queue, *callee, start);
        }
        for (_, to) in inside.exits(vertex).iter() {
            reach(&mut queue, body, to);
        }
    }
    (order, index)
}

fn bodies_by_name(graph: &Graph) -> HashMap<&str, BodyIx> {
    let bodies = graph.bodies.iter().enumerate();
    bodies
        .filter_map(|(at, body)| Some((body.name.as_deref()?, at)))
        .collect()
}

/// By node, its first state; and how many states there are.
fn number(graph: &Graph, order: &[(BodyIx, usize)], house: House<'_>) -> (Vec<StateIx>, usize) {
    let mut next = 0;
    let firsts = order.iter().map(|&(body, node)| {
        let first = next;
        let vertex = graph.bodies.get(body).and_then(|body| body.nodes.get(node));
        next += vertex.map_or(1, |vertex| match Repeats::of(&vertex.kind, house) {
            Some((keypad, repeats)) => {
                let again = usize::try_from(keypad.attempts.saturating_sub(1)).unwrap_or(0);
                1 + again * repeats.variants()
            }
            None => 1,
        });
        first
    });
    (firsts.collect(), next)
}

/// What a node speaks before its prompt is repeated.
struct Repeats {
    timeout: Option<Sound>,
    invalid: Option<Sound>,
}

impl Repeats {
    /// With the keypad that says how often; `None` if the node has no attempts.
    fn of<'k>(kind: &'k Kind, house: House<'_>) -> Option<(&'k Keypad, Self)> {
        let (keypad, speech) = kind.keypad().zip(kind.speech())?;
        let text = |text: &Option<_>| text.as_ref().map(|text| house.text(text, speech));
        let repeats = Self {
            timeout: text(&keypad.timeout_message),
            invalid: text(&keypad.invalid_message),
        };
        Some((keypad, repeats))
    }

    fn variants(&self) -> usize {
        1 + usize::from(self.timeout != self.invalid)
    }
}

/// Every variable that is declared, read or set.
fn variables(flow: &ValidFlow, graph: &Graph, order: &[(BodyIx, usize)]) -> Vec<ProgramVariable> {
    let mut all: BTreeMap<&str, &str> = BTreeMap::new();
    for &(body, node) in order {
        let inside = graph.bodies.get(body);
        let Some(vertex) = inside.and_then(|inside| inside.nodes.get(node)) else {
            continue;
        };
        vertex.kind.templates(&mut |template| {
            for name in template.holes() {
                all.insert(name, "");
            }
        });
        vertex.kind.sets(&mut |name| {
            all.insert(name, "");
        });
        if let Kind::Branch(conditions) = &vertex.kind {
            all.extend(conditions.iter().map(|own| (own.variable.as_str(), "")));
        }
    }
    for declared in flow.variables() {
        all.insert(&declared.name, &declared.default);
    }
    let all = all.into_iter().map(|(name, default)| ProgramVariable {
        name: name.into(),
        default: default.to_owned(),
    });
    all.collect()
}

pub(super) struct Lowering<'f> {
    pub(super) graph: &'f Graph,
    pub(super) subflows: HashMap<&'f str, BodyIx>,
    pub(super) house: House<'f>,
    pub(super) index: Index,
    pub(super) firsts: Vec<StateIx>,
    /// Room for the ways of one node after another.
    ways: Vec<(&'f Exit, Jump)>,
    states: Vec<State>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl<'f> Lowering<'f> {
    fn node(&mut self, body: BodyIx, node: usize) {
        let graph = self.graph;
        let Some(inside) = graph.bodies.get(body) else {
            return;
        };
        let Some(vertex) = inside.nodes.get(node) else {
            return;
        };
        let own = self.nodes.len();
        let ways = self.ways(body, own, inside.exits(vertex));
        let op = self.op(body, vertex, &ways);
        self.states(inside, vertex, own, &op, &ways);
        self.nodes.push(Node {
            id: vertex.id.clone(),
            body,
            op,
        });
        let Ways(mut ways) = ways;
        ways.clear();
        self.ways = ways;
    }

    fn ways(&mut self, body: BodyIx, own: NodeIx, exits: Exits<'f>) -> Ways<'f> {
        let mut ways = std::mem::take(&mut self.ways);
        for (exit, to) in exits.iter() {
            let target = self.index.get(body).and_then(|nodes| nodes.get(to));
            let Some(Some(target)) = target.copied() else {
                continue;
            };
            let Some(to) = self.firsts.get(target).copied() else {
                continue;
            };
            let edge = self.edges.len();
            self.edges.push(Edge {
                source: own,
                exit: exit.clone(),
            });
            ways.push((exit, Jump { to, edge }));
        }
        Ways(ways)
    }

    /// The states of a node, one for each time its prompt is heard.
    fn states(&mut self, body: &Body, vertex: &Vertex, own: NodeIx, op: &Op, ways: &Ways<'_>) {
        let Some((keypad, repeats)) = Repeats::of(&vertex.kind, self.house) else {
            self.states.push(State {
                name: name::state(body, &vertex.id, op, 1, Repeat::Any),
                node: own,
                attempt: 1,
                before: None,
                fails: None,
            });
            return;
        };
        let variants: &[Repeat] = match repeats.variants() {
            1 => &[Repeat::Any],
            _ => &[Repeat::Timeout, Repeat::Invalid],
        };
        for attempt in 1..=keypad.attempts {
            let variants = if attempt == 1 {
                &[Repeat::Any]
            } else {
                variants
            };
            // The states of the next attempt follow those of this one, in the order timeout, invalid.
            let next = self.states.len() + variants.len();
            let fails = if attempt < keypad.attempts {
                (
                    Fail::Again(next),
                    Fail::Again(next + repeats.variants() - 1),
                )
            } else {
                (
                    Fail::Leave(ways.or_default(&Exit::Timeout)),
                    Fail::Leave(ways.or_default(&Exit::Invalid)),
                )
            };
            for variant in variants {
                let before = match (attempt, variant) {
                    (1, _) => None,
                    (_, Repeat::Invalid) => repeats.invalid.clone(),
                    _ => repeats.timeout.clone(),
                };
                self.states.push(State {
                    name: name::state(body, &vertex.id, op, attempt, *variant),
                    node: own,
                    attempt,
                    before,
                    fails: Some(fails),
                });
            }
        }
    }
}
