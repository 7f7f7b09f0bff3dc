//! The checked-in schema is the one that the code writes, and agrees with the validator.

use std::sync::LazyLock;

use serde_json::{Value, json};
use voice_ivr_flow::{FindingKind, Flow, json_schema, templates};

use crate::support::{around, good_nodes};

const CHECKED_IN: &str = include_str!("../../schema/flow.schema.json");

#[test]
fn the_checked_in_schema_is_the_generated_one() {
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/flow.schema.json");
        std::fs::write(path, json_schema()).unwrap();
        return;
    }
    assert_eq!(
        CHECKED_IN,
        json_schema(),
        "run this test with UPDATE_SCHEMA=1"
    );
}

fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(&json_schema()).unwrap());
    &SCHEMA
}

/// The keywords that our schema uses, for a value.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let Some(schema) = schema.as_object() else {
        return schema.as_bool().unwrap();
    };
    let strings = |list: &Value| -> Vec<String> {
        let list = list
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![list.clone()]);
        list.iter()
            .map(|item| item.as_str().unwrap().to_owned())
            .collect()
    };
    let is = |name: &str| match name {
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    };
    let matches = |pattern: &Value| {
        let pattern = regex_of(pattern.as_str().unwrap());
        value.as_str().is_none_or(|text| pattern.is_match(text))
    };
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let length = value.as_str().map(|text| text.chars().count());
    let items = value.as_array();
    let members = value.as_object();
    schema.iter().all(|(keyword, rule)| match keyword.as_str() {
        "$schema" | "title" | "description" | "default" | "$defs" | "then" => true,
        "$ref" => fits(
            root,
            root.pointer(&rule.as_str().unwrap()[1..]).unwrap(),
            value,
        ),
        "type" => strings(rule).iter().any(|name| is(name)),
        "enum" => rule.as_array().unwrap().contains(value),
        "const" => rule == value,
        "anyOf" => rule
            .as_array()
            .unwrap()
            .iter()
            .any(|one| fits(root, one, value)),
        "allOf" => rule
            .as_array()
            .unwrap()
            .iter()
            .all(|one| fits(root, one, value)),
        "if" => !fits(root, rule, value) || fits(root, &schema["then"], value),
        "minimum" => value
            .as_f64()
            .is_none_or(|own| own >= rule.as_f64().unwrap()),
        "maximum" => value
            .as_f64()
            .is_none_or(|own| own <= rule.as_f64().unwrap()),
        "minLength" => length.is_none_or(|own| own >= number(rule)),
        "maxLength" => length.is_none_or(|own| own <= number(rule)),
        "pattern" => matches(rule),
        "minItems" => items.is_none_or(|own| own.len() >= number(rule)),
        "maxItems" => items.is_none_or(|own| own.len() <= number(rule)),
        "minProperties" => members.is_none_or(|own| own.len() >= number(rule)),
        "items" => items.is_none_or(|own| own.iter().all(|item| fits(root, rule, item))),
        "required" => {
            members.is_none_or(|own| strings(rule).iter().all(|name| own.contains_key(name)))
        }
        "propertyNames" => {
            members.is_none_or(|own| own.keys().all(|name| fits(root, rule, &json!(name))))
        }
        "properties" => members.is_none_or(|own| {
            let rules = rule.as_object().unwrap();
            rules
                .iter()
                .all(|(name, rule)| own.get(name).is_none_or(|own| fits(root, rule, own)))
        }),
        "additionalProperties" => members.is_none_or(|own| {
            let known = schema.get("properties").and_then(Value::as_object);
            own.iter().all(|(name, own)| {
                known.is_some_and(|known| known.contains_key(name)) || fits(root, rule, own)
            })
        }),
        other => panic!("the schema uses `{other}`, which this test does not know"),
    })
}

fn regex_of(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).unwrap()
}

fn accepts(document: &Value) -> bool {
    let schema = schema();
    fits(schema, schema, document)
}

#[test]
fn template_flows_fit_the_schema() {
    for (name, text) in templates::ALL {
        assert!(accepts(&serde_json::from_str(text).unwrap()), "{name}");
    }
}

fn document(of_type: &str, data: &Value) -> Value {
    let flow = around(of_type, data, &[]);
    serde_json::from_str(&flow.to_json()).unwrap()
}

#[test]
fn the_schema_takes_every_type_and_refuses_it_without_its_members() {
    for (of_type, data, _) in good_nodes() {
        assert!(accepts(&document(of_type, &data)), "{of_type}");
        let needs = [
            "message",
            "url",
            "variable",
            "number",
            "queue",
            "room",
            "value",
            "conditions",
            "timezone",
            "body",
            "prompt",
            "flow",
        ];
        for member in needs
            .into_iter()
            .filter(|member| data.get(member).is_some())
        {
            let mut data = data.clone();
            data.as_object_mut().unwrap().remove(member);
            assert!(
                !accepts(&document(of_type, &data)),
                "{of_type} without {member}"
            );
        }
    }
}

/// What the schema can see is what the validator calls a wrong shape.
#[test]
fn the_schema_refuses_what_the_validator_calls_a_bad_value_of_a_member() {
    let values = [
        json!(0),
        json!(1.5),
        json!(100_000),
        json!("x"),
        json!(""),
        json!(true),
        json!([]),
        json!({}),
        json!([1]),
        json!({"a b": 1}),
        json!(null),
    ];
    // These need more than a shape: a URL, a number, a place, a pattern, markup.
    let beyond = [
        "url",
        "audio",
        "music",
        "number",
        "numbers",
        "to",
        "notify",
        "caller_id",
        "timezone",
        "pattern",
        "ssml",
        "holidays",
        "conditions",
    ];
    for (of_type, good, _) in good_nodes() {
        let schema = schema();
        let members = schema["$defs"][of_type]["properties"].as_object().unwrap();
        for member in members.keys() {
            for value in &values {
                let mut data = good.clone();
                data[member] = value.clone();
                let document = document(of_type, &data);
                let findings = Flow::from_json(document.to_string().as_bytes())
                    .unwrap()
                    .check();
                let shape = |kind: FindingKind| {
                    matches!(kind, FindingKind::BadValue | FindingKind::MissingData)
                };
                let wrong: Vec<_> = findings
                    .iter()
                    .filter(|finding| shape(finding.kind()))
                    .collect();
                let both = member == "message"
                    || member == "audio"
                    || member == "numbers"
                    || member == "ssml";
                if accepts(&document) {
                    let more = beyond.contains(&member.as_str()) || both;
                    assert!(
                        wrong.is_empty() || more,
                        "{of_type}.{member} = {value}: {findings}"
                    );
                } else {
                    let named = findings.find(FindingKind::BadNumber).is_some();
                    assert!(
                        !wrong.is_empty() || named,
                        "{of_type}.{member} = {value} is only refused by the schema"
                    );
                }
            }
        }
    }
}
