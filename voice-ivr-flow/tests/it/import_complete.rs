//! No import loses anything in silence: each value of a file is used, or a remark says that it is not.

use proptest::prelude::*;
use serde_json::{Value, json};
use voice_ivr_flow::import::{Import, ImportError, Remark, bland_pathway, twilio_studio};

use crate::import_bland::{any_pathway, every_node};
use crate::import_studio::{any_states, every_widget};

type Read = fn(&[u8]) -> Result<Import, ImportError>;

fn read(by: Read, document: &Value) -> Result<Import, ImportError> {
    by(document.to_string().as_bytes())
}

/// The pointers (RFC 6901) of all values, and whether each is an object.
fn pointers(document: &Value) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((at, value)) = open.pop() {
        all.push((at.clone(), value.is_object()));
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    open.push((format!("{at}/{name}"), value));
                }
            }
            Value::Array(items) => {
                for (number, value) in items.iter().enumerate() {
                    open.push((format!("{at}/{number}"), value));
                }
            }
            _ => {}
        }
    }
    all
}

/// What holds others, and says nothing by itself.
const HOLDERS: &[&str] = &[
    "definition",
    "states",
    "properties",
    "transitions",
    "nodes",
    "edges",
    "data",
    "conditions",
];

/// The remarks about the widget or node in which a pointer ends.
fn about(document: &Value, pointer: &str, remarks: Vec<Remark>) -> Vec<Remark> {
    let mut segments = pointer.split('/').skip(1);
    let owner = match (segments.next(), segments.next()) {
        (Some("states"), Some(at)) => format!("/states/{at}/name"),
        (Some("nodes"), Some(at)) => format!("/nodes/{at}/data/name"),
        _ => return remarks,
    };
    let owner = document.pointer(&owner).and_then(Value::as_str);
    let of_owner = |remark: &Remark| remark.widget.is_empty() || Some(&*remark.widget) == owner;
    remarks.into_iter().filter(of_owner).collect()
}

/// Whether a remark names the member at the end of a pointer, or something that holds it.
fn is_told(remarks: &[Remark], pointer: &str) -> bool {
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    segments.iter().enumerate().any(|(depth, segment)| {
        let last = depth + 1 == segments.len();
        let name = if segment.parse::<usize>().is_ok() {
            // An item is told by its place in its list: `edges[3]`.
            let holder = segments[..depth].last().unwrap_or(&"");
            format!("{holder}[{segment}]")
        } else {
            (*segment).to_owned()
        };
        // Deeper inside, `data` is a name like others.
        let inner = *segment == "data" && depth > 2;
        let holder = !last && !inner && HOLDERS.contains(segment);
        remarks.iter().any(|remark| {
            // A remark about a part of a holder lists the parts.
            let in_parts = remark.message.contains(&format!("`{}", remark.member));
            let member = remark.member == name || remark.member.ends_with(&format!(".{name}"));
            let listed = remark.message.contains(&format!("`{name}`"))
                || remark.message.contains(&format!(".{name}`"));
            (member && !(holder && in_parts)) || (listed && !holder)
        })
    })
}

/// Whether a pointer leads into what the editor keeps for itself.
fn is_of_the_editor(pointer: &str) -> bool {
    let own = [
        "offset",
        "friendly_name",
        "position",
        "width",
        "isHighlighted",
        "unitTests",
    ];
    pointer.split('/').any(|segment| own.contains(&segment))
}

/// Values of every shape that say something.
fn invented() -> Vec<Value> {
    vec![
        json!("a text"),
        json!(7),
        json!(false),
        json!(true),
        json!({"a": 1}),
        json!([1, "b"]),
    ]
}

fn with_invented(document: &Value, at: &str, value: &Value) -> Value {
    let mut document = document.clone();
    let object = document.pointer_mut(at).unwrap().as_object_mut().unwrap();
    object.insert("zz_invented".to_owned(), value.clone());
    document
}

#[track_caller]
fn an_invented_member_is_named_everywhere(by: Read, document: &Value) {
    read(by, document).unwrap();
    for (at, _) in pointers(document).into_iter().filter(|(_, object)| *object) {
        if is_of_the_editor(&at) {
            continue;
        }
        for value in [json!(false), json!({"a": 1})] {
            let import = read(by, &with_invented(document, &at, &value)).unwrap();
            assert!(
                is_told(&import.remarks, &format!("{at}/zz_invented")),
                "{at} {value}\n{:#?}",
                import.remarks
            );
        }
    }
}

#[test]
fn an_invented_member_of_a_studio_flow_is_named() {
    an_invented_member_is_named_everywhere(twilio_studio, &every_widget());
    let answer = json!({"sid": "FW0", "friendly_name": "Office", "definition": every_widget()});
    for at in ["", "/definition", "/definition/states/3/properties"] {
        let document = with_invented(&answer, at, &json!(1));
        let remarks = read(twilio_studio, &document).unwrap().remarks;
        assert!(is_told(&remarks, "/zz_invented"), "{at}");
    }
}

#[test]
fn an_invented_member_of_a_pathway_is_named() {
    an_invented_member_is_named_everywhere(bland_pathway, &every_node());
    let answer = json!({"data": every_node(), "errors": null});
    for at in ["", "/data", "/data/nodes/2/data"] {
        let document = with_invented(&answer, at, &json!(1));
        let remarks = read(bland_pathway, &document).unwrap().remarks;
        assert!(is_told(&remarks, "/zz_invented"), "{at}");
    }
}

/// Another value of the same shape.
fn changed(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) => json!(number.as_f64()? + 1.0),
        Value::String(text) => json!(format!("{text}1")),
        _ => return None,
    })
}

/// Each value is changed in turn: the flow changes, or a remark, or the old remarks have said that it is not used.
#[track_caller]
fn every_value_counts(by: Read, document: &Value, idle: &[&str]) {
    let before = read(by, document).unwrap();
    let mut silent = Vec::new();
    for (at, _) in pointers(document) {
        let name = at.rsplit('/').next().unwrap_or_default();
        let Some(other) = document.pointer(&at).and_then(changed) else {
            continue;
        };
        // An event that leads nowhere says what is meant without it; the ids of edges are the editor's.
        let event_alone = name == "event" && {
            let next = format!("{}/next", at.trim_end_matches("/event"));
            document.pointer(&next).is_none()
        };
        let id_of_an_edge = name == "id" && at.starts_with("/edges/");
        if is_of_the_editor(&at) || event_alone || id_of_an_edge || idle.contains(&&*at) {
            continue;
        }
        let mut document = document.clone();
        *document.pointer_mut(&at).unwrap() = other;
        let counts = match read(by, &document) {
            Err(_) => true,
            Ok(after) => after.flow != before.flow || after.remarks != before.remarks,
        };
        if !counts && !is_told(&about(&document, &at, before.remarks.clone()), &at) {
            silent.push(at);
        }
    }
    assert!(silent.is_empty(), "{silent:#?}\n{:#?}", before.remarks);
}

#[test]
fn every_value_of_a_studio_flow_counts_or_is_in_a_remark() {
    let document = every_widget();
    let state = |name: &str| {
        let states = document["states"].as_array().unwrap();
        states
            .iter()
            .position(|state| state["name"] == name)
            .unwrap()
    };
    // They say the same as something else, or have no effect in Studio either.
    let idle = [
        ("run", "properties/service_sid"),
        ("run", "properties/environment_sid"),
        ("run", "properties/function_sid"),
        ("fetch", "properties/content_type"),
        ("which", "properties/input"),
        ("tests", "properties/input"),
        ("tests", "transitions/7/conditions/0/value"),
        ("tests", "transitions/8/conditions/0/value"),
        ("order", "properties/language"),
        ("order", "properties/finish_on_key"),
        ("words", "properties/loop"),
    ];
    let idle = idle.map(|(name, of)| format!("/states/{}/{of}", state(name)));
    let idle: Vec<&str> = idle.iter().map(String::as_str).collect();
    every_value_counts(twilio_studio, &document, &idle);
}

#[test]
fn every_value_of_a_pathway_counts_or_is_in_a_remark() {
    // The label of a way that is always taken decides nothing.
    every_value_counts(bland_pathway, &every_node(), &["/edges/17/label"]);
}

#[test]
fn what_a_file_says_twice_is_used_once_and_named_if_it_differs() {
    let edge = |top: &str| {
        json!({"nodes": [
            {"id": "a", "type": "Default", "data": {"name": "A", "text": "Press 1.", "isStart": true}},
            {"id": "b", "type": "End Call", "data": {"name": "B"}}],
        "edges": [{"source": "a", "target": "b", "label": top, "data": {"label": "Press 1"}}]})
    };
    let remarks = |top| read(bland_pathway, &edge(top)).unwrap().remarks;
    assert!(!is_told(&remarks("Press 1"), "/label"));
    assert!(is_told(&remarks("Press 2"), "/edges/0/label"));
}

proptest! {
    #[test]
    fn an_invented_member_of_any_states_is_named(
        states in any_states(),
        which in any::<prop::sample::Index>(),
        value in prop::sample::select(invented()),
    ) {
        let document = json!({"states": states, "initial_state": "a"});
        let objects: Vec<String> = pointers(&document)
            .into_iter()
            .filter(|(_, object)| *object)
            .map(|(at, _)| at)
            .collect();
        let at = which.get(&objects);
        let import = read(twilio_studio, &with_invented(&document, at, &value)).unwrap();
        prop_assert!(
            is_told(&import.remarks, &format!("{at}/zz_invented"))
                // A widget that is left out as a whole takes what it holds with it.
                || import.remarks.iter().any(|remark| remark.member == "name"),
            "{at} {value}\n{document}\n{:#?}",
            import.remarks
        );
    }

    #[test]
    fn an_invented_member_of_any_pathway_is_named(
        document in any_pathway(),
        which in any::<prop::sample::Index>(),
        value in prop::sample::select(invented()),
    ) {
        let objects: Vec<String> = pointers(&document)
            .into_iter()
            .filter(|(_, object)| *object)
            .map(|(at, _)| at)
            .collect();
        let at = which.get(&objects);
        let import = read(bland_pathway, &with_invented(&document, at, &value)).unwrap();
        // A text in `headers` is a header like any other: it is carried over.
        let header = at.ends_with("/data/headers") && value.is_string();
        prop_assert!(
            header || is_told(&import.remarks, &format!("{at}/zz_invented")),
            "{at} {value}\n{document}\n{:#?}",
            import.remarks
        );
    }
}
