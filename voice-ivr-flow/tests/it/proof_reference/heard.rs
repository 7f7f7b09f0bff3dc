//! What is spoken, and §3: how a caller is listened to.

use serde_json::{Value, json};
use voice_ivr_flow::simulate::Item;

use super::super::proof_manner::Manner;
use super::clock::spoken;
use super::words::{self, is_target};
use super::{Call, Exit, Next, Node, flag, list, number, text};

/// The rules by which keys are heard.
struct Keys {
    /// §3.2: complete at so many keys.
    most: Option<u64>,
    /// §3.3.
    finish: Option<char>,
}

/// How a `menu` or `gather` listens.
struct Ear {
    keys: Option<Keys>,
    speech: bool,
}

/// What came of an attempt.
enum Heard {
    Entry { entry: String, spoken: bool },
    Silence,
    Gone,
}

impl<'d> Call<'d> {
    /// §1.6: a message or an audio file.
    pub(super) fn prompt(&mut self, data: &'d Value, times: u64) {
        if data["audio"].is_string() {
            self.play(&data["audio"], data, times);
        } else {
            self.say(
                &data["message"],
                data,
                times,
                data["prompt_seconds"].as_u64(),
            );
        }
    }

    pub(super) fn play(&mut self, url: &'d Value, data: &'d Value, times: u64) {
        let url = self.url(url);
        if url.trim().is_empty() {
            return;
        }
        let once = data["prompt_seconds"].as_u64().unwrap_or(5);
        self.clock.hears(1_000 * once, times);
        self.event("play", json!({"url": url}));
        self.manners.push(Manner::Play { times });
    }

    pub(super) fn say(
        &mut self,
        message: &'d Value,
        data: &'d Value,
        times: u64,
        seconds: Option<u64>,
    ) {
        if message.is_null() {
            return;
        }
        let wanted = self.own_or_house(data, "language");
        let (template, language) = words::in_language(message, wanted.as_deref());
        let said = self.filled(template);
        // §1.5: text that is empty or blank after substitution is not spoken.
        if said.trim().is_empty() {
            return;
        }
        let once = seconds.map_or(spoken(&said).max(500), |seconds| 1_000 * seconds);
        self.clock.hears(once, times);
        self.event("say", json!({"text": said}));
        self.manners.push(Manner::Say {
            times,
            language: language.map(str::to_owned),
            voice: self.own_or_house(data, "voice"),
            // The messages before a prompt have no markup.
            marked: data["ssml"].is_string() && std::ptr::eq(message, &raw const data["message"]),
        });
    }

    /// §1.6: `language` and `voice` may be set on each speaking node; else those of the flow.
    pub(super) fn own_or_house(&self, data: &'d Value, member: &str) -> Option<String> {
        let own = data[member].as_str();
        own.or(self.document[member].as_str()).map(str::to_owned)
    }

    pub(super) fn menu(&mut self, node: Node<'d>, data: &'d Value) -> Next<'d> {
        let labels: Vec<&str> = list(&node.graph["edges"])
            .filter(|edge| edge["source"] == node.node["id"])
            .filter_map(|edge| edge["label"].as_str())
            .map(str::trim)
            .filter(|label| !label.is_empty() && label.chars().all(is_key))
            .collect();
        // §3.2: by default the longest key edge, at least 1.
        let longest = labels.iter().map(|label| label.len() as u64).max();
        let digits = number(data, "digits", longest.unwrap_or(1).max(1));
        let ear = Ear {
            keys: Some(Keys {
                most: Some(digits),
                // §3.3: with `digits` 1 there is no finish key.
                finish: finish_key(data).filter(|_| digits != 1),
            }),
            speech: false,
        };
        self.attempts(data, &ear, &mut |_, entry, _| {
            labels.iter().copied().find(|label| *label == entry)
        })
    }

    pub(super) fn gather(&mut self, data: &'d Value) -> Next<'d> {
        let input = data["input"].as_str().unwrap_or("digits");
        let ear = Ear {
            keys: (input != "speech").then(|| Keys {
                most: data["max_digits"].as_u64(),
                finish: finish_key(data),
            }),
            speech: input != "digits",
        };
        let least = number(data, "min_digits", 1);
        let pattern = data["pattern"].as_str();
        self.attempts(data, &ear, &mut |call, entry, spoken| {
            // §3.8: lengths apply to digits only, `pattern` to both.
            let long = spoken || entry.chars().count() as u64 >= least;
            let fits = pattern.is_none_or(|pattern| words::is_whole(pattern, entry));
            if !long || !fits {
                return None;
            }
            // §5.3: gather sets its variable on `ok`.
            call.set(text(&data["variable"]), entry.to_owned());
            Some("ok")
        })
    }

    /// §3.5–3.7: the prompt is heard up to `attempts` times; `good` gives the exit of an entry that has one.
    fn attempts(
        &mut self,
        data: &'d Value,
        ear: &Ear,
        good: &mut dyn FnMut(&mut Self, &str, bool) -> Option<&'d str>,
    ) -> Next<'d> {
        let attempts = number(data, "attempts", 3);
        let mut attempt = 1;
        loop {
            self.prompt(data, 1);
            self.manners.push(self.listening(data, ear));
            let failure = match self.hear(data, ear) {
                Heard::Gone => return self.gone(),
                Heard::Silence => {
                    self.event("timeout", json!({"attempt": attempt}));
                    "timeout"
                }
                Heard::Entry { entry, spoken } => {
                    if let Some(exit) = good(self, &entry, spoken) {
                        self.event("input", json!({"input": entry}));
                        return Exit(vec![exit]);
                    }
                    self.event("invalid", json!({"attempt": attempt, "input": entry}));
                    "invalid"
                }
            };
            self.clock.failed();
            if attempt == attempts {
                // §3.6: nothing more is played; the edge named after that failure, else `default`.
                return Exit(vec![failure, "default"]);
            }
            // §3.5: these play only before the prompt is repeated.
            let message = &data[format!("{failure}_message")];
            self.say(message, data, 1, None);
            attempt += 1;
        }
    }

    fn listening(&self, data: &'d Value, ear: &Ear) -> Manner {
        let timeout = number(data, "timeout", 5);
        let hints: Vec<String> = list(&data["hints"]).map(|hint| self.filled(hint)).collect();
        Manner::Listen {
            keys: ear.keys.as_ref().map(|keys| (keys.most, keys.finish)),
            speech: ear.speech,
            hints: Some(hints.join(",")).filter(|_| ear.speech && !hints.is_empty()),
            language: self.own_or_house(data, "language").filter(|_| ear.speech),
            silence: timeout,
            // §3.1: `inter_digit_timeout` is by default `timeout`.
            between: number(data, "inter_digit_timeout", timeout),
            barge_in: flag(data, "barge_in", true),
        }
    }

    /// §6.2 for keys and speech, §3.2–3.4 for where an entry ends.
    fn hear(&mut self, data: &'d Value, ear: &Ear) -> Heard {
        let timeout = number(data, "timeout", 5);
        let between = number(data, "inter_digit_timeout", timeout);
        let barge_in = flag(data, "barge_in", true);
        let takes = |item: &Item| matches!(item, Item::Keys(_) | Item::Say(_) | Item::Silence);
        let entry = match self.take(takes) {
            Some(Item::Hangup) => return Heard::Gone,
            Some(Item::Keys(pressed)) if ear.keys.is_some() => {
                let keys = ear.keys.as_ref().unwrap();
                let (entry, count, complete) = entry(keys, &pressed);
                self.clock.reacts(barge_in);
                self.clock.passes(300 * (count - 1));
                if !complete {
                    // §3.7: keys followed by the inter-digit timeout are an entry.
                    self.clock.passes(1_000 * between);
                }
                Heard::Entry {
                    entry,
                    spoken: false,
                }
            }
            // §3.8: trimmed text.
            Some(Item::Say(said)) if ear.speech && !said.trim().is_empty() => {
                self.clock.reacts(barge_in);
                self.clock.passes(spoken(&said) + 1_000);
                Heard::Entry {
                    entry: said.trim().to_owned(),
                    spoken: true,
                }
            }
            // §6.2: what the node does not listen for is consumed and heard as silence.
            _ => {
                self.clock.passes(1_000 * timeout);
                Heard::Silence
            }
        };
        match entry {
            // §3.3: an empty entry is silence.
            Heard::Entry { entry, .. } if entry.is_empty() => Heard::Silence,
            entry => entry,
        }
    }

    pub(super) fn record(&mut self, data: &'d Value) -> Next<'d> {
        self.prompt(data, 1);
        let most = number(data, "max_seconds", 120);
        let silence = number(data, "silence", 5);
        let seconds = match self.take(|item| matches!(item, Item::Record(_))) {
            Some(Item::Hangup) => return self.gone(),
            // §4.2: longer than `max_seconds` is cut.
            Some(Item::Record(seconds)) => u64::from(seconds),
            _ => 5,
        }
        .min(most);
        self.recordings += 1;
        self.manners.push(Manner::Record {
            most,
            silence,
            finish: finish_key(data),
            beep: flag(data, "beep", true),
            transcribed: flag(data, "transcribe", false),
        });
        self.clock
            .then(1_000 * if seconds == 0 { silence } else { seconds });
        self.event("record", json!({"seconds": seconds}));
        if seconds == 0 {
            // §4.2: 0 seconds takes `silence`, else the unlabelled exit.
            return Exit(vec!["silence", ""]);
        }
        if let Some(variable) = data["variable"].as_str() {
            let url = format!("https://recordings.example/{}.wav", self.recordings);
            self.set(variable, url);
        }
        // §4: `notify` gets a text.
        let to = self.filled(&data["notify"]).trim().to_owned();
        if is_target(&to) {
            self.manners.push(Manner::Notify(to));
        }
        Exit(vec![""])
    }
}

fn is_key(c: char) -> bool {
    c.is_ascii_digit() || c == '*' || c == '#'
}

/// §3.3: by default `#`, `""` is none.
fn finish_key(data: &Value) -> Option<char> {
    data["finish_key"].as_str().unwrap_or("#").chars().next()
}

/// §3.2–3.4: the entry, how many keys were pressed until it ended, and whether it ended before the timeout.
fn entry(keys: &Keys, pressed: &str) -> (String, u64, bool) {
    let mut entry = String::new();
    let mut count = 0;
    for key in pressed.chars() {
        count += 1;
        if Some(key) == keys.finish {
            return (entry, count, true);
        }
        entry.push(key);
        if Some(count) == keys.most {
            return (entry, count, true);
        }
    }
    (entry, count, false)
}
