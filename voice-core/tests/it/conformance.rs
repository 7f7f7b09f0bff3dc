//! The contract's suite, run against the mock, and against providers that break it.

use std::fmt::{self, Debug};

use async_trait::async_trait;
use voice_core::conformance::{self, Fixture};
use voice_core::mock::MockProvider;
use voice_core::webhook::{EventReader, Verified, Verifier, VerifyError, WebhookRequest};
use voice_core::{
    Answer, AnswerKind, Call, CallControl, CallEvent, CallId, CallOption, CallQuery, CallStatus,
    Calls, ControlOperation, Cursor, Error, Facet, Message, MessageId, MessageOption, MessageQuery,
    Messages, NewMessage, OutboundCall, OutboundCalls, OutboundSupport, Outcome, OwnedNumber, Page,
    PhoneNumber, ProviderHealth, Result, Switch, TelephonyProvider, Timestamp, Webhooks,
};

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

/// A mock with something of everything, and a fixture that knows it.
async fn furnished() -> (MockProvider, Fixture) {
    use voice_core::{BatchCalls, ContactDetails, Contacts, HostedFlows, NewBatch, Recordings};

    let provider =
        MockProvider::new().owning(OwnedNumber::new("PN1".into(), number("+15550100100")));
    let ask = OutboundCall::new(number("+15550100100"), number("+15550100101"));
    let live = provider.place_call(&ask).await.unwrap();
    let recording = provider.start_recording(&live.id).await.unwrap();
    let events = provider.run();
    let over = live;
    provider.place_call(&ask).await.unwrap();
    let batch = provider
        .create_batch(&NewBatch::new(vec![ask.clone(), ask]))
        .await
        .unwrap();
    let text = NewMessage::new(number("+15550100100"), number("+15550100101"), "Hello.");
    let message: Message = provider.send_message(&text).await.unwrap();
    provider.send_message(&text).await.unwrap();
    let contact = provider
        .create_contact(&ContactDetails::new().first_name("Example"))
        .await
        .unwrap();
    let flow = provider.create_hosted_flow("Example", "{}").await.unwrap();

    let hook = provider
        .webhook("https://example.com/hook", &events[0])
        .unwrap();
    let fixture = Fixture::new(provider.clone())
        .secret("the-mock-providers-key")
        .known(Facet::Calls, over.id.as_str())
        .known(Facet::Transcripts, over.id.as_str())
        .known(Facet::Recordings, recording.id.as_str())
        .known(Facet::Batches, batch.id.as_str())
        .known(Facet::Messages, message.id.as_str())
        .known(Facet::Contacts, contact.id.as_str())
        .known(Facet::HostedFlows, flow.id.as_str())
        .known(Facet::Numbers, "PN1")
        .known(Facet::Voices, "mock-voice-anna")
        .signed_webhook(hook);
    (provider, fixture)
}

#[tokio::test]
async fn the_mock_keeps_the_whole_contract() {
    let (provider, fixture) = furnished().await;
    let report = conformance::run(&provider, &fixture).await;
    report.assert_ok();
    assert_eq!(report.skipped().count(), 0, "{report}");
    insta::assert_snapshot!("the_report_of_the_mock", report);
}

/// One way of breaking the contract.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    DropsRecord,
    RefusesLate,
    DialsTwice,
    CallsItUndone,
    TextsTwice,
    PrintsItsKey,
    PrintsNumbers,
    NamesSomebodyElse,
    PagesInACircle,
    ListsACallTwice,
    FindsAnything,
    BelievesAnybody,
    CannotHold,
    MutesUnlisted,
    IsUnwell,
    SendsBlanks,
    IgnoresStatus,
    MutesByLooking,
    DropsTheTime,
}

/// The mock with one fault.
struct Faulty {
    inner: MockProvider,
    fault: Fault,
}

impl Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fault {
            Fault::PrintsItsKey => "Faulty(the-mock-providers-key)",
            _ => "Faulty",
        })
    }
}

#[async_trait]
impl TelephonyProvider for Faulty {
    fn name(&self) -> &'static str {
        "mock"
    }
    async fn check(&self) -> Result<ProviderHealth> {
        let health = self.inner.check().await?;
        Ok(match self.fault {
            Fault::IsUnwell => health.with_problem("no money"),
            _ => health,
        })
    }
    fn calls(&self) -> Option<&dyn Calls> {
        Some(self)
    }
    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        Some(self)
    }
    fn control(&self) -> Option<&dyn CallControl> {
        Some(self)
    }
    fn messages(&self) -> Option<&dyn Messages> {
        Some(self)
    }
    fn webhooks(&self) -> Option<&dyn Webhooks> {
        Some(self)
    }
}

#[async_trait]
impl OutboundCalls for Faulty {
    fn support(&self) -> OutboundSupport {
        let listed: &[CallOption] = match self.fault {
            Fault::RefusesLate => &[CallOption::From],
            _ => CallOption::ALL,
        };
        OutboundSupport::new(AnswerKind::ALL, listed)
    }
    async fn place_call(&self, call: &OutboundCall) -> Result<Call> {
        let mut call = call.clone();
        match self.fault {
            Fault::DropsRecord => call.record = None,
            Fault::RefusesLate => {
                self.inner.check().await?;
                OutboundCalls::support(self).refuse("mock", &call)?;
            }
            _ => {}
        }
        match (self.inner.place_call(&call).await, self.fault) {
            (Err(_), Fault::DialsTwice) => self.inner.place_call(&call).await,
            (Err(error), Fault::CallsItUndone) => Err(error.with_outcome(Outcome::NotDone)),
            (placed, _) => placed,
        }
    }
}

#[async_trait]
impl Calls for Faulty {
    async fn call(&self, id: &CallId) -> Result<Call> {
        let found = self.inner.call(id).await;
        match self.fault {
            Fault::FindsAnything => Ok(Call::new("mock", id.clone(), CallStatus::Completed)),
            Fault::NamesSomebodyElse => {
                found.map_err(|error| Error::new(error.kind(), "other", "call", "no such call"))
            }
            Fault::PrintsNumbers => found.map_err(|error| {
                let told = "no call to +15550100101";
                Error::new(error.kind(), "mock", "call", told)
            }),
            _ => found,
        }
    }
    async fn list_calls(&self, query: &CallQuery) -> Result<Page<Call>> {
        let mut query = query.clone();
        if self.fault == Fault::IgnoresStatus {
            query.status = None;
        }
        let mut page = self.inner.list_calls(&query).await?;
        match self.fault {
            Fault::PagesInACircle => page.next = Some(Cursor::new("0")),
            Fault::ListsACallTwice => page.items.extend(page.items.clone()),
            _ => {}
        }
        Ok(page)
    }
}

#[async_trait]
impl CallControl for Faulty {
    fn support(&self) -> &'static [ControlOperation] {
        use ControlOperation::{Hold, Mute, Redirect};
        match self.fault {
            Fault::CannotHold => &[Hold],
            Fault::MutesUnlisted => &[Redirect],
            _ => &[Redirect, Mute],
        }
    }
    fn provider(&self) -> &'static str {
        "mock"
    }
    async fn redirect(&self, call: &CallId, answer: &Answer) -> Result<()> {
        match self.fault {
            Fault::CannotHold => Err(Error::unsupported("mock", "redirect")),
            _ => self.inner.redirect(call, answer).await,
        }
    }
    async fn mute(&self, call: &CallId, switch: Switch) -> Result<()> {
        match self.fault {
            Fault::CannotHold => Err(Error::unsupported("mock", "mute")),
            Fault::MutesByLooking => self.inner.call(call).await.map(drop),
            _ => self.inner.mute(call, switch).await,
        }
    }
}

#[async_trait]
impl Messages for Faulty {
    fn support(&self) -> &'static [MessageOption] {
        MessageOption::ALL
    }
    async fn send_message(&self, message: &NewMessage) -> Result<Message> {
        let mut message = message.clone();
        if self.fault == Fault::SendsBlanks && message.body.trim().is_empty() {
            message.body = "(blank)".into();
        }
        if self.fault == Fault::DropsTheTime {
            message.send_at = None;
        }
        match (self.inner.send_message(&message).await, self.fault) {
            (Err(error), Fault::TextsTwice) if error.is_outcome_unknown() => {
                self.inner.send_message(&message).await
            }
            (sent, _) => sent,
        }
    }
    async fn message(&self, id: &MessageId) -> Result<Message> {
        self.inner.message(id).await
    }
    async fn list_messages(&self, query: &MessageQuery) -> Result<Page<Message>> {
        self.inner.list_messages(query).await
    }
}

/// Believes whatever comes.
struct Anybody;

impl Verifier for Anybody {
    fn verify(&self, _: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        Ok(())
    }
}

impl EventReader for Anybody {
    fn read_events(&self, _: &Verified<'_>) -> Result<Vec<CallEvent>> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl Webhooks for Faulty {
    fn provider(&self) -> &'static str {
        "mock"
    }
    fn verify<'a>(
        &'a self,
        request: &'a WebhookRequest,
        now: Timestamp,
    ) -> Result<Verified<'a>, VerifyError> {
        match self.fault {
            Fault::BelievesAnybody => request.verify(&Anybody, &Anybody, now),
            _ => self.inner.verify(request, now),
        }
    }
}

async fn broken_by(fault: Fault) -> Vec<String> {
    let (inner, fixture) = furnished().await;
    let provider = Faulty { inner, fault };
    let report = conformance::run(&provider, &fixture).await;
    assert!(!report.is_ok(), "{fault:?} passes");
    let error = report.clone().into_result().unwrap_err();
    assert_eq!(*error.report(), report);
    report
        .broken()
        .map(|check| check.name.to_string())
        .collect()
}

#[tokio::test]
async fn each_way_of_breaking_the_contract_is_told_by_its_own_name() {
    for (fault, broken) in [
        (
            Fault::DropsRecord,
            &["place_call: option `record` reaches the wire"][..],
        ),
        (
            Fault::DialsTwice,
            &["place_call is sent once when its answer is lost, and says so"],
        ),
        (
            Fault::CallsItUndone,
            &["place_call is sent once when its answer is lost, and says so"],
        ),
        (
            Fault::TextsTwice,
            &["send_message is sent once when its answer is lost, and says so"],
        ),
        (
            Fault::PrintsItsKey,
            &["no secret and no whole number is printed"],
        ),
        (
            Fault::PrintsNumbers,
            &["no secret and no whole number is printed"],
        ),
        (
            Fault::NamesSomebodyElse,
            &["errors name this provider, and nothing is sent before a refusal"],
        ),
        (
            Fault::PagesInACircle,
            &[
                "list_calls: the pages come to an end",
                "list_calls: no item comes twice",
            ],
        ),
        (Fault::ListsACallTwice, &["list_calls: no item comes twice"]),
        (Fault::FindsAnything, &["call: an unknown id is not found"]),
        (
            Fault::BelievesAnybody,
            &[
                "webhooks: one without any proof is refused",
                "webhooks: one with a changed body is refused",
            ],
        ),
        (Fault::CannotHold, &["control: `hold` reaches the wire"]),
        (Fault::MutesUnlisted, &["control: `mute` is refused"]),
        (
            Fault::IsUnwell,
            &["check finds the credentials of the fixture right"],
        ),
        (
            Fault::IgnoresStatus,
            &["list_calls: filter `status` is applied or refused"],
        ),
        (
            Fault::SendsBlanks,
            &["send_message: a blank text is refused before it is sent"],
        ),
        (Fault::MutesByLooking, &["control: `mute` reaches the wire"]),
        (
            Fault::DropsTheTime,
            &["send_message: option `send_at` reaches the wire"],
        ),
    ] {
        assert_eq!(broken_by(fault).await, broken, "{fault:?}");
    }
    // Every option but one comes too late, and the summary says so as well.
    let late = broken_by(Fault::RefusesLate).await;
    assert_eq!(late.len(), CallOption::ALL.len(), "{late:?}");
    assert_eq!(
        late.last().map(String::as_str),
        Some("errors name this provider, and nothing is sent before a refusal")
    );
}

#[tokio::test]
async fn a_known_call_that_cannot_be_muted_breaks_the_contract() {
    let (inner, fixture) = furnished().await;
    let fixture = fixture.known(Facet::Control, "no such call");
    let provider = Faulty {
        inner,
        fault: Fault::IgnoresStatus,
    };
    let report = conformance::run(&provider, &fixture).await;
    assert!(
        report.to_string().contains(
            "BROKEN   control: `mute` reaches the wire: of a known call: not found (mute), one request was sent"
        ),
        "{report}"
    );
}

#[tokio::test]
async fn an_option_of_a_text_that_needs_another_is_tried_with_it() {
    let (inner, fixture) = furnished().await;
    // The option beside it makes a difference of its own, which is not taken for the option.
    let fixture = fixture.message_option(MessageOption::SendAt, |text| {
        text.status_callback("https://example.com/status".parse().unwrap())
            .send_at(Timestamp::UNIX_EPOCH)
    });
    let provider = Faulty {
        inner,
        fault: Fault::DropsTheTime,
    };
    let report = conformance::run(&provider, &fixture).await;
    let broken: Vec<&str> = report.broken().map(|check| &*check.name).collect();
    assert_eq!(broken, ["send_message: option `send_at` reaches the wire"]);
}

#[tokio::test]
async fn a_provider_that_can_nothing_keeps_the_contract_by_refusing() {
    #[derive(Debug)]
    struct Nothing;
    #[async_trait]
    impl TelephonyProvider for Nothing {
        fn name(&self) -> &'static str {
            "nothing"
        }
        async fn check(&self) -> Result<ProviderHealth> {
            Ok(ProviderHealth::healthy())
        }
    }
    let report = conformance::run(&Nothing, &Fixture::new(Vec::new)).await;
    report.assert_ok();
    assert_eq!(report.skipped().count(), 6, "{report}");
}

#[tokio::test]
#[should_panic(expected = "BROKEN   check finds the credentials of the fixture right: 1 problems")]
async fn a_broken_contract_ends_the_test() {
    let (inner, fixture) = furnished().await;
    let fault = Fault::IsUnwell;
    conformance::run(&Faulty { inner, fault }, &fixture)
        .await
        .assert_ok();
}
