//! What Twilio tells or asks, typed: one struct a kind of request. `None` is what Twilio did not send or what cannot be read;
//! the parameters themselves stay reachable.

mod call;
mod conference;
mod document;
mod message;
mod payload;
mod queue;
mod realtime;
mod recording;

use voice_core::webhook::Verified;

use super::parameters::{MEDIA_TYPE, MEDIA_URL, Parameters};

pub use call::*;
pub use conference::*;
pub use document::*;
pub use message::*;
pub use queue::*;
pub use realtime::*;
pub use recording::*;

/// A request of Twilio's: what it is about, and what comes with most of them.
///
/// # How a kind is told
/// Twilio does not name it. A table tells it by the parameters that only this kind has, and that are not empty; only `Digits`
/// counts empty too, since that no key was pressed is an answer. The custom parameters of the Voice SDK share the names: an
/// app that calls one of its own `RecordingUrl` makes its voice URL look like the end of a `<Record>`. A handler that knows what
/// its own URL is asked for need not guess: each payload can be [read](GatherResult::read) from the parameters.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Notification {
    /// What comes with most requests: the call, the account, the parties.
    pub common: CommonParameters,
    /// What it is about.
    pub kind: NotificationKind,
    /// Everything that Twilio sent, by its names.
    pub parameters: Parameters,
}

impl Notification {
    /// Reads a verified request.
    pub fn of(verified: &Verified<'_>) -> Self {
        Self::read(Parameters::of(verified))
    }

    pub(crate) fn read(parameters: Parameters) -> Self {
        let kind = Kind::of(&parameters);
        Self {
            common: CommonParameters::read(&parameters),
            kind: kind.map_or(NotificationKind::Unknown, |kind| (kind.read)(&parameters)),
            parameters,
        }
    }
}

/// By which parameters a kind is told, and how Twilio treats it.
pub(super) struct Signs {
    /// Not empty.
    all: &'static [&'static str],
    /// One of them is not empty.
    any: &'static [&'static str],
    /// Or this one is there, empty too.
    or_present: Option<&'static str>,
    /// Missing or empty.
    without: &'static [&'static str],
    asks: bool,
    number: Option<&'static str>,
}

impl Signs {
    const fn all(all: &'static [&'static str]) -> Self {
        Self {
            all,
            any: &[],
            or_present: None,
            without: &[],
            asks: false,
            number: None,
        }
    }

    const fn any(mut self, any: &'static [&'static str]) -> Self {
        self.any = any;
        self
    }

    const fn or_present(mut self, name: &'static str) -> Self {
        self.or_present = Some(name);
        self
    }

    const fn without(mut self, without: &'static [&'static str]) -> Self {
        self.without = without;
        self
    }

    /// Twilio waits for a document.
    const fn asks(mut self) -> Self {
        self.asks = true;
        self
    }

    /// Where the running number is.
    const fn numbered(mut self, name: &'static str) -> Self {
        self.number = Some(name);
        self
    }

    fn are_on(&self, parameters: &Parameters) -> bool {
        let filled = |name: &&str| parameters.get(name).is_some();
        let any = || {
            self.any.is_empty() && self.or_present.is_none()
                || self.any.iter().any(filled)
                || self.or_present.is_some_and(|name| parameters.has(name))
        };
        self.all.iter().all(filled) && any() && !self.without.iter().any(filled)
    }
}

/// A kind of request: a row of the table.
pub(super) struct Kind {
    signs: Signs,
    read: fn(&Parameters) -> NotificationKind,
}

impl Kind {
    /// Which kind it is; none that is known, if none.
    pub(super) fn of(parameters: &Parameters) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.signs.are_on(parameters))
    }

    /// Whether Twilio waits for a document.
    pub(super) fn asks(&self) -> bool {
        self.signs.asks
    }

    /// Whether it carries a running number, so that its content never comes twice but in a repeated delivery.
    pub(super) fn is_numbered(&self, parameters: &Parameters) -> bool {
        self.signs
            .number
            .is_some_and(|name| parameters.get(name).is_some())
    }
}

macro_rules! kinds {
    ($( $(#[$meta:meta])* $kind:ident($payload:ident) = $signs:expr; )+) => {
        /// What a request of Twilio's is about.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum NotificationKind {
            $( $(#[$meta])* $kind(Box<$payload>), )+
            /// A document is asked for: the voice URL, a `<Redirect>`, a fallback.
            Document,
            /// None of these; see [`Notification::parameters`].
            Unknown,
        }

        /// The first row whose signs are on a request tells its kind. The order matters: a `<Record>` has digits, too.
        const KINDS: &[Kind] = &[
            $( Kind {
                signs: $signs,
                read: |parameters| NotificationKind::$kind(Box::new($payload::read(parameters))),
            }, )+
            Kind {
                signs: Signs::all(&["CallSid", "CallStatus"]).asks(),
                read: |_| NotificationKind::Document,
            },
        ];

        const NAMES: &[&[&str]] = &[CommonParameters::NAMES, $( $payload::NAMES, )+];

        #[cfg(test)]
        const PAYLOADS: &[(&str, &[&str], fn(&Parameters) -> String)] = &[
            ("CommonParameters", CommonParameters::NAMES, |parameters| {
                format!("{:?}", CommonParameters::read(parameters))
            }),
            $( (stringify!($payload), $payload::NAMES, |parameters| {
                format!("{:?}", $payload::read(parameters))
            }), )+
        ];
    };
}

kinds! {
    /// A text came in; asks for a document.
    IncomingMessage(IncomingMessage) =
        Signs::all(&["MessageSid"]).without(&["CallSid", "MessageStatus"]).asks();
    /// A text of ours moved on.
    MessageStatus(MessageStatusCallback) = Signs::all(&["MessageStatus"]).without(&["CallSid"]);
    /// A live transcription moved on.
    LiveTranscription(LiveTranscription) = Signs::all(&["TranscriptionEvent"]).numbered("SequenceId");
    /// A media stream moved on.
    Stream(StreamCallback) = Signs::all(&["StreamEvent"]);
    /// Something happened in a conference.
    Conference(ConferenceCallback) =
        Signs::all(&["StatusCallbackEvent", "ConferenceSid"]).numbered("SequenceNumber");
    /// A recording moved on.
    RecordingStatus(RecordingStatusCallback) = Signs::all(&["RecordingStatus"]);
    /// A recording was transcribed.
    Transcription(TranscriptionCallback) = Signs::all(&["TranscriptionStatus"]);
    /// A call moved on.
    CallStatus(CallStatusCallback) =
        Signs::all(&["CallStatus"]).any(&["CallbackSource", "CallDuration"]).numbered("SequenceNumber");
    /// A ConversationRelay ended; asks for a document.
    RelaySession(RelaySession) = Signs::all(&["SessionStatus"]).asks();
    /// An `<Enqueue>` ended; asks for a document.
    Enqueue(EnqueueResult) = Signs::all(&["QueueResult"]).asks();
    /// A queued call is about to be connected; asks for a document.
    QueueWhisper(QueueWhisper) = Signs::all(&["DequeingCallSid"]).asks();
    /// A call waits in a queue; asks for a document.
    QueueWait(QueueWait) = Signs::all(&["QueuePosition"]).asks();
    /// A `<Refer>` ended; asks for a document.
    Refer(ReferResult) = Signs::all(&["ReferCallStatus"]).asks();
    /// The other side asks to be sent elsewhere; asks for a document.
    ReferRequest(ReferRequest) = Signs::all(&["ReferTransferTarget"]).asks();
    /// A `<Dial>` ended; asks for a document.
    Dial(DialResult) = Signs::all(&["DialCallStatus"]).asks();
    /// Speech that goes on.
    PartialSpeech(PartialSpeech) =
        Signs::all(&[])
            .any(&["StableSpeechResult", "UnstableSpeechResult", "PartialResultTimestamp"])
            .numbered("SequenceNumber");
    /// A `<Record>` ended; asks for a document.
    Record(RecordResult) = Signs::all(&["RecordingUrl"]).asks();
    /// A `<Gather>` ended; asks for a document.
    Gather(GatherResult) = Signs::all(&[]).any(&["SpeechResult"]).or_present("Digits").asks();
    /// Asynchronous machine detection ended.
    MachineDetection(MachineDetectionCallback) =
        Signs::all(&["AnsweredBy"]).without(&["CallStatus"]);
}

/// Whether a field of some payload has this name, or a list one of its shape.
pub(super) fn is_documented(name: &str) -> bool {
    let numbered = |prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|number| number.parse::<u32>().is_ok())
    };
    NAMES.iter().any(|names| names.contains(&name))
        || ["SipHeader_", "DialSipHeader_"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
        || numbered(MEDIA_URL)
        || numbered(MEDIA_TYPE)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Twilio's documentation, written once more: every name of every kind, with a value that each can have.
    const DOCUMENTED: &[(&str, &str)] = &[
        (
            "CommonParameters",
            "CallSid AccountSid From=+15550100101 To=+15550100100 ApiVersion CallStatus=ringing Direction=inbound \
             Called=+15550100100 Caller=+15550100101 FromCity FromState FromZip FromCountry ToCity ToState ToZip ToCountry \
             CallerCity CallerState CallerZip CallerCountry CalledCity CalledState CalledZip CalledCountry \
             ForwardedFrom=+15550100102 CalledVia=+15550100103 CallerName ParentCallSid CallToken \
             StirVerstat=TN-Validation-Passed-A SipDomain SipUsername SipCallId SipSourceIp AddOns ErrorCode=11200 ErrorUrl \
             AnsweredBy=human MachineDetectionDuration=3200",
        ),
        (
            "IncomingMessage",
            "MessageSid SmsSid SmsMessageSid MessagingServiceSid Body NumMedia=2",
        ),
        (
            "MessageStatusCallback",
            "MessageSid MessageStatus=sent ErrorCode=30003",
        ),
        (
            "LiveTranscription",
            "TranscriptionSid Timestamp=2026-01-20T20:36:28Z SequenceId=3 TranscriptionEvent=transcription-content Name Track=inbound_track \
             InboundTrackLabel OutboundTrackLabel TranscriptionEngine=google LanguageCode PartialResults=true ProviderConfiguration \
             Final=true Stability=0.8 TranscriptionData TranscriptionErrorCode=32650 TranscriptionError",
        ),
        (
            "StreamCallback",
            "StreamSid StreamName StreamEvent=stream-started StreamError Timestamp=2026-01-20T20:36:28Z",
        ),
        (
            "ConferenceCallback",
            "ConferenceSid FriendlyName StatusCallbackEvent=participant-join SequenceNumber=1 \
             Timestamp=Tue,_20_Jan_2026_20:36:28_+0000 Muted=false Hold=false Coaching=false CallSidToCoach StartConferenceOnEnter=true \
             EndConferenceOnExit=false ParticipantLabel ReasonParticipantLeft=participant_hung_up ParticipantCallStatus=completed \
             ReasonConferenceEnded=last-participant-left CallSidEndingConference ParticipantLabelEndingConference Reason AnnounceUrl \
             ReasonAnnouncementFailed RecordingUrl Duration=9 RecordingFileSize=77",
        ),
        (
            "RecordingStatusCallback",
            "RecordingSid RecordingUrl RecordingStatus=completed RecordingDuration=5 RecordingChannels=2 RecordingSource=DialVerb \
             RecordingStartTime=Tue,_20_Jan_2026_20:36:28_+0000 RecordingTrack=both ErrorCode=0 ConferenceSid",
        ),
        (
            "TranscriptionCallback",
            "TranscriptionSid TranscriptionText TranscriptionStatus=completed TranscriptionUrl RecordingSid RecordingUrl TranscriptionType",
        ),
        (
            "CallStatusCallback",
            "CallDuration=15 Duration=1 SipResponseCode=487 RecordingUrl RecordingSid RecordingDuration=12 \
             Timestamp=Tue,_20_Jan_2026_20:36:28_+0000 CallbackSource SequenceNumber=0 StirStatus=A",
        ),
        (
            "RelaySession",
            "SessionId SessionStatus=ended SessionDuration=30 HandoffData ErrorCode=64105 ErrorMessage ApplicationSid",
        ),
        ("EnqueueResult", "QueueResult=bridged QueueSid QueueTime=12"),
        ("QueueWhisper", "QueueSid QueueTime=12 DequeingCallSid"),
        (
            "QueueWait",
            "QueuePosition=2 QueueSid QueueTime=12 AvgQueueTime=9 CurrentQueueSize=4 MaxQueueSize=100",
        ),
        (
            "ReferResult",
            "ReferCallStatus ReferSipResponseCode=202 NotifySipResponseCode=200",
        ),
        ("ReferRequest", "ReferTransferTarget=sip:desk@example.com"),
        (
            "DialResult",
            "DialCallStatus=completed DialCallSid DialCallDuration=9 DialBridged=true RecordingUrl RecordingSid RecordingDuration=8 \
             DialSipCallId DialSipResponseCode=200 DequeueResult=bridged DequeuedCallSid DequeuedCallQueueTime=20 DequeuedCallDuration=9",
        ),
        (
            "PartialSpeech",
            "StableSpeechResult UnstableSpeechResult Stability=0.8 SequenceNumber=4 PartialResultTimestamp=2026-01-20T20:36:28Z",
        ),
        (
            "RecordResult",
            "RecordingUrl RecordingDuration=4 Digits=# RecordingSid",
        ),
        (
            "GatherResult",
            "Digits=12 FinishedOnKey=# SpeechResult Confidence=0.93 msg Language",
        ),
        (
            "MachineDetectionCallback",
            "AnsweredBy=machine_end_beep MachineDetectionDuration=1500",
        ),
    ];

    fn parameters(form: &str) -> Parameters {
        let pairs = form.split_whitespace().map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, "x"));
            (
                name.to_owned(),
                value.replace(
                    '_',
                    if name == "Timestamp" || name.ends_with("Time") {
                        " "
                    } else {
                        "_"
                    },
                ),
            )
        });
        Parameters::from_pairs(pairs.collect())
    }

    #[test]
    fn every_documented_name_fills_a_field_of_its_kind() {
        let documented: BTreeMap<_, _> = DOCUMENTED.iter().copied().collect();
        for (name, names, read) in PAYLOADS {
            let parameters = parameters(documented[name]);
            let theirs: BTreeSet<&str> = parameters.iter().map(|(name, _)| name).collect();
            assert_eq!(theirs, names.iter().copied().collect(), "{name}");
            let shown = read(&parameters);
            assert!(!shown.contains("None"), "{shown}");
            assert!(
                !shown.contains("Unknown"),
                "a documented word is known: {shown}"
            );
        }
        assert_eq!(documented.len(), PAYLOADS.len());
    }

    /// What may be printed: Twilio's ids, words, numbers and texts about itself. Not what a person said, wrote or pressed, is
    /// or where, no URL, and no name that a program gave, which may be a person's number.
    const PRINTED: &str = "CallSid AccountSid ApiVersion CallStatus Direction ParentCallSid StirVerstat SipDomain SipCallId AnsweredBy \
        MessageSid SmsSid SmsMessageSid MessagingServiceSid MessageStatus \
        TranscriptionSid TranscriptionEvent Track TranscriptionEngine LanguageCode \
        ProviderConfiguration TranscriptionError StreamSid StreamEvent StreamError \
        ConferenceSid StatusCallbackEvent CallSidToCoach ReasonParticipantLeft ParticipantCallStatus \
        ReasonConferenceEnded CallSidEndingConference ReasonAnnouncementFailed \
        RecordingSid RecordingStatus RecordingSource RecordingTrack TranscriptionStatus TranscriptionType CallbackSource StirStatus \
        SessionId SessionStatus ErrorMessage ApplicationSid QueueResult QueueSid DequeingCallSid ReferCallStatus \
        DialCallStatus DialCallSid DialSipCallId DequeueResult DequeuedCallSid FinishedOnKey msg Language";

    #[test]
    fn every_name_prints_what_it_may() {
        let printed: BTreeSet<&str> = PRINTED.split_whitespace().collect();
        let mut seen = BTreeSet::new();
        for (payload, names, read) in PAYLOADS {
            for name in *names {
                let said =
                    Parameters::from_pairs(vec![((*name).to_owned(), "meet at noon".to_owned())]);
                assert!(!format!("{said:?}").contains("noon"));
                if read(&said).contains("noon") {
                    seen.insert(*name);
                    assert!(printed.contains(name), "{payload} prints {name}");
                }
            }
        }
        assert_eq!(seen, printed, "what is listed and not printed");
    }

    #[test]
    fn a_documented_request_is_told_by_its_own_parameters() {
        for (name, form) in &DOCUMENTED[1..] {
            // Together with what comes with each of them, where it comes.
            let about_a_call = !name.contains("Message") && !name.contains("Machine");
            let common = if about_a_call {
                "CallSid CallStatus=in-progress"
            } else {
                "AccountSid"
            };
            let form = [form, " ", common].concat();
            let kind = format!("{:?}", Notification::read(parameters(&form)).kind);
            let payload = kind
                .split_once('(')
                .map_or(kind.as_str(), |(_, payload)| payload);
            assert!(payload.starts_with(name), "{name} was taken for {kind}");
        }
    }

    #[test]
    fn an_empty_sign_is_none() {
        for (form, kind) in [
            ("CallStatus=in-progress RecordingUrl= Digits=1", "Gather"),
            ("CallStatus=in-progress RecordingUrl= Digits=", "Gather"),
            ("CallStatus=in-progress SpeechResult=", "Document"),
            (
                "CallStatus=in-progress DialCallStatus= SpeechResult=yes",
                "Gather",
            ),
            (
                "CallStatus=in-progress TranscriptionStatus= QueueResult=",
                "Document",
            ),
            ("CallStatus= CallbackSource=call-progress-events", "Unknown"),
            ("CallStatus=", "Unknown"),
            ("CallStatus= AnsweredBy=human", "MachineDetection"),
        ] {
            let read = Notification::read(parameters(&["CallSid=CA1 ", form].concat()));
            let shown = format!("{:?}", read.kind);
            assert!(shown.starts_with(kind), "{form}: {shown}");
        }
    }

    #[test]
    fn lists_are_read_from_all_names_of_their_shape() {
        let said = parameters(
            "SipHeader_X-Desk=7 SipHeader_X-Order=1042 DialSipHeader_X-Answer=yes \
             MediaUrl1=https://example.com/1 MediaUrl0=https://example.com/0 MediaContentType0=image/png MediaUrlx MediaUrl2= \
             MediaContentType9=image/png order=1042 Digits=1",
        );
        let headers: Vec<_> = CommonParameters::read(&said)
            .sip_headers
            .into_iter()
            .map(|header| (header.name, header.value.as_str().to_owned()))
            .collect();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(headers, [pair("X-Desk", "7"), pair("X-Order", "1042")]);
        let answered = DialResult::read(&said).sip_headers;
        assert_eq!(answered.len(), 1);
        assert_eq!(
            (answered[0].name.as_str(), &*answered[0].value),
            ("X-Answer", "yes")
        );
        let media: Vec<_> = IncomingMessage::read(&said)
            .media
            .into_iter()
            .map(|file| (file.url.as_str().to_owned(), file.content_type))
            .collect();
        let expected = [
            (
                "https://example.com/0".to_owned(),
                Some("image/png".to_owned()),
            ),
            ("https://example.com/1".to_owned(), None),
        ];
        assert_eq!(media, expected);
        let custom: Vec<_> = said.custom().collect();
        assert_eq!(custom, [("MediaUrlx", "x"), ("order", "1042")]);
    }
}
