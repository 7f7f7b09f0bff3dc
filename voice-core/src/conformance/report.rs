//! What came of it, as data and as text.

use std::fmt;

/// What one run of the suite found, one entry a check, in the order in which they ran.
///
/// `Display` is a line a check, fit for a snapshot: the names are stable, and what was skipped is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The provider's name.
    pub provider: &'static str,
    /// The checks.
    pub checks: Vec<Check>,
}

/// One promise of the contract, and whether it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// The promise: `"place_call: option `record` reaches the wire or is refused"`.
    pub name: Box<str>,
    /// Whether it was kept.
    pub verdict: Verdict,
}

/// Whether a promise was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It was.
    Kept,
    /// It could not be tried, because of this: the provider has no such facet, or the [`Fixture`](super::Fixture)
    /// does not say enough.
    Skipped(Box<str>),
    /// It was not, because of this. Holds no secret and no whole number, like every text of this crate.
    Broken(Box<str>),
}

impl Report {
    /// The promises that were not kept.
    pub fn broken(&self) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(|check| matches!(check.verdict, Verdict::Broken(_)))
    }

    /// The promises that could not be tried.
    pub fn skipped(&self) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(|check| matches!(check.verdict, Verdict::Skipped(_)))
    }

    /// True if no promise was broken; some may have been skipped.
    pub fn is_ok(&self) -> bool {
        self.broken().next().is_none()
    }

    /// Ends a test that should not pass.
    ///
    /// # Panics
    /// A promise was broken; the message is the whole report.
    #[track_caller]
    pub fn assert_ok(&self) {
        assert!(self.is_ok(), "{self}");
    }

    /// The report, or the error that it is.
    ///
    /// # Errors
    /// A promise was broken.
    pub fn into_result(self) -> Result<Self, BrokenContract> {
        if self.is_ok() {
            Ok(self)
        } else {
            Err(BrokenContract(Box::new(self)))
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (broken, skipped) = (self.broken().count(), self.skipped().count());
        let kept = self.checks.len() - broken - skipped;
        writeln!(
            f,
            "{}: {kept} promises kept, {skipped} skipped, {broken} broken",
            self.provider
        )?;
        for check in &self.checks {
            match &check.verdict {
                Verdict::Kept => writeln!(f, "  kept     {}", check.name)?,
                Verdict::Skipped(why) => writeln!(f, "  skipped  {}: {why}", check.name)?,
                Verdict::Broken(why) => writeln!(f, "  BROKEN   {}: {why}", check.name)?,
            }
        }
        Ok(())
    }
}

/// A provider does not keep the contract. `Display` is the whole report, and so is `Debug`, which a test that
/// ends with this error prints.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("the provider does not keep the contract\n{0}")]
pub struct BrokenContract(Box<Report>);

impl fmt::Debug for BrokenContract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl BrokenContract {
    /// What was found.
    pub fn report(&self) -> &Report {
        &self.0
    }
}
