//! Numbers beside a number, of any length.

/// A number below and one above; nothing for what is no number.
pub(super) fn beside(number: &str) -> Option<[String; 2]> {
    if !crate::VariableType::Number.allows(number) {
        return None;
    }
    let negative = number.starts_with('-');
    let digits = number.trim_start_matches(['-', '+']);
    let whole = digits.split('.').next().unwrap_or(digits);
    let whole = whole.trim_start_matches('0');
    let further = one_more(whole);
    // One nearer to zero, or on its other side.
    let nearer = match whole {
        "" => None,
        whole => Some(one_less(whole)),
    };
    Some(match (negative, nearer) {
        (false, Some(nearer)) => [nearer, further],
        (false, None) => ["-1".to_owned(), further],
        (true, Some(nearer)) if nearer == "0" => [format!("-{further}"), nearer],
        (true, Some(nearer)) => [format!("-{further}"), format!("-{nearer}")],
        (true, None) => [format!("-{further}"), "1".to_owned()],
    })
}

/// Digits that count one more.
fn one_more(digits: &str) -> String {
    let kept = digits.trim_end_matches('9');
    let nines = digits.len() - kept.len();
    let (before, last) = kept.split_at(kept.len().saturating_sub(1));
    let last = last.bytes().next().map_or(b'1', |digit| digit + 1);
    format!("{before}{}{}", char::from(last), "0".repeat(nines))
}

/// Digits that count one less; at least one, and not all zeros.
fn one_less(digits: &str) -> String {
    let kept = digits.trim_end_matches('0');
    let zeros = digits.len() - kept.len();
    let (before, last) = kept.split_at(kept.len().saturating_sub(1));
    let last = last
        .bytes()
        .next()
        .map_or(b'0', |digit| digit.saturating_sub(1).max(b'0'));
    let less = format!("{before}{}{}", char::from(last), "9".repeat(zeros));
    match less.trim_start_matches('0') {
        "" => "0".to_owned(),
        less => less.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_neighbours_of_any_length() {
        for (number, below, above) in [
            ("18", "17", "19"),
            ("1", "0", "2"),
            ("0", "-1", "1"),
            ("-0", "-1", "1"),
            ("-1", "-2", "0"),
            ("-10", "-11", "-9"),
            ("1000", "999", "1001"),
            ("999", "998", "1000"),
            ("0042", "41", "43"),
            ("1.5", "0", "2"),
            ("-1.5", "-2", "0"),
            ("0.5", "-1", "1"),
            (
                "100000000000000000000000000000",
                "99999999999999999999999999999",
                "100000000000000000000000000001",
            ),
        ] {
            let expected = [below.to_owned(), above.to_owned()];
            assert_eq!(beside(number), Some(expected), "{number}");
        }
        assert_eq!(beside("abc"), None);
        assert_eq!(beside(""), None);
    }
}
