//! Widgets that request, set and text, and those without equal.

use super::super::draft::Goal;
use super::Studio;
use super::calls::CALLER;
use super::widget::{Widget, plain};
use crate::builder::{Request, Set, Sms};
use crate::document::Value;

impl Studio {
    /// `make-http-request`: `url`, `method`, `content_type`, `body` or `parameters`; `success`, `failed`.
    pub(super) fn http(&mut self, widget: &Widget<'_>) {
        let known = ["url", "method", "content_type", "body", "parameters"];
        self.check(widget, &known, &["success", "failed"]);
        let method = widget.text("method").unwrap_or_default().to_uppercase();
        let method = match method.as_str() {
            "" | "GET" => "GET",
            "POST" => "POST",
            "PUT" => "PUT",
            "PATCH" => "PATCH",
            "DELETE" => "DELETE",
            _ => {
                let message = "the method has no equal; it is `POST` here";
                self.draft.approximated(&widget.name, "method", message);
                "POST"
            }
        };
        self.request(widget, method, "failed");
    }

    /// `run-function`: a POST to its URL; `success`, `fail`.
    pub(super) fn function(&mut self, widget: &Widget<'_>) {
        let known = [
            "url",
            "parameters",
            "service_sid",
            "environment_sid",
            "function_sid",
        ];
        self.check(widget, &known, &["success", "fail"]);
        let message = "the function is requested as any URL is, without Twilio's signature";
        self.draft.approximated(&widget.name, "url", message);
        self.request(widget, "POST", "fail");
    }

    fn request(&mut self, widget: &Widget<'_>, method: &str, failed: &str) {
        let url = widget.text("url").unwrap_or_default();
        let mut url = self.text(widget, "url", url.trim());
        let mut form = String::new();
        for parameter in widget
            .property("parameters")
            .into_iter()
            .flat_map(Value::items)
        {
            let part = |name| parameter.member(name).and_then(plain).unwrap_or_default();
            let (key, value) = (part("key"), part("value"));
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(&self.encoded(widget, &key));
            form.push('=');
            form.push_str(&self.encoded(widget, &value));
        }
        let mut request;
        if method == "GET" {
            if !form.is_empty() {
                url.push(if url.contains('?') { '&' } else { '?' });
                url.push_str(&form);
            }
            if widget.text("body").is_some() {
                let message = "a GET sends no body";
                self.draft.left_out(&widget.name, "body", message);
            }
            request = Request::new(url);
        } else {
            let usual = "application/x-www-form-urlencoded";
            let content_type = widget.text("content_type");
            let content_type = content_type.as_deref().unwrap_or(usual);
            let content_type = self.text(widget, "content_type", content_type);
            let body = match widget.text("body") {
                Some(body) if form.is_empty() || !content_type.starts_with(usual) => {
                    if !form.is_empty() {
                        let message = "the body is sent, the parameters are not";
                        self.draft.left_out(&widget.name, "parameters", message);
                    }
                    self.text(widget, "body", &body)
                }
                _ => {
                    if form.contains("{{") {
                        let message =
                            "values of variables are sent as they are, not encoded as a form is";
                        self.draft.approximated(&widget.name, "parameters", message);
                    }
                    form
                }
            };
            request = Request::new(url).method(method);
            if !body.is_empty() {
                request = request.headers([("Content-Type", content_type)]).body(body);
            }
        }
        let answers = self.answers.remove(&widget.name).unwrap_or_default();
        if !answers.is_empty() {
            let save: Vec<(String, String)> = answers
                .into_iter()
                .map(|member| {
                    let path = format!("widgets.{}.parsed.{member}", widget.name);
                    let variable = self.variable(&path, &widget.name);
                    self.draft.sets(&variable);
                    (variable, member)
                })
                .collect();
            request = request.save(save);
        }
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, request);
        self.draft.edge(&id, "ok", widget.goal("success"));
        self.draft.edge(&id, "failed", widget.goal(failed));
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// A text of a form: holes stay, the rest is percent-encoded.
    fn encoded(&mut self, widget: &Widget<'_>, text: &str) -> String {
        let text = self.text(widget, "parameters", text);
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some((before, hole)) = rest.split_once("{{") {
            percent(before, &mut out);
            let (name, after) = hole.split_once("}}").unwrap_or((hole, ""));
            out.push_str("{{");
            out.push_str(name);
            out.push_str("}}");
            rest = after;
        }
        percent(rest, &mut out);
        out
    }

    /// `set-variables`: a list of `{key, value}`; `next`.
    pub(super) fn set(&mut self, widget: &Widget<'_>) {
        self.check(widget, &["variables"], &["next"]);
        let goal = widget.goal("next");
        let mut before: Option<String> = None;
        for variable in widget
            .property("variables")
            .into_iter()
            .flat_map(Value::items)
        {
            let part = |name| variable.member(name).and_then(plain).unwrap_or_default();
            let key = part("key");
            if key.is_empty() {
                self.draft
                    .left_out(&widget.name, "variables", "a variable has no name");
                continue;
            }
            if part("type") == "json" || part("parse_as_json_object") == "true" {
                let message =
                    format!("`{key}` is set to the text, not to what the JSON in it holds");
                self.draft.approximated(&widget.name, "variables", message);
            }
            let value = self.text(widget, "variables", &part("value"));
            let name = self.variable(&format!("flow.variables.{key}"), &widget.name);
            self.draft.sets(&name);
            let id = self.draft.fresh(&widget.name);
            self.draft.node(&id, Set::new(name, value));
            match before.replace(id.clone()) {
                Some(before) => self.draft.next(&before, Goal::Node(id)),
                None => self.draft.enter(&widget.name, Goal::Node(id)),
            }
        }
        match before {
            Some(last) => self.draft.next(&last, goal),
            None => self.draft.enter(&widget.name, goal),
        }
    }

    /// `send-message`: `body`, `to`; `sent`, `failed`.
    pub(super) fn message(&mut self, widget: &Widget<'_>) {
        self.check(widget, MESSAGE, &["sent", "failed"]);
        self.sms(widget, widget.goal("sent"), widget.goal("failed"));
    }

    /// `send-and-wait-for-reply`: nobody waits for the reply; it goes on as if none came.
    pub(super) fn message_and_reply(&mut self, widget: &Widget<'_>) {
        self.check(
            widget,
            MESSAGE,
            &["incomingMessage", "timeout", "deliveryFailure"],
        );
        let message = "a call does not wait for texts; it goes on as after `timeout`";
        self.draft
            .approximated(&widget.name, "incomingMessage", message);
        self.sms(
            widget,
            widget.goal("timeout"),
            widget.goal("deliveryFailure"),
        );
    }

    fn sms(&mut self, widget: &Widget<'_>, sent: Goal, failed: Goal) {
        let body = widget.text("body").unwrap_or_default();
        let mut sms = Sms::new(self.text(widget, "body", &body));
        if let Some(to) = self.other_than(widget, "to", CALLER) {
            sms = sms.to(self.number(widget, &to));
        }
        let usual = &["flow.channel.address", "trigger.call.To"];
        if self.other_than(widget, "from", usual).is_some() {
            let message = "the text is sent from the number of the call";
            self.draft.approximated(&widget.name, "from", message);
        }
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, sms);
        self.draft.next(&id, sent);
        self.draft.edge(&id, "failed", failed);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// A widget that has no equal is passed over, by the event that claims least.
    pub(super) fn without_equal(&mut self, widget: &Widget<'_>) {
        let event = match widget.kind.as_str() {
            "capture-payments" => Some("providerError"),
            "fork-stream" => Some("next"),
            "record-call" => Some("success"),
            "run-subflow" => Some("completed"),
            "add-twiml-redirect" | "connect-virtual-agent" | "connect-virtual-agent-v2" => {
                Some("return")
            }
            _ => None,
        };
        let first = || {
            let mut wired = widget
                .transitions()
                .filter(|one| super::widget::next(*one).is_some());
            let event = wired.next()?.member("event")?.text()?;
            Some(event.into_owned())
        };
        let event = event.map(str::to_owned).or_else(first).unwrap_or_default();
        let message = match (widget.kind.as_str(), event.as_str()) {
            ("", _) => "the widget has no type and is passed over".to_owned(),
            (kind, "") => format!(
                "there is nothing like `{}` here; the call ends",
                super::brief(kind)
            ),
            (kind, event) => format!(
                "there is nothing like `{}` here; it is passed over as after `{}`",
                super::brief(kind),
                super::brief(event)
            ),
        };
        self.draft.left_out(&widget.name, "", message);
        let goal = widget.goal(&event);
        self.draft.enter(&widget.name, goal);
    }
}

const MESSAGE: &[&str] = &[
    "body",
    "to",
    "from",
    "service",
    "channel",
    "timeout",
    "message_type",
];

fn percent(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
}
