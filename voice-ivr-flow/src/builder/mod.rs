//! Flows written in Rust.
//!
//! [`FlowBuilder`] makes the same [`Flow`] that a visual editor's file makes, and it is validated in the same way:
//! a label that does not exist or a number that cannot be dialled is a finding, not a panic.
//!
//! ```
//! use voice_ivr_flow::builder::{Dial, FlowBuilder, Menu};
//!
//! let flow = FlowBuilder::new("Reception")
//!     .language("en-US")
//!     .start("ask")
//!     .menu("ask", Menu::new("Press 1 for sales.").timeout(6))
//!     .dial("sales", Dial::new("+15550100001"))
//!     .hangup("bye", "Goodbye.")
//!     .edge("ask", "1", "sales")
//!     .next("ask", "bye")
//!     .next("sales", "bye")
//!     .build();
//! assert!(flow.check().is_empty());
//! ```

mod data;
mod value;

use std::collections::HashMap;
use std::fmt;

pub use data::{
    Agent, Branch, Conference, Dial, Forward, Gather, Hangup, Hours, Menu, NodeData, Pause, Play,
    Queue, Record, Reject, Request, Say, Set, Sms, Subflow, Transfer, Voicemail,
};
pub use value::{Day, Spoken};

use crate::document::{Flow, write};
use crate::valid::VariableType;
use value::Json;

/// Writes a flow, node by node and edge by edge, in the order of the document.
#[derive(Clone)]
pub struct FlowBuilder {
    name: String,
    language: Option<String>,
    voice: Option<String>,
    variables: Vec<(String, VariableType, String)>,
    nodes: Vec<(String, NodeData)>,
    edges: Vec<Edge>,
    flows: Vec<FlowBuilder>,
}

impl fmt::Debug for FlowBuilder {
    /// The names of things: texts and values do not belong into a log (L10).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variables: Vec<&str> = self
            .variables
            .iter()
            .map(|(name, ..)| name.as_str())
            .collect();
        f.debug_struct("FlowBuilder")
            .field("name", &self.name)
            .field("variables", &variables)
            .field("nodes", &self.nodes)
            .field("edges", &self.edges)
            .field("flows", &self.flows)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone)]
struct Edge {
    source: String,
    label: Option<String>,
    target: String,
}

macro_rules! node_methods {
    ($($name:ident $of:ident $text:literal)*) => {
        $(#[doc = $text] #[must_use] pub fn $name(self, id: impl Into<String>, data: impl Into<$of>) -> Self {
            self.node(id, data.into())
        })*
    };
}

impl FlowBuilder {
    /// A flow of this name, without nodes.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            language: None,
            voice: None,
            variables: Vec::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            flows: Vec::new(),
        }
    }

    /// The language (BCP 47) in which its prompts are spoken.
    #[must_use]
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// The voice that speaks its prompts, as the carrier calls it.
    #[must_use]
    pub fn voice(mut self, name: impl Into<String>) -> Self {
        self.voice = Some(name.into());
        self
    }

    /// Declares a variable with the value that it has at first; declaring it again replaces that.
    #[must_use]
    pub fn variable(
        mut self,
        name: impl Into<String>,
        kind: VariableType,
        default: impl Into<String>,
    ) -> Self {
        self.variables.push((name.into(), kind, default.into()));
        self
    }

    /// Adds the node `start`, and the edge to where the flow begins.
    #[must_use]
    pub fn start(self, target: impl Into<String>) -> Self {
        self.node("start", NodeData::start()).next("start", target)
    }

    /// Adds a node of any type.
    #[must_use]
    pub fn node(mut self, id: impl Into<String>, data: impl Into<NodeData>) -> Self {
        self.nodes.push((id.into(), data.into()));
        self
    }

    node_methods! {
        say Say "Adds a node that speaks."
        play Play "Adds a node that plays an audio file."
        pause Pause "Adds a node that waits."
        menu Menu "Adds a node that offers keys."
        gather Gather "Adds a node that asks for an entry."
        record Record "Adds a node that records the caller."
        voicemail Voicemail "Adds a node that takes a message."
        dial Dial "Adds a node that connects the caller and goes on afterwards."
        forward Forward "Adds a node that connects the caller and ends the flow."
        transfer Transfer "Adds a node that hands the caller over."
        queue Queue "Adds a node that puts the caller into a queue."
        conference Conference "Adds a node that puts the caller into a room."
        set Set "Adds a node that sets a variable."
        branch Branch "Adds a node that decides by variables."
        hours Hours "Adds a node that decides by the clock."
        request Request "Adds a node that asks another service."
        sms Sms "Adds a node that sends a text message."
        agent Agent "Adds a node that hands the line to a model."
        subflow Subflow "Adds a node that runs another graph of this flow."
        hangup Hangup "Adds a node that ends the call, or returns from a subflow."
        reject Reject "Adds a node that refuses the call."
    }

    /// Adds an edge by one exit of a node.
    #[must_use]
    pub fn edge(
        mut self,
        source: impl Into<String>,
        label: impl Into<String>,
        target: impl Into<String>,
    ) -> Self {
        self.edges.push(Edge {
            source: source.into(),
            label: Some(label.into()),
            target: target.into(),
        });
        self
    }

    /// Adds an edge without a label: the only exit of most nodes, `ok` of a `gather` and a `request`, `else` of a
    /// `branch`, `default` of the others.
    #[must_use]
    pub fn next(mut self, source: impl Into<String>, target: impl Into<String>) -> Self {
        self.edges.push(Edge {
            source: source.into(),
            label: None,
            target: target.into(),
        });
        self
    }

    /// Adds a subflow, named as the given flow is; a second one of that name replaces it.
    ///
    /// Its nodes and edges are taken, and its variables are declared in this flow, because subflows share them. A
    /// subflow has no language or voice of its own.
    #[must_use]
    pub fn flow(mut self, subflow: FlowBuilder) -> Self {
        self.flows.retain(|other| other.name != subflow.name);
        for (name, kind, default) in &subflow.variables {
            self = self.variable(name.clone(), *kind, default.clone());
        }
        self.flows.push(subflow);
        self
    }

    /// The document.
    pub fn build(&self) -> Flow {
        let mut out = String::from("{\"name\":");
        write::string(&mut out, &self.name);
        for (name, value) in [("language", &self.language), ("voice", &self.voice)] {
            if let Some(value) = value {
                out.push(',');
                write::string(&mut out, name);
                out.push(':');
                write::string(&mut out, value);
            }
        }
        if !self.variables.is_empty() {
            out.push_str(",\"variables\":{");
            for (at, (name, kind, default)) in self.declared().enumerate() {
                comma(&mut out, at);
                write::string(&mut out, name);
                out.push_str(":{\"type\":");
                write::string(&mut out, kind.as_str());
                out.push_str(",\"default\":");
                write::string(&mut out, default);
                out.push('}');
            }
            out.push('}');
        }
        self.graph(&mut out);
        if !self.flows.is_empty() {
            out.push_str(",\"flows\":{");
            for (at, flow) in self.flows.iter().enumerate() {
                comma(&mut out, at);
                write::string(&mut out, &flow.name);
                out.push_str(":{\"nodes\":[");
                flow.lists(&mut out);
                out.push('}');
            }
            out.push('}');
        }
        out.push('}');
        Flow::written(out)
    }

    /// The variables, each by its last declaration.
    fn declared(&self) -> impl Iterator<Item = &(String, VariableType, String)> {
        let all = self.variables.iter().enumerate();
        let last: HashMap<&str, usize> = all
            .clone()
            .map(|(at, (name, ..))| (name.as_str(), at))
            .collect();
        all.filter(move |(at, (name, ..))| last.get(name.as_str()) == Some(at))
            .map(|(_, variable)| variable)
    }

    fn graph(&self, out: &mut String) {
        out.push_str(",\"nodes\":[");
        self.lists(out);
    }

    /// The nodes, after their opening bracket, and the edges.
    fn lists(&self, out: &mut String) {
        for (at, (id, data)) in self.nodes.iter().enumerate() {
            comma(out, at);
            out.push_str("{\"id\":");
            write::string(out, id);
            data.write(out);
            out.push('}');
        }
        out.push_str("],\"edges\":[");
        for (at, edge) in self.edges.iter().enumerate() {
            comma(out, at);
            out.push_str("{\"source\":");
            write::string(out, &edge.source);
            out.push_str(",\"target\":");
            write::string(out, &edge.target);
            if let Some(label) = &edge.label {
                out.push_str(",\"label\":");
                label.as_str().json(out);
            }
            out.push('}');
        }
        out.push(']');
    }
}

fn comma(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}
