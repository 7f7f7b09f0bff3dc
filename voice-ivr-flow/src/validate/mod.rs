//! From the document to a [`ValidFlow`], or to what is wrong with it (flow-semantics.md §5).
//!
//! One run finds everything: a node whose data is wrong takes part in the graph with its defaults, an edge that
//! leads nowhere still counts as an exit, and what only follows from another finding is not reported again.
//! Reading and linking build the graph; after that each pass is a file.
//!
//! Where the specification is silent:
//! - A member of the document that the semantics need (`name`, `nodes`, `edges`, an `id`, a `type`, an edge's
//!   ends) and that is missing or of the wrong type is `malformed`; anything else of the wrong type is `bad-value`.
//! - A finding about an edge also names the node that the edge leaves, if that is there.
//! - Ids are unique within their `{nodes, edges}`; a finding in a subflow carries the plain id, and its message
//!   the name of the subflow.
//! - Ids and names of subflows have at most 512 bytes; what is longer is `malformed`.
//! - An edge that is called as another edge without an id is (`#1`) is a `duplicate-id`.
//! - A condition of a `branch` may not be labelled `else`.
//! - `prompt_seconds` on speaking nodes and on `play` says how long the prompt is, where the estimate is not good
//!   enough; `language` and `voice` may be set on an `agent` as well.

mod data;
mod fields;
mod head;
pub(crate) mod markup;
mod patterns;
mod read;
mod report;
mod sketch;
mod spoken;
mod texts;

mod exits;
mod link;

mod calls;
pub(crate) mod components;
mod cycles;
mod facts;

mod ends;
mod entries;
mod languages;
mod length;
mod loops;
mod prompts;
mod reach;
mod rejects;
mod variables;

use crate::document::Flow;
use crate::finding::{Findings, Severity};
use crate::graph::{Body, Graph, Vertex};
use crate::valid::ValidFlow;
use components::Arrows;
use read::Reading;
use report::Report;
use sketch::BodySketch;

impl Flow {
    /// Everything that is wrong with the flow, and what is likely to be.
    pub fn check(&self) -> Findings {
        let (_, report) = examine(self, variables::MOST_STEPS);
        Findings::new(report.findings, self.source())
    }

    /// The proof that the flow can be used, with its warnings; or everything that was found.
    ///
    /// # Errors
    /// All findings, if one of them is an error.
    pub fn validate(&self) -> Result<ValidFlow, Findings> {
        let (reading, report) = examine(self, variables::MOST_STEPS);
        let findings = Findings::new(report.findings, self.source());
        if findings
            .iter()
            .any(|finding| finding.severity() == Severity::Error)
        {
            return Err(findings);
        }
        let Reading {
            name,
            language,
            voice,
            variables,
            bodies,
            ..
        } = reading;
        let graph = Graph {
            bodies: bodies.into_iter().map(finished).collect(),
        };
        Ok(ValidFlow {
            flow: self.clone(),
            graph,
            warnings: findings,
            name,
            language,
            voice,
            variables,
        })
    }
}

fn examine(flow: &Flow, most_steps: usize) -> (Reading<'_>, Report) {
    let mut report = Report::default();
    let mut reading = read::read(flow.root(), &mut report);
    let bodies = &mut reading.bodies;
    let returns = link::returns(bodies);
    for body in bodies.iter_mut() {
        link::link(body, &returns, &mut report);
    }
    let order = calls::calls(bodies, &mut report);

    let mut heard = prompts::Heard::default();
    let mut reads = variables::Reads::new(&reading.variables);
    let mut ways = Vec::with_capacity(reading.bodies.len());
    for (own, body) in reading.bodies.iter().enumerate() {
        // One walk over the nodes, which are large, for all that looks at one node at a time.
        ways.push(Arrows::new(body.nodes.iter().enumerate().map(
            |(at, node)| {
                if let Some(kind) = &node.kind {
                    entries::entries(body, node, kind, &mut report);
                    ends::ends(body, node, kind, &returns, &mut report);
                    let language = reading.language.as_deref();
                    prompts::prompts(body, node, kind, language, &mut heard, &mut report);
                    length::lengths(body, node, kind, &mut report);
                    reads.add((own, body), (at, node), kind);
                }
                let exits = body.exits(node).iter().map(|(_, to)| to);
                exits.chain(body.rejected(at, node))
            },
        )));
    }
    languages::languages(&reading, &mut report);
    let unknown = reach::reach(&reading.bodies, &ways, &mut report);
    loops::loops(&reading.bodies, &order, &mut report);
    variables::variables(&reading, reads, &order, unknown, most_steps, &mut report);
    rejects::rejects(&reading, &order, &mut report);
    (reading, report)
}

/// The body of a flow without errors: it has a start, and every node has its kind.
fn finished(body: BodySketch<'_>) -> Body {
    let nodes = body.nodes.into_iter().filter_map(|node| {
        Some(Vertex {
            id: node.id,
            kind: node.kind?,
            exits: node.exits,
        })
    });
    let mut nodes: Vec<Vertex> = nodes.collect();
    // They stand where the sketches stood, which took more room.
    nodes.shrink_to_fit();
    Body {
        name: body.flow.as_deref().map(str::to_owned),
        start: body.start.unwrap_or_default(),
        nodes,
        exits: body.exits,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::finding::FindingKind;

    /// A flow with something that nobody may log in every text.
    pub(crate) const SAID: &str = include_str!("../../tests/it/fixtures/said.json");

    /// `start → s0 → s1 → …`, each setting a variable of its own, and a text that reads all.
    fn many_variables(count: usize) -> Flow {
        let (mut nodes, mut edges, mut text) = (String::new(), String::new(), String::new());
        let mut last = "start".to_owned();
        for n in 0..count {
            let _ = write!(
                nodes,
                r#"{{"id":"s{n}","type":"set","data":{{"variable":"v{n}","value":"1"}}}},"#
            );
            let _ = write!(edges, r#"{{"source":"{last}","target":"s{n}"}},"#);
            let _ = write!(text, "{{{{v{n}}}}}");
            last = format!("s{n}");
        }
        let flow = format!(
            r#"{{"name":"x","nodes":[{nodes}{{"id":"start","type":"start"}},{{"id":"end","type":"hangup","data":{{"message":"{text}"}}}}],
                "edges":[{edges}{{"source":"{last}","target":"end"}}]}}"#
        );
        Flow::from_json(flow.as_bytes()).unwrap()
    }

    #[test]
    fn variables_beyond_the_budget_are_told_in_one_finding() {
        let flow = many_variables(300);
        let found = |most_steps| {
            let (_, report) = examine(&flow, most_steps);
            let all = report.findings.into_iter();
            all.filter(|finding| finding.kind == FindingKind::MaybeUnset)
                .collect::<Vec<_>>()
        };
        assert_eq!(found(variables::MOST_STEPS).len(), 0);
        let [left] = &found(1_000)[..] else {
            panic!("one finding");
        };
        assert!(left.message.contains("too many variables: `v") && left.message.contains(" more"));
        assert_eq!(left.node, None);
    }
}
