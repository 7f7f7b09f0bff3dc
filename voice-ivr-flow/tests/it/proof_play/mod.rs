//! The same call twice: simulated, and as Twilio plays the documents that are answered to its webhooks.

mod files;
mod live;
mod look;

use std::collections::{BTreeMap, VecDeque};

use voice_core::{Party, Timestamp};
use voice_ivr_flow::Program;
use voice_ivr_flow::simulate::{EventKind, Item, Run};
use voice_ivr_flow::step::{Action, DialResult, Input, Session, Wait as FlowWait};
use voice_twilio::twiml::Response;
use voice_twilio::twiml::play::{
    Act, Call, DialOutcome, Happening, Outcome, Player, QueueOutcome, Request, SmsOutcome, Step,
    Wait,
};

use super::proof_flows::RECORDING;
use super::proof_manner::{Manner, Part, parts};
pub(crate) use files::hosted;
pub(crate) use live::{answered, played};

/// What a call was like, whoever ran it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Story {
    /// The nodes, in order.
    pub(crate) entered: Vec<String>,
    /// What was heard and done on the line, in order.
    pub(crate) beats: Vec<Beat>,
    pub(crate) outcome: String,
    pub(crate) variables: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beat {
    Say(String),
    Play(String),
    Pause(u32),
    /// Keys or words.
    Entry(String),
    Silence,
    Record(u32),
    Dial(Vec<String>, DialResult),
    Queue(String),
    Conference(String),
    Request(String, bool),
    Sms(String, String, bool),
    Agent,
}

/// The number of the caller.
const CALLER: &str = "+15550100004";

pub(crate) fn now() -> Timestamp {
    "2026-03-02T10:00:00Z".parse().unwrap()
}

/// The story of a simulated call.
pub(crate) fn simulated(run: &Run) -> Story {
    let mut story = Story {
        outcome: run.outcome.to_string(),
        variables: run.variables.clone(),
        ..Story::default()
    };
    let dialled = |to: &[String]| to.iter().all(|to| Party::parse(to).is_ok());
    for event in &run.events {
        story.beats.push(match &event.kind {
            EventKind::Enter => {
                story.entered.push(event.node.to_string());
                continue;
            }
            EventKind::Say { text } => Beat::Say(text.clone()),
            EventKind::Play { url } => Beat::Play(url.clone()),
            EventKind::Pause { seconds } => Beat::Pause(*seconds),
            EventKind::Input { input } | EventKind::Invalid { input, .. } => {
                Beat::Entry(input.clone())
            }
            EventKind::Timeout { .. } => Beat::Silence,
            EventKind::Record { seconds } => Beat::Record(*seconds),
            // Nobody was rung: Twilio is not told of it.
            EventKind::Dial { to, .. } if to.is_empty() => continue,
            EventKind::Dial { to, result } => Beat::Dial(to.clone(), *result),
            EventKind::Transfer { to, .. } if !dialled(std::slice::from_ref(to)) => continue,
            EventKind::Transfer { to, result } => Beat::Dial(vec![to.clone()], *result),
            EventKind::Queue { queue } => Beat::Queue(queue.clone()),
            EventKind::Conference { room } => Beat::Conference(room.clone()),
            EventKind::Request { url, ok, .. } => Beat::Request(url.clone(), *ok),
            EventKind::Sms { to, body, ok } if to == "caller" => {
                Beat::Sms(CALLER.to_owned(), body.clone(), *ok)
            }
            EventKind::Sms { to, .. } if !dialled(std::slice::from_ref(to)) => continue,
            EventKind::Sms { to, body, ok } => Beat::Sms(to.clone(), body.clone(), *ok),
            EventKind::Agent { .. } => Beat::Agent,
            _ => continue,
        });
    }
    // The carrier says where a recording is.
    story.variables.remove(RECORDING);
    story
}

/// A server that answers the webhooks of one call.
trait Host {
    fn program(&self) -> &Program;

    /// The document that answers a webhook.
    fn document(&mut self, request: &Request, line: &mut Line) -> String;

    /// The call as it is.
    fn session(&self) -> &Session;

    /// What the agent reports.
    fn hand_over(&mut self, handoff: String);

    /// The call is over on the line: which nodes were entered, and how it is now.
    fn over(self) -> (Vec<String>, Session);
}

/// The caller's side of a call.
struct Line {
    items: VecDeque<Item>,
    beats: Vec<Beat>,
    manners: Vec<Manner>,
    /// What is still to come of the document.
    parts: VecDeque<Part>,
}

/// Plays the documents of a host.
///
/// `mangle` may change a document before it is played.
fn play<H: Host>(
    mut host: H,
    items: &[Item],
    mangle: impl Fn(String) -> String,
) -> (Story, Vec<Manner>) {
    let mut line = Line {
        items: items.iter().cloned().collect(),
        beats: Vec::new(),
        manners: Vec::new(),
        parts: VecDeque::new(),
    };
    let call = Call::new("https://voice.example/voice").from(CALLER);
    let mut player = Player::new(call.max_requests(20_000));
    let mut seen = 0;
    loop {
        match player.step() {
            Step::Request(request) => {
                let request = request.clone();
                line.hear(&player, &mut seen);
                let xml = mangle(host.document(&request, &mut line));
                let parsed = Response::parse(&xml).unwrap();
                assert_eq!(parsed.findings, [], "{xml}");
                parsed.response.check().unwrap();
                line.parts = parts(&parsed.response).into();
                player.respond(parsed.response);
            }
            Step::Wait(wait) => {
                let wait = wait.clone();
                line.hear(&player, &mut seen);
                let act = line.act(&wait, &mut host);
                let gone = act == Act::HangUp;
                player.act(act);
                line.hear(&player, &mut seen);
                line.waited(&wait, gone, &host);
            }
            Step::Ended(Outcome::Rejected(reason)) => {
                let reason = reason.as_str().to_owned();
                line.manners.push(Manner::Reject(reason));
                break;
            }
            _ => break,
        }
    }
    line.hear(&player, &mut seen);
    let program = host.program().clone();
    let (entered, session) = host.over();
    let values = session.values(&program);
    let variables = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut variables: BTreeMap<String, String> = variables.collect();
    variables.remove(RECORDING);
    let story = Story {
        entered,
        beats: line.beats,
        outcome: session.outcome().unwrap().to_string(),
        variables,
    };
    (story, line.manners)
}

impl Line {
    /// Does what the server has to do, with the next item of the script; gives the input that comes of it to `step`.
    fn serve<T>(&mut self, pending: &FlowWait<'_>, step: impl FnOnce(Input<'_>) -> T) -> T {
        let takes = |item: &Item| match pending {
            FlowWait::Request { .. } => matches!(item, Item::Request { .. } | Item::Hangup),
            _ => matches!(item, Item::Sms(_) | Item::Hangup),
        };
        let item = self.items.pop_front_if(|item| takes(item));
        if item == Some(Item::Hangup) {
            return step(Input::Hangup);
        }
        match pending {
            FlowWait::Request {
                url,
                headers,
                body,
                request,
            } => {
                let headers = headers.iter();
                self.manners.push(Manner::Request {
                    method: request.method.clone(),
                    headers: headers
                        .map(|(name, value)| ((*name).to_owned(), value.to_string()))
                        .collect(),
                    body: body.as_ref().map(ToString::to_string),
                    timeout: request.timeout.into(),
                });
                let (ok, answer) = match item {
                    Some(Item::Request { ok, answer }) => (ok, answer),
                    _ => (true, String::new()),
                };
                self.beats.push(Beat::Request(url.to_string(), ok));
                let body = ok.then_some(answer.as_str());
                step(Input::Answered { body })
            }
            FlowWait::Sms { to, body } => {
                let ok = !matches!(item, Some(Item::Sms(false)));
                let to = to.as_deref().unwrap_or(CALLER).to_owned();
                self.beats.push(Beat::Sms(to, body.to_string(), ok));
                step(Input::Sent(ok))
            }
            other => panic!("no work of the server: {}", other.name()),
        }
    }

    /// What the caller does at a wait: §6.2.
    fn act(&mut self, wait: &Wait, host: &mut impl Host) -> Act {
        let Some(item) = self.items.front().cloned() else {
            return wait.default_act();
        };
        let act = match (wait, &item) {
            // The flow is over: nobody waits here for the caller.
            (Wait::Queue { .. }, _) => None,
            (_, Item::Hangup) => Some(Act::HangUp),
            (Wait::Input { .. }, Item::Keys(keys)) => Some(Act::keys(keys.clone())),
            (Wait::Input { .. }, Item::Say(words)) => Some(Act::speech(words.clone())),
            (Wait::Input { .. }, Item::Silence) => Some(Act::Silence),
            (Wait::Record { .. }, Item::Record(seconds)) => Some(Act::Record(*seconds)),
            (Wait::Sms, Item::Sms(true)) => Some(Act::Sms(SmsOutcome::Sent)),
            (Wait::Sms, Item::Sms(false)) => Some(Act::Sms(SmsOutcome::Failed)),
            (Wait::Dial { .. }, Item::Dial(result)) => Some(Act::Dial(match result {
                DialResult::Completed => DialOutcome::Completed { seconds: 30 },
                DialResult::Busy => DialOutcome::Busy,
                DialResult::NoAnswer => DialOutcome::NoAnswer,
                _ => DialOutcome::Failed,
            })),
            (Wait::Connected { .. }, Item::Agent { outcome, extracted }) => {
                let variables = if extracted.is_empty() {
                    "{}"
                } else {
                    extracted
                };
                host.hand_over(format!(
                    "{{\"outcome\": {outcome:?}, \"variables\": {variables}}}"
                ));
                Some(Act::Leave)
            }
            _ => None,
        };
        match act {
            Some(act) => {
                self.items.pop_front();
                act
            }
            None => match wait {
                Wait::Queue { .. } => Act::Queue(QueueOutcome::Bridged),
                wait => wait.default_act(),
            },
        }
    }

    /// Takes what the player has done since the last time.
    fn hear(&mut self, player: &Player, seen: &mut usize) {
        for event in &player.events()[*seen..] {
            let beat = match &event.what {
                Happening::Say { text } => {
                    self.heard();
                    Beat::Say(text.clone())
                }
                Happening::Play { url } => {
                    self.heard();
                    Beat::Play(url.clone())
                }
                Happening::Pause { seconds } => Beat::Pause(*seconds),
                Happening::Digits { digits, .. } => Beat::Entry(digits.clone()),
                Happening::Speech { text } => Beat::Entry(text.clone()),
                Happening::NoInput => Beat::Silence,
                Happening::Record { seconds } => Beat::Record(*seconds),
                Happening::Dial { targets, result } => Beat::Dial(
                    targets.clone(),
                    match result {
                        DialOutcome::Completed { .. } => DialResult::Completed,
                        DialOutcome::Busy => DialResult::Busy,
                        DialOutcome::NoAnswer => DialResult::NoAnswer,
                        _ => DialResult::Failed,
                    },
                ),
                Happening::Enqueue { queue } => {
                    self.heard();
                    Beat::Queue(queue.clone())
                }
                Happening::Conference { room } => Beat::Conference(room.clone()),
                Happening::Sms { to, body, result } => {
                    Beat::Sms(to.clone(), body.clone(), *result == SmsOutcome::Sent)
                }
                Happening::Connect { .. } => Beat::Agent,
                _ => continue,
            };
            self.beats.push(beat);
        }
        *seen = player.events().len();
    }

    /// The next part of the document was heard.
    fn heard(&mut self) {
        match self.parts.pop_front() {
            Some(Part::Heard(manner) | Part::Queue(manner)) => self.manners.push(manner),
            other => panic!("something else is to be heard: {other:?}"),
        }
    }

    /// A wait of the document is over.
    fn waited(&mut self, wait: &Wait, gone: bool, host: &impl Host) {
        if matches!(wait, Wait::Queue { .. }) {
            return;
        }
        let Some(Part::Wait(manner, pause)) = self.parts.pop_front() else {
            panic!("the document does not wait for {wait:?}");
        };
        // Silence that belongs to a prompt is no pause of the flow.
        if pause > 0 {
            let silence = |beat: &Beat| matches!(beat, Beat::Pause(_));
            let at = self.beats.iter().rposition(silence).unwrap();
            self.beats.remove(at);
        }
        match wait {
            Wait::Input { .. } => self.manners.extend(manner),
            // A caller who hangs up takes no part in what the node waits for.
            Wait::Conference { .. } | Wait::Connected { .. } if gone => {
                self.beats.pop();
            }
            _ if gone => {}
            Wait::Connected { .. } => {
                let Some(FlowWait::Agent { prompt: told, .. }) =
                    host.program().pending(host.session())
                else {
                    panic!("no agent is wanted");
                };
                self.manners.extend(manner.map(|manner| match manner {
                    Manner::Agent {
                        language, voice, ..
                    } => Manner::Agent {
                        prompt: told.to_string(),
                        language,
                        voice,
                    },
                    other => other,
                }));
            }
            _ => self.manners.extend(manner),
        }
    }
}

/// The ids of entered nodes.
fn entered(action: &Action<'_>) -> Option<String> {
    match action {
        Action::Enter { node, .. } => Some(node.to_string()),
        _ => None,
    }
}

/// The state that a webhook is about.
fn state(request: &Request) -> String {
    let path = request.path().trim_start_matches('/');
    percent_decoded(path.strip_prefix("ivr/").unwrap_or(path))
}

pub(crate) fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = String::from_utf8(digits).unwrap();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
