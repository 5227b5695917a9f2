//! Plain text → headline, byline, paragraphs.

use std::sync::Arc;

use super::page::{Page, Syntax};

/// Parses a plain-text document.
pub fn parse(text: Arc<str>) -> Page {
    Page { text, syntax: Syntax::Plain, ..Page::default() }
}
