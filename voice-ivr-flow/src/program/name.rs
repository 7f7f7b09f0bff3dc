//! Names of states.

use std::fmt::Write as _;

use voice_core::xml::push_number;

use super::table::Op;
use crate::graph::Body;
use crate::ident::Ident;

/// Why a prompt is repeated, where that changes what is spoken first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It is the first time, or the reason makes no difference.
    Any,
    Timeout,
    Invalid,
}

/// Writes names, one after another in the same place.
#[derive(Default)]
pub(super) struct Namer {
    name: String,
    /// How much of it the states of a node share.
    node: usize,
}

impl Namer {
    /// What is named from now on are states of this node.
    pub(super) fn node(&mut self, body: &Body, id: &str) {
        self.name.clear();
        if let Some(flow) = &body.name {
            encode(flow, &mut self.name);
            self.name.push('~');
        }
        encode(id, &mut self.name);
        self.node = self.name.len();
    }

    pub(super) fn state(&mut self, op: &Op, attempt: u32, repeat: Repeat) -> Ident {
        self.name.truncate(self.node);
        if !op.is_silent() {
            self.name.push('@');
            push_number(&mut self.name, attempt);
        }
        match repeat {
            // After silence is how a prompt is most often repeated: it keeps the plain name, so that `ask@2` is always there.
            Repeat::Any | Repeat::Timeout => {}
            Repeat::Invalid => self.name.push_str(".invalid"),
        }
        Ident::from(self.name.as_str())
    }
}

fn encode(text: &str, out: &mut String) {
    // Nearly all are plain.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if text.bytes().all(plain) {
        out.push_str(text);
        return;
    }
    // Dots alone would be a way up in a path.
    let dots = text.chars().all(|c| c == '.');
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_') || (c == '.' && !dots);
    let mut rest = text;
    loop {
        let end = rest.find(|c| !plain(c)).unwrap_or(rest.len());
        let (before, behind) = rest.split_at(end);
        out.push_str(before);
        let mut chars = behind.chars();
        let Some(c) = chars.next() else {
            return;
        };
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
        rest = chars.as_str();
    }
}

impl Op {
    /// Whether the node speaks nothing, does nothing on the line and waits for nobody: it only decides.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(
            self,
            Self::Start { .. }
                | Self::Set { .. }
                | Self::Branch { .. }
                | Self::Hours { .. }
                | Self::Request { .. }
                | Self::Subflow { .. }
                | Self::Return { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(body: &Body, id: &str, op: &Op, attempt: u32, repeat: Repeat) -> Ident {
        let mut namer = Namer::default();
        namer.node(body, id);
        namer.state(op, attempt, repeat)
    }

    fn body(name: Option<&str>) -> Body {
        Body {
            name: name.map(str::to_owned),
            start: 0,
            nodes: Vec::new(),
            exits: Vec::new(),
        }
    }

    #[test]
    fn a_node_that_decides_is_called_by_its_id_and_all_others_by_their_attempt() {
        let decides = Op::Start { next: None };
        let speaks = Op::Pause {
            seconds: 1,
            next: None,
        };
        let main = body(None);
        assert_eq!(state(&main, "start", &decides, 1, Repeat::Any), "start");
        assert_eq!(state(&main, "ask", &speaks, 2, Repeat::Any), "ask@2");
        assert_eq!(
            state(&main, "ask", &speaks, 2, Repeat::Invalid),
            "ask@2.invalid"
        );
        let sub = body(Some("hours of day"));
        assert_eq!(
            state(&sub, "a", &speaks, 1, Repeat::Any),
            "hours%20of%20day~a@1"
        );
    }

    #[test]
    fn ids_that_look_like_names_of_other_states_stay_apart() {
        let decides = Op::Start { next: None };
        let main = body(None);
        assert_eq!(state(&main, "ask@1", &decides, 1, Repeat::Any), "ask%401");
        assert_eq!(state(&main, "a~b/c", &decides, 1, Repeat::Any), "a%7Eb%2Fc");
        assert_eq!(state(&main, "..", &decides, 1, Repeat::Any), "%2E%2E");
        assert_eq!(state(&main, "a.b", &decides, 1, Repeat::Any), "a.b");
        assert_eq!(state(&main, "पूछो", &decides, 1, Repeat::Any), "पूछो");
    }
}
