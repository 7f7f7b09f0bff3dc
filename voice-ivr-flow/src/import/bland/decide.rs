//! Nodes that decide by variables: `branch`.

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use super::reading::{Edge, Node, text_of};
use super::{Called, Pathway};
use crate::builder::Branch;
use crate::finding::words::shortened;
use crate::node::Op;

/// A test of a variable, and where it leads.
#[derive(Debug)]
pub(super) struct Row {
    field: String,
    op: Op,
    value: String,
    pub(super) goal: Goal,
}

/// The ways on behind a request.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) tests: Vec<Row>,
    /// Where the default row leads.
    pub(super) otherwise: Option<Goal>,
}

impl Pathway<'_> {
    /// `responsePathways`: `[variable, operator, value, {id, name}]`.
    pub(super) fn rows(&mut self, node: &Node<'_>) -> Rows {
        let mut rows = Rows::default();
        for (at, row) in node.items("responsePathways").enumerate() {
            let parts: Vec<Foreign<'_>> = row.items().take(4).collect();
            let [variable, operator, value, target] = parts.as_slice() else {
                let message = format!(
                    "the row {at} is not understood; it is a variable, an operator, a value and where it leads"
                );
                self.draft.left_out("responsePathways", message);
                row.note();
                continue;
            };
            let goal = self.goal("responsePathways", at, *target, "id");
            // What the editor calls the node.
            super::idle(Some(*target), &["name"]);
            let variable = variable.plain().unwrap_or_default();
            let word = operator.plain().unwrap_or_default();
            let value = value.plain().unwrap_or_default();
            if variable == "Default/Webhook Completion" {
                if rows.otherwise.is_some() {
                    let message = format!("the row {at} is a second default; the first counts");
                    self.draft.left_out("responsePathways", message);
                } else {
                    rows.otherwise = Some(goal);
                }
                continue;
            }
            let why = match op(&word) {
                // The status of an answer is no member of it.
                _ if variable == "BlandStatusCode" => {
                    "asks for the status, of which a request tells `ok` and `failed`"
                }
                Some(op) => {
                    rows.tests.push(Row {
                        field: variable.into_owned(),
                        op,
                        value: value.into_owned(),
                        goal,
                    });
                    continue;
                }
                None => "has an operator without equal",
            };
            let message = format!(
                "the row {at} (`{}` `{}`) {why}; it is dropped",
                shortened(&variable),
                shortened(&word)
            );
            self.draft.left_out("responsePathways", message);
        }
        if rows.tests.len() > 1 {
            let message = "the first row that holds decides; in the pathway it may be the last";
            self.draft.approximated("responsePathways", message);
        }
        rows
    }

    /// Where a row or a rule leads.
    fn goal(&mut self, member: &str, at: usize, of: Foreign<'_>, name: &str) -> Goal {
        text_of(Some(of), name).map_or_else(
            || {
                let message = format!("`{member}[{at}]` leads nowhere; the call ends there");
                self.draft.left_out(member, message);
                Goal::End
            },
            |target| Goal::foreign(&target),
        )
    }

    /// `routes`: the first rule of which a condition holds; else `fallbackNodeId`, and without it the call fails.
    pub(super) fn route(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        let mut tests = Vec::new();
        let mut goals = Vec::new();
        for (at, route) in node.items("routes").enumerate() {
            let goal = self.goal("routes", at, route, "targetNodeId");
            goals.push(goal.clone());
            let conditions: Vec<Foreign<'_>> = route
                .member("conditions")
                .into_iter()
                .flat_map(Foreign::items)
                .collect();
            if conditions.is_empty() {
                let message = format!("the rule {at} has no conditions and is dropped");
                self.draft.left_out("routes", message);
            }
            if conditions.len() > 1 {
                let message = "of several conditions in one rule any is enough";
                self.draft.approximated("routes", message);
            }
            for condition in conditions {
                let word = text_of(Some(condition), "operator").unwrap_or_default();
                let field = text_of(Some(condition), "field");
                let value = condition.member("value").and_then(Foreign::plain);
                let Some((field, op)) = field.zip(op(&word)) else {
                    let message = format!(
                        "a condition of the rule {at} (`{}`) is not understood and is dropped",
                        shortened(&word)
                    );
                    self.draft.left_out("routes", message);
                    continue;
                };
                tests.push(Row {
                    field: field.into_owned(),
                    op,
                    value: value.unwrap_or_default().into_owned(),
                    goal: goal.clone(),
                });
            }
        }
        let otherwise = node
            .text("fallbackNodeId")
            .map_or(Goal::End, |id| Goal::foreign(&id));
        goals.push(otherwise.clone());
        Edge::take_those_to(edges, goals);
        if tests.is_empty() {
            let message = "nothing is decided; it goes on as without a match";
            self.draft.left_out("routes", message);
            self.draft.enter(&node.id, otherwise);
            return;
        }
        let id = self.enter(called);
        self.branch(&id, tests, otherwise);
    }

    pub(super) fn branch(&mut self, id: &str, tests: Vec<Row>, otherwise: Goal) {
        let mut branch = Branch::new();
        for (at, test) in tests.into_iter().enumerate() {
            let field = test
                .field
                .trim()
                .trim_start_matches("{{")
                .trim_end_matches("}}")
                .trim();
            let variable = self.draft.variable(field);
            let value = self.draft.text("value", &test.value);
            let label = (at + 1).to_string();
            branch = branch.when(label.clone(), variable, test.op, value);
            self.draft.edge(id, &label, test.goal);
        }
        self.draft.node(id, branch);
        self.draft.edge(id, "else", otherwise);
    }
}

fn op(word: &str) -> Option<Op> {
    Some(match word.trim() {
        "==" | "=" | "is" | "equals" => Op::Eq,
        "!=" | "is not" | "not equals" => Op::Ne,
        ">" => Op::Gt,
        ">=" => Op::Ge,
        "<" => Op::Lt,
        "<=" => Op::Le,
        "contains" => Op::Contains,
        _ => return None,
    })
}
