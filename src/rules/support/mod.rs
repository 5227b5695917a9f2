//! What backs it: figures, firsts, history, quotations.

pub mod uncited_statistic;
