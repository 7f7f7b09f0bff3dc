//! Voices of `Say`.

use std::fmt;

use super::value::Word;

/// A voice: one of the basic ones, or a name of Amazon Polly or Google.
///
/// An open string, because the two vendors add voices every month; the constructors spell the names.
///
/// ```
/// use voice_twilio::twiml::Voice;
///
/// assert_eq!(Voice::polly_neural("Kajal").as_str(), "Polly.Kajal-Neural");
/// assert_eq!(Voice::google("hi-IN", "Chirp3-HD", "Kore").as_str(), "Google.hi-IN-Chirp3-HD-Kore");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Voice(Box<str>);

impl Voice {
    /// The basic male voice.
    pub fn man() -> Self {
        Self::from("man")
    }

    /// The basic female voice.
    pub fn woman() -> Self {
        Self::from("woman")
    }

    /// The older multilingual voice.
    pub fn alice() -> Self {
        Self::from("alice")
    }

    /// A standard voice of Amazon Polly: `Polly.Amy`.
    pub fn polly(name: &str) -> Self {
        Self(format!("Polly.{name}").into())
    }

    /// A neural voice of Amazon Polly: `Polly.Amy-Neural`.
    pub fn polly_neural(name: &str) -> Self {
        Self(format!("Polly.{name}-Neural").into())
    }

    /// A generative voice of Amazon Polly: `Polly.Amy-Generative`.
    pub fn polly_generative(name: &str) -> Self {
        Self(format!("Polly.{name}-Generative").into())
    }

    /// A voice of Google: `Google.<locale>-<model>-<id>`.
    pub fn google(locale: &str, model: &str, id: &str) -> Self {
        Self(format!("Google.{locale}-{model}-{id}").into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Voice {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl From<String> for Voice {
    fn from(name: String) -> Self {
        Self(name.into())
    }
}

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Word for Voice {
    fn word(&self) -> &str {
        &self.0
    }

    fn from_word(word: &str) -> Self {
        Self::from(word)
    }

    fn is_invented(&self) -> bool {
        false
    }

    fn listed(&self) -> Option<&'static str> {
        None
    }
}
