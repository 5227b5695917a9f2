//! CommonMark and the extensions newsrooms meet → blocks; every run of text carries its own source offsets.

use std::sync::Arc;

use pulldown_cmark::{LinkType, Options, Parser};

use super::page::{Page, Syntax};
use super::{definitions, front_matter, mask, masthead};
use crate::text::Span;

mod html_block;
mod leaf;
mod walk;

/// The extensions that are read. Smart punctuation is not: it would put other bytes in place of the writer's.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// Parses a Markdown document.
pub fn parse(text: Arc<str>) -> Page {
    let (front_matter, body) = front_matter::read(&text);
    let mut page =
        Page { text: Arc::clone(&text), syntax: Syntax::Markdown, front_matter, ..Page::default() };
    page.opaque.extend(page.front_matter.source);
    let masked = mask::mask(&text[body..]);
    let hostile: Vec<Span> = masked.hostile.iter().map(|line| line.shifted(body)).collect();
    if let Some(first) = hostile.first() {
        let message = format!(
            "Quotations and lists are nested deeper than {} levels here: {} line{} left unread",
            mask::DEEPEST,
            hostile.len(),
            if hostile.len() == 1 { " is" } else { "s are" },
        );
        page.problems.push((message, *first));
    }

    let source = masked.text.as_ref();
    let mut undefined = |link: pulldown_cmark::BrokenLink<'_>| {
        reads_as_reference(&link, source).then(|| (String::new().into(), String::new().into()))
    };
    let parser = Parser::new_with_broken_link_callback(source, EXTENSIONS, Some(&mut undefined));
    let defined = definitions::defined(&parser, &text, source, body);
    let mut walk = walk::Walk::new(&mut page, &text, source, body, &hostile);
    for (event, range) in parser.into_offset_iter() {
        walk.take(event, range);
    }
    let covered = walk.finish();
    page.links = definitions::all(&text, body, defined, &covered);
    page.opaque.extend(hostile);
    masthead::read(&mut page);
    page.settle();
    page
}

/// Whether a reference without a definition was meant as one: `[text][label]` or `[label][]` as a word by itself, but
/// not an index after a name (`row[1][2]`) nor citation numbers side by side (`[1][2]`).
fn reads_as_reference(link: &pulldown_cmark::BrokenLink<'_>, source: &str) -> bool {
    if !matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
        return false;
    }
    let before = source[..link.span.start].bytes().next_back();
    let is_index = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b']' || byte == b')');
    let label = link.reference.trim();
    let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
    let words = source[link.span.clone()].split(']').next().unwrap_or_default();
    let are_numbers = is_number && words.bytes().all(|byte| byte == b'[' || byte.is_ascii_digit());
    let is_other_syntax =
        label.starts_with(['@', '^', '-', '!']) || words.starts_with("[@") || words.starts_with("[^");
    let is_box = matches!(words, "[ " | "[" | "[x" | "[X") && link.link_type == LinkType::Collapsed;
    !(is_index || are_numbers || is_other_syntax || is_box || label.is_empty())
}
