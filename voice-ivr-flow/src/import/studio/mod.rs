//! Twilio Studio: the definition of a flow, as the console exports it and the API returns it.
//!
//! Read from: Twilio, "Studio widget library", "Studio flow definition" and "Studio Flow and Widget JSON Schemas".
//! What becomes of a widget is said at [`twilio_studio`]; what each event and property becomes stands beside the code.

mod calls;
mod fold;
mod hints;
mod speech;
mod split;
mod tools;
mod widget;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::draft::{Draft, Goal, Named};
use super::foreign::{Foreign, Used};
use super::liquid::{Piece, pieces};
use super::remark::{Import, ImportError, RemarkKind};
use crate::Flow;
use crate::document::{Shape, Value};
use crate::finding::words::shortened;
use fold::Fold;
use widget::Widget;

/// Reads the definition of a Twilio Studio flow: `{description, states, initial_state, flags}`, or the answer of the
/// API that has it as `definition`.
///
/// | widget | here |
/// |---|---|
/// | `trigger` | where the flow begins: by `incomingCall`; without it by `incomingRequest`, then `incomingParent` |
/// | `say-play` | `say`, `play`; tones are a `pause` with a remark |
/// | `gather-input-on-call` | `menu` or `gather` |
/// | `split-based-on` | `branch` |
/// | `set-variables` | a `set` for each |
/// | `record-voicemail` | `record` |
/// | `connect-call-to` | `dial`, `conference` |
/// | `enqueue-call`, `send-to-flex` | `queue` |
/// | `make-outgoing-call-v1`, `-v2` | nothing: a flow begins when its call was answered |
/// | `make-http-request`, `run-function`, `run-function-v2` | `request` |
/// | `send-message`, `send-and-wait-for-reply` | `sms` |
/// | `add-twiml-redirect`, `capture-payments`, `connect-virtual-agent`, `connect-virtual-agent-v2`, `create-task`, `fork-stream`, `record-call`, `run-conversation-relay`, `run-subflow`, `understand`, `update-sync-object`, those of chats and conversations, all others | passed over, and the remark says by which event and what to draw instead |
///
/// Rules for all of them:
///
/// - An event without a next widget ends the execution, and the call with it: its edge leads to a node `end`.
/// - `hangup` events (the caller has gone) have no equal: a flow ends there.
/// - A `gather-input-on-call` that only feeds a `split-based-on` which compares its digits becomes a `menu` with an
///   edge per key, `invalid` for `noMatch` and `timeout` for `timeout`. Any other becomes a `gather`.
/// - A `gather` whose timeout leads back to itself would keep a silent line open for ever. It is heard as often as a
///   `gather` can be instead.
/// - Studio compares without regard to case, we with it: values with letters are compared by `(?i)` expressions. What
///   fills a hole in them is matched as it stands.
/// - A `menu` of single keys has no finish key: each key is an entry.
/// - What the editor keeps for itself is not carried over and not remarked: `offset`, the `friendly_name` of a
///   condition, `$schema`, and what the API tells about a flow beside its definition. Neither are properties that say
///   what is meant without them, and those without effect in Studio, such as the settings of speech where no speech
///   is listened for.
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
    let used = Used::default();
    let file = Foreign::new(document.root(), &used);
    let inner = file.member("definition");
    let inner = inner.filter(|inner| inner.shape() == Shape::Object);
    let root = inner.unwrap_or(file);
    let Some(states) = list(root, "states") else {
        return Err(ImportError::NotThisKind(match list(file, "nodes") {
            Some(_) => {
                "this is no Studio flow: it has no list `states`; a file with `nodes` is a pathway of Bland, or a flow already"
            }
            None => "this is no Studio flow: it has no list `states`",
        }));
    };
    let widgets: Vec<(usize, Widget<'_>)> = states.items().map(Widget::new).enumerate().collect();
    let mut studio = Studio {
        draft: Draft::new(naming(&widgets)),
        uses: HashMap::new(),
        answers: HashMap::new(),
    };
    for value in strings(states.peek()) {
        studio.note_uses(&value);
    }
    let title = title(file, root);
    let widgets = studio.distinct(widgets);
    let start = studio.start(root, &widgets);
    studio.draft.begin(start);
    let folds = fold::find(&studio, &widgets);
    for (at, widget) in widgets.iter().enumerate() {
        studio.draft.turn_to(&widget.name, widget.place());
        match folds.get(&at) {
            Some(Fold::Menu(menu)) => studio.menu(widget, menu),
            Some(Fold::Gone) => {}
            None => studio.widget(widget),
        }
        studio.rest(widget);
    }
    studio.draft.turn_to("", root.place());
    states.note();
    studio.rest_of_file(file, root);
    Ok(studio.draft.finish(&title, |path| {
        if path.starts_with("widgets.") {
            (RemarkKind::LeftOut, "it stays empty: of other widgets the entry, the recording, the status of a dial and the members of a JSON answer are kept")
        } else {
            (RemarkKind::Needed, "give its value when the call starts")
        }
    }))
}

fn list<'a>(of: Foreign<'a>, name: &str) -> Option<Foreign<'a>> {
    of.member(name).filter(|value| value.shape() == Shape::List)
}

/// What is known while widgets are read.
struct Studio {
    draft: Draft,
    /// By path, how often it is read anywhere.
    uses: HashMap<String, usize>,
    /// By widget, the members of its JSON answer that are read, in order.
    answers: HashMap<String, Vec<String>>,
}

impl Studio {
    /// The widgets that something can lead to.
    fn distinct<'a>(&mut self, all: Vec<(usize, Widget<'a>)>) -> Vec<Widget<'a>> {
        let mut names = HashSet::new();
        let mut widgets = Vec::new();
        for (at, widget) in all {
            self.draft.turn_to(&widget.name, widget.place());
            if widget.name.is_empty() {
                let message = "it has no name, so nothing can lead to it";
                self.draft.left_out(&format!("states[{at}]"), message);
            } else if names.insert(widget.name.clone()) {
                widgets.push(widget);
            } else {
                let message = "another widget has the name too; only the first is kept";
                self.draft.left_out("name", message);
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
            // Where the flow begins is read before.
            "trigger" => {}
            "say-play" => self.say_play(widget),
            "gather-input-on-call" => self.gather(widget),
            "record-voicemail" => self.record(widget),
            "connect-call-to" => self.connect(widget),
            "enqueue-call" => self.enqueue(widget),
            "send-to-flex" => self.flex(widget),
            "make-outgoing-call-v2" | "make-outgoing-call-v1" | "make-outgoing-call" => {
                self.outgoing(widget);
            }
            "split-based-on" => self.split(widget),
            "make-http-request" => self.http(widget),
            "run-function" | "run-function-v2" => self.function(widget),
            "set-variables" => self.set(widget),
            "send-message" => self.message(widget),
            "send-and-wait-for-reply" => self.message_and_reply(widget),
            _ => self.without_equal(widget),
        }
    }

    /// Where an incoming call begins; a flow that only the API or another flow starts begins with the call that it
    /// is for.
    fn start(&mut self, root: Foreign<'_>, widgets: &[Widget<'_>]) -> Goal {
        self.draft.turn_to("", root.place());
        let initial = root.member("initial_state").and_then(Foreign::text);
        let named = initial
            .as_deref()
            .and_then(|name| widgets.iter().find(|widget| widget.name == name));
        let trigger = named.or_else(|| widgets.iter().find(|widget| widget.kind == "trigger"));
        let Some(trigger) = trigger else {
            let message = "no widget begins the flow; it only hangs up";
            self.draft.left_out("initial_state", message);
            return Goal::End;
        };
        if named.is_none() {
            let message = format!(
                "the flow begins with the widget `{}`",
                shortened(&trigger.name)
            );
            self.draft.approximated("initial_state", message);
        }
        if trigger.kind != "trigger" {
            return Goal::foreign(&trigger.name);
        }
        self.draft.turn_to(&trigger.name, trigger.place());
        let begins = [
            ("incomingCall", ""),
            (
                "incomingRequest",
                "the flow begins here, when the call that it is for was answered",
            ),
            (
                "incomingParent",
                "the flow begins here; put it under `flows` of the flow that runs it, and draw a `subflow` there",
            ),
        ];
        let mut start = None;
        for (event, message) in begins {
            let Some(goal) = trigger.wired(event) else {
                continue;
            };
            match &start {
                None => {
                    if !message.is_empty() {
                        self.draft.approximated(event, message);
                    }
                    start = Some(goal);
                }
                // However it begins, it is the same flow.
                Some(first) if *first == goal => {}
                Some(_) => {
                    let behind = shortened(&trigger.leads_to(event).unwrap_or_default());
                    let message = format!(
                        "{}; `{behind}` is not reached by it",
                        hints::event("trigger", event)
                    );
                    self.draft.left_out(event, message);
                }
            }
        }
        start.unwrap_or_else(|| {
            let message = "no call begins here; the flow only hangs up";
            self.draft.left_out("incomingCall", message);
            Goal::End
        })
    }

    /// Remarks what nobody has read of a widget.
    fn rest(&mut self, widget: &Widget<'_>) {
        let kind = widget.kind.as_str();
        self.draft
            .rest(Some(widget.envelope()), "", |_| hints::NOTHING);
        self.draft
            .rest(widget.properties(), "", |name| hints::property(kind, name));
        for (at, transition) in widget.transitions().enumerate() {
            let place = format!("transitions[{at}]");
            if transition.shape() != Shape::Object {
                self.draft.left_out(&place, "it is no transition");
                continue;
            }
            let event = transition.member("event");
            let name = event.and_then(Foreign::text).unwrap_or_default();
            let next = transition.member("next").filter(|next| !next.is_noted());
            if let (Some(next), Some(behind)) = (next, widget::leads_to(transition)) {
                next.note();
                let member = if name.is_empty() { &place } else { &*name };
                let behind = shortened(&behind);
                let message = format!(
                    "{}; `{behind}` is not reached by it",
                    hints::event(kind, &name)
                );
                self.draft.left_out(member, message);
            }
            self.draft
                .rest(Some(transition), &format!("{place}."), |_| hints::NOTHING);
        }
    }

    /// Remarks what nobody has read beside the widgets.
    fn rest_of_file(&mut self, file: Foreign<'_>, root: Foreign<'_>) {
        let idle = |of: Foreign<'_>, names: &[&str]| {
            for value in names.iter().filter_map(|name| of.member(name)) {
                value.note();
            }
        };
        idle(root, &["$schema"]);
        if let Some(flags) = root.member("flags") {
            // A flow of ours takes any number of calls at once.
            if let Some(flag) = flags.member("allow_concurrent_calls") {
                flag.usual(&["true"]);
            }
        }
        self.draft.rest(Some(root), "", hints::of_the_flow);
        if file.place() != root.place() {
            root.note();
            idle(file, OF_THE_API);
            self.draft.rest(Some(file), "", |_| hints::NOTHING);
        }
    }
}

/// What the flow is called.
fn title(file: Foreign<'_>, root: Foreign<'_>) -> String {
    let friendly = file.member("friendly_name").and_then(Foreign::words);
    let title = friendly.or_else(|| root.member("description")?.words());
    title.map_or_else(|| "Imported from Studio".to_owned(), Cow::into_owned)
}

/// What the API tells about a flow beside its definition.
const OF_THE_API: &[&str] = &[
    "sid",
    "account_sid",
    "status",
    "revision",
    "commit_message",
    "valid",
    "date_created",
    "date_updated",
    "webhook_url",
    "url",
    "links",
];

/// How the paths of a flow with these widgets are called here, by the table of the module docs.
fn naming(widgets: &[(usize, Widget<'_>)]) -> impl Fn(&str) -> Named + use<> {
    let of = |kind: &str| -> HashSet<String> {
        let widgets = widgets.iter().map(|(_, widget)| widget);
        let of_kind = widgets.filter(|widget| widget.kind == kind);
        of_kind.map(|widget| widget.name.clone()).collect()
    };
    let (gathers, sets) = (of("gather-input-on-call"), of("set-variables"));
    move |path| {
        let named = |path: &str, wish: String| Named {
            path: path.to_owned(),
            wish,
        };
        for prefix in ["flow.data.", "trigger.request.parameters."] {
            // The parameters of a request are found under both names.
            if let Some(name) = path.strip_prefix(prefix) {
                return named(&format!("flow.data.{name}"), format!("data_{name}"));
            }
        }
        if let Some(name) = path.strip_prefix("trigger.parent.parameters.") {
            return named(path, format!("data_{name}"));
        }
        if let Some((widget, member)) = entry(path)
            && gathers.contains(widget)
        {
            return named(
                &format!("widgets.{widget}.{member}"),
                format!("{widget}_{member}"),
            );
        }
        if let Some((widget, member)) = of_widget(path) {
            if sets.contains(widget) {
                return named(&format!("flow.variables.{member}"), member.to_owned());
            }
            let member = match member.strip_prefix("parsed.") {
                Some(member) => member.to_owned(),
                None => member.to_lowercase(),
            };
            return named(path, format!("{widget}_{member}"));
        }
        match path {
            "trigger.call.From" | "contact.channel.address" => {
                named("trigger.call.From", "call_from".to_owned())
            }
            "trigger.call.To" | "flow.channel.address" => {
                named("trigger.call.To", "call_to".to_owned())
            }
            path => {
                let call = path.strip_prefix("trigger.call.");
                let wish = match (path.strip_prefix("flow.variables."), call) {
                    (Some(name), _) => name.to_owned(),
                    (_, Some(name)) => format!("call_{}", name.to_lowercase()),
                    _ => path.to_owned(),
                };
                named(path, wish)
            }
        }
    }
}

/// The widget and what of it a path reads.
fn of_widget(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("widgets.")?.split_once('.')
}

/// The gather whose entry a path reads, and how that is called: it has one of both.
fn entry(path: &str) -> Option<(&str, &'static str)> {
    let (widget, member) = of_widget(path)?;
    matches!(member, "Digits" | "SpeechResult").then_some((widget, "input"))
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
