//! The main job, offline: a call flow in Hindi is checked, compiled, simulated, and called.
//!
//! `cargo run --example quickstart`

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

use std::error::Error;
use std::time::Duration;

use voice_sdk::flow::compile::twiml;
use voice_sdk::flow::simulate::{EventKind, Run, Script, Simulation};
use voice_sdk::flow::{Flow, FlowLine, Program, Text, templates};
use voice_sdk::mock::MockProvider;
use voice_sdk::{
    Call, CallEvent, CallTracker, EventKind as CallEventKind, OutboundCall, PhoneNumber, Speaker,
    TelephonyProvider, TelephonyProviderExt, Timestamp, Transcript,
};

/// Waits once, presses a wrong key, then 3 (set the time), then 2 (twenty minutes).
const CALLER: &str = "~,9,3,2";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    title("1  Check the flow");
    let source = templates::VENDOR_ORDER_CONFIRMATION;
    let flow = Flow::from_json(source.as_bytes())?;
    println!("{}", flow.name().unwrap_or_default());
    print!(
        "{}",
        Text::new(&flow.check()).source("vendor-order-confirmation.json", source)
    );
    let flow = flow.validate()?;
    let program = Program::lower(&flow);

    title("2  Compile it to TwiML");
    let compiled = twiml::compile(&program, &twiml::TwimlOptions::new());
    for document in compiled.documents.iter().take(2) {
        println!("{}\n    {}\n", document.file, document.content);
    }
    let others = compiled
        .documents
        .iter()
        .skip(2)
        .map(|document| document.file.as_str());
    println!("and: {}\n", others.collect::<Vec<_>>().join(", "));
    match compiled.report.to_string().as_str() {
        "" => println!("TwiML expresses every node exactly."),
        lost => print!("What TwiML does not express exactly:\n{lost}"),
    }

    title("3  Simulate a caller");
    let answered_at: Timestamp = "2026-03-02T10:00:00Z".parse()?;
    println!("The caller: waits, presses 9, then 3, then 2.\n");
    let simulated = Simulation::new(answered_at)
        .variable("order_id", "1042")
        .run(&program, &Script::parse(CALLER)?);
    print!("{simulated}");

    title("4  Place the call");
    let provider = MockProvider::new()
        .starting_at(answered_at)
        .line(FlowLine::new(program, Script::parse(CALLER)?, answered_at));
    let from: PhoneNumber = "+15550100100".parse()?;
    let to: PhoneNumber = "+15550100101".parse()?;
    let call = OutboundCall::new(from, to)
        .ring_timeout(Duration::from_secs(30))
        .reference("order-1042".parse()?)
        .variable("order_id", "1042");
    let (call, events, transcript) = place(&provider, &provider, &call).await?;
    print_events(&events);
    print_transcript(&transcript);
    print_call(&call);

    agree(&simulated, &call, &transcript)?;
    println!("\nThe call and the simulator agree.");
    Ok(())
}

/// Everything but `line` works with any provider; only the mock can be told to play its calls to the end.
async fn place(
    provider: &dyn TelephonyProvider,
    line: &MockProvider,
    call: &OutboundCall,
) -> Result<(Call, Vec<CallEvent>, Transcript), Box<dyn Error>> {
    let placed = provider.place_call(call).await?;
    let events = line.run();
    let mut tracker = CallTracker::default();
    for event in &events {
        tracker.event(event);
    }
    let call = provider.require_calls()?.call(&placed.id).await?;
    if tracker.status() != Some(&call.status) {
        return Err("the events and the provider tell different stories".into());
    }
    let transcript = provider
        .require_transcripts()?
        .transcript(&placed.id)
        .await?;
    Ok((call, events, transcript))
}

/// What the simulator heard and what the call's transcript holds must be the same.
fn agree(simulated: &Run, call: &Call, transcript: &Transcript) -> Result<(), String> {
    let said = simulated
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Say { text } => Some(text.as_str()),
            _ => None,
        });
    if !said.eq(transcript
        .utterances
        .iter()
        .map(|utterance| utterance.text.as_str()))
    {
        return Err("the call said something else than the simulator".into());
    }
    let pressed = simulated
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Input { input } | EventKind::Invalid { input, .. } => Some(input.as_str()),
            _ => None,
        });
    if !pressed.eq(transcript.digits.iter().map(|press| press.digits.as_str())) {
        return Err("the call heard other keys than the simulator".into());
    }
    let variables = transcript
        .variables
        .iter()
        .map(|variable| (&*variable.name, variable.value.as_str()));
    if !simulated
        .variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .eq(variables)
    {
        return Err("the call ended with other variables than the simulator".into());
    }
    if call.duration != Some(Duration::from_millis(simulated.duration_ms)) {
        return Err("the call lasted longer or shorter than the simulator says".into());
    }
    Ok(())
}

fn title(text: &str) {
    println!(
        "\n── {text} {}\n",
        "─".repeat(60_usize.saturating_sub(text.chars().count()))
    );
}

fn print_events(events: &[CallEvent]) {
    println!("Events");
    for event in events {
        let what = match &event.kind {
            CallEventKind::Status(change) => format!("call is {}", change.status),
            CallEventKind::Digits { digits, .. } => format!("caller pressed {}", digits.as_str()),
            CallEventKind::Flow { name } => format!("flow is at `{name}`"),
            _ => continue,
        };
        println!(
            "  {}  {what}",
            event.at.map(|at| at.to_string()).unwrap_or_default()
        );
    }
}

fn print_transcript(transcript: &Transcript) {
    println!("\nTranscript");
    for utterance in &transcript.utterances {
        let who = if utterance.speaker == Speaker::Agent {
            "flow  "
        } else {
            "caller"
        };
        println!("  {who}  {}", utterance.text.as_str());
    }
    let keys = transcript
        .digits
        .iter()
        .map(|press| press.digits.as_str())
        .collect::<Vec<_>>();
    println!("\nCollected keys: {}", keys.join(", "));
    println!("Variables:");
    for variable in &transcript.variables {
        println!("  {} = {}", variable.name, variable.value.as_str());
    }
}

fn print_call(call: &Call) {
    println!("\nThe call");
    println!("  id         {}", call.id);
    println!(
        "  reference  {}",
        call.reference
            .as_ref()
            .map_or("-", |reference| reference.as_str())
    );
    println!("  status     {}", call.status);
    println!(
        "  duration   {:.1} s",
        call.duration.unwrap_or_default().as_secs_f64()
    );
    println!(
        "  ended by   {}",
        call.hangup_cause
            .as_ref()
            .map_or("-", |cause| cause.as_str())
    );
}
