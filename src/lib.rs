//! factcheck-ls turns a draft into the findings a checking desk would raise, and hands the writer the means to settle
//! each one.
//!
//! Read this as the plan of a house: data comes in on the ground floor and rises, one storey at a time; a storey
//! imports only storeys below it. Two faces look out from the top and see one thing, the [`workspace`].
//!
//! ```text
//! bytes → text → prose → language → { citations, knowledge } → rules → workspace → { lsp, cli }
//! ```

pub mod text;

pub mod prose;

pub mod language;

pub mod citations;
pub mod knowledge;

pub mod rules;

pub mod config;
pub mod workspace;

pub mod cli;
pub mod lsp;
