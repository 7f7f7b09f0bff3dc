//! Prompts: `Say` and `Play`.

use voice_twilio::twiml::ssml::Ssml;
use voice_twilio::twiml::{GatherVerb, Play, Response, Say, SayLanguage, Verb, Voice};

use super::marks;
use super::piece::Guard;
use super::render::Renderer;
use crate::language::same_primary;
use crate::program::{Sound, Source};
use crate::template::Template;

/// A prompt as a verb.
pub(super) enum Heard {
    Say(Say),
    Play(Play),
}

impl From<Heard> for Verb {
    fn from(heard: Heard) -> Self {
        match heard {
            Heard::Say(say) => say.into(),
            Heard::Play(play) => play.into(),
        }
    }
}

impl From<Heard> for GatherVerb {
    fn from(heard: Heard) -> Self {
        match heard {
            Heard::Say(say) => say.into(),
            Heard::Play(play) => play.into(),
        }
    }
}

/// How prompts are rendered.
pub(super) trait Sounds {
    /// Appends a prompt as a verb of the document.
    fn sound(&mut self, sound: &Sound, repeat: u32);
    /// A prompt, and when there is anything to hear; `None` if there never is.
    fn heard(&mut self, sound: &Sound, repeat: u32) -> Option<(Guard, Heard)>;
}

impl Sounds for Renderer<'_> {
    fn sound(&mut self, sound: &Sound, repeat: u32) {
        if let Some((guard, heard)) = self.heard(sound, repeat) {
            self.guarded(&guard, heard.into());
        }
    }

    fn heard(&mut self, sound: &Sound, repeat: u32) -> Option<(Guard, Heard)> {
        match &sound.source {
            Source::Audio(url) => {
                let guard = self.guard(url)?;
                let mut play = Play::from(marks::url(url));
                play.loops = (repeat > 1).then_some(repeat);
                Some((guard, Heard::Play(play)))
            }
            Source::Speech {
                text,
                ssml,
                language,
                voice,
            } => {
                let guard = self.guard(text)?;
                let mut say = match ssml.as_ref() {
                    Some(ssml) => self.markup(ssml).unwrap_or_else(|| plain(text)),
                    None => plain(text),
                };
                say.voice = voice.as_deref().map(Voice::from);
                say.language = language
                    .as_deref()
                    .and_then(|tag| self.language(tag, voice.is_some()));
                say.loops = (repeat > 1).then_some(repeat);
                Some((guard, Heard::Say(say)))
            }
        }
    }
}

fn plain(text: &Template) -> Say {
    Say::from(marks::text(text))
}

impl Renderer<'_> {
    /// When there is something to hear.
    fn guard(&mut self, heard: &Template) -> Option<Guard> {
        let guard = Guard::of(heard, self.program)?;
        if guard != Guard::Always {
            self.in_files("whoever fills the document leaves a prompt out whose values are blank");
        }
        Some(guard)
    }

    /// The markup as a typed `Say`.
    fn markup(&mut self, ssml: &Template) -> Option<Say> {
        let ssml = marks::text(ssml);
        let ssml = ssml.trim();
        let inside = match ssml.strip_prefix("<speak") {
            // Twilio takes no wrapper.
            Some(rest) => rest
                .split_once('>')
                .and_then(|(_, rest)| rest.trim_end().strip_suffix("</speak>"))
                .unwrap_or(ssml),
            None => ssml,
        };
        let read = Response::parse(&format!("<Response><Say>{inside}</Say></Response>"));
        let verbs = read.ok().map(|parsed| parsed.response.verbs);
        let say = verbs.and_then(|verbs| match <[Verb; 1]>::try_from(verbs) {
            Ok([Verb::Say(say)]) => Some(say),
            _ => None,
        });
        let Some(say) = say else {
            self.notes
                .emulated("the SSML is not XML that Twilio reads: the plain message is spoken");
            return None;
        };
        if say
            .content
            .iter()
            .any(|piece| matches!(piece, Ssml::Unknown(_)))
        {
            self.notes
                .emulated("the SSML holds an element that Twilio does not know and passes over");
        }
        Some(say)
    }

    /// The language of a `Say`: one that Twilio lists.
    fn language(&mut self, tag: &str, has_voice: bool) -> Option<SayLanguage> {
        let spelt = SayLanguage::from(tag);
        if !matches!(spelt, SayLanguage::Unknown(_)) {
            return Some(spelt);
        }
        let known = SayLanguage::KNOWN.iter();
        let exact = known
            .clone()
            .find(|own| own.as_str().eq_ignore_ascii_case(tag));
        if exact.is_some() || has_voice {
            // A voice brings its own languages, more than Twilio lists.
            return Some(exact.cloned().unwrap_or_else(|| tag.into()));
        }
        if let Some(near) = known.clone().find(|own| same_primary(own.as_str(), tag)) {
            self.notes
                .emulated(format!("Twilio lists no `{tag}`: it is spoken as `{near}`"));
            return Some(near.clone());
        }
        self.notes.unsupported(format!(
            "Twilio lists no voice for `{tag}`, and the node names none: the account's voice speaks"
        ));
        None
    }
}
