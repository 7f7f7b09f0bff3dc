//! flow-semantics.md §5.4 and the findings about what is said.

use serde_json::{Value, json};
use voice_ivr_flow::FindingKind;

use crate::support::{expect, kinds, parsed};

fn menu_in(language: &str, data: Value, keys: &[&str]) -> Vec<String> {
    let mut edges = vec![
        json!({"source": "start", "target": "n"}),
        json!({"source": "n", "target": "bye"}),
    ];
    edges.extend(
        keys.iter()
            .map(|key| json!({"source": "n", "target": "bye", "label": key})),
    );
    let flow = parsed(
        &json!({"name": "x", "language": language, "variables": {"x": "text"},
        "nodes": [{"id": "start", "type": "start"}, {"id": "n", "type": "menu", "data": data},
            {"id": "bye", "type": "hangup"}], "edges": edges}),
    );
    kinds(&flow.check())
}

fn menu(message: &str, keys: &[&str]) -> Vec<String> {
    menu_in("en", json!({"message": message}), keys)
}

#[test]
fn section_5_4_a_prompt_that_offers_a_key_without_an_edge() {
    assert_eq!(
        menu("Press 1 for sales, press 2 for help.", &["1"]),
        ["offered-key n -"]
    );
    assert_eq!(
        menu("Press 1 for sales, press star for help.", &["1"]),
        ["offered-key n -"]
    );
    assert_eq!(
        menu("Press 1 for sales, press ३ for help.", &["1"]),
        ["offered-key n -"]
    );
    assert_eq!(
        menu("Press 1 for sales, 2 for help.", &["1"]),
        [""; 0],
        "not next to a word for pressing"
    );
    assert_eq!(
        menu("Press 1. In an emergency hang up and dial 112.", &["1"]),
        [""; 0],
        "longer than an entry"
    );
    assert_eq!(
        menu_in(
            "hi-IN",
            json!({"message": "बिक्री के लिए 1 दबाएं, मदद के लिए 2 दबाएं।"}),
            &["1"]
        ),
        ["offered-key n -"]
    );
}

#[test]
fn section_5_4_a_key_that_the_prompt_does_not_mention() {
    assert_eq!(
        menu("Press 1 for sales.", &["1", "2"]),
        ["unmentioned-key n -"]
    );
    assert_eq!(
        menu("Order {{x}}. Press 1 to speak to us.", &["1", "2"]),
        ["unmentioned-key n -"]
    );
    assert_eq!(
        menu(
            "Press one for sales, two for help, or pound.",
            &["1", "2", "#"]
        ),
        [""; 0]
    );
    assert_eq!(
        menu("Press 1, or wait.", &["1", "*", "#"]),
        ["unmentioned-key n -", "unmentioned-key n -"]
    );
    assert_eq!(
        menu_in("hi-IN", json!({"message": "१ दबाएं"}), &["1", "2"]),
        ["unmentioned-key n -"]
    );
}

#[test]
fn section_5_4_audio_and_templates_are_exempt() {
    assert_eq!(
        menu_in(
            "en",
            json!({"audio": "https://example.com/a.mp3"}),
            &["1", "2"]
        ),
        [""; 0]
    );
    assert_eq!(menu("{{x}}", &["1", "2"]), [""; 0]);
    assert_eq!(menu("For sales press {{x}}.", &["1"]), [""; 0]);
}

#[test]
fn section_5_4_other_languages_are_judged_only_where_they_are_understood() {
    let french = |message: &str, keys: &[&str]| menu_in("fr-FR", json!({"message": message}), keys);
    assert_eq!(french("Tapez un ou deux.", &["1", "2"]), [""; 0]);
    assert_eq!(french("Tapez 1.", &["1", "2"]), ["unmentioned-key n -"]);
}

#[test]
fn section_5_4_every_language_of_a_map_is_compared() {
    let message = json!({"en": "Press 1 or 2.", "hi": "1 दबाएं।"});
    assert_eq!(
        menu_in("hi", json!({"message": message}), &["1", "2"]),
        ["unmentioned-key n -"]
    );
}

#[test]
fn the_finish_key_may_be_offered() {
    let message = "Enter the four digits, 1111 or 2222, then press pound.";
    assert_eq!(menu(message, &["1111", "2222"]), [""; 0]);
}

#[test]
fn long_prompts() {
    let words = |count: usize| vec!["word"; count].join(" ");
    for (message, long) in [
        (words(75), false),
        (words(76), true),
        ("x".repeat(500), false),
        ("x".repeat(501), true),
    ] {
        let flow = parsed(
            &json!({"name": "x", "nodes": [{"id": "start", "type": "start"},
            {"id": "n", "type": "say", "data": {"message": message}}, {"id": "bye", "type": "hangup"}],
            "edges": [{"source": "start", "target": "n"}, {"source": "n", "target": "bye"}]}),
        );
        let wanted: &[&str] = if long { &["long-prompt n -"] } else { &[] };
        expect(&flow, wanted);
    }
}

fn localized(language: &str, one: Value, two: Value) -> Vec<String> {
    let flow = parsed(
        &json!({"name": "x", "language": language, "nodes": [{"id": "start", "type": "start"},
        {"id": "a", "type": "say", "data": {"message": one}}, {"id": "bye", "type": "hangup", "data": {"message": two}}],
        "edges": [{"source": "start", "target": "a"}, {"source": "a", "target": "bye"}]}),
    );
    kinds(&flow.check())
}

#[test]
fn section_1_6_a_missing_language_is_found() {
    let both = json!({"en": "Hello", "hi": "नमस्ते"});
    assert_eq!(localized("hi-IN", both.clone(), both.clone()), [""; 0]);
    assert_eq!(
        localized("hi-IN", both.clone(), json!("Goodbye")),
        [""; 0],
        "one text is for all languages"
    );
    assert_eq!(
        localized("hi-IN", both.clone(), json!({"en": "Goodbye"})),
        ["missing-language bye -"]
    );
    assert_eq!(
        localized("en", both.clone(), json!({"en": "Goodbye"})),
        ["missing-language bye -"]
    );
    assert_eq!(
        localized("hi-IN", json!({"en": "Hello"}), json!("a")),
        ["missing-language a -"]
    );
    assert_eq!(
        localized("en-IN", json!({"en-US": "Hello"}), json!({"en-GB": "Bye"})),
        [""; 0]
    );
    assert_eq!(
        localized("ta", both.clone(), both),
        ["missing-language a -", "missing-language bye -"]
    );
}

#[test]
fn the_language_of_the_node_goes_before_that_of_the_flow() {
    let flow = parsed(
        &json!({"name": "x", "language": "en", "nodes": [{"id": "start", "type": "start"},
        {"id": "bye", "type": "hangup", "data": {"language": "ta", "message": {"en": "Goodbye"}}}],
        "edges": [{"source": "start", "target": "bye"}]}),
    );
    expect(&flow, &["missing-language bye -"]);
    let findings = flow.check();
    let finding = findings.find(FindingKind::MissingLanguage).unwrap();
    assert_eq!(finding.message(), "`message` of `bye` has no text for `ta`");
}

#[test]
fn section_5_4_entries_of_digits_and_symbols_are_heard_whole() {
    for (message, keys) in [
        ("Press *2 to cancel.", &["*2"][..]),
        ("Press 2* to cancel.", &["2*"]),
        ("Dial *99*1.", &["*99*1"]),
        ("Press 1 2.", &["12"]),
        ("Press zero zero.", &["00"]),
        ("Press star two.", &["*2"]),
        ("Press *1 or *2.", &["*1", "*2"]),
        ("Press **2** for sales.", &["2"]),
        ("1 2 दबाएं", &["12"]),
    ] {
        assert_eq!(menu(message, keys), [""; 0], "{message}");
    }
    let without_finish_key = json!({"message": "Press #9.", "finish_key": ""});
    assert_eq!(menu_in("en", without_finish_key, &["#9"]), [""; 0]);
    assert_eq!(
        menu("Press *2 to cancel.", &["*3"]),
        ["offered-key n -", "unmentioned-key n -"]
    );
    assert_eq!(
        menu("Enter 5# now, or 12.", &["12"]),
        ["offered-key n -"],
        "the finish key is not part of the entry"
    );
}

#[test]
fn a_blank_prompt_mentions_nothing_and_is_not_told_so() {
    for blank in ["", "   ", "\n\t"] {
        assert_eq!(menu(blank, &["1"]), [""; 0], "{blank:?}");
    }
}
