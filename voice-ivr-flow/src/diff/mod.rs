//! Which journeys of callers differ between two versions of a flow.
//!
//! Both versions take the same caller, step by step, as an [exploration](crate::explore) does. Where one says, does or asks
//! for something else than the other, or ends otherwise, that is a change; texts and numbers are compared as they are filled
//! in, with language, voice, timeouts and all other members that change what a carrier is asked to do. Ids of nodes, layout,
//! the order of edges and estimates of how long prompts take are no difference: nobody hears them.
//!
//! A change is told once, with every journey that it changes: each way out of a wait that leads to it first, with fewest
//! waits. Behind it the two are compared further where they still wait at what is one node for its author; where a caller is
//! led elsewhere everything behind would be another call, and is not told.
//!
//! Where the versions are the same by construction nothing is followed, and nothing needs to be tried to prove it. Elsewhere
//! declared variables are also given other values than their defaults, and calls begin at other instants, as in an
//! exploration; then all of it once more with something in every variable that is spoken or sent, because what is empty is
//! not heard. What was left out is in [`Differences::cut`].

mod alike;
mod next;
mod notice;
mod pairs;
mod side;

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Serialize;
use voice_core::Timestamp;

use crate::explore::{Cut, Journey, Values, combinations, free, instants, print_cuts};
use crate::simulate::{Script, Simulation};
use crate::{ValidFlow, VariableType};
use pairs::Pairs;
use side::Side;

/// Compares two versions of a flow by what callers hear and get, from an instant on.
///
/// The same two flows and the same instant always give the same differences.
pub fn diff(old: &ValidFlow, new: &ValidFlow, at: Timestamp) -> Differences {
    diff_watched(old, new, at, &mut |_| ())
}

/// As [`diff`], and says now and then how many waits were followed.
pub fn diff_watched(
    old: &ValidFlow,
    new: &ValidFlow,
    at: Timestamp,
    progress: &mut dyn FnMut(usize),
) -> Differences {
    let given = Simulation::new(at);
    let sides = (Side::of(old, &given), Side::of(new, &given));
    let mut pairs = Pairs::new(&sides.0, &sides.1);
    if pairs.is_same(old, new) {
        return Differences {
            at,
            changes: Vec::new(),
            complete: true,
            cut: Vec::new(),
        };
    }
    let programs = [&sides.0.all.program, &sides.1.all.program];
    let (times, every) = instants(&programs, at);
    if !every {
        pairs.cut.insert(Cut::Instants);
    }
    let varied = varied(old, new, &sides, &given);
    let (values, every) = combinations(&varied);
    if !every {
        pairs.cut.insert(Cut::Combinations { place: None });
    }
    if sides.0.opaque() != sides.1.opaque() {
        pairs.cut.insert(Cut::Samples);
    }
    let start = |instant: Timestamp, variables: Values| Journey {
        input: Script::default(),
        at: Some(instant).filter(|_| instant != at),
        variables,
    };
    for (era, instant) in times.iter().copied().enumerate() {
        for variables in &values {
            pairs.begin(start(instant, variables.clone()), era, &given);
        }
    }
    pairs.run(progress);
    let marks = marks(old, new, &sides, &varied);
    if !marks.is_empty() {
        pairs.fill_in();
        for (era, instant) in times.into_iter().enumerate() {
            for variables in &values {
                let mut marked = marks.clone();
                marked.extend(variables.clone());
                pairs.begin(start(instant, marked), era, &given);
            }
        }
        pairs.run(progress);
    }
    let mut changes = pairs.changes;
    changes.sort_by_key(|(waits, _)| *waits);
    let mut changes: Vec<Change> = changes.into_iter().map(|(_, change)| change).collect();
    changes.retain(|change| !change.journeys.is_empty());
    Differences {
        at,
        changes,
        complete: pairs.cut.is_empty(),
        cut: pairs.cut.into_iter().collect(),
    }
}

/// The declared variables of both versions, with the values that are worth trying on either.
fn varied(
    old: &ValidFlow,
    new: &ValidFlow,
    sides: &(Side, Side),
    given: &Simulation,
) -> Vec<(String, Vec<String>)> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let both = [(old, &sides.0), (new, &sides.1)];
    for (name, values) in both
        .into_iter()
        .flat_map(|(flow, side)| free(flow, &side.all, given))
    {
        let own = all.entry(name).or_default();
        own.extend(values);
        own.sort_unstable();
        own.dedup();
    }
    all.into_iter().collect()
}

/// A value of its own for every declared variable that is spoken or sent and is not given one anyway: what is empty cannot
/// be told apart, and a text with nothing else in it is not spoken at all.
fn marks(
    old: &ValidFlow,
    new: &ValidFlow,
    sides: &(Side, Side),
    varied: &[(String, Vec<String>)],
) -> Values {
    let is_filled = |name: &str| {
        let mut own = varied.iter().filter(|(varied, _)| varied == name);
        own.any(|(_, values)| values.iter().any(|value| !value.is_empty()))
    };
    let both = [(old, &sides.0), (new, &sides.1)];
    let declared = both.into_iter().flat_map(|(flow, side)| {
        let own = flow.variables().iter();
        own.filter(move |own| side.all.program.variable(&own.name).is_some())
    });
    let mut all = Values::new();
    for own in declared.filter(|own| !is_filled(&own.name)) {
        let number = (101 + all.len()).to_string();
        all.entry(own.name.clone()).or_insert(match own.kind {
            VariableType::Text => own.name.clone(),
            VariableType::Number | VariableType::Digits => number,
        });
    }
    all
}

/// What differs between two versions of a flow. Serialises to JSON; `Display` writes it for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Differences {
    /// When the calls begin, but for those of which something else is said.
    pub at: Timestamp,
    /// What goes otherwise; what is reached with fewer waits first.
    pub changes: Vec<Change>,
    /// Whether all journeys were compared.
    pub complete: bool,
    /// What was left out, if they were not.
    pub cut: Vec<Cut>,
}

/// Something that goes otherwise. `Debug` shows no texts.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What callers do until the difference.
    pub journeys: Vec<Journey>,
    /// What happens then on the first of these journeys in the old version.
    pub old: Vec<String>,
    /// What happens then in the new version.
    pub new: Vec<String>,
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("journeys", &self.journeys)
            .finish_non_exhaustive()
    }
}

impl Differences {
    /// Whether no caller was found who would notice a difference; nobody does if the comparison is
    /// [complete](Self::complete).
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "calls from {} on", self.at)?;
        for change in &self.changes {
            write!(f, "{change}")?;
        }
        let journeys: usize = self.changes.iter().map(|own| own.journeys.len()).sum();
        match (self.changes.len(), journeys) {
            (0, _) if self.complete => writeln!(f, "no caller notices a difference")?,
            (0, _) => writeln!(f, "no difference was found")?,
            (1, 1) => writeln!(f, "1 journey changed")?,
            (1, journeys) => writeln!(f, "1 change, {journeys} journeys changed")?,
            (changes, journeys) => writeln!(f, "{changes} changes, {journeys} journeys changed")?,
        }
        print_cuts(f, &self.cut)
    }
}

impl fmt::Display for Change {
    /// The journeys, then the lines that only one version has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for journey in &self.journeys {
            writeln!(f, "{journey}")?;
        }
        let old: HashSet<&String> = self.old.iter().collect();
        let new: HashSet<&String> = self.new.iter().collect();
        // Where only the order or the number of lines differs, all are shown.
        let all = old == new;
        for (mark, lines, others) in [("-", &self.old, &new), ("+", &self.new, &old)] {
            for line in lines.iter().filter(|line| all || !others.contains(line)) {
                writeln!(f, "  {mark} {line}")?;
            }
        }
        Ok(())
    }
}
