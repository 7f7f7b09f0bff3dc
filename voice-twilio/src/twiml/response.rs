//! The document.

use voice_core::xml::Sink;

use super::check::{
    CheckError, Checker, MAX_DOCUMENT_BYTES, MAX_INLINE_CHARACTERS, Place, Problem, Violation,
};
use super::element::{Element, appends, element};
use super::read::{ParseError, Parsed, parse};
use super::verb::Verb;
use super::verb::connect::{Connect, Start, Stop};
use super::verb::dial::Dial;
use super::verb::gather::Gather;
use super::verb::pay::{Pay, Prompt};
use super::verb::record::Record;
use super::verb::route::{Echo, Enqueue, Hangup, Leave, Redirect, Refer, Reject, Sms};
use super::verb::say::{Pause, Play, Say};

/// A generous guess, so that a document is written without growing its string.
const BYTES_PER_VERB: usize = 192;

element! {
    /// A TwiML document: verbs that run from top to bottom. When it ends, the call ends.
    ///
    /// ```
    /// use voice_twilio::twiml::{Gather, Response};
    ///
    /// let menu = Response::new()
    ///     .gather(Gather::new().action("/choice").num_digits(1).say("Press 1 to speak to us."))
    ///     .say("Goodbye.")
    ///     .hangup();
    /// assert_eq!(
    ///     menu.build()?,
    ///     "<Response><Gather action=\"/choice\" numDigits=\"1\"><Say>Press 1 to speak to us.</Say>\
    ///      </Gather><Say>Goodbye.</Say><Hangup/></Response>"
    /// );
    /// # Ok::<(), voice_twilio::twiml::CheckError>(())
    /// ```
    Response = "Response" {}
    children
    /// What Twilio does, in order.
    verbs: Verb;
    check reject_first;
}

appends! {
    Response.verbs {
        /// Speaks.
        say(Say);
        /// Plays a file or keys.
        play(Play);
        /// Is silent for a while.
        pause(Pause);
        /// Collects keys or speech.
        gather(Gather);
        /// Records the caller.
        record(Record);
        /// Connects the caller with somebody.
        dial(Dial);
        /// Goes on with another document.
        redirect(Redirect);
        /// Turns the call away.
        reject(Reject);
        /// Puts the caller into a queue.
        enqueue(Enqueue);
        /// Hands the call to a stream or an agent.
        connect(Connect);
        /// Starts something beside the call.
        start(Start);
        /// Stops it.
        stop(Stop);
        /// Takes a payment.
        pay(Pay);
        /// A payment's prompt.
        prompt(Prompt);
        /// Sends the call elsewhere by SIP.
        refer(Refer);
        /// Sends a text.
        sms(Sms);
        /// Adds any verb.
        verb(Verb);
    }
}

impl Response {
    /// Ends the call.
    #[must_use]
    pub fn hangup(self) -> Self {
        self.verb(Hangup::new())
    }

    /// Leaves the queue (in a document of a `waitUrl`).
    #[must_use]
    pub fn leave(self) -> Self {
        self.verb(Leave::new())
    }

    /// Sends the caller's own voice back.
    #[must_use]
    pub fn echo(self) -> Self {
        self.verb(Echo::new())
    }

    /// The document as XML: without declaration and layout, the same bytes for the same value.
    ///
    /// Nothing is checked: see [`build`](Self::build). What XML cannot carry at all (forbidden
    /// characters, names that are none, an attribute for the second time) is left out, so that the
    /// result is well-formed whatever the value. [`parse`](Self::parse) reads it unless it is over one
    /// of the reader's own limits ([`MAX_PARSED_BYTES`](super::MAX_PARSED_BYTES),
    /// [`MAX_DEPTH`](super::MAX_DEPTH), [`MAX_ATTRIBUTES`](super::MAX_ATTRIBUTES)), which `build`
    /// refuses.
    pub fn to_xml(&self) -> String {
        let mut out = String::with_capacity(BYTES_PER_VERB * (1 + self.verbs.len()));
        self.write_to(&mut out);
        out
    }

    /// Appends the document as XML to a `String`, or writes it to another [`Sink`].
    pub fn write_to(&self, out: &mut impl Sink) {
        self.write(out);
    }

    /// The document as XML, if Twilio would take it.
    ///
    /// # Errors
    /// Everything that [`check`](Self::check) finds.
    pub fn build(&self) -> Result<String, CheckError> {
        self.build_within(|xml| too_large(xml.len()))
    }

    /// The document for the `Twiml` parameter of a call, which takes 4000 characters.
    ///
    /// # Errors
    /// Everything that [`check`](Self::check) finds, and a document that is too long.
    pub fn build_inline(&self) -> Result<String, CheckError> {
        self.build_within(|xml| {
            let length = xml.chars().count();
            (length > MAX_INLINE_CHARACTERS).then_some(Problem::TooLong {
                length,
                max: MAX_INLINE_CHARACTERS,
            })
        })
    }

    fn build_within(&self, limit: impl Fn(&str) -> Option<Problem>) -> Result<String, CheckError> {
        let mut violations = self.violations();
        let deep = |violation: &Violation| matches!(violation.problem, Problem::TooDeep { .. });
        if violations.iter().any(deep) {
            // Not written: the writer follows the tree to its end, and the stack may end before.
            return Err(CheckError(violations));
        }
        let xml = self.to_xml();
        violations.extend(limit(&xml).map(of_the_document));
        refuse(violations).map(|()| xml)
    }

    /// Everything but what is wrong with the size.
    fn violations(&self) -> Vec<Violation> {
        let mut checker = Checker::default();
        checker.element(self);
        checker.into_violations()
    }

    /// Whether Twilio would take the document in a call: ranges, lengths, forbidden characters, what may
    /// stand where, and the size. See [`check_as`](Self::check_as) for documents of other places.
    ///
    /// # Errors
    /// All violations at once, in document order.
    pub fn check(&self) -> Result<(), CheckError> {
        self.build().map(drop)
    }

    /// As [`check`](Self::check), for who has written the document already and knows how many bytes it has.
    ///
    /// # Errors
    /// All violations at once, in document order.
    pub fn check_written(&self, bytes: usize) -> Result<(), CheckError> {
        let mut violations = self.violations();
        violations.extend(too_large(bytes).map(of_the_document));
        refuse(violations)
    }

    /// Whether Twilio would take the document at this place: as [`check`](Self::check), and every verb
    /// may stand there.
    ///
    /// ```
    /// use voice_twilio::twiml::{Place, Response};
    ///
    /// let whisper = Response::new().say("A caller from the website.").dial("+15550100001");
    /// assert!(whisper.check().is_ok());
    /// assert_eq!(
    ///     whisper.check_as(Place::Whisper).unwrap_err().to_string(),
    ///     "Dial: may not stand in a document that the dialled side hears first"
    /// );
    /// ```
    ///
    /// # Errors
    /// All violations at once: first those of `check`, then the verbs that may not stand there, both
    /// in document order.
    pub fn check_as(&self, place: Place) -> Result<(), CheckError> {
        let mut violations = self.check().err().map_or_else(Vec::new, |error| error.0);
        let verbs = self.verbs.iter().filter(|verb| !place.allows(verb));
        violations.extend(verbs.map(|verb| Violation {
            element: verb.tag().to_owned().into(),
            attribute: None,
            problem: Problem::NotAllowed(place.refusal()),
        }));
        refuse(violations)
    }

    /// Reads a document, and names what it does not know.
    ///
    /// Takes linear time whatever the input, at most 1 MiB of it and 64 elements inside one another.
    ///
    /// Writing the result with [`to_xml`](Self::to_xml) gives the same document, not the same bytes. Kept
    /// as they are: all texts and values, known or not, and the order of elements. Put in order: known attributes come first, in the order of their type; a number loses
    /// its leading zeros (`05` is 5), a list its extra blanks; references, CDATA sections, quotes, line
    /// ends and `<a></a>` are written in one way; elements where none are expected come after all else
    /// in their parent. Dropped: comments, processing instructions and layout between elements, a blank
    /// text that is not required, text where none is read, and an attribute that is given in a second
    /// spelling.
    ///
    /// # Errors
    /// What is not XML, holds a document type declaration, or has another root element than
    /// `Response`.
    ///
    /// ```
    /// use voice_twilio::twiml::{FindingKind, Response};
    ///
    /// let parsed = Response::parse("<Response><Say mood='gentle'>Hi</Say><Sing/></Response>")?;
    /// let kinds: Vec<_> = parsed.findings.iter().map(|finding| finding.kind).collect();
    /// assert_eq!(kinds, [FindingKind::UnknownAttribute, FindingKind::UnknownElement]);
    /// assert_eq!(parsed.findings[1].offset, 37);
    /// assert_eq!(
    ///     parsed.response.to_xml(),
    ///     "<Response><Say mood=\"gentle\">Hi</Say><Sing/></Response>"
    /// );
    /// # Ok::<(), voice_twilio::twiml::ParseError>(())
    /// ```
    pub fn parse(xml: &str) -> Result<Parsed, ParseError> {
        parse(xml)
    }
}

fn too_large(bytes: usize) -> Option<Problem> {
    let max = MAX_DOCUMENT_BYTES;
    (bytes > max).then_some(Problem::DocumentTooLarge { bytes, max })
}

fn of_the_document(problem: Problem) -> Violation {
    Violation {
        element: Response::TAG.into(),
        attribute: None,
        problem,
    }
}

fn refuse(violations: Vec<Violation>) -> Result<(), CheckError> {
    if violations.is_empty() {
        Ok(())
    } else {
        Err(CheckError(violations))
    }
}

fn reject_first(response: &Response, checker: &mut Checker) {
    let mut verbs = response.verbs.iter().filter(|verb| !verb.is_passed_over());
    verbs.next();
    if verbs.any(|verb| matches!(verb, Verb::Reject(_))) {
        let why = "must be the first verb: a call that was answered cannot be rejected";
        checker.note(Reject::TAG, None, Some(Problem::NotAllowed(why)));
    }
}
