//! What Twilio reports, as an input of the stepper.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::program::{Op, Program};
use crate::step::{DialResult, Input, Session};

use super::options::Texts;

/// What a webhook means to a call.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Heard<'p> {
    Keys(&'p str),
    Speech(&'p str),
    Silence,
    Dialled(DialResult),
    Recorded {
        seconds: u32,
        url: &'p str,
        /// The caller hung up while recording.
        gone: bool,
    },
    ConferenceEnded,
    Sent(bool),
    Agent {
        outcome: Cow<'p, str>,
        extracted: &'p str,
    },
    /// The server has something to do before the call can go on.
    Server,
}

impl Heard<'_> {
    /// The input; `None` if the server has to do something first.
    pub(super) fn input(&self) -> Option<Input<'_>> {
        Some(match self {
            Self::Keys(keys) => Input::Keys(keys),
            Self::Speech(words) => Input::Speech(words),
            Self::Silence => Input::Silence,
            Self::Dialled(result) => Input::Dialled(*result),
            Self::Recorded { seconds, url, .. } => Input::Recorded {
                seconds: *seconds,
                url,
            },
            Self::ConferenceEnded => Input::ConferenceEnded,
            Self::Sent(ok) => Input::Sent(*ok),
            Self::Agent { outcome, extracted } => Input::Agent { outcome, extracted },
            Self::Server => return None,
        })
    }
}

/// What an agent reports as the handoff data of its `ConversationRelay`.
#[derive(Deserialize)]
struct Handoff<'j> {
    #[serde(borrow, default)]
    outcome: Cow<'j, str>,
    #[serde(borrow, default)]
    variables: Option<&'j RawValue>,
}

/// Reads the parameters of a webhook by what the call waits for; `None` if it waits for nothing.
pub(super) fn heard<'p>(
    program: &Program,
    texts: Texts,
    session: &Session,
    parameter: &dyn Fn(&str) -> Option<&'p str>,
) -> Option<Heard<'p>> {
    let given = |name: &str| parameter(name).filter(|value| !value.trim().is_empty());
    let (_, node) = program.state(session.at())?;
    Some(match &node.op {
        Op::Ask(_) => match given("Digits") {
            Some(keys) => Heard::Keys(keys),
            None => given("SpeechResult").map_or(Heard::Silence, Heard::Speech),
        },
        Op::Record(_) => match given("RecordingUrl") {
            Some(url) => Heard::Recorded {
                // There is a recording, so it is not silence, whatever its length is.
                seconds: given("RecordingDuration")
                    .and_then(|text| text.trim().parse().ok())
                    .unwrap_or(1),
                url,
                gone: parameter("Digits") == Some("hangup"),
            },
            None => Heard::Recorded {
                seconds: 0,
                url: "",
                gone: false,
            },
        },
        Op::Dial(_) | Op::Transfer(_) => Heard::Dialled(match parameter("DialCallStatus") {
            Some("completed" | "answered") => DialResult::Completed,
            Some("busy") => DialResult::Busy,
            Some("no-answer" | "canceled") => DialResult::NoAnswer,
            _ => DialResult::Failed,
        }),
        Op::Conference { .. } => Heard::ConferenceEnded,
        Op::Sms { .. } if texts == Texts::Verb => Heard::Sent(!matches!(
            parameter("SmsStatus"),
            Some("failed" | "undelivered" | "invalid" | "canceled")
        )),
        Op::Agent(_) => {
            let handoff = given("HandoffData").and_then(|json| serde_json::from_str(json).ok());
            let handoff: Handoff<'p> = handoff.unwrap_or(Handoff {
                outcome: Cow::Borrowed(""),
                variables: None,
            });
            Heard::Agent {
                outcome: match &*handoff.outcome {
                    "" => Cow::Borrowed("default"),
                    _ => handoff.outcome,
                },
                extracted: handoff.variables.map_or("", RawValue::get),
            }
        }
        Op::Request { .. } | Op::Sms { .. } => Heard::Server,
        _ => return None,
    })
}
