//! Widgets that connect the caller.

use super::super::draft::Goal;
use super::Studio;
use super::widget::Widget;
use crate::builder::{Conference, Dial, Queue, Set};
use crate::node::Strategy;

impl Studio {
    /// `connect-call-to`: `noun` with `to` or `sip_endpoint`; `callCompleted`.
    ///
    /// Where `DialCallStatus` is read, each exit of the `dial` sets it on the way.
    pub(super) fn connect(&mut self, widget: &Widget<'_>) {
        let known = [
            "noun",
            "to",
            "sip_endpoint",
            "caller_id",
            "timeout",
            "record",
        ];
        self.check(widget, &known, &["callCompleted"]);
        let goal = widget.goal("callCompleted");
        let noun = widget.text("noun").unwrap_or_default();
        let to = widget.text("to").unwrap_or_default();
        let to = self.text(widget, "to", &to);
        let dial = match noun.as_ref() {
            "" | "number" => Dial::new(self.number(widget, &to)),
            "number-multi" => {
                let all: Vec<String> = to
                    .split(',')
                    .map(str::trim)
                    .filter(|number| !number.is_empty())
                    .take(11)
                    .map(|number| self.number(widget, number))
                    .collect();
                if all.len() > 10 {
                    let message = "a dial rings at most ten numbers; the others are left out";
                    self.draft.left_out(&widget.name, "to", message);
                }
                Dial::several(all.into_iter().take(10)).strategy(Strategy::Simultaneous)
            }
            "client" => Dial::new(format!("client:{to}")),
            "sip" => {
                let endpoint = widget.text("sip_endpoint").unwrap_or_default();
                let endpoint = self.text(widget, "sip_endpoint", &endpoint);
                let scheme = endpoint.get(..4).unwrap_or_default();
                Dial::new(if scheme.eq_ignore_ascii_case("sip:") {
                    endpoint
                } else {
                    format!("sip:{endpoint}")
                })
            }
            "conference" => {
                let id = self.draft.fresh(&widget.name);
                let record = widget.flag("record") == Some(true);
                let room = Conference::new(to);
                let room = if record { room.record(true) } else { room };
                self.draft.node(&id, room);
                self.draft.next(&id, goal);
                self.draft.enter(&widget.name, Goal::Node(id));
                return;
            }
            other => {
                let message =
                    format!("a flow cannot connect to a `{other}`; it goes on as after the call");
                self.draft.left_out(&widget.name, "noun", message);
                self.draft.enter(&widget.name, goal);
                return;
            }
        };
        let mut dial = dial.timeout(self.range(widget, "timeout", 1, 600).unwrap_or(30));
        if let Some(caller_id) = self.other_than(widget, "caller_id", CALLER) {
            dial = dial.caller_id(self.number(widget, &caller_id));
        }
        if widget.flag("record") == Some(true) {
            dial = dial.record(true);
        }
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, dial);
        let path = format!("widgets.{}.DialCallStatus", widget.name);
        if self.uses(&path) > 0 {
            let variable = self.variable(&path, &widget.name);
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

    /// `enqueue-call`: `queue_name` or `workflow_sid`; what follows the queue is not reached.
    pub(super) fn enqueue(&mut self, widget: &Widget<'_>) {
        self.check(widget, &["queue_name", "wait_url", "workflow_sid"], &[]);
        let name = if let Some(name) = widget.text("queue_name") {
            self.text(widget, "queue_name", &name)
        } else {
            let message =
                "a workflow chooses a queue there; here it is a queue with the name of the widget";
            self.draft
                .approximated(&widget.name, "workflow_sid", message);
            widget.name.clone()
        };
        let mut queue = Queue::new(name);
        if let Some(url) = widget.text("wait_url") {
            queue = queue.music(self.text(widget, "wait_url", &url));
        }
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, queue);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `send-to-flex`: a task for an agent's desk.
    pub(super) fn flex(&mut self, widget: &Widget<'_>) {
        self.check(widget, &["workflow", "channel"], &[]);
        let message = "the desk takes its tasks from a workflow; here it is a queue with the name of the widget";
        self.draft.approximated(&widget.name, "workflow", message);
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, Queue::new(widget.name.clone()));
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `make-outgoing-call-v2`: the call that the flow is about; it begins when it was answered.
    pub(super) fn outgoing(&mut self, widget: &Widget<'_>) {
        let message = "a flow begins with an answered call: it goes on as after `answered`; who is called is said where the call is placed";
        self.draft.approximated(&widget.name, "", message);
        self.check(widget, &["to", "from", "timeout"], &["answered"]);
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
        let text = widget.text(member)?;
        let inside = text
            .trim()
            .strip_prefix("{{")
            .and_then(|text| text.strip_suffix("}}"));
        if inside.is_some_and(|path| usual.contains(&path.trim())) {
            return None;
        }
        Some(self.text(widget, member, &text))
    }

    /// A number, written as E.164 where that can be told.
    pub(super) fn number(&mut self, widget: &Widget<'_>, number: &str) -> String {
        if number.contains("{{") || number.contains(':') {
            return number.to_owned();
        }
        let bare: String = number
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.'))
            .collect();
        let digits = bare.len() >= 11 && bare.bytes().all(|byte| byte.is_ascii_digit());
        let whole = if digits && !bare.starts_with('0') {
            format!("+{bare}")
        } else {
            bare
        };
        if whole != number {
            let message = "the number is written as E.164; check its country";
            self.draft.approximated(&widget.name, "to", message);
        }
        whole
    }
}

/// The paths that are the caller's own number.
pub(super) const CALLER: &[&str] = &["contact.channel.address", "trigger.call.From"];
