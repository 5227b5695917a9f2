//! Citation keys in the manner of pandoc: `[see @key, p. 3; @other]`, `[-@key]`, a bare `@key`.

use super::page::CitationKey;
use crate::text::Span;

/// Prefixes of cross-references to figures, tables, equations and sections: no sources.
const CROSS_REFERENCES: &[&str] = &["fig", "tbl", "eq", "sec", "lst", "thm", "lem", "exm", "def", "tab"];

/// The keys of the group between brackets at `inner`; `None` when it is not a citation: every part between
/// semicolons must hold a key. Spans are offsets into `text`.
pub(super) fn group(text: &str, inner: Span) -> Option<Vec<CitationKey>> {
    let mut keys = Vec::new();
    let mut at = inner.start;
    for part in inner.of(text).split(';') {
        let span = Span::new(at, at + part.len());
        at = span.end + 1;
        keys.push(key_of_part(text, span)?);
    }
    Some(keys)
}

fn key_of_part(text: &str, part: Span) -> Option<CitationKey> {
    let mut from = part.start;
    loop {
        let at = from + memchr::memchr(b'@', &text.as_bytes()[from..part.end])?;
        let before = text[part.start..at].chars().next_back();
        if before.is_none_or(|c| c.is_whitespace() || c == '-' || c == '(')
            && let Some(end) = end_of_key(text, at)
            && end <= part.end
        {
            let locator = text[end..part.end].trim().trim_start_matches(',').trim();
            return Some(CitationKey {
                key: name(&text[at..end]),
                span: Span::new(at, end),
                locator: (!locator.is_empty()).then(|| locator.to_owned()),
            });
        }
        from = at + 1;
    }
}

/// The end of the key whose `@` stands at `at`: a letter, digit or `_`, then these and single punctuation inside;
/// anything at all in braces.
pub(super) fn end_of_key(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    if let Some(braced) = rest.strip_prefix('{') {
        let length = braced.find(|c: char| c == '}' || c.is_whitespace())?;
        return (length > 0 && braced[length..].starts_with('}')).then_some(at + 1 + 1 + length + 1);
    }
    if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let mut end = 0;
    let mut pending = false;
    for (offset, c) in rest.char_indices() {
        if c.is_alphanumeric() || c == '_' {
            end = offset + c.len_utf8();
            pending = false;
        } else if ":.#$%&-+?<>~/".contains(c) && !pending {
            pending = true;
        } else {
            break;
        }
    }
    Some(at + 1 + end)
}

fn name(mark: &str) -> String {
    mark.trim_start_matches('@').trim_start_matches('{').trim_end_matches('}').to_owned()
}

/// The bare key whose `@` stands at `at`, with a locator in brackets right after it: `@key [p. 3]`. Emails, handles
/// and cross-references are none. `sure` says that the document cites in this manner elsewhere; without it only a
/// name with a year counts.
pub(super) fn bare(text: &str, at: usize, sure: bool) -> Option<(CitationKey, usize)> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || "._-+/@=&%#:".contains(c)) {
        return None;
    }
    let end = end_of_key(text, at)?;
    let key = name(&text[at..end]);
    let is_cross_reference = key
        .split_once([':', '-'])
        .is_some_and(|(head, _)| CROSS_REFERENCES.contains(&head.to_ascii_lowercase().as_str()));
    if is_cross_reference || !(sure || has_year(&key)) {
        return None;
    }
    let rest = &text[end..];
    let locator = rest
        .strip_prefix(' ')
        .unwrap_or(rest)
        .strip_prefix('[')
        .and_then(|inside| inside.get(..inside.find([']', '[', '\n'])?))
        .filter(|inside| is_locator(inside));
    let whole = match locator {
        Some(inside) => end + rest.find('[').unwrap_or_default() + inside.len() + 2,
        None => end,
    };
    let locator = locator.map(|inside| inside.trim().to_owned());
    Some((CitationKey { key, span: Span::new(at, end), locator }, whole))
}

/// Whether words in brackets after a bare key say where in the source.
fn is_locator(words: &str) -> bool {
    let words = words.trim();
    let heads = ["p.", "pp.", "ch.", "chap.", "sec.", "§", "para.", "¶", "vol.", "no.", "fig.", "l.", "n."];
    heads.iter().any(|head| words.starts_with(head)) || words.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a document cites by keys in brackets somewhere: `[@key]`, `[see @key, p. 3]`, but not `[@name](address)`.
pub(super) fn cites_by_keys(document: &str) -> bool {
    const REACH: usize = 200;
    let bytes = document.as_bytes();
    memchr::memchr_iter(b'@', bytes).any(|at| {
        let from = at.saturating_sub(REACH);
        let Some(open) = memchr::memrchr3(b'[', b']', b'`', &bytes[from..at]).map(|open| from + open) else {
            return false;
        };
        let to = bytes.len().min(at + REACH);
        let Some(close) = memchr::memchr3(b']', b'[', b'`', &bytes[at..to]).map(|close| at + close) else {
            return false;
        };
        let is_escaped = open > 0 && matches!(bytes[open - 1], b'\\' | b'`');
        bytes[open] == b'['
            && !is_escaped
            && bytes[close] == b']'
            && !matches!(bytes.get(close + 1), Some(b'(' | b'[' | b':'))
            && group(document, Span::new(open + 1, close)).is_some()
    })
}

/// Whether a key has the shape that reference managers give it: letters, a year, perhaps more letters.
fn has_year(key: &str) -> bool {
    let Some(at) = key.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let digits = key[at..].bytes().take_while(u8::is_ascii_digit).count();
    let letters = key[..at].chars().filter(|c| c.is_alphabetic()).count();
    let year = key.get(at..at + 4).and_then(|year| year.parse::<u16>().ok());
    letters >= 3 && digits == 4 && year.is_some_and(|year| (1500..=2099).contains(&year))
}

/// Whether a text speaks of social media, where `@name` is a handle.
pub(super) fn speaks_of_handles(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "twitter",
        "tweet",
        "instagram",
        "tiktok",
        "mastodon",
        "bluesky",
        "threads",
        "telegram",
        "youtube",
        "handle",
        "follow",
        "@handle",
        "retweet",
        "facebook",
        "snapchat",
        "linkedin",
        "dm",
    ];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        word.len() < 16 && {
            let word = word.to_ascii_lowercase();
            WORDS.iter().any(|&known| word == known || (known.len() > 4 && word.starts_with(known)))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Option<Vec<(String, Option<String>)>> {
        let keys = group(text, Span::new(1, text.len() - 1))?;
        Some(keys.into_iter().map(|key| (key.key, key.locator)).collect())
    }

    #[test]
    fn groups_hold_a_key_in_every_part() {
        assert_eq!(
            keys("[see @nobody, p. 3; @haugen2008]"),
            Some(vec![("nobody".into(), Some("p. 3".into())), ("haugen2008".into(), None)])
        );
        assert_eq!(keys("[-@lind2010]"), Some(vec![("lind2010".into(), None)]));
        assert_eq!(keys("[write to ola@example.org]"), None);
        assert_eq!(keys("[@a; and more]"), None);
    }

    #[test]
    fn keys_end_before_the_punctuation_of_the_sentence() {
        assert_eq!(end_of_key("@a:b.c. X", 0), Some(6));
        assert_eq!(end_of_key("@{https://a.example/x}, y", 0), Some(22));
        assert_eq!(end_of_key("@ a", 0), None);
    }

    #[test]
    fn a_document_that_cites_by_keys_is_told_from_one_with_handles() {
        assert!(cites_by_keys("It fell [see @lind, p. 3]."));
        assert!(!cites_by_keys("From the [@lind project](https://a.example), by @lind."));
        assert!(!cites_by_keys("`[@lind]` and ola@example.org"));
    }

    #[test]
    fn bare_keys_are_not_handles_or_emails() {
        assert!(bare("@haugen2008 reported", 0, false).is_some());
        assert!(bare("@gazette said", 0, false).is_none());
        assert!(bare("ola@example.org", 3, true).is_none());
        assert!(bare("see @fig:dam", 4, true).is_none());
        let (key, end) = bare("@lind2010 [p. 3] said", 0, false).unwrap();
        assert_eq!((key.locator.as_deref(), end), (Some("p. 3"), 16));
    }
}
