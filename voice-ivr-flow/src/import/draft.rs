//! A flow that is being put together from a foreign graph.

use std::collections::{HashMap, HashSet};

use voice_core::redact_numbers;

use super::names::{Names, node_id, variable_name};
use super::remark::{Import, Remark, RemarkKind};
use crate::VariableType;
use crate::builder::{FlowBuilder, Hangup, NodeData};

/// Where an edge leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Goal {
    /// A node of ours.
    Node(String),
    /// What a foreign name stands for.
    Foreign(String),
    /// The call ends.
    End,
}

#[derive(Debug)]
struct Edge {
    source: String,
    label: Option<String>,
    goal: Goal,
}

#[derive(Debug, Default)]
pub(super) struct Draft {
    nodes: Vec<(String, NodeData)>,
    edges: Vec<Edge>,
    ids: Names,
    /// By foreign name, where one gets by going there.
    entries: HashMap<String, Goal>,
    names: Names,
    /// By path, the variable.
    variables: HashMap<String, String>,
    /// In order of appearance: the variable, the path, and who mentioned it first.
    mentioned: Vec<(String, String, String)>,
    set: HashSet<String>,
    remarks: Vec<Remark>,
}

impl Draft {
    pub(super) fn new() -> Self {
        let mut draft = Self::default();
        draft.ids.fresh("start", '-');
        draft
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, widget: &str, member: &str, message: &str) {
        self.remarks.push(Remark {
            kind,
            widget: widget.to_owned(),
            member: member.to_owned(),
            // What is quoted may hold a telephone number.
            message: redact_numbers(message),
        });
    }

    pub(super) fn left_out(&mut self, widget: &str, member: &str, message: impl Into<String>) {
        self.remark(RemarkKind::LeftOut, widget, member, &message.into());
    }

    pub(super) fn approximated(&mut self, widget: &str, member: &str, message: impl Into<String>) {
        self.remark(RemarkKind::Approximated, widget, member, &message.into());
    }

    /// An id that no node has yet.
    pub(super) fn fresh(&mut self, wish: &str) -> String {
        let wish = if wish.is_empty() { "node" } else { wish };
        self.ids.fresh(node_id(wish), '-')
    }

    pub(super) fn node(&mut self, id: &str, data: impl Into<NodeData>) {
        self.nodes.push((id.to_owned(), data.into()));
    }

    pub(super) fn edge(&mut self, source: &str, label: &str, goal: Goal) {
        self.edges.push(Edge {
            source: source.to_owned(),
            label: Some(label.to_owned()),
            goal,
        });
    }

    /// An edge by the unlabelled exit.
    pub(super) fn next(&mut self, source: &str, goal: Goal) {
        self.edges.push(Edge {
            source: source.to_owned(),
            label: None,
            goal,
        });
    }

    /// Says where one gets by going to a foreign name; the first word counts.
    pub(super) fn enter(&mut self, foreign: &str, goal: Goal) {
        self.entries.entry(foreign.to_owned()).or_insert(goal);
    }

    /// The variable of a path, which `widget` mentions; `wish` is how it would like to be called.
    pub(super) fn variable(&mut self, path: &str, wish: &str, widget: &str) -> String {
        if let Some(name) = self.variables.get(path) {
            return name.clone();
        }
        let name = self.names.fresh(&variable_name(wish), '_');
        self.variables.insert(path.to_owned(), name.clone());
        self.mentioned
            .push((name.clone(), path.to_owned(), widget.to_owned()));
        name
    }

    /// Notes that the flow itself sets a variable.
    pub(super) fn sets(&mut self, name: &str) {
        if !self.set.contains(name) {
            self.set.insert(name.to_owned());
        }
    }

    /// The flow, beginning at `start`.
    pub(super) fn finish(mut self, name: &str, start: Goal) -> Import {
        let mut edges = std::mem::take(&mut self.edges);
        let first = Edge {
            source: "start".to_owned(),
            label: None,
            goal: start,
        };
        edges.insert(0, first);
        let end = self.ids.fresh("end", '-');
        let mut ends = false;
        let mut known = HashMap::new();
        let mut flow = FlowBuilder::new(name);
        for (name, ..) in &self.mentioned {
            flow = flow.variable(name.clone(), VariableType::Text, "");
        }
        let wired: Vec<(Edge, String)> = edges
            .into_iter()
            .map(|edge| {
                let target = self.resolve(&edge, &mut known).unwrap_or_else(|| {
                    ends = true;
                    end.clone()
                });
                (edge, target)
            })
            .collect();
        if ends {
            self.node(&end, Hangup::new());
        }
        flow = flow.node("start", NodeData::start());
        for (id, data) in std::mem::take(&mut self.nodes) {
            flow = flow.node(id, data);
        }
        for (edge, target) in wired {
            flow = match edge.label {
                Some(label) => flow.edge(edge.source, label, target),
                None => flow.next(edge.source, target),
            };
        }
        for (name, path, widget) in std::mem::take(&mut self.mentioned) {
            if !self.set.contains(&name) {
                let message = format!(
                    "`{path}` is the variable `{name}`, which nothing in the flow sets; give its value when the call starts"
                );
                self.remark(RemarkKind::Needed, &widget, &path, &message);
            }
        }
        Import {
            flow: flow.build(),
            remarks: self.remarks,
        }
    }

    /// The node behind a goal; `None` where the call ends.
    ///
    /// Names that stand for other names are followed once each, so all edges together take linear time.
    fn resolve(
        &mut self,
        edge: &Edge,
        known: &mut HashMap<String, Option<String>>,
    ) -> Option<String> {
        let mut goal = edge.goal.clone();
        let mut passed = Vec::new();
        let node = loop {
            match goal {
                Goal::Node(id) => break Some(id),
                Goal::End => break None,
                Goal::Foreign(name) => {
                    if let Some(node) = known.get(&name) {
                        break node.clone();
                    }
                    let behind = self.entries.get(&name).cloned();
                    // Until it is known better: what only leads back to itself ends the call.
                    known.insert(name.clone(), None);
                    if behind.is_none() {
                        let message = format!(
                            "it leads to `{name}`, which there is not; the call ends instead"
                        );
                        self.left_out(
                            &edge.source,
                            edge.label.as_deref().unwrap_or_default(),
                            message,
                        );
                    }
                    passed.push(name);
                    goal = behind.unwrap_or(Goal::End);
                }
            }
        };
        for name in passed {
            known.insert(name, node.clone());
        }
        node
    }
}
