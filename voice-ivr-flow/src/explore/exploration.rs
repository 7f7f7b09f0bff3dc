//! How a flow is explored, and doing it.

use voice_core::Timestamp;

use super::combine::{combinations, free};
use super::cut::Cut;
use super::found::Found;
use super::instants::instants;
use super::lengths::Lengths;
use super::outline::Outline;
use super::reads::Matters;
use super::report::Report;
use super::walk::{Start, Walk};
use crate::ValidFlow;
use crate::program::Program;
use crate::simulate::Simulation;

/// How a flow is explored: from which instant and variables, and how far.
#[derive(Debug, Clone)]
pub struct Exploration {
    given: Simulation,
    limit: usize,
}

impl Exploration {
    /// Calls that begin at an instant, with the variables' defaults; at most 100,000 different ones are followed.
    pub fn new(at: Timestamp) -> Self {
        Self {
            given: Simulation::new(at),
            limit: 100_000,
        }
    }

    /// Gives a variable a value, which is then not varied.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.given = self.given.variable(name, value);
        self
    }

    /// How many different calls are followed at most.
    #[must_use]
    pub fn limit(mut self, calls: usize) -> Self {
        self.limit = calls;
        self
    }

    /// Explores a flow. The same settings and flow always give the same report.
    pub fn run(&self, flow: &ValidFlow) -> Report {
        self.run_watched(flow, &mut |_| ())
    }

    /// As [`run`](Self::run), and says now and then how many waits were followed.
    pub fn run_watched(&self, flow: &ValidFlow, progress: &mut dyn FnMut(usize)) -> Report {
        let program = Program::lower(flow);
        let outline = Outline::of(flow, &program, &self.given, Matters::Ways);
        let lengths = Lengths::of(&program, &outline, &self.given);
        let mut walk = Walk::new(&outline, &lengths, self.limit);
        let given = self.given.begin_at();
        let (times, every) = instants(&[&program], given);
        if !every {
            walk.cut.insert(Cut::Instants);
        }
        let (values, every) = combinations(&free(flow, &outline, &self.given));
        if !every {
            walk.cut.insert(Cut::Combinations { place: None });
        }
        // The given start first; then whatever is found costs least to say.
        for (era, at) in times.into_iter().enumerate() {
            let at = Some(at).filter(|_| era > 0);
            for variables in &values {
                let start = Start {
                    at,
                    variables: variables.clone(),
                };
                let settings = settings(&start, &self.given);
                walk.begin(start, era, &settings);
            }
        }
        walk.run(progress);
        let unseen = walk.trail.decisions.missing(&outline);
        walk.cut.extend(unseen);
        let variables = 0..outline.program.variables.len();
        let more = variables.filter(|at| outline.pools.more(*at) && outline.is_sampled(*at));
        walk.cut.extend(more.filter_map(|at| {
            let variable = outline.program.variables.get(at)?.name.to_string();
            Some(Cut::Values { variable })
        }));
        Found {
            flow,
            program: &program,
            given: &self.given,
            walk,
        }
        .report()
    }
}

fn settings(start: &Start, given: &Simulation) -> Simulation {
    let settings = given.clone().variables(start.variables.clone());
    match start.at {
        Some(at) => settings.begins(at),
        None => settings,
    }
}
