//! A server with `LiveTwiml`.

use std::fmt::Write as _;

use voice_core::Timestamp;
use voice_ivr_flow::Program;
use voice_ivr_flow::compile::Compiled;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, Notes, TwimlOptions, compile};
use voice_ivr_flow::simulate::Item;
use voice_ivr_flow::step::{Action, Input, Session};
use voice_twilio::twiml::play::Request;

use super::super::proof_manner::Manner;
use super::{Host, Line, Story, entered, now, play, state};

/// The story of a call whose documents are played.
///
/// `mangle` may change a document before it is played.
pub(crate) fn played(
    live: &LiveTwiml,
    values: &[(&str, &str)],
    items: &[Item],
    mangle: impl Fn(String) -> String,
) -> Story {
    answered(live, values, items, now(), mangle).0
}

/// As [`played`], at an instant, and with the manner of what is heard and done.
pub(crate) fn answered(
    live: &LiveTwiml,
    values: &[(&str, &str)],
    items: &[Item],
    at: Timestamp,
    mangle: impl Fn(String) -> String,
) -> (Story, Vec<Manner>) {
    let served = Served {
        live,
        values,
        at,
        files: compile(live.program(), &TwimlOptions::new()),
        desk: Notebook::default(),
        session: live.program().session([]),
        handoff: None,
    };
    play(served, items, mangle)
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
        self.entered.extend(entered(action));
        let answer = match action {
            Action::Enter { state, .. } => {
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

struct Served<'l> {
    live: &'l LiveTwiml,
    values: &'l [(&'l str, &'l str)],
    at: Timestamp,
    files: Compiled,
    desk: Notebook,
    session: Session,
    /// What the agent reported.
    handoff: Option<String>,
}

impl Host for Served<'_> {
    fn program(&self) -> &Program {
        self.live.program()
    }

    fn document(&mut self, request: &Request, line: &mut Line) -> String {
        let server = self.live;
        self.desk.answer = None;
        self.desk.followed = Followed::Again;
        let (mut session, mut reply) = match request.query("s") {
            None => server
                .begin(self.values.iter().copied(), self.at, &mut self.desk)
                .unwrap(),
            Some(token) => {
                let handoff = self.handoff.take();
                let parameter = |name: &str| match name {
                    "HandoffData" => handoff.as_deref(),
                    name => request.param(name),
                };
                let mut session = unsealed(&token);
                let reply = server.answer(&mut session, parameter, self.at, &mut self.desk);
                (session, reply.unwrap())
            }
        };
        self.check_manifest(request, &session);
        let mut notify = reply.notify.take();
        while reply.server_acts && reply.silent {
            let pending = server.pending(&session).unwrap();
            // The text goes out when the recording is there.
            line.manners
                .extend(notify.take().map(|own| Manner::Notify(own.to)));
            reply = line.serve(&pending, |input| {
                server
                    .step(&mut session, input, self.at, &mut self.desk)
                    .unwrap()
            });
        }
        line.manners
            .extend(notify.map(|own| Manner::Notify(own.to)));
        self.session = session;
        reply.document
    }

    fn session(&self) -> &Session {
        &self.session
    }

    fn hand_over(&mut self, handoff: String) {
        self.handoff = Some(handoff);
    }

    fn over(mut self) -> (Vec<String>, Session) {
        if self.session.outcome().is_none() {
            // The status callback of a caller who has gone.
            self.live
                .step(&mut self.session, Input::Hangup, self.at, &mut self.desk)
                .unwrap();
        }
        (self.desk.entered, self.session)
    }
}

impl Served<'_> {
    /// The state that follows an answer is the one that the manifest names for it.
    fn check_manifest(&self, request: &Request, session: &Session) {
        let Some(answer) = self.desk.answer.as_deref() else {
            return;
        };
        let state = state(request);
        let next = &self.files.document(&state).unwrap().next;
        // A good entry of a `gather`, and an outcome that no edge names.
        let named = [answer, "ok", "default"].into_iter();
        let named = named.into_iter().find_map(|name| next.get(name));
        let followed = match &self.desk.followed {
            Followed::Again => session.state(self.live.program()),
            Followed::State(state) => Some(state.as_str()),
            Followed::End => None,
        };
        let named = named.and_then(|named| named.as_deref());
        assert_eq!(named, followed, "{state}: {answer}");
    }
}
