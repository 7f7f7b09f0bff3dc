//! Names of elements and attributes.

/// Whether `name` may name an element or an attribute.
///
/// Strict for ASCII; any character beyond ASCII is let through, as no vocabulary of ours has one and
/// a stranger's should not be lost over a table of Unicode ranges.
pub fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(starts_name)
        && bytes.all(continues_name)
        && super::forbidden(name).is_none()
}

pub(super) const fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

const fn continues_name(byte: u8) -> bool {
    starts_name(byte) || byte.is_ascii_digit() || byte == b'-' || byte == b'.'
}

/// How many bytes the name has with which `bytes` begin; 0 if they begin with none.
#[inline]
pub(super) fn name_length(bytes: &[u8]) -> usize {
    /// [`continues_name`] of every byte: one look instead of seven comparisons.
    const CONTINUES: [bool; 256] = {
        let mut table = [false; 256];
        let mut rest = table.as_mut_slice();
        let mut byte = 0;
        while let Some((place, after)) = rest.split_first_mut() {
            *place = continues_name(byte);
            byte = byte.wrapping_add(1);
            rest = after;
        }
        table
    };
    if !bytes.first().is_some_and(|&first| starts_name(first)) {
        return 0;
    }
    let continues = |&&byte: &&u8| CONTINUES.get(usize::from(byte)).copied().unwrap_or(false);
    bytes.iter().take_while(continues).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_letter_and_hold_no_markup() {
        for good in ["Say", "xml:lang", "interpret-as", "_x", "a1", "é"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a b", "a=", "a\"", "a>", "a/", "\u{FFFF}"] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
