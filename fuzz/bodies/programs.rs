//! The template flows, lowered.

use std::sync::LazyLock;

use voice_ivr_flow::{Flow, Program, templates};

pub(crate) static PROGRAMS: LazyLock<Vec<Program>> = LazyLock::new(|| {
    let valid = templates::ALL
        .iter()
        .filter_map(|(_, text)| Flow::from_json(text.as_bytes()).ok()?.validate().ok());
    valid.map(|flow| Program::lower(&flow)).collect()
});
