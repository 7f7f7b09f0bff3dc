//! Both versions with the same caller, from wait to wait.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::rc::Rc;

use super::Change;
use super::alike::Alike;
use super::notice::Noticed;
use super::side::Side;
use crate::ValidFlow;
use crate::explore::{Choices, Cut, Interned, Journey, Step, choices, list};
use crate::program::{Awaited, EdgeIx, StateIx};
use crate::simulate::{Call, Item, Script, Simulation};
use crate::step::Outcome;

/// The most pairs of calls that are followed.
const MOST_PAIRS: usize = 100_000;
/// How many steps are taken, counted in nodes entered and in what it costs to copy a call.
const MOST_WORK: usize = 10_000_000;
/// How many items and lines may be told in all.
const MOST_TOLD: usize = 2_000_000;
/// How many changes back on a journey it is looked whether one was told there.
const MOST_BACK: usize = 64;
/// From so many pairs at the same two waits on, others come first.
const CROWD: usize = 8;
/// How many waits lie between two reports of how far it is.
const REPORT_EVERY: usize = 1_024;

/// Two calls that wait, and where they came from.
struct Pair {
    came: Option<(usize, Choice)>,
    start: usize,
    waits: usize,
    /// The last change that was found on the way.
    changed: Option<usize>,
    /// The variables whose values differ, or that only one version has.
    differing: Rc<[u32]>,
}

/// What was done at a wait.
struct Choice {
    kind: Awaited,
    item: Option<Item>,
    default: bool,
}

/// What the ways of two calls depend on from here.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    states: (StateIx, StateIx),
    stacks: (u32, u32),
    era: usize,
    filled: bool,
    /// Those that decide in the old version, those that decide in the new one, then those that differ.
    values: Box<[u32]>,
}

/// Where a change is: the nodes at which both waited, and the edges by which they left; `None` at the beginning of a call.
type Place = Option<[(usize, Option<EdgeIx>); 2]>;

/// How many lines are only in the old version, and how many only in the new one.
type Shape = (usize, usize);

pub(super) struct Pairs<'s> {
    old: &'s Side,
    new: &'s Side,
    starts: Vec<Journey>,
    met: Vec<Pair>,
    calls: Vec<Option<(Call<'s>, Call<'s>, usize)>>,
    pending: BinaryHeap<Reverse<(usize, usize, usize)>>,
    been: HashMap<(StateIx, StateIx), usize>,
    seen: HashSet<Key>,
    names: Interned,
    variables: Vec<String>,
    variable_of: HashMap<String, u32>,
    choices: HashMap<(StateIx, StateIx), Rc<[Choice]>>,
    noticed: (Noticed, Noticed),
    alike: Alike<'s>,
    /// By what comes and goes, the change.
    groups: HashMap<(Vec<String>, Vec<String>), usize>,
    told: HashSet<(usize, Place)>,
    /// How many lines came and went where, before variables were filled in.
    shapes: HashSet<(Place, Shape)>,
    /// Whether the calls that are followed have a value for every variable.
    filled: bool,
    /// The changes on the ways to pairs, and the one before each.
    changed: Vec<(usize, Option<usize>)>,
    work: usize,
    room: usize,
    untold: usize,
    /// With the waits of the shortest journey of each.
    pub(super) changes: Vec<(usize, Change)>,
    pub(super) cut: BTreeSet<Cut>,
}

impl<'s> Pairs<'s> {
    pub(super) fn new(old: &'s Side, new: &'s Side) -> Self {
        Self {
            old,
            new,
            starts: Vec::new(),
            met: Vec::new(),
            calls: Vec::new(),
            pending: BinaryHeap::new(),
            been: HashMap::new(),
            seen: HashSet::new(),
            names: Interned::default(),
            variables: Vec::new(),
            variable_of: HashMap::new(),
            choices: HashMap::new(),
            noticed: (Noticed::default(), Noticed::default()),
            alike: Alike::new(&old.all.program, &new.all.program),
            groups: HashMap::new(),
            told: HashSet::new(),
            shapes: HashSet::new(),
            filled: false,
            changed: Vec::new(),
            work: 0,
            room: MOST_TOLD,
            untold: 0,
            changes: Vec::new(),
            cut: BTreeSet::new(),
        }
    }

    /// Begins the same call on both. `era` tells the instants apart.
    pub(super) fn begin(&mut self, start: Journey, era: usize, given: &Simulation) {
        if self.is_spent() {
            return;
        }
        let settings = start.settings(given);
        self.starts.push(start);
        let start = self.starts.len() - 1;
        self.noticed.0.clear();
        self.noticed.1.clear();
        let old = Call::begin(&self.old.all.program, &settings, &mut self.noticed.0);
        let new = Call::begin(&self.new.all.program, &settings, &mut self.noticed.1);
        let all = |side: &'s Side| side.all.program.variables.iter();
        let names = all(self.old).chain(all(self.new));
        let names: Vec<u32> = names.map(|own| self.variable(&own.name)).collect();
        let pair = Pair {
            came: None,
            start,
            waits: 0,
            changed: None,
            differing: Rc::from(names),
        };
        self.meet(pair, (old, new), era, None);
    }

    /// From now on the calls that begin have a value for every variable.
    pub(super) fn fill_in(&mut self) {
        self.filled = true;
    }

    /// Follows every pair that began.
    pub(super) fn run(&mut self, progress: &mut dyn FnMut(usize)) {
        let mut followed = 0;
        while let Some(Reverse((_, _, at))) = self.pending.pop() {
            let Some((old, new, era)) = self.calls.get_mut(at).and_then(Option::take) else {
                continue;
            };
            followed += 1;
            if followed % REPORT_EVERY == 0 {
                progress(followed);
            }
            let states = (old.session().at(), new.session().at());
            let choices = self.choices(states);
            let Some(from) = self.met.get(at) else {
                continue;
            };
            let (start, waits, changed) = (from.start, from.waits + 1, from.changed);
            let differing = Rc::clone(&from.differing);
            let node = |side: &Side, at| side.all.program.state(at).map_or(0, |(own, _)| own.node);
            let nodes = (node(self.old, states.0), node(self.new, states.1));
            for choice in choices.iter() {
                if self.is_spent() {
                    break;
                }
                let (mut old, mut new) = (old.clone(), new.clone());
                self.noticed.0.clear();
                self.noticed.1.clear();
                old.answer(choice.item.as_ref(), &mut self.noticed.0);
                new.answer(choice.item.as_ref(), &mut self.noticed.1);
                let pair = Pair {
                    came: Some((
                        at,
                        Choice {
                            item: choice.item.clone(),
                            ..*choice
                        },
                    )),
                    start,
                    waits,
                    changed,
                    differing: Rc::clone(&differing),
                };
                let edges = (self.noticed.0.walked, self.noticed.1.walked);
                let place = Some([(nodes.0, edges.0), (nodes.1, edges.1)]);
                self.meet(pair, (old, new), era, place);
            }
        }
        if self.untold > 0 {
            let untold = self.untold;
            self.cut.insert(Cut::Journeys { untold });
        }
    }

    fn is_spent(&mut self) -> bool {
        if self.work < MOST_WORK {
            return false;
        }
        self.cut.insert(Cut::Work);
        true
    }

    fn variable(&mut self, name: &str) -> u32 {
        if let Some(known) = self.variable_of.get(name) {
            return *known;
        }
        let next = u32::try_from(self.variables.len()).unwrap_or(u32::MAX);
        self.variables.push(name.to_owned());
        self.variable_of.insert(name.to_owned(), next);
        next
    }

    /// What can happen at two waits of one kind, in either version.
    fn choices(&mut self, states: (StateIx, StateIx)) -> Rc<[Choice]> {
        if let Some(known) = self.choices.get(&states) {
            return Rc::clone(known);
        }
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for (side, at) in [(self.old, states.0), (self.new, states.1)] {
            let Some((state, node)) = side.all.program.state(at) else {
                continue;
            };
            let Some(kind) = node.op.awaits() else {
                continue;
            };
            let own: Choices = choices(&side.all, at);
            if own.combined {
                let place = Some(side.all.place(state.node));
                self.cut.insert(Cut::Combinations { place });
            }
            for (place, choice) in own.all.into_iter().enumerate() {
                if seen.insert(choice.item.clone()) {
                    all.push(Choice {
                        kind,
                        item: choice.item,
                        default: place == 0,
                    });
                }
            }
        }
        let all: Rc<[Choice]> = all.into();
        self.choices.insert(states, Rc::clone(&all));
        all
    }

    /// Compares where two calls got to, and lets them go on if none like them has been there.
    fn meet(&mut self, mut pair: Pair, calls: (Call<'s>, Call<'s>), era: usize, place: Place) {
        let (old, new) = &calls;
        self.work += self.cost(&calls);
        for (side, call) in [(self.old, old), (self.new, new)] {
            if call.outcome() == Outcome::MaxSteps && !call.is_waiting() {
                let state = side.all.program.state(call.session().at());
                let place = side.all.place(state.map_or(0, |(own, _)| own.node));
                self.cut.insert(Cut::MaxSteps { place });
            }
        }
        let same = self.noticed.0.is_same(&self.noticed.1);
        if !same {
            let (group, shape) = self.group();
            if self.is_new(group, shape, &pair, place) {
                self.tell(group, &pair);
            }
            self.changed.push((group, pair.changed));
            pair.changed = Some(self.changed.len() - 1);
            if !self.goes_on(&calls) {
                return;
            }
        }
        if !old.is_waiting() || !new.is_waiting() {
            return;
        }
        pair.differing = self.differing(&pair.differing, &calls);
        if self.is_alike(&pair.differing, &calls) {
            return;
        }
        let key = self.key(&pair, &calls, era);
        if self.seen.contains(&key) {
            return;
        }
        if self.met.len() >= MOST_PAIRS {
            self.cut.insert(Cut::Waits { limit: MOST_PAIRS });
            return;
        }
        let been = self.been.entry(key.states).or_default();
        let crowd = *been / CROWD;
        *been += 1;
        self.work += key.values.len() + self.old.all.program.variables.len();
        self.seen.insert(key);
        self.pending
            .push(Reverse((crowd, pair.waits, self.met.len())));
        self.met.push(pair);
        self.calls.push(Some((calls.0, calls.1, era)));
    }

    fn cost(&self, (old, new): &(Call<'s>, Call<'s>)) -> usize {
        let size = |side: &Side, call: &Call<'_>| {
            side.all.program.variables.len() + call.session().stack().len()
        };
        let size = size(self.old, old) + size(self.new, new);
        let (one, other) = (&self.noticed.0, &self.noticed.1);
        2 + one.steps + other.steps + (one.size() + other.size()) / 64 + size / 8
    }

    /// Whether two calls that differ are still to be compared: they wait at what is one node for its author, or for the
    /// very same thing. Where one was led elsewhere everything behind would differ, and say nothing new.
    fn goes_on(&self, (old, new): &(Call<'s>, Call<'s>)) -> bool {
        let kind = |side: &Side, call: &Call<'_>| -> Option<Awaited> {
            let (_, node) = side.all.program.state(call.session().at())?;
            call.is_waiting().then(|| node.op.awaits())?
        };
        let kinds = (kind(self.old, old), kind(self.new, new));
        if kinds.0.is_none() || kinds.0 != kinds.1 {
            return false;
        }
        let path = |side: &Side, call: &Call<'_>| call.session().node(&side.all.program);
        self.noticed.0.last() == self.noticed.1.last() || path(self.old, old) == path(self.new, new)
    }

    /// Whether nobody will ever tell two calls apart.
    fn is_alike(&mut self, differing: &[u32], (old, new): &(Call<'s>, Call<'s>)) -> bool {
        let (old, new) = (old.session(), new.session());
        let names = differing
            .iter()
            .map(|at| self.variables.get(*at as usize).map_or("", String::as_str));
        let (one, other) = (self.old, self.new);
        let mut noticed = names.filter(|name| one.notices(old, name) || other.notices(new, name));
        noticed.next().is_none()
            && self
                .alike
                .calls((old.at(), new.at()), (old.stack(), new.stack()))
    }

    /// Whether nobody can tell the two versions apart, whatever happens.
    pub(super) fn is_same(&mut self, old: &ValidFlow, new: &ValidFlow) -> bool {
        let defaults = |flow: &ValidFlow| -> BTreeMap<String, String> {
            let own = flow.variables().iter();
            own.map(|own| (own.name.clone(), own.default.clone()))
                .collect()
        };
        // What is declared may be given; what is not is empty.
        defaults(old) == defaults(new) && self.alike.calls((0, 0), (&[], &[]))
    }

    /// The variables whose values differ now.
    fn differing(&mut self, before: &Rc<[u32]>, (old, new): &(Call<'s>, Call<'s>)) -> Rc<[u32]> {
        let (one, other) = (self.old, self.new);
        let set = std::mem::take(&mut self.noticed.0.set);
        let mut all: Vec<u32> = set
            .into_iter()
            .map(|at| self.variable(one.name(at)))
            .collect();
        let set = std::mem::take(&mut self.noticed.1.set);
        all.extend(set.into_iter().map(|at| self.variable(other.name(at))));
        let unchanged = all.is_empty();
        all.extend_from_slice(before);
        all.sort_unstable();
        all.dedup();
        self.work += all.len() / 8;
        let length = all.len();
        all.retain(|at| {
            let name = self.variables.get(*at as usize).map_or("", String::as_str);
            one.value(old.session(), name) != other.value(new.session(), name)
        });
        if unchanged && all.len() == length {
            return Rc::clone(before);
        }
        all.into()
    }

    fn key(&mut self, pair: &Pair, (old, new): &(Call<'s>, Call<'s>), era: usize) -> Key {
        let (one, other) = (self.old, self.new);
        let (old, new) = (old.session(), new.session());
        let clock = one.looks_at_clock(old) || other.looks_at_clock(new);
        let names = &mut self.names;
        let deciding = one.deciding(old).chain(other.deciding(new));
        let mut values: Vec<u32> = deciding.map(|value| names.value(value)).collect();
        for at in pair.differing.iter() {
            let name = self.variables.get(*at as usize).map_or("", String::as_str);
            if one.notices(old, name) || other.notices(new, name) {
                values.push(*at);
                for value in [one.value(old, name), other.value(new, name)] {
                    values.push(value.map_or(u32::MAX, |value| names.value(value)));
                }
            }
        }
        Key {
            states: (old.at(), new.at()),
            stacks: (names.stack(old.stack()), names.stack(new.stack())),
            era: if clock { era } else { 0 },
            filled: self.filled,
            values: values.into(),
        }
    }

    /// The change that has the same lines, and how many of them come and go.
    fn group(&mut self) -> (usize, Shape) {
        let (old, new) = &self.noticed;
        let only = |one: &Noticed, other: &Noticed| -> Vec<String> {
            let known: HashSet<&str> = other.lines().collect();
            let own = one.lines().filter(|line| !known.contains(line));
            own.map(str::to_owned).collect()
        };
        let all = |one: &Noticed| -> Vec<String> { one.lines().map(str::to_owned).collect() };
        let mut lines = (only(old, new), only(new, old));
        if lines.0.is_empty() && lines.1.is_empty() {
            // Only their order or number differs.
            lines = (all(old), all(new));
        }
        let shape = (lines.0.len(), lines.1.len());
        let next = self.changes.len();
        let at = *self.groups.entry(lines).or_insert(next);
        if at == next {
            let (old, new) = match self.room {
                0 => (Vec::new(), Vec::new()),
                _ => (all(old), all(new)),
            };
            let change = Change {
                journeys: Vec::new(),
                old,
                new,
            };
            self.room = self
                .room
                .saturating_sub(change.old.len() + change.new.len());
            self.changes.push((usize::MAX, change));
        }
        (at, shape)
    }

    /// Whether a change was not told at this place, nor on the way to it.
    fn is_new(&mut self, group: usize, shape: Shape, pair: &Pair, place: Place) -> bool {
        if !self.filled {
            self.shapes.insert((place, shape));
        } else if self.shapes.contains(&(place, shape)) {
            // The same lines, with other values in them.
            return false;
        }
        if !self.told.insert((group, place)) {
            return false;
        }
        let mut back = pair.changed;
        for _ in 0..MOST_BACK {
            let Some((known, before)) = back.and_then(|at| self.changed.get(at)) else {
                break;
            };
            if *known == group {
                return false;
            }
            back = *before;
        }
        true
    }

    fn tell(&mut self, group: usize, pair: &Pair) {
        if self.room == 0 {
            self.untold += 1;
            return;
        }
        let journey = Journey {
            input: self.list(pair),
            ..self.starts.get(pair.start).cloned().unwrap_or_default()
        };
        self.room = self.room.saturating_sub(1 + journey.input.items().len());
        if let Some((waits, change)) = self.changes.get_mut(group) {
            *waits = pair.waits.min(*waits);
            change.journeys.push(journey);
        }
    }

    fn list(&self, pair: &Pair) -> Script {
        let mut steps = Vec::new();
        let mut came = pair.came.as_ref();
        while let Some((at, choice)) = came {
            steps.push(Step {
                kind: choice.kind,
                item: choice.item.as_ref(),
                default: choice.default,
            });
            came = self.met.get(*at).and_then(|pair| pair.came.as_ref());
        }
        list(steps.into_iter().rev())
    }
}
