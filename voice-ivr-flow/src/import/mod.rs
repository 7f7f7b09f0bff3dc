//! Flows of other editors, read as flows of ours, with everything that could not be carried over said by name.
//!
//! An import never guesses in silence. What has no equal here is either brought as near as it can be
//! ([`RemarkKind::Approximated`]) or left out ([`RemarkKind::LeftOut`]), and each time a [`Remark`] names the
//! widget, the property or event, what was done and what to draw instead. Every value of the file is used or in a
//! remark, but for what an editor keeps for itself ([`twilio_studio`] and [`bland_pathway`] list it). The result is an
//! ordinary [`Flow`](crate::Flow): check it, because a mistake of the source (a loop that never ends on a silent line,
//! a number without its country) is a mistake of the flow too.
//!
//! # Variables
//! Both editors fill values into texts. They become variables of the flow, declared with an empty default:
//!
//! | there | here |
//! |---|---|
//! | `{{widgets.ask.Digits}}`, `{{widgets.ask.SpeechResult}}` | `ask_input`: what was entered or said, whichever it was |
//! | `{{widgets.lookup.parsed.city}}` | `lookup_city`, saved from the answer of the request |
//! | `{{widgets.tape.RecordingUrl}}` | `tape_recordingurl` |
//! | `{{widgets.agent.DialCallStatus}}` | `agent_dialcallstatus`, set behind each exit of the `dial` |
//! | `{{flow.variables.name}}`, `{{widgets.set.name}}` of a `set-variables` | `name` |
//! | `{{flow.data.name}}`, `{{trigger.request.parameters.name}}`, `{{trigger.parent.parameters.name}}` | `data_name` |
//! | `{{trigger.call.From}}`, `{{contact.channel.address}}` | `call_from` |
//! | `{{trigger.call.To}}`, `{{flow.channel.address}}` | `call_to` |
//! | `{{trigger.call.CallSid}}` and the like | `call_callsid` |
//! | `{{a.path.of.names}}` | `a_path_of_names` |
//!
//! Two paths that would get one name are kept apart (`name`, `name_2`). A variable that nothing in the flow sets is
//! [`RemarkKind::Needed`]: whoever starts the flow gives its value; what of another widget is not kept is left out, and
//! stays empty. Filters (`| upcase`), tags (`{% if %}`) and
//! indexes are not understood and remarked.
//!
//! # Limits
//! The file is untrusted: it may be as large as a flow ([`Flow::MAX_BYTES`](crate::Flow::MAX_BYTES)) and as deep
//! ([`Flow::MAX_DEPTH`](crate::Flow::MAX_DEPTH)); time and memory are linear in its size. Where the editor placed a
//! node is not kept.

mod bland;
mod draft;
mod foreign;
mod limits;
mod liquid;
mod names;
mod remark;
mod studio;
mod texts;

pub use bland::bland_pathway;
pub use remark::{Import, ImportError, Remark, RemarkKind};
pub use studio::twilio_studio;
