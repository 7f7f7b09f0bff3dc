//! The verbs that wait, and the short ones of them: texts, agents, payments.

use super::act::{Act, SmsOutcome, Wait};
use super::player::Player;
use super::queue::Queued;
use super::trace::{Happening, Outcome};
use crate::twiml::{Connect, Dial, Gather, Method, Record, Sms};

/// How long somebody speaks where the script says only that it ended.
pub(super) const TALK_MS: u64 = 60_000;

/// The verb that waits.
#[derive(Debug, Clone)]
pub(super) enum Pending {
    Gather(Box<Gather>),
    Record(Box<Record>),
    Dial(Box<Dial>),
    Enqueue(Queued),
    Sms(Box<Sms>),
    Echo,
    /// An `action`, if any, and nothing else.
    Then {
        action: Option<String>,
        method: Option<Method>,
    },
}

impl Player {
    /// Carries out what happened at a wait.
    pub(super) fn settle(&mut self, pending: Pending, wait: &Wait, act: Act) {
        match pending {
            Pending::Gather(gather) => self.settle_gather(&gather, wait, act),
            Pending::Enqueue(queued) => self.settle_queue(queued, &act),
            _ if act == Act::HangUp => self.hang_up(Outcome::CallerHangup),
            Pending::Record(record) => self.settle_recording(&record, &act),
            Pending::Dial(dial) => self.settle_dial(&dial, wait, &act),
            Pending::Sms(sms) => self.settle_sms(&sms, &act),
            Pending::Echo => {
                self.pass(TALK_MS);
                self.end(Outcome::CallerHangup);
            }
            Pending::Then { action, method } => {
                self.pass(TALK_MS);
                self.follow_or_go_on(action.as_deref(), method.as_ref(), Vec::new());
            }
        }
    }

    pub(super) fn wait_for_sms(&mut self, sms: Box<Sms>) {
        self.wait(Wait::Sms, Pending::Sms(sms));
    }

    fn settle_sms(&mut self, sms: &Sms, act: &Act) {
        let result = match act {
            Act::Sms(result) => *result,
            _ => SmsOutcome::Sent,
        };
        let to = sms.to.clone().unwrap_or_else(|| self.call.from.clone());
        let body = sms.body.clone();
        self.note(Happening::Sms { to, body, result });
        let params = vec![
            ("SmsSid", "SM00000000000000000000000000000001".to_owned()),
            ("SmsStatus", result.as_str().to_owned()),
        ];
        self.follow_or_go_on(sms.action.as_deref(), sms.method.as_ref(), params);
    }

    pub(super) fn wait_for_connection(&mut self, connect: Connect) {
        let Some(noun) = connect.nouns.first() else {
            return self.warn("Connect", "is empty");
        };
        let with = noun.tag().to_owned();
        let (action, method) = (connect.action, connect.method);
        self.wait_while_connected(&with, Pending::Then { action, method });
    }

    pub(super) fn wait_while_connected(&mut self, with: &str, pending: Pending) {
        let with = with.to_owned();
        self.note(Happening::Connect { with: with.clone() });
        self.wait(Wait::Connected { with }, pending);
    }
}

/// What an `action` is told of a recording.
pub(super) fn recorded(seconds: u32) -> Vec<(&'static str, String)> {
    const URL: &str =
        "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Recordings/";
    const SID: &str = "RE00000000000000000000000000000001";
    vec![
        ("RecordingUrl", format!("{URL}{SID}")),
        ("RecordingSid", SID.to_owned()),
        ("RecordingDuration", seconds.to_string()),
    ]
}
