//! Valid flows and callers, generated: every type of node with every member of §4, wired at random.
//!
//! A graph is a list of nodes. Key edges, `invalid` and `ok` lead anywhere, all other ways lead forward in the list: so no
//! cycle is silent (§5.2), and every call ends when its script does. Dropping a node from the list leaves a valid flow,
//! which is what makes a counterexample small.

mod caller;
mod shrink;
mod table;
mod wiring;

use proptest::prelude::*;
use serde_json::{Value, json};
use voice_core::Timestamp;
use voice_ivr_flow::simulate::{Item, Script};
use voice_ivr_flow::{Flow, ValidFlow};

use super::dice::Dice;
use table::{Data, TYPES, VALUES};
pub(crate) use table::{OPS, VARIABLES};
use wiring::Way;

/// The variable that recordings go to.
pub(crate) const RECORDING: &str = "kept";

/// The names of the subflows, some of which have to be encoded in a path; each may run those behind it.
const SUBFLOWS: [&str; 3] = ["s0", "s 1", "é/2"];

/// Instants at which some of the generated hours are open: around a change of the clocks, at the ends of spans.
const INSTANTS: [&str; 6] = [
    "2026-03-02T10:00:00Z",
    "2026-03-02T03:29:59Z",
    "2026-03-03T00:00:00Z",
    "2026-03-08T13:00:00Z",
    "2026-03-08T23:59:59Z",
    "2026-11-01T06:30:00Z",
];

/// A node without its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planned {
    of_type: &'static str,
    data: Data,
    ways: Vec<Way>,
    /// How its id is made.
    style: usize,
}

/// A flow, its caller, and the values that the call begins with.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    main: Vec<Planned>,
    subflows: [Vec<Planned>; 3],
    language: Option<&'static str>,
    voice: Option<&'static str>,
    /// Whether `u` is declared: read without being set it must be.
    declares: bool,
    values: Vec<(&'static str, &'static str)>,
    at: Timestamp,
    pub(crate) items: Vec<Item>,
}

impl Case {
    /// The case of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        let dice = &mut Dice::new(seed);
        let mut main = nodes(dice, 0, 8);
        if main.is_empty() {
            main = vec![planned(dice, 0)];
        }
        let subflows = [nodes(dice, 1, 4), nodes(dice, 2, 3), nodes(dice, 3, 3)];
        let mut values = Vec::new();
        // The last one is not a variable of the flow.
        for name in VARIABLES.into_iter().chain(["more"]) {
            if !dice.once_in(3) {
                values.push((name, dice.of(&VALUES)));
            }
        }
        let mut case = Self {
            main,
            subflows,
            language: dice.once_in(2).then(|| dice.of(&["en-US", "hi-IN"])),
            voice: dice.once_in(3).then_some("Polly.Kajal"),
            declares: true,
            values,
            at: dice.of(&INSTANTS).parse().unwrap(),
            items: Vec::new(),
        };
        case.items = caller::items(dice, &case.main, &case.subflows);
        // Where nothing reads it, it need not be declared.
        case.declares =
            case.document().to_string().contains("{{u}}") && !case.is_valid_undeclared();
        case
    }

    fn is_valid_undeclared(&self) -> bool {
        let mut case = self.clone();
        case.declares = false;
        case.flow().validate().is_ok()
    }

    /// The document.
    pub(crate) fn document(&self) -> Value {
        let mut document = self.body(None);
        document["name"] = json!("Generated");
        if let Some(language) = self.language {
            document["language"] = json!(language);
        }
        if let Some(voice) = self.voice {
            document["voice"] = json!(voice);
        }
        document["variables"] = json!({
            "a": "text", "b": {"type": "text", "default": "b's"}, "c": "text", RECORDING: "text",
            "count": {"type": "number", "default": "7"},
            "file": {"type": "text", "default": "https://media.example/file.wav"},
            "nothing": {"type": "text", "default": " "},
        });
        if self.declares {
            document["variables"]["u"] = json!("text");
        }
        // Those that some node runs.
        let nodes = self.subflows.iter().flatten().chain(&self.main);
        let run: Vec<&str> = nodes
            .filter_map(|own| own.data.get("flow")?.as_str())
            .collect();
        let flows = SUBFLOWS
            .iter()
            .enumerate()
            .filter(|(_, name)| run.contains(name));
        document["flows"] = flows
            .map(|(at, name)| ((*name).to_owned(), self.body(Some(at))))
            .collect();
        document
    }

    pub(crate) fn flow(&self) -> Flow {
        Flow::from_json(self.document().to_string().as_bytes()).unwrap()
    }

    /// The flow, which is valid.
    pub(crate) fn valid(&self) -> ValidFlow {
        match self.flow().validate() {
            Ok(flow) => flow,
            Err(findings) => panic!("{findings}\n{:#}", self.document()),
        }
    }

    pub(crate) fn script(&self) -> Script {
        self.items.iter().cloned().collect()
    }

    pub(crate) fn values(&self) -> &[(&'static str, &'static str)] {
        &self.values
    }

    /// When the call begins.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// The nodes `start`, `n0` … of a graph; the last one is a hangup.
    fn body(&self, subflow: Option<usize>) -> Value {
        let plans = subflow.map_or(&self.main, |at| &self.subflows[at]);
        let mut ids: Vec<String> = plans
            .iter()
            .enumerate()
            .map(|(at, own)| own.id(at))
            .collect();
        ids.push(format!("n{}", plans.len()));
        ids.push("start".to_owned());
        let mut nodes = vec![json!({"id": "start", "type": "start"})];
        let mut edges = vec![json!({"source": "start", "target": ids[0]})];
        for (own, planned) in plans.iter().enumerate() {
            nodes.push(json!({"id": ids[own], "type": planned.of_type, "data": planned.data}));
            let returns = self.returns(planned);
            let there = |way: &&Way| {
                planned.of_type != "subflow"
                    || way.exit == "default"
                    || returns.contains(&way.exit.as_str())
            };
            for way in planned.ways.iter().filter(there) {
                let target = &ids[way.target(own, plans.len())];
                edges.push(json!({"source": ids[own], "target": target, "label": way.label}));
            }
        }
        let data = subflow.map_or(json!({}), |_| json!({"label": "back"}));
        nodes.push(json!({"id": ids[plans.len()], "type": "hangup", "data": data}));
        json!({"nodes": nodes, "edges": edges})
    }

    /// By which labels the subflow returns that a node runs.
    fn returns(&self, planned: &Planned) -> Vec<&str> {
        let name = planned.data.get("flow").and_then(Value::as_str);
        let Some(at) = SUBFLOWS.iter().position(|own| Some(*own) == name) else {
            return Vec::new();
        };
        let labels = self.subflows[at]
            .iter()
            .filter(|own| own.of_type == "hangup");
        let labels = labels.filter_map(|own| own.data.get("label")?.as_str());
        labels.chain(["back"]).collect()
    }
}

impl Planned {
    fn id(&self, at: usize) -> String {
        // The last two have to be encoded in the name of a state.
        let before = ["n", "n", "é", "a b", "q?"][self.style];
        format!("{before}{at}")
    }
}

/// At most so many nodes of a graph; graph 0 is the main one, and each runs only those behind it.
fn nodes(dice: &mut Dice, graph: usize, most: usize) -> Vec<Planned> {
    (0..dice.roll(most + 1))
        .map(|_| planned(dice, graph))
        .collect()
}

fn planned(dice: &mut Dice, graph: usize) -> Planned {
    let weight = |own: &table::Type| own.weights[graph.min(1)];
    let mut left = dice.roll(TYPES.iter().map(weight).sum());
    let mut types = TYPES.iter();
    let own = types.find(|own| match left.checked_sub(weight(own)) {
        Some(less) => {
            left = less;
            false
        }
        None => true,
    });
    let own = own.unwrap();
    let mut data = own.data(dice);
    let behind = &SUBFLOWS[graph..];
    if own.name == "subflow" {
        if behind.is_empty() {
            return planned(dice, graph);
        }
        data.insert("flow".to_owned(), dice.of(behind).into());
    }
    Planned {
        of_type: own.name,
        ways: wiring::ways(dice, own.name, &data),
        data,
        style: dice.roll(5),
    }
}

/// A flow with its caller.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    // A smaller seed is no smaller case.
    any::<u64>().no_shrink().prop_map(Case::of)
}
