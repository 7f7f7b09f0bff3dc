//! The table of finding codes.

use std::fmt;

use serde::{Serialize, Serializer};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The flow works, but perhaps not as it was meant.
    Warning,
    /// The flow cannot be used.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

macro_rules! kinds {
    ($($variant:ident $code:literal $word:literal $severity:ident $text:literal)*) => {
        /// What kind of mistake a finding is about (flow-semantics.md §5).
        ///
        /// A code is never given to another kind, and a kind keeps its code and its word.
        ///
        /// | code | word | severity | what |
        /// |---|---|---|---|
        $(#[doc = concat!("| ", $code, " | `", $word, "` | ", stringify!($severity), " | ", $text, " |")])*
        ///
        /// `missing-exit` is an error where a condition of a `branch` has no edge, otherwise a warning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FindingKind {
            $(#[doc = $text] $variant,)*
        }

        impl FindingKind {
            /// Every kind, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// `F001` …
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The stable word, such as `dangling-edge`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            pub(crate) fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }
        }
    };
}

kinds! {
    Malformed "F001" "malformed" Error "The document has the wrong shape, or an id of more than 512 bytes."
    BadValue "F002" "bad-value" Error "A member has a value of the wrong type or out of range."
    MissingData "F003" "missing-data" Error "A node lacks a member that it needs."
    UnknownType "F004" "unknown-type" Error "There is no such type of node."
    UnknownMember "F005" "unknown-member" Warning "A node's `data` holds a member that nothing reads."
    BadTemplate "F006" "bad-template" Error "Double braces hold something that is not a variable's name."
    BadNumber "F007" "bad-number" Error "A telephone number or address that cannot be dialled."
    BadTimeZone "F008" "bad-time-zone" Error "A time zone that the IANA database does not know."
    DuplicateId "F009" "duplicate-id" Error "Two nodes, or two edges, have the same id."
    NoStart "F010" "no-start" Error "There is no `start` node."
    ManyStarts "F011" "many-starts" Error "There is more than one `start` node."
    DanglingEdge "F012" "dangling-edge" Error "An edge begins or ends at a node that is not there."
    UnknownExit "F013" "unknown-exit" Error "The node has no exit of this label."
    DuplicateExit "F014" "duplicate-exit" Error "Two edges leave a node by the same exit."
    LabelIgnored "F015" "label-ignored" Warning "A label on the only edge of a node whose exit has none."
    AmbiguousEntry "F016" "ambiguous-entry" Error "A key edge that can never be told from another entry."
    DeadEnd "F017" "dead-end" Error "The call would stop here without an end."
    MissingExit "F018" "missing-exit" Warning "An outcome without an edge."
    Unreachable "F019" "unreachable" Warning "No path from the start leads here."
    EndlessLoop "F020" "endless-loop" Error "A cycle that goes on without any act of the caller."
    UnknownFlow "F021" "unknown-flow" Error "There is no subflow of this name."
    SubflowRecursion "F022" "subflow-recursion" Error "A subflow calls itself."
    UnsetVariable "F023" "unset-variable" Error "A variable is read that is set on no path."
    MaybeUnset "F024" "maybe-unset" Warning "A variable is read that is set on some paths only."
    OfferedKey "F025" "offered-key" Warning "A prompt offers a key that has no edge."
    UnmentionedKey "F026" "unmentioned-key" Warning "A key has an edge but the prompt does not mention it."
    LongPrompt "F027" "long-prompt" Warning "A text takes longer to hear than callers listen."
    LateReject "F028" "late-reject" Warning "A call is rejected after it was answered."
    MissingLanguage "F029" "missing-language" Warning "A prompt lacks a language that the flow uses."
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for FindingKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_count_up_and_none_is_given_twice() {
        for (at, kind) in FindingKind::ALL.iter().enumerate() {
            assert_eq!(kind.code(), format!("F{:03}", at + 1));
        }
        assert_eq!(FindingKind::DanglingEdge.code(), "F012");
    }
}
