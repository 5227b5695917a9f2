//! What the document says of itself: title, author, date, bibliography, type.

use jiff::civil::Date;
use serde_json::Value;

use super::dates;
use crate::text::Span;

/// The keys of the front matter that matter here (DOMAIN.md §10.3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The whole block with its fences; `None` when there is none.
    pub source: Option<Span>,
    /// The headline.
    pub title: Option<String>,
    /// The writers.
    pub authors: Vec<String>,
    /// The publication date, with the bytes of its value.
    pub date: Option<(Date, Span)>,
    /// Bibliography files, as written, relative to the document.
    pub bibliography: Vec<String>,
    /// Sources on disk that quotations are compared with: paths or patterns, relative to the document.
    pub transcripts: Vec<String>,
    /// Whether the article is a translation: its quotations stand in no source.
    pub translated: bool,
    /// news, interview, analysis, opinion, fiction.
    pub kind: Option<String>,
    /// The profile to check with.
    pub profile: Option<String>,
    /// Rules switched off for this document (`factcheck: {disable: [...]}`), each with the bytes of its name.
    pub disable: Vec<(String, Span)>,
    /// Why the block could not be read, with the place: the rest of the document still is.
    pub problem: Option<(String, Span)>,
}

impl FrontMatter {
    /// Whether the document says of itself that it gives an opinion: what it means is then the writer's to say.
    pub fn is_opinion(&self) -> bool {
        const KINDS: [&str; 6] = ["analysis", "opinion", "editorial", "column", "review", "essay"];
        let kind = self.kind.as_deref();
        kind.is_some_and(|kind| KINDS.iter().any(|name| kind.trim().eq_ignore_ascii_case(name)))
    }
}

/// Reads the front matter at the head of a document, and where the body begins.
///
/// Front matter stands between lines of `---` (YAML; `...` may close it) or `+++` (TOML), the first of them the first
/// line of the document. What cannot be read is said in [`FrontMatter::problem`]; the body is found all the same.
pub(super) fn read(document: &str) -> (FrontMatter, usize) {
    let start = if document.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { document, at: start };
    let Some(first) = lines.next() else {
        return (FrontMatter::default(), start);
    };
    let fence = first.of(document).trim_end();
    let is_toml = match fence {
        "---" => false,
        "+++" => true,
        _ => return (FrontMatter::default(), start),
    };
    let inner_start = lines.at;
    let mut blank = None;
    let mut keyed = false;
    while let Some(line) = lines.next() {
        let words = line.of(document).trim_end();
        if words == fence || (!is_toml && words == "...") {
            let source = Span::new(start, line.start + words.len());
            let inner = Span::new(inner_start, line.start);
            // A thematic break, a paragraph and another break are no front matter.
            if !is_toml && !keyed && !inner.of(document).trim().is_empty() {
                return (FrontMatter::default(), start);
            }
            let mut matter =
                if is_toml { toml_matter(document, inner) } else { yaml_matter(document, inner) };
            matter.source = Some(source);
            return (matter, lines.at);
        }
        let is_key = words.split_once([':', '=']).is_some_and(|(key, rest)| {
            let key = key.trim().trim_matches(['"', '\'']);
            !key.is_empty()
                && !key.contains(char::is_whitespace)
                && (is_toml || rest.is_empty() || rest.starts_with(char::is_whitespace))
        });
        if !keyed {
            if is_key {
                keyed = true;
            } else if !words.is_empty() && !words.starts_with(['#', '[', '{', '-', ' ']) {
                // Prose right after the fence: the fence is a thematic break.
                return (FrontMatter::default(), start);
            }
        }
        if words.is_empty() && blank.is_none() {
            blank = Some(line.start);
        }
    }
    if !keyed {
        return (FrontMatter::default(), start);
    }
    let end = blank.unwrap_or(document.len());
    let problem = Some((format!("The front matter is not closed: add a line of {fence} after it"), first));
    (FrontMatter { source: Some(Span::new(start, end)), problem, ..FrontMatter::default() }, end)
}

/// Lines of a document with their breaks.
struct Lines<'a> {
    document: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.document.get(self.at..).filter(|rest| !rest.is_empty())?;
        let bytes = rest.as_bytes();
        let length = match memchr::memchr2(b'\n', b'\r', bytes) {
            Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
            Some(at) => at + 1,
            None => bytes.len(),
        };
        let line = Span::new(self.at, self.at + length);
        self.at = line.end;
        Some(line)
    }
}

fn yaml_matter(document: &str, inner: Span) -> FrontMatter {
    let words = inner.of(document);
    if words.trim().is_empty() {
        return FrontMatter::default();
    }
    match serde_saphyr::from_str::<Value>(words) {
        Ok(value) => matter(&value, document, inner),
        Err(error) => {
            let line = error.location().map_or(0, |location| location.line().saturating_sub(1) as usize);
            broken("YAML", &error.to_string(), document, inner, line)
        }
    }
}

fn toml_matter(document: &str, inner: Span) -> FrontMatter {
    match toml::from_str::<toml::Table>(inner.of(document)) {
        Ok(table) => {
            let value = Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect());
            matter(&value, document, inner)
        }
        Err(error) => {
            let before = error.span().map_or(0, |span| span.start);
            let line = inner.of(document).get(..before).map_or(0, |head| head.matches('\n').count());
            broken("TOML", error.message(), document, inner, line)
        }
    }
}

/// TOML's values as the other format has them: dates as words.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(words) => Value::String(words),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(plain).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect())
        }
    }
}

fn broken(format: &str, message: &str, document: &str, inner: Span, line: usize) -> FrontMatter {
    let place = Lines { document, at: inner.start }.take_while(|span| span.start < inner.end).nth(line);
    let span = place.map_or(inner, |span| {
        let words = span.of(document);
        let lead = words.len() - words.trim_start().len();
        Span::new(span.start + lead, span.start + words.trim_end().len().max(lead))
    });
    let message = message.lines().next().unwrap_or_default().trim();
    FrontMatter {
        problem: Some((format!("The front matter is not valid {format}: {message}"), span)),
        ..FrontMatter::default()
    }
}

fn matter(value: &Value, document: &str, inner: Span) -> FrontMatter {
    let get = |names: &[&str]| {
        let map = value.as_object()?;
        let known = |key: &str| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        map.iter().find(|(key, value)| known(key) && !value.is_null()).map(|(_, value)| value)
    };
    let words = |names: &[&str]| get(names).and_then(words_of);
    let dated = ["date", "pubdate", "publishdate", "publish_date", "published", "published_at"];
    let date = dated.iter().find_map(|name| {
        let written = words(&[name])?;
        let date = dates::read(&written)?;
        Some((date, find_value(document, inner, name, &written)))
    });
    let disable = get(&["factcheck"])
        .and_then(|options| options.get("disable"))
        .map(list_of)
        .unwrap_or_default()
        .into_iter();
    let mut from = find_key(document, inner, "disable").unwrap_or(inner.start);
    let disable = disable
        .map(|name| {
            let span = find_word(document, Span::new(from, inner.end), &name).unwrap_or(inner);
            from = if span == inner { from } else { span.end };
            (name, span)
        })
        .collect();
    FrontMatter {
        source: None,
        title: words(&["title", "headline"]).filter(|title| !title.trim().is_empty()),
        authors: get(&["author", "authors", "byline", "by"]).map(authors).unwrap_or_default(),
        date,
        bibliography: get(&["bibliography"]).map(list_of).unwrap_or_default(),
        transcripts: get(&["transcripts", "sources"]).map(list_of).unwrap_or_default(),
        translated: get(&["translated"]).is_some_and(|value| *value == Value::Bool(true)),
        kind: words(&["type", "kind"]),
        profile: get(&["factcheck"])
            .and_then(|options| options.get("profile"))
            .and_then(words_of)
            .or_else(|| words(&["profile"])),
        disable,
        problem: None,
    }
}

fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn list_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(words_of).collect(),
        value => words_of(value).into_iter().collect(),
    }
}

/// Names of writers: a string, a list of strings, or maps with a `name`.
fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(authors).collect(),
        Value::Object(map) => map.get("name").and_then(words_of).into_iter().collect(),
        value => words_of(value).into_iter().filter(|name| !name.trim().is_empty()).collect(),
    }
}

/// The place of `written` in the line of key `name`; the value's line, or the whole block, when it is written
/// otherwise than it reads.
fn find_value(document: &str, inner: Span, name: &str, written: &str) -> Span {
    let Some(start) = find_key(document, inner, name) else {
        return inner;
    };
    let line = Span::new(start, Lines { document, at: start }.next().map_or(inner.end, |line| line.end));
    if let Some(span) = find_word(document, line, written) {
        return span;
    }
    let words = line.of(document);
    let value = words.trim().trim_matches(['"', '\'']);
    let lead = words.find(value).unwrap_or_default();
    if value.is_empty() { inner } else { Span::new(line.start + lead, line.start + lead + value.len()) }
}

/// Where the value of key `name` begins: right after its colon or equals sign.
fn find_key(document: &str, inner: Span, name: &str) -> Option<usize> {
    let mut lines = Lines { document, at: inner.start };
    lines.by_ref().take_while(|line| line.start < inner.end).find_map(|line| {
        let words = line.of(document);
        // The key may stand in a flow map: `factcheck: {disable: [x]}`.
        let mut from = 0;
        while let Some(at) = find_ignoring_case(&words[from..], name).map(|at| from + at) {
            let before = words[..at].chars().next_back();
            let after = words[at + name.len()..].trim_start_matches(['"', '\'']).trim_start();
            let is_key = before.is_none_or(|c| c.is_whitespace() || "{,\"'.-".contains(c));
            if is_key && after.starts_with([':', '=']) {
                return Some(line.end - after.len() + 1);
            }
            from = at + name.len();
        }
        None
    })
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.windows(word.len().max(1)).position(|window| window.eq_ignore_ascii_case(word))
}

/// The first place of `word` in `span` where it is not part of a longer word.
fn find_word(document: &str, span: Span, word: &str) -> Option<Span> {
    let text = span.of(document);
    let mut from = 0;
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    while let Some(at) = text[from..].find(word).map(|at| from + at) {
        let end = at + word.len();
        if word.is_empty() {
            return None;
        }
        let apart = !text[..at].chars().next_back().is_some_and(part)
            && !text[end..].chars().next().is_some_and(part);
        if apart {
            return Some(Span::new(span.start + at, span.start + end));
        }
        from = end;
    }
    None
}
