//! Reads what a document says of the whole flow: its name, language, voice and variables.

use std::borrow::Cow;

use voice_core::xml::forbidden;

use super::fields::described;
use super::read::{Reader, document, spot};
use crate::document::{Shape, Span, Value};
use crate::finding::FindingKind;
use crate::finding::words::shortened;
use crate::language::is_language;
use crate::template::{TemplateError, is_name};
use crate::valid::{Variable, VariableType};

impl Reader<'_> {
    /// A finding about a member of the document itself.
    fn wrong(&mut self, span: Span, message: String, help: &str) {
        let place = spot(None, span);
        self.report
            .add(FindingKind::BadValue, &place, message, help);
    }

    pub(super) fn name(&mut self, root: Value<'_>, value: Option<Value<'_>>) -> String {
        let Some(value) = value else {
            let start = root.start();
            let span = Span {
                start,
                end: start + 1,
            };
            let message = "the flow has no `name`".to_owned();
            self.malformed(&document(None, root), span, message);
            return String::new();
        };
        let Some(name) = value.text() else {
            let message = format!("`name` is {}; it must be a string", described(value));
            self.wrong(value.span(), message, "");
            return String::new();
        };
        name.into_owned()
    }

    pub(super) fn language(&mut self, value: Value<'_>) -> Option<String> {
        let text = value.text().filter(|text| is_language(text));
        if text.is_none() {
            let message = format!(
                "`language` is {}, which is no language tag",
                described(value)
            );
            self.wrong(
                value.span(),
                message,
                "write a BCP 47 tag, such as `en`, `hi-IN` or `zh-Hans`",
            );
        }
        text.map(Cow::into_owned)
    }

    pub(super) fn voice(&mut self, value: Value<'_>) -> Option<String> {
        let text = value.text().filter(|text| !text.trim().is_empty());
        if let Some((_, c)) = text.as_deref().and_then(forbidden) {
            let error = TemplateError::ForbiddenCharacter(c);
            self.wrong(value.span(), format!("in `voice`: {error}"), "remove it");
            return None;
        }
        if text.is_none() {
            let message = format!(
                "`voice` is {}; it must be a string that is not empty",
                described(value)
            );
            self.wrong(value.span(), message, "");
        }
        text.map(Cow::into_owned)
    }

    pub(super) fn variables(&mut self, value: Value<'_>) -> Vec<Variable> {
        if value.shape() != Shape::Object {
            let message = format!("`variables` is {}; it must be an object", described(value));
            let help = "declare variables as `{\"order_id\": \"text\"}`";
            self.wrong(value.span(), message, help);
            return Vec::new();
        }
        let mut all = Vec::new();
        for (key, declared) in value.members().filter(|(_, value)| !value.is_null()) {
            let name = key.text().unwrap_or_default();
            if is_name(&name) {
                let (kind, default) = self.declaration(&name, declared);
                all.push(Variable {
                    name: name.into_owned(),
                    kind,
                    default,
                });
            } else {
                let message = format!("`{}` is no name for a variable", shortened(&name));
                let help = "a name is a letter or `_`, then letters, digits and `_`";
                self.wrong(key.span(), message, help);
            }
        }
        all
    }

    fn declaration(&mut self, name: &str, value: Value<'_>) -> (VariableType, String) {
        let (kind, default) = match value.shape() {
            Shape::Object => (value.member("type"), value.member("default")),
            _ => (Some(value), None),
        };
        let kind = kind.map_or(VariableType::Text, |value| {
            let kind = value.text().and_then(|text| VariableType::parse(&text));
            kind.unwrap_or_else(|| {
                let message = format!(
                    "the variable `{name}` is declared as {}, which is no type",
                    described(value)
                );
                let help = "types are `text`, `number` and `digits`";
                self.wrong(value.span(), message, help);
                VariableType::Text
            })
        });
        let Some(default) = default else {
            return (kind, String::new());
        };
        match default.text() {
            Some(text) if text.is_empty() || kind.allows(&text) => (kind, text.into_owned()),
            text => {
                let message = format!(
                    "the default of the variable `{name}` is {}; it must be {}",
                    described(default),
                    kind.wanted()
                );
                let help = match text {
                    None => "all values are strings: put it into double quotes",
                    Some(_) => "",
                };
                self.wrong(default.span(), message, help);
                (kind, String::new())
            }
        }
    }
}
