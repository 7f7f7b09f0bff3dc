//! Valid flows and callers, generated: every type of node that TwiML can express, wired at random.
//!
//! A flow is a list of plans. Ways that take no act of the caller lead forward in the list, so that no cycle is silent
//! (§5.2); key edges, `invalid` and `ok` lead anywhere. Dropping a plan from the list leaves a valid flow, which is what
//! makes a counterexample small.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use voice_ivr_flow::Flow;
use voice_ivr_flow::simulate::{Item, Script};
use voice_ivr_flow::step::DialResult;

/// What a node does.
#[derive(Debug, Clone)]
pub(crate) enum Plan {
    Say {
        text: &'static str,
        marked: bool,
        repeat: u32,
    },
    Play {
        url: &'static str,
        repeat: u32,
    },
    Pause(u32),
    Menu {
        prompt: Prompt,
        keys: Vec<(String, u8)>,
        more: u32,
        listen: Listen,
    },
    Gather {
        prompt: Prompt,
        input: &'static str,
        variable: &'static str,
        min: u32,
        max: Option<u32>,
        pattern: Option<&'static str>,
        listen: Listen,
    },
    Record {
        prompt: Option<Prompt>,
        max: u32,
        voicemail: bool,
        silence: bool,
    },
    Dial {
        numbers: Vec<&'static str>,
        caller_id: Option<&'static str>,
        exits: u8,
        forward: bool,
    },
    Transfer {
        number: &'static str,
        blind: bool,
        exits: u8,
    },
    Queue(&'static str),
    Conference(&'static str),
    Set {
        variable: &'static str,
        value: &'static str,
    },
    Branch(Vec<(&'static str, &'static str, &'static str)>),
    Hours,
    Request(&'static str),
    Sms {
        to: Option<&'static str>,
        failed: bool,
    },
    Agent {
        default: bool,
    },
    Subflow {
        which: u8,
        default: bool,
    },
    Hangup {
        text: Option<&'static str>,
        label: Option<&'static str>,
    },
    Reject,
}

/// Text or a file.
#[derive(Debug, Clone)]
pub(crate) enum Prompt {
    Text(&'static str),
    Audio(&'static str),
}

/// The members that `menu` and `gather` share.
#[derive(Debug, Clone)]
pub(crate) struct Listen {
    timeout: u32,
    between: Option<u32>,
    attempts: u32,
    finish_key: Option<&'static str>,
    barge_in: bool,
    invalid: Option<&'static str>,
    silent: Option<&'static str>,
    /// Which of `timeout`, `invalid` and `default` are wired, a bit each.
    exits: u8,
}

/// A node with where its ways lead.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    plan: Plan,
    to: [u8; 4],
}

/// A flow, its caller, and the values that the call begins with.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) main: Vec<Planned>,
    subs: [Vec<Planned>; 2],
    values: [&'static str; 3],
    pub(crate) items: Vec<Item>,
}

const VARIABLES: [&str; 3] = ["a", "b", "c"];
const VALUES: [&str; 8] = [
    "",
    " ",
    "7",
    "x & <y>",
    "नमस्ते",
    "+15550100007",
    " +15550100008 ",
    "bell\u{7}",
];

fn words() -> impl Strategy<Value = &'static str> {
    select(vec![
        "Hello.",
        "Press \"1\" & <hold>'s.",
        "{{a}}",
        "{{ b }}{{c}}",
        "Order {{a}} of {{b}}.",
        " नमस्ते {{c}} ",
        "One\n two\t three",
    ])
}

fn url() -> impl Strategy<Value = &'static str> {
    select(vec![
        "https://media.example/a.mp3",
        "https://media.example/{{a}}/x.mp3?v={{b}}",
        "{{file}}",
        "{{nothing}}",
    ])
}

fn target() -> impl Strategy<Value = &'static str> {
    select(vec![
        "+15550100001",
        "+15550100002",
        "sip:desk@example.com",
        "client:rider-7",
        "sip:{{a}}@example.com",
        "client:{{b}}",
        "{{c}}",
    ])
}

fn prompt() -> impl Strategy<Value = Prompt> {
    prop_oneof![
        4 => words().prop_map(Prompt::Text),
        1 => url().prop_map(Prompt::Audio),
    ]
}

fn listen() -> impl Strategy<Value = Listen> {
    let times = (1..12_u32, option::of(1..12_u32), 1..4_u32);
    let keys = (option::of(select(vec!["#", "*", "", "5"])), any::<bool>());
    let texts = (option::of(words()), option::of(words()));
    (times, keys, texts, 0..8_u8).prop_map(
        |((timeout, between, attempts), (finish_key, barge_in), (invalid, silent), exits)| Listen {
            timeout,
            between,
            attempts,
            finish_key,
            barge_in,
            invalid,
            silent,
            exits,
        },
    )
}

fn keypad() -> impl Strategy<Value = Vec<(String, u8)>> {
    let key = |length: usize| {
        vec(select(vec!['1', '2', '3', '5', '0', '*', '#']), length)
            .prop_map(|keys| keys.into_iter().collect::<String>())
    };
    (1..3_usize).prop_flat_map(move |length| vec((key(length), any::<u8>()), 1..4))
}

fn plan(in_subflow: bool) -> BoxedStrategy<Plan> {
    let variable = || select(VARIABLES.to_vec());
    let heard = prop_oneof![
        3 => (words(), any::<bool>(), 1..3_u32)
            .prop_map(|(text, marked, repeat)| Plan::Say { text, marked, repeat }),
        1 => (url(), 1..3_u32).prop_map(|(url, repeat)| Plan::Play { url, repeat }),
        1 => (1..4_u32).prop_map(Plan::Pause),
    ];
    let asked = prop_oneof![
        (prompt(), keypad(), 0..2_u32, listen()).prop_map(|(prompt, keys, more, listen)| {
            Plan::Menu {
                prompt,
                keys,
                more,
                listen,
            }
        }),
        (
            prompt(),
            select(vec!["digits", "speech", "digits speech"]),
            variable(),
            (1..3_u32, option::of(3..5_u32)),
            option::of(select(vec!["[0-9]{2}", "1.*", "yes|no"])),
            listen()
        )
            .prop_map(|(prompt, input, variable, (min, max), pattern, listen)| {
                Plan::Gather {
                    prompt,
                    input,
                    variable,
                    min,
                    max,
                    pattern,
                    listen,
                }
            }),
    ];
    let taken = (option::of(prompt()), 2..9_u32, any::<bool>(), any::<bool>()).prop_map(
        |(prompt, max, voicemail, silence)| Plan::Record {
            voicemail: voicemail && prompt.is_some(),
            prompt,
            max,
            silence,
        },
    );
    let connected = prop_oneof![
        3 => (vec(target(), 1..4), option::of(select(vec!["+15550100009", "{{c}}"])), 0..32_u8)
            .prop_map(|(numbers, caller_id, exits)| Plan::Dial {
                numbers, caller_id, exits, forward: exits > 27,
            }),
        1 => (target(), any::<bool>(), 0..16_u8)
            .prop_map(|(number, blind, exits)| Plan::Transfer { number, blind, exits }),
        1 => select(vec!["sales", "q-{{a}}-q"]).prop_map(Plan::Queue),
        1 => select(vec!["room", "r-{{b}}-r"]).prop_map(Plan::Conference),
    ];
    let decided = prop_oneof![
        (variable(), select(vec!["", "1", "{{a}}{{b}}", "&"]))
            .prop_map(|(variable, value)| Plan::Set { variable, value }),
        vec(
            (
                variable(),
                select(vec!["eq", "ge", "empty", "contains"]),
                select(vec!["7", "{{a}}", ""])
            ),
            1..3
        )
        .prop_map(Plan::Branch),
        Just(Plan::Hours),
    ];
    let served = prop_oneof![
        2 => select(vec!["https://api.example/x", "https://api.example/{{a}}"])
            .prop_map(Plan::Request),
        2 => (option::of(select(vec!["+15550100003", "{{c}}"])), any::<bool>())
            .prop_map(|(to, failed)| Plan::Sms { to, failed }),
        1 => any::<bool>().prop_map(|default| Plan::Agent { default }),
    ];
    let over = prop_oneof![
        3 => (option::of(words()), option::of(select(vec!["back", "away"])))
            .prop_map(|(text, label)| Plan::Hangup { text, label }),
        1 => Just(Plan::Reject),
    ];
    if in_subflow {
        prop_oneof![4 => heard, 4 => asked, 1 => taken, 2 => connected, 2 => decided, 2 => served, 2 => over]
            .boxed()
    } else {
        let inside =
            (0..2_u8, any::<bool>()).prop_map(|(which, default)| Plan::Subflow { which, default });
        prop_oneof![4 => heard, 5 => asked, 1 => taken, 3 => connected, 3 => decided, 3 => served, 1 => over, 2 => inside]
            .boxed()
    }
}

fn planned(in_subflow: bool) -> impl Strategy<Value = Planned> {
    (plan(in_subflow), any::<[u8; 4]>()).prop_map(|(plan, to)| Planned { plan, to })
}

fn item() -> impl Strategy<Value = Item> {
    let keys = vec(select(vec!['1', '2', '3', '5', '0', '9', '*', '#']), 1..5);
    prop_oneof![
        8 => keys.prop_map(|keys| Item::Keys(keys.into_iter().collect())),
        3 => Just(Item::Silence),
        2 => select(vec!["yes", " no ", "  ", "1 2"]).prop_map(|words| Item::Say(words.to_owned())),
        3 => select(DialResult::ALL.to_vec()).prop_map(Item::Dial),
        2 => (any::<bool>(), select(vec!["", r#"{"x":"7","y":null}"#, r#"{"y":[1, 2]}"#])).prop_map(
            |(ok, answer)| Item::Request { ok, answer: if ok { answer.to_owned() } else { String::new() } }
        ),
        1 => (select(vec!["done", "later", "other"]), select(vec!["", r#"{"b":"told"}"#])).prop_map(
            |(outcome, extracted)| Item::Agent {
                outcome: outcome.to_owned(),
                extracted: extracted.to_owned(),
            }
        ),
        1 => any::<bool>().prop_map(Item::Sms),
        2 => select(vec![0, 1, 4, 100]).prop_map(Item::Record),
        1 => Just(Item::Hangup),
    ]
}

/// A flow with its caller.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (
        vec(planned(false), 1..9),
        [vec(planned(true), 0..4), vec(planned(true), 0..3)],
        [(); 3].map(|()| select(VALUES.to_vec())),
        vec(item(), 0..9),
    )
        .prop_map(|(main, subs, values, items)| Case {
            main,
            subs,
            values,
            items,
        })
}

impl Case {
    /// The document.
    pub(crate) fn document(&self) -> Value {
        let mut document = body(&self.main, None);
        document["name"] = json!("Generated");
        document["language"] = json!("en-US");
        document["variables"] = json!({
            "a": "text", "b": {"type": "text", "default": "b's"}, "c": "text", "kept": "text",
            "file": {"type": "text", "default": "https://media.example/file.wav"},
            "nothing": {"type": "text", "default": " "},
        });
        document["flows"] = json!({});
        for (at, plans) in self.subs.iter().enumerate() {
            document["flows"][format!("s{at}")] = body(plans, Some("back"));
        }
        document
    }

    pub(crate) fn flow(&self) -> Flow {
        Flow::from_json(self.document().to_string().as_bytes()).unwrap()
    }

    pub(crate) fn script(&self) -> Script {
        self.items.iter().cloned().collect()
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        VARIABLES.into_iter().zip(self.values)
    }

    /// Cases that are a step smaller: without a node or an item, or with ways that lead to the next node.
    ///
    /// Proptest drops elements before it simplifies the rest, and does not come back to it.
    pub(crate) fn smaller(&self) -> Vec<Self> {
        let mut all = Vec::new();
        let mut with = |change: &dyn Fn(&mut Self)| {
            let mut case = self.clone();
            change(&mut case);
            all.push(case);
        };
        for at in 0..self.main.len() {
            if self.main.len() > 1 {
                with(&|case| drop(case.main.remove(at)));
            }
            if self.main[at].to != [0; 4] {
                with(&|case| case.main[at].to = [0; 4]);
            }
        }
        for sub in 0..self.subs.len() {
            if !self.subs[sub].is_empty() {
                with(&|case| case.subs[sub].clear());
                with(&|case| drop(case.subs[sub].pop()));
            }
        }
        for at in 0..self.items.len() {
            with(&|case| drop(case.items.remove(at)));
        }
        all
    }

    /// The smallest case that still fails, and can be reached by steps that all fail.
    pub(crate) fn smallest(mut self, fails: impl Fn(&Self) -> bool) -> Self {
        while let Some(case) = self.smaller().into_iter().find(|case| fails(case)) {
            self = case;
        }
        self
    }

    /// How many nodes the flow has beside `start` and the last `hangup`.
    pub(crate) fn size(&self) -> usize {
        self.main.len()
    }
}

/// The nodes `n0` … of a graph; the last one is a hangup.
fn body(plans: &[Planned], label: Option<&str>) -> Value {
    let mut wiring = Wiring {
        count: plans.len(),
        own: 0,
        edges: vec![json!({"source": "start", "target": "n0"})],
    };
    let mut nodes = vec![json!({"id": "start", "type": "start"})];
    for (own, planned) in plans.iter().enumerate() {
        wiring.own = own;
        let (of_type, data) = node(planned, &mut wiring);
        nodes.push(json!({"id": format!("n{own}"), "type": of_type, "data": data}));
    }
    let mut data = json!({});
    if let Some(label) = label {
        data["label"] = json!(label);
    }
    nodes.push(json!({"id": format!("n{}", plans.len()), "type": "hangup", "data": data}));
    json!({"nodes": nodes, "edges": wiring.edges})
}

struct Wiring {
    count: usize,
    own: usize,
    edges: Vec<Value>,
}

impl Wiring {
    fn edge(&mut self, label: &str, target: usize) {
        self.edges.push(json!({
            "source": format!("n{}", self.own), "target": format!("n{target}"), "label": label,
        }));
    }

    /// A way that leads forward.
    fn on(&mut self, label: &str, to: u8) {
        let further = self.count - self.own;
        let target = self.own + 1 + usize::from(to) % further;
        self.edge(label, target);
    }

    /// A way that leads anywhere.
    fn anywhere(&mut self, label: &str, to: u8) {
        let target = usize::from(to) % (self.count + 1);
        self.edge(label, target);
    }
}

fn put(data: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        data[name] = value.into();
    }
}

fn heard(data: &mut Value, prompt: &Prompt) {
    match prompt {
        Prompt::Text(text) => data["message"] = json!(text),
        Prompt::Audio(url) => data["audio"] = json!(url),
    }
}

fn listening(
    data: &mut Value,
    listen: &Listen,
    [timeout, invalid, default, _]: [u8; 4],
    wiring: &mut Wiring,
) {
    data["timeout"] = json!(listen.timeout);
    put(data, "inter_digit_timeout", listen.between);
    data["attempts"] = json!(listen.attempts);
    put(data, "finish_key", listen.finish_key);
    data["barge_in"] = json!(listen.barge_in);
    put(data, "invalid_message", listen.invalid);
    put(data, "timeout_message", listen.silent);
    if listen.exits & 1 != 0 {
        wiring.on("timeout", timeout);
    }
    if listen.exits & 2 != 0 {
        wiring.anywhere("invalid", invalid);
    }
    if listen.exits & 4 != 0 {
        wiring.on("default", default);
    }
}

fn marked(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<prosody rate=\"slow\">{text}</prosody>")
}

/// The type and data of a node; its edges go into the wiring.
fn node(planned: &Planned, wiring: &mut Wiring) -> (&'static str, Value) {
    let to = planned.to;
    let mut data = json!({});
    let of_type = match &planned.plan {
        Plan::Say {
            text,
            marked: markup,
            repeat,
        } => {
            data = json!({"message": text, "loop": repeat});
            put(&mut data, "ssml", markup.then(|| marked(text)));
            wiring.on("", to[0]);
            "say"
        }
        Plan::Play { url, repeat } => {
            data = json!({"url": url, "loop": repeat});
            wiring.on("", to[0]);
            "play"
        }
        Plan::Pause(seconds) => {
            data["seconds"] = json!(seconds);
            wiring.on("", to[0]);
            "pause"
        }
        Plan::Menu {
            prompt,
            keys,
            more,
            listen,
        } => {
            heard(&mut data, prompt);
            listening(&mut data, listen, to, wiring);
            let length = keys.first().map_or(1, |(key, _)| key.len());
            let digits = u32::try_from(length).unwrap() + more;
            data["digits"] = json!(digits);
            let finish = listen.finish_key.unwrap_or("#");
            let mut wired: Vec<String> = Vec::new();
            for (key, to) in keys {
                // A finish key cannot be a part of an entry.
                let key = match finish.chars().next() {
                    Some(finish) if digits > 1 => key.replace(finish, "4"),
                    _ => key.clone(),
                };
                if !wired.contains(&key) {
                    wiring.anywhere(&key, *to);
                    wired.push(key);
                }
            }
            "menu"
        }
        Plan::Gather {
            prompt,
            input,
            variable,
            min,
            max,
            pattern,
            listen,
        } => {
            heard(&mut data, prompt);
            listening(&mut data, listen, to, wiring);
            data["variable"] = json!(variable);
            data["input"] = json!(input);
            data["min_digits"] = json!(min);
            put(&mut data, "max_digits", *max);
            put(&mut data, "pattern", *pattern);
            wiring.anywhere("ok", to[3]);
            "gather"
        }
        Plan::Record {
            prompt,
            max,
            voicemail,
            silence,
        } => {
            if let Some(prompt) = prompt {
                heard(&mut data, prompt);
            }
            data["max_seconds"] = json!(max);
            data["variable"] = json!("kept");
            wiring.on("", to[0]);
            if *silence {
                wiring.on("silence", to[1]);
            }
            if *voicemail {
                data["notify"] = json!("{{c}}");
                "voicemail"
            } else {
                "record"
            }
        }
        plan => return connecting(plan, to, wiring),
    };
    (of_type, data)
}

fn connecting(plan: &Plan, to: [u8; 4], wiring: &mut Wiring) -> (&'static str, Value) {
    let mut data = json!({});
    let of_type = match plan {
        Plan::Dial {
            numbers,
            caller_id,
            exits,
            forward,
        } => {
            data = json!({"numbers": numbers, "timeout": 20});
            put(&mut data, "caller_id", *caller_id);
            if *forward {
                return ("forward", data);
            }
            results(*exits, to, true, wiring);
            "dial"
        }
        Plan::Transfer {
            number,
            blind,
            exits,
        } => {
            data["number"] = json!(number);
            data["mode"] = json!(if *blind { "blind" } else { "attended" });
            results(*exits, to, false, wiring);
            "transfer"
        }
        Plan::Queue(name) => {
            data["queue"] = json!(name);
            "queue"
        }
        Plan::Conference(room) => {
            data["room"] = json!(room);
            wiring.on("", to[0]);
            "conference"
        }
        Plan::Set { variable, value } => {
            data = json!({"variable": variable, "value": value});
            wiring.on("", to[0]);
            "set"
        }
        Plan::Branch(cases) => {
            let conditions = cases.iter().enumerate().map(|(at, (variable, op, value))| {
                let mut condition =
                    json!({"label": format!("l{at}"), "variable": variable, "op": op});
                if *op != "empty" {
                    condition["value"] = json!(value);
                }
                condition
            });
            data["conditions"] = conditions.collect();
            for (at, to) in to.into_iter().enumerate().take(cases.len()) {
                wiring.on(&format!("l{at}"), to);
            }
            wiring.on("else", to[3]);
            "branch"
        }
        Plan::Hours => {
            data = json!({"timezone": "Asia/Kolkata", "open": {"mon": [["09:00", "17:00"]]}});
            wiring.on("open", to[0]);
            wiring.on("closed", to[1]);
            "hours"
        }
        Plan::Request(url) => {
            data = json!({"url": url, "save": {"a": "x", "b": "y"}});
            wiring.on("ok", to[0]);
            wiring.on("failed", to[1]);
            "request"
        }
        Plan::Sms { to: number, failed } => {
            data["body"] = json!("Order {{a}} & more.");
            put(&mut data, "to", *number);
            wiring.on("", to[0]);
            if *failed {
                wiring.on("failed", to[1]);
            }
            "sms"
        }
        Plan::Agent { default } => {
            data = json!({"prompt": "Be kind.", "outcomes": ["done", "later"], "variables": ["b"]});
            wiring.on("done", to[0]);
            wiring.on("later", to[1]);
            if *default {
                wiring.on("default", to[2]);
            }
            "agent"
        }
        Plan::Subflow { which, default } => {
            data["flow"] = json!(format!("s{which}"));
            wiring.on("back", to[0]);
            if *default {
                wiring.on("default", to[1]);
            }
            "subflow"
        }
        Plan::Hangup { text, label } => {
            put(&mut data, "message", *text);
            put(&mut data, "label", *label);
            "hangup"
        }
        Plan::Reject => "reject",
        _ => unreachable!("the other plans are nodes that speak and listen"),
    };
    (of_type, data)
}

fn results(exits: u8, to: [u8; 4], completed: bool, wiring: &mut Wiring) {
    let names = ["busy", "no-answer", "failed", "default"];
    for (at, name) in names.into_iter().enumerate() {
        if exits & (1 << at) != 0 {
            wiring.on(name, to[at]);
        }
    }
    if completed && exits & 16 != 0 {
        wiring.on("completed", to[0]);
    }
}
