//! What a caller hears, and how long it takes.

use super::call::{Call, resolve};
use super::trace::Happening;
use crate::twiml::{GatherVerb, Pause, Play, Say};

/// `loop="0"` is this often.
const ENDLESS: u64 = 1_000;
/// 150 words a minute.
const WORD_MS: u64 = 400;
/// A played key, with the silence after it.
const DIGIT_MS: u64 = 300;

pub(super) const NOTHING_TO_PLAY: &str = "has neither a URL nor digits";

/// Something heard, and for how long.
#[derive(Debug, Clone)]
pub(super) struct Sound {
    pub(super) what: Happening,
    pub(super) ms: u64,
}

fn loops(loops: Option<u32>) -> u64 {
    match loops {
        Some(0) => ENDLESS,
        Some(loops) => u64::from(loops),
        None => 1,
    }
}

/// How long a text takes to say.
pub(super) fn speech_ms(text: &str) -> u64 {
    WORD_MS * u64::try_from(text.split_whitespace().count()).unwrap_or(u64::MAX / WORD_MS)
}

pub(super) fn say(say: &Say) -> Option<Sound> {
    let text = say.plain_text();
    if text.trim().is_empty() {
        return None;
    }
    let ms = speech_ms(&text).saturating_mul(loops(say.loops));
    Some(Sound {
        what: Happening::Say { text },
        ms,
    })
}

pub(super) fn play(play: &Play, call: &Call, base: &str) -> Option<Sound> {
    if let Some(digits) = &play.digits {
        let keys: u64 = digits
            .chars()
            .map(|key| match key {
                'w' => 500,
                'W' => 1_000,
                _ => DIGIT_MS,
            })
            .sum();
        let digits = digits.clone();
        let ms = keys.saturating_mul(loops(play.loops));
        return Some(Sound {
            what: Happening::PlayDigits { digits },
            ms,
        });
    }
    if play.url.trim_ascii().is_empty() {
        return None;
    }
    let url = resolve(base, &play.url);
    let ms = call.audio_ms.saturating_mul(loops(play.loops));
    Some(Sound {
        what: Happening::Play { url },
        ms,
    })
}

pub(super) fn pause(pause: &Pause) -> Sound {
    let seconds = pause.length.unwrap_or(1);
    Sound {
        what: Happening::Pause { seconds },
        ms: u64::from(seconds) * 1_000,
    }
}

/// Why Twilio would not play a part of a prompt.
pub(super) fn silent_in_prompt(verb: &GatherVerb) -> Option<&'static str> {
    match verb {
        GatherVerb::Play(play) if play.digits.is_some() => {
            Some("with digits may not stand inside Gather")
        }
        GatherVerb::Play(play) if play.url.trim_ascii().is_empty() => Some(NOTHING_TO_PLAY),
        _ => None,
    }
}

/// The parts of a prompt; what cannot be heard is left out.
pub(super) fn prompt(verbs: &[GatherVerb], call: &Call, base: &str) -> Vec<Sound> {
    let heard = verbs.iter().filter(|verb| silent_in_prompt(verb).is_none());
    heard
        .filter_map(|verb| match verb {
            GatherVerb::Say(element) => say(element),
            GatherVerb::Play(element) => play(element, call, base),
            GatherVerb::Pause(element) => Some(pause(element)),
            GatherVerb::Unknown(_) => None,
        })
        .collect()
}
