//! What was left out.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// How many cuts are printed; there may be one an exit.
const MOST_PRINTED: usize = 20;

/// Something that was not followed, so that a report is not the whole story.
///
/// Serialises as `kind`, `node` and `flow` where it is about a node, and `message`, which is what `Display` writes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cut {
    /// More calls that differ than may be followed.
    Waits {
        /// How many may be.
        limit: usize,
    },
    /// Following them took more steps than are spent on one flow.
    Work,
    /// A call was ended because it entered too many nodes: what lies behind is not known.
    MaxSteps {
        /// Where.
        place: Place,
    },
    /// Values from outside lead some calls here, and those that were tried do not lead them on by every exit.
    Unseen {
        /// Where.
        place: Place,
        /// The exit.
        exit: String,
    },
    /// There are more values that may matter to a variable than were tried.
    Values {
        /// Which.
        variable: String,
    },
    /// There are more combinations of values than were tried: each was tried with the others left out.
    Combinations {
        /// Where the values come from; `None` if they are given to the call.
        place: Option<Place>,
    },
    /// There are more instants at which `hours` nodes differ than were tried.
    Instants,
    /// There are more ways to go round until the call is ended than were tried.
    Rounds,
    /// The versions compare texts in ways that samples do not prove to be the same.
    Samples,
    /// There are more endings than are told.
    Endings {
        /// How many are not.
        untold: usize,
    },
    /// More journeys changed than are told.
    Journeys {
        /// How many are not.
        untold: usize,
    },
}

/// A node of a flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// Its id.
    pub node: String,
    /// The subflow that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.node)?;
        match &self.flow {
            Some(flow) => write!(f, " of `{flow}`"),
            None => Ok(()),
        }
    }
}

impl Cut {
    fn kind(&self) -> &'static str {
        match self {
            Self::Waits { .. } => "waits",
            Self::Work => "work",
            Self::MaxSteps { .. } => "max-steps",
            Self::Unseen { .. } => "unseen",
            Self::Values { .. } => "values",
            Self::Combinations { .. } => "combinations",
            Self::Instants => "instants",
            Self::Rounds => "rounds",
            Self::Samples => "samples",
            Self::Endings { .. } => "endings",
            Self::Journeys { .. } => "journeys",
        }
    }

    fn place(&self) -> Option<&Place> {
        match self {
            Self::MaxSteps { place } | Self::Unseen { place, .. } => Some(place),
            Self::Combinations { place } => place.as_ref(),
            _ => None,
        }
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waits { limit } => write!(f, "stopped after {limit} waits: there are more"),
            Self::Work => f.write_str("stopped because there is too much to follow"),
            Self::MaxSteps { place } => write!(
                f,
                "a call was ended at {place} after too many nodes: what lies behind was not seen"
            ),
            Self::Unseen { place, exit } => {
                write!(
                    f,
                    "{place}: `{exit}` was not seen with the values that were tried"
                )
            }
            Self::Values { variable } => {
                write!(f, "`{variable}` may need more values than were tried")
            }
            Self::Combinations { place: Some(place) } => write!(
                f,
                "{place}: not every combination of the values that it brings was tried"
            ),
            Self::Combinations { place: None } => {
                f.write_str("not every combination of values of the declared variables was tried")
            }
            Self::Instants => {
                f.write_str("there are more combinations of opening hours than were tried")
            }
            Self::Rounds => f.write_str("there are more ways to go round than were tried"),
            Self::Samples => f.write_str(
                "the two compare texts differently, and only samples of texts were tried",
            ),
            Self::Endings { untold } => write!(f, "there are {untold} more endings"),
            Self::Journeys { untold } => write!(f, "{untold} more journeys changed"),
        }
    }
}

impl Serialize for Cut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind())?;
        if let Some(place) = self.place() {
            map.serialize_entry("node", &place.node)?;
            if let Some(flow) = &place.flow {
                map.serialize_entry("flow", flow)?;
            }
        }
        map.serialize_entry("message", &self.to_string())?;
        map.end()
    }
}

/// Says that something is not the whole story, and why.
pub(crate) fn print_cuts(f: &mut fmt::Formatter<'_>, cuts: &[Cut]) -> fmt::Result {
    if !cuts.is_empty() {
        writeln!(f, "this is not the whole story")?;
    }
    for cut in cuts.iter().take(MOST_PRINTED) {
        writeln!(f, "  {cut}")?;
    }
    match cuts.len().checked_sub(MOST_PRINTED) {
        Some(more) if more > 0 => writeln!(f, "  and {more} more"),
        _ => Ok(()),
    }
}
