//! Finding the few bytes that matter in text that is mostly plain.
//!
//! Why two tests: a *coarse* one that is a handful of vector instructions for a block and may cry
//! wolf (about any byte beyond ASCII, say), and the *exact* one for blocks where it did. Plain ASCII,
//! which is most of what is written, sees only the first.

/// A test of single bytes: not 0 if it matches. Comparisons joined by `|` and `&`, without branches,
/// become vector instructions when a block is tested.
pub(super) trait Test: Fn(u8) -> u8 + Copy {}
impl<F: Fn(u8) -> u8 + Copy> Test for F {}

/// Whether a test matches a byte of one block or of the other.
///
/// A fold by `|` is the one form that the compiler makes vector instructions of whatever the test is and
/// wherever it is inlined.
#[expect(
    clippy::inline_always,
    reason = "a call would cost more than the few instructions"
)]
#[inline(always)]
fn any<const N: usize>(one: &[u8; N], other: &[u8; N], test: impl Test) -> bool {
    let mut hits = 0;
    for (&one, &other) in one.iter().zip(other) {
        hits |= test(one) | test(other);
    }
    hits != 0
}

#[expect(
    clippy::inline_always,
    reason = "a call would cost more than the few instructions"
)]
#[inline(always)]
fn any_of_32(block: &[u8; 32], test: impl Test) -> bool {
    match (block.first_chunk::<16>(), block.last_chunk()) {
        (Some(one), Some(other)) => any(one, other, test),
        _ => true,
    }
}

/// Whether no byte matches.
#[expect(
    clippy::inline_always,
    reason = "it becomes the body of a few callers, each with its test"
)]
#[inline(always)]
pub(super) fn none(bytes: &[u8], test: impl Test) -> bool {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<32>() {
        if any_of_32(block, test) {
            return false;
        }
        rest = after;
    }
    // What is left is tested in blocks that overlap: with what came before, or with one another.
    if let Some(last) = bytes.last_chunk::<32>() {
        return rest.is_empty() || !any_of_32(last, test);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<16>(), rest.last_chunk()) {
        return !any(first, last, test);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<8>(), rest.last_chunk()) {
        return !any(first, last, test);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk()) {
        return !any(first, last, test);
    }
    rest.iter().all(|&byte| test(byte) == 0)
}

/// The position of the first byte that matches `exact`. Where `exact` matches, `coarse` must.
#[inline]
pub(super) fn position(bytes: &[u8], coarse: impl Test, exact: impl Test) -> Option<usize> {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<32>() {
        if any_of_32(block, coarse) && any_of_32(block, exact) {
            break;
        }
        rest = after;
    }
    let at = soon(rest, exact)?;
    Some(bytes.len() - rest.len() + at)
}

/// The position of the first byte that matches, where it is expected soon.
#[inline]
pub(super) fn soon(bytes: &[u8], exact: impl Test) -> Option<usize> {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<16>() {
        if block.iter().fold(0, |hits, &byte| hits | exact(byte)) != 0 {
            break;
        }
        rest = after;
    }
    let at = rest.iter().position(|&byte| exact(byte) != 0)?;
    Some(bytes.len() - rest.len() + at)
}

/// The position, at `from` or later, of the first control or one of `those`. Made for values of a few
/// bytes: eight are seen in a dozen instructions of plain arithmetic.
#[inline]
pub(super) fn control_or_one_of(bytes: &[u8], from: usize, those: [u8; 3]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let first_in = |block: u64| {
        // The high bit of a byte that is less than `limit`, and maybe of those after it: the first is
        // right.
        let below = |block: u64, limit: u64| block.wrapping_sub(limit * ONES) & !block;
        let equal = those.map(|byte| below(block ^ (u64::from(byte) * ONES), 1));
        let hits = equal
            .iter()
            .fold(below(block, 0x20), |hits, hit| hits | hit)
            & (ONES << 7);
        usize::try_from(hits.trailing_zeros() / 8).unwrap_or(8)
    };
    let mut rest = bytes.get(from..)?;
    while let Some((block, after)) = rest.split_first_chunk() {
        let at = first_in(u64::from_le_bytes(*block));
        if at < 8 {
            return Some(bytes.len() - rest.len() + at);
        }
        rest = after;
    }
    let Some(last) = bytes.last_chunk().filter(|_| !rest.is_empty()) else {
        let found = |&byte: &u8| byte < 0x20 || those.contains(&byte);
        let at = rest.iter().position(found)?;
        return Some(bytes.len() - rest.len() + at);
    };
    // The zeros that are shifted in are controls, after the end.
    let at = first_in(u64::from_le_bytes(*last) >> (8 * (8 - rest.len())));
    (at < rest.len()).then_some(bytes.len() - rest.len() + at)
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
    fn special_bytes_are_found_wherever_the_search_begins() {
        let those = [b'"', b'&', b'<'];
        // `!`, `#`, 0xA2 and the like differ from special bytes in one bit or by one.
        let others = [
            b'!', b'#', 0xA2, b'\'', b'%', 0xA6, b'=', b';', 0xBC, b' ', 0x80, 0xFF,
        ];
        for length in 0..40 {
            let plain: Vec<u8> = others.iter().copied().cycle().take(length).collect();
            for from in 0..=length {
                assert_eq!(control_or_one_of(&plain, from, those), None);
                for at in 0..length {
                    for special in [b'"', b'&', b'<', 0, 0x1F, b'\n'] {
                        let mut bytes = plain.clone();
                        bytes[at] = special;
                        let found = (at >= from).then_some(at);
                        assert_eq!(control_or_one_of(&bytes, from, those), found);
                        bytes[length - 1] = b'<';
                        let found = found.or(Some(length - 1)).filter(|_| from < length);
                        assert_eq!(control_or_one_of(&bytes, from, those), found);
                    }
                }
            }
        }
    }

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
                assert_eq!(none(&bytes, coarse), alarm.is_none() || length == 0);
                assert!(none(&bytes, exact));
                for at in 0..length {
                    let kept = std::mem::replace(&mut bytes[at], b'&');
                    assert_eq!(
                        position(&bytes, coarse, exact),
                        Some(at),
                        "{at} of {length}"
                    );
                    assert!(!none(&bytes, coarse), "{at} of {length}");
                    assert!(!none(&bytes, exact), "{at} of {length}");
                    bytes[at] = kept;
                }
            }
        }
    }
}
