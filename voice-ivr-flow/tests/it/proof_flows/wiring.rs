//! The exits of a node, and where they lead.

use serde_json::{Value, json};

use super::Dice;
use super::table::Data;

/// An edge without its ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Way {
    /// The exit, by the word of §4; empty for the one that needs none.
    pub(super) exit: String,
    /// How it is spelt in the document.
    pub(super) label: Value,
    pub(super) to: u8,
    /// Whether it may lead anywhere: a script has to say something for it to be taken, so that no call is endless.
    pub(super) free: bool,
}

impl Way {
    /// Where it leads from a node, as the place of a node in a list of so many; the last hangup and `start` follow.
    pub(super) fn target(&self, from: usize, count: usize) -> usize {
        let to = usize::from(self.to);
        if self.free {
            to % (count + 2)
        } else {
            from + 1 + to % (count - from)
        }
    }

    /// Lets it lead there.
    pub(super) fn lead(&mut self, from: usize, target: usize) {
        let to = if self.free { target } else { target - from - 1 };
        self.to = u8::try_from(to).unwrap();
    }
}

/// The exits that are wired of a node of this type and data.
pub(super) fn ways(dice: &mut Dice, of_type: &str, data: &Data) -> Vec<Way> {
    let mut wires = Wires {
        dice,
        ways: Vec::new(),
    };
    match of_type {
        "menu" => {
            wires.keys(data);
            wires.failures(true);
        }
        "gather" => {
            if !wires.dice.once_in(4) {
                wires.add("ok", true, true);
            }
            wires.failures(false);
            if wires.ways.is_empty() {
                wires.add("ok", true, true);
            }
        }
        "record" | "voicemail" => {
            wires.some("silence", 2);
            if !wires.dice.once_in(4) {
                wires.add("", false, false);
            }
        }
        "dial" => {
            wires.some("completed", 3);
            wires.results();
        }
        "transfer" => wires.results(),
        "conference" if wires.dice.once_in(4) => {}
        "say" | "play" | "pause" | "set" | "conference" => wires.only(),
        "branch" => {
            for condition in data["conditions"].as_array().into_iter().flatten() {
                wires.add(condition["label"].as_str().unwrap(), false, false);
            }
            wires.bare("else");
        }
        "hours" => {
            let both = wires.dice.roll(6);
            if both != 0 {
                wires.add("open", false, false);
            }
            if both != 1 {
                wires.add("closed", false, false);
            }
        }
        "request" => {
            wires.bare("ok");
            if !wires.dice.once_in(4) || wires.ways.is_empty() {
                wires.add("failed", false, false);
            }
        }
        "sms" => {
            wires.bare("");
            if wires.dice.once_in(2) || wires.ways.is_empty() {
                wires.add("failed", false, false);
            }
        }
        "agent" => {
            for outcome in data
                .get("outcomes")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                if !wires.dice.once_in(4) {
                    wires.add(outcome.as_str().unwrap(), false, false);
                }
            }
            if wires.dice.once_in(2) {
                wires.add("default", true, false);
            }
        }
        "subflow" => {
            // Those by which it does not return are left out when the document is written.
            for label in ["back", "away"] {
                if !wires.dice.once_in(4) {
                    wires.add(label, false, false);
                }
            }
            let back = wires.ways.iter().any(|way| way.exit == "back");
            if !back || wires.dice.once_in(2) {
                wires.add("default", true, false);
            }
        }
        // `forward`, `queue`, `hangup`, `reject`.
        _ => {}
    }
    // A second edge for one exit would be a mistake.
    let mut exits = Vec::new();
    wires.ways.retain(|way| {
        let new = !exits.contains(&way.exit);
        exits.push(way.exit.clone());
        new
    });
    wires.ways
}

struct Wires<'d> {
    dice: &'d mut Dice,
    ways: Vec<Way>,
}

impl Wires<'_> {
    /// `bare`: an edge without a label means this exit (§2.1).
    fn add(&mut self, exit: &str, bare: bool, free: bool) {
        let bare = bare || exit.is_empty();
        let label = match self.dice.roll(8) {
            0 | 1 if bare => Value::Null,
            2 if bare => json!(" "),
            3 => json!(format!("  {exit}\t")),
            _ => json!(exit),
        };
        self.ways.push(Way {
            exit: exit.to_owned(),
            label,
            to: self.dice.byte(),
            free,
        });
    }

    /// The one exit, whose label is passed over (§2.2).
    fn only(&mut self) {
        self.add("", true, false);
        if self.dice.once_in(12)
            && let Some(way) = self.ways.last_mut()
        {
            way.label = json!("whatever");
        }
    }

    fn some(&mut self, exit: &str, times: usize) {
        if self.dice.once_in(times) {
            self.add(exit, false, false);
        }
    }

    fn bare(&mut self, exit: &str) {
        if !self.dice.once_in(5) {
            self.add(exit, true, false);
        }
    }

    fn results(&mut self) {
        for result in ["busy", "no-answer", "failed"] {
            self.some(result, 2);
        }
        if self.dice.once_in(2) {
            self.add("default", true, false);
        }
    }

    /// `bare`: an edge without a label is `default`.
    fn failures(&mut self, bare: bool) {
        let timeout = self.dice.once_in(2);
        if timeout {
            self.add("timeout", false, false);
        }
        if self.dice.once_in(2) {
            self.add("invalid", false, true);
        }
        // It stands in for silence where that has no edge.
        if self.dice.once_in(2) {
            self.add("default", bare, timeout);
        }
    }

    /// The key edges of a menu, none of them the beginning of another.
    fn keys(&mut self, data: &Data) {
        let digits = data.get("digits").and_then(Value::as_u64);
        let most = digits.map_or(2, |digits| digits.min(2));
        let longest = 1 + self.dice.roll(usize::try_from(most).unwrap());
        let finish = data
            .get("finish_key")
            .and_then(Value::as_str)
            .unwrap_or("#");
        let one_key = digits.unwrap_or(longest as u64) == 1;
        let mut all: Vec<String> = Vec::new();
        for at in 0..=self.dice.roll(3) {
            let length = if at == 0 {
                longest
            } else {
                1 + self.dice.roll(longest)
            };
            let key: String = (0..length)
                .map(|_| self.dice.of(&["1", "2", "3", "5", "0", "*", "#"]))
                .map(|key| if key == finish && !one_key { "4" } else { key })
                .collect();
            if !all
                .iter()
                .any(|own| own.starts_with(&key) || key.starts_with(own))
            {
                self.add(&key, false, true);
                all.push(key);
            }
        }
    }
}
