//! The template flows as TwiML: what is written to files, byte for byte.

use std::fmt::Write as _;

use voice_ivr_flow::compile::twiml::{TwimlOptions, compile};
use voice_ivr_flow::{Flow, Program, templates};

fn program(json: &str) -> Program {
    Program::lower(
        &Flow::from_json(json.as_bytes())
            .unwrap()
            .validate()
            .unwrap(),
    )
}

/// Every file, one after another, elements on lines of their own.
fn files(json: &str) -> String {
    let compiled = compile(&program(json), &TwimlOptions::new());
    let mut out = String::new();
    for (name, content) in compiled.files() {
        let content = content.replace("><", ">\n<");
        writeln!(out, "== {name}\n{}", content.trim_end()).unwrap();
    }
    out
}

#[test]
fn the_vendor_order_confirmation_compiles() {
    insta::assert_snapshot!(files(templates::VENDOR_ORDER_CONFIRMATION));
}

#[test]
fn the_reception_compiles() {
    insta::assert_snapshot!(files(templates::RECEPTION));
}

#[test]
fn the_rider_delivery_alert_compiles() {
    insta::assert_snapshot!(files(templates::RIDER_DELIVERY_ALERT));
}

/// L9, and §6.5: neither the order of nodes nor that of edges changes a byte.
#[test]
fn output_is_the_same_bytes_whatever_the_order_of_nodes_and_edges() {
    for (name, json) in templates::ALL {
        let mut document: serde_json::Value = serde_json::from_str(json).unwrap();
        let first = files(&document.to_string());
        assert_eq!(files(&document.to_string()), first, "{name}");
        for list in ["nodes", "edges"] {
            document[list].as_array_mut().unwrap().reverse();
        }
        assert_eq!(files(&document.to_string()), first, "{name}");
    }
}

#[test]
fn every_document_is_one_that_twilio_takes() {
    for (name, json) in templates::ALL {
        let compiled = compile(&program(json), &TwimlOptions::new());
        for document in &compiled.documents {
            let parsed = voice_twilio::twiml::Response::parse(&document.content).unwrap();
            assert_eq!(parsed.findings, [], "{name}: {}", document.state);
            parsed.response.check().unwrap();
            assert_eq!(parsed.response.to_xml(), document.content);
        }
    }
}

#[test]
fn a_base_url_stands_before_every_action() {
    let options = TwimlOptions::new().base_url("https://voice.example.com/ivr/");
    let compiled = compile(&program(templates::RIDER_DELIVERY_ALERT), &options);
    let ask = compiled.document("ask@1").unwrap();
    assert!(
        ask.content
            .starts_with("<Response><Gather action=\"https://voice.example.com/ivr/ask@1\" "),
        "{}",
        ask.content
    );
}
