//! L10 over the whole crate: every public type, with something private in every place that can hold it, prints none of it.
//!
//! The list cannot fall behind: a public type of the sources that is neither walked nor listed as harmless fails the test.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, Method};
use voice_core::analyse::{Analysis, Analyst, OpenAiAnalyst, Sentiment};
use voice_core::conformance::{Fixture, Printed, Recorder};
use voice_core::http::{
    BaseUrl, Client, Credentials, Download, Multipart, Reply, Request, ReqwestService,
    ResponseBody, ScriptedService, ServiceError, VendorError,
};
use voice_core::mock::{Conversation, MockFactory, MockProvider, TurnKind};
use voice_core::registry::{
    Format, ProviderFactory, Registry, RegistryError, Setting, Settings, StoredProvider,
};
use voice_core::tenant::{Tenant, TenantId};
use voice_core::transcribe::{
    AudioFile, OpenAiTranscriber, Segment, Transcriber, Transcription, TranscriptionRequest,
};
use voice_core::webhook::{
    AllowedSources, MemorySeenStore, PublicUrl, ReplayGuard, ReplayKey, SigningKeys, TokenInUrl,
    VerbatimUrl, Verified, Verifier, VerifyError, WebhookRequest,
};
use voice_core::xml::{Element, Event, Reader, Sink as _, Template, marked};
#[allow(clippy::wildcard_imports, reason = "the test walks the whole crate")]
use voice_core::*;

const TOKEN: &str = "an-invented-token";
const NUMBER: &str = "+15550100101";
const DIGITS: &str = "5550100101";
const SAID: &str = "meet me at noon";
const LINK: &str =
    "https://example.com/an-invented-token/5550100101?k=an-invented-token&n=5550100101";

/// Holds words, counts, ids, times, or what a program wrote about itself; never what a person said, a number or a secret.
const HARMLESS: &[&str] = &[
    // Words of the field and lists of them.
    "AnsweredBy",
    "AudioFormat",
    "BatchStatus",
    "CallStatus",
    "Capabilities",
    "ControlOperation",
    "DigitSource",
    "Direction",
    "ErrorKind",
    "Facet",
    "HangupCause",
    "Level",
    "Limit",
    "MachineDetection",
    "MessageOption",
    "MessageStatus",
    "NumberAbilities",
    "NumberKind",
    "NumberOperation",
    "Outcome",
    "OutboundSupport",
    "Reach",
    "RecordingStatus",
    "Seen",
    "Sentiment",
    "SettingFault",
    "SettingProblem",
    "Speaker",
    "Switch",
    "TranscriptionFormat",
    "TransferMode",
    "VariableSource",
    "VerifyError",
    // Ids, names, times, amounts and sizes.
    "Batch",
    "CallTracker",
    "Cascade",
    "Fill",
    "HostedFlowVersion",
    "IpNetwork",
    "Limits",
    "Money",
    "ProviderHealth",
    "Reference",
    "Resolved",
    "Rule",
    "StatusChange",
    "TenantId",
    "Timestamp",
    "Voice",
    "WebhookLimits",
    // What has no `Debug`.
    "Printable",
    // Errors that say which rule, and hold no text.
    "ParseBaseUrlError",
    "ParseMoneyError",
    "ParseNetworkError",
    "ParseNumberError",
    "ParsePartyError",
    "ParsePublicUrlError",
    "ParseReferenceError",
    "ParseTenantIdError",
    "PublicUrlError",
    "SeenStoreUnavailable",
    "UnreadableTimestamp",
    "WeakToken",
    "WebhookBodyError",
    "WebhookRequestError",
    "XmlErrorKind",
    // What is configured, without a secret.
    "BuildServiceError",
    "Format",
    "ManualClock",
    "MockFactory",
    "MockFailure",
    "OsRandomness",
    "ProcessEnvironment",
    "RateLimiter",
    "RetryPolicy",
    "SeededRandomness",
    "Setting",
    "TokioClock",
    // What the conformance suite says; its texts are made from operations and kinds only.
    "BrokenContract",
    "Check",
    "Report",
    "Verdict",
    // Streams with a provider's name.
    "Pages",
];

/// What collects them, too: somebody may print it in a failing test.
fn collection(printed: &mut Printed) {
    let mut own = Printed::new();
    own.debug("text", &SAID);
    printed.debug("Printed", &own);
}

fn number() -> PhoneNumber {
    NUMBER.parse().unwrap()
}

fn link() -> url::Url {
    LINK.parse().unwrap()
}

fn words(printed: &mut Printed) {
    printed.debug("PhoneNumber", &number());
    for text in [
        NUMBER,
        "sip:5550100101@example.com",
        "client:5550100101",
        "05550100101",
    ] {
        printed.debug("Party", &Party::reported(text));
    }
    printed.debug("PrivateText", &PrivateText::from(SAID));
    printed.debug("Raw", &Raw::from(LINK));
    printed.debug("Cursor", &Cursor::new(LINK));
    for text in [NUMBER, SAID, LINK] {
        printed.error("ParseTimestampError", &Timestamp::parse(text).unwrap_err());
        printed.error(
            "ParseTimestampError",
            &Timestamp::parse_rfc2822(text).unwrap_err(),
        );
        printed.error(
            "ParsePartyError",
            &Party::parse(&["+", text].concat()).unwrap_err(),
        );
        printed.error("ParsePartyError", &Party::parse(SAID).unwrap_err());
        printed.error(
            "ParseNumberError",
            &PhoneNumber::parse(text.trim_start_matches('+')).unwrap_err(),
        );
        printed.error(
            "ParseReferenceError",
            &Reference::parse(&[text, "!"].concat()).unwrap_err(),
        );
        printed.error("ParseMoneyError", &Money::parse(text, TOKEN).unwrap_err());
        printed.error(
            "ParseTenantIdError",
            &TenantId::parse(&[text, "\n"].concat()).unwrap_err(),
        );
    }
}

fn calls(printed: &mut Printed) -> OutboundCall {
    let mut call = OutboundCall::new(number(), number())
        .send_digits(DIGITS)
        .status_callback(link())
        .variable("name", SAID);
    for answer in [
        Answer::Url(link()),
        Answer::Stream(link()),
        Answer::markup(SAID),
        Answer::Agent(SAID.into()),
        Answer::Connect(number().into()),
        Answer::HostedFlow("flow".into()),
    ] {
        printed.debug("Answer", &answer);
        call = call.answer(answer);
        printed.debug("OutboundCall", &call);
    }
    printed.debug("NewBatch", &NewBatch::new(vec![call.clone()]));
    let reason = [NUMBER, SAID].concat().into();
    printed.debug(
        "BatchItem",
        &BatchItem::Refused {
            index: None,
            reason,
        },
    );
    printed.debug(
        "CallQuery",
        &CallQuery::new()
            .from(number())
            .to(number())
            .cursor(Cursor::new(LINK)),
    );
    printed.debug("Transfer", &Transfer::attended(number()));

    let mut placed = Call::new("acme", "1".into(), CallStatus::Queued);
    placed.from = Some(number().into());
    placed.to = Some(number().into());
    placed.raw = LINK.into();
    printed.debug("Call", &placed);
    printed.debug("BatchItem", &BatchItem::Call(Box::new(placed.clone())));
    printed.debug(
        "Page",
        &Page::new(vec![placed.clone()], Some(Cursor::new(LINK))),
    );
    printed.debug(
        "Reconciliation",
        &Reconciliation::Ambiguous(vec![placed.clone()]),
    );
    printed.debug("Reconciliation", &Reconciliation::Found(Box::new(placed)));
    call
}

fn events(printed: &mut Printed) {
    let mut change = StatusChange::new(CallStatus::Completed);
    change.from = Some(number().into());
    let (from, to) = (Party::from(number()), Party::from(number()));
    for kind in [
        EventKind::Incoming {
            from: from.clone(),
            to: to.clone(),
        },
        EventKind::Status(change),
        EventKind::Digits {
            digits: DIGITS.into(),
            finish_key: None,
        },
        EventKind::Speech {
            text: SAID.into(),
            confidence: None,
        },
        EventKind::Recording {
            id: None,
            status: RecordingStatus::Completed,
            url: Some(LINK.into()),
            duration: None,
        },
        EventKind::Transcript {
            id: None,
            text: Some(SAID.into()),
        },
        EventKind::Summary { text: SAID.into() },
        EventKind::MessageReceived {
            id: "1".into(),
            from,
            to,
            body: SAID.into(),
        },
    ] {
        let mut event = CallEvent::new("acme", kind);
        event.raw = LINK.into();
        printed.debug("CallEvent", &event);
        printed.debug("EventKind", &event.kind);
    }
}

fn assets(printed: &mut Printed) {
    let mut message = Message::new("1".into(), MessageStatus::Sent);
    message.from = Some(number().into());
    message.to = vec![number().into()];
    message.body = Some(SAID.into());
    message.raw = SAID.into();
    printed.debug("Message", &message);
    let text = NewMessage::new(number(), number(), SAID)
        .media(link())
        .status_callback(link());
    printed.debug("NewMessage", &text);
    printed.debug(
        "MessageQuery",
        &MessageQuery::new().from(number()).to(number()),
    );

    let mut owned = OwnedNumber::new("1".into(), number());
    owned.label = Some(NUMBER.into());
    owned.voice_url = Some(link());
    owned.raw = LINK.into();
    printed.debug("OwnedNumber", &owned);
    printed.debug(
        "NumberUpdate",
        &NumberUpdate::new()
            .label(NUMBER)
            .voice_url(link())
            .status_callback(link()),
    );
    printed.debug("NumberSearch", &NumberSearch::new("US").contains(DIGITS));
    printed.debug("AvailableNumber", &AvailableNumber::new(number()));

    let mut recording = Recording::new("1".into(), RecordingStatus::Completed);
    recording.url = Some(LINK.into());
    recording.raw = LINK.into();
    printed.debug("Recording", &recording);
    let mut query = RecordingQuery::of("1".into());
    query.cursor = Some(Cursor::new(LINK));
    printed.debug("RecordingQuery", &query);

    let mut transcript = Transcript::default();
    transcript.utterances = vec![Utterance::new(Speaker::Caller, None, SAID)];
    transcript.summary = Some(SAID.into());
    transcript.digits = vec![DigitPress::new(DIGITS, None, DigitSource::Signal)];
    transcript.variables = vec![ExtractedVariable::new("name", SAID, VariableSource::Model)];
    transcript.raw = SAID.into();
    printed.debug("Utterance", &transcript.utterances[0]);
    printed.debug("DigitPress", &transcript.digits[0]);
    printed.debug("ExtractedVariable", &transcript.variables[0]);
    printed.debug("Transcript", &transcript);

    let details = ContactDetails::new()
        .first_name(SAID)
        .last_name(SAID)
        .company(SAID)
        .role(SAID)
        .numbers(vec![number()])
        .emails(vec![TOKEN.into()]);
    printed.debug("ContactDetails", &details);
    let mut contact = Contact::new("1".into(), details);
    contact.raw = SAID.into();
    printed.debug("Contact", &contact);

    let mut flow = HostedFlow::new("1".into());
    flow.document = Some([NUMBER, SAID].concat().into());
    printed.debug("HostedFlow", &flow);
    printed.debug(
        "NewSubscription",
        &NewSubscription::new(link(), ["call.completed"]),
    );
    let mut subscription = Subscription::new("1".into(), link(), Vec::new());
    subscription.signing_key = Some(TOKEN.into());
    subscription.raw = TOKEN.into();
    printed.debug("Subscription", &subscription);
}

async fn plumbing(printed: &mut Printed) {
    let echo = [TOKEN, NUMBER, SAID, LINK].join(" ");
    let service = ScriptedService::new()
        .answer_with(
            200,
            [("set-cookie", TOKEN), ("content-type", "audio/mpeg")],
            echo.clone(),
        )
        .answer_with(200, [("content-type", "audio/mpeg")], echo.clone())
        .answer_with(400, [("set-cookie", TOKEN)], echo.clone());
    let service = Arc::new(service);
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    printed.debug("BaseUrl", &base);
    printed.error("ParseBaseUrlError", &BaseUrl::parse(SAID).unwrap_err());
    printed.error("ParseBaseUrlError", &BaseUrl::parse(LINK).unwrap_err());
    let builder = Client::builder("acme", base, service.clone())
        .credentials(Credentials::basic(DIGITS, TOKEN).and_header("x-more", TOKEN))
        .header("x-account", TOKEN)
        .errors(|answer| {
            // What a reader could log of it.
            let told = VendorError::default().message(Some(format!("{answer:?}")));
            assert!(!format!("{told:?}").contains("ErrorAnswer"));
            told
        });
    printed.debug("Credentials", &Credentials::bearer(TOKEN));
    printed.debug("ClientBuilder", &builder);
    let client: Client = builder.build();
    printed.debug("Client", &client);
    let multipart = Multipart::new()
        .text("body", SAID)
        .file("file", DIGITS, "audio/wav", SAID);
    printed.debug("Multipart", &multipart);
    let ask = || {
        Request::post("send", "/{number}")
            .path("number", NUMBER)
            .query("to", NUMBER)
            .header("x-token", TOKEN)
            .sensitive(SAID)
    };
    printed.debug("Request", &ask().multipart(multipart));
    printed.debug("Request", &Request::get_url("media", LINK));
    let reply: Reply = client.send(ask().form("body", SAID)).await.unwrap();
    printed.debug("Reply", &reply);
    printed.error("Error", &reply.json::<Vec<u8>>().unwrap_err());
    let download: Download = client
        .download(Request::get("media", "/media"))
        .await
        .unwrap();
    printed.debug("Download", &download);
    let error = client.send(ask()).await.unwrap_err();
    // The message is what the reader printed of the answer.
    assert_eq!(
        error.message(),
        format!("ErrorAnswer(send 400, {} bytes)", echo.len())
    );
    printed.error("ErrorAnswer", &error);
    let told = VendorError::default().message(Some(echo.clone()));
    printed.debug("VendorError", &told);
    printed.debug("ScriptedService", &service);
    printed.debug("Recorder", &Recorder::new(service));
    printed.debug("ResponseBody", &ResponseBody::full(echo));
    printed.error(
        "ServiceError",
        &ServiceError::maybe_sent("the connection broke"),
    );
    printed.debug("ReqwestService", &ReqwestService::new().unwrap());
    let audio = Audio {
        content_type: None,
        length: None,
        bytes: Box::pin(futures_util::stream::once(std::future::ready(Ok(
            SAID.into()
        )))),
    };
    printed.debug("Audio", &audio);
}

fn proofs(printed: &mut Printed) {
    let mut headers = HeaderMap::new();
    headers.insert("x-signature", TOKEN.parse().unwrap());
    headers.insert("content-type", "application/json".parse().unwrap());
    let request = WebhookRequest::new(Method::POST, LINK, headers, SAID).unwrap();
    printed.debug("WebhookRequest", &request);
    let bare = LINK.replace("/an-invented-token/5550100101", "");
    let url = [
        "https://u:",
        TOKEN,
        "@",
        bare.trim_start_matches("https://"),
    ]
    .concat();
    let pathless = WebhookRequest::new(Method::POST, url.as_str(), HeaderMap::new(), "").unwrap();
    printed.debug("WebhookRequest", &pathless);
    printed.debug("VerbatimUrl", &VerbatimUrl::split(&url).unwrap());
    printed.error("WebhookBodyError", &request.json::<Vec<u8>>().unwrap_err());
    let token = TokenInUrl::query("k", TOKEN).unwrap();
    printed.debug("TokenInUrl", &token);
    printed.error("WeakToken", &TokenInUrl::query("k", "noon").unwrap_err());
    printed.debug("SigningKeys", &SigningKeys::text(TOKEN));
    printed.debug("AllowedSources", &AllowedSources::new(token.clone(), []));
    let store = Arc::new(MemorySeenStore::default());
    printed.debug("MemorySeenStore", &store);
    printed.debug("ReplayKey", &ReplayKey::of(DIGITS.as_bytes()));
    printed.debug(
        "ReplayGuard",
        &ReplayGuard::new(token.clone(), Duration::ZERO, store),
    );
    printed.debug(
        "PublicUrl",
        &PublicUrl::fixed(&url.replace(['?', '&', '='], "/")).unwrap(),
    );
    printed.error("ParsePublicUrlError", &PublicUrl::fixed(LINK).unwrap_err());

    let mock = MockProvider::new();
    let proof: Verified<'_> = request
        .verify(&token, &mock, Timestamp::UNIX_EPOCH)
        .unwrap();
    printed.debug("Verified", &proof);
    printed.error("Error", &proof.events().unwrap_err());
    let wrong: VerifyError = SigningKeys::text(TOKEN)
        .check_sha256(&[SAID], b"x")
        .unwrap_err();
    printed.error("VerifyError", &wrong);
    let wrong = TokenInUrl::query("k", "another-invented-one").unwrap();
    printed.error(
        "VerifyError",
        &wrong.verify(&request, Timestamp::UNIX_EPOCH).unwrap_err(),
    );
}

fn documents(printed: &mut Printed) {
    let text = format!("<Say n='{NUMBER}' t=\"{TOKEN}\">{SAID}</Say>");
    let mut reader = Reader::new(&text).unwrap();
    loop {
        let event = reader.next_event().unwrap();
        printed.debug("Reader", &reader);
        printed.debug("Event", &event);
        match event {
            Event::Start(tag) => {
                printed.debug("Tag", &tag);
                printed.debug("Attributes", &tag.attributes());
                for attribute in tag.attributes() {
                    printed.debug("Attribute", &attribute.unwrap());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let element = Element::new("Say").attribute("n", NUMBER).text(SAID);
    printed.debug("Element", &element);
    printed.debug("Node", &element.children);
    let mut template = Template::new();
    template.text(&text);
    printed.debug("Template", &template);
    printed.debug("Marked", &marked(&text).collect::<Vec<_>>());
    printed.debug("Segment", &template.segments().collect::<Vec<_>>());
    for broken in [
        format!("<Say n='{NUMBER}'>{SAID}</{TOKEN}>"),
        format!("<{SAID}"),
        format!("<Say>&{TOKEN};</Say>"),
    ] {
        let mut reader = Reader::new(&broken).unwrap();
        let error = std::iter::from_fn(|| Some(reader.next_event()))
            .take(9)
            .find_map(Result::err);
        printed.error("XmlError", &error.unwrap());
    }
}

/// Keeps what it was told, as a provider does.
#[derive(Debug)]
struct Kept;

impl ProviderFactory for Kept {
    fn name(&self) -> &'static str {
        "kept"
    }
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::required("KEPT_KEY", "a key").secret(),
                Setting::optional("KEPT_FROM", "a number").format(Format::Number),
            ]
        }
    }
    fn build(&self, settings: &Settings) -> Result<Arc<dyn TelephonyProvider>> {
        // The only way out of here is an error: it may carry what a careless factory prints.
        let printed = format!("{settings:?} {settings:#?}");
        Err(Error::new(
            ErrorKind::InvalidRequest,
            "kept",
            "open",
            printed,
        ))
    }
}

fn platform(printed: &mut Printed, call: &OutboundCall) {
    let registry = Registry::new().with(Kept).with(MockFactory);
    printed.debug("Registry", &registry);
    let tenant = TenantId::parse("one").unwrap();
    let record = StoredProvider::new(tenant.clone(), "kept")
        .setting("key", TOKEN)
        .setting("from", NUMBER);
    printed.debug("StoredProvider", &record);
    let error = registry.open_stored(&record).unwrap_err();
    assert!(error.to_string().contains("KEPT_KEY"), "{error}");
    printed.error("Settings", &error);
    let record = record.setting("from", DIGITS);
    let RegistryError::Settings(error) = registry.open_stored(&record).unwrap_err() else {
        panic!("the number is not E.164");
    };
    printed.error("SettingsError", &error);
    printed.error("RegistryError", &RegistryError::from(error));
    printed.error(
        "SettingsError",
        &StoredProvider::from_json(&format!("[\"{TOKEN}\"]")).unwrap_err(),
    );
    let mock: Arc<dyn TelephonyProvider> = Arc::new(MockProvider::new());
    let handle: Tenant = Tenant::new(tenant, mock);
    printed.debug("Tenant", &handle);
    printed.error(
        "Error",
        &handle
            .on_behalf_of(&TenantId::parse("two").unwrap())
            .unwrap_err(),
    );

    let conversation = Conversation::answered(Duration::ZERO)
        .turn(Duration::ZERO, TurnKind::Said(SAID.into()))
        .turn(Duration::ZERO, TurnKind::Heard(SAID.into()))
        .turn(Duration::ZERO, TurnKind::Pressed(DIGITS.into()))
        .variable("name", SAID);
    printed.debug("Conversation", &conversation);
    printed.debug("Turn", &conversation.turns);
    printed.debug("TurnKind", &conversation.turns[0].kind);
    printed.debug(
        "Fixture",
        &Fixture::new(Vec::new)
            .secret(TOKEN)
            .parties(number(), number()),
    );
    let support = OutboundSupport::new(&[], &[]);
    printed.error("Error", &support.refuse("acme", call).unwrap_err());
}

async fn mock(printed: &mut Printed, call: &OutboundCall) {
    let line = Conversation::answered(Duration::from_secs(1))
        .turn(Duration::ZERO, TurnKind::Heard(SAID.into()))
        .variable("name", SAID);
    let provider = MockProvider::new().line(line);
    let placed = provider.place_call(call).await.unwrap();
    let text = NewMessage::new(number(), number(), SAID).status_callback(link());
    provider.send_message(&text).await.unwrap();
    provider
        .create_hosted_flow("flow", &[NUMBER, SAID].concat())
        .await
        .unwrap();
    provider
        .create_subscription(&NewSubscription::new(link(), ["x"]))
        .await
        .unwrap();
    provider
        .redirect(&placed.id, call.answer.as_ref().unwrap())
        .await
        .unwrap_err();
    for event in provider.run() {
        printed.debug("CallEvent", &event);
    }
    printed.debug("MockRequest", &provider.requests());
    printed.debug("MockProvider", &provider);
    printed.error("Error", &provider.call(&"none".into()).await.unwrap_err());
}

async fn speech(printed: &mut Printed) {
    let heard = format!(
        r#"{{"text": "{SAID}", "segments": [{{"start": 0, "end": 1, "text": "{SAID}"}}], "words": [{{"word": "{SAID}"}}]}}"#
    );
    let content = format!(
        r#"{{\"summary\":\"{SAID}\",\"sentiment\":\"neutral\",\"key_points\":[\"{SAID}\"],\"action_items\":[\"{SAID}\"]}}"#
    );
    let read = format!(r#"{{"choices": [{{"message": {{"content": "{content}"}}}}]}}"#);
    let refused = format!(r#"{{"error": {{"message": "{SAID} {TOKEN} {NUMBER}"}}}}"#);
    let service = ScriptedService::new()
        .answer(200, heard)
        .answer(200, read)
        .answer(400, refused.clone())
        .answer(400, refused);
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    let client = openai::client(base, TOKEN, Arc::new(service)).build();
    let transcriber = OpenAiTranscriber::new(client.clone());
    let analyst = OpenAiAnalyst::new(client);
    printed.debug("OpenAiTranscriber", &transcriber);
    printed.debug("OpenAiAnalyst", &analyst);

    let audio = AudioFile::new(format!("{NUMBER}.wav"), SAID);
    printed.debug("AudioFile", &audio);
    let asked = TranscriptionRequest::new(audio).prompt(SAID);
    printed.debug("TranscriptionRequest", &asked);
    let heard: Transcription = transcriber.transcribe(&asked).await.unwrap();
    printed.debug("Transcription", &heard);
    printed.debug("Word", &heard.words);
    let piece: &Segment = &heard.segments[0];
    printed.debug("Segment", piece);
    let transcript = heard.into_transcript(Speaker::Caller);
    let analysis = analyst.analyse(&transcript).await.unwrap();
    printed.debug("Analysis", &analysis);
    printed.debug("Analysis", &Analysis::new(SAID, Sentiment::Neutral));
    printed.error("Error", &transcriber.transcribe(&asked).await.unwrap_err());
    printed.error("Error", &analyst.analyse(&transcript).await.unwrap_err());
}

async fn walked() -> Printed {
    let mut printed = Printed::new();
    collection(&mut printed);
    words(&mut printed);
    let call = calls(&mut printed);
    events(&mut printed);
    assets(&mut printed);
    plumbing(&mut printed).await;
    proofs(&mut printed);
    documents(&mut printed);
    platform(&mut printed, &call);
    mock(&mut printed, &call).await;
    speech(&mut printed).await;
    printed
}

#[tokio::test]
async fn nothing_private_is_printed_or_logged() {
    let log = super::log::Log::capture();
    let mut printed = walked().await;
    let log = log.text();
    assert!(log.contains("operation=\"transcribe\""), "{log}");
    printed.text("the log", log);
    let leaks = printed.leaks(&[TOKEN, DIGITS, SAID, "noon"]);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[tokio::test]
async fn every_public_type_is_walked_or_listed_as_harmless() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let forgotten = walked().await.forgotten([sources], HARMLESS).unwrap();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
