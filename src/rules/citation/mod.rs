//! Whether the citations work.

pub mod undefined_citation;
