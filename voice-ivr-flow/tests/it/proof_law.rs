//! The parts of law L7: a call as the specification, the simulator, the live documents and the files tell it.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use voice_ivr_flow::compile::twiml::{LiveTwiml, Texts, TwimlOptions, compile};
use voice_ivr_flow::compile::{Report, Support};
use voice_ivr_flow::simulate::{Run, Simulation};
use voice_ivr_flow::{FindingKind, Program, ValidFlow};

use super::proof_flows::Case;
use super::proof_manner::Manner;
use super::proof_play::{Story, answered, hosted, simulated};
use super::proof_reference::{Caller, Told, call};

/// Whether agents hear and speak by themselves.
fn streams(case: &Case) -> bool {
    case.values().len().is_multiple_of(3)
}

/// With relative URLs, or with others, as the case may be.
fn options(case: &Case, texts: Texts) -> TwimlOptions {
    let options = TwimlOptions::new().texts(texts);
    let options = if streams(case) {
        options.agent_stream_url("wss://agent.example/audio")
    } else {
        options.agent_url("wss://agent.example/relay")
    };
    if case.values().len().is_multiple_of(2) {
        options
    } else {
        options.base_url("https://voice.example/ivr/")
    }
}

/// Whether both are the same.
fn same<T: PartialEq + Debug>(what: &str, one: &T, other: &T) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    Err(format!("{what}\none: {one:#?}\nother: {other:#?}"))
}

/// A call as the specification tells it, after at most so many nodes.
pub(crate) fn told(case: &Case, document: &Value, most_steps: u32) -> Told {
    let caller = Caller {
        items: &case.items,
        values: case.values(),
        at: case.at(),
        most_steps: most_steps as usize,
    };
    call(document, &caller)
}

pub(crate) fn simulate(case: &Case, program: &Program, most_steps: u32) -> Run {
    let simulation = Simulation::new(case.at()).variables(case.values().iter().copied());
    simulation
        .max_steps(most_steps)
        .run(program, &case.script())
}

/// The reference against the simulator: every event, every time, every value.
pub(crate) fn reference(
    case: &Case,
    document: &Value,
    program: &Program,
) -> Result<(Told, Run), String> {
    for most_steps in [3, 10_000] {
        let told = told(case, document, most_steps);
        let run = simulate(case, program, most_steps);
        let json = serde_json::to_value(&run).unwrap();
        same("the specification and the simulator", &told.run, &json)?;
        if most_steps > 3 {
            return Ok((told, run));
        }
    }
    unreachable!()
}

/// The manners of the reference against those of documents; `answers` is whether a call may have been answered at a
/// `reject` as far as the documents can know.
fn manners(
    case: &Case,
    told: &Told,
    played: &Vec<Manner>,
    report: &Report,
    answers: bool,
) -> Result<(), String> {
    let wanted = told.manners.iter().cloned();
    let mut wanted: Vec<Manner> = wanted.map(Manner::without_moot).collect();
    // L8: what is called exact is nothing less.
    if report.support() != Support::Exact {
        wanted = wanted
            .into_iter()
            .map(|own| own.on_twilio(streams(case)))
            .collect();
        // §5.5: a call that was answered is hung up instead.
        if answers && !matches!(played.last(), Some(Manner::Reject(_))) {
            wanted.pop_if(|last| matches!(last, Manner::Reject(_)));
        }
    }
    same(
        "the manner of the specification and of the documents",
        &wanted,
        played,
    )
}

/// What the live documents of a program tell, against the reference and the simulator.
pub(crate) fn live(
    case: &Case,
    program: &Program,
    texts: Texts,
    (told, run): &(Told, Run),
    mangle: impl Fn(String) -> String,
) -> Result<(), String> {
    let live = LiveTwiml::new(program.clone(), &options(case, texts));
    let (story, played) = answered(&live, case.values(), &case.items, case.at(), mangle);
    same(
        "the simulator and the live documents",
        &known(run, program),
        &story,
    )?;
    // By the state alone nobody can tell whether something was heard before a `request`.
    let quiet = ["enter", "set", "end"];
    let mut events = told.run["events"].as_array().unwrap().iter();
    let answered = !events.all(|event| quiet.iter().any(|quiet| event["type"] == *quiet));
    manners(case, told, &played, &live.report(), answered)
}

/// The same for files with their manifest.
pub(crate) fn files(
    case: &Case,
    document: &Value,
    valid: &ValidFlow,
    program: &Program,
    (told, run): &(Told, Run),
) -> Result<(), String> {
    let files = compile(program, &options(case, Texts::Verb));
    let (story, played) = hosted(
        program,
        &files,
        case.values(),
        &case.items,
        case.at(),
        &told.entered,
    );
    same("the simulator and the files", &known(run, program), &story)?;
    // A file stands for every way that leads to it.
    let late = FindingKind::LateReject;
    let late = valid.warnings().iter().any(|own| own.kind() == late);
    let text = document.to_string();
    // Nor do these make a warning, and any of them may count as heard.
    let others = ["pause", "sms", "request", "subflow"];
    let others = others
        .iter()
        .any(|own| text.contains(&format!("\"{own}\"")));
    manners(case, told, &played, &files.report, late || others)
}

/// The story of a run, without what the call was given and the flow does not know: that never comes into a session.
fn known(run: &Run, program: &Program) -> Story {
    let mut story = simulated(run);
    let names = program.variables();
    story
        .variables
        .retain(|name, _| names.iter().any(|own| *own.name == **name));
    story
}

/// What a law says of a case; a panic is a no as well.
fn outcome(case: &Case, law: impl Fn(&Case) -> Result<(), String>) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| law(case))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        Err(text.unwrap_or_else(|| "it panicked".to_owned()))
    })
}

/// The first of these seeds whose case breaks a law, made small, with what broke.
pub(crate) fn broken(
    seeds: impl Iterator<Item = u64>,
    law: impl Fn(&Case) -> Result<(), String>,
) -> Option<(u64, Case, String)> {
    let (seed, case) = seeds
        .map(|seed| (seed, Case::of(seed)))
        .find(|(_, case)| outcome(case, &law).is_err())?;
    let case = case.smallest(|case| outcome(case, &law).is_err());
    let why = outcome(&case, &law).unwrap_err();
    Some((seed, case, why))
}
