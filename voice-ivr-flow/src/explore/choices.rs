//! What can happen at a wait: one item for each thing that makes a difference.

use std::collections::{HashMap, HashSet};

use super::combine::{Values, combinations};
use super::outline::Outline;
use super::sample::samples;
use crate::ident::Ident;
use crate::program::{Accept, Ask, Jump, KeyRules, Op, Record, StateIx, Way, by_label};
use crate::simulate::{Item, entry_ms};
use crate::step::{DialResult, Input, accepts, is_invalid};

const KEYS: &str = "0123456789*#";
/// How many entries are tried to find one that fits nothing.
const MOST_ENTRIES: usize = 2_000;
/// No entry that is tried is longer.
const LONGEST: u32 = 128;

/// What the caller, or the world, can do at a state.
#[derive(Default)]
pub(crate) struct Choices {
    /// What happens if nothing is said first.
    pub(crate) all: Vec<Choice>,
    /// Exits for which no item was found, though there may be one.
    pub(crate) missing: Vec<&'static str>,
    /// Whether not every combination of values that come with an answer is there.
    pub(crate) combined: bool,
}

/// One of them.
pub(crate) struct Choice {
    /// `None` stands for a wait that takes no item.
    pub(crate) item: Option<Item>,
    /// How much longer another item can take that leads the same way.
    pub(crate) slack_ms: u64,
}

impl Choices {
    fn of(items: impl IntoIterator<Item = Item>) -> Self {
        let all = items.into_iter().map(|item| Choice {
            item: Some(item),
            slack_ms: 0,
        });
        Self {
            all: all.collect(),
            missing: Vec::new(),
            combined: false,
        }
    }
}

/// What can happen at a state.
pub(crate) fn choices(outline: &Outline, at: StateIx) -> Choices {
    let Some((_, node)) = outline.program.state(at) else {
        return Choices::default();
    };
    match &node.op {
        Op::Ask(ask) => entries(outline, ask),
        Op::Record(record) => Choices::of(recordings(outline, record)),
        Op::Dial(dialling) => {
            let way = |result| dialling.ways.as_ref().and_then(|ways| *ways.way(result));
            Choices::of(results(DialResult::ALL.map(|result| (result, way(result)))))
        }
        Op::Transfer(transferring) => {
            let others = results(transferring.ways.after_transfer());
            let completed = Item::Dial(DialResult::Completed);
            Choices::of([completed].into_iter().chain(others))
        }
        Op::Conference { .. } => Choices {
            all: vec![Choice {
                item: None,
                slack_ms: 0,
            }],
            ..Choices::default()
        },
        Op::Request {
            request,
            ok,
            failed,
        } => {
            let saved = request.save.iter();
            let saved = saved.map(|(variable, member)| (variable.as_str(), member.as_str()));
            let (answers, every) = answers(outline, saved);
            let mut items: Vec<Item> = answers
                .into_iter()
                .map(|answer| Item::Request { ok: true, answer })
                .collect();
            if ok != failed {
                items.push(Item::Request {
                    ok: false,
                    answer: String::new(),
                });
            }
            Choices {
                combined: !every,
                ..Choices::of(items)
            }
        }
        Op::Sms { sent, failed, .. } => {
            let failed = (sent != failed).then_some(Item::Sms(false));
            Choices::of([Item::Sms(true)].into_iter().chain(failed))
        }
        Op::Agent(asked) => {
            let extractable = asked.agent.variables.iter().map(Ident::as_str);
            let (extracted, every) = answers(outline, extractable.map(|name| (name, name)));
            let named = asked.agent.outcomes.iter().map(Ident::as_str);
            let outcomes = ["default"]
                .into_iter()
                .chain(named.filter(|label| *label != "default"));
            let mut items = Vec::new();
            let mut seen = HashSet::new();
            for outcome in outcomes {
                let way = by_label(&asked.outcomes, outcome, &asked.default);
                if seen.insert(way.map(Jump::edge)) {
                    items.extend(extracted.iter().map(|extracted| Item::Agent {
                        outcome: outcome.to_owned(),
                        extracted: extracted.clone(),
                    }));
                }
            }
            Choices {
                combined: !every,
                ..Choices::of(items)
            }
        }
        _ => Choices::default(),
    }
}

/// One result for each way that a dial can take, and the one that can last longest.
fn results(all: impl IntoIterator<Item = (DialResult, Way)>) -> Vec<Item> {
    let mut seen: Vec<Way> = Vec::new();
    let mut items = Vec::new();
    for (result, way) in all {
        // Nobody answering can take longest.
        if !seen.contains(&way) || result == DialResult::NoAnswer {
            seen.push(way);
            items.push(Item::Dial(result));
        }
    }
    items
}

fn recordings(outline: &Outline, record: &Record) -> Vec<Item> {
    let recording = &record.recording;
    let mut items = vec![Item::Record(5)];
    // The longest call has the longest recording.
    if recording.max_seconds > 5 {
        items.push(Item::Record(recording.max_seconds));
    }
    let matters = |name: &Ident| outline.program.variable(name).is_some();
    let differs = record.silence != record.recorded
        || recording.variable.as_ref().is_some_and(matters)
        || recording.silence > recording.max_seconds;
    if differs {
        items.push(Item::Record(0));
    }
    items
}

/// JSON objects that give variables that matter their values: nothing, then every combination.
///
/// A variable for which no value is wanted matters only by having one: it has its name, which is no other's.
fn answers<'a>(
    outline: &Outline,
    members: impl Iterator<Item = (&'a str, &'a str)>,
) -> (Vec<String>, bool) {
    let mut varied: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut same = Values::new();
    for (variable, member) in members {
        let Some(at) = outline.program.variable(variable) else {
            continue;
        };
        let values = outline.pools.values(at);
        if values.is_empty() {
            same.insert(member.to_owned(), variable.to_owned());
            continue;
        }
        let place = *places.entry(member).or_insert(varied.len());
        match varied.get_mut(place) {
            Some((_, known)) => known.extend_from_slice(values),
            None => varied.push((member.to_owned(), values.to_vec())),
        }
    }
    let (combined, every) = combinations(&varied);
    let answers = combined.into_iter().filter_map(|mut values| {
        for (member, value) in &same {
            values
                .entry(member.clone())
                .or_insert_with(|| value.clone());
        }
        let members = values.into_iter();
        let object: serde_json::Map<_, _> = members
            .map(|(member, value)| (member, serde_json::Value::from(value)))
            .collect();
        (!object.is_empty()).then(|| serde_json::Value::from(object).to_string())
    });
    ([String::new()].into_iter().chain(answers).collect(), every)
}

/// Silence, every entry that leads somewhere else, and some that fit nothing.
fn entries(outline: &Outline, ask: &Ask) -> Choices {
    let mut choices = Choices::of([Item::Silence]);
    match &ask.accept {
        Accept::Keys(edges) => {
            let keys = edges.iter().map(|(keys, _)| Item::Keys(keys.to_string()));
            choices.all.extend(Choices::of(keys).all);
        }
        Accept::Entry { variable, min, .. } => {
            let good = good_entries(outline, ask, variable);
            if good.is_empty() {
                choices.missing.push("ok");
            }
            let most = good.iter().map(|item| ms(ask, item)).max().unwrap_or(0);
            let most = most.max(slowest(ask, (*min).max(1)));
            choices.all.extend(with_slack(ask, good, most));
        }
    }
    let (wrong, sure) = wrong_entries(ask);
    if wrong.is_empty() && !sure {
        choices.missing.push("invalid");
    }
    choices.all.extend(with_slack(ask, wrong, slowest(ask, 1)));
    choices
}

fn with_slack(ask: &Ask, items: Vec<Item>, most: u64) -> impl Iterator<Item = Choice> {
    items.into_iter().map(move |item| Choice {
        slack_ms: most.saturating_sub(ms(ask, &item)),
        item: Some(item),
    })
}

fn ms(ask: &Ask, item: &Item) -> u64 {
    entry_ms(&ask.listen, input(item)).unwrap_or(0)
}

/// How long typing can take that is cut off after some number of keys: one of at least so many keys. Without a number of
/// keys at which an entry is complete nobody types more of them than he must.
fn slowest(ask: &Ask, least: u32) -> u64 {
    let rules = ask.listen.keys.filter(|rules| rules.most.is_some());
    let lengths = |rules: KeyRules| {
        let most = rules.most.unwrap_or(least);
        [most, most.saturating_sub(1)]
            .into_iter()
            .filter(|length| *length >= least)
    };
    // Any key will do that does not end an entry.
    let keys = |rules: KeyRules, length: u32| {
        let key = if rules.finish_key == Some('0') {
            "1"
        } else {
            "0"
        };
        key.repeat(length as usize)
    };
    let all = rules
        .into_iter()
        .flat_map(|rules| lengths(rules).map(move |length| keys(rules, length)));
    all.map(|keys| ms(ask, &Item::Keys(keys)))
        .max()
        .unwrap_or(0)
}

fn input(item: &Item) -> Input<'_> {
    match item {
        Item::Keys(keys) => Input::Keys(keys),
        Item::Say(words) => Input::Speech(words),
        _ => Input::Silence,
    }
}

/// The wanted values that can be entered, one that is not wanted, and the longest.
fn good_entries(outline: &Outline, ask: &Ask, variable: &str) -> Vec<Item> {
    let Accept::Entry { min, pattern, .. } = &ask.accept else {
        return Vec::new();
    };
    let wanted = outline.program.variable(variable);
    let wanted = wanted.map_or(&[][..], |at| outline.pools.values(at));
    let least = (*min).clamp(1, LONGEST) as usize;
    let mut good: Vec<Item> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |text: &str, good: &mut Vec<Item>| {
        let item = typed_or_said(ask, text).filter(|item| is_good(ask, item));
        match item {
            Some(item) if seen.insert(text.to_owned()) => {
                good.push(item);
                true
            }
            _ => false,
        }
    };
    for text in wanted {
        add(text, &mut good);
        // As many keys as are asked for: more zeros change no number, and no beginning.
        let missing = least.saturating_sub(text.len());
        if missing > 0 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let zeros = "0".repeat(missing);
            add(&format!("{zeros}{text}"), &mut good);
            add(&format!("{text}{zeros}"), &mut good);
        }
    }
    let longest = ask.listen.keys.and_then(|rules| rules.most);
    let longest = longest.map_or(least, |most| most.clamp(1, LONGEST) as usize);
    let from = |first: usize, length: usize| -> String {
        let digits = "1234567890".chars().cycle();
        digits.skip(first).take(length).collect()
    };
    let plain = |length: usize| from(0, length);
    let mut others: Vec<String> = (0..10).map(|first| from(first, least)).collect();
    others.extend(pattern.iter().flat_map(|pattern| samples(pattern.as_str())));
    // The first that is new.
    let _ = others.iter().any(|text| add(text, &mut good));
    let slowest = [longest, longest.saturating_sub(1)].into_iter();
    let slowest = slowest.filter(|length| *length > least).map(plain);
    let slowest = slowest.filter(|text| is_good(ask, &Item::Keys(text.clone())));
    if let Some(text) = slowest.max_by_key(|text| ms(ask, &Item::Keys(text.clone()))) {
        add(&text, &mut good);
    }
    good
}

fn typed_or_said(ask: &Ask, text: &str) -> Option<Item> {
    let keys = !text.is_empty() && text.chars().all(|c| KEYS.contains(c));
    if keys && ask.listen.keys.is_some() {
        Some(Item::Keys(text.to_owned()))
    } else if ask.listen.speech {
        Some(Item::Say(text.to_owned()))
    } else {
        None
    }
}

/// Whether an entry is heard whole and is good.
fn is_good(ask: &Ask, item: &Item) -> bool {
    match item {
        Item::Keys(text) | Item::Say(text) => accepts(ask, input(item)) == Some(text.as_str()),
        _ => false,
    }
}

/// A short entry that is not silence and not good, one that takes longest, and whether there is surely none if there is
/// none here.
fn wrong_entries(ask: &Ask) -> (Vec<Item>, bool) {
    let mut found: Vec<Item> = Vec::new();
    let (edges, least, patterned) = match &ask.accept {
        Accept::Keys(edges) => (edges.len(), 0, false),
        Accept::Entry { min, pattern, .. } => (0, *min, pattern.is_some()),
    };
    let is_wrong = |item: &Item| is_invalid(ask, input(item));
    let mut sure = true;
    if let Some(rules) = ask.listen.keys {
        // One more than there are edges: they cannot all be taken.
        let tries = if patterned { MOST_ENTRIES } else { edges + 1 };
        let short = typeable(rules).take(tries).map(Item::Keys).find(is_wrong);
        sure &= !patterned || typeable(rules).nth(tries).is_none();
        found.extend(short);
        let long = long_entries(rules, least).map(Item::Keys).filter(is_wrong);
        found.extend(long.max_by_key(|item| ms(ask, item)));
        found.dedup();
    }
    if ask.listen.speech && patterned && found.is_empty() {
        let words = ["x", "0", "something else"];
        let words = words.into_iter().map(|words| Item::Say(words.to_owned()));
        found.extend(words.into_iter().find(is_wrong));
        sure = false;
    }
    (found, sure)
}

/// Every entry that can be typed, shorter ones first.
fn typeable(rules: KeyRules) -> impl Iterator<Item = String> {
    let keys: Vec<char> = KEYS
        .chars()
        .filter(|key| Some(*key) != rules.finish_key)
        .collect();
    let most = rules.most.unwrap_or(LONGEST).min(LONGEST) as usize;
    let mut next: Vec<usize> = vec![0];
    std::iter::from_fn(move || {
        if next.len() > most {
            return None;
        }
        let entry = next.iter().filter_map(|at| keys.get(*at)).collect();
        // Count up; after the last entry of a length comes the first of the next one.
        let mut place = next.len();
        loop {
            let Some(before) = place.checked_sub(1) else {
                next = vec![0; next.len() + 1];
                break;
            };
            place = before;
            if let Some(digit) = next.get_mut(place) {
                *digit += 1;
                if *digit < keys.len() {
                    break;
                }
                *digit = 0;
            }
        }
        Some(entry)
    })
}

/// Entries of the lengths that take longest: complete ones, ones that lack a key, ones that are too short.
fn long_entries(rules: KeyRules, least: u32) -> impl Iterator<Item = String> {
    let most = rules.most.unwrap_or(least).min(LONGEST);
    let lengths = [
        most,
        most.saturating_sub(1),
        least.min(LONGEST).saturating_sub(1),
    ];
    let lengths = lengths.into_iter().filter(|length| *length > 0);
    lengths.flat_map(move |length| {
        let keys = KEYS
            .chars()
            .filter(move |key| Some(*key) != rules.finish_key);
        keys.map(move |key| key.to_string().repeat(length as usize))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(most: u32, finish_key: Option<char>) -> KeyRules {
        KeyRules {
            most: Some(most),
            finish_key,
            inter_digit_timeout: 5,
        }
    }

    #[test]
    fn every_entry_is_typed_once() {
        let all: Vec<String> = typeable(rules(2, Some('#'))).collect();
        assert_eq!(all.len(), 11 + 11 * 11);
        assert_eq!((all[0].as_str(), all[10].as_str()), ("0", "*"));
        assert_eq!((all[11].as_str(), all[131].as_str()), ("00", "**"));
        assert!(all.iter().all(|entry| !entry.contains('#')));
        assert_eq!(typeable(rules(1, None)).count(), 12);
    }
}
