//! `Record`.

use super::act::Act;
use super::connected::{Pending, recorded};
use super::player::Player;
use super::trace::{Happening, Outcome};
use super::wait::Wait;
use crate::twiml::Record;

/// What ends a recording unless `maxLength` does before.
enum End {
    Silence,
    Key(char),
    HangUp,
}

impl Player {
    pub(super) fn wait_for_recording(&mut self, record: Box<Record>) {
        let max_seconds = max_seconds(&record);
        self.wait(Wait::Record { max_seconds }, Pending::Record(record));
    }

    pub(super) fn settle_recording(&mut self, record: &Record, act: &Act) {
        let (spoken, mut end) = match act {
            Act::RecordAndHangUp(seconds) => (*seconds, End::HangUp),
            Act::RecordUntilKey { seconds, key } if ends(record, *key) => {
                (*seconds, End::Key(*key))
            }
            // Any other key is only heard.
            Act::Record(seconds) | Act::RecordUntilKey { seconds, .. } => (*seconds, End::Silence),
            _ => (0, End::Silence),
        };
        let max = max_seconds(record);
        let mut seconds = spoken.min(max);
        let silence = match (&end, record.timeout) {
            (End::Key(_) | End::HangUp, _) => 0,
            (End::Silence, Some(0)) => u32::MAX,
            (End::Silence, timeout) => timeout.unwrap_or(5),
        };
        let mut ms = (u64::from(seconds) + u64::from(silence.min(max - seconds))) * 1_000;
        if let Some(left) = self.hang_up_within(ms) {
            // The action is asked all the same.
            self.forget_hang_up();
            seconds = seconds.min(u32::try_from(left / 1_000).unwrap_or(u32::MAX));
            (end, ms) = (End::HangUp, left);
        }
        let cut = spoken > max;
        self.note(Happening::Record { seconds });
        self.pass(ms);
        let digits = match end {
            End::HangUp => "hangup".to_owned(),
            End::Key(key) if !cut => key.to_string(),
            End::Key(_) | End::Silence => String::new(),
        };
        let gone = matches!(end, End::HangUp);
        if seconds == 0 {
            // Nothing was recorded: no action.
            if gone {
                self.end(Outcome::CallerHangup);
            }
            return;
        }
        let mut params = recorded(seconds);
        params.push(("Digits", digits));
        let action = record.action.as_deref().unwrap_or_default();
        if gone {
            let outcome = Outcome::CallerHangup;
            self.tell(action, record.method.as_ref(), params, outcome);
        } else {
            self.follow(action, record.method.as_ref(), params);
        }
    }
}

fn max_seconds(record: &Record) -> u32 {
    record.max_length.unwrap_or(3_600)
}

/// Whether a key ends the recording; by default each does.
fn ends(record: &Record, key: char) -> bool {
    let keys = record.finish_on_key.as_deref();
    keys.unwrap_or("1234567890*#").contains(key)
}
