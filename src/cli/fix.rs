//! `check --fix`: only what is always right, whatever the writer meant.
//!
//! Most fixes need a person: which source, whose name, which words. A rule marks the few that need none as
//! [safe](crate::rules::Fix::safe); the editor applies the same ones on save.

use crate::workspace::Report;

/// A text after its fixes.
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many findings were settled.
    pub count: usize,
}

/// Applies every fix that is always right, until none is left.
pub fn apply(mut text: String, look: impl Fn(&str) -> Report) -> Fixed {
    // A fix may make room for another that met it.
    const ROUNDS: usize = 8;
    let mut count = 0;
    for _ in 0..ROUNDS {
        let report = look(&text);
        if report.around.ignored {
            break;
        }
        let (edits, settled) = report.safe_fixes();
        if edits.edits().is_empty() {
            break;
        }
        text = edits.apply(&text);
        count += settled;
    }
    Fixed { text, count }
}
