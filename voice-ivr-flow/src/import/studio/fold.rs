//! Which gathers are menus: those that only feed a split which compares their digits.

use std::collections::{HashMap, HashSet};

use super::super::draft::Goal;
use super::Studio;
use super::widget::{Widget, next};
use crate::document::Value;

#[derive(Debug)]
pub(super) enum Fold {
    /// A gather that becomes a menu.
    Menu(Keys),
    /// The split that went into it.
    Gone,
}

/// The exits of a menu.
#[derive(Debug)]
pub(super) struct Keys {
    /// Entries and where they lead, in order, each once.
    pub(super) exits: Vec<(String, Goal)>,
    pub(super) invalid: Goal,
}

/// By number of the widget, what becomes of it.
pub(super) fn find(studio: &Studio, widgets: &[Widget<'_>]) -> HashMap<usize, Fold> {
    let by_name: HashMap<&str, usize> = widgets
        .iter()
        .enumerate()
        .map(|(at, widget)| (widget.name.as_str(), at))
        .collect();
    let mut ways: HashMap<String, usize> = HashMap::new();
    for goal in widgets
        .iter()
        .flat_map(Widget::transitions)
        .filter_map(next)
    {
        if let Goal::Foreign(name) = goal {
            *ways.entry(name).or_insert(0) += 1;
        }
    }
    let mut folds = HashMap::new();
    for (at, gather) in widgets.iter().enumerate() {
        if gather.kind != "gather-input-on-call" || gather.wired("speech").is_some() {
            continue;
        }
        // One way leads to the split, so each split is looked at once.
        let Some(Goal::Foreign(name)) = gather.wired("keypress") else {
            continue;
        };
        if ways.get(&name) != Some(&1) {
            continue;
        }
        let Some((split_at, split)) = by_name
            .get(name.as_str())
            .and_then(|at| Some((*at, widgets.get(*at)?)))
        else {
            continue;
        };
        if split.kind != "split-based-on" {
            continue;
        }
        if let Some(keys) = keys(studio, gather, split) {
            folds.insert(at, Fold::Menu(keys));
            folds.insert(split_at, Fold::Gone);
        }
    }
    folds
}

fn keys(studio: &Studio, gather: &Widget<'_>, split: &Widget<'_>) -> Option<Keys> {
    if gather.whole("loop").is_some_and(|times| times > 1) {
        return None;
    }
    let digits = format!("widgets.{}.Digits", gather.name);
    let hole = |value: Value<'_>| {
        let text = value.text();
        let inside = text.as_deref().and_then(|text| {
            let inside = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
            Some(inside.trim() == digits)
        });
        inside == Some(true)
    };
    let mut reads = usize::from(split.property("input").is_some_and(hole));
    let mut seen = HashSet::new();
    let mut exits = Vec::new();
    for transition in split.transitions() {
        if !transition.member("event")?.is("match") {
            continue;
        }
        let mut conditions = transition.member("conditions")?.items();
        let (condition, None) = (conditions.next()?, conditions.next()) else {
            return None;
        };
        let mut arguments = condition.member("arguments")?.items();
        let (true, None) = (hole(arguments.next()?), arguments.next()) else {
            return None;
        };
        reads += 1;
        let value = condition.member("value")?.text()?;
        let kind = condition.member("type")?;
        let entries: Vec<&str> = if kind.is("equal_to") {
            vec![value.trim()]
        } else if kind.is("matches_any_of") {
            value.split(',').map(str::trim).collect()
        } else {
            return None;
        };
        for entry in entries {
            let keys = |byte: u8| byte.is_ascii_digit() || byte == b'*' || byte == b'#';
            if entry.is_empty() || entry.len() > 32 || !entry.bytes().all(keys) {
                return None;
            }
            if seen.insert(entry.to_owned()) {
                exits.push((entry.to_owned(), next(transition).unwrap_or(Goal::End)));
            }
        }
    }
    let longest = exits.iter().map(|(keys, _)| keys.len()).max()?;
    // A key that ends an entry, or an entry that begins another, would not be heard as it is there.
    let finish = gather.text("finish_on_key").unwrap_or_default();
    let clear = longest == 1
        || seen.iter().all(|keys| {
            let begins = (1..keys.len())
                .any(|end| keys.get(..end).is_some_and(|start| seen.contains(start)));
            !begins && !keys.contains('#') && (finish.is_empty() || !keys.contains(finish.as_ref()))
        });
    let fits = gather
        .whole("number_of_digits")
        .is_none_or(|digits| usize::try_from(digits).is_ok_and(|digits| digits >= longest));
    let invalid = split.goal("noMatch");
    let silent = gather.is_itself(&gather.goal("timeout")) && !gather.is_itself(&invalid);
    // What anything else reads must stay a variable.
    let speech = format!("widgets.{}.SpeechResult", gather.name);
    let read_elsewhere = studio.uses(&digits) > reads || studio.uses(&speech) > 0;
    (clear && fits && !silent && !read_elsewhere).then_some(Keys { exits, invalid })
}
