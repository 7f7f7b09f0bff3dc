//! Nodes that decide, or ask somebody who does.

use std::sync::Arc;

use std::borrow::Cow;
use std::fmt::Display;

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::required;
use crate::document::{Shape, Value};
use crate::finding::FindingKind;
use crate::finding::words::{Short, list, shortened};
use crate::ident::Ident;
use crate::members::{CONDITION, DAYS, Rule};
use crate::names::{self, Name};
use crate::node::{Agent, Condition, Hours, Kind, Op, Operand, Request};
use crate::template::Template;
use crate::validate::fields::Fields;

pub(super) fn branch(fields: &mut Fields<'_, '_>) -> Kind {
    if let Some((value, _)) = fields.get(names::CONDITIONS)
        && value.shape() == Shape::List
        && value.items().next().is_none()
    {
        fields.not_a("conditions", value, "a list with at least one condition");
    }
    let conditions = fields.each(names::CONDITIONS, condition);
    fields.any_label |= conditions.is_empty();
    Kind::Branch(conditions)
}

fn condition<'a>(
    fields: &mut Fields<'a, '_>,
    name: &dyn Display,
    value: Value<'a>,
) -> Option<Condition> {
    if value.shape() != Shape::Object {
        fields.not_a(
            name,
            value,
            "an object of `label`, `variable`, `op` and `value`",
        );
        fields.any_label = true;
        return None;
    }
    let (mut label, mut variable, mut op, mut operand) = (None, None, None, None);
    for (key, value) in value.members().filter(|(_, value)| !value.is_null()) {
        match key.number() {
            names::LABEL => label = Some(value),
            names::VARIABLE => variable = Some(value),
            names::OP => op = Some(value),
            names::VALUE => operand = Some(value),
            _ => fields.unknown(key, &format!("{name}."), CONDITION.iter().copied()),
        }
    }
    let label = condition_label(fields, name, label);
    fields.any_label |= label.is_none();
    let variable = match variable {
        Some(variable) => fields.variable_in(format_args!("{name}.variable"), variable),
        None => lacks(fields, name, "variable"),
    };
    let op = match op {
        Some(op) => operator(fields, name, op),
        None => lacks(fields, name, "op"),
    };
    let operand = op.and_then(|op| read_operand(fields, name, op, operand));
    // A condition that is wrong elsewhere still names its exit.
    Some(Condition {
        label: label?,
        variable: variable.unwrap_or_default(),
        op: op.unwrap_or(Op::Empty),
        value: operand.unwrap_or(Operand::None),
    })
}

fn lacks<T>(fields: &mut Fields<'_, '_>, condition: &dyn Display, member: &str) -> Option<T> {
    fields.missing(
        &format!("`{condition}.{member}`"),
        "a condition has a `label`, a `variable`, an `op` and mostly a `value`",
    );
    None
}

fn condition_label<'a>(
    fields: &mut Fields<'a, '_>,
    name: &dyn Display,
    label: Option<Value<'a>>,
) -> Option<Ident> {
    let Some(value) = label else {
        return lacks(fields, name, "label");
    };
    let text = value.text();
    match text.as_deref().map(str::trim) {
        Some("else") => {
            let wanted = "another label: `else` is the exit when no condition holds";
            fields.not_a(format_args!("{name}.label"), value, wanted);
            None
        }
        Some(label) if !label.is_empty() => fields
            .is_carried(format_args!("{name}.label"), value, label)
            .then(|| label.into()),
        _ => {
            let wanted = "a string that is not empty";
            fields.not_a(format_args!("{name}.label"), value, wanted);
            None
        }
    }
}

fn operator<'a>(fields: &mut Fields<'a, '_>, name: &dyn Display, value: Value<'a>) -> Option<Op> {
    let given = value.name();
    if let Some(op) = Op::ALL.into_iter().find(|op| op.as_str() == given) {
        return Some(op);
    }
    let words = Op::ALL.map(Op::as_str);
    let otherwise = format!("known are {}", words.join(", "));
    let help = fields.report.speller.help(&given, words, &otherwise);
    let what = format!(
        "`{name}.op` is `{}`, which is no operator",
        shortened(&given)
    );
    fields.wrong(FindingKind::BadValue, value.span(), &what, &help);
    None
}

fn read_operand<'a>(
    fields: &mut Fields<'a, '_>,
    name: &dyn Display,
    op: Op,
    value: Option<Value<'a>>,
) -> Option<Operand> {
    if matches!(op, Op::Empty | Op::NotEmpty) {
        return Some(Operand::None);
    }
    // Written out only where something is wrong.
    let name = &format_args!("{name}.value");
    let Some(value) = value else {
        fields.missing(
            &format!("`{name}`"),
            "with what should the variable be compared?",
        );
        return None;
    };
    match op {
        Op::In if value.shape() != Shape::List => {
            fields.not_a(name, value, "a list of strings, because `op` is `in`");
            None
        }
        Op::In => {
            let items = value.items().enumerate();
            let each = items.map(|(at, item)| {
                fields.template_in(format_args!("{name}[{at}]"), item, Rule::Text)
            });
            Some(Operand::List(each.flatten().collect()))
        }
        Op::Matches => {
            let Some(text) = value.text() else {
                fields.not_a(name, value, "a regular expression in a string");
                return None;
            };
            match Template::parse(&text) {
                // Compiled when it is filled; what fills a hole is matched as it stands.
                Ok(template) if template.holes().next().is_some() => Some(Operand::Text(template)),
                // `\{{2}` has two braces that are no hole.
                Err(error) if fields.shared.patterns.compile(&text).is_err() => {
                    fields.bad_template(name, value, &error);
                    None
                }
                _ => fields.pattern(name, value, &text).map(Operand::Pattern),
            }
        }
        _ => fields
            .template_in(name, value, Rule::Text)
            .map(Operand::Text),
    }
}

pub(super) fn hours(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Hours(Arc::new(Hours {
        timezone: time_zone(fields).unwrap_or(TimeZone::UTC),
        open: open(fields),
        holidays: fields.each(names::HOLIDAYS, |fields, name, value| {
            let text = value.text();
            let date = text.as_deref().filter(|text| text.len() == 10);
            let date: Option<Date> = date.and_then(|text| text.parse().ok());
            if date.is_none() {
                fields.not_a(name, value, "a date such as `2026-01-01`");
            }
            date
        }),
    }))
}

fn time_zone(fields: &mut Fields<'_, '_>) -> Option<TimeZone> {
    let (value, _) = fields.get(names::TIMEZONE)?;
    let Some(name) = value.text() else {
        fields.not_a("timezone", value, "an IANA name such as `Asia/Kolkata`");
        return None;
    };
    // The data of this crate, never the machine's: the same flow is the same everywhere.
    let database = TimeZoneDatabase::bundled();
    if name != "Etc/Unknown"
        && let Ok(zone) = database.get(&name)
    {
        match zone.iana_name() {
            Some(exact) if exact == name => return Some(zone),
            Some(exact) => {
                let what = format!("the time zone `{}` is not spelt so", shortened(&name));
                let help = format!("did you mean `{exact}`?");
                fields.wrong(FindingKind::BadTimeZone, value.span(), &what, &help);
                return None;
            }
            None => {}
        }
    }
    let known: Vec<String> = database.available().map(|zone| zone.to_string()).collect();
    let help = fields.report.speller.help(
        &name,
        known.iter().map(String::as_str),
        "write the IANA name of a city, such as `Asia/Kolkata` or `America/New_York`",
    );
    let what = format!("there is no time zone `{}`", shortened(&name));
    fields.wrong(FindingKind::BadTimeZone, value.span(), &what, &help);
    None
}

fn open(fields: &mut Fields<'_, '_>) -> [Vec<(u16, u16)>; 7] {
    let mut week: [Vec<(u16, u16)>; 7] = Default::default();
    let Some((value, _)) = fields.get(names::OPEN) else {
        return week;
    };
    if value.shape() != Shape::Object {
        fields.not_a("open", value, "an object of day to list of spans");
        return week;
    }
    for (key, spans) in value.members() {
        let name = key.text().unwrap_or_default();
        let day = DAYS.iter().position(|day| *day == name);
        let Some(day) = day.and_then(|day| week.get_mut(day)) else {
            let short: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
            let help = match DAYS.iter().find(|day| **day == short) {
                Some(day) => format!("did you mean `{day}`?"),
                None => format!("days are {}", DAYS.join(", ")),
            };
            let what = format!("`open` has a day `{}`, which is none", shortened(&name));
            fields.wrong(FindingKind::BadValue, key.span(), &what, &help);
            continue;
        };
        if spans.is_null() {
            continue;
        }
        let place = format!("open.{name}");
        if spans.shape() != Shape::List {
            fields.not_a(
                &place,
                spans,
                "a list of spans such as `[[\"09:00\", \"17:30\"]]`",
            );
            continue;
        }
        for (at, span) in spans.items().enumerate() {
            day.extend(opening(fields, &format_args!("{place}[{at}]"), span));
        }
    }
    week
}

fn opening<'a>(
    fields: &mut Fields<'a, '_>,
    name: &dyn Display,
    span: Value<'a>,
) -> Option<(u16, u16)> {
    let mut times = span.items();
    let pair = (times.next(), times.next(), times.next());
    let (Some(from), Some(to), None) = pair else {
        fields.not_a(name, span, "two times such as `[\"09:00\", \"17:30\"]`");
        return None;
    };
    let minutes = (
        from.text().as_deref().and_then(minute),
        to.text().as_deref().and_then(minute),
    );
    let (Some(opens), Some(closes)) = minutes else {
        let wrong = if minutes.0.is_none() { from } else { to };
        fields.not_a(
            name,
            wrong,
            "a time from `00:00` to `24:00`, written with five characters",
        );
        return None;
    };
    if opens >= closes {
        let what = format!(
            "`{name}` ends at {}, not after it begins at {}",
            closes_at(closes),
            closes_at(opens)
        );
        let help =
            "hours over midnight are two spans: up to `24:00`, and from `00:00` of the next day";
        fields.wrong(FindingKind::BadValue, span.span(), &what, help);
        return None;
    }
    Some((opens, closes))
}

fn closes_at(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Minutes since midnight of `HH:MM`.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let good = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| good)
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= 24 * 60).then_some(minute)
}

pub(super) fn request(fields: &mut Fields<'_, '_>) -> Kind {
    const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    let url = required(fields, names::URL);
    let method = fields.choice(names::METHOD);
    Kind::Request(Arc::new(Request {
        url,
        method: METHODS.get(method).copied().unwrap_or("GET").to_owned(),
        headers: headers(fields),
        body: fields.template(names::BODY),
        timeout: fields.number(names::TIMEOUT),
        save: save(fields),
    }))
}

fn headers(fields: &mut Fields<'_, '_>) -> Vec<(String, Template)> {
    let token = |name: &str| {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !name.is_empty() && name.bytes().all(inside)
    };
    pairs(fields, names::HEADERS, |fields, name, key, value| {
        if !token(&key) {
            fields.not_a(name, value, "under a name that HTTP allows for a header");
            return None;
        }
        let template = fields.template_in(name, value, Rule::Text)?;
        if value.text().is_some_and(|text| text.contains(['\r', '\n'])) {
            fields.not_a(name, value, "a text without line breaks");
            return None;
        }
        Some((key.into_owned(), template))
    })
}

fn save(fields: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    pairs(fields, names::SAVE, |fields, name, key, value| {
        if !crate::template::is_name(&key) {
            let what = format!("`{name}`: `{}` is not a variable's name", shortened(&key));
            let help = "`save` is an object of variable to member of the answer";
            fields.wrong(FindingKind::BadValue, value.span(), &what, help);
            return None;
        }
        let member = value.text().filter(|member| !member.is_empty());
        if member.is_none() {
            fields.not_a(name, value, "the name of a member of the answer");
        }
        let member = member.filter(|member| fields.is_carried(name, value, member))?;
        Some((key.into_owned(), member.into_owned()))
    })
}

/// The members of an object that maps names to something; null ones are missing.
fn pairs<'a, T>(
    fields: &mut Fields<'a, '_>,
    name: Name,
    mut read: impl FnMut(&mut Fields<'a, '_>, &dyn Display, Cow<'a, str>, Value<'a>) -> Option<T>,
) -> Vec<T> {
    let Some((value, member)) = fields.get(name) else {
        return Vec::new();
    };
    let name = member.name;
    if value.shape() != Shape::Object {
        fields.not_a(name, value, "an object");
        return Vec::new();
    }
    let mut all = Vec::new();
    for (key, value) in value.members().filter(|(_, value)| !value.is_null()) {
        let key = key.text().unwrap_or_default();
        let place = key.clone();
        let place = format_args!("{name}.{}", Short(&place));
        all.extend(read(fields, &place, key, value));
    }
    all
}

pub(super) fn agent(fields: &mut Fields<'_, '_>) -> Kind {
    let prompt = required(fields, names::PROMPT);
    let variables = fields.each(names::VARIABLES, |fields, name, value| {
        fields.variable_in(name, value)
    });
    let outcomes = fields.each(names::OUTCOMES, |fields, name, value| {
        let text = value.text();
        let label = text
            .as_deref()
            .map(str::trim)
            .filter(|label| !label.is_empty());
        if label.is_none() {
            fields.not_a(name, value, "a label: a string that is not empty");
        }
        let label = label.filter(|label| fields.is_carried(name, value, label));
        fields.any_label |= label.is_none();
        label.map(Ident::from)
    });
    if let Some(twice) = repeated(&outcomes) {
        let what = format!("`outcomes` has {} twice", list([twice], ""));
        let span = fields.get(names::OUTCOMES).map(|(value, _)| value.span());
        fields.wrong(FindingKind::BadValue, span.unwrap_or_default(), &what, "");
    }
    Kind::Agent(Arc::new(Agent {
        prompt,
        variables,
        outcomes,
        speech: crate::node::Speech {
            language: fields.language(),
            voice: fields.word(names::VOICE),
            seconds: None,
        },
    }))
}

fn repeated(labels: &[Ident]) -> Option<&str> {
    let mut sorted: Vec<&str> = labels.iter().map(Ident::as_str).collect();
    sorted.sort_unstable();
    sorted.windows(2).find_map(|pair| match pair {
        [one, two] if one == two => Some(*one),
        _ => None,
    })
}
