//! Which variables can change the way of a call, and with which values.

use std::collections::{BTreeMap, BTreeSet};

use super::sample::samples;
use crate::node::{Condition, Op as Compare, Operand};
use crate::program::{Op, Program};
use crate::template::Template;

/// Values per variable; more are of no use to tell ways apart, and every one is a call.
const MOST_VALUES: usize = 12;
/// A number of nobody.
const SOMEBODY: &str = "+15550100001";

/// The variables that steer, by name, with the values that are worth trying.
pub(crate) struct Steering {
    values: BTreeMap<String, Vec<String>>,
    /// Their indices in the program.
    pub(crate) indices: Vec<usize>,
}

impl Steering {
    pub(crate) fn of(program: &Program) -> Self {
        let mut all = Collected::default();
        for node in &program.nodes {
            match &node.op {
                Op::Branch { cases, .. } => {
                    for (condition, _) in cases {
                        all.condition(condition);
                    }
                }
                Op::Dial(dialling) => dialling.dial.numbers.iter().for_each(|to| all.target(to)),
                Op::Transfer(transferring) => all.target(&transferring.transfer.number),
                Op::Sms { to: Some(to), .. } => all.target(to),
                _ => {}
            }
        }
        all.close(program);
        let values = all.finish();
        Self {
            indices: values
                .keys()
                .filter_map(|name| program.variable(name))
                .collect(),
            values,
        }
    }

    /// The values worth trying for a variable; none if it does not steer.
    pub(crate) fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }
}

#[derive(Default)]
struct Collected {
    values: BTreeMap<String, BTreeSet<String>>,
}

impl Collected {
    fn add(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        self.values
            .entry(name.to_owned())
            .or_default()
            .extend(values);
    }

    fn holes(&mut self, template: &Template) {
        for name in template.holes() {
            self.add(name, []);
        }
    }

    fn target(&mut self, template: &Template) {
        if let Some(name) = template.as_hole() {
            self.add(name, [SOMEBODY.to_owned(), String::new()]);
        }
        self.holes(template);
    }

    fn condition(&mut self, condition: &Condition) {
        let texts: &[Template] = match &condition.value {
            Operand::None => &[],
            Operand::Text(text) => std::slice::from_ref(text),
            Operand::List(list) => list,
            Operand::Pattern(pattern) => {
                self.add(&condition.variable, samples(pattern.as_str()));
                &[]
            }
        };
        self.add(&condition.variable, ["1".to_owned(), String::new()]);
        for text in texts {
            self.holes(text);
            let Some(constant) = text.as_literal() else {
                continue;
            };
            self.add(&condition.variable, [constant.to_owned()]);
            if matches!(
                condition.op,
                Compare::Lt | Compare::Le | Compare::Gt | Compare::Ge
            ) {
                self.add(&condition.variable, beyond(constant));
            }
        }
    }

    /// Adds what flows into a variable that steers, with the values that it should have.
    fn close(&mut self, program: &Program) {
        // Each round follows one more `set`; a variable is added once, so this ends.
        loop {
            let before: usize = self.values.values().map(|values| values.len() + 1).sum();
            for node in &program.nodes {
                let Op::Set {
                    variable, value, ..
                } = &node.op
                else {
                    continue;
                };
                let Some(wanted) = self.values.get(variable.as_str()).cloned() else {
                    continue;
                };
                match value.as_hole() {
                    Some(name) => self.add(name, wanted),
                    None => self.holes(value),
                }
            }
            let after: usize = self.values.values().map(|values| values.len() + 1).sum();
            if before == after {
                return;
            }
        }
    }

    fn finish(self) -> BTreeMap<String, Vec<String>> {
        let all = self.values.into_iter();
        all.map(|(name, values)| (name, values.into_iter().take(MOST_VALUES).collect()))
            .collect()
    }
}

/// A number below and one above a number; digits alone where that is possible, so that a caller can press them.
fn beyond(number: &str) -> Vec<String> {
    if !crate::VariableType::Number.allows(number) || number.is_empty() {
        return Vec::new();
    }
    let digits = number.trim_start_matches(['-', '+']);
    let whole = digits.split('.').next().unwrap_or(digits);
    vec!["0".to_owned(), format!("9{whole}"), format!("-9{whole}")]
}
