//! `menu` and `gather`: one `Gather` for each time the prompt is heard.

use voice_twilio::twiml::{Gather, GatherInput, GatherLanguage, GatherVerb, Pause, Verb};

use super::marks;
use super::piece::{Guard, Here};
use super::render::Renderer;
use super::sound::Sounds;
use crate::language::same_primary;
use crate::program::{Ask, KeyRules, Listen, Sound, State};

impl<'r> Renderer<'r> {
    /// Renders the state that is set, and those that ask `again`: they differ in where the answer goes, and in what is
    /// spoken before the prompt.
    pub(super) fn ask(&mut self, ask: &Ask, again: impl Iterator<Item = &'r State>) {
        let (timeout, pause) = self.times(&ask.listen);
        let mut gather = self.gather(&ask.listen);
        gather.timeout = Some(timeout);
        let mut written: Option<(Here, Here)> = None;
        let mut longest = 0;
        for state in std::iter::once(self.state).chain(again) {
            self.state = state;
            let action = gather.action.get_or_insert_default();
            action.clear();
            self.push_link(action);
            self.write(&Guard::Always, |out| gather.write_start_tag(out));
            let before = state.before.as_deref();
            if let Some((guard, before)) = before.and_then(|sound| self.heard(sound, 1)) {
                let before = GatherVerb::from(before);
                self.write(&guard, |out| before.write_to(out));
                if !gather.verbs.contains(&before) {
                    gather.verbs.push(before);
                }
            }
            if let Some((from, to)) = written {
                self.fragments.again(from, to);
            } else {
                let from = self.fragments.here();
                self.prompt(&mut gather, &ask.prompt, pause);
                self.write(&Guard::Always, |out| Gather::write_end_tag(out));
                written = Some((from, self.fragments.here()));
            }
            longest = longest.max(self.fragments.end());
        }
        // Nothing that Twilio limits depends on how many verbs there are: all of them can be checked at once.
        self.document.verbs.push(Verb::Gather(gather));
        self.check(longest);
    }

    /// Appends the prompt, and seconds of silence behind it.
    fn prompt(&mut self, gather: &mut Gather, prompt: &Sound, pause: u32) {
        let prompt = self.heard(prompt, 1);
        let heard = prompt.map(|(guard, heard)| (guard, GatherVerb::from(heard)));
        let silence = (pause > 0).then(|| (Guard::Always, Pause::seconds(pause).into()));
        for (guard, verb) in heard.into_iter().chain(silence) {
            self.write(&guard, |out| verb.write_to(out));
            gather.verbs.push(verb);
        }
    }

    fn gather(&mut self, listen: &Listen) -> Box<Gather> {
        // Where it stays, and field by field: each method of the builder would move the whole element.
        let mut gather = Box::<Gather>::default();
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
        gather
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
            let hints: Vec<String> = listen.hints.iter().map(marks::text).collect();
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
