//! Who is on an end of a call.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::{ParseNumberError, PhoneNumber, masked};

/// One end of a call: a number, a SIP address, a client of an app, or what the carrier wrote.
///
/// Which of them a provider can dial differs; a party it cannot dial is refused as `Unsupported`
/// before anything is sent. A caller who withholds the number arrives as [`Party::Other`] with the
/// carrier's word (`anonymous`, `Restricted`, …). `Debug` hides the identity, `Display` writes it.
///
/// ```
/// use voice_core::Party;
///
/// assert!(matches!("+15550100001".parse()?, Party::Number(_)));
/// assert!(matches!("sip:desk@example.com".parse()?, Party::Sip(_)));
/// assert!(matches!("client:rider-7".parse()?, Party::Client(_)));
/// # Ok::<(), voice_core::ParsePartyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Party {
    /// A telephone number.
    Number(PhoneNumber),
    /// A SIP address, with its `sip:` or `sips:`.
    Sip(Box<str>),
    /// A client identity of a voice app, without the `client:`.
    Client(Box<str>),
    /// What a carrier reported that is none of these. Cannot be dialled.
    Other(Box<str>),
}

impl Party {
    /// Reads what a person or a program wants to dial: E.164, `sip:…` or `client:…`.
    ///
    /// # Errors
    /// The text is none of the three; it is not repeated.
    pub fn parse(text: &str) -> Result<Self, ParsePartyError> {
        Self::check(text)?;
        Ok(match text.strip_prefix("client:") {
            Some(name) => Self::Client(name.into()),
            None if text.starts_with('+') => {
                Self::Number(PhoneNumber::parse(text).map_err(ParsePartyError::Number)?)
            }
            None => Self::Sip(text.into()),
        })
    }

    /// Whether a text is something to dial, as [`parse`](Self::parse), without keeping it.
    ///
    /// # Errors
    /// As `parse`.
    pub fn check(text: &str) -> Result<(), ParsePartyError> {
        if text.starts_with('+') {
            return PhoneNumber::check(text).map_err(ParsePartyError::Number);
        }
        let plain = |rest: &str| {
            !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
        };
        let sip = text.strip_prefix("sip:");
        if let Some(rest) = sip.or_else(|| text.strip_prefix("sips:")) {
            let good = plain(rest) && has_user_and_host(rest);
            return if good {
                Ok(())
            } else {
                Err(ParsePartyError::Sip)
            };
        }
        match text.strip_prefix("client:") {
            Some(name) if plain(name) => Ok(()),
            Some(_) => Err(ParsePartyError::Client),
            None => Err(ParsePartyError::Unknown),
        }
    }

    /// Reads what a carrier reported; never fails, since nothing a carrier says may be lost.
    pub fn reported(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|_| Self::Other(text.into()))
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// Whether both sides of the one `@` are there. A password may follow the user, a port or parameters the host.
fn has_user_and_host(address: &str) -> bool {
    address.split_once('@').is_some_and(|(user, host)| {
        let named = |text: &str, after: &[char]| !text.is_empty() && !text.starts_with(after);
        named(user, &[':']) && named(host, &[':', ';', '?']) && !host.contains('@')
    })
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Sip(text) | Self::Other(text) => f.pad(text),
            Self::Client(name) => write!(f, "client:{name}"),
        }
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "Number({})", masked(number.as_str())),
            Self::Sip(_) => f.write_str("Sip(…)"),
            Self::Client(_) => f.write_str("Client(…)"),
            Self::Other(_) => f.write_str("Other(…)"),
        }
    }
}

impl From<PhoneNumber> for Party {
    fn from(number: PhoneNumber) -> Self {
        Self::Number(number)
    }
}

impl FromStr for Party {
    type Err = ParsePartyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Ok(Self::reported(&text))
    }
}

/// A text names nobody who can be dialled. The text is not part of the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePartyError {
    /// It begins with `+` and is not an E.164 number.
    #[error(transparent)]
    Number(ParseNumberError),
    /// What follows `sip:` is no user and host, or holds a blank.
    #[error("a SIP address is `sip:user@host` without blanks")]
    Sip,
    /// Nothing, or a blank, after `client:`.
    #[error("a client is `client:name` without blanks")]
    Client,
    /// Neither a number nor an address.
    #[error("neither a number (`+…`), a SIP address (`sip:…`) nor a client (`client:…`)")]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_dialled_parses_and_prints_back() {
        for text in [
            "+15550100001",
            "sip:desk@example.com",
            "sips:desk@example.com",
            "sip:+15550100001;phone-context=x:pw@[2001:db8::1]:5060;transport=tls?subject=a",
            "client:rider-7",
        ] {
            assert_eq!(Party::parse(text).unwrap().to_string(), text);
            assert_eq!(Party::check(text), Ok(()));
        }
        assert_eq!(
            Party::parse("5550100001").unwrap_err(),
            ParsePartyError::Unknown
        );
        for text in [
            "sip:",
            "sip:a",
            "sip:@h",
            "sips:a@",
            "sip:@",
            "sip:a@b@c",
            "sip:a b@h",
            "sip::pw@h",
            "sip:a@:5060",
            "sip:a@;x=y",
        ] {
            assert_eq!(
                Party::parse(text).unwrap_err(),
                ParsePartyError::Sip,
                "{text}"
            );
        }
        assert_eq!(
            Party::parse("client:a b").unwrap_err(),
            ParsePartyError::Client
        );
        assert!(matches!(
            Party::parse("+1x"),
            Err(ParsePartyError::Number(_))
        ));
    }

    #[test]
    fn a_reported_party_is_kept_whatever_it_is() {
        for text in ["anonymous", "sip:gateway.example.com"] {
            assert_eq!(Party::reported(text).to_string(), text);
        }
        assert_eq!(format!("{:?}", Party::reported("05550100001")), "Other(…)");
    }
}
