//! `Gather`: keys and speech.

use voice_core::xml::Sink;

use crate::twiml::check::{Checker, KEYPAD, Problem, Rule};
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::value::{Reading, Value, words};
use crate::twiml::verb::say::{Pause, Play, Say};
use crate::twiml::{GatherLanguage, Method};

words! {
    /// What a `Gather` listens for.
    GatherInput {
        /// Keys.
        Dtmf = "dtmf",
        /// Speech.
        Speech = "speech",
    }

    /// The model that turns speech into text.
    SpeechModel {
        /// Twilio's choice.
        Default = "default",
        /// Short answers.
        NumbersAndCommands = "numbers_and_commands",
        /// Telephone audio; the one that can be `enhanced`.
        PhoneCall = "phone_call",
        /// Longer talk, experimental.
        ExperimentalConversations = "experimental_conversations",
        /// Short utterances, experimental.
        ExperimentalUtterances = "experimental_utterances",
        /// Google, long.
        GoogleV2Long = "googlev2_long",
        /// Google, short.
        GoogleV2Short = "googlev2_short",
        /// Google, telephone.
        GoogleV2Telephony = "googlev2_telephony",
        /// Google, telephone, short.
        GoogleV2TelephonyShort = "googlev2_telephony_short",
        /// Deepgram, second generation.
        DeepgramNova2 = "deepgram_nova-2",
        /// Deepgram, third generation.
        DeepgramNova3 = "deepgram_nova-3",
    }
}

/// How long silence ends speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpeechTimeout {
    /// Twilio decides.
    Auto,
    /// Whole seconds.
    Seconds(u32),
}

impl From<u32> for SpeechTimeout {
    fn from(seconds: u32) -> Self {
        Self::Seconds(seconds)
    }
}

impl Value for SpeechTimeout {
    fn append(&self, out: &mut impl Sink) {
        match self {
            Self::Auto => out.markup("auto"),
            Self::Seconds(seconds) => seconds.append(out),
        }
    }

    fn read(text: &str) -> Reading<Self> {
        if text == "auto" {
            return Reading::Known(Self::Auto);
        }
        match u32::read(text) {
            Reading::Known(seconds) => Reading::Known(Self::Seconds(seconds)),
            _ => Reading::Bad,
        }
    }

    fn problem(&self, _: Rule) -> Option<Problem> {
        None
    }
}

children! {
    /// What a `Gather` plays while it listens, or the `Prompt` of a `Pay`. It cannot dial, record or
    /// redirect.
    GatherVerb { Say, Play, Pause }
}

element! {
    /// Collects keys or speech, playing a prompt meanwhile.
    ///
    /// When input arrives, `action` is asked for the next document and the verbs after this one are
    /// never reached; without input the next verb runs, unless `actionOnEmptyResult` is set. Without
    /// `action` the *current* document is asked for again: an easy endless loop.
    ///
    /// ```
    /// use voice_twilio::twiml::{Gather, GatherInput, Response};
    ///
    /// let menu = Response::new()
    ///     .gather(Gather::new().action("/choice").num_digits(1).say("For sales press 1."))
    ///     .redirect("/again");
    /// assert_eq!(
    ///     menu.to_xml(),
    ///     "<Response><Gather action=\"/choice\" numDigits=\"1\"><Say>For sales press 1.</Say>\
    ///      </Gather><Redirect>/again</Redirect></Response>"
    /// );
    /// ```
    Gather = "Gather" {
        /// Keys, speech or both. Default keys. With both, the first key stops recognition.
        input: list(GatherInput) = "input";
        /// Where the input goes. Default: the current document.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Seconds of silence until the first key or word, and between keys; counted from the end
        /// of the prompt. Default 5.
        timeout: number = "timeout";
        /// Seconds of silence that end speech. Default: `timeout`.
        speech_timeout: word(SpeechTimeout) = "speechTimeout";
        /// The longest speech, in seconds. Default 60.
        max_speech_time: number = "maxSpeechTime";
        /// The key that ends the input and is not part of it; empty for none. Works only after at
        /// least one key. Default `#`.
        finish_on_key: text = "finishOnKey", Rule::OneKey(KEYPAD);
        /// How many keys make the input complete. Default: no number does.
        num_digits: number = "numDigits", Rule::Range(1, u32::MAX);
        /// Gets speech as it is understood; its answers are ignored.
        partial_result_callback: url = "partialResultCallback";
        /// How. Default `POST`.
        partial_result_callback_method: word(Method) = "partialResultCallbackMethod";
        /// The language that is listened for. Default `en-US`.
        language: word(GatherLanguage) = "language";
        /// Phrases that are likely, with commas between: at most 500 of at most 100 characters.
        hints: text = "hints", Rule::Hints;
        /// Masks profanities. Default true.
        profanity_filter: flag = "profanityFilter";
        /// Input stops the prompt. Default true.
        barge_in: flag = "bargeIn";
        /// Logs more. Default false.
        debug: flag = "debug";
        /// Asks `action` without input too. Default false.
        action_on_empty_result: flag = "actionOnEmptyResult";
        /// The speech model. Default `default`.
        speech_model: word(SpeechModel) = "speechModel";
        /// A better variant of `phone_call`, at a price. Default false.
        enhanced: flag = "enhanced";
    }
    children
    /// The prompt.
    verbs: GatherVerb;
    check prompt_and_model;
}

appends! {
    Gather.verbs {
        /// Adds speech to the prompt.
        say(Say);
        /// Adds an audio file to the prompt.
        play(Play);
        /// Adds silence to the prompt.
        pause(Pause);
    }
}

fn prompt_and_model(gather: &Gather, checker: &mut Checker) {
    let keys = |verb: &GatherVerb| matches!(verb, GatherVerb::Play(play) if play.digits.is_some());
    if gather.verbs.iter().any(keys) {
        let why = "Play with digits may not stand inside Gather";
        checker.note(Gather::TAG, None, Some(Problem::NotAllowed(why)));
    }
    if gather.enhanced == Some(true) && gather.speech_model != Some(SpeechModel::PhoneCall) {
        let why = "is a variant of the speechModel phone_call only";
        let problem = Some(Problem::NotAllowed(why));
        checker.note(Gather::TAG, Some("enhanced"), problem);
    }
}

#[cfg(test)]
impl crate::twiml::sample::Sample for SpeechTimeout {
    fn sample(source: &mut crate::twiml::sample::Bytes<'_>) -> Self {
        if source.flag() {
            Self::Auto
        } else {
            Self::Seconds(u32::sample(source))
        }
    }

    fn each(depth: usize) -> Vec<Self> {
        let seconds = u32::each(depth).into_iter().map(Self::Seconds);
        seconds.chain([Self::Auto]).collect()
    }
}
