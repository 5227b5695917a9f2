//! What a draft leaves behind.

pub mod placeholder;
pub mod unused_ignore;
