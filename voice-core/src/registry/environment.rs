//! Where settings come from, handed in.

use std::collections::{BTreeMap, HashMap};

/// Names and values, such as the environment of a process.
///
/// Maps from text to text are environments, so a test needs no global state.
pub trait Environment {
    /// The value of a variable; `None` if it is not set.
    fn variable(&self, name: &str) -> Option<String>;
}

impl<E: Environment + ?Sized> Environment for &E {
    fn variable(&self, name: &str) -> Option<String> {
        (**self).variable(name)
    }
}

impl<K: Ord + std::borrow::Borrow<str>, V: AsRef<str>> Environment for BTreeMap<K, V> {
    fn variable(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.as_ref().to_owned())
    }
}

impl<K, V, S> Environment for HashMap<K, V, S>
where
    K: Eq + std::hash::Hash + std::borrow::Borrow<str>,
    V: AsRef<str>,
    S: std::hash::BuildHasher,
{
    fn variable(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.as_ref().to_owned())
    }
}

/// The environment of this process: the edge at which global state is read, and the only one.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProcessEnvironment;

impl Environment for ProcessEnvironment {
    fn variable(&self, name: &str) -> Option<String> {
        // What is not Unicode keeps a replacement character, which every format refuses by name.
        std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
    }
}
