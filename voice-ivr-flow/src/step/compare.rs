//! The conditions of a `branch` (§4).

use std::cmp::Ordering;

use regex::RegexBuilder;

use super::fill::Filler;
use crate::node::{Condition, Op, Operand};

/// Whether a condition holds.
pub(super) fn holds<'a>(condition: &'a Condition, filler: Filler<'a, '_>) -> bool {
    let (program, session) = (filler.program, filler.session);
    let value = session
        .value(program, &condition.variable)
        .unwrap_or_default();
    match (&condition.value, condition.op) {
        (_, Op::Empty) => value.is_empty(),
        (_, Op::NotEmpty) => !value.is_empty(),
        (Operand::Pattern(pattern), _) => pattern.is_match(value),
        (Operand::List(list), _) => list.iter().any(|item| filler.text(item) == value),
        (Operand::Text(text), Op::Matches) => matches(value, &filler.pattern(text)),
        (Operand::Text(text), op) => compare(op, value, &filler.text(text)),
        (Operand::None, _) => false,
    }
}

fn compare(op: Op, value: &str, with: &str) -> bool {
    let ordered = |wanted: fn(Ordering) -> bool| order(value, with).is_some_and(wanted);
    match op {
        Op::Eq | Op::In => value == with,
        Op::Ne => value != with,
        Op::Lt => ordered(Ordering::is_lt),
        Op::Le => ordered(Ordering::is_le),
        Op::Gt => ordered(Ordering::is_gt),
        Op::Ge => ordered(Ordering::is_ge),
        Op::Contains => value.contains(with),
        Op::StartsWith => value.starts_with(with),
        Op::EndsWith => value.ends_with(with),
        Op::Matches => matches(value, with),
        Op::Empty => value.is_empty(),
        Op::NotEmpty => !value.is_empty(),
    }
}

/// Whether an expression that had holes matches; one that is none, or too large, matches nothing.
fn matches(value: &str, pattern: &str) -> bool {
    /// Compiled size in bytes. It is compiled for one condition of one step, so it must not take long.
    const MOST_BYTES: usize = 1 << 18;
    let pattern = RegexBuilder::new(pattern).size_limit(MOST_BYTES).build();
    pattern.is_ok_and(|pattern| pattern.is_match(value))
}

/// How two decimals of any length compare; `None` if one of them is no number.
///
/// No float is involved: money and order numbers do not fit one.
pub(super) fn order(one: &str, two: &str) -> Option<Ordering> {
    let (one, two) = (Decimal::parse(one)?, Decimal::parse(two)?);
    Some(match (one.negative, two.negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => one.size(&two),
        (true, true) => two.size(&one),
    })
}

struct Decimal<'t> {
    negative: bool,
    /// Without leading zeros.
    whole: &'t str,
    /// Without trailing zeros.
    fraction: &'t str,
}

impl<'t> Decimal<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        if !crate::VariableType::Number.allows(text) {
            return None;
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        Some(Self {
            // Minus zero is zero.
            negative: text.starts_with('-') && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        })
    }

    fn size(&self, other: &Self) -> Ordering {
        let whole = self.whole.len().cmp(&other.whole.len());
        whole
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decimals_of_any_length() {
        let long = "123456789012345678901234567890";
        for (one, two, wanted) in [
            ("2", "10", Ordering::Less),
            ("1.0", "1", Ordering::Equal),
            ("-0", "+0.00", Ordering::Equal),
            ("-2", "-10", Ordering::Greater),
            ("-1", "0", Ordering::Less),
            ("0.10", "0.1", Ordering::Equal),
            ("0.09", "0.1", Ordering::Less),
            ("007", "7.0000", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            (
                &format!("{long}.1"),
                &format!("{long}.09"),
                Ordering::Greater,
            ),
        ] {
            assert_eq!(order(one, two), Some(wanted), "{one} and {two}");
            assert_eq!(order(two, one), Some(wanted.reverse()), "{two} and {one}");
        }
    }

    #[test]
    fn what_is_no_number_compares_as_false() {
        for text in ["", "abc", "1e3", " 1", "1,5", "٣", "--1", "0x10"] {
            for op in [Op::Lt, Op::Le, Op::Gt, Op::Ge] {
                assert!(!compare(op, text, "1"), "{text} {op:?} 1");
                assert!(!compare(op, "1", text), "1 {op:?} {text}");
            }
        }
    }

    #[test]
    fn texts_compare_as_they_are_written() {
        assert!(compare(Op::Eq, "a", "a") && !compare(Op::Eq, "1", "1.0"));
        assert!(compare(Op::Ne, "a", "A") && !compare(Op::Ne, "a", "a"));
        assert!(compare(Op::Contains, "abc", "b") && !compare(Op::Contains, "abc", "B"));
        assert!(compare(Op::StartsWith, "abc", "ab") && compare(Op::EndsWith, "abc", "bc"));
        assert!(compare(Op::Matches, "x12", r"\d+$") && !compare(Op::Matches, "x12", "("));
    }
}
