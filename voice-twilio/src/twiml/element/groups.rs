//! Attributes that several elements have: `Name = "Tag" { … } + group`. They come after an element's own.

/// Declares groups. The `$` lets the macro that is declared have parameters of its own.
macro_rules! groups {
    ($dollar:tt $( $group:ident { $($attributes:tt)* } )+) => {
        $(
            macro_rules! $group {
                ([$dollar($dollar head:tt)*] { $dollar($dollar own:tt)* } $dollar($dollar rest:tt)*) => {
                    $crate::twiml::element::element! {
                        $dollar($dollar head)* { $dollar($dollar own)* $($attributes)* } $dollar($dollar rest)*
                    }
                };
            }
            pub(crate) use $group;
        )+
    };
}

groups! { $
    leg {
        /// The document that the dialled side hears before the two are connected; see
        /// [`Place::Whisper`](crate::twiml::Place::Whisper).
        url: url = "url";
        /// How. Default `POST`.
        method: word(crate::twiml::Method) = "method";
        /// Is told of the leg's progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(crate::twiml::Method) = "statusCallbackMethod";
        /// Of which events. Default `completed`.
        status_callback_event: list(crate::twiml::LegEvent) = "statusCallbackEvent";
    }
    machine_detection {
        /// Listens for an answering machine.
        machine_detection: word(crate::twiml::MachineDetection) = "machineDetection";
        /// Seconds it listens, 3 to 60. Default 30.
        machine_detection_timeout: number = "machineDetectionTimeout", Rule::Range(3, 60);
        /// Speech longer than this many ms (1000 to 6000) is a machine. Default 2400.
        machine_detection_speech_threshold: number = "machineDetectionSpeechThreshold",
            Rule::Range(1_000, 6_000);
        /// Silence of so many ms (500 to 5000) ends speech. Default 1200.
        machine_detection_speech_end_threshold: number = "machineDetectionSpeechEndThreshold",
            Rule::Range(500, 5_000);
        /// Silence of so many ms (2000 to 10000) at first is `unknown`. Default 5000.
        machine_detection_silence_timeout: number = "machineDetectionSilenceTimeout",
            Rule::Range(2_000, 10_000);
        /// Is told what answered.
        amd_status_callback: url = "amdStatusCallback";
        /// How. Default `POST`.
        amd_status_callback_method: word(crate::twiml::Method) = "amdStatusCallbackMethod";
    }
    recording_callback {
        /// Is told when the recording is ready.
        recording_status_callback: url = "recordingStatusCallback";
        /// How. Default `POST`.
        recording_status_callback_method: word(crate::twiml::Method) = "recordingStatusCallbackMethod";
        /// When. Default `completed`.
        recording_status_callback_event: list(crate::twiml::RecordingEvent) =
            "recordingStatusCallbackEvent";
    }
}
