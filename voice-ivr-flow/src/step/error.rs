//! Why a step was not taken.

/// A step that was not taken; the session is as it was, unless it is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StepError {
    /// The call runs on another version of the flow.
    #[error("the call runs on version {session} of the flow, not on {program}")]
    WrongVersion {
        /// That of the session.
        session: String,
        /// That of the program.
        program: String,
    },
    /// The input answers something else than what the call waits for; a repeated webhook, for instance.
    #[error("the call waits for {wait} at `{state}`, not for {input}")]
    Unexpected {
        /// What came.
        input: &'static str,
        /// What the call waits for: `entry`, `dial` …
        wait: &'static str,
        /// The state that it is in.
        state: String,
    },
    /// The call is over.
    #[error("the call is over")]
    Ended,
    /// The session names a state that the program does not have.
    #[error("the session was not made by this program")]
    Damaged,
}
