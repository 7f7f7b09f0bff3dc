//! The lowered flow: a finite table of states that every later stage reads (law L7).
//!
//! [`Program::lower`] decides everything that can be decided before the call: the language and text of each
//! prompt, what is spoken before a prompt is repeated (§3.5), which keys end an entry (§3.2, §3.3), where each
//! outcome leads after `default` has stood in (§2.3, §3.6), and where the call ends because nothing is wired.
//!
//! # States
//!
//! A state is a node at an attempt. Most nodes have one; a `menu` or `gather` has one for each time its prompt is
//! heard, and two from the second on where `invalid_message` and `timeout_message` differ, because what is spoken
//! first then depends on the failure. Nodes that no path reaches have none. States are numbered breadth first from
//! the start with exits in their fixed order, so that neither the order of nodes nor that of edges changes a
//! number (§6.5). Names are stable: `start` and nodes that decide are called by their id, all others `id@attempt`
//! (`ask@1`, `ask@2`, `ask@2.invalid`); a state of a subflow is `flow~id@attempt`. In ids and names of flows
//! everything but letters, digits, `-`, `_` and `.` is percent-encoded there, so that a name is unique and can be
//! a file.
//!
//! # Why subflows are procedures
//!
//! A subflow is lowered once and returns through a stack in the session. Copying it to each place that runs it
//! would be simpler to render, but twenty subflows that each run the next one twice would be a million states.
//! Recursion is refused by validation, so the stack is never deeper than there are subflows.
//!
//! # How the back ends sit on it
//!
//! All of them read states, what a state speaks, the rules by which it waits, and its ways out; none reads the graph, and
//! none decides what an answer means. They differ in who holds the program counter: [`compile`](crate::compile) says how
//! documents that are pulled, actions that are pushed, applets with two ways out and a graph that a model walks sit on
//! this table.

mod ask;
mod audio;
mod awaited;
mod lower;
mod name;
mod ops;
#[cfg(test)]
mod planted;
mod results;
mod table;
mod version;
mod ways;

pub(crate) use ask::{Accept, Ask, Fail};
pub use ask::{KeyRules, Listen};
pub(crate) use audio::{Sound, Source};
pub(crate) use awaited::Awaited;
pub use results::DialResult;
pub(crate) use results::ResultWays;
pub(crate) use table::{Asked, EdgeIx, Jump, Node, Op, Record, State, StateIx, Way, by_label};
pub use table::{Program, ProgramVariable};
pub(crate) use version::Version;
pub(crate) use ways::each_way;
