//! The one type for instants.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

/// An instant in UTC, to the nanosecond.
///
/// Vendors write instants in five formats; their crates read them into this one. Prints and
/// serialises as RFC 3339 (`2026-01-20T20:36:28Z`). Arithmetic saturates at the years −9999 and 9999.
///
/// ```
/// use std::time::Duration;
/// use voice_core::Timestamp;
///
/// let at: Timestamp = "2026-01-20T20:36:28Z".parse()?;
/// assert_eq!((at + Duration::from_secs(92)).to_string(), "2026-01-20T20:38:00Z");
/// # Ok::<(), voice_core::ParseTimestampError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// 1970-01-01T00:00:00Z, where the mock provider's clock starts.
    pub const UNIX_EPOCH: Self = Self(jiff::Timestamp::UNIX_EPOCH);

    /// Reads RFC 3339, with any offset.
    ///
    /// # Errors
    /// The text is not RFC 3339, or outside the years that can be told.
    pub fn parse(text: &str) -> Result<Self, ParseTimestampError> {
        text.parse().map(Self).map_err(ParseTimestampError)
    }

    /// Reads RFC 2822, as Twilio writes it (`Tue, 20 Jan 2026 20:36:28 +0000`).
    ///
    /// # Errors
    /// The text is not RFC 2822.
    pub fn parse_rfc2822(text: &str) -> Result<Self, ParseTimestampError> {
        jiff::fmt::rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_timestamp(text)
            .map(Self)
            .map_err(ParseTimestampError)
    }

    /// From whole seconds since 1970; `None` outside the years that can be told.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Whole seconds since 1970, rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.0.as_second() - i64::from(self.0.subsec_nanosecond() < 0)
    }

    /// From milliseconds since 1970; `None` outside the years that can be told.
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        jiff::Timestamp::from_millisecond(millis).ok().map(Self)
    }

    /// The time from `earlier` to `self`, zero if it is not earlier.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::try_from(self.0.duration_since(earlier.0)).unwrap_or(Duration::ZERO)
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.checked_add(span).unwrap_or(jiff::Timestamp::MAX))
    }
}

impl std::ops::Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, span: Duration) -> Self {
        Self(self.0.checked_sub(span).unwrap_or(jiff::Timestamp::MIN))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let edge = if time < SystemTime::UNIX_EPOCH {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        };
        Self(jiff::Timestamp::try_from(time).unwrap_or(edge))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Timestamp {
    type Err = ParseTimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A text is not an instant in the format asked for.
#[derive(Debug, Clone, thiserror::Error)]
#[error("not an instant in time")]
pub struct ParseTimestampError(#[source] jiff::Error);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formats_of_the_vendors_meet() {
        let expected = Timestamp::from_unix_seconds(1_768_941_388).unwrap();
        for text in [
            "2026-01-20T20:36:28Z",
            "2026-01-20T20:36:28.000Z",
            "2026-01-21T02:06:28+05:30",
        ] {
            assert_eq!(Timestamp::parse(text).unwrap(), expected, "{text}");
        }
        for text in [
            "Tue, 20 Jan 2026 20:36:28 +0000",
            "20 Jan 2026 20:36:28 +0000",
            "Mon, 20 Jan 2026 20:36:28 +0000",
        ] {
            assert_eq!(Timestamp::parse_rfc2822(text).unwrap(), expected, "{text}");
        }
        assert!(Timestamp::parse("2026-01-20").is_err());
    }

    #[test]
    fn seconds_before_1970_round_down() {
        assert_eq!(
            Timestamp::from_unix_millis(-500).unwrap().unix_seconds(),
            -1
        );
        assert_eq!(
            Timestamp::from_unix_millis(1_500).unwrap().unix_seconds(),
            1
        );
    }

    #[test]
    fn a_span_is_never_negative() {
        let late = Timestamp::UNIX_EPOCH + Duration::from_secs(5);
        assert_eq!(late.since(Timestamp::UNIX_EPOCH), Duration::from_secs(5));
        assert_eq!(Timestamp::UNIX_EPOCH.since(late), Duration::ZERO);
    }
}
