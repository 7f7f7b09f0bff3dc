//! `menu` and `gather`: one `Gather` for each time the prompt is heard.

use voice_twilio::twiml::{Gather, GatherInput, GatherLanguage, GatherVerb, Pause, Verb};

use super::piece::{self, Guard};
use super::render::{Renderer, around, verb_xml};
use super::sound::{Heard, Sounds};
use crate::language::same_primary;
use crate::program::{Ask, KeyRules, Listen};

/// Stands for the prompt while the tags around it are written.
const STAND_IN: &str = "<Pause/>";

impl Renderer<'_> {
    pub(super) fn ask(&mut self, ask: &Ask) {
        let listen = &ask.listen;
        let (timeout, pause) = self.times(listen);
        // Field by field: each method of the builder would move the whole element.
        let mut gather = Gather::new();
        gather.action = Some(self.link());
        gather.timeout = Some(timeout);
        // Silence is asked about too, so that the stepper, and nobody else, counts attempts.
        gather.action_on_empty_result = Some(true);
        gather.input = match (listen.keys.is_some(), listen.speech) {
            (true, true) => Some(vec![GatherInput::Dtmf, GatherInput::Speech]),
            (false, _) => Some(vec![GatherInput::Speech]),
            (true, false) => None,
        };
        if let Some(keys) = listen.keys {
            gather.num_digits = keys.most;
            self.finish_key(&mut gather, keys);
        }
        if listen.speech {
            self.speech(&mut gather, listen);
        }
        if !listen.barge_in {
            gather.barge_in = Some(false);
        }

        let before = self.state.before.as_deref();
        let before = before.and_then(|sound| self.heard(sound, 1));
        let heard = [before, self.heard(&ask.prompt, 1)];
        let silence = (pause > 0).then(|| Pause::seconds(pause));
        if heard
            .iter()
            .flatten()
            .all(|(guard, _)| *guard == Guard::Always)
        {
            let heard = heard.into_iter().flatten().map(|(_, heard)| heard.into());
            gather.verbs = heard.chain(silence.map(GatherVerb::from)).collect();
            self.verb(gather);
        } else {
            self.guarded_prompts(gather, heard, silence);
        }
    }

    /// Writes a `Gather` whose prompts are heard only if they are not blank.
    fn guarded_prompts(
        &mut self,
        mut gather: Gather,
        heard: [Option<(Guard, Heard)>; 2],
        silence: Option<Pause>,
    ) {
        let empty = gather.clone().pause(Pause::new());
        let xml = verb_xml(&empty.into());
        let (open, close) = around(&xml, STAND_IN);
        self.push(Guard::Always, open);
        for (guard, heard) in heard.into_iter().flatten() {
            let verb = Verb::from(heard);
            self.push(guard, &verb_xml(&verb));
            match verb {
                Verb::Say(say) => gather = gather.say(say),
                Verb::Play(play) => gather = gather.play(play),
                _ => {}
            }
        }
        if let Some(silence) = silence {
            self.push(Guard::Always, &verb_xml(&silence.clone().into()));
            gather = gather.pause(silence);
        }
        self.push(Guard::Always, close);
        self.document.verbs.push(gather.into());
    }

    /// The one timeout that Twilio has, and the silence that is added to the prompt.
    fn times(&mut self, listen: &Listen) -> (u32, u32) {
        let silence = listen.timeout;
        let between = match listen.keys {
            Some(KeyRules { most: Some(1), .. }) | None => return (silence, 0),
            Some(keys) => keys.inter_digit_timeout,
        };
        if silence == between {
            return (silence, 0);
        }
        if silence < between {
            self.notes.emulated(format!(
                "Twilio has one timeout for silence and between keys: silence is noticed after {between} s, not {silence} s"
            ));
            return (between, 0);
        }
        if listen.barge_in {
            let pause = silence - between;
            self.notes.emulated(format!(
                "Twilio has one timeout for silence and between keys: the prompt ends with {pause} s of silence, which a key ends"
            ));
            return (between, pause);
        }
        self.notes.emulated(format!(
            "Twilio has one timeout for silence and between keys: an entry ends {silence} s after its last key, not {between} s"
        ));
        (silence, 0)
    }

    fn finish_key(&mut self, gather: &mut Gather, keys: KeyRules) {
        match keys.finish_key {
            None => gather.finish_on_key = Some(String::new()),
            Some(key) => {
                if key != '#' {
                    gather.finish_on_key = Some(key.to_string());
                }
                self.notes.emulated(
                    "Twilio's finish key works after a first key only: pressed first it is silence as soon as the timeout has passed",
                );
            }
        }
    }

    fn speech(&mut self, gather: &mut Gather, listen: &Listen) {
        if !listen.hints.is_empty() {
            let hints: Vec<String> = listen.hints.iter().map(piece::text).collect();
            gather.hints = Some(hints.join(","));
        }
        let Some(tag) = listen.language.as_deref() else {
            return;
        };
        let known = GatherLanguage::KNOWN.iter();
        let exact = known
            .clone()
            .find(|own| own.as_str().eq_ignore_ascii_case(tag));
        let near = || known.clone().find(|own| same_primary(own.as_str(), tag));
        match (exact, near()) {
            (Some(own), _) => gather.language = Some(own.clone()),
            (None, Some(near)) => {
                self.notes.emulated(format!(
                    "Twilio does not listen for `{tag}`: it listens for `{near}`"
                ));
                gather.language = Some(near.clone());
            }
            (None, None) => self.notes.unsupported(format!(
                "Twilio does not listen for `{tag}`: it listens for `en-US`"
            )),
        }
    }
}
