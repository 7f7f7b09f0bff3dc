//! Integration tests of the flow compiler, one module a subject.

mod document_parse;
mod support;
