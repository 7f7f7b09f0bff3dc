//! Values worth trying, by variable: those that the conditions of a flow are about.
//!
//! A condition wants values that make it hold and values that do not: the constants that it compares with, numbers
//! beside them, samples of patterns. What it compares with may be another variable or be made of one, and what it looks
//! at may have been set to something made of others; wanted values are carried along both, in both directions, until
//! nothing new is found. That solves equations such as `b = "x" + a` and `b = "x42"`; it proves nothing, so what was not
//! reached with these values is not said to be out of reach.

use std::collections::BTreeMap;

use voice_core::Party;

use super::number::beside;
use super::outline::Sets;
use super::sample::samples;
use crate::node::{Condition, Op as Compare, Operand};
use crate::program::{Op, Program};
use crate::simulate::Simulation;
use crate::template::{Part, Template};

/// How often a value may be made into another one; `{{x}}1` makes one of its own for ever.
const MOST_STEPS: u8 = 6;
/// How many values a flow may want in all.
const MOST_VALUES: usize = 100_000;
/// A longer value is made of no other.
const LONGEST: usize = 64;
/// A number of nobody.
const SOMEBODY: &str = "+15550100001";

/// What makes a name, an address or a number of a text with a hole.
const PARTS_OF_SOMEBODY: [&str; 4] = ["a", "15550100001", "5550100001", "1"];

/// The values that are worth trying.
pub(crate) struct Pools {
    /// By variable of the outline, sorted.
    values: Vec<Vec<String>>,
    /// The variables for which there are more than were found.
    more: Vec<bool>,
}

impl Pools {
    pub(super) fn of(program: &Program, given: &Simulation) -> Self {
        let mut search = Search::new(program);
        search.constants(given);
        search.wishes();
        search.close();
        let all = search.variables.into_iter();
        let (values, more) = all
            .map(|own| {
                let wanted = own.values.into_iter().filter(|(_, found)| found.wanted);
                (wanted.map(|(value, _)| value).collect(), own.more)
            })
            .unzip();
        Self { values, more }
    }

    /// The values worth trying for a variable.
    pub(crate) fn values(&self, variable: usize) -> &[String] {
        self.values.get(variable).map_or(&[], Vec::as_slice)
    }

    /// Whether more of them may be needed.
    pub(crate) fn more(&self, variable: usize) -> bool {
        self.more.get(variable).copied().unwrap_or(false)
    }
}

/// How a value was found.
#[derive(Clone, Copy)]
struct Found {
    /// It is worth trying; otherwise it is only known that the variable may be set to it.
    wanted: bool,
    /// How often it was made into another one.
    steps: u8,
}

#[derive(Default)]
struct Variable {
    values: BTreeMap<String, Found>,
    more: bool,
}

/// A variable, and a text that it is set to or compared with.
#[derive(Clone, Copy)]
struct Equation<'p> {
    variable: usize,
    text: &'p Template,
    compared: bool,
}

struct Search<'p> {
    program: &'p Program,
    variables: Vec<Variable>,
    equations: Vec<Equation<'p>>,
    /// By variable, the equations in which it stands.
    of: Vec<Vec<usize>>,
    pending: Vec<(usize, String, Found)>,
    left: usize,
}

impl<'p> Search<'p> {
    fn new(program: &'p Program) -> Self {
        let count = program.variables.len();
        let mut search = Self {
            program,
            variables: Vec::new(),
            equations: Vec::new(),
            of: vec![Vec::new(); count],
            pending: Vec::new(),
            left: MOST_VALUES,
        };
        search.variables.resize_with(count, Variable::default);
        search
    }

    fn add(&mut self, variable: usize, value: String, found: Found) {
        let Some(own) = self.variables.get_mut(variable) else {
            return;
        };
        match own.values.get_mut(&value) {
            Some(known) if known.wanted || !found.wanted => return,
            Some(known) => known.wanted = true,
            None if self.left == 0 || found.steps > MOST_STEPS => {
                own.more = true;
                return;
            }
            None => {
                self.left -= 1;
                own.values.insert(value.clone(), found);
            }
        }
        self.pending.push((variable, value, found));
    }

    fn want(&mut self, name: &str, value: impl Into<String>) {
        if let Some(variable) = self.program.variable(name) {
            let found = Found {
                wanted: true,
                steps: 0,
            };
            self.add(variable, value.into(), found);
        }
    }

    fn relate(&mut self, variable: usize, text: &'p Template, compared: bool) {
        let at = self.equations.len();
        self.equations.push(Equation {
            variable,
            text,
            compared,
        });
        let holes = text.holes().filter_map(|name| self.program.variable(name));
        let mut all: Vec<usize> = holes.chain([variable]).collect();
        all.sort_unstable();
        all.dedup();
        for own in all {
            if let Some(own) = self.of.get_mut(own) {
                own.push(at);
            }
        }
    }

    /// What variables are given or set to.
    fn constants(&mut self, given: &Simulation) {
        let known = Found {
            wanted: false,
            steps: 0,
        };
        for (at, own) in self.program.variables.iter().enumerate() {
            let value = given.value(&own.name).unwrap_or(&own.default);
            self.add(at, value.to_owned(), known);
        }
        for (variable, value) in Sets::of(self.program).iter() {
            match value.as_literal() {
                Some(text) => self.add(variable, text.to_owned(), known),
                None => self.relate(variable, value, false),
            }
        }
    }

    /// What the nodes that decide are about.
    fn wishes(&mut self) {
        for node in &self.program.nodes {
            match &node.op {
                Op::Branch { cases, .. } => {
                    for (condition, _) in cases {
                        self.condition(condition);
                    }
                }
                Op::Dial(dialling) => {
                    for to in &dialling.dial.numbers {
                        self.target(to);
                    }
                }
                Op::Transfer(transferring) => self.target(&transferring.transfer.number),
                Op::Sms { to: Some(to), .. } => self.target(to),
                _ => {}
            }
        }
    }

    /// Somebody to dial, and nobody.
    fn target(&mut self, text: &Template) {
        let values = solved(text, SOMEBODY);
        // `client:{{who}}` is no number, whatever stands in the hole, and somebody all the same.
        let other = PARTS_OF_SOMEBODY
            .into_iter()
            .filter(|_| values.is_empty())
            .find(|part| Party::check(text.fill(|_| Some(part)).trim()).is_ok());
        for (name, value) in values {
            self.want(name, value);
        }
        for name in text.holes() {
            self.want(name, "");
            if let Some(part) = other {
                self.want(name, part);
            }
        }
    }

    fn condition(&mut self, condition: &'p Condition) {
        let name = condition.variable.as_str();
        // Something, and nothing; `1` can be pressed.
        self.want(name, "1");
        self.want(name, "");
        if let Operand::Pattern(pattern) = &condition.value {
            for sample in samples(pattern.as_str()) {
                self.want(name, sample);
            }
        }
        for text in condition.operands() {
            let Some(constant) = text.as_literal() else {
                // Two values that can be pressed, so that both can be the same and both can differ.
                for name in text.holes().chain([name]) {
                    self.want(name, "1");
                    self.want(name, "2");
                }
                if let Some(variable) = self.program.variable(name) {
                    self.relate(variable, text, true);
                }
                continue;
            };
            self.want(name, constant);
            if is_ordered(condition.op) {
                for number in beside(constant).into_iter().flatten() {
                    self.want(name, number);
                }
            }
        }
    }

    /// Carries values along the equations until nothing new is found.
    fn close(&mut self) {
        while let Some((variable, value, found)) = self.pending.pop() {
            if value.len() > LONGEST {
                continue;
            }
            let equations = self.of.get(variable).cloned().unwrap_or_default();
            for at in equations {
                if let Some(equation) = self.equations.get(at).copied() {
                    self.carry(equation, variable, &value, found);
                }
            }
        }
    }

    fn carry(&mut self, equation: Equation<'p>, variable: usize, value: &str, found: Found) {
        let made = |wanted| Found {
            wanted,
            steps: found.steps + 1,
        };
        // From what stands in the text to what is made of it.
        if let Some((name, before, after)) = single_hole(equation.text)
            && self.program.variable(name) == Some(variable)
        {
            let wanted = equation.compared;
            // A wish for a part is none for the whole, unless the two are compared.
            if wanted || !found.wanted {
                self.add(
                    equation.variable,
                    format!("{before}{value}{after}"),
                    made(wanted),
                );
            }
        }
        // From what is made to what must stand in the text.
        if equation.variable == variable && (equation.compared || found.wanted) {
            for (name, part) in solved(equation.text, value) {
                if let Some(hole) = self.program.variable(name) {
                    self.add(hole, part, made(true));
                }
            }
        }
    }
}

fn is_ordered(op: Compare) -> bool {
    matches!(op, Compare::Lt | Compare::Le | Compare::Gt | Compare::Ge)
}

/// The hole of a text that has one, and what stands before and behind it.
fn single_hole(text: &Template) -> Option<(&str, &str, &str)> {
    let mut found = ("", "", "");
    let mut holes = 0;
    for part in text.parts() {
        match part {
            Part::Hole(name) => {
                holes += 1;
                found.0 = name;
            }
            Part::Text(text) if holes == 0 => found.1 = text,
            Part::Text(text) => found.2 = text,
        }
    }
    (holes == 1).then_some(found)
}

/// Values for the holes of a text with which it is this one; several ways to cut it, but not all.
fn solved<'t>(text: &'t Template, wanted: &str) -> Vec<(&'t str, String)> {
    /// More parts are cut in no way.
    const MOST_PARTS: usize = 8;
    let parts: Vec<Part<'t>> = text.parts().take(MOST_PARTS + 1).collect();
    if parts.len() > MOST_PARTS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for cut in 0..=wanted.len().min(LONGEST) {
        let mut values = Vec::new();
        if solve(&parts, wanted, cut, &mut values) {
            found.extend(values);
        }
        // Only the length of the first of two holes side by side is free.
        let free = parts
            .windows(2)
            .any(|two| matches!(two, [Part::Hole(_), Part::Hole(_)]));
        if !free {
            break;
        }
    }
    found
}

/// Cuts a text at its constants, and between two holes after `cut` bytes.
fn solve<'t>(
    parts: &[Part<'t>],
    wanted: &str,
    cut: usize,
    values: &mut Vec<(&'t str, String)>,
) -> bool {
    let mut rest = wanted;
    let mut at = parts;
    while let Some((part, behind)) = at.split_first() {
        at = behind;
        match part {
            Part::Text(text) => match rest.strip_prefix(text) {
                Some(behind) => rest = behind,
                None => return false,
            },
            Part::Hole(name) => {
                let end = match behind {
                    [] => Some(rest.len()),
                    // The last constant must reach the end.
                    [Part::Text(text)] => rest.ends_with(text).then(|| rest.len() - text.len()),
                    [Part::Text(text), ..] => rest.find(text),
                    [Part::Hole(_), ..] => Some(cut.min(rest.len())),
                };
                let value = end.and_then(|end| Some((rest.get(..end)?, rest.get(end..)?)));
                let Some((value, behind)) = value else {
                    return false;
                };
                values.push((*name, value.to_owned()));
                rest = behind;
            }
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, wanted: &str) -> Vec<(String, String)> {
        let template = Template::parse(text).unwrap();
        let found = solved(&template, wanted);
        found
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_text_is_cut_at_its_constants() {
        assert_eq!(parts("x{{a}}", "x42"), [pair("a", "42")]);
        assert_eq!(
            parts("{{a}}-{{b}}!", "1-2!"),
            [pair("a", "1"), pair("b", "2")]
        );
        assert_eq!(parts("{{a}}a", "aa"), [pair("a", "a")]);
        assert_eq!(parts("x{{a}}", "y42"), []);
        assert_eq!(parts("x{{a}}y", "x"), []);
        assert_eq!(parts("no hole", "no hole"), []);
    }

    #[test]
    fn two_holes_side_by_side_are_cut_everywhere() {
        assert_eq!(
            parts("{{a}}{{b}}", "42"),
            [
                pair("a", ""),
                pair("b", "42"),
                pair("a", "4"),
                pair("b", "2"),
                pair("a", "42"),
                pair("b", "")
            ]
        );
        assert_eq!(parts("{{a}}{{b}}", "é").len(), 4, "no character is cut");
    }
}
