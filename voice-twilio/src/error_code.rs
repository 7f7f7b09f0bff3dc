//! Twilio's numbers for what went wrong.

use std::fmt;
use std::num::ParseIntError;
use std::ops::RangeInclusive;
use std::str::FromStr;

use voice_core::{Error, ErrorKind};

/// One of Twilio's numbers for what went wrong: in an answer of the REST API, in the debugger, in `ErrorCode` of a request to
/// your fallback URL, in a recording or a message that failed.
///
/// Any number is one (L12); those that are worth a decision have names. Twilio says that its texts change, so compare
/// numbers.
///
/// ```
/// use voice_core::{Error, ErrorKind};
/// use voice_twilio::ErrorCode;
///
/// fn advice(error: &Error) -> &'static str {
///     match ErrorCode::of(error) {
///         Some(ErrorCode::TO_NOT_VERIFIED) => "a trial account calls verified numbers only",
///         Some(ErrorCode::NO_GEOGRAPHIC_PERMISSION) => "switch the country on in the console",
///         Some(code) if ErrorCode::ACCESS_TOKENS.contains(&code) => "the access token is wrong",
///         _ => "try something else",
///     }
/// }
///
/// let error = Error::new(ErrorKind::Billing, "twilio", "place_call", "…").with_code("21219");
/// assert_eq!(advice(&error), "a trial account calls verified numbers only");
/// assert_eq!(ErrorCode::from(99999).number(), 99999);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorCode(u32);

impl ErrorCode {
    /// The code of an error of this provider, if it has one.
    pub fn of(error: &Error) -> Option<Self> {
        (error.provider() == "twilio")
            .then(|| error.code()?.parse().ok())
            .flatten()
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// One line a code: name, number, and the kind of the errors that carry it. A code that answers no request has no kind.
macro_rules! codes {
    ($( $(#[$meta:meta])* $name:ident = $number:literal $($kind:ident)?; )+) => {
        impl ErrorCode {
            $( $(#[$meta])* pub const $name: Self = Self($number); )+

            /// Every code that has a name, in the order of declaration.
            pub const NAMED: &'static [Self] = &[ $( Self::$name, )+ ];

            /// What a caller can do about an error with this code; `None` for a code that answers no request, or is not
            /// known here: then the HTTP status decides.
            pub const fn kind(self) -> Option<ErrorKind> {
                match self {
                    $( Self::$name => codes!(@ $($kind)?), )+
                    _ => None,
                }
            }
        }
    };
    (@) => { None };
    (@ $kind:ident) => { Some(ErrorKind::$kind) };
}

codes! {
    /// Parameters that the resource does not have.
    UNKNOWN_PARAMETERS = 20001 InvalidRequest;
    /// The credentials are wrong.
    AUTHENTICATION_FAILED = 20003 Auth;
    /// The resource does not know the method.
    METHOD_NOT_ALLOWED = 20004 InvalidRequest;
    /// The account is suspended or closed.
    ACCOUNT_NOT_ACTIVE = 20005 Auth;
    /// Not with test credentials.
    TEST_CREDENTIALS = 20008 Auth;
    /// No such resource, or it is another account's.
    NOT_FOUND = 20404 NotFound;
    /// Too many requests at once; this one was not processed.
    TOO_MANY_REQUESTS = 20429 RateLimited;
    /// Twilio failed.
    INTERNAL_ERROR = 20500 Provider;
    /// Twilio is not there.
    UNAVAILABLE = 20503 Provider;

    /// An access token cannot be read.
    TOKEN_INVALID = 20101 Auth;
    /// The header of an access token is wrong.
    TOKEN_HEADER = 20102 Auth;
    /// The issuer or the subject of an access token is wrong.
    TOKEN_ISSUER = 20103 Auth;
    /// An access token has expired.
    TOKEN_EXPIRED = 20104 Auth;
    /// An access token is not valid yet.
    TOKEN_NOT_YET_VALID = 20105 Auth;
    /// The grants of an access token are wrong.
    TOKEN_GRANTS = 20106 Auth;
    /// The signature of an access token is wrong.
    TOKEN_SIGNATURE = 20107 Auth;
    /// An access token was refused.
    TOKEN_REFUSED = 20151 Auth;
    /// An access token lives longer than it may.
    TOKEN_LIFETIME = 20157 Auth;

    /// `To` is missing.
    TO_REQUIRED = 21201 InvalidRequest;
    /// International calls are switched off.
    NO_INTERNATIONAL_PERMISSION = 21203 Auth;
    /// `Url` is wrong.
    BAD_URL = 21205 InvalidRequest;
    /// `From` is neither owned nor verified.
    FROM_NOT_VERIFIED = 21210 InvalidRequest;
    /// `To` is wrong.
    BAD_TO = 21211 InvalidRequest;
    /// `From` is wrong.
    BAD_FROM = 21212 InvalidRequest;
    /// `From` is missing.
    FROM_REQUIRED = 21213 InvalidRequest;
    /// `To` cannot be reached.
    TO_UNREACHABLE = 21214 InvalidRequest;
    /// The country is switched off in the account's geographic permissions.
    NO_GEOGRAPHIC_PERMISSION = 21215 Auth;
    /// `To` is blocked.
    TO_BLOCKED = 21216 InvalidRequest;
    /// `To` is no number.
    TO_NOT_A_NUMBER = 21217 InvalidRequest;
    /// `ApplicationSid` is wrong.
    BAD_APPLICATION = 21218 InvalidRequest;
    /// A trial account calls verified numbers only.
    TO_NOT_VERIFIED = 21219 Billing;
    /// The call's state does not allow it: it has ended.
    CALL_STATE = 21220 Conflict;

    /// A trial account holds one number.
    TRIAL_NUMBER = 21404 Billing;
    /// The number to buy is no number.
    BAD_NUMBER_TO_BUY = 21421 InvalidRequest;
    /// The number was sold to somebody else.
    NUMBER_NOT_AVAILABLE = 21422 Conflict;
    /// No number is left in the area.
    NO_NUMBER_IN_AREA = 21452 NotFound;

    /// `From` cannot send texts.
    FROM_CANNOT_TEXT = 21606 InvalidRequest;
    /// `StatusCallback` of a text is wrong: no full URL, a host with `_`, more than 4000 characters.
    BAD_MESSAGE_CALLBACK = 21609 InvalidRequest;
    /// The recipient has opted out.
    OPTED_OUT = 21610 Conflict;
    /// `To` is no mobile number.
    TO_NOT_MOBILE = 21614 InvalidRequest;
    /// The text is too long.
    BODY_TOO_LONG = 21617 InvalidRequest;

    /// There is no recording: it was too short.
    RECORDING_TOO_SHORT = 16101;
    /// There is no recording: it was silent.
    RECORDING_SILENT = 16102;

    /// A Voice SDK was not authorised.
    SDK_AUTHORIZATION = 31201 Auth;
    /// The signature of a Voice SDK's token is wrong.
    SDK_SIGNATURE = 31202 Auth;
    /// A Voice SDK's token cannot be read.
    SDK_TOKEN = 31204 Auth;
    /// A Voice SDK's token has expired.
    SDK_TOKEN_EXPIRED = 31205 Auth;
    /// A Voice SDK's token lives longer than it may.
    SDK_TOKEN_LIFETIME = 31207 Auth;

    /// Your server answered with an error.
    HTTP_FAILURE = 11200;
    /// Your server could not be reached.
    HTTP_CONNECTION = 11205;
    /// Your server has no such name.
    HTTP_HOST = 11210;
    /// The TLS handshake with your server failed.
    HTTP_TLS = 11220;
    /// The document cannot be parsed.
    DOCUMENT_UNREADABLE = 12100;
    /// An element or attribute is not known and was ignored.
    DOCUMENT_SCHEMA = 12200;
    /// The media type of the document is not one that is read.
    DOCUMENT_TYPE = 12300;
    /// `<Dial>`: the caller ID is wrong.
    DIAL_CALLER_ID = 13214 InvalidRequest;
    /// `<Dial>`: the number is no number.
    DIAL_NUMBER_FORMAT = 13223 InvalidRequest;
    /// `<Dial>`: the number is wrong, or cannot be dialled.
    DIAL_NUMBER = 13224 InvalidRequest;
    /// `<Dial>`: the number is forbidden.
    DIAL_FORBIDDEN = 13225 InvalidRequest;
    /// `<Dial>`: the country is switched off.
    DIAL_NO_INTERNATIONAL_PERMISSION = 13227 InvalidRequest;
    /// `<Say>`: the text is too long.
    SAY_TOO_LONG = 13520;
    /// `<Pause>`: an attribute is wrong.
    PAUSE = 13910;
    /// A media stream: the handshake failed.
    STREAM_HANDSHAKE = 31920;
    /// A media stream: your server closed it.
    STREAM_CLOSED = 31921;
    /// A media stream: your server broke the protocol.
    STREAM_PROTOCOL = 31924;
    /// ConversationRelay: a message was wrong and was dropped; the session goes on.
    RELAY_MESSAGE = 64107;
}

/// Whole ranges, for the codes that differ in a detail only.
impl ErrorCode {
    /// Access tokens: unreadable, expired, not theirs …
    pub const ACCESS_TOKENS: RangeInclusive<Self> = Self(20101)..=Self(20107);
    /// The certificate of your server.
    pub const CERTIFICATES: RangeInclusive<Self> = Self(11235)..=Self(11237);
    /// Attributes of `<Gather>`.
    pub const GATHER: RangeInclusive<Self> = Self(13310)..=Self(13335);
    /// Files of `<Play>`.
    pub const PLAY: RangeInclusive<Self> = Self(13410)..=Self(13420);
    /// `<Say>`.
    pub const SAY: RangeInclusive<Self> = Self(13510)..=Self(13520);
    /// `<Record>`.
    pub const RECORD: RangeInclusive<Self> = Self(13610)..=Self(13620);
    /// ConversationRelay.
    pub const CONVERSATION_RELAY: RangeInclusive<Self> = Self(64101)..=Self(64107);
}

impl From<u32> for ErrorCode {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl From<ErrorCode> for u32 {
    fn from(code: ErrorCode) -> Self {
        code.0
    }
}

impl FromStr for ErrorCode {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorCode({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Twilio's tables, with what a caller can do about each code.
    const TABLE: &[(&[u32], Option<ErrorKind>)] = {
        use ErrorKind::{Auth, Billing, Conflict, InvalidRequest, NotFound, Provider, RateLimited};
        &[
            (&[20001, 20004], Some(InvalidRequest)),
            (&[20003, 20005, 20008], Some(Auth)),
            (&[20404], Some(NotFound)),
            (&[20429], Some(RateLimited)),
            (&[20500, 20503], Some(Provider)),
            (&[21201, 21205], Some(InvalidRequest)),
            (&[21203, 21215], Some(Auth)),
            (&[21210, 21212, 21213], Some(InvalidRequest)),
            (&[21211, 21214, 21216, 21217, 21218], Some(InvalidRequest)),
            (&[21219, 21404], Some(Billing)),
            (&[21220], Some(Conflict)),
            (&[21421], Some(InvalidRequest)),
            (&[21422], Some(Conflict)),
            (&[21452], Some(NotFound)),
            (&[21606, 21609, 21614, 21617], Some(InvalidRequest)),
            (&[21610], Some(Conflict)),
            (
                &[
                    20101, 20102, 20103, 20104, 20105, 20106, 20107, 20151, 20157,
                ],
                Some(Auth),
            ),
            (&[31201, 31202, 31204, 31205, 31207], Some(Auth)),
            (&[13214, 13223, 13224, 13225, 13227], Some(InvalidRequest)),
            (&[16101, 16102], None),
            (&[11200, 11205, 11210, 11220], None),
            (&[12100, 12200, 12300], None),
            (&[13520, 13910], None),
            (&[31920, 31921, 31924], None),
            (&[64107], None),
        ]
    };

    #[test]
    fn every_documented_code_has_a_name_and_its_kind() {
        let mut documented = BTreeSet::new();
        for (numbers, kind) in TABLE {
            for number in *numbers {
                assert_eq!(ErrorCode::from(*number).kind(), *kind, "{number}");
                documented.insert(ErrorCode(*number));
            }
        }
        let named: BTreeSet<ErrorCode> = ErrorCode::NAMED.iter().copied().collect();
        assert_eq!(named, documented);
        assert_eq!(named.len(), ErrorCode::NAMED.len(), "a number twice");
    }

    #[test]
    fn a_number_that_nobody_knows_stays_itself() {
        let invented: ErrorCode = "99999".parse().unwrap();
        assert_eq!((invented.kind(), u32::from(invented)), (None, 99999));
        assert_eq!(format!("{invented} {invented:?}"), "99999 ErrorCode(99999)");
        assert!("soon".parse::<ErrorCode>().is_err());
    }

    #[test]
    fn an_error_gives_its_code_if_it_is_twilios() {
        let error =
            |provider| Error::new(ErrorKind::NotFound, provider, "call", "none").with_code("20404");
        assert_eq!(ErrorCode::of(&error("twilio")), Some(ErrorCode::NOT_FOUND));
        assert_eq!(ErrorCode::of(&error("quo")), None);
        let without = Error::new(ErrorKind::NotFound, "twilio", "call", "none");
        assert_eq!(ErrorCode::of(&without), None);
    }

    #[test]
    fn ranges_end_where_the_documents_say() {
        for (range, first, last) in [
            (ErrorCode::ACCESS_TOKENS, 20101, 20107),
            (ErrorCode::CERTIFICATES, 11235, 11237),
            (ErrorCode::GATHER, 13310, 13335),
            (ErrorCode::PLAY, 13410, 13420),
            (ErrorCode::SAY, 13510, 13520),
            (ErrorCode::RECORD, 13610, 13620),
            (ErrorCode::CONVERSATION_RELAY, 64101, 64107),
        ] {
            assert_eq!(
                (range.start().number(), range.end().number()),
                (first, last)
            );
        }
    }
}
