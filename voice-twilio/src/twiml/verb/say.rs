//! `Say`, `Play` and `Pause`: what a caller hears.

use crate::twiml::check::{Checker, PLAYED_KEYS, is_blank};
use crate::twiml::element::{Element as _, element};
use crate::twiml::ssml::Ssml;
use crate::twiml::{SayLanguage, Voice};

/// The longest text of one `Say`, in characters.
const MAX_SAY_CHARACTERS: usize = 4_096;

element! {
    /// Speaks text or SSML to the caller.
    ///
    /// ```
    /// use voice_twilio::twiml::{Response, Say, SayLanguage, Voice, ssml::Break};
    ///
    /// let say = Say::from("Please wait.")
    ///     .voice(Voice::polly_neural("Kajal"))
    ///     .language(SayLanguage::EnIn)
    ///     .push(Break::new().time("500ms"))
    ///     .push("Thank you.");
    /// assert_eq!(
    ///     Response::new().say(say).to_xml(),
    ///     "<Response><Say voice=\"Polly.Kajal-Neural\" language=\"en-IN\">Please wait.\
    ///      <break time=\"500ms\"/>Thank you.</Say></Response>"
    /// );
    /// ```
    Say = "Say" {
        /// The voice. Default: the account's setting.
        voice: word(Voice) = "voice";
        /// The language. Default: the voice's, else `en-US`.
        language: word(SayLanguage) = "language";
        /// How often it is said (`loop`); 0 is without end (1000 times). Default 1.
        loops: number = "loop";
    }
    mixed
    /// Text and SSML, in order. At most 4096 characters.
    content: Ssml;
    check length;
}

impl Say {
    /// Appends text or SSML.
    #[must_use]
    pub fn push(mut self, piece: impl Into<Ssml>) -> Self {
        match piece.into() {
            Ssml::Text(text) if text.is_empty() => {}
            piece => match (self.content.last_mut(), piece) {
                (Some(Ssml::Text(last)), Ssml::Text(text)) => last.push_str(&text),
                (last, piece) => {
                    if last.is_none() {
                        // Most speech is one text.
                        self.content.reserve_exact(1);
                    }
                    self.content.push(piece);
                }
            },
        }
        self
    }

    /// What is heard, without the markup.
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        for piece in &self.content {
            piece.push_plain(&mut out);
        }
        out
    }
}

impl From<&str> for Say {
    fn from(text: &str) -> Self {
        Self::new().push(text)
    }
}

impl From<String> for Say {
    fn from(text: String) -> Self {
        Self::new().push(text)
    }
}

fn length(say: &Say, checker: &mut Checker) {
    // Most speech is one text, and none has more characters than bytes.
    if let [Ssml::Text(text)] = say.content.as_slice()
        && text.len() <= MAX_SAY_CHARACTERS
    {
        return;
    }
    let length = say.plain_text().chars().count();
    if length > MAX_SAY_CHARACTERS {
        let max = MAX_SAY_CHARACTERS;
        let problem = crate::twiml::Problem::TooLong { length, max };
        checker.note(Say::TAG, None, Some(problem));
    }
}

element! {
    /// Plays an audio file, or keys.
    Play = "Play" {
        /// How often (`loop`); 0 is until the caller hangs up, or 1000 times. Default 1.
        loops: number = "loop";
        /// Keys to play instead of a file: `0-9 * # A-D`, `w` waits half a second, `W` a second.
        digits: secret = "digits", Rule::Keys(PLAYED_KEYS);
    }
    maybe(url)
    /// The URL of an audio file (MP3, WAV, AIFF, GSM, µ-law).
    url, Rule::Any;
    check file_or_keys;
}

fn file_or_keys(play: &Play, checker: &mut Checker) {
    let keys = play.digits.as_deref().is_some_and(|keys| !is_blank(keys));
    let why = "a URL may not stand beside digits";
    checker.either(Play::TAG, (&play.url, why), (keys.into(), 1));
}

impl Play {
    /// Plays keys.
    pub fn keys(digits: impl Into<String>) -> Self {
        Self::new().digits(digits)
    }
}

element! {
    /// Is silent for a while.
    Pause = "Pause" {
        /// Whole seconds. Default 1.
        length: number = "length";
    }
}

impl Pause {
    /// A pause of so many seconds.
    pub fn seconds(length: u32) -> Self {
        Self::new().length(length)
    }
}
