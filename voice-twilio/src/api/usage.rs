//! `GET /2010-04-01/Accounts/{sid}/Usage/Records.json`, `GET …/Usage/Records/{period}.json` — Twilio, "Usage Records
//! resource".

use super::request::{endpoints, list_request};
use super::resource::resource;
use super::words::UsagePeriod;

/// A list of usage, with the filters that each span has.
macro_rules! list_usage {
    ( $(#[$meta:meta])* $name:ident $( [ $($required:tt)* ] )? ) => {
        list_request! {
            $(#[$meta])*
            $name $( [ $($required)* ] )? {
                /// Only this: `calls`, `recordings`, `totalprice` …
                category: text = "Category";
                /// From this day, or `-30days`.
                start_date: date = "StartDate";
                /// To this day.
                end_date: date = "EndDate";
                /// Whether subaccounts count. Default true.
                include_subaccounts: flag = "IncludeSubaccounts";
            }
        }
    };
}

list_usage! {
    /// Lists what was used, for the whole span.
    ListUsageRecords
}

list_usage! {
    /// Lists what was used, by day, month, year, or for a named span.
    ListUsageRecordsOf [
        /// Which.
        period: word(UsagePeriod),
    ]
}

endpoints! {
    ListUsageRecords: GET "list_usage" "/Usage/Records.json" => list UsageRecord;
    ListUsageRecordsOf: GET "list_usage" "/Usage/Records/{period}.json" (period) => list UsageRecord;
}

resource! {
    /// How much of something was used in a span, and what it cost. Here prices are positive.
    UsageRecord in "usage_records" {
        /// `AC…`
        account_sid: text;
        /// `2010-04-01`
        api_version: text;
        /// As of when, ISO 8601.
        as_of: time;
        /// What was used.
        category: text;
        /// How many.
        count: decimal;
        /// Of what.
        count_unit: text;
        /// For reading.
        description: text;
        /// The last day.
        end_date: text;
        /// What it cost.
        price: decimal;
        /// ISO 4217.
        price_unit: text;
        /// The first day.
        start_date: text;
        /// Paths of what belongs to it.
        subresource_uris: uris;
        /// Its path below the host.
        uri: text;
        /// How much.
        usage: decimal;
        /// Of what.
        usage_unit: text;
    }
}
