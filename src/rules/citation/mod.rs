//! Whether the citations work.

mod setting;

pub mod bare_url;
pub mod citation_date_conflict;
pub mod duplicate_citation;
pub mod empty_link;
pub mod fragile_link;
pub mod generic_link_text;
pub mod homepage_citation;
pub mod incomplete_reference;
pub mod invalid_identifier;
pub mod missing_access_date;
pub mod missing_archive;
pub mod tertiary_source;
pub mod undefined_citation;
pub mod unused_citation;
