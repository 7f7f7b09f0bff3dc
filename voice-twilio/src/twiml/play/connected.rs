//! The verbs that wait, and the short ones of them: texts, agents, payments.

use super::act::Act;
use super::player::Player;
use super::queue::Queued;
use super::result::{ReferOutcome, SessionOutcome, SmsOutcome};
use super::trace::{Happening, Outcome};
use super::wait::{SESSION, Wait};
use crate::twiml::{Connect, ConnectNoun, Dial, Gather, Method, Record, Refer, ReferNoun, Sms};

/// How long somebody speaks where the script says only that it ended.
pub(super) const TALK_MS: u64 = 60_000;
/// How long a SIP side takes to answer.
const REFER_MS: u64 = 1_000;

/// The verb that waits.
#[derive(Clone)]
pub(super) enum Pending {
    Gather(Box<Gather>),
    Record(Box<Record>),
    Dial(Box<Dial>),
    Enqueue(Queued),
    Sms(Box<Sms>),
    Refer(Refer),
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
            Pending::Refer(refer) => self.settle_refer(&refer, wait, &act),
            Pending::Echo => {
                self.pass(TALK_MS);
                self.end(Outcome::CallerHangup);
            }
            Pending::Then { action, method } => {
                self.pass(TALK_MS);
                let params = match wait {
                    Wait::Connected { with } if with == SESSION => session(&act),
                    _ => Vec::new(),
                };
                self.follow_or_go_on(action.as_deref(), method.as_ref(), params);
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

    pub(super) fn wait_for_referral(&mut self, refer: Refer) {
        let addresses = refer.targets.iter().filter_map(|target| match target {
            ReferNoun::ReferSip(sip) => Some(sip.uri.trim()),
            ReferNoun::Unknown(_) => None,
        });
        match addresses.map(str::to_owned).find(|to| !to.is_empty()) {
            Some(to) => self.wait(Wait::Refer { to }, Pending::Refer(refer)),
            None => self.warn("Refer", "has no address"),
        }
    }

    fn settle_refer(&mut self, refer: &Refer, wait: &Wait, act: &Act) {
        let (Wait::Refer { to }, Act::Refer(result)) = (wait, act) else {
            return;
        };
        let (to, result) = (to.clone(), *result);
        self.note(Happening::Refer { to, result });
        self.pass(REFER_MS);
        let mut params = vec![("ReferCallStatus", result.as_str().to_owned())];
        match result {
            ReferOutcome::Accepted => params.extend([
                ("ReferSipResponseCode", "202".to_owned()),
                ("NotifySipResponseCode", "200".to_owned()),
            ]),
            ReferOutcome::Refused { code } => {
                params.push(("ReferSipResponseCode", code.to_string()));
            }
        }
        self.follow_or_go_on(refer.action.as_deref(), refer.method.as_ref(), params);
    }

    pub(super) fn wait_for_connection(&mut self, connect: Connect) {
        let mut nouns = connect.nouns.iter();
        let Some(noun) = nouns.find(|noun| !matches!(noun, ConnectNoun::Unknown(_))) else {
            return self.warn("Connect", "has nothing to connect with");
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

/// What an `action` is told of a session.
fn session(act: &Act) -> Vec<(&'static str, String)> {
    let (status, more) = match act {
        Act::Session(SessionOutcome::HandOff(data)) => {
            ("ended", vec![("HandoffData", data.clone())])
        }
        Act::Session(SessionOutcome::Failed { code, message }) => (
            "failed",
            vec![
                ("ErrorCode", code.to_string()),
                ("ErrorMessage", message.clone()),
            ],
        ),
        _ => ("ended", Vec::new()),
    };
    let mut params = vec![
        ("SessionId", "VX00000000000000000000000000000001".to_owned()),
        ("SessionStatus", status.to_owned()),
        ("SessionDuration", (TALK_MS / 1_000).to_string()),
    ];
    params.extend(more);
    params
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
