//! The list of what a scripted caller does.

use std::fmt;
use std::str::FromStr;

use voice_core::redact_numbers;

use super::item::Item;

/// What a scripted caller does, one item a wait; past its end the caller is silent.
///
/// Reads and prints the list of `voice flow simulate --input`: items between commas, blanks around them dropped.
/// Commas inside the braces of an answer do not count. In the words of `say:` and the outcome of `agent:` a comma is
/// written `\,`, a backslash `\\` and, in an outcome, an opening brace `\{`; a backslash before anything else is itself.
///
/// ```
/// use voice_ivr_flow::simulate::{Item, Script};
///
/// let script = Script::parse(r#"~, 42#, say:yes\, please, request:ok{"a":1,"b":"x"}, hangup"#)?;
/// assert_eq!(script.items().len(), 5);
/// assert_eq!(script.items()[2], Item::Say("yes, please".to_owned()));
/// # Ok::<(), voice_ivr_flow::simulate::ScriptError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    items: Vec<Item>,
}

impl Script {
    /// Reads a list; a blank one has no items.
    ///
    /// # Errors
    /// The first item that is not known.
    pub fn parse(list: &str) -> Result<Self, ScriptError> {
        let mut items = Vec::new();
        if list.trim().is_empty() {
            return Ok(Self { items });
        }
        let mut rest = Some(list);
        while let Some(list_from_here) = rest {
            let (written, after) = split(list_from_here);
            rest = after;
            let text = written.trim();
            let before =
                list.len() - list_from_here.len() + (written.len() - written.trim_start().len());
            match Item::parse(text) {
                Ok(item) => items.push(item),
                Err(why) => {
                    return Err(ScriptError {
                        item: items.len() + 1,
                        column: list.get(..before).unwrap_or(list).chars().count() + 1,
                        shown: shown(text),
                        why,
                    });
                }
            }
        }
        Ok(Self { items })
    }

    /// The items, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }
}

impl FromIterator<Item> for Script {
    fn from_iter<I: IntoIterator<Item = Item>>(items: I) -> Self {
        Self {
            items: items.into_iter().collect(),
        }
    }
}

impl FromStr for Script {
    type Err = ScriptError;

    fn from_str(list: &str) -> Result<Self, Self::Err> {
        Self::parse(list)
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, item) in self.items.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{item}")?;
        }
        Ok(())
    }
}

/// The first item of a list, and what is behind the comma that ends it.
fn split(list: &str) -> (&str, Option<&str>) {
    let speech = list.trim_start().starts_with("say:");
    // In braces is JSON: there a comma counts as little as a brace in a string.
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, c) in list.char_indices() {
        match c {
            _ if escaped => escaped = false,
            // In JSON only a string has escapes.
            '\\' if quoted || depth == 0 => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            '{' if !quoted && !speech => depth += 1,
            '}' if !quoted => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                return (list.get(..at).unwrap_or(list), list.get(at + 1..));
            }
            _ => {}
        }
    }
    (list, None)
}

/// An item of a list that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("item {item} (at character {column}) is {shown}: {why}")]
pub struct ScriptError {
    item: usize,
    column: usize,
    /// The beginning of it, as it is shown.
    shown: String,
    why: &'static str,
}

impl ScriptError {
    /// Which item, counted from 1.
    pub fn item(&self) -> usize {
        self.item
    }

    /// Where it begins, in characters from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

/// The first word, which is what an item is told by: behind it may stand what a caller says.
fn shown(text: &str) -> String {
    const MOST: usize = 24;
    if text.is_empty() {
        return "empty".to_owned();
    }
    let word = text.find([':', ' ']).map_or(text.len(), |at| at + 1);
    let most = text
        .char_indices()
        .nth(MOST)
        .map_or(text.len(), |(at, _)| at);
    let end = word.min(most);
    let more = if end < text.len() { "…" } else { "" };
    format!(
        "`{}{more}`",
        redact_numbers(text.get(..end).unwrap_or_default())
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::step::DialResult;

    fn items(list: &str) -> Vec<Item> {
        Script::parse(list).unwrap().items
    }

    fn keys(keys: &str) -> Item {
        Item::Keys(keys.to_owned())
    }

    #[test]
    fn each_item_of_the_table_is_read() {
        let all = items(
            "1,42#,*,~,say:sales please,dial:completed,dial:busy,dial:no-answer,dial:failed,request:ok,\
             request:failed,agent:booked,sms:ok,sms:failed,record:0,record:99999999999,hangup",
        );
        let request = |ok| Item::Request {
            ok,
            answer: String::new(),
        };
        let expected = [
            keys("1"),
            keys("42#"),
            keys("*"),
            Item::Silence,
            Item::Say("sales please".to_owned()),
            Item::Dial(DialResult::Completed),
            Item::Dial(DialResult::Busy),
            Item::Dial(DialResult::NoAnswer),
            Item::Dial(DialResult::Failed),
            request(true),
            request(false),
            Item::Agent {
                outcome: "booked".to_owned(),
                extracted: String::new(),
            },
            Item::Sms(true),
            Item::Sms(false),
            Item::Record(0),
            Item::Record(u32::MAX),
            Item::Hangup,
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn blanks_around_items_are_dropped_and_a_blank_list_is_empty() {
        assert_eq!(
            items(" 1 ,\t~ , hangup "),
            [keys("1"), Item::Silence, Item::Hangup]
        );
        assert_eq!(items(""), []);
        assert_eq!(items("  "), []);
        assert_eq!(items("say:  two words  ,1").len(), 2);
    }

    #[test]
    fn a_comma_in_speech_is_escaped() {
        let say = |text: &str| Item::Say(text.to_owned());
        assert_eq!(
            items(r"say:yes\, please,1"),
            [say("yes, please"), keys("1")]
        );
        assert_eq!(items(r"say:a\b{c"), [say(r"a\b{c")]);
        assert_eq!(items(r"say:a\\,1"), [say(r"a\"), keys("1")]);
        assert_eq!(items("say:"), [say("")]);
    }

    #[test]
    fn a_comma_and_a_brace_in_an_outcome_are_escaped() {
        let agent = |outcome: &str, extracted: &str| Item::Agent {
            outcome: outcome.to_owned(),
            extracted: extracted.to_owned(),
        };
        assert_eq!(
            items(r#"agent:yes\, please,agent:a\{b\\{"c":"\\,"},agent:d\e"#),
            [
                agent("yes, please", ""),
                agent(r"a{b\", r#"{"c":"\\,"}"#),
                agent(r"d\e", "")
            ]
        );
    }

    #[test]
    fn commas_and_braces_inside_an_answer_do_not_count() {
        let json = r#"{"a":"x,}\"{","b":[1,{"c":2}]}"#;
        let answered = items(&format!("request:ok{json},agent:done {json} ,1"));
        let expected = [
            Item::Request {
                ok: true,
                answer: json.to_owned(),
            },
            Item::Agent {
                outcome: "done".to_owned(),
                extracted: json.to_owned(),
            },
            keys("1"),
        ];
        assert_eq!(answered, expected);
    }

    #[test]
    fn an_unknown_item_is_named_with_its_place() {
        for (list, item, column) in [
            ("x", 1, 1),
            ("1,,2", 2, 3),
            ("1,", 2, 3),
            (",", 1, 1),
            ("1, dial:later", 2, 4),
            ("~,record:1.5", 2, 3),
            ("~,record:-1", 2, 3),
            ("~,record:", 2, 3),
            ("say:é,1a", 2, 7),
            ("request:maybe", 1, 1),
            ("request:ok[1]", 1, 1),
            ("request:ok{\"a\":1", 1, 1),
            ("request:failed{\"a\":1}", 1, 1),
            ("agent:", 1, 1),
            ("agent:{\"a\":1}", 1, 1),
            ("agent:x{a}", 1, 1),
            ("sms:later", 1, 1),
            ("Hangup", 1, 1),
            ("1 2", 1, 1),
            ("~~", 1, 1),
            ("dial: busy", 1, 1),
        ] {
            let error = Script::parse(list).unwrap_err();
            assert_eq!(
                (error.item(), error.column()),
                (item, column),
                "{list}: {error}"
            );
        }
    }

    #[test]
    fn a_script_prints_the_list_that_it_was_read_from() {
        let list = r#"1,42#,~,say:a\, b,dial:no-answer,request:ok{"a":"x,y"},request:failed,agent:x y{"a":1},sms:ok,record:7,hangup"#;
        assert_eq!(Script::parse(list).unwrap().to_string(), list);
    }

    /// Texts with everything that a list gives a meaning to, without blanks around them.
    fn words() -> impl Strategy<Value = String> {
        r#"[ ,\\{}"':~a-cé]{0,8}"#.prop_map(|text: String| text.trim().to_owned())
    }

    fn object() -> impl Strategy<Value = String> {
        let members = proptest::collection::btree_map(words(), words(), 0..3);
        prop_oneof![
            Just(String::new()),
            members.prop_map(|members| serde_json::to_string(&members).unwrap())
        ]
    }

    fn item() -> impl Strategy<Value = Item> {
        let outcome = words().prop_filter("an outcome is not empty", |text| !text.is_empty());
        prop_oneof![
            "[0-9*#]{1,4}".prop_map(Item::Keys),
            Just(Item::Silence),
            Just(Item::Hangup),
            words().prop_map(Item::Say),
            proptest::sample::select(DialResult::ALL.to_vec()).prop_map(Item::Dial),
            any::<bool>().prop_map(Item::Sms),
            any::<u32>().prop_map(Item::Record),
            object().prop_map(|answer| Item::Request { ok: true, answer }),
            Just(Item::Request {
                ok: false,
                answer: String::new()
            }),
            (outcome, object()).prop_map(|(outcome, extracted)| Item::Agent { outcome, extracted }),
        ]
    }

    proptest! {
        #[test]
        fn a_printed_list_is_read_as_the_same_items(
            items in proptest::collection::vec(item(), 0..6)
        ) {
            let script: Script = items.into_iter().collect();
            prop_assert_eq!(Script::parse(&script.to_string()), Ok(script));
        }
    }
}
