//! Definitions at the end of the document, in the manner of those already there.

use crate::prose::{Page, Syntax};
use crate::text::{Edit, Span};

/// The page's line break.
pub(crate) fn line_break(page: &Page) -> &'static str {
    match memchr::memchr(b'\n', page.text.as_bytes()) {
        Some(at) if at > 0 && page.text.as_bytes()[at - 1] == b'\r' => "\r\n",
        None if page.text.contains('\r') => "\r",
        _ => "\n",
    }
}

/// The edit that adds `line` after the last of the definitions in `present` (in order), or at the end of the document
/// with one blank line before it.
pub(crate) fn append(page: &Page, present: &[Span], line: &str) -> Edit {
    let text: &str = &page.text;
    let eol = line_break(page);
    let within = |span: &Span| text[span.start..span.end].trim_end().len() + span.start;
    if let Some(last) = present.last() {
        let at = within(last);
        let rest = text[at..].trim_start_matches([' ', '\t']);
        // In a quotation or a list item the definition is not at a line's start: then the document's end is safer.
        let line_start = text[..last.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        if line_start == last.start && (rest.is_empty() || rest.starts_with(['\n', '\r'])) {
            let apart = match present {
                [.., before, last] => blank_between(&text[within(before).min(last.start)..last.start]),
                _ => false,
            };
            let gap = if apart { [eol, eol].concat() } else { eol.to_string() };
            return Edit::insert(at, format!("{gap}{line}"));
        }
    }
    let end = text.trim_end().len();
    // What is open at the end (a fence, a comment) would swallow the definition.
    let open = page.opaque.iter().find(|opaque| opaque.end >= end && is_open(opaque.of(text)));
    if let (Some(open), Syntax::Markdown) = (open, page.syntax) {
        let at = text[..open.start].rfind('\n').map_or(0, |at| at + 1);
        return Edit::insert(at, format!("{line}{eol}{eol}"));
    }
    if end == 0 {
        return Edit::insert(text.len(), format!("{line}{eol}"));
    }
    let breaks = text[end..].matches('\n').count().max(text[end..].matches('\r').count());
    match breaks {
        // A text without a last line break stays one.
        0 => Edit::insert(text.len(), format!("{eol}{eol}{line}")),
        1 => Edit::insert(text.len(), format!("{eol}{line}{eol}")),
        _ => Edit::insert(text.len(), format!("{line}{eol}")),
    }
}

fn blank_between(gap: &str) -> bool {
    gap.matches('\n').count().max(gap.matches('\r').count()) >= 2
}

fn is_open(opaque: &str) -> bool {
    let start = opaque.trim_start();
    let end = opaque.trim_end();
    for fence in ["```", "~~~"] {
        if start.starts_with(fence) {
            let lines = end.lines().count();
            return lines < 2 || !end.lines().last().is_some_and(|line| line.trim().starts_with(fence));
        }
    }
    start.starts_with("<!--") && !end.ends_with("-->")
        || start.starts_with("$$") && (end.len() < 4 || !end.ends_with("$$"))
        || ["<script", "<style", "<pre", "<textarea"]
            .iter()
            .any(|tag| start.starts_with(tag) && !end.contains("</"))
}
