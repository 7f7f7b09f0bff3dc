//! The documents that are written to files.
//!
//! A document begins at a state and runs along the states that only speak. It ends at the first wait, at an end, at a
//! node that decides, or where another document begins whose text is long; there it redirects. So every state is
//! written into one document, and into a second one only while it is short, its answers counted: time and size are
//! linear.

use voice_twilio::twiml::{MAX_DOCUMENT_BYTES, Redirect, Verb};

use super::options::TwimlOptions;
use super::render::{Rendered, push_url};
use crate::compile::output::{Answers, Document};
use crate::ident::Ident;
use crate::program::{Accept, Fail, Op, Program, ResultWays, StateIx, Way, each_way};

/// A state that waits or ends is repeated behind every way that leads to it, up to this many bytes.
const REPEATED: usize = 2_048;
/// About how many bytes of the manifest an answer takes.
const IN_MANIFEST: usize = 32;
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
    let mut writer = Writer {
        program,
        rendered,
        options,
        begins: beginnings(program),
        out: String::new(),
        holes: Vec::new(),
        next: Vec::new(),
    };
    let mut documents = Vec::with_capacity(program.states.len());
    for at in 0..program.states.len() {
        // A chain that was cut has made a beginning further on: what only one way leads to is numbered after it.
        if writer.begins_at(at) {
            documents.push(writer.document(at));
        }
    }
    documents
}

fn file(at: StateIx, name: &str) -> Ident {
    if name.len() <= LONGEST_NAME {
        Ident::join([name, ".xml"])
    } else {
        format!("state-{at}.xml").into()
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
            at == 0 || op.is_some_and(|op| op.awaits().is_some())
        })
        .collect();
    let mut reached = vec![false; program.states.len()];
    for state in &program.states {
        let Some(node) = program.nodes.get(state.node) else {
            continue;
        };
        let alone = speaks(&node.op);
        each_way(state, &node.op, &mut |to, _| {
            let (Some(begin), Some(seen)) = (begins.get_mut(to), reached.get_mut(to)) else {
                return;
            };
            *begin |= !alone || *seen;
            *seen = true;
        });
        if let Some((entry, returns)) = node.op.subflow() {
            for to in returns.chain([entry]) {
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

fn speaks(op: &Op) -> bool {
    matches!(op, Op::Start { .. } | Op::Sound { .. } | Op::Pause { .. })
}

fn decides(op: &Op) -> bool {
    op.is_silent() && !matches!(op, Op::Start { .. })
}

/// How many answers a state that waits tells apart.
fn answers(op: &Op) -> usize {
    match op {
        Op::Ask(ask) => match &ask.accept {
            Accept::Keys(keys) => keys.len() + 2,
            Accept::Entry { .. } => 3,
        },
        Op::Agent(asked) => asked.outcomes.len() + 1,
        _ => 4,
    }
}

struct Writer<'p> {
    program: &'p Program,
    rendered: &'p Rendered,
    options: &'p TwimlOptions,
    /// By state; one more becomes a beginning where a document would get too long.
    begins: Vec<bool>,
    /// The document that is being written, with the variables in it.
    out: String,
    holes: Vec<u32>,
    next: Vec<(Ident, Option<Ident>)>,
}

impl<'p> Writer<'p> {
    fn begins_at(&self, at: StateIx) -> bool {
        self.begins.get(at).copied().unwrap_or(false)
    }

    fn document(&mut self, at: StateIx) -> Document {
        self.out.clear();
        self.holes.clear();
        self.out.push_str("<Response>");
        self.run(at);
        self.out.push_str("</Response>");
        self.holes.sort_unstable();
        self.holes.dedup();
        let variables = &self.program.variables;
        let holes = self
            .holes
            .iter()
            .filter_map(|at| variables.get(*at as usize));
        let name = self.name(at);
        Document {
            file: file(at, &name),
            state: name,
            content: self.out.clone(),
            holes: holes.map(|variable| variable.name.clone()).collect(),
            next: Answers::drained(&mut self.next),
        }
    }

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
            if !self.goes_on(jump.to()) {
                self.redirect(jump.to());
                return;
            }
            at = jump.to();
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
        let fragment = self.rendered.fragments.get(to);
        let length = fragment.map_or(0, |own| own.length());
        if self.begins_at(to) {
            // A state that speaks goes on, and its way on is not this document's. The answers are repeated too.
            let answers = IN_MANIFEST * answers(&node.op);
            return !speaks(&node.op) && length + answers <= REPEATED;
        }
        if self.out.len() + length <= LONGEST {
            return true;
        }
        if let Some(begin) = self.begins.get_mut(to) {
            *begin = true;
        }
        false
    }

    fn fragment(&mut self, at: StateIx) {
        if let Some(fragment) = self.rendered.fragments.get(at) {
            fragment.show(&mut self.out, self.program, &mut self.holes);
        }
    }

    fn redirect(&mut self, to: StateIx) {
        let name = self.name(to);
        let mut url = String::new();
        push_url(&mut url, self.options, &name);
        url.push_str(ENTER);
        Verb::from(Redirect::from(url)).write_to(&mut self.out);
        self.next.push((Ident::fixed(NEXT), Some(name)));
    }

    fn name(&self, at: StateIx) -> Ident {
        let state = self.program.states.get(at);
        state.map(|state| state.name.clone()).unwrap_or_default()
    }

    fn answer(&mut self, answer: Ident, way: Way) {
        let to = way.map(|jump| self.name(jump.to()));
        self.next.push((answer, to));
    }

    /// What follows the answers of a state that waits, sorted by answer as far as that is easy: so that little is to
    /// be sorted later.
    fn answers(&mut self, at: StateIx, op: &'p Op) {
        let fixed = Ident::fixed;
        match op {
            Op::Ask(ask) => {
                if let Accept::Keys(keys) = &ask.accept {
                    for (key, jump) in keys {
                        self.answer(key.clone(), Some(*jump));
                    }
                }
                let fails = self.program.states.get(at).and_then(|state| state.fails);
                if let Some((_, invalid)) = fails {
                    self.fail("invalid", invalid);
                }
                if let Accept::Entry { way, .. } = &ask.accept {
                    self.answer(fixed("ok"), *way);
                }
                if let Some((timeout, _)) = fails {
                    self.fail("timeout", timeout);
                }
            }
            Op::Record(record) => {
                self.answer(fixed(NEXT), record.recorded);
                self.answer(fixed("silence"), record.silence);
            }
            Op::Dial(dialling) => {
                for (result, way) in dialling.ways.iter().flat_map(ResultWays::after_dial) {
                    self.answer(fixed(result.as_str()), way);
                }
            }
            Op::Transfer(transferring) => {
                for (result, way) in transferring.ways.after_transfer() {
                    self.answer(fixed(result.as_str()), way);
                }
            }
            Op::Conference { next, .. } => self.answer(fixed(NEXT), *next),
            Op::Sms { sent, failed, .. } => {
                self.answer(fixed("failed"), *failed);
                self.answer(fixed(NEXT), *sent);
            }
            Op::Agent(asked) => {
                for (outcome, way) in &asked.outcomes {
                    self.answer(outcome.clone(), *way);
                }
                self.answer(fixed("default"), asked.default);
            }
            _ => {}
        }
    }

    fn fail(&mut self, answer: &'static str, fail: Fail) {
        match fail {
            Fail::Again(state) => {
                let name = self.name(state);
                self.next.push((Ident::fixed(answer), Some(name)));
            }
            Fail::Leave(way) => self.answer(Ident::fixed(answer), way),
        }
    }
}
