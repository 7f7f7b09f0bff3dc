//! What an exploration found.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use voice_core::Timestamp;

use super::assignments::assignments;
use super::instants::instants;
use super::journey::Journey;
use super::longest::Forward;
use super::walk::{Start, Walk};
use crate::ValidFlow;
use crate::graph::Exit;
use crate::program::Program;
use crate::simulate::Simulation;
use crate::step::Outcome;

/// How a flow is explored: from which instant and variables, and how far.
#[derive(Debug, Clone)]
pub struct Exploration {
    given: Simulation,
    limit: usize,
}

impl Exploration {
    /// Calls that begin at an instant, with the variables' defaults; at most 100,000 different ones are followed.
    pub fn new(at: Timestamp) -> Self {
        Self {
            given: Simulation::new(at),
            limit: 100_000,
        }
    }

    /// Gives a variable a value, which is then not varied.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.given = self.given.variable(name, value);
        self
    }

    /// How many different calls are followed at most.
    #[must_use]
    pub fn limit(mut self, calls: usize) -> Self {
        self.limit = calls;
        self
    }

    /// Explores a flow. The same settings and flow always give the same report.
    pub fn run(&self, flow: &ValidFlow) -> Report {
        let program = Program::lower(flow);
        let mut walk = Walk::new(&program, self.limit);
        walk.run(Start::default(), 0, &self.given);
        let given = self.given.begin_at();
        for (era, at) in instants(&program, given).into_iter().enumerate() {
            let at = Some(at).filter(|_| era > 0);
            for variables in assignments(flow, walk.steering(), &self.given) {
                if walk.is_covered() {
                    break;
                }
                if at.is_some() || !variables.is_empty() {
                    walk.run(Start { at, variables }, era, &self.given);
                }
            }
        }
        report(flow, &program, &walk)
    }
}

/// What an exploration found. Serialises to JSON; `Display` writes it for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How many nodes were entered.
    pub nodes_reached: usize,
    /// How many nodes there are, those of subflows included.
    pub nodes: usize,
    /// How many edges were walked.
    pub edges_reached: usize,
    /// How many edges there are.
    pub edges: usize,
    /// The nodes that no call entered.
    pub unreached_nodes: Vec<UnreachedNode>,
    /// The edges that no call walked.
    pub unreached_edges: Vec<UnreachedEdge>,
    /// Every way in which a call can end, by outcome and node, each with a shortest way there.
    pub endings: Vec<Ending>,
    /// The call that lasts longest, without a way back.
    pub longest: Option<Longest>,
    /// The call in which most prompts are heard, without a way back.
    pub most_prompts: Option<Longest>,
    /// Whether a caller can come back to where it was, and so stay longer.
    pub loops: bool,
    /// How many different waits were explored.
    pub calls: usize,
    /// Whether everything was followed; otherwise the limit was reached.
    pub complete: bool,
}

/// A node that no call entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnreachedNode {
    /// The subflow that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Its id.
    pub node: String,
}

/// An edge that no call walked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnreachedEdge {
    /// The subflow that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// The node that it leaves.
    pub source: String,
    /// Its label; `None` if it needs none.
    pub label: Option<String>,
    /// The node that it leads to.
    pub target: String,
}

/// A way in which a call can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ending {
    /// How.
    pub outcome: Outcome,
    /// At which node, behind the ids of the `subflow` nodes around it.
    pub node: String,
    /// A shortest way there, in waits.
    #[serde(flatten)]
    pub journey: Journey,
}

/// A call that is the longest in some respect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Longest {
    /// How long it lasts.
    pub duration_ms: u64,
    /// How many prompts are heard.
    pub prompts: u32,
    /// How it goes.
    #[serde(flatten)]
    pub journey: Journey,
}

impl Report {
    /// Percent of the nodes that were entered, rounded down.
    pub fn node_coverage(&self) -> usize {
        percent(self.nodes_reached, self.nodes)
    }

    /// Percent of the edges that were walked, rounded down.
    pub fn edge_coverage(&self) -> usize {
        percent(self.edges_reached, self.edges)
    }
}

fn percent(part: usize, all: usize) -> usize {
    (part * 100).checked_div(all).unwrap_or(100)
}

fn report(flow: &ValidFlow, program: &Program, walk: &Walk<'_>) -> Report {
    let graph = flow.graph();
    let mut by_place: BTreeMap<(usize, &str), bool> = BTreeMap::new();
    for (node, reached) in program.nodes.iter().zip(&walk.nodes) {
        by_place.insert((node.body, &node.id), *reached);
    }
    let mut walked: BTreeMap<(usize, &str, &Exit), bool> = BTreeMap::new();
    for (edge, reached) in program.edges.iter().zip(&walk.edges) {
        if let Some(source) = program.nodes.get(edge.source) {
            walked.insert((source.body, &source.id, &edge.exit), *reached);
        }
    }
    let mut unreached_nodes = Vec::new();
    let mut unreached_edges = Vec::new();
    let (mut nodes, mut edges) = (0, 0);
    for (at, body) in graph.bodies.iter().enumerate() {
        for vertex in &body.nodes {
            nodes += 1;
            let id = vertex.id.as_str();
            if by_place.get(&(at, id)) != Some(&true) {
                unreached_nodes.push(UnreachedNode {
                    flow: body.name.clone(),
                    node: vertex.id.to_string(),
                });
            }
            for (exit, to) in body.exits(vertex).iter() {
                edges += 1;
                if walked.get(&(at, id, exit)) != Some(&true) {
                    unreached_edges.push(UnreachedEdge {
                        flow: body.name.clone(),
                        source: vertex.id.to_string(),
                        label: exit.label().map(str::to_owned),
                        target: body
                            .nodes
                            .get(to)
                            .map_or_else(String::new, |to| to.id.to_string()),
                    });
                }
            }
        }
    }
    let endings = walk
        .endings
        .iter()
        .map(|((outcome, node), (start, items))| Ending {
            outcome: *outcome,
            node: node.clone(),
            journey: walk.journey(*start, items.clone()),
        });
    let forward = Forward::of(walk);
    let longest = |way: super::longest::Way| Longest {
        duration_ms: u64::try_from(way.ms).unwrap_or(0),
        prompts: way.prompts,
        journey: walk.journey(way.start, way.items),
    };
    Report {
        nodes_reached: nodes - unreached_nodes.len(),
        nodes,
        edges_reached: edges - unreached_edges.len(),
        edges,
        unreached_nodes,
        unreached_edges,
        endings: endings.collect(),
        longest: forward.longest(walk, |arc| arc.ms).map(longest),
        most_prompts: forward
            .longest(walk, |arc| i64::from(arc.prompts))
            .map(longest),
        loops: forward.has_loops(),
        calls: walk.stops.len(),
        complete: walk.complete,
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reached = |f: &mut fmt::Formatter<'_>, what, part, all, percent| {
            writeln!(f, "{what:<8}{part} of {all} ({percent} %)")
        };
        reached(
            f,
            "nodes",
            self.nodes_reached,
            self.nodes,
            self.node_coverage(),
        )?;
        for place in &self.unreached_nodes {
            let flow = place.flow.as_deref().map(|flow| format!(" of `{flow}`"));
            writeln!(
                f,
                "        never `{}`{}",
                place.node,
                flow.unwrap_or_default()
            )?;
        }
        reached(
            f,
            "edges",
            self.edges_reached,
            self.edges,
            self.edge_coverage(),
        )?;
        for place in &self.unreached_edges {
            let flow = place.flow.as_deref().map(|flow| format!(" of `{flow}`"));
            let label = place.label.as_deref().map(|label| format!(" by `{label}`"));
            let (flow, label) = (flow.unwrap_or_default(), label.unwrap_or_default());
            writeln!(
                f,
                "        never `{}`{label} to `{}`{flow}",
                place.source, place.target
            )?;
        }
        if let Some(longest) = &self.longest {
            let seconds = longest.duration_ms.div_ceil(1_000);
            writeln!(f, "longest {seconds} s: {}", longest.journey)?;
        }
        if let Some(most) = &self.most_prompts {
            writeln!(f, "prompts at most {}: {}", most.prompts, most.journey)?;
        }
        if self.loops {
            writeln!(f, "        a caller who goes round stays longer")?;
        }
        if !self.complete {
            writeln!(
                f,
                "        stopped at the limit of {} waits: there is more",
                self.calls
            )?;
        }
        writeln!(f, "endings")?;
        for ending in &self.endings {
            writeln!(
                f,
                "  {} at `{}`: {}",
                ending.outcome, ending.node, ending.journey
            )?;
        }
        Ok(())
    }
}
