//! Which model answers in which format.

/// How the service answers. Plain text and subtitles are left out: they tell less than these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TranscriptionFormat {
    /// The text.
    Json,
    /// The text with its segments, and words if asked for.
    VerboseJson,
    /// The segments with who spoke.
    DiarizedJson,
}

impl TranscriptionFormat {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::VerboseJson => "verbose_json",
            Self::DiarizedJson => "diarized_json",
        }
    }

    /// What tells most of what the model can. A model that is not OpenAI's is taken for a Whisper.
    pub(super) fn best_of(model: &str) -> Self {
        if is_diarizing(model) {
            Self::DiarizedJson
        } else if is_plain(model) {
            Self::Json
        } else {
            Self::VerboseJson
        }
    }

    /// Whether the model is known to answer in it; what is not known may be tried.
    pub(super) fn is_of(self, model: &str) -> bool {
        match self {
            Self::Json => true,
            Self::VerboseJson => !is_plain(model) && !is_diarizing(model),
            Self::DiarizedJson => !is_plain(model) && model != "whisper-1",
        }
    }
}

pub(super) fn is_diarizing(model: &str) -> bool {
    model.starts_with("gpt-4o-transcribe-diarize")
}

fn is_plain(model: &str) -> bool {
    !is_diarizing(model)
        && [
            "gpt-4o-transcribe",
            "gpt-4o-mini-transcribe",
            "gpt-transcribe",
        ]
        .iter()
        .any(|known| model.starts_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use TranscriptionFormat::{DiarizedJson, Json, VerboseJson};

    #[test]
    fn the_matrix_of_the_reference_holds() {
        for (model, formats) in [
            ("whisper-1", &[Json, VerboseJson][..]),
            ("gpt-4o-transcribe", &[Json]),
            ("gpt-4o-mini-transcribe-2025-12-15", &[Json]),
            ("gpt-transcribe", &[Json]),
            ("gpt-4o-transcribe-diarize", &[Json, DiarizedJson]),
            (
                "Systran/faster-whisper-large-v3",
                &[Json, VerboseJson, DiarizedJson],
            ),
        ] {
            for format in [Json, VerboseJson, DiarizedJson] {
                assert_eq!(
                    format.is_of(model),
                    formats.contains(&format),
                    "{model} {format:?}"
                );
            }
            let best = TranscriptionFormat::best_of(model);
            assert!(best.is_of(model), "{model}");
        }
        assert_eq!(TranscriptionFormat::best_of("whisper-1"), VerboseJson);
    }
}
