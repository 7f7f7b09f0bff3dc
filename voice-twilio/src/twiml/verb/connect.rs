//! `Connect`, `Start` and `Stop`: media and agents beside the call.

use crate::twiml::check::Checker;
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::agent::{
    AiSession, Assistant, Autopilot, Conversation, ConversationRelay, ConversationRelaySession,
    Room, VirtualAgent,
};
use crate::twiml::noun::stream::{Recording, Siprec, Stream, Transcription};
use crate::twiml::{Method, Problem};

children! {
    /// What a call is connected with; one thing only.
    ConnectNoun {
        [box] Stream, [box] ConversationRelay, [box] VirtualAgent, Room, [box] Conversation,
        AiSession, ConversationRelaySession, Autopilot, Assistant,
    }
}

element! {
    /// Hands the call to a media stream, an agent or a room. The next verb runs when that has ended;
    /// with `action` its answer does instead.
    Connect = "Connect" {
        /// Asked for the next document afterwards.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
    }
    children
    /// What the call is connected with.
    nouns: ConnectNoun;
    check one_noun;
}

appends! {
    Connect.nouns {
        /// A two-way media stream.
        stream(Stream);
        /// Twilio's speech-to-text and text-to-speech in front of your own agent.
        conversation_relay(ConversationRelay);
        /// A connected agent product.
        virtual_agent(VirtualAgent);
        /// A video room.
        room(Room);
        /// A conversation.
        conversation(Conversation);
        /// An agent session.
        ai_session(AiSession);
        /// A session of a stored `ConversationRelay`.
        conversation_relay_session(ConversationRelaySession);
        /// An assistant.
        assistant(Assistant);
        /// An Autopilot assistant; the product has ended.
        autopilot(Autopilot);
    }
}

fn one_noun(connect: &Connect, checker: &mut Checker) {
    let problem = match connect.nouns.len() {
        0 => Some(Problem::Missing),
        1 => None,
        count => Some(Problem::TooMany { count, max: 1 }),
    };
    checker.note(Connect::TAG, None, problem);
}

children! {
    /// What can be started beside a call.
    StartNoun { [box] Stream, [box] Transcription, [box] Recording, Siprec }
}

element! {
    /// Starts something beside the call; the next verb runs at once.
    Start = "Start" {
        /// Has no effect; the libraries have it.
        action: url = "action";
        /// As `action`.
        method: word(Method) = "method";
    }
    children
    /// What is started.
    nouns: StartNoun;
}

appends! {
    Start.nouns {
        /// A one-way media stream.
        stream(Stream);
        /// A live transcription.
        transcription(Transcription);
        /// A recording.
        recording(Recording);
        /// A SIPREC session.
        siprec(Siprec);
    }
}

children! {
    /// What can be stopped, by its `name`.
    StopNoun { [box] Stream, [box] Transcription, Siprec }
}

element! {
    /// Stops what `Start` started.
    Stop = "Stop" {}
    children
    /// What is stopped.
    nouns: StopNoun;
}

appends! {
    Stop.nouns {
        /// A media stream.
        stream(Stream);
        /// A live transcription.
        transcription(Transcription);
        /// A SIPREC session.
        siprec(Siprec);
    }
}
