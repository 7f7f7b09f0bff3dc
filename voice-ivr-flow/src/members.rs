//! The table of flow-semantics.md §4: each type of node with its members, their shapes, ranges and defaults.
//!
//! It is the only place where these stand. The validator reads `data` by it, the JSON Schema is written from
//! it, and the content hash takes the members that it names.

/// A type of node.
#[derive(Debug)]
pub(crate) struct NodeType {
    /// Its place among the types.
    pub(crate) number: usize,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) members: &'static [Member],
}

/// A member of `data`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: Rule,
    pub(crate) need: Need,
    pub(crate) about: &'static str,
}

/// Whether a member must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Optional,
    Required,
    /// Exactly one member of the node that says so must be there.
    OneOf,
    /// At most one member of the node that says so.
    AtMostOneOf,
}

/// What a member may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A text with holes.
    Text,
    /// A text with holes that is not empty.
    Name,
    /// A text, or a map of language tag to text.
    Spoken,
    /// SSML, or a map of language tag to SSML.
    Markup,
    /// An http or https URL with holes.
    Url,
    /// A telephone number with holes.
    Number,
    /// A number, a SIP address or a client, with holes.
    Target,
    /// One to ten of them.
    Targets,
    /// A whole number in a range; without a default it may be left open.
    Whole {
        least: u32,
        most: u32,
        default: Option<u32>,
    },
    Flag {
        default: bool,
    },
    /// One key, or the empty string for none.
    FinishKey,
    /// One of these words; the first is the default.
    Choice(&'static [&'static str]),
    /// The name of a variable.
    Variable,
    Variables,
    /// The label of an edge.
    Label,
    Labels,
    /// A list of texts with holes.
    Texts,
    /// A plain word that is not empty.
    Word,
    /// A BCP 47 tag.
    Language,
    /// A regular expression.
    Pattern,
    TimeZone,
    /// Day to list of spans.
    Open,
    Dates,
    Headers,
    Save,
    Conditions,
    /// Anything that is an object of texts; no effect.
    Notes,
}

use Need::{AtMostOneOf, OneOf, Optional, Required};

const fn member(name: &'static str, need: Need, shape: Rule, about: &'static str) -> Member {
    Member {
        name,
        shape,
        need,
        about,
    }
}

const fn whole(least: u32, most: u32, default: u32) -> Rule {
    Rule::Whole {
        least,
        most,
        default: Some(default),
    }
}

const fn open(least: u32, most: u32) -> Rule {
    Rule::Whole {
        least,
        most,
        default: None,
    }
}

const fn flag(default: bool) -> Rule {
    Rule::Flag { default }
}

/// Joins groups of members. `N` must be their number, which the compiler checks.
#[expect(
    clippy::indexing_slicing,
    reason = "runs at compile time, where it fails to build"
)]
const fn joined<const N: usize>(groups: &[&[Member]]) -> [Member; N] {
    let mut all = [member("", Optional, Rule::Text, ""); N];
    let (mut at, mut group) = (0, 0);
    while group < groups.len() {
        let mut inside = 0;
        while inside < groups[group].len() {
            all[at] = groups[group][inside];
            at += 1;
            inside += 1;
        }
        group += 1;
    }
    assert!(at == N, "the groups have another number of members");
    all
}

const MESSAGE: &str = "What is spoken: a text, or a map of language tag to text.";
const SSML: Member = member(
    "ssml",
    Optional,
    Rule::Markup,
    "The message as SSML, for carriers whose voices read it: by language if the message is.",
);
const AUDIO: &str = "The URL of an audio file that is played instead of a message.";
const SAID: Member = member("message", Required, Rule::Spoken, MESSAGE);
const PROMPT: &[Member] = &[
    member("message", OneOf, Rule::Spoken, MESSAGE),
    SSML,
    member("audio", OneOf, Rule::Url, AUDIO),
];
const OPTIONAL_PROMPT: &[Member] = &[
    member("message", AtMostOneOf, Rule::Spoken, MESSAGE),
    SSML,
    member("audio", AtMostOneOf, Rule::Url, AUDIO),
];
const SPEECH: &[Member] = &[
    member(
        "language",
        Optional,
        Rule::Language,
        "The language of this node's prompts; by default the flow's.",
    ),
    member(
        "voice",
        Optional,
        Rule::Word,
        "The voice of this node's prompts; by default the flow's.",
    ),
    PROMPT_SECONDS,
];
const PROMPT_SECONDS: Member = member(
    "prompt_seconds",
    Optional,
    open(1, 3600),
    "How long the prompt takes to hear, in seconds, where the estimate is not good enough.",
);
const KEYPAD: &[Member] = &[
    member(
        "timeout",
        Optional,
        whole(1, 120, 5),
        "Seconds of silence after the prompt.",
    ),
    member(
        "inter_digit_timeout",
        Optional,
        open(1, 120),
        "Seconds to wait for the next key; by default as `timeout`.",
    ),
    member(
        "attempts",
        Optional,
        whole(1, 10, 3),
        "How often the prompt is heard.",
    ),
    member(
        "finish_key",
        Optional,
        Rule::FinishKey,
        "The key that ends an entry; the empty string for none.",
    ),
    member(
        "barge_in",
        Optional,
        flag(true),
        "Whether the first key stops the prompt.",
    ),
    member(
        "invalid_message",
        Optional,
        Rule::Spoken,
        "Spoken before the prompt is repeated after a wrong entry.",
    ),
    member(
        "timeout_message",
        Optional,
        Rule::Spoken,
        "Spoken before the prompt is repeated after silence.",
    ),
];
const RECORDING: &[Member] = &[
    member(
        "variable",
        Optional,
        Rule::Variable,
        "Set to the URL of the recording.",
    ),
    member(
        "max_seconds",
        Optional,
        whole(1, 3600, 120),
        "The longest recording.",
    ),
    member(
        "silence",
        Optional,
        whole(1, 3600, 5),
        "Seconds of silence that end the recording.",
    ),
    member(
        "finish_key",
        Optional,
        Rule::FinishKey,
        "The key that ends the recording; the empty string for none.",
    ),
    member(
        "beep",
        Optional,
        flag(true),
        "Whether a tone is played first.",
    ),
    member(
        "transcribe",
        Optional,
        flag(false),
        "Whether the recording is transcribed.",
    ),
];
const DIALLED: &[Member] = &[
    member(
        "number",
        OneOf,
        Rule::Target,
        "Who is dialled: E.164, `sip:…` or `client:…`.",
    ),
    member(
        "numbers",
        OneOf,
        Rule::Targets,
        "Who is dialled, up to ten.",
    ),
    member(
        "strategy",
        Optional,
        Rule::Choice(&["sequential", "simultaneous"]),
        "In which order several ring.",
    ),
    member(
        "timeout",
        Optional,
        whole(1, 600, 30),
        "Seconds a target rings.",
    ),
    member(
        "caller_id",
        Optional,
        Rule::Target,
        "The number shown to the target.",
    ),
    member(
        "record",
        Optional,
        flag(false),
        "Whether the conversation is recorded.",
    ),
    member(
        "time_limit",
        Optional,
        open(1, 86_400),
        "The longest conversation in seconds.",
    ),
];

const SAY: [Member; 6] = joined(&[
    &[
        SAID,
        SSML,
        member("loop", Optional, whole(1, 10, 1), "How often it is spoken."),
    ],
    SPEECH,
]);
const PLAY: [Member; 3] = [
    member("url", Required, Rule::Url, "The audio file."),
    member(
        "loop",
        Optional,
        whole(1, 100, 1),
        "How often it is played.",
    ),
    PROMPT_SECONDS,
];
const PAUSE: [Member; 1] = [member("seconds", Optional, whole(1, 600, 1), "How long.")];
const MENU: [Member; 15] = joined(&[
    PROMPT,
    &[member(
        "digits",
        Optional,
        open(1, 32),
        "Keys of an entry; by default those of the longest key edge.",
    )],
    KEYPAD,
    SPEECH,
    &[member(
        "options",
        Optional,
        Rule::Notes,
        "A description per key; no effect.",
    )],
]);
const GATHER: [Member; 19] = joined(&[
    PROMPT,
    &[
        member("variable", Required, Rule::Variable, "Set to the entry."),
        member(
            "input",
            Optional,
            Rule::Choice(&["digits", "speech", "digits speech"]),
            "What is listened for.",
        ),
        member(
            "min_digits",
            Optional,
            whole(1, 128, 1),
            "The fewest keys of a good entry.",
        ),
        member(
            "max_digits",
            Optional,
            open(1, 128),
            "The most keys; the entry is complete with them.",
        ),
        member(
            "pattern",
            Optional,
            Rule::Pattern,
            "What a good entry looks like, matched whole.",
        ),
        member(
            "hints",
            Optional,
            Rule::Texts,
            "Words that the recogniser should expect.",
        ),
    ],
    KEYPAD,
    SPEECH,
]);
const RECORD: [Member; 12] = joined(&[OPTIONAL_PROMPT, RECORDING, SPEECH]);
const VOICEMAIL: [Member; 13] = joined(&[
    PROMPT,
    RECORDING,
    &[member(
        "notify",
        Optional,
        Rule::Number,
        "The number that gets a text about it.",
    )],
    SPEECH,
]);
const DIAL: [Member; 7] = joined(&[DIALLED]);
const TRANSFER: [Member; 3] = [
    member(
        "number",
        Required,
        Rule::Target,
        "Who takes the call: E.164, `sip:…` or `client:…`.",
    ),
    member(
        "mode",
        Optional,
        Rule::Choice(&["blind", "attended"]),
        "Whether the target answers before the caller is handed over.",
    ),
    member(
        "timeout",
        Optional,
        whole(1, 600, 30),
        "Seconds the target rings.",
    ),
];
const QUEUE: [Member; 2] = [
    member("queue", Required, Rule::Name, "The queue's name."),
    member("music", Optional, Rule::Url, "What is played meanwhile."),
];
const CONFERENCE: [Member; 3] = [
    member("room", Required, Rule::Name, "The room's name."),
    member(
        "record",
        Optional,
        flag(false),
        "Whether the room is recorded.",
    ),
    member(
        "muted",
        Optional,
        flag(false),
        "Whether the caller only listens.",
    ),
];
const SET: [Member; 2] = [
    member("variable", Required, Rule::Variable, "Which variable."),
    member("value", Required, Rule::Text, "Its new value."),
];
const BRANCH: [Member; 1] = [member(
    "conditions",
    Required,
    Rule::Conditions,
    "In order; the first that holds decides.",
)];
const HOURS: [Member; 3] = [
    member(
        "timezone",
        Required,
        Rule::TimeZone,
        "The IANA name of the place, such as `Asia/Kolkata`.",
    ),
    member(
        "open",
        Optional,
        Rule::Open,
        "Day to half-open spans, such as `{\"mon\": [[\"09:00\", \"17:30\"]]}`; a missing day is closed.",
    ),
    member(
        "holidays",
        Optional,
        Rule::Dates,
        "Days that are closed, such as `2026-01-01`.",
    ),
];
const REQUEST: [Member; 6] = [
    member("url", Required, Rule::Url, "Where to."),
    member(
        "method",
        Optional,
        Rule::Choice(&["GET", "POST", "PUT", "PATCH", "DELETE"]),
        "The HTTP method.",
    ),
    member("headers", Optional, Rule::Headers, "Name to value."),
    member("body", Optional, Rule::Text, "What is sent."),
    member(
        "timeout",
        Optional,
        whole(1, 15, 5),
        "Seconds to wait for the answer.",
    ),
    member(
        "save",
        Optional,
        Rule::Save,
        "Variable to member of the JSON answer.",
    ),
];
const SMS: [Member; 2] = [
    member(
        "to",
        Optional,
        Rule::Number,
        "To whom; by default the caller.",
    ),
    member("body", Required, Rule::Text, "What is sent."),
];
const AGENT: [Member; 5] = joined(&[&[
    member("prompt", Required, Rule::Text, "What the agent is told."),
    member(
        "variables",
        Optional,
        Rule::Variables,
        "What it extracts from the conversation.",
    ),
    member(
        "outcomes",
        Optional,
        Rule::Labels,
        "How the conversation may end; each is an exit.",
    ),
    SPEECH_LANGUAGE,
    SPEECH_VOICE,
]]);
const SPEECH_LANGUAGE: Member = member(
    "language",
    Optional,
    Rule::Language,
    "The language of the conversation; by default the flow's.",
);
const SPEECH_VOICE: Member = member(
    "voice",
    Optional,
    Rule::Word,
    "The agent's voice; by default the flow's.",
);
const SUBFLOW: [Member; 1] = [member(
    "flow",
    Required,
    Rule::Word,
    "The name of the subflow.",
)];
const HANGUP: [Member; 6] = joined(&[
    &[
        member("message", Optional, Rule::Spoken, "Spoken first."),
        SSML,
        member(
            "label",
            Optional,
            Rule::Label,
            "Inside a subflow: the exit by which it returns.",
        ),
    ],
    SPEECH,
]);
const REJECT: [Member; 1] = [member(
    "reason",
    Optional,
    Rule::Choice(&["rejected", "busy"]),
    "What the caller hears.",
)];

/// Every type of node, as flow-semantics.md lists them.
pub(crate) static NODE_TYPES: [NodeType; 22] = [
    node_type(0, "start", "Where the flow begins.", &[]),
    node_type(1, "say", "Speaks.", &SAY),
    node_type(2, "play", "Plays an audio file.", &PLAY),
    node_type(3, "pause", "Waits.", &PAUSE),
    node_type(4, "menu", "Offers keys, an edge each.", &MENU),
    node_type(
        5,
        "gather",
        "Asks for an entry, which becomes a variable.",
        &GATHER,
    ),
    node_type(6, "record", "Records the caller.", &RECORD),
    node_type(7, "voicemail", "Takes a message.", &VOICEMAIL),
    node_type(
        8,
        "dial",
        "Connects the caller, and goes on afterwards.",
        &DIAL,
    ),
    node_type(
        9,
        "forward",
        "Connects the caller, and ends the flow.",
        &DIAL,
    ),
    node_type(10, "transfer", "Hands the caller over.", &TRANSFER),
    node_type(11, "queue", "Puts the caller into a queue.", &QUEUE),
    node_type(
        12,
        "conference",
        "Puts the caller into a room.",
        &CONFERENCE,
    ),
    node_type(13, "set", "Sets a variable.", &SET),
    node_type(14, "branch", "Decides by variables.", &BRANCH),
    node_type(15, "hours", "Decides by the clock.", &HOURS),
    node_type(16, "request", "Asks another service.", &REQUEST),
    node_type(17, "sms", "Sends a text message.", &SMS),
    node_type(18, "agent", "Hands the line to a model.", &AGENT),
    node_type(
        19,
        "subflow",
        "Runs another graph of the same flow.",
        &SUBFLOW,
    ),
    node_type(
        20,
        "hangup",
        "Ends the call, or returns from a subflow.",
        &HANGUP,
    ),
    node_type(21, "reject", "Refuses the call.", &REJECT),
];

const fn node_type(
    number: usize,
    name: &'static str,
    about: &'static str,
    members: &'static [Member],
) -> NodeType {
    NodeType {
        number,
        name,
        about,
        members,
    }
}

/// The most members that a type has.
pub(crate) const MOST_MEMBERS: usize = 20;

/// The members of a condition.
pub(crate) const CONDITION: [&str; 4] = ["label", "variable", "op", "value"];

/// The days of `open`, Monday first.
pub(crate) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The types of a declared variable.
pub(crate) const VARIABLE_TYPES: [&str; 3] = ["text", "number", "digits"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_the_members_of_every_type() {
        for of_type in &NODE_TYPES {
            assert!(of_type.members.len() <= MOST_MEMBERS, "{}", of_type.name);
        }
    }

    #[test]
    fn types_know_their_place() {
        for (at, node) in NODE_TYPES.iter().enumerate() {
            assert_eq!(node.number, at);
        }
    }

    #[test]
    fn no_type_has_two_members_of_a_name() {
        for node in &NODE_TYPES {
            let mut names: Vec<_> = node.members.iter().map(|member| member.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), node.members.len(), "{}", node.name);
        }
    }

    #[test]
    fn defaults_are_in_range() {
        for node in &NODE_TYPES {
            for member in node.members {
                if let Rule::Whole {
                    least,
                    most,
                    default: Some(default),
                } = member.shape
                {
                    assert!((least..=most).contains(&default), "{}", member.name);
                }
            }
        }
    }
}
