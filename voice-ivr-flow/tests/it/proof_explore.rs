//! Explorations and differences against callers made at random: what is said to be the whole story is.
//!
//! The environment variable `PROOF_CASES` sets how many flows with callers are tried, other ones each time. Without it they
//! are 400, the same each time, so that nobody is stopped by what he did not change.

use std::cell::Cell;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::Value;
use voice_ivr_flow::explore::{Exploration, Journey, Report};
use voice_ivr_flow::simulate::{Item, Run, Script, Simulation};
use voice_ivr_flow::step::Outcome;
use voice_ivr_flow::{Program, ValidFlow, diff};

use crate::caller::{MONDAY, lines, monday};
use crate::proof_flows::{Case, case};

fn config() -> Config {
    let set = std::env::var("PROOF_CASES").ok();
    Config {
        cases: set.map_or(400, |cases| cases.parse().unwrap()),
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    }
}

fn valid(case: &Case) -> ValidFlow {
    match case.flow().validate() {
        Ok(flow) => flow,
        Err(findings) => panic!("{findings}\n{:#}", case.document()),
    }
}

fn fail(case: &Case, why: &str) -> TestCaseError {
    let values = case.values();
    let (flow, script) = (case.document(), case.script());
    TestCaseError::fail(format!(
        "{why}\nflow: {flow:#}\nvalues: {values:?}\nscript: {script}"
    ))
}

/// Runs a law, and makes a counterexample small.
fn prove(law: impl Fn(&Case) -> Result<(), TestCaseError>) {
    let mut runner = if std::env::var_os("PROOF_CASES").is_some() {
        TestRunner::new(config())
    } else {
        TestRunner::new_with_rng(config(), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    match runner.run(&case(), |case| law(&case)) {
        Ok(()) => {}
        Err(TestError::Fail(_, case)) => {
            let case = case.smallest(|case| law(case).is_err());
            panic!("{}", law(&case).unwrap_err());
        }
        Err(error) => panic!("{error}"),
    }
}

/// How a journey goes; its list is read as it is printed.
fn follow(given: &Simulation, program: &Program, journey: &Journey) -> Run {
    let script = Script::parse(&journey.input.to_string()).unwrap();
    assert_eq!(script, journey.input, "{journey}");
    journey.settings(given).run(program, &script)
}

fn prompts(run: &Run) -> usize {
    let kinds = run.events.iter().map(|event| event.kind.name());
    kinds.filter(|kind| matches!(*kind, "say" | "play")).count()
}

/// What is told of journeys is what happens on them.
fn goes_as_told(given: &Simulation, program: &Program, report: &Report) -> Result<(), String> {
    for ending in &report.endings {
        let run = follow(given, program, &ending.journey);
        let last = run.events.last().unwrap();
        if (run.outcome, &*last.node, run.unused) != (ending.outcome, &*ending.node, 0) {
            return Err(format!("another ending: {}\n{run}", ending.journey));
        }
    }
    for (longest, of_time) in [(&report.longest, true), (&report.most_prompts, false)] {
        let Some(longest) = longest else { continue };
        let run = follow(given, program, &longest.journey);
        if (run.duration_ms, prompts(&run)) != (longest.duration_ms, longest.prompts as usize) {
            return Err(format!("another length: {}\n{run}", longest.journey));
        }
        let most = report.at_most_ms.filter(|_| of_time);
        if most.is_some_and(|most| run.duration_ms > most) {
            return Err(format!("longer than the bound: {}", longest.journey));
        }
    }
    Ok(())
}

/// No caller gets where the report says that nobody can.
fn is_whole(report: &Report, run: &Run) -> Result<(), String> {
    let entered = |place: &str| {
        let enters = run.events.iter();
        let mut enters = enters.filter(|event| event.kind.name() == "enter");
        enters.any(|event| &*event.node == place)
    };
    for lost in report.unreached_nodes.iter().filter(|lost| lost.never) {
        if lost.flow.is_none() && entered(&lost.node) {
            return Err(format!("{} is entered", lost.node));
        }
    }
    let node = &*run.events.last().unwrap().node;
    let told = report
        .endings
        .iter()
        .any(|ending| (ending.outcome, ending.node.as_str()) == (run.outcome, node));
    // A caller can hang up, or go round, anywhere.
    let anywhere = matches!(run.outcome, Outcome::CallerHangup | Outcome::MaxSteps);
    if report.complete && !told && !anywhere {
        return Err(format!("it can end: {} at {node}", run.outcome));
    }
    Ok(())
}

/// Whether nobody can type more than he is asked for.
fn is_bounded(document: &Value) -> bool {
    let subflows = document["flows"].as_object().unwrap().values();
    let nodes = [document].into_iter().chain(subflows);
    let mut nodes = nodes.flat_map(|flow| flow["nodes"].as_array().unwrap());
    nodes.all(|node| node["type"] != "gather" || node["data"]["max_digits"].is_number())
}

/// What the call is given, as far as the declared types allow it: other values are refused before a call begins.
fn values(case: &Case, flow: &ValidFlow) -> Vec<(&'static str, &'static str)> {
    let allowed = |(name, value): &(&str, &str)| {
        let declared = flow.variables().iter().find(|own| own.name == *name);
        value.is_empty() || declared.is_none_or(|own| own.kind.allows(value))
    };
    let given = case.values().iter().copied();
    given.filter(allowed).collect()
}

/// The same caller who says nothing, so that he says no more words than were tried.
fn without_words(items: &[Item]) -> Script {
    let quiet = items.iter().map(|item| match item {
        Item::Say(_) => Item::Silence,
        other => other.clone(),
    });
    quiet.collect()
}

fn explored(case: &Case, given: &Simulation, exploration: &Exploration) -> Result<Report, String> {
    let flow = valid(case);
    let program = Program::lower(&flow);
    let report = exploration.run(&flow);
    goes_as_told(given, &program, &report)?;
    let call = given.clone().variables(values(case, &flow));
    is_whole(&report, &call.run(&program, &case.script()))?;
    Ok(report)
}

#[test]
fn no_caller_gets_where_a_complete_exploration_was_not() {
    let complete = Cell::new(0);
    prove(|case| {
        let exploration = Exploration::new(MONDAY.parse().unwrap());
        let report = explored(case, &monday(), &exploration).map_err(|why| fail(case, &why))?;
        complete.set(complete.get() + u32::from(report.complete));
        Ok(())
    });
    assert!(complete.get() > config().cases / 8, "{}", complete.get());
}

#[test]
fn no_call_is_longer_than_the_bound() {
    let bounded = Cell::new(0);
    prove(|case| {
        let mut exploration = Exploration::new(MONDAY.parse().unwrap());
        let values = values(case, &valid(case));
        for (name, value) in values.iter().copied() {
            exploration = exploration.variable(name, value);
        }
        let given = monday().variables(values);
        let report = explored(case, &given, &exploration).map_err(|why| fail(case, &why))?;
        let (Some(most_ms), Some(most)) = (report.at_most_ms, report.at_most_prompts) else {
            return Ok(());
        };
        if report.loops || !is_bounded(&case.document()) {
            return Ok(());
        }
        bounded.set(bounded.get() + 1);
        let program = Program::lower(&valid(case));
        let run = given.run(&program, &without_words(&case.items));
        if run.duration_ms > most_ms || prompts(&run) > most as usize {
            let why = format!("more than {most_ms} ms or {most} prompts\n{run}");
            return Err(fail(case, &why));
        }
        Ok(())
    });
    assert!(bounded.get() > config().cases / 8, "{}", bounded.get());
}

/// What somebody notices of a run: not at which node, nor which attempt it was.
fn noticed(run: &Run) -> Vec<String> {
    let mut run = run.clone();
    for event in &mut run.events {
        // An id may hold blanks.
        event.node = "n".into();
    }
    let told = lines(&run);
    let noticed = told.iter().filter_map(|line| {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "enter" | "set" => None,
            "timeout" | "end" => Some(kind.to_owned()),
            "invalid" => Some(format!("{kind} {}", rest.splitn(3, ' ').nth(2)?)),
            _ => Some(format!(
                "{kind} {}",
                rest.split_once(' ').map_or("", |(_, more)| more)
            )),
        }
    });
    noticed.collect()
}

#[test]
fn no_caller_notices_what_a_complete_comparison_did_not() {
    let (same, changed) = (Cell::new(0), Cell::new(0));
    prove(|case| {
        let old = valid(case);
        // One of them a case, so that there are many different ones.
        let others = case.smaller();
        let size = case.document().to_string().len();
        let from = size % others.len().max(1);
        // What is smaller may be no flow any more.
        let (before, behind) = others.split_at(from);
        let mut others = behind.iter().chain(before);
        let found = others.find_map(|other| Some((other, other.flow().validate().ok()?)));
        let Some((other, new)) = found else {
            return Ok(());
        };
        let found = diff(&old, &new, MONDAY.parse().unwrap());
        let programs = (Program::lower(&old), Program::lower(&new));
        for change in &found.changes {
            let journey = &change.journeys[0];
            let runs = (
                follow(&monday(), &programs.0, journey),
                follow(&monday(), &programs.1, journey),
            );
            for (run, lines) in [(&runs.0, &change.old), (&runs.1, &change.new)] {
                let story = run.to_string();
                let missing = lines.iter().find(|line| {
                    let spoken = line.split_once("” (").or(line.split_once(" (times"));
                    let spoken = spoken.map(|(text, _)| text);
                    line.starts_with('♪') && !story.contains(spoken.unwrap_or(line.as_str()))
                });
                if let Some(missing) = missing {
                    let why = format!("{missing} is not heard: {journey}\n{story}");
                    return Err(fail(case, &why));
                }
            }
        }
        let call = monday().variables(values(case, &old));
        let old = noticed(&call.run(&programs.0, &case.script()));
        let new = noticed(&call.run(&programs.1, &case.script()));
        changed.set(changed.get() + u32::from(!found.is_empty()));
        if found.is_empty() && found.complete {
            same.set(same.get() + 1);
            if old != new {
                let why = format!(
                    "old: {old:#?}\nnew: {new:#?}\nnew flow: {:#}",
                    other.document()
                );
                return Err(fail(case, &why));
            }
        }
        Ok(())
    });
    let (same, changed) = (same.get(), changed.get());
    assert!(same > config().cases / 20, "{same}");
    assert!(changed > config().cases / 20, "{changed}");
}
