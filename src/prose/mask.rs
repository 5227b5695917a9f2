//! The document as the Markdown parser gets to see it: same length, but with all that it would misread made inert.
//!
//! Money is not mathematics, shortcodes and templates hold no markup, a comment at the start of a line does not turn
//! the rest of the line into HTML, and nesting no person has written is not parsed.

use std::borrow::Cow;

use crate::text::Span;

/// The deepest nesting of quotations and lists that is read.
pub(super) const DEEPEST: usize = 64;

/// A document made safe to parse.
#[derive(Debug)]
pub(super) struct Masked<'a> {
    /// As long as the document, byte for byte.
    pub text: Cow<'a, str>,
    /// Lines that are nested too deep to be read.
    pub hostile: Vec<Span>,
}

/// Prepares `text`.
pub(super) fn mask(text: &str) -> Masked<'_> {
    let mut spans = Vec::new();
    let hostile = deep_lines(text);
    spans.extend(hostile.iter().copied());
    if memchr::memchr(b'$', text.as_bytes()).is_some() {
        money(text, &mut spans);
    }
    if memchr::memchr(b'{', text.as_bytes()).is_some() {
        braces(text, &mut spans);
    }
    leading_comments(text, &mut spans);
    if spans.is_empty() {
        return Masked { text: Cow::Borrowed(text), hostile };
    }
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        for byte in &mut bytes[span.start..span.end] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b'x';
            }
        }
    }
    // Spans lie on character boundaries, so this never fails; were one not to, the text is parsed as it is.
    let masked = String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned);
    Masked { text: masked, hostile }
}

/// Lines that open more containers than [`DEEPEST`].
fn deep_lines(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut deep = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        // Most lines begin with a letter and are done at once.
        if bytes[start..end].first().is_some_and(|byte| b" \t>-*+0123456789".contains(byte)) {
            let mut at = start;
            let mut depth = 0;
            let mut column = 0;
            while at < end {
                match bytes[at] {
                    b' ' => column += 1,
                    b'\t' => column += 4,
                    b'>' => depth += 1,
                    b'-' | b'*' | b'+' if matches!(bytes.get(at + 1), Some(b' ' | b'\t' | b'\n') | None) => {
                        depth += 1
                    }
                    b'0'..=b'9' => {
                        let digits = bytes[at..end].iter().take_while(|byte| byte.is_ascii_digit()).count();
                        let marks = digits <= 9 && matches!(bytes.get(at + digits), Some(b'.' | b')'));
                        if !marks {
                            break;
                        }
                        at += digits;
                        depth += 1;
                    }
                    _ => break,
                }
                at += 1;
            }
            // A line that is only dashes and stars is a thematic break, however long.
            let is_break = at >= end
                && [b'-', b'*'].iter().any(|mark| {
                    bytes[start..end].iter().all(|byte| byte == mark || matches!(byte, b' ' | b'\t'))
                });
            let is_item = depth > 0 && column / 2 > DEEPEST;
            if (depth > DEEPEST || is_item) && !is_break {
                deep.push(Span::new(start, end));
            }
        }
        start = end + 1;
    }
    deep
}

/// Dollar signs that are money.
fn money(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut next = 0;
    for at in memchr::memchr_iter(b'$', bytes) {
        if at < next || (at > 0 && bytes[at - 1] == b'\\') {
            continue;
        }
        let width = bytes[at..].iter().take_while(|&&byte| byte == b'$').count();
        let close = match width {
            1 | 2 => end_of_math(text, at + width, width),
            _ => None,
        };
        match close {
            Some(end) => next = end,
            None => {
                spans.push(Span::new(at, at + width));
                next = at + width;
            }
        }
    }
}

/// The end of the mathematics that begins at `from`, after `width` dollar signs; `None` when it is none.
fn end_of_math(text: &str, from: usize, width: usize) -> Option<usize> {
    const LONGEST: usize = 2000;
    let bytes = text.as_bytes();
    if width == 1 && bytes.get(from).is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    let window = &bytes[from..bytes.len().min(from + LONGEST)];
    let mut at = 0;
    let length = loop {
        at += memchr::memchr(b'$', &window[at..])?;
        let escaped = at > 0 && window[at - 1] == b'\\';
        if !escaped {
            break at;
        }
        at += 1;
    };
    let content = text.get(from..from + length)?;
    if content.is_empty() || memchr::memmem::find(content.as_bytes(), b"\n\n").is_some() {
        return None;
    }
    let closes = match width {
        1 => {
            let before = bytes[from + length - 1];
            let after = bytes.get(from + length + 1);
            !before.is_ascii_whitespace()
                && !after.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'$')
        }
        _ => bytes.get(from + length + 1) == Some(&b'$'),
    };
    (closes && looks_like_math(content)).then_some(from + length + width)
}

fn looks_like_math(content: &str) -> bool {
    let bytes = content.as_bytes();
    let commands = bytes.windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic());
    let signs = bytes.iter().any(|byte| b"^_={}<>".contains(byte));
    // A letter or two: `$x$`, `$ab$`; not the placeholders TK and XX.
    let variable = content.len() <= 2
        && content.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !matches!(content, "TK" | "XX" | "tk" | "xx");
    let words = content
        .split_whitespace()
        .filter(|word| word.len() > 3 && word.bytes().all(|b| b.is_ascii_alphabetic()));
    commands || variable || (signs && words.count() < 3)
}

/// Shortcodes, templates and editorial marks that lie within one line and hold no code.
fn braces(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    // Where each closing mark stands last: past it nothing is looked for.
    let last = |close: &str| memchr::memmem::rfind(bytes, close.as_bytes()).unwrap_or_default();
    let lasts = [("}}", last("}}")), ("%}", last("%}")), ("<<}", last("<<}")), ("~~}", last("~~}"))];
    let mut next = 0;
    for at in memchr::memchr_iter(b'{', bytes) {
        if at < next {
            continue;
        }
        let (open, close) = match bytes.get(at + 1) {
            Some(b'{') => (2, "}}"),
            Some(b'%') => (2, "%}"),
            Some(b'>') if bytes.get(at + 2) == Some(&b'>') => (3, "<<}"),
            Some(b'~') if bytes.get(at + 2) == Some(&b'~') => (3, "~~}"),
            _ => continue,
        };
        if lasts.iter().any(|&(mark, last)| mark == close && last <= at) {
            continue;
        }
        const LONGEST: usize = 4000;
        let window = &bytes[at + open..bytes.len().min(at + open + LONGEST)];
        let line = memchr::memchr3(b'\n', b'\r', b'`', window).map_or(window, |end| &window[..end]);
        let Some(end) = memchr::memmem::find(line, close.as_bytes()) else {
            continue;
        };
        let end = at + open + end + close.len();
        if close == "~~}" {
            // Only the marks: what is between is read on.
            spans.push(Span::new(at + 1, at + 3));
            spans.push(Span::new(end - 3, end - 1));
        } else if text.is_char_boundary(end) {
            spans.push(Span::new(at, end));
        }
        next = end;
    }
}

/// Comments that begin a line and are followed by words on it: to CommonMark the whole line is HTML then.
fn leading_comments(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let last = memchr::memmem::rfind(bytes, b"-->").unwrap_or_default();
    let (mut next, mut line, mut seen) = (0, 0, 0);
    for at in memchr::memmem::find_iter(bytes, b"<!--") {
        line = memchr::memrchr2(b'\n', b'\r', &bytes[seen..at]).map_or(line, |end| seen + end + 1);
        seen = at;
        if at < next {
            continue;
        }
        if at > last {
            break;
        }
        let leads = bytes[line..at].iter().all(|byte| b" \t>-*+.)0123456789".contains(byte));
        let window = &bytes[at..bytes.len().min(at + 4000)];
        let rest = memchr::memchr2(b'\n', b'\r', window).map_or(window, |end| &window[..end]);
        let Some(length) = memchr::memmem::find(rest, b"-->") else {
            continue;
        };
        let end = at + length + 3;
        let after = &rest[length + 3..];
        let words = after.trim_ascii_start();
        if leads && !words.is_empty() && !words.starts_with(b"<") {
            spans.push(Span::new(at, end));
        }
        next = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        mask(text).text.into_owned()
    }

    #[test]
    fn money_is_not_mathematics() {
        assert_eq!(masked("from $5-$10 a head"), "from x5-x10 a head");
        assert_eq!(masked("US$5 million (A$7.5 million)"), "USx5 million (Ax7.5 million)");
        assert_eq!(masked("$TK million to $TK"), "xTK million to xTK");
        assert_eq!(masked("the area $x^2$ and $n$"), "the area $x^2$ and $n$");
        assert_eq!(masked("$$E = mc^2$$"), "$$E = mc^2$$");
        assert_eq!(masked("a $$$ place"), "a xxx place");
    }

    #[test]
    fn shortcodes_hold_no_markup() {
        assert_eq!(masked("a {{< b *c* >}} d"), "a xxxxxxxxxxxxx d");
        assert_eq!(masked("`{{a` and `b}}`"), "`{{a` and `b}}`");
        assert_eq!(masked("{>> é <<}"), "xxxxxxxxxx");
    }

    #[test]
    fn a_comment_does_not_make_its_line_html() {
        assert_eq!(masked("<!-- a --> b"), "xxxxxxxxxx b");
        assert_eq!(masked("- <!-- a --> b"), "- xxxxxxxxxx b");
        assert_eq!(masked("<!-- a -->\nb"), "<!-- a -->\nb");
        assert_eq!(masked("w <!-- a --> b"), "w <!-- a --> b");
    }

    #[test]
    fn nesting_no_person_writes_is_hostile() {
        let deep = format!("a\n{} b\nc", "> ".repeat(10_000));
        assert_eq!(mask(&deep).hostile.len(), 1);
        assert!(mask("> > > - 1. a\n- - - - - -\n").hostile.is_empty());
        assert!(mask(&format!("{}\n", "- ".repeat(500))).hostile.is_empty());
    }
}
