//! What each type of node does.

use std::cmp::Ordering;
use std::mem::discriminant;
use std::sync::Arc;

use super::ask::{Accept, Ask, KeyRules, Listen};
use super::audio::{Sound, Source};
use super::lower::Lowering;
use super::results::ResultWays;
use super::table::{Asked, Dialling, Jump, Op, Record, Transferring, Way};
use crate::graph::{BodyIx, Exit, Vertex};
use crate::ident::Ident;
use crate::node::{Gather, GatherInput, Keypad, Kind, Menu, Recording};
use crate::template::Template;

/// The ways out of the node that is being lowered.
pub(super) struct Ways<'f>(pub(super) Vec<(&'f Exit, Jump)>);

impl Ways<'_> {
    /// Where an exit leads that is neither a key nor a label.
    pub(super) fn own(&self, exit: &Exit) -> Way {
        let mut ways = self.0.iter();
        let found = ways.find(|(own, _)| discriminant(*own) == discriminant(exit));
        found.map(|(_, jump)| *jump)
    }

    /// As [`own`](Self::own), for one of any number of labels.
    fn label(&self, label: &str) -> Way {
        // Labels come last in the order of exits.
        let found = self.0.binary_search_by(|(own, _)| match own {
            Exit::Label(own) => own.as_str().cmp(label),
            _ => Ordering::Less,
        });
        let (_, jump) = self.0.get(found.ok()?)?;
        Some(*jump)
    }

    /// With `default` standing in.
    pub(super) fn or_default(&self, exit: &Exit) -> Way {
        self.own(exit).or_else(|| self.own(&Exit::Default))
    }

    fn labels(&self) -> Vec<(Ident, Way)> {
        let labels = self.0.iter().filter_map(|(exit, jump)| match exit {
            Exit::Label(label) => Some((label.clone(), Some(*jump))),
            _ => None,
        });
        labels.collect()
    }

    fn results(&self) -> ResultWays {
        ResultWays {
            completed: self.or_default(&Exit::Completed),
            busy: self.or_default(&Exit::Busy),
            no_answer: self.or_default(&Exit::NoAnswer),
            failed: self.or_default(&Exit::Failed),
        }
    }
}

impl Lowering<'_> {
    /// What a node does, with where each outcome leads.
    pub(super) fn op(&self, body: BodyIx, vertex: &Vertex, ways: &Ways<'_>) -> Op {
        let next = ways.own(&Exit::Next);
        let house = &self.house;
        match &vertex.kind {
            Kind::Start => Op::Start { next },
            Kind::Say(say) => Op::Sound {
                sound: house.message(&say.message, &say.speech),
                repeat: say.repeat,
                next,
            },
            Kind::Play {
                url,
                repeat,
                seconds,
            } => Op::Sound {
                sound: Sound {
                    source: Source::Audio(url.clone()),
                    seconds: *seconds,
                },
                repeat: *repeat,
                next,
            },
            Kind::Pause { seconds } => Op::Pause {
                seconds: *seconds,
                next,
            },
            Kind::Menu(menu) => Op::Ask(Box::new(self.menu(menu, ways))),
            Kind::Gather(gather) => Op::Ask(Box::new(self.gather(gather, ways))),
            Kind::Record(recording) => self.record(recording, None, ways),
            Kind::Voicemail { recording, notify } => self.record(recording, notify.clone(), ways),
            Kind::Dial(_)
            | Kind::Forward(_)
            | Kind::Transfer(_)
            | Kind::Queue(_)
            | Kind::Conference(_) => connect(&vertex.kind, ways),
            Kind::Set { variable, value } => Op::Set {
                variable: variable.clone(),
                value: value.clone(),
                next,
            },
            Kind::Branch(conditions) => Op::Branch {
                cases: conditions
                    .iter()
                    .map(|case| (case.clone(), ways.label(&case.label)))
                    .collect(),
                otherwise: ways.own(&Exit::Else),
            },
            Kind::Hours(hours) => Op::Hours {
                hours: Arc::clone(hours),
                open: ways.own(&Exit::Open),
                closed: ways.own(&Exit::Closed),
            },
            Kind::Request(request) => Op::Request {
                request: Arc::clone(request),
                ok: ways.own(&Exit::Ok),
                failed: ways.own(&Exit::Failed),
            },
            Kind::Sms(sms) => Op::Sms {
                to: sms.to.clone(),
                body: sms.body.clone(),
                sent: next,
                // A text is a side matter: a caller is not dropped because it could not be sent.
                failed: ways.own(&Exit::Failed).or(next),
            },
            Kind::Agent(agent) => Op::Agent(Box::new(Asked {
                language: house.language(&agent.speech),
                voice: house.voice(&agent.speech),
                agent: Arc::clone(agent),
                outcomes: ways.labels(),
                default: ways.own(&Exit::Default),
            })),
            Kind::Subflow { flow } => self.subflow(flow, ways),
            Kind::Hangup(hangup) => match &hangup.label {
                Some(label) if body != 0 => Op::Return {
                    label: label.clone(),
                },
                _ => Op::Hangup {
                    message: hangup
                        .message
                        .as_ref()
                        .map(|message| house.message(message, &hangup.speech)),
                },
            },
            Kind::Reject { reason } => Op::Reject { reason: *reason },
        }
    }

    fn subflow(&self, flow: &str, ways: &Ways<'_>) -> Op {
        let entry = self.subflows.get(flow).and_then(|callee| {
            let start = self.graph.bodies.get(*callee)?.start;
            self.reached.first(*callee, start)
        });
        Op::Subflow {
            entry: entry.unwrap_or_default(),
            returns: ways.labels(),
            default: ways.own(&Exit::Default),
        }
    }

    fn menu(&self, menu: &Menu, ways: &Ways<'_>) -> Ask {
        let keys = ways.0.iter().filter_map(|(exit, jump)| match exit {
            Exit::Key(keys) => Some((keys.clone(), *jump)),
            _ => None,
        });
        let finish_key = menu.keypad.finish_key.filter(|_| menu.digits > 1);
        Ask {
            prompt: self.house.prompt(&menu.prompt, &menu.speech),
            listen: listen(
                &menu.keypad,
                Some(key_rules(&menu.keypad, Some(menu.digits), finish_key)),
            ),
            accept: Accept::Keys(keys.collect()),
        }
    }

    fn gather(&self, gather: &Gather, ways: &Ways<'_>) -> Ask {
        let keypad = &gather.keypad;
        let keys = (gather.input != GatherInput::Speech)
            .then(|| key_rules(keypad, gather.max_digits, keypad.finish_key));
        Ask {
            prompt: self.house.prompt(&gather.prompt, &gather.speech),
            listen: Listen {
                speech: gather.input != GatherInput::Digits,
                hints: gather.hints.clone(),
                language: self.house.language(&gather.speech),
                ..listen(keypad, keys)
            },
            accept: Accept::Entry {
                variable: gather.variable.clone(),
                min: gather.min_digits,
                pattern: gather.pattern.clone(),
                way: ways.own(&Exit::Ok),
            },
        }
    }

    fn record(&self, recording: &Recording, notify: Option<Template>, ways: &Ways<'_>) -> Op {
        let recorded = ways.own(&Exit::Next);
        let prompt = recording.prompt.as_ref();
        Op::Record(Box::new(Record {
            prompt: prompt.map(|prompt| self.house.prompt(prompt, &recording.speech)),
            recording: recording.clone(),
            notify,
            recorded,
            silence: ways.own(&Exit::Silence).or(recorded),
        }))
    }
}

/// The nodes that connect the caller with somebody else.
fn connect(kind: &Kind, ways: &Ways<'_>) -> Op {
    match kind {
        Kind::Dial(dial) => Op::Dial(Box::new(Dialling {
            dial: Arc::clone(dial),
            ways: Some(ways.results()),
        })),
        Kind::Forward(dial) => Op::Dial(Box::new(Dialling {
            dial: Arc::clone(dial),
            ways: None,
        })),
        Kind::Transfer(transfer) => Op::Transfer(Box::new(Transferring {
            transfer: Arc::clone(transfer),
            ways: ways.results(),
        })),
        Kind::Queue(queue) => Op::Queue {
            queue: queue.queue.clone(),
            music: queue.music.clone(),
        },
        Kind::Conference(conference) => Op::Conference {
            conference: Box::new(conference.clone()),
            next: ways.own(&Exit::Next),
        },
        _ => Op::Start { next: None },
    }
}

fn key_rules(keypad: &Keypad, most: Option<u32>, finish_key: Option<char>) -> KeyRules {
    KeyRules {
        most,
        finish_key,
        inter_digit_timeout: keypad.inter_digit_timeout.unwrap_or(keypad.timeout),
    }
}

fn listen(keypad: &Keypad, keys: Option<KeyRules>) -> Listen {
    Listen {
        keys,
        speech: false,
        hints: Vec::new(),
        language: None,
        timeout: keypad.timeout,
        barge_in: keypad.barge_in,
    }
}
