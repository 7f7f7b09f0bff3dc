//! How long things take; see the table in the [module](super).

/// 150 words a minute.
const WORD_MS: u64 = 400;
const LEAST_PROMPT_MS: u64 = 500;
const AUDIO_MS: u64 = 5_000;
/// From the beginning of what the caller reacts to, to the first key or word.
pub(super) const REACTION_MS: u64 = 1_000;
pub(super) const KEY_MS: u64 = 300;
const END_OF_SPEECH_MS: u64 = 1_000;
pub(super) const RING_MS: u64 = 1_000;
/// A conversation with somebody else: a dial, a conference, an agent.
pub(super) const TALK_MS: u64 = 30_000;
pub(super) const REQUEST_MS: u64 = 500;

pub(super) fn seconds(seconds: u32) -> u64 {
    u64::from(seconds) * 1_000
}

/// How long a prompt of so many words takes to hear once.
pub(crate) fn speech(words: u64) -> u64 {
    words.saturating_mul(WORD_MS).max(LEAST_PROMPT_MS)
}

/// How long an audio file takes to hear once.
pub(crate) fn audio() -> u64 {
    AUDIO_MS
}

/// How long a sound takes that takes so long once, unless its node says how long.
pub(crate) fn sound(once: u64, seconds_once: Option<u32>, repeat: u32) -> u64 {
    let once = seconds_once.map_or(once, seconds);
    once.saturating_mul(u64::from(repeat))
}

/// How long a caller takes to say something, until the recogniser is sure that it is over.
pub(super) fn utterance(text: &str) -> u64 {
    words(text) * WORD_MS + END_OF_SPEECH_MS
}

/// Words of a text; a run of characters of a script without blanks has one for every two.
pub(crate) fn words(text: &str) -> u64 {
    let count = text.split_whitespace().map(|token| {
        let dense = token.chars().filter(|c| is_dense(*c)).count();
        match dense {
            0 => usize::from(token.chars().any(char::is_alphanumeric)),
            dense => dense.div_ceil(2),
        }
    });
    u64::try_from(count.sum::<usize>()).unwrap_or(u64::MAX / WORD_MS)
}

/// Thai, Lao, Burmese, Khmer, kana, Han: scripts that are written without blanks between words.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_150_words() {
        let speech = |text: &str| speech(words(text));
        assert_eq!(speech(&"word ".repeat(150)), 60_000);
        assert_eq!(speech("Order 12. Press 1 …"), 4 * WORD_MS);
        assert_eq!(speech("Hi"), LEAST_PROMPT_MS);
        assert_eq!(speech("ऑर्डर स्वीकार करने के लिए"), 5 * WORD_MS);
        assert_eq!(speech("一二三四五"), 3 * WORD_MS);
    }
}
