//! `split-based-on`: a `branch`, or several where a condition is negative.

use std::collections::HashMap;

use super::super::draft::Goal;
use super::super::liquid::{Piece, pieces, push_hole, push_text};
use super::widget::{Widget, next, plain};
use super::{Studio, brief};
use crate::builder::{Branch, Set};
use crate::document::Value;
use crate::node::Op;

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
        self.check(widget, &["input"], &["match", "noMatch"]);
        let mut sets = Vec::new();
        let tests = self.tests(widget, &mut sets);
        let otherwise = widget.goal("noMatch");
        if tests.is_empty() {
            let message = "no condition could be carried over; it goes on as after `noMatch`";
            self.draft.approximated(&widget.name, "match", message);
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
            let path = format!("split.{}", widget.name);
            let variable =
                self.draft
                    .variable(&path, &format!("{}_input", widget.name), &widget.name);
            self.draft.sets(&variable);
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
        let mut composed = HashMap::new();
        let mut tests = Vec::new();
        for transition in widget.transitions() {
            if !transition
                .member("event")
                .is_some_and(|event| event.is("match"))
            {
                continue;
            }
            let goal = next(transition).unwrap_or(Goal::End);
            let conditions: Vec<Value<'_>> = transition
                .member("conditions")
                .into_iter()
                .flat_map(Value::items)
                .collect();
            if conditions.len() > 1 {
                let message = "of several conditions in one transition any is enough";
                self.draft.approximated(&widget.name, "conditions", message);
            }
            for condition in conditions {
                let argument = condition
                    .member("arguments")
                    .and_then(|all| all.items().next());
                let subject = argument
                    .and_then(plain)
                    .or_else(|| widget.text("input"))
                    .unwrap_or_default();
                if let Some((op, values, negative)) = self.test(widget, condition) {
                    let variable = self.subject(widget, &subject, &mut composed, sets);
                    tests.push(Test {
                        variable,
                        op,
                        values,
                        negative,
                        goal: goal.clone(),
                    });
                }
            }
        }
        tests
    }

    /// The variable that is tested; of a text with more than one path, one that is set to it before.
    fn subject(
        &mut self,
        widget: &Widget<'_>,
        text: &str,
        composed: &mut HashMap<String, String>,
        sets: &mut Vec<(String, String)>,
    ) -> String {
        let mut all = pieces(text.trim());
        if let (Some(Piece::Path(path)), None) = (all.next(), all.next()) {
            return self.variable(path, &widget.name);
        }
        if let Some(variable) = composed.get(text) {
            return variable.clone();
        }
        let value = self.text(widget, "input", text);
        let path = format!("split.{}.{}", widget.name, composed.len());
        let variable = self
            .draft
            .variable(&path, &format!("{}_input", widget.name), &widget.name);
        self.draft.sets(&variable);
        sets.push((variable.clone(), value));
        composed.insert(text.to_owned(), variable.clone());
        variable
    }

    fn test(
        &mut self,
        widget: &Widget<'_>,
        condition: Value<'_>,
    ) -> Option<(Op, Vec<String>, bool)> {
        let kind = condition.member("type").and_then(Value::text);
        let kind = kind.unwrap_or_default();
        let value = condition
            .member("value")
            .and_then(plain)
            .unwrap_or_default();
        let value = value.trim();
        let one = |value: String| vec![value];
        Some(match kind.as_ref() {
            "equal_to" => self.equal(widget, value, false),
            "not_equal_to" if has_letters(value) => self.equal(widget, value, true),
            "not_equal_to" => (Op::Ne, one(self.text(widget, "value", value)), false),
            "matches_any_of" | "does_not_match_any_of" => {
                let negative = kind.starts_with("does");
                let all: Vec<&str> = value.split(',').map(str::trim).collect();
                if has_letters(value) {
                    let all: Vec<String> = all
                        .iter()
                        .map(|value| self.pattern(widget, value))
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
                let pattern = format!("(?i){}", self.pattern(widget, value));
                (Op::Matches, one(pattern), kind.starts_with("does"))
            }
            "starts_with" | "does_not_start_with" => {
                let pattern = format!("(?i)^{}", self.pattern(widget, value));
                (Op::Matches, one(pattern), kind.starts_with("does"))
            }
            "regex" => {
                let pattern = format!("(?i)^(?:{value})$");
                let holes = value.contains("{{") || value.contains("{%");
                if holes || regex_syntax::parse(&pattern).is_err() {
                    let message = format!(
                        "`{}` is no expression that is understood; the condition is dropped",
                        brief(value)
                    );
                    self.draft.left_out(&widget.name, "regex", message);
                    return None;
                }
                (Op::Matches, one(pattern), false)
            }
            "less_than" => (Op::Lt, one(self.text(widget, "value", value)), false),
            "greater_than" => (Op::Gt, one(self.text(widget, "value", value)), false),
            other => {
                let message = format!(
                    "the condition `{}` has no equal and is dropped",
                    brief(other)
                );
                self.draft.left_out(&widget.name, "type", message);
                return None;
            }
        })
    }

    fn equal(
        &mut self,
        widget: &Widget<'_>,
        value: &str,
        negative: bool,
    ) -> (Op, Vec<String>, bool) {
        if has_letters(value) {
            let pattern = format!("(?i)^{}$", self.pattern(widget, value));
            (Op::Matches, vec![pattern], negative)
        } else {
            (Op::Eq, vec![self.text(widget, "value", value)], negative)
        }
    }

    /// A text as an expression that matches it; what fills its holes is matched as it stands.
    fn pattern(&mut self, widget: &Widget<'_>, value: &str) -> String {
        let mut out = String::new();
        for piece in pieces(value) {
            match piece {
                Piece::Text(text) => push_text(&mut out, &regex::escape(text)),
                Piece::Path(path) => push_hole(&mut out, &self.variable(path, &widget.name)),
                _ => {
                    let message = format!(
                        "`{}` is not understood; it stands for nothing",
                        brief(value)
                    );
                    self.draft.left_out(&widget.name, "value", message);
                }
            }
        }
        out
    }
}

/// Whether case matters in it, or a hole may bring letters.
fn has_letters(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}
