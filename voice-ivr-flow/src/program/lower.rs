//! From the graph to the tables.

use std::collections::HashMap;
use std::sync::Arc;

use super::ask::Fail;
use super::audio::House;
use super::name::{Namer, Repeat};
use super::ops::Ways;
use super::table::{
    Edge, EdgeIx, Jump, Node, NodeIx, Op, Program, ProgramVariable, State, StateIx,
};
use super::version::Version;
use crate::finding::words::shortened;
use crate::graph::{BodyIx, Exit, Exits, Graph};
use crate::hash::TextMap;
use crate::language::is_language;
use crate::node::{Keypad, Kind, Localized, Speech};
use crate::{Ident, LanguageError, ValidFlow};

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
            language: language.map(Ident::from),
            voice: flow.voice().map(Ident::from),
        };
        let bodies = graph.bodies.iter().enumerate();
        let subflows = bodies
            .filter_map(|(at, body)| Some((body.name.as_deref()?, at)))
            .collect();
        let (reached, order) = Reached::of(graph, &subflows, &house);
        let mut lowering = Lowering {
            graph,
            subflows,
            house,
            ways: Vec::new(),
            namer: Namer::default(),
            variables: TextMap::default(),
            states: Vec::with_capacity(reached.states),
            nodes: Vec::with_capacity(order.len()),
            edges: Vec::with_capacity(reached.edges),
            reached,
        };
        for (body, node) in order {
            lowering.node(body, node);
        }
        let Lowering {
            mut variables,
            states,
            nodes,
            edges,
            ..
        } = lowering;
        for declared in flow.variables() {
            variables.insert(&declared.name, &declared.default);
        }
        let mut variables: Vec<_> = variables
            .into_iter()
            .map(|(name, default)| ProgramVariable {
                name: name.into(),
                default: default.to_owned(),
            })
            .collect();
        variables.sort_unstable_by(|one, two| one.name.cmp(&two.name));
        Self {
            name: flow.name().to_owned(),
            version,
            variables,
            states,
            nodes,
            edges,
        }
    }
}

/// What can be reached from the start.
#[derive(Default)]
pub(super) struct Reached {
    /// By body and node, the first state of the node; `None` if no path leads there.
    firsts: Vec<Vec<Option<u32>>>,
    /// How many there are.
    states: StateIx,
    edges: EdgeIx,
}

impl Reached {
    /// With the nodes, breadth first from the start.
    ///
    /// A subflow counts as if it returned by every exit that is wired.
    fn of(
        graph: &Graph,
        subflows: &HashMap<&str, BodyIx>,
        house: &House,
    ) -> (Self, Vec<(BodyIx, usize)>) {
        let bodies = graph.bodies.iter();
        let mut reached = Self {
            firsts: bodies.map(|body| vec![None; body.nodes.len()]).collect(),
            ..Self::default()
        };
        let mut order = Vec::with_capacity(reached.firsts.iter().map(Vec::len).sum());
        if let Some(main) = graph.bodies.first() {
            reached.reach(0, main.start, &mut order);
        }
        let mut at = 0;
        while let Some(&(body, node)) = order.get(at) {
            at += 1;
            let inside = graph.bodies.get(body);
            let Some((inside, vertex)) =
                inside.and_then(|inside| Some((inside, inside.nodes.get(node)?)))
            else {
                continue;
            };
            let next = u32::try_from(reached.states).ok();
            if let Some(first) = reached.slot(body, node) {
                *first = next;
            }
            reached.states +=
                Repeats::of(&vertex.kind, house).map_or(1, |repeats| repeats.states());
            if let Kind::Subflow { flow } = &vertex.kind
                && let Some(callee) = subflows.get(flow.as_str())
                && let Some(start) = graph.bodies.get(*callee).map(|body| body.start)
            {
                reached.reach(*callee, start, &mut order);
            }
            let exits = inside.exits(vertex);
            reached.edges += exits.len();
            for (_, to) in exits.iter() {
                reached.reach(body, to, &mut order);
            }
        }
        (reached, order)
    }

    fn reach(&mut self, body: BodyIx, node: usize, order: &mut Vec<(BodyIx, usize)>) {
        if let Some(first @ None) = self.slot(body, node) {
            // The number follows when it is the node's turn.
            *first = Some(0);
            order.push((body, node));
        }
    }

    fn slot(&mut self, body: BodyIx, node: usize) -> Option<&mut Option<u32>> {
        self.firsts.get_mut(body)?.get_mut(node)
    }

    /// The first state of a node.
    pub(super) fn first(&self, body: BodyIx, node: usize) -> Option<StateIx> {
        let first = *self.firsts.get(body)?.get(node)?;
        first.map(|first| first as usize)
    }
}

/// How a prompt is repeated.
struct Repeats<'f> {
    speech: &'f Speech,
    keypad: &'f Keypad,
    /// Why; two if what is spoken before differs.
    variants: &'static [Repeat],
}

impl<'f> Repeats<'f> {
    /// `None` if the node has no attempts.
    fn of(kind: &'f Kind, house: &House) -> Option<Self> {
        let keypad = kind.keypad()?;
        let speech = kind.speech()?;
        let timeout = keypad.timeout_message.as_ref();
        let variants: &[_] = if house.alike(timeout, keypad.invalid_message.as_ref(), speech) {
            &[Repeat::Any]
        } else {
            &[Repeat::Timeout, Repeat::Invalid]
        };
        Some(Self {
            speech,
            keypad,
            variants,
        })
    }

    /// How many states the node has.
    fn states(&self) -> usize {
        let again = usize::try_from(self.keypad.attempts.saturating_sub(1)).unwrap_or(0);
        1 + again * self.variants.len()
    }
}

/// Keeps every variable that a node reads or sets.
fn variables<'f>(kind: &'f Kind, all: &mut TextMap<&'f str, &'f str>) {
    kind.templates(&mut |template| {
        for name in template.holes() {
            all.insert(name, "");
        }
    });
    kind.sets(&mut |name| {
        all.insert(name, "");
    });
    if let Kind::Branch(conditions) = kind {
        all.extend(conditions.iter().map(|own| (own.variable.as_str(), "")));
    }
}

pub(super) struct Lowering<'f> {
    pub(super) graph: &'f Graph,
    pub(super) subflows: HashMap<&'f str, BodyIx>,
    pub(super) house: House,
    pub(super) reached: Reached,
    /// Room for the ways of one node after another.
    ways: Vec<(&'f Exit, Jump)>,
    namer: Namer,
    /// With their defaults.
    variables: TextMap<&'f str, &'f str>,
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
        self.namer.node(inside, &vertex.id);
        self.states(&vertex.kind, own, &op, &ways);
        variables(&vertex.kind, &mut self.variables);
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
            let Some(to) = self.reached.first(body, to) else {
                continue;
            };
            let jump = Jump::new(to, self.edges.len());
            self.edges.push(Edge {
                source: own,
                exit: exit.clone(),
            });
            ways.push((exit, jump));
        }
        Ways(ways)
    }

    /// The states of a node, one for each time its prompt is heard.
    fn states(&mut self, kind: &Kind, own: NodeIx, op: &Op, ways: &Ways<'_>) {
        let Some(repeats) = Repeats::of(kind, &self.house) else {
            self.states.push(State {
                name: self.namer.state(op, 1, Repeat::Any),
                node: own,
                attempt: 1,
                before: None,
                fails: None,
            });
            return;
        };
        let Repeats {
            speech,
            keypad,
            variants,
        } = repeats;
        // What is spoken before the prompt.
        let before = |text: &Option<Localized>| {
            let text = text.as_ref()?;
            Some(Arc::new(self.house.text(text, speech)))
        };
        let timeout = before(&keypad.timeout_message);
        let invalid = before(&keypad.invalid_message);
        for attempt in 1..=keypad.attempts {
            let reasons = if attempt == 1 {
                &[Repeat::Any]
            } else {
                variants
            };
            // The states of the next attempt follow those of this one, in the order timeout, invalid.
            let next = self.states.len() + reasons.len();
            let fails = if attempt < keypad.attempts {
                (Fail::Again(next), Fail::Again(next + variants.len() - 1))
            } else {
                (
                    Fail::Leave(ways.or_default(&Exit::Timeout)),
                    Fail::Leave(ways.or_default(&Exit::Invalid)),
                )
            };
            for reason in reasons {
                let before = match (attempt, reason) {
                    (1, _) => None,
                    (_, Repeat::Invalid) => invalid.clone(),
                    _ => timeout.clone(),
                };
                self.states.push(State {
                    name: self.namer.state(op, attempt, *reason),
                    node: own,
                    attempt,
                    before,
                    fails: Some(fails),
                });
            }
        }
    }
}
