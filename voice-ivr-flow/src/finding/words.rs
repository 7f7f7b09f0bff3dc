//! Small pieces of wording that findings share.

use voice_core::redact_numbers;

/// A name or a value for a message: not longer than a line. Names are not numbers, since an editor's ids may well be long
/// runs of digits; but who writes `+` means a number, and numbers are hidden.
pub(crate) fn shortened(text: &str) -> String {
    let short = cut(text);
    if short.trim_start().starts_with('+') {
        redact_numbers(&short)
    } else {
        short
    }
}

/// A text that is not longer than a line, as it stands.
pub(crate) fn cut(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A value that is [`shortened`] when it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Short<'a>(pub(crate) &'a str);

impl std::fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&shortened(self.0))
    }
}

/// `a`, `b` and `c`: at most six by name.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    const MOST: usize = 6;
    let all: Vec<&str> = words.into_iter().collect();
    let mut named: Vec<String> = all
        .iter()
        .take(MOST)
        .map(|word| format!("`{}`", shortened(word)))
        .collect();
    if all.len() > MOST {
        named.push(format!("{} more", all.len() - MOST));
    }
    match named.split_last() {
        Some((one, [])) => one.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

/// The way round a cycle, shortened in the middle: `a → b → a`.
pub(crate) fn path<'a>(ids: &[&'a str]) -> String {
    const MOST: usize = 8;
    let name = |id: &&'a str| format!("`{}`", shortened(id));
    if ids.len() <= MOST {
        return ids.iter().map(name).collect::<Vec<_>>().join(" → ");
    }
    let head = ids.iter().take(MOST - 2).map(name).collect::<Vec<_>>();
    let last = ids.last().map(name).unwrap_or_default();
    let between = ids.len() - (MOST - 1);
    format!("{} → … {between} more … → {last}", head.join(" → "))
}

/// Finds the nearest right spelling. It stops looking after a fixed amount of work, so that a file with a
/// hundred thousand mistakes costs what a file with fifty does.
#[derive(Debug)]
pub(crate) struct Speller {
    budget: usize,
}

impl Default for Speller {
    fn default() -> Self {
        Self { budget: 4_000_000 }
    }
}

impl Speller {
    /// The candidate that is nearest to a word, if one is near enough to have been meant.
    pub(crate) fn nearest<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).take(65).collect();
        if word.is_empty() || word.len() > 64 {
            return None;
        }
        let most = (word.len() / 3).max(1);
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            let cost = word.len() * (candidate.len().min(64) + 1);
            self.budget = self.budget.checked_sub(cost)?;
            if candidate.len().abs_diff(word.len()) > 4 * most {
                continue;
            }
            let distance = distance(&word, candidate);
            if distance <= most && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// `did you mean …?` in front of a help text, if there is a likely meaning.
    pub(crate) fn help<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: &str,
    ) -> String {
        match self.nearest(word, candidates) {
            Some(meant) => format!("did you mean `{}`?", shortened(meant)),
            None => otherwise.to_owned(),
        }
    }
}

/// Levenshtein distance with transposed neighbours counted once, without regard to case.
fn distance(word: &[char], candidate: &str) -> usize {
    let candidate: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    let mut previous = None;
    for (row, &c) in candidate.iter().enumerate() {
        let mut line = Vec::with_capacity(word.len() + 1);
        line.push(row + 1);
        let mut left = row + 1;
        let mut left_char = None;
        for (column, &w) in word.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX);
            let mut cell = (at(&last, column) + usize::from(w != c))
                .min(at(&last, column + 1) + 1)
                .min(left + 1);
            if column > 0 && previous == Some(w) && left_char == Some(c) {
                cell = cell.min(at(&before, column - 1).saturating_add(1));
            }
            line.push(cell);
            left = cell;
            left_char = Some(w);
        }
        previous = Some(c);
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_spelling_is_found_and_a_far_one_is_not() {
        let words = ["timeout", "invalid", "default", "3"];
        let mut speller = Speller::default();
        assert_eq!(speller.nearest("Timeout", words), Some("timeout"));
        assert_eq!(speller.nearest("tiemout", words), Some("timeout"));
        assert_eq!(speller.nearest("ivalid", words), Some("invalid"));
        assert_eq!(speller.nearest("elephant", words), None);
        assert_eq!(speller.nearest("", words), None);
    }

    #[test]
    fn transposed_neighbours_are_one_mistake() {
        let word: Vec<char> = "dail".chars().collect();
        assert_eq!(distance(&word, "dial"), 1);
        assert_eq!(distance(&word, "dial1"), 2);
        assert_eq!(distance(&word, ""), 4);
    }

    #[test]
    fn a_speller_stops_after_its_budget() {
        let mut speller = Speller { budget: 30 };
        assert_eq!(speller.nearest("dail", ["dial"]), Some("dial"));
        assert_eq!(speller.nearest("dail", ["dial"]), None);
    }

    #[test]
    fn lists_and_paths_stay_on_a_line() {
        assert_eq!(list(["a"], "or"), "`a`");
        assert_eq!(list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert_eq!(path(&["a", "b", "a"]), "`a` → `b` → `a`");
        let many: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(
            list(many.iter().copied(), "and"),
            "`0`, `1`, `2`, `3`, `4`, `5` and 94 more"
        );
        assert_eq!(
            path(&many),
            "`0` → `1` → `2` → `3` → `4` → `5` → … 93 more … → `99`"
        );
    }
}
