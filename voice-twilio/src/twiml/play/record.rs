//! `Record`.

use super::act::{Act, Wait};
use super::connected::{Pending, RECORDING_URL};
use super::player::Player;
use super::trace::{Happening, Outcome};
use crate::twiml::Record;

impl Player {
    pub(super) fn wait_for_recording(&mut self, record: Box<Record>) {
        let max_seconds = record.max_length.unwrap_or(3_600);
        self.wait(Wait::Record { max_seconds }, Pending::Record(record));
    }

    pub(super) fn settle_recording(&mut self, record: &Record, act: &Act) {
        let (seconds, gone) = match act {
            Act::Record(seconds) => (*seconds, false),
            Act::RecordAndHangUp(seconds) => (*seconds, true),
            _ => (0, false),
        };
        let max = record.max_length.unwrap_or(3_600);
        let seconds = seconds.min(max);
        self.note(Happening::Record { seconds });
        self.pass(u64::from(seconds) * 1_000);
        if seconds < max && !gone {
            self.pass(u64::from(record.timeout.unwrap_or(5)) * 1_000);
        }
        if seconds == 0 {
            if gone {
                self.end(Outcome::CallerHangup);
            }
            return;
        }
        let params = vec![
            ("RecordingUrl", RECORDING_URL.to_owned()),
            (
                "RecordingSid",
                "RE00000000000000000000000000000001".to_owned(),
            ),
            ("RecordingDuration", seconds.to_string()),
            ("Digits", if gone { "hangup" } else { "" }.to_owned()),
        ];
        let action = record.action.as_deref().unwrap_or_default();
        if gone {
            let outcome = Outcome::CallerHangup;
            self.tell(action, record.method.as_ref(), params, outcome);
        } else {
            self.follow(action, record.method.as_ref(), params);
        }
    }
}
