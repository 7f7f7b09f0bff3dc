//! Two providers for one desk, offline: Twilio calls, Quo texts, remembers and answers.
//!
//! Quo cannot place a call and says so in its type, so Twilio places it, with the Quo number as caller ID where Twilio
//! accepts that. A customer who calls back reaches the Quo number, and Quo's webhooks tell how it went.
//!
//! `cargo run --example dual_provider` needs no network: both vendors are scripts in this process.
#![allow(clippy::print_stdout, reason = "an example talks to its reader")]

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};
use voice_sdk::http::{Clock, ManualClock, ScriptedService};
use voice_sdk::quo::api::{CustomValue, GetContact, NewCustomField, StoredField, UpdateContact};
use voice_sdk::quo::webhook::{QuoWebhooks, REPLAY_WINDOW};
use voice_sdk::quo::{Quo, QuoClient};
use voice_sdk::twilio::{Twilio, TwilioClient};
use voice_sdk::webhook::{MemorySeenStore, ReplayGuard, WebhookRequest, signature};
use voice_sdk::{
    Answer, AudioFormat, Call, CallEvent, CallId, CallStatus, CallTracker, ContactId, ErrorKind,
    EventKind, Messages as _, NewMessage, OutboundCall, PhoneNumber, RecordingId, RecordingQuery,
    Speaker, TelephonyProvider, TelephonyProviderExt as _, Timestamp, Transcript,
};

type Done = Result<(), Box<dyn Error>>;

const QUO_NUMBER: &str = "+15550100100";
const TWILIO_NUMBER: &str = "+15550100109";
const WEBHOOK_KEY: &str = "ZXhhbXBsZS1xdW8tc2lnbmluZy1rZXktMzItYnl0ZXM=";

/// What a desk needs. `calls` may be any provider that can place calls.
struct Desk {
    calls: Arc<dyn TelephonyProvider>,
    quo: Quo,
    clock: ManualClock,
    number: PhoneNumber,
    carrier_number: PhoneNumber,
}

struct Customer {
    name: &'static str,
    number: PhoneNumber,
    contact: ContactId,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let ada = customer("Ada", "+15550100101", "64f0a1")?;
    let ben = customer("Ben", "+15550100102", "64f0b2")?;
    let desk = Desk::open()?;

    title("1  Text, call, text again");
    match desk.quo.calls().map(|_| desk.quo.outbound().is_some()) {
        Some(false) => println!(
            "Quo reads calls and places none: {} places them.\n",
            desk.calls.name()
        ),
        other => return Err(format!("Quo grew a facet: {other:?}").into()),
    }
    desk.reach(&ada).await?;

    title("2  The Quo number is no caller ID here, and nobody answers");
    desk.reach(&ben).await?;

    title("3  Ben calls back, from ringing to summary");
    let call = desk.follow(inbound_deliveries())?;
    desk.file(&ben, &call).await
}

impl Desk {
    fn open() -> Result<Self, Box<dyn Error>> {
        // A clock that jumps over every wait: limits and pauses cost this example no time.
        let clock = ManualClock::skipping("2026-03-02T10:00:00Z".parse()?);
        let twilio =
            TwilioClient::builder("AC00000000000000000000000000000001", "an-invented-token")
                .service(Arc::new(twilio_script()))
                .clock(Arc::new(clock.clone()))
                .build()?;
        let quo = QuoClient::builder("an-invented-key")
            .service(Arc::new(quo_script()))
            .clock(Arc::new(clock.clone()))
            .build()?;
        Ok(Self {
            calls: Arc::new(Twilio::new(twilio)),
            quo: Quo::new(quo),
            clock,
            number: QUO_NUMBER.parse()?,
            carrier_number: TWILIO_NUMBER.parse()?,
        })
    }

    /// A text before the call, the call, a text on how it went, and what is to be kept of it.
    async fn reach(&self, customer: &Customer) -> Done {
        self.text(customer, "We call you in a minute about order 1042.")
            .await?;
        let call = self.place(customer).await?;
        let call = self.wait_for_end(&call.id).await?;
        let span = call
            .duration
            .filter(|_| call.status == CallStatus::Completed);
        println!(
            "  call    {}{}",
            call.status,
            span.map_or_else(String::new, |_| format!(" after {}", seconds(span)))
        );

        let follow_up = match call.status {
            CallStatus::Completed => "Thank you! Your order is on its way.",
            CallStatus::Busy | CallStatus::NoAnswer => "Sorry we missed you. Call or text us here.",
            _ => "We could not reach you. Text us here.",
        };
        self.text(customer, follow_up).await?;

        if call.status == CallStatus::Completed {
            let recordings = self.calls.require_recordings()?;
            let page = recordings
                .list_recordings(&RecordingQuery::of(call.id.clone()))
                .await?;
            for recording in page.items {
                let bytes = download(&*self.calls, &recording.id).await?;
                println!("  sound   {bytes} bytes of {}", seconds(recording.duration));
            }
            print_transcript(
                &self
                    .calls
                    .require_transcripts()?
                    .transcript(&call.id)
                    .await?,
            );
        }
        self.note(customer, &format!("We called: {}", call.status))
            .await
    }

    async fn text(&self, customer: &Customer, words: &str) -> Done {
        let message = NewMessage::new(self.number.clone(), customer.number.clone(), words);
        let since = self.clock.now() - Duration::from_mins(1);
        let sent = match self.quo.send_message(&message).await {
            // It may have gone out: look before anybody thinks of sending it again.
            Err(error) if error.is_outcome_unknown() => {
                println!("  text    {error}");
                match self.quo.find_sent(&message, since).await? {
                    Some(found) => found,
                    None => return Err(error.into()),
                }
            }
            sent => sent?,
        };
        println!("  text    {} {}: {words}", customer.name, sent.status);
        Ok(())
    }

    /// With the Quo number as caller ID, so that a call back reaches the desk; with the carrier's own number where the
    /// carrier does not accept it.
    async fn place(&self, customer: &Customer) -> Result<Call, Box<dyn Error>> {
        let say = "<Response><Say>Your order 1042 is packed.</Say><Record/></Response>";
        let from = |from: &PhoneNumber| {
            OutboundCall::new(from.clone(), customer.number.clone())
                .answer(Answer::markup(say))
                .recorded()
        };
        match self.calls.place_call(&from(&self.number)).await {
            Ok(call) => {
                println!("  call    as {}, the Quo number", self.number);
                Ok(call)
            }
            // Refused for sure: nothing rang, so calling otherwise calls nobody twice.
            Err(error)
                if error.kind() == ErrorKind::InvalidRequest && !error.is_outcome_unknown() =>
            {
                println!("  call    {error}");
                println!("  call    as {}, the carrier's own", self.carrier_number);
                Ok(self.calls.place_call(&from(&self.carrier_number)).await?)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn wait_for_end(&self, id: &CallId) -> Result<Call, Box<dyn Error>> {
        let mut tracker = CallTracker::default();
        loop {
            let call = self.calls.require_calls()?.call(id).await?;
            let news = tracker.call(&call);
            if tracker.is_final() {
                return Ok(call);
            }
            if news {
                println!("  call    {}", call.status);
            }
            self.clock.sleep(Duration::from_secs(5)).await;
        }
    }

    /// Verifies each delivery, drops what came before, and folds the rest into one call.
    fn follow(&self, deliveries: Vec<WebhookRequest>) -> Result<Followed, Box<dyn Error>> {
        let webhooks = QuoWebhooks::new()
            .key(WEBHOOK_KEY)?
            .own_number(self.number.clone());
        let guard = ReplayGuard::new(
            webhooks.clone(),
            REPLAY_WINDOW,
            Arc::new(MemorySeenStore::default()),
        );
        let mut followed = Followed::default();
        for request in deliveries {
            let now: Timestamp = "2026-03-02T10:30:00Z".parse()?;
            match request.verify(&guard, &webhooks, now) {
                Err(error) => {
                    println!("  {} we answer {}: {error}", " ".repeat(20), error.status());
                }
                Ok(proof) => proof
                    .events()?
                    .iter()
                    .for_each(|event| followed.take(event)),
            }
        }
        println!(
            "\n  {} is {} after {}",
            followed.call.as_ref().map_or("no call", |id| id.as_str()),
            followed
                .tracker
                .status()
                .map_or("unknown", |status| status.as_str()),
            seconds(followed.tracker.duration()),
        );
        Ok(followed)
    }

    /// Fetches what Quo kept of a call and notes it at the contact.
    async fn file(&self, customer: &Customer, followed: &Followed) -> Done {
        let (Some(call), Some(recording)) = (&followed.call, &followed.recording) else {
            return Err("the deliveries told of no recorded call".into());
        };
        println!("  sound   {} bytes", download(&self.quo, recording).await?);
        let transcript = self.quo.require_transcripts()?.transcript(call).await?;
        print_transcript(&transcript);
        let summary = transcript.summary.as_deref().unwrap_or_default();
        self.note(customer, &format!("Called back: {summary}"))
            .await
    }

    /// Writes into the custom field `last_call`. Quo replaces the whole list of fields, so the others are read and kept.
    async fn note(&self, customer: &Customer, words: &str) -> Done {
        let client = self.quo.client();
        let stored = GetContact::new(customer.contact.as_str())
            .send(client)
            .await?;
        let mut fields: Vec<NewCustomField> = stored
            .custom_fields
            .iter()
            .filter(|field| *field.key != *"last_call")
            .map(StoredField::to_new)
            .collect();
        let kept = fields.len();
        fields.push(NewCustomField::new(
            "last_call",
            CustomValue::Text(words.into()),
        ));
        let update = UpdateContact::new(customer.contact.as_str()).custom_fields(fields);
        update.send(client).await?;
        println!(
            "  contact {} (other fields kept: {kept}): {words}",
            customer.name
        );
        Ok(())
    }
}

/// What the deliveries told of one call.
#[derive(Default)]
struct Followed {
    call: Option<CallId>,
    tracker: CallTracker,
    recording: Option<RecordingId>,
}

impl Followed {
    fn take(&mut self, event: &CallEvent) {
        let news = self.tracker.event(event);
        let what = match &event.kind {
            EventKind::Status(change) if news => {
                let from = change.from.as_ref().map(ToString::to_string);
                format!("{}, from {}", change.status, from.unwrap_or_default())
            }
            EventKind::Status(change) => format!("{}, which is nothing new", change.status),
            EventKind::Recording { id, duration, .. } => {
                self.recording.clone_from(id);
                format!("recording of {}", seconds(*duration))
            }
            EventKind::Transcript { .. } => "transcript".to_owned(),
            EventKind::Summary { text } => format!("summary: {}", text.as_str()),
            other => format!("{other:?}"),
        };
        self.call.clone_from(&event.call);
        println!(
            "  {}  {what}",
            event.at.map(|at| at.to_string()).unwrap_or_default()
        );
    }
}

async fn download(
    provider: &dyn TelephonyProvider,
    id: &RecordingId,
) -> Result<usize, Box<dyn Error>> {
    use std::future::poll_fn;
    let recordings = provider.require_recordings()?;
    let mut audio = recordings
        .download_recording(id, AudioFormat::Original)
        .await?;
    let mut bytes = 0;
    while let Some(piece) = poll_fn(|cx| audio.bytes.as_mut().poll_next(cx)).await {
        bytes += piece?.len();
    }
    Ok(bytes)
}

fn print_transcript(transcript: &Transcript) {
    for turn in &transcript.utterances {
        let who = if turn.speaker == Speaker::Agent {
            "desk"
        } else {
            "them"
        };
        println!("  said    {who}: {}", turn.text.as_str());
    }
}

fn seconds(span: Option<Duration>) -> String {
    span.map_or_else(
        || "no time".to_owned(),
        |span| format!("{} s", span.as_secs()),
    )
}

fn title(text: &str) {
    println!(
        "\n── {text} {}\n",
        "─".repeat(66_usize.saturating_sub(text.chars().count()))
    );
}

fn customer(name: &'static str, number: &str, contact: &str) -> Result<Customer, Box<dyn Error>> {
    Ok(Customer {
        name,
        number: number.parse()?,
        contact: ContactId::new(contact),
    })
}

/// Twilio's side: Ada answers; for Ben the Quo number is not verified, and he does not answer.
fn twilio_script() -> ScriptedService {
    let call = |sid: &str, status: &str, duration: &str| {
        format!(
            r#"{{"sid":"{sid}","status":"{status}","direction":"outbound-api","from":"{QUO_NUMBER}","to":"+15550100101","duration":{duration}}}"#
        )
    };
    let ada = "CA00000000000000000000000000000001";
    let ben = "CA00000000000000000000000000000002";
    let recording = format!(
        r#"{{"sid":"RE00000000000000000000000000000001","call_sid":"{ada}","status":"completed","duration":"31","start_time":"Mon, 02 Mar 2026 10:00:20 +0000"}}"#
    );
    let recordings = format!(r#"{{"recordings":[{recording}],"next_page_uri":null}}"#);
    let words = r#"{"transcriptions":[{"sid":"TR00000000000000000000000000000001","status":"completed","transcription_text":"Great, see you on Monday."}],"next_page_uri":null}"#;
    let not_verified = format!(
        r#"{{"code":21210,"message":"The phone number {QUO_NUMBER} is not yet verified for your account.","status":400}}"#
    );
    ScriptedService::new()
        .answer(201, call(ada, "queued", "null"))
        .answer(200, call(ada, "ringing", "null"))
        .answer(200, call(ada, "in-progress", "null"))
        .answer(200, call(ada, "completed", "\"34\""))
        .answer(200, recordings.clone())
        .answer_with(200, [("content-type", "audio/x-wav")], vec![0; 4096])
        .answer(200, recordings)
        .answer(200, words)
        .answer(400, not_verified)
        .answer(201, call(ben, "queued", "null"))
        .answer(200, call(ben, "ringing", "null"))
        .answer(200, call(ben, "no-answer", "\"0\""))
}

/// Quo's side. The answer to the first text after Ben's call is lost on the way back.
fn quo_script() -> ScriptedService {
    let text = |to: &str, words: &str| {
        format!(
            r#"{{"id":"AC7","from":"{QUO_NUMBER}","to":["{to}"],"direction":"outgoing","text":"{words}","status":"queued","createdAt":"2026-03-02T10:01:00Z"}}"#
        )
    };
    let one = |item: &str| format!(r#"{{"data":{item}}}"#);
    let list = |items: &str| format!(r#"{{"data":[{items}],"nextPageToken":null}}"#);
    let contact = |id: &str| {
        one(&format!(
            r#"{{"id":"{id}","defaultFields":{{}},"customFields":[{{"id":"c1","key":"order","type":"string","value":"1042"}}]}}"#
        ))
    };
    let sorry = "Sorry we missed you. Call or text us here.";
    let numbers = list(&format!(r#"{{"id":"PN1","number":"{QUO_NUMBER}"}}"#));
    let file = r#"{"id":"CR1","status":"completed","duration":55,"url":"https://media.example.com/1.mp3","type":"audio/mpeg"}"#;
    let transcript = format!(
        r#"{{"callId":"AC9","status":"completed","dialogue":[{{"content":"Desk, this is Grace.","start":0,"identifier":"{QUO_NUMBER}","userId":"US1"}},{{"content":"You called me about my order?","start":2,"identifier":"+15550100102","userId":null}}]}}"#
    );
    let summary = r#"{"callId":"AC9","status":"completed","summary":["Ben wants his order on Monday."],"nextSteps":null}"#;
    ScriptedService::new()
        .answer(202, one(&text("+15550100101", "…")))
        .answer(202, one(&text("+15550100101", "…")))
        .answer(200, contact("64f0a1"))
        .answer(200, contact("64f0a1"))
        .answer(202, one(&text("+15550100102", "…")))
        .answer(504, "")
        .answer(200, numbers)
        .answer(200, list(&text("+15550100102", sorry)))
        .answer(200, contact("64f0b2"))
        .answer(200, contact("64f0b2"))
        .answer(200, list(file))
        .answer_with(200, [("content-type", "audio/mpeg")], vec![0; 2048])
        .answer(200, one(&transcript))
        .answer(200, one(summary))
        .answer(200, contact("64f0b2"))
        .answer(200, contact("64f0b2"))
}

/// What Quo delivers of one call: late, twice, and one that Quo never sent.
fn inbound_deliveries() -> Vec<WebhookRequest> {
    let call = |status: &str, answered: &str, more: &str| {
        format!(
            r#"{{"object":"call","id":"AC9","direction":"incoming","status":"{status}","participants":["+15550100102","{QUO_NUMBER}"],"phoneNumberId":"PN1","duration":58,"createdAt":"2026-03-02T10:20:00Z","answeredAt":{answered},"completedAt":{answered}{more}}}"#
        )
        .replacen("completedAt\":\"2026-03-02T10:20:06Z", "completedAt\":\"2026-03-02T10:21:04Z", 1)
    };
    let answered = "\"2026-03-02T10:20:06Z\"";
    let file = r#","recordings":[{"id":"CR1","duration":55,"type":"audio/mpeg","url":"https://media.example.com/1.mp3"}]"#;
    let ringing = event("EV1", "call.ringing", &call("ringing", "null", ""));
    let over = event("EV2", "call.completed", &call("completed", answered, ""));
    let recorded = event(
        "EV3",
        "call.recording.completed",
        &call("completed", answered, file),
    );
    let said = event(
        "EV4",
        "call.transcript.completed",
        r#"{"callId":"AC9","dialogue":[{"content":"You called me about my order?"}]}"#,
    );
    let summed_up = event(
        "EV5",
        "call.summary.completed",
        r#"{"callId":"AC9","summary":["Ben wants his order on Monday."]}"#,
    );
    [
        (&ringing, WEBHOOK_KEY),
        (&over, WEBHOOK_KEY),
        (&ringing, WEBHOOK_KEY),
        (&over, "c29tZWJvZHktZWxzZQ=="),
        (&recorded, WEBHOOK_KEY),
        (&said, WEBHOOK_KEY),
        (&summed_up, WEBHOOK_KEY),
    ]
    .into_iter()
    .filter_map(|(body, key)| signed(body, key))
    .collect()
}

fn event(id: &str, name: &str, object: &str) -> String {
    format!(
        r#"{{"id":"{id}","object":"event","apiVersion":"v4","createdAt":"2026-03-02T10:22:00Z","type":"{name}","data":{{"object":{object}}}}}"#
    )
}

/// Signs a body as Quo does: `hmac;1;<milliseconds>;<base64>`.
fn signed(body: &str, key: &str) -> Option<WebhookRequest> {
    let timestamp = "1772447400000";
    let key = signature::from_base64(key)?;
    let mac = signature::hmac_sha256(&key, &[timestamp, ".", body]);
    let header = format!("hmac;1;{timestamp};{}", signature::to_base64(&mac));
    let mut headers = HeaderMap::new();
    headers.insert("openphone-signature", header.parse().ok()?);
    WebhookRequest::new(
        Method::POST,
        "https://desk.example.com/quo",
        headers,
        body.to_owned(),
    )
    .ok()
}
