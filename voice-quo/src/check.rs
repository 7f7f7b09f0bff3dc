//! The constraints of Quo's document, checked before anything is sent.

use std::fmt::Display;
use std::ops::RangeInclusive;

use voice_core::{Error, PhoneNumber, Result};

use crate::PROVIDER;

/// Checks the fields of one operation's request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Check(pub(crate) &'static str);

impl Check {
    /// An id begins with its prefix (`^PN(.*)$`); the rest is opaque.
    pub(crate) fn id(self, field: &'static str, id: &str, prefix: &str) -> Result<Self> {
        self.holds(
            id.starts_with(prefix),
            field,
            format_args!("is an id that begins with `{prefix}`"),
        )
    }

    /// As [`id`](Self::id), if there is one.
    pub(crate) fn id_opt(
        self,
        field: &'static str,
        id: Option<&str>,
        prefix: &str,
    ) -> Result<Self> {
        id.map_or(Ok(self), |id| self.id(field, id, prefix))
    }

    /// An id with one of two prefixes.
    pub(crate) fn either_id(
        self,
        field: &'static str,
        id: Option<&str>,
        prefixes: [&str; 2],
    ) -> Result<Self> {
        let [one, other] = prefixes;
        self.holds(
            id.is_none_or(|id| prefixes.iter().any(|prefix| id.starts_with(prefix))),
            field,
            format_args!("is an id that begins with `{one}` or `{other}`"),
        )
    }

    /// The id of one of our numbers, or the number itself.
    pub(crate) fn line(self, field: &'static str, line: &str) -> Result<Self> {
        self.holds(
            line.starts_with("PN") || PhoneNumber::parse(line).is_ok(),
            field,
            "is the id of a Quo number (`PN…`) or a number in E.164",
        )
    }

    /// A text has so many characters.
    pub(crate) fn length(
        self,
        field: &'static str,
        text: &str,
        range: RangeInclusive<usize>,
    ) -> Result<Self> {
        self.holds(
            range.contains(&text.chars().count()),
            field,
            format_args!("has {} to {} characters", range.start(), range.end()),
        )
    }

    /// A list has so many items.
    pub(crate) fn count(
        self,
        field: &'static str,
        count: usize,
        range: RangeInclusive<usize>,
    ) -> Result<Self> {
        self.holds(
            range.contains(&count),
            field,
            format_args!("has {} to {} items", range.start(), range.end()),
        )
    }

    /// A page has from 1 to so many items.
    pub(crate) fn page_size(
        self,
        field: &'static str,
        size: Option<u32>,
        most: u32,
    ) -> Result<Self> {
        self.holds(
            size.is_none_or(|size| (1..=most).contains(&size)),
            field,
            format_args!("is from 1 to {most}"),
        )
    }

    /// Anything else that must hold.
    pub(crate) fn holds(
        self,
        holds: bool,
        field: &'static str,
        rule: impl Display,
    ) -> Result<Self> {
        if holds {
            Ok(self)
        } else {
            Err(Error::invalid(PROVIDER, self.0, field, rule))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_rule_names_operation_and_field_and_not_the_value() {
        let error = Check("send_message")
            .line("from", "5550100001")
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "quo send_message: invalid request: field `from`: is the id of a Quo number (`PN…`) or a number in E.164"
        );
        assert_eq!(error.option(), Some("from"));
    }

    #[test]
    fn bounds_are_inclusive_and_characters_are_counted() {
        let check = Check("x");
        assert!(check.page_size("maxResults", Some(1), 50).is_ok());
        assert!(check.page_size("maxResults", Some(50), 50).is_ok());
        assert!(check.page_size("maxResults", None, 50).is_ok());
        assert!(check.page_size("maxResults", Some(0), 50).is_err());
        assert!(check.page_size("maxResults", Some(51), 50).is_err());
        assert!(check.length("x", "éé", 1..=2).is_ok());
        assert!(check.length("x", "", 1..=2).is_err());
        assert!(check.count("x", 11, 1..=10).is_err());
        assert!(check.either_id("x", Some("SYU1"), ["US", "SYU"]).is_ok());
        assert!(check.either_id("x", Some("XX"), ["US", "SYU"]).is_err());
    }
}
