//! The same call twice: simulated, and as Twilio plays the documents that are answered to its webhooks.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use voice_core::{Party, Timestamp};
use voice_ivr_flow::compile::Compiled;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, Notes, Reply, TwimlOptions, compile};
use voice_ivr_flow::simulate::{EventKind, Item, Run};
use voice_ivr_flow::step::{Action, DialResult, Input, Session, Wait as FlowWait};
use voice_twilio::twiml::play::{
    Act, Call, DialOutcome, Happening, Player, QueueOutcome, Request, SmsOutcome, Step, Wait,
};
use voice_twilio::twiml::{GatherVerb, Response, Verb};

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
    story.variables.remove("kept");
    story
}

/// Writes sessions into URLs as they are, and down which nodes were entered.
#[derive(Default)]
struct Notebook {
    entered: Vec<String>,
    /// What was made of the last answer, by the names that stand in a manifest.
    answer: Option<String>,
    followed: Followed,
}

/// What came after an answer.
#[derive(Default, Clone)]
enum Followed {
    /// No other node: the prompt again.
    #[default]
    Again,
    /// The first state of a node.
    State(String),
    /// The end of the call.
    End,
}

impl Followed {
    fn first(&mut self, what: Self) {
        if matches!(self, Self::Again) {
            *self = what;
        }
    }
}

impl Desk for Notebook {
    fn seal(&mut self, session: &Session, token: &mut String) {
        for byte in serde_json::to_vec(session).unwrap() {
            write!(token, "{byte:02x}").unwrap();
        }
    }

    fn notes(&self) -> Notes {
        Notes::Decisions
    }

    fn note(&mut self, action: &Action<'_>) {
        let answer = match action {
            Action::Enter { node, state } => {
                self.entered.push(node.to_string());
                self.followed.first(Followed::State((*state).to_owned()));
                return;
            }
            Action::End(_) => {
                self.followed.first(Followed::End);
                return;
            }
            Action::Input { input } => input,
            Action::Invalid { .. } => "invalid",
            Action::Timeout { .. } => "timeout",
            Action::Recorded { seconds: 0 } => "silence",
            Action::Recorded { .. } | Action::Conference { .. } => "next",
            Action::Texted { ok, .. } => ["failed", "next"][usize::from(*ok)],
            Action::Dialled { result, .. } | Action::Transferred { result, .. } => result.as_str(),
            Action::Agent { outcome } => outcome,
            _ => return,
        };
        // What is not answered by anybody comes later, when something has been entered.
        if matches!(self.followed, Followed::Again) {
            self.answer = Some(answer.to_owned());
        }
    }
}

fn unsealed(token: &str) -> Session {
    let byte = |at: usize| u8::from_str_radix(&token[at..at + 2], 16).unwrap();
    let bytes: Vec<u8> = (0..token.len()).step_by(2).map(byte).collect();
    serde_json::from_slice(&bytes).unwrap()
}

/// A server with one call.
struct Served<'l> {
    live: &'l LiveTwiml,
    files: Compiled,
    items: VecDeque<Item>,
    desk: Notebook,
    beats: Vec<Beat>,
    session: Option<Session>,
    /// What the agent reported.
    handoff: Option<String>,
}

/// The story of a call whose documents are played.
///
/// `mangle` may change a document before it is played.
pub(crate) fn played(
    live: &LiveTwiml,
    values: &[(&str, &str)],
    items: &[Item],
    mangle: impl Fn(String) -> String,
) -> Story {
    let mut served = Served {
        live,
        files: compile(live.program(), &TwimlOptions::new()),
        items: items.iter().cloned().collect(),
        desk: Notebook::default(),
        beats: Vec::new(),
        session: None,
        handoff: None,
    };
    let call = Call::new("https://voice.example/voice").from(CALLER);
    let mut player = Player::new(call.max_requests(20_000));
    let mut document = Response::new();
    let mut seen = 0;
    loop {
        match player.step() {
            Step::Request(request) => {
                let request = request.clone();
                served.hear(&player, &mut seen);
                let xml = mangle(served.answer(&request, values));
                let parsed = Response::parse(&xml).unwrap();
                assert_eq!(parsed.findings, [], "{xml}");
                parsed.response.check().unwrap();
                document = parsed.response;
                player.respond(document.clone());
            }
            Step::Wait(wait) => {
                let wait = wait.clone();
                served.hear(&player, &mut seen);
                let act = served.act(&wait);
                let gone = act == Act::HangUp;
                player.act(act);
                served.hear(&player, &mut seen);
                served.tidy(&wait, gone, &document);
            }
            _ => break,
        }
    }
    served.hear(&player, &mut seen);
    served.story()
}

impl Served<'_> {
    /// The answer to a webhook, as a server would give it.
    fn answer(&mut self, request: &Request, values: &[(&str, &str)]) -> String {
        let live = self.live;
        self.desk.answer = None;
        self.desk.followed = Followed::Again;
        let reply = match request.query("s") {
            None => live.begin(values.iter().copied(), now(), &mut self.desk),
            Some(token) => {
                let handoff = self.handoff.take();
                let parameter = |name: &str| match name {
                    "HandoffData" => handoff.as_deref(),
                    name => request.param(name),
                };
                live.answer(unsealed(&token), parameter, now(), &mut self.desk)
            }
        };
        let mut reply = reply.unwrap();
        self.check_manifest(request, &reply);
        while reply.server_acts && reply.silent {
            reply = self.act_for(reply.session);
        }
        let Reply {
            session, document, ..
        } = reply;
        self.session = Some(session);
        document
    }

    /// The state that follows an answer is the one that the manifest names for it.
    fn check_manifest(&self, request: &Request, reply: &Reply) {
        let Some(answer) = self.desk.answer.as_deref() else {
            return;
        };
        let state = request.path().trim_start_matches('/').replace("%25", "%");
        let next = &self.files.document(&state).unwrap().next;
        // A good entry of a `gather`, and an outcome that no edge names.
        let named = [answer, "ok", "default"].into_iter();
        let named = named.into_iter().find_map(|name| next.get(name));
        let followed = match &self.desk.followed {
            Followed::Again => reply.session.state(self.live.program()),
            Followed::State(state) => Some(state.as_str()),
            Followed::End => None,
        };
        let named = named.and_then(|named| named.as_deref());
        assert_eq!(named, followed, "{state}: {answer}");
    }

    /// Does what the call waits for the server to do.
    fn act_for(&mut self, session: Session) -> Reply {
        let live = self.live;
        let pending = live.pending(&session).unwrap();
        let item = self.items.front().cloned();
        let answer;
        let input = match (&pending, item) {
            (_, Some(Item::Hangup)) => {
                self.items.pop_front();
                Input::Hangup
            }
            (FlowWait::Request { url, .. }, item) => {
                let body = match item {
                    Some(Item::Request { ok, answer: given }) => {
                        self.items.pop_front();
                        answer = given;
                        ok.then_some(answer.as_str())
                    }
                    _ => Some(""),
                };
                self.beats
                    .push(Beat::Request(url.to_string(), body.is_some()));
                Input::Answered { body }
            }
            (FlowWait::Sms { to, body }, item) => {
                let ok = match item {
                    Some(Item::Sms(ok)) => {
                        self.items.pop_front();
                        ok
                    }
                    _ => true,
                };
                let to = to.as_deref().unwrap_or(CALLER).to_owned();
                self.beats.push(Beat::Sms(to, body.to_string(), ok));
                Input::Sent(ok)
            }
            (other, _) => panic!("no work of the server: {}", other.name()),
        };
        live.step(session, input, now(), &mut self.desk).unwrap()
    }

    /// What the caller does at a wait: §6.2.
    fn act(&mut self, wait: &Wait) -> Act {
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
                self.handoff = Some(format!(
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
            self.beats.push(match &event.what {
                Happening::Say { text } => Beat::Say(text.clone()),
                Happening::Play { url } => Beat::Play(url.clone()),
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
                Happening::Enqueue { queue } => Beat::Queue(queue.clone()),
                Happening::Conference { room } => Beat::Conference(room.clone()),
                Happening::Sms { to, body, result } => {
                    Beat::Sms(to.clone(), body.clone(), *result == SmsOutcome::Sent)
                }
                Happening::Connect { .. } => Beat::Agent,
                _ => continue,
            });
        }
        *seen = player.events().len();
    }

    /// Takes out what only the player writes down.
    fn tidy(&mut self, wait: &Wait, gone: bool, document: &Response) {
        // A caller who hangs up takes no part in what the node waits for.
        if gone && matches!(wait, Wait::Conference { .. } | Wait::Connected { .. }) {
            self.beats.pop();
        }
        // Silence that belongs to a prompt is no pause of the flow.
        let pauses = document.verbs.iter().any(|verb| {
            let Verb::Gather(gather) = verb else {
                return false;
            };
            matches!(gather.verbs.last(), Some(GatherVerb::Pause(_)))
        });
        if pauses && matches!(wait, Wait::Input { .. }) {
            let pause = |beat: &Beat| matches!(beat, Beat::Pause(_));
            let at = self.beats.iter().rposition(pause).unwrap();
            self.beats.remove(at);
        }
    }

    fn story(mut self) -> Story {
        let mut session = self.session.take().unwrap();
        if session.outcome().is_none() {
            // The status callback of a caller who has gone.
            let reply = self
                .live
                .step(session, Input::Hangup, now(), &mut self.desk);
            session = reply.unwrap().session;
        }
        let values = session.values(self.live.program());
        let variables = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut variables: BTreeMap<String, String> = variables.collect();
        variables.remove("kept");
        Story {
            entered: self.desk.entered,
            beats: self.beats,
            outcome: session.outcome().unwrap().to_string(),
            variables,
        }
    }
}
