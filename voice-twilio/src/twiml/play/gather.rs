//! `Gather`: the prompt, the keys and the speech.

use super::act::{Act, Keys};
use super::call::LoneFinishKey;
use super::connected::Pending;
use super::player::Player;
use super::sound::{self, Sound};
use super::trace::{DigitsEnd, Happening, Outcome};
use super::wait::Wait;
use crate::twiml::{Gather, GatherInput, SpeechTimeout};

/// What Twilio would say about how sure it is.
const CONFIDENCE: &str = "0.9";

/// An entry of keys.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    digits: String,
    ended_by: DigitsEnd,
    discarded: usize,
    /// From the first key to the end.
    ms: u64,
}

impl Player {
    pub(super) fn wait_for_input(&mut self, gather: Box<Gather>) {
        for verb in &gather.verbs {
            if let Some(why) = sound::silent_in_prompt(verb) {
                self.warn(verb.tag(), why);
            }
        }
        let listens = |for_what: &GatherInput| match &gather.input {
            Some(input) if !input.is_empty() => input.contains(for_what),
            _ => *for_what == GatherInput::Dtmf,
        };
        let wait = Wait::Input {
            dtmf: listens(&GatherInput::Dtmf),
            speech: listens(&GatherInput::Speech),
        };
        self.wait(wait, Pending::Gather(gather));
    }

    pub(super) fn settle_gather(&mut self, gather: &Gather, wait: &Wait, act: Act) {
        let (dtmf, speech) = match wait {
            Wait::Input { dtmf, speech } => (*dtmf, *speech),
            _ => (true, false),
        };
        let prompt = sound::prompt(&gather.verbs, &self.call, self.base());
        let timeout = u64::from(gather.timeout.unwrap_or(5)) * 1_000;
        match act {
            Act::HangUp => {
                self.hear_prompt(prompt, None);
                self.hang_up(Outcome::CallerHangup);
            }
            Act::Keys(keys) if dtmf && keys.keys.chars().any(is_key) => {
                if self.hear_until(gather, prompt, keys.at_ms, timeout) {
                    let entry = entry(gather, &keys, timeout, self.call.lone_finish_key);
                    self.take_entry(gather, entry);
                } else {
                    self.nothing_heard(gather);
                }
            }
            Act::Speech(words) if speech && !words.text.trim().is_empty() => {
                if self.hear_until(gather, prompt, words.at_ms, timeout) {
                    self.take_speech(gather, words.text.trim(), timeout);
                } else {
                    self.nothing_heard(gather);
                }
            }
            _ => {
                self.hear_prompt(prompt, None);
                self.pass(timeout);
                self.nothing_heard(gather);
            }
        }
    }

    /// Plays a prompt, whole or up to so many ms.
    fn hear_prompt(&mut self, prompt: Vec<Sound>, until: Option<u64>) {
        let mut left = until;
        for sound in prompt {
            match left {
                Some(ms) if ms < sound.ms => {
                    self.note(sound.what);
                    self.pass(ms);
                    return;
                }
                Some(ms) => left = Some(ms - sound.ms),
                None => {}
            }
            self.hear(Some(sound));
        }
    }

    /// Plays the prompt until the first key or word; `false` if that came too late.
    fn hear_until(
        &mut self,
        gather: &Gather,
        prompt: Vec<Sound>,
        at: Option<u64>,
        timeout: u64,
    ) -> bool {
        let length = prompt
            .iter()
            .fold(0_u64, |sum, sound| sum.saturating_add(sound.ms));
        let last = prompt.last().map_or(0, |sound| sound.ms);
        let at = at.unwrap_or(length - last);
        if at >= length.saturating_add(timeout) {
            self.hear_prompt(prompt, None);
            self.pass(timeout);
            return false;
        }
        if gather.barge_in == Some(false) || at >= length {
            self.hear_prompt(prompt, None);
            self.pass(at.saturating_sub(length));
        } else {
            self.hear_prompt(prompt, Some(at));
        }
        true
    }

    fn take_entry(&mut self, gather: &Gather, entry: Entry) {
        self.pass(entry.ms);
        if entry.digits.is_empty() {
            return self.nothing_heard(gather);
        }
        let finished = match (entry.ended_by, finish_key(gather)) {
            (DigitsEnd::FinishKey, Some(key)) => key.to_string(),
            _ => String::new(),
        };
        self.note(Happening::Digits {
            digits: entry.digits.clone(),
            ended_by: entry.ended_by,
            discarded: entry.discarded,
        });
        let params = vec![("Digits", entry.digits), ("FinishedOnKey", finished)];
        self.ask_action(gather, params);
    }

    fn take_speech(&mut self, gather: &Gather, text: &str, timeout: u64) {
        let silence = match gather.speech_timeout {
            Some(SpeechTimeout::Seconds(seconds)) => u64::from(seconds) * 1_000,
            Some(SpeechTimeout::Auto) => 1_000,
            None => timeout,
        };
        let longest = u64::from(gather.max_speech_time.unwrap_or(60)) * 1_000;
        self.pass((sound::speech_ms(text) + silence).min(longest));
        let text = text.to_owned();
        self.note(Happening::Speech { text: text.clone() });
        let confidence = CONFIDENCE.to_owned();
        self.ask_action(
            gather,
            vec![("SpeechResult", text), ("Confidence", confidence)],
        );
    }

    fn nothing_heard(&mut self, gather: &Gather) {
        self.note(Happening::NoInput);
        if gather.action_on_empty_result == Some(true) {
            self.ask_action(gather, vec![("Digits", String::new())]);
        }
    }

    fn ask_action(&mut self, gather: &Gather, params: Vec<(&'static str, String)>) {
        let action = gather.action.as_deref().unwrap_or_default();
        self.follow(action, gather.method.as_ref(), params);
    }
}

const fn is_key(key: char) -> bool {
    matches!(key, '0'..='9' | '*' | '#' | 'A'..='D')
}

fn finish_key(gather: &Gather) -> Option<char> {
    match &gather.finish_on_key {
        Some(key) => key.chars().next(),
        None => Some('#'),
    }
}

/// What keys make of an entry.
fn entry(gather: &Gather, keys: &Keys, timeout: u64, lone: LoneFinishKey) -> Entry {
    let finish = finish_key(gather);
    let wanted = gather
        .num_digits
        .and_then(|count| usize::try_from(count).ok());
    let mut digits = String::new();
    let mut ms = 0;
    let mut pressed = keys.keys.chars().filter(|&key| is_key(key)).peekable();
    let ended_by = loop {
        let Some(key) = pressed.next() else {
            ms += timeout;
            break DigitsEnd::Timeout;
        };
        if Some(key) == finish {
            if !digits.is_empty() || lone == LoneFinishKey::EndsEntry {
                break DigitsEnd::FinishKey;
            }
        } else {
            digits.push(key);
            if Some(digits.len()) == wanted {
                break DigitsEnd::Count;
            }
        }
        if pressed.peek().is_some() {
            if keys.gap_ms >= timeout {
                ms += timeout;
                break DigitsEnd::Timeout;
            }
            ms += keys.gap_ms;
        }
    };
    let discarded = pressed.count();
    Entry {
        digits,
        ended_by,
        discarded,
        ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(gather: &Gather, keys: &Keys) -> (String, DigitsEnd, usize, u64) {
        let entry = entry(gather, keys, 5_000, LoneFinishKey::EndsEntry);
        (entry.digits, entry.ended_by, entry.discarded, entry.ms)
    }

    #[test]
    fn an_entry_ends_at_count_finish_key_or_timeout() {
        let two = Gather::new().num_digits(2);
        assert_eq!(
            enter(&two, &Keys::new("123")),
            ("12".into(), DigitsEnd::Count, 1, 300)
        );
        assert_eq!(
            enter(&two, &Keys::new("1#2")),
            ("1".into(), DigitsEnd::FinishKey, 1, 300)
        );
        assert_eq!(
            enter(&two, &Keys::new("1")),
            ("1".into(), DigitsEnd::Timeout, 0, 5_000)
        );
        let slow = Keys::new("12").gap_ms(5_000);
        assert_eq!(
            enter(&two, &slow),
            ("1".into(), DigitsEnd::Timeout, 1, 5_000)
        );
    }

    #[test]
    fn without_a_finish_key_hash_and_star_are_digits() {
        let any = Gather::new().finish_on_key("").num_digits(3);
        assert_eq!(
            enter(&any, &Keys::new("#*1")),
            ("#*1".into(), DigitsEnd::Count, 0, 600)
        );
        let star = Gather::new().finish_on_key("*");
        assert_eq!(
            enter(&star, &Keys::new("1#*2")),
            ("1#".into(), DigitsEnd::FinishKey, 1, 600)
        );
    }

    #[test]
    fn a_lone_finish_key_ends_the_entry_or_is_ignored() {
        let gather = Gather::new().num_digits(1);
        assert_eq!(
            enter(&gather, &Keys::new("#5")),
            (String::new(), DigitsEnd::FinishKey, 1, 0)
        );
        let ignored = entry(&gather, &Keys::new("#5"), 5_000, LoneFinishKey::Ignored);
        assert_eq!(
            (ignored.digits.as_str(), ignored.ended_by),
            ("5", DigitsEnd::Count)
        );
    }
}
