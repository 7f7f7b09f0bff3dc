//! Call flows as a graph: checked, simulated, and compiled.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod graph;
pub mod node;
pub mod template;
