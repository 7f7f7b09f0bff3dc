//! Names that must not meet (ids of nodes, names of variables), and foreign names as numbers.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;

/// Gives out names, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// By wish, the number that was added last.
    last: HashMap<String, usize>,
}

impl Names {
    /// The name that is wished for, or with a number behind it.
    ///
    /// A name ends in at most one number, so each taken name is in the way of one wish: linear over all calls.
    pub(super) fn fresh(&mut self, wish: &str, glue: char) -> String {
        if self.taken.insert(wish.to_owned()) {
            return wish.to_owned();
        }
        let last = self.last.entry(wish.to_owned()).or_insert(1);
        loop {
            *last += 1;
            let name = format!("{wish}{glue}{last}");
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// A foreign name.
pub(super) type Number = usize;

/// Numbers foreign names: they may be long, and many edges may lead to one.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    names: IndexSet<Rc<str>>,
    /// By address, so that a name which many edges share is read once. What has an address here is kept.
    by_address: HashMap<*const u8, Number>,
    kept: Vec<Rc<str>>,
}

impl Numbers {
    pub(super) fn number(&mut self, name: &Rc<str>) -> Number {
        if let Some(number) = self.by_address.get(&name.as_ptr()) {
            return *number;
        }
        let (number, _) = self.names.insert_full(name.clone());
        self.by_address.insert(name.as_ptr(), number);
        self.kept.push(name.clone());
        number
    }

    pub(super) fn name(&self, number: Number) -> &str {
        self.names.get_index(number).map_or("", |name| name)
    }
}

/// A text as the name of a variable: everything else becomes `_`, and it is at most 64 characters long.
pub(super) fn variable_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(64) {
        let fits = c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() && c.is_ascii_digit() {
            name.push('_');
        }
        name.push(if fits { c } else { '_' });
    }
    if name.is_empty() {
        name.push('_');
    }
    name
}

/// A text as the id of a node: at most 200 bytes.
pub(super) fn node_id(text: &str) -> &str {
    let mut end = text.len().min(200);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut names = Names::default();
        assert_eq!(names.fresh("a", '-'), "a");
        assert_eq!(names.fresh("a-2", '-'), "a-2");
        assert_eq!(names.fresh("a", '-'), "a-3");
        assert_eq!(names.fresh("a", '-'), "a-4");
    }

    #[test]
    fn one_name_has_one_number_wherever_it_is_kept() {
        let mut numbers = Numbers::default();
        for _ in 0..2 {
            assert_eq!(numbers.number(&"a".into()), 0);
            assert_eq!(numbers.number(&"b".into()), 1);
            // An empty text may have any address.
            assert_eq!(numbers.number(&"".into()), 2);
        }
        assert_eq!(numbers.name(1), "b");
    }

    #[test]
    fn any_text_becomes_the_name_of_a_variable() {
        for (text, name) in [
            ("a b", "a_b"),
            ("7up", "_7up"),
            ("", "_"),
            ("größe", "gr__e"),
        ] {
            assert_eq!(variable_name(text), name);
            assert!(crate::template::is_name(name));
        }
    }
}
