//! Import of Bland pathways (all invented).

use proptest::prelude::*;
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

/// Every type of node with every member that is known of it.
pub(crate) fn every_node() -> Value {
    let edge = |id: &str, source: &str, target: &str, label: &str| {
        json!({"id": id, "type": "custom", "source": source, "target": target, "label": label,
            "description": format!("{label}, really"),
            "data": {"label": label, "description": format!("{label}, really"), "isHighlighted": false, "alwaysPick": false}})
    };
    let options = |skips: bool| {
        json!({"modelType": "smart", "modelName": "m", "temperature": 0.2, "newTemperature": 0.3,
            "interruptionThreshold": 100, "interruptibility": 1, "block_interruptions": true, "skipUserResponse": skips,
            "disableSilenceRepeat": true, "disableEndCallTool": true})
    };
    let common = |name: &str| {
        json!({"name": name, "condition": "Until it is said.", "extractVars": [["digit", "integer", "A digit", true],
                ["bland-prompt", "string", "Digits only"], {"name": "colour", "type": "string", "description": "A colour"}],
            "extractVarSettings": {"ignorePrevious": true, "useAudio": false}, "modelOptions": options(false),
            "tag": {"name": "t", "color": "red"}, "tools": [{"name": "x"}], "kb": "KB0", "kbTool": "y", "voice": "v",
            "temperature": 0.5, "dialogueExamples": [{"Conversation History": "h", "Assistant Response": "r"}],
            "conditionExamples": [{"Condition Achieved": "true"}], "pathwayExamples": [{"Chosen Pathway": "p"}],
            "unitTests": {"a": 1}, "isGlobal": true, "globalLabel": "g", "globalDescription": "d"})
    };
    let with = |mut data: Value, more: Value| {
        let members = more.as_object().unwrap().clone();
        data.as_object_mut().unwrap().extend(members);
        data
    };
    let node = |id: &str, kind: &str, data: Value| json!({"id": id, "type": kind, "data": data, "position": {"x": 1, "y": 2}, "width": 320});
    json!({"name": "Everything", "description": "All there is", "nodes": [
        {"globalConfig": {"globalPrompt": "Short sentences, {{tone}}.", "extraction_schemas": ["s"]}},
        node("n1", "Default", with(common("Hello"), json!({"isStart": true, "text": "Welcome.", "prompt": "unsaid",
            "modelOptions": options(true)}))),
        node("n2", "Default", with(common("Menu"), json!({"text": "Press 1 or 2."}))),
        node("n3", "Default", with(common("Talk"), json!({"prompt": "Ask for it."}))),
        node("n4", "Knowledge Base", with(common("Know"), json!({"prompt": "Answer.", "speechDuringKBPrompt": "Hm."}))),
        node("n5", "Webhook", json!({"name": "Look", "url": "https://example.com/{{digit}}", "method": "PATCH",
            "headers": {"X-A": "1", "bad name": "2"}, "auth": {"type": "bearer", "token": "invented"}, "body": "{}",
            "timeoutValue": 8, "max_retries": 2, "tool": "t", "is_staging": true, "prompt": "unsaid", "speech": "One moment.",
            "responseData": [{"name": "state", "data": "$.state", "context": "c"}, {"name": "deep", "data": "$.a.b"}],
            "responsePathways": [["state", "==", "sent", {"id": "n6", "name": "Route"}],
                ["BlandStatusCode", "==", "404", {"id": "n9", "name": "Bye"}], ["state", "~", "x", {"id": "n9"}], ["short"],
                ["Default/Webhook Completion", "", "", {"id": "n7", "name": "Text"}]]})),
        node("n6", "Route", json!({"name": "Route", "fallbackNodeId": "n8", "routes": [
            {"conditions": [{"field": "digit", "operator": ">=", "value": "1"}, {"field": "{{state}}", "operator": "is", "value": "x"}],
                "targetNodeId": "n7"},
            {"conditions": [{"field": "digit", "operator": "~", "value": "1", "isGroup": true}], "targetNodeId": "n9"}]})),
        node("n7", "SMS", json!({"name": "Text", "smsBody": "It is {{state}}.", "phoneNumber": "+15550100009"})),
        node("n8", "Transfer Call", json!({"name": "Transfer", "text": "Connecting you.", "prompt": "unsaid",
            "transferNumber": "+15550100011", "transferExtension": "12", "warmTransferFields": {"isEnabled": true, "agentPrompt": "a"},
            "twilioAppTransferFields": {"a": 1}})),
        node("n9", "End Call", json!({"name": "Bye", "text": "Goodbye.", "prompt": "unsaid", "voice": "v"})),
        node("n10", "End Call", json!({"name": "Say bye", "prompt": "Say goodbye.", "extractVars": [["digit", "string", ""]]})),
        node("n11", "Press Button", json!({"name": "Press", "mode": "digit", "digit": "1"})),
        node("n12", "Custom Code", json!({"name": "Code", "code": "c"})),
        node("n13", "Transfer Pathway", json!({"name": "Other", "transferPathway": "p", "version": 2})),
        node("n14", "Wait for Response", json!({"name": "Wait", "prompt": "Wait.", "globalPrompt": "Own prompt."}))],
      "edges": [edge("e1", "n1", "n2", "Always"), edge("e2", "n2", "n3", "Press 1"), edge("e3", "n2", "n4", "Press 2"),
        edge("e4", "n3", "n5", "Found"), edge("e5", "n3", "n11", "Lost"), edge("e6", "n3", "n9", "Lost"),
        edge("e7", "n4", "n9", "Done"), edge("e8", "n5", "n6", "sent"), edge("e9", "n5", "n9", "never"),
        edge("e10", "n6", "n7", "rule"), edge("e11", "n7", "n10", "Sent"), edge("e12", "n7", "n9", "Failed"),
        edge("e13", "n8", "n9", "after"), edge("e14", "n9", "n1", "again"), edge("e15", "n11", "n12", "next"),
        edge("e16", "n12", "n13", "next"), edge("e17", "n13", "n14", "next"),
        json!({"source": "n14", "target": "n9", "label": "Said", "alwaysPick": true, "condition": "x > 1", "prompt": "p"}),
        json!({"source": "n14", "target": "n10", "label": "Other"})]})
}

/// Graphs in which anything may be wrong.
pub(crate) fn any_pathway() -> impl Strategy<Value = Value> {
    let kinds = prop::sample::select(vec![
        "Default",
        "End Call",
        "Transfer Call",
        "Webhook",
        "Route",
        "SMS",
        "Press Button",
        "Knowledge Base",
        "",
    ]);
    let ids = || prop::sample::select(vec!["a", "b", "c", "d", "nowhere"]);
    let names = prop::sample::select(vec![
        "text",
        "prompt",
        "condition",
        "isStart",
        "extractVars",
        "modelOptions",
        "routes",
        "url",
        "headers",
        "responseData",
        "responsePathways",
        "transferNumber",
        "smsBody",
        "warmTransferFields",
        "name",
        "timeoutValue",
    ]);
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        (0..5000).prop_map(Value::from),
        prop::sample::select(vec!["x", "{{a}}", "Press 1", "1", "==", "$.a"]).prop_map(Value::from),
    ];
    let anything = leaf.prop_recursive(3, 16, 4, |inner| {
        let name = prop::sample::select(vec![
            "name",
            "data",
            "conditions",
            "field",
            "operator",
            "value",
            "targetNodeId",
            "isEnabled",
            "skipUserResponse",
            "id",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::hash_map(name, inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    });
    let data = prop::collection::hash_map(names, anything.clone(), 0..6)
        .prop_map(|members| members.into_iter().collect::<Value>());
    let node = (ids(), kinds, prop_oneof![8 => data, 1 => anything.clone()])
        .prop_map(|(id, kind, data)| json!({"id": id, "type": kind, "data": data}));
    let labels = prop::sample::select(vec!["", "Press 1", "2", "User pressed *", "Yes", "default"]);
    let edge = (ids(), ids(), labels, any::<bool>(), anything).prop_map(|(source, target, label, always, extra)| {
        json!({"source": source, "target": target, "label": label, "data": {"alwaysPick": always, "description": extra}})
    });
    (
        prop::collection::vec(node, 0..6),
        prop::collection::vec(edge, 0..8),
    )
        .prop_map(|(nodes, edges)| json!({"name": "Any", "nodes": nodes, "edges": edges}))
}

#[test]
fn everything_of_a_pathway_is_used_or_said() {
    let import = import(&every_node());
    assert_eq!(import.flow.check().errors(), 0, "{}", import.flow.check());
    insta::assert_snapshot!("import_bland_every_node", told(&import));
}

/// The remarks, what the check finds, and the flow.
fn told(import: &Import) -> String {
    let remarks: Vec<String> = import.remarks.iter().map(ToString::to_string).collect();
    format!(
        "remarks\n{}\n\nfindings\n{}\n\n{}",
        remarks.join("\n"),
        kinds(&import.flow.check()).join("\n"),
        import.flow.to_json()
    )
}

#[test]
fn a_pathway_becomes_a_flow_that_is_valid() {
    let import = import(&desk());
    assert_eq!(import.flow.check().errors(), 0, "{}", import.flow.check());
    insta::assert_snapshot!("import_bland_desk", told(&import));
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
    assert_eq!(import.remarks.len(), 5);
}

#[test]
fn edges_that_lead_nowhere_or_are_none_are_named() {
    let import = import(&json!({"nodes": [
            {"id": "a", "type": "Default", "data": {"name": "A", "isStart": true, "text": "Hi."}}],
        "edges": [{"source": "a", "target": "lost", "data": {"label": "x", "alwaysPick": true}},
            {"source": "lost", "target": "a"}, 3, {"source": "a"}, {"target": "a"}]}));
    let remarks: Vec<String> = import.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        remarks,
        [
            "left out: `edges[1]`: it comes from `lost`, which there is not",
            "left out: `edges[2]`: it is no edge with a `source` and a `target`",
            "left out: `edges[3]`: it is no edge with a `source` and a `target`",
            "left out: `edges[4]`: it is no edge with a `source` and a `target`",
            "left out: `A`: it leads to `lost`, which there is not; the call ends instead",
        ]
    );
}

#[test]
fn a_flow_of_ours_is_refused() {
    let ours = json!({"name": "Ours", "nodes": [{"id": "start", "type": "start"}, {"id": "end", "type": "hangup"}],
        "edges": [{"source": "start", "target": "end"}]});
    let error = bland_pathway(ours.to_string().as_bytes()).unwrap_err();
    assert!(matches!(error, ImportError::NotThisKind(_)), "{error}");
    // What an import has written is a flow too.
    let written = import(&desk()).flow.to_json();
    assert!(bland_pathway(written.as_bytes()).is_err());
}

#[test]
fn a_prompt_that_is_no_text_is_named() {
    for (member, value) in [
        ("prompt", json!({"a": 1})),
        ("text", json!(["x"])),
        ("prompt", json!(true)),
    ] {
        let import = import(
            &json!({"nodes": [{"id": "a", "type": "Default", "data": {"isStart": true, member: value}}]}),
        );
        assert!(
            import.remarks.iter().any(|remark| remark.member == member),
            "{:#?}",
            import.remarks
        );
    }
}

#[test]
fn a_warm_transfer_is_attended_and_a_cold_one_is_blind() {
    for (enabled, mode) in [(true, json!("attended")), (false, Value::Null)] {
        let import = import(
            &json!({"nodes": [{"id": "a", "type": "Transfer Call", "data": {"isStart": true,
            "transferNumber": "+15550100001", "warmTransferFields": {"isEnabled": enabled}}}]}),
        );
        let flow: Value = serde_json::from_str(&import.flow.to_json()).unwrap();
        assert_eq!(flow["nodes"][1]["data"]["mode"], mode);
        assert!(import.remarks.is_empty(), "{:#?}", import.remarks);
    }
}

proptest! {
    #[test]
    fn any_pathway_gives_a_flow_that_can_be_read(document in any_pathway()) {
        let import = import(&document);
        let _ = import.flow.check();
        let read = voice_ivr_flow::Flow::from_json(import.flow.to_json().as_bytes()).unwrap();
        prop_assert_eq!(read, import.flow);
    }
}
