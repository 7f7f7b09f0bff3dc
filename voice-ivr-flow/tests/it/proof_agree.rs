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

/// Law L7 for one flow and caller.
fn law(case: &Case, texts: Texts) -> Result<(), TestCaseError> {
    let program = program(case);
    let live = LiveTwiml::new(program.clone(), &options(texts));
    let simulated = simulate(case, &program);
    agree(case, &simulated, &play(case, &live, |xml| xml))
}

#[test]
fn the_simulator_and_the_player_of_the_compiled_documents_agree() {
    let mut runner = TestRunner::new(config(cases()));
    let texts = prop_oneof![Just(Texts::Verb), Just(Texts::Server)];
    let result = runner.run(&(case(), texts), |(case, texts)| law(&case, texts));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(_, (case, texts))) => {
            let case = case.smallest(|case| law(case, texts).is_err());
            panic!("{}\n{case:?}", law(&case, texts).unwrap_err());
        }
        Err(other) => panic!("{other}"),
    }
}

/// The test of the test: a bug is found, and shrunk to a flow that a person can read.
///
/// Tried on the same cases each time, so that the test of the test does not depend on chance.
fn caught(what: &str, holds: impl Fn(&Case) -> Result<(), TestCaseError>) -> Case {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config(4_000), rng);
    match runner.run(&case(), |case| holds(&case)) {
        Err(TestError::Fail(_, case)) => case.smallest(|case| holds(case).is_err()),
        other => panic!("{what} was not caught: {other:?}"),
    }
}

/// A bug in the compiler: a document is changed.
fn caught_document(what: &str, mangle: impl Fn(String) -> String) -> Case {
    caught(what, |case| {
        let program = program(case);
        let live = LiveTwiml::new(program.clone(), &options(Texts::Verb));
        let simulated = simulate(case, &program);
        let played = play(case, &live, &mangle);
        agree(case, &simulated, &played)
    })
}

#[track_caller]
fn is_small(case: &Case, nodes: usize, items: usize) {
    assert!(case.size() <= nodes, "{:#}", case.document());
    assert!(case.items.len() <= items, "{}", case.script());
}

#[test]
fn a_compiler_that_takes_one_key_too_few_is_caught_and_shrunk() {
    let case = caught_document("one key too few", |xml| {
        xml.replace("numDigits=\"2\"", "numDigits=\"1\"")
    });
    is_small(&case, 1, 1);
}

#[test]
fn a_compiler_that_forgets_the_silence_is_caught_and_shrunk() {
    let case = caught_document("silence that nobody is told of", |xml| {
        xml.replace(" actionOnEmptyResult=\"true\"", "")
    });
    is_small(&case, 1, 0);
}

#[test]
fn a_compiler_that_escapes_twice_is_caught_and_shrunk() {
    let case = caught_document("double escaping", |xml| xml.replace("&amp;", "&amp;amp;"));
    is_small(&case, 1, 0);
}

/// A mistake in lowering is planted by compiling another flow than the one that is simulated: silence leads where a
/// wrong key should, and the other way round.
#[test]
fn a_lowering_that_swaps_silence_and_wrong_keys_is_caught_and_shrunk() {
    let case = caught("swapped failures", |case| {
        let Ok(flow) = swapped(case).validate() else {
            // Where silence would lead back, the flow with the mistake is not valid and nothing is compiled.
            return Ok(());
        };
        let live = LiveTwiml::new(Program::lower(&flow), &options(Texts::Verb));
        let simulated = simulate(case, &program(case));
        let played = play(case, &live, |xml| xml);
        agree(case, &simulated, &played)
    });
    is_small(&case, 2, 2);
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
