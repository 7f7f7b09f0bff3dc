//! `Connect`, `Start` and `Stop`: media and agents beside the call.

use crate::twiml::check::Checker;
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::agent::{
    AiSession, Assistant, Autopilot, Conversation, ConversationRelay, ConversationRelaySession,
    Room, VirtualAgent,
};
use crate::twiml::noun::stream::{Recording, Siprec, Stream, Transcription};
use crate::twiml::{Method, Problem, StreamTrack};

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
    checker.either(Connect::TAG, ("", ""), (connect.nouns.len(), 1));
    for noun in &connect.nouns {
        if let ConnectNoun::Stream(stream) = noun {
            has_other_end(stream, checker);
            if matches!(
                stream.track,
                Some(StreamTrack::Outbound | StreamTrack::Both)
            ) {
                let problem = Some(Problem::NotAllowed("in Connect only inbound_track"));
                checker.note(Stream::TAG, Some("track"), problem);
            }
        }
    }
}

/// A stream that begins goes somewhere; one that is stopped has a name only.
fn has_other_end(stream: &Stream, checker: &mut Checker) {
    let missing = stream.url.is_none() && stream.connector_name.is_none();
    checker.note(
        Stream::TAG,
        Some("url"),
        missing.then_some(Problem::Missing),
    );
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
    check something_starts;
}

fn something_starts(start: &Start, checker: &mut Checker) {
    checker.either(Start::TAG, ("", ""), (start.nouns.len(), usize::MAX));
    for noun in &start.nouns {
        if let StartNoun::Stream(stream) = noun {
            has_other_end(stream, checker);
        }
    }
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
    check something_stops;
}

fn something_stops(stop: &Stop, checker: &mut Checker) {
    checker.either(Stop::TAG, ("", ""), (stop.nouns.len(), usize::MAX));
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
