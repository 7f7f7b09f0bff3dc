//! The support matrix, and each cell of it tried: what it says a provider takes is taken, the rest is refused by name (L2, L3).

use async_trait::async_trait;
use voice_core::mock::MockProvider;
use voice_core::{
    Answer, AnswerKind, CallOption, Capabilities, ErrorKind, Facet, Limit, OutboundCall,
    OutboundCalls, OutboundSupport, PhoneNumber, ProviderHealth, Result, TelephonyProvider,
    TelephonyProviderExt, support_matrix,
};

/// The mock as a vendor that only places calls, and few kinds of them.
#[derive(Debug)]
struct Small(MockProvider);

impl Small {
    fn new() -> Self {
        Self(MockProvider::new().supporting(OutboundSupport::new(
            &[AnswerKind::Agent, AnswerKind::HostedFlow],
            &[
                CallOption::Language,
                CallOption::Voice,
                CallOption::Reference,
            ],
        )))
    }
}

#[async_trait]
impl TelephonyProvider for Small {
    fn name(&self) -> &'static str {
        "small"
    }
    async fn check(&self) -> Result<ProviderHealth> {
        self.0.check().await
    }
    fn limits(&self) -> &'static [Limit] {
        const { &[Limit::new("requests", 10, "per second")] }
    }
    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        self.0.outbound()
    }
}

fn with(option: CallOption, call: OutboundCall) -> OutboundCall {
    use std::time::Duration;
    use voice_core::MachineDetection;
    let from: PhoneNumber = "+15550100100".parse().unwrap();
    match option {
        CallOption::From => OutboundCall::new(from, call.to),
        CallOption::RingTimeout => call.ring_timeout(Duration::from_secs(30)),
        CallOption::MaxDuration => call.max_duration(Duration::from_secs(30)),
        CallOption::MachineDetection => call.machine_detection(MachineDetection::Disabled),
        CallOption::Record => call.unrecorded(),
        CallOption::SendDigits => call.send_digits(""),
        CallOption::StatusCallback => call.status_callback("https://example.com".parse().unwrap()),
        CallOption::Reference => call.reference("1".parse().unwrap()),
        CallOption::Variables => call.variable("", ""),
        CallOption::Language => call.language(""),
        CallOption::Voice => call.voice(""),
        other => panic!("{other} has no value here"),
    }
}

fn answer(kind: AnswerKind) -> Answer {
    let number: PhoneNumber = "+15550100102".parse().unwrap();
    match kind {
        AnswerKind::Url => Answer::Url("https://example.com".parse().unwrap()),
        AnswerKind::Markup => Answer::markup(""),
        AnswerKind::HostedFlow => Answer::HostedFlow("1".into()),
        AnswerKind::Agent => Answer::Agent("".into()),
        AnswerKind::Connect => Answer::Connect(number.into()),
        AnswerKind::Stream => Answer::Stream("wss://example.com".parse().unwrap()),
        other => panic!("{other} has no value here"),
    }
}

/// An option that is set is honoured or refused even where its value is empty: `Some("")` is not `None`.
#[tokio::test]
async fn each_cell_is_taken_or_refused_by_name_before_anything_is_asked() {
    let to: PhoneNumber = "+15550100101".parse().unwrap();
    for provider in [MockProvider::new(), Small::new().0] {
        let able = provider.capabilities();
        for option in CallOption::ALL {
            let call = with(*option, OutboundCall::to(to.clone()));
            assert_eq!(call.options(), [*option]);
            let taken = able.call_options.contains(option);
            expect(&provider, &call, taken, option.as_str()).await;
        }
        for kind in AnswerKind::ALL {
            let call = OutboundCall::to(to.clone()).answer(answer(*kind));
            expect(&provider, &call, able.answers.contains(kind), "answer").await;
        }
    }
}

async fn expect(provider: &MockProvider, call: &OutboundCall, taken: bool, option: &str) {
    let before = provider.requests().len();
    let placed = provider.place_call(call).await;
    let asked = provider.requests().len() - before;
    match placed {
        Ok(_) => assert!(taken && asked == 1, "{option}"),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{option}");
            assert_eq!(error.provider(), "mock");
            assert_eq!(error.operation(), "place_call");
            assert_eq!(error.option(), Some(option));
            assert!(!taken && asked == 0, "{option}");
        }
    }
}

#[test]
fn the_matrix_is_printed_from_what_the_providers_do() {
    let (mock, small) = (MockProvider::new(), Small::new());
    let columns = [Capabilities::of(&mock), small.capabilities()];
    assert!(Facet::ALL.iter().all(|facet| columns[0].has(*facet)));
    assert_eq!(columns[1].facets, [Facet::Outbound]);
    assert_eq!(columns[1].limits[0].value, 10);
    insta::assert_snapshot!("the_support_matrix", support_matrix(&columns));
}
