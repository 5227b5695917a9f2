//! What a draft leaves behind.

pub mod ai_citation_artifact;
pub mod editor_note;
pub mod placeholder;
pub mod unused_ignore;
