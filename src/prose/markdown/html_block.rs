//! HTML blocks: the words between simple tags are prose, the rest is not.

use super::leaf::Leaf;
use super::walk::Walk;
use crate::prose::block::BlockKind;
use crate::prose::html::{self, Tag};
use crate::prose::marks;
use crate::prose::page::{CitationForm, RawCitation};
use crate::text::Span;

/// Elements whose content is never prose.
const OPAQUE: &[&str] = &[
    "script", "style", "pre", "svg", "iframe", "nav", "form", "button", "select", "textarea", "noscript",
    "template", "object", "video", "audio", "canvas", "math", "head", "title", "map",
];

/// Elements that are blocks of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "details",
    "summary",
    "address",
    "center",
    "picture",
    "html",
    "body",
    "hgroup",
    "col",
    "colgroup",
    "link",
    "meta",
    "base",
    "source",
    "fieldset",
    "legend",
    "option",
    "embed",
    "param",
];

/// Reads an HTML block whose lines are given.
pub(super) fn read(walk: &mut Walk<'_>, span: Span, lines: &[Span]) {
    walk.close_leaf();
    let joined = lines.windows(2).all(|pair| pair[0].end == pair[1].start);
    let (Some(first), Some(last), true) = (lines.first(), lines.last(), joined) else {
        // Lines with a quotation's or a list's marks between them: only comments are looked for.
        for line in lines {
            Reader { walk, at: line.start, end: line.end, leaf: None, kind: None, comments_only: true }.run();
        }
        walk.opaque(span);
        return;
    };
    let (at, end) = (first.start, last.end);
    Reader { walk, at, end, leaf: None, kind: None, comments_only: false }.run();
    walk.cover(span);
}

struct Reader<'w, 'a> {
    walk: &'w mut Walk<'a>,
    at: usize,
    end: usize,
    leaf: Option<Leaf>,
    /// What the open element makes of its words, when it is not a plain block.
    kind: Option<BlockKind>,
    comments_only: bool,
}

impl Reader<'_, '_> {
    fn run(mut self) {
        let document = &self.walk.document[..self.end];
        while self.at < self.end {
            let next =
                memchr::memchr(b'<', &document.as_bytes()[self.at..]).map_or(self.end, |step| self.at + step);
            self.words(Span::new(self.at, next));
            self.at = next;
            if next == self.end {
                break;
            }
            match html::end_of_markup(document, next) {
                Some(end) => self.markup(Span::new(next, end)),
                None if document[next..].starts_with("<!--") => {
                    self.walk.opaque(Span::new(next, self.end));
                    self.at = self.end;
                }
                None => {
                    self.words(Span::new(next, next + 1));
                    self.at = next + 1;
                }
            }
        }
        self.close();
    }

    /// Takes words between tags.
    fn words(&mut self, span: Span) {
        if self.comments_only {
            return;
        }
        let document = self.walk.document;
        let mut at = span.start;
        for line in span.of(document).split_inclusive(['\n', '\r']) {
            let start = at;
            at += line.len();
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
            let words = line.trim_start_matches(blank);
            let lead = line.len() - words.len();
            let words = words.trim_end_matches(blank);
            if words.is_empty() {
                if !line.is_empty() {
                    self.space(Span::new(start, at));
                }
                continue;
            }
            // Renderers differ on whether a heading may follow a tag without a blank line; its writer meant one.
            let level = words.bytes().take_while(|&byte| byte == b'#').count();
            let begins_line = start == 0 || matches!(document.as_bytes()[start - 1], b'\n' | b'\r');
            if begins_line && (1..=6).contains(&level) && words[level..].starts_with(' ') {
                self.heading(Span::new(start + lead, start + lead + words.len()), level as u8);
                continue;
            }
            if lead > 0 {
                self.space(Span::new(start, start + lead));
            }
            self.text(Span::new(start + lead, start + lead + words.len()));
            if lead + words.len() < line.len() {
                self.space(Span::new(start + lead + words.len(), at));
            }
        }
    }

    /// A line that is a heading in Markdown's manner.
    fn heading(&mut self, line: Span, level: u8) {
        self.close();
        let before = self.kind.replace(BlockKind::Heading(level));
        self.walk.break_section();
        let words = line.of(self.walk.document)[usize::from(level)..].trim();
        self.text(Span::new(line.end - words.len(), line.end));
        self.close();
        self.walk.break_section();
        self.kind = before;
    }

    /// A space, where words come before it.
    fn space(&mut self, source: Span) {
        if let Some(leaf) = &mut self.leaf
            && !leaf.draft.text.is_empty()
            && !leaf.draft.text.ends_with(' ')
        {
            leaf.draft.push(" ", source);
        }
    }

    fn text(&mut self, span: Span) {
        let document = self.walk.document;
        let leaf = self.leaf.get_or_insert_with(|| Leaf::new(span));
        leaf.source = leaf.source.hull(span);
        let mut at = span.start;
        while at < span.end {
            let rest = &document[at..span.end];
            match memchr::memchr(b'&', rest.as_bytes()) {
                Some(0) => match html::entity(rest) {
                    Some((words, length)) => {
                        leaf.draft.push_escaped(&words, Span::new(at, at + length));
                        at += length;
                    }
                    None => {
                        leaf.draft.push_verbatim(document, Span::new(at, at + 1));
                        at += 1;
                    }
                },
                Some(step) => {
                    leaf.draft.push_verbatim(document, Span::new(at, at + step));
                    at += step;
                }
                None => {
                    leaf.draft.push_verbatim(document, Span::new(at, span.end));
                    at = span.end;
                }
            }
        }
    }

    fn markup(&mut self, span: Span) {
        self.at = span.end;
        let document = self.walk.document;
        let words = span.of(document);
        if words.starts_with("<!--") {
            self.comment(span);
            return;
        }
        if self.comments_only {
            return;
        }
        let Some(tag) = Tag::read(words) else {
            self.walk.opaque(span);
            return;
        };
        let name = tag.name.to_ascii_lowercase();
        if OPAQUE.contains(&name.as_str()) {
            self.skip(&name, tag, span);
        } else if BLOCKS.contains(&name.as_str()) {
            self.block(&name, tag, span);
        } else {
            let leaf = self.leaf.get_or_insert_with(|| Leaf::new(span));
            leaf.source = leaf.source.hull(span);
            leaf.markup(span, document, &mut self.walk.found);
        }
    }

    fn comment(&mut self, span: Span) {
        let document = self.walk.document;
        if let Some(leaf) = &mut self.leaf {
            leaf.source = leaf.source.hull(span);
            leaf.markup(span, document, &mut self.walk.found);
            return;
        }
        let mark = marks::comment(span, document, Span::at(0), &mut self.walk.found);
        if let Some(form) = mark.form {
            self.walk.page.citations.push(RawCitation { form, source: span, place: None });
        }
    }

    /// Leaves out an element whose content is no prose.
    fn skip(&mut self, name: &str, tag: Tag<'_>, span: Span) {
        let mut end = span.end;
        if !tag.closes && !tag.empty {
            let document = self.walk.document;
            end = end_tag(&document[..self.end], span.end, name).unwrap_or(self.end);
        }
        if let Some(url) = tag.attribute("src").filter(|_| !tag.closes && name != "script") {
            let form = CitationForm::Image { url };
            self.walk.page.citations.push(RawCitation {
                form,
                source: Span::new(span.start, end),
                place: None,
            });
        }
        self.walk.opaque(Span::new(span.start, end));
        self.at = end;
    }

    fn block(&mut self, name: &str, tag: Tag<'_>, span: Span) {
        self.close();
        self.walk.opaque(span);
        let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        match name {
            "blockquote" => {
                let open = &mut self.walk.html_quotes;
                *open = if tag.closes { open.saturating_sub(1) } else { *open + 1 };
                self.walk.break_section();
            }
            "hr" => self.walk.break_section(),
            _ if level.is_some() => self.walk.break_section(),
            _ => {}
        }
        self.kind = match name {
            _ if tag.closes => None,
            "td" | "th" | "caption" => Some(BlockKind::Cell),
            "li" | "dd" | "dt" => Some(BlockKind::Item),
            _ => level.map(BlockKind::Heading),
        };
    }

    /// Makes what was read into a block.
    fn close(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            let here = self.walk.kind();
            let kind = match (&here, self.kind.clone()) {
                (BlockKind::Paragraph | BlockKind::Item, Some(kind)) => kind,
                _ => here,
            };
            self.walk.put(leaf, kind);
        }
    }
}

/// The end of the end tag of element `name` after `from`.
fn end_tag(document: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = document.as_bytes();
    memchr::memmem::find_iter(&bytes[from..], b"</").map(|step| from + step).find_map(|at| {
        let found = bytes.get(at + 2..at + 2 + name.len())?;
        let after = bytes.get(at + 2 + name.len())?;
        let ends = found.eq_ignore_ascii_case(name.as_bytes()) && !after.is_ascii_alphanumeric();
        ends.then(|| memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1))
    })
}
