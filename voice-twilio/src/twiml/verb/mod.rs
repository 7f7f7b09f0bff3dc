//! Verbs: what a document tells Twilio to do, in order.

pub(crate) mod connect;
pub(crate) mod dial;
pub(crate) mod gather;
pub(crate) mod pay;
pub(crate) mod record;
pub(crate) mod route;
pub(crate) mod say;

use super::element::children;
use super::noun::queue::Queue;
use connect::{Connect, Start, Stop};
use dial::Dial;
use gather::Gather;
use pay::{Pay, Prompt};
use record::Record;
use route::{Echo, Enqueue, Hangup, Leave, Redirect, Refer, Reject, Sms};
use say::{Pause, Play, Say};

children! {
    /// A verb of a document.
    Verb {
        Say, [box] Gather, Play, Pause, Redirect, [box] Dial, Hangup, [box] Record, Connect,
        Echo, [box] Enqueue, Leave, [box] Pay, [box] Prompt, [box] Queue, Refer, Reject, [box] Sms, Start,
        Stop,
    }
}

impl Verb {
    /// Whether Twilio passes over it in a document: what it does not know, and what has an effect
    /// inside another verb only.
    pub(crate) const fn is_passed_over(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Prompt(_) | Self::Queue(_))
    }

    /// Whether a call that rings is answered by it: `Reject` must be the first verb, so every other
    /// one answers. A `Redirect` only says where the first verb stands.
    pub(crate) const fn answers(&self) -> bool {
        !(self.is_passed_over() || matches!(self, Self::Redirect(_) | Self::Reject(_)))
    }
}
