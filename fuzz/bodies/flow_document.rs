//! A file from a stranger: read, checked, lowered, called, compiled, drawn.

use std::sync::LazyLock;

use voice_ivr_flow::compile::{self, twiml};
use voice_ivr_flow::simulate::{Script, Simulation};
use voice_ivr_flow::{Flow, Program, Text};

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
    let _ = Text::new(&findings)
        .source("flow.json", flow.source())
        .to_string();
    let Ok(valid) = flow.validate() else {
        assert!(findings.errors() > 0);
        return;
    };
    let program = Program::lower(&valid);
    let simulation = Simulation::new(voice_core::Timestamp::UNIX_EPOCH).max_steps(500);
    let first = simulation.run(&program, &CALLER);
    assert_eq!(simulation.run(&program, &CALLER), first);
    let _ = simulation.run(&program, &Script::default());
    let _ = twiml::compile(&program, &twiml::TwimlOptions::new());
    let _ = (compile::mermaid(&valid), compile::dot(&valid));
}
