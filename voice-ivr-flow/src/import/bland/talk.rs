//! Nodes that speak: `say`, `menu`, `agent`, `hangup`.

use std::collections::HashSet;

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use super::reading::{Edge, text_of};
use super::{Called, Pathway, first};
use crate::builder::{Agent, Hangup, Menu, Say};

/// A label longer than this is a description.
const MOST_OF_A_LABEL: usize = 500;

impl Pathway<'_> {
    pub(super) fn talk(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        let option = |name| node.member("modelOptions")?.member(name)?.flag();
        let skips = option("skipUserResponse") == Some(true);
        let keys = keys(edges);
        match (edges, keys) {
            ([only], _) if skips || only.always() => match self.text(node, "text") {
                Some(text) => {
                    let id = self.enter(called);
                    self.draft.node(&id, Say::new(text));
                    self.draft.next(&id, only.goal());
                }
                None => self.agent(called, edges),
            },
            (_, Some(keys)) => match self.text(node, "text") {
                Some(text) => {
                    let message = "the keys of its labels are edges, and silence ends the call after the last attempt; the model would take words for them too, and ask on";
                    self.draft.approximated("type", message);
                    let mut menu = Menu::new(text);
                    if option("block_interruptions") == Some(true) {
                        menu = menu.barge_in(false);
                    }
                    let id = self.enter(called);
                    self.draft.node(&id, menu);
                    for (key, edge) in keys {
                        self.draft.edge(&id, key, edge.goal());
                    }
                    self.draft.edge(&id, "timeout", Goal::End);
                    self.draft.edge(&id, "invalid", Goal::End);
                }
                None => self.agent(called, edges),
            },
            _ => self.agent(called, edges),
        }
    }

    fn agent(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        let message =
            "the conversation is led by the agent of the carrier, an outcome for each label";
        self.draft.approximated("type", message);
        let mut parts: Vec<String> = Vec::new();
        let global = match self.text(node, "globalPrompt") {
            Some(own) => Some(own),
            None => self.global_prompt(),
        };
        parts.extend(global);
        match self.text(node, "text") {
            Some(text) => parts.push(format!("Say exactly: {text}")),
            None => parts.extend(self.text(node, "prompt")),
        }
        if let Some(condition) = self.text(node, "condition") {
            parts.push(format!("Go on only when: {condition}"));
        }
        let variables = self.extracted(called, &mut parts);
        let forced = edges.iter().find(|edge| edge.always());
        let mut labels = HashSet::new();
        let mut exits = Vec::new();
        for edge in edges.iter().filter(|_| forced.is_none()) {
            let label = edge.label.as_str();
            let fits = !label.is_empty() && label != "default" && label.len() <= MOST_OF_A_LABEL;
            if fits && labels.insert(label) {
                if let Some(description) = edge.description() {
                    let description = self.draft.text("edges", &description);
                    let label = self.draft.text("edges", label);
                    parts.push(format!("Outcome \"{label}\": {description}"));
                }
                exits.push((label, edge.goal()));
            }
        }
        let otherwise = match forced {
            Some(edge) => edge.goal(),
            None if exits.is_empty() => first(edges),
            None => Goal::End,
        };
        if parts.is_empty() {
            parts.push("Talk to the caller.".to_owned());
        }
        let mut agent = Agent::new(parts.join("\n\n"));
        if !variables.is_empty() {
            agent = agent.variables(variables);
        }
        let id = self.enter(called);
        if !exits.is_empty() {
            agent = agent.outcomes(exits.iter().map(|(label, _)| *label));
        }
        self.draft.node(&id, agent);
        for (label, goal) in exits {
            self.draft.edge(&id, label, goal);
        }
        self.draft.edge(&id, "default", otherwise);
    }

    /// The prompt of the whole pathway, for one more agent.
    fn global_prompt(&mut self) -> Option<String> {
        let prompt = self.global.prompt?;
        if self.global.text.is_none() {
            let text = prompt.peek().text()?;
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            prompt.note();
            self.global.text = Some(self.draft.text("globalPrompt", text));
        }
        let text = self.global.text.as_deref()?;
        let Some(budget) = self.global.budget.checked_sub(text.len()) else {
            let message = "it is too long to be repeated for every agent, and left out of this one";
            self.draft.left_out("globalPrompt", message);
            return None;
        };
        self.global.budget = budget;
        self.global.text.clone()
    }

    /// The variables that the model extracts: `[name, type, description]` or `{name, type, description}`. What is
    /// said about them goes into the prompt.
    fn extracted(&mut self, called: &Called<'_>, parts: &mut Vec<String>) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for item in called.node.items("extractVars") {
            let mut row = item.items();
            let (name, of_type, about) = match row.next() {
                Some(name) => (
                    name.text(),
                    row.next().and_then(Foreign::text),
                    row.next().and_then(Foreign::text),
                ),
                None => (
                    text_of(Some(item), "name"),
                    text_of(Some(item), "type"),
                    text_of(Some(item), "description"),
                ),
            };
            let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
                continue;
            };
            let about = about.filter(|about| !about.trim().is_empty());
            let of_type = of_type.filter(|of_type| of_type != "string" && !of_type.is_empty());
            let mut says: Vec<String> = Vec::new();
            says.extend(of_type.map(|of_type| self.draft.text("extractVars", &of_type)));
            says.extend(about.map(|about| self.draft.text("extractVars", &about)));
            let says = says.join("; ");
            // Not a variable, but advice to whoever extracts them.
            if name == "bland-prompt" {
                parts.push(says);
                continue;
            }
            let variable = self.draft.variable(&name);
            self.draft.sets(&variable);
            if !says.is_empty() {
                parts.push(format!("Variable \"{variable}\": {says}"));
            }
            if seen.insert(variable.clone()) {
                all.push(variable);
            }
        }
        all
    }

    pub(super) fn end(&mut self, called: &Called<'_>) {
        let node = &called.node;
        if let Some(text) = self.text(node, "text") {
            let id = self.enter(called);
            self.draft.node(&id, Hangup::new().message(text));
        } else if node.has_text("prompt") {
            self.agent(called, &[]);
        } else {
            self.draft.enter(&node.id, Goal::End);
        }
    }
}

/// The keys of the labels, if every label is one: "User pressed 1", "Press 2", "3".
fn keys<'e, 'a>(edges: &'e [Edge<'a>]) -> Option<Vec<(&'e str, &'e Edge<'a>)>> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for edge in edges {
        let key = edge.label.split_whitespace().last()?;
        let words = edge.label.split_whitespace().take(5).count();
        let pressed = words == 1 || edge.label.to_lowercase().contains("press");
        let is_key = key.len() == 1
            && key
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'*' || byte == b'#');
        if words > 4 || !pressed || !is_key || !seen.insert(key) {
            return None;
        }
        all.push((key, edge));
    }
    (!all.is_empty()).then_some(all)
}
