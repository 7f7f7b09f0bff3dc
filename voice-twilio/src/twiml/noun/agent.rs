//! What `Connect` hands a call to, beside media streams.

use crate::twiml::check::Checker;
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::stream::{Config, ConfigNoun, Parameter};
use crate::twiml::value::words;
use crate::twiml::verb::dial::DialRecord;
use crate::twiml::{Method, Problem, Trim};

words! {
    /// What may interrupt speech.
    Interruptible {
        /// Nothing.
        None = "none",
        /// Keys.
        Dtmf = "dtmf",
        /// Speech.
        Speech = "speech",
        /// Keys and speech. The default.
        Any = "any",
        /// Older spelling of `any`.
        True = "true",
        /// Older spelling of `none`.
        False = "false",
    }

    /// Who turns text into speech.
    TtsProvider {
        /// Google.
        Google = "Google",
        /// Amazon Polly.
        Amazon = "Amazon",
        /// ElevenLabs.
        ElevenLabs = "ElevenLabs",
    }

    /// Who turns speech into text.
    TranscriptionProvider {
        /// Google.
        Google = "Google",
        /// Deepgram.
        Deepgram = "Deepgram",
    }

    /// How easily speech interrupts.
    InterruptSensitivity {
        /// Easily.
        High = "high",
        /// Less easily.
        Medium = "medium",
        /// Hardly.
        Low = "low",
    }

    /// Whether ElevenLabs writes out numbers and dates.
    TextNormalization {
        /// It does.
        On = "on",
        /// It does not.
        Off = "off",
        /// It decides.
        Auto = "auto",
    }

    /// What a `Conversation` reports.
    ConversationEvent {
        /// The call was created.
        Initiated = "call-initiated",
        /// It rings.
        Ringing = "call-ringing",
        /// It was answered.
        Answered = "call-answered",
        /// It has ended.
        Completed = "call-completed",
    }
}

children! {
    /// What may stand in a `ConversationRelay` or an `Assistant`.
    RelayNoun { Language, Parameter }
}

element! {
    /// Speech-to-text and text-to-speech in front of your own agent, over a web socket.
    ConversationRelay = "ConversationRelay" {
        /// A `wss://` URL; it may have a query string. Required.
        url: url = "url", Rule::Socket;
        /// What is said first.
        welcome_greeting: text = "welcomeGreeting";
        /// What interrupts the greeting. Default `any`.
        welcome_greeting_interruptible: word(Interruptible) = "welcomeGreetingInterruptible";
        /// What interrupts the agent. Default `any`.
        interruptible: word(Interruptible) = "interruptible";
        /// The language of both directions; BCP 47.
        language: text = "language";
        /// The language of the agent's speech.
        tts_language: text = "ttsLanguage";
        /// Who speaks.
        tts_provider: word(TtsProvider) = "ttsProvider";
        /// The voice.
        voice: text = "voice";
        /// The language of the caller's speech.
        transcription_language: text = "transcriptionLanguage";
        /// Who listens.
        transcription_provider: word(TranscriptionProvider) = "transcriptionProvider";
        /// The listener's model.
        speech_model: text = "speechModel";
        /// Reports keys.
        dtmf_detection: flag = "dtmfDetection";
        /// What is reported while the agent speaks.
        report_input_during_agent_speech: text = "reportInputDuringAgentSpeech";
        /// Later speech of the agent replaces earlier.
        preemptible: flag = "preemptible";
        /// Reports speech before it is final.
        partial_prompts: flag = "partialPrompts";
        /// Masks profanities.
        profanity_filter: flag = "profanityFilter";
        /// Phrases that are likely, with commas between.
        hints: text = "hints";
        /// How easily speech interrupts.
        interrupt_sensitivity: word(InterruptSensitivity) = "interruptSensitivity";
        /// A stored analysis service.
        intelligence_service: text = "intelligenceService";
        /// Whether ElevenLabs writes out numbers and dates.
        elevenlabs_text_normalization: word(TextNormalization) = "elevenlabsTextNormalization";
        /// What is logged to the socket.
        debug: text = "debug";
        /// What is reported to the socket.
        events: text = "events";
        /// Cleans the caller's audio. Twilio's libraries spell this attribute and the three after it in
        /// two ways, and no document says which one counts; they are read in both and written in lower
        /// case.
        background_noise_reduction: text = "backgroundnoisereduction" | "backgroundNoiseReduction";
        /// How long silence ends speech.
        speech_timeout: text = "speechtimeout" | "speechTimeout";
        /// Deepgram's formatting of numbers and dates.
        deepgram_smart_format: text = "deepgramsmartformat" | "deepgramSmartFormat";
        /// Whether "mm-hm" does not interrupt.
        ignore_backchannel: text = "ignorebackchannel" | "ignoreBackchannel";
    }
    children
    /// Languages and parameters.
    nouns: RelayNoun;
    check has_url;
}

appends! {
    ConversationRelay.nouns {
        /// Adds a language with its own settings.
        language_noun(Language);
        /// Adds a parameter for the other end.
        parameter(Parameter);
    }
}

fn has_url(relay: &ConversationRelay, checker: &mut Checker) {
    let problem = relay.url.is_none().then_some(Problem::Missing);
    checker.note(ConversationRelay::TAG, Some("url"), problem);
}

element! {
    /// The settings of one language of a `ConversationRelay`.
    Language = "Language" {
        /// BCP 47.
        code: text = "code";
        /// Who speaks it.
        tts_provider: word(TtsProvider) = "ttsProvider";
        /// The voice.
        voice: text = "voice";
        /// Who listens.
        transcription_provider: word(TranscriptionProvider) = "transcriptionProvider";
        /// The listener's model.
        speech_model: text = "speechModel";
    }
}

element! {
    /// An agent product that is connected to the account.
    VirtualAgent = "VirtualAgent" {
        /// The stored connector.
        connector_name: text = "connectorName";
        /// BCP 47.
        language: text = "language";
        /// Reports the caller's mood.
        sentiment_analysis: flag = "sentimentAnalysis";
        /// Is told of the progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
    }
    children
    /// Settings and parameters.
    nouns: ConfigNoun;
}

appends! {
    VirtualAgent.nouns {
        /// Adds a setting.
        config(Config);
        /// Adds a parameter.
        parameter(Parameter);
    }
}

element! {
    /// An assistant.
    Assistant = "Assistant" {}
    children
    /// Languages and parameters.
    nouns: RelayNoun;
}

appends! {
    Assistant.nouns {
        /// Adds a language with its own settings.
        language(Language);
        /// Adds a parameter.
        parameter(Parameter);
    }
}

element! {
    /// A video room.
    Room = "Room" {
        /// The caller's name in it.
        participant_identity: party = "participantIdentity";
    }
    text(text)
    /// The room's name.
    name;
}

element! {
    /// An Autopilot assistant. The product has ended; old documents still have it.
    Autopilot = "Autopilot" {}
    text(text)
    /// Its name.
    name;
}

element! {
    /// A conversation that the call joins.
    Conversation = "Conversation" {
        /// The service.
        service_instance_sid: text = "serviceInstanceSid";
        /// Creates a conversation for an incoming call.
        inbound_autocreation: flag = "inboundAutocreation";
        /// Seconds until somebody must be found.
        routing_assignment_timeout: number = "routingAssignmentTimeout";
        /// Seconds it may ring.
        inbound_timeout: number = "inboundTimeout";
        /// The document that is heard meanwhile.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Whether it is recorded.
        record: word(DialRecord) = "record";
        /// Whether silence is cut.
        trim: word(Trim) = "trim";
        /// Is told of the progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which events.
        status_callback_event: list(ConversationEvent) = "statusCallbackEvent";
    } + recording_callback
}

element! {
    /// An agent session.
    AiSession = "AiSession" {
        /// The stored connector.
        ai_connector: text = "aiConnector";
        /// The stored configuration.
        ai_session_configuration: text = "aiSessionConfiguration";
    }
}

element! {
    /// A session of a stored `ConversationRelay`.
    ConversationRelaySession = "ConversationRelaySession" {
        /// The stored connector.
        connector: text = "connector";
        /// The stored configuration.
        session_configuration: text = "sessionConfiguration";
    }
}
