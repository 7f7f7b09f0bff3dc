//! Reads the members of a node's `data` by the table of [`members`](crate::members).
//!
//! A wrong value gives a finding and reads as missing, so that one run finds everything. Texts with holes are read in
//! [`texts`](super::texts), and what is heard in [`spoken`](super::spoken).

use std::fmt::Display;

use regex::Regex;
use voice_core::redact_numbers;

use super::patterns::Patterns;
use super::report::{Place, Report};
use crate::document::{Shape, Span, Value};
use crate::finding::FindingKind;
use crate::finding::words::{cut, list, shortened};
use crate::ident::Ident;
use crate::members::{MOST_MEMBERS, Member, Need, NodeType, Rule};
use crate::names::{self, Name, Names};
use crate::template::is_name;

/// What is shared by the nodes of a document while they are read.
pub(super) struct Shared {
    pub(super) names: Names,
    pub(super) patterns: Patterns,
    /// Whether any text is a map of languages.
    pub(super) localized: bool,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            names: Names::new(),
            patterns: Patterns::default(),
            localized: false,
        }
    }
}

/// The members of one node.
pub(super) struct Fields<'a, 'r> {
    pub(super) node_type: &'static NodeType,
    pub(super) place: Place<'a>,
    pub(super) report: &'r mut Report,
    pub(super) shared: &'r mut Shared,
    data: Option<Value<'a>>,
    /// The members by their numbers on the tape; 0 is one that is not there.
    slots: [u32; MOST_MEMBERS],
    /// Whether the members that name exits are wrong, so that labels cannot be checked.
    pub(super) any_label: bool,
}

impl<'a, 'r> Fields<'a, 'r> {
    pub(super) fn new(
        node_type: &'static NodeType,
        place: Place<'a>,
        data: Option<Value<'a>>,
        report: &'r mut Report,
        shared: &'r mut Shared,
    ) -> Self {
        let mut fields = Self {
            node_type,
            place,
            report,
            shared,
            data,
            slots: [0; MOST_MEMBERS],
            any_label: false,
        };
        for (key, value) in data.into_iter().flat_map(Value::members) {
            fields.sort_in(key, value);
        }
        for (at, member) in node_type.members.iter().enumerate() {
            if member.need == Need::Required && fields.slot(at).is_none() {
                fields.missing(&format!("`{}`", member.name), member.about);
            }
        }
        fields
    }

    fn sort_in(&mut self, key: Value<'a>, value: Value<'a>) {
        let members = self.node_type.members;
        if let Some(at) = self.shared.names.member(self.node_type, key.number()) {
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = if value.is_null() { 0 } else { value.index() };
            }
            return;
        }
        if !value.is_null() {
            self.unknown(key, "", members.iter().map(|member| member.name));
        }
    }

    /// Reports a member that nothing reads.
    pub(super) fn unknown(
        &mut self,
        key: Value<'a>,
        inside: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) {
        let name = key.text().unwrap_or_default();
        let otherwise = format!("nothing reads it; known are {}", list(known.clone(), "and"));
        let help = self.report.speller.help(&name, known, &otherwise);
        let message = format!(
            "{} has a member `{inside}{}` that nothing reads",
            self.node(),
            shortened(&name)
        );
        self.report.add_at(
            FindingKind::UnknownMember,
            &self.place,
            key.span(),
            message,
            &help,
        );
    }

    /// `` `say` node `hi` ``
    fn node(&self) -> String {
        let id = self.place.node.unwrap_or_default();
        format!("the {} node `{}`", self.node_type.name, shortened(id))
    }

    pub(super) fn missing(&mut self, what: &str, help: &str) {
        let message = format!("{} lacks {what}", self.node());
        self.report
            .add(FindingKind::MissingData, &self.place, message, help);
    }

    pub(super) fn wrong(&mut self, kind: FindingKind, span: Span, what: &str, help: &str) {
        let message = format!("{}: {what}", self.node());
        self.report.add_at(kind, &self.place, span, message, help);
    }

    /// Reports a value that is not what a member holds.
    pub(super) fn not_a(&mut self, name: impl Display, value: Value<'a>, wanted: &str) {
        let what = format!("`{name}` is {}; it must be {wanted}", described(value));
        // Of `open.mon[0]` the table knows `open`.
        let name = name.to_string();
        let own = name.split(['.', '[']).next().unwrap_or_default();
        let mut members = self.node_type.members.iter();
        let about = members.find(|member| member.name == own);
        let help = about.map(|member| format!("`{own}`: {}", member.about));
        let help = help.unwrap_or_default();
        self.wrong(FindingKind::BadValue, value.span(), &what, &help);
    }

    /// A member's value, if it is there, and its row of the table.
    pub(super) fn get(&self, name: Name) -> Option<(Value<'a>, &'static Member)> {
        let (value, member) = self.row(name)?;
        Some((value?, member))
    }

    fn row(&self, name: Name) -> Option<(Option<Value<'a>>, &'static Member)> {
        let at = self.shared.names.member(self.node_type, name)?;
        Some((self.slot(at), self.node_type.members.get(at)?))
    }

    /// The member at a place of the table, if it is there.
    fn slot(&self, at: usize) -> Option<Value<'a>> {
        let index = self.slots.get(at).filter(|index| **index != 0)?;
        Some(self.data?.other(*index))
    }

    pub(super) fn has(&self, name: Name) -> bool {
        self.get(name).is_some()
    }

    /// A whole number, or its default where there is one.
    pub(super) fn whole(&mut self, name: Name) -> Option<u32> {
        let (value, member) = self.row(name)?;
        let Rule::Whole {
            least,
            most,
            default,
        } = member.shape
        else {
            return None;
        };
        let Some(value) = value else {
            return default;
        };
        let number = value.whole().and_then(|number| u32::try_from(number).ok());
        if let Some(number) = number.filter(|number| (least..=most).contains(number)) {
            return Some(number);
        }
        self.not_a(
            member.name,
            value,
            &format!("a whole number from {least} to {most}"),
        );
        default
    }

    /// A whole number that has a default.
    pub(super) fn number(&mut self, name: Name) -> u32 {
        self.whole(name).unwrap_or(1)
    }

    pub(super) fn flag(&mut self, name: Name) -> bool {
        let Some((value, member)) = self.row(name) else {
            return false;
        };
        let default = matches!(member.shape, Rule::Flag { default: true });
        let Some(value) = value else {
            return default;
        };
        value.flag().unwrap_or_else(|| {
            self.not_a(member.name, value, "`true` or `false`");
            default
        })
    }

    /// Which of the words of a choice; 0 is the default.
    pub(super) fn choice(&mut self, name: Name) -> usize {
        let Some((value, member)) = self.get(name) else {
            return 0;
        };
        let Rule::Choice(words) = member.shape else {
            return 0;
        };
        let given = value.name();
        if let Some(at) = words.iter().position(|word| *word == given) {
            return at;
        }
        let wanted = list(words.iter().copied(), "or");
        let help = match self.report.speller.nearest(&given, words.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => String::new(),
        };
        let what = format!(
            "`{}` is {}; it must be {wanted}",
            member.name,
            described(value)
        );
        self.wrong(FindingKind::BadValue, value.span(), &what, &help);
        0
    }

    /// The finish key; `#` if the member is missing.
    pub(super) fn finish_key(&mut self) -> Option<char> {
        let Some((value, member)) = self.get(names::FINISH_KEY) else {
            return Some('#');
        };
        let text = value.text();
        let mut keys = text.iter().flat_map(|text| text.chars());
        match (text.is_some(), keys.next(), keys.next()) {
            (true, None, _) => None,
            (_, Some(key @ ('0'..='9' | '*' | '#')), None) => Some(key),
            _ => {
                let wanted = "one key (`0` to `9`, `*` or `#`) or the empty string for none";
                self.not_a(member.name, value, wanted);
                Some('#')
            }
        }
    }

    /// A plain word that is not empty.
    pub(super) fn word(&mut self, name: Name) -> Option<Ident> {
        let (value, member) = self.get(name)?;
        let name = member.name;
        let text = value.text().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.not_a(name, value, "a string that is not empty");
        }
        let text = text.filter(|text| self.is_carried(name, value, text))?;
        Some(Ident::from(text))
    }

    /// A label, trimmed; a blank one is none.
    pub(super) fn label(&mut self, name: Name) -> Option<Ident> {
        let (value, member) = self.get(name)?;
        let name = member.name;
        let Some(text) = value.text() else {
            self.not_a(name, value, "a string");
            return None;
        };
        if !self.is_carried(name, value, &text) {
            return None;
        }
        Some(Ident::from(text.trim())).filter(|label| !label.is_empty())
    }

    /// The name of a variable; nothing if it is wrong, which was reported.
    pub(super) fn variable(&mut self, name: Name) -> Option<Ident> {
        let (value, member) = self.get(name)?;
        self.variable_in(member.name, value)
    }

    pub(super) fn variable_in(&mut self, name: impl Display, value: Value<'a>) -> Option<Ident> {
        let text = value.text().filter(|text| is_name(text));
        if text.is_none() {
            self.not_a(
                name,
                value,
                "a variable's name (a letter or `_`, then letters, digits and `_`)",
            );
        }
        text.map(Ident::from)
    }

    /// A list of strings, each read by a function.
    pub(super) fn each<T>(
        &mut self,
        name: Name,
        mut read: impl FnMut(&mut Self, &dyn Display, Value<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some((value, member)) = self.get(name) else {
            return Vec::new();
        };
        let name = member.name;
        if value.shape() != Shape::List {
            self.not_a(name, value, "a list");
            self.any_label = true;
            return Vec::new();
        }
        let items = value.items().enumerate();
        items
            .filter_map(|(at, item)| read(self, &format_args!("{name}[{at}]"), item))
            .collect()
    }

    /// A regular expression that matches a whole entry.
    pub(super) fn whole_pattern(&mut self, name: Name) -> Option<Regex> {
        let (value, member) = self.get(name)?;
        let name = member.name;
        let Some(text) = value.text() else {
            self.not_a(name, value, "a regular expression in a string");
            return None;
        };
        self.pattern(name, value, &format!(r"\A(?:{text})\z"))
    }

    /// A regular expression, compiled once per document.
    pub(super) fn pattern(
        &mut self,
        name: impl Display,
        value: Value<'a>,
        text: &str,
    ) -> Option<Regex> {
        if !self.is_carried(&name, value, text) {
            return None;
        }
        match self.shared.patterns.compile(text) {
            Ok(regex) => Some(regex),
            Err(fault) => {
                let what = format!("`{name}` {fault}");
                self.wrong(FindingKind::BadValue, value.span(), &what, fault.help());
                None
            }
        }
    }
}

/// A value for a message.
pub(super) fn described(value: Value<'_>) -> String {
    match value.shape() {
        Shape::List => "a list".to_owned(),
        Shape::Object => "an object".to_owned(),
        Shape::Text | Shape::Escaped => {
            let text = cut(&value.text().unwrap_or_default());
            format!("`\"{}\"`", redact_numbers(&text))
        }
        _ => format!("`{}`", redact_numbers(&cut(value.raw()))),
    }
}
