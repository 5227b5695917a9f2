//! CommonMark and the extensions newsrooms meet → blocks; every run of text carries its own source offsets.

use std::sync::Arc;

use super::page::{Page, Syntax};

/// Parses a Markdown document.
pub fn parse(text: Arc<str>) -> Page {
    Page { text, syntax: Syntax::Markdown, ..Page::default() }
}
