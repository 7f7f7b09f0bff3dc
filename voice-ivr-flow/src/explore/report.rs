//! What an exploration found.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use voice_core::Timestamp;

use super::combine::combinations;
use super::cut::{Cut, Place};
use super::instants::instants;
use super::journey::{Journey, Step, list};
use super::lengths::Lengths;
use super::longest::{Length, Longest as Way, Rounds};
use super::outline::Outline;
use super::reads::Matters;
use super::rounds::rounds;
use super::shortest::Shortest;
use super::walk::{Start, Walk};
use crate::ValidFlow;
use crate::graph::Exit;
use crate::program::Program;
use crate::simulate::{EventKind, Item, Run, Simulation};
use crate::step::Outcome;

/// How many cuts are printed; there may be one an exit.
const MOST_PRINTED: usize = 20;

/// How many items the shortest ways to all endings may have; behind a row of menus each is longer than the one before.
const MOST_ITEMS: usize = 2_000_000;

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
        self.run_watched(flow, &mut |_| ())
    }

    /// As [`run`](Self::run), and says now and then how many waits were followed.
    pub fn run_watched(&self, flow: &ValidFlow, progress: &mut dyn FnMut(usize)) -> Report {
        let program = Program::lower(flow);
        let outline = Outline::of(flow, &program, &self.given, Matters::Ways);
        let lengths = Lengths::of(&program, &outline, &self.given);
        let mut walk = Walk::new(&outline, &lengths, self.limit);
        let given = self.given.begin_at();
        let (times, every) = instants(&[&program], given);
        if !every {
            walk.cut.insert(Cut::Instants);
        }
        let (values, every) = combinations(&free(flow, &outline, &self.given));
        if !every {
            walk.cut.insert(Cut::Combinations { place: None });
        }
        // The given start first; then whatever is found costs least to say.
        for (era, at) in times.into_iter().enumerate() {
            let at = Some(at).filter(|_| era > 0);
            for variables in &values {
                let start = Start {
                    at,
                    variables: variables.clone(),
                };
                let settings = settings(&start, &self.given);
                walk.begin(start, era, &settings);
            }
        }
        walk.run(progress);
        let unseen = walk.trail.decisions.missing(&outline);
        walk.cut.extend(unseen);
        let variables = 0..outline.program.variables.len();
        let more = variables.filter(|at| outline.pools.more(*at) && outline.is_sampled(*at));
        walk.cut.extend(more.filter_map(|at| {
            let variable = outline.program.variables.get(at)?.name.to_string();
            Some(Cut::Values { variable })
        }));
        Found {
            flow,
            program: &program,
            given: &self.given,
            walk,
        }
        .report()
    }
}

/// The declared variables that were not given, with the values worth trying.
pub(crate) fn free(
    flow: &ValidFlow,
    outline: &Outline,
    given: &Simulation,
) -> Vec<(String, Vec<String>)> {
    let declared = flow.variables().iter();
    let free = declared.filter(|own| !given.gives(&own.name));
    let mut all: Vec<(String, Vec<String>)> = free
        .filter_map(|own| {
            let values = outline.pools.values(outline.program.variable(&own.name)?);
            let values = values.iter().filter(|value| {
                **value != own.default && (value.is_empty() || own.kind.allows(value))
            });
            Some((own.name.clone(), values.cloned().collect()))
        })
        .collect();
    all.retain(|(_, values): &(_, Vec<String>)| !values.is_empty());
    all
}

fn settings(start: &Start, given: &Simulation) -> Simulation {
    let settings = given.clone().variables(start.variables.clone());
    match start.at {
        Some(at) => settings.begins(at),
        None => settings,
    }
}

/// What an exploration found. Serialises to JSON; `Display` writes it for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// When the calls begin, but for those of which something else is said.
    pub at: Timestamp,
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
    /// Every way in which a call was seen to end, by outcome and node, each with a shortest way there.
    ///
    /// A caller can hang up at any wait; that is told once, for the first one. A caller who can go round can do so until
    /// the call is ended because it entered too many nodes; that is told where it happens by itself.
    pub endings: Vec<Ending>,
    /// The longest call that was found in which nobody comes back to where the call has been; `None` if there is none,
    /// because whoever does not hang up goes round.
    pub longest: Option<Longest>,
    /// No such call lasts longer; `None` if not every call was followed. Where it is the length of `longest`, that is the
    /// longest one.
    pub at_most_ms: Option<u64>,
    /// The call in which most prompts are heard, of those that were found.
    pub most_prompts: Option<Longest>,
    /// In no such call more prompts are heard; `None` if not every call was followed.
    pub at_most_prompts: Option<u32>,
    /// Whether a caller can come back to where the call has been, and so stay longer.
    pub loops: bool,
    /// How many different waits were explored.
    pub calls: usize,
    /// Whether this is the whole story: no call can reach, or end in, anything that is not told here.
    pub complete: bool,
    /// What was left out, if it is not.
    pub cut: Vec<Cut>,
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
    /// Whether no call can; otherwise none of those that were tried did.
    pub never: bool,
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
    /// Whether no call can; otherwise none of those that were tried did.
    pub never: bool,
}

/// A way in which a call can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ending {
    /// How.
    pub outcome: Outcome,
    /// At which node, behind the ids of the `subflow` nodes around it.
    pub node: String,
    /// A shortest way there, in keys; anything else that has to be said to the simulator counts as one key.
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

/// A walk that is over, and what it went through.
struct Found<'f> {
    flow: &'f ValidFlow,
    program: &'f Program,
    given: &'f Simulation,
    walk: Walk<'f>,
}

impl Found<'_> {
    fn report(mut self) -> Report {
        let shortest = Shortest::of(&self.walk);
        if !shortest.complete {
            self.walk.cut.insert(Cut::Work);
        }
        let mut endings = self.endings(&shortest);
        self.rounds(&shortest, &mut endings);
        endings.sort_by(|one, other| (one.outcome, &one.node).cmp(&(other.outcome, &other.node)));

        let all = Rounds::of(&self.walk);
        let longest = all.longest(
            &self.walk,
            |arc| Length {
                found: arc.ms,
                most: arc.most_ms,
            },
            |stop| stop.hangup_ms,
        );
        let most = all.longest(
            &self.walk,
            |arc| Length {
                found: arc.prompts.into(),
                most: arc.prompts.into(),
            },
            |_| 0,
        );
        let followed = |cut: &Cut| !matches!(cut, Cut::Waits { .. } | Cut::Work);
        let bounded = self.walk.cut.iter().all(followed);
        let bound = |way: &Option<Way>| {
            let bound = way.as_ref().filter(|_| bounded)?.bound;
            u64::try_from(bound).ok()
        };
        let (at_most_ms, at_most_prompts) = (bound(&longest), bound(&most));
        let longest = longest.map(|way| self.longest(&way));
        let most_prompts = most.map(|way| self.longest(&way));

        let complete = self.walk.cut.is_empty();
        let (nodes, unreached_nodes) = self.nodes(complete);
        let (edges, unreached_edges) = self.edges(complete);
        Report {
            at: self.given.begin_at(),
            nodes_reached: nodes - unreached_nodes.len(),
            nodes,
            edges_reached: edges - unreached_edges.len(),
            edges,
            unreached_nodes,
            unreached_edges,
            endings,
            // A value can be longer than it was taken to be; then the call that was found says so.
            at_most_ms: at_most_ms
                .map(|most| most.max(longest.as_ref().map_or(0, |own| own.duration_ms))),
            longest,
            at_most_prompts: at_most_prompts
                .map(|most| u32::try_from(most).unwrap_or(u32::MAX))
                .map(|most| most.max(most_prompts.as_ref().map_or(0, |own| own.prompts))),
            most_prompts,
            loops: all.has_loops(),
            calls: self.walk.stops.len(),
            complete,
            cut: self.walk.cut.into_iter().collect(),
        }
    }

    fn journey(&self, start: usize, input: crate::simulate::Script) -> Journey {
        let start = self.walk.starts.get(start).cloned().unwrap_or_default();
        Journey {
            input,
            at: start.at,
            variables: start.variables,
        }
    }

    fn run(&self, journey: &Journey) -> Run {
        journey
            .settings(self.given)
            .run(self.program, &journey.input)
    }

    fn endings(&mut self, shortest: &Shortest) -> Vec<Ending> {
        let walk = &self.walk;
        let program = self.program;
        let mut endings: Vec<Ending> = Vec::new();
        let mut room = MOST_ITEMS;
        let mut untold = 0;
        for (at, (outcome, stack, node)) in walk.endings.iter().enumerate() {
            if room == 0 {
                untold += 1;
            } else if let Some((start, items)) = shortest.to_ending(walk, at) {
                room = room.saturating_sub(items.len());
                endings.push(Ending {
                    outcome: *outcome,
                    node: walk.trail.names.path(program, *stack, *node),
                    journey: self.journey(start, items.into_iter().collect()),
                });
            }
        }
        let mut waits = walk.roots.iter().enumerate();
        let first = waits.find_map(|(start, root)| Some((start, root.to.stop()?)));
        endings.extend(first.map(|(start, stop)| Ending {
            outcome: Outcome::CallerHangup,
            node: walk.path(stop),
            journey: self.journey(start, [Item::Hangup].into_iter().collect()),
        }));
        if untold > 0 {
            self.walk.cut.insert(Cut::Endings { untold });
        }
        endings
    }

    /// Adds the calls that go round by themselves until they are ended.
    fn rounds(&mut self, shortest: &Shortest, endings: &mut Vec<Ending>) {
        let (stops, every) = rounds(&self.walk, shortest);
        if !every {
            self.walk.cut.insert(Cut::Rounds);
        }
        for stop in stops {
            let Some((start, items)) = shortest.to_stop(&self.walk, stop) else {
                continue;
            };
            let journey = self.journey(start, items.into_iter().collect());
            let run = self.run(&journey);
            let node = run.events.last().map_or("", |event| &*event.node);
            let known = endings
                .iter()
                .any(|own| own.outcome == run.outcome && own.node == node);
            if !known {
                endings.push(Ending {
                    outcome: run.outcome,
                    node: node.to_owned(),
                    journey,
                });
            }
        }
    }

    /// The call of a way, as it is simulated.
    fn longest(&self, way: &Way) -> Longest {
        let steps = way.steps.iter().filter_map(|(stop, arc)| {
            Some(Step {
                kind: self.walk.kind(*stop)?,
                item: self.walk.item(*stop, *arc),
                default: *arc == 0,
            })
        });
        let steps: Vec<Step<'_>> = steps.collect();
        let journey = self.journey(way.start, list(steps.into_iter()));
        let run = self.run(&journey);
        let heard = run
            .events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Say { .. } | EventKind::Play { .. }));
        Longest {
            duration_ms: run.duration_ms,
            prompts: u32::try_from(heard.count()).unwrap_or(u32::MAX),
            journey,
        }
    }

    /// How many nodes there are, and those that were not reached.
    fn nodes(&self, complete: bool) -> (usize, Vec<UnreachedNode>) {
        let nodes = self.program.nodes.iter().zip(&self.walk.trail.nodes);
        let reached: BTreeMap<(usize, &str), bool> = nodes
            .map(|(node, reached)| ((node.body, node.id.as_str()), *reached))
            .collect();
        let mut count = 0;
        let mut unreached = Vec::new();
        for (at, body) in self.flow.graph().bodies.iter().enumerate() {
            for vertex in &body.nodes {
                count += 1;
                let reached = reached.get(&(at, vertex.id.as_str())).copied();
                if reached != Some(true) {
                    unreached.push(UnreachedNode {
                        flow: body.name.clone(),
                        node: vertex.id.to_string(),
                        // No path at all leads to what the program does not have.
                        never: complete || reached.is_none(),
                    });
                }
            }
        }
        (count, unreached)
    }

    /// How many edges there are, and those that were not walked.
    fn edges(&self, complete: bool) -> (usize, Vec<UnreachedEdge>) {
        let mut walked: BTreeMap<(usize, &str, &Exit), bool> = BTreeMap::new();
        for (edge, reached) in self.program.edges.iter().zip(&self.walk.trail.edges) {
            if let Some(source) = self.program.nodes.get(edge.source) {
                walked.insert((source.body, &source.id, &edge.exit), *reached);
            }
        }
        let mut count = 0;
        let mut unwalked = Vec::new();
        for (at, body) in self.flow.graph().bodies.iter().enumerate() {
            for vertex in &body.nodes {
                for (exit, to) in body.exits(vertex).iter() {
                    count += 1;
                    let reached = walked.get(&(at, vertex.id.as_str(), exit)).copied();
                    if reached != Some(true) {
                        let target = body.nodes.get(to);
                        unwalked.push(UnreachedEdge {
                            flow: body.name.clone(),
                            source: vertex.id.to_string(),
                            label: exit.label().map(str::to_owned),
                            target: target.map_or_else(String::new, |to| to.id.to_string()),
                            never: complete || reached.is_none(),
                        });
                    }
                }
            }
        }
        (count, unwalked)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "calls   from {} on", self.at)?;
        let reached = |f: &mut fmt::Formatter<'_>, what, part, all, percent| {
            writeln!(f, "{what:<8}{part} of {all} ({percent} %)")
        };
        let how = |never| if never { "never" } else { "not seen:" };
        let place = |node: &str, flow: &Option<String>| Place {
            node: node.to_owned(),
            flow: flow.clone(),
        };
        reached(
            f,
            "nodes",
            self.nodes_reached,
            self.nodes,
            self.node_coverage(),
        )?;
        for own in &self.unreached_nodes {
            writeln!(
                f,
                "        {} {}",
                how(own.never),
                place(&own.node, &own.flow)
            )?;
        }
        reached(
            f,
            "edges",
            self.edges_reached,
            self.edges,
            self.edge_coverage(),
        )?;
        for own in &self.unreached_edges {
            let label = own.label.as_deref().map(|label| format!(" by `{label}`"));
            writeln!(
                f,
                "        {} `{}`{} to {}",
                how(own.never),
                own.source,
                label.unwrap_or_default(),
                place(&own.target, &own.flow)
            )?;
        }
        let bound = |exact: bool, most: Option<String>| match most {
            _ if exact => String::new(),
            Some(most) => format!(", at most {most}"),
            None => " or more".to_owned(),
        };
        if let Some(longest) = &self.longest {
            let exact = self.at_most_ms == Some(longest.duration_ms);
            let most = self.at_most_ms.map(seconds);
            writeln!(
                f,
                "longest {}{}: {}",
                seconds(longest.duration_ms),
                bound(exact, most),
                longest.journey
            )?;
        }
        if let Some(most) = &self.most_prompts {
            let exact = self.at_most_prompts == Some(most.prompts);
            let at_most = self.at_most_prompts.map(|most| most.to_string());
            writeln!(
                f,
                "prompts {}{}: {}",
                most.prompts,
                bound(exact, at_most),
                most.journey
            )?;
        }
        if self.loops {
            writeln!(f, "        a caller who goes round stays longer")?;
        }
        writeln!(f, "endings")?;
        for ending in &self.endings {
            writeln!(
                f,
                "  {} at `{}`: {}",
                ending.outcome, ending.node, ending.journey
            )?;
        }
        print_cuts(f, &self.cut)
    }
}

fn seconds(ms: u64) -> String {
    format!("{} s", ms.div_ceil(1_000))
}

/// Says that something is not the whole story, and why.
pub(crate) fn print_cuts(f: &mut fmt::Formatter<'_>, cuts: &[Cut]) -> fmt::Result {
    if !cuts.is_empty() {
        writeln!(f, "this is not the whole story")?;
    }
    for cut in cuts.iter().take(MOST_PRINTED) {
        writeln!(f, "  {cut}")?;
    }
    match cuts.len().checked_sub(MOST_PRINTED) {
        Some(more) if more > 0 => writeln!(f, "  and {more} more"),
        _ => Ok(()),
    }
}
