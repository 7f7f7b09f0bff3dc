//! Law L7: what is compiled walks the same nodes and speaks the same prompts as the simulator.
//!
//! The environment variable `PROOF_CASES` sets how many flows with callers are tried; 2,000 without it.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use voice_ivr_flow::compile::twiml::{LiveTwiml, Texts, TwimlOptions};
use voice_ivr_flow::simulate::Simulation;
use voice_ivr_flow::{Flow, Program};

use crate::proof_flows::{Case, case};
use crate::proof_play::{Story, now, played, simulated};

fn cases() -> u32 {
    let set = std::env::var("PROOF_CASES").ok();
    set.map_or(2_000, |cases| cases.parse().unwrap())
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    }
}

/// How a planted mistake is looked for: the same cases on every run, because how small a failure shrinks depends on
/// which one is found first.
fn planted() -> TestRunner {
    TestRunner::new_with_rng(
        config(4_000),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    )
}

fn options(texts: Texts) -> TwimlOptions {
    TwimlOptions::new()
        .agent_url("wss://agent.example/relay")
        .texts(texts)
}

fn program(case: &Case) -> Program {
    match case.flow().validate() {
        Ok(flow) => Program::lower(&flow),
        Err(findings) => panic!("{findings}\n{:#}", case.document()),
    }
}

fn simulate(case: &Case, program: &Program) -> Story {
    let simulation = Simulation::new(now()).variables(case.values());
    simulated(&simulation.run(program, &case.script()))
}

fn play(case: &Case, live: &LiveTwiml, mangle: impl Fn(String) -> String) -> Story {
    let values: Vec<_> = case.values().collect();
    played(live, &values, &case.items, mangle)
}

/// Whether both stories are the same one.
fn agree(case: &Case, simulated: &Story, played: &Story) -> Result<(), TestCaseError> {
    if simulated == played {
        return Ok(());
    }
    let flow = case.document();
    Err(TestCaseError::fail(format!(
        "simulated: {simulated:#?}\nplayed: {played:#?}\nflow: {flow:#}\nscript: {}",
        case.script()
    )))
}

#[test]
fn the_simulator_and_the_player_of_the_compiled_documents_agree() {
    let mut runner = TestRunner::new(config(cases()));
    let result = runner.run(&(case(), any::<bool>()), |(case, by_server)| {
        let texts = if by_server {
            Texts::Server
        } else {
            Texts::Verb
        };
        let program = program(&case);
        let live = LiveTwiml::new(program.clone(), &options(texts));
        let simulated = simulate(&case, &program);
        let played = play(&case, &live, |xml| xml);
        agree(&case, &simulated, &played)
    });
    if let Err(TestError::Fail(reason, (case, _))) = result {
        panic!("{reason}\n{case:?}");
    }
}

/// The test of the test: a bug in the compiler is found, and shrunk to a flow that a person can read.
fn caught(what: &str, mangle: impl Fn(String) -> String) -> Case {
    let mut runner = planted();
    let result = runner.run(&case(), |case| {
        let program = program(&case);
        let live = LiveTwiml::new(program.clone(), &options(Texts::Verb));
        let simulated = simulate(&case, &program);
        let played = play(&case, &live, &mangle);
        agree(&case, &simulated, &played)
    });
    match result {
        Err(TestError::Fail(_, case)) => case,
        other => panic!("{what} was not caught: {other:?}"),
    }
}

/// Small enough to be read: of up to eight nodes and eight acts of the caller, few are left.
fn is_small(case: &Case) -> bool {
    case.size() <= 5 && case.items.len() <= 4
}

#[test]
fn a_compiler_that_takes_one_key_too_few_is_caught_and_shrunk() {
    let case = caught("one key too few", |xml| {
        xml.replace("numDigits=\"2\"", "numDigits=\"1\"")
    });
    assert!(is_small(&case), "{:#}", case.document());
    assert!(case.items.len() <= 2, "{}", case.script());
}

#[test]
fn a_compiler_that_forgets_the_silence_is_caught_and_shrunk() {
    let case = caught("silence that nobody is told of", |xml| {
        xml.replace(" actionOnEmptyResult=\"true\"", "")
    });
    assert!(is_small(&case), "{:#}", case.document());
}

#[test]
fn a_compiler_that_escapes_twice_is_caught_and_shrunk() {
    let case = caught("double escaping", |xml| xml.replace("&amp;", "&amp;amp;"));
    assert!(is_small(&case), "{:#}", case.document());
}

/// A mistake in lowering is planted by compiling another flow than the one that is simulated: the first failure that the
/// keypad tells apart leads where the other one should.
#[test]
fn a_lowering_that_swaps_silence_and_wrong_keys_is_caught_and_shrunk() {
    let mut runner = planted();
    let result = runner.run(&case(), |case| {
        let swapped = swapped(&case);
        // Where silence would lead back, the flow with the mistake is not valid and nothing is compiled.
        let Ok(flow) = swapped.validate() else {
            return Ok(());
        };
        let live = LiveTwiml::new(Program::lower(&flow), &options(Texts::Verb));
        let simulated = simulate(&case, &program(&case));
        let played = play(&case, &live, |xml| xml);
        agree(&case, &simulated, &played)
    });
    let Err(TestError::Fail(_, case)) = result else {
        panic!("the mistake was not caught: {result:?}");
    };
    assert!(is_small(&case), "{:#}", case.document());
    assert!(case.items.len() <= 3, "{}", case.script());
}

fn swapped(case: &Case) -> Flow {
    let mut document = case.document();
    for edge in document["edges"].as_array_mut().unwrap() {
        let label = match edge["label"].as_str() {
            Some("timeout") => "invalid",
            Some("invalid") => "timeout",
            _ => continue,
        };
        edge["label"] = label.into();
    }
    Flow::from_json(document.to_string().as_bytes()).unwrap()
}

/// What the proof is worth depends on what the generator reaches.
#[test]
fn generated_calls_reach_every_kind_of_beat_and_outcome() {
    use std::collections::BTreeSet;
    use std::mem::discriminant;

    let mut runner = TestRunner::deterministic();
    let strategy = case();
    let (mut outcomes, mut beats, mut longest) = (BTreeSet::new(), Vec::new(), 0);
    for _ in 0..600 {
        let case = strategy.new_tree(&mut runner);
        let case = case.unwrap().current();
        let story = simulate(&case, &program(&case));
        longest = longest.max(story.entered.len());
        outcomes.insert(story.outcome);
        for beat in story.beats {
            if !beats.contains(&discriminant(&beat)) {
                beats.push(discriminant(&beat));
            }
        }
    }
    let wanted = [
        "caller_hangup",
        "forwarded",
        "hangup",
        "queued",
        "rejected",
        "transferred",
    ];
    assert!(outcomes.iter().eq(wanted), "{outcomes:?}");
    assert_eq!(beats.len(), 12);
    assert!(longest > 10, "{longest}");
}
