//! A bounded run of the fuzz targets: the same bodies, seeds of our own, inputs that are the same in every run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};
use voice_ivr_flow::{Flow, templates};
use voice_twilio::webhook::{SharedKey, TwilioEvents, TwilioVerifier};

use crate::dice::Dice;
use crate::proof_flows::Case;
use crate::support::{around, good_nodes};

#[path = "../../../fuzz/bodies/flow_document.rs"]
mod flow_document;
#[path = "../../../fuzz/bodies/flow_import.rs"]
mod flow_import;
#[path = "../../../fuzz/bodies/flow_journeys.rs"]
mod flow_journeys;
#[path = "../../../fuzz/bodies/live_webhook.rs"]
mod live_webhook;
#[path = "../../../fuzz/bodies/programs.rs"]
mod programs;
#[path = "../../../fuzz/bodies/scenario_file.rs"]
mod scenario_file;
#[path = "../../../fuzz/bodies/simulate_input.rs"]
mod simulate_input;
#[path = "../../../fuzz/bodies/socket_frame.rs"]
mod socket_frame;
#[path = "../../../fuzz/bodies/twiml_parse.rs"]
mod twiml_parse;
#[path = "../../../fuzz/bodies/twiml_play.rs"]
mod twiml_play;
#[path = "../../../fuzz/bodies/webhook_request.rs"]
mod webhook_request;

/// How many inputs a target gets.
const INPUTS: usize = 4_000;

fn part<'a>(dice: &mut Dice, of: &'a [u8]) -> &'a [u8] {
    let start = dice.roll(of.len() + 1);
    let len = dice.roll((of.len() - start).min(40) + 1);
    &of[start..start + len]
}

/// What parsers trip over.
const BITS: &[&str] = &[
    "{{",
    "}}",
    "{{x}}",
    "{{{x}}}",
    "{%",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-0",
    "1e999",
    "99999999999999999999",
    "0.1",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "<",
    "</",
    "/>",
    "<![CDATA[",
    "]]>",
    "&#0;",
    "&#x110000;",
    "&amp;",
    "<!--",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "%",
    "%zz",
    "%ff",
    "=",
    "&",
    ";",
    "\n",
    "\n\n",
    "\r\n",
    "~",
    "#",
    "*",
    "say:",
    "dial:busy",
    "request:ok{",
    "hangup",
    "(?i)(a*)*",
    "\"\":",
    "\"next\":\"a\"",
    "\"loop\":-1",
    "+15550100001",
    "sip:",
    "client:",
];

fn mutate(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut data = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(data.len() + 1);
        match dice.roll(6) {
            0 => {
                if let Some(byte) = data.get_mut(at) {
                    *byte = dice.byte();
                }
            }
            1 => {
                let end = (at + dice.roll(20)).min(data.len());
                data.drain(at..end);
            }
            2 => {
                let bit = BITS[dice.roll(BITS.len())];
                data.splice(at..at, bit.bytes());
            }
            3 => {
                let end = (at + 1 + dice.roll(8)).min(data.len());
                let bit = BITS[dice.roll(BITS.len())];
                data.splice(at..end, bit.bytes());
            }
            4 => {
                let other = &seeds[dice.roll(seeds.len())];
                let part = part(dice, other).to_vec();
                data.splice(at..at, part);
            }
            _ => {
                let part = part(dice, &data).to_vec();
                data.splice(at..at, part);
            }
        }
    }
    data
}

/// The paths of all values inside one.
fn paths(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                paths(item, &format!("{at}/{index}"), all);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                paths(member, &format!("{at}/{name}"), all);
            }
        }
        _ => {}
    }
}

/// A seed in which some values were exchanged for others: JSON still, so that what is behind the scanner is met.
fn exchange(dice: &mut Dice, seeds: &[Vec<u8>]) -> Option<Vec<u8>> {
    let pick = |dice: &mut Dice| serde_json::from_slice(&seeds[dice.roll(seeds.len())]).ok();
    let mut value: Value = pick(dice)?;
    for _ in 0..=dice.roll(2) {
        let donor: Value = pick(dice)?;
        let (mut targets, mut sources) = (Vec::new(), Vec::new());
        paths(&value, "", &mut targets);
        paths(&donor, "", &mut sources);
        let new = match dice.roll(4) {
            0 => Value::from(BITS[dice.roll(BITS.len())]),
            1 => [
                json!(null),
                json!(true),
                json!(-1),
                json!(1e300),
                json!(0.5),
                json!([]),
                json!({}),
            ][dice.roll(7)]
            .clone(),
            _ => donor.pointer(&sources[dice.roll(sources.len())])?.clone(),
        };
        // Not the whole document.
        let target = targets.get(1 + dice.roll(targets.len() - 1))?;
        *value.pointer_mut(target)? = new;
    }
    Some(value.to_string().into_bytes())
}

/// Runs a body on the seeds and on inputs made of them; says which input broke it.
fn bombard(seed: u64, seeds: &[Vec<u8>], body: impl Fn(&[u8])) {
    let mut dice = Dice::new(seed);
    let made = (0..INPUTS).map(|at| {
        let exchanged = (at % 2 == 0).then(|| exchange(&mut dice, seeds)).flatten();
        exchanged.unwrap_or_else(|| mutate(&mut dice, seeds))
    });
    for data in seeds.iter().cloned().chain(made) {
        let broken = catch_unwind(AssertUnwindSafe(|| body(&data))).is_err();
        assert!(!broken, "this input: {:?}", String::from_utf8_lossy(&data));
    }
}

fn texts<T: AsRef<str>>(all: impl IntoIterator<Item = T>) -> Vec<Vec<u8>> {
    all.into_iter()
        .map(|text| text.as_ref().as_bytes().to_vec())
        .collect()
}

#[test]
fn no_flow_document_breaks_the_compiler() {
    let mut seeds = texts(templates::ALL.iter().map(|(_, text)| text));
    for (of_type, data, labels) in good_nodes() {
        seeds.extend(texts([around(of_type, &data, &labels).to_json()]));
    }
    let (read, valid) = (Cell::new(0), Cell::new(0));
    bombard(1, &seeds, |data| {
        flow_document::run(data);
        if let Ok(flow) = Flow::from_json(data) {
            read.set(read.get() + 1);
            valid.set(valid.get() + usize::from(flow.validate().is_ok()));
        }
    });
    // Otherwise only the scanner would be tested.
    assert!(read.get() > INPUTS / 10, "{} were JSON", read.get());
    assert!(valid.get() > INPUTS / 100, "{} were valid", valid.get());
}

#[test]
fn no_foreign_file_breaks_the_importer() {
    let studio = r#"{"description":"x","initial_state":"T","states":[
        {"name":"T","type":"trigger","transitions":[{"event":"incomingCall","next":"a"}]},
        {"name":"a","type":"gather-input-on-call","properties":{"say":"Hi {{flow.data.n}}","number_of_digits":1,"loop":1},
         "transitions":[{"event":"keypress","next":"b"},{"event":"timeout","next":"a"}]},
        {"name":"b","type":"split-based-on","properties":{"input":"{{widgets.a.Digits}}"},
         "transitions":[{"event":"noMatch","next":"a"},{"event":"match","next":"c","conditions":[
            {"arguments":["{{widgets.a.Digits}}"],"type":"equal_to","value":"1"}]}]},
        {"name":"c","type":"connect-call-to","properties":{"noun":"number","to":"+15550100001","timeout":30},
         "transitions":[{"event":"callCompleted"}]}]}"#;
    let bland = r#"{"name":"x","nodes":[{"globalConfig":{"globalPrompt":"Be brief."}},
        {"id":"a","type":"Default","data":{"isStart":true,"text":"Press 1, {{n}}.","extractVars":[["v","string","d"]]}},
        {"id":"b","type":"Webhook","data":{"url":"https://example.com","responseData":[{"name":"s","data":"$.s"}],
         "responsePathways":[["s","==","1",{"id":"c"}],["Default/Webhook Completion","","",{"id":"d"}]]}},
        {"id":"c","type":"Route","data":{"routes":[{"conditions":[{"field":"v","operator":"is","value":"1"}],"targetNodeId":"d"}]}},
        {"id":"d","type":"End Call","data":{"text":"Bye."}}],
        "edges":[{"source":"a","target":"b","label":"User pressed 1"},{"source":"a","target":"d","data":{"label":"User pressed 2"}}]}"#;
    bombard(2, &texts([studio, bland]), flow_import::run);
}

#[test]
fn no_list_of_inputs_breaks_the_simulator() {
    let seeds = texts([
        "1,~,42#,say:yes\\, please,dial:busy,hangup",
        "request:ok{\"a\":{\"b\":[1,2]}},agent:done{\"x\":\"y\"},sms:failed,record:0",
        "",
    ]);
    bombard(3, &seeds, simulate_input::run);
}

#[test]
fn no_document_breaks_the_reader_of_twiml() {
    let seeds = texts([
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Say voice=\"alice\">Hi <break time=\"1s\"/></Say></Response>",
        "<Response><Gather input=\"dtmf speech\" numDigits=\"1\" action=\"/a?b=1&amp;c=2\"><Play>https://example.com/a</Play></Gather>\
         <Dial timeout=\"20\"><Number>+15550100001</Number><Sip>sip:a@example.com</Sip></Dial><Record maxLength=\"9\"/></Response>",
        "<Response><Connect><Stream url=\"wss://example.com\"><Parameter name=\"a\" value=\"b\"/></Stream></Connect><Sing/></Response>",
    ]);
    bombard(4, &seeds, twiml_parse::run);
}

#[test]
fn no_played_document_breaks_the_player() {
    let seeds = texts([
        "<Response><Gather input=\"dtmf speech\" numDigits=\"2\" timeout=\"3\" finishOnKey=\"*\"><Say loop=\"2\">Hi</Say><Pause/></Gather>\
         <Record maxLength=\"9\"/><Redirect>/x</Redirect></Response>\n\n1s*kwrRh",
        "<Response><Dial timeout=\"20\" timeLimit=\"9\"><Number>+15550100001</Number><Client>c</Client></Dial><Dial><Conference>r</Conference></Dial>\
         <Enqueue waitUrl=\"/w\">q</Enqueue></Response>\n\nbncldq",
        "<Response><Sms action=\"/s\">x</Sms><Play digits=\"1w\"/><Connect><ConversationRelay url=\"wss://example.com\"/></Connect><Leave/></Response>\n\ntl",
    ]);
    bombard(6, &seeds, twiml_play::run);
}

#[test]
fn no_pair_of_flows_breaks_exploring_and_comparing() {
    let pair = |seed| {
        let (old, new) = (Case::of(seed).flow(), Case::of(seed + 1).flow());
        let (old, new) = (old.source(), new.source());
        format!("{old}\n\n{new}")
    };
    let small: Vec<String> = (0..200)
        .map(pair)
        .filter(|pair| pair.len() < 3_000)
        .collect();
    assert!(small.len() > 20, "{}", small.len());
    bombard(7, &texts(small), flow_journeys::run);
}

#[test]
fn no_webhook_breaks_a_live_flow() {
    let mut seeds = Vec::new();
    for at in 0..14 {
        for more in ["", ",\"stack\":[9]", ",\"set\":[\"+15550100001\"]"] {
            seeds.push(format!(
                "{{\"flow\":\"0\",\"at\":{at},\"phase\":\"waiting\"{more},\"steps\":3}}\nDigits=1\nSpeechResult=yes\n\
                 RecordingUrl=https://example.com/1\nRecordingDuration=4\nDialCallStatus=busy\nSmsStatus=failed\n\
                 HandoffData={{\"outcome\":\"x\",\"variables\":{{\"v\":1}}}}\nBody={{\"a\":\"<&>\"}}"
            ));
        }
    }
    seeds.push("-\norder_id=<1>\nv=\u{7}&".to_owned());
    bombard(8, &texts(seeds), live_webhook::run);
}

#[test]
fn no_file_breaks_the_scenarios() {
    let seeds = texts([
        r#"{"scenarios":[{"name":"a","input":"1,~,dial:busy","variables":{"order_id":"12"},"at":"2026-03-02T10:00:00Z",
            "expect":{"outcome":"hangup","texts":["Hello"],"nodes":["ask"],"variables":{"answer":"accepted"}}}]}"#,
        r#"{"scenarios":[{"name":"b"},{"name":"c","expect":{"outcome":"caller_hangup"}}]}"#,
    ]);
    bombard(9, &seeds, scenario_file::run);
}

#[test]
fn no_webhook_breaks_its_reader() {
    let verifier =
        TwilioVerifier::new("token").shared_key(SharedKey::new("webhooks_sharedkey_1", "secret"));
    let seeds = texts([
        "https://example.com/voice?a=1\nX-Twilio-Signature: aGVsbG8gaGVsbG8gaGVsbG8gaGU=\n\
         Content-Type: application/x-www-form-urlencoded\n\n\
         CallSid=CA00000000000000000000000000000000&CallStatus=completed&From=%2B15550100001&To=%2B15550100002&CallDuration=5",
        "https://example.com/?bodySHA256=00ff\nX-Twilio-Signature: x\nContent-Type: application/json\n\n{\"CallSid\":\"CA0\",\"a\":[1]}",
        "https://example.com/\n\nRecordingUrl=https%3A%2F%2Fexample.com&RecordingStatus=completed&Timestamp=Mon%2C+05+Jan+2026",
        "GET https://u:p@[2001:db8::1]:8443/v?CallSid=CA0&CallStatus=ringing&Direction=inbound&Digits=&SipHeader_X-A=1&it's=%27+\n\
         X-Twilio-Signature: aGVsbG8gaGVsbG8gaGVsbG8gaGU=\nHost: example.com:8443\nX-Forwarded-Port: 99999\n\
         X-Twilio-Webhooks-Signature-Settings: key=webhooks_sharedkey_1,algorithm=HMAC_SHA256\nI-Twilio-Idempotency-Token: abc\n\n",
        "GET wss://example.com/media\nX-Twilio-Signature: aGVsbG8gaGVsbG8gaGVsbG8gaGU=\n\n",
        "https://example.com/\nContent-Type: application/x-www-form-urlencoded\n\nMessageSid=SM0&From=%2B15550100001&To=a&Body=hi\
         &NumMedia=1&MediaUrl0=https%3A%2F%2Fexample.com&MediaContentType0=image%2Fpng&MediaUrl99999999999=x",
    ]);
    bombard(5, &seeds, |data| {
        webhook_request::run(data, &[(&verifier, &TwilioEvents)], |request| {
            let _ = (verifier.explain(request), verifier.verify_socket(request));
        });
    });
}

#[test]
fn no_frame_of_a_socket_breaks_its_reader() {
    let seeds = texts([
        r#"{"event":"start","sequenceNumber":"1","streamSid":"MZ1","start":{"streamSid":"MZ1","accountSid":"AC1","callSid":"CA1",
        "tracks":["inbound"],"customParameters":{"order":"7"},"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1}}}"#,
        r#"{"event":"media","sequenceNumber":"4","streamSid":"MZ1","media":{"track":"inbound","chunk":"2","timestamp":"20","payload":"//8="}}"#,
        r#"{"event":"dtmf","sequenceNumber":5,"streamSid":"MZ1","dtmf":{"track":"inbound_track","digit":"1"}}"#,
        r#"{"event":"mark","streamSid":"MZ1","mark":{"name":"end"}}"#,
        r#"{"event":"x-invented","deep":[[[{"a":1e999}]]]}"#,
        r#"{"type":"setup","sessionId":"VX1","from":"+15550100001","to":"client:a","direction":"inbound","customParameters":{"a":"b"}}"#,
        r#"{"type":"prompt","voicePrompt":"yes","lang":"en-US","last":true}"#,
        r#"{"type":"interrupt","utteranceUntilInterrupt":"One","durationUntilInterruptMs":"460"}"#,
        r#"{"type":"play","source":"https://example.com/a.mp3","loop":2,"preemptible":true}"#,
        r#"{"type":"end","handoffData":"{}"}"#,
    ]);
    bombard(6, &seeds, socket_frame::run);
}
