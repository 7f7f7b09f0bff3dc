//! Widgets that speak, ask and record.

use super::super::draft::Goal;
use super::super::foreign::Foreign;
use super::super::limits;
use super::Studio;
use super::fold::Keys;
use super::widget::Widget;
use crate::builder::{Gather, Menu, Pause, Play, Record, Say};
use crate::language::is_language;
use crate::node::GatherInput;
use crate::validate::markup;

/// What is heard.
enum Sound {
    Speech {
        message: String,
        ssml: Option<String>,
    },
    Audio(String),
    Nothing,
}

macro_rules! prompted {
    ($studio:ident, $widget:ident, $data:ident) => {{
        if let Some(language) = $studio.language($widget, "language") {
            $data = $data.language(language);
        }
        if let Some(voice) = $studio.voice($widget) {
            $data = $data.voice(voice);
        }
        $data
    }};
}

impl Studio {
    /// `say-play`: `say` or `play` or `digits`, `loop`; `audioComplete`.
    pub(super) fn say_play(&mut self, widget: &Widget<'_>) {
        let goal = widget.goal("audioComplete");
        let id = self.draft.fresh(&widget.name);
        let times = widget.property("loop");
        match self.sound(widget) {
            Sound::Speech { message, ssml } => {
                let mut say = Say::new(message);
                if let Some(ssml) = ssml {
                    say = say.ssml(ssml);
                }
                if let Some(times) = self.draft.range(times, "loop", ("say", "loop")) {
                    say = say.repeat(times);
                }
                let say = prompted!(self, widget, say);
                self.draft.node(&id, say);
            }
            Sound::Audio(url) => {
                let mut play = Play::new(url);
                if let Some(times) = self.draft.range(times, "loop", ("play", "loop")) {
                    play = play.repeat(times);
                }
                self.draft.node(&id, play);
            }
            Sound::Nothing => {
                if widget.text("digits").is_some() {
                    let message = "a flow cannot send tones; it pauses for a second instead";
                    self.draft.approximated("digits", message);
                } else {
                    let message = "nothing is said or played; the flow pauses for a second instead";
                    self.draft.approximated("say", message);
                }
                widget.idle(SPOKEN);
                widget.usual("loop", &["1"]);
                self.draft.node(&id, Pause::new(1));
            }
        }
        self.draft.next(&id, goal);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `gather-input-on-call` with a `split-based-on` behind it.
    pub(super) fn menu(&mut self, widget: &Widget<'_>, keys: &Keys) {
        // That it leads to the decision is known.
        let _ = widget.wired("keypress");
        self.settings_of_speech(widget, false);
        let id = self.draft.fresh(&widget.name);
        let longest = keys.exits.iter().map(|(keys, _)| keys.len()).max();
        let digits = widget.property("number_of_digits");
        let digits = self
            .draft
            .range(digits, "number_of_digits", ("menu", "digits"));
        if digits.is_none() {
            let message = "the entry is complete with as many keys as the longest edge has; Studio waits for more";
            self.draft.approximated("number_of_digits", message);
        }
        let digits = digits.unwrap_or_else(|| {
            longest
                .and_then(|keys| u32::try_from(keys).ok())
                .unwrap_or(1)
        });
        let mut menu = match self.prompt(widget) {
            Sound::Audio(url) => Menu::new("").audio(url),
            Sound::Speech { message, ssml } => {
                let mut menu = Menu::new(message);
                if let Some(ssml) = ssml {
                    menu = menu.ssml(ssml);
                }
                prompted!(self, widget, menu)
            }
            Sound::Nothing => Menu::new(""),
        };
        menu = menu.digits(digits).timeout(self.timeout(widget));
        let finish_key = self.finish_key(widget);
        if digits > 1 {
            menu = menu.finish_key(finish_key);
        }
        let (attempts, timeout) = self.attempts(widget);
        self.draft.node(&id, menu.attempts(attempts));
        for (keys, goal) in &keys.exits {
            self.draft.edge(&id, keys, goal.clone());
        }
        self.draft.edge(&id, "timeout", timeout);
        self.draft.edge(&id, "invalid", keys.invalid.clone());
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `gather-input-on-call`: `keypress`, `speech`, `timeout`.
    pub(super) fn gather(&mut self, widget: &Widget<'_>) {
        let id = self.draft.fresh(&widget.name);
        let path = format!("widgets.{}.Digits", widget.name);
        let variable = self.draft.variable(&path);
        self.draft.sets(&variable);
        let (keypress, speech) = (widget.wired("keypress"), widget.wired("speech"));
        let listens = speech.is_some();
        self.settings_of_speech(widget, listens);
        let (input, done) = match (keypress, speech) {
            (keypress, None) => (GatherInput::Digits, keypress.unwrap_or(Goal::End)),
            (None, Some(speech)) => {
                let message = "only speech is listened for; Studio ends the call on a key";
                self.draft.approximated("keypress", message);
                (GatherInput::Speech, speech)
            }
            (Some(keypress), Some(speech)) if keypress == speech => {
                (GatherInput::DigitsSpeech, keypress)
            }
            (Some(keypress), Some(speech)) => {
                let message = "keys and words are told apart by what was entered: a number that was spoken counts as keys";
                self.draft.approximated("speech", message);
                let told = self.told_apart(widget, &variable, keypress, speech);
                (GatherInput::DigitsSpeech, Goal::Node(told))
            }
        };
        let mut gather = match self.prompt(widget) {
            Sound::Audio(url) => {
                let gather = Gather::new("", variable).audio(url);
                // Nothing is spoken: the language is that in which the caller speaks.
                match self.language(widget, "gather_language").filter(|_| listens) {
                    Some(language) => gather.language(language),
                    None => gather,
                }
            }
            Sound::Speech { message, ssml } => {
                let mut gather = Gather::new(message, variable);
                if let Some(ssml) = ssml {
                    gather = gather.ssml(ssml);
                }
                prompted!(self, widget, gather)
            }
            Sound::Nothing => Gather::new("", variable),
        };
        gather = gather.timeout(self.timeout(widget)).input(input);
        if input == GatherInput::Speech {
            widget.idle(&["finish_on_key", "stop_gather", "number_of_digits"]);
        } else {
            gather = gather.finish_key(self.finish_key(widget));
            let digits = widget.property("number_of_digits");
            if let Some(digits) =
                self.draft
                    .range(digits, "number_of_digits", ("gather", "max_digits"))
            {
                gather = gather.max_digits(digits);
            }
        }
        if input != GatherInput::Digits
            && let Some(hints) = self.text(widget, "hints")
        {
            gather = gather.hints(
                hints
                    .split(',')
                    .map(str::trim)
                    .filter(|hint| !hint.is_empty()),
            );
        }
        let (attempts, timeout) = self.attempts(widget);
        self.draft.node(&id, gather.attempts(attempts));
        self.draft.edge(&id, "ok", done);
        self.draft.edge(&id, "timeout", timeout.clone());
        self.draft.edge(&id, "invalid", timeout);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `record-voicemail`: `recordingComplete`, `noAudio`.
    pub(super) fn record(&mut self, widget: &Widget<'_>) {
        widget.usual("trim", &["do-not-trim", "false"]);
        let id = self.draft.fresh(&widget.name);
        let mut record = Record::new();
        let url = format!("widgets.{}.RecordingUrl", widget.name);
        if self.uses(&url) > 0 {
            let variable = self.draft.variable(&url);
            self.draft.sets(&variable);
            record = record.variable(variable);
        }
        let most = ("record", "max_seconds");
        let seconds = self
            .draft
            .range(widget.property("max_length"), "max_length", most);
        // Studio records for an hour where nothing else is said.
        record = record.max_seconds(seconds.unwrap_or(limits::range(most.0, most.1).1));
        let silence = widget.property("timeout");
        if let Some(seconds) = self.draft.range(silence, "timeout", ("record", "silence")) {
            record = record.silence(seconds);
        }
        if widget.property("finish_on_key").is_some() {
            record = record.finish_key(self.finish_key(widget));
        }
        if widget.flag("play_beep") == Some(false) {
            record = record.beep(false);
        }
        if widget.flag("transcribe") == Some(true) {
            record = record.transcribe(true);
        }
        self.draft.node(&id, record);
        self.draft.next(&id, widget.goal("recordingComplete"));
        self.draft.edge(&id, "silence", widget.goal("noAudio"));
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// What is said of how speech is heard.
    fn settings_of_speech(&mut self, widget: &Widget<'_>, listens: bool) {
        if !listens {
            widget.idle(&[
                "hints",
                "gather_language",
                "speech_timeout",
                "speech_model",
                "profanity_filter",
            ]);
            return;
        }
        widget.usual("speech_timeout", &["auto"]);
        widget.usual("speech_model", &["default"]);
        widget.usual("profanity_filter", &["true"]);
        if widget
            .property("play")
            .and_then(|url| url.peek().text())
            .is_some_and(|url| !url.is_empty())
        {
            return;
        }
        // What Studio speaks where nothing else is said.
        let spoken = match widget.property("language") {
            Some(language) => language.peek().text().unwrap_or_default(),
            None => "en-US".into(),
        };
        if let Some(heard) = widget.text("gather_language")
            && !spoken.starts_with(heard.as_ref())
        {
            let message = "a `gather` has one language: the one that it speaks is listened for too";
            self.draft.approximated("gather_language", message);
        }
    }

    /// How often the prompt is heard, and where silence leads then.
    fn attempts(&mut self, widget: &Widget<'_>) -> (u32, Goal) {
        let timeout = widget.goal("timeout");
        let attempts = ("gather", "attempts");
        let times = widget.property("loop");
        let times = self.draft.range(times, "loop", attempts).unwrap_or(1);
        let most = limits::range(attempts.0, attempts.1).1;
        if widget.is_itself(&timeout) {
            let message = format!(
                "it repeats for ever on a silent line; here it is heard {most} times, then the call ends"
            );
            self.draft.approximated("timeout", message);
            return (most, Goal::End);
        }
        if times > 1 {
            let message =
                "the prompt is heard again after each wait; Studio says it so often and waits once";
            self.draft.approximated("loop", message);
        }
        (times, timeout)
    }

    fn timeout(&mut self, widget: &Widget<'_>) -> u32 {
        let timeout = widget.property("timeout");
        self.draft
            .range(timeout, "timeout", ("gather", "timeout"))
            .unwrap_or(5)
    }

    /// The key that ends an entry; with `stop_gather` off there is none, whatever the key would be.
    fn finish_key(&mut self, widget: &Widget<'_>) -> String {
        if widget.flag("stop_gather") == Some(false) {
            widget.idle(&["finish_on_key"]);
            return String::new();
        }
        let key = widget.property("finish_on_key").and_then(Foreign::text);
        let Some(key) = key else {
            return "#".to_owned();
        };
        let mut keys = key.chars();
        match (keys.next(), keys.next()) {
            (None, _) => String::new(),
            (Some(key), None) if key.is_ascii_digit() || key == '*' || key == '#' => {
                key.to_string()
            }
            _ => {
                let message = "an entry is finished by one key; it is `#` here";
                self.draft.approximated("finish_on_key", message);
                "#".to_owned()
            }
        }
    }

    /// As [`sound`](Self::sound), and something has to be heard.
    fn prompt(&mut self, widget: &Widget<'_>) -> Sound {
        let sound = self.sound(widget);
        if matches!(sound, Sound::Nothing) {
            widget.idle(SPOKEN);
            self.draft
                .approximated("say", "nothing is said before the entry; write a prompt");
        }
        sound
    }

    fn sound(&mut self, widget: &Widget<'_>) -> Sound {
        if let Some(url) = self.text(widget, "play") {
            widget.idle(SPOKEN);
            return Sound::Audio(url);
        }
        let Some(text) = widget.property("say").and_then(Foreign::words) else {
            return Sound::Nothing;
        };
        let text = self.draft.text("say", &text);
        let has_tag = text.contains("</") || text.contains("/>");
        if has_tag && markup::fault(&text).is_none() {
            let message = without_tags(&text);
            let ssml = Some(text);
            return Sound::Speech { message, ssml };
        }
        let ssml = None;
        Sound::Speech {
            message: text,
            ssml,
        }
    }

    fn language(&mut self, widget: &Widget<'_>, member: &str) -> Option<String> {
        let language = widget.property(member)?.words()?;
        if is_language(&language) {
            return Some(language.into_owned());
        }
        let message = "it is no language tag; the language of the flow is used";
        self.draft.left_out(member, message);
        None
    }

    fn voice(&mut self, widget: &Widget<'_>) -> Option<String> {
        let voice = widget.property("voice")?.words()?;
        if voice.contains("{{") || voice.contains("{%") {
            let message =
                "a voice is chosen when the flow is written; the voice of the flow is used";
            self.draft.left_out("voice", message);
            return None;
        }
        Some(voice.into_owned())
    }
}

/// How a text is spoken; without effect where nothing is.
const SPOKEN: &[&str] = &["language", "voice"];

/// Markup as plain text: tags go, the five entities become what they stand for.
fn without_tags(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    for (entity, c) in plain {
        out = out.replace(entity, c);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
