//! The members of flow-semantics.md §4, a row each, with values that a valid flow may have there.

use serde_json::{Map, Value, json};

use super::Dice;

pub(super) type Data = Map<String, Value>;

/// Makes a value, or leaves the member out; sees the members before it.
type Make = fn(&mut Dice, &Data) -> Option<Value>;

type Row = (&'static str, Make);

/// A type of node.
pub(super) struct Type {
    pub(super) name: &'static str,
    /// How often it stands in the main graph, and in a subflow.
    pub(super) weights: [usize; 2],
    members: &'static [&'static [Row]],
}

const fn of(name: &'static str, weights: [usize; 2], members: &'static [&'static [Row]]) -> Type {
    Type {
        name,
        weights,
        members,
    }
}

/// Every type but `start`, which each graph has once.
pub(super) const TYPES: [Type; 21] = [
    of("say", [6, 6], &[SAID, SAY, SPEECH]),
    of("play", [3, 2], &[PLAY]),
    of("pause", [2, 2], &[PAUSE]),
    of("menu", [8, 7], &[PROMPT, MENU, KEYPAD, SPEECH]),
    of("gather", [8, 7], &[PROMPT, GATHER, KEYPAD, SPEECH]),
    of("record", [3, 2], &[OPTIONAL_PROMPT, RECORDING, SPEECH]),
    of("voicemail", [3, 2], &[PROMPT, RECORDING, NOTIFY, SPEECH]),
    of("dial", [6, 4], &[DIALLED]),
    of("forward", [1, 1], &[DIALLED]),
    of("transfer", [4, 2], &[TRANSFER]),
    of("queue", [1, 1], &[QUEUE]),
    of("conference", [3, 2], &[CONFERENCE]),
    of("set", [4, 4], &[SET]),
    of("branch", [6, 5], &[BRANCH]),
    of("hours", [4, 3], &[HOURS]),
    of("request", [4, 3], &[REQUEST]),
    of("sms", [4, 3], &[SMS]),
    of("agent", [5, 3], &[AGENT]),
    of("subflow", [7, 3], &[SUBFLOW]),
    of("hangup", [1, 6], &[HANGUP, SPEECH]),
    of("reject", [1, 1], &[REJECT]),
];

impl Type {
    pub(super) fn data(&self, dice: &mut Dice) -> Data {
        let mut data = Data::new();
        for (name, make) in self.members.iter().copied().flatten() {
            if let Some(value) = make(dice, &data) {
                data.insert((*name).to_owned(), value);
            }
        }
        data
    }
}

/// Variables that are declared and may be set.
pub(crate) const VARIABLES: [&str; 5] = ["a", "b", "c", "count", "u"];

/// What a call may begin with, and what variables are set to.
pub(super) const VALUES: [&str; 15] = [
    "",
    " ",
    "7",
    "10",
    "007.0",
    "-0.50",
    "yes",
    "x & <y>",
    "\"a\" 'b'",
    "नमस्ते",
    "+15550100007",
    " +15550100008 ",
    "sip:b@example.com",
    "client:c",
    "bell\u{7}",
];

const LANGUAGES: [&str; 4] = ["en-US", "en-GB", "hi-IN", "de-DE"];
const VOICES: [&str; 2] = ["Polly.Aditi", "alice"];

/// Always: for a member that a node needs.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a row may leave its member out; these do not"
)]
fn some(value: impl Into<Value>) -> Option<Value> {
    Some(value.into())
}

/// Once in so many times.
fn seldom<V: Into<Value>>(
    dice: &mut Dice,
    times: usize,
    make: impl FnOnce(&mut Dice) -> V,
) -> Option<Value> {
    dice.once_in(times).then(|| make(dice).into())
}

fn whole(dice: &mut Dice, least: usize, most: usize) -> Value {
    json!(least + dice.roll(most - least + 1))
}

fn variable(dice: &mut Dice) -> Value {
    dice.of(&VARIABLES).into()
}

fn text(dice: &mut Dice) -> &'static str {
    dice.of(&[
        "Hello.",
        "Press \"1\" & <hold>'s.",
        "{{a}}",
        "{{ b }}{{c}}",
        "Order {{a}} of {{b}}.",
        " नमस्ते {{c}} ",
        "One\n two\t three",
        "{{nothing}}",
        "{a} }} {{count}}",
        "{{u}}",
    ])
}

/// A text, or a map of language tag to text.
fn spoken(dice: &mut Dice) -> Value {
    if !dice.once_in(4) {
        return text(dice).into();
    }
    let mut all = Map::new();
    for _ in 0..=dice.roll(2) {
        let tag = dice.of(&LANGUAGES).to_owned();
        all.insert(tag, text(dice).into());
    }
    all.into()
}

fn audio(dice: &mut Dice) -> &'static str {
    dice.of(&[
        "https://media.example/a.mp3",
        "https://media.example/{{a}}/x.mp3?v={{b}}",
        "{{file}}",
        "{{nothing}}",
    ])
}

fn target(dice: &mut Dice) -> &'static str {
    dice.of(&[
        "+15550100001",
        "+15550100002",
        "sip:desk@example.com",
        "client:rider-7",
        "sip:{{a}}@example.com",
        "client:{{b}}",
        "{{c}}",
        "{{a}}",
    ])
}

fn number(dice: &mut Dice) -> &'static str {
    dice.of(&["+15550100003", "{{c}}", "{{a}}"])
}

/// The same as the message, in markup.
fn markup(dice: &mut Dice, data: &Data) -> Option<Value> {
    let text = data.get("message")?.as_str()?;
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    seldom(dice, 4, |dice| match dice.roll(3) {
        0 => format!("<prosody rate=\"slow\">{text}</prosody>"),
        1 => format!("<speak>{text}<break time=\"1s\"/></speak>"),
        _ => format!("<p><s>{text}</s></p>"),
    })
}

const SPEECH: &[Row] = &[
    ("language", |dice, _| {
        seldom(dice, 5, |dice| dice.of(&LANGUAGES))
    }),
    ("voice", |dice, _| seldom(dice, 5, |dice| dice.of(&VOICES))),
    ("prompt_seconds", |dice, _| {
        seldom(dice, 5, |dice| whole(dice, 1, 20))
    }),
];
const SSML: Row = ("ssml", markup);
const SAID: &[Row] = &[("message", |dice, _| some(spoken(dice))), SSML];
const PROMPT: &[Row] = &[
    ("audio", |dice, _| seldom(dice, 5, audio)),
    ("message", |dice, data| {
        (!data.contains_key("audio")).then(|| spoken(dice))
    }),
    SSML,
];
const OPTIONAL_PROMPT: &[Row] = &[
    ("audio", |dice, _| seldom(dice, 5, audio)),
    ("message", |dice, data| {
        let message = dice.once_in(2) && !data.contains_key("audio");
        message.then(|| spoken(dice))
    }),
    SSML,
];
const SAY: &[Row] = &[("loop", |dice, _| seldom(dice, 3, |dice| whole(dice, 1, 3)))];
const PLAY: &[Row] = &[
    ("url", |dice, _| some(audio(dice))),
    ("loop", |dice, _| seldom(dice, 3, |dice| whole(dice, 1, 3))),
    ("prompt_seconds", |dice, _| {
        seldom(dice, 4, |dice| whole(dice, 1, 20))
    }),
];
const PAUSE: &[Row] = &[("seconds", |dice, _| {
    seldom(dice, 2, |dice| whole(dice, 1, 4))
})];
const KEYPAD: &[Row] = &[
    ("timeout", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 1, 12))
    }),
    ("inter_digit_timeout", |dice, _| {
        seldom(dice, 3, |dice| whole(dice, 1, 12))
    }),
    ("attempts", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 1, 4))
    }),
    ("finish_key", |dice, _| {
        seldom(dice, 2, |dice| dice.of(&["#", "*", "", "5"]))
    }),
    ("barge_in", |dice, _| {
        seldom(dice, 3, |dice| dice.once_in(3))
    }),
    ("invalid_message", |dice, _| seldom(dice, 3, spoken)),
    ("timeout_message", |dice, _| seldom(dice, 3, spoken)),
];
const MENU: &[Row] = &[
    ("digits", |dice, _| {
        seldom(dice, 3, |dice| whole(dice, 1, 3))
    }),
    ("options", |dice, _| {
        seldom(dice, 4, |_| json!({"1": "Yes.", "2": null}))
    }),
];
const GATHER: &[Row] = &[
    ("variable", |dice, _| some(variable(dice))),
    ("input", |dice, _| {
        seldom(dice, 2, |dice| {
            dice.of(&["digits", "speech", "digits speech"])
        })
    }),
    ("min_digits", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 1, 2))
    }),
    ("max_digits", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 2, 4))
    }),
    ("pattern", |dice, _| {
        let patterns = ["[0-9]{2}", "1.*", "yes|no", "1|12"];
        seldom(dice, 3, |dice| dice.of(&patterns))
    }),
    ("hints", |dice, _| {
        seldom(dice, 3, |dice| {
            let hints = [json!(["yes", "no & never"]), json!(["{{a}}", "no {{b}}"])];
            hints[dice.roll(2)].clone()
        })
    }),
];
const RECORDING: &[Row] = &[
    // A name of its own, because the URL differs between the carriers.
    ("variable", |dice, _| seldom(dice, 2, |_| super::RECORDING)),
    // Twilio records two seconds where one is asked for.
    ("max_seconds", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 2, 8))
    }),
    ("silence", |dice, _| {
        seldom(dice, 3, |dice| whole(dice, 1, 9))
    }),
    ("finish_key", |dice, _| {
        seldom(dice, 3, |dice| dice.of(&["#", "*", ""]))
    }),
    ("beep", |dice, _| seldom(dice, 3, |dice| dice.once_in(3))),
    ("transcribe", |dice, _| {
        seldom(dice, 3, |dice| !dice.once_in(3))
    }),
];
const NOTIFY: &[Row] = &[("notify", |dice, _| seldom(dice, 2, number))];
const DIALLED: &[Row] = &[
    ("number", |dice, _| seldom(dice, 3, target)),
    ("numbers", |dice, data| {
        (!data.contains_key("number")).then(|| (0..=dice.roll(3)).map(|_| target(dice)).collect())
    }),
    ("strategy", |dice, _| {
        seldom(dice, 2, |dice| dice.of(&["sequential", "simultaneous"]))
    }),
    ("timeout", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 1, 40))
    }),
    ("caller_id", |dice, _| {
        seldom(dice, 2, |dice| {
            dice.of(&["+15550100009", "{{c}}", "client:desk"])
        })
    }),
    ("record", |dice, _| seldom(dice, 3, |dice| !dice.once_in(3))),
    ("time_limit", |dice, _| {
        seldom(dice, 3, |dice| whole(dice, 5, 60))
    }),
];
const TRANSFER: &[Row] = &[
    ("number", |dice, _| some(target(dice))),
    ("mode", |dice, _| {
        seldom(dice, 2, |dice| dice.of(&["blind", "attended"]))
    }),
    ("timeout", |dice, _| {
        seldom(dice, 2, |dice| whole(dice, 1, 40))
    }),
];
const QUEUE: &[Row] = &[
    ("queue", |dice, _| some(dice.of(&["sales", "q-{{a}}-q"]))),
    ("music", |dice, _| seldom(dice, 2, audio)),
];
const CONFERENCE: &[Row] = &[
    ("room", |dice, _| some(dice.of(&["room", "r-{{b}}-r"]))),
    ("record", |dice, _| seldom(dice, 3, |dice| !dice.once_in(3))),
    ("muted", |dice, _| seldom(dice, 3, |dice| !dice.once_in(3))),
];
const SET: &[Row] = &[
    ("variable", |dice, _| some(variable(dice))),
    ("value", |dice, _| {
        let value = ["", "1", "{{a}}{{b}}", "&", "10", "client:d", "{{ c }}"];
        some(dice.of(&value))
    }),
];
const BRANCH: &[Row] = &[("conditions", |dice, _| {
    let all = (0..=dice.roll(4)).map(|at| condition(dice, at.min(2)));
    Some(all.collect())
})];

/// The operators of `branch`.
pub(crate) const OPS: [&str; 13] = [
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "contains",
    "starts_with",
    "ends_with",
    "in",
    "empty",
    "not_empty",
    "matches",
];

fn condition(dice: &mut Dice, at: usize) -> Value {
    let op = dice.of(&OPS);
    let mut condition = json!({
        // Two conditions may lead the same way.
        "label": format!("l{}", if dice.once_in(6) { 0 } else { at }),
        "variable": dice.of(&["a", "b", "c", "count", "nothing"]),
        "op": op,
    });
    let value = match op {
        "empty" | "not_empty" => return condition,
        "in" => json!(["", "7", "{{b}}", "yes"]),
        "matches" => dice.of(&["^[0-9]+$", "s", "^{{b}}", "{{a}}$"]).into(),
        "lt" | "le" | "gt" | "ge" => dice.of(&["7", "07.00", "-1", "{{count}}", "x"]).into(),
        _ => dice.of(&["7", "{{a}}", "", "+1555", "s"]).into(),
    };
    condition["value"] = value;
    condition
}

const HOURS: &[Row] = &[
    ("timezone", |dice, _| {
        some(dice.of(&["UTC", "Asia/Kolkata", "America/New_York", "Asia/Tokyo"]))
    }),
    ("open", |dice, _| {
        let all_day = json!([["00:00", "24:00"]]);
        let office = json!([["09:00", "12:30"], ["13:00", "17:30"]]);
        seldom(dice, 2, |_| json!({"mon": office, "sun": all_day})).or_else(|| {
            let week = json!({"mon": all_day, "tue": [["00:00", "05:30"]], "wed": office,
                "thu": [], "fri": null, "sat": [["22:00", "24:00"]], "sun": office});
            seldom(dice, 2, |_| week)
        })
    }),
    ("holidays", |dice, _| {
        seldom(dice, 3, |_| json!(["2026-03-02", "2026-03-08"]))
    }),
];
const REQUEST: &[Row] = &[
    ("url", |dice, _| {
        let urls = [
            "https://api.example/x",
            "https://api.example/{{a}}?q={{b}}",
            "{{file}}",
        ];
        some(dice.of(&urls))
    }),
    ("method", |dice, _| {
        seldom(dice, 2, |dice| {
            dice.of(&["GET", "POST", "PUT", "PATCH", "DELETE"])
        })
    }),
    ("headers", |dice, _| {
        let headers = json!({"X-Order": "{{a}}", "accept": "text/plain"});
        seldom(dice, 3, |_| headers)
    }),
    ("body", |dice, _| {
        seldom(dice, 2, |dice| dice.of(&["{\"order\": \"{{a}}\"}", ""]))
    }),
    ("timeout", |dice, _| {
        seldom(dice, 3, |dice| whole(dice, 1, 15))
    }),
    ("save", |dice, _| {
        seldom(dice, 2, |_| json!({"a": "x", "count": "y"}))
    }),
];
const SMS: &[Row] = &[
    ("to", |dice, _| seldom(dice, 2, number)),
    ("body", |dice, _| {
        some(dice.of(&["Order {{a}} & more.", "Hello."]))
    }),
];
const AGENT: &[Row] = &[
    ("prompt", |dice, _| {
        some(dice.of(&["Be kind.", "Order {{a}}."]))
    }),
    ("variables", |dice, _| {
        seldom(dice, 2, |_| json!(["b", "u"]))
    }),
    ("outcomes", |dice, _| {
        let outcomes = [json!(["done"]), json!(["done", "later"])];
        (!dice.once_in(3)).then(|| outcomes[dice.roll(2)].clone())
    }),
    ("language", |dice, _| {
        seldom(dice, 3, |dice| dice.of(&LANGUAGES))
    }),
    ("voice", |dice, _| seldom(dice, 3, |dice| dice.of(&VOICES))),
];
const SUBFLOW: &[Row] = &[("flow", |dice, _| some(dice.of(&super::SUBFLOWS)))];
const HANGUP: &[Row] = &[
    ("message", |dice, _| seldom(dice, 2, spoken)),
    SSML,
    ("label", |dice, _| {
        seldom(dice, 2, |dice| dice.of(&["back", "away", "default"]))
    }),
];
const REJECT: &[Row] = &[("reason", |dice, _| {
    seldom(dice, 2, |dice| dice.of(&["rejected", "busy"]))
})];
