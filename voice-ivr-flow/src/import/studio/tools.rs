//! Widgets that request, set and text, and those without equal.

use voice_core::xml::push_percent_encoded;

use super::super::draft::{Draft, Goal};
use super::super::foreign::Foreign;
use super::super::limits;
use super::calls::{CALLED, CALLER};
use super::widget::{Widget, leads_to};
use super::{Studio, hints};
use crate::builder::{Request, Set, Sms};
use crate::finding::words::shortened;

/// How long Studio waits for an answer.
const SECONDS: u32 = 10;

/// The type of a body that is made of parameters.
const FORM: &str = "application/x-www-form-urlencoded";

impl Studio {
    /// `make-http-request`: `url`, `method`, `content_type`, `body` or `parameters`; `success`, `failed`.
    pub(super) fn http(&mut self, widget: &Widget<'_>) {
        let method = match widget.text("method") {
            None => "GET",
            Some(word) => limits::method(&word).unwrap_or_else(|| {
                let message = "a request has no such method; it is `POST` here";
                self.draft.approximated("method", message);
                "POST"
            }),
        };
        widget.usual("add_twilio_auth", &["false"]);
        self.request(widget, method, "failed");
    }

    /// `run-function`: a POST to its URL; `success`, `fail`.
    pub(super) fn function(&mut self, widget: &Widget<'_>) {
        // They name what the URL names.
        widget.idle(&["service_sid", "environment_sid", "function_sid"]);
        let message = "the function is requested as any URL is, without Twilio's signature";
        self.draft.approximated("url", message);
        self.request(widget, "POST", "fail");
    }

    fn request(&mut self, widget: &Widget<'_>, method: &str, failed: &str) {
        let mut url = self.text(widget, "url").unwrap_or_default();
        let mut request;
        if method == "GET" {
            // It is the type of a body that is not sent.
            widget.idle(&["content_type"]);
            let form = self.form(widget);
            if !form.is_empty() {
                url.push(if url.contains('?') { '&' } else { '?' });
                url.push_str(&form);
            }
            if widget.text("body").is_some() {
                self.draft.left_out("body", "a GET sends no body");
            }
            request = Request::new(url);
        } else {
            let content_type = self.text(widget, "content_type");
            let content_type = content_type.unwrap_or_else(|| FORM.to_owned());
            let has_form = widget.list("parameters").next().is_some();
            let body = if has_form && content_type.starts_with(FORM) {
                if widget.text("body").is_some() {
                    let message = "the parameters are sent, the body is not";
                    self.draft.left_out("body", message);
                }
                let form = self.form(widget);
                if form.contains("{{") {
                    let message =
                        "values of variables are sent as they are, not encoded as a form is";
                    self.draft.approximated("parameters", message);
                }
                form
            } else {
                if has_form {
                    widget.list("parameters").for_each(Foreign::note);
                    let message = "they belong to a form, and this is none; the body is sent";
                    self.draft.left_out("parameters", message);
                }
                let body = widget.text("body").unwrap_or_default();
                self.draft.text("body", &body)
            };
            request = Request::new(url).method(method);
            if !body.is_empty() {
                request = request.headers([("Content-Type", content_type)]).body(body);
            }
        }
        request = request.timeout(SECONDS);
        let answers = self.answers.remove(&widget.name).unwrap_or_default();
        if !answers.is_empty() {
            let save: Vec<(String, String)> = answers
                .into_iter()
                .map(|member| {
                    let path = format!("widgets.{}.parsed.{member}", widget.name);
                    let variable = self.draft.variable(&path);
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

    /// The parameters as a form: holes stay, the rest is percent-encoded.
    fn form(&mut self, widget: &Widget<'_>) -> String {
        let mut form = String::new();
        for parameter in widget.list("parameters") {
            let (key, value) = (part(parameter, "key"), part(parameter, "value"));
            if key.is_empty() {
                self.draft.left_out("parameters", "a parameter has no name");
                parameter.note();
                continue;
            }
            if !form.is_empty() {
                form.push('&');
            }
            self.push_encoded(&mut form, &key);
            form.push('=');
            self.push_encoded(&mut form, &value);
        }
        form
    }

    fn push_encoded(&mut self, out: &mut String, text: &str) {
        let text = self.draft.text("parameters", text);
        let mut rest = text.as_str();
        while let Some((before, hole)) = rest.split_once("{{") {
            push_percent_encoded(out, before);
            let (name, after) = hole.split_once("}}").unwrap_or((hole, ""));
            out.push_str("{{");
            out.push_str(name);
            out.push_str("}}");
            rest = after;
        }
        push_percent_encoded(out, rest);
    }

    /// `set-variables`: a list of `{key, value}`; `next`.
    pub(super) fn set(&mut self, widget: &Widget<'_>) {
        let goal = widget.goal("next");
        let mut before: Option<String> = None;
        for variable in widget.list("variables") {
            let key = part(variable, "key");
            if key.is_empty() {
                self.draft.left_out("variables", "a variable has no name");
                variable.note();
                continue;
            }
            let parsed = ["parse_as_json_object", "parse_as_json"]
                .into_iter()
                .any(|name| variable.member(name).and_then(Foreign::flag) == Some(true));
            let of_type = part(variable, "type");
            if parsed || of_type == "json" {
                let message = format!(
                    "`{}` is set to the text, not to what the JSON in it holds",
                    shortened(&key)
                );
                self.draft.approximated("variables", message);
            }
            let value = part(variable, "value");
            let value = self.draft.text("variables", &value);
            let name = self.draft.variable(&format!("flow.variables.{key}"));
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
        self.sms(widget, widget.goal("sent"), widget.goal("failed"));
    }

    /// `send-and-wait-for-reply`: nobody waits for the reply; it goes on as if none came.
    pub(super) fn message_and_reply(&mut self, widget: &Widget<'_>) {
        widget.idle(&["timeout"]);
        let message = "a call does not wait for texts; it goes on at once, as after `timeout`";
        self.draft.approximated("timeout", message);
        self.sms(
            widget,
            widget.goal("timeout"),
            widget.goal("deliveryFailure"),
        );
    }

    fn sms(&mut self, widget: &Widget<'_>, sent: Goal, failed: Goal) {
        let body = widget.text("body").unwrap_or_default();
        let mut sms = Sms::new(self.draft.text("body", &body));
        if let Some(to) = self.other_than(widget, "to", CALLER) {
            sms = sms.to(to);
        }
        if self.other_than(widget, "from", CALLED).is_some() {
            let message = "the text is sent from the number of the call";
            self.draft.approximated("from", message);
        }
        // What the editor fills in for chats.
        widget.usual("service", &["{{trigger.message.InstanceSid}}"]);
        widget.usual("channel", &["{{trigger.message.ChannelSid}}"]);
        widget.usual("message_type", &["custom"]);
        let id = self.draft.fresh(&widget.name);
        self.draft.node(&id, sms);
        self.draft.next(&id, sent);
        self.draft.edge(&id, "failed", failed);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// A widget that has no equal is passed over, by the event that claims least.
    pub(super) fn without_equal(&mut self, widget: &Widget<'_>) {
        let (event, advice) = hints::widget(&widget.kind);
        let first = || {
            let mut wired = widget.transitions().filter(|one| leads_to(*one).is_some());
            let event = wired.next()?.member("event")?.peek().text()?;
            Some(event.into_owned())
        };
        let event = event.map(str::to_owned).or_else(first);
        let goal = event.as_deref().and_then(|event| widget.wired(event));
        let kind = shortened(&widget.kind);
        let what = match kind.as_str() {
            "" => "the widget has no type".to_owned(),
            kind => format!("there is nothing like `{kind}` here"),
        };
        let way = match (&event, &goal) {
            (Some(event), Some(_)) => {
                format!("it is passed over as after `{}`", shortened(event))
            }
            _ => "the call ends".to_owned(),
        };
        let with = Draft::with(widget.properties());
        self.draft
            .left_out("", format!("{what}{with}; {way}: {advice}"));
        self.draft.enter(&widget.name, goal.unwrap_or(Goal::End));
    }

    /// A property as text with holes, trimmed; blank is missing.
    pub(super) fn text(&mut self, widget: &Widget<'_>, member: &str) -> Option<String> {
        let text = widget.property(member)?.words()?;
        Some(self.draft.text(member, text.trim()))
    }
}

/// A member of an item as text.
fn part<'a>(of: Foreign<'a>, name: &str) -> std::borrow::Cow<'a, str> {
    of.member(name).and_then(Foreign::plain).unwrap_or_default()
}
