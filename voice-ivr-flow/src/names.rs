//! The names that mean something in a document, as numbers.
//!
//! The scanner numbers the key of every member once; after that members are told apart, and found in the table of
//! their type, by comparing numbers.

use std::sync::LazyLock;

use crate::hash::first_eight;
use crate::members::{NODE_TYPES, NodeType};

/// The number of a name; 0 is a name that means nothing.
pub(crate) type Name = u8;

/// Numbers names from 1, each as a constant.
macro_rules! numbered {
    ($($constant:ident = $name:literal,)*) => {
        #[expect(non_camel_case_types, reason = "they become constants of these names")]
        #[expect(clippy::upper_case_acronyms, reason = "they become constants of these names")]
        enum Place {
            $($constant,)*
        }
        $(pub(crate) const $constant: Name = Place::$constant as Name + 1;)*
        const NUMBERED: &[&str] = &[$($name,)*];
    };
}

// What nodes, edges and conditions consist of, and the members of the types.
numbered! {
    ID = "id",
    TYPE = "type",
    DATA = "data",
    SOURCE = "source",
    TARGET = "target",
    LABEL = "label",
    VARIABLE = "variable",
    OP = "op",
    VALUE = "value",
    MESSAGE = "message",
    SSML = "ssml",
    AUDIO = "audio",
    LANGUAGE = "language",
    VOICE = "voice",
    PROMPT_SECONDS = "prompt_seconds",
    TIMEOUT = "timeout",
    INTER_DIGIT_TIMEOUT = "inter_digit_timeout",
    ATTEMPTS = "attempts",
    FINISH_KEY = "finish_key",
    BARGE_IN = "barge_in",
    INVALID_MESSAGE = "invalid_message",
    TIMEOUT_MESSAGE = "timeout_message",
    MAX_SECONDS = "max_seconds",
    SILENCE = "silence",
    BEEP = "beep",
    TRANSCRIBE = "transcribe",
    NUMBER = "number",
    NUMBERS = "numbers",
    STRATEGY = "strategy",
    CALLER_ID = "caller_id",
    RECORD = "record",
    TIME_LIMIT = "time_limit",
    LOOP = "loop",
    URL = "url",
    SECONDS = "seconds",
    DIGITS = "digits",
    OPTIONS = "options",
    INPUT = "input",
    MIN_DIGITS = "min_digits",
    MAX_DIGITS = "max_digits",
    PATTERN = "pattern",
    HINTS = "hints",
    NOTIFY = "notify",
    MODE = "mode",
    QUEUE = "queue",
    MUSIC = "music",
    ROOM = "room",
    MUTED = "muted",
    CONDITIONS = "conditions",
    TIMEZONE = "timezone",
    OPEN = "open",
    HOLIDAYS = "holidays",
    METHOD = "method",
    HEADERS = "headers",
    BODY = "body",
    SAVE = "save",
    TO = "to",
    PROMPT = "prompt",
    VARIABLES = "variables",
    OUTCOMES = "outcomes",
    FLOW = "flow",
    REASON = "reason",
}

/// What visual editors save beside, and what maps often hold: these mean nothing here, but a key with a number is found
/// to stand twice without comparing it.
const USUAL: [&str; 10] = [
    "position", "x", "y", "width", "height", "selected", "default", "name", "en", "hi",
];

/// There are fewer names than this.
pub(crate) const MOST: usize = 128;

/// Slots of the table; a power of two, and few are taken.
const SLOTS: usize = 1024;

/// The slot of a type that a name does not have.
const NO_SLOT: u8 = u8::MAX;

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

struct Table {
    /// By hash: what identifies the name, and its number.
    slots: Vec<(Print, Name)>,
    /// By number: the type of node of that name.
    types: [Option<&'static NodeType>; MOST],
    /// By type and number: the place of the member among those of the type.
    members: [[u8; MOST]; NODE_TYPES.len()],
}

/// A short text by value: its first eight bytes, the next eight, its last eight, and its length; all of it, since no
/// name is longer than twenty bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Print {
    first: u64,
    middle: u64,
    last: u64,
    length: usize,
}

/// No name is longer; `inter_digit_timeout` is the longest.
const LONGEST: usize = 20;

impl Print {
    /// `None` for a text that is longer than any name.
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > LONGEST {
            return None;
        }
        let last = bytes
            .last_chunk::<8>()
            .map_or(0, |last| u64::from_le_bytes(*last));
        let middle = bytes
            .get(8..16)
            .and_then(|middle| middle.first_chunk::<8>());
        Some(Self {
            first: first_eight(bytes),
            middle: middle.map_or(0, |middle| u64::from_le_bytes(*middle)),
            last,
            length: bytes.len(),
        })
    }

    fn slot(self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(23) ^ self.length as u64)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 54).unwrap_or_default()
    }
}

impl Table {
    fn new() -> Self {
        let mut table = Self {
            slots: vec![(Print::default(), 0); SLOTS],
            types: [None; MOST],
            members: [[NO_SLOT; MOST]; NODE_TYPES.len()],
        };
        let mut next = 1;
        for name in NUMBERED.iter().chain(&USUAL) {
            table.number(name, &mut next);
        }
        for (node, places) in NODE_TYPES.iter().enumerate() {
            let number = table.number(places.name, &mut next);
            if let Some(of_type) = table.types.get_mut(usize::from(number)) {
                *of_type = Some(places);
            }
            for (at, member) in (0..).zip(places.members) {
                let number = table.number(member.name, &mut next);
                let row = table.members.get_mut(node);
                if let Some(place) = row.and_then(|row| row.get_mut(usize::from(number))) {
                    *place = at;
                }
            }
        }
        table
    }

    /// The number of a name, a new one if it has none.
    fn number(&mut self, name: &str, next: &mut Name) -> Name {
        let Some(print) = Print::of(name.as_bytes()) else {
            return 0;
        };
        let (at, known) = self.find(print);
        if known == 0
            && let Some(slot) = self.slots.get_mut(at)
        {
            *slot = (print, *next);
            *next += 1;
            return *next - 1;
        }
        known
    }

    /// Where a text is, or would be, and its number.
    fn find(&self, print: Print) -> (usize, Name) {
        let mut at = print.slot();
        while let Some((own, number)) = self.slots.get(at) {
            if *number == 0 || *own == print {
                return (at, *number);
            }
            at = (at + 1) % SLOTS;
        }
        (at, 0)
    }
}

/// The table, for who asks often.
#[derive(Clone, Copy)]
pub(crate) struct Names(&'static Table);

impl Names {
    pub(crate) fn new() -> Self {
        Self(&TABLE)
    }

    /// The number of a text.
    pub(crate) fn number(self, text: impl AsRef<[u8]>) -> Name {
        Print::of(text.as_ref()).map_or(0, |print| self.0.find(print).1)
    }

    /// The type of node of this name.
    pub(crate) fn node_type(self, text: &str) -> Option<&'static NodeType> {
        self.numbered_type(self.number(text))
    }

    /// The type of node whose name has this number.
    pub(crate) fn numbered_type(self, name: Name) -> Option<&'static NodeType> {
        *self.0.types.get(usize::from(name))?
    }

    /// The place of a member among those of its type.
    pub(crate) fn member(self, of_type: &NodeType, name: Name) -> Option<usize> {
        let row = self.0.members.get(of_type.number)?;
        let at = *row.get(usize::from(name))?;
        (at != NO_SLOT).then_some(usize::from(at))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::members::CONDITION;

    #[test]
    fn every_name_has_its_own_number() {
        let names = Names::new();
        let mut all: HashSet<&str> = NUMBERED.iter().chain(&CONDITION).copied().collect();
        for node in &NODE_TYPES {
            all.insert(node.name);
            all.extend(node.members.iter().map(|member| member.name));
        }
        let numbers: HashSet<Name> = all.iter().map(|name| names.number(name)).collect();
        assert_eq!(numbers.len(), all.len());
        assert!(!numbers.contains(&0));
        assert!(numbers.iter().all(|number| usize::from(*number) < MOST));
        assert!(all.iter().all(|name| name.len() <= LONGEST));
        assert_eq!(names.number("id"), ID);
        assert_eq!(names.number("reason"), REASON);
        for (number, name) in (1..).zip(NUMBERED) {
            assert_eq!(names.number(name), number, "{name}");
        }
    }

    #[test]
    fn other_texts_have_none() {
        let names = Names::new();
        for text in [
            "",
            "ID",
            "ids",
            "positions",
            "inter_digit_timeouts",
            "inter_digit_timeouu",
            "messag",
            "a\0",
        ] {
            assert_eq!(names.number(text), 0, "{text}");
        }
        // The same first and last eight bytes, another middle.
        assert_eq!(names.number("inter_digXt_timeout"), 0);
    }

    #[test]
    fn members_are_found_where_the_table_has_them() {
        let names = Names::new();
        for node in &NODE_TYPES {
            assert!(std::ptr::eq(names.node_type(node.name).unwrap(), node));
            for (at, member) in node.members.iter().enumerate() {
                assert_eq!(names.member(node, names.number(member.name)), Some(at));
            }
            assert_eq!(names.member(node, 0), None);
        }
    }
}
