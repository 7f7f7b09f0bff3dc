//! Speech to text over a server with OpenAI's interface.

use std::time::Duration;

use voice_core::transcribe::{
    AudioFile, OpenAiTranscriber, Transcriber, TranscriptionFormat, TranscriptionRequest,
};
use voice_core::{ErrorKind, Speaker};
use wiremock::{Request, ResponseTemplate};

use super::openai::{KEY, Server, endings, json};

/// OpenAI, "Verbose transcription", with members that are not documented.
const VERBOSE: &str = r#"{"task": "transcribe", "language": "english", "duration": "8.470000267028809",
 "text": "The beach was a popular spot. Meet me at noon.",
 "segments": [
  {"id": 0, "seek": 0, "start": 0.0, "end": 3.319999933242798, "text": " The beach was a popular spot.", "tokens": [50364],
   "temperature": 0.0, "avg_logprob": -0.2860786020755768, "compression_ratio": 1.2, "no_speech_prob": 0.009, "new": [1]},
  {"id": 1, "start": 3.5, "end": 8, "text": " Meet me at noon.", "avg_logprob": 0.001}],
 "words": [{"word": "The", "start": 0.0, "end": 0.2399}], "usage": {"type": "duration", "seconds": 9}}"#;

const DIARIZED: &str = r#"{"task": "transcribe", "duration": 4.2, "text": "Hi. Hello.", "segments": [
 {"type": "transcript.text.segment", "id": "seg_1", "start": 0.0, "end": 1.1, "text": "Hi.", "speaker": "agent"},
 {"type": "transcript.text.segment", "id": "seg_2", "start": 1.2, "end": 4.2, "text": "Hello.", "speaker": "A"}]}"#;

fn recording() -> TranscriptionRequest {
    TranscriptionRequest::new(AudioFile::new("call.mp3", &b"ID3-invented-sound"[..]))
}

/// The text of a multipart field.
fn fields(request: &Request, name: &str) -> Vec<String> {
    let head = format!("form-data; name=\"{name}\"");
    let text = String::from_utf8_lossy(&request.body).into_owned();
    text.split("\r\n--")
        .filter_map(|part| part.split_once("\r\n\r\n"))
        .filter(|(found, _)| found.contains(&head))
        .map(|(_, value)| value.to_owned())
        .collect()
}

#[tokio::test]
async fn a_recording_is_sent_as_a_form_and_read_with_its_segments() {
    let server = Server::answering([json(200, VERBOSE)]).await;
    let transcriber = OpenAiTranscriber::new(server.client());
    let asked = recording()
        .language("en-GB")
        .prompt("Ms Example")
        .word_times();
    let heard = transcriber.transcribe(&asked).await.unwrap();

    let [request] = &server.requests().await[..] else {
        panic!("it is sent once");
    };
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url.path(), "/v1/audio/transcriptions");
    assert_eq!(request.headers["authorization"], ["Bearer ", KEY].concat());
    assert!(
        request.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("multipart/form-data; boundary=")
    );
    let body = String::from_utf8_lossy(&request.body);
    assert!(body.contains(
        "name=\"file\"; filename=\"call.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\nID3-invented-sound"
    ));
    for (name, values) in [
        ("model", &["whisper-1"][..]),
        ("response_format", &["verbose_json"]),
        ("language", &["en"]),
        ("prompt", &["Ms Example"]),
        ("timestamp_granularities[]", &["segment", "word"]),
        ("temperature", &[]),
        ("chunking_strategy", &[]),
    ] {
        assert_eq!(fields(request, name), values, "{name}");
    }

    assert_eq!(heard.language.as_deref(), Some("english"));
    assert_eq!(
        heard.duration,
        Some(Duration::from_secs_f64(8.470_000_267_028_809))
    );
    assert_eq!(heard.segments[0].text, "The beach was a popular spot.");
    assert!((heard.segments[0].confidence.unwrap() - 0.7512).abs() < 0.0001);
    assert_eq!(heard.segments[1].confidence, Some(1.0));
    assert_eq!(heard.segments[1].end, Duration::from_secs(8));
    assert_eq!(heard.words[0].text, "The");
    assert_eq!(heard.raw.as_str(), VERBOSE);
    let debug = format!("{heard:?}");
    assert!(
        !debug.contains("beach") && !debug.contains("noon"),
        "{debug}"
    );
    let transcript = heard.into_transcript(Speaker::Caller);
    assert_eq!(
        transcript.utterances[1].offset,
        Some(Duration::from_millis(3500))
    );
}

#[tokio::test]
async fn each_model_is_asked_in_the_format_that_tells_most() {
    for (model, format, answer) in [
        (
            "gpt-4o-transcribe",
            "json",
            r#"{"text": "Hi. Hello.", "usage": {"type": "tokens"}}"#,
        ),
        ("gpt-4o-transcribe-diarize", "diarized_json", DIARIZED),
        (
            "Systran/faster-whisper-small",
            "verbose_json",
            r#"{"text": "Hi. Hello.", "segments": null}"#,
        ),
    ] {
        let server = Server::answering([json(200, answer)]).await;
        let transcriber = OpenAiTranscriber::new(server.client()).model(model);
        let heard = transcriber.transcribe(&recording()).await.unwrap();
        assert_eq!(heard.text, "Hi. Hello.");
        let request = &server.requests().await[0];
        assert_eq!(fields(request, "model"), [model]);
        assert_eq!(fields(request, "response_format"), [format]);
        if model.ends_with("diarize") {
            assert_eq!(fields(request, "chunking_strategy"), ["auto"]);
            let speakers: Vec<_> = heard
                .segments
                .iter()
                .map(|s| s.speaker.as_deref())
                .collect();
            assert_eq!(speakers, [Some("agent"), Some("A")]);
        }
    }
}

#[tokio::test]
async fn what_the_model_cannot_is_refused_before_it_is_sent() {
    use ErrorKind::{InvalidRequest, Unsupported};
    let server = Server::answering([]).await;
    let whisper = OpenAiTranscriber::new(server.client());
    let plain = whisper.clone().model("gpt-4o-transcribe");
    let diarizing = whisper.clone().model("gpt-4o-transcribe-diarize");
    let audio =
        |name: &str, size: usize| TranscriptionRequest::new(AudioFile::new(name, vec![0; size]));
    for (transcriber, asked, kind, option) in [
        (whisper.clone(), audio("a.mp3", 0), InvalidRequest, "audio"),
        (
            whisper.clone(),
            audio("a.mp3", 25 * 1024 * 1024 + 1),
            InvalidRequest,
            "audio",
        ),
        (whisper.clone(), audio("a.aiff", 1), InvalidRequest, "audio"),
        (
            whisper.clone(),
            recording().language("english"),
            InvalidRequest,
            "language",
        ),
        (
            whisper.clone().format(TranscriptionFormat::DiarizedJson),
            recording(),
            Unsupported,
            "format",
        ),
        (
            plain.clone().format(TranscriptionFormat::VerboseJson),
            recording(),
            Unsupported,
            "format",
        ),
        (
            plain.clone(),
            recording().word_times(),
            Unsupported,
            "word_times",
        ),
        (diarizing, recording().prompt("x"), Unsupported, "prompt"),
    ] {
        let error = transcriber.transcribe(&asked).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.option()),
            (kind, Some(option)),
            "{error}"
        );
    }
    assert!(server.requests().await.is_empty());

    let server = Server::answering([json(200, r#"{"text": "x"}"#)]).await;
    let lenient = OpenAiTranscriber::new(server.client())
        .model("gpt-4o-transcribe")
        .format(TranscriptionFormat::VerboseJson)
        .unchecked();
    let asked = TranscriptionRequest::new(AudioFile::new("a.aiff", "x").media_type("audio/aiff"));
    assert_eq!(lenient.transcribe(&asked).await.unwrap().text, "x");
    let body = String::from_utf8_lossy(&server.requests().await[0].body).into_owned();
    assert!(body.contains("Content-Type: audio/aiff"), "{body}");
    let small = lenient.size_limit(1);
    let error = small.transcribe(&recording()).await.unwrap_err();
    assert_eq!(error.option(), Some("audio"));
}

#[tokio::test]
async fn a_refusal_for_now_is_repeated_and_nothing_else_is() {
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "2");
    let server = Server::answering([busy, json(200, VERBOSE)]).await;
    let transcriber = OpenAiTranscriber::new(server.client());
    transcriber.transcribe(&recording()).await.unwrap();
    assert_eq!(server.clock.sleeps(), [Duration::from_secs(2)]);
    assert_eq!(server.requests().await.len(), 2);

    endings(|client| async move {
        let asked = recording().prompt("meet me at noon");
        let transcriber = OpenAiTranscriber::new(client);
        transcriber.transcribe(&asked).await.unwrap_err()
    })
    .await;
}
