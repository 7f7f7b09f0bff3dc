//! Reads texts with holes: URLs, numbers, names, and whatever else a variable may stand in.

use std::fmt::Display;

use voice_core::xml::forbidden;
use voice_core::{ParsePartyError, Party, PhoneNumber, redact_number};

use super::fields::{Fields, described};
use super::markup;
use crate::document::Value;
use crate::finding::FindingKind;
use crate::finding::words::{cut, shortened};
use crate::members::Rule;
use crate::names::Name;
use crate::template::{Part, Template, TemplateError};

impl<'a> Fields<'a, '_> {
    /// A text with holes, checked by the rule of its member.
    pub(super) fn template(&mut self, name: Name) -> Option<Template> {
        let (value, member) = self.get(name)?;
        self.template_in(member.name, value, member.shape)
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
                    format!("`\"{}\"`", redact_number(&cut(&text))),
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
}

/// Why a template can never be an http URL.
fn url_fault(template: &Template) -> Option<&'static str> {
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
