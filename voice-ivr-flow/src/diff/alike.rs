//! Where the two versions are the same by construction.
//!
//! Two states are alike if they do and ask for the same, and every outcome leads both to states that are alike. Calls that
//! wait at states that are alike, with values that do not differ, cannot be told apart by anybody any more, whatever comes
//! from outside; they need not be followed. This is what keeps a small change in a large flow small.

use std::collections::HashMap;

use crate::node::{Condition, Hours, Operand};
use crate::program::{
    Accept, Ask, Fail, Jump, Op, Program, ResultWays, Sound, State, StateIx, Way,
};

/// How many pairs of states are looked at, at most; others count as not alike.
const MOST: usize = 1_000_000;

type Pair = (StateIx, StateIx);

/// What is known of pairs of states.
pub(super) struct Alike<'p> {
    old: &'p Program,
    new: &'p Program,
    known: HashMap<Pair, bool>,
}

impl<'p> Alike<'p> {
    pub(super) fn new(old: &'p Program, new: &'p Program) -> Self {
        Self {
            old,
            new,
            known: HashMap::new(),
        }
    }

    /// Whether two calls go on alike that are in these states, in the subflows that these states run.
    pub(super) fn calls(&mut self, pair: Pair, stacks: (&[StateIx], &[StateIx])) -> bool {
        stacks.0.len() == stacks.1.len()
            && self.states(pair)
            && stacks
                .0
                .iter()
                .zip(stacks.1)
                .all(|(old, new)| self.returns((*old, *new)))
    }

    /// Whether two `subflow` nodes go on alike when what they run comes back.
    fn returns(&mut self, pair: Pair) -> bool {
        let mut next = Next::default();
        let ops = (op(self.old, pair.0), op(self.new, pair.1));
        if let (Some(old), Some(new)) = ops {
            next.returns(old, new);
        }
        !next.differ && next.pairs.into_iter().all(|pair| self.states(pair))
    }

    /// Whether two states are alike as far as the end of their own graph.
    fn states(&mut self, pair: Pair) -> bool {
        if let Some(known) = self.known.get(&pair) {
            return *known;
        }
        self.close(pair);
        self.known.get(&pair).copied().unwrap_or(false)
    }

    /// Finds out about a pair and all that it leads to.
    fn close(&mut self, first: Pair) {
        let mut order: Vec<Pair> = vec![first];
        let mut number: HashMap<Pair, usize> = HashMap::from([(first, 0)]);
        // By pair, those that lead to it.
        let mut before: Vec<Vec<usize>> = vec![Vec::new()];
        let mut differ: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(pair) = order.get(at).copied() {
            let next = self.next(pair);
            if next.differ {
                differ.push(at);
            }
            for to in next.pairs {
                match self.known.get(&to) {
                    Some(true) => continue,
                    Some(false) => {
                        differ.push(at);
                        break;
                    }
                    None => {}
                }
                if self.known.len() + order.len() >= MOST {
                    differ.push(at);
                    break;
                }
                let to = *number.entry(to).or_insert_with(|| {
                    order.push(to);
                    before.push(Vec::new());
                    order.len() - 1
                });
                if let Some(before) = before.get_mut(to) {
                    before.push(at);
                }
            }
            at += 1;
        }
        let mut alike = vec![true; order.len()];
        while let Some(at) = differ.pop() {
            if let Some(own) = alike.get_mut(at)
                && std::mem::replace(own, false)
            {
                differ.extend(before.get(at).into_iter().flatten());
            }
        }
        self.known.extend(order.into_iter().zip(alike));
    }

    fn next(&self, (old, new): Pair) -> Next {
        let mut next = Next::default();
        match (self.old.state(old), self.new.state(new)) {
            (Some((old_state, old)), Some((new_state, new))) => {
                next.states(old_state, new_state);
                next.ops(&old.op, &new.op);
            }
            _ => next.differ = true,
        }
        if next.differ {
            // What lies behind does not count any more.
            next.pairs.clear();
        }
        next
    }
}

fn op(program: &Program, at: StateIx) -> Option<&Op> {
    program.state(at).map(|(_, node)| &node.op)
}

/// Where two states lead, and whether they differ themselves.
#[derive(Default)]
struct Next {
    differ: bool,
    pairs: Vec<Pair>,
}

impl Next {
    fn same(&mut self, same: bool) {
        self.differ |= !same;
    }

    fn equal<T: PartialEq>(&mut self, old: &T, new: &T) {
        self.same(old == new);
    }

    fn way(&mut self, old: &Way, new: &Way) {
        match (old, new) {
            (Some(old), Some(new)) => self.jump(old, new),
            (None, None) => {}
            _ => self.differ = true,
        }
    }

    fn jump(&mut self, old: &Jump, new: &Jump) {
        self.pairs.push((old.to, new.to));
    }

    /// How long an author says that it takes is nothing that anybody hears.
    fn sound(&mut self, old: &Sound, new: &Sound) {
        self.equal(&old.source, &new.source);
    }

    fn sounds(&mut self, old: Option<&Sound>, new: Option<&Sound>) {
        match (old, new) {
            (Some(old), Some(new)) => self.sound(old, new),
            (None, None) => {}
            _ => self.differ = true,
        }
    }

    fn results(&mut self, old: &ResultWays, new: &ResultWays) {
        self.way(&old.completed, &new.completed);
        self.way(&old.busy, &new.busy);
        self.way(&old.no_answer, &new.no_answer);
        self.way(&old.failed, &new.failed);
    }

    fn labels<L: PartialEq>(&mut self, old: &[(L, Way)], new: &[(L, Way)]) {
        self.equal(&old.len(), &new.len());
        for ((old_label, old), (new_label, new)) in old.iter().zip(new) {
            self.equal(old_label, new_label);
            self.way(old, new);
        }
    }

    fn states(&mut self, old: &State, new: &State) {
        self.equal(&old.attempt, &new.attempt);
        self.sounds(old.before.as_ref(), new.before.as_ref());
        match (old.fails, new.fails) {
            (Some(old), Some(new)) => {
                self.fail(old.0, new.0);
                self.fail(old.1, new.1);
            }
            (None, None) => {}
            _ => self.differ = true,
        }
    }

    fn fail(&mut self, old: Fail, new: Fail) {
        match (old, new) {
            (Fail::Again(old), Fail::Again(new)) => self.pairs.push((old, new)),
            (Fail::Leave(old), Fail::Leave(new)) => self.way(&old, &new),
            _ => self.differ = true,
        }
    }

    fn ask(&mut self, old: &Ask, new: &Ask) {
        self.sound(&old.prompt, &new.prompt);
        self.equal(&old.listen, &new.listen);
        match (&old.accept, &new.accept) {
            (Accept::Keys(old), Accept::Keys(new)) => {
                self.equal(&old.len(), &new.len());
                for ((old_keys, old), (new_keys, new)) in old.iter().zip(new) {
                    self.equal(old_keys, new_keys);
                    self.jump(old, new);
                }
            }
            (
                Accept::Entry {
                    variable,
                    min,
                    pattern,
                    way,
                },
                Accept::Entry {
                    variable: new_variable,
                    min: new_min,
                    pattern: new_pattern,
                    way: new_way,
                },
            ) => {
                self.equal(variable, new_variable);
                self.equal(min, new_min);
                let text = |pattern: &Option<regex::Regex>| {
                    pattern.as_ref().map(|pattern| pattern.as_str().to_owned())
                };
                self.equal(&text(pattern), &text(new_pattern));
                self.way(way, new_way);
            }
            _ => self.differ = true,
        }
    }

    fn returns(&mut self, old: &Op, new: &Op) {
        match (old, new) {
            (
                Op::Subflow {
                    returns, default, ..
                },
                Op::Subflow {
                    returns: new_returns,
                    default: new_default,
                    ..
                },
            ) => {
                self.labels(returns, new_returns);
                self.way(default, new_default);
            }
            _ => self.differ = true,
        }
    }

    fn ops(&mut self, old: &Op, new: &Op) {
        match (old, new) {
            (Op::Start { next: old }, Op::Start { next: new }) => self.way(old, new),
            (
                Op::Sound {
                    sound,
                    repeat,
                    next,
                },
                Op::Sound {
                    sound: new_sound,
                    repeat: new_repeat,
                    next: new_next,
                },
            ) => {
                self.sound(sound, new_sound);
                self.equal(repeat, new_repeat);
                self.way(next, new_next);
            }
            (
                Op::Pause { seconds, next },
                Op::Pause {
                    seconds: new_seconds,
                    next: new_next,
                },
            ) => {
                self.equal(seconds, new_seconds);
                self.way(next, new_next);
            }
            (Op::Ask(old), Op::Ask(new)) => self.ask(old, new),
            (Op::Record(old), Op::Record(new)) => {
                self.sounds(old.prompt.as_ref(), new.prompt.as_ref());
                self.equal(&old.recording, &new.recording);
                self.equal(&old.notify, &new.notify);
                self.way(&old.recorded, &new.recorded);
                self.way(&old.silence, &new.silence);
            }
            (Op::Dial(old), Op::Dial(new)) => {
                self.equal(&old.dial, &new.dial);
                match (&old.ways, &new.ways) {
                    (Some(old), Some(new)) => self.results(old, new),
                    (None, None) => {}
                    _ => self.differ = true,
                }
            }
            (Op::Transfer(old), Op::Transfer(new)) => {
                self.equal(&old.transfer, &new.transfer);
                self.results(&old.ways, &new.ways);
            }
            (
                Op::Queue { queue, music },
                Op::Queue {
                    queue: new_queue,
                    music: new_music,
                },
            ) => {
                self.equal(queue, new_queue);
                self.equal(music, new_music);
            }
            (
                Op::Conference { conference, next },
                Op::Conference {
                    conference: new_conference,
                    next: new_next,
                },
            ) => {
                self.equal(conference, new_conference);
                self.way(next, new_next);
            }
            _ => self.decides(old, new),
        }
    }

    /// What only the flow itself does.
    fn decides(&mut self, old: &Op, new: &Op) {
        match (old, new) {
            (
                Op::Set {
                    variable,
                    value,
                    next,
                },
                Op::Set {
                    variable: new_variable,
                    value: new_value,
                    next: new_next,
                },
            ) => {
                self.equal(variable, new_variable);
                self.equal(value, new_value);
                self.way(next, new_next);
            }
            (
                Op::Branch { cases, otherwise },
                Op::Branch {
                    cases: new_cases,
                    otherwise: new_otherwise,
                },
            ) => {
                self.equal(&cases.len(), &new_cases.len());
                for ((old, old_way), (new, new_way)) in cases.iter().zip(new_cases) {
                    self.same(same_condition(old, new));
                    self.way(old_way, new_way);
                }
                self.way(otherwise, new_otherwise);
            }
            (
                Op::Hours {
                    hours,
                    open,
                    closed,
                },
                Op::Hours {
                    hours: new_hours,
                    open: new_open,
                    closed: new_closed,
                },
            ) => {
                self.same(same_hours(hours, new_hours));
                self.way(open, new_open);
                self.way(closed, new_closed);
            }
            _ => self.others(old, new),
        }
    }

    /// What goes on outside of the line, and the ends.
    fn others(&mut self, old: &Op, new: &Op) {
        match (old, new) {
            (
                Op::Request {
                    request,
                    ok,
                    failed,
                },
                Op::Request {
                    request: new_request,
                    ok: new_ok,
                    failed: new_failed,
                },
            ) => {
                self.equal(request, new_request);
                self.way(ok, new_ok);
                self.way(failed, new_failed);
            }
            (
                Op::Sms {
                    to,
                    body,
                    sent,
                    failed,
                },
                Op::Sms {
                    to: new_to,
                    body: new_body,
                    sent: new_sent,
                    failed: new_failed,
                },
            ) => {
                self.equal(to, new_to);
                self.equal(body, new_body);
                self.way(sent, new_sent);
                self.way(failed, new_failed);
            }
            (Op::Agent(old), Op::Agent(new)) => {
                self.equal(&old.agent, &new.agent);
                self.equal(&old.language, &new.language);
                self.equal(&old.voice, &new.voice);
                self.labels(&old.outcomes, &new.outcomes);
                self.way(&old.default, &new.default);
            }
            (
                Op::Subflow { entry, .. },
                Op::Subflow {
                    entry: new_entry, ..
                },
            ) => {
                self.pairs.push((*entry, *new_entry));
                self.returns(old, new);
            }
            (Op::Hangup { message: old }, Op::Hangup { message: new }) => {
                self.sounds(old.as_ref(), new.as_ref());
            }
            (Op::Return { label: old }, Op::Return { label: new }) => self.equal(old, new),
            (Op::Reject { reason: old }, Op::Reject { reason: new }) => self.equal(old, new),
            _ => self.differ = true,
        }
    }
}

/// Labels are names of exits: nobody hears them.
fn same_condition(old: &Condition, new: &Condition) -> bool {
    let pattern = |condition: &Condition| match &condition.value {
        Operand::Pattern(pattern) => Some(pattern.as_str().to_owned()),
        _ => None,
    };
    old.variable == new.variable
        && old.op == new.op
        && old.operands() == new.operands()
        && pattern(old) == pattern(new)
}

fn same_hours(old: &Hours, new: &Hours) -> bool {
    old.timezone == new.timezone && old.open == new.open && old.holidays == new.holidays
}
