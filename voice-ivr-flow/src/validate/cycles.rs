//! The shortest way between two vertices.

use std::collections::{HashMap, VecDeque};

use super::components::Arrows;

/// The vertices of a shortest way from one vertex to another, both included; only vertices for which `inside`
/// holds are entered. From a vertex to itself it is a shortest cycle. Empty if there is no way. Of equally short
/// ways it is the one whose arrows come first.
pub(super) fn shortest(
    arrows: &Arrows,
    from: usize,
    to: usize,
    inside: impl Fn(usize) -> bool,
) -> Vec<usize> {
    // By vertex, the one that it was reached from.
    let mut before: HashMap<usize, usize> = HashMap::new();
    let mut queue = VecDeque::from([from]);
    'search: while let Some(vertex) = queue.pop_front() {
        for &next in arrows.from(vertex) {
            if inside(next) && !before.contains_key(&next) {
                before.insert(next, vertex);
                queue.push_back(next);
                if next == to {
                    break 'search;
                }
            }
        }
    }
    let Some(mut at) = before.get(&to).copied() else {
        return Vec::new();
    };
    let mut way = vec![to];
    while at != from {
        way.push(at);
        let Some(&previous) = before.get(&at) else {
            break;
        };
        at = previous;
    }
    way.push(from);
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_found_also_back_to_the_beginning() {
        let next: [&[usize]; 5] = [&[1, 2], &[3], &[0], &[0, 3], &[]];
        let arrows = Arrows::new(next.iter().map(|to| to.iter().copied()));
        assert_eq!(shortest(&arrows, 0, 0, |_| true), [0, 2, 0]);
        assert_eq!(shortest(&arrows, 0, 0, |at| at != 2), [0, 1, 3, 0]);
        assert_eq!(shortest(&arrows, 3, 3, |_| true), [3, 3]);
        assert_eq!(shortest(&arrows, 1, 2, |_| true), [1, 3, 0, 2]);
        assert!(shortest(&arrows, 0, 4, |_| true).is_empty());
    }
}
