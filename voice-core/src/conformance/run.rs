//! The run itself: asks, watches what reaches the fake, and notes what was promised and kept.

use std::fmt::Debug;
use std::future::Future;

use super::fixture::Fixture;
use super::report::{Check, Report, Verdict};
use crate::{Error, ErrorKind, Result, TelephonyProvider};

/// One run of the suite.
pub(super) struct Run<'a> {
    pub(super) provider: &'a dyn TelephonyProvider,
    pub(super) fixture: &'a Fixture,
    checks: Vec<Check>,
    /// All that `Debug` and `Display` of answers and errors wrote, each with the operation.
    printed: Vec<(&'static str, String)>,
    /// Refusals that came too late, or named somebody else.
    untrue: Vec<String>,
}

/// An answer, and what reached the fake for it.
#[derive(Debug)]
pub(super) struct Watched<T> {
    pub(super) result: Result<T>,
    pub(super) wire: Vec<String>,
}

impl<T> Watched<T> {
    /// Refused as `Unsupported`, and nothing was sent.
    pub(super) fn is_refusal(&self) -> bool {
        self.wire.is_empty() && self.kind() == Some(ErrorKind::Unsupported)
    }

    pub(super) fn kind(&self) -> Option<ErrorKind> {
        self.result.as_ref().err().map(Error::kind)
    }

    pub(super) fn option(&self) -> Option<&str> {
        self.result.as_ref().err().and_then(Error::option)
    }

    /// What happened, in words that give nothing away: the error's text is checked for secrets apart.
    pub(super) fn told(&self) -> String {
        let asked = match self.wire.len() {
            0 => "nothing was sent".to_owned(),
            1 => "one request was sent".to_owned(),
            several => format!("{several} requests were sent"),
        };
        match &self.result {
            Ok(_) => format!("it succeeded, {asked}"),
            Err(error) => format!("{} ({}), {asked}", error.kind(), error.operation()),
        }
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(provider: &'a dyn TelephonyProvider, fixture: &'a Fixture) -> Self {
        Self {
            provider,
            fixture,
            checks: Vec::new(),
            printed: vec![("the provider", format!("{provider:?} {provider:#?}"))],
            untrue: Vec::new(),
        }
    }

    /// Asks, and watches the fake meanwhile.
    pub(super) async fn watch<T: Debug>(
        &mut self,
        operation: &'static str,
        asked: impl Future<Output = Result<T>>,
    ) -> Watched<T> {
        let before = self.fixture.fake.seen().await.len();
        let result = asked.await;
        let mut seen = self.fixture.fake.seen().await;
        let wire = seen.split_off(before.min(seen.len()));
        match &result {
            Ok(value) => self
                .printed
                .push((operation, format!("{value:?} {value:#?}"))),
            Err(error) => {
                self.printed
                    .push((operation, format!("{error} {error:?} {error:#?}")));
                self.note(operation, error, wire.len());
            }
        }
        Watched { result, wire }
    }

    /// What every error has to say, and every refusal to leave undone.
    fn note(&mut self, operation: &'static str, error: &Error, sent: usize) {
        if error.provider() != self.provider.name() {
            let named = error.provider();
            self.untrue
                .push(format!("{operation}: the error names `{named}`"));
        }
        if error.kind() == ErrorKind::Unsupported && sent > 0 {
            self.untrue
                .push(format!("{operation}: refused after {sent} requests"));
        }
    }

    /// Notes a promise: kept, or broken because of this.
    pub(super) fn check(&mut self, name: impl Into<Box<str>>, outcome: Result<(), String>) {
        self.add(
            name,
            outcome.map_or_else(|why| Verdict::Broken(why.into()), |()| Verdict::Kept),
        );
    }

    /// Notes a promise that cannot be tried.
    pub(super) fn skip(&mut self, name: impl Into<Box<str>>, why: impl Into<Box<str>>) {
        self.add(name, Verdict::Skipped(why.into()));
    }

    fn add(&mut self, name: impl Into<Box<str>>, verdict: Verdict) {
        let name = name.into();
        self.checks.push(Check { name, verdict });
    }

    /// The checks over all that was seen, and the report.
    pub(super) fn finish(mut self) -> Report {
        let untrue = std::mem::take(&mut self.untrue);
        self.check(
            "errors name this provider, and nothing is sent before a refusal",
            none(&untrue),
        );
        let leaks = self.leaks();
        self.check("no secret and no whole number is printed", none(&leaks));
        Report {
            provider: self.provider.name(),
            checks: self.checks,
        }
    }

    /// Where a secret or a whole number was printed. Says which secret by its place in the fixture only.
    fn leaks(&self) -> Vec<String> {
        use secrecy::ExposeSecret as _;
        let secrets = self.fixture.secrets.iter().enumerate().map(|(at, secret)| {
            (
                format!("secret {}", at + 1),
                secret.expose_secret().to_owned(),
            )
        });
        let parties = [
            ("the caller", &self.fixture.from),
            ("the called", &self.fixture.to),
        ];
        let parties = parties.into_iter().map(|(who, party)| {
            let text = party.to_string();
            (
                who.to_owned(),
                text.strip_prefix('+').unwrap_or(&text).to_owned(),
            )
        });
        let mut leaks = Vec::new();
        for (what, hidden) in secrets.chain(parties) {
            if hidden.is_empty() {
                continue;
            }
            for (operation, text) in &self.printed {
                if text.contains(&hidden) {
                    leaks.push(format!("{operation} prints {what}"));
                }
            }
        }
        leaks.sort();
        leaks.dedup();
        leaks
    }
}

/// Kept if there is nothing to say.
pub(super) fn none(faults: &[String]) -> Result<(), String> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("; "))
    }
}
