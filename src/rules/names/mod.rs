//! Names and acronyms.

pub mod acronym_mismatch;
pub mod acronyms;
pub mod inconsistent_name;
pub mod missing_first_name;
pub mod outdated_office;
pub(in crate::rules) mod spelling;
pub mod unexpanded_acronym;
