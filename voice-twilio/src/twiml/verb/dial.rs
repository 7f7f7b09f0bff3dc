//! `Dial`: connects the caller with somebody else.

use crate::twiml::check::{Checker, MAX_DIAL_NOUNS, Problem};
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::conference::Conference;
use crate::twiml::noun::party::{Application, Client, Number, Sim, Sip, WhatsApp};
use crate::twiml::noun::queue::Queue;
use crate::twiml::value::words;
use crate::twiml::{Method, RecordingTrack, RingTone, Trim};

words! {
    /// Whether, and from when, a `Dial` or `Conversation` is recorded.
    DialRecord {
        /// It is not.
        DoNotRecord = "do-not-record",
        /// From the answer, one channel.
        FromAnswer = "record-from-answer",
        /// From the first ring, one channel.
        FromRinging = "record-from-ringing",
        /// From the answer, a channel for each side.
        FromAnswerDual = "record-from-answer-dual",
        /// From the first ring, a channel for each side.
        FromRingingDual = "record-from-ringing-dual",
        /// Older spelling of `record-from-answer`.
        True = "true",
        /// Older spelling of `do-not-record`.
        False = "false",
    }

    /// Events that a `Dial` reports beside those of its nouns.
    DialEvent {
        /// Progress of the call.
        CallProgress = "call-progress-event",
    }
}

children! {
    /// Whom a `Dial` reaches.
    ///
    /// `Number`, `Client`, `Sip`, `Sim` and `WhatsApp` may be mixed and repeated, at most ten in all:
    /// all ring, and the first to answer wins. `Conference`, `Queue` and `Application` stand alone.
    DialNoun {
        [box] Application, [box] Client, [box] Conference, [box] Number, [box] Queue, Sim, [box] Sip,
        [box] WhatsApp,
    }
}

element! {
    /// Connects the caller with a number, an app, a SIP address, a conference or a queue.
    ///
    /// With `action` its answer is the next document, and the verbs after this one are never reached;
    /// without it they run when the other side has gone.
    ///
    /// ```
    /// use voice_twilio::twiml::{Dial, Number, Response};
    ///
    /// let dial = Dial::new()
    ///     .timeout(20)
    ///     .number("+15550100001")
    ///     .number(Number::new("+15550100002").send_digits("ww1"));
    /// assert_eq!(
    ///     Response::new().dial(dial).to_xml(),
    ///     "<Response><Dial timeout=\"20\"><Number>+15550100001</Number>\
    ///      <Number sendDigits=\"ww1\">+15550100002</Number></Dial></Response>"
    /// );
    /// ```
    Dial = "Dial" {
        /// Asked for the next document when the dialling has ended.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Seconds it may ring. Default 30, at most 600.
        timeout: number = "timeout", Rule::Range(0, 600);
        /// Seconds the connection may last. Default 14400, at most 24 hours.
        time_limit: number = "timeLimit", Rule::Range(0, 86_400);
        /// The caller's `*` ends the dialled leg. Default false.
        hangup_on_star: flag = "hangupOnStar";
        /// What the dialled side sees. Default: the caller.
        caller_id: party = "callerId";
        /// Whether it is recorded. Default `do-not-record`.
        record: word(DialRecord) = "record";
        /// Whether silence is cut. Twilio's documents disagree about the default: set it.
        trim: word(Trim) = "trim";
        /// Which side is recorded. Default both.
        recording_track: word(RecordingTrack) = "recordingTrack";
        /// A stored configuration of recordings.
        recording_configuration_id: text = "recordingConfigurationId";
        /// The caller's leg is not answered before the dialled one is. Default false.
        answer_on_bridge: flag = "answerOnBridge";
        /// What the caller hears while it rings. Default automatic.
        ring_tone: word(RingTone) = "ringTone";
        /// Tries the nouns one after another. Default false: all ring together.
        sequential: flag = "sequential";
        /// Asked when the dialled side transfers by SIP REFER.
        refer_url: url = "referUrl";
        /// How. Default `POST`.
        refer_method: word(Method) = "referMethod";
        /// Why the call is made, for branded calling: at most 50 characters.
        call_reason: text = "callReason", Rule::Chars(50);
        /// Further events.
        events: list(DialEvent) = "events";
        /// STIR passports that travel with the call.
        passports: text = "passports";
    } + recording_callback
    maybe(party)
    /// A number to dial, instead of nouns.
    target;
    children
    /// Whom to reach.
    nouns: DialNoun;
    check nouns;
}

appends! {
    Dial.nouns {
        /// Adds a telephone number.
        number(Number);
        /// Adds an app user.
        client(Client);
        /// Adds a SIP address.
        sip(Sip);
        /// Adds a SIM.
        sim(Sim);
        /// Adds a `WhatsApp` number.
        whatsapp(WhatsApp);
        /// Puts the caller into a conference.
        conference(Conference);
        /// Connects the caller with who has waited longest in a queue.
        queue(Queue);
        /// Connects the caller with a TwiML application.
        application(Application);
    }
}

fn nouns(dial: &Dial, checker: &mut Checker) {
    let alone = |noun: &DialNoun| {
        matches!(
            noun,
            DialNoun::Conference(_) | DialNoun::Queue(_) | DialNoun::Application(_)
        )
    };
    let count = dial.nouns.len();
    if (2..=MAX_DIAL_NOUNS).contains(&count) && dial.nouns.iter().any(alone) {
        let why = "Conference, Queue and Application must stand alone";
        return checker.note(Dial::TAG, None, Some(Problem::NotAllowed(why)));
    }
    let why = "a number as text may not stand beside nouns";
    checker.either(Dial::TAG, (&dial.target, why), (count, MAX_DIAL_NOUNS));
}
