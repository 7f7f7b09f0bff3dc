//! Finding the few bytes that matter in text that is mostly plain.

/// How many bytes are looked at together; the compiler turns one round into a few vector
/// instructions.
const LANES: usize = 16;

/// The position of the first byte for which `special` holds.
///
/// `special` is called for every byte of a round, so it should be a few comparisons joined by `|`
/// and `&`, without branches.
#[inline]
pub(super) fn position(bytes: &[u8], special: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let (rounds, rest) = bytes.as_chunks::<LANES>();
    let mut before = 0;
    for round in rounds {
        if round.iter().fold(false, |hit, &byte| hit | special(byte)) {
            break;
        }
        before += LANES;
    }
    let rest = if before == rounds.len() * LANES {
        rest
    } else {
        bytes.get(before..)?
    };
    rest.iter()
        .position(|&byte| special(byte))
        .map(|at| before + at)
}

/// Bytes that begin a character which XML 1.0 forbids, or might: all controls but tab, line feed and
/// carriage return, and the first byte of U+F000–U+FFFF.
#[inline]
pub(super) const fn suspicious(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0xEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_at_every_distance() {
        for length in 0..80 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(position(&bytes, |b| b == b'&'), None);
            for at in 0..length {
                bytes[at] = b'&';
                assert_eq!(
                    position(&bytes, |b| b == b'&'),
                    Some(at),
                    "{at} of {length}"
                );
                bytes[at] = b'a';
            }
        }
    }
}
