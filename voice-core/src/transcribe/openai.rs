//! `POST /v1/audio/transcriptions` — OpenAI, "Create transcription".

use async_trait::async_trait;

use super::format::{TranscriptionFormat, is_diarizing};
use super::transcriber::{Transcriber, TranscriptionRequest};
use super::transcription::Transcription;
use super::wire::Answer;
use crate::http::{Client, Multipart, Request};
use crate::{Error, Raw, Result};

const OPERATION: &str = "transcribe";

/// What OpenAI takes at most: 25 MB.
const SIZE_LIMIT: usize = 25 * 1024 * 1024;

/// Transcribes with OpenAI, or with any server that has the same interface.
///
/// The model is any name; `whisper-1` by default. The format is the one that tells most of what the model can: segments with
/// times from a Whisper, speakers from a diarizing model, the bare text from the others.
///
/// An hour of telephony (8 kHz, mono) is about 57 MB as 16-bit WAV and 7 to 15 MB as MP3; the limit is 25 MB. Split longer
/// recordings at silence and add the offsets.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// use std::sync::Arc;
/// use voice_core::http::{BaseUrl, ScriptedService};
/// use voice_core::openai;
/// use voice_core::transcribe::{AudioFile, OpenAiTranscriber, Transcriber, TranscriptionRequest};
///
/// let service = ScriptedService::new().answer(
///     200,
///     r#"{"text": "Hello.", "segments": [{"start": 0.0, "end": 1.5, "text": " Hello."}]}"#,
/// );
/// let base = BaseUrl::parse("http://127.0.0.1:8000")?;
/// let client = openai::client(base, "an-invented-key", Arc::new(service)).build();
/// let transcriber = OpenAiTranscriber::new(client).model("Systran/faster-whisper-small");
/// let recording = AudioFile::new("call.wav", &b"RIFF"[..]);
/// let heard = transcriber.transcribe(&TranscriptionRequest::new(recording)).await?;
/// assert_eq!(heard.segments[0].text, "Hello.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OpenAiTranscriber {
    client: Client,
    model: Box<str>,
    format: Option<TranscriptionFormat>,
    size_limit: usize,
    checked: bool,
}

impl OpenAiTranscriber {
    /// Transcribes through a client made by [`openai::client`](crate::openai::client).
    pub fn new(client: Client) -> Self {
        Self {
            client,
            model: "whisper-1".into(),
            format: None,
            size_limit: SIZE_LIMIT,
            checked: true,
        }
    }

    /// The model.
    #[must_use]
    pub fn model(mut self, model: impl Into<Box<str>>) -> Self {
        self.model = model.into();
        self
    }

    /// How the service answers, instead of the format that tells most.
    #[must_use]
    pub fn format(mut self, format: TranscriptionFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// The most bytes of a recording; 25 MiB by default.
    #[must_use]
    pub fn size_limit(mut self, bytes: usize) -> Self {
        self.size_limit = bytes;
        self
    }

    /// Leaves it to the server which formats, options and file types it takes, for one that takes more than OpenAI. The size is
    /// checked all the same.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    fn invalid(&self, field: &'static str, why: impl std::fmt::Display) -> Error {
        Error::invalid(self.client.provider(), OPERATION, field, why)
    }

    fn unsupported(&self, option: &'static str, why: &str) -> Error {
        Error::unsupported_option(self.client.provider(), OPERATION, option, why)
    }

    /// Refuses what the model cannot, before anything is sent.
    fn check(&self, asked: &TranscriptionRequest, format: TranscriptionFormat) -> Result<()> {
        let size = asked.audio.bytes().len();
        if size == 0 {
            return Err(self.invalid("audio", "the recording is empty"));
        }
        if size > self.size_limit {
            let why = format!("{size} bytes are more than {}", self.size_limit);
            return Err(self.invalid("audio", why));
        }
        if !self.checked {
            return Ok(());
        }
        if !asked.audio.has_a_known_extension() {
            let why =
                "the name's extension is none of flac, m4a, mp3, mp4, mpeg, mpga, ogg, wav, webm";
            return Err(self.invalid("audio", why));
        }
        if !format.is_of(&self.model) {
            let why = format!("the model does not answer in {}", format.as_str());
            return Err(self.unsupported("format", &why));
        }
        if asked.word_times && format != TranscriptionFormat::VerboseJson {
            return Err(self.unsupported("word_times", "only verbose_json tells them"));
        }
        if asked.prompt.is_some() && is_diarizing(&self.model) {
            return Err(self.unsupported("prompt", "a diarizing model takes none"));
        }
        Ok(())
    }

    fn language(&self, tag: &str) -> Result<String> {
        let primary = tag.split('-').next().unwrap_or_default();
        let is_code = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_code {
            Ok(primary.to_ascii_lowercase())
        } else {
            Err(self.invalid("language", "not a language code (`hi`, `en-GB`)"))
        }
    }
}

#[async_trait]
impl Transcriber for OpenAiTranscriber {
    async fn transcribe(&self, asked: &TranscriptionRequest) -> Result<Transcription> {
        let format = self
            .format
            .unwrap_or_else(|| TranscriptionFormat::best_of(&self.model));
        self.check(asked, format)?;
        let audio = &asked.audio;
        let mut form = Multipart::new()
            .file(
                "file",
                audio.name(),
                audio.type_on_the_wire(),
                audio.bytes().clone(),
            )
            .text("model", &*self.model)
            .text("response_format", format.as_str());
        if let Some(tag) = &asked.language {
            form = form.text("language", self.language(tag)?);
        }
        if let Some(prompt) = &asked.prompt {
            form = form.text("prompt", prompt.as_str());
        }
        if asked.word_times {
            form = form
                .text("timestamp_granularities[]", "segment")
                .text("timestamp_granularities[]", "word");
        }
        if is_diarizing(&self.model) {
            // Needed beyond 30 seconds, harmless below.
            form = form.text("chunking_strategy", "auto");
        }
        let mut request = Request::post(OPERATION, "/v1/audio/transcriptions")
            .multipart(form)
            .sensitive(audio.name());
        if let Some(prompt) = &asked.prompt {
            request = request.sensitive(prompt.as_str());
        }
        let reply = self.client.send(request).await?;
        let answer: Answer = reply.json()?;
        let raw = Raw::from(String::from_utf8_lossy(reply.body()).into_owned());
        Ok(answer.into_transcription(raw))
    }
}
