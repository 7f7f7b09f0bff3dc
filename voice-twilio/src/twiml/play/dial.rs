//! `Dial`: numbers, conferences and callers who wait in a queue.

use super::act::Act;
use super::connected::{Pending, TALK_MS, recorded};
use super::player::Player;
use super::result::{DequeueOutcome, DialOutcome};
use super::trace::Happening;
use super::wait::Wait;
use crate::twiml::{ApplicationNoun, ClientNoun, Dial, DialNoun, SipNoun};

/// The leg that was dialled, or came out of a queue.
const OTHER_LEG: &str = "CA00000000000000000000000000000002";
/// How long a busy or failed attempt takes.
const REFUSED_MS: u64 = 1_000;

impl Player {
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
        let known = |noun: &&DialNoun| !matches!(noun, DialNoun::Unknown(_));
        for noun in dial.nouns.iter().filter(known) {
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

    pub(super) fn settle_dial(&mut self, dial: &Dial, wait: &Wait, act: &Act) {
        let params = match (wait, act) {
            (Wait::Conference { .. }, _) => {
                self.pass(TALK_MS);
                vec![
                    ("DialCallStatus", "answered".to_owned()),
                    ("DialBridged", "true".to_owned()),
                ]
            }
            (Wait::Dequeue { queue }, Act::Dequeue(result)) => self.dequeue(dial, queue, *result),
            (Wait::Dial { targets }, Act::Dial(result)) => self.dial(dial, targets, *result),
            // Another act fits neither.
            _ => return,
        };
        self.follow_or_go_on(dial.action.as_deref(), dial.method.as_ref(), params);
    }

    fn dial(
        &mut self,
        dial: &Dial,
        targets: &[String],
        result: DialOutcome,
    ) -> Vec<(&'static str, String)> {
        let rings = match dial.sequential {
            Some(true) => u64::try_from(targets.len()).unwrap_or(1),
            _ => 1,
        };
        let ringing = match result {
            DialOutcome::Completed { .. } => 0,
            DialOutcome::NoAnswer => ring_ms(dial).saturating_mul(rings),
            _ => REFUSED_MS,
        };
        // Nobody hears how it would have ended.
        let result = match self.hang_up_within(ringing) {
            Some(_) if ringing > 0 => DialOutcome::Canceled,
            _ => result,
        };
        let mut params = vec![("DialCallStatus", result.as_str().to_owned())];
        // Where nobody was rung there is no leg.
        if !targets.is_empty() {
            params.push(("DialCallSid", OTHER_LEG.to_owned()));
        }
        let targets = targets.to_vec();
        self.note(Happening::Dial { targets, result });
        self.pass(ringing);
        if let DialOutcome::Completed { seconds } = result {
            let seconds = self.talk(dial, seconds);
            params.extend(bridged(dial, seconds));
        } else {
            params.push(("DialBridged", "false".to_owned()));
        }
        params
    }

    fn dequeue(
        &mut self,
        dial: &Dial,
        queue: &str,
        result: DequeueOutcome,
    ) -> Vec<(&'static str, String)> {
        let queue = queue.to_owned();
        self.note(Happening::Dequeue { queue, result });
        let mut params = vec![("DequeueResult", result.as_str().to_owned())];
        let status = match result {
            DequeueOutcome::Bridged { seconds } => {
                let seconds = self.talk(dial, seconds);
                params.extend([
                    ("DialCallSid", OTHER_LEG.to_owned()),
                    ("DequeuedCallSid", OTHER_LEG.to_owned()),
                    ("DequeuedCallQueueTime", "0".to_owned()),
                    ("DequeuedCallDuration", seconds.to_string()),
                ]);
                params.extend(bridged(dial, seconds));
                "completed"
            }
            DequeueOutcome::QueueEmpty => {
                self.pass(ring_ms(dial));
                params.push(("DialBridged", "false".to_owned()));
                "no-answer"
            }
            DequeueOutcome::QueueNotFound | DequeueOutcome::Error => {
                self.pass(REFUSED_MS);
                params.push(("DialBridged", "false".to_owned()));
                "failed"
            }
        };
        params.insert(0, ("DialCallStatus", status.to_owned()));
        params
    }

    /// The two sides speak with one another; for how long.
    fn talk(&mut self, dial: &Dial, seconds: u32) -> u32 {
        let seconds = seconds.min(dial.time_limit.unwrap_or(14_400));
        self.pass(u64::from(seconds) * 1_000);
        seconds
    }
}

fn bridged(dial: &Dial, seconds: u32) -> Vec<(&'static str, String)> {
    let mut params = vec![
        ("DialCallDuration", seconds.to_string()),
        ("DialBridged", "true".to_owned()),
    ];
    let record = dial.record.as_ref().map_or("", |record| record.as_str());
    if record.starts_with("record-") || record == "true" {
        params.extend(recorded(seconds));
    }
    params
}

fn ring_ms(dial: &Dial) -> u64 {
    u64::from(dial.timeout.unwrap_or(30)) * 1_000
}

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
