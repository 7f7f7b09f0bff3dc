//! What an exploration found, as data and for people.

use std::fmt;

use serde::Serialize;
use voice_core::Timestamp;

use super::cut::{Cut, Place, print_cuts};
use super::journey::Journey;
use crate::step::Outcome;

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
