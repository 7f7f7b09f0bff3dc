//! Import of Bland pathways (all invented).

use serde_json::{Value, json};
use voice_ivr_flow::import::{Import, ImportError, bland_pathway};

use crate::support::kinds;

fn import(document: &Value) -> Import {
    bland_pathway(document.to_string().as_bytes()).unwrap()
}

fn desk() -> Value {
    let edge = |id: &str, source: &str, target: &str, label: &str| json!({"id": id, "type": "custom", "source": source, "target": target, "data": {"label": label}});
    json!({"name": "Front desk", "nodes": [
        {"globalConfig": {"globalPrompt": "Short sentences."}},
        {"id": "hi", "type": "Default", "data": {"name": "Hi", "isStart": true, "text": "Welcome, {{first_name}}.",
            "modelOptions": {"skipUserResponse": true}}},
        {"id": "menu", "type": "Default", "data": {"name": "Menu", "text": "For billing press 1. For orders press 2."}},
        {"id": "billing", "type": "Transfer Call", "data": {"name": "Billing", "text": "Connecting you.",
            "transferNumber": "+15550100011"}},
        {"id": "order", "type": "Default", "data": {"name": "Order", "prompt": "Ask for the order number.",
            "condition": "A number was given.", "extractVars": [["order_number", "string", "The number"]]}},
        {"id": "look", "type": "Webhook", "data": {"name": "Look up", "url": "https://example.com/{{order_number}}", "method": "GET",
            "responseData": [{"name": "state", "data": "$.state"}, {"name": "deep", "data": "$.a.b"}],
            "responsePathways": [["state", "==", "sent", {"id": "sent", "name": "Sent"}],
                ["Default/Webhook Completion", "", "", {"id": "bye", "name": "Bye"}]]}},
        {"id": "sent", "type": "Route", "data": {"name": "Sent", "fallbackNodeId": "bye",
            "routes": [{"conditions": [{"field": "order_number", "operator": ">=", "value": "100"}], "targetNodeId": "text"}]}},
        {"id": "text", "type": "SMS", "data": {"name": "Text", "smsBody": "It is {{state}}.", "phoneNumber": "+15550100009"}},
        {"id": "odd", "type": "Press Button", "data": {"name": "Odd", "digit": "1"}},
        {"id": "bye", "type": "End Call", "data": {"name": "Bye", "text": "Goodbye."}}],
      "edges": [edge("e1", "hi", "menu", "Always"), edge("e2", "menu", "billing", "User pressed 1"),
        edge("e3", "menu", "order", "User pressed 2"), edge("e4", "order", "look", "Number given"),
        edge("e5", "order", "odd", "No number"), edge("e6", "odd", "bye", "Next"), edge("e7", "text", "bye", "Sent")]})
}

#[test]
fn a_pathway_becomes_a_flow_that_is_valid() {
    let import = import(&desk());
    let remarks: Vec<String> = import.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(import.flow.check().errors(), 0, "{}", import.flow.check());
    insta::assert_snapshot!(
        "import_bland_desk",
        format!(
            "remarks\n{}\n\nfindings\n{}\n\n{}",
            remarks.join("\n"),
            kinds(&import.flow.check()).join("\n"),
            import.flow.to_json()
        )
    );
}

#[test]
fn the_answer_of_the_api_is_read_too() {
    let wrapped = json!({"data": desk(), "errors": null});
    assert_eq!(import(&wrapped).flow, import(&desk()).flow);
}

#[test]
fn a_file_without_nodes_is_refused() {
    for text in ["{}", "[]", r#"{"nodes": 1}"#, r#"{"data": {"edges": []}}"#] {
        let error = bland_pathway(text.as_bytes()).unwrap_err();
        assert!(matches!(error, ImportError::NotThisKind(_)), "{text}");
    }
}

#[test]
fn a_node_without_type_edges_or_data_ends_the_call() {
    let import = import(&json!({"nodes": [{"id": "a"}, {"id": "a", "type": "Route"}, {}, 3]}));
    assert!(import.flow.check().is_empty(), "{}", import.flow.check());
    assert_eq!(import.remarks.len(), 4);
}
