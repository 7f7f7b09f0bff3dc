//! What the nodes of a flow can hold, as the table of their members says it.

use crate::members::{NODE_TYPES, Rule};

fn rule(of_type: &str, member: &str) -> Option<Rule> {
    let node = NODE_TYPES.iter().find(|node| node.name == of_type)?;
    let member = node.members.iter().find(|each| each.name == member)?;
    Some(member.shape)
}

/// The least and the most of a number.
pub(super) fn range(of_type: &str, member: &str) -> (u32, u32) {
    match rule(of_type, member) {
        Some(Rule::Whole { least, most, .. }) => (least, most),
        _ => (0, u32::MAX),
    }
}

/// The method of a request, if it is one that a `request` knows, however it is spelt.
pub(super) fn method(word: &str) -> Option<&'static str> {
    let Some(Rule::Choice(methods)) = rule("request", "method") else {
        return None;
    };
    let word = word.trim();
    methods
        .iter()
        .copied()
        .find(|method| method.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_table() {
        assert_eq!(range("say", "loop"), (1, 10));
        assert_eq!(range("dial", "time_limit"), (1, 86_400));
        assert_eq!(method(" patch "), Some("PATCH"));
        assert_eq!(method("HEAD"), None);
    }
}
