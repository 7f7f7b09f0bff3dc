//! Strongly connected components (Tarjan), without recursion.

/// A directed graph over `0..len`: all successors in one list.
#[derive(Debug, Default)]
pub(crate) struct Arrows {
    /// Where the successors of each vertex begin in `to`; one more than there are vertices.
    starts: Vec<usize>,
    to: Vec<usize>,
}

impl Arrows {
    /// A graph from the successors of each vertex in turn.
    pub(crate) fn new<I: Iterator<Item = usize>>(successors: impl Iterator<Item = I>) -> Self {
        let mut arrows = Self {
            starts: vec![0],
            to: Vec::new(),
        };
        for each in successors {
            arrows.to.extend(each);
            arrows.starts.push(arrows.to.len());
        }
        arrows
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn from(&self, vertex: usize) -> &[usize] {
        let start = self.starts.get(vertex).copied().unwrap_or_default();
        let end = self.starts.get(vertex + 1).copied().unwrap_or_default();
        self.to.get(start..end).unwrap_or_default()
    }

    /// The component of each vertex, and how many there are. A component has a higher number than those that it
    /// leads to.
    pub(crate) fn components(&self) -> (Vec<usize>, usize) {
        let mut walk = Tarjan {
            arrows: self,
            seen: vec![0; self.len()],
            low: vec![0; self.len()],
            component: vec![NONE; self.len()],
            components: 0,
            count: 0,
            pending: Vec::new(),
            path: Vec::new(),
        };
        for vertex in 0..self.len() {
            walk.from(vertex);
        }
        (walk.component, walk.components)
    }

    /// Whether a vertex leads directly to itself.
    pub(crate) fn loops(&self, vertex: usize) -> bool {
        self.from(vertex).contains(&vertex)
    }
}

const NONE: usize = usize::MAX;

struct Tarjan<'a> {
    arrows: &'a Arrows,
    /// When each vertex was seen, counted from 1; 0 is never.
    seen: Vec<usize>,
    low: Vec<usize>,
    component: Vec<usize>,
    components: usize,
    count: usize,
    /// Seen, without a component yet.
    pending: Vec<usize>,
    /// The way from the root: a vertex, and how many of its successors were taken.
    path: Vec<(usize, usize)>,
}

impl Tarjan<'_> {
    fn from(&mut self, root: usize) {
        if self.seen_at(root) != 0 {
            return;
        }
        self.enter(root);
        while let Some((vertex, taken)) = self.path.last_mut() {
            let vertex = *vertex;
            if let Some(&next) = self.arrows.from(vertex).get(*taken) {
                *taken += 1;
                if self.seen_at(next) == 0 {
                    self.enter(next);
                } else if self.component.get(next) == Some(&NONE) {
                    let seen = self.seen_at(next);
                    self.lower(vertex, seen);
                }
                continue;
            }
            self.path.pop();
            let low = self.low.get(vertex).copied().unwrap_or_default();
            if let Some(&(parent, _)) = self.path.last() {
                self.lower(parent, low);
            }
            if low == self.seen_at(vertex) {
                self.finish(vertex);
            }
        }
    }

    fn seen_at(&self, vertex: usize) -> usize {
        // A vertex outside the graph counts as done.
        self.seen.get(vertex).copied().unwrap_or(NONE)
    }

    fn enter(&mut self, vertex: usize) {
        self.count += 1;
        for order in [&mut self.seen, &mut self.low] {
            if let Some(order) = order.get_mut(vertex) {
                *order = self.count;
            }
        }
        self.pending.push(vertex);
        self.path.push((vertex, 0));
    }

    fn lower(&mut self, vertex: usize, to: usize) {
        if let Some(low) = self.low.get_mut(vertex) {
            *low = to.min(*low);
        }
    }

    fn finish(&mut self, root: usize) {
        while let Some(vertex) = self.pending.pop() {
            if let Some(component) = self.component.get_mut(vertex) {
                *component = self.components;
            }
            if vertex == root {
                break;
            }
        }
        self.components += 1;
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::tarjan_scc;
    use petgraph::graph::DiGraph;
    use proptest::prelude::*;

    use super::*;

    fn graph(edges: &[(usize, usize)], len: usize) -> Arrows {
        Arrows::new((0..len).map(|from| {
            let own = edges.iter().filter(move |(source, _)| *source == from);
            own.map(|(_, to)| *to)
        }))
    }

    #[test]
    fn a_hundred_thousand_back_edges_do_not_overflow() {
        let len = 100_000;
        let arrows = Arrows::new((0..len).map(|at| [at + 1, 0, at / 2].into_iter()));
        let (component, count) = arrows.components();
        assert_eq!(count, 1);
        assert!(component.iter().all(|own| *own == 0));
    }

    proptest! {
        #[test]
        fn components_agree_with_petgraph(
            edges in proptest::collection::vec((0usize..12, 0usize..12), 0..40)
        ) {
            let arrows = graph(&edges, 12);
            let (component, count) = arrows.components();
            let mut theirs = DiGraph::<(), ()>::new();
            let at: Vec<_> = (0..12).map(|_| theirs.add_node(())).collect();
            theirs.extend_with_edges(edges.iter().map(|(from, to)| (at[*from], at[*to])));
            let theirs = tarjan_scc(&theirs);
            prop_assert_eq!(count, theirs.len());
            for group in theirs {
                let own = component[group[0].index()];
                prop_assert!(group.iter().all(|node| component[node.index()] == own));
            }
            for (from, to) in edges {
                prop_assert!(component[from] >= component[to]);
            }
        }
    }
}
