//! A second implementation of flow-semantics.md, to hold the first one against.
//!
//! It walks the JSON document itself, node by node, without any of the library: no graph, no program, no stepper. It is
//! slow and says which sentence it follows. Only documents that are valid are walked.

mod clock;
mod heard;
mod words;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};
use voice_core::Timestamp;
use voice_ivr_flow::simulate::Item;

use super::proof_manner::Manner;
use clock::Clock;
use words::{is_target, kept};

/// What a caller and the clock bring to a call.
pub(crate) struct Caller<'c> {
    pub(crate) items: &'c [Item],
    pub(crate) values: &'c [(&'c str, &'c str)],
    pub(crate) at: Timestamp,
    /// §6.1.
    pub(crate) most_steps: usize,
}

/// A call as it should be.
#[derive(Debug)]
pub(crate) struct Told {
    /// What `voice flow simulate --format json` prints.
    pub(crate) run: Value,
    /// How the things that the caller hears and does are to be done, in order.
    pub(crate) manners: Vec<Manner>,
    /// The nodes that were entered, each with the values at that moment.
    pub(crate) entered: Vec<(String, BTreeMap<String, String>)>,
    /// Type and exit of each way that was taken, and operators with what came of them.
    pub(crate) walked: BTreeSet<(String, String)>,
}

/// Calls the flow of a document.
pub(crate) fn call(document: &Value, caller: &Caller<'_>) -> Told {
    let mut call = Call {
        document,
        caller,
        items: caller.items.iter().cloned().collect(),
        // §1.4: declared counts as set; what a call is given comes before the default.
        values: caller
            .values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), kept(value)))
            .collect(),
        around: Vec::new(),
        at: String::new(),
        steps: 0,
        clock: Clock::default(),
        recordings: 0,
        events: Vec::new(),
        manners: Vec::new(),
        entered: Vec::new(),
        walked: BTreeSet::new(),
    };
    let outcome = call.run();
    // §6.3: `end` last, exactly once, at the node where the call ended.
    call.event("end", json!({}));
    let mut variables: BTreeMap<String, String> = call
        .declared()
        .filter(|(_, default)| !default.is_empty())
        .map(|(name, default)| (name.to_owned(), default.to_owned()))
        .collect();
    variables.append(&mut call.values);
    let mut run = json!({
        "outcome": outcome, "duration_ms": call.clock.now, "variables": variables, "events": call.events,
    });
    if !call.items.is_empty() {
        run["unused"] = json!(call.items.len());
    }
    Told {
        run,
        manners: call.manners,
        entered: call.entered,
        walked: call.walked,
    }
}

/// A node where it stands.
#[derive(Clone, Copy)]
struct Node<'d> {
    /// The graph: the document, or one of its `flows`.
    graph: &'d Value,
    node: &'d Value,
}

/// What comes after a node.
enum Next<'d> {
    /// The first of these exits that is wired; else the call ends.
    Exit(Vec<&'d str>),
    /// Into a subflow.
    Into(&'d Value),
    /// Out of one.
    Return(&'d str),
    Over(&'static str),
}

use Next::{Exit, Over};

struct Call<'d> {
    document: &'d Value,
    caller: &'d Caller<'d>,
    items: VecDeque<Item>,
    values: BTreeMap<String, String>,
    /// The `subflow` nodes that the call is in, outermost first.
    around: Vec<Node<'d>>,
    /// The node's id with those around it (§4.3).
    at: String,
    steps: usize,
    clock: Clock,
    recordings: usize,
    events: Vec<Value>,
    manners: Vec<Manner>,
    entered: Vec<(String, BTreeMap<String, String>)>,
    walked: BTreeSet<(String, String)>,
}

impl<'d> Call<'d> {
    fn run(&mut self) -> &'static str {
        let Some(mut node) = self.enter(self.document, start(self.document)) else {
            return "max_steps";
        };
        loop {
            let next = match self.node(node) {
                Over(outcome) => return outcome,
                Exit(exits) => self.leave(node, &exits),
                Next::Into(graph) => {
                    let room = self.steps < self.caller.most_steps;
                    if room {
                        self.around.push(node);
                    }
                    Some((graph, start(graph)))
                }
                Next::Return(label) => {
                    // §4: the exit of the `subflow` node is the label of the `hangup` that returned.
                    node = self.around.pop().unwrap();
                    self.at = self.path(node);
                    self.leave(node, &[label, "default"])
                }
            };
            // §3.6, §4.1: where nothing is wired the call ends.
            let Some((graph, target)) = next else {
                return "hangup";
            };
            match self.enter(graph, target) {
                Some(entered) => node = entered,
                None => return "max_steps",
            }
        }
    }

    /// §6.1: a step is entering a node; §6.3: `enter` comes before anything else of it.
    fn enter(&mut self, graph: &'d Value, node: &'d Value) -> Option<Node<'d>> {
        let node = Node { graph, node };
        if self.steps == 0 {
            self.at = self.path(node);
        }
        if self.steps >= self.caller.most_steps {
            return None;
        }
        self.steps += 1;
        self.at = self.path(node);
        self.clock.enters();
        self.event("enter", json!({}));
        let values = self.values_now();
        self.entered.push((self.at.clone(), values));
        Some(node)
    }

    fn path(&self, node: Node<'d>) -> String {
        let all = self.around.iter().chain([&node]);
        let ids: Vec<&str> = all.map(|own| text(&own.node["id"])).collect();
        ids.join("/")
    }

    /// The edge of the first of these exits that is wired (§2).
    fn leave(&mut self, node: Node<'d>, exits: &[&'d str]) -> Option<(&'d Value, &'d Value)> {
        let of_type = text(&node.node["type"]);
        let edges: Vec<&Value> = list(&node.graph["edges"])
            .filter(|edge| edge["source"] == node.node["id"])
            .collect();
        let found = exits.iter().find_map(|exit| {
            let found = edges
                .iter()
                .find(|edge| exit_of(of_type, &edge["label"]) == *exit);
            // §2.2: a label on a node that has one unlabelled exit is passed over.
            let alone = exit.is_empty() && edges.len() == 1 && has_one_exit(of_type);
            let edge = found.or(edges.first().filter(|_| alone))?;
            Some((*exit, &edge["target"]))
        });
        let (exit, target) = found.unzip();
        let exit = exit.unwrap_or("ends").to_owned();
        self.walked.insert((of_type.to_owned(), exit));
        let target = target?;
        let there = list(&node.graph["nodes"]).find(|own| own["id"] == *target);
        Some((node.graph, there.unwrap()))
    }

    /// What a node does (§4).
    fn node(&mut self, node: Node<'d>) -> Next<'d> {
        let data = &node.node["data"];
        match text(&node.node["type"]) {
            "say" => {
                self.prompt(data, number(data, "loop", 1));
                Exit(vec![""])
            }
            "play" => {
                self.play(&data["url"], data, number(data, "loop", 1));
                Exit(vec![""])
            }
            "pause" => {
                let seconds = number(data, "seconds", 1);
                self.event("pause", json!({"seconds": seconds}));
                self.clock.passes(seconds * 1_000);
                Exit(vec![""])
            }
            "menu" => self.menu(node, data),
            "gather" => self.gather(data),
            "record" | "voicemail" => self.record(data),
            "dial" | "forward" => self.dial(data, node.node["type"] == "forward"),
            "transfer" => self.transfer(data),
            "queue" => {
                let queue = self.filled(&data["queue"]);
                self.event("queue", json!({"queue": queue}));
                let music = self.url(&data["music"]);
                let music = Some(music).filter(|url| !url.trim().is_empty());
                self.manners.push(Manner::Queue { music });
                Over("queued")
            }
            "conference" => self.conference(data),
            "set" => {
                let value = kept(&self.filled(&data["value"]));
                let variable = text(&data["variable"]);
                self.set(variable, value.clone());
                self.event("set", json!({"variable": variable, "value": value}));
                Exit(vec![""])
            }
            "branch" => self.branch(data),
            "hours" => Exit(vec![if words::is_open(data, self.caller.at) {
                "open"
            } else {
                "closed"
            }]),
            "request" => self.request(data),
            "sms" => self.sms(data),
            "agent" => self.agent(data),
            "subflow" => Next::Into(&self.document["flows"][text(&data["flow"])]),
            "hangup" => {
                // §4: inside a subflow, a label returns by that exit; without it the call ends.
                if let Some(label) = data["label"].as_str().filter(|_| !self.around.is_empty()) {
                    return Next::Return(label.trim());
                }
                self.say(&data["message"], data, 1, data["prompt_seconds"].as_u64());
                Over("hangup")
            }
            "reject" => {
                let reason = data["reason"].as_str().unwrap_or("rejected");
                self.manners.push(Manner::Reject(reason.to_owned()));
                Over("rejected")
            }
            "start" => Exit(vec![""]),
            other => panic!("§4 knows no `{other}`"),
        }
    }

    /// §6.2: a wait looks at the next item only; one that it does not take is left for a later wait.
    fn take(&mut self, takes: impl Fn(&Item) -> bool) -> Option<Item> {
        let next = self.items.front()?;
        let wanted = takes(next) || *next == Item::Hangup;
        wanted.then(|| self.items.pop_front()).flatten()
    }

    /// §6.2: `hangup` is taken by the next wait of any kind, which then writes no event of its own but `end`.
    fn gone(&mut self) -> Next<'d> {
        self.clock.hangs_up();
        Over("caller_hangup")
    }

    fn dial(&mut self, data: &'d Value, forward: bool) -> Next<'d> {
        let wanted = match data["numbers"].as_array() {
            Some(all) => all.iter().collect(),
            None => vec![&data["number"]],
        };
        // §6.4: a target that is not a number, SIP address or client after substitution is not dialled.
        let to: Vec<String> = wanted
            .into_iter()
            .map(|target| self.filled(target).trim().to_owned())
            .filter(|target| is_target(target))
            .collect();
        let mut result = "failed";
        // §6.4: when none is left the result is `failed` and no item is taken.
        if !to.is_empty() {
            result = match self.take(|item| matches!(item, Item::Dial(_))) {
                Some(Item::Hangup) => return self.gone(),
                Some(Item::Dial(result)) => result.as_str(),
                _ => "completed",
            };
            let limit = data["time_limit"].as_u64();
            let shown = self.filled(&data["caller_id"]).trim().to_owned();
            self.manners.push(Manner::Dial {
                rings: number(data, "timeout", 30),
                limit,
                shown: Some(shown).filter(|shown| !shown.is_empty()),
                recorded: flag(data, "record", false),
                // With one number there is no order.
                one_by_one: to.len() > 1 && data["strategy"].as_str() != Some("simultaneous"),
            });
            self.clock.rings(result, number(data, "timeout", 30));
            self.clock.then(match result {
                "completed" => 1_000 * limit.unwrap_or(30).min(30),
                _ => 0,
            });
        }
        // §6.4: one event, however many numbers it tries.
        self.event("dial", json!({"to": to, "result": result}));
        if forward {
            // §4: the flow ends, `forwarded`, whatever the result.
            return Over("forwarded");
        }
        Exit(vec![result, "default"])
    }

    fn transfer(&mut self, data: &'d Value) -> Next<'d> {
        let mut to = self.filled(&data["number"]);
        let mut result = "failed";
        if is_target(to.trim()) {
            to = to.trim().to_owned();
            result = match self.take(|item| matches!(item, Item::Dial(_))) {
                Some(Item::Hangup) => return self.gone(),
                Some(Item::Dial(result)) => result.as_str(),
                _ => "completed",
            };
            self.manners.push(Manner::Dial {
                rings: number(data, "timeout", 30),
                limit: None,
                shown: None,
                recorded: false,
                one_by_one: false,
            });
            self.clock.rings(result, number(data, "timeout", 30));
            self.clock.then(match result {
                "completed" => 30_000,
                _ => 0,
            });
        }
        self.event("transfer", json!({"to": to, "result": result}));
        match result {
            "completed" => Over("transferred"),
            result => Exit(vec![result, "default"]),
        }
    }

    fn conference(&mut self, data: &'d Value) -> Next<'d> {
        if self.take(|_| false).is_some() {
            return self.gone();
        }
        let room = self.filled(&data["room"]);
        self.manners.push(Manner::Conference {
            recorded: flag(data, "record", false),
            muted: flag(data, "muted", false),
        });
        self.clock.then(30_000);
        self.event("conference", json!({"room": room}));
        Exit(vec![""])
    }

    fn request(&mut self, data: &'d Value) -> Next<'d> {
        let (ok, answer) = match self.take(|item| matches!(item, Item::Request { .. })) {
            Some(Item::Hangup) => return self.gone(),
            Some(Item::Request { ok, answer }) => (ok, answer),
            _ => (true, String::new()),
        };
        let url = self.url(&data["url"]);
        let method = data["method"].as_str().unwrap_or("GET");
        let headers = members(&data["headers"]);
        self.manners.push(Manner::Request {
            method: method.to_owned(),
            // A value could otherwise begin another header.
            headers: headers
                .map(|(name, value)| (name.to_owned(), self.filled(value)))
                .map(|(name, value)| (name, value.replace(char::is_control, "")))
                .collect(),
            body: data["body"].is_string().then(|| self.filled(&data["body"])),
            timeout: number(data, "timeout", 5),
        });
        self.clock.then(500);
        let result = if ok { "ok" } else { "failed" };
        self.event(
            "request",
            json!({"method": method, "url": url, "result": result}),
        );
        if ok {
            for (variable, member) in members(&data["save"]) {
                self.save(variable, text(member), &answer);
            }
        }
        Exit(vec![result])
    }

    fn sms(&mut self, data: &'d Value) -> Next<'d> {
        let body = self.filled(&data["body"]);
        // §4: to the caller if nobody is named.
        let mut to = "caller".to_owned();
        let mut sent = false;
        if data["to"].is_string() {
            to = self.filled(&data["to"]);
        }
        if to == "caller" || is_target(to.trim()) {
            to = to.trim().to_owned();
            sent = match self.take(|item| matches!(item, Item::Sms(_))) {
                Some(Item::Hangup) => return self.gone(),
                Some(Item::Sms(sent)) => sent,
                _ => true,
            };
        }
        let result = if sent { "ok" } else { "failed" };
        self.event("sms", json!({"to": to, "body": body, "result": result}));
        // A text that could not be sent goes on as one that was, unless `failed` is wired.
        Exit(if sent { vec![""] } else { vec!["failed", ""] })
    }

    fn agent(&mut self, data: &'d Value) -> Next<'d> {
        let (outcome, extracted) = match self.take(|item| matches!(item, Item::Agent { .. })) {
            Some(Item::Hangup) => return self.gone(),
            Some(Item::Agent { outcome, extracted }) => (outcome, extracted),
            _ => ("default".to_owned(), String::new()),
        };
        self.manners.push(Manner::Agent {
            prompt: self.filled(&data["prompt"]),
            language: self.own_or_house(data, "language"),
            voice: self.own_or_house(data, "voice"),
        });
        self.clock.then(30_000);
        self.event("agent", json!({"outcome": outcome}));
        for variable in list(&data["variables"]).map(text) {
            self.save(variable, variable, &extracted);
        }
        let own = list(&data["outcomes"])
            .map(text)
            .find(|own| *own == outcome);
        Exit(own.into_iter().chain(["default"]).collect())
    }

    fn branch(&mut self, data: &'d Value) -> Next<'d> {
        // §4: the first that holds wins.
        for condition in list(&data["conditions"]) {
            let holds = self.holds(condition);
            let op = format!("op {}", text(&condition["op"]));
            self.walked.insert((op, holds.to_string()));
            if holds {
                return Exit(vec![text(&condition["label"]).trim()]);
            }
        }
        Exit(vec!["else"])
    }

    /// Keeps a member of a JSON answer; one that is missing or null leaves the variable as it was (§4, `save`).
    fn save(&mut self, variable: &str, member: &str, answer: &str) {
        if let Some(value) = words::member(answer, member) {
            self.set(variable, kept(&value));
        }
    }

    fn set(&mut self, variable: &str, value: String) {
        self.values.insert(variable.to_owned(), value);
    }

    fn event(&mut self, of_type: &str, members: Value) {
        let mut event = json!({"at_ms": self.clock.now, "type": of_type, "node": self.at});
        for (name, value) in members.as_object().unwrap() {
            event[name] = value.clone();
        }
        self.events.push(event);
        self.clock.goes_on();
    }

    /// What is declared, and its default (§1.4).
    fn declared(&self) -> impl Iterator<Item = (&'d str, &'d str)> + use<'d> {
        members(&self.document["variables"]).map(|(name, of_type)| {
            let default = of_type["default"].as_str();
            (name, default.unwrap_or_default())
        })
    }

    /// §1.5: what was never set is empty.
    fn value(&self, name: &str) -> &str {
        let given = self.values.get(name).map(String::as_str);
        let default = || self.declared().find(|(own, _)| *own == name);
        given.or_else(|| Some(default()?.1)).unwrap_or_default()
    }

    fn values_now(&self) -> BTreeMap<String, String> {
        let declared = self
            .declared()
            .map(|(name, default)| (name, default.to_owned()));
        let declared = declared.map(|(name, default)| (name.to_owned(), default));
        declared.chain(self.values.clone()).collect()
    }
}

fn start(graph: &Value) -> &Value {
    list(&graph["nodes"])
        .find(|node| node["type"] == "start")
        .unwrap()
}

/// The exit that a label means at a type of node (§2.1).
fn exit_of<'d>(of_type: &str, label: &'d Value) -> &'d str {
    match label.as_str().unwrap_or_default().trim() {
        "" => match of_type {
            "gather" | "request" => "ok",
            "branch" => "else",
            "menu" | "dial" | "transfer" | "agent" | "subflow" => "default",
            _ => "",
        },
        label => label,
    }
}

fn has_one_exit(of_type: &str) -> bool {
    matches!(
        of_type,
        "start" | "say" | "play" | "pause" | "conference" | "set"
    )
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// §1.2: a member that is null is missing, and so is a list.
fn list(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().map_or(&[][..], Vec::as_slice).iter()
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value))
}

fn number(data: &Value, name: &str, default: u64) -> u64 {
    data[name].as_u64().unwrap_or(default)
}

fn flag(data: &Value, name: &str, default: bool) -> bool {
    data[name].as_bool().unwrap_or(default)
}
