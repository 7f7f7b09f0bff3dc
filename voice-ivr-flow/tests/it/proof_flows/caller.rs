//! What the caller and the world do.

use serde_json::Value;
use voice_ivr_flow::simulate::Item;
use voice_ivr_flow::step::DialResult;

use super::{Dice, Planned, SUBFLOWS};

const KEYS: [&str; 8] = ["1", "2", "3", "5", "0", "9", "*", "#"];

/// The items of a script: at random, or such as the nodes of the flow take, one after another.
pub(super) fn items(dice: &mut Dice, main: &[Planned], subflows: &[Vec<Planned>]) -> Vec<Item> {
    if dice.once_in(2) {
        return (0..dice.roll(10)).map(|_| any(dice)).collect();
    }
    let mut items = Vec::new();
    for node in main {
        items.extend(taken(dice, node));
        let flow = node.data.get("flow").and_then(Value::as_str);
        if let Some(at) = SUBFLOWS.iter().position(|own| Some(*own) == flow) {
            for node in &subflows[at] {
                items.extend(taken(dice, node));
            }
        }
    }
    items
}

/// What a node waits for, with something else now and then.
fn taken(dice: &mut Dice, node: &Planned) -> Option<Item> {
    if dice.once_in(12) {
        return Some(any(dice));
    }
    Some(match node.of_type {
        "menu" => {
            let way = node.ways.get(dice.roll(4));
            let label = way.map(|way| way.exit.clone());
            let keys = label.filter(|label| label.chars().all(|c| !c.is_ascii_alphabetic()));
            keys.map_or_else(|| any(dice), Item::Keys)
        }
        "gather" if dice.once_in(2) => keys(dice),
        "gather" => said(dice),
        "record" | "voicemail" => recorded(dice),
        "dial" | "forward" | "transfer" => dialled(dice),
        "request" => answered(dice),
        "sms" => Item::Sms(dice.once_in(2)),
        "agent" => reported(dice),
        _ => return None,
    })
}

fn any(dice: &mut Dice) -> Item {
    match dice.roll(24) {
        0..8 => keys(dice),
        8..11 => Item::Silence,
        11..13 => said(dice),
        13..16 => dialled(dice),
        16..18 => answered(dice),
        18..20 => reported(dice),
        20 => Item::Sms(dice.once_in(2)),
        21 | 22 => recorded(dice),
        _ => Item::Hangup,
    }
}

fn keys(dice: &mut Dice) -> Item {
    Item::Keys((0..=dice.roll(4)).map(|_| dice.of(&KEYS)).collect())
}

fn said(dice: &mut Dice) -> Item {
    Item::Say(dice.of(&["yes", " no ", "  ", "1 2", "7"]).to_owned())
}

fn dialled(dice: &mut Dice) -> Item {
    Item::Dial(DialResult::ALL[dice.roll(4)])
}

fn recorded(dice: &mut Dice) -> Item {
    Item::Record([0, 1, 4, 100][dice.roll(4)])
}

fn answered(dice: &mut Dice) -> Item {
    let ok = !dice.once_in(3);
    let answers = [
        "",
        r#"{"x":"7","y":null}"#,
        r#"{"y": [1, 2] }"#,
        r#"{"x":1.50,"y":true}"#,
    ];
    let answer = dice.of(&answers);
    Item::Request {
        ok,
        answer: if ok { answer.to_owned() } else { String::new() },
    }
}

fn reported(dice: &mut Dice) -> Item {
    Item::Agent {
        outcome: dice.of(&["done", "later", "other", "default"]).to_owned(),
        extracted: dice.of(&["", r#"{"b":"told","a":"no"}"#]).to_owned(),
    }
}
