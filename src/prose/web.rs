//! The words of a whole HTML page, such as a saved statement or transcript: what a browser would show, with each run's
//! bytes in the file.

use super::block::Run;
use super::html::{Tag, end_of_markup, entity};
use crate::text::Span;

/// Elements whose content is not read by people.
const SILENT: [&str; 9] =
    ["script", "style", "head", "noscript", "template", "svg", "nav", "iframe", "select"];
/// Elements that do not end a line.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "wbr",
];

/// The text of an HTML page, block elements on lines of their own, and the map back to the page's bytes.
pub fn words(page: &str) -> (String, Vec<Run>) {
    let mut out = Out { text: String::with_capacity(page.len() / 2), runs: Vec::new() };
    let mut at = 0;
    while at < page.len() {
        let rest = &page[at..];
        let next = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        if next > 0 {
            out.verbatim(page, Span::new(at, at + next));
            at += next;
            continue;
        }
        if rest.starts_with('&') {
            match entity(rest) {
                Some((words, length)) => {
                    out.push(&words, Span::new(at, at + length));
                    at += length;
                }
                None => {
                    out.verbatim(page, Span::new(at, at + 1));
                    at += 1;
                }
            }
            continue;
        }
        let Some(end) = end_of_markup(page, at) else {
            out.verbatim(page, Span::new(at, at + 1));
            at += 1;
            continue;
        };
        let tag = Tag::read(&page[at..end]);
        let name = tag.map(|tag| tag.name.to_ascii_lowercase()).unwrap_or_default();
        at = match tag {
            Some(tag) if !tag.closes && !tag.empty && SILENT.contains(&name.as_str()) => {
                past_element(page, end, &name)
            }
            _ => end,
        };
        if tag.is_some() && !INLINE.contains(&name.as_str()) {
            out.push("\n", Span::new(at.min(end), at));
        }
    }
    (out.text, out.runs)
}

/// Past the end tag of element `name`, whose start tag ends at `from`; the page's end when it is not closed.
fn past_element(page: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&page.as_bytes()[at..], b"</") {
        let open = at + found;
        let after = &page.as_bytes()[open + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return end_of_markup(page, open).unwrap_or(page.len());
        }
        at = open + 2;
    }
    page.len()
}

struct Out {
    text: String,
    runs: Vec<Run>,
}

impl Out {
    fn push(&mut self, words: &str, source: Span) {
        let start = self.text.len();
        self.text.push_str(words);
        self.runs.push(Run { text: Span::new(start, self.text.len()), source });
    }

    fn verbatim(&mut self, page: &str, source: Span) {
        self.push(source.of(page), source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_what_a_browser_shows() {
        let page = "<html><head><title>T</title></head><body><script>var a='<p>';</script>\n<p>It\u{2019}s &ldquo;<b>here</b>&rdquo;</p><p>5 < 6 & so on";
        let (text, runs) = words(page);
        let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines, ["It\u{2019}s \u{201c}here\u{201d}", "5 < 6 & so on"]);
        for run in runs.iter().filter(|run| run.is_even() && !run.text.is_empty()) {
            assert!(run.text.of(&text) == run.source.of(page) || run.text.of(&text) == "\n");
        }
    }

    #[test]
    fn broken_markup_ends() {
        for page in ["<script>", "<style><", "&", "<", "</", "<p", "a<b", "<head>x</hea"] {
            words(page);
        }
        assert_eq!(words("a<b").0, "a<b");
    }
}
