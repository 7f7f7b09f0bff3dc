//! The exchanges of a call with our server.

use serde_json::json;
use voice_twilio::api::ListCallEvents;

use crate::support::{Endpoint, page};

#[tokio::test]
async fn the_exchanges_of_a_call_are_listed() {
    let request = ListCallEvents::new("CA1").page_size(5);
    let exchange = json!({
        "request": {"method": "POST", "url": "https://example.com/voice?t=secret", "parameters": {"From": "+15550100101"}},
        "response": {"response_code": 200, "request_duration": 120, "content_type": "text/xml",
            "response_body": "<Response/>", "date_created": "Tue, 20 Jan 2026 20:36:28 +0000"},
    });
    let page = Endpoint::get("/Calls/CA1/Events.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("events", &exchange))
        .stands(async |client| request.send(client).await)
        .await;
    let asked = page.items[0].request.as_ref().unwrap();
    assert_eq!(asked.method.as_deref(), Some("POST"));
    assert_eq!(
        asked.url.as_deref(),
        Some("https://example.com/voice?t=secret")
    );
    assert_eq!(asked.parameters.as_ref().unwrap()["From"], "+15550100101");
    let answer = page.items[0].response.as_ref().unwrap();
    assert_eq!(answer.response_code, Some(200));
    assert_eq!(answer.request_duration.unwrap().as_millis(), 120);
    assert_eq!(answer.content_type.as_deref(), Some("text/xml"));
    assert_eq!(answer.response_body.as_deref(), Some("<Response/>"));
    assert_eq!(answer.date_created, "2026-01-20T20:36:28Z".parse().ok());
    let shown = format!("{page:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("5550100101"),
        "{shown}"
    );
}
