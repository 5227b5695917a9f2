//! When.

pub mod vague_time;
