//! The data of each type of node: required members in `new`, the others chained.

use std::fmt;

use super::value::{Day, Json, Object, Spoken};
use crate::document::write;
use crate::node::{GatherInput, Op, RejectReason, Strategy, TransferMode};

/// The type of a node with its members, for [`FlowBuilder::node`](super::FlowBuilder::node).
#[derive(Clone, PartialEq, Eq)]
pub struct NodeData {
    of_type: &'static str,
    /// Name and JSON.
    members: Vec<(&'static str, String)>,
}

impl fmt::Debug for NodeData {
    /// The type and the names of the members: their values are what people hear, and their numbers (L10).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.members.iter().map(|(name, _)| name);
        write!(f, "{} ", self.of_type)?;
        f.debug_set().entries(names).finish()
    }
}

impl NodeData {
    pub(crate) fn start() -> Self {
        Self::of("start")
    }

    fn of(of_type: &'static str) -> Self {
        Self {
            of_type,
            members: Vec::new(),
        }
    }

    fn set(mut self, name: &'static str, value: &impl Json) -> Self {
        let mut text = String::new();
        value.json(&mut text);
        match self.members.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = text,
            None => self.members.push((name, text)),
        }
        self
    }

    /// Writes `type` and `data`, after the id.
    pub(super) fn write(&self, out: &mut String) {
        out.push_str(",\"type\":");
        write::string(out, self.of_type);
        if self.members.is_empty() {
            return;
        }
        out.push_str(",\"data\":{");
        for (at, (name, json)) in self.members.iter().enumerate() {
            super::comma(out, at);
            write::string(out, name);
            out.push(':');
            out.push_str(json);
        }
        out.push('}');
    }
}

/// What a member is given as: texts and lists as anything that becomes one, the rest as it is.
macro_rules! given {
    (String) => { impl Into<String> };
    (Spoken) => { impl Into<Spoken> };
    (Words) => { impl IntoIterator<Item = impl Into<String>> };
    ($of:ident) => { $of };
}

/// The value as it is written.
macro_rules! written {
    ($value:ident String) => {
        Into::<String>::into($value)
    };
    ($value:ident Spoken) => {
        Into::<Spoken>::into($value)
    };
    ($value:ident Words) => {
        $value.into_iter().map(Into::into).collect::<Vec<String>>()
    };
    ($value:ident $of:ident) => {
        $value
    };
}

macro_rules! data {
    ($(
        $(#[$doc:meta])*
        $of:ident $of_type:literal ($($required:ident $member:literal: $given:ident),*)
        { $($(#[$set_doc:meta])* $setter:ident $set_member:literal: $set:ident;)* }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub struct $of(NodeData);

            impl $of {
                /// The node with the members that it needs.
                pub fn new($($required: given!($given)),*) -> Self {
                    Self(NodeData::of($of_type)$(.set($member, &written!($required $given)))*)
                }

                $(
                    $(#[$set_doc])*
                    #[must_use]
                    pub fn $setter(self, value: given!($set)) -> Self {
                        Self(self.0.set($set_member, &written!(value $set)))
                    }
                )*
            }

            impl From<$of> for NodeData {
                fn from(data: $of) -> Self {
                    data.0
                }
            }
        )*

        /// By type, the members that can be written.
        #[cfg(test)]
        const WRITTEN: &[(&str, &[&str])] = &[$(($of_type, &[$($member,)* $($set_member,)*])),*];
    };
}

data! {
    /// `say`: speaks.
    Say "say" (message "message": Spoken) {
        /// The same as SSML, for carriers whose voices read it.
        ssml "ssml": Spoken;
        /// How often, 1–10; by default 1.
        repeat "loop": u32;
        /// The language of this node.
        language "language": String;
        /// The voice of this node.
        voice "voice": String;
        /// How many seconds the prompt takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `play`: plays an audio file.
    Play "play" (url "url": String) {
        /// How often, 1–100; by default 1.
        repeat "loop": u32;
        /// How many seconds the file takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `pause`: waits.
    Pause "pause" (seconds "seconds": u32) {}

    /// `menu`: offers keys, an edge each. [`audio`](Self::audio) replaces the message.
    Menu "menu" (message "message": Spoken) {
        /// The message as SSML, for carriers whose voices read it.
        ssml "ssml": Spoken;
        /// Keys of an entry, 1–32; by default those of the longest key edge.
        digits "digits": u32;
        /// Seconds of silence after the prompt, 1–120; by default 5.
        timeout "timeout": u32;
        /// Seconds to wait for the next key, 1–120; by default as `timeout`.
        inter_digit_timeout "inter_digit_timeout": u32;
        /// How often the prompt is heard, 1–10; by default 3.
        attempts "attempts": u32;
        /// The key that ends an entry, or the empty string for none; by default `#`.
        finish_key "finish_key": String;
        /// Whether the first key stops the prompt; by default it does.
        barge_in "barge_in": bool;
        /// Spoken before the prompt is repeated after a wrong entry.
        invalid_message "invalid_message": Spoken;
        /// Spoken before the prompt is repeated after silence.
        timeout_message "timeout_message": Spoken;
        /// The language of this node.
        language "language": String;
        /// The voice of this node.
        voice "voice": String;
        /// How many seconds the prompt takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `gather`: asks for an entry, which becomes a variable. [`audio`](Self::audio) replaces the message.
    Gather "gather" (message "message": Spoken, variable "variable": String) {
        /// The message as SSML, for carriers whose voices read it.
        ssml "ssml": Spoken;
        /// What is listened for; by default keys.
        input "input": GatherInput;
        /// The fewest keys of a good entry; by default 1.
        min_digits "min_digits": u32;
        /// The most keys, 1–128; the entry is complete with them.
        max_digits "max_digits": u32;
        /// What a good entry looks like: a regular expression for the whole of it.
        pattern "pattern": String;
        /// Words that the recogniser should expect.
        hints "hints": Words;
        /// Seconds of silence after the prompt, 1–120; by default 5.
        timeout "timeout": u32;
        /// Seconds to wait for the next key, 1–120; by default as `timeout`.
        inter_digit_timeout "inter_digit_timeout": u32;
        /// How often the prompt is heard, 1–10; by default 3.
        attempts "attempts": u32;
        /// The key that ends an entry, or the empty string for none; by default `#`.
        finish_key "finish_key": String;
        /// Whether the first key stops the prompt; by default it does.
        barge_in "barge_in": bool;
        /// Spoken before the prompt is repeated after a wrong entry.
        invalid_message "invalid_message": Spoken;
        /// Spoken before the prompt is repeated after silence.
        timeout_message "timeout_message": Spoken;
        /// The language of this node.
        language "language": String;
        /// The voice of this node.
        voice "voice": String;
        /// How many seconds the prompt takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `record`: records the caller.
    Record "record" () {
        /// Spoken before the tone.
        message "message": Spoken;
        /// The message as SSML, for carriers whose voices read it.
        ssml "ssml": Spoken;
        /// Set to the URL of the recording.
        variable "variable": String;
        /// The longest recording in seconds, 1–3600; by default 120.
        max_seconds "max_seconds": u32;
        /// Seconds of silence that end it; by default 5.
        silence "silence": u32;
        /// The key that ends it, or the empty string for none; by default `#`.
        finish_key "finish_key": String;
        /// Whether a tone is played first; by default it is.
        beep "beep": bool;
        /// Whether it is transcribed; by default it is not.
        transcribe "transcribe": bool;
        /// The language of this node.
        language "language": String;
        /// The voice of this node.
        voice "voice": String;
        /// How many seconds the prompt takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `voicemail`: takes a message. [`audio`](Self::audio) replaces the spoken one.
    Voicemail "voicemail" (message "message": Spoken) {
        /// The message as SSML, for carriers whose voices read it.
        ssml "ssml": Spoken;
        /// Set to the URL of the recording.
        variable "variable": String;
        /// The longest recording in seconds, 1–3600; by default 120.
        max_seconds "max_seconds": u32;
        /// Seconds of silence that end it; by default 5.
        silence "silence": u32;
        /// The key that ends it, or the empty string for none; by default `#`.
        finish_key "finish_key": String;
        /// Whether a tone is played first; by default it is.
        beep "beep": bool;
        /// Whether it is transcribed; by default it is not.
        transcribe "transcribe": bool;
        /// The number that gets a text about it.
        notify "notify": String;
        /// The language of this node.
        language "language": String;
        /// The voice of this node.
        voice "voice": String;
        /// How many seconds the prompt takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `dial`: connects the caller, and goes on afterwards.
    Dial "dial" (number "number": String) {
        /// In which order several numbers ring; by default one after another.
        strategy "strategy": Strategy;
        /// Seconds a target rings, 1–600; by default 30.
        timeout "timeout": u32;
        /// The number shown to the target.
        caller_id "caller_id": String;
        /// Whether the conversation is recorded; by default it is not.
        record "record": bool;
        /// The longest conversation in seconds.
        time_limit "time_limit": u32;
    }

    /// `forward`: connects the caller, and ends the flow.
    Forward "forward" (number "number": String) {
        /// In which order several numbers ring; by default one after another.
        strategy "strategy": Strategy;
        /// Seconds a target rings, 1–600; by default 30.
        timeout "timeout": u32;
        /// The number shown to the target.
        caller_id "caller_id": String;
        /// Whether the conversation is recorded; by default it is not.
        record "record": bool;
        /// The longest conversation in seconds.
        time_limit "time_limit": u32;
    }

    /// `transfer`: hands the caller over.
    Transfer "transfer" (number "number": String) {
        /// Whether the target answers first; by default it does not.
        mode "mode": TransferMode;
        /// Seconds the target rings, 1–600; by default 30.
        timeout "timeout": u32;
    }

    /// `queue`: puts the caller into a queue, and ends the flow.
    Queue "queue" (queue "queue": String) {
        /// The URL of what is played meanwhile.
        music "music": String;
    }

    /// `conference`: puts the caller into a room.
    Conference "conference" (room "room": String) {
        /// Whether the room is recorded; by default it is not.
        record "record": bool;
        /// Whether the caller only listens; by default not.
        muted "muted": bool;
    }

    /// `set`: sets a variable.
    Set "set" (variable "variable": String, value "value": String) {}

    /// `request`: asks another service.
    Request "request" (url "url": String) {
        /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`; by default `GET`.
        method "method": String;
        /// What is sent.
        body "body": String;
        /// Seconds to wait for the answer, 1–15; by default 5.
        timeout "timeout": u32;
    }

    /// `sms`: sends a text message.
    Sms "sms" (body "body": String) {
        /// To whom; by default the caller.
        to "to": String;
    }

    /// `agent`: hands the line to a model.
    Agent "agent" (prompt "prompt": String) {
        /// What it extracts from the conversation.
        variables "variables": Words;
        /// How the conversation may end; each is an exit.
        outcomes "outcomes": Words;
        /// The language of the conversation.
        language "language": String;
        /// The agent's voice.
        voice "voice": String;
    }

    /// `subflow`: runs another graph of the same flow.
    Subflow "subflow" (flow "flow": String) {}

    /// `hangup`: ends the call, or returns from a subflow.
    Hangup "hangup" () {
        /// Spoken first.
        message "message": Spoken;
        /// The message as SSML, for carriers whose voices read it.
        ssml "ssml": Spoken;
        /// Inside a subflow: the exit by which it returns.
        label "label": String;
        /// The language of this node.
        language "language": String;
        /// The voice of this node.
        voice "voice": String;
        /// How many seconds the message takes to hear.
        prompt_seconds "prompt_seconds": u32;
    }

    /// `reject`: refuses the call.
    Reject "reject" () {
        /// What the caller hears; by default that the call is rejected.
        reason "reason": RejectReason;
    }
}

macro_rules! from_text {
    ($($of:ident)*) => {
        $(impl From<&str> for $of {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        })*
    };
}

from_text! { Say Play Menu Voicemail Dial Forward Transfer Queue Conference Request Sms Agent Subflow }

impl From<&str> for Hangup {
    fn from(message: &str) -> Self {
        Self::new().message(message)
    }
}

impl From<u32> for Pause {
    fn from(seconds: u32) -> Self {
        Self::new(seconds)
    }
}

macro_rules! defaults {
    ($($of:ident)*) => {
        $(impl Default for $of {
            fn default() -> Self {
                Self::new()
            }
        })*
    };
}

defaults! { Record Hangup Reject }

macro_rules! audio {
    ($($of:ident)*) => {
        $(impl $of {
            /// The URL of an audio file that is played instead of the message.
            #[must_use]
            pub fn audio(mut self, url: impl Into<String>) -> Self {
                self.0.members.retain(|(name, _)| *name != "message" && *name != "ssml");
                Self(self.0.set("audio", &url.into()))
            }
        })*
    };
}

audio! { Menu Gather Record Voicemail }

macro_rules! numbers {
    ($($of:ident)*) => {
        $(impl $of {
            /// Several targets, up to ten.
            pub fn several<T: Into<String>>(numbers: impl IntoIterator<Item = T>) -> Self {
                let mut data = Self::new("");
                data.0.members.clear();
                let numbers: Vec<String> = numbers.into_iter().map(Into::into).collect();
                Self(data.0.set("numbers", &numbers))
            }
        })*
    };
}

numbers! { Dial Forward }

impl Menu {
    /// Describes the keys, for whoever reads the document; no effect on a call.
    #[must_use]
    pub fn options<T: Into<String>, U: Into<String>>(
        self,
        all: impl IntoIterator<Item = (T, U)>,
    ) -> Self {
        Self(self.0.set("options", &object(all)))
    }
}

impl Request {
    /// The headers, name and value.
    #[must_use]
    pub fn headers<T: Into<String>, U: Into<String>>(
        self,
        all: impl IntoIterator<Item = (T, U)>,
    ) -> Self {
        Self(self.0.set("headers", &object(all)))
    }

    /// What is kept of the answer: variable and member of the JSON.
    #[must_use]
    pub fn save<T: Into<String>, U: Into<String>>(
        self,
        all: impl IntoIterator<Item = (T, U)>,
    ) -> Self {
        Self(self.0.set("save", &object(all)))
    }
}

fn object<T: Into<String>, U: Into<String>>(
    all: impl IntoIterator<Item = (T, U)>,
) -> Object<String> {
    Object::new(
        all.into_iter()
            .map(|(name, value)| (name.into(), value.into())),
    )
}

/// `branch`: decides by variables; the first condition that holds wins.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Branch {
    /// Each as JSON.
    conditions: Vec<String>,
}

impl fmt::Debug for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Branch({} conditions)", self.conditions.len())
    }
}

impl Branch {
    /// A branch without conditions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves by a label if a variable compares so with a text.
    #[must_use]
    pub fn when(
        self,
        label: impl Into<String>,
        variable: impl Into<String>,
        op: Op,
        value: impl Into<String>,
    ) -> Self {
        self.condition(&label.into(), &variable.into(), op, Some(&value.into()))
    }

    /// Leaves by a label if a variable is one of a list.
    #[must_use]
    pub fn when_in<T: Into<String>>(
        self,
        label: impl Into<String>,
        variable: impl Into<String>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        self.condition(&label.into(), &variable.into(), Op::In, Some(&values))
    }

    /// Leaves by a label if a variable has no value, or an empty one.
    #[must_use]
    pub fn when_empty(self, label: impl Into<String>, variable: impl Into<String>) -> Self {
        let nothing: Option<&String> = None;
        self.condition(&label.into(), &variable.into(), Op::Empty, nothing)
    }

    /// Leaves by a label if a variable has a value that is not empty.
    #[must_use]
    pub fn when_not_empty(self, label: impl Into<String>, variable: impl Into<String>) -> Self {
        let nothing: Option<&String> = None;
        self.condition(&label.into(), &variable.into(), Op::NotEmpty, nothing)
    }

    fn condition(mut self, label: &str, variable: &str, op: Op, value: Option<&impl Json>) -> Self {
        let mut json = String::from("{\"label\":");
        label.json(&mut json);
        json.push_str(",\"variable\":");
        variable.json(&mut json);
        json.push_str(",\"op\":");
        op.as_str().json(&mut json);
        if let Some(value) = value {
            json.push_str(",\"value\":");
            value.json(&mut json);
        }
        json.push('}');
        self.conditions.push(json);
        self
    }
}

impl From<Branch> for NodeData {
    fn from(branch: Branch) -> Self {
        let mut data = Self::of("branch");
        let list = format!("[{}]", branch.conditions.join(","));
        data.members.push(("conditions", list));
        data
    }
}

/// `hours`: decides by the clock of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    timezone: String,
    open: Vec<(Day, Vec<Vec<String>>)>,
    holidays: Vec<String>,
}

impl Hours {
    /// Always closed, by the clock of an IANA time zone such as `Asia/Kolkata`.
    pub fn new(timezone: impl Into<String>) -> Self {
        Self {
            timezone: timezone.into(),
            open: Vec::new(),
            holidays: Vec::new(),
        }
    }

    /// Open on a day from one time up to another, such as `"09:00"` and `"17:30"`; `"24:00"` is midnight.
    #[must_use]
    pub fn open(mut self, day: Day, from: impl Into<String>, to: impl Into<String>) -> Self {
        let span = vec![from.into(), to.into()];
        match self.open.iter_mut().find(|(other, _)| *other == day) {
            Some((_, spans)) => spans.push(span),
            None => self.open.push((day, vec![span])),
        }
        self
    }

    /// Closed all day on a date such as `"2026-01-26"`.
    #[must_use]
    pub fn holiday(mut self, date: impl Into<String>) -> Self {
        self.holidays.push(date.into());
        self
    }
}

impl From<Hours> for NodeData {
    fn from(hours: Hours) -> Self {
        let open = hours.open.into_iter();
        let open = Object(
            open.map(|(day, spans)| (day.as_str().to_owned(), spans))
                .collect(),
        );
        let mut data = Self::of("hours").set("timezone", &hours.timezone);
        if !open.0.is_empty() {
            data = data.set("open", &open);
        }
        if !hours.holidays.is_empty() {
            data = data.set("holidays", &hours.holidays);
        }
        data
    }
}

#[cfg(test)]
mod tests {
    use super::WRITTEN;
    use crate::members::NODE_TYPES;

    /// Members that are written by hand above.
    const BY_HAND: &[(&str, &[&str])] = &[
        ("menu", &["audio", "options"]),
        ("gather", &["audio"]),
        ("record", &["audio"]),
        ("voicemail", &["audio"]),
        ("dial", &["numbers"]),
        ("forward", &["numbers"]),
        ("request", &["headers", "save"]),
        ("branch", &["conditions"]),
        ("hours", &["timezone", "open", "holidays"]),
    ];

    #[test]
    fn every_member_of_the_table_can_be_written_and_no_other() {
        for node in &NODE_TYPES {
            let of = |all: &[(&'static str, &'static [&'static str])]| -> Vec<&'static str> {
                let rows = all.iter().filter(|(name, _)| *name == node.name);
                rows.flat_map(|(_, members)| members.iter().copied())
                    .collect()
            };
            let mut ours = of(WRITTEN);
            ours.extend(of(BY_HAND));
            ours.sort_unstable();
            let mut theirs: Vec<&str> = node.members.iter().map(|member| member.name).collect();
            theirs.sort_unstable();
            assert_eq!(ours, theirs, "{}", node.name);
        }
    }
}
