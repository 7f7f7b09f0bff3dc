//! How long what is heard can take, whatever the values in it.
//!
//! A text without holes takes what the simulator says. A value counts as if it had as many words as the longest value
//! that the variable is known to be given or set to; what comes from outside counts as one word where nothing longer was
//! tried. So the times of an exploration are never shorter than those of the calls that it simulates.

use super::outline::{Outline, Sets, taken};
use crate::program::{Op, Program, Sound, Source, StateIx};
use crate::simulate::Simulation;
use crate::simulate::timing::{audio, sound as all_of, speech, words};
use crate::template::{Part, Template};

/// How often a variable may be found to be longer; `{{x}} again` would never stop.
const MOST_ROUNDS: u32 = 8;
/// No value has more words: it has at most 8,192 bytes.
const MOST_WORDS: u64 = 4_096;

/// By state, what is heard there.
pub(super) struct Lengths {
    /// Before the prompt is repeated, and the prompt.
    states: Vec<(Option<u64>, u64)>,
}

/// One sound.
pub(super) struct Length {
    /// Nothing is heard if it is 0.
    pub(super) ms: u64,
    /// Whether another sound follows in the same state.
    pub(super) has_more: bool,
}

impl Lengths {
    /// `program` is the whole one, with all its variables.
    pub(super) fn of(program: &Program, outline: &Outline, given: &Simulation) -> Self {
        let words = Words::of(program, outline, given);
        let states = program.states.iter().map(|state| {
            let ms = |sound: &Sound, repeat| words.ms(sound, repeat);
            let op = program.nodes.get(state.node).map(|node| &node.op);
            let prompt = match op {
                Some(Op::Sound { sound, repeat, .. }) => ms(sound, *repeat),
                Some(Op::Ask(ask)) => ms(&ask.prompt, 1),
                Some(Op::Record(record)) => record.prompt.as_ref().map_or(0, |own| ms(own, 1)),
                Some(Op::Hangup { message }) => message.as_ref().map_or(0, |own| ms(own, 1)),
                _ => 0,
            };
            (state.before.as_ref().map(|before| ms(before, 1)), prompt)
        });
        Self {
            states: states.collect(),
        }
    }

    /// The first sound of a state, or the one after it.
    pub(super) fn of_state(&self, state: StateIx, first: bool) -> Length {
        let (before, prompt) = self.states.get(state).copied().unwrap_or_default();
        match before {
            Some(ms) if first => Length { ms, has_more: true },
            _ => Length {
                ms: prompt,
                has_more: false,
            },
        }
    }
}

/// By variable of the program, the most words that its values have.
struct Words<'p> {
    program: &'p Program,
    most: Vec<u64>,
}

impl<'p> Words<'p> {
    fn of(program: &'p Program, outline: &Outline, given: &Simulation) -> Self {
        let mut all = Self {
            program,
            most: vec![0; program.variables.len()],
        };
        for (at, own) in program.variables.iter().enumerate() {
            let value = given.value(&own.name).unwrap_or(&own.default);
            let tried = outline.program.variable(&own.name);
            let tried = tried.map_or(&[][..], |at| outline.pools.values(at));
            let tried = tried.iter().map(String::as_str).chain([value]);
            all.raise(at, tried.map(words).max().unwrap_or(0));
        }
        for node in &program.nodes {
            taken(&node.op, &mut |name| {
                if let Some(at) = program.variable(name) {
                    all.raise(at, 1);
                }
            });
        }
        all.close();
        all
    }

    fn raise(&mut self, variable: usize, words: u64) -> bool {
        let Some(most) = self.most.get_mut(variable) else {
            return false;
        };
        let higher = words > *most;
        *most = words.max(*most);
        higher
    }

    /// Carries lengths along what variables are set to.
    fn close(&mut self) {
        let program = self.program;
        let sets: Vec<(usize, &Template)> = Sets::of(program).iter().collect();
        let mut readers: Vec<Vec<usize>> = vec![Vec::new(); program.variables.len()];
        for (at, (_, value)) in sets.iter().enumerate() {
            for name in value.holes() {
                if let Some(own) = program.variable(name).and_then(|own| readers.get_mut(own)) {
                    own.push(at);
                }
            }
        }
        let mut rounds = vec![0; program.variables.len()];
        let mut pending: Vec<usize> = (0..sets.len()).collect();
        while let Some(at) = pending.pop() {
            let Some((variable, value)) = sets.get(at).copied() else {
                continue;
            };
            let round = rounds.get(variable).copied().unwrap_or(MOST_ROUNDS);
            let mut words = self.words(value).min(MOST_WORDS);
            if round >= MOST_ROUNDS {
                words = MOST_WORDS;
            }
            if words > self.most.get(variable).copied().unwrap_or(MOST_WORDS) {
                self.raise(variable, words);
                if let Some(round) = rounds.get_mut(variable) {
                    *round += 1;
                }
                pending.extend(readers.get(variable).into_iter().flatten());
            }
        }
    }

    /// The most words of a text. A value may part a word or join two; it counts as if it stood alone.
    fn words(&self, text: &Template) -> u64 {
        let mut constant = String::new();
        let mut all = 0_u64;
        for part in text.parts() {
            match part {
                Part::Text(text) => constant.push_str(text),
                Part::Hole(name) => {
                    constant.push(' ');
                    let most = self.program.variable(name).and_then(|at| self.most.get(at));
                    all = all.saturating_add(most.copied().unwrap_or(0));
                }
            }
        }
        all.saturating_add(words(&constant))
    }

    fn ms(&self, sound: &Sound, repeat: u32) -> u64 {
        let (text, once) = match &sound.source {
            Source::Audio(url) => (url, audio()),
            Source::Speech { text, .. } => (text, speech(self.words(text))),
        };
        let is_blank = text
            .parts()
            .all(|part| matches!(part, Part::Text(text) if text.trim().is_empty()));
        if is_blank {
            0
        } else {
            all_of(once, sound.seconds, repeat)
        }
    }
}
