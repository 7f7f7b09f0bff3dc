//! Usage.

use serde_json::{Value, json};
use voice_twilio::api::{ListUsageRecords, ListUsageRecordsOf, UsagePeriod};

use crate::support::{ACCOUNT, Endpoint, page};

fn usage() -> Value {
    json!({
        "account_sid": ACCOUNT, "api_version": "2010-04-01", "as_of": "2026-01-20T20:36:28+00:00", "category": "calls",
        "count": "7", "count_unit": "calls", "description": "Voice Minutes", "end_date": "2026-01-31",
        "price": "0.35", "price_unit": "usd", "start_date": "2026-01-01", "subresource_uris": {"daily": "/2010-04-01/d.json"},
        "uri": "/2010-04-01/u.json", "usage": "12", "usage_unit": "minutes",
    })
}

#[tokio::test]
async fn every_field_of_usage_is_read() {
    let request = ListUsageRecords::new()
        .category("calls")
        .start_date("-30days")
        .end_date("2026-01-31")
        .include_subaccounts(false)
        .page_size(5);
    let page = Endpoint::get("/Usage/Records.json")
        .with(&[
            ("Category", "calls"),
            ("StartDate", "-30days"),
            ("EndDate", "2026-01-31"),
            ("IncludeSubaccounts", "false"),
            ("PageSize", "5"),
        ])
        .answers(200, page("usage_records", &usage()))
        .stands(async |client| request.send(client).await)
        .await;
    let got = &page.items[0];
    assert_eq!(got.as_of, "2026-01-20T20:36:28Z".parse().ok());
    let texts = [
        (&got.account_sid, ACCOUNT),
        (&got.api_version, "2010-04-01"),
        (&got.category, "calls"),
        (&got.count, "7"),
        (&got.count_unit, "calls"),
        (&got.description, "Voice Minutes"),
        (&got.end_date, "2026-01-31"),
        (&got.price, "0.35"),
        (&got.price_unit, "usd"),
        (&got.start_date, "2026-01-01"),
        (&got.uri, "/2010-04-01/u.json"),
        (&got.usage, "12"),
        (&got.usage_unit, "minutes"),
    ];
    for (text, expected) in texts {
        assert_eq!(text.as_deref(), Some(expected));
    }
    assert_eq!(got.subresource_uris["daily"], "/2010-04-01/d.json");
}

#[tokio::test]
async fn usage_is_listed_by_each_span_with_every_filter() {
    for period in UsagePeriod::KNOWN {
        let request = ListUsageRecordsOf::new(period.clone())
            .category("calls")
            .start_date("2026-01-01")
            .end_date("2026-01-31")
            .include_subaccounts(true)
            .page_size(5);
        Endpoint::get(format!("/Usage/Records/{period}.json"))
            .with(&[
                ("Category", "calls"),
                ("StartDate", "2026-01-01"),
                ("EndDate", "2026-01-31"),
                ("IncludeSubaccounts", "true"),
                ("PageSize", "5"),
            ])
            .answers(200, page("usage_records", &usage()))
            .stands(async |client| request.send(client).await)
            .await;
    }
    assert_eq!(UsagePeriod::KNOWN.len(), 8);
}
