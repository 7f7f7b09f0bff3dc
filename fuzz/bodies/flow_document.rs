//! A file from a stranger: read, checked, lowered, called, compiled, drawn.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::value::{RawValue, to_raw_value};
use voice_ivr_flow::compile::{self, twiml};
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_ivr_flow::{Flow, Program, Text};
use voice_twilio::twiml::Response;

static CALLER: LazyLock<Script> = LazyLock::new(|| {
    Script::parse("1,~,2#,say:yes,dial:busy,request:ok{\"a\":\"b\"},record:3,agent:done,9,hangup")
        .unwrap_or_default()
});

pub(crate) fn run(data: &[u8]) {
    let Ok(flow) = Flow::from_json(data) else {
        return;
    };
    let written = flow.to_json();
    assert_eq!(Flow::from_json(written.as_bytes()).as_ref(), Ok(&flow));
    assert_eq!(flow.version().len(), 16);
    let findings = flow.check();
    let text = Text::new(&findings).source("flow.json", flow.source());
    assert!(!text.to_string().is_empty());
    for finding in &findings {
        assert!(!finding.message().is_empty() && !finding.code().is_empty());
    }
    let Ok(valid) = flow.validate() else {
        assert!(findings.errors() > 0);
        return;
    };
    let program = Program::lower(&valid);
    let simulation = Simulation::new(voice_core::Timestamp::UNIX_EPOCH).max_steps(500);
    let first = simulation.run(&program, &CALLER);
    assert_eq!(simulation.run(&program, &CALLER), first);
    let _ = simulation.run(&program, &Script::default());
    let compiled = twiml::compile(&program, &twiml::TwimlOptions::new());
    for document in &compiled.documents {
        assert!(
            Response::parse(&document.content).is_ok(),
            "{}",
            document.content
        );
    }
    let _ = (compile::mermaid(&valid), compile::dot(&valid));
    if let Some(other) = laid_out_otherwise(data) {
        assert_eq!(other.version(), flow.version());
        let other = other.validate().map(|valid| Program::lower(&valid));
        assert_eq!(other.map(|own| simulation.run(&own, &CALLER)), Ok(first));
    }
}

/// The same content in other bytes: members sorted, nodes and edges the other way round.
fn laid_out_otherwise(data: &[u8]) -> Option<Flow> {
    let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    let mut document: Members = serde_json::from_slice(data).ok()?;
    turn(&mut document)?;
    if let Some(flows) = document.get_mut("flows")
        && flows.get() != "null"
    {
        let mut all: BTreeMap<String, Members> = serde_json::from_str(flows.get()).ok()?;
        all.values_mut().try_for_each(turn)?;
        *flows = to_raw_value(&all).ok()?;
    }
    Flow::from_json(serde_json::to_string(&document).ok()?.as_bytes()).ok()
}

/// What stands inside keeps its bytes: numbers their spelling, maps of languages their order.
type Members = BTreeMap<String, Box<RawValue>>;

fn turn(graph: &mut Members) -> Option<()> {
    for name in ["nodes", "edges"] {
        if let Some(list) = graph.get_mut(name) {
            let mut all: Vec<Box<RawValue>> = serde_json::from_str(list.get()).ok()?;
            all.reverse();
            *list = to_raw_value(&all).ok()?;
        }
    }
    Some(())
}
