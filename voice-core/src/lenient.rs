//! Reads the values that vendors write loosely: numbers as strings, empty strings for absent values,
//! instants in half a dozen formats.
//!
//! Each function fits `#[serde(default, deserialize_with = "…")]` and answers `None` for what means "absent":
//! `null`, `""`, blanks, and the vendor's placeholder dates. What is neither a value nor absent is an error,
//! because a guess would be a lie; the error does not repeat the value.
//!
//! ```
//! use std::time::Duration;
//! use voice_core::{Timestamp, lenient};
//!
//! #[derive(serde::Deserialize)]
//! struct Call {
//!     #[serde(default, deserialize_with = "lenient::seconds")]
//!     duration: Option<Duration>,
//!     #[serde(default, deserialize_with = "lenient::timestamp")]
//!     start_time: Option<Timestamp>,
//! }
//!
//! let call: Call = serde_json::from_str(
//!     r#"{"duration": "15", "start_time": "Tue, 20 Jan 2026 20:36:28 +0000"}"#,
//! )?;
//! assert_eq!(call.duration, Some(Duration::from_secs(15)));
//! assert_eq!(call.start_time.map(|at| at.to_string()).as_deref(), Some("2026-01-20T20:36:28Z"));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::Timestamp;

/// A text, or a number or truth value written as one. Blanks around it stay.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let scalar = Scalar::deserialize(deserializer)?;
    Ok(scalar.into_text().map(Cow::into_owned))
}

/// A whole number: `7`, `"7"`, `7.0`.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Scalar::deserialize(deserializer)?.read("a whole number", |text| {
        let whole = text
            .trim_end_matches('0')
            .strip_suffix('.')
            .filter(|_| text.contains('.'));
        whole.unwrap_or(text).parse().ok()
    })
}

/// A whole number from zero: `7`, `"7"`, `7.0`.
pub fn unsigned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    integer(deserializer)?
        .map(|number| {
            u64::try_from(number).map_err(|_| Error::custom("expected a number from zero"))
        })
        .transpose()
}

/// A number with a fraction: `0.9`, `"0.9"`. Not for money; see [`decimal`].
pub fn float<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Scalar::deserialize(deserializer)?.read("a number", |text| {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    })
}

/// A truth value: `true`, `"true"`, `"False"`, `"yes"`, `1`, `"0"`.
pub fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Scalar::deserialize(deserializer)?.read("true or false", |text| {
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        }
    })
}

/// A decimal as its digits, for [`Money::parse`](crate::Money::parse): `"-0.03000"` and `0.10` keep their zeros.
///
/// A number of a JSON text is never read as a binary fraction, which has no zeros at its end and no 20 digits.
pub fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let scalar = deserializer.deserialize_newtype_struct(VERBATIM, VerbatimVisitor)?;
    scalar.read("a decimal", |text| {
        if is_decimal(text) {
            return Some(text.to_owned());
        }
        // A power of ten, as JSON allows it.
        let number: f64 = text.parse().ok().filter(|_| text.contains(['e', 'E']))?;
        Some(number.to_string()).filter(|text| is_decimal(text))
    })
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        && digits.bytes().any(|byte| byte.is_ascii_digit())
}

/// A span in seconds: `15`, `"15"`, `62.4`.
pub fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    Scalar::deserialize(deserializer)?.read("seconds", |text| span(text, 1.0))
}

/// A span in milliseconds: Twilio's `queue_time`.
pub fn milliseconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    Scalar::deserialize(deserializer)?.read("milliseconds", |text| span(text, 0.001))
}

/// A span in minutes with a fraction: Bland's `call_length`.
pub fn minutes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    Scalar::deserialize(deserializer)?.read("minutes", |text| span(text, 60.0))
}

/// An instant in any format that says its offset; see [`parse_timestamp`].
pub fn timestamp<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let scalar = Scalar::deserialize(deserializer)?;
    match scalar.into_text().as_deref().map(str::trim) {
        None => Ok(None),
        Some(text) if is_placeholder(text) => Ok(None),
        Some(text) => parse_timestamp(text)
            .map(Some)
            .ok_or_else(|| Error::custom("expected an instant in time")),
    }
}

/// One value or an array of them, as Quo's `to`; `null` is none.
pub fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Items<T> {
        Many(Vec<T>),
        One(T),
    }
    Ok(match Option::<Items<T>>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(Items::Many(items)) => items,
        Some(Items::One(item)) => vec![item],
    })
}

/// `null` as the default, for arrays and objects that a vendor sometimes leaves null.
pub fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a span in seconds from a form field; `None` if it is empty or no number.
pub fn parse_seconds(text: &str) -> Option<Duration> {
    span(text.trim(), 1.0)
}

/// Reads an instant that says its offset: RFC 3339 (also with a blank for the `T`), RFC 2822, seconds or milliseconds
/// since 1970. Eleven digits and fewer are seconds (until the year 5138), more are milliseconds. `None` for anything else.
pub fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = text.parse().ok()?;
        return if text.len() <= 11 {
            Timestamp::from_unix_seconds(number)
        } else {
            Timestamp::from_unix_millis(number)
        };
    }
    let (rfc_3339, rfc_2822) = (
        || Timestamp::parse(text).ok(),
        || Timestamp::parse_rfc2822(text).ok(),
    );
    // To fail costs more than to read: `Tue, …` can only be the one.
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        rfc_2822()
    } else {
        rfc_3339().or_else(rfc_2822)
    }
}

/// Reads an instant without offset (`2026-01-21 02:06:28`, `Tue, 16 Feb 2016 15:56:26`), which the vendor means at
/// `east_of_utc`, in seconds: Exotel's is 19 800 (+05:30). An instant that says its offset is read by it.
///
/// `Ok(None)` for what means "absent": empty text, a zero date, and 1970 on the vendor's own clock.
///
/// # Errors
/// The text is no instant.
pub fn local_timestamp(
    text: &str,
    east_of_utc: i32,
) -> Result<Option<Timestamp>, UnreadableTimestamp> {
    let text = text.trim();
    if text.is_empty() || is_placeholder(text) {
        return Ok(None);
    }
    // A date alone of digits would be read as seconds since 1970 here; Exotel has none.
    if let Some(at) = parse_timestamp(text).filter(|_| text.len() > 11) {
        return Ok(Some(at));
    }
    let civil = text
        .parse::<DateTime>()
        .or_else(|_| DateTime::strptime("%a, %d %b %Y %H:%M:%S", text))
        .map_err(|_| UnreadableTimestamp)?;
    let at = Offset::from_seconds(east_of_utc)
        .and_then(|offset| offset.to_timestamp(civil))
        .map_err(|_| UnreadableTimestamp)?
        .as_second();
    if at == 0 {
        return Ok(None);
    }
    Timestamp::from_unix_seconds(at)
        .map(Some)
        .ok_or(UnreadableTimestamp)
}

/// A text is no instant. The text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an instant in time")]
pub struct UnreadableTimestamp;

fn is_placeholder(text: &str) -> bool {
    text.starts_with("0000-00-00") || matches!(text, "null" | "None")
}

/// A span from a number of units, each so many seconds.
fn span(text: &str, unit: f64) -> Option<Duration> {
    // Whole seconds are by far the most frequent, and exact.
    if let Some(whole) = text
        .parse()
        .ok()
        .filter(|_| unit.to_bits() == 1.0_f64.to_bits())
    {
        return Some(Duration::from_secs(whole));
    }
    let number: f64 = text.parse().ok()?;
    Duration::try_from_secs_f64(number * unit).ok()
}

/// A JSON value that is neither array nor object.
enum Scalar<'de> {
    Null,
    Text(Cow<'de, str>),
}

impl<'de> Scalar<'de> {
    fn into_text(self) -> Option<Cow<'de, str>> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            Self::Text(_) | Self::Null => None,
        }
    }

    fn read<T, E: Error>(
        self,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, E> {
        match self.into_text() {
            None => Ok(None),
            Some(text) => read(text.trim())
                .map(Some)
                .ok_or_else(|| E::custom(format_args!("expected {expected}"))),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// The name under which `serde_json` hands out a value as it is written. It is not part of its interface, but what asks
/// for a name that a format does not know is given the value itself: then a number comes as what it was read into.
const VERBATIM: &str = "$serde_json::private::RawValue";

/// A value that is neither array nor object, a number digit by digit where the format can.
struct VerbatimVisitor;

impl<'de> Visitor<'de> for VerbatimVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ScalarVisitor.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        Scalar::deserialize(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let written = Box::<RawValue>::deserialize(MapAccessDeserializer::new(map))?;
        let written = written.get();
        if written.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return Ok(Scalar::Text(written.to_owned().into()));
        }
        // Without the cause, which could name the value.
        let scalar: Scalar<'_> = serde_json::from_str(written)
            .map_err(|_| Error::custom("expected one value, found an array or an object"))?;
        Ok(match scalar {
            Scalar::Null => Scalar::Null,
            Scalar::Text(text) => Scalar::Text(text.into_owned().into()),
        })
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true, false or null")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Scalar::deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Text(if value { "true" } else { "false" }.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Text(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Text(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Text(value.to_string().into()))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(value.to_owned().into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        // Without the default's text, which would name the values.
        Err(Error::custom("expected one value, found an array"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one JSON value with one of the helpers.
    macro_rules! read {
        ($helper:ident, $json:expr) => {
            $helper(&mut serde_json::Deserializer::from_str($json))
                .map_err(|error| error.to_string())
        };
    }

    #[test]
    fn absent_values_are_none_in_every_spelling() {
        for absent in ["null", r#""""#, r#""  ""#] {
            assert_eq!(read!(text, absent), Ok(None));
            assert_eq!(read!(integer, absent), Ok(None));
            assert_eq!(read!(float, absent), Ok(None));
            assert_eq!(read!(boolean, absent), Ok(None));
            assert_eq!(read!(decimal, absent), Ok(None));
            assert_eq!(read!(seconds, absent), Ok(None));
            assert_eq!(read!(timestamp, absent), Ok(None));
        }
        assert_eq!(read!(timestamp, r#""0000-00-00 00:00:00""#), Ok(None));
    }

    #[test]
    fn numbers_come_as_numbers_and_as_strings() {
        for seven in ["7", "7.0", r#""7""#, r#"" 7 ""#, r#""7.00""#] {
            assert_eq!(read!(integer, seven), Ok(Some(7)), "{seven}");
            assert_eq!(read!(unsigned, seven), Ok(Some(7)), "{seven}");
            assert_eq!(read!(float, seven), Ok(Some(7.0)), "{seven}");
        }
        assert_eq!(read!(integer, "100"), Ok(Some(100)));
        assert_eq!(read!(integer, r#""-1""#), Ok(Some(-1)));
        assert!(read!(unsigned, r#""-1""#).is_err());
        assert_eq!(read!(text, "34001"), Ok(Some("34001".to_owned())));
        assert_eq!(
            read!(text, r#""UNAUTHORIZED""#),
            Ok(Some("UNAUTHORIZED".to_owned()))
        );
        for (json, value) in [
            ("true", true),
            (r#""False""#, false),
            ("1", true),
            (r#""0""#, false),
        ] {
            assert_eq!(read!(boolean, json), Ok(Some(value)));
        }
    }

    #[test]
    fn prices_keep_their_digits() {
        for (json, digits) in [
            (r#""-0.03000""#, "-0.03000"),
            ("-0.03", "-0.03"),
            (r#""1.500""#, "1.500"),
            ("2", "2"),
            ("0.10", "0.10"),
            ("-0.00750", "-0.00750"),
            ("12345678901234567890.10", "12345678901234567890.10"),
            ("3e-2", "0.03"),
            ("-1.5E1", "-15"),
        ] {
            assert_eq!(read!(decimal, json), Ok(Some(digits.to_owned())), "{json}");
        }
        for bad in ["[0.1]", r#"{"amount":0.1}"#, "true", "1e999"] {
            assert!(read!(decimal, bad).is_err(), "{bad}");
        }
        for bad in [r#""1,5""#, r#""1.2.3""#, r#""free""#, r#""-""#] {
            assert!(read!(decimal, bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_decimal_is_read_where_its_digits_are_lost_already() {
        #[derive(serde::Deserialize)]
        struct Priced {
            #[serde(default, deserialize_with = "decimal")]
            price: Option<String>,
        }
        #[derive(serde::Deserialize)]
        struct Flat {
            #[serde(flatten)]
            priced: Priced,
        }
        let json = r#"{"price": 0.10}"#;
        let flat: Flat = serde_json::from_str(json).unwrap();
        assert_eq!(flat.priced.price.as_deref(), Some("0.1"));
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let priced: Priced = serde_json::from_value(value).unwrap();
        assert_eq!(priced.price.as_deref(), Some("0.1"));
        // Through a layer that keeps the path of an error, as answers are read.
        let reader = &mut serde_json::Deserializer::from_str(json);
        let priced: Priced = serde_path_to_error::deserialize(reader).unwrap();
        assert_eq!(priced.price.as_deref(), Some("0.10"));
    }

    #[test]
    fn spans_come_in_three_units() {
        assert_eq!(read!(seconds, r#""15""#), Ok(Some(Duration::from_secs(15))));
        assert_eq!(
            read!(seconds, "62.5"),
            Ok(Some(Duration::from_millis(62_500)))
        );
        assert_eq!(
            read!(milliseconds, r#""1500""#),
            Ok(Some(Duration::from_millis(1500)))
        );
        assert_eq!(read!(minutes, "1.5"), Ok(Some(Duration::from_secs(90))));
        for bad in [r#""-1""#, r#""NaN""#, r#""inf""#, "1e300", r#""soon""#] {
            assert!(read!(seconds, bad).is_err(), "{bad}");
        }
        assert_eq!(parse_seconds("77"), Some(Duration::from_secs(77)));
        assert_eq!(parse_seconds(""), None);
    }

    #[test]
    fn an_instant_is_read_in_each_vendors_format() {
        let expected = Timestamp::parse("2026-01-20T20:36:28Z").unwrap();
        for json in [
            r#""Tue, 20 Jan 2026 20:36:28 +0000""#,
            r#""2026-01-20T20:36:28Z""#,
            r#""2026-01-20T20:36:28.000000+00:00""#,
            r#""2026-01-21 02:06:28+05:30""#,
            "1768941388",
            r#""1768941388000""#,
        ] {
            assert_eq!(read!(timestamp, json), Ok(Some(expected)), "{json}");
        }
        assert!(read!(timestamp, r#""yesterday""#).is_err());
        assert!(
            read!(timestamp, r#""2026-01-20 20:36:28""#).is_err(),
            "no offset"
        );
    }

    #[test]
    fn exotels_local_time_is_read_at_its_offset() {
        const IST: i32 = 19_800;
        let read = |text| local_timestamp(text, IST).unwrap().map(|at| at.to_string());
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(read("2025-03-03 10:48:33"), told("2025-03-03T05:18:33Z"));
        assert_eq!(
            read("Tue, 16 Feb 2016 15:56:26"),
            told("2016-02-16T10:26:26Z")
        );
        assert_eq!(
            read("2025-03-03 10:48:33+05:30"),
            told("2025-03-03T05:18:33Z")
        );
        assert_eq!(read("2025-03-03T05:18:33Z"), told("2025-03-03T05:18:33Z"));
        for absent in ["", "1970-01-01 05:30:00", "0000-00-00 00:00:00", "null"] {
            assert_eq!(read(absent), None, "{absent}");
        }
        for bad in ["soon", "2025-13-01 00:00:00", "10:48"] {
            assert_eq!(local_timestamp(bad, IST), Err(UnreadableTimestamp), "{bad}");
        }
        assert_eq!(
            local_timestamp("2025-03-03 10:48:33", i32::MAX),
            Err(UnreadableTimestamp)
        );
    }

    #[test]
    fn one_is_read_like_many() {
        let both = |json| one_or_many::<_, String>(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(both(r#""+15550100001""#).unwrap(), ["+15550100001"]);
        assert_eq!(both(r#"["a","b"]"#).unwrap(), ["a", "b"]);
        assert!(both("null").unwrap().is_empty());
        let items: Vec<u8> =
            null_as_default(&mut serde_json::Deserializer::from_str("null")).unwrap();
        assert!(items.is_empty());
    }

    #[test]
    fn no_error_repeats_the_value() {
        let secret = r#""+15550100001 said""#;
        let all = [
            read!(integer, secret).unwrap_err(),
            read!(float, secret).unwrap_err(),
            read!(boolean, secret).unwrap_err(),
            read!(decimal, secret).unwrap_err(),
            read!(decimal, r#"["+15550100001"]"#).unwrap_err(),
            read!(seconds, secret).unwrap_err(),
            read!(timestamp, secret).unwrap_err(),
            read!(text, r#"["+15550100001"]"#).unwrap_err(),
        ];
        for error in all {
            assert!(!error.contains("555"), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*", offset in proptest::num::i32::ANY) {
            parse_timestamp(&text);
            parse_seconds(&text);
            local_timestamp(&text, offset).ok();
        }
    }
}
