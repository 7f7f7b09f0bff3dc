//! Media streams, SIPREC, recordings and live transcriptions.

use crate::twiml::check::Checker;
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::value::words;
use crate::twiml::{Method, Problem, RecordingTrack, StreamTrack, Trim};

element! {
    /// A parameter that travels with a stream or a call. In a [`Stream`] name and value together are
    /// shorter than 500 characters.
    Parameter = "Parameter" {
        /// Its name.
        name: text = "name";
        /// Its value.
        value: secret = "value";
    }
}

impl Parameter {
    /// A parameter with its name and value.
    pub fn pair(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new().name(name).value(value)
    }
}

element! {
    /// A setting of a transcription or an agent.
    Config = "Config" {
        /// Its name.
        name: text = "name";
        /// Its value.
        value: secret = "value";
    }
}

children! {
    /// Parameters, and nothing else.
    ParameterOnly { Parameter }
}

children! {
    /// Settings and parameters.
    ConfigNoun { Config, Parameter }
}

element! {
    /// A media stream: the call's audio over a web socket. In `Start` one-way, in `Connect` two-way;
    /// in `Stop` only its `name` matters.
    Stream = "Stream" {
        /// A `wss://` URL, without a query string: parameters travel as `Parameter`.
        url: url = "url", Rule::StreamSocket;
        /// A name that is unique in the call.
        name: text = "name";
        /// Which side. Default the caller's; in `Connect` nothing else.
        track: word(StreamTrack) = "track";
        /// Is told of start, stop and errors.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// A stored connector, instead of a URL.
        connector_name: text = "connectorName";
    }
    children
    /// Parameters for the other end.
    parameters: ParameterOnly;
    check parameter_lengths;
}

/// The longest name and value of a stream's parameter together, in characters.
const MAX_PARAMETER: usize = 499;

fn parameter_lengths(stream: &Stream, checker: &mut Checker) {
    let count = |text: &Option<String>| text.as_deref().map_or(0, |text| text.chars().count());
    for noun in &stream.parameters {
        let ParameterOnly::Parameter(parameter) = noun else {
            continue;
        };
        let length = count(&parameter.name) + count(&parameter.value);
        if length > MAX_PARAMETER {
            let max = MAX_PARAMETER;
            checker.note(Parameter::TAG, None, Some(Problem::TooLong { length, max }));
        }
    }
}

appends! {
    Stream.parameters {
        /// Adds a parameter for the other end.
        parameter(Parameter);
    }
}

element! {
    /// A SIPREC session: the call's audio to a recording server.
    Siprec = "Siprec" {
        /// A name that is unique in the call.
        name: text = "name";
        /// The stored connector.
        connector_name: text = "connectorName";
        /// Which side.
        track: word(StreamTrack) = "track";
        /// Is told of start, stop and errors.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
    }
    children
    /// Parameters for the other end.
    parameters: ParameterOnly;
}

appends! {
    Siprec.parameters {
        /// Adds a parameter for the other end.
        parameter(Parameter);
    }
}

words! {
    /// How many channels a recording has.
    RecordingChannels {
        /// One.
        Mono = "mono",
        /// One for each side.
        Dual = "dual",
    }

    /// Who turns speech into text.
    TranscriptionEngine {
        /// Google.
        Google = "google",
        /// Deepgram.
        Deepgram = "deepgram",
    }
}

element! {
    /// A recording beside the call.
    Recording = "Recording" {
        /// How many channels. Default `dual`.
        channels: word(RecordingChannels) = "channels";
        /// Which side. Default both.
        track: word(RecordingTrack) = "track";
        /// Whether silence is cut. Default `trim-silence`.
        trim: word(Trim) = "trim";
        /// A stored configuration of recordings.
        recording_configuration_id: text = "recordingConfigurationId";
    } + recording_callback
}

element! {
    /// A live transcription.
    Transcription = "Transcription" {
        /// A name that is unique in the call.
        name: text = "name";
        /// Which side. Default both.
        track: word(StreamTrack) = "track";
        /// Gets the text.
        status_callback_url: url = "statusCallbackUrl";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// What the caller is called.
        inbound_track_label: text = "inboundTrackLabel";
        /// What the other side is called.
        outbound_track_label: text = "outboundTrackLabel";
        /// Reports text before it is final. Default false.
        partial_results: flag = "partialResults";
        /// BCP 47. Default `en-US`.
        language_code: text = "languageCode";
        /// Who listens.
        transcription_engine: word(TranscriptionEngine) = "transcriptionEngine";
        /// Masks profanities. Default true.
        profanity_filter: flag = "profanityFilter";
        /// The engine's model.
        speech_model: text = "speechModel";
        /// Phrases that are likely, with commas between.
        hints: text = "hints";
        /// Adds punctuation. Default true.
        enable_automatic_punctuation: flag = "enableAutomaticPunctuation";
        /// A stored analysis service.
        intelligence_service: text = "intelligenceService";
    }
    children
    /// Settings and parameters.
    nouns: ConfigNoun;
}

appends! {
    Transcription.nouns {
        /// Adds a setting of the engine.
        config(Config);
        /// Adds a parameter.
        parameter(Parameter);
    }
}
