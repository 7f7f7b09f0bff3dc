//! What a caller, or anybody else, notices of a call: a line for each thing that is done or asked for.
//!
//! All that the machine hands over is compared, not only what the simulator prints: a text in another voice is another
//! text, and a wait with another timeout is another wait. Nobody notices ids, variables, or how long an author says that
//! a prompt takes.

use std::fmt::Write as _;

use crate::explore::taken;
use crate::ident::Ident;
use crate::node::{RejectReason, Strategy, TransferMode};
use crate::program::{EdgeIx, Listen, Program};
use crate::simulate::{EventKind, Notes, told};
use crate::step::{Action, Session, Wait};

/// What was noticed since the last wait.
#[derive(Default)]
pub(super) struct Noticed {
    /// All lines, one after another.
    text: String,
    /// Where they end.
    ends: Vec<usize>,
    /// The variables that were set, by their index in the program.
    pub(super) set: Vec<usize>,
    /// The first edge that was walked.
    pub(super) walked: Option<EdgeIx>,
    /// How many nodes were entered.
    pub(super) steps: usize,
}

impl Noticed {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.set.clear();
        self.walked = None;
        self.steps = 0;
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        let both = starts.zip(&self.ends);
        both.map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.ends == other.ends && self.text == other.text
    }

    /// How many bytes were written.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    /// The last line: what is waited for, or how the call ended.
    pub(super) fn last(&self) -> &str {
        let start = self.ends.iter().rev().nth(1).copied().unwrap_or(0);
        self.text.get(start..).unwrap_or_default()
    }
}

impl Notes for Noticed {
    fn note(&mut self, _: u64, program: &Program, session: &Session, action: Action<'_>) {
        match &action {
            Action::Enter { .. } => self.steps += 1,
            Action::Set { variable, .. } => self.set.extend(program.variable(variable)),
            Action::Input { .. }
            | Action::Recorded { .. }
            | Action::Requested { .. }
            | Action::Agent { .. } => {
                if let Some((_, node)) = program.state(session.at()) {
                    taken(&node.op, &mut |name| {
                        self.set.extend(program.variable(name));
                    });
                }
            }
            _ => {}
        }
        let before = self.text.len();
        line(action, program, session, &mut self.text);
        if self.text.len() > before {
            self.ends.push(self.text.len());
        }
    }

    fn walked(&mut self, edge: EdgeIx) {
        self.walked.get_or_insert(edge);
    }
}

fn line(action: Action<'_>, program: &Program, session: &Session, out: &mut String) {
    let mut details = Details::default();
    match &action {
        Action::Say {
            ssml,
            language,
            voice,
            repeat,
            ..
        } => {
            details.number("times", *repeat, 1);
            details.text("language", *language);
            details.text("voice", *voice);
            details.text("ssml", ssml.as_deref());
        }
        Action::Play { repeat, .. } => details.number("times", *repeat, 1),
        Action::Queue { music, .. } => details.text("music", music.as_deref()),
        Action::Notify { to, .. } => {
            out.push_str("✉ to ");
            out.push_str(to);
            out.push_str(" about the recording");
        }
        Action::Reject { reason } => {
            out.push_str("⊘ refuses the call");
            details.flag("as busy", *reason == RejectReason::Busy);
        }
        Action::Wait(wait) => {
            waits(wait, out, &mut details);
            if let Wait::Entry(listen) = wait {
                let hints = listen.hints.iter();
                let hints = hints.map(|hint| hint.fill(|name| session.value(program, name)));
                details.list("hints", hints);
            }
        }
        Action::End(outcome) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "ends: {outcome}");
        }
        // Nobody hears of it; what a request asks for was compared when it was waited for.
        Action::Enter { .. } | Action::Set { .. } | Action::Requested { .. } => return,
        // Which attempt it was is nothing that anybody hears.
        Action::Invalid { input, .. } => {
            out.push_str("☎ ");
            out.push_str(input);
            out.push_str(" — no such choice");
            return;
        }
        Action::Timeout { .. } => {
            out.push_str("☎ says and presses nothing");
            return;
        }
        _ => {}
    }
    if let Some(kind) = told(action).filter(|kind| *kind != EventKind::End) {
        out.push_str(&kind.line());
    }
    out.push_str(&details.finish());
}

fn waits(wait: &Wait<'_>, out: &mut String, details: &mut Details) {
    out.push_str("waits for ");
    out.push_str(wait.name());
    match wait {
        Wait::Entry(listen) => entry(listen, details),
        Wait::Recording(recording) => {
            details.number("at most seconds", recording.max_seconds, 0);
            details.number("silence", recording.silence, 0);
            details.key("ended by", recording.finish_key);
            details.flag("no beep", !recording.beep);
            details.flag("transcribed", recording.transcribe);
        }
        Wait::Dial {
            to,
            dial,
            caller_id,
            forward,
        } => {
            details.text("to", Some(&to.join(" ")));
            details.flag("all at once", dial.strategy == Strategy::Simultaneous);
            details.number("timeout", dial.timeout, 0);
            details.text("as", caller_id.as_deref());
            details.flag("recorded", dial.record);
            details.number("at most seconds", dial.time_limit.unwrap_or(0), 0);
            details.flag("for good", *forward);
        }
        Wait::Transfer { to, transfer } => {
            details.text("to", Some(to));
            details.flag("attended", transfer.mode == TransferMode::Attended);
            details.number("timeout", transfer.timeout, 0);
        }
        Wait::Conference { room, conference } => {
            details.text("room", Some(room));
            details.flag("recorded", conference.record);
            details.flag("muted", conference.muted);
        }
        Wait::Request {
            url,
            headers,
            body,
            request,
        } => {
            details.text(&request.method, Some(url));
            for (name, value) in headers {
                details.text(name, Some(value));
            }
            details.text("body", body.as_deref());
            details.number("timeout", request.timeout, 0);
        }
        Wait::Sms { to, body } => {
            details.text("to", Some(to.as_deref().unwrap_or("caller")));
            details.text("body", Some(body));
        }
        Wait::Agent {
            prompt,
            agent,
            language,
            voice,
        } => {
            details.text("prompt", Some(prompt));
            details.list("variables", agent.variables.iter().map(Ident::as_str));
            details.list("outcomes", agent.outcomes.iter().map(Ident::as_str));
            details.text("language", *language);
            details.text("voice", *voice);
        }
    }
}

fn entry(listen: &Listen, details: &mut Details) {
    if let Some(keys) = listen.keys {
        details.number("keys", keys.most.unwrap_or(0), 0);
        details.flag("any number of keys", keys.most.is_none());
        details.key("ended by", keys.finish_key);
        details.number("next key within", keys.inter_digit_timeout, 0);
    }
    details.flag("speech", listen.speech);
    details.text("language", listen.language.as_deref());
    details.number("timeout", listen.timeout, 0);
    details.flag("the prompt is heard out", !listen.barge_in);
}

/// What is said of a line in brackets behind it.
#[derive(Default)]
struct Details(String);

impl Details {
    fn next(&mut self) -> &mut String {
        self.0.push_str(if self.0.is_empty() { " (" } else { ", " });
        &mut self.0
    }

    /// Unless it is the usual one.
    fn number(&mut self, name: &str, number: u32, usual: u32) {
        if number != usual {
            let _ = write!(self.next(), "{name} {number}");
        }
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            let _ = write!(self.next(), "{name} “{text}”");
        }
    }

    fn key(&mut self, name: &str, key: Option<char>) {
        if let Some(key) = key {
            let _ = write!(self.next(), "{name} {key}");
        }
    }

    fn flag(&mut self, name: &str, set: bool) {
        if set {
            self.next().push_str(name);
        }
    }

    fn list(&mut self, name: &str, texts: impl Iterator<Item = impl Into<String>>) {
        let all: Vec<String> = texts.map(Into::into).collect();
        if !all.is_empty() {
            self.text(name, Some(&all.join(" | ")));
        }
    }

    fn finish(mut self) -> String {
        if !self.0.is_empty() {
            self.0.push(')');
        }
        self.0
    }
}
