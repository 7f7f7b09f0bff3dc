//! A hash for ids: short texts, looked up a few times an edge.
//!
//! Why not the standard one: at two look-ups an edge it is a tenth of the time that a check takes. This one folds
//! eight bytes at a time into a product with a secret that differs from process to process, so that a file cannot be
//! written to make ids collide.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// A map with texts of the document as keys.
pub(crate) type TextMap<K, V> = std::collections::HashMap<K, V, Folding>;
/// A set of texts of the document.
pub(crate) type TextSet<K> = std::collections::HashSet<K, Folding>;

/// Builds hashers that share the secret of this process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folding {
    secret: [u64; 2],
}

impl Default for Folding {
    fn default() -> Self {
        static SECRET: LazyLock<[u64; 2]> = LazyLock::new(|| {
            let random = RandomState::new();
            [random.hash_one(1), random.hash_one(2) | 1]
        });
        Self { secret: *SECRET }
    }
}

impl BuildHasher for Folding {
    type Hasher = Fold;

    fn build_hasher(&self) -> Fold {
        let [state, factor] = self.secret;
        Fold { state, factor }
    }
}

/// The state of one hash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fold {
    state: u64,
    factor: u64,
}

impl Fold {
    fn fold(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(self.factor);
        #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
        let halves = (product as u64) ^ ((product >> 64) as u64);
        // A state of zero would swallow what follows.
        self.state = halves.wrapping_add(self.factor);
    }
}

/// The first eight bytes as a number, or all if there are fewer.
pub(crate) fn first_eight(bytes: &[u8]) -> u64 {
    match bytes {
        [] => 0,
        [one] => u64::from(*one),
        [one, two] => u64::from(*one) | u64::from(*two) << 8,
        [one, two, three] => u64::from(*one) | u64::from(*two) << 8 | u64::from(*three) << 16,
        _ => {
            // Up to eight bytes are in the first four and the last four.
            let begin = bytes
                .first_chunk::<4>()
                .map_or(0, |four| u32::from_le_bytes(*four));
            let end = bytes
                .get(..bytes.len().min(8))
                .and_then(|head| head.last_chunk::<4>());
            u64::from(begin) | u64::from(end.map_or(0, |four| u32::from_le_bytes(*four))) << 32
        }
    }
}

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        let last = match bytes.last_chunk::<8>() {
            // What is left over is read with what stands before it.
            Some(last) => {
                for word in bytes.as_chunks::<8>().0 {
                    self.fold(u64::from_le_bytes(*word));
                }
                u64::from_le_bytes(*last)
            }
            None => first_eight(bytes),
        };
        self.fold(last ^ ((bytes.len() as u64) << 56));
    }

    fn write_u8(&mut self, byte: u8) {
        // The end mark of a text; `write` has folded in its length already.
        self.state ^= u64::from(byte);
    }

    fn finish(&self) -> u64 {
        let mut last = *self;
        last.fold(self.factor.rotate_left(32));
        last.state
    }
}

/// Numbers of texts, found by the text. The texts stay where they are, so that the table is small.
///
/// Why two lists: a search reads tags only, two bytes each, until it has most likely found the text. In a large file
/// the tags fit into a cache that the numbers would not fit into.
#[derive(Debug)]
pub(crate) struct TextIndex {
    folding: Folding,
    /// A part of the hash of the text in each slot; 0 where there is none.
    tags: Vec<u16>,
    numbers: Vec<u32>,
}

/// The number of no text.
pub(crate) const NO_TEXT: u32 = u32::MAX;

impl TextIndex {
    /// A table for this many texts, and no more.
    pub(crate) fn for_texts(count: usize) -> Self {
        // A third of the slots stays free, so that a search soon comes to one.
        let slots = (count + count / 2).next_power_of_two().max(4);
        Self {
            folding: Folding::default(),
            tags: vec![0; slots],
            numbers: vec![NO_TEXT; slots],
        }
    }

    /// The number under which a text is known; `is` compares it with the text of a number.
    pub(crate) fn find(&self, text: &str, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.probe(text, is).2
    }

    /// As [`find`](Self::find); a text that is not known yet gets this number.
    pub(crate) fn find_or_insert(
        &mut self,
        text: &str,
        number: u32,
        is: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let (tag, at, known) = self.probe(text, is);
        if known.is_none()
            && let (Some(slot), Some(place)) = (self.tags.get_mut(at), self.numbers.get_mut(at))
        {
            (*slot, *place) = (tag, number);
        }
        known
    }

    /// The tag, and the slot where the search begins.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both ends of the hash are used"
    )]
    fn start(&self, text: &str) -> (u16, usize) {
        let hash = self.folding.hash_one(text);
        let tag = ((hash >> 48) as u16).max(1);
        (tag, hash as usize & (self.tags.len() - 1))
    }

    /// The tag, where the text is or would be, and its number.
    fn probe(&self, text: &str, is: impl Fn(u32) -> bool) -> (u16, usize, Option<u32>) {
        let (tag, mut at) = self.start(text);
        while let Some(&own) = self.tags.get(at).filter(|own| **own != 0) {
            if own == tag
                && let Some(&number) = self.numbers.get(at)
                && is(number)
            {
                return (tag, at, Some(number));
            }
            at = (at + 1) & (self.tags.len() - 1);
        }
        (tag, at, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_spread_over_the_buckets() {
        let folding = Folding::default();
        let mut buckets = vec![0u32; 1 << 12];
        for n in 0..(1 << 14) {
            let hash = folding.hash_one(format!("node-{n}"));
            buckets[usize::try_from(hash & 0xFFF).unwrap()] += 1;
            // The table also looks at the highest bits.
            buckets[usize::try_from(hash >> 52).unwrap()] += 1;
        }
        // Eight are expected in each; the chance of forty is far below one in a million.
        assert!(
            buckets.iter().all(|count| *count < 40),
            "{:?}",
            buckets.iter().max()
        );
    }

    #[test]
    fn lengths_and_zero_bytes_count() {
        let folding = Folding::default();
        let texts = [
            "",
            "\0",
            "\0\0",
            "a",
            "a\0",
            "12345678",
            "12345678\0",
            "1234567",
            "812345678",
        ];
        let hashes: std::collections::HashSet<u64> =
            texts.iter().map(|text| folding.hash_one(*text)).collect();
        assert_eq!(hashes.len(), texts.len());
    }

    #[test]
    fn an_index_finds_what_was_put_in() {
        let texts: Vec<String> = (0..1000).map(|n| format!("n{}", n % 700)).collect();
        let mut index = TextIndex::for_texts(texts.len());
        for (at, text) in texts.iter().enumerate() {
            let known = index.find_or_insert(text, u32::try_from(at).unwrap(), |other| {
                texts[other as usize] == *text
            });
            assert_eq!(known.map(|known| known as usize), at.checked_sub(700));
        }
        assert_eq!(
            index.find("n699", |other| texts[other as usize] == "n699"),
            Some(699)
        );
        assert_eq!(
            index.find("n700", |other| texts[other as usize] == "n700"),
            None
        );
        assert_eq!(TextIndex::for_texts(0).find("", |_| true), None);
    }
}
