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
    Input(Input<'p>),
    /// The caller hung up at the end of this recording.
    Last(Input<'p>),
    Agent {
        outcome: Cow<'p, str>,
        extracted: &'p str,
    },
    /// The server has something to do before the call can go on.
    Server,
}

/// What an agent reports as the handoff data of its `ConversationRelay`.
#[derive(Deserialize)]
struct Handoff<'j> {
    #[serde(borrow, default)]
    outcome: Cow<'j, str>,
    #[serde(borrow, default)]
    variables: Option<&'j RawValue>,
}

/// Reads the parameters of a webhook by what the call waits for.
#[inline]
pub(super) fn heard<'p>(
    program: &Program,
    texts: Texts,
    session: &Session,
    parameter: impl Fn(&str) -> Option<&'p str>,
) -> Heard<'p> {
    let given = |name: &str| parameter(name).filter(|value| !is_blank(value));
    let op = program.state(session.at()).map(|(_, node)| &node.op);
    Heard::Input(match op {
        Some(Op::Ask(_)) => match given("Digits") {
            Some(keys) => Input::Keys(keys),
            None => given("SpeechResult").map_or(Input::Silence, Input::Speech),
        },
        Some(Op::Record(_)) => match given("RecordingUrl") {
            Some(url) => {
                let recorded = Input::Recorded {
                    // There is a recording, so it is not silence, whatever its length is.
                    seconds: given("RecordingDuration")
                        .and_then(|text| text.trim().parse().ok())
                        .unwrap_or(1),
                    url,
                };
                if parameter("Digits") == Some("hangup") {
                    return Heard::Last(recorded);
                }
                recorded
            }
            None => Input::Recorded {
                seconds: 0,
                url: "",
            },
        },
        Some(Op::Dial(_) | Op::Transfer(_)) => Input::Dialled(match parameter("DialCallStatus") {
            Some("completed" | "answered") => DialResult::Completed,
            Some("busy") => DialResult::Busy,
            Some("no-answer" | "canceled") => DialResult::NoAnswer,
            _ => DialResult::Failed,
        }),
        Some(Op::Conference { .. }) => Input::ConferenceEnded,
        Some(Op::Sms { .. }) if texts == Texts::Verb => Input::Sent(!matches!(
            parameter("SmsStatus"),
            Some("failed" | "undelivered" | "invalid" | "canceled")
        )),
        Some(Op::Agent(_)) => return reported(given("HandoffData")),
        Some(Op::Request { .. } | Op::Sms { .. }) => return Heard::Server,
        // It waits for nothing: the stepper says what is wrong.
        _ => Input::Silence,
    })
}

fn is_blank(value: &str) -> bool {
    value.chars().all(char::is_whitespace)
}

/// What an agent reports, if it reports anything.
fn reported(json: Option<&str>) -> Heard<'_> {
    let handoff = json.and_then(|json| serde_json::from_str(json).ok());
    let handoff = handoff.unwrap_or(Handoff {
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
