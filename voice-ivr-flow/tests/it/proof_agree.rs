//! Law L7: what is compiled walks the same nodes and speaks the same prompts as the simulator.
//!
//! The environment variable `PROOF_CASES` sets how many flows with callers are tried; 2,000 without it.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use voice_ivr_flow::Program;
use voice_ivr_flow::compile::twiml::{LiveTwiml, Texts, TwimlOptions};
use voice_ivr_flow::simulate::Simulation;

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
