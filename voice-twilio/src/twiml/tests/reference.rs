//! The vocabulary as Twilio's reference lists it, written down a second time by hand: our types must
//! know the same elements, attributes, words and nesting, no more and no less.

use std::collections::{BTreeMap, BTreeSet};

use voice_core::xml::Node;

use super::each::{documents, tree};
use super::*;

/// Of an element: what may stand in it (`#` is text), and its attributes with their words. `text` is
/// any text, `number` any number.
type Row = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const BOOL: &str = "true false";
const METHOD: &str = "GET POST";
const TRIM: &str = "trim-silence do-not-trim";
const RECORDING_EVENT: &str = "in-progress completed absent";
const DIAL_RECORD: &str = "do-not-record record-from-answer record-from-ringing \
    record-from-answer-dual record-from-ringing-dual true false";
const LEG_EVENT: &str = "initiated ringing answered completed";
const TRACK: &str = "inbound_track outbound_track both_tracks";
const SIDE: &str = "both inbound outbound";
const CARDS: &str = "visa mastercard amex maestro discover optima jcb diners-club enroute";
const TTS: &str = "Google Amazon ElevenLabs";
const STT: &str = "Google Deepgram";
const INTERRUPTIBLE: &str = "none dtmf speech any true false";
const SPEECH: &str = "# break emphasis lang p phoneme prosody s say-as sub w";
const IN_PARAGRAPH: &str = "# break emphasis lang phoneme prosody s say-as sub w";
const IN_SENTENCE: &str = "# break emphasis lang phoneme prosody say-as sub w";
const IN_WORD: &str = "# break emphasis phoneme prosody say-as";

const VERBS: &[Row] = &[
    (
        "Response",
        "Connect Dial Echo Enqueue Gather Hangup Leave Pause Pay Play Prompt Queue Record Redirect \
         Refer Reject Say Sms Start Stop",
        &[],
    ),
    (
        "Say",
        SPEECH,
        &[
            ("voice", "text"),
            ("language", SAY_LANGUAGE),
            ("loop", "number"),
        ],
    ),
    ("Play", "#", &[("loop", "number"), ("digits", "text")]),
    ("Pause", "", &[("length", "number")]),
    (
        "Gather",
        "Say Play Pause",
        &[
            ("input", "dtmf speech"),
            ("action", "text"),
            ("method", METHOD),
            ("timeout", "number"),
            ("speechTimeout", "number auto"),
            ("maxSpeechTime", "number"),
            ("finishOnKey", "text"),
            ("numDigits", "number"),
            ("partialResultCallback", "text"),
            ("partialResultCallbackMethod", METHOD),
            ("language", GATHER_LANGUAGE),
            ("hints", "text"),
            ("profanityFilter", BOOL),
            ("bargeIn", BOOL),
            ("debug", BOOL),
            ("actionOnEmptyResult", BOOL),
            (
                "speechModel",
                "default numbers_and_commands phone_call experimental_conversations \
                 experimental_utterances googlev2_long googlev2_short googlev2_telephony \
                 googlev2_telephony_short deepgram_nova-2 deepgram_nova-3",
            ),
            ("enhanced", BOOL),
        ],
    ),
    (
        "Record",
        "",
        &[
            ("action", "text"),
            ("method", METHOD),
            ("timeout", "number"),
            ("finishOnKey", "text"),
            ("maxLength", "number"),
            ("playBeep", BOOL),
            ("trim", TRIM),
            ("recordingStatusCallback", "text"),
            ("recordingStatusCallbackMethod", METHOD),
            ("recordingStatusCallbackEvent", RECORDING_EVENT),
            ("transcribe", BOOL),
            ("transcribeCallback", "text"),
            ("recordingConfigurationId", "text"),
        ],
    ),
    (
        "Dial",
        "# Application Client Conference Number Queue Sim Sip WhatsApp",
        &[
            ("action", "text"),
            ("method", METHOD),
            ("timeout", "number"),
            ("timeLimit", "number"),
            ("hangupOnStar", BOOL),
            ("callerId", "text"),
            ("record", DIAL_RECORD),
            ("trim", TRIM),
            ("recordingStatusCallback", "text"),
            ("recordingStatusCallbackMethod", METHOD),
            ("recordingStatusCallbackEvent", RECORDING_EVENT),
            ("recordingTrack", SIDE),
            ("recordingConfigurationId", "text"),
            ("answerOnBridge", BOOL),
            ("ringTone", RING_TONE),
            ("sequential", BOOL),
            ("referUrl", "text"),
            ("referMethod", METHOD),
            ("callReason", "text"),
            ("events", "call-progress-event"),
            ("passports", "text"),
        ],
    ),
    ("Redirect", "#", &[("method", METHOD)]),
    ("Reject", "Parameter", &[("reason", "rejected busy")]),
    ("Hangup", "Parameter", &[]),
    ("Leave", "", &[]),
    ("Echo", "", &[]),
    (
        "Enqueue",
        "# Task",
        &[
            ("action", "text"),
            ("method", METHOD),
            ("waitUrl", "text"),
            ("waitUrlMethod", METHOD),
            ("maxQueueSize", "number"),
            ("workflowSid", "text"),
        ],
    ),
    (
        "Task",
        "#",
        &[("priority", "number"), ("timeout", "number")],
    ),
    ("Refer", "Sip", &[("action", "text"), ("method", METHOD)]),
    (
        "Sms",
        "#",
        &[
            ("to", "text"),
            ("from", "text"),
            ("action", "text"),
            ("method", METHOD),
            ("statusCallback", "text"),
        ],
    ),
    (
        "Connect",
        "Stream ConversationRelay VirtualAgent Room Conversation AiSession ConversationRelaySession \
         Autopilot Assistant",
        &[("action", "text"), ("method", METHOD)],
    ),
    (
        "Start",
        "Stream Transcription Recording Siprec",
        &[("action", "text"), ("method", METHOD)],
    ),
    ("Stop", "Stream Transcription Siprec", &[]),
    (
        "Pay",
        "Prompt Parameter",
        &[
            ("input", "dtmf"),
            ("action", "text"),
            ("statusCallback", "text"),
            ("statusCallbackMethod", METHOD),
            (
                "bankAccountType",
                "consumer-checking consumer-savings commercial-checking commercial-savings",
            ),
            ("paymentMethod", "credit-card ach-debit"),
            ("tokenType", "one-time reusable payment-method"),
            ("chargeAmount", "text"),
            ("currency", "text"),
            ("description", "text"),
            ("paymentConnector", "text"),
            ("postalCode", "text"),
            ("securityCode", BOOL),
            ("minPostalCodeLength", "number"),
            ("timeout", "number"),
            ("maxAttempts", "number"),
            ("validCardTypes", CARDS),
            (
                "language",
                "de-DE en-AU en-CA en-GB en-IE en-IN en-NZ en-PH en-US en-ZA es-ES es-US fr-CA \
                 fr-FR it-IT",
            ),
        ],
    ),
    (
        "Prompt",
        "Say Play Pause",
        &[
            (
                "for",
                "payment-card-number expiration-date security-code postal-code \
                 payment-processing bank-account-number bank-routing-number",
            ),
            (
                "errorType",
                "timeout invalid-card-number invalid-card-type invalid-date \
                 invalid-security-code internal-error input-matching-failed",
            ),
            ("cardType", CARDS),
            ("attempt", "number"),
            ("requireMatchingInputs", BOOL),
        ],
    ),
];

const NOUNS: &[Row] = &[
    ("Number", "#", &[("sendDigits", "text"), ("byoc", "text")]),
    ("Client", "# Identity Parameter", &[]),
    (
        "Sip",
        "# Uri Headers",
        &[("username", "text"), ("password", "text")],
    ),
    (
        "Uri",
        "#",
        &[
            ("priority", "number"),
            ("weight", "number"),
            ("username", "text"),
            ("password", "text"),
        ],
    ),
    ("Headers", "Header", &[]),
    ("Header", "", &[("name", "text"), ("value", "text")]),
    (
        "Application",
        "# ApplicationSid Parameter",
        &[("customerId", "text"), ("copyParentTo", BOOL)],
    ),
    ("WhatsApp", "#", &[]),
    (
        "Queue",
        "#",
        &[
            ("url", "text"),
            ("method", METHOD),
            ("reservationSid", "text"),
            ("postWorkActivitySid", "text"),
        ],
    ),
    ("Sim", "#", &[]),
    ("Identity", "#", &[]),
    ("ApplicationSid", "#", &[]),
    ("Parameter", "", &[("name", "text"), ("value", "text")]),
    ("Config", "", &[("name", "text"), ("value", "text")]),
    ("Room", "#", &[("participantIdentity", "text")]),
    (
        "Conference",
        "#",
        &[
            ("muted", BOOL),
            ("beep", "true false onEnter onExit"),
            ("startConferenceOnEnter", BOOL),
            ("endConferenceOnExit", BOOL),
            ("participantLabel", "text"),
            ("waitUrl", "text"),
            ("waitMethod", METHOD),
            ("maxParticipants", "number"),
            ("record", "do-not-record record-from-start"),
            ("trim", TRIM),
            ("region", "us1 us2 ie1 de1 sg1 br1 au1 jp1"),
            ("coach", "text"),
            ("jitterBufferSize", "large medium small off"),
            ("statusCallback", "text"),
            ("statusCallbackMethod", METHOD),
            (
                "statusCallbackEvent",
                "start end join leave mute hold modify speaker announcement",
            ),
            ("recordingStatusCallback", "text"),
            ("recordingStatusCallbackMethod", METHOD),
            ("recordingStatusCallbackEvent", RECORDING_EVENT),
            ("recordingConfigurationId", "text"),
            ("eventCallbackUrl", "text"),
        ],
    ),
    (
        "Stream",
        "Parameter",
        &[
            ("url", "text"),
            ("name", "text"),
            ("track", TRACK),
            ("statusCallback", "text"),
            ("statusCallbackMethod", METHOD),
            ("connectorName", "text"),
        ],
    ),
    (
        "Siprec",
        "Parameter",
        &[
            ("name", "text"),
            ("connectorName", "text"),
            ("track", TRACK),
            ("statusCallback", "text"),
            ("statusCallbackMethod", METHOD),
        ],
    ),
    (
        "Recording",
        "",
        &[
            ("channels", "mono dual"),
            ("track", SIDE),
            ("trim", TRIM),
            ("recordingStatusCallback", "text"),
            ("recordingStatusCallbackMethod", METHOD),
            ("recordingStatusCallbackEvent", RECORDING_EVENT),
            ("recordingConfigurationId", "text"),
        ],
    ),
    (
        "Transcription",
        "Config Parameter",
        &[
            ("name", "text"),
            ("track", TRACK),
            ("statusCallbackUrl", "text"),
            ("statusCallbackMethod", METHOD),
            ("inboundTrackLabel", "text"),
            ("outboundTrackLabel", "text"),
            ("partialResults", BOOL),
            ("languageCode", "text"),
            ("transcriptionEngine", "google deepgram"),
            ("profanityFilter", BOOL),
            ("speechModel", "text"),
            ("hints", "text"),
            ("enableAutomaticPunctuation", BOOL),
            ("intelligenceService", "text"),
        ],
    ),
    (
        "ConversationRelay",
        "Language Parameter",
        &[
            ("url", "text"),
            ("welcomeGreeting", "text"),
            ("welcomeGreetingInterruptible", INTERRUPTIBLE),
            ("interruptible", INTERRUPTIBLE),
            ("language", "text"),
            ("ttsLanguage", "text"),
            ("ttsProvider", TTS),
            ("voice", "text"),
            ("transcriptionLanguage", "text"),
            ("transcriptionProvider", STT),
            ("speechModel", "text"),
            ("dtmfDetection", BOOL),
            ("reportInputDuringAgentSpeech", "text"),
            ("preemptible", BOOL),
            ("partialPrompts", BOOL),
            ("profanityFilter", BOOL),
            ("hints", "text"),
            ("interruptSensitivity", "high medium low"),
            ("intelligenceService", "text"),
            ("elevenlabsTextNormalization", "on off auto"),
            ("debug", "text"),
            ("events", "text"),
            ("backgroundnoisereduction", "text"),
            ("speechtimeout", "text"),
            ("deepgramsmartformat", "text"),
            ("ignorebackchannel", "text"),
        ],
    ),
    (
        "Language",
        "",
        &[
            ("code", "text"),
            ("ttsProvider", TTS),
            ("voice", "text"),
            ("transcriptionProvider", STT),
            ("speechModel", "text"),
        ],
    ),
    (
        "VirtualAgent",
        "Config Parameter",
        &[
            ("connectorName", "text"),
            ("language", "text"),
            ("sentimentAnalysis", BOOL),
            ("statusCallback", "text"),
            ("statusCallbackMethod", METHOD),
        ],
    ),
    ("Assistant", "Language Parameter", &[]),
    ("Autopilot", "#", &[]),
    (
        "Conversation",
        "",
        &[
            ("serviceInstanceSid", "text"),
            ("inboundAutocreation", BOOL),
            ("routingAssignmentTimeout", "number"),
            ("inboundTimeout", "number"),
            ("url", "text"),
            ("method", METHOD),
            ("record", DIAL_RECORD),
            ("trim", TRIM),
            ("recordingStatusCallback", "text"),
            ("recordingStatusCallbackMethod", METHOD),
            ("recordingStatusCallbackEvent", RECORDING_EVENT),
            ("statusCallback", "text"),
            ("statusCallbackMethod", METHOD),
            (
                "statusCallbackEvent",
                "call-initiated call-ringing call-answered call-completed",
            ),
        ],
    ),
    (
        "AiSession",
        "",
        &[("aiConnector", "text"), ("aiSessionConfiguration", "text")],
    ),
    (
        "ConversationRelaySession",
        "",
        &[("connector", "text"), ("sessionConfiguration", "text")],
    ),
];

/// Common to `Number`, `Client`, `Sip`, `Application` and `WhatsApp`.
const LEGS: &[(&str, &str)] = &[
    ("url", "text"),
    ("method", METHOD),
    ("statusCallback", "text"),
    ("statusCallbackMethod", METHOD),
    ("statusCallbackEvent", LEG_EVENT),
];

/// Common to `Number` and `Sip`.
const MACHINE_DETECTION: &[(&str, &str)] = &[
    ("machineDetection", "Enable DetectMessageEnd"),
    ("machineDetectionTimeout", "number"),
    ("machineDetectionSpeechThreshold", "number"),
    ("machineDetectionSpeechEndThreshold", "number"),
    ("machineDetectionSilenceTimeout", "number"),
    ("amdStatusCallback", "text"),
    ("amdStatusCallbackMethod", METHOD),
];

const SSML: &[Row] = &[
    (
        "break",
        "",
        &[
            ("strength", "none x-weak weak medium strong x-strong"),
            ("time", "text"),
        ],
    ),
    (
        "emphasis",
        IN_SENTENCE,
        &[("level", "strong moderate reduced")],
    ),
    ("lang", SPEECH, &[("xml:lang", SSML_LANGUAGE)]),
    ("p", IN_PARAGRAPH, &[]),
    ("s", IN_SENTENCE, &[]),
    (
        "phoneme",
        "#",
        &[
            (
                "alphabet",
                "ipa x-sampa x-amazon-jyutping x-amazon-pinyin x-amazon-pron-kana x-amazon-yomigana",
            ),
            ("ph", "text"),
        ],
    ),
    (
        "prosody",
        SPEECH,
        &[("volume", "text"), ("rate", "text"), ("pitch", "text")],
    ),
    (
        "say-as",
        "#",
        &[
            (
                "interpret-as",
                "characters spell-out cardinal number ordinal digits fraction unit date time \
                 address expletive telephone",
            ),
            ("format", "mdy dmy ymd md dm ym my d m y yyyymmdd"),
        ],
    ),
    ("sub", "#", &[("alias", "text")]),
    ("w", IN_WORD, &[("role", "text")]),
];

const GATHER_LANGUAGE: &str = "af-ZA am-ET ar-AE ar-BH ar-DZ ar-EG ar-IL ar-IQ ar-JO ar-KW ar-LB ar-MA ar-OM ar-PS ar-QA \
    ar-SA ar-TN az-AZ bg-BG bn-BD bn-IN ca-ES cs-CZ da-DK de-DE el-GR en-AU en-CA en-GB en-GH \
    en-IE en-IN en-KE en-NG en-NZ en-PH en-SG en-TZ en-US en-ZA es-AR es-BO es-CL es-CO es-CR \
    es-DO es-EC es-ES es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-PY es-SV es-US es-UY es-VE \
    et-EE eu-ES fa-IR fi-FI fil-PH fr-CA fr-FR gl-ES gu-IN he-IL hi-IN hr-HR hu-HU hy-AM id-ID \
    is-IS it-IT ja-JP jv-ID ka-GE km-KH kn-IN ko-KR lo-LA lt-LT lv-LV mk-MK ml-IN mn-MN mr-IN \
    ms-MY my-MM nar-IQ nb-NO ne-NP nl-BE nl-NL pa-guru-IN pl-PL pt-BR pt-PT ro-RO ru-RU si-LK \
    sk-SK sl-SI sq-AL sr-RS su-ID sv-SE sw-KE sw-TZ ta-IN ta-LK ta-MY ta-SG te-IN th-TH tr-TR \
    uk-UA ur-IN ur-PK uz-UZ vi-VN yue-Hant-HK zh cmn-Hans-CN zh-TW cmn-Hant-TW zu-ZA";

const SAY_LANGUAGE: &str = "af-ZA am-ET ar-AE ar-XA arb bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-AT de-DE \
    el-GR en-AU en-CA en-GB en-GB-WLS en-IE en-IN en-NZ en-US en-ZA es-ES es-MX es-US fi-FI \
    fil-PH fr-CA fr-FR fr-BE gu-IN he-IL hi-IN hu-HU id-ID is-IS it-IT ja-JP kn-IN ko-KR lv-LV \
    ml-IN mr-IN ms-MY nb-NO nl-BE nl-NL pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE \
    ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK zh-CN zh-HK zh-TW";

const RING_TONE: &str = "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt \
    ru se sg th uk us us-old tw ve za";

const SSML_LANGUAGE: &str = "arb ar-AE ca-ES cmn-CN cy-GB da-DK de-DE de-AT en-AU en-GB en-GB-WLS en-IN en-NZ en-US \
    en-ZA es-ES es-MX es-US fi-FI fr-CA fr-FR he-IL hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL \
    pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE tr-TR yue-CN";

/// What may stand in an element, and the values of its attributes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Known {
    inside: BTreeSet<String>,
    attributes: BTreeMap<String, BTreeSet<String>>,
}

fn words(list: &str) -> BTreeSet<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

fn listed() -> BTreeMap<String, Known> {
    let mut all = BTreeMap::new();
    for (element, inside, attributes) in VERBS.iter().chain(NOUNS).chain(SSML) {
        let legs: &[(&str, &str)] = match *element {
            "Number" | "Client" | "Sip" | "Application" | "WhatsApp" => LEGS,
            _ => &[],
        };
        let detection: &[(&str, &str)] = match *element {
            "Number" | "Sip" => MACHINE_DETECTION,
            _ => &[],
        };
        let attributes = attributes.iter().chain(legs).chain(detection);
        let known = Known {
            inside: words(inside),
            attributes: attributes
                .map(|(name, values)| ((*name).to_owned(), words(values)))
                .collect(),
        };
        assert!(
            all.insert((*element).to_owned(), known).is_none(),
            "{element} twice"
        );
    }
    all
}

/// What our types write.
fn written() -> BTreeMap<String, Known> {
    fn note(element: &Element, all: &mut BTreeMap<String, Known>) {
        let known = all.entry(element.name.clone()).or_default();
        for (name, value) in &element.attributes {
            let values = known.attributes.entry(name.clone()).or_default();
            values.insert(if *value == sample::NUMBER.to_string() {
                "number".to_owned()
            } else {
                value.clone()
            });
        }
        for child in &element.children {
            let name = match child {
                Node::Element(child) => child.name.as_str(),
                Node::Text(_) => "#",
            };
            all.entry(element.name.clone())
                .or_default()
                .inside
                .insert(name.to_owned());
        }
        for child in &element.children {
            if let Node::Element(child) = child {
                note(child, all);
            }
        }
    }
    let mut all = BTreeMap::new();
    for document in documents() {
        let xml = document.to_xml();
        if !xml.to_ascii_lowercase().contains(sample::INVENTED) {
            note(&tree(&xml), &mut all);
        }
    }
    all
}

#[test]
fn the_vocabulary_is_the_references() {
    let (listed, written) = (listed(), written());
    let names = |all: &BTreeMap<String, Known>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&listed));
    for (element, known) in &listed {
        assert_eq!(&written[element], known, "{element}");
    }
}
