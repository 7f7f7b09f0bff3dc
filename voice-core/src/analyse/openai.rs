//! `POST /v1/chat/completions` — OpenAI, "Create chat completion" and "Structured outputs".

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;

use super::analyst::{Analysis, Analyst, Sentiment};
use super::prompt;
use crate::http::{Client, Reply, Request};
use crate::{Error, ErrorKind, PrivateText, Raw, Result, Transcript, lenient};

const OPERATION: &str = "analyse";

/// About 100 000 tokens, what most models take at once; an hour of talk is about 60 000 characters.
const MOST_CHARACTERS: usize = 400_000;

/// Analyses with OpenAI, or with any server that has the same interface.
///
/// The model is any name that answers in JSON by a schema; `gpt-4o-mini` by default.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// use std::sync::Arc;
/// use voice_core::analyse::{Analyst, OpenAiAnalyst, Sentiment};
/// use voice_core::http::{BaseUrl, ScriptedService};
/// use voice_core::{Speaker, Transcript, Utterance, openai};
///
/// let service = ScriptedService::new().answer(200, r#"{"choices": [{"message": {"content":
///     "{\"summary\": \"A greeting.\", \"sentiment\": \"positive\", \"key_points\": [], \"action_items\": []}"
/// }, "finish_reason": "stop"}]}"#);
/// let base = BaseUrl::parse(openai::BASE_URL)?;
/// let client = openai::client(base, "an-invented-key", Arc::new(service)).build();
/// let mut transcript = Transcript::default();
/// transcript.utterances.push(Utterance::new(Speaker::Caller, None, "Hello!"));
/// let analysis = OpenAiAnalyst::new(client).analyse(&transcript).await?;
/// assert_eq!(analysis.sentiment, Sentiment::Positive);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OpenAiAnalyst {
    client: Client,
    model: Box<str>,
    language: Option<Box<str>>,
    most_characters: usize,
    by_schema: bool,
}

impl OpenAiAnalyst {
    /// Analyses through a client made by [`openai::client`](crate::openai::client).
    pub fn new(client: Client) -> Self {
        Self {
            client,
            model: "gpt-4o-mini".into(),
            language: None,
            most_characters: MOST_CHARACTERS,
            by_schema: true,
        }
    }

    /// The model.
    #[must_use]
    pub fn model(mut self, model: impl Into<Box<str>>) -> Self {
        self.model = model.into();
        self
    }

    /// The language of the analysis (BCP 47); that of the conversation by default.
    #[must_use]
    pub fn language(mut self, tag: impl Into<Box<str>>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// The longest conversation, in characters; 400 000 by default.
    #[must_use]
    pub fn most_characters(mut self, characters: usize) -> Self {
        self.most_characters = characters;
        self
    }

    /// Asks for JSON without a schema (`json_object`), for a server that knows no schemas.
    #[must_use]
    pub fn without_schema(mut self) -> Self {
        self.by_schema = false;
        self
    }

    fn request(&self, transcript: &Transcript, conversation: &str) -> Request {
        let format = if self.by_schema {
            json!({"type": "json_schema", "json_schema": prompt::schema()})
        } else {
            json!({"type": "json_object"})
        };
        let body = json!({
            "model": self.model,
            "messages": [
                {"role": "system", "content": prompt::task(self.language.as_deref())},
                {"role": "user", "content": conversation},
            ],
            "response_format": format,
        });
        let request = Request::post(OPERATION, "/v1/chat/completions").json(&body);
        // An error may quote what it does not like.
        transcript
            .utterances
            .iter()
            .fold(request, |request, said| request.sensitive(said.text.trim()))
    }
}

#[async_trait]
impl Analyst for OpenAiAnalyst {
    async fn analyse(&self, transcript: &Transcript) -> Result<Analysis> {
        let invalid =
            |why: &str| Error::invalid(self.client.provider(), OPERATION, "transcript", why);
        let said = |text: &PrivateText| !text.trim().is_empty();
        if !transcript
            .utterances
            .iter()
            .any(|utterance| said(&utterance.text))
        {
            return Err(invalid("nobody said anything"));
        }
        let conversation = prompt::conversation(transcript);
        let characters = conversation.chars().count();
        if characters > self.most_characters {
            let most = self.most_characters;
            return Err(invalid(&format!(
                "{characters} characters are more than {most}"
            )));
        }
        let request = self.request(transcript, &conversation);
        read(&self.client.send(request).await?)
    }
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    #[serde(default)]
    finish_reason: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    refusal: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    summary: PrivateText,
    sentiment: Sentiment,
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    key_points: Vec<PrivateText>,
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    action_items: Vec<PrivateText>,
}

fn read(reply: &Reply) -> Result<Analysis> {
    let completion: Completion = reply.json()?;
    let Some(choice) = completion.choices.into_iter().next() else {
        return Err(reply.unreadable("the answer holds no choice"));
    };
    // The model's words may repeat the caller's, so the errors do not repeat the model's.
    let filtered = choice.finish_reason.as_deref() == Some("content_filter");
    if filtered || choice.message.refusal.is_some() {
        return Err(reply.refused(
            ErrorKind::InvalidRequest,
            "the model refuses to analyse this conversation",
        ));
    }
    if choice.finish_reason.as_deref() == Some("length") {
        return Err(reply.unreadable("the analysis was cut off at the model's limit"));
    }
    let content = choice.message.content.unwrap_or_default();
    let content: Content = serde_json::from_str(&content)
        .map_err(|_| reply.unreadable("the analysis is not the JSON that was asked for"))?;
    Ok(Analysis {
        summary: content.summary,
        sentiment: content.sentiment,
        key_points: content.key_points,
        action_items: content.action_items,
        raw: Raw::from(String::from_utf8_lossy(reply.body()).into_owned()),
    })
}
