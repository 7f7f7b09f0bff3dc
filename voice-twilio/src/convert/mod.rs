//! Between Twilio's values and the shared ones; pure functions.

mod calls;
mod document;
mod messages;
mod numbers;
mod urls;

use std::time::Duration;

use voice_core::{Money, Timestamp};

pub(crate) use calls::{call, create_call, recording};
pub(crate) use document::{Document, dial, document};
pub(crate) use messages::{create_message, message};
pub(crate) use numbers::{available_number, owned_number, search, update_number};

/// A price: Twilio books a charge as a negative number, a refund as a positive one; here what was paid is positive.
fn charge(price: Option<&str>, unit: Option<&str>) -> Option<Money> {
    let price = price?.trim();
    let turned = match price.strip_prefix('-') {
        Some(charge) => charge.to_owned(),
        None => ["-", price.strip_prefix('+').unwrap_or(price)].concat(),
    };
    Money::parse(&turned, unit?).ok()
}

/// Days that surely hold the instants asked for, for the keys with `>` and `<`: from this day on, and before or on this day.
///
/// Twilio's filters look at whole days. For calls `<` is said to leave its day out, for recordings and messages to hold its
/// midnight; with the day after the last one both are right, and what is outside the span is dropped afterwards.
pub(crate) fn days(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> (Option<String>, Option<String>) {
    let day = |at: Timestamp| at.to_string().get(..10).unwrap_or_default().to_owned();
    let next_day = Duration::from_hours(24);
    (since.map(day), until.map(|until| day(until + next_day)))
}

/// The same for recordings, which Twilio filters by the day on which they were made, while the span is about when they
/// began. Between the two lies as much as a call may last: a day.
pub(crate) fn days_around(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> (Option<String>, Option<String>) {
    const DAY: Duration = Duration::from_hours(24);
    days(since.map(|at| at - DAY), until.map(|at| at + DAY))
}

/// Whether an instant is in the span. What is not known is not left out.
pub(crate) fn within(
    at: Option<Timestamp>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> bool {
    at.is_none_or(|at| {
        since.is_none_or(|since| at >= since) && until.is_none_or(|until| at < until)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_charge_is_positive_and_a_refund_negative() {
        let price = |text| charge(Some(text), Some("USD")).map(|price| price.to_string());
        assert_eq!(price("-0.03000").as_deref(), Some("0.03000 USD"));
        assert_eq!(price("0.02").as_deref(), Some("-0.02 USD"));
        assert_eq!(charge(Some("-0.03"), None), None);
        assert_eq!(charge(None, Some("USD")), None);
    }

    #[test]
    fn days_hold_the_span_whichever_way_twilio_reads_them() {
        let (since, until) = days(
            Some(at("2026-01-20T15:00:00Z")),
            Some(at("2026-01-31T00:00:00Z")),
        );
        assert_eq!(since.as_deref(), Some("2026-01-20"));
        assert_eq!(until.as_deref(), Some("2026-02-01"));
        let span = (
            Some(at("2026-01-20T15:00:00Z")),
            Some(at("2026-01-20T16:00:00Z")),
        );
        assert!(within(Some(at("2026-01-20T15:00:00Z")), span.0, span.1));
        assert!(!within(Some(at("2026-01-20T14:59:59Z")), span.0, span.1));
        assert!(!within(Some(at("2026-01-20T16:00:00Z")), span.0, span.1));
        assert!(within(None, span.0, span.1));
    }

    #[test]
    fn the_days_of_recordings_hold_what_was_made_a_call_later_than_it_began() {
        let midnight = Some(at("2026-01-20T00:00:00Z"));
        let (since, until) = days_around(midnight, midnight);
        assert_eq!(since.as_deref(), Some("2026-01-19"));
        assert_eq!(until.as_deref(), Some("2026-01-22"));
        assert_eq!(days_around(None, None), (None, None));
    }
}
