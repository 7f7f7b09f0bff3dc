//! Reads the members of a node's `data` by the table of [`members`](crate::members).
//!
//! A wrong value gives a finding and reads as missing, so that one run finds everything.

use std::fmt::Display;

use regex::Regex;
use voice_core::xml::forbidden;
use voice_core::{ParsePartyError, Party, PhoneNumber, redact_number, redact_numbers};

use super::markup;
use super::patterns::Patterns;
use super::report::{Place, Report};
use crate::document::{Shape, Span, Value};
use crate::finding::FindingKind;
use crate::finding::words::{Short, list, shortened};
use crate::ident::Ident;
use crate::language::is_language;
use crate::members::{Member, Need, NodeType, Rule};
use crate::names::Names;
use crate::node::{Localized, Message, Prompt, Speech};
use crate::template::{Template, TemplateError, is_name};

/// The most members that a type has.
const MOST: usize = 20;

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
    slots: [Option<Value<'a>>; MOST],
    /// The member after the one that was asked for last: they are asked for in the order of the table.
    next: usize,
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
            slots: [None; MOST],
            next: 0,
            any_label: false,
        };
        for (key, value) in data.into_iter().flat_map(Value::members) {
            fields.sort_in(key, value);
        }
        for (at, member) in node_type.members.iter().enumerate() {
            if member.need == Need::Required && fields.slots.get(at).is_none_or(Option::is_none) {
                fields.missing(&format!("`{}`", member.name), member.about);
            }
        }
        fields
    }

    fn sort_in(&mut self, key: Value<'a>, value: Value<'a>) {
        let members = self.node_type.members;
        if let Some(at) = self.shared.names.member(self.node_type, key.number()) {
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = Some(value).filter(|value| !value.is_null());
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
    pub(super) fn get(&mut self, name: &str) -> Option<(Value<'a>, &'static Member)> {
        let (value, member) = self.row(name)?;
        Some((value?, member))
    }

    fn row(&mut self, name: &str) -> Option<(Option<Value<'a>>, &'static Member)> {
        let members = self.node_type.members;
        let is = |member: &&Member| member.name == name;
        let at = if members.get(self.next).as_ref().is_some_and(is) {
            self.next
        } else {
            members.iter().position(|member| is(&member))?
        };
        self.next = at + 1;
        Some((*self.slots.get(at)?, members.get(at)?))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        let at = self.node_type.members.iter().position(|m| m.name == name);
        at.and_then(|at| self.slots.get(at))
            .is_some_and(Option::is_some)
    }

    /// A whole number, or its default where there is one.
    pub(super) fn whole(&mut self, name: &str) -> Option<u32> {
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
            name,
            value,
            &format!("a whole number from {least} to {most}"),
        );
        default
    }

    /// A whole number that has a default.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        self.whole(name).unwrap_or(1)
    }

    pub(super) fn flag(&mut self, name: &str) -> bool {
        let Some((value, member)) = self.row(name) else {
            return false;
        };
        let default = matches!(member.shape, Rule::Flag { default: true });
        let Some(value) = value else {
            return default;
        };
        value.flag().unwrap_or_else(|| {
            self.not_a(name, value, "`true` or `false`");
            default
        })
    }

    /// Which of the words of a choice; 0 is the default.
    pub(super) fn choice(&mut self, name: &str) -> usize {
        let Some((value, member)) = self.get(name) else {
            return 0;
        };
        let Rule::Choice(words) = member.shape else {
            return 0;
        };
        if let Some(at) = words.iter().position(|word| value.is(word)) {
            return at;
        }
        let wanted = list(words.iter().copied(), "or");
        let given = value.text().unwrap_or_default();
        let help = match self.report.speller.nearest(&given, words.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => String::new(),
        };
        let what = format!("`{name}` is {}; it must be {wanted}", described(value));
        self.wrong(FindingKind::BadValue, value.span(), &what, &help);
        0
    }

    /// The finish key; `#` if the member is missing.
    pub(super) fn finish_key(&mut self) -> Option<char> {
        let name = "finish_key";
        let Some((value, _)) = self.get(name) else {
            return Some('#');
        };
        let text = value.text();
        let mut keys = text.iter().flat_map(|text| text.chars());
        match (text.is_some(), keys.next(), keys.next()) {
            (true, None, _) => None,
            (_, Some(key @ ('0'..='9' | '*' | '#')), None) => Some(key),
            _ => {
                let wanted = "one key (`0` to `9`, `*` or `#`) or the empty string for none";
                self.not_a(name, value, wanted);
                Some('#')
            }
        }
    }

    /// A text with holes, checked by the rule of its member.
    pub(super) fn template(&mut self, name: &str) -> Option<Template> {
        let (value, member) = self.get(name)?;
        self.template_in(name, value, member.shape)
    }

    pub(super) fn template_in(
        &mut self,
        name: impl Display,
        value: Value<'a>,
        rule: Rule,
    ) -> Option<Template> {
        let Some(text) = value.text() else {
            let wanted = match rule {
                Rule::Number => "a telephone number in a string, such as `\"+15550100001\"`",
                Rule::Target => "a number, a SIP address or a client in a string",
                Rule::Url => "a URL in a string",
                _ => "a string",
            };
            self.not_a(&name, value, wanted);
            return None;
        };
        let mut mistake = None;
        let template = Template::read(&text, &mut mistake);
        if let Some(mistake) = mistake {
            self.bad_template(&name, value, &mistake);
            // What else it reads is looked at all the same.
            return Some(template);
        }
        let fault = match rule {
            Rule::Markup => {
                let fault = markup::fault(&template.fill_markup(|_| Some("0")));
                if let Some(fault) = fault {
                    let what = format!("`{name}` is not well formed: {fault}");
                    self.wrong(FindingKind::BadValue, value.span(), &what, "");
                    return None;
                }
                None
            }
            Rule::Url => url_fault(&template).map(|fault| (FindingKind::BadValue, fault)),
            Rule::Number | Rule::Target => {
                number_fault(&template, rule).map(|fault| (FindingKind::BadNumber, fault))
            }
            Rule::Name if text.trim().is_empty() => {
                Some((FindingKind::BadValue, "it must not be empty"))
            }
            _ => None,
        };
        if let Some((kind, fault)) = fault {
            let (given, help) = match kind {
                FindingKind::BadNumber => (
                    format!("`\"{}\"`", redact_number(&shortened(&text))),
                    "write numbers in E.164: `+`, country code, number, nothing else",
                ),
                _ => (described(value), ""),
            };
            let what = format!("`{name}` is {given}; {fault}");
            self.wrong(kind, value.span(), &what, help);
            return None;
        }
        Some(template)
    }

    pub(super) fn bad_template(
        &mut self,
        name: &dyn Display,
        value: Value<'a>,
        error: &TemplateError,
    ) {
        let (kind, help) = match error {
            TemplateError::ForbiddenCharacter(_) => (FindingKind::BadValue, "remove it"),
            _ => (
                FindingKind::BadTemplate,
                "a hole is `{{ name }}`: a letter or `_`, then letters, digits and `_`",
            ),
        };
        let what = match error {
            TemplateError::NotAName(inside) => {
                format!(
                    "in `{name}`: {}",
                    TemplateError::NotAName(shortened(inside))
                )
            }
            _ => format!("in `{name}`: {error}"),
        };
        self.wrong(kind, value.span(), &what, help);
    }

    /// Whether XML can carry a text that has no holes; if not, that is reported (§1.5).
    pub(super) fn is_carried(&mut self, name: impl Display, value: Value<'a>, text: &str) -> bool {
        let Some((_, c)) = forbidden(text) else {
            return true;
        };
        self.bad_template(&name, value, &TemplateError::ForbiddenCharacter(c));
        false
    }

    /// A text, or a map of languages.
    pub(super) fn spoken(&mut self, name: &str) -> Option<Localized> {
        self.localized(name, Rule::Text)
    }

    fn localized(&mut self, name: &str, rule: Rule) -> Option<Localized> {
        let (value, _) = self.get(name)?;
        if value.shape() != Shape::Object {
            if value.text().is_none() {
                self.not_a(name, value, "a text, or an object of language to text");
                return None;
            }
            return self.template_in(name, value, rule).map(Localized::One);
        }
        self.shared.localized = true;
        let mut texts = Vec::new();
        for (tag, text) in value.members() {
            let language = tag.text().unwrap_or_default();
            if !is_language(&language) {
                let what = format!(
                    "`{name}` has the language `{}`, which is no language tag",
                    shortened(&language)
                );
                let help = "write BCP 47 tags, such as `en`, `hi-IN` or `zh-Hans`";
                self.wrong(FindingKind::BadValue, tag.span(), &what, help);
            }
            if !text.is_null() {
                let place = format_args!("{name}.{}", Short(&language));
                let template = self.template_in(place, text, rule);
                texts.push((language.into_owned(), template.unwrap_or_default()));
            }
        }
        if texts.is_empty() {
            self.not_a(
                name,
                value,
                "a text, or an object with at least one language",
            );
            return None;
        }
        Some(Localized::ByLanguage(texts))
    }

    /// `message` with the `ssml` beside it.
    pub(super) fn message(&mut self) -> Option<Message> {
        let text = self.spoken("message");
        let spoken = self.has("message");
        let ssml = self.get("ssml").map(|(value, _)| value);
        if let Some(value) = ssml.filter(|_| !spoken) {
            let what = "`ssml` without `message`";
            let help = "carriers without SSML speak the message: write the same words there";
            self.wrong(FindingKind::BadValue, value.span(), what, help);
        }
        let markup = self.localized("ssml", Rule::Markup);
        let text = text?;
        if let (Some(value), Some(markup)) = (ssml, &markup)
            && let Some((what, help)) = differ(&text, markup)
        {
            self.wrong(FindingKind::BadValue, value.span(), &what, help);
        }
        Some(Message { text, ssml: markup })
    }

    /// `message` or `audio`, not both.
    pub(super) fn prompt(&mut self) -> Option<Prompt> {
        let message = self.message();
        let audio = self.get("audio");
        match (self.has("message"), audio) {
            (true, Some((value, _))) => {
                let help = "a prompt is spoken or played; to do both, put a node before it";
                let what = "`message` and `audio` both say what the caller hears";
                self.wrong(FindingKind::BadValue, value.span(), what, help);
            }
            (false, None) => {
                let mut members = self.node_type.members.iter();
                if members.any(|m| m.name == "audio" && m.need == Need::OneOf) {
                    self.missing(
                        "a prompt",
                        "give it a `message` to speak, or an `audio` URL to play",
                    );
                }
            }
            _ => {}
        }
        let audio = audio.and_then(|(value, member)| {
            self.template_in("audio", value, member.shape)
                .map(Prompt::Audio)
        });
        message.map(Prompt::Message).or(audio)
    }

    /// A prompt where there must be one; an empty one if it is wrong, which was reported.
    pub(super) fn required_prompt(&mut self) -> Prompt {
        self.prompt().unwrap_or_else(|| {
            Prompt::Message(Message {
                text: Localized::One(Template::default()),
                ssml: None,
            })
        })
    }

    pub(super) fn speech(&mut self) -> Speech {
        Speech {
            language: self.language(),
            voice: self.word("voice"),
            seconds: self.whole("prompt_seconds"),
        }
    }

    pub(super) fn language(&mut self) -> Option<Ident> {
        let (value, _) = self.get("language")?;
        let text = value.text().filter(|text| is_language(text));
        if text.is_none() {
            self.not_a("language", value, "a BCP 47 tag such as `en` or `hi-IN`");
        }
        text.map(Ident::from)
    }

    /// A plain word that is not empty.
    pub(super) fn word(&mut self, name: &str) -> Option<Ident> {
        let (value, _) = self.get(name)?;
        let text = value.text().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.not_a(name, value, "a string that is not empty");
        }
        let text = text.filter(|text| self.is_carried(name, value, text))?;
        Some(Ident::from(text))
    }

    /// A label, trimmed; a blank one is none.
    pub(super) fn label(&mut self, name: &str) -> Option<Ident> {
        let (value, _) = self.get(name)?;
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
    pub(super) fn variable(&mut self, name: &str) -> Option<Ident> {
        let (value, _) = self.get(name)?;
        self.variable_in(name, value)
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
        name: &str,
        mut read: impl FnMut(&mut Self, &dyn Display, Value<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some((value, _)) = self.get(name) else {
            return Vec::new();
        };
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
    pub(super) fn whole_pattern(&mut self, name: &str) -> Option<Regex> {
        let (value, _) = self.get(name)?;
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
            let text = shortened(&value.text().unwrap_or_default());
            format!("`\"{}\"`", redact_numbers(&text))
        }
        _ => format!("`{}`", redact_numbers(&shortened(value.raw()))),
    }
}

/// Why a template can never be an http URL.
fn url_fault(template: &Template) -> Option<&'static str> {
    use crate::template::Part;
    if template.as_hole().is_some() {
        // Known only when it is filled.
        return None;
    }
    let mut parts = template.parts();
    let text = match parts.next() {
        Some(Part::Text(text)) => text,
        Some(Part::Hole(_)) => {
            return Some(
                "values are percent-encoded in a URL, so a hole cannot hold its beginning",
            );
        }
        None => return Some("it must be an http or https URL"),
    };
    let strip = |scheme: &str| {
        let head = text.get(..scheme.len())?;
        let rest = text.get(scheme.len()..)?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let Some(rest) = strip("https://").or_else(|| strip("http://")) else {
        return Some("it must be an http or https URL");
    };
    let host_in_hole = rest.is_empty() && parts.next().is_some();
    if rest.starts_with(['/', '?', '#', ':']) || (rest.is_empty() && !host_in_hole) {
        return Some("the URL has no host");
    }
    let blank = |part: Part<'_>| match part {
        Part::Text(text) => text.contains(|c: char| c.is_whitespace() || c.is_control()),
        Part::Hole(_) => false,
    };
    template
        .parts()
        .any(blank)
        .then_some("a URL holds no blanks; write `%20`")
}

/// Why a template can never be dialled. One with holes is known only when it is filled.
fn number_fault(template: &Template, rule: Rule) -> Option<&'static str> {
    let text = template.as_literal()?;
    if rule == Rule::Number {
        return PhoneNumber::check(text)
            .err()
            .map(|_| "that is not a telephone number in E.164");
    }
    match Party::check(text).err()? {
        ParsePartyError::Sip => Some("a SIP address is `sip:user@host` without blanks"),
        ParsePartyError::Client => Some("a client is `client:name` without blanks"),
        ParsePartyError::Number(_) => Some("that is not a telephone number in E.164"),
        _ => Some("that is neither a number in E.164, nor `sip:…`, nor `client:…`"),
    }
}

/// What is wrong with markup that does not have the languages of the text beside it: some caller would hear another one.
fn differ(text: &Localized, markup: &Localized) -> Option<(String, &'static str)> {
    match (text, markup) {
        (Localized::One(_), Localized::One(_)) => None,
        (Localized::ByLanguage(_), Localized::One(_)) => Some((
            "`ssml` is one text, and `message` is a text for each language".to_owned(),
            "write `ssml` as an object of language to markup, too",
        )),
        (Localized::One(_), Localized::ByLanguage(_)) => Some((
            "`ssml` is a text for each language, and `message` is one text".to_owned(),
            "write `message` as an object of language to text, too",
        )),
        (Localized::ByLanguage(texts), Localized::ByLanguage(markups)) => {
            let (tag, _) = markups
                .iter()
                .find(|(tag, _)| !texts.iter().any(|(own, _)| own == tag))?;
            let what = format!(
                "`ssml` has the language `{}`, and `message` has not",
                shortened(tag)
            );
            Some((
                what,
                "carriers without SSML speak the message: write the same words there",
            ))
        }
    }
}
