//! Finding the few bytes that matter in text that is mostly plain.
//!
//! Why two tests: a *coarse* one that is a handful of vector instructions for a block of 16 and may
//! cry wolf (about any byte beyond ASCII, say), and the *exact* one for blocks where it did. Plain
//! ASCII, which is most of what is written, sees only the first.

/// A test of single bytes: not 0 if it matches. Comparisons joined by `|` and `&`, without branches,
/// become vector instructions when a block is tested.
pub(super) trait Test: Fn(u8) -> u8 + Copy {}
impl<F: Fn(u8) -> u8 + Copy> Test for F {}

#[expect(
    clippy::inline_always,
    reason = "a call would cost more than the few instructions"
)]
#[inline(always)]
fn any<const N: usize>(block: &[u8; N], test: impl Test) -> bool {
    let mut hit = 0;
    for &byte in block {
        hit |= test(byte);
    }
    hit != 0
}

/// The position of the first byte that matches `exact`. Where `exact` matches, `coarse` must.
#[expect(
    clippy::inline_always,
    reason = "it becomes the body of a few callers, each with its test"
)]
#[inline(always)]
pub(super) fn position(bytes: &[u8], coarse: impl Test, exact: impl Test) -> Option<usize> {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<16>() {
        if any(block, coarse)
            && let Some(at) = find(block, exact)
        {
            return Some(bytes.len() - rest.len() + at);
        }
        rest = after;
    }
    // What is left is tested in blocks that overlap: with what came before, or with one another.
    let plain = if let Some(last) = bytes.last_chunk::<16>() {
        !any(last, coarse)
    } else if let (Some(first), Some(last)) = (rest.first_chunk::<8>(), rest.last_chunk::<8>()) {
        !any(first, coarse) && !any(last, coarse)
    } else if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        !any(first, coarse) && !any(last, coarse)
    } else {
        false
    };
    if plain {
        return None;
    }
    let at = rest.iter().position(|&byte| exact(byte) != 0)?;
    Some(bytes.len() - rest.len() + at)
}

/// The position of the first byte that matches, where it is expected soon.
#[inline]
pub(super) fn soon(bytes: &[u8], exact: impl Test) -> Option<usize> {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<16>() {
        if any(block, exact) {
            break;
        }
        rest = after;
    }
    let at = rest.iter().position(|&byte| exact(byte) != 0)?;
    Some(bytes.len() - rest.len() + at)
}

#[cold]
fn find(block: &[u8], exact: impl Test) -> Option<usize> {
    soon(block, exact)
}

/// Not 0 for a control or the beginning of a character beyond ASCII: one signed comparison.
#[inline]
pub(super) const fn control_or_not_ascii(byte: u8) -> u8 {
    (byte.cast_signed() < 0x20) as u8
}

/// Not 0 for bytes that begin a character which XML 1.0 forbids, or might: all controls but tab, line
/// feed and carriage return, and the first byte of U+F000–U+FFFF.
#[inline]
pub(super) const fn suspicious(byte: u8) -> u8 {
    control(byte) & (byte != b'\r') as u8 | (byte == 0xEF) as u8
}

/// Not 0 for all controls but tab and line feed.
#[inline]
pub(super) const fn control(byte: u8) -> u8 {
    (byte < 0x20) as u8 & (byte != b'\t') as u8 & (byte != b'\n') as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_match_is_found_at_every_distance_through_false_alarms() {
        let exact = |byte: u8| u8::from(byte == b'&');
        let coarse = |byte: u8| u8::from(byte == b'&') | control_or_not_ascii(byte);
        for alarm in [None, Some(b'\n'), Some(0xE0)] {
            for length in 0..200 {
                let mut bytes = vec![b'a'; length];
                if let (Some(alarm), Some(middle)) = (alarm, bytes.get_mut(length / 2)) {
                    *middle = alarm;
                }
                assert_eq!(position(&bytes, coarse, exact), None);
                for at in 0..length {
                    let kept = std::mem::replace(&mut bytes[at], b'&');
                    assert_eq!(
                        position(&bytes, coarse, exact),
                        Some(at),
                        "{at} of {length}"
                    );
                    bytes[at] = kept;
                }
            }
        }
    }
}
