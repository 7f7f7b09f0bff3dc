//! Widgets that connect the caller.

use super::super::draft::{Draft, Goal};
use super::super::foreign::Foreign;
use super::Studio;
use super::widget::Widget;
use crate::builder::{Conference, Dial, Queue, Set};
use crate::finding::words::shortened;
use crate::node::Strategy;

impl Studio {
    /// `connect-call-to`: `noun` with `to` or `sip_endpoint`; `callCompleted`.
    ///
    /// Where `DialCallStatus` is read, each exit of the `dial` sets it on the way.
    pub(super) fn connect(&mut self, widget: &Widget<'_>) {
        let goal = widget.goal("callCompleted");
        let noun = widget.text("noun").unwrap_or_default();
        let dial = match noun.as_ref() {
            "" | "number" => {
                let to = widget.text("to").unwrap_or_default();
                Dial::new(self.draft.number("to", &to))
            }
            "number-multi" => self.several(widget),
            "client" => {
                let to = self.text(widget, "to").unwrap_or_default();
                Dial::new(format!("client:{to}"))
            }
            "sip" => {
                let endpoint = self.text(widget, "sip_endpoint").unwrap_or_default();
                let scheme = endpoint.get(..4).unwrap_or_default();
                Dial::new(if scheme.eq_ignore_ascii_case("sip:") {
                    endpoint
                } else {
                    format!("sip:{endpoint}")
                })
            }
            "conference" => {
                self.conference(widget, goal);
                return;
            }
            other => {
                let message = format!(
                    "a flow cannot connect to a `{}`{}; it goes on as after the call",
                    shortened(other),
                    Draft::with(widget.properties()),
                );
                self.draft.left_out("noun", message);
                self.draft.enter(&widget.name, goal);
                return;
            }
        };
        let mut dial = dial.timeout(
            self.draft
                .range(widget.property("timeout"), "timeout", ("dial", "timeout"))
                .unwrap_or(30),
        );
        let limit = widget.property("time_limit");
        if let Some(seconds) = self
            .draft
            .range(limit, "time_limit", ("dial", "time_limit"))
        {
            dial = dial.time_limit(seconds);
        }
        if let Some(caller_id) = self.other_than(widget, "caller_id", CALLER) {
            dial = dial.caller_id(caller_id);
        }
        if widget.flag("record") == Some(true) {
            dial = dial.record(true);
        }
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, dial);
        let path = format!("widgets.{}.DialCallStatus", widget.name);
        if self.uses(&path) > 0 {
            let variable = self.draft.variable(&path);
            self.draft.sets(&variable);
            for status in ["completed", "busy", "no-answer", "failed"] {
                let set = self.draft.fresh(&format!("{}-{status}", widget.name));
                self.draft.node(&set, Set::new(variable.clone(), status));
                self.draft.next(&set, goal.clone());
                self.draft.edge(&id, status, Goal::Node(set));
            }
        } else {
            self.draft.next(&id, goal);
        }
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// Several numbers, which ring at once.
    fn several(&mut self, widget: &Widget<'_>) -> Dial {
        let to = widget.text("to").unwrap_or_default();
        let all = to.split(',').map(str::trim).filter(|to| !to.is_empty());
        if all.clone().nth(MOST_NUMBERS).is_some() {
            let message = "a dial rings at most ten numbers; the others are left out";
            self.draft.left_out("to", message);
        }
        let numbers: Vec<String> = all
            .take(MOST_NUMBERS)
            .map(|number| self.draft.number("to", number))
            .collect();
        Dial::several(numbers).strategy(Strategy::Simultaneous)
    }

    fn conference(&mut self, widget: &Widget<'_>, goal: Goal) {
        // Nobody is rung, so nobody is shown a number.
        widget.idle(&["timeout", "caller_id"]);
        let id = self.draft.fresh(&widget.name);
        let mut room = Conference::new(self.text(widget, "to").unwrap_or_default());
        if widget.flag("record") == Some(true) {
            room = room.record(true);
        }
        self.draft.node(&id, room);
        self.draft.next(&id, goal);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `enqueue-call`: `queue_name` or `workflow_sid`; what follows the queue is not reached.
    pub(super) fn enqueue(&mut self, widget: &Widget<'_>) {
        let name = if let Some(name) = self.text(widget, "queue_name") {
            name
        } else {
            widget.idle(&["workflow_sid"]);
            let message =
                "a workflow chooses a queue there; here it is a queue with the name of the widget";
            self.draft.approximated("workflow_sid", message);
            widget.name.clone()
        };
        widget.usual("wait_url_method", &["POST"]);
        widget.usual("priority", &["0"]);
        let music = self.text(widget, "wait_url");
        self.queue(widget, Queue::new(name), music);
    }

    /// `send-to-flex`: a task for an agent's desk.
    pub(super) fn flex(&mut self, widget: &Widget<'_>) {
        widget.idle(&["workflow", "channel"]);
        let message = "the desk takes its tasks from a workflow and a `channel`; here it is a queue with the name of the widget";
        self.draft.approximated("workflow", message);
        widget.usual("waitUrlMethod", &["POST"]);
        let music = self.text(widget, "waitUrl");
        self.queue(widget, Queue::new(widget.name.clone()), music);
    }

    fn queue(&mut self, widget: &Widget<'_>, mut queue: Queue, music: Option<String>) {
        if let Some(url) = music {
            queue = queue.music(url);
        }
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, queue);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `make-outgoing-call-v2`: the call that the flow is about; it begins when it was answered.
    pub(super) fn outgoing(&mut self, widget: &Widget<'_>) {
        let message = "a flow begins with an answered call: it goes on as after `answered`; who is called is said where the call is placed";
        self.draft.approximated("", message);
        for (member, usual) in [("to", CALLER), ("from", CALLED)] {
            if widget.property(member).is_some_and(|to| is_path(to, usual)) {
                widget.idle(&[member]);
            }
        }
        widget.usual("detect_answering_machine", &["false"]);
        widget.usual("record", &["false"]);
        if widget
            .property("detect_answering_machine")
            .is_none_or(Foreign::is_noted)
        {
            widget.idle(&[
                "machine_detection",
                "machine_detection_timeout",
                "machine_detection_speech_threshold",
                "machine_detection_speech_end_threshold",
                "machine_detection_silence_timeout",
            ]);
        }
        if widget.property("record").is_none_or(Foreign::is_noted) {
            widget.idle(&["trim", "recording_channels"]);
        }
        let goal = widget.goal("answered");
        self.draft.enter(&widget.name, goal);
    }

    /// A property as text, unless it is one of the usual paths alone.
    pub(super) fn other_than(
        &mut self,
        widget: &Widget<'_>,
        member: &str,
        usual: &[&str],
    ) -> Option<String> {
        let text = widget.property(member)?;
        let number = text.plain()?;
        (!is_path(text, usual)).then(|| self.draft.number(member, &number))
    }
}

/// Whether a text is one of these paths alone.
pub(super) fn is_path(text: Foreign<'_>, paths: &[&str]) -> bool {
    let text = text.peek().text();
    let inside = text.as_deref().and_then(|text| {
        text.trim()
            .strip_prefix("{{")
            .and_then(|text| text.strip_suffix("}}"))
    });
    inside.is_some_and(|path| paths.contains(&path.trim()))
}

/// As many as a `dial` rings.
const MOST_NUMBERS: usize = 10;

/// The paths that are the caller's own number.
pub(super) const CALLER: &[&str] = &["contact.channel.address", "trigger.call.From"];

/// The paths that are the number of the flow.
pub(super) const CALLED: &[&str] = &["flow.channel.address", "trigger.call.To"];
