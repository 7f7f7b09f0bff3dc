//! L10 over webhooks, sockets and tokens: every public type there, with something private in every place that can hold it,
//! prints none of it. What the payloads of webhooks print is checked name by name, beside their table.
//!
//! The list cannot fall behind: a public type of these sources that is neither walked nor listed as harmless fails the test.

use std::path::Path;

use http::Method;
use voice_core::conformance::Printed;
use voice_core::webhook::{Verifier as _, WebhookRequest};
use voice_core::{Party, PrivateText, Timestamp};
use voice_twilio::socket::{
    FrameError, MediaChunk, MediaTrack, PlaybackCommand, RelayCommand, RelayDtmf, RelayEnd,
    RelayError, RelayFrame, RelayInterrupt, RelayPlay, RelayPrompt, RelaySetup, RelayText,
    StreamDetails, StreamDtmf, StreamFrame, StreamMedia, StreamStart,
};
use voice_twilio::webhook::{
    CommonParameters, IncomingMessage, Notification, Parameters, SharedKey, TwilioEvents,
    TwilioVerifier,
};
use voice_twilio::{AccessToken, VoiceGrant};

use super::webhook::{FORM, request};

const TOKEN: &str = "an-invented-token";
const NUMBER: &str = "+15550100101";
const SAID: &str = "meet me at noon";
const LINK: &str = "https://example.com/an-invented-token?n=5550100101";

/// Holds words, numbers, ids, or names that a program gave.
const HARMLESS: &[&str] = &[
    // Words.
    "ConferenceCallbackEvent",
    "DequeueOutcome",
    "DialStatus",
    "Egress",
    "LiveTranscriptionEvent",
    "MediaTrack",
    "ParticipantLeftReason",
    "QueueOutcome",
    "RetryOn",
    "SessionStatus",
    "StirStatus",
    "StirVerstat",
    "StreamCallbackEvent",
    "StreamEncoding",
    // Numbers, ids, names.
    "ConnectionOverrides",
    "Mark",
    "RelayLanguage",
    "StreamConnected",
    "StreamEnd",
    "StreamFormat",
    "StreamMark",
    "StreamStop",
    "TwilioEvents",
    // Errors that say which rule.
    "AccessTokenError",
    "ConnectionOverridesError",
];

fn webhooks(printed: &mut Printed) {
    let key = SharedKey::new("webhooks_sharedkey_1", TOKEN);
    printed.debug("SharedKey", &key);
    let verifier = TwilioVerifier::new(TOKEN).or(TOKEN).shared_key(key);
    printed.debug("TwilioVerifier", &verifier);
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("MessageSid", "SM1"),
            ("From", NUMBER),
            ("Body", SAID),
            ("MediaUrl0", LINK),
            ("SipHeader_X-Said", SAID),
            ("custom", SAID),
        ])
        .finish();
    let signature = verifier.sign(LINK, form.as_bytes()).unwrap();
    let headers = [("content-type", FORM), ("x-twilio-signature", &signature)];
    let request: WebhookRequest = request(Method::POST, LINK, &headers, form);
    let proof = request
        .verify(&verifier, &TwilioEvents, Timestamp::UNIX_EPOCH)
        .unwrap();
    printed.debug("CallEvent", &proof.events().unwrap());
    let notification = Notification::of(&proof);
    printed.debug("Notification", &notification);
    printed.debug("NotificationKind", &notification.kind);
    let parameters: &Parameters = &notification.parameters;
    printed.debug("Parameters", parameters);
    let headers = CommonParameters::read(parameters).sip_headers;
    assert!(headers.iter().any(|header| header.value == SAID));
    printed.debug("SipHeader", &headers);
    let media = IncomingMessage::read(parameters).media;
    assert!(media.iter().any(|file| file.url == LINK));
    printed.debug("MessageMedia", &media);
    let stranger = TwilioVerifier::new("another");
    printed.debug(
        "VerifyError",
        &stranger.verify(&request, Timestamp::UNIX_EPOCH),
    );
    printed.debug("VerifyError", &stranger.explain(&request));
}

fn sockets(printed: &mut Printed) {
    let mut details = StreamDetails::new("MZ1", "AC1", "CA1");
    details
        .custom_parameters
        .insert("said".to_owned(), SAID.into());
    printed.debug("StreamDetails", &details);
    let start = StreamStart::new(details);
    printed.debug("StreamStart", &start);
    printed.debug("StreamFrame", &StreamFrame::Start(start));
    let chunk = MediaChunk::new(MediaTrack::Inbound, 1, 0, SAID.as_bytes());
    printed.debug("MediaChunk", &chunk);
    printed.debug("StreamMedia", &StreamMedia::new(2, "MZ1", chunk));
    let key = StreamDtmf::new(3, "MZ1", "5550100101");
    printed.debug("Dtmf", &key.dtmf);
    printed.debug("StreamDtmf", &key);
    let play = PlaybackCommand::media("MZ1", SAID.as_bytes());
    if let PlaybackCommand::Media { media, .. } = &play {
        printed.debug("Payload", media);
    }
    printed.debug("PlaybackCommand", &play);
    let unknown = format!(r#"{{"event":"x","said":"{SAID}"}}"#);
    printed.debug("StreamFrame", &StreamFrame::parse(&unknown).unwrap());

    let mut setup = RelaySetup::new("VX1");
    setup.from = Some(Party::reported(NUMBER));
    setup.to = Some(Party::reported("client:5550100101"));
    setup.caller_name = Some(SAID.into());
    setup
        .custom_parameters
        .insert("said".to_owned(), SAID.into());
    printed.debug("RelaySetup", &setup);
    printed.debug("RelayFrame", &RelayFrame::Setup(Box::new(setup)));
    printed.debug("RelayPrompt", &RelayPrompt::new(SAID));
    printed.debug("RelayDtmf", &RelayDtmf::new("5550100101"));
    printed.debug("RelayInterrupt", &RelayInterrupt::new(SAID));
    printed.debug("RelayError", &RelayError::new(SAID));
    printed.debug("RelayText", &RelayText::new(SAID, true));
    printed.debug("RelayPlay", &RelayPlay::new(LINK));
    printed.debug("RelayEnd", &RelayEnd::new().handoff_data(SAID));
    let digits = RelayCommand::send_digits("5550100101");
    if let RelayCommand::SendDigits(digits) = &digits {
        printed.debug("RelayDigits", digits);
    }
    printed.debug("RelayCommand", &digits);
    for text in [
        format!(r#"{{"type":"prompt","voicePrompt":"yes","last":"{SAID}"}}"#),
        format!(r#"{{"type":"interrupt","durationUntilInterruptMs":"{NUMBER}{SAID}"}}"#),
        SAID.to_owned(),
    ] {
        let error: FrameError = RelayFrame::parse(&text).unwrap_err();
        printed.debug("FrameError", &error);
        printed.debug("FrameError", &error.to_string());
        let by_serde = serde_json::from_str::<RelayFrame>(&text).unwrap_err();
        printed.debug("FrameError", &by_serde);
    }
}

fn tokens(printed: &mut Printed) {
    let mut params = serde_json::Map::new();
    params.insert("said".to_owned(), SAID.into());
    let grant = VoiceGrant::new().outgoing_with("AP1", params);
    printed.debug("VoiceGrant", &grant);
    let token = AccessToken::new("AC1", "SK1", TOKEN, NUMBER).voice(grant);
    printed.debug("AccessToken", &token);
}

fn walked() -> Printed {
    let mut printed = Printed::new();
    webhooks(&mut printed);
    sockets(&mut printed);
    tokens(&mut printed);
    printed
}

#[test]
fn nothing_private_is_printed() {
    assert!(!format!("{:?}", PrivateText::from(SAID)).contains("noon"));
    let leaks = walked().leaks(&[TOKEN, "5550100101", SAID, "noon"]);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[test]
fn every_public_type_is_walked_or_listed_as_harmless() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // What `payloads!` makes has its own walk, `every_name_prints_what_it_may`.
    let parts = ["webhook", "socket", "token.rs"].map(|part| sources.join(part));
    let forgotten = walked().forgotten(parts, HARMLESS).unwrap();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
