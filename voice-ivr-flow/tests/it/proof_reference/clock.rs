//! The virtual clock: the table of times in the documentation of the simulator.

/// When things happen, in milliseconds.
#[derive(Default)]
pub(super) struct Clock {
    pub(super) now: u64,
    /// When what the caller reacts to began: the last prompt, or the node where nothing was heard.
    heard_from: u64,
    /// How long what is noted next will last.
    lasts: u64,
}

impl Clock {
    pub(super) fn enters(&mut self) {
        self.heard_from = self.now;
    }

    pub(super) fn passes(&mut self, ms: u64) {
        self.now += ms;
    }

    /// What is noted next lasts so long.
    pub(super) fn then(&mut self, ms: u64) {
        self.lasts = ms;
    }

    /// Something was noted.
    pub(super) fn goes_on(&mut self) {
        self.now += std::mem::take(&mut self.lasts);
    }

    /// Until a `dial`, `forward` or `transfer` has its result: one second, or as long as it rings where nobody answers.
    pub(super) fn rings(&mut self, result: &str, timeout: u64) {
        self.now += 1_000 * if result == "no-answer" { timeout } else { 1 };
    }

    /// A prompt that takes so long once is heard so many times.
    pub(super) fn hears(&mut self, once: u64, times: u64) {
        self.heard_from = self.now;
        self.lasts = once * times;
    }

    pub(super) fn hangs_up(&mut self) {
        self.now = self.heard_from + 1_000;
    }

    /// An attempt has failed: the caller reacts to what comes after it.
    pub(super) fn failed(&mut self) {
        self.heard_from = self.now;
    }

    /// One second after the last prompt began if it may be interrupted, at the latest at its end; otherwise one second
    /// after its end.
    pub(super) fn reacts(&mut self, barge_in: bool) {
        self.now = if barge_in {
            self.now.min(self.heard_from + 1_000)
        } else {
            self.now + 1_000
        };
    }
}

/// 400 ms a word.
pub(super) fn spoken(text: &str) -> u64 {
    let words = text.split_whitespace();
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
    400 * words.count() as u64
}
