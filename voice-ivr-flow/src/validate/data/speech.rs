//! Nodes that speak or listen.

use super::required;
use crate::document::{Shape, Value};
use crate::finding::FindingKind;
use crate::members::Rule;
use crate::names::{self, Name};
use crate::node::{
    Gather, GatherInput, Hangup, Keypad, Kind, Localized, Menu, Message, Prompt, Recording, Say,
};
use crate::template::Template;
use crate::validate::fields::Fields;

pub(super) fn say(fields: &mut Fields<'_, '_>) -> Kind {
    let message = fields.message().unwrap_or_else(|| Message {
        text: Localized::One(Template::default()),
        ssml: None,
    });
    Kind::Say(Box::new(Say {
        message,
        repeat: fields.number(names::LOOP),
        speech: fields.speech(),
    }))
}

pub(super) fn play(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Play {
        url: required(fields, names::URL),
        repeat: fields.number(names::LOOP),
        seconds: fields.whole(names::PROMPT_SECONDS),
    }
}

pub(super) fn menu(fields: &mut Fields<'_, '_>) -> Kind {
    let prompt = fields.required_prompt();
    // 0 stands for the longest key edge until the edges are known.
    let digits = fields.whole(names::DIGITS).unwrap_or(0);
    let keypad = keypad(fields);
    let speech = fields.speech();
    notes(fields, names::OPTIONS);
    Kind::Menu(Box::new(Menu {
        prompt,
        speech,
        digits,
        keypad,
    }))
}

/// A member that has no effect, but a shape.
fn notes(fields: &mut Fields<'_, '_>, name: Name) {
    if let Some((value, member)) = fields.get(name) {
        let name = member.name;
        let good = |value: Value<'_>| value.is_null() || value.is_text();
        if value.shape() != Shape::Object || !value.members().all(|(_, value)| good(value)) {
            fields.not_a(name, value, "an object of key to description");
            return;
        }
        for (key, value) in value.members() {
            for text in [key, value] {
                fields.is_carried(name, text, &text.name());
            }
        }
    }
}

fn keypad(fields: &mut Fields<'_, '_>) -> Keypad {
    Keypad {
        timeout: fields.number(names::TIMEOUT),
        inter_digit_timeout: fields.whole(names::INTER_DIGIT_TIMEOUT),
        attempts: fields.number(names::ATTEMPTS),
        finish_key: fields.finish_key(),
        barge_in: fields.flag(names::BARGE_IN),
        invalid_message: fields.spoken(names::INVALID_MESSAGE),
        timeout_message: fields.spoken(names::TIMEOUT_MESSAGE),
    }
}

pub(super) fn gather(fields: &mut Fields<'_, '_>) -> Kind {
    let prompt = fields.required_prompt();
    let variable = fields.variable(names::VARIABLE).unwrap_or_default();
    let input = match fields.choice(names::INPUT) {
        0 => GatherInput::Digits,
        1 => GatherInput::Speech,
        _ => GatherInput::DigitsSpeech,
    };
    let min_digits = fields.number(names::MIN_DIGITS);
    let max_digits = fields.whole(names::MAX_DIGITS);
    if let (Some(most), Some((value, _))) = (max_digits, fields.get(names::MAX_DIGITS))
        && min_digits > most
    {
        let what = format!("`min_digits` is {min_digits}, more than `max_digits`, which is {most}");
        let help = "no entry could ever be long enough and short enough";
        fields.wrong(FindingKind::BadValue, value.span(), &what, help);
    }
    let pattern = fields.whole_pattern(names::PATTERN);
    let hints = fields.each(names::HINTS, |fields, name, value| {
        fields.template_in(name, value, Rule::Text)
    });
    let keypad = keypad(fields);
    Kind::Gather(Box::new(Gather {
        prompt,
        variable,
        input,
        min_digits,
        max_digits,
        pattern,
        hints,
        keypad,
        speech: fields.speech(),
    }))
}

fn recording(fields: &mut Fields<'_, '_>, prompt: Option<Prompt>) -> Recording {
    Recording {
        prompt,
        variable: fields.variable(names::VARIABLE),
        max_seconds: fields.number(names::MAX_SECONDS),
        silence: fields.number(names::SILENCE),
        finish_key: fields.finish_key(),
        beep: fields.flag(names::BEEP),
        transcribe: fields.flag(names::TRANSCRIBE),
        speech: fields.speech(),
    }
}

pub(super) fn record(fields: &mut Fields<'_, '_>) -> Kind {
    let prompt = fields.prompt();
    Kind::Record(Box::new(recording(fields, prompt)))
}

pub(super) fn voicemail(fields: &mut Fields<'_, '_>) -> Kind {
    let prompt = fields.required_prompt();
    Kind::Voicemail {
        recording: Box::new(recording(fields, Some(prompt))),
        notify: fields.template(names::NOTIFY),
    }
}

pub(super) fn hangup(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Hangup(Box::new(Hangup {
        message: fields.message(),
        label: fields.label(names::LABEL),
        speech: fields.speech(),
    }))
}
