//! What a call shall do, and with whom.

use voice_core::{Answer, Error, Party, Result};

use super::urls::{taken_url, web_url};
use crate::client::PROVIDER;
use crate::twiml::{Client, Connect, Dial, MAX_INLINE_CHARACTERS, Response, Sip, Stream};

/// What a call shall do, as Twilio takes it.
pub(crate) enum Document {
    At(String),
    Inline(String),
}

/// The document of an answer.
pub(crate) fn document(answer: &Answer, operation: &'static str) -> Result<Document> {
    let unsupported = |why: &str| Error::unsupported_option(PROVIDER, operation, "answer", why);
    let built = |response: Response| {
        response
            .build_inline()
            .map(Document::Inline)
            .map_err(|error| Error::invalid(PROVIDER, operation, "answer", error))
    };
    match answer {
        Answer::Url(url) => web_url(url, operation, "answer").map(Document::At),
        Answer::Markup(document) if document.chars().count() > MAX_INLINE_CHARACTERS => {
            Err(unsupported(
                "Twilio takes at most 4000 characters of TwiML with a request; serve it at a URL",
            ))
        }
        Answer::Markup(document) => Ok(Document::Inline(document.as_ref().to_owned())),
        Answer::Connect(party) => built(dial(party, operation, "answer")?),
        Answer::Stream(url) => {
            let url = taken_url(url, &["wss"], operation, "answer")?;
            built(Response::new().connect(Connect::new().stream(Stream::new().url(url))))
        }
        _ => Err(unsupported(
            "Twilio takes a URL, TwiML, a party to connect, or a stream",
        )),
    }
}

/// The document that dials a party and connects the two.
pub(crate) fn dial(
    party: &Party,
    operation: &'static str,
    option: &'static str,
) -> Result<Response> {
    let dial = Dial::new();
    let dial = match party {
        Party::Number(number) => dial.number(number.as_str()),
        Party::Client(name) => dial.client(Client::new().identity(&**name)),
        Party::Sip(address) => dial.sip(Sip::new().uri(&**address)),
        _ => return Err(undiallable(operation, option)),
    };
    Ok(Response::new().dial(dial))
}

/// A party as `To` wants it.
pub(super) fn address(
    party: &Party,
    operation: &'static str,
    option: &'static str,
) -> Result<String> {
    match party {
        Party::Number(_) | Party::Sip(_) | Party::Client(_) => Ok(party.to_string()),
        _ => Err(undiallable(operation, option)),
    }
}

fn undiallable(operation: &'static str, option: &'static str) -> Error {
    let why = "Twilio dials numbers, SIP addresses and clients";
    Error::unsupported_option(PROVIDER, operation, option, why)
}
