//! One state of each version, side by side.

use super::alike::Pair;
use crate::node::{Condition, Hours, Operand};
use crate::program::{Accept, Ask, Fail, Jump, Op, ResultWays, Sound, State, Way};

/// Where two states lead, and whether they differ themselves.
#[derive(Default)]
pub(super) struct Next {
    pub(super) differ: bool,
    pub(super) pairs: Vec<Pair>,
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
            (Some(old), Some(new)) => self.jump(*old, *new),
            (None, None) => {}
            _ => self.differ = true,
        }
    }

    fn jump(&mut self, old: Jump, new: Jump) {
        self.pairs.push((old.to(), new.to()));
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

    pub(super) fn states(&mut self, old: &State, new: &State) {
        self.equal(&old.attempt, &new.attempt);
        self.sounds(old.before.as_deref(), new.before.as_deref());
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
                    self.jump(*old, *new);
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

    pub(super) fn returns(&mut self, old: &Op, new: &Op) {
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

    pub(super) fn ops(&mut self, old: &Op, new: &Op) {
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
