//! The template library, and the example of the design document.

use voice_ivr_flow::{Flow, templates};

use crate::document_parse::EXAMPLE;
use crate::support::{expect, kinds};

#[test]
fn every_template_flow_validates_without_a_finding() {
    for (name, text) in templates::ALL {
        let flow = Flow::from_json(text.as_bytes()).unwrap();
        let findings = flow.check();
        assert!(findings.is_empty(), "{name}: {findings}");
        let valid = flow.validate().unwrap();
        assert!(valid.warnings().is_empty());
        for variable in valid.variables() {
            assert!(
                variable.default.is_empty() || variable.kind.allows(&variable.default),
                "{name}: {}",
                variable.name
            );
        }
    }
}

#[test]
fn template_flows_are_declared_as_their_docs_say() {
    let flow = Flow::from_json(templates::VENDOR_ORDER_CONFIRMATION.as_bytes()).unwrap();
    let valid = flow.validate().unwrap();
    assert_eq!(valid.language(), Some("hi-IN"));
    let names: Vec<&str> = valid
        .variables()
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    assert_eq!(names, ["vendor_name", "order_id", "item_count", "minutes"]);
}

#[test]
fn the_example_is_valid_and_lacks_two_exits() {
    let flow = Flow::from_json(EXAMPLE.as_bytes()).unwrap();
    expect(&flow, &["missing-exit ask -"]);
    let findings = flow.check();
    let finding = findings.iter().next().unwrap();
    assert_eq!(
        finding.message(),
        "the menu `ask` has no edge for `timeout` and `invalid`: the call ends there"
    );
    let valid = flow.validate().unwrap();
    assert_eq!(kinds(valid.warnings()), ["missing-exit ask -"]);
    assert_eq!(valid.name(), "Vendor order confirmation");
    assert_eq!(valid.variables()[0].default, "");
}
