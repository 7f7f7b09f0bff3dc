//! A server that has the files and their manifest, and asks the stepper where the manifest does not decide.
//!
//! It does what the documentation of the compiler tells such a server to do, and holds the values of the call itself.

use std::collections::BTreeMap;

use serde_json::Value;
use voice_core::Timestamp;
use voice_core::xml::percent_encode;
use voice_ivr_flow::compile::{Compiled, Document, Support};
use voice_ivr_flow::simulate::Item;
use voice_ivr_flow::step::{Action, DialResult, Input, Session, Wait};
use voice_ivr_flow::{Ident, Program};
use voice_twilio::twiml::Response;
use voice_twilio::twiml::play::Request;

use super::super::proof_manner::Manner;
use super::look::looked_at;
use super::{Host, Line, Story, entered, play, state};

/// A document that ends the call.
const END: &str = "<Response/>";

/// The values at the moment when each node is entered.
pub(crate) type Moments = [(String, BTreeMap<String, String>)];

/// The story of a call whose files are played.
pub(crate) fn hosted(
    program: &Program,
    files: &Compiled,
    values: &[(&str, &str)],
    items: &[Item],
    at: Timestamp,
    moments: &Moments,
) -> (Story, Vec<Manner>) {
    let served = Served {
        program,
        files,
        session: program.session(values.iter().copied()),
        at,
        moments,
        entered: Vec::new(),
        begun: 0,
        handoff: None,
    };
    play(served, items, |xml| xml)
}

struct Served<'f> {
    program: &'f Program,
    files: &'f Compiled,
    session: Session,
    at: Timestamp,
    moments: &'f Moments,
    /// Each node that was entered, with the name of its first state.
    entered: Vec<(String, String)>,
    /// Behind the node with which the last document begins.
    begun: usize,
    handoff: Option<String>,
}

impl Host for Served<'_> {
    fn program(&self) -> &Program {
        self.program
    }

    fn document(&mut self, request: &Request, line: &mut Line) -> String {
        let state = state(request);
        if state == "voice" {
            self.step(Input::Start, line);
            let entry = self.files.entry.clone();
            return self.from(0, &entry, line);
        }
        if request.url.ends_with("?enter") {
            return self.from(self.begun, &state, line);
        }
        let waits = self.session.state(self.program);
        assert_eq!(waits, Some(state.as_str()), "the call waits elsewhere");
        let files = self.files;
        let document = files.document(&state).unwrap();
        let named = named(document, request, self.handoff.as_deref());
        let before = self.entered.len();
        self.answer(request, line);
        let followed = match self.entered.get(before) {
            Some((_, state)) => Some(state.clone()),
            None if self.session.outcome().is_some() => None,
            // The prompt is heard again: no node is entered.
            None => self.session.state(self.program).map(str::to_owned),
        };
        // The entry of a `gather` is judged by the stepper alone.
        if let Some(named) = named.filter(|_| document.next.get("ok").is_none()) {
            assert_eq!(
                named.as_deref(),
                followed.as_deref(),
                "what follows {state}"
            );
        }
        match followed {
            Some(state) if self.entered.len() == before => self.filled(&state, before - 1),
            Some(state) => self.from(before, &state, line),
            None => END.to_owned(),
        }
    }

    fn session(&self) -> &Session {
        &self.session
    }

    fn hand_over(&mut self, handoff: String) {
        self.handoff = Some(handoff);
    }

    fn over(mut self) -> (Vec<String>, Session) {
        if self.session.outcome().is_none() {
            let (session, _) = self
                .program
                .step(self.session, Input::Hangup, self.at)
                .unwrap();
            self.session = session;
        }
        let ids = self.entered.into_iter().map(|(id, _)| id);
        (ids.collect(), self.session)
    }
}

/// What the manifest names for an answer; `None` where it names nothing.
fn named<'d>(
    document: &'d Document,
    request: &Request,
    handoff: Option<&str>,
) -> Option<&'d Option<Ident>> {
    let next = &document.next;
    let given = |name: &str| request.param(name).filter(|value| !value.trim().is_empty());
    if next.get("timeout").is_some() {
        return match given("Digits") {
            Some(digits) => next.get(digits).or_else(|| next.get("invalid")),
            None => next.get("timeout"),
        };
    }
    if next.get("silence").is_some() {
        let silent = given("RecordingUrl").is_none();
        return next.get(if silent { "silence" } else { "next" });
    }
    if let Some(status) = given("SmsStatus") {
        return next.get(if status == "failed" { "failed" } else { "next" });
    }
    if let Some(handoff) = handoff {
        let handoff: Value = serde_json::from_str(handoff).unwrap();
        let outcome = handoff["outcome"].as_str().unwrap();
        return next.get(outcome).or_else(|| next.get("default"));
    }
    // The answer of a state with one way out is `next`.
    let status = given("DialCallStatus").and_then(|status| next.get(status));
    status.or_else(|| next.get("next"))
}

impl Served<'_> {
    fn step(&mut self, input: Input<'_>, line: &mut Line) {
        for to in self.take(input) {
            line.manners.push(Manner::Notify(to));
        }
    }

    /// Steps the call; gives whom to tell of a voicemail.
    fn take(&mut self, input: Input<'_>) -> Vec<String> {
        let session = self.session.clone();
        let (session, actions) = self.program.step(session, input, self.at).unwrap();
        self.session = session;
        let mut told = Vec::new();
        for action in &actions {
            match action {
                Action::Enter { state, .. } => {
                    let id = entered(action).unwrap();
                    self.entered.push((id, (*state).to_owned()));
                }
                Action::Notify { to, .. } => told.push(to.to_string()),
                _ => {}
            }
        }
        told
    }

    /// Takes the parameters of a webhook as the answer that the call waits for.
    fn answer(&mut self, request: &Request, line: &mut Line) {
        let given = |name: &str| request.param(name).filter(|value| !value.trim().is_empty());
        let program = self.program;
        let handoff = self.handoff.take().unwrap_or_else(|| "{}".to_owned());
        let handoff: Value = serde_json::from_str(&handoff).unwrap();
        let extracted = handoff["variables"].to_string();
        let input = match program.pending(&self.session).unwrap() {
            Wait::Entry(_) => match (given("Digits"), given("SpeechResult")) {
                (Some(keys), _) => Input::Keys(keys),
                (None, Some(words)) => Input::Speech(words),
                (None, None) => Input::Silence,
            },
            Wait::Recording(_) => Input::Recorded {
                seconds: given("RecordingDuration").map_or(0, |seconds| seconds.parse().unwrap()),
                url: given("RecordingUrl").unwrap_or_default(),
            },
            Wait::Dial { .. } | Wait::Transfer { .. } => {
                Input::Dialled(DialResult::parse(given("DialCallStatus").unwrap()).unwrap())
            }
            Wait::Conference { .. } => Input::ConferenceEnded,
            Wait::Sms { .. } => Input::Sent(given("SmsStatus") != Some("failed")),
            Wait::Agent { .. } => Input::Agent {
                outcome: handoff["outcome"].as_str().unwrap_or("default"),
                extracted: &extracted,
            },
            other => panic!("no webhook answers this: {}", other.name()),
        };
        self.step(input, line);
    }

    /// The document of a state that was entered as this one or later; or of the one that the stepper comes to, where
    /// the state only decides.
    fn from(&mut self, first: usize, state: &str, line: &mut Line) -> String {
        let mut open = self.entered[first..].iter();
        let found = open.position(|(_, own)| own == state);
        let mut at = first + found.unwrap_or_else(|| panic!("{state} was not entered"));
        loop {
            if let Some((_, state)) = self.entered.get(at).cloned() {
                if self.files.document(&state).is_some() {
                    self.begun = at + 1;
                    return self.filled(&state, at);
                }
                assert!(!state.contains('@'), "{state} has no document");
                at += 1;
                continue;
            }
            if self.session.outcome().is_some() {
                return END.to_owned();
            }
            let program = self.program;
            let session = self.session.clone();
            let pending = program.pending(&session).unwrap();
            line.serve(&pending, |input| self.take(input));
        }
    }

    /// A document with the values at the moment when a node was entered.
    fn filled(&self, state: &str, at: usize) -> String {
        let (id, values) = &self.moments[at];
        assert_eq!(*id, self.entered[at].0);
        let content = &self.files.document(state).unwrap().content;
        let mut out = String::new();
        let mut rest = content.as_str();
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").unwrap();
            out.push_str(before);
            let value = values.get(name).map_or("", String::as_str);
            let value = value.replace(|c: char| c < ' ' && !"\t\n\r".contains(c), "");
            let so_far = &content[..content.len() - after.len() - name.len() - 4];
            let whole = so_far.ends_with(['>', '"']) && after.starts_with(['<', '"']);
            if is_url(so_far) && !whole {
                out.push_str(&percent_encode(&value));
            } else {
                out.push_str(&escaped(&value));
            }
            rest = after;
        }
        let filled = out + rest;
        let sent = looked_at(self.files, &filled);
        if sent != Response::parse(&filled).unwrap().response {
            // L8: the report says so.
            assert_ne!(self.files.report.support(), Support::Exact, "{filled}");
        }
        sent.to_xml()
    }
}

/// Whether what comes next in a document is a part of a URL.
fn is_url(before: &str) -> bool {
    let tag = before.rsplit('<').next().unwrap();
    match tag.split_once('>') {
        Some((tag, _)) => tag == "Play" || tag.starts_with("Play "),
        None => tag.rsplit(' ').next().unwrap().starts_with("waitUrl="),
    }
}

fn escaped(value: &str) -> String {
    let value = value.replace('&', "&amp;").replace('<', "&lt;");
    let value = value.replace('>', "&gt;").replace('"', "&quot;");
    // A line break in an attribute would be read as a blank.
    value.replace('\n', "&#10;").replace('\t', "&#9;")
}
