//! Making a case smaller while it still fails.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Case, Planned};

impl Case {
    /// The smallest case that still fails and can be reached by steps that all fail.
    pub(crate) fn smallest(mut self, fails: impl Fn(&Self) -> bool) -> Self {
        let still = |case: &Self| case.flow().validate().is_ok() && fails(case);
        while let Some(case) = self.smaller().into_iter().find(still) {
            self = case;
        }
        self
    }

    /// How many nodes the flow has beside each `start` and each last `hangup`.
    pub(crate) fn size(&self) -> usize {
        self.main.len() + self.subflows.iter().map(Vec::len).sum::<usize>()
    }

    /// Cases that are a step smaller, those with the larger steps first.
    pub(crate) fn smaller(&self) -> Vec<Self> {
        let mut all = Vec::new();
        let mut with = |change: &dyn Fn(&mut Self)| {
            let mut case = self.clone();
            change(&mut case);
            all.push(case);
        };
        for graph in 1..4 {
            if !self.graph(graph).is_empty() {
                with(&|case| case.main = std::mem::take(case.graph_mut(graph)));
            }
        }
        for graph in 0..4 {
            let nodes = self.graph(graph).len();
            if graph > 0 && nodes > 1 {
                with(&|case| case.graph_mut(graph).clear());
            }
        }
        let removals = self.removals();
        for (graph, at, behind) in &removals {
            with(&|case| remove(case.graph_mut(*graph), *at, *behind));
        }
        for at in (0..self.items.len()).rev() {
            with(&|case| drop(case.items.remove(at)));
        }
        for at in 0..self.values.len() {
            with(&|case| {
                case.values.remove(at);
            });
        }
        if self.language.is_some() {
            with(&|case| case.language = None);
        }
        if self.voice.is_some() {
            with(&|case| case.voice = None);
        }
        for graph in 0..4 {
            for (at, own) in self.graph(graph).iter().enumerate() {
                for way in 0..own.ways.len() {
                    with(&|case| drop(case.graph_mut(graph)[at].ways.remove(way)));
                }
                for member in own.data.keys() {
                    with(&|case| drop(case.graph_mut(graph)[at].data.remove(member)));
                }
                for (member, value) in &own.data {
                    for value in simpler(value) {
                        with(&|case| {
                            case.graph_mut(graph)[at].data[member] = value.clone();
                        });
                    }
                }
                for (way, own) in own.ways.iter().enumerate() {
                    if own.to != 0 {
                        with(&|case| case.graph_mut(graph)[at].ways[way].to = 0);
                    }
                    if own.label != own.exit.as_str() {
                        with(&|case| {
                            let way = &mut case.graph_mut(graph)[at].ways[way];
                            way.label = way.exit.as_str().into();
                        });
                    }
                }
                if own.style != 0 {
                    with(&|case| case.graph_mut(graph)[at].style = 0);
                }
            }
        }
        // A node with what the caller did there.
        for (graph, at, behind) in &removals {
            for item in 0..self.items.len() {
                with(&|case| {
                    remove(case.graph_mut(*graph), *at, *behind);
                    case.items.remove(item);
                });
            }
        }
        all
    }

    /// Each node that can be taken out, with its graph, and another one to which the ways may lead that led to it.
    fn removals(&self) -> Vec<(usize, usize, usize)> {
        let mut all = Vec::new();
        for graph in 0..4 {
            let nodes = self.graph(graph).len();
            if graph == 0 && nodes == 1 {
                continue;
            }
            for at in (0..nodes).rev() {
                // Where one of its ways leads, or the next node.
                let ways = self.graph(graph)[at].ways.iter();
                let ways = ways.map(|way| way.target(at, nodes));
                let behind: BTreeSet<usize> = ways.chain([at + 1]).collect();
                let behind = behind.into_iter().filter(|behind| *behind != at);
                all.extend(behind.map(|behind| (graph, at, behind)));
            }
        }
        all
    }

    /// The nodes of the main graph, or of a subflow.
    fn graph(&self, at: usize) -> &Vec<Planned> {
        match at.checked_sub(1) {
            None => &self.main,
            Some(at) => &self.subflows[at],
        }
    }

    fn graph_mut(&mut self, at: usize) -> &mut Vec<Planned> {
        match at.checked_sub(1) {
            None => &mut self.main,
            Some(at) => &mut self.subflows[at],
        }
    }
}

/// Takes a node out; the ways that led to it lead to another one.
fn remove(nodes: &mut Vec<Planned>, at: usize, behind: usize) {
    let count = nodes.len();
    for (from, node) in nodes.iter_mut().enumerate() {
        for way in &mut node.ways {
            let target = match way.target(from, count) {
                target if target == at => behind,
                target => target,
            };
            let moved = |place: usize| place - usize::from(place > at);
            // A silent way leads forward whatever happens.
            let (from, target) = (moved(from), moved(target));
            if way.free || target > from {
                way.lead(from, target);
            }
        }
    }
    nodes.remove(at);
}

/// Lists and maps with less in them, and a plainer text.
fn simpler(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) if list.len() > 1 => {
            let less = |at| {
                let mut list = list.clone();
                list.remove(at);
                list.into()
            };
            (0..list.len()).map(less).collect()
        }
        Value::Object(map) if map.len() > 1 => {
            let less = |name| {
                let mut map = map.clone();
                map.remove(name);
                map.into()
            };
            map.keys().map(less).collect()
        }
        Value::String(text) if text.contains("{{") => vec!["Hello.".into()],
        _ => Vec::new(),
    }
}
