//! What each verb does.

use super::connected::Pending;
use super::player::Player;
use super::result::QueueOutcome;
use super::sound::{self, NOTHING_TO_PLAY};
use super::trace::{Happening, Outcome};
use crate::twiml::check::Checker;
use crate::twiml::{StartNoun, StopNoun, Verb};

impl Player {
    /// Runs the next verb, or ends the document.
    pub(super) fn run_verb(&mut self) {
        let Some(verb) = self.next_verb() else {
            return self.document_ended();
        };
        if self.breaks_the_wait(&verb) {
            return;
        }
        self.answered |= verb.answers();
        self.warn_of_strangers(&verb);
        match verb {
            Verb::Say(element) => self.hear(sound::say(&element)),
            Verb::Play(element) => {
                let sound = sound::play(&element, &self.call, self.base());
                if sound.is_none() {
                    self.warn("Play", NOTHING_TO_PLAY);
                }
                self.hear(sound);
            }
            Verb::Pause(element) => self.hear(Some(sound::pause(&element))),
            Verb::Gather(element) => self.wait_for_input(element),
            Verb::Redirect(element) => {
                self.follow(&element.url, element.method.as_ref(), Vec::new());
            }
            Verb::Hangup(_) => self.hang_up(Outcome::Hangup),
            Verb::Reject(element) if !self.answered => {
                self.end(Outcome::Rejected(
                    element.reason.unwrap_or_else(|| "rejected".into()),
                ));
            }
            Verb::Reject(_) => {
                self.warn("Reject", "the call was answered already; it is hung up");
                self.end(Outcome::Hangup);
            }
            Verb::Leave(_) => match self.leave_wait_document() {
                Some(queued) => self.dequeued(&queued, QueueOutcome::Leave, true),
                None => self.end(Outcome::Hangup),
            },
            Verb::Record(element) => self.wait_for_recording(element),
            Verb::Dial(element) => self.wait_for_dial(element),
            Verb::Enqueue(element) => self.wait_in_queue(element),
            Verb::Connect(element) => self.wait_for_connection(element),
            Verb::Sms(element) => self.wait_for_sms(element),
            Verb::Start(element) => {
                let known = |noun: &&StartNoun| !matches!(noun, StartNoun::Unknown(_));
                for noun in element.nouns.iter().filter(known) {
                    let what = noun.tag().to_owned();
                    self.note(Happening::Start { what });
                }
            }
            Verb::Stop(element) => {
                let known = |noun: &&StopNoun| !matches!(noun, StopNoun::Unknown(_));
                for noun in element.nouns.iter().filter(known) {
                    let what = noun.tag().to_owned();
                    self.note(Happening::Stop { what });
                }
            }
            Verb::Echo(_) => self.wait_while_connected("Echo", Pending::Echo),
            Verb::Pay(element) => {
                let (action, method) = (element.action, None);
                self.wait_while_connected("Pay", Pending::Then { action, method });
            }
            Verb::Refer(element) => self.wait_for_referral(element),
            Verb::Prompt(_) => self.warn("Prompt", "has an effect inside Pay only"),
            Verb::Queue(_) => self.warn("Queue", "has an effect inside Dial only"),
            // Its warning was given.
            Verb::Unknown(_) => {}
        }
    }

    /// What Twilio passes over in a verb, and the verb itself if it is unknown.
    fn warn_of_strangers(&mut self, verb: &Verb) {
        let mut checker = Checker::default();
        verb.check(&mut checker);
        for (element, why) in checker.into_passed_over() {
            self.warn(&element, why);
        }
    }

    fn document_ended(&mut self) {
        match self.leave_wait_document() {
            Some(queued) => self.queue_again(queued),
            None => self.end(Outcome::DocumentEnded),
        }
    }
}
