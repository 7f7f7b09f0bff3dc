//! Scenario files: callers and what they should hear, as tests of a flow.
//!
//! A file is JSON, or YAML with the feature `yaml`:
//!
//! ```json
//! { "scenarios": [
//!     { "name": "An order is accepted after a wrong key",
//!       "input": "9,1",
//!       "variables": {"order_id": "12"},
//!       "at": "2026-03-02T10:00:00Z",
//!       "expect": {
//!         "outcome": "hangup",
//!         "texts": ["Order 12", "Thank you"],
//!         "nodes": ["ask", "accepted"],
//!         "variables": {"answer": "accepted"} } } ] }
//! ```
//!
//! Only `name` is needed. `input` is the list of `voice flow simulate`, `at` an instant in RFC 3339 without which the
//! call begins when the file is run, and `variables` are variables of the flow. Every member of `expect` may be missing: `outcome` is how the call ends, `texts`
//! are spoken in this order, each as part of what is said at once, `nodes` are entered in this order, other texts and
//! nodes may lie between, and `variables` have these values at the end.
//!
//! ```
//! use voice_ivr_flow::scenario::Scenarios;
//! use voice_ivr_flow::{Flow, templates};
//!
//! let flow = Flow::from_json(templates::RIDER_DELIVERY_ALERT.as_bytes())?.validate()?;
//! let scenarios = Scenarios::from_json(br#"{"scenarios": [
//!     {"name": "accepted", "input": "1", "expect": {"outcome": "hangup", "variables": {"answer": "accepted"}}}
//! ]}"#)?;
//! let report = scenarios.run(&flow, "2026-03-02T10:00:00Z".parse()?);
//! assert!(report.passed(), "{report}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The template flows have such files beside them, in the crate's `flows` folder. `voice flow simulate FLOW --scenarios
//! FILE` runs one.
//!
//! # Why YAML is a feature
//!
//! JSON needs no tool beside this crate; YAML needs a parser that is larger than the rest of it. It is
//! [serde-saphyr](https://docs.rs/serde-saphyr), which is maintained, builds no tree and bounds what it reads: aliases,
//! with which a page becomes gigabytes, are refused here altogether, as are merge keys and names that stand twice.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use voice_core::{Timestamp, redact_numbers};

use crate::ValidFlow;
use crate::program::Program;
use crate::simulate::{EventKind, Run, Script, Simulation, instant, variables};
use crate::step::Outcome;

/// The scenarios of a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenarios {
    scenarios: Vec<Scenario>,
}

/// One caller, and what should happen.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    #[serde(default, deserialize_with = "list")]
    input: Script,
    #[serde(default)]
    variables: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "rfc3339")]
    at: Option<Timestamp>,
    #[serde(default)]
    expect: Expected,
}

#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    outcome: Option<Outcome>,
    texts: Vec<String>,
    nodes: Vec<String>,
    variables: BTreeMap<String, String>,
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scenario")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

fn list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Script, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    Script::parse(&text).map_err(serde::de::Error::custom)
}

fn rfc3339<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
    let at = text.map(|text| instant(&text).map_err(serde::de::Error::custom));
    at.transpose()
}

/// A file does not hold scenarios; says where and why.
#[derive(Debug, thiserror::Error)]
#[error("not a scenario file: {0}")]
pub struct ScenarioError(String);

impl ScenarioError {
    /// What the reader says, without the telephone numbers in it: it quotes what does not fit.
    fn new(error: &impl std::error::Error) -> Self {
        Self(redact_numbers(&error.to_string()))
    }
}

impl Scenarios {
    /// Reads a file in JSON.
    ///
    /// # Errors
    /// It is not JSON of the shape above, names a member that does not exist, or holds an unknown item or outcome.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ScenarioError> {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let scenarios = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| ScenarioError::new(&error))?;
        json.end().map_err(|error| ScenarioError::new(&error))?;
        Ok(scenarios)
    }

    /// Reads a file in YAML, without aliases. What looks like a number or like nothing is text where text is wanted:
    /// `input: 1` and `input: ~` mean what they mean on the command line.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), and an alias, or a name that stands twice.
    #[cfg(feature = "yaml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "yaml")))]
    pub fn from_yaml(bytes: &[u8]) -> Result<Self, ScenarioError> {
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! { max_aliases: 0, max_anchors: 0, max_documents: 1 },
            merge_keys: serde_saphyr::options::MergeKeyPolicy::Error,
            null_as_string: true,
            with_snippet: false,
        };
        serde_saphyr::from_slice_with_options(bytes, options)
            .map_err(|error| ScenarioError::new(&error))
    }

    /// Runs all of them; `now` is when calls begin that do not say so themselves.
    pub fn run(&self, flow: &ValidFlow, now: Timestamp) -> ScenarioReport {
        let program = Program::lower(flow);
        let results = self.scenarios.iter().map(|scenario| {
            let given = scenario.variables.iter();
            let given = given.map(|(name, value)| (name.as_str(), value.as_str()));
            let unusable = variables(flow, &program, given).err();
            let settings =
                Simulation::new(scenario.at.unwrap_or(now)).variables(scenario.variables.clone());
            let run = settings.run(&program, &scenario.input);
            let mut failures: Vec<String> = unusable.iter().map(ToString::to_string).collect();
            failures.extend(scenario.expect.compare(&run));
            ScenarioResult {
                name: scenario.name.clone(),
                failures,
                run,
            }
        });
        ScenarioReport {
            results: results.collect(),
        }
    }
}

impl Expected {
    fn compare(&self, run: &Run) -> Vec<String> {
        let mut failures = Vec::new();
        if let Some(outcome) = self.outcome
            && outcome != run.outcome
        {
            failures.push(format!("ended with {}, not {outcome}", run.outcome));
        }
        let texts = run.events.iter().filter_map(|event| match &event.kind {
            EventKind::Say { text } => Some(text.as_str()),
            _ => None,
        });
        let missing = first_missing(&self.texts, texts, |wanted, said| said.contains(wanted));
        failures.extend(missing.map(|text| format!("never said “{text}” at its place")));
        let nodes = run.events.iter().filter_map(|event| match event.kind {
            EventKind::Enter => Some(&*event.node),
            _ => None,
        });
        let missing = first_missing(&self.nodes, nodes, |wanted, entered| wanted == entered);
        failures.extend(missing.map(|node| format!("never entered `{node}` at its place")));
        for (name, wanted) in &self.variables {
            match run.variables.get(name) {
                Some(value) if value == wanted => {}
                Some(value) => failures.push(format!("`{name}` is “{value}”, not “{wanted}”")),
                None if wanted.is_empty() => {}
                None => failures.push(format!("`{name}` has no value, not “{wanted}”")),
            }
        }
        failures
    }
}

/// The first of the wanted ones that does not come in its order.
fn first_missing<'w, 'h>(
    wanted: &'w [String],
    mut happened: impl Iterator<Item = &'h str>,
    is: impl Fn(&str, &str) -> bool,
) -> Option<&'w str> {
    wanted
        .iter()
        .map(String::as_str)
        .find(|wanted| !happened.any(|one| is(wanted, one)))
}

/// What came of the scenarios of a file. Serialises to JSON; `Display` writes it for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScenarioReport {
    /// One result a scenario, in order.
    pub results: Vec<ScenarioResult>,
}

/// What came of a scenario.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScenarioResult {
    /// Its name.
    pub name: String,
    /// What went otherwise than expected; empty if it passed.
    pub failures: Vec<String>,
    /// The call.
    pub run: Run,
}

impl fmt::Debug for ScenarioResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScenarioResult")
            .field("name", &self.name)
            .field("failures", &self.failures.len())
            .finish_non_exhaustive()
    }
}

impl ScenarioReport {
    /// Whether all of them passed.
    pub fn passed(&self) -> bool {
        self.results.iter().all(|result| result.failures.is_empty())
    }
}

impl fmt::Display for ScenarioReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut failed = 0;
        for result in &self.results {
            if result.failures.is_empty() {
                writeln!(f, "ok      {}", result.name)?;
                continue;
            }
            failed += 1;
            writeln!(f, "FAILED  {}", result.name)?;
            for failure in &result.failures {
                writeln!(f, "        {failure}")?;
            }
            for line in result.run.to_string().lines() {
                writeln!(f, "        │ {line}")?;
            }
        }
        let count = self.results.len();
        writeln!(f, "{} of {count} passed", count - failed)
    }
}
