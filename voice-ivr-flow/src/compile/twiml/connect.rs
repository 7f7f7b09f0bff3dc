//! Nodes that connect the caller with somebody else.

use voice_twilio::twiml::{
    Client, Conference, ConferenceRecord, Connect, ConversationRelay, Dial, DialNoun, DialRecord,
    Enqueue, Method, Number, Sip, Stream, Verb,
};

use super::marks;
use super::options::AgentSocket;
use super::piece::Guard;
use super::render::{Renderer, push_segment};
use crate::ident::Ident;
use crate::node;
use crate::program::Asked;
use crate::template::Template;

impl Renderer<'_> {
    pub(super) fn dial(&mut self, node: &node::Dial) {
        // The action is asked after a `forward` too, so that the end of the flow is known.
        let mut dial = Box::<Dial>::default();
        dial.action = Some(self.link());
        dial.timeout = Some(node.timeout);
        dial.time_limit = node.time_limit;
        if node.record {
            dial.record = Some(DialRecord::FromAnswer);
        }
        if node.numbers.len() > 1 && node.strategy == node::Strategy::Sequential {
            dial.sequential = Some(true);
        }
        self.ring(dial, node.caller_id.as_ref(), &node.numbers);
    }

    pub(super) fn transfer(&mut self, transfer: &node::Transfer) {
        if transfer.mode == node::TransferMode::Blind {
            self.notes.emulated(
                "Twilio dials and stays in the call: the caller hears ringing until somebody answers",
            );
        }
        let mut dial = Box::<Dial>::default();
        dial.action = Some(self.link());
        dial.timeout = Some(transfer.timeout);
        self.ring(dial, None, std::slice::from_ref(&transfer.number));
    }

    fn ring(&mut self, mut dial: Box<Dial>, caller_id: Option<&Template>, numbers: &[Template]) {
        let shown = caller_id.and_then(|own| Some((own, Guard::of(own, self.program)?)));
        match shown {
            None => self.write(&Guard::Always, |out| dial.write_start_tag(out)),
            Some((own, guard)) => {
                if let Guard::Any(variables) = &guard {
                    self.in_files(
                        "whoever fills the document leaves `callerId` out where the value is blank",
                    );
                    let blank = Guard::Blank(variables.clone());
                    self.write(&blank, |out| dial.write_start_tag(out));
                }
                dial.caller_id = Some(marks::target(own));
                self.write(&guard, |out| dial.write_start_tag(out));
            }
        }
        for number in numbers {
            if number.as_literal().is_none() {
                self.in_files(
                    "whoever fills the document dials a value only if it is a number, and writes another noun for a SIP address or a client",
                );
            }
            self.fragments.push_target(self.program, number);
            dial.nouns.push(noun(&marks::target(number)));
        }
        self.write(&Guard::Always, |out| Dial::write_end_tag(out));
        self.document.verbs.push(Verb::Dial(dial));
    }

    pub(super) fn conference(&mut self, node: &node::Conference) {
        let mut room = Conference::new(marks::text(&node.room));
        if node.muted {
            room.muted = Some(true);
        }
        if node.record {
            room.record = Some(ConferenceRecord::FromStart);
        }
        self.verb(Dial::new().action(self.link()).conference(room));
    }

    pub(super) fn queue(&mut self, queue: &Template, music: Option<&Template>) {
        let mut enqueue = Enqueue::from(marks::text(queue));
        if let Some(music) = music {
            // Twilio fetches a file as often as it repeats it, and caches what it gets with GET.
            enqueue.wait_url = Some(marks::url(music));
            enqueue.wait_url_method = Some(Method::Get);
        }
        self.verb(enqueue);
    }

    pub(super) fn agent(&mut self, asked: &Asked) {
        let connect = Connect::new().action(self.link());
        let connect = match &self.options.agent {
            None => {
                self.notes.unsupported(
                    "no web socket of an agent was configured: the call goes on by `default`",
                );
                self.verb(self.back());
                return;
            }
            Some(AgentSocket::Relay(url)) => {
                self.notes.emulated(
                    "by ConversationRelay: the agent behind the web socket gets state and session in the socket's URL, and reports outcome and variables as its handoff data",
                );
                let mut relay = ConversationRelay::new().url(self.socket(url));
                relay.language = asked.language.as_ref().map(Ident::to_string);
                relay.voice = asked.voice.as_ref().map(Ident::to_string);
                connect.conversation_relay(relay)
            }
            Some(AgentSocket::Stream(url)) => {
                self.notes.emulated(
                    "by a media stream: the agent behind the web socket gets state and session in the socket's URL, and reports by redirecting the call; if it only closes the socket, the call goes on by `default`",
                );
                connect.stream(Stream::new().url(self.socket(url)))
            }
        };
        self.verb(connect);
    }

    /// The web socket of an agent for this state and session. Not as parameters: name and value of one have less than
    /// 500 characters, a URL has 4000.
    fn socket(&self, base: &str) -> String {
        let mut url = format!("{base}/");
        push_segment(&mut url, &self.state.name);
        marks::push_seal(&mut url);
        url
    }
}

/// Whom to ring, as the noun that its beginning tells.
fn noun(target: &str) -> DialNoun {
    if let Some(identity) = target.strip_prefix("client:") {
        Client::from(identity).into()
    } else if target.starts_with("sip") {
        Sip::from(target).into()
    } else {
        Number::from(target).into()
    }
}
