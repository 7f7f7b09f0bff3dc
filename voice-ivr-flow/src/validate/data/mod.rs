//! From a node's `data` to its [`Kind`]: one function a type, the members in the order of the table.

mod calls;
mod decisions;
mod speech;

use std::sync::Arc;

use super::fields::Fields;
use crate::names::{self, Name};
use crate::node::Kind;
use crate::template::Template;

/// The typed node. What is wrong has been reported and stands at its default, so that the graph can be checked
/// in the same run.
pub(super) fn kind(fields: &mut Fields<'_, '_>) -> Kind {
    match fields.node_type.name {
        "say" => speech::say(fields),
        "play" => speech::play(fields),
        "pause" => Kind::Pause {
            seconds: fields.number(names::SECONDS),
        },
        "menu" => speech::menu(fields),
        "gather" => speech::gather(fields),
        "record" => speech::record(fields),
        "voicemail" => speech::voicemail(fields),
        "hangup" => speech::hangup(fields),
        "dial" => Kind::Dial(Arc::new(calls::dial(fields))),
        "forward" => Kind::Forward(Arc::new(calls::dial(fields))),
        "transfer" => calls::transfer(fields),
        "queue" => calls::queue(fields),
        "conference" => calls::conference(fields),
        "reject" => calls::reject(fields),
        "sms" => calls::sms(fields),
        "set" => Kind::Set {
            variable: fields.variable(names::VARIABLE).unwrap_or_default(),
            value: required(fields, names::VALUE),
        },
        "branch" => decisions::branch(fields),
        "hours" => decisions::hours(fields),
        "request" => decisions::request(fields),
        "agent" => decisions::agent(fields),
        "subflow" => Kind::Subflow {
            flow: fields.word(names::FLOW).unwrap_or_default(),
        },
        _ => Kind::Start,
    }
}

/// A text that must be there; empty if it is not, which was reported.
fn required(fields: &mut Fields<'_, '_>, name: Name) -> Template {
    fields.template(name).unwrap_or_default()
}
