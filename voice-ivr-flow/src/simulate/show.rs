//! A run as a conversation.

use std::fmt;

use super::event::{EventKind, word};
use super::run::Run;
use crate::step::Outcome;

impl fmt::Display for Run {
    /// One line for everything that is said, pressed or done, with the minute and second, and the node at its left.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widest = self.events.iter().map(|event| event.node.chars().count());
        let width = widest.max().unwrap_or(0).min(24);
        let mut node: Option<&str> = None;
        for event in &self.events {
            // A node's name stands beside its first line.
            let heading = if node == Some(&*event.node) {
                ""
            } else {
                &event.node
            };
            let line = event.kind.line();
            if line.is_empty() {
                continue;
            }
            node = Some(&event.node);
            writeln!(f, "{:>6}  {heading:width$}  {line}", minutes(event.at_ms))?;
        }
        let last = self.events.last().map_or("", |event| &*event.node);
        let how = ended(self.outcome, last);
        writeln!(
            f,
            "{:>6}  {:width$}  ■ {how}",
            minutes(self.duration_ms),
            ""
        )?;
        if !self.variables.is_empty() {
            writeln!(f)?;
        }
        for (name, value) in &self.variables {
            writeln!(f, "  {name} = {value}")?;
        }
        match self.unused {
            0 => Ok(()),
            1 => writeln!(f, "\n1 item of the script was not used"),
            left => writeln!(f, "\n{left} items of the script were not used"),
        }
    }
}

fn minutes(ms: u64) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1_000 % 60)
}

impl EventKind {
    /// What a person reads of it; empty for nodes that only lead on.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Enter | Self::End => String::new(),
            Self::Say { text } => format!("♪ “{}”", text.trim()),
            Self::Play { url } => format!("♪ {url}"),
            Self::Pause { seconds } => format!("… {seconds} s of silence"),
            Self::Input { input } => format!("☎ {input}"),
            Self::Invalid { attempt, input } => {
                format!("☎ {input} — no such choice (attempt {attempt})")
            }
            Self::Timeout { attempt } => format!("☎ says and presses nothing (attempt {attempt})"),
            Self::Record { seconds: 0 } => "● records nothing".to_owned(),
            Self::Record { seconds } => format!("● records {seconds} s"),
            Self::Dial { to, result } if to.is_empty() => {
                format!("→ dials nobody: no number is one ({result})")
            }
            Self::Dial { to, result } => format!("→ dials {}: {result}", to.join(", ")),
            Self::Transfer { to, result } => format!("→ transfers to {to}: {result}"),
            Self::Queue { queue } => format!("→ queue {queue}"),
            Self::Conference { room } => format!("→ conference {room}"),
            Self::Set { variable, value } => format!("= {variable} is “{value}”"),
            Self::Request { method, url, ok } => format!("⇄ {method} {url}: {}", word(*ok)),
            Self::Sms { to, body, ok } => format!("✉ to {to}: “{body}” ({})", word(*ok)),
            Self::Agent { outcome } => format!("⇄ agent: {outcome}"),
        }
    }
}

fn ended(outcome: Outcome, node: &str) -> String {
    match outcome {
        Outcome::Hangup => format!("the flow hangs up at `{node}`"),
        Outcome::CallerHangup => format!("the caller hangs up at `{node}`"),
        Outcome::Forwarded => format!("the call was forwarded at `{node}`"),
        Outcome::Transferred => format!("the caller was handed over at `{node}`"),
        Outcome::Queued => format!("the caller is in the queue of `{node}`"),
        Outcome::Rejected => format!("the call is rejected at `{node}`"),
        Outcome::MaxSteps => format!("stopped at `{node}`: too many steps"),
    }
}
