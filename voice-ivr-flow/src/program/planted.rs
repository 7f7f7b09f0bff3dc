//! The test of the proof: mistakes are planted in lowered programs, and the reference in `tests/it` must notice each of
//! them, in a flow that a person can read.
//!
//! It stands here because nothing outside of the crate can change a [`Program`].

#![allow(
    dead_code,
    unused_imports,
    clippy::needless_pass_by_value,
    reason = "the proof is shared with the integration tests, which use more of it"
)]

use std::sync::Arc;

use voice_ivr_flow::compile::twiml::Texts;

use super::table::{Dialling, Jump};
use super::{Accept, Ask, Fail, Op, Program, Sound, Source, State};
use crate::node::Strategy;
use proof_law::{broken, live, reference};

#[path = "../../tests/it/dice.rs"]
mod dice;
#[path = "../../tests/it/proof_flows/mod.rs"]
mod proof_flows;
#[path = "../../tests/it/proof_law.rs"]
mod proof_law;
#[path = "../../tests/it/proof_manner.rs"]
mod proof_manner;
#[path = "../../tests/it/proof_play/mod.rs"]
mod proof_play;
#[path = "../../tests/it/proof_reference/mod.rs"]
mod proof_reference;

/// The mistake is noticed, and shrunk to at most so many nodes and things that the caller does.
#[track_caller]
fn caught(plant: impl Fn(&mut Program), nodes: usize, items: usize) {
    // The same cases each time, so that the test of the test does not depend on chance.
    let found = broken(0..4_000, |case| {
        let mut program = Program::lower(&case.valid());
        plant(&mut program);
        let calls = reference(case, &case.document(), &program)?;
        live(case, &program, Texts::Verb, &calls, |xml| xml)
    });
    let (_, case, why) = found.unwrap();
    assert!(
        case.size() <= nodes && case.items.len() <= items,
        "{} nodes, {} items: {why}\n{:#}",
        case.size(),
        case.items.len(),
        case.document()
    );
}

fn ops(plant: impl Fn(&mut Op)) -> impl Fn(&mut Program) {
    move |program| {
        for node in &mut program.nodes {
            plant(&mut node.op);
        }
    }
}

fn states(plant: impl Fn(&mut State)) -> impl Fn(&mut Program) {
    move |program| program.states.iter_mut().for_each(&plant)
}

fn asks(plant: impl Fn(&mut Ask)) -> impl Fn(&mut Program) {
    ops(move |op| {
        if let Op::Ask(ask) = op {
            plant(ask);
        }
    })
}

fn dials(plant: impl Fn(&mut Dialling)) -> impl Fn(&mut Program) {
    ops(move |op| {
        if let Op::Dial(dialling) = op {
            plant(dialling);
        }
    })
}

fn sounds(plant: impl Fn(&mut Sound)) -> impl Fn(&mut Program) {
    ops(move |op| match op {
        Op::Sound { sound, .. } => plant(sound),
        Op::Ask(ask) => plant(&mut ask.prompt),
        Op::Record(record) => record.prompt.iter_mut().for_each(&plant),
        Op::Hangup { message } => message.iter_mut().for_each(&plant),
        _ => {}
    })
}

/// What comes of the last failure.
fn last(program: &Program, mut fail: Fail, which: fn(&(Fail, Fail)) -> Fail) -> Option<Jump> {
    loop {
        match fail {
            Fail::Again(state) => fail = which(&program.states[state].fails.unwrap()),
            Fail::Leave(way) => return way,
        }
    }
}

#[test]
fn silence_where_wrong_keys_should_lead() {
    let swap = |(timeout, invalid)| (invalid, timeout);
    caught(states(|state| state.fails = state.fails.map(swap)), 1, 1);
}

#[test]
fn an_attempt_too_few() {
    let plant = |program: &mut Program| {
        for at in 0..program.states.len() {
            if let Some((Fail::Again(next), _)) = program.states[at].fails {
                program.states[at].fails = program.states[next].fails;
            }
        }
    };
    caught(plant, 1, 0);
}

#[test]
fn attempts_that_are_counted_from_zero() {
    caught(states(|state| state.attempt -= 1), 1, 0);
}

#[test]
fn default_in_the_place_of_ok() {
    let plant = |program: &mut Program| {
        for state in 0..program.states.len() {
            let State { node, fails, .. } = program.states[state];
            let default = fails.and_then(|fails| last(program, fails.1, |fails| fails.1));
            if let Op::Ask(ask) = &mut program.nodes[node].op
                && let Accept::Entry { way, .. } = &mut ask.accept
            {
                *way = way.or(default);
            }
        }
    };
    caught(plant, 1, 1);
}

#[test]
fn a_subflow_that_returns_by_another_exit() {
    let plant = ops(|op| {
        if let Op::Subflow { returns, .. } = op
            && let [(_, one), .., (_, two)] = returns.as_mut_slice()
        {
            std::mem::swap(one, two);
        }
    });
    caught(plant, 3, 1);
}

#[test]
fn a_subflow_whose_default_is_forgotten() {
    let plant = ops(|op| {
        if let Op::Subflow { default, .. } = op {
            *default = None;
        }
    });
    caught(plant, 1, 0);
}

#[test]
fn a_return_that_ends_the_call() {
    let plant = ops(|op| {
        if let Op::Return { .. } = op {
            *op = Op::Hangup { message: None };
        }
    });
    caught(plant, 1, 0);
}

#[test]
fn a_message_that_is_not_heard_before_the_prompt_is_repeated() {
    caught(states(|state| state.before = None), 1, 0);
}

#[test]
fn one_after_another_where_all_should_ring() {
    let plant = dials(|dialling| {
        let strategy = &mut Arc::make_mut(&mut dialling.dial).strategy;
        *strategy = match strategy {
            Strategy::Sequential => Strategy::Simultaneous,
            Strategy::Simultaneous => Strategy::Sequential,
        };
    });
    caught(plant, 1, 0);
}

#[test]
fn a_dial_whose_default_does_not_stand_in() {
    let plant = |program: &mut Program| {
        let edges = std::mem::take(&mut program.edges);
        for node in &mut program.nodes {
            if let Op::Dial(dialling) = &mut node.op
                && let Some(ways) = &mut dialling.ways
            {
                let own = |jump: &Jump| edges[jump.edge()].exit == crate::graph::Exit::Busy;
                ways.busy = ways.busy.filter(own);
            }
        }
        program.edges = edges;
    };
    caught(plant, 1, 1);
}

#[test]
fn the_language_of_a_node_is_forgotten() {
    let plant = sounds(|sound| {
        if let Source::Speech { language, .. } = &mut sound.source {
            *language = None;
        }
    });
    caught(plant, 1, 0);
}

#[test]
fn a_loop_that_is_heard_once() {
    let plant = ops(|op| {
        if let Op::Sound { repeat, .. } = op {
            *repeat = 1;
        }
    });
    caught(plant, 1, 0);
}

#[test]
fn the_last_condition_that_holds_wins() {
    let plant = ops(|op| {
        if let Op::Branch { cases, .. } = op {
            cases.reverse();
        }
    });
    caught(plant, 2, 0);
}

#[test]
fn open_is_closed() {
    let plant = ops(|op| {
        if let Op::Hours { open, closed, .. } = op {
            std::mem::swap(open, closed);
        }
    });
    caught(plant, 1, 0);
}

#[test]
fn a_text_that_was_not_sent_ends_the_call() {
    let plant = |program: &mut Program| {
        for node in &mut program.nodes {
            if let Op::Sms { sent, failed, .. } = &mut node.op
                && failed == sent
            {
                *failed = None;
            }
        }
    };
    caught(plant, 1, 1);
}

#[test]
fn a_recording_without_a_word_ends_the_call() {
    let plant = ops(|op| {
        if let Op::Record(record) = op
            && record.silence == record.recorded
        {
            record.silence = None;
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn a_recording_that_is_not_cut() {
    let plant = ops(|op| {
        if let Op::Record(record) = op {
            record.recording.max_seconds = 120;
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn a_finish_key_where_an_entry_is_one_key() {
    let plant = asks(|ask| {
        if let Some(keys) = &mut ask.listen.keys
            && keys.most == Some(1)
        {
            keys.finish_key = Some('#');
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn a_key_more_than_an_entry_has() {
    let plant = asks(|ask| {
        if let Some(keys) = &mut ask.listen.keys {
            keys.most = keys.most.map(|most| most + 1);
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn the_time_between_keys_is_that_of_silence() {
    let plant = asks(|ask| {
        if let Some(keys) = &mut ask.listen.keys {
            keys.inter_digit_timeout = ask.listen.timeout;
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn a_key_that_leads_where_another_one_should() {
    let plant = asks(|ask| {
        if let Accept::Keys(keys) = &mut ask.accept
            && let [(_, one), .., (_, two)] = keys.as_mut_slice()
        {
            std::mem::swap(one, two);
        }
    });
    caught(plant, 2, 1);
}

#[test]
fn an_entry_that_is_not_held_against_its_pattern() {
    let plant = asks(|ask| {
        if let Accept::Entry { pattern, .. } = &mut ask.accept {
            *pattern = None;
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn an_entry_that_may_be_too_short() {
    let plant = asks(|ask| {
        if let Accept::Entry { min, .. } = &mut ask.accept {
            *min = 1;
        }
    });
    caught(plant, 1, 1);
}

#[test]
fn a_prompt_that_no_key_stops() {
    caught(asks(|ask| ask.listen.barge_in = false), 1, 1);
}
