//! What a conversation comes down to, over a server with OpenAI's interface.

use std::time::Duration;

use serde_json::{Value, json};
use voice_core::analyse::{Analyst, OpenAiAnalyst, Sentiment};
use voice_core::{ErrorKind, Outcome, Speaker, Transcript, Utterance};
use wiremock::ResponseTemplate;

use super::openai::{KEY, Server, endings};

fn conversation() -> Transcript {
    let mut transcript = Transcript::default();
    let at = |seconds| Some(Duration::from_secs(seconds));
    transcript.utterances = vec![
        Utterance::new(Speaker::Agent, at(0), "Hello, what can I do?"),
        Utterance::new(Speaker::Caller, at(65), "meet me at noon"),
    ];
    transcript
}

fn completion(content: &Value, finish: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "id": "chatcmpl-invented",
        "choices": [{"index": 0, "message": content, "finish_reason": finish}],
        "usage": {"total_tokens": 7},
    }))
}

fn analysis(sentiment: &str) -> ResponseTemplate {
    let content = json!({
        "summary": "The caller wants to meet at noon.",
        "sentiment": sentiment,
        "key_points": ["A meeting.", "Noon."],
        "action_items": null,
        "invented": true,
    });
    completion(
        &json!({"role": "assistant", "content": content.to_string(), "refusal": null}),
        "stop",
    )
}

#[tokio::test]
async fn a_conversation_is_asked_about_by_schema_and_read() {
    let server = Server::answering([analysis("positive"), analysis("furious")]).await;
    let analyst = OpenAiAnalyst::new(server.client()).language("en");
    let read = analyst.analyse(&conversation()).await.unwrap();
    assert_eq!(read.sentiment, Sentiment::Positive);
    assert_eq!(read.key_points.len(), 2);
    assert!(read.action_items.is_empty());
    assert!(read.raw.as_str().contains("chatcmpl-invented"));
    let debug = format!("{read:?}");
    assert!(
        !debug.contains("noon") && !debug.contains("Noon"),
        "{debug}"
    );

    let request = &server.requests().await[0];
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url.path(), "/v1/chat/completions");
    assert_eq!(request.headers["authorization"], ["Bearer ", KEY].concat());
    let body: Value = request.body_json().unwrap();
    let told = [&body["messages"][0], &body["messages"][1]].map(|message| {
        [
            message["role"].as_str().unwrap(),
            ": ",
            message["content"].as_str().unwrap(),
        ]
        .concat()
    });
    insta::assert_snapshot!("the_question", told.join("\n"));
    assert_eq!(body["model"], "gpt-4o-mini");
    let format = &body["response_format"];
    assert_eq!(format["type"], "json_schema");
    let schema = &format["json_schema"];
    assert_eq!(
        (&schema["name"], &schema["strict"]),
        (&json!("call_analysis"), &json!(true))
    );
    let schema = &schema["schema"];
    let members = json!(["summary", "sentiment", "key_points", "action_items"]);
    assert_eq!(schema["required"], members);
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(
        schema["properties"]["sentiment"]["enum"],
        json!(["positive", "neutral", "negative"])
    );

    // A word that the schema forbids survives all the same.
    let plain = analyst.without_schema().model("local");
    let read = plain.analyse(&conversation()).await.unwrap();
    assert_eq!(read.sentiment.as_str(), "furious");
    let body: Value = server.requests().await[1].body_json().unwrap();
    assert_eq!(body["model"], "local");
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
}

#[tokio::test]
async fn what_cannot_be_analysed_is_refused_before_it_is_sent() {
    let server = Server::answering([]).await;
    let analyst = OpenAiAnalyst::new(server.client()).most_characters(40);
    let mut silence = Transcript::default();
    silence.utterances = vec![Utterance::new(Speaker::Caller, None, " \n")];
    for transcript in [Transcript::default(), silence, conversation()] {
        let error = analyst.analyse(&transcript).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.option(), Some("transcript"));
    }
    assert!(server.requests().await.is_empty());
}

#[tokio::test]
async fn an_answer_that_is_no_analysis_is_an_error_that_repeats_nothing() {
    let text = |content: &str| json!({"content": content});
    for (answer, kind, outcome) in [
        (
            completion(&text("meet me at noon"), "stop"),
            ErrorKind::Decode,
            Outcome::Unknown,
        ),
        (
            completion(&text("{\"summary\": \"meet me at noon"), "length"),
            ErrorKind::Decode,
            Outcome::Unknown,
        ),
        (
            completion(&json!({}), "stop"),
            ErrorKind::Decode,
            Outcome::Unknown,
        ),
        (
            completion(
                &json!({"content": null, "refusal": "I won't meet me at noon"}),
                "stop",
            ),
            ErrorKind::InvalidRequest,
            Outcome::NotDone,
        ),
        (
            completion(&text(""), "content_filter"),
            ErrorKind::InvalidRequest,
            Outcome::NotDone,
        ),
        (
            ResponseTemplate::new(200).set_body_json(json!({"choices": []})),
            ErrorKind::Decode,
            Outcome::Unknown,
        ),
    ] {
        let server = Server::answering([answer]).await;
        let analyst = OpenAiAnalyst::new(server.client());
        let error = analyst.analyse(&conversation()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{error}");
        assert!(!format!("{error} {error:?}").contains("noon"), "{error:?}");
        assert_eq!(server.requests().await.len(), 1);
    }
}

#[tokio::test]
async fn a_refusal_for_now_is_repeated_and_nothing_else_is() {
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "2");
    let server = Server::answering([busy, analysis("neutral")]).await;
    let analyst = OpenAiAnalyst::new(server.client());
    analyst.analyse(&conversation()).await.unwrap();
    assert_eq!(server.clock.sleeps(), [Duration::from_secs(2)]);
    assert_eq!(server.requests().await.len(), 2);

    endings(|client| async move {
        let analyst = OpenAiAnalyst::new(client);
        analyst.analyse(&conversation()).await.unwrap_err()
    })
    .await;
}
