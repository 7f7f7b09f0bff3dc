//! `split-based-on`: a `branch`, or several where a condition is negative.

use std::collections::HashMap;

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use super::super::liquid::{Piece, pieces};
use super::widget::{Widget, next};
use super::{Studio, entry};
use crate::builder::{Branch, Set};
use crate::finding::words::shortened;
use crate::node::Op;

/// The longest expression that is read: far more than anybody writes by hand.
const MOST_OF_A_PATTERN: usize = 4096;

/// One test of a variable.
struct Test {
    variable: String,
    op: Op,
    /// One for all operators but `in`, none for `empty`.
    values: Vec<String>,
    /// Whether the transition is taken when it does not hold.
    negative: bool,
    goal: Goal,
}

impl Studio {
    /// Conditions in order, the first that holds wins; `noMatch` otherwise.
    ///
    /// A branch has no negative operators of text. Where the source has one, the branch ends with the positive
    /// test, which leads to a branch with the rest, and its `else` is the goal.
    pub(super) fn split(&mut self, widget: &Widget<'_>) {
        let mut sets = Vec::new();
        let tests = self.tests(widget, &mut sets);
        let otherwise = widget.goal("noMatch");
        if tests.is_empty() {
            let message = "no condition could be carried over; it goes on as after `noMatch`";
            self.draft.approximated("match", message);
            self.draft.enter(&widget.name, otherwise);
            return;
        }
        let mut before = None;
        for (variable, value) in sets {
            let id = self.draft.fresh(&widget.name);
            self.draft.node(&id, Set::new(variable, value));
            self.arrive(widget, before.replace(id.clone()), id);
        }
        let mut id = self.draft.fresh(&widget.name);
        self.arrive(widget, before, id.clone());
        let mut branch = Branch::new();
        let mut edges = 0;
        for test in tests {
            edges += 1;
            let label = edges.to_string();
            branch = match (test.op, test.values) {
                (Op::Empty, _) => branch.when_empty(label.clone(), test.variable),
                (Op::NotEmpty, _) => branch.when_not_empty(label.clone(), test.variable),
                (Op::In, values) => branch.when_in(label.clone(), test.variable, values),
                (op, values) => {
                    let value = values.into_iter().next().unwrap_or_default();
                    branch.when(label.clone(), test.variable, op, value)
                }
            };
            if test.negative {
                let rest = self.draft.fresh(&widget.name);
                self.draft.edge(&id, &label, Goal::Node(rest.clone()));
                self.draft.edge(&id, "else", test.goal);
                self.draft.node(&id, std::mem::take(&mut branch));
                (id, edges) = (rest, 0);
            } else {
                self.draft.edge(&id, &label, test.goal);
            }
        }
        if edges == 0 {
            // The last test was negative: nothing is left to decide.
            let variable = self.composed(widget, "rest");
            self.draft.node(&id, Set::new(variable, ""));
            self.draft.next(&id, otherwise);
        } else {
            self.draft.node(&id, branch);
            self.draft.edge(&id, "else", otherwise);
        }
    }

    /// A node that follows another, or is where the widget begins.
    fn arrive(&mut self, widget: &Widget<'_>, before: Option<String>, id: String) {
        match before {
            Some(before) => self.draft.next(&before, Goal::Node(id)),
            None => self.draft.enter(&widget.name, Goal::Node(id)),
        }
    }

    /// A branch that tells keys from words.
    pub(super) fn told_apart(
        &mut self,
        widget: &Widget<'_>,
        variable: &str,
        keys: Goal,
        words: Goal,
    ) -> String {
        let id = self.draft.fresh(&format!("{}-told", widget.name));
        let branch = Branch::new().when("keys", variable, Op::Matches, "^[0-9*#]+$");
        self.draft.node(&id, branch);
        self.draft.edge(&id, "keys", keys);
        self.draft.edge(&id, "else", words);
        id
    }

    fn tests(&mut self, widget: &Widget<'_>, sets: &mut Vec<(String, String)>) -> Vec<Test> {
        let mut subjects = Subjects::default();
        let mut tests = Vec::new();
        for transition in widget.transitions() {
            let Some(event) = transition.member("event") else {
                continue;
            };
            if !event.peek().is("match") {
                continue;
            }
            let conditions: Vec<Foreign<'_>> = transition
                .member("conditions")
                .into_iter()
                .flat_map(Foreign::items)
                .collect();
            if conditions.is_empty() {
                continue;
            }
            event.note();
            let goal = next(transition).unwrap_or(Goal::End);
            if conditions.len() > 1 {
                let message = "of several conditions in one transition any is enough";
                self.draft.approximated("conditions", message);
            }
            for condition in conditions {
                // What the editor calls it.
                if let Some(name) = condition.member("friendly_name") {
                    name.note();
                }
                let arguments = condition.member("arguments").into_iter();
                let argument = arguments.flat_map(Foreign::items).next();
                let argument = argument.filter(|argument| argument.peek().is_text());
                let (op, values, negative) = match self.test(condition) {
                    Ok(test) => test,
                    Err(why) => {
                        self.dropped(condition, argument, &goal, why);
                        continue;
                    }
                };
                let subject = self.subject(widget, argument, &mut subjects, sets);
                let (op, values) = match op {
                    Op::Empty if !subject.trimmed => (Op::Matches, vec![r"^\s*$".to_owned()]),
                    Op::NotEmpty if !subject.trimmed => (Op::Matches, vec![r"\S".to_owned()]),
                    op => (op, values),
                };
                tests.push(Test {
                    variable: subject.variable,
                    op,
                    values,
                    negative,
                    goal: goal.clone(),
                });
            }
        }
        // What is tested where a condition does not say it.
        widget.idle(&["input"]);
        tests
    }

    /// What a condition tests: its argument, or else the input of the widget.
    fn subject(
        &mut self,
        widget: &Widget<'_>,
        argument: Option<Foreign<'_>>,
        subjects: &mut Subjects,
        sets: &mut Vec<(String, String)>,
    ) -> Subject {
        // The input may be long, and is read once however many conditions there are.
        if let (None, Some(input)) = (argument, &subjects.input) {
            return input.clone();
        }
        let text = match argument {
            Some(argument) => argument.text(),
            None => widget.text("input"),
        };
        let text = text.unwrap_or_default();
        let mut all = pieces(text.trim());
        let subject = if let (Some(Piece::Path(path)), None) = (all.next(), all.next()) {
            Subject {
                variable: self.draft.variable(path),
                // Keys and speech come without blanks around them.
                trimmed: entry(path).is_some() || path.ends_with(".DialCallStatus"),
            }
        } else if let Some(variable) = subjects.composed.get(text.as_ref()) {
            Subject {
                variable: variable.clone(),
                trimmed: false,
            }
        } else {
            let value = self.draft.text("input", &text);
            let variable = self.composed(widget, &subjects.composed.len().to_string());
            sets.push((variable.clone(), value));
            subjects
                .composed
                .insert(text.into_owned(), variable.clone());
            Subject {
                variable,
                trimmed: false,
            }
        };
        if argument.is_none() {
            subjects.input = Some(subject.clone());
        }
        subject
    }

    /// A variable for a text that is put together.
    fn composed(&mut self, widget: &Widget<'_>, which: &str) -> String {
        let path = format!("split {} {which}", widget.place());
        let wish = format!("{}_input", shortened(&widget.name));
        self.draft.own_variable(path, &wish)
    }

    /// Says that a condition is not carried over.
    fn dropped(
        &mut self,
        condition: Foreign<'_>,
        argument: Option<Foreign<'_>>,
        goal: &Goal,
        why: &str,
    ) {
        let text = |value: Option<Foreign<'_>>| {
            let text = value.and_then(Foreign::plain);
            shortened(&text.unwrap_or_default())
        };
        let behind = match goal {
            Goal::Foreign(name) => shortened(name),
            Goal::Node(_) | Goal::End => "end".to_owned(),
        };
        let message = format!(
            "`{}` `{}` `{}`, which leads to `{behind}`, is dropped: {why}",
            text(argument),
            text(condition.member("type")),
            text(condition.member("value")),
        );
        self.draft.left_out("match", message);
    }

    /// How a condition compares, with what, and whether it is meant when that does not hold; or why it cannot.
    fn test(&mut self, condition: Foreign<'_>) -> Result<(Op, Vec<String>, bool), &'static str> {
        let kind = condition.member("type").and_then(Foreign::text);
        let kind = kind.unwrap_or_default();
        let value = condition.member("value").and_then(Foreign::plain);
        let value = value.unwrap_or_default();
        let value = value.trim();
        let one = |value: String| vec![value];
        Ok(match kind.as_ref() {
            "equal_to" => self.equal(value, false),
            "not_equal_to" if has_letters(value) => self.equal(value, true),
            "not_equal_to" => (Op::Ne, one(self.draft.text("value", value)), false),
            "matches_any_of" | "does_not_match_any_of" => {
                let negative = kind.starts_with("does");
                let all: Vec<&str> = value.split(',').map(str::trim).collect();
                if value.contains("{{") {
                    let message = "a variable is one value here, whatever commas it holds";
                    self.draft.approximated("value", message);
                }
                if has_letters(value) {
                    let all: Vec<String> = all
                        .iter()
                        .map(|value| self.draft.pattern("value", value))
                        .collect();
                    let any = format!("(?i)^(?:{})$", all.join("|"));
                    (Op::Matches, one(any), negative)
                } else {
                    (
                        Op::In,
                        all.into_iter().map(str::to_owned).collect(),
                        negative,
                    )
                }
            }
            "is_blank" => (Op::Empty, Vec::new(), false),
            "is_not_blank" => (Op::NotEmpty, Vec::new(), false),
            "contains" | "does_not_contain" => {
                let pattern = format!("(?i){}", self.draft.pattern("value", value));
                (Op::Matches, one(pattern), kind.starts_with("does"))
            }
            "starts_with" | "does_not_start_with" => {
                let pattern = format!("(?i)^{}", self.draft.pattern("value", value));
                (Op::Matches, one(pattern), kind.starts_with("does"))
            }
            "regex" => {
                let pattern = format!("(?i)^(?:{value})$");
                let holes = value.contains("{{") || value.contains("{%");
                if holes {
                    return Err("an expression has no holes here");
                }
                if value.len() > MOST_OF_A_PATTERN || regex_syntax::parse(&pattern).is_err() {
                    return Err("it is no expression that is understood here");
                }
                (Op::Matches, one(pattern), false)
            }
            "less_than" => (Op::Lt, one(self.draft.text("value", value)), false),
            "greater_than" => (Op::Gt, one(self.draft.text("value", value)), false),
            "is_before_time" | "is_after_time" | "is_before_date" | "is_after_date" => {
                return Err("draw an `hours`, which asks the clock itself");
            }
            _ => return Err("nothing here compares so"),
        })
    }

    fn equal(&mut self, value: &str, negative: bool) -> (Op, Vec<String>, bool) {
        if has_letters(value) {
            let pattern = format!("(?i)^{}$", self.draft.pattern("value", value));
            (Op::Matches, vec![pattern], negative)
        } else {
            (Op::Eq, vec![self.draft.text("value", value)], negative)
        }
    }
}

/// What a condition tests.
#[derive(Debug, Clone)]
struct Subject {
    variable: String,
    /// Whether its value cannot be blanks only.
    trimmed: bool,
}

/// What the conditions of a widget test.
#[derive(Debug, Default)]
struct Subjects {
    input: Option<Subject>,
    /// By text, the variable that is set to it before.
    composed: HashMap<String, String>,
}

/// Whether case matters in it, or a hole may bring letters.
fn has_letters(value: &str) -> bool {
    value.contains("{{") || value.chars().any(char::is_alphabetic)
}
