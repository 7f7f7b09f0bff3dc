//! The template flows, validated and lowered.

use std::sync::LazyLock;

use voice_ivr_flow::{Flow, Program, ValidFlow, templates};

pub(crate) static FLOWS: LazyLock<Vec<ValidFlow>> = LazyLock::new(|| {
    let valid = templates::ALL
        .iter()
        .filter_map(|(_, text)| Flow::from_json(text.as_bytes()).ok()?.validate().ok());
    valid.collect()
});

#[allow(dead_code, reason = "a target that only runs scenarios lowers nothing")]
pub(crate) static PROGRAMS: LazyLock<Vec<Program>> =
    LazyLock::new(|| FLOWS.iter().map(Program::lower).collect());
