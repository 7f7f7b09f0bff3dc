//! `Enqueue`: waiting until somebody comes.

use super::act::Act;
use super::connected::{Pending, TALK_MS};
use super::player::{Player, Then};
use super::result::QueueOutcome;
use super::trace::{Happening, Outcome};
use super::wait::Wait;
use crate::twiml::{Enqueue, Place, Verb};

/// `MaxQueueSize` of a queue that was made on demand.
const MAX_QUEUE_SIZE: u32 = 100;

/// A caller in a queue.
#[derive(Clone)]
pub(super) struct Queued {
    enqueue: Box<Enqueue>,
    since_ms: u64,
}

impl Queued {
    fn name(&self) -> String {
        let name = self.enqueue.queue.trim();
        let workflow = self.enqueue.workflow_sid.as_deref().unwrap_or_default();
        if name.is_empty() { workflow } else { name }.to_owned()
    }
}

impl Player {
    pub(super) fn wait_in_queue(&mut self, enqueue: Box<Enqueue>) {
        let since_ms = self.clock_ms();
        let queued = Queued { enqueue, since_ms };
        let queue = queued.name();
        self.note(Happening::Enqueue { queue });
        self.queue_again(queued);
    }

    /// The wait document has ended, or there was none yet: the caller waits on.
    pub(super) fn queue_again(&mut self, queued: Queued) {
        let wait_url = queued.enqueue.wait_url.as_deref();
        let wait = Wait::Queue {
            queue: queued.name(),
            has_document: wait_url.is_some_and(|url| !url.is_empty()),
        };
        self.wait(wait, Pending::Enqueue(queued));
    }

    pub(super) fn settle_queue(&mut self, queued: Queued, act: &Act) {
        match act {
            Act::HangUp | Act::Queue(QueueOutcome::Hangup) => {
                self.gone_from_queue(&queued, Outcome::CallerHangup);
            }
            Act::HearWaitDocument => self.hear_wait_document(queued),
            Act::Queue(result) => {
                let never = matches!(
                    result,
                    QueueOutcome::QueueFull | QueueOutcome::Error | QueueOutcome::SystemError
                );
                self.dequeued(&queued, *result, !never);
            }
            _ => self.dequeued(&queued, QueueOutcome::Bridged, true),
        }
    }

    fn hear_wait_document(&mut self, queued: Queued) {
        let url = queued.enqueue.wait_url.clone().unwrap_or_default();
        let method = queued.enqueue.wait_url_method.clone();
        let mut params = self.queue_params(&queued);
        let most = queued.enqueue.max_queue_size.unwrap_or(MAX_QUEUE_SIZE);
        // Nobody else is in this queue.
        params.extend([
            ("QueuePosition", "1".to_owned()),
            ("AvgQueueTime", self.waited(&queued)),
            ("CurrentQueueSize", "1".to_owned()),
            ("MaxQueueSize", most.to_string()),
        ]);
        self.ask(&url, method.as_ref(), params, Then::Above(queued));
    }

    /// Whether a verb of a wait document may not run there. The caller then leaves the queue.
    pub(super) fn breaks_the_wait(&mut self, verb: &Verb) -> bool {
        let place = Place::QueueWait;
        if place.allows(verb) {
            return false;
        }
        let Some(queued) = self.leave_wait_document() else {
            return false;
        };
        self.warn(verb.tag(), place.refusal());
        self.dequeued(&queued, QueueOutcome::Error, true);
        true
    }

    /// Goes on after the queue.
    pub(super) fn dequeued(&mut self, queued: &Queued, result: QueueOutcome, was_queued: bool) {
        let params = self.left_queue(queued, result, was_queued);
        if matches!(
            result,
            QueueOutcome::Bridged | QueueOutcome::RedirectedFromBridged
        ) {
            self.pass(TALK_MS);
        }
        let Enqueue { action, method, .. } = &*queued.enqueue;
        self.follow_or_go_on(action.as_deref(), method.as_ref(), params);
    }

    /// The call ends while its caller waits: the `action` is told, and its answer has no effect.
    pub(super) fn gone_from_queue(&mut self, queued: &Queued, outcome: Outcome) {
        let params = self.left_queue(queued, QueueOutcome::Hangup, true);
        let Enqueue { action, method, .. } = &*queued.enqueue;
        match action {
            Some(action) => self.tell(action, method.as_ref(), params, outcome),
            None => self.end(outcome),
        }
    }

    fn left_queue(
        &mut self,
        queued: &Queued,
        result: QueueOutcome,
        was_queued: bool,
    ) -> Vec<(&'static str, String)> {
        self.note(Happening::Dequeued { result });
        let mut params = vec![("QueueResult", result.as_str().to_owned())];
        if was_queued {
            params.extend(self.queue_params(queued));
        }
        params
    }

    fn queue_params(&self, queued: &Queued) -> Vec<(&'static str, String)> {
        let sid = "QU00000000000000000000000000000001".to_owned();
        vec![("QueueSid", sid), ("QueueTime", self.waited(queued))]
    }

    /// Whole seconds in the queue.
    fn waited(&self, queued: &Queued) -> String {
        let ms = self.clock_ms().saturating_sub(queued.since_ms);
        (ms / 1_000).to_string()
    }
}
