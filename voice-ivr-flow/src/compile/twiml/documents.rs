//! The documents that are written to files.
//!
//! A document begins at a state and runs along the states that only speak. It ends at the first wait, at an end, at a
//! node that decides, or where another document begins whose text is long; there it redirects. So every state is
//! written into one document, and into a second one only while it is short: time and size are linear.

use std::collections::{BTreeMap, BTreeSet};

use voice_twilio::twiml::{MAX_DOCUMENT_BYTES, Redirect};

use super::heard::{each_way, results};
use super::options::TwimlOptions;
use super::render::{Rendered, fragment, url, verb_xml};
use crate::compile::output::Document;
use crate::program::{Accept, Fail, Op, Program, StateIx, Way};

/// A state that waits or ends is repeated behind every way that leads to it, up to this many bytes.
const REPEATED: usize = 2_048;
/// Where a long chain is cut, so that a document stays under Twilio's limit with values in its holes.
const LONGEST: usize = MAX_DOCUMENT_BYTES / 2;
/// The longest name of a file that every file system takes, in bytes.
const LONGEST_NAME: usize = 200;

/// The query with which a document is asked for, as against a state that is answered.
const ENTER: &str = "?enter";

/// The answer of a state that has one way out.
const NEXT: &str = "next";

/// Writes a document for every state at which one begins.
pub(super) fn documents(
    program: &Program,
    rendered: &Rendered,
    options: &TwimlOptions,
) -> Vec<Document> {
    let mut begins = beginnings(program);
    let mut documents = Vec::new();
    // A chain that is cut makes a beginning further on; those come after all others, in the order of the cuts.
    let mut open: Vec<StateIx> = (0..program.states.len())
        .filter(|at| begins.get(*at).copied().unwrap_or(false))
        .collect();
    let mut at = 0;
    while let Some(state) = open.get(at).copied() {
        at += 1;
        let mut writer = Writer {
            program,
            rendered,
            options,
            begins: &mut begins,
            cut: None,
            out: String::from("<Response>"),
            holes: BTreeSet::new(),
            next: BTreeMap::new(),
        };
        writer.run(state);
        let Writer {
            cut,
            mut out,
            holes,
            next,
            ..
        } = writer;
        open.extend(cut);
        out.push_str("</Response>");
        let name = program.state(state).map_or("", |(state, _)| &state.name);
        documents.push((
            state,
            Document {
                state: name.to_owned(),
                file: file(state, name),
                content: out,
                holes: holes.into_iter().map(str::to_owned).collect(),
                next,
            },
        ));
    }
    documents.sort_by_key(|(state, _)| *state);
    documents
        .into_iter()
        .map(|(_, document)| document)
        .collect()
}

fn file(at: StateIx, name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        format!("{name}.xml")
    } else {
        format!("state-{at}.xml")
    }
}

/// The states at which a document begins: the entry, every state that waits, and every other one that an answer or a
/// decision leads to, or more than one state that speaks.
fn beginnings(program: &Program) -> Vec<bool> {
    let mut begins: Vec<bool> = program
        .states
        .iter()
        .enumerate()
        .map(|(at, _)| {
            let op = program.state(at).map(|(_, node)| &node.op);
            at == 0 || op.is_some_and(waits)
        })
        .collect();
    let mut reached = vec![false; program.states.len()];
    for state in &program.states {
        let Some(node) = program.nodes.get(state.node) else {
            continue;
        };
        let alone = speaks(&node.op);
        each_way(state, &node.op, &mut |to| {
            let (Some(begin), Some(seen)) = (begins.get_mut(to), reached.get_mut(to)) else {
                return;
            };
            *begin |= !alone || *seen;
            *seen = true;
        });
        if let Op::Subflow {
            entry,
            returns,
            default,
        } = &node.op
        {
            let ways = returns.iter().filter_map(|(_, way)| *way).chain(*default);
            for to in ways.map(|jump| jump.to).chain([*entry]) {
                if let Some(begin) = begins.get_mut(to) {
                    *begin = true;
                }
            }
        }
    }
    // What decides is decided by the stepper, wherever it stands.
    for (at, begin) in begins.iter_mut().enumerate() {
        let op = program.state(at).map(|(_, node)| &node.op);
        *begin &= at == 0 || !op.is_some_and(decides);
    }
    begins
}

fn waits(op: &Op) -> bool {
    matches!(
        op,
        Op::Ask(_)
            | Op::Record(_)
            | Op::Dial(_)
            | Op::Transfer(_)
            | Op::Conference { .. }
            | Op::Sms { .. }
            | Op::Agent(_)
    )
}

fn speaks(op: &Op) -> bool {
    matches!(op, Op::Start { .. } | Op::Sound { .. } | Op::Pause { .. })
}

fn decides(op: &Op) -> bool {
    op.is_silent() && !matches!(op, Op::Start { .. })
}

struct Writer<'p, 'b> {
    program: &'p Program,
    rendered: &'p Rendered,
    options: &'p TwimlOptions,
    begins: &'b mut Vec<bool>,
    /// A state that became a beginning because the document was getting too long.
    cut: Option<StateIx>,
    out: String,
    holes: BTreeSet<&'p str>,
    next: BTreeMap<String, Option<String>>,
}

impl<'p> Writer<'p, '_> {
    fn run(&mut self, first: StateIx) {
        let mut at = first;
        loop {
            let Some((_, node)) = self.program.state(at) else {
                return;
            };
            self.fragment(at);
            let way = match &node.op {
                Op::Start { next } | Op::Sound { next, .. } | Op::Pause { next, .. } => *next,
                op => return self.answers(at, op),
            };
            let Some(jump) = way else {
                self.out.push_str(&self.rendered.hangup);
                return;
            };
            if !self.goes_on(jump.to) {
                self.redirect(jump.to);
                return;
            }
            at = jump.to;
        }
    }

    /// Whether a state is written into this document.
    fn goes_on(&mut self, to: StateIx) -> bool {
        let Some((_, node)) = self.program.state(to) else {
            return false;
        };
        if decides(&node.op) {
            return false;
        }
        let length = fragment(self.rendered, to).map_or(0, super::piece::Fragment::length);
        if self.begins.get(to).copied().unwrap_or(false) {
            // A state that speaks goes on, and its way on is not this document's.
            return !speaks(&node.op) && length <= REPEATED;
        }
        if self.out.len() + length <= LONGEST {
            return true;
        }
        if let Some(begin) = self.begins.get_mut(to) {
            *begin = true;
            self.cut = Some(to);
        }
        false
    }

    fn fragment(&mut self, at: StateIx) {
        if let Some(fragment) = fragment(self.rendered, at) {
            fragment.show(&mut self.out, self.program, &mut self.holes);
        }
    }

    fn redirect(&mut self, to: StateIx) {
        let name = self.name(to);
        let redirect = Redirect::from(url(self.options, &name) + ENTER);
        self.out.push_str(&verb_xml(redirect.into()));
        self.next.insert(NEXT.to_owned(), Some(name));
    }

    fn name(&self, at: StateIx) -> String {
        let state = self.program.state(at);
        state
            .map(|(state, _)| state.name.clone())
            .unwrap_or_default()
    }

    fn answer(&mut self, answer: &str, way: Way) {
        let to = way.map(|jump| self.name(jump.to));
        self.next.insert(answer.to_owned(), to);
    }

    /// What follows the answers of a state that waits.
    fn answers(&mut self, at: StateIx, op: &'p Op) {
        match op {
            Op::Ask(ask) => {
                match &ask.accept {
                    Accept::Keys(keys) => {
                        for (key, jump) in keys {
                            self.answer(key, Some(*jump));
                        }
                    }
                    Accept::Entry { way, .. } => self.answer("ok", *way),
                }
                let fails = self.program.state(at).and_then(|(state, _)| state.fails);
                if let Some((timeout, invalid)) = fails {
                    self.fail("timeout", timeout);
                    self.fail("invalid", invalid);
                }
            }
            Op::Record(record) => {
                self.answer(NEXT, record.recorded);
                self.answer("silence", record.silence);
            }
            Op::Dial(dialling) => {
                for (result, way) in dialling.ways.iter().flat_map(results) {
                    self.answer(result, way);
                }
            }
            Op::Transfer(transferring) => {
                for (result, way) in results(&transferring.ways).into_iter().skip(1) {
                    self.answer(result, way);
                }
            }
            Op::Conference { next, .. } => self.answer(NEXT, *next),
            Op::Sms { sent, failed, .. } => {
                self.answer(NEXT, *sent);
                self.answer("failed", *failed);
            }
            Op::Agent(asked) => {
                for (outcome, way) in &asked.outcomes {
                    self.answer(outcome, *way);
                }
                self.answer("default", asked.default);
            }
            _ => {}
        }
    }

    fn fail(&mut self, answer: &str, fail: Fail) {
        match fail {
            Fail::Again(state) => {
                let name = self.name(state);
                self.next.insert(answer.to_owned(), Some(name));
            }
            Fail::Leave(way) => self.answer(answer, way),
        }
    }
}
