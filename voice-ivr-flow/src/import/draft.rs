//! A flow that is being put together from a foreign graph.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::foreign::{Foreign, Left};
use super::names::{Names, Number, Numbers, node_id, variable_name};
use super::remark::{Import, Remark, RemarkKind};
use crate::VariableType;
use crate::builder::{FlowBuilder, Hangup, NodeData};
use crate::finding::words::shortened;

/// More remarks than anybody reads, and few enough for any machine: a file can ask for one with two bytes.
const MOST_REMARKS: usize = 100_000;

/// Where an edge leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Goal {
    /// A node of ours.
    Node(String),
    /// What a foreign name stands for.
    Foreign(Rc<str>),
    /// The call ends.
    End,
}

impl Goal {
    pub(super) fn foreign(name: &str) -> Self {
        Self::Foreign(name.into())
    }
}

/// The widget or node that is being read.
#[derive(Debug, Clone)]
struct Here {
    widget: Rc<str>,
    /// Its place in the file.
    place: u32,
}

/// A [`Goal`] with its foreign name numbered.
#[derive(Debug, Clone)]
enum Way {
    Node(String),
    Foreign(Number),
    End,
}

#[derive(Debug)]
struct Edge {
    source: String,
    label: Option<String>,
    way: Way,
    here: Here,
}

/// What is known of a foreign name.
#[derive(Debug, Clone)]
enum Found {
    Node(String),
    End,
    /// It is being followed.
    Open,
}

/// A variable that a foreign path became.
#[derive(Debug)]
struct Mentioned {
    name: String,
    path: String,
    here: Here,
}

/// What a path of the source is: the path under which it is known, and the name that it would like to have.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) path: String,
    pub(super) wish: String,
}

/// How the source names its variables.
type Naming = Box<dyn Fn(&str) -> Named>;

pub(super) struct Draft {
    naming: Naming,
    here: Here,
    nodes: Vec<(String, NodeData)>,
    /// The way from `start` comes first.
    edges: Vec<Edge>,
    ids: Names,
    numbers: Numbers,
    /// By foreign name, where one gets by going there, and who said so.
    entries: HashMap<Number, (Way, Here)>,
    /// The foreign names with an entry, in order.
    entered: Vec<Number>,
    names: Names,
    /// By path, the variable.
    variables: HashMap<String, String>,
    /// In order of appearance.
    mentioned: Vec<Mentioned>,
    set: HashSet<String>,
    remarks: Vec<(u32, Remark)>,
    more_remarks: usize,
}

impl Draft {
    pub(super) fn new(naming: impl Fn(&str) -> Named + 'static) -> Self {
        let mut ids = Names::default();
        ids.fresh("start", '-');
        Self {
            naming: Box::new(naming),
            here: Here {
                widget: "".into(),
                place: 0,
            },
            nodes: Vec::new(),
            edges: Vec::new(),
            ids,
            numbers: Numbers::default(),
            entries: HashMap::new(),
            entered: Vec::new(),
            names: Names::default(),
            variables: HashMap::new(),
            mentioned: Vec::new(),
            set: HashSet::new(),
            remarks: Vec::new(),
            more_remarks: 0,
        }
    }

    /// What follows is about this widget, which stands there in the file.
    pub(super) fn turn_to(&mut self, widget: &str, place: u32) {
        self.here = Here {
            // It is kept with every edge and remark.
            widget: shortened(widget).into(),
            place,
        };
    }

    fn remark(&mut self, kind: RemarkKind, member: &str, message: &str) {
        let remark = Remark::new(kind, &self.here.widget, member, message);
        if self.remarks.last().is_some_and(|(_, last)| *last == remark) {
            return;
        }
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push((self.here.place, remark));
        } else {
            self.more_remarks += 1;
        }
    }

    pub(super) fn left_out(&mut self, member: &str, message: impl AsRef<str>) {
        self.remark(RemarkKind::LeftOut, member, message.as_ref());
    }

    pub(super) fn approximated(&mut self, member: &str, message: impl AsRef<str>) {
        self.remark(RemarkKind::Approximated, member, message.as_ref());
    }

    /// Remarks what nobody has read of an object: a member a remark, with what `about` says of it.
    pub(super) fn rest(
        &mut self,
        object: Option<Foreign<'_>>,
        before: &str,
        about: impl Fn(&str) -> &'static str,
    ) {
        for Left { name, inside } in object.into_iter().flat_map(Foreign::left) {
            let member = format!("{before}{}", shortened(&name));
            let about = about(&name);
            if inside.is_empty() {
                self.left_out(&member, about);
            } else {
                let places: Vec<String> = inside
                    .iter()
                    .map(|place| format!("`{member}{place}`"))
                    .collect();
                self.left_out(&member, format!("{}: {about}", places.join(", ")));
            }
        }
    }

    /// The members of what goes with something that has no equal, as words for its remark: none of them means anything
    /// without it.
    pub(super) fn with(object: Option<Foreign<'_>>) -> String {
        let left: Vec<Left<'_>> = object.into_iter().flat_map(Foreign::left).collect();
        for (_, value) in object.into_iter().flat_map(Foreign::members) {
            value.note();
        }
        let names: Vec<String> = left
            .iter()
            .map(|left| format!("`{}`", shortened(&left.name)))
            .collect();
        if names.is_empty() {
            return String::new();
        }
        format!(" (with {})", names.join(", "))
    }

    /// An id that no node has yet.
    pub(super) fn fresh(&mut self, wish: &str) -> String {
        let wish = if wish.is_empty() { "node" } else { wish };
        self.ids.fresh(node_id(wish), '-')
    }

    pub(super) fn node(&mut self, id: &str, data: impl Into<NodeData>) {
        self.nodes.push((id.to_owned(), data.into()));
    }

    pub(super) fn edge(&mut self, source: &str, label: &str, goal: Goal) {
        self.push_edge(source, Some(label.to_owned()), goal);
    }

    /// An edge by the unlabelled exit.
    pub(super) fn next(&mut self, source: &str, goal: Goal) {
        self.push_edge(source, None, goal);
    }

    fn push_edge(&mut self, source: &str, label: Option<String>, goal: Goal) {
        let way = self.way(goal);
        self.edges.push(Edge {
            source: source.to_owned(),
            label,
            way,
            here: self.here.clone(),
        });
    }

    fn way(&mut self, goal: Goal) -> Way {
        match goal {
            Goal::Node(id) => Way::Node(id),
            Goal::Foreign(name) => Way::Foreign(self.numbers.number(&name)),
            Goal::End => Way::End,
        }
    }

    /// Says where the flow begins.
    pub(super) fn begin(&mut self, goal: Goal) {
        self.next("start", goal);
    }

    /// Says where one gets by going to a foreign name; the first word counts.
    pub(super) fn enter(&mut self, foreign: &str, goal: Goal) {
        let name = self.numbers.number(&foreign.into());
        if !self.entries.contains_key(&name) {
            let way = self.way(goal);
            self.entered.push(name);
            self.entries.insert(name, (way, self.here.clone()));
        }
    }

    /// The variable of a path of the source.
    pub(super) fn variable(&mut self, path: &str) -> String {
        let Named { path, wish } = (self.naming)(path);
        self.variable_of(path, &wish)
    }

    /// The variable of a path of our own, which would like to be called so, and which the flow sets.
    pub(super) fn own_variable(&mut self, path: String, wish: &str) -> String {
        let name = self.variable_of(path, wish);
        self.sets(&name);
        name
    }

    fn variable_of(&mut self, path: String, wish: &str) -> String {
        if let Some(name) = self.variables.get(&path) {
            return name.clone();
        }
        let name = self.names.fresh(&variable_name(wish), '_');
        self.variables.insert(path.clone(), name.clone());
        self.mentioned.push(Mentioned {
            name: name.clone(),
            path,
            here: self.here.clone(),
        });
        name
    }

    /// Notes that the flow itself sets a variable.
    pub(super) fn sets(&mut self, name: &str) {
        if !self.set.contains(name) {
            self.set.insert(name.to_owned());
        }
    }

    /// The flow. `unset` says what to do about a path that nothing in the flow sets.
    pub(super) fn finish(
        mut self,
        name: &str,
        unset: impl Fn(&str) -> (RemarkKind, &'static str),
    ) -> Import {
        let edges = std::mem::take(&mut self.edges);
        let end = self.ids.fresh("end", '-');
        let mut ends = false;
        let mut known = HashMap::new();
        let mut flow = FlowBuilder::new(name);
        for mentioned in &self.mentioned {
            flow = flow.variable(mentioned.name.clone(), VariableType::Text, "");
        }
        let wired: Vec<(Edge, String)> = edges
            .into_iter()
            .map(|edge| {
                let target = self.resolve(&edge.way, &edge.here, &mut known);
                let target = target.unwrap_or_else(|| {
                    ends = true;
                    end.clone()
                });
                (edge, target)
            })
            .collect();
        // What is passed over may lead nowhere, even if nothing leads to it.
        for name in std::mem::take(&mut self.entered) {
            let here = self.here.clone();
            self.resolve(&Way::Foreign(name), &here, &mut known);
        }
        if ends {
            self.node(&end, Hangup::new());
        }
        flow = flow.node("start", NodeData::start());
        for (id, data) in std::mem::take(&mut self.nodes) {
            flow = flow.node(id, data);
        }
        for (edge, target) in wired {
            flow = match edge.label {
                Some(label) => flow.edge(edge.source, label, target),
                None => flow.next(edge.source, target),
            };
        }
        for Mentioned { name, path, here } in std::mem::take(&mut self.mentioned) {
            if !self.set.contains(&name) {
                let (kind, advice) = unset(&path);
                let message = format!(
                    "`{}` is the variable `{name}`, which nothing in the flow sets; {advice}",
                    shortened(&path)
                );
                self.here = here;
                self.remark(kind, &path, &message);
            }
        }
        let mut remarks = std::mem::take(&mut self.remarks);
        remarks.sort_by_key(|(place, _)| *place);
        let mut remarks: Vec<Remark> = remarks.into_iter().map(|(_, remark)| remark).collect();
        if self.more_remarks > 0 {
            let message = format!("{} remarks more are not in this list", self.more_remarks);
            remarks.push(Remark::new(RemarkKind::LeftOut, "", "", &message));
        }
        Import {
            flow: flow.build(),
            remarks,
        }
    }

    /// The node behind a goal; `None` where the call ends.
    ///
    /// Names that stand for other names are followed once each, so all edges together take linear time.
    fn resolve(
        &mut self,
        way: &Way,
        here: &Here,
        known: &mut HashMap<Number, Found>,
    ) -> Option<String> {
        let (mut way, mut here) = (way.clone(), here.clone());
        let mut passed = Vec::new();
        let found = loop {
            let name = match way {
                Way::Node(id) => break Found::Node(id),
                Way::End => break Found::End,
                Way::Foreign(name) => name,
            };
            let message = match (known.get(&name), self.entries.get(&name)) {
                (Some(Found::Open), _) => {
                    "it leads only back to itself; the call ends instead".to_owned()
                }
                (Some(found), _) => break found.clone(),
                (None, Some((behind, who))) => {
                    (way, here) = (behind.clone(), who.clone());
                    known.insert(name, Found::Open);
                    passed.push(name);
                    continue;
                }
                (None, None) => format!(
                    "it leads to `{}`, which there is not; the call ends instead",
                    shortened(self.numbers.name(name))
                ),
            };
            self.here = here;
            self.left_out("", message);
            break Found::End;
        };
        for name in passed {
            known.insert(name, found.clone());
        }
        match found {
            Found::Node(id) => Some(id),
            Found::End | Found::Open => None,
        }
    }
}
