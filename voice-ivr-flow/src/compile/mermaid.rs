//! A flow as a Mermaid flowchart.

use std::fmt::Write as _;

use super::picture::{Picture, Shape};
use crate::ValidFlow;

/// Draws a flow as a Mermaid flowchart: `start` first, subflows in boxes of their own.
///
/// The same flow gives the same text. Ids of nodes stand in labels only, where every character that Mermaid could take
/// for its own is written by its number, so that no text of a flow can change the drawing.
pub fn mermaid(flow: &ValidFlow) -> String {
    let mut out = String::from("flowchart TD\n");
    for (at, graph) in Picture::of(flow).graphs.iter().enumerate() {
        let indent = match &graph.name {
            Some(name) => {
                let _ = writeln!(out, "  subgraph g{at} [\"{}\"]", text(name));
                "    "
            }
            None => "  ",
        };
        for (node, drawn) in graph.nodes.iter().enumerate() {
            let (open, close) = shape(drawn.shape);
            let label = match &drawn.detail {
                Some(detail) => format!("<b>{}</b><br/>{}", text(&drawn.title), text(detail)),
                None => format!("<b>{}</b>", text(&drawn.title)),
            };
            let _ = writeln!(out, "{indent}g{at}n{node}{open}\"{label}\"{close}");
        }
        for edge in &graph.edges {
            let arrow = match &edge.label {
                Some(label) => format!("-->|\"{}\"|", text(label)),
                None => "-->".to_owned(),
            };
            let _ = writeln!(
                out,
                "{indent}g{at}n{} {arrow} g{at}n{}",
                edge.source, edge.target
            );
        }
        if graph.name.is_some() {
            out.push_str("  end\n");
        }
    }
    out
}

fn shape(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Begin => ("([", "])"),
        Shape::Speak => ("[", "]"),
        Shape::Ask => ("[/", "/]"),
        Shape::Decide => ("{", "}"),
        Shape::Connect => ("[[", "]]"),
        Shape::End => ("((", "))"),
    }
}

/// A text in quotes: letters, digits and blanks as they are, all other ASCII by its number.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '-' | '_' | '.' | ',' | ':' | '/' | '+' | '=' | '…' => out.push(c),
            c if c.is_control() => out.push(' '),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_mermaid_are_written_by_their_number() {
        assert_eq!(
            text("a\"]; end <b> #1\n{{x}}"),
            "a#34;#93;#59; end #60;b#62; #35;1 #123;#123;x#125;#125;"
        );
        assert_eq!(text("नमस्ते 12"), "नमस्ते 12");
    }
}
