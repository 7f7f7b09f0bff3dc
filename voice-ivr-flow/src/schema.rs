//! The JSON Schema of the document, for editors and for programs that write flows.
//!
//! It is written from the table of members that the validator reads by, so the two cannot drift. It says what a
//! document looks like, not whether a flow works: exits, loops and variables are the validator's. Members that we do
//! not know are allowed everywhere, as in the document.

use crate::document::Flow;
use crate::document::write::{self, string};
use crate::members::{CONDITION, DAYS, Member, NODE_TYPES, Need, NodeType, Rule, VARIABLE_TYPES};
use crate::node::Op;

/// The schema (JSON Schema, draft 2020-12), indented, with a line feed at the end.
///
/// The same text is in the crate's `schema/flow.schema.json`.
pub fn json_schema() -> String {
    let mut definitions: Vec<(&str, String)> = shared();
    for node in &NODE_TYPES {
        definitions.push((node.name, data(node)));
    }
    let root = object(&[
        (
            "$schema",
            text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title", text("Call flow")),
        (
            "description",
            text(
                "A call flow: nodes, and edges between their exits. A member that is null counts as missing.",
            ),
        ),
        ("type", text("object")),
        ("required", texts(["name", "nodes", "edges"])),
        (
            "properties",
            object(&[
                (
                    "name",
                    described("What the flow is called.", &[("type", text("string"))]),
                ),
                (
                    "language",
                    nullable_ref("language", "The language of its prompts (BCP 47)."),
                ),
                (
                    "voice",
                    nullable_ref("word", "The voice of its prompts, as the carrier calls it."),
                ),
                (
                    "variables",
                    described(
                        "The variables that a call may be given: name to type, or to type and default.",
                        &[
                            ("type", texts(["object", "null"])),
                            ("propertyNames", reference("variable")),
                            ("additionalProperties", reference("declaration")),
                        ],
                    ),
                ),
                ("nodes", reference("nodes")),
                ("edges", reference("edges")),
                (
                    "flows",
                    described(
                        "Subflows by name.",
                        &[
                            ("type", texts(["object", "null"])),
                            (
                                "additionalProperties",
                                any_of(&[reference("graph"), kind("null")]),
                            ),
                        ],
                    ),
                ),
            ]),
        ),
        ("$defs", object(&definitions)),
    ]);
    write::indented(root)
}

/// The definitions that several members use.
fn shared() -> Vec<(&'static str, String)> {
    let mut all = graph();
    all.extend(words());
    all.extend(values());
    all
}

/// Nodes and edges.
fn graph() -> Vec<(&'static str, String)> {
    let lists = object(&[("nodes", reference("nodes")), ("edges", reference("edges"))]);
    vec![
        ("nodes", array_of(reference("node"))),
        ("edges", array_of(reference("edge"))),
        (
            "graph",
            object(&[
                ("type", text("object")),
                ("required", texts(["nodes", "edges"])),
                ("properties", lists),
            ]),
        ),
        ("node", node()),
        ("edge", edge()),
    ]
}

fn node() -> String {
    let types = NODE_TYPES.iter().map(|node| node.name);
    let by_type = NODE_TYPES.iter().map(|node| {
        let is = object(&[("const", text(node.name))]);
        let condition = object(&[("properties", object(&[("type", is)]))]);
        let data = object(&[("data", reference(node.name))]);
        let mut then = vec![("properties", data)];
        let needs = |member: &Member| matches!(member.need, Need::Required | Need::OneOf);
        if node.members.iter().any(needs) {
            then.push(("required", texts(["data"])));
        }
        object(&[("if", condition), ("then", object(&then))])
    });
    let of_type = object(&[("enum", texts(types))]);
    object(&[
        ("type", text("object")),
        ("required", texts(["id", "type"])),
        (
            "properties",
            object(&[("id", reference("id")), ("type", of_type)]),
        ),
        ("allOf", list(by_type)),
    ])
}

fn edge() -> String {
    let about = "The exit that the edge leaves by; a missing or blank label is the usual exit.";
    let label = described(about, &[("type", texts(["string", "null"]))]);
    object(&[
        ("type", text("object")),
        ("required", texts(["source", "target"])),
        (
            "properties",
            object(&[
                ("id", any_of(&[reference("id"), kind("null")])),
                ("source", kind("string")),
                ("target", kind("string")),
                ("label", label),
            ]),
        ),
    ])
}

/// Strings of a certain form.
fn words() -> Vec<(&'static str, String)> {
    let like = |pattern: &str| object(&[("type", text("string")), ("pattern", text(pattern))]);
    vec![
        (
            "id",
            described(
                "At most 512 bytes in UTF-8; the length here is counted in characters.",
                &[
                    ("type", text("string")),
                    ("minLength", "1".to_owned()),
                    ("maxLength", Flow::MAX_ID_BYTES.to_string()),
                ],
            ),
        ),
        ("variable", like("^[A-Za-z_][A-Za-z0-9_]*$")),
        (
            "language",
            like(
                "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[Xx](-[A-Za-z0-9]{1,8})+|[Ii]-[A-Za-z]{3,8})$",
            ),
        ),
        ("word", like(r"\S")),
        ("time", like("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")),
    ]
}

/// Values that are made of others.
fn values() -> Vec<(&'static str, String)> {
    let nullable = VARIABLE_TYPES.map(text).into_iter();
    let of_type = object(&[("enum", list(nullable.chain(["null".to_owned()])))]);
    let default = object(&[("type", texts(["string", "null"]))]);
    vec![
        (
            "declaration",
            any_of(&[
                object(&[("enum", texts(VARIABLE_TYPES))]),
                object(&[
                    ("type", text("object")),
                    (
                        "properties",
                        object(&[("type", of_type), ("default", default.clone())]),
                    ),
                ]),
                kind("null"),
            ]),
        ),
        (
            "spoken",
            any_of(&[
                kind("string"),
                object(&[
                    ("type", text("object")),
                    ("minProperties", "1".to_owned()),
                    ("propertyNames", reference("language")),
                    ("additionalProperties", default),
                ]),
            ]),
        ),
        (
            "span",
            object(&[
                ("type", text("array")),
                ("minItems", "2".to_owned()),
                ("maxItems", "2".to_owned()),
                ("items", reference("time")),
            ]),
        ),
        ("condition", condition()),
    ]
}

fn condition() -> String {
    let [label, variable, op, value] = CONDITION;
    object(&[
        ("type", text("object")),
        ("required", texts([label, variable, op])),
        (
            "properties",
            object(&[
                (label, reference("word")),
                (variable, reference("variable")),
                (op, object(&[("enum", texts(Op::ALL.map(Op::as_str)))])),
                (
                    value,
                    described(
                        "What the variable is compared with; a list for `in`.",
                        &[
                            ("type", texts(["string", "array", "null"])),
                            ("items", kind("string")),
                        ],
                    ),
                ),
            ]),
        ),
    ])
}

/// The `data` of a type.
fn data(node: &NodeType) -> String {
    let required: Vec<&Member> = node
        .members
        .iter()
        .filter(|member| member.need == Need::Required)
        .collect();
    let one_of = node
        .members
        .iter()
        .filter(|member| member.need == Need::OneOf);
    let one_of: Vec<String> = one_of
        .map(|member| object(&[("required", texts([member.name]))]))
        .collect();
    let properties: Vec<(&str, String)> = node
        .members
        .iter()
        .map(|member| (member.name, property(member)))
        .collect();
    let kinds = if required.is_empty() && one_of.is_empty() {
        texts(["object", "null"])
    } else {
        text("object")
    };
    let mut all = vec![("description", text(node.about)), ("type", kinds)];
    if !required.is_empty() {
        all.push(("required", texts(required.iter().map(|member| member.name))));
    }
    if !one_of.is_empty() {
        all.push(("anyOf", list(one_of)));
    }
    all.push(("properties", object(&properties)));
    object(&all)
}

fn property(member: &Member) -> String {
    let mut all = vec![("description", text(member.about))];
    if let Some(default) = default(member.shape) {
        all.push(("default", default));
    }
    let shape = shape(member.shape);
    let optional = member.need != Need::Required;
    all.push(if optional {
        ("anyOf", list([object(&shape), kind("null")]))
    } else {
        ("allOf", list([object(&shape)]))
    });
    object(&all)
}

fn default(rule: Rule) -> Option<String> {
    match rule {
        Rule::Whole { default, .. } => default.map(|default| default.to_string()),
        Rule::Flag { default } => Some(default.to_string()),
        Rule::FinishKey => Some(text("#")),
        Rule::Choice(words) => words.first().map(|word| text(word)),
        _ => None,
    }
}

fn shape(rule: Rule) -> Vec<(&'static str, String)> {
    let array = |items: String| vec![("type", text("array")), ("items", items)];
    let map = |values: String| vec![("type", text("object")), ("additionalProperties", values)];
    match rule {
        Rule::Text
        | Rule::Url
        | Rule::Number
        | Rule::Target
        | Rule::Label
        | Rule::Pattern
        | Rule::TimeZone => vec![("type", text("string"))],
        Rule::Name | Rule::Word => vec![("$ref", text("#/$defs/word"))],
        Rule::Spoken | Rule::Markup => vec![("$ref", text("#/$defs/spoken"))],
        Rule::Language => vec![("$ref", text("#/$defs/language"))],
        Rule::Variable => vec![("$ref", text("#/$defs/variable"))],
        Rule::Variables => array(reference("variable")),
        Rule::Labels => array(reference("word")),
        Rule::Texts => array(kind("string")),
        Rule::Targets => {
            let mut all = array(kind("string"));
            all.push(("minItems", "1".to_owned()));
            all.push(("maxItems", "10".to_owned()));
            all
        }
        Rule::Whole { least, most, .. } => vec![
            ("type", text("integer")),
            ("minimum", least.to_string()),
            ("maximum", most.to_string()),
        ],
        Rule::Flag { .. } => vec![("type", text("boolean"))],
        Rule::FinishKey => vec![("type", text("string")), ("pattern", text("^[0-9*#]?$"))],
        Rule::Choice(words) => vec![("enum", texts(words.iter().copied()))],
        Rule::Open => {
            let spans = array(reference("span"));
            let days = DAYS.map(|day| (day, any_of(&[object(&spans), kind("null")])));
            vec![
                ("type", text("object")),
                ("properties", object(&days)),
                ("additionalProperties", "false".to_owned()),
            ]
        }
        Rule::Dates => array(object(&[
            ("type", text("string")),
            ("pattern", text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
        ])),
        Rule::Headers | Rule::Notes => map(object(&[("type", texts(["string", "null"]))])),
        Rule::Save => {
            let mut all = map(any_of(&[reference("word"), kind("null")]));
            all.push(("propertyNames", reference("variable")));
            all
        }
        Rule::Conditions => {
            let mut all = array(reference("condition"));
            all.push(("minItems", "1".to_owned()));
            all
        }
    }
}

fn object(members: &[(&str, String)]) -> String {
    let members = members
        .iter()
        .map(|(name, value)| format!("{}:{value}", text(name)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

fn text(value: &str) -> String {
    let mut out = String::new();
    string(&mut out, value);
    out
}

fn texts<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    list(values.into_iter().map(text))
}

fn array_of(items: String) -> String {
    object(&[("type", text("array")), ("items", items)])
}

fn kind(name: &str) -> String {
    object(&[("type", text(name))])
}

fn reference(name: &str) -> String {
    object(&[("$ref", text(&format!("#/$defs/{name}")))])
}

fn any_of(all: &[String]) -> String {
    object(&[("anyOf", list(all.iter().cloned()))])
}

fn nullable_ref(name: &str, about: &str) -> String {
    described(about, &[("anyOf", list([reference(name), kind("null")]))])
}

fn described(about: &str, members: &[(&str, String)]) -> String {
    let mut all = vec![("description", text(about))];
    all.extend(members.iter().map(|(name, value)| (*name, value.clone())));
    object(&all)
}
