//! facets_dated.
