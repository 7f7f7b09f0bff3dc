//! What is heard, with language and voice chosen.

use crate::ident::Ident;
use crate::language::same_primary;
use crate::node::{Localized, Message, Prompt, Speech};
use crate::template::Template;

/// Speech or an audio file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sound {
    pub(crate) source: Source,
    /// How long it takes, where the document says so.
    pub(crate) seconds: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Speech {
        text: Template,
        /// Rare, so that a sound has no room for it.
        ssml: Option<Box<Template>>,
        language: Option<Ident>,
        voice: Option<Ident>,
    },
    /// The URL of a file.
    Audio(Template),
}

/// The language and voice of the whole flow.
#[derive(Debug)]
pub(super) struct House {
    pub(super) language: Option<Ident>,
    pub(super) voice: Option<Ident>,
}

impl House {
    pub(super) fn language(&self, speech: &Speech) -> Option<Ident> {
        speech.language.as_ref().or(self.language.as_ref()).cloned()
    }

    pub(super) fn voice(&self, speech: &Speech) -> Option<Ident> {
        speech.voice.as_ref().or(self.voice.as_ref()).cloned()
    }

    pub(super) fn prompt(&self, prompt: &Prompt, speech: &Speech) -> Sound {
        match prompt {
            Prompt::Message(message) => self.message(message, speech),
            Prompt::Audio(url) => Sound {
                source: Source::Audio(url.clone()),
                seconds: speech.seconds,
            },
        }
    }

    pub(super) fn message(&self, message: &Message, speech: &Speech) -> Sound {
        let (tag, text) = self.chosen(&message.text, speech);
        let ssml = match &message.ssml {
            Some(Localized::One(markup)) => Some(markup),
            // The validator saw to it that the tags are those of the text.
            Some(Localized::ByLanguage(markups)) => {
                let own = markups.iter().find(|(of, _)| Some(of.as_str()) == tag);
                own.map(|(_, markup)| markup)
            }
            None => None,
        };
        Sound {
            source: self.speech(tag, text, ssml, speech),
            seconds: speech.seconds,
        }
    }

    /// A text beside the prompt, whose length the document does not tell.
    pub(super) fn text(&self, text: &Localized, speech: &Speech) -> Sound {
        let (tag, chosen) = self.chosen(text, speech);
        Sound {
            source: self.speech(tag, chosen, None, speech),
            seconds: None,
        }
    }

    /// Whether a caller hears the same in two places of a node: the same text, read in the same language.
    pub(super) fn alike(
        &self,
        one: Option<&Localized>,
        two: Option<&Localized>,
        speech: &Speech,
    ) -> bool {
        match (one, two) {
            (None, None) => true,
            (Some(one), Some(two)) => self.spoken(one, speech) == self.spoken(two, speech),
            _ => false,
        }
    }

    fn spoken<'t>(
        &'t self,
        text: &'t Localized,
        speech: &'t Speech,
    ) -> (Option<&'t str>, &'t Template) {
        let (tag, chosen) = self.chosen(text, speech);
        (self.spoken_in(tag, speech), chosen)
    }

    /// The text that a caller hears, with its tag where it has one.
    fn chosen<'t>(&self, text: &'t Localized, speech: &Speech) -> (Option<&'t str>, &'t Template) {
        let texts = match text {
            Localized::One(text) => return (None, text),
            Localized::ByLanguage(texts) => texts,
        };
        let chosen = text.in_language(self.wanted(speech));
        let tag = texts.iter().find(|(_, text)| std::ptr::eq(text, chosen));
        (tag.map(|(tag, _)| tag.as_str()), chosen)
    }

    fn wanted<'s>(&'s self, speech: &'s Speech) -> Option<&'s str> {
        speech.language.as_deref().or(self.language.as_deref())
    }

    /// A text in another language than the one asked for is spoken in its own.
    fn spoken_in<'s>(&'s self, tag: Option<&'s str>, speech: &'s Speech) -> Option<&'s str> {
        match (tag, self.wanted(speech)) {
            (Some(tag), Some(wanted)) if same_primary(tag, wanted) => Some(wanted),
            (Some(tag), _) => Some(tag),
            (None, wanted) => wanted,
        }
    }

    fn speech(
        &self,
        tag: Option<&str>,
        text: &Template,
        ssml: Option<&Template>,
        speech: &Speech,
    ) -> Source {
        Source::Speech {
            text: text.clone(),
            ssml: ssml.map(|markup| Box::new(markup.clone())),
            language: match tag {
                None => self.language(speech),
                Some(_) => self.spoken_in(tag, speech).map(Ident::from),
            },
            voice: self.voice(speech),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(texts: &[(&str, &str)], node: Option<&str>, flow: Option<&str>) -> (String, String) {
        let texts = texts
            .iter()
            .map(|(tag, text)| ((*tag).to_owned(), Template::literal(*text)))
            .collect();
        let speech = Speech {
            language: node.map(Ident::from),
            ..Speech::default()
        };
        let house = House {
            language: flow.map(Ident::from),
            voice: None,
        };
        match house.text(&Localized::ByLanguage(texts), &speech).source {
            Source::Speech { text, language, .. } => {
                (text.to_string(), language.unwrap_or_default().into())
            }
            Source::Audio(_) => panic!("a text is spoken"),
        }
    }

    #[test]
    fn the_language_of_the_node_comes_before_that_of_the_flow() {
        let texts = [("en-US", "Hello"), ("hi", "नमस्ते")];
        let hindi = ("नमस्ते".to_owned(), "hi-IN".to_owned());
        assert_eq!(spoken(&texts, Some("hi-IN"), Some("en-US")), hindi);
        assert_eq!(spoken(&texts, None, Some("hi-IN")), hindi);
    }

    #[test]
    fn a_text_in_another_language_is_spoken_in_its_own() {
        let texts = [("en-US", "Hello"), ("hi-IN", "नमस्ते")];
        let english = ("Hello".to_owned(), "en-US".to_owned());
        assert_eq!(spoken(&texts, None, Some("de-DE")), english);
        assert_eq!(spoken(&texts, None, None), english);
    }
}
