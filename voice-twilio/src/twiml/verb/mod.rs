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
    /// Appends the verb as it stands in a document; see [`Response::to_xml`](super::Response::to_xml).
    pub fn write_to(&self, out: &mut String) {
        self.write(out);
    }
}
