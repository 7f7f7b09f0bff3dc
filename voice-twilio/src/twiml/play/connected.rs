//! Waits that are not `Gather`: recording, dialling, queues, conferences, texts and agents.

use super::act::{Act, DialOutcome, QueueOutcome, SmsOutcome, Wait};
use super::player::Player;
use super::trace::{Happening, Outcome};
use crate::twiml::{
    ApplicationNoun, ClientNoun, Connect, Dial, DialNoun, Enqueue, Gather, Method, Record, SipNoun,
    Sms,
};

/// How long a busy or failed attempt takes.
const REFUSED_MS: u64 = 1_000;
/// How long somebody speaks where the script says only that it ended.
const TALK_MS: u64 = 60_000;

/// The verb that waits.
#[derive(Debug, Clone)]
pub(super) enum Pending {
    Gather(Box<Gather>),
    Record(Box<Record>),
    Dial(Box<Dial>),
    Enqueue(Box<Enqueue>),
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
            Pending::Enqueue(enqueue) => self.settle_queue(enqueue, &act),
            _ if act == Act::HangUp => self.end(Outcome::CallerHangup),
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

    pub(super) fn wait_for_recording(&mut self, record: Box<Record>) {
        let max_seconds = record.max_length.unwrap_or(3_600);
        self.wait(Wait::Record { max_seconds }, Pending::Record(record));
    }

    fn settle_recording(&mut self, record: &Record, act: &Act) {
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
            self.tell(action, record.method.as_ref(), params);
        } else {
            self.follow(action, record.method.as_ref(), params);
        }
    }

    pub(super) fn wait_for_dial(&mut self, dial: Box<Dial>) {
        for noun in &dial.nouns {
            match noun {
                DialNoun::Conference(conference) => {
                    let room = conference.room.trim().to_owned();
                    self.note(Happening::Conference { room: room.clone() });
                    return self.wait(Wait::Conference { room }, Pending::Dial(dial));
                }
                DialNoun::Queue(queue) => {
                    let queue = queue.name.trim().to_owned();
                    return self.wait(Wait::Dequeue { queue }, Pending::Dial(dial));
                }
                _ => {}
            }
        }
        let targets = self.targets(&dial);
        if targets.is_empty() {
            let wait = Wait::Dial { targets };
            return self.settle_dial(&dial, &wait, &Act::Dial(DialOutcome::Failed));
        }
        self.wait(Wait::Dial { targets }, Pending::Dial(dial));
    }

    /// Whom a `Dial` rings; each target that cannot be dialled is a warning.
    fn targets(&mut self, dial: &Dial) -> Vec<String> {
        let mut all = Vec::new();
        if !dial.target.trim().is_empty() {
            all.push(("Dial", number(&dial.target)));
        }
        for noun in &dial.nouns {
            all.push((noun.tag(), target(noun)));
        }
        let mut targets = Vec::new();
        for (tag, target) in all {
            match target {
                Some(target) => targets.push(target),
                None => self.warn(tag, "is not dialled: no number, address or identity"),
            }
        }
        targets
    }

    fn settle_dial(&mut self, dial: &Dial, wait: &Wait, act: &Act) {
        let ring_ms = u64::from(dial.timeout.unwrap_or(30)) * 1_000;
        let mut rings = 1;
        let result = match (wait, act) {
            (Wait::Conference { .. }, _) => {
                self.pass(TALK_MS);
                let params = vec![
                    ("DialCallStatus", "answered".to_owned()),
                    ("DialBridged", "true".to_owned()),
                ];
                return self.follow_or_go_on(dial.action.as_deref(), dial.method.as_ref(), params);
            }
            (_, Act::Dial(result)) => *result,
            _ => DialOutcome::Failed,
        };
        match wait {
            Wait::Dequeue { queue } => {
                let queue = queue.clone();
                self.note(Happening::Dequeue { queue, result });
            }
            Wait::Dial { targets } => {
                if dial.sequential == Some(true) {
                    rings = u64::try_from(targets.len()).unwrap_or(1);
                }
                let targets = targets.clone();
                self.note(Happening::Dial { targets, result });
            }
            _ => {}
        }
        let mut params = vec![("DialCallStatus", result.as_str().to_owned())];
        match result {
            DialOutcome::Completed { seconds } => {
                let seconds = seconds.min(dial.time_limit.unwrap_or(14_400));
                self.pass(u64::from(seconds) * 1_000);
                let sid = "CA00000000000000000000000000000002";
                params.push(("DialCallSid", sid.to_owned()));
                params.push(("DialCallDuration", seconds.to_string()));
                params.push(("DialBridged", "true".to_owned()));
                let recorded = dial.record.as_ref().map_or("", |record| record.as_str());
                if recorded.starts_with("record-") || recorded == "true" {
                    params.push(("RecordingUrl", RECORDING_URL.to_owned()));
                }
            }
            other => {
                let ms = if other == DialOutcome::NoAnswer {
                    ring_ms * rings
                } else {
                    REFUSED_MS
                };
                self.pass(ms);
                params.push(("DialBridged", "false".to_owned()));
            }
        }
        self.follow_or_go_on(dial.action.as_deref(), dial.method.as_ref(), params);
    }

    pub(super) fn wait_in_queue(&mut self, enqueue: Box<Enqueue>) {
        let queue = enqueue.queue.trim().to_owned();
        self.note(Happening::Enqueue { queue });
        self.queue_again(enqueue);
    }

    fn queue_again(&mut self, enqueue: Box<Enqueue>) {
        let wait = Wait::Queue {
            queue: enqueue.queue.trim().to_owned(),
            has_document: enqueue
                .wait_url
                .as_deref()
                .is_some_and(|url| !url.is_empty()),
        };
        self.wait(wait, Pending::Enqueue(enqueue));
    }

    fn settle_queue(&mut self, enqueue: Box<Enqueue>, act: &Act) {
        match act {
            Act::HangUp => self.end(Outcome::CallerHangup),
            Act::HearWaitDocument => {
                let url = enqueue.wait_url.clone().unwrap_or_default();
                let method = enqueue.wait_url_method.clone();
                self.remember_queue(enqueue);
                self.play_above(&url, method.as_ref());
            }
            Act::Queue(result) => self.dequeued(&enqueue, *result),
            _ => self.dequeued(&enqueue, QueueOutcome::Bridged),
        }
    }

    /// The wait document has ended.
    pub(super) fn wait_on_in_queue(&mut self) {
        if let Some(enqueue) = self.recall_queue() {
            self.queue_again(enqueue);
        }
    }

    /// The wait document said `Leave`.
    pub(super) fn leave_queue_as(&mut self, result: QueueOutcome) {
        if let Some(enqueue) = self.recall_queue() {
            self.dequeued(&enqueue, result);
        }
    }

    fn dequeued(&mut self, enqueue: &Enqueue, result: QueueOutcome) {
        if result == QueueOutcome::Bridged {
            self.pass(TALK_MS);
        }
        self.note(Happening::Dequeued { result });
        let mut params = vec![("QueueResult", result.as_str().to_owned())];
        if !matches!(result, QueueOutcome::QueueFull | QueueOutcome::Error) {
            params.push(("QueueSid", "QU00000000000000000000000000000001".to_owned()));
            params.push(("QueueTime", "0".to_owned()));
        }
        self.follow_or_go_on(enqueue.action.as_deref(), enqueue.method.as_ref(), params);
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

const RECORDING_URL: &str = "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Recordings/RE00000000000000000000000000000001";

/// Whom a noun rings, if anybody.
fn target(noun: &DialNoun) -> Option<String> {
    let named = |prefix: &str, name: &str| {
        let name = name.trim();
        (!name.is_empty()).then(|| format!("{prefix}{name}"))
    };
    match noun {
        DialNoun::Number(noun) => number(&noun.number),
        DialNoun::WhatsApp(noun) => number(&noun.number).map(|number| format!("whatsapp:{number}")),
        DialNoun::Client(noun) => {
            let inner = noun.nouns.iter().find_map(|inner| match inner {
                ClientNoun::Identity(identity) => Some(identity.identity.as_str()),
                _ => None,
            });
            named("client:", inner.unwrap_or(&noun.identity))
        }
        DialNoun::Sip(noun) => {
            let inner = noun.nouns.iter().find_map(|inner| match inner {
                SipNoun::Uri(uri) => Some(uri.uri.as_str()),
                _ => None,
            });
            let uri = inner.unwrap_or(&noun.uri).trim();
            let (scheme, rest) = uri.split_once(':')?;
            let known = matches!(scheme, "sip" | "sips");
            (known && !rest.is_empty()).then(|| uri.to_owned())
        }
        DialNoun::Sim(noun) => named("sim:", &noun.sid),
        DialNoun::Application(noun) => {
            let inner = noun.nouns.iter().find_map(|inner| match inner {
                ApplicationNoun::ApplicationSid(sid) => Some(sid.sid.as_str()),
                _ => None,
            });
            named("app:", inner.unwrap_or(&noun.sid))
        }
        DialNoun::Conference(_) | DialNoun::Queue(_) | DialNoun::Unknown(_) => None,
    }
}

/// A number as it is dialled: punctuation is read past, anything else makes it none.
fn number(text: &str) -> Option<String> {
    let number: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.'))
        .collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let valid =
        (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then_some(number)
}
