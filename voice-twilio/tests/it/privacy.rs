//! L10 over webhooks, sockets and tokens: every public type there, with something private in every place that can hold it,
//! prints none of it. What the payloads of webhooks print is checked name by name, beside their table.
//!
//! The list cannot fall behind: a public type of these sources that is neither walked nor listed as harmless fails the test.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;

use http::Method;
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

#[derive(Default)]
struct Walk(Vec<(&'static str, String)>);

impl Walk {
    fn debug(&mut self, name: &'static str, value: &impl Debug) {
        self.0.push((name, format!("{value:?} {value:#?}")));
    }
}

fn webhooks(walk: &mut Walk) {
    let key = SharedKey::new("webhooks_sharedkey_1", TOKEN);
    walk.debug("SharedKey", &key);
    let verifier = TwilioVerifier::new(TOKEN).or(TOKEN).shared_key(key);
    walk.debug("TwilioVerifier", &verifier);
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
    walk.debug("CallEvent", &proof.events().unwrap());
    let notification = Notification::of(&proof);
    walk.debug("Notification", &notification);
    walk.debug("NotificationKind", &notification.kind);
    let parameters: &Parameters = &notification.parameters;
    walk.debug("Parameters", parameters);
    let headers = CommonParameters::read(parameters).sip_headers;
    assert!(headers.iter().any(|header| header.value == SAID));
    walk.debug("SipHeader", &headers);
    let media = IncomingMessage::read(parameters).media;
    assert!(media.iter().any(|file| file.url == LINK));
    walk.debug("MessageMedia", &media);
    let stranger = TwilioVerifier::new("another");
    walk.debug(
        "VerifyError",
        &stranger.verify(&request, Timestamp::UNIX_EPOCH),
    );
    walk.debug("VerifyError", &stranger.explain(&request));
}

fn sockets(walk: &mut Walk) {
    let mut details = StreamDetails::new("MZ1", "AC1", "CA1");
    details
        .custom_parameters
        .insert("said".to_owned(), SAID.into());
    walk.debug("StreamDetails", &details);
    let start = StreamStart::new(details);
    walk.debug("StreamStart", &start);
    walk.debug("StreamFrame", &StreamFrame::Start(start));
    let chunk = MediaChunk::new(MediaTrack::Inbound, 1, 0, SAID.as_bytes());
    walk.debug("MediaChunk", &chunk);
    walk.debug("StreamMedia", &StreamMedia::new(2, "MZ1", chunk));
    let key = StreamDtmf::new(3, "MZ1", "5550100101");
    walk.debug("Dtmf", &key.dtmf);
    walk.debug("StreamDtmf", &key);
    let play = PlaybackCommand::media("MZ1", SAID.as_bytes());
    if let PlaybackCommand::Media { media, .. } = &play {
        walk.debug("Payload", media);
    }
    walk.debug("PlaybackCommand", &play);
    let unknown = format!(r#"{{"event":"x","said":"{SAID}"}}"#);
    walk.debug("StreamFrame", &StreamFrame::parse(&unknown).unwrap());

    let mut setup = RelaySetup::new("VX1");
    setup.from = Some(Party::reported(NUMBER));
    setup.to = Some(Party::reported("client:5550100101"));
    setup.caller_name = Some(SAID.into());
    setup
        .custom_parameters
        .insert("said".to_owned(), SAID.into());
    walk.debug("RelaySetup", &setup);
    walk.debug("RelayFrame", &RelayFrame::Setup(Box::new(setup)));
    walk.debug("RelayPrompt", &RelayPrompt::new(SAID));
    walk.debug("RelayDtmf", &RelayDtmf::new("5550100101"));
    walk.debug("RelayInterrupt", &RelayInterrupt::new(SAID));
    walk.debug("RelayError", &RelayError::new(SAID));
    walk.debug("RelayText", &RelayText::new(SAID, true));
    walk.debug("RelayPlay", &RelayPlay::new(LINK));
    walk.debug("RelayEnd", &RelayEnd::new().handoff_data(SAID));
    let digits = RelayCommand::send_digits("5550100101");
    if let RelayCommand::SendDigits(digits) = &digits {
        walk.debug("RelayDigits", digits);
    }
    walk.debug("RelayCommand", &digits);
    for text in [
        format!(r#"{{"type":"prompt","voicePrompt":"yes","last":"{SAID}"}}"#),
        format!(r#"{{"type":"interrupt","durationUntilInterruptMs":"{NUMBER}{SAID}"}}"#),
        SAID.to_owned(),
    ] {
        let error: FrameError = RelayFrame::parse(&text).unwrap_err();
        walk.debug("FrameError", &error);
        walk.debug("FrameError", &error.to_string());
        let by_serde = serde_json::from_str::<RelayFrame>(&text).unwrap_err();
        walk.debug("FrameError", &by_serde);
    }
}

fn tokens(walk: &mut Walk) {
    let mut params = serde_json::Map::new();
    params.insert("said".to_owned(), SAID.into());
    let grant = VoiceGrant::new().outgoing_with("AP1", params);
    walk.debug("VoiceGrant", &grant);
    let token = AccessToken::new("AC1", "SK1", TOKEN, NUMBER).voice(grant);
    walk.debug("AccessToken", &token);
}

fn walked() -> Walk {
    let mut walk = Walk::default();
    webhooks(&mut walk);
    sockets(&mut walk);
    tokens(&mut walk);
    walk
}

#[test]
fn nothing_private_is_printed() {
    assert!(!format!("{:?}", PrivateText::from(SAID)).contains("noon"));
    let leaks: Vec<String> = walked()
        .0
        .into_iter()
        .filter(|(_, text)| {
            [TOKEN, "5550100101", SAID, "noon"]
                .iter()
                .any(|secret| text.contains(secret))
        })
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[test]
fn every_public_type_is_walked_or_listed_as_harmless() {
    let walked: BTreeSet<&str> = walked().0.into_iter().map(|(name, _)| name).collect();
    let mut public = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for part in ["webhook", "socket", "token.rs"] {
        public_types(&sources.join(part), &mut public);
    }
    // What `payloads!` makes; `every_name_prints_what_it_may` walks those.
    public.remove("$name");
    let known = |name: &str| walked.contains(name) || HARMLESS.contains(&name);
    let forgotten: Vec<_> = public.iter().filter(|name| !known(name)).collect();
    assert!(
        forgotten.is_empty(),
        "neither walked nor harmless: {forgotten:?}"
    );
    let stale: Vec<_> = HARMLESS
        .iter()
        .filter(|name| !public.contains(**name))
        .collect();
    assert!(stale.is_empty(), "no such type: {stale:?}");
}

/// The names of all `pub struct` and `pub enum` of a file or below a folder.
fn public_types(path: &Path, found: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            public_types(&entry.unwrap().path(), found);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
    for line in code.lines().map(str::trim_start) {
        let rest = ["pub struct ", "pub enum "]
            .iter()
            .find_map(|start| line.strip_prefix(start));
        if let Some(rest) = rest {
            let name = rest
                .split(|c: char| !c.is_alphanumeric() && c != '$')
                .next();
            found.insert(name.unwrap().to_owned());
        }
    }
}
