//! Law L7: the simulator, the live server and the files with their manifest tell the same story, and it is the one that
//! flow-semantics.md tells.
//!
//! The environment variable `PROOF_CASES` sets how many flows with callers are tried, 2,000 without it; `PROOF_SEED` is
//! the first of their seeds, any without it.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZero;
use std::thread;

use serde_json::Value;
use voice_ivr_flow::compile::twiml::Texts;
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_ivr_flow::{Flow, Program, json_schema, templates};

use crate::proof_flows::{Case, OPS};
use crate::proof_law::{broken, files, live, reference, simulate, told};

fn set(name: &str) -> Option<u64> {
    let set = std::env::var(name).ok()?;
    Some(set.parse().unwrap())
}

/// Law L7 for one flow and caller.
fn law(case: &Case) -> Result<(), String> {
    let document = case.document();
    let valid = case.valid();
    let program = Program::lower(&valid);
    let calls = reference(case, &document, &program)?;
    let texts = [Texts::Verb, Texts::Server][case.items.len() % 2];
    live(case, &program, texts, &calls, |xml| xml)?;
    files(case, &document, &valid, &program, &calls)
}

#[test]
fn the_simulator_the_documents_and_the_specification_agree() {
    let cases = set("PROOF_CASES").unwrap_or(2_000);
    let first = set("PROOF_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 32);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|own| {
                scope.spawn(move || {
                    let seeds = (first..first + cases).skip(own).step_by(threads);
                    broken(seeds, law)
                })
            })
            .collect();
        for worker in workers {
            if let Some((seed, case, why)) = worker.join().unwrap() {
                let (flow, script) = (case.document(), case.script());
                panic!(
                    "PROOF_SEED={seed}: {why}\nflow: {flow:#}\nscript: {script}\nvalues: {:?}\nat: {}",
                    case.values(),
                    case.at()
                );
            }
        }
    });
}

/// The flows that people start from, with callers who know nothing of them.
#[test]
fn the_simulator_and_the_specification_agree_on_the_template_flows() {
    for (name, json) in templates::ALL {
        let flow = Flow::from_json(json.as_bytes()).unwrap();
        let program = Program::lower(&flow.validate().unwrap());
        let document: Value = serde_json::from_str(json).unwrap();
        for seed in 0..200 {
            let case = Case::of(seed);
            let said = reference(&case, &document, &program);
            assert!(
                said.is_ok(),
                "{name}: {} {}",
                case.script(),
                said.unwrap_err()
            );
        }
    }
}

/// §6.5, and that a caller is read from the list that it is written to.
#[test]
fn the_order_of_a_document_and_the_spelling_of_a_caller_change_no_call() {
    for seed in 0..300 {
        let case = Case::of(seed);
        let mut document = case.document();
        let program = Program::lower(&case.valid());
        let run = simulate(&case, &program, 10_000);
        let list = Script::parse(&case.script().to_string()).unwrap();
        let simulation = Simulation::new(case.at()).variables(case.values().iter().copied());
        assert_eq!(simulation.run(&program, &list), run, "seed {seed}");
        for list in ["nodes", "edges"] {
            document[list].as_array_mut().unwrap().reverse();
        }
        let turned = Flow::from_json(document.to_string().as_bytes()).unwrap();
        assert_eq!(turned.version(), case.flow().version());
        let turned = Program::lower(&turned.validate().unwrap());
        assert!(turned.states().eq(program.states()));
        assert_eq!(simulate(&case, &turned, 10_000), run, "seed {seed}");
    }
}

/// A bug is found, and shrunk to a flow that a person can read.
///
/// Tried on the same cases each time, so that the test of the test does not depend on chance.
#[track_caller]
fn caught(mangle: impl Fn(String) -> String, nodes: usize, items: usize) {
    let found = broken(0..4_000, |case| {
        let program = Program::lower(&case.valid());
        let calls = reference(case, &case.document(), &program)?;
        live(case, &program, Texts::Verb, &calls, &mangle)
    });
    let (_, case, _) = found.unwrap();
    assert!(case.size() <= nodes, "{:#}", case.document());
    assert!(case.items.len() <= items, "{}", case.script());
}

#[test]
fn a_compiler_that_takes_one_key_too_few_is_caught_and_shrunk() {
    caught(
        |xml| xml.replace("numDigits=\"2\"", "numDigits=\"1\""),
        1,
        1,
    );
}

#[test]
fn a_compiler_that_forgets_the_silence_is_caught_and_shrunk() {
    caught(|xml| xml.replace(" actionOnEmptyResult=\"true\"", ""), 1, 0);
}

#[test]
fn a_compiler_that_escapes_twice_is_caught_and_shrunk() {
    caught(|xml| xml.replace("&amp;", "&amp;amp;"), 1, 0);
}

#[test]
fn a_compiler_that_forgets_how_something_is_done_is_caught_and_shrunk() {
    for flag in [
        " loop=\"2\"",
        " language=\"hi-IN\"",
        " voice=\"alice\"",
        " sequential=\"true\"",
        " record=\"record-from-answer\"",
        " muted=\"true\"",
        " playBeep=\"false\"",
        " transcribe=\"true\"",
        " bargeIn=\"false\"",
        " hints=\"yes,no &amp; never\"",
        " callerId=\"client:desk\"",
        " reason=\"busy\"",
    ] {
        caught(|xml| xml.replace(flag, ""), 1, 0);
    }
}

#[track_caller]
fn all_of(found: &BTreeSet<String>, wanted: &BTreeSet<String>) {
    let missing: Vec<_> = wanted.difference(found).collect();
    let more: Vec<_> = found.difference(wanted).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "missing {missing:?}, more {more:?}"
    );
}

/// What the proof is worth depends on what the generator reaches.
#[test]
fn every_member_exit_and_operator_occurs() {
    let (mut members, mut walked) = (BTreeSet::new(), BTreeSet::new());
    let (mut outcomes, mut longest) = (BTreeSet::new(), 0);
    for seed in 0..3_000 {
        let case = Case::of(seed);
        let document = case.document();
        let graphs = document["flows"].as_object().unwrap().values();
        for graph in graphs.chain([&document]) {
            for node in graph["nodes"].as_array().unwrap() {
                let of_type = node["type"].as_str().unwrap();
                for (name, _) in node["data"].as_object().into_iter().flatten() {
                    members.insert(format!("{of_type}.{name}"));
                }
            }
        }
        let told = told(&case, &document, 10_000);
        longest = longest.max(told.entered.len());
        outcomes.insert(told.run["outcome"].as_str().unwrap().to_owned());
        walked.extend(told.walked.iter().map(|(what, how)| {
            let key = how.starts_with(|c: char| c.is_ascii_digit() || "*#".contains(c));
            format!("{what} {}", if key { "key" } else { how })
        }));
    }
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    let types = schema["$defs"]["node"]["properties"]["type"]["enum"]
        .as_array()
        .unwrap();
    let wanted: BTreeSet<String> = types
        .iter()
        .map(|of_type| of_type.as_str().unwrap())
        .flat_map(|of_type| {
            let own = schema["$defs"][of_type]["properties"].as_object();
            own.into_iter()
                .flatten()
                .map(move |(name, _)| format!("{of_type}.{name}"))
        })
        .collect();
    all_of(&members, &wanted);

    // §4, with what happens where nothing is wired.
    let exits = [
        ("start", vec![""]),
        ("say", vec![""]),
        ("play", vec![""]),
        ("pause", vec![""]),
        ("menu", vec!["key", "timeout", "invalid", "default", "ends"]),
        (
            "gather",
            vec!["ok", "timeout", "invalid", "default", "ends"],
        ),
        ("record", vec!["", "silence", "ends"]),
        ("voicemail", vec!["", "silence", "ends"]),
        (
            "dial",
            vec![
                "completed",
                "busy",
                "no-answer",
                "failed",
                "default",
                "ends",
            ],
        ),
        (
            "transfer",
            vec!["busy", "no-answer", "failed", "default", "ends"],
        ),
        ("conference", vec!["", "ends"]),
        ("set", vec![""]),
        ("branch", vec!["l0", "l1", "l2", "else", "ends"]),
        ("hours", vec!["open", "closed", "ends"]),
        ("request", vec!["ok", "failed", "ends"]),
        ("sms", vec!["", "failed", "ends"]),
        ("agent", vec!["done", "later", "default", "ends"]),
        ("subflow", vec!["back", "away", "default", "ends"]),
    ];
    let exits = exits.into_iter().flat_map(|(of_type, exits)| {
        exits
            .into_iter()
            .map(move |exit| format!("{of_type} {exit}"))
    });
    let ops = OPS
        .iter()
        .flat_map(|op| [true, false].map(|holds| format!("op {op} {holds}")));
    let wanted: BTreeSet<String> = exits.chain(ops).collect();
    all_of(&walked, &wanted);

    let wanted = [
        "caller_hangup",
        "forwarded",
        "hangup",
        "queued",
        "rejected",
        "transferred",
    ];
    assert!(outcomes.iter().eq(wanted), "{outcomes:?}");
    assert!(longest > 12, "{longest}");
}
