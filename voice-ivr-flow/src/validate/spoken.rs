//! Reads what is heard: messages in several languages with their markup, prompts, and who speaks them.

use super::fields::Fields;
use crate::document::Shape;
use crate::finding::FindingKind;
use crate::finding::words::{Short, shortened};
use crate::ident::Ident;
use crate::language::is_language;
use crate::members::{Need, Rule};
use crate::names::{self, Name};
use crate::node::{Localized, Message, Prompt, Speech};
use crate::template::Template;

impl Fields<'_, '_> {
    /// A text, or a map of languages.
    pub(super) fn spoken(&mut self, name: Name) -> Option<Localized> {
        self.localized(name, Rule::Text)
    }

    fn localized(&mut self, name: Name, rule: Rule) -> Option<Localized> {
        let (value, member) = self.get(name)?;
        let name = member.name;
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
        let text = self.spoken(names::MESSAGE);
        let spoken = self.has(names::MESSAGE);
        let ssml = self.get(names::SSML).map(|(value, _)| value);
        if let Some(value) = ssml.filter(|_| !spoken) {
            let what = "`ssml` without `message`";
            let help = "carriers without SSML speak the message: write the same words there";
            self.wrong(FindingKind::BadValue, value.span(), what, help);
        }
        let markup = self.localized(names::SSML, Rule::Markup);
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
        let audio = self.get(names::AUDIO);
        match (self.has(names::MESSAGE), audio) {
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
            voice: self.word(names::VOICE),
            seconds: self.whole(names::PROMPT_SECONDS),
        }
    }

    pub(super) fn language(&mut self) -> Option<Ident> {
        let (value, _) = self.get(names::LANGUAGE)?;
        let text = value.text().filter(|text| is_language(text));
        if text.is_none() {
            self.not_a("language", value, "a BCP 47 tag such as `en` or `hi-IN`");
        }
        text.map(Ident::from)
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
