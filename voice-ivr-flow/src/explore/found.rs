//! From a walk that is over to the report.

use std::collections::BTreeMap;

use super::cut::Cut;
use super::journey::{Journey, Step, list};
use super::longest::{Length, Longest as Way, Rounds};
use super::report::{Ending, Longest, Report, UnreachedEdge, UnreachedNode};
use super::rounds::rounds;
use super::shortest::Shortest;
use super::walk::Walk;
use crate::ValidFlow;
use crate::graph::Exit;
use crate::program::Program;
use crate::simulate::{EventKind, Item, Run, Script, Simulation};
use crate::step::Outcome;

/// How many items the shortest ways to all endings may have; behind a row of menus each is longer than the one before.
const MOST_ITEMS: usize = 2_000_000;

/// A walk that is over, and what it went through.
pub(super) struct Found<'f> {
    pub(super) flow: &'f ValidFlow,
    pub(super) program: &'f Program,
    pub(super) given: &'f Simulation,
    pub(super) walk: Walk<'f>,
}

impl Found<'_> {
    pub(super) fn report(mut self) -> Report {
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

    fn journey(&self, start: usize, input: Script) -> Journey {
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
                let ending = if *outcome == Outcome::MaxSteps {
                    // Waits are one however many nodes were entered before them, so this way to the last of them may
                    // come to the limit elsewhere, or not at all.
                    let ending = self.simulated(start, items);
                    if ending.outcome != *outcome {
                        untold += 1;
                        continue;
                    }
                    if is_told(&endings, &ending) {
                        continue;
                    }
                    ending
                } else {
                    Ending {
                        outcome: *outcome,
                        node: walk.trail.names.path(program, *stack, *node),
                        journey: self.journey(start, items.into_iter().collect()),
                    }
                };
                room = room.saturating_sub(ending.journey.input.items().len());
                endings.push(ending);
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
            let ending = self.simulated(start, items);
            if !is_told(endings, &ending) {
                endings.push(ending);
            }
        }
    }

    /// Where a way really ends, and as much of it as that takes.
    fn simulated(&self, start: usize, mut items: Vec<Item>) -> Ending {
        let run = self.run(&self.journey(start, items.iter().cloned().collect()));
        items.truncate(items.len().saturating_sub(run.unused));
        let last = run.events.last();
        Ending {
            outcome: run.outcome,
            node: last.map_or_else(String::new, |event| event.node.to_string()),
            journey: self.journey(start, items.into_iter().collect()),
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

fn is_told(endings: &[Ending], ending: &Ending) -> bool {
    endings
        .iter()
        .any(|own| own.outcome == ending.outcome && own.node == ending.node)
}
