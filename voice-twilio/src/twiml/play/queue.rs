//! `Enqueue`: waiting until somebody comes.

use super::act::{Act, QueueOutcome, Wait};
use super::connected::{Pending, TALK_MS};
use super::player::Player;
use super::trace::{Happening, Outcome};
use crate::twiml::Enqueue;

impl Player {
    pub(super) fn wait_in_queue(&mut self, enqueue: Box<Enqueue>) {
        let queue = enqueue.queue.trim().to_owned();
        self.note(Happening::Enqueue { queue });
        self.queue_again(enqueue);
    }

    fn queue_again(&mut self, enqueue: Box<Enqueue>) {
        let wait = Wait::Queue {
            queue: enqueue.queue.trim().to_owned(),
            has_document: enqueue
                .wait_url
                .as_deref()
                .is_some_and(|url| !url.is_empty()),
        };
        self.wait(wait, Pending::Enqueue(enqueue));
    }

    pub(super) fn settle_queue(&mut self, enqueue: Box<Enqueue>, act: &Act) {
        match act {
            Act::HangUp => self.end(Outcome::CallerHangup),
            Act::HearWaitDocument => {
                let url = enqueue.wait_url.clone().unwrap_or_default();
                let method = enqueue.wait_url_method.clone();
                self.remember_queue(enqueue);
                self.play_above(&url, method.as_ref());
            }
            Act::Queue(result) => self.dequeued(&enqueue, *result),
            _ => self.dequeued(&enqueue, QueueOutcome::Bridged),
        }
    }

    /// The wait document has ended.
    pub(super) fn wait_on_in_queue(&mut self) {
        if let Some(enqueue) = self.recall_queue() {
            self.queue_again(enqueue);
        }
    }

    /// The wait document said `Leave`.
    pub(super) fn leave_queue_as(&mut self, result: QueueOutcome) {
        if let Some(enqueue) = self.recall_queue() {
            self.dequeued(&enqueue, result);
        }
    }

    fn dequeued(&mut self, enqueue: &Enqueue, result: QueueOutcome) {
        if result == QueueOutcome::Bridged {
            self.pass(TALK_MS);
        }
        self.note(Happening::Dequeued { result });
        let mut params = vec![("QueueResult", result.as_str().to_owned())];
        if !matches!(result, QueueOutcome::QueueFull | QueueOutcome::Error) {
            params.push(("QueueSid", "QU00000000000000000000000000000001".to_owned()));
            params.push(("QueueTime", "0".to_owned()));
        }
        self.follow_or_go_on(enqueue.action.as_deref(), enqueue.method.as_ref(), params);
    }
}
