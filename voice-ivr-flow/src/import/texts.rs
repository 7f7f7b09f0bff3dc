//! Texts and numbers of the source, as members of ours.

use super::draft::Draft;
use super::foreign::Foreign;
use super::limits;
use super::liquid::{Piece, pieces, push_hole, push_text};
use crate::finding::words::shortened;

impl Draft {
    /// A text with its Liquid turned into holes.
    pub(super) fn text(&mut self, member: &str, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in pieces(text) {
            self.push_piece(&mut out, member, piece, push_text);
        }
        out
    }

    /// A text as an expression that matches it; what fills its holes is matched as it stands.
    pub(super) fn pattern(&mut self, member: &str, text: &str) -> String {
        let mut out = String::new();
        for piece in pieces(text) {
            self.push_piece(&mut out, member, piece, |out, text| {
                push_text(out, &regex::escape(text));
            });
        }
        out
    }

    fn push_piece(
        &mut self,
        out: &mut String,
        member: &str,
        piece: Piece<'_>,
        text: impl FnOnce(&mut String, &str),
    ) {
        match piece {
            Piece::Text(piece) => text(out, piece),
            Piece::Path(path) => push_hole(out, &self.variable(path)),
            Piece::Filtered { path, all } => {
                push_hole(out, &self.variable(path));
                let message = format!(
                    "the filters of `{}` are not applied; give the value as it should be",
                    shortened(all)
                );
                self.approximated(member, message);
            }
            Piece::Other(inside) => {
                let message = format!(
                    "`{}` is not understood and removed; a hole holds the name of a variable",
                    shortened(inside)
                );
                self.left_out(member, message);
            }
            Piece::Tag(inside) => {
                let message = format!(
                    "the tag `{}` is removed, and what it would choose from is all kept; draw a `branch`",
                    shortened(inside)
                );
                self.left_out(member, message);
            }
        }
    }

    /// A number, written as E.164 where that can be told.
    pub(super) fn number(&mut self, member: &str, text: &str) -> String {
        let number = self.text(member, text.trim());
        if number.contains("{{") || number.contains(':') {
            return number;
        }
        let bare: String = number
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.'))
            .collect();
        let digits = bare.len() >= 11 && bare.bytes().all(|byte| byte.is_ascii_digit());
        let whole = if digits && !bare.starts_with('0') {
            format!("+{bare}")
        } else {
            bare
        };
        if whole != number {
            self.approximated(member, "the number is written as E.164; check its country");
        }
        whole
    }

    /// A whole number for a member of ours, brought into its range with a remark.
    pub(super) fn range(
        &mut self,
        value: Option<Foreign<'_>>,
        member: &str,
        (of_type, ours): (&str, &str),
    ) -> Option<u32> {
        let value = value?;
        let Some(number) = value.whole() else {
            if value.words().is_some() {
                self.left_out(member, "it is no whole number; the usual value is used");
            }
            return None;
        };
        let (least, most) = limits::range(of_type, ours);
        let kept = number.clamp(i64::from(least), i64::from(most));
        if kept != number {
            let message = format!("{number} is outside {least} to {most}; it is {kept} here");
            self.approximated(member, message);
        }
        u32::try_from(kept).ok()
    }
}
