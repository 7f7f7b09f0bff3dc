//! Which gathers are menus: those that only feed a split which compares their digits.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use super::Studio;
use super::calls::is_path;
use super::widget::{Widget, leads_to};

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
    let mut ways: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for name in widgets
        .iter()
        .flat_map(Widget::transitions)
        .filter_map(leads_to)
    {
        *ways.entry(name).or_insert(0) += 1;
    }
    let mut folds = HashMap::new();
    for (at, gather) in widgets.iter().enumerate() {
        if gather.kind != "gather-input-on-call" || gather.leads_to("speech").is_some() {
            continue;
        }
        // One way leads to the split, so each split is looked at once.
        let Some(name) = gather.leads_to("keypress") else {
            continue;
        };
        if ways.get(&name) != Some(&1) {
            continue;
        }
        let Some((split_at, split)) = by_name
            .get(name.as_ref())
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
    let number = |name: &str| {
        let value = gather.property(name)?.peek();
        value.whole().or_else(|| value.text()?.trim().parse().ok())
    };
    if number("loop").is_some_and(|times| times > 1) {
        return None;
    }
    let digits = format!("widgets.{}.Digits", gather.name);
    let hole = |value: Foreign<'_>| is_path(value, &[&digits]);
    let mut reads = usize::from(split.property("input").is_some_and(hole));
    let mut seen = HashSet::new();
    let mut exits = Vec::new();
    // Used once it is known that all of them are.
    let mut used = Vec::from_iter(split.property("input"));
    for transition in split.transitions() {
        if !transition.member("event")?.peek().is("match") {
            continue;
        }
        let mut conditions = transition.member("conditions")?.items();
        let (condition, None) = (conditions.next()?, conditions.next()) else {
            return None;
        };
        let mut arguments = condition.member("arguments")?.items();
        let argument = arguments.next()?;
        let (true, None) = (hole(argument), arguments.next()) else {
            return None;
        };
        reads += 1;
        let value = condition.member("value")?;
        let text = value.peek().text()?;
        let kind = condition.member("type")?;
        let entries: Vec<&str> = if kind.peek().is("equal_to") {
            vec![text.trim()]
        } else if kind.peek().is("matches_any_of") {
            text.split(',').map(str::trim).collect()
        } else {
            return None;
        };
        let goal = leads_to(transition).map_or(Goal::End, |name| Goal::foreign(&name));
        for entry in entries {
            let keys = |byte: u8| byte.is_ascii_digit() || byte == b'*' || byte == b'#';
            if entry.is_empty() || entry.len() > 32 || !entry.bytes().all(keys) {
                return None;
            }
            if seen.insert(entry.to_owned()) {
                exits.push((entry.to_owned(), goal.clone()));
            }
        }
        let label = condition.member("friendly_name");
        let way = [transition.member("event"), transition.member("next")];
        used.extend([argument, value, kind]);
        used.extend(way.into_iter().chain([label]).flatten());
    }
    let longest = exits.iter().map(|(keys, _)| keys.len()).max()?;
    // A key that ends an entry, or an entry that begins another, would not be heard as it is there.
    let finish = gather.property("finish_on_key");
    let finish = finish.and_then(|key| key.peek().text()).unwrap_or_default();
    let clear = longest == 1
        || seen.iter().all(|keys| {
            let begins = (1..keys.len())
                .any(|end| keys.get(..end).is_some_and(|start| seen.contains(start)));
            !begins && !keys.contains('#') && (finish.is_empty() || !keys.contains(finish.as_ref()))
        });
    let fits = number("number_of_digits")
        .is_none_or(|digits| usize::try_from(digits).is_ok_and(|digits| digits >= longest));
    let invalid = split
        .leads_to("noMatch")
        .map_or(Goal::End, |name| Goal::foreign(&name));
    let repeats = gather.leads_to("timeout").as_deref() == Some(&gather.name);
    let silent = repeats && !gather.is_itself(&invalid);
    // What anything else reads must stay a variable.
    let speech = format!("widgets.{}.SpeechResult", gather.name);
    let read_elsewhere = studio.uses(&digits) > reads || studio.uses(&speech) > 0;
    if !clear || !fits || silent || read_elsewhere {
        return None;
    }
    let _ = split.wired("noMatch");
    for value in used {
        value.note();
    }
    Some(Keys { exits, invalid })
}
