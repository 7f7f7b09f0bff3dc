//! What a crate's types print, and that none of them was forgotten (L10).

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Debug;
use std::path::Path;
use std::{fs, io};

/// What `Debug` and `Display` print of the public types of a crate, collected by a test that puts something private into
/// every place that can hold it.
///
/// [`leaks`](Self::leaks) are texts that hold something private, and [`forgotten`](Self::forgotten) reads the crate's
/// sources, so that a type cannot be added without being looked at.
///
/// ```
/// use voice_core::PrivateText;
/// use voice_core::conformance::Printed;
///
/// let mut printed = Printed::new();
/// printed.debug("PrivateText", &PrivateText::from("meet me at noon"));
/// assert_eq!(printed.leaks(&["noon"]), [""; 0]);
/// printed.debug("String", &"meet me at noon");
/// assert_eq!(printed.leaks(&["noon"]).len(), 1);
/// ```
#[derive(Default)]
pub struct Printed {
    texts: Vec<(&'static str, String)>,
}

impl Printed {
    /// Nothing is printed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Prints a value of a type, in one line and in several.
    pub fn debug(&mut self, name: &'static str, value: &impl Debug) {
        self.text(name, format!("{value:?} {value:#?}"));
    }

    /// Prints an error with everything that it is caused by.
    pub fn error(&mut self, name: &'static str, error: &impl Error) {
        self.debug(name, error);
        self.text(name, error.to_string());
        let mut source = error.source();
        while let Some(error) = source {
            self.text(name, format!("{error} {error:?}"));
            source = error.source();
        }
    }

    /// Takes a text that was printed otherwise: a log, say.
    pub fn text(&mut self, name: &'static str, text: String) {
        self.texts.push((name, text));
    }

    /// The texts that hold one of these, behind the names of their types. They hold what is private: for the message of a
    /// failing test.
    pub fn leaks(&self, private: &[&str]) -> Vec<String> {
        let leaks = |text: &str| private.iter().any(|private| text.contains(private));
        let mut all: Vec<String> = self
            .texts
            .iter()
            .filter(|(_, text)| leaks(text))
            .map(|(name, text)| format!("{name}: {text}"))
            .collect();
        all.dedup();
        all
    }

    /// The public types of sources, files or folders, that were not printed and are not listed as harmless; and what is
    /// listed though there is no such type. A type is what a line begins with `pub struct` or `pub enum`: one that a macro
    /// makes is found only where its name stands so.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn forgotten<P: AsRef<Path>>(
        &self,
        sources: impl IntoIterator<Item = P>,
        harmless: &[&str],
    ) -> io::Result<Vec<String>> {
        let mut public = BTreeSet::new();
        for path in sources {
            public_types(path.as_ref(), &mut public)?;
        }
        let printed: BTreeSet<&str> = self.texts.iter().map(|(name, _)| *name).collect();
        let known = |name: &str| printed.contains(name) || harmless.contains(&name);
        let mut all: Vec<String> = public.iter().filter(|name| !known(name)).cloned().collect();
        let stale = harmless.iter().filter(|name| !public.contains(**name));
        all.extend(stale.map(|name| format!("{name} (there is no such type)")));
        Ok(all)
    }
}

impl Debug for Printed {
    /// How much there is: the texts may hold what is private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printed")
            .field("texts", &self.texts.len())
            .finish()
    }
}

fn public_types(path: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            public_types(&entry?.path(), found)?;
        }
        return Ok(());
    }
    let text = fs::read_to_string(path)?;
    let code = text.split("\n#[cfg(test)]\nmod tests").next();
    for line in code.unwrap_or_default().lines().map(str::trim_start) {
        let mut starts = ["pub struct ", "pub enum "].iter();
        let Some(rest) = starts.find_map(|start| line.strip_prefix(start)) else {
            continue;
        };
        let name = rest.split(|c: char| !c.is_alphanumeric()).next();
        // In a macro there may stand `$name`.
        found.extend(name.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_was_not_printed_and_one_that_is_not_there_are_told() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/conformance/privacy.rs");
        let mut printed = Printed::new();
        let told = printed.forgotten([&source], &["Nobody"]).unwrap();
        assert_eq!(told, ["Printed", "Nobody (there is no such type)"]);
        let known = printed.forgotten([&source], &["Printed"]).unwrap();
        assert!(known.is_empty(), "{known:?}");
        printed.debug("Printed", &Printed::new());
        let known = printed.forgotten([&source], &[]).unwrap();
        assert!(known.is_empty(), "{known:?}");
        assert!(printed.forgotten([source.join("nowhere")], &[]).is_err());
    }
}
