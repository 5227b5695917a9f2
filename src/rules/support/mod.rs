//! What backs it: figures, firsts, history, quotations.

mod known;
pub mod unattributed_quote;
pub mod uncited_comparison;
pub mod uncited_history;
pub mod uncited_statistic;
pub mod uncited_superlative;
pub mod undocumented_quote;
