//! What the queries of several facets have in common.

/// The builders of a query, for the filters that it shares with other queries. What "at" means for its items (begun, sent)
/// is told at the field.
macro_rules! builders {
    ($query:ident { $($filter:ident),+ $(,)? }) => {
        impl $query {
            $( $crate::facet::query::builders!($filter); )+
        }
    };
    (from) => {
        /// Those from this party.
        #[must_use]
        pub fn from(mut self, party: impl Into<$crate::Party>) -> Self {
            self.from = Some(party.into());
            self
        }
    };
    (to) => {
        /// Those to this party.
        #[must_use]
        pub fn to(mut self, party: impl Into<$crate::Party>) -> Self {
            self.to = Some(party.into());
            self
        }
    };
    (since) => {
        /// Those at or after this instant.
        #[must_use]
        pub fn since(mut self, at: $crate::Timestamp) -> Self {
            self.since = Some(at);
            self
        }
    };
    (until) => {
        /// Those before this instant.
        #[must_use]
        pub fn until(mut self, at: $crate::Timestamp) -> Self {
            self.until = Some(at);
            self
        }
    };
    (page_size) => {
        /// So many a page.
        #[must_use]
        pub fn page_size(mut self, size: u32) -> Self {
            self.page_size = Some(size);
            self
        }
    };
    (cursor) => {
        /// The page that begins here.
        #[must_use]
        pub fn cursor(mut self, cursor: $crate::Cursor) -> Self {
            self.cursor = Some(cursor);
            self
        }
    };
}

pub(crate) use builders;
