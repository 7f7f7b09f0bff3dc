//! Widgets that speak, ask and record.

use super::super::draft::Goal;
use super::fold::Keys;
use super::widget::Widget;
use super::{MOST_ATTEMPTS, Studio};
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
        self.check(
            widget,
            &["say", "play", "digits", "loop", "language", "voice"],
            &["audioComplete"],
        );
        let goal = widget.goal("audioComplete");
        let id = self.draft.fresh(&widget.name);
        match self.sound(widget) {
            Sound::Speech { message, ssml } => {
                let mut say = Say::new(message);
                if let Some(ssml) = ssml {
                    say = say.ssml(ssml);
                }
                if let Some(times) = self.range(widget, "loop", 1, 10) {
                    say = say.repeat(times);
                }
                let say = prompted!(self, widget, say);
                self.draft.node(&id, say);
            }
            Sound::Audio(url) => {
                let mut play = Play::new(url);
                if let Some(times) = self.range(widget, "loop", 1, 100) {
                    play = play.repeat(times);
                }
                self.draft.node(&id, play);
            }
            Sound::Nothing => {
                if widget.text("digits").is_some() {
                    let message = "a flow cannot send tones; it pauses for a second instead";
                    self.draft.approximated(&widget.name, "digits", message);
                } else {
                    let message = "nothing is said or played; the flow pauses for a second instead";
                    self.draft.approximated(&widget.name, "say", message);
                }
                self.draft.node(&id, Pause::new(1));
            }
        }
        self.draft.next(&id, goal);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `gather-input-on-call` with a `split-based-on` behind it.
    pub(super) fn menu(&mut self, widget: &Widget<'_>, keys: &Keys) {
        self.check_gather(widget);
        let id = self.draft.fresh(&widget.name);
        let longest = keys.exits.iter().map(|(keys, _)| keys.len()).max();
        let digits = self.range(widget, "number_of_digits", 1, 32);
        if digits.is_none() {
            let message = "the entry is complete with as many keys as the longest edge has; Studio waits for more";
            self.draft
                .approximated(&widget.name, "number_of_digits", message);
        }
        let digits = digits.unwrap_or_else(|| {
            longest
                .and_then(|keys| u32::try_from(keys).ok())
                .unwrap_or(1)
        });
        let sound = self.prompt(widget);
        let mut menu = match sound {
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
        if digits > 1 {
            menu = menu.finish_key(self.finish_key(widget));
        }
        let timeout = widget.goal("timeout");
        let (attempts, timeout) = self.attempts(widget, timeout);
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
        self.check_gather(widget);
        let id = self.draft.fresh(&widget.name);
        let path = format!("widgets.{}.Digits", widget.name);
        let variable = self.variable(&path, &widget.name);
        self.draft.sets(&variable);
        let (keypress, speech) = (widget.wired("keypress"), widget.wired("speech"));
        let (input, done) = match (keypress, speech) {
            (keypress, None) => (GatherInput::Digits, keypress.unwrap_or(Goal::End)),
            (None, Some(speech)) => {
                let message = "only speech is listened for; Studio ends the call on a key";
                self.draft.approximated(&widget.name, "keypress", message);
                (GatherInput::Speech, speech)
            }
            (Some(keypress), Some(speech)) if keypress == speech => {
                (GatherInput::DigitsSpeech, keypress)
            }
            (Some(keypress), Some(speech)) => {
                let message = "keys and words are told apart by what was entered: a number that was spoken counts as keys";
                self.draft.approximated(&widget.name, "speech", message);
                let told = self.told_apart(widget, &variable, keypress, speech);
                (GatherInput::DigitsSpeech, Goal::Node(told))
            }
        };
        let mut gather = match self.prompt(widget) {
            Sound::Audio(url) => Gather::new("", variable).audio(url),
            Sound::Speech { message, ssml } => {
                let mut gather = Gather::new(message, variable);
                if let Some(ssml) = ssml {
                    gather = gather.ssml(ssml);
                }
                prompted!(self, widget, gather)
            }
            Sound::Nothing => Gather::new("", variable),
        };
        gather = gather.timeout(self.timeout(widget));
        if input == GatherInput::Speech {
            gather = gather.input(input);
        } else {
            gather = gather.input(input).finish_key(self.finish_key(widget));
            if let Some(digits) = self.range(widget, "number_of_digits", 1, 128) {
                gather = gather.max_digits(digits);
            }
        }
        if input != GatherInput::Digits
            && let Some(hints) = widget.text("hints")
        {
            let hints = self.text(widget, "hints", &hints);
            gather = gather.hints(
                hints
                    .split(',')
                    .map(str::trim)
                    .filter(|hint| !hint.is_empty()),
            );
        }
        let (attempts, timeout) = self.attempts(widget, widget.goal("timeout"));
        self.draft.node(&id, gather.attempts(attempts));
        self.draft.edge(&id, "ok", done);
        self.draft.edge(&id, "timeout", timeout.clone());
        self.draft.edge(&id, "invalid", timeout);
        self.draft.enter(&widget.name, Goal::Node(id));
    }

    /// `record-voicemail`: `recordingComplete`, `noAudio`.
    pub(super) fn record(&mut self, widget: &Widget<'_>) {
        let known = [
            "timeout",
            "max_length",
            "finish_on_key",
            "play_beep",
            "transcribe",
            "trim",
        ];
        self.check(widget, &known, &["recordingComplete", "noAudio"]);
        if widget
            .text("trim")
            .is_some_and(|trim| trim != "do-not-trim")
        {
            let message = "silence is kept as the carrier keeps it";
            self.draft.approximated(&widget.name, "trim", message);
        }
        let id = self.draft.fresh(&widget.name);
        let mut record = Record::new();
        let url = format!("widgets.{}.RecordingUrl", widget.name);
        if self.uses(&url) > 0 {
            let variable = self.variable(&url, &widget.name);
            self.draft.sets(&variable);
            record = record.variable(variable);
        }
        if let Some(seconds) = self.range(widget, "max_length", 1, 3600) {
            record = record.max_seconds(seconds);
        } else {
            record = record.max_seconds(3600);
        }
        if let Some(seconds) = self.range(widget, "timeout", 1, 600) {
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

    fn check_gather(&mut self, widget: &Widget<'_>) {
        let known = [
            "say",
            "play",
            "language",
            "voice",
            "loop",
            "timeout",
            "finish_on_key",
            "stop_gather",
            "number_of_digits",
            "hints",
            "gather_language",
            "speech_timeout",
            "speech_model",
            "profanity_filter",
        ];
        self.check(widget, &known, &["keypress", "speech", "timeout"]);
        if widget.wired("speech").is_none() {
            return;
        }
        let spoken = widget.text("language").unwrap_or_default();
        let heard = widget.text("gather_language").unwrap_or_default();
        if !heard.is_empty() && !spoken.is_empty() && !spoken.starts_with(heard.as_ref()) {
            let message = "the language of the prompt is listened for too";
            self.draft
                .approximated(&widget.name, "gather_language", message);
        }
        for (name, usual) in [
            ("speech_timeout", "auto"),
            ("speech_model", "default"),
            ("profanity_filter", "true"),
        ] {
            if widget.text(name).is_some_and(|value| value != usual) {
                self.draft
                    .left_out(&widget.name, name, "the carrier's own setting is used");
            }
        }
    }

    /// How often the prompt is heard, and where silence leads then.
    fn attempts(&mut self, widget: &Widget<'_>, timeout: Goal) -> (u32, Goal) {
        if widget.is_itself(&timeout) {
            let message = format!(
                "it repeats for ever on a silent line; here it is heard {MOST_ATTEMPTS} times, then the call ends"
            );
            self.draft.approximated(&widget.name, "timeout", message);
            return (MOST_ATTEMPTS, Goal::End);
        }
        (
            self.range(widget, "loop", 1, MOST_ATTEMPTS).unwrap_or(1),
            timeout,
        )
    }

    fn timeout(&mut self, widget: &Widget<'_>) -> u32 {
        self.range(widget, "timeout", 1, 120).unwrap_or(5)
    }

    fn finish_key(&mut self, widget: &Widget<'_>) -> String {
        let key = widget
            .property("finish_on_key")
            .and_then(crate::document::Value::text);
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
                self.draft
                    .approximated(&widget.name, "finish_on_key", message);
                "#".to_owned()
            }
        }
    }

    /// As [`sound`](Self::sound), and something has to be heard.
    fn prompt(&mut self, widget: &Widget<'_>) -> Sound {
        let sound = self.sound(widget);
        if matches!(sound, Sound::Nothing) {
            let message = "nothing is said before the entry";
            self.draft.approximated(&widget.name, "say", message);
        }
        sound
    }

    fn sound(&mut self, widget: &Widget<'_>) -> Sound {
        if let Some(url) = widget.text("play") {
            return Sound::Audio(self.text(widget, "play", &url));
        }
        let Some(text) = widget.text("say").filter(|text| !text.trim().is_empty()) else {
            return Sound::Nothing;
        };
        let text = self.text(widget, "say", &text);
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
        let language = widget.text(member)?;
        if is_language(&language) {
            return Some(language.into_owned());
        }
        let message = "it is no language tag; the carrier's own language is used";
        self.draft.left_out(&widget.name, member, message);
        None
    }

    fn voice(&mut self, widget: &Widget<'_>) -> Option<String> {
        let voice = widget
            .text("voice")
            .filter(|voice| !voice.trim().is_empty())?;
        if voice.contains("{{") || voice.contains("{%") {
            let message = "a voice is chosen when the flow is written; the carrier's own is used";
            self.draft.left_out(&widget.name, "voice", message);
            return None;
        }
        Some(voice.into_owned())
    }

    /// A whole number, brought into a range with a remark.
    pub(super) fn range(
        &mut self,
        widget: &Widget<'_>,
        member: &str,
        least: u32,
        most: u32,
    ) -> Option<u32> {
        let Some(number) = widget.whole(member) else {
            if widget
                .text(member)
                .is_some_and(|text| !text.trim().is_empty())
            {
                self.draft.left_out(
                    &widget.name,
                    member,
                    "it is no whole number; the usual value is used",
                );
            }
            return None;
        };
        let kept = number.clamp(i64::from(least), i64::from(most));
        if kept != number {
            let message = format!("{number} is outside {least} to {most}; it is {kept} here");
            self.draft.approximated(&widget.name, member, message);
        }
        u32::try_from(kept).ok()
    }
}

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
