//! A flow and a scripted caller on the line of the mock provider.

use std::time::Duration;

use voice_core::mock::{Conversation, Line, TurnKind};
use voice_core::{CallStatus, HangupCause, OutboundCall, Timestamp};

use crate::Program;
use crate::simulate::{EventKind, Run, Script, Simulation};
use crate::step::{DialResult, Outcome};

/// Answers the mock provider's calls with a flow, and lets a scripted caller take them.
///
/// The call's [`variables`](OutboundCall::variables) are the flow's. What happens is exactly what the simulator
/// says: the same [`Run`], told as a conversation.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// use voice_core::mock::MockProvider;
/// use voice_core::{Calls, OutboundCall, OutboundCalls, PhoneNumber};
/// use voice_ivr_flow::simulate::Script;
/// use voice_ivr_flow::{Flow, FlowLine, Program, templates};
///
/// let flow = Flow::from_json(templates::RIDER_DELIVERY_ALERT.as_bytes())?.validate()?;
/// let line = FlowLine::new(Program::lower(&flow), Script::parse("1")?, "2026-03-02T10:00:00Z".parse()?);
/// let provider = MockProvider::new().line(line);
///
/// let rider: PhoneNumber = "+15550100101".parse()?;
/// let placed = provider.place_call(&OutboundCall::to(rider).variable("order_id", "1042")).await?;
/// provider.run();
/// assert!(provider.call(&placed.id).await?.status.is_final());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct FlowLine {
    program: Program,
    script: Script,
    at: Timestamp,
}

impl FlowLine {
    /// A program, what the caller does, and the instant at which calls are answered, for `hours`.
    pub fn new(program: Program, script: Script, at: Timestamp) -> Self {
        Self {
            program,
            script,
            at,
        }
    }
}

impl Line for FlowLine {
    fn converse(&self, call: &OutboundCall) -> Conversation {
        let variables = call
            .variables
            .iter()
            .map(|(name, value)| (name.as_ref(), value.as_str()));
        let simulation = Simulation::new(self.at).variables(variables);
        conversation(&simulation.run(&self.program, &self.script))
    }
}

/// The run as a conversation.
fn conversation(run: &Run) -> Conversation {
    let mut conversation = Conversation::answered(Duration::from_millis(run.duration_ms))
        .hangup_cause(hangup_cause(run.outcome));
    for event in &run.events {
        if let Some(kind) = turn(&event.node, &event.kind) {
            conversation = conversation.turn(Duration::from_millis(event.at_ms), kind);
        }
    }
    for (name, value) in &run.variables {
        conversation = conversation.variable(name.as_str(), value.as_str());
    }
    conversation
}

fn hangup_cause(outcome: Outcome) -> HangupCause {
    match outcome {
        Outcome::CallerHangup => HangupCause::RemoteHangup,
        Outcome::Forwarded | Outcome::Transferred | Outcome::Queued => HangupCause::Transferred,
        Outcome::Rejected => HangupCause::Rejected,
        Outcome::Hangup | Outcome::MaxSteps => HangupCause::LocalHangup,
    }
}

fn turn(node: &str, kind: &EventKind) -> Option<TurnKind> {
    Some(match kind {
        EventKind::Enter => TurnKind::Step(node.into()),
        EventKind::Say { text } => TurnKind::Said(text.as_str().into()),
        EventKind::Play { url } => TurnKind::Played(url.as_str().into()),
        EventKind::Input { input } | EventKind::Invalid { input, .. } if is_keys(input) => {
            TurnKind::Pressed(input.as_str().into())
        }
        EventKind::Input { input } | EventKind::Invalid { input, .. } => {
            TurnKind::Heard(input.as_str().into())
        }
        EventKind::Dial { result, .. } | EventKind::Transfer { result, .. } => {
            TurnKind::Dialed(dial_status(*result))
        }
        EventKind::Record { seconds } => {
            TurnKind::Recorded(Duration::from_secs(u64::from(*seconds)))
        }
        _ => return None,
    })
}

fn is_keys(input: &str) -> bool {
    input
        .bytes()
        .all(|key| key.is_ascii_digit() || matches!(key, b'*' | b'#'))
}

fn dial_status(result: DialResult) -> CallStatus {
    match result {
        DialResult::Completed => CallStatus::Completed,
        DialResult::Busy => CallStatus::Busy,
        DialResult::NoAnswer => CallStatus::NoAnswer,
        DialResult::Failed => CallStatus::Failed,
    }
}
