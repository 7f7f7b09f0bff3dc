//! What can happen at a wait: one item for each thing that makes a difference.

use super::sample::samples;
use super::steer::Steering;
use crate::ident::Ident;
use crate::program::{Accept, Ask, Op, Program, StateIx, Way, by_label};
use crate::simulate::Item;
use crate::step::{DialResult, Input, accepts, is_invalid};

/// The most answers of a request or agent that are tried for their values.
const MOST_ANSWERS: usize = 12;
const ALL_KEYS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"];

/// What the caller, or the world, can do at a state; `None` stands for a wait that takes no item. The default comes
/// first.
pub(crate) fn choices(program: &Program, steering: &Steering, at: StateIx) -> Vec<Option<Item>> {
    let Some((_, node)) = program.state(at) else {
        return Vec::new();
    };
    let items = match &node.op {
        Op::Ask(ask) => entries(ask, steering),
        Op::Record(record) => {
            let mut items = vec![Item::Record(5)];
            // The longest call has the longest recording.
            if record.recording.max_seconds > 5 {
                items.push(Item::Record(record.recording.max_seconds));
            }
            if record.silence != record.recorded {
                items.push(Item::Record(0));
            }
            items
        }
        Op::Dial(dialling) => match &dialling.ways {
            Some(ways) => results(|result| ways.way(result)),
            None => vec![Item::Dial(DialResult::Completed)],
        },
        Op::Transfer(transferring) => {
            // A completed transfer ends the flow, whatever the others do.
            let mut items = vec![Item::Dial(DialResult::Completed)];
            let mut seen: Vec<Way> = Vec::new();
            for result in [DialResult::Busy, DialResult::NoAnswer, DialResult::Failed] {
                let way = transferring.ways.way(result);
                if !seen.contains(&way) {
                    seen.push(way);
                    items.push(Item::Dial(result));
                }
            }
            items
        }
        Op::Conference { .. } => return vec![None],
        Op::Request {
            request,
            ok,
            failed,
        } => {
            let saved = request.save.iter();
            let saved = saved.map(|(variable, member)| (variable.as_str(), member.as_str()));
            let mut items = vec![answered(String::new())];
            items.extend(answers(saved, steering).into_iter().map(answered));
            if ok != failed || items.len() > 1 {
                items.push(Item::Request {
                    ok: false,
                    answer: String::new(),
                });
            }
            items
        }
        Op::Sms { sent, failed, .. } => {
            let mut items = vec![Item::Sms(true)];
            if sent != failed {
                items.push(Item::Sms(false));
            }
            items
        }
        Op::Agent(asked) => {
            let extractable = asked.agent.variables.iter().map(Ident::as_str);
            let mut extracted = vec![String::new()];
            extracted.extend(answers(extractable.map(|name| (name, name)), steering));
            let mut outcomes = vec!["default"];
            let named = asked.agent.outcomes.iter().map(Ident::as_str);
            outcomes.extend(named.filter(|label| *label != "default"));
            let mut items = Vec::new();
            let mut seen: Vec<Way> = Vec::new();
            for outcome in outcomes {
                let way = by_label(&asked.outcomes, outcome, asked.default);
                if seen.contains(&way) {
                    continue;
                }
                seen.push(way);
                items.extend(extracted.iter().map(|extracted| Item::Agent {
                    outcome: outcome.to_owned(),
                    extracted: extracted.clone(),
                }));
            }
            items
        }
        _ => Vec::new(),
    };
    items.into_iter().map(Some).collect()
}

/// One result for each way that a dial can take, and the one that can last longest.
fn results(way: impl Fn(DialResult) -> Way) -> Vec<Item> {
    let mut seen = Vec::new();
    let mut items = Vec::new();
    for result in DialResult::ALL {
        let to = way(result);
        // Nobody answering can take longest.
        if !seen.contains(&to) || result == DialResult::NoAnswer {
            seen.push(to);
            items.push(Item::Dial(result));
        }
    }
    items
}

fn answered(answer: String) -> Item {
    Item::Request { ok: true, answer }
}

/// JSON objects that give variables that steer their values: every value alone, then all first values together.
fn answers<'a>(
    members: impl Iterator<Item = (&'a str, &'a str)>,
    steering: &Steering,
) -> Vec<String> {
    let mut all = Vec::new();
    let mut together = serde_json::Map::new();
    for (variable, member) in members {
        for value in steering.values(variable) {
            let value = serde_json::Value::from(value.as_str());
            together.entry(member).or_insert_with(|| value.clone());
            let one = serde_json::Map::from_iter([(member.to_owned(), value)]);
            all.push(serde_json::Value::from(one).to_string());
        }
    }
    all.truncate(MOST_ANSWERS);
    if together.len() > 1 {
        all.push(serde_json::Value::from(together).to_string());
    }
    all
}

/// Silence, every entry that leads somewhere else, and one that fits nothing.
fn entries(ask: &Ask, steering: &Steering) -> Vec<Item> {
    let mut items = vec![Item::Silence];
    match &ask.accept {
        Accept::Keys(edges) => {
            items.extend(edges.iter().map(|(keys, _)| Item::Keys(keys.to_string())));
        }
        Accept::Entry {
            variable,
            min,
            pattern,
            ..
        } => {
            let mut texts = steering.values(variable).to_vec();
            texts.extend(plain(*min, ask.listen.keys.and_then(|rules| rules.most)));
            if let Some(pattern) = pattern {
                texts.extend(samples(pattern.as_str()));
            }
            let mut good: Vec<Item> = Vec::new();
            for text in texts {
                let item = typed_or_said(ask, &text);
                let Some(item) = item.filter(|item| good_entry(ask, item)) else {
                    continue;
                };
                // Without a value to choose, one good entry is as good as any.
                let needed = steering.values(variable).contains(&text) || good.is_empty();
                if needed && !good.contains(&item) {
                    good.push(item);
                }
            }
            items.extend(good);
        }
    }
    items.extend(wrong(ask));
    items
}

/// Entries of the lengths that are wanted.
fn plain(min: u32, most: Option<u32>) -> Vec<String> {
    const DIGITS: &str = "1234567890";
    let least = usize::try_from(min.max(1)).unwrap_or(1);
    let longest = most.map_or(least, |most| usize::try_from(most).unwrap_or(least));
    let text = |length: usize| DIGITS.chars().cycle().take(length).collect();
    let mut all = vec![text(least)];
    if longest > least {
        all.push(text(longest));
    }
    all
}

fn typed_or_said(ask: &Ask, text: &str) -> Option<Item> {
    let keys = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '*' || c == '#');
    if keys && ask.listen.keys.is_some() {
        Some(Item::Keys(text.to_owned()))
    } else if ask.listen.speech {
        Some(Item::Say(text.to_owned()))
    } else {
        None
    }
}

/// Whether an entry is heard whole and is good.
fn good_entry(ask: &Ask, item: &Item) -> bool {
    match item {
        Item::Keys(keys) => accepts(ask, Input::Keys(keys)) == Some(keys.as_str()),
        Item::Say(words) => accepts(ask, Input::Speech(words)) == Some(words.as_str()),
        _ => false,
    }
}

/// An entry that is not silence and not good, if there is one.
fn wrong(ask: &Ask) -> Option<Item> {
    let judged = |item: &Item| match item {
        Item::Keys(keys) => is_invalid(ask, Input::Keys(keys)),
        Item::Say(words) => is_invalid(ask, Input::Speech(words)),
        _ => false,
    };
    let rules = ask.listen.keys;
    let keys = rules.into_iter().flat_map(|_| {
        let two = ["00", "11", "99", "**", "90", "0000", "999999"];
        ALL_KEYS
            .into_iter()
            .chain(two)
            .map(|keys| Item::Keys(keys.to_owned()))
    });
    let words = ask.listen.speech.then_some(["x", "0", "something else"]);
    let words = words
        .into_iter()
        .flatten()
        .map(|words| Item::Say(words.to_owned()));
    keys.chain(words).find(judged)
}
