//! Twilio Studio: the definition of a flow, as the console exports it and the API returns it.
//!
//! Read from: Twilio, "Studio widget library" and "Studio flow definition". Widgets that speak, ask, record,
//! connect, decide, request and text have a node each; what each event and property becomes stands beside the
//! code. Rules for all of them:
//!
//! - An event without a next widget ends the execution, and the call with it: its edge leads to a node `end`.
//! - `hangup` events (the caller has gone) have no equal: a flow ends there.
//! - A `gather-input-on-call` that only feeds a `split-based-on` which compares its digits becomes a `menu` with an
//!   edge per key, `invalid` for `noMatch` and `timeout` for `timeout`. Any other becomes a `gather`.
//! - A `gather` whose timeout leads back to itself would keep a silent line open for ever. It is heard
//!   [`MOST_ATTEMPTS`] times instead.
//! - Studio compares without regard to case, we with it: values with letters are compared by `(?i)` expressions.
//! - A widget without equal is passed over: its edge is followed by the event that fits best, which the remark names.

mod calls;
mod fold;
mod speech;
mod split;
mod tools;
mod widget;

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, Goal};
use super::liquid::{Piece, pieces, push_hole, push_text};
use super::remark::{Import, ImportError};
use crate::Flow;
use crate::document::{Shape, Value};
use fold::Fold;
use widget::Widget;

/// How often a prompt is heard that Studio repeats for ever.
const MOST_ATTEMPTS: u32 = 10;

/// Reads the definition of a Twilio Studio flow: `{description, states, initial_state, flags}`, or the answer of the
/// API that has it as `definition`.
///
/// # Errors
/// The file cannot be read as JSON (too large, too deep, a member twice), or it has no list `states`.
///
/// ```
/// let import = voice_ivr_flow::import::twilio_studio(br#"{
///     "description": "Greeting", "initial_state": "Trigger",
///     "states": [
///         {"name": "Trigger", "type": "trigger", "properties": {},
///          "transitions": [{"event": "incomingCall", "next": "hello"}]},
///         {"name": "hello", "type": "say-play", "properties": {"say": "Hello.", "loop": 1},
///          "transitions": [{"event": "audioComplete"}]}]
/// }"#)?;
/// assert!(import.flow.check().is_empty());
/// assert!(import.remarks.is_empty());
/// # Ok::<(), voice_ivr_flow::import::ImportError>(())
/// ```
pub fn twilio_studio(bytes: &[u8]) -> Result<Import, ImportError> {
    let document = Flow::from_json(bytes)?;
    let root = document.root();
    let root = match root.member("definition") {
        Some(inner) if inner.shape() == Shape::Object => inner,
        _ => root,
    };
    let states = root
        .member("states")
        .filter(|states| states.shape() == Shape::List)
        .ok_or(ImportError::NotThisKind(
            "this is no Studio flow: it has no list `states`",
        ))?;
    let mut studio = Studio {
        draft: Draft::new(),
        gathers: HashSet::new(),
        uses: HashMap::new(),
        answers: HashMap::new(),
    };
    let widgets = studio.widgets(states);
    for value in strings(states) {
        studio.note_uses(&value);
    }
    let folds = fold::find(&studio, &widgets);
    for (at, widget) in widgets.iter().enumerate() {
        match folds.get(&at) {
            Some(Fold::Menu(menu)) => studio.menu(widget, menu),
            Some(Fold::Gone) => {}
            None => studio.widget(widget),
        }
    }
    let name = root.member("description").and_then(Value::text);
    let name = name.filter(|name| !name.trim().is_empty());
    let start = studio.start(root, &widgets);
    Ok(studio
        .draft
        .finish(name.as_deref().unwrap_or("Imported from Studio"), start))
}

/// What is known while widgets are read.
#[derive(Debug)]
struct Studio {
    draft: Draft,
    gathers: HashSet<String>,
    /// By path, how often it is read anywhere.
    uses: HashMap<String, usize>,
    /// By widget, the members of its JSON answer that are read, in order.
    answers: HashMap<String, Vec<String>>,
}

impl Studio {
    fn widgets<'a>(&mut self, states: Value<'a>) -> Vec<Widget<'a>> {
        let mut names = HashSet::new();
        let mut widgets = Vec::new();
        for (at, state) in states.items().enumerate() {
            let widget = Widget::new(state);
            if widget.name.is_empty() {
                let place = format!("states[{at}]");
                self.draft
                    .left_out("", &place, "it has no name, so nothing can lead to it");
            } else if names.insert(widget.name.clone()) {
                if widget.kind == "gather-input-on-call" {
                    self.gathers.insert(widget.name.clone());
                }
                widgets.push(widget);
            } else {
                let message = "another widget has the name too; only the first is kept";
                self.draft.left_out(&widget.name, "name", message);
            }
        }
        widgets
    }

    fn note_uses(&mut self, text: &str) {
        for piece in pieces(text) {
            let (Piece::Path(path) | Piece::Filtered { path, .. }) = piece else {
                continue;
            };
            let uses = self.uses.entry(path.to_owned()).or_insert(0);
            *uses += 1;
            let answer = path
                .strip_prefix("widgets.")
                .and_then(|rest| rest.split_once(".parsed."));
            if let (1, Some((widget, member))) = (*uses, answer)
                && !member.contains('.')
            {
                let answers = self.answers.entry(widget.to_owned()).or_default();
                answers.push(member.to_owned());
            }
        }
    }

    /// How often a path is read.
    fn uses(&self, path: &str) -> usize {
        self.uses.get(path).copied().unwrap_or(0)
    }

    fn widget(&mut self, widget: &Widget<'_>) {
        match widget.kind.as_str() {
            "trigger" => self.check(widget, &[], TRIGGERS),
            "say-play" => self.say_play(widget),
            "gather-input-on-call" => self.gather(widget),
            "record-voicemail" => self.record(widget),
            "connect-call-to" => self.connect(widget),
            "enqueue-call" => self.enqueue(widget),
            "send-to-flex" => self.flex(widget),
            "make-outgoing-call-v2" | "make-outgoing-call" => self.outgoing(widget),
            "split-based-on" => self.split(widget),
            "make-http-request" => self.http(widget),
            "run-function" => self.function(widget),
            "set-variables" => self.set(widget),
            "send-message" => self.message(widget),
            "send-and-wait-for-reply" => self.message_and_reply(widget),
            _ => self.without_equal(widget),
        }
    }

    /// Where an incoming call begins; a flow that only the API starts begins with the call that it places.
    fn start(&mut self, root: Value<'_>, widgets: &[Widget<'_>]) -> Goal {
        let initial = root.member("initial_state").and_then(Value::text);
        let named = initial
            .as_deref()
            .and_then(|name| widgets.iter().find(|widget| widget.name == name));
        let trigger = named.or_else(|| widgets.iter().find(|widget| widget.kind == "trigger"));
        let Some(trigger) = trigger else {
            self.draft.left_out(
                "",
                "initial_state",
                "no widget begins the flow; it only hangs up",
            );
            return Goal::End;
        };
        if trigger.kind != "trigger" {
            return Goal::Foreign(trigger.name.clone());
        }
        let call = trigger.wired("incomingCall");
        let request = trigger.wired("incomingRequest");
        for event in TRIGGERS.iter().filter(|event| **event != "incomingCall") {
            let goal = trigger.wired(event);
            if goal.is_none() || goal == call || (call.is_none() && *event == "incomingRequest") {
                continue;
            }
            let message = "a flow begins with a call; what this event begins is not reached by it";
            self.draft.left_out(&trigger.name, event, message);
        }
        if call.is_none() && request.is_some() {
            let message = "the flow begins here, when the call that it is for was answered";
            self.draft
                .approximated(&trigger.name, "incomingRequest", message);
        }
        call.or(request).unwrap_or_else(|| {
            let message = "no call begins here; the flow only hangs up";
            self.draft.left_out(&trigger.name, "incomingCall", message);
            Goal::End
        })
    }

    /// Remarks properties and wired events that nobody has read.
    fn check(&mut self, widget: &Widget<'_>, properties: &[&str], events: &[&str]) {
        for (key, value) in widget.properties() {
            let name = key.text().unwrap_or_default();
            let empty = match value.shape() {
                Shape::Null | Shape::False => true,
                Shape::List => value.items().next().is_none(),
                _ => value.is(""),
            };
            if name != "offset" && !empty && !properties.contains(&name.as_ref()) {
                self.draft
                    .left_out(&widget.name, &name, "the property has no equal");
            }
        }
        for transition in widget.transitions() {
            let event = transition.member("event").and_then(Value::text);
            let event = event.unwrap_or_default();
            if widget::next(transition).is_none() || events.contains(&event.as_ref()) {
                continue;
            }
            let message = if event == "hangup" {
                "the flow ends when the caller hangs up; what follows is not reached by it"
            } else {
                "the event has no equal; what follows is not reached by it"
            };
            self.draft.left_out(&widget.name, &event, message);
        }
    }

    /// A text with its Liquid turned into holes.
    fn text(&mut self, widget: &Widget<'_>, member: &str, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => push_text(&mut out, text),
                Piece::Path(path) => push_hole(&mut out, &self.variable(path, &widget.name)),
                Piece::Filtered { path, all } => {
                    push_hole(&mut out, &self.variable(path, &widget.name));
                    let message = format!("the filters of `{}` are not applied", brief(all));
                    self.draft.approximated(&widget.name, member, message);
                }
                Piece::Other(inside) => {
                    let message = format!("`{}` is not understood and removed", brief(inside));
                    self.draft.left_out(&widget.name, member, message);
                }
                Piece::Tag(inside) => {
                    let message = format!(
                        "the tag `{}` is removed; what it would choose from is all kept",
                        brief(inside)
                    );
                    self.draft.left_out(&widget.name, member, message);
                }
            }
        }
        out
    }

    /// The variable of a path, by the table of the module docs.
    fn variable(&mut self, path: &str, widget: &str) -> String {
        let (path, wish) = match path {
            "trigger.call.From" | "contact.channel.address" => {
                ("trigger.call.From", "call_from".to_owned())
            }
            "trigger.call.To" | "flow.channel.address" => ("trigger.call.To", "call_to".to_owned()),
            path => {
                let wish = wish(path);
                return if let Some(gather) = self.input_of(path) {
                    let of = format!("widgets.{gather}.input");
                    let wish = format!("{gather}_input");
                    self.draft.variable(&of, &wish, widget)
                } else {
                    self.draft.variable(path, &wish, widget)
                };
            }
        };
        self.draft.variable(path, &wish, widget)
    }

    /// The gather whose entry a path reads.
    fn input_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (widget, member) = path.strip_prefix("widgets.")?.rsplit_once('.')?;
        (matches!(member, "Digits" | "SpeechResult") && self.gathers.contains(widget))
            .then_some(widget)
    }
}

const TRIGGERS: &[&str] = &[
    "incomingCall",
    "incomingRequest",
    "incomingMessage",
    "incomingConversationMessage",
    "incomingParent",
];

fn wish(path: &str) -> String {
    for prefix in [
        "flow.data.",
        "trigger.request.parameters.",
        "trigger.parent.parameters.",
    ] {
        if let Some(name) = path.strip_prefix(prefix) {
            return format!("data_{name}");
        }
    }
    let rest = path
        .strip_prefix("flow.variables.")
        .map(str::to_owned)
        .or_else(|| {
            let call = path.strip_prefix("trigger.call.")?;
            Some(format!("call_{}", call.to_lowercase()))
        })
        .or_else(|| {
            let (widget, member) = path.strip_prefix("widgets.")?.split_once('.')?;
            let (widget, member) = match member.strip_prefix("parsed.") {
                Some(member) => (widget, member.to_owned()),
                None => (widget, member.to_lowercase()),
            };
            Some(format!("{widget}_{member}"))
        });
    rest.unwrap_or_else(|| path.to_owned())
}

/// The beginning of a text, for a remark.
fn brief(text: &str) -> String {
    if text.chars().nth(60).is_none() {
        return text.to_owned();
    }
    let start: String = text.chars().take(57).collect();
    format!("{start}…")
}

/// All strings inside a value. Depth is limited by the scanner; the list of what is open is no deeper.
fn strings(value: Value<'_>) -> impl Iterator<Item = String> {
    let mut open = vec![value];
    std::iter::from_fn(move || {
        while let Some(value) = open.pop() {
            match value.shape() {
                Shape::Object => open.extend(value.members().map(|(_, member)| member)),
                Shape::List => open.extend(value.items()),
                _ => {
                    if let Some(text) = value.text() {
                        return Some(text.into_owned());
                    }
                }
            }
        }
        None
    })
}
