//! HTML as it occurs in articles: tags with their attributes, entities, and what tags do to the words between them.

use std::collections::HashMap;

use super::draft::{Draft, Effect, Mark};
use super::marks::Found;
use super::page::CitationForm;
use crate::text::Span;

/// A tag as written: `<a href="…">`, `</p>`, `<br/>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name, as written.
    pub name: &'a str,
    /// Whether it is an end tag.
    pub closes: bool,
    /// Whether it closes itself.
    pub empty: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag that fills `text`.
    pub fn read(text: &'a str) -> Option<Tag<'a>> {
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let length =
            inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':')).unwrap_or(inner.len());
        if length == 0 || !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let rest = inner[length..].trim();
        let (empty, attributes) = match rest.strip_suffix('/') {
            Some(rest) => (true, rest.trim()),
            None => (false, rest),
        };
        Some(Tag { name: &inner[..length], closes, empty, attributes })
    }

    /// Whether the tag has this name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, entities read.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let length = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            if length == 0 {
                // A stray `=` or the end.
                rest = rest.get(1..)?;
                continue;
            }
            let key = &rest[..length];
            let after = rest[length..].trim_start();
            let Some(value) = after.strip_prefix('=') else {
                if key.eq_ignore_ascii_case(name) {
                    return Some(String::new());
                }
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let (value, next) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            rest = next;
        }
    }
}

/// The end of the tag, comment or instruction that begins at `at`, where the byte is `<`.
pub(super) fn end_of_markup(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map(|end| at + 4 + end + 3);
    }
    let second = rest.as_bytes().get(1)?;
    if !(second.is_ascii_alphabetic() || matches!(second, b'/' | b'!' | b'?')) {
        return None;
    }
    let mut quote = None;
    for (offset, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + offset + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') if rest.as_bytes()[offset - 1] == b'=' => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
        if offset > 2000 {
            return None;
        }
    }
    None
}

/// Reads the entity that begins `text` with `&`: its characters and its length.
pub(super) fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c.to_string(), end + 1))
}

/// The entities that occur in articles.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{ad}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("para", '¶'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("times", '×'),
    ("minus", '−'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("Eacute", 'É'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("Oslash", 'Ø'),
    ("Aring", 'Å'),
];

/// `text` with its entities read.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((words, length)) => {
                out.push_str(&words);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// What happens to the words between an inline start tag and its end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// They stay: most tags.
    Words,
    /// `<ref>`: a citation.
    Reference,
    /// `<a>`: a link.
    Anchor,
    /// `<sup>`: a note mark, where it holds a number or a letter.
    Superscript,
    /// `<em>`, `<i>`, `<cite>`.
    Emphasis,
    /// `<code>` and the like.
    Hole,
    /// `<script>`, `<del>` and the like.
    Gone,
}

fn content_of(name: &str) -> Content {
    match name {
        "ref" => Content::Reference,
        "a" => Content::Anchor,
        "sup" => Content::Superscript,
        "em" | "i" | "cite" | "b" | "strong" => Content::Emphasis,
        "code" | "kbd" | "samp" | "math" => Content::Hole,
        "script" | "style" | "svg" | "del" | "s" | "strike" | "iframe" | "video" | "audio" | "object"
        | "canvas" | "template" | "select" | "button" | "textarea" | "noscript" | "pre" => Content::Gone,
        _ => Content::Words,
    }
}

/// Pairs the inline tags of a draft and turns them into marks.
pub(super) fn resolve_tags(draft: &mut Draft, document: &str, found: &mut Found) {
    if draft.tags.is_empty() {
        return;
    }
    let mut open: HashMap<String, Vec<(usize, Span, Option<String>)>> = HashMap::new();
    let mut marks = Vec::new();
    for tag_mark in std::mem::take(&mut draft.tags) {
        found.opaque.push(tag_mark.source);
        let Some(tag) = Tag::read(tag_mark.source.of(document)) else {
            continue;
        };
        let name = tag.name.to_ascii_lowercase();
        let content = content_of(&name);
        if content == Content::Words {
            continue;
        }
        let at = tag_mark.at;
        if tag.empty && !tag.closes {
            if content == Content::Reference {
                let form = CitationForm::WikiRef { name: tag.attribute("name"), text: String::new() };
                marks.push(Mark {
                    text: Span::at(at),
                    source: tag_mark.source,
                    effect: Effect::Cut,
                    form: Some(form),
                });
            }
        } else if !tag.closes {
            let value = match content {
                Content::Reference => tag.attribute("name"),
                Content::Anchor => tag.attribute("href"),
                _ => None,
            };
            open.entry(name).or_default().push((at, tag_mark.source, value));
        } else if let Some(stack) = open.get_mut(&name)
            && let Some((start, first, value)) = stack.pop()
        {
            // Copying what is nested by the thousand would take the square of the document.
            let is_deep = stack.len() > 16;
            let text = Span::new(start, at);
            let source = first.hull(tag_mark.source);
            let inner = Span::new(first.end, tag_mark.source.start.max(first.end));
            let (effect, form) = match content {
                Content::Reference if is_deep => (Effect::Cut, None),
                Content::Reference => (
                    Effect::Cut,
                    Some(CitationForm::WikiRef { name: value, text: inner.of(document).trim().to_owned() }),
                ),
                Content::Anchor => match value {
                    Some(url) if !url.is_empty() => (Effect::Keep, Some(CitationForm::Link { url })),
                    _ => continue,
                },
                Content::Superscript if is_note_mark(draft, text) => (Effect::Cut, None),
                Content::Emphasis => {
                    draft.emphasis.push(text);
                    continue;
                }
                Content::Hole => (Effect::Hole, None),
                Content::Gone => (Effect::Cut, None),
                Content::Superscript | Content::Words => continue,
            };
            marks.push(Mark { text, source, effect, form });
        }
    }
    draft.marks.extend(marks);
    draft.marks.sort_by_key(|mark| (mark.text.start, mark.source.start));
}

/// Whether the words of a `<sup>` are a note mark: a number, a letter or a sign, but no exponent or ordinal.
fn is_note_mark(draft: &Draft, span: Span) -> bool {
    let words = span.of(&draft.text).trim();
    let inner = words.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let short = !inner.is_empty() && inner.len() <= 4;
    let before = draft.text[..span.start].chars().next_back();
    let is_number = inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let is_sign = inner.chars().all(|c| "*†‡§¶".contains(c)) || inner.len() == 1;
    let is_exponent = before.is_some_and(|c| c.is_ascii_digit())
        || (matches!(inner, "2" | "3") && ends_in_unit(&draft.text[..span.start]));
    short && (is_number || is_sign) && !is_exponent
}

fn ends_in_unit(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "m" | "km" | "cm" | "mm" | "ft" | "mi" | "in" | "yd" | "dm" | "x" | "y" | "CO" | "O")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes() {
        let tag = Tag::read(r#"<a class=x href="https://a.example/?q=1&amp;r=2" target='_blank'>"#).unwrap();
        assert!(tag.is("A") && !tag.closes && !tag.empty);
        assert_eq!(tag.attribute("href").as_deref(), Some("https://a.example/?q=1&r=2"));
        assert_eq!(tag.attribute("target").as_deref(), Some("_blank"));
        assert_eq!(tag.attribute("class").as_deref(), Some("x"));
        assert_eq!(tag.attribute("rel"), None);
        assert!(Tag::read("<ref name=n />").unwrap().empty);
        assert_eq!(Tag::read("<ref name=n />").unwrap().attribute("name").as_deref(), Some("n"));
        assert!(Tag::read("</p>").unwrap().closes);
        assert!(Tag::read("<3>").is_none());
        assert_eq!(Tag::read("<a = =>").unwrap().attribute("href"), None);
    }

    #[test]
    fn markup_ends_where_browsers_end_it() {
        assert_eq!(end_of_markup("<a href=\"x>y\">z", 0), Some(14));
        assert_eq!(end_of_markup("<!-- a > b -->c", 0), Some(14));
        assert_eq!(end_of_markup("< 5 and > 3", 0), None);
        assert_eq!(end_of_markup("<a <b>", 0), None);
    }

    #[test]
    fn entities() {
        assert_eq!(decode("a &amp; b &#8212; c &#x2014; d &unknown; & e"), "a & b — c — d &unknown; & e");
    }
}
