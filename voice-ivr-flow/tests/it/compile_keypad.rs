//! The column of TwiML in the table of the keypad, cell by cell: how each rule of flow-semantics.md §3 is written, what
//! is heard when it is played, and what the report says of it.

use serde_json::{Value, json};
use voice_ivr_flow::Program;
use voice_ivr_flow::compile::keypad::{RULES, markdown};
use voice_ivr_flow::compile::twiml::{LiveTwiml, TwimlOptions, compile};
use voice_ivr_flow::compile::{Compiled, Support};
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_twilio::twiml::play::{Call, LoneFinishKey, Player};
use voice_twilio::twiml::{Gather, GatherInput, GatherVerb, Response, Verb};

use crate::proof_play::{Beat, now, played, simulated};
use crate::support::parsed;

/// A section, its rule, and the tests of the cell.
type Cell = (&'static str, &'static str, &'static [fn()]);

/// The cells in the order of the table.
const CELLS: [Cell; 13] = [
    (
        "3.1",
        "the first key stops the prompt, unless `barge_in` is false",
        &[
            rule_3_1_the_prompt_stands_in_the_gather_and_the_first_key_stops_it,
            rule_3_1_without_barge_in_the_prompt_plays_out,
        ],
    ),
    (
        "3.1",
        "silence counts from the prompt's end",
        &[rule_3_1_silence_counts_from_the_end_of_the_prompt],
    ),
    (
        "3.1",
        "another time between keys",
        &[
            rule_3_1_a_longer_silence_than_between_keys_is_a_pause_that_a_key_ends,
            rule_3_1_without_barge_in_a_longer_silence_is_waited_for_between_keys_too,
            rule_3_1_a_longer_time_between_keys_is_waited_for_in_silence_too,
            rule_3_1_between_the_keys_of_an_entry_of_one_key_there_is_no_time,
        ],
    ),
    (
        "3.2",
        "complete at so many keys, never earlier",
        &[rule_3_2_an_entry_is_complete_at_its_number_of_keys_and_never_earlier],
    ),
    (
        "3.2",
        "an entry is matched whole",
        &[rule_3_2_an_entry_is_matched_whole],
    ),
    (
        "3.3",
        "a single key needs no finish key, `#` and `*` are keys too",
        &[rule_3_3_a_single_key_has_no_finish_key],
    ),
    (
        "3.3",
        "a finish key ends the entry and is not part of it",
        &[rule_3_3_the_finish_key_ends_the_entry_and_is_not_part_of_it],
    ),
    (
        "3.3",
        "a finish key pressed first is silence",
        &[rule_3_3_a_finish_key_pressed_first_is_silence],
    ),
    (
        "3.4",
        "no type-ahead into the next node",
        &[rule_3_4_keys_after_the_end_of_an_entry_are_thrown_away],
    ),
    (
        "3.5",
        "a message about the failure before the prompt is repeated, and only there",
        &[rule_3_5_the_message_about_a_failure_plays_before_the_prompt_is_repeated_only],
    ),
    (
        "3.6",
        "so many attempts, silent and wrong ones together",
        &[
            rule_3_6_each_attempt_has_its_document_and_silence_is_asked_about,
            rule_3_6_a_failure_without_an_edge_ends_the_call,
        ],
    ),
    (
        "3.7",
        "keys that the timeout ends are an entry",
        &[rule_3_7_keys_followed_by_the_timeout_are_an_entry],
    ),
    (
        "3.8",
        "speech, with `hints` and a language",
        &[
            rule_3_8_speech_is_listened_for_with_its_hints_and_language,
            rule_3_8_keys_at_a_gather_for_speech_only_are_silence,
        ],
    ),
];

#[test]
fn every_rule_of_the_table_has_a_test_of_its_cell() {
    let tested: Vec<_> = CELLS
        .iter()
        .map(|(section, rule, _)| (*section, *rule))
        .collect();
    let rules: Vec<_> = RULES.iter().map(|rule| (rule.section, rule.rule)).collect();
    assert_eq!(tested, rules);
    assert!(CELLS.iter().all(|(_, _, tests)| !tests.is_empty()));
}

#[test]
fn the_docs_print_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compile/keypad.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, markdown()).unwrap();
    }
    let printed = std::fs::read_to_string(path).unwrap();
    assert_eq!(printed, markdown(), "run this test with UPDATE_DOCS=1");
}

/// `start → ask → bye`, with the exits of the node.
fn asking(of_type: &str, data: Value, exits: &[&str]) -> Program {
    let mut edges = vec![json!({"source": "start", "target": "ask"})];
    for exit in exits {
        edges.push(json!({"source": "ask", "target": "bye", "label": exit}));
    }
    let flow = parsed(&json!({
        "name": "Keypad",
        "nodes": [
            {"id": "start", "type": "start"},
            {"id": "ask", "type": of_type, "data": data},
            {"id": "bye", "type": "hangup"}],
        "edges": edges,
    }));
    Program::lower(&flow.validate().unwrap())
}

fn menu(data: Value, exits: &[&str]) -> Program {
    let mut data = data;
    data["message"] = json!("Choose.");
    asking("menu", data, exits)
}

fn gathering(data: Value) -> Program {
    let mut data = data;
    data["message"] = json!("Your number?");
    data["variable"] = json!("entry");
    asking("gather", data, &["ok"])
}

fn compiled(program: &Program) -> Compiled {
    compile(program, &TwimlOptions::new())
}

/// The `Gather` of a document.
fn gather(program: &Program, state: &str) -> Gather {
    let compiled = compiled(program);
    let document = compiled.document(state).unwrap();
    let response = Response::parse(&document.content).unwrap().response;
    let [Verb::Gather(gather)] = response.verbs.as_slice() else {
        panic!("one verb: {}", document.content);
    };
    (**gather).clone()
}

#[track_caller]
fn exact(program: &Program) {
    let compiled = compiled(program);
    let ask = compiled.report.node("ask").unwrap();
    assert_eq!((ask.support, &ask.note), (Support::Exact, &None));
}

#[track_caller]
fn emulated(program: &Program, note: &str) {
    let compiled = compiled(program);
    let ask = compiled.report.node("ask").unwrap();
    assert_eq!(ask.support, Support::Emulated);
    let said = ask.note.as_deref().unwrap();
    assert!(said.contains(note), "{said}");
}

/// What is heard and done, the same for the simulator and the player.
#[track_caller]
fn beats(program: &Program, script: &str) -> Vec<Beat> {
    let script = Script::parse(script).unwrap();
    let run = Simulation::new(now()).run(program, &script);
    let live = LiveTwiml::new(program.clone(), &TwimlOptions::new());
    let played = played(&live, &[], script.items(), |xml| xml);
    assert_eq!(played, simulated(&run));
    played.beats
}

fn said(gather: &Gather) -> Vec<String> {
    let spoken = gather.verbs.iter().map(|verb| match verb {
        GatherVerb::Say(say) => say.plain_text(),
        GatherVerb::Play(play) => play.url.clone(),
        GatherVerb::Pause(pause) => format!("{} s", pause.length.unwrap()),
        other => panic!("{other:?}"),
    });
    spoken.collect()
}

fn entry(keys: &str) -> Beat {
    Beat::Entry(keys.to_owned())
}

fn say(text: &str) -> Beat {
    Beat::Say(text.to_owned())
}

#[test]
fn rule_3_1_the_prompt_stands_in_the_gather_and_the_first_key_stops_it() {
    let program = menu(json!({}), &["1", "timeout", "invalid"]);
    let ask = gather(&program, "ask@1");
    assert_eq!(said(&ask), ["Choose."]);
    assert_eq!(ask.barge_in, None, "the default of Twilio");
    exact(&program);
}

#[test]
fn rule_3_1_without_barge_in_the_prompt_plays_out() {
    let program = menu(json!({"barge_in": false}), &["1", "timeout", "invalid"]);
    assert_eq!(gather(&program, "ask@1").barge_in, Some(false));
    exact(&program);
}

#[test]
fn rule_3_1_silence_counts_from_the_end_of_the_prompt() {
    let program = menu(json!({"timeout": 7}), &["1", "timeout", "invalid"]);
    assert_eq!(gather(&program, "ask@1").timeout, Some(7));
    exact(&program);
}

#[test]
fn rule_3_1_a_longer_silence_than_between_keys_is_a_pause_that_a_key_ends() {
    let data = json!({"timeout": 10, "inter_digit_timeout": 3, "digits": 2, "finish_key": ""});
    let program = menu(data, &["12", "timeout", "invalid"]);
    let ask = gather(&program, "ask@1");
    assert_eq!(ask.timeout, Some(3));
    assert_eq!(said(&ask), ["Choose.", "7 s"]);
    emulated(&program, "the prompt ends with 7 s of silence");
}

#[test]
fn rule_3_1_without_barge_in_a_longer_silence_is_waited_for_between_keys_too() {
    let data = json!({"timeout": 10, "inter_digit_timeout": 3, "digits": 2, "finish_key": "", "barge_in": false});
    let program = menu(data, &["12", "timeout", "invalid"]);
    let ask = gather(&program, "ask@1");
    assert_eq!(ask.timeout, Some(10));
    assert_eq!(said(&ask), ["Choose."]);
    emulated(&program, "10 s after its last key, not 3 s");
}

#[test]
fn rule_3_1_a_longer_time_between_keys_is_waited_for_in_silence_too() {
    let data = json!({"timeout": 3, "inter_digit_timeout": 10, "digits": 2, "finish_key": ""});
    let program = menu(data, &["12", "timeout", "invalid"]);
    assert_eq!(gather(&program, "ask@1").timeout, Some(10));
    emulated(&program, "silence is noticed after 10 s, not 3 s");
}

#[test]
fn rule_3_1_between_the_keys_of_an_entry_of_one_key_there_is_no_time() {
    let data = json!({"timeout": 10, "inter_digit_timeout": 3});
    let program = menu(data, &["1", "timeout", "invalid"]);
    assert_eq!(gather(&program, "ask@1").timeout, Some(10));
    exact(&program);
}

#[test]
fn rule_3_2_an_entry_is_complete_at_its_number_of_keys_and_never_earlier() {
    let data = json!({"digits": 3, "finish_key": ""});
    let program = menu(data, &["12", "345", "timeout", "invalid"]);
    assert_eq!(gather(&program, "ask@1").num_digits, Some(3));
    assert_eq!(beats(&program, "345"), [say("Choose."), entry("345")]);
    // Twelve has an edge, but is only the beginning of an entry until the caller stops.
    let wrong = beats(&program, "129,12");
    assert_eq!(
        wrong,
        [say("Choose."), entry("129"), say("Choose."), entry("12")]
    );
    exact(&program);

    let unlimited = gathering(json!({"finish_key": ""}));
    assert_eq!(gather(&unlimited, "ask@1").num_digits, None);
}

#[test]
fn rule_3_2_an_entry_is_matched_whole() {
    let program = menu(json!({"attempts": 1}), &["1", "23", "default"]);
    let judged = |script: &str| {
        // The player heard the same.
        beats(&program, script);
        let run = Simulation::new(now()).run(&program, &Script::parse(script).unwrap());
        let mut names = run.events.iter().map(|event| event.kind.name());
        names.find(|name| matches!(*name, "input" | "invalid"))
    };
    for good in ["23", "1#", "1"] {
        assert_eq!(judged(good), Some("input"), "{good}");
    }
    // `2` begins a good entry, and `13` begins with one.
    for bad in ["2#", "13", "12"] {
        assert_eq!(judged(bad), Some("invalid"), "{bad}");
    }
}

#[test]
fn rule_3_3_a_single_key_has_no_finish_key() {
    let program = menu(json!({}), &["#", "*", "timeout", "invalid"]);
    let ask = gather(&program, "ask@1");
    assert_eq!(
        (ask.num_digits, ask.finish_on_key.as_deref()),
        (Some(1), Some(""))
    );
    assert_eq!(beats(&program, "#"), [say("Choose."), entry("#")]);
    assert_eq!(beats(&program, "*"), [say("Choose."), entry("*")]);
    exact(&program);
}

#[test]
fn rule_3_3_the_finish_key_ends_the_entry_and_is_not_part_of_it() {
    let program = gathering(json!({}));
    assert_eq!(
        gather(&program, "ask@1").finish_on_key,
        None,
        "`#` is the default of Twilio"
    );
    assert_eq!(beats(&program, "42#17"), [say("Your number?"), entry("42")]);

    let star = gathering(json!({"finish_key": "*"}));
    assert_eq!(gather(&star, "ask@1").finish_on_key.as_deref(), Some("*"));
    assert_eq!(beats(&star, "4#2*"), [say("Your number?"), entry("4#2")]);

    let none = gathering(json!({"finish_key": ""}));
    assert_eq!(gather(&none, "ask@1").finish_on_key.as_deref(), Some(""));
    assert_eq!(beats(&none, "42#"), [say("Your number?"), entry("42#")]);
}

/// Twilio says that the finish key works only after a key, so pressed first it may be silence later than it should be.
#[test]
fn rule_3_3_a_finish_key_pressed_first_is_silence() {
    let program = gathering(json!({"attempts": 1}));
    assert_eq!(beats(&program, "#"), [say("Your number?"), Beat::Silence]);
    emulated(&program, "pressed first it is silence");

    // The same where Twilio takes no notice of it: nothing is heard until the timeout.
    let document = compiled(&program)
        .document("ask@1")
        .unwrap()
        .content
        .clone();
    let call = Call::new("https://voice.example/voice").lone_finish_key(LoneFinishKey::Ignored);
    let mut player = Player::new(call);
    player.step();
    player.respond(Response::parse(&document).unwrap().response);
    player.step();
    player.act(voice_twilio::twiml::play::Act::keys("#"));
    player.step();
    assert!(
        player
            .events()
            .iter()
            .any(|event| event.what.to_string() == "no input")
    );
}

#[test]
fn rule_3_4_keys_after_the_end_of_an_entry_are_thrown_away() {
    let program = menu(json!({"attempts": 2}), &["1", "timeout", "invalid"]);
    let heard = beats(&program, "9123");
    assert_eq!(
        heard,
        [say("Choose."), entry("9"), say("Choose."), Beat::Silence]
    );
}

#[test]
fn rule_3_5_the_message_about_a_failure_plays_before_the_prompt_is_repeated_only() {
    let data = json!({"attempts": 2, "invalid_message": "Wrong.", "timeout_message": "Hello?"});
    let program = menu(data, &["1", "timeout", "invalid"]);
    assert_eq!(said(&gather(&program, "ask@1")), ["Choose."]);
    assert_eq!(
        said(&gather(&program, "ask@2.invalid")),
        ["Wrong.", "Choose."]
    );
    assert_eq!(said(&gather(&program, "ask@2")), ["Hello?", "Choose."]);
    let heard = beats(&program, "9,~");
    let wanted = [
        say("Choose."),
        entry("9"),
        say("Wrong."),
        say("Choose."),
        Beat::Silence,
    ];
    assert_eq!(heard, wanted);
    exact(&program);
}

#[test]
fn rule_3_6_each_attempt_has_its_document_and_silence_is_asked_about() {
    let program = menu(json!({"attempts": 2}), &["1", "timeout", "invalid"]);
    let compiled = compiled(&program);
    assert_eq!(gather(&program, "ask@1").action_on_empty_result, Some(true));
    let next = |state: &str, answer: &str| {
        compiled
            .document(state)
            .unwrap()
            .next
            .get(answer)
            .unwrap()
            .clone()
    };
    assert_eq!(next("ask@1", "timeout").as_deref(), Some("ask@2"));
    assert_eq!(next("ask@1", "invalid").as_deref(), Some("ask@2"));
    assert_eq!(next("ask@2", "timeout").as_deref(), Some("bye@1"));
    assert!(compiled.document("ask@3").is_none());
    let heard = beats(&program, "~,9");
    assert_eq!(
        heard,
        [say("Choose."), Beat::Silence, say("Choose."), entry("9")]
    );
}

#[test]
fn rule_3_6_a_failure_without_an_edge_ends_the_call() {
    let program = menu(json!({"attempts": 1}), &["1"]);
    let compiled = compiled(&program);
    assert_eq!(
        *compiled
            .document("ask@1")
            .unwrap()
            .next
            .get("timeout")
            .unwrap(),
        None
    );
    assert_eq!(beats(&program, "~"), [say("Choose."), Beat::Silence]);
}

#[test]
fn rule_3_7_keys_followed_by_the_timeout_are_an_entry() {
    let program = menu(
        json!({"digits": 3, "attempts": 1}),
        &["12", "timeout", "invalid"],
    );
    assert_eq!(beats(&program, "12"), [say("Choose."), entry("12")]);
    assert_eq!(beats(&program, "1"), [say("Choose."), entry("1")]);
}

#[test]
fn rule_3_8_speech_is_listened_for_with_its_hints_and_language() {
    let data = json!({"input": "digits speech", "hints": ["sales", "front desk"], "language": "hi-IN", "finish_key": ""});
    let program = gathering(data);
    let ask = gather(&program, "ask@1");
    assert_eq!(
        ask.input,
        Some(vec![GatherInput::Dtmf, GatherInput::Speech])
    );
    assert_eq!(ask.hints.as_deref(), Some("sales,front desk"));
    assert_eq!(
        ask.language
            .as_ref()
            .map(voice_twilio::twiml::GatherLanguage::as_str),
        Some("hi-IN")
    );
    assert_eq!(
        beats(&program, "say: front desk "),
        [say("Your number?"), entry("front desk")]
    );
    exact(&program);
}

#[test]
fn rule_3_8_keys_at_a_gather_for_speech_only_are_silence() {
    let program = gathering(json!({"input": "speech", "attempts": 1}));
    let ask = gather(&program, "ask@1");
    assert_eq!(ask.input, Some(vec![GatherInput::Speech]));
    assert_eq!((ask.num_digits, ask.finish_on_key.as_deref()), (None, None));
    assert_eq!(beats(&program, "42"), [say("Your number?"), Beat::Silence]);
    exact(&program);
}
