//! One way through a flow, as it can be simulated.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};
use voice_core::Timestamp;

use crate::program::Awaited;
use crate::simulate::{Item, Script, Simulation};

/// One way through a flow. Serialises as `input`, and `at` and `variables` where they differ from what was given;
/// `Display` writes the arguments of `voice flow simulate`, quoted for a shell. `Debug` hides values.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Journey {
    /// What the caller does: a list for `voice flow simulate --input`.
    #[serde(serialize_with = "as_list")]
    pub input: Script,
    /// When the call begins, if not at the given instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The variables that have other values than given.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, String>,
}

fn as_list<S: Serializer>(script: &Script, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(script)
}

impl Journey {
    /// The settings under which the journey goes so.
    #[must_use]
    pub fn settings(&self, given: &Simulation) -> Simulation {
        let settings = given.clone().variables(self.variables.clone());
        match self.at {
            Some(at) => settings.begins(at),
            None => settings,
        }
    }
}

impl fmt::Display for Journey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--input {}", quoted(&self.input.to_string()))?;
        if let Some(at) = self.at {
            write!(f, " --at {at}")?;
        }
        for (name, value) in &self.variables {
            write!(f, " --var {}", quoted(&format!("{name}={value}")))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Journey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journey")
            .field("input", &self.input)
            .field("at", &self.at)
            .field("variables", &self.variables.keys())
            .finish()
    }
}

/// One word for a POSIX shell. Nothing is special between single quotes but a single quote.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What happens at a wait.
pub(crate) struct Step<'i> {
    pub(crate) kind: Awaited,
    /// `None` where nothing can be chosen.
    pub(crate) item: Option<&'i Item>,
    /// Whether the same happens where nothing is written.
    pub(crate) default: bool,
}

/// The list that has to be written so that all this happens: a default is left out unless the wait would then take what
/// is written for a later one.
pub(crate) fn list<'i>(steps: impl DoubleEndedIterator<Item = Step<'i>>) -> Script {
    let mut items = Vec::new();
    let mut next: Option<Awaited> = None;
    for step in steps.rev() {
        if (!step.default || next == Some(step.kind))
            && let Some(item) = step.item
        {
            items.push(item.clone());
            next = Some(step.kind);
        }
    }
    items.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journey() -> Journey {
        Journey {
            input: Script::parse(r"agent:it's \{a\, b,42#,say:secret words").unwrap(),
            at: None,
            variables: [("who".to_owned(), "it's $HOME".to_owned())].into(),
        }
    }

    #[test]
    fn a_shell_reads_the_arguments_as_they_are() {
        let arguments = journey().to_string();
        assert_eq!(
            arguments,
            r"--input 'agent:it'\''s \{a\, b,42#,say:secret words' --var 'who=it'\''s $HOME'"
        );
    }

    #[test]
    fn a_default_is_written_only_where_something_else_would_be_taken() {
        use Awaited::{Entry, Sms};

        let (silence, key, sent) = (Item::Silence, Item::Keys("1".to_owned()), Item::Sms(true));
        let failed = Item::Sms(false);
        let step = |kind, item| Step {
            kind,
            item: Some(item),
            default: item == &Item::Silence || item == &Item::Sms(true),
        };
        let written = |steps: Vec<Step<'_>>| list(steps.into_iter()).to_string();
        assert_eq!(written(vec![step(Sms, &sent), step(Entry, &key)]), "1");
        assert_eq!(
            written(vec![step(Entry, &silence), step(Sms, &failed)]),
            "sms:failed"
        );
        assert_eq!(
            written(vec![
                step(Entry, &silence),
                step(Sms, &sent),
                step(Entry, &key),
                step(Entry, &silence)
            ]),
            "~,1"
        );
        assert_eq!(written(vec![step(Entry, &silence), step(Sms, &sent)]), "");
    }

    #[test]
    fn debug_hides_keys_words_and_values() {
        let shown = format!("{:?}", journey());
        for hidden in ["42", "secret", "HOME"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
        assert!(shown.contains("who"), "{shown}");
    }
}
