//! The rules of the keypad, carrier by carrier.
//!
//! Flow-semantics.md §3 says what a caller may expect of a `menu` or a `gather`. Carriers have one timeout where the
//! rules have two, a finish key that works a little differently, or a model that decides. This table is the one place
//! that says so; the docs of [`compile`](super) print it, a back end is tested against its column cell by cell, and a
//! program may show it to somebody who is about to change carriers:
//!
//! ```
//! use voice_ivr_flow::compile::keypad::{Carrier, RULES};
//!
//! for rule in RULES.iter().filter(|rule| !rule.told(Carrier::Twiml).is_exact()) {
//!     println!("{} {}: {}", rule.section, rule.rule, rule.told(Carrier::Twiml));
//! }
//! ```

use std::fmt::{self, Write as _};

/// A rule of flow-semantics.md §3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The paragraph: `3.1`.
    pub section: &'static str,
    /// What it demands.
    pub rule: &'static str,
    /// In the order of [`Carrier::ALL`].
    told: [Told; 5],
}

impl Rule {
    /// How a carrier is told.
    pub const fn told(&self, carrier: Carrier) -> Told {
        let [twiml, exoml, legs, applets, bland] = self.told;
        match carrier {
            Carrier::Twiml => twiml,
            Carrier::ExomlResponse => exoml,
            Carrier::ExotelLegs => legs,
            Carrier::ExotelApplets => applets,
            Carrier::BlandPathway => bland,
        }
    }
}

/// What a flow is compiled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Carrier {
    /// Twilio's documents, which it pulls.
    Twiml,
    /// The dialect of Exotel that looks like TwiML.
    ExomlResponse,
    /// Exotel's legs, to which actions are pushed.
    ExotelLegs,
    /// Exotel's applets, which are wired by hand.
    ExotelApplets,
    /// Bland's pathways, which a model walks.
    BlandPathway,
}

impl Carrier {
    /// All of them, as the table lists them.
    pub const ALL: [Self; 5] = [
        Self::Twiml,
        Self::ExomlResponse,
        Self::ExotelLegs,
        Self::ExotelApplets,
        Self::BlandPathway,
    ];

    const fn heading(self) -> &'static str {
        match self {
            Self::Twiml => "TwiML",
            Self::ExomlResponse => "ExoML `<Response>`",
            Self::ExotelLegs => "Exotel legs",
            Self::ExotelApplets => "Exotel applets",
            Self::BlandPathway => "Bland pathway",
        }
    }
}

/// How a carrier is told of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Told {
    /// By this, as the rule says.
    As(&'static str),
    /// In this way, which differs from the rule; the node's entry in the report says so.
    Differs(&'static str),
    /// By this, but the vendor does not document that it holds.
    Undocumented(&'static str),
    /// Not at all, because of this.
    Cannot(&'static str),
}

impl Told {
    /// Whether the carrier does as the rule says, as far as is documented.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::As(_))
    }

    /// The words of the table.
    pub const fn how(self) -> &'static str {
        match self {
            Self::As(how) | Self::Differs(how) | Self::Undocumented(how) | Self::Cannot(how) => how,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::As(how) => f.write_str(how),
            Self::Differs(how) => write!(f, "**{how}**"),
            Self::Undocumented(how) => write!(f, "{how} (**not documented**)"),
            Self::Cannot(why) => write!(f, "**no: {why}**"),
        }
    }
}

use Told::{As, Cannot, Differs, Undocumented};

const fn rule(section: &'static str, rule: &'static str, told: [Told; 5]) -> Rule {
    Rule {
        section,
        rule,
        told,
    }
}

/// The table.
pub const RULES: [Rule; 13] = [
    rule(
        "3.1",
        "the first key stops the prompt, unless `barge_in` is false",
        [
            As("the prompt stands in the `Gather`; `bargeIn=\"false\"`"),
            Cannot(
                "the prompt stands in the `Gather`, and no attribute keeps keys from stopping it",
            ),
            Undocumented("`StartSay`, then `Gather`"),
            Cannot("`gather_prompt`, and no field for it"),
            Cannot("the model listens as it sees fit"),
        ],
    ),
    rule(
        "3.1",
        "silence counts from the prompt's end",
        [
            As("`timeout`"),
            Undocumented("`timeout`"),
            Undocumented("`timeoutInSec`"),
            Undocumented("`input_timeout`, which is described for the time between keys"),
            Cannot("there is no timer, only a condition of the node"),
        ],
    ),
    rule(
        "3.1",
        "another time between keys",
        [
            Differs(
                "one timeout for both: a longer silence is a `Pause` that a key ends, otherwise the longer of the two",
            ),
            Differs("one timeout for both: the longer of the two"),
            Differs("one timeout for both: the longer of the two"),
            Differs("one timeout for both: the longer of the two"),
            Cannot("each key is an utterance"),
        ],
    ),
    rule(
        "3.2",
        "complete at so many keys, never earlier",
        [
            As("`numDigits`"),
            As("`numDigits`"),
            As("`numDigits`"),
            As("`max_input_digits`"),
            Differs("a condition of the node, which the model judges"),
        ],
    ),
    rule(
        "3.2",
        "an entry is matched whole",
        [
            As("by the stepper"),
            As("by the stepper"),
            As("by the stepper"),
            As("by the stepper, at the applet behind it"),
            As("by a Route behind the node"),
        ],
    ),
    rule(
        "3.3",
        "a single key needs no finish key, `#` and `*` are keys too",
        [
            As("`numDigits=\"1\" finishOnKey=\"\"`"),
            As("`numDigits=\"1\" finishOnKey=\"\"`"),
            Undocumented("`numDigits=\"1\" finishOnKey=\"\"`"),
            As("`max_input_digits: 1, finish_on_key: \"\"`"),
            Differs("as the model hears it"),
        ],
    ),
    rule(
        "3.3",
        "a finish key ends the entry and is not part of it",
        [
            As("`finishOnKey`"),
            As("`finishOnKey`"),
            As("`finishOnKey`"),
            As("`finish_on_key`; one that arrives with the digits is cut off"),
            Cannot("there is no such key"),
        ],
    ),
    rule(
        "3.3",
        "a finish key pressed first is silence",
        [
            Differs("Twilio's works after a first key only: silence when `timeout` has passed"),
            Undocumented("`finishOnKey`"),
            Undocumented("`finishOnKey`"),
            Undocumented("`finish_on_key`"),
            Cannot("there is no such key"),
        ],
    ),
    rule(
        "3.4",
        "no type-ahead into the next node",
        [
            As("Twilio drops keys after the end"),
            Undocumented("nothing is said of it"),
            As("dropped by the server, which waits for the next `Gather`"),
            Undocumented("nothing is said of it"),
            Cannot("the model hears every key"),
        ],
    ),
    rule(
        "3.5",
        "a message about the failure before the prompt is repeated, and only there",
        [
            As("in the `Gather` of the next attempt"),
            As("in the `Gather` of the next attempt"),
            As("said before the prompt"),
            Differs("`repeat_gather_prompt` after silence; a second Gather after a wrong key"),
            Cannot("what is said again is up to the model"),
        ],
    ),
    rule(
        "3.6",
        "so many attempts, silent and wrong ones together",
        [
            As("a document each; silence comes by `actionOnEmptyResult`"),
            As("a document each; silence comes by a `Redirect` behind the `Gather`"),
            As("counted by the stepper"),
            Differs("`repeat_menu` counts silence; a second Gather after a wrong key"),
            Cannot("the model counts nothing"),
        ],
    ),
    rule(
        "3.7",
        "keys that the timeout ends are an entry",
        [
            As("they arrive as `Digits`"),
            As("they arrive as `DigitsPressed`"),
            Undocumented("the event of a `Gather` is not described"),
            As("they arrive as `digits` at the applet behind it"),
            Cannot("each key is an utterance"),
        ],
    ),
    rule(
        "3.8",
        "speech, with `hints` and a language",
        [
            As("`input=\"speech\"`, `hints`, `language`"),
            Cannot("it hears keys only"),
            Cannot("it hears keys only; a stream would do"),
            Cannot("it hears keys only; a Voicebot would do"),
            As("heard by the model"),
        ],
    ),
];

/// The table as Markdown, as it stands in the docs of [`compile`](super).
pub fn markdown() -> String {
    let mut out = String::from("| rule |");
    for carrier in Carrier::ALL {
        // Writing to a string cannot fail.
        let _ = write!(out, " {} |", carrier.heading());
    }
    out.push_str("\n| --- |");
    out.push_str(&" --- |".repeat(Carrier::ALL.len()));
    for rule in &RULES {
        let _ = write!(out, "\n| {} {} |", rule.section, rule.rule);
        for told in rule.told {
            let _ = write!(out, " {told} |");
        }
    }
    out.push('\n');
    out
}
