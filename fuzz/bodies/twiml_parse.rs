//! A TwiML document from a stranger: read, judged, written, read again.

use voice_twilio::twiml::Response;

pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(parsed) = Response::parse(text) else {
        return;
    };
    let _ = parsed.response.check();
    let written = parsed.response.to_xml();
    let again = Response::parse(&written).map(|again| again.response.to_xml());
    assert_eq!(again.as_deref(), Ok(written.as_str()));
}
