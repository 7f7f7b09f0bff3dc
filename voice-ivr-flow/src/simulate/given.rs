//! What a command line or a file of scenarios gives a call: its instant, and values for its variables.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use voice_core::Timestamp;

use crate::finding::words::shortened;
use crate::program::Program;
use crate::template::is_name;
use crate::{ValidFlow, VariableType};

/// Reads an instant as `voice flow simulate --at` takes it: RFC 3339 with all its parts, such as
/// `2026-03-02T10:00:00Z` or `2026-03-02T15:30:00.5+05:30`.
///
/// The last hours of the year 9999 are later than a [`Timestamp`] can be, and become the last one.
///
/// # Errors
/// The text is anything else, however close: a time without seconds, a day that does not exist.
pub fn instant(text: &str) -> Result<Timestamp, InstantError> {
    let civil = civil(text).ok_or(InstantError)?;
    let exists = civil.parse::<jiff::civil::DateTime>().is_ok();
    match Timestamp::parse(text) {
        Ok(at) => Ok(at),
        // All of the text is right, so the instant is out of reach.
        Err(_) if exists => Ok(Timestamp::UNIX_EPOCH + Duration::MAX),
        Err(_) => Err(InstantError),
    }
}

/// The date and time of a text that is written as RFC 3339 says; whether there is such a day is not looked at.
fn civil(text: &str) -> Option<&str> {
    let (civil, rest) = text.split_at_checked(19)?;
    let shaped = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|pair| match pair {
                (byte, b'0') => byte.is_ascii_digit(),
                (byte, wanted) => byte.eq_ignore_ascii_case(&wanted),
            })
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            // jiff tells nanoseconds.
            let digits = fraction.len() - offset.len();
            (1..=9).contains(&digits).then_some(offset)?
        }
        None => rest,
    };
    let (hours, minutes) = (offset.get(1..3), offset.get(4..));
    let offset = shaped(offset, "Z")
        || ((shaped(offset, "+00:00") || shaped(offset, "-00:00"))
            && hours.is_some_and(|hours| hours < "24")
            && minutes.is_some_and(|minutes| minutes < "60"));
    (shaped(civil, "0000-00-00T00:00:00") && offset).then_some(civil)
}

/// A text is not an instant in RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an instant in RFC 3339, such as 2026-03-02T10:00:00Z")]
pub struct InstantError;

/// Reads `NAME=VALUE`, as `voice flow simulate --var` takes it; the value may be empty and may hold `=`.
///
/// # Errors
/// There is no `=`, or what stands before it is not a variable's name.
pub fn variable(text: &str) -> Result<(&str, &str), VariableError> {
    let (name, value) = text.split_once('=').ok_or(VariableError::NoValue)?;
    if is_name(name) {
        Ok((name, value))
    } else {
        Err(VariableError::NotAName)
    }
}

/// Values for variables of a flow, as a [`Simulation`](super::Simulation) takes them.
///
/// # Errors
/// The first name that the flow neither declares nor reads nor sets, that stands there twice, or whose value is not of the
/// declared type.
pub fn variables<'t>(
    flow: &ValidFlow,
    program: &Program,
    given: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Result<BTreeMap<String, String>, VariableError> {
    let declared = flow.variables().iter();
    let kinds: HashMap<&str, VariableType> =
        declared.map(|own| (own.name.as_str(), own.kind)).collect();
    let mut all = BTreeMap::new();
    for (name, value) in given {
        let kind = kinds.get(name).copied();
        let name = name.to_owned();
        if program.variable(&name).is_none() {
            return Err(VariableError::Unknown(shortened(&name)));
        }
        if let Some(kind) = kind
            && !value.is_empty()
            && !kind.allows(value)
        {
            return Err(VariableError::WrongType { name, kind });
        }
        if all.contains_key(&name) {
            return Err(VariableError::Repeated(name));
        }
        all.insert(name, value.to_owned());
    }
    Ok(all)
}

/// What is given cannot be the value of a variable. The value is not part of the error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VariableError {
    /// There is no `=`.
    #[error("a variable is given as NAME=VALUE")]
    NoValue,
    /// What stands before the `=` is no name.
    #[error("a variable's name is a letter or `_`, then letters, digits and `_`")]
    NotAName,
    /// The flow has no such variable.
    #[error("the flow has no variable `{0}`")]
    Unknown(String),
    /// The flow declares another type.
    #[error("`{name}` is declared as {}, and its value is none", kind.as_str())]
    WrongType {
        /// The variable.
        name: String,
        /// What it may hold.
        kind: VariableType,
    },
    /// The name was given before.
    #[error("`{0}` is given twice")]
    Repeated(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_all_parts_of_rfc_3339() {
        for (text, same) in [
            ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z"),
            ("2026-03-02t10:00:00z", "2026-03-02T10:00:00Z"),
            ("2026-03-02T10:00:00-00:00", "2026-03-02T10:00:00Z"),
            ("2026-03-02T15:30:00.250+05:30", "2026-03-02T10:00:00.25Z"),
            ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
        ] {
            assert_eq!(instant(text), Ok(same.parse().unwrap()), "{text}");
        }
        for text in [
            "",
            "noon",
            "2026-03-02",
            "2026-03-02T10Z",
            "2026-03-02T10:00Z",
            "2026-03-02T10:00:00",
            "2026-03-02 10:00:00Z",
            "20260302T100000Z",
            "2026-03-02T10:00:00.Z",
            "2026-03-02T10:00:00,5Z",
            "2026-03-02T10:00:00+0530",
            "2026-03-02T10:00:00+24:00",
            "2026-03-02T10:00:00+05:60",
            "2026-03-02T10:00:00Z[UTC]",
            "2026-02-29T10:00:00Z",
            "2026-03-02T24:00:00Z",
            "9999-12-32T10:00:00Z",
            "+002026-03-02T10:00:00Z",
            "２０２６-03-02T10:00:00Z",
        ] {
            assert_eq!(instant(text), Err(InstantError), "{text}");
        }
    }

    #[test]
    fn the_last_hours_that_rfc_3339_can_write_are_the_last_instant() {
        let last = Timestamp::UNIX_EPOCH + Duration::MAX;
        assert_eq!(instant("9999-12-31T23:59:59Z"), Ok(last));
        assert_eq!(instant("9999-12-31T23:59:59-23:59"), Ok(last));
    }

    #[test]
    fn a_variable_is_a_name_and_a_value() {
        assert_eq!(variable("order_id=12"), Ok(("order_id", "12")));
        assert_eq!(variable("a="), Ok(("a", "")));
        assert_eq!(variable("a=b=c"), Ok(("a", "b=c")));
        assert_eq!(variable("a"), Err(VariableError::NoValue));
        for bad in ["=1", "1a=2", "a b=1", " a=1", "ä=1"] {
            assert_eq!(variable(bad), Err(VariableError::NotAName), "{bad}");
        }
    }
}
