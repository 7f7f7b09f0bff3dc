//! What a scripted caller, or the world, does at one wait.

use std::fmt;

use super::event::word;
use crate::step::{Answer, DialResult};

/// One item of a [`Script`](super::Script). `Debug` hides keys, speech and answers.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Item {
    /// The keys pressed at a `menu` or `gather`: digits, `*` and `#`.
    Keys(String),
    /// Silence until the timeout.
    Silence,
    /// Speech, without blanks around it.
    Say(String),
    /// How a `dial`, `forward` or `transfer` ends.
    Dial(DialResult),
    /// How a `request` ends.
    Request {
        /// Whether it is answered.
        ok: bool,
        /// Its answer: a JSON object, or nothing.
        answer: String,
    },
    /// What an `agent` reports.
    Agent {
        /// Its outcome, without blanks around it.
        outcome: String,
        /// What it extracted: a JSON object, or nothing.
        extracted: String,
    },
    /// Whether a text can be sent.
    Sms(bool),
    /// The length of a recording in seconds; 0 is silence.
    Record(u32),
    /// The caller hangs up.
    Hangup,
}

impl Item {
    /// Reads one item, without blanks around it; says what is wrong with it otherwise.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if text == "~" {
            return Ok(Self::Silence);
        }
        if text == "hangup" {
            return Ok(Self::Hangup);
        }
        if !text.is_empty() && text.bytes().all(is_key) {
            return Ok(Self::Keys(text.to_owned()));
        }
        let Some((word, rest)) = text.split_once(':') else {
            return Err(UNKNOWN);
        };
        match word {
            "say" => Ok(Self::Say(unescaped(rest))),
            "dial" => DialResult::parse(rest)
                .map(Self::Dial)
                .ok_or("`dial:` is followed by `completed`, `busy`, `no-answer` or `failed`"),
            "request" => request(rest),
            "agent" => agent(rest),
            "sms" => match rest {
                "ok" => Ok(Self::Sms(true)),
                "failed" => Ok(Self::Sms(false)),
                _ => Err("`sms:` is followed by `ok` or `failed`"),
            },
            "record" if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A number too large for the type is longer than any limit on a recording.
                Ok(Self::Record(rest.parse().unwrap_or(u32::MAX)))
            }
            "record" => Err("`record:` is followed by whole seconds"),
            _ => Err(UNKNOWN),
        }
    }

    /// The item as it is written in a list.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(keys) => f.write_str(keys),
            Self::Silence => f.write_str("~"),
            Self::Say(words) => write!(f, "say:{}", escaped(words, &[',', '\\'])),
            Self::Dial(result) => write!(f, "dial:{result}"),
            Self::Request { ok, answer } => write!(f, "request:{}{answer}", word(*ok)),
            Self::Agent { outcome, extracted } => {
                let outcome = escaped(outcome, &[',', '\\', '{']);
                write!(f, "agent:{outcome}{extracted}")
            }
            Self::Sms(ok) => write!(f, "sms:{}", word(*ok)),
            Self::Record(seconds) => write!(f, "record:{seconds}"),
            Self::Hangup => f.write_str("hangup"),
        }
    }
}

const UNKNOWN: &str = "known are keys (`1`, `42#`, `*`), `~`, `say:`, `dial:`, `request:`, `agent:`, `sms:`, `record:` and `hangup`";

fn is_key(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'*' | b'#')
}

/// A text with a backslash before each of these characters.
fn escaped(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as it was before it was [`escaped`]; a backslash before any other character is a backslash.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let special = chars.next_if(|next| c == '\\' && matches!(next, ',' | '\\' | '{'));
        out.push(special.unwrap_or(c));
    }
    out
}

fn request(rest: &str) -> Result<Item, &'static str> {
    if rest == "failed" {
        return Ok(Item::Request {
            ok: false,
            answer: String::new(),
        });
    }
    let answer = rest
        .strip_prefix("ok")
        .ok_or("`request:` is followed by `ok`, `ok{…}` or `failed`")?;
    Ok(Item::Request {
        ok: true,
        answer: object(answer)?,
    })
}

fn agent(rest: &str) -> Result<Item, &'static str> {
    let mut escaped = false;
    let brace = rest.find(|c| {
        let found = c == '{' && !escaped;
        escaped = c == '\\' && !escaped;
        found
    });
    let (outcome, extracted) = rest.split_at(brace.unwrap_or(rest.len()));
    let outcome = outcome.trim();
    if outcome.is_empty() {
        return Err("`agent:` is followed by an outcome");
    }
    Ok(Item::Agent {
        outcome: unescaped(outcome),
        extracted: object(extracted)?,
    })
}

/// A JSON object as it was written, or nothing.
fn object(json: &str) -> Result<String, &'static str> {
    let json = json.trim();
    if json.is_empty() || Answer::parse(json).is_some() {
        Ok(json.to_owned())
    } else {
        Err("what stands in braces is a JSON object, such as `{\"name\":\"value\"}`")
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(keys) => write!(f, "Keys({})", keys.len()),
            Self::Say(words) => write!(f, "Say({} characters)", words.chars().count()),
            Self::Request { ok, .. } => write!(f, "Request({})", word(*ok)),
            Self::Agent { outcome, .. } => write!(f, "Agent({outcome})"),
            other => other.write(f),
        }
    }
}
