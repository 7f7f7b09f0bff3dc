//! Texts that may hold a telephone number, as they may enter an error or a log (L10).

use super::number::masked;

/// Masks what looks like a telephone number in a vendor's text: 7 or more digits in a row, blanks, dots, dashes
/// and brackets between them allowed, not part of a longer word. The last two stay.
///
/// ```
/// use voice_core::redact_numbers;
///
/// assert_eq!(
///     redact_numbers("The number +1 (555) 010-0001 is not valid, see error 21211"),
///     "The number +**************01 is not valid, see error 21211"
/// );
/// assert_eq!(redact_numbers("no call CA5550100001f"), "no call CA5550100001f");
/// ```
pub fn redact_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let run = number_at(rest);
        let (head, tail) = rest.split_at(if run > 0 { run } else { first.len_utf8() });
        let in_word = before.is_some_and(char::is_alphanumeric)
            || tail.chars().next().is_some_and(char::is_alphabetic);
        let digits = head.bytes().filter(u8::is_ascii_digit).count();
        if run > 0 && digits >= 7 && (first == '+' || !in_word) && !begins_with_a_date(head) {
            out.push_str(&masked(head));
        } else {
            out.push_str(head);
        }
        before = head.chars().next_back();
        rest = tail;
    }
    out
}

/// `2026-01-20`, alone or before a time of day.
fn begins_with_a_date(run: &str) -> bool {
    let shape: Vec<u8> = run
        .bytes()
        .take(11)
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte })
        .collect();
    run.starts_with("20") && matches!(shape.as_slice(), b"0000-00-00" | b"0000-00-00 ")
}

/// The length in bytes of the digits with their separators at the start of a text, 0 if it does not start with
/// a digit, `+` or `(`.
fn number_at(text: &str) -> usize {
    let mut end = 0;
    let mut separators = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                end = at + 1;
                separators = 0;
            }
            b'+' if at == 0 => {}
            b' ' | b'-' | b'.' | b'(' | b')' if separators < 2 && (end > 0 || byte == b'(') => {
                separators += 1;
            }
            _ => break,
        }
    }
    end
}

/// Hides a text that was meant as a telephone number, whatever is wrong with it: all digits but the last two. What is
/// not a digit stays, for it is often the mistake.
///
/// ```
/// use voice_core::redact_number;
///
/// assert_eq!(redact_number("+1 555-010-0001"), "+* ***-***-**01");
/// assert_eq!(redact_number("tel:15550100001"), "tel:*********01");
/// assert_eq!(redact_number("112"), "***");
/// ```
pub fn redact_number(text: &str) -> String {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let hidden = if digits > 4 { digits - 2 } else { digits };
    let mut left = hidden;
    let mask = |c: char| {
        if c.is_numeric() && left > 0 {
            left -= 1;
            '*'
        } else {
            c
        }
    };
    text.chars().map(mask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_and_ids_stay() {
        for (text, clean) in [
            ("to=5550100001", "to=********01"),
            ("+15550100001", "+*********01"),
            ("(555) 010-0001!", "************01!"),
            ("error 21211 at line 3", "error 21211 at line 3"),
            ("after 2026-01-20 10:48", "after 2026-01-20 10:48"),
            ("2026-01-2055", "**********55"),
            (
                "CA00000000000000000000000000000001",
                "CA00000000000000000000000000000001",
            ),
            ("7f3a55501000019c", "7f3a55501000019c"),
            ("at 10. 20 calls", "at 10. 20 calls"),
            ("ü+15550100001ü", "ü+*********01ü"),
            ("", ""),
        ] {
            assert_eq!(redact_numbers(text), clean, "{text}");
        }
    }

    #[test]
    fn a_number_is_hidden_in_any_script_and_any_form() {
        for (text, hidden) in [
            ("+15550100001", "+*********01"),
            ("१५५५०१००००१", "*********०१"),
            ("x(555) 010/0001", "x(***) ***/**01"),
            ("1234", "****"),
            ("anonymous", "anonymous"),
            ("", ""),
        ] {
            assert_eq!(redact_number(text), hidden, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics_and_none_keeps_a_bare_number(before in "\\PC*", after in "\\PC*") {
            redact_numbers(&before);
            let text = [before.as_str(), " ~+15550100001~ ", after.as_str()].concat();
            proptest::prop_assert!(!redact_numbers(&text).contains("5550100001"));
        }
    }
}
