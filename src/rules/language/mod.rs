//! How it is told: opt-in rules on the writer's own voice.

pub mod puffery;
pub mod unattributed_prediction;
