//! flow-semantics.md §3, sentence by sentence.

use serde_json::{Value, json};

use crate::caller::{call, document, edges, expect, lines, times};

/// A menu `ask` of one digit with the edges 1 and #, and what more its data says.
fn menu(more: &Value) -> Value {
    let nodes = json!([{"id": "ask", "type": "menu", "data": merged(json!({"message": "Press 1."}), more)}]);
    let edges = edges(&[
        &["ask", "end", "1"],
        &["ask", "end", "#"],
        &["ask", "end", "default"],
    ]);
    document(&nodes, &edges)
}

/// A gather `ask` into `x`.
fn gather(more: &Value) -> Value {
    let data = merged(json!({"message": "Number?", "variable": "x"}), more);
    let nodes = json!([{"id": "ask", "type": "gather", "data": data}]);
    document(
        &nodes,
        &edges(&[&["ask", "end"], &["ask", "end", "default"]]),
    )
}

fn merged(mut data: Value, more: &Value) -> Value {
    let all = data.as_object_mut().unwrap();
    all.extend(more.as_object().unwrap().clone());
    data
}

#[track_caller]
fn heard(document: &Value, input: &str, wanted: &str) {
    let all = lines(&call(document, input));
    let first = all.iter().find(|line| {
        ["input", "invalid", "timeout"]
            .iter()
            .any(|kind| line.starts_with(kind))
    });
    assert_eq!(first.unwrap(), wanted, "input `{input}`");
}

#[test]
fn the_first_key_stops_the_prompt_if_it_may() {
    let words = "one ".repeat(50);
    let patient = call(&menu(&json!({"message": words, "barge_in": false})), "1");
    let hasty = call(&menu(&json!({"message": words})), "1");
    assert_eq!(times(&patient, "input"), [21_000]);
    assert_eq!(times(&hasty, "input"), [1_000]);
}

#[test]
fn the_timeout_counts_from_the_end_of_the_prompt() {
    let run = call(
        &menu(&json!({"prompt_seconds": 7, "timeout": 11, "attempts": 2})),
        "",
    );
    assert_eq!(times(&run, "timeout"), [18_000, 36_000]);
    assert_eq!(times(&run, "say"), [0, 18_000]);
}

#[test]
fn the_inter_digit_timeout_counts_from_each_key() {
    let two = |more: &Value| gather(&merged(json!({"max_digits": 4, "timeout": 5}), more));
    // A second, two keys 300 ms apart, then the timeout.
    assert_eq!(
        times(&call(&two(&json!({})), "42"), "input"),
        [500 + 300 + 5_000]
    );
    let short = two(&json!({"inter_digit_timeout": 2}));
    assert_eq!(times(&call(&short, "42"), "input"), [500 + 300 + 2_000]);
    assert_eq!(times(&call(&short, "4217"), "input"), [500 + 900]);
    assert_eq!(times(&call(&short, "42#"), "input"), [500 + 600]);
}

#[test]
fn a_menu_takes_as_many_digits_as_its_longest_key_edge() {
    let nodes = json!([{"id": "ask", "type": "menu", "data": {"message": "Room?"}}]);
    let rooms = document(
        &nodes,
        &edges(&[
            &["ask", "end", "101"],
            &["ask", "end", "7"],
            &["ask", "end", "default"],
        ]),
    );
    heard(&rooms, "101", "input ask 101");
    heard(&rooms, "7", "input ask 7");
    heard(&rooms, "7#", "input ask 7");
    heard(&rooms, "10", "invalid ask 1 10");
    heard(&rooms, "1011", "input ask 101");
    heard(&rooms, "999", "invalid ask 1 999");
}

#[test]
fn a_menu_whose_digits_are_given_takes_so_many() {
    let wide = menu(&json!({"digits": 3, "finish_key": ""}));
    heard(&wide, "1", "input ask 1");
    heard(&wide, "1#", "invalid ask 1 1#");
    heard(&wide, "111", "invalid ask 1 111");
    heard(&wide, "#", "input ask #");
}

#[test]
fn every_key_of_a_menu_of_one_digit_is_an_entry() {
    let one = menu(&json!({"finish_key": "#"}));
    heard(&one, "#", "input ask #");
    heard(&one, "*", "invalid ask 1 *");
    heard(&one, "1", "input ask 1");
}

#[test]
fn the_finish_key_pressed_first_is_silence() {
    heard(&gather(&json!({})), "#", "timeout ask 1");
    heard(&gather(&json!({})), "#42", "timeout ask 1");
    heard(&gather(&json!({"finish_key": "*"})), "*", "timeout ask 1");
    heard(&gather(&json!({"finish_key": "*"})), "4#*", "input ask 4#");
    heard(&gather(&json!({"finish_key": ""})), "#", "input ask #");
    heard(&gather(&json!({"max_digits": 1})), "#", "timeout ask 1");
}

#[test]
fn keys_after_the_end_of_an_entry_are_thrown_away() {
    let nodes = json!([
        {"id": "one", "type": "menu", "data": {"message": "One?"}},
        {"id": "two", "type": "menu", "data": {"message": "Two?", "attempts": 1}},
    ]);
    let twice = document(
        &nodes,
        &edges(&[
            &["one", "two", "1"],
            &["one", "end", "default"],
            &["two", "end", "2"],
            &["two", "end", "timeout"],
            &["two", "end", "invalid"],
        ]),
    );
    let wanted = [
        "enter one",
        "say one One?",
        "input one 1",
        "enter two",
        "say two Two?",
        "timeout two 1",
        "enter end",
        "end end",
        "hangup",
    ];
    expect(&twice, "12", &wanted);
}

#[test]
fn an_entry_is_judged_by_its_lengths_and_its_pattern() {
    let pin = gather(&json!({"min_digits": 3, "max_digits": 5, "pattern": "1+|12+"}));
    heard(&pin, "111#", "input ask 111");
    heard(&pin, "11#", "invalid ask 1 11");
    heard(&pin, "1222#", "input ask 1222");
    heard(&pin, "1223#", "invalid ask 1 1223");
    heard(&pin, "12222222", "input ask 12222");
}

#[test]
fn a_partial_entry_is_judged_when_the_next_key_does_not_come() {
    heard(
        &gather(&json!({"min_digits": 2, "max_digits": 4})),
        "42",
        "input ask 42",
    );
    heard(
        &gather(&json!({"min_digits": 3, "max_digits": 4})),
        "42",
        "invalid ask 1 42",
    );
}

#[test]
fn what_failed_last_decides_where_to_and_nothing_more_is_played() {
    let nodes = json!([
        {"id": "ask", "type": "menu", "data": {"message": "Press 1.", "attempts": 2,
            "invalid_message": "Wrong.", "timeout_message": "Nothing."}},
        {"id": "silent", "type": "hangup"},
        {"id": "wrong", "type": "hangup"},
    ]);
    let both = document(
        &nodes,
        &edges(&[
            &["ask", "end", "1"],
            &["ask", "silent", "timeout"],
            &["ask", "wrong", "invalid"],
        ]),
    );
    let silent_last = [
        "enter ask",
        "say ask Press 1.",
        "invalid ask 1 9",
        "say ask Wrong.",
        "say ask Press 1.",
        "timeout ask 2",
        "enter silent",
        "end silent",
        "hangup",
    ];
    expect(&both, "9,~", &silent_last);
    let wrong_last = [
        "enter ask",
        "say ask Press 1.",
        "timeout ask 1",
        "say ask Nothing.",
        "say ask Press 1.",
        "invalid ask 2 9",
        "enter wrong",
        "end wrong",
        "hangup",
    ];
    expect(&both, "~,9", &wrong_last);
}

#[test]
fn the_default_edge_stands_in_and_without_any_the_call_ends() {
    let nodes = json!([{"id": "ask", "type": "menu", "data": {"message": "Press 1.", "attempts": 1}},
        {"id": "other", "type": "hangup"}]);
    let with = document(&nodes, &edges(&[&["ask", "end", "1"], &["ask", "other"]]));
    expect(
        &with,
        "9",
        &[
            "enter ask",
            "say ask Press 1.",
            "invalid ask 1 9",
            "enter other",
            "end other",
            "hangup",
        ],
    );
    let without = document(
        &json!([{"id": "ask", "type": "menu", "data": {"message": "Press 1.", "attempts": 1}}]),
        &edges(&[&["ask", "end", "1"]]),
    );
    expect(
        &without,
        "~",
        &[
            "enter ask",
            "say ask Press 1.",
            "timeout ask 1",
            "end ask",
            "hangup",
        ],
    );
}

#[test]
fn attempts_begin_again_each_time_the_node_is_entered() {
    let nodes =
        json!([{"id": "ask", "type": "menu", "data": {"message": "Again?", "attempts": 2}}]);
    let again = document(
        &nodes,
        &edges(&[
            &["ask", "ask", "1"],
            &["ask", "end", "timeout"],
            &["ask", "end", "invalid"],
        ]),
    );
    let wanted = [
        "enter ask",
        "say ask Again?",
        "timeout ask 1",
        "say ask Again?",
        "input ask 1",
        "enter ask",
        "say ask Again?",
        "timeout ask 1",
        "say ask Again?",
        "timeout ask 2",
        "enter end",
        "end end",
        "hangup",
    ];
    expect(&again, "~,1,~,~", &wanted);
}

#[test]
fn the_prompt_is_heard_three_times_if_nothing_is_said() {
    let run = call(&menu(&json!({})), "");
    assert_eq!(times(&run, "say").len(), 3);
    assert_eq!(times(&run, "timeout").len(), 3);
    assert_eq!(times(&run, "enter").len(), 3, "start, ask and end");
}

#[test]
fn speech_is_trimmed_and_judged_by_the_pattern_alone() {
    let spoken =
        gather(&json!({"input": "speech", "min_digits": 9, "max_digits": 9, "pattern": "yes|no"}));
    heard(&spoken, "say:  yes ", "input ask yes");
    heard(&spoken, "say:yesno", "invalid ask 1 yesno");
    heard(&spoken, "say:   ", "timeout ask 1");
    heard(&spoken, "123456789", "timeout ask 1");
    let both = gather(&json!({"input": "digits speech", "max_digits": 2}));
    heard(&both, "say:a hundred", "input ask a hundred");
    heard(&both, "42", "input ask 42");
}

#[test]
fn blank_texts_are_not_spoken() {
    let nodes = json!([
        {"id": "quiet", "type": "say", "data": {"message": " {{x}} "}},
        {"id": "ask", "type": "menu", "data": {"message": "{{x}}", "attempts": 2, "invalid_message": "{{x}}", "timeout": 5}},
    ]);
    let mut flow = document(
        &nodes,
        &edges(&[
            &["quiet", "ask"],
            &["ask", "end", "1"],
            &["ask", "end", "default"],
        ]),
    );
    flow["variables"] = json!({"x": "text"});
    let run = expect(
        &flow,
        "9",
        &[
            "enter quiet",
            "enter ask",
            "invalid ask 1 9",
            "timeout ask 2",
            "enter end",
            "end end",
            "hangup",
        ],
    );
    assert_eq!(times(&run, "timeout"), [5_000]);
}
