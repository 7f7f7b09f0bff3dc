//! The virtual clock of a call.

use super::timing::{self, KEY_MS, REACTION_MS};
use crate::program::Listen;
use crate::step::{Action, EndedBy, Input, typed};

/// The virtual clock of a call, in milliseconds from its beginning.
#[derive(Clone, Default)]
pub(super) struct Clock {
    now: u64,
    /// When the last prompt of the node began, or the node where nothing was heard.
    heard_from: u64,
    /// How long the answer that is being taken lasts after it was noted.
    lasts: u64,
}

impl Clock {
    pub(super) fn now(&self) -> u64 {
        self.now
    }

    fn pass(&mut self, ms: u64) {
        self.now = self.now.saturating_add(ms);
    }

    /// The caller hangs up, whatever is being said.
    pub(super) fn hang_up(&mut self) {
        self.now = self.hangs_up_at();
    }

    /// When a caller hangs up who does so now.
    pub(super) fn hangs_up_at(&self) -> u64 {
        self.heard_from.saturating_add(REACTION_MS)
    }

    pub(super) fn ring(&mut self, ms: u64) {
        self.pass(ms);
    }

    pub(super) fn lasts(&mut self, ms: u64) {
        self.lasts = ms;
    }

    /// Goes to the end of what is heard at a `menu` or `gather` (§3.1, §3.7).
    pub(super) fn listen(&mut self, listen: &Listen, input: Input<'_>) {
        let first = if listen.barge_in {
            self.now.min(self.heard_from + REACTION_MS)
        } else {
            self.now + REACTION_MS
        };
        self.now = match entry_ms(listen, input) {
            Some(ms) => first.saturating_add(ms),
            None => self.now + timing::seconds(listen.timeout),
        };
    }

    /// Something is heard that takes so long in all.
    pub(super) fn heard(&mut self, ms: u64) {
        self.heard_from = self.now;
        self.pass(ms);
    }

    /// Goes to the end of what a step did.
    pub(super) fn take(&mut self, action: &Action<'_>) {
        match action {
            Action::Enter { .. } | Action::Invalid { .. } | Action::Timeout { .. } => {
                self.heard_from = self.now;
            }
            Action::Say {
                text,
                repeat,
                seconds,
                ..
            } => self.heard(timing::sound(
                timing::speech(timing::words(text)),
                *seconds,
                *repeat,
            )),
            Action::Play {
                repeat, seconds, ..
            } => self.heard(timing::sound(timing::audio(), *seconds, *repeat)),
            Action::Pause { seconds } => self.pass(timing::seconds(*seconds)),
            Action::Recorded { .. }
            | Action::Dialled { .. }
            | Action::Transferred { .. }
            | Action::Conference { .. }
            | Action::Requested { .. }
            | Action::Texted { .. }
            | Action::Agent { .. } => {
                let lasts = std::mem::take(&mut self.lasts);
                self.pass(lasts);
            }
            Action::Input { .. }
            | Action::Set { .. }
            | Action::Queue { .. }
            | Action::Notify { .. }
            | Action::Reject { .. }
            | Action::Wait(_)
            | Action::End(_) => {}
        }
    }
}

/// How long an entry takes from its first key or word on; `None` = nothing is heard.
pub(crate) fn entry_ms(listen: &Listen, input: Input<'_>) -> Option<u64> {
    match (input, listen.keys) {
        (Input::Keys(keys), Some(rules)) => {
            let entry = typed(rules, keys);
            let further = u64::try_from(entry.pressed.saturating_sub(1)).unwrap_or(0);
            let wait = match entry.ended_by {
                EndedBy::Timeout => timing::seconds(rules.inter_digit_timeout),
                EndedBy::Count | EndedBy::FinishKey => 0,
            };
            Some(further.saturating_mul(KEY_MS).saturating_add(wait))
        }
        (Input::Speech(words), _) if listen.speech && !words.trim().is_empty() => {
            Some(timing::utterance(words))
        }
        _ => None,
    }
}
