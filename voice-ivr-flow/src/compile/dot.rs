//! A flow as a Graphviz graph.

use std::fmt::Write as _;

use super::picture::{Picture, Shape};
use crate::ValidFlow;

/// Draws a flow in the language of Graphviz: `start` first, subflows in clusters.
///
/// The same flow gives the same text. Texts of the flow stand in quotes only, with quotes, backslashes and ampersands escaped.
pub fn dot(flow: &ValidFlow) -> String {
    let mut out = String::from("digraph flow {\n");
    let _ = writeln!(out, "  label=\"{}\";", text(flow.name()));
    out.push_str("  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n");
    for (at, graph) in Picture::of(flow).graphs.iter().enumerate() {
        let indent = match &graph.name {
            Some(name) => {
                let _ = writeln!(out, "  subgraph cluster_{at} {{");
                let _ = writeln!(out, "    label=\"{}\";", text(name));
                "    "
            }
            None => "  ",
        };
        for (node, drawn) in graph.nodes.iter().enumerate() {
            let label = match &drawn.detail {
                Some(detail) => format!("{}\\n{}", text(&drawn.title), text(detail)),
                None => text(&drawn.title),
            };
            let shape = shape(drawn.shape);
            let _ = writeln!(
                out,
                "{indent}g{at}n{node} [shape={shape}, label=\"{label}\"];"
            );
        }
        for edge in &graph.edges {
            let _ = write!(
                out,
                "{indent}g{at}n{} -> g{at}n{}",
                edge.source, edge.target
            );
            if let Some(label) = &edge.label {
                let _ = write!(out, " [label=\"{}\"]", text(label));
            }
            out.push_str(";\n");
        }
        if graph.name.is_some() {
            out.push_str("  }\n");
        }
    }
    out.push_str("}\n");
    out
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Begin => "oval",
        Shape::Speak => "box",
        Shape::Ask => "parallelogram",
        Shape::Decide => "diamond",
        Shape::Connect => "component",
        Shape::End => "doublecircle",
    }
}

/// A text in quotes.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // Graphviz reads entities of HTML.
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_backslashes_and_entities_are_escaped() {
        assert_eq!(text("a\"b\\c\nd &lt;"), "a\\\"b\\\\c d &amp;lt;");
    }
}
