//! What a caller hears, and in which language.

use std::sync::LazyLock;

use crate::ident::Ident;
use crate::language::same_primary;
use crate::template::Template;

/// A text, or the same text in several languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Localized {
    /// One text, whatever the language.
    One(Template),
    /// Language tag (BCP 47) → text, in document order; at least one.
    ByLanguage(Vec<(String, Template)>),
}

impl Localized {
    /// All the texts.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        let (one, more) = match self {
            Self::One(text) => (Some(text), &[][..]),
            Self::ByLanguage(texts) => (None, texts.as_slice()),
        };
        one.into_iter().chain(more.iter().map(|(_, text)| text))
    }

    /// The text in a language (BCP 47): the one with exactly this tag, else the first whose primary subtag is the
    /// same (`hi` for `hi-IN`, `en-GB` for `en-US`), else the first of all. Tags are compared without regard to
    /// case. Without a language it is the first.
    ///
    /// The language asked for is the node's, or the flow's where the node has none.
    pub fn in_language(&self, language: Option<&str>) -> &Template {
        static NOTHING: LazyLock<Template> = LazyLock::new(Template::default);
        let texts = match self {
            Self::One(text) => return text,
            Self::ByLanguage(texts) => texts,
        };
        let find = |same: fn(&str, &str) -> bool| {
            let language = language?;
            let (_, text) = texts.iter().find(|(tag, _)| same(tag, language))?;
            Some(text)
        };
        find(str::eq_ignore_ascii_case)
            .or_else(|| find(same_primary))
            .or(texts.first().map(|(_, text)| text))
            .unwrap_or(&NOTHING)
    }
}

/// What is spoken: the text, and optionally the same as SSML markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The words. Spoken as written: `<` and `&` are characters.
    pub text: Localized,
    /// Markup that says the same, for carriers whose voices read SSML; checked to be well formed. By language if the
    /// text is; a language of the text that it does not have is spoken without markup.
    pub ssml: Option<Localized>,
}

impl Message {
    /// Calls a function with every text, markup after words.
    pub(super) fn templates<'k>(&'k self, each: &mut dyn FnMut(&'k Template)) {
        self.text.templates().for_each(&mut *each);
        if let Some(ssml) = &self.ssml {
            ssml.templates().for_each(each);
        }
    }
}

/// What the caller hears at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prompt {
    /// Text to speech.
    Message(Message),
    /// The URL of an audio file.
    Audio(Template),
}

impl Prompt {
    /// Calls a function with every text, or with the URL.
    pub(super) fn templates<'k>(&'k self, each: &mut dyn FnMut(&'k Template)) {
        match self {
            Self::Message(message) => message.templates(each),
            Self::Audio(url) => each(url),
        }
    }
}

/// The language and voice set on one speaking node; `None` falls back to the flow's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Speech {
    /// BCP 47.
    pub language: Option<Ident>,
    /// The vendor's name of a voice.
    pub voice: Option<Ident>,
    /// How long the prompt takes to hear, where the document says so (`prompt_seconds`, 1–3600).
    pub seconds: Option<u32>,
}
