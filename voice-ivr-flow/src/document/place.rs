//! Lines and columns.

/// Counts lines and columns up to one offset after another, so that any number of places costs one pass over the text.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    text: &'a str,
    at: usize,
    /// Both from 1; a column is a character.
    line: usize,
    column: usize,
    /// How many bytes were looked at.
    #[cfg(test)]
    seen: usize,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            column: 1,
            #[cfg(test)]
            seen: 0,
        }
    }

    /// Line and column of a byte offset, which is not before the one that was asked for last.
    pub(crate) fn at(&mut self, offset: usize) -> (usize, usize) {
        let end = self.text.floor_char_boundary(offset);
        let between = self.text.get(self.at..end).unwrap_or_default();
        let lines = between.bytes().filter(|byte| *byte == b'\n').count();
        if lines > 0 {
            self.line += lines;
            self.column = 1;
        }
        let own = match lines {
            0 => between,
            _ => between.rsplit('\n').next().unwrap_or_default(),
        };
        self.column += own.chars().count();
        self.at = self.at.max(end);
        #[cfg(test)]
        {
            self.seen += between.len();
        }
        (self.line, self.column)
    }
}

/// Line and column, from 1, of a byte offset.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    Places::new(text).at(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let text = "ab\nनम\r\n\nx";
        let mut places = Places::new(text);
        for (at, c) in text.char_indices() {
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!(places.at(at), (line, column), "{c:?}");
            assert_eq!(line_and_column(text, at), (line, column), "{c:?}");
        }
        assert_eq!(places.at(text.len()), (4, 2));
        assert_eq!(places.at(usize::MAX), (4, 2), "behind the end");
        assert_eq!(line_and_column(text, 4), (2, 1), "inside a character");
    }

    /// L11.
    #[test]
    fn many_places_in_one_line_cost_one_pass() {
        let text = "नमस्ते 12 ".repeat(20_000);
        let mut places = Places::new(&text);
        for offset in (0..text.len()).step_by(3) {
            places.at(offset);
        }
        assert!(places.seen <= text.len());
    }
}
