//! Bland pathways: the graph `{nodes, edges}` that the editor stores and the API returns.
//!
//! A pathway is led by a model that reads prompts, conditions and labels; a flow is led by keys, variables and
//! outcomes. So only what is fixed there is exact here, and everything else is an `agent` or a remark:
//!
//! | node | here |
//! |---|---|
//! | `Default` and the like with a fixed `text`, edges that are all keys ("User pressed 1") | `menu` |
//! | with a fixed `text` and one edge that is always taken or does not wait (`alwaysPick`, `skipUserResponse`) | `say` |
//! | any other that talks (`Knowledge Base`, `Wait for Response`, …) | `agent`, an outcome for each label |
//! | `End Call` | `hangup`; with a `prompt` an `agent` that says it |
//! | `Transfer Call` | `transfer`, after its `text` |
//! | `Webhook` | `request`; rows of `responsePathways` become a `branch` behind it, the default row its `else` |
//! | `Route` | `branch` |
//! | `SMS` | `sms` |
//! | others | passed over by their first edge, with a remark |

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, Goal};
use super::liquid::{Piece, pieces, push_hole, push_text};
use super::remark::{Import, ImportError};
use crate::Flow;
use crate::builder::{Agent, Branch, Hangup, Menu, Request, Say, Sms, Transfer};
use crate::document::{Shape, Value};
use crate::node::Op;

/// Reads a Bland pathway: `{name, nodes, edges}`, or the answer of the API that has it as `data` or `pathway_data`.
///
/// # Errors
/// The file cannot be read as JSON (too large, too deep, a member twice), or it has no list `nodes`.
///
/// ```
/// let import = voice_ivr_flow::import::bland_pathway(br#"{"name": "Front desk", "nodes": [
///     {"id": "1", "type": "Default", "data": {"name": "Menu", "isStart": true, "text": "For sales press 1."}},
///     {"id": "2", "type": "End Call", "data": {"name": "Bye", "text": "Goodbye."}}],
///     "edges": [{"id": "e", "source": "1", "target": "2", "data": {"label": "User pressed 1"}}]}"#)?;
/// assert_eq!(import.flow.check().errors(), 0);
/// # Ok::<(), voice_ivr_flow::import::ImportError>(())
/// ```
pub fn bland_pathway(bytes: &[u8]) -> Result<Import, ImportError> {
    let document = Flow::from_json(bytes)?;
    let root = document.root();
    let inner = root.member("data").or_else(|| root.member("pathway_data"));
    let root = inner
        .filter(|_| root.member("nodes").is_none())
        .unwrap_or(root);
    let nodes = root
        .member("nodes")
        .filter(|nodes| nodes.shape() == Shape::List)
        .ok_or(ImportError::NotThisKind(
            "this is no Bland pathway: it has no list `nodes`",
        ))?;
    let mut pathway = Pathway {
        draft: Draft::new(),
        edges: edges(root),
        global: String::new(),
    };
    for node in nodes.items().filter_map(|node| node.member("globalConfig")) {
        pathway.global = text_of(node, "globalPrompt").unwrap_or_default();
    }
    let mut seen = HashSet::new();
    let mut start = None;
    for (at, node) in nodes.items().enumerate() {
        if node.member("globalConfig").is_some() && node.member("id").is_none() {
            continue;
        }
        let node = Node::new(node);
        if node.id.is_empty() || !seen.insert(node.id.clone()) {
            let message = "its id is missing or another node's; it is left out";
            pathway.draft.left_out("", &format!("nodes[{at}]"), message);
            continue;
        }
        if start.is_none() || (node.flag("isStart") && !matches!(start, Some((true, _)))) {
            start = Some((node.flag("isStart"), Goal::Foreign(node.id.clone())));
        }
        pathway.node(&node);
    }
    let name = text_of(root, "name").unwrap_or_else(|| "Imported from Bland".to_owned());
    let start = start.map_or(Goal::End, |(_, goal)| goal);
    Ok(pathway.draft.finish(&name, start))
}

struct Pathway {
    draft: Draft,
    /// By source, in order.
    edges: HashMap<String, Vec<Edge>>,
    global: String,
}

#[derive(Debug, Clone)]
struct Edge {
    label: String,
    target: Goal,
    always: bool,
}

struct Node<'a> {
    id: String,
    kind: String,
    data: Option<Value<'a>>,
}

impl<'a> Node<'a> {
    fn new(node: Value<'a>) -> Self {
        let data = node.member("data");
        let kind = text_of(node, "type").or_else(|| text_of(data?, "type"));
        Self {
            id: text_of(node, "id").unwrap_or_default(),
            kind: kind.unwrap_or_default(),
            data,
        }
    }

    fn member(&self, name: &str) -> Option<Value<'a>> {
        self.data?.member(name)
    }

    fn text(&self, name: &str) -> Option<String> {
        text_of(self.data?, name)
    }

    fn flag(&self, name: &str) -> bool {
        self.member(name).and_then(Value::flag) == Some(true)
    }

    fn items(&self, name: &str) -> impl Iterator<Item = Value<'a>> + use<'a> {
        self.member(name).into_iter().flat_map(Value::items)
    }
}

/// A member as text; blank is missing.
fn text_of(value: Value<'_>, name: &str) -> Option<String> {
    let value = value.member(name)?;
    let text = match value.shape() {
        Shape::Number => value.raw().into(),
        _ => value.text()?,
    };
    (!text.trim().is_empty()).then(|| text.into_owned())
}

fn edges(root: Value<'_>) -> HashMap<String, Vec<Edge>> {
    let mut all: HashMap<String, Vec<Edge>> = HashMap::new();
    for edge in root.member("edges").into_iter().flat_map(Value::items) {
        let (Some(source), Some(target)) = (text_of(edge, "source"), text_of(edge, "target"))
        else {
            continue;
        };
        let data = edge.member("data");
        let label = data
            .and_then(|data| text_of(data, "label"))
            .or_else(|| text_of(edge, "label"))
            .or_else(|| text_of(data?, "name"));
        let always = [data, Some(edge)]
            .into_iter()
            .flatten()
            .any(|of| of.member("alwaysPick").and_then(Value::flag) == Some(true));
        all.entry(source).or_default().push(Edge {
            label: label.unwrap_or_default().trim().to_owned(),
            target: Goal::Foreign(target),
            always,
        });
    }
    all
}

impl Pathway {
    fn node(&mut self, node: &Node<'_>) {
        if node.flag("isGlobal") {
            let message = "it is reached by its own edges only; in the pathway from every node";
            self.draft.left_out(&node.id, "isGlobal", message);
        }
        let edges = self.edges.remove(&node.id).unwrap_or_default();
        match node.kind.as_str() {
            "Default"
            | "Wait for Response"
            | "Knowledge Base"
            | "Vector DB Knowledge Base"
            | "Scheduling"
            | "Schedule Meeting" => self.talk(node, &edges),
            "End Call" => self.end(node),
            "Transfer Call" | "Transfer Node" => self.transfer(node),
            "Webhook" => self.webhook(node, &edges),
            "Route" => self.route(node, &edges),
            "SMS" => self.sms(node, &edges),
            kind => {
                let what = if edges.is_empty() {
                    "the call ends"
                } else {
                    "it is passed over by its first edge"
                };
                let message = format!(
                    "there is nothing like `{}` here; {what}",
                    crate::finding::words::shortened(kind)
                );
                self.draft.left_out(&node.id, "type", message);
                self.draft.enter(&node.id, first(&edges));
            }
        }
    }

    fn text(&mut self, node: &Node<'_>, member: &str, text: &str) -> String {
        let mut out = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => push_text(&mut out, text),
                Piece::Path(path) => {
                    push_hole(&mut out, &self.draft.variable(path, path, &node.id));
                }
                Piece::Filtered { .. } | Piece::Other(_) | Piece::Tag(_) => {
                    let message = "what stands in braces is not understood and removed";
                    self.draft.left_out(&node.id, member, message);
                }
            }
        }
        out
    }

    /// A node of ours, and the way to it.
    fn enter(&mut self, node: &Node<'_>) -> String {
        let id = self.draft.fresh(&node.id);
        self.draft.enter(&node.id, Goal::Node(id.clone()));
        id
    }

    fn talk(&mut self, node: &Node<'_>, edges: &[Edge]) {
        let fixed = node.text("text");
        let skips = node
            .member("modelOptions")
            .and_then(|options| options.member("skipUserResponse"));
        let skips = skips.and_then(Value::flag) == Some(true);
        let keys = keys(edges);
        match (fixed, edges) {
            (Some(text), [only]) if skips || only.always => {
                let text = self.text(node, "text", &text);
                let id = self.enter(node);
                self.draft.node(&id, Say::new(text));
                self.draft.next(&id, only.target.clone());
            }
            (Some(text), _) if keys.is_some() => {
                let message =
                    "the keys of its labels are edges; the model would take words for them too";
                self.draft.approximated(&node.id, "type", message);
                let text = self.text(node, "text", &text);
                let id = self.enter(node);
                self.draft.node(&id, Menu::new(text));
                for (key, goal) in keys.unwrap_or_default() {
                    self.draft.edge(&id, &key, goal);
                }
                self.draft.edge(&id, "timeout", Goal::End);
                self.draft.edge(&id, "invalid", Goal::End);
            }
            (fixed, _) => self.agent(node, fixed, edges),
        }
    }

    fn agent(&mut self, node: &Node<'_>, fixed: Option<String>, edges: &[Edge]) {
        let mut prompt = self.global.clone();
        let own = fixed
            .map(|text| format!("Say exactly: {text}"))
            .or_else(|| node.text("prompt"));
        let condition = node
            .text("condition")
            .map(|text| format!("Go on only when: {text}"));
        for part in own.into_iter().chain(condition) {
            if !prompt.is_empty() {
                prompt.push_str("\n\n");
            }
            prompt.push_str(&part);
        }
        if prompt.is_empty() {
            prompt.push_str("Talk to the caller.");
        }
        let prompt = self.text(node, "prompt", &prompt);
        let message =
            "the conversation is led by the agent of the carrier, an outcome for each label";
        self.draft.approximated(&node.id, "type", message);
        for member in [
            "tools",
            "kb",
            "dialogueExamples",
            "conditionExamples",
            "pathwayExamples",
            "calendarId",
        ] {
            if node.member(member).is_some() {
                self.draft
                    .left_out(&node.id, member, "an agent here has a prompt only");
            }
        }
        let mut agent = Agent::new(prompt);
        let variables = self.extracted(node);
        if !variables.is_empty() {
            agent = agent.variables(variables);
        }
        let mut labels = HashSet::new();
        let mut exits = Vec::new();
        for edge in edges {
            let label = edge.label.as_str();
            if !label.is_empty() && label != "default" && label.len() <= 500 && labels.insert(label)
            {
                exits.push((label.to_owned(), edge.target.clone()));
            }
        }
        if edges.len() > exits.len() && !exits.is_empty() {
            let message = "labels that are empty or stand twice have no outcome";
            self.draft.left_out(&node.id, "edges", message);
        }
        let id = self.enter(node);
        if !exits.is_empty() {
            agent = agent.outcomes(exits.iter().map(|(label, _)| label.clone()));
        }
        self.draft.node(&id, agent);
        let otherwise = if exits.is_empty() {
            first(edges)
        } else {
            Goal::End
        };
        for (label, goal) in exits {
            self.draft.edge(&id, &label, goal);
        }
        self.draft.edge(&id, "default", otherwise);
    }

    /// The variables that the model extracts: `[name, type, description]` or `{name, …}`.
    fn extracted(&mut self, node: &Node<'_>) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for item in node.items("extractVars") {
            let name = item
                .items()
                .next()
                .and_then(Value::text)
                .map(std::borrow::Cow::into_owned);
            let Some(name) = name.or_else(|| text_of(item, "name")) else {
                continue;
            };
            let variable = self.draft.variable(&name, &name, &node.id);
            self.draft.sets(&variable);
            if seen.insert(variable.clone()) {
                all.push(variable);
            }
        }
        all
    }

    fn end(&mut self, node: &Node<'_>) {
        match (node.text("text"), node.text("prompt")) {
            (Some(text), _) => {
                let text = self.text(node, "text", &text);
                let id = self.enter(node);
                self.draft.node(&id, Hangup::new().message(text));
            }
            (None, Some(_)) => self.agent(node, None, &[]),
            (None, None) => self.draft.enter(&node.id, Goal::End),
        }
    }

    fn transfer(&mut self, node: &Node<'_>) {
        let number = node.text("transferNumber").unwrap_or_default();
        let number = self.text(node, "transferNumber", number.trim());
        for member in [
            "warmTransferFields",
            "twilioAppTransferFields",
            "transferExtension",
        ] {
            if node.member(member).is_some() {
                self.draft
                    .left_out(&node.id, member, "the transfer is blind");
            }
        }
        if node.text("text").is_none() && node.text("prompt").is_some() {
            let message = "what the model would say before is not said";
            self.draft.left_out(&node.id, "prompt", message);
        }
        let text = node.text("text").map(|text| self.text(node, "text", &text));
        let mut id = self.enter(node);
        if let Some(text) = text {
            let behind = self.draft.fresh(&node.id);
            self.draft.node(&id, Say::new(text));
            self.draft.next(&id, Goal::Node(behind.clone()));
            id = behind;
        }
        self.draft.node(&id, Transfer::new(number));
    }

    fn webhook(&mut self, node: &Node<'_>, edges: &[Edge]) {
        let url = node.text("url").unwrap_or_default();
        let url = self.text(node, "url", url.trim());
        let method = node.text("method").unwrap_or_default().to_uppercase();
        let known = ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str());
        let mut request = Request::new(url).method(if known { method } else { "GET".to_owned() });
        if let Some(body) = node.text("body") {
            request = request.body(self.text(node, "body", &body));
        }
        for member in ["headers", "auth", "timeoutValue", "max_retries"] {
            if node.member(member).is_some() {
                self.draft
                    .left_out(&node.id, member, "add it to the request by hand");
            }
        }
        let mut save = Vec::new();
        for item in node.items("responseData") {
            let name = text_of(item, "name").unwrap_or_default();
            let path = text_of(item, "data").unwrap_or_default();
            let member = path.strip_prefix("$.").unwrap_or(&path);
            if name.is_empty() || member.is_empty() || member.contains(['.', '[', '$']) {
                let message = "only a member of the answer itself can be saved";
                self.draft.left_out(&node.id, "responseData", message);
                continue;
            }
            let variable = self.draft.variable(&name, &name, &node.id);
            self.draft.sets(&variable);
            save.push((variable, member.to_owned()));
        }
        if !save.is_empty() {
            request = request.save(save);
        }
        let mut otherwise = None;
        let mut tests = Vec::new();
        for row in node.items("responsePathways") {
            let parts: Vec<Value<'_>> = row.items().take(4).collect();
            let [variable, operator, value, target] = parts.as_slice() else {
                self.draft
                    .left_out(&node.id, "responsePathways", "a row is not understood");
                continue;
            };
            let goal = text_of(*target, "id").map_or(Goal::End, Goal::Foreign);
            let (variable, value) = (
                variable.text().unwrap_or_default(),
                value.text().unwrap_or_default(),
            );
            if variable == "Default/Webhook Completion" {
                otherwise = Some(goal);
            } else if let Some(op) = op(&operator.text().unwrap_or_default()) {
                tests.push((variable.into_owned(), op, value.into_owned(), goal));
            } else {
                self.draft
                    .left_out(&node.id, "responsePathways", "an operator has no equal");
            }
        }
        let otherwise = otherwise.unwrap_or_else(|| first(edges));
        let id = self.enter(node);
        self.draft.node(&id, request);
        self.draft.edge(&id, "failed", otherwise.clone());
        if tests.is_empty() {
            self.draft.edge(&id, "ok", otherwise);
        } else {
            let branch = self.draft.fresh(&node.id);
            self.draft.edge(&id, "ok", Goal::Node(branch.clone()));
            self.branch(node, &branch, tests, otherwise);
        }
    }

    fn route(&mut self, node: &Node<'_>, edges: &[Edge]) {
        let mut tests = Vec::new();
        for route in node.items("routes") {
            let goal = text_of(route, "targetNodeId").map_or(Goal::End, Goal::Foreign);
            let conditions: Vec<Value<'_>> = route
                .member("conditions")
                .into_iter()
                .flat_map(Value::items)
                .collect();
            if conditions.len() > 1 {
                let message = "of several conditions in one rule any is enough";
                self.draft.approximated(&node.id, "routes", message);
            }
            for condition in conditions {
                let operator = text_of(condition, "operator").unwrap_or_default();
                match (text_of(condition, "field"), op(&operator)) {
                    (Some(field), Some(op)) => {
                        let value = text_of(condition, "value").unwrap_or_default();
                        tests.push((field, op, value, goal.clone()));
                    }
                    _ => self
                        .draft
                        .left_out(&node.id, "routes", "a condition is not understood"),
                }
            }
        }
        let otherwise = node
            .text("fallbackNodeId")
            .map_or_else(|| first(edges), Goal::Foreign);
        if tests.is_empty() {
            self.draft.left_out(
                &node.id,
                "routes",
                "nothing is decided; it goes on as without a match",
            );
            self.draft.enter(&node.id, otherwise);
            return;
        }
        let id = self.enter(node);
        self.branch(node, &id, tests, otherwise);
    }

    fn branch(
        &mut self,
        node: &Node<'_>,
        id: &str,
        tests: Vec<(String, Op, String, Goal)>,
        otherwise: Goal,
    ) {
        let mut branch = Branch::new();
        for (at, (field, op, value, goal)) in tests.into_iter().enumerate() {
            let field = field
                .trim()
                .trim_start_matches("{{")
                .trim_end_matches("}}")
                .trim()
                .to_owned();
            let variable = self.draft.variable(&field, &field, &node.id);
            let value = self.text(node, "value", &value);
            let label = (at + 1).to_string();
            branch = branch.when(label.clone(), variable, op, value);
            self.draft.edge(id, &label, goal);
        }
        self.draft.node(id, branch);
        self.draft.edge(id, "else", otherwise);
    }

    fn sms(&mut self, node: &Node<'_>, edges: &[Edge]) {
        let body = node
            .text("smsBody")
            .or_else(|| node.text("text"))
            .unwrap_or_default();
        let body = self.text(node, "smsBody", &body);
        if node.text("phoneNumber").is_some() {
            let message = "the text is sent from the number of the call";
            self.draft.approximated(&node.id, "phoneNumber", message);
        }
        let id = self.enter(node);
        self.draft.node(&id, Sms::new(body));
        self.draft.next(&id, first(edges));
    }
}

fn first(edges: &[Edge]) -> Goal {
    edges.first().map_or(Goal::End, |edge| edge.target.clone())
}

/// The keys of the labels, if every label is one: "User pressed 1", "Press 2", "3".
fn keys(edges: &[Edge]) -> Option<Vec<(String, Goal)>> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for edge in edges {
        let key = edge.label.split_whitespace().last()?;
        let words = edge.label.split_whitespace().count();
        let pressed = words == 1 || edge.label.to_lowercase().contains("press");
        let is_key = key.len() == 1
            && key
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'*' || byte == b'#');
        if words > 4 || !pressed || !is_key || !seen.insert(key) {
            return None;
        }
        all.push((key.to_owned(), edge.target.clone()));
    }
    (!all.is_empty()).then_some(all)
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
