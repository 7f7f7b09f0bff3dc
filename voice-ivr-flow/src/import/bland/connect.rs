//! Nodes that reach somebody else: `transfer`, `request`, `sms`.

use std::borrow::Cow;

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use super::super::limits;
use super::decide::Rows;
use super::reading::{Edge, Node, text_of};
use super::{Called, Pathway, first};
use crate::builder::{Request, Say, Sms, Transfer};
use crate::finding::words::shortened;
use crate::node::TransferMode;

impl Pathway<'_> {
    pub(super) fn transfer(&mut self, called: &Called<'_>) {
        let node = &called.node;
        let number = node.text("transferNumber").unwrap_or_default();
        let mut transfer = Transfer::new(self.draft.number("transferNumber", &number));
        if let Some(warm) = node.member("warmTransferFields") {
            match warm.member("isEnabled").and_then(Foreign::flag) {
                Some(true) => transfer = transfer.mode(TransferMode::Attended),
                // How it would be done.
                Some(false) => warm.note(),
                None => {}
            }
        }
        let text = self.text(node, "text");
        let mut id = self.enter(called);
        if let Some(text) = text {
            let behind = self.draft.fresh(called.shown());
            self.draft.node(&id, Say::new(text));
            self.draft.next(&id, Goal::Node(behind.clone()));
            id = behind;
        }
        self.draft.node(&id, transfer);
    }

    pub(super) fn webhook(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        let url = self.text(node, "url").unwrap_or_default();
        let method = node.text("method");
        let known = method.as_deref().map(limits::method);
        let method = match known {
            Some(Some(method)) => method,
            Some(None) => {
                let message = "a request has no such method; it is `POST` here";
                self.draft.approximated("method", message);
                "POST"
            }
            None => {
                self.draft
                    .approximated("method", "none is said; it is `GET` here");
                "GET"
            }
        };
        let mut request = Request::new(url).method(method);
        if let Some(body) = self.text(node, "body") {
            request = request.body(body);
        }
        let headers = self.headers(node);
        if !headers.is_empty() {
            request = request.headers(headers);
        }
        if let Some(seconds) = self.seconds(node) {
            request = request.timeout(seconds);
        }
        if let Some(retries) = node.member("max_retries") {
            retries.usual(&["0"]);
        }
        let save = self.saved(node);
        if !save.is_empty() {
            request = request.save(save);
        }
        let Rows { tests, otherwise } = self.rows(node);
        let otherwise = otherwise.unwrap_or_else(|| first(edges));
        let goals = tests.iter().map(|row| row.goal.clone());
        Edge::take_those_to(edges, goals.chain([otherwise.clone()]));
        let id = self.enter(called);
        self.draft.node(&id, request);
        self.draft.edge(&id, "failed", otherwise.clone());
        if tests.is_empty() {
            self.draft.edge(&id, "ok", otherwise);
        } else {
            let branch = self.draft.fresh(called.shown());
            self.draft.edge(&id, "ok", Goal::Node(branch.clone()));
            self.branch(&branch, tests, otherwise);
        }
    }

    /// An object, or a list of pairs.
    fn headers(&mut self, node: &Node<'_>) -> Vec<(String, String)> {
        let Some(headers) = node.member("headers") else {
            return Vec::new();
        };
        let mut all: Vec<(Cow<'_, str>, Foreign<'_>)> = headers.members().collect();
        for pair in headers.items() {
            let mut pair = pair.items();
            if let (Some(name), Some(value), None) = (pair.next(), pair.next(), pair.next())
                && let Some(text) = name.peek().text()
                && value.peek().is_text()
            {
                name.note();
                all.push((text, value));
            }
        }
        let token = |name: &str| {
            let inside =
                |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            !name.is_empty() && name.bytes().all(inside)
        };
        let mut pairs = Vec::new();
        for (name, value) in all {
            if let Some(text) = value.peek().text()
                && token(&name)
                && !text.contains(['\r', '\n'])
            {
                value.note();
                pairs.push((name.into_owned(), self.draft.text("headers", &text)));
            }
        }
        pairs
    }

    /// Exports have seconds and milliseconds; nobody waits for minutes, or for less than a second.
    fn seconds(&mut self, node: &Node<'_>) -> Option<u32> {
        let given = node.member("timeoutValue")?.whole()?;
        let seconds = if given >= 1000 { given / 1000 } else { given };
        let (least, most) = limits::range("request", "timeout");
        let kept = seconds.clamp(i64::from(least), i64::from(most));
        if kept != seconds {
            let message =
                format!("{seconds} seconds are outside {least} to {most}; they are {kept} here");
            self.draft.approximated("timeoutValue", message);
        }
        u32::try_from(kept).ok()
    }

    /// What is kept of the answer: `{name, data}` with a JSON path.
    fn saved(&mut self, node: &Node<'_>) -> Vec<(String, String)> {
        let mut save = Vec::new();
        for item in node.items("responseData") {
            let name = text_of(Some(item), "name").unwrap_or_default();
            let path = text_of(Some(item), "data").unwrap_or_default();
            let member = path.strip_prefix("$.").unwrap_or(&path);
            if name.is_empty() || member.is_empty() || member.contains(['.', '[', '$']) {
                let message = format!(
                    "`{}` is not kept: only a member of the answer itself can be",
                    shortened(&name)
                );
                self.draft.left_out("responseData", message);
                continue;
            }
            let variable = self.draft.variable(&name);
            self.draft.sets(&variable);
            save.push((variable, member.to_owned()));
        }
        save
    }

    pub(super) fn sms(&mut self, called: &Called<'_>, edges: &[Edge<'_>]) {
        let node = &called.node;
        let body = match self.text(node, "smsBody") {
            Some(body) => Some(body),
            None => self.text(node, "text"),
        };
        if node.text("phoneNumber").is_some() {
            let message = "the text is sent from the number of the call";
            self.draft.approximated("phoneNumber", message);
        }
        let id = self.enter(called);
        self.draft.node(&id, Sms::new(body.unwrap_or_default()));
        let failed = |edge: &&Edge<'_>| edge.label.to_lowercase().contains("fail");
        let sent = edges.iter().find(|edge| !failed(edge));
        self.draft.next(&id, sent.map_or(Goal::End, Edge::goal));
        if let Some(edge) = edges.iter().find(failed) {
            self.draft.edge(&id, "failed", edge.goal());
        }
    }
}
