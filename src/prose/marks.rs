//! Marks that stand in the words themselves: footnote marks, inline notes, citation keys, editorial marks, shortcodes
//! and templates, comments, bare addresses.

use super::address::end_of_address;
use super::directive::{self, Directive};
use super::draft::{Draft, Effect, Mark};
use super::keys;
use super::page::{CitationForm, CitationKey, Syntax};
use crate::text::Span;

/// What is found beside the marks themselves.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Directives, in no particular order.
    pub directives: Vec<Directive>,
    /// Stretches that are not prose.
    pub opaque: Vec<Span>,
}

/// How to read a draft.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// How the document is written.
    pub syntax: Syntax,
    /// Whether the document cites by keys elsewhere, so that a bare `@name` may be one, too.
    pub sure_keys: bool,
}

/// Reads the marks in a draft's words and adds them to it.
pub(super) fn scan(draft: &mut Draft, document: &str, setting: Setting, found: &mut Found) {
    let mut scanner = Scanner {
        draft,
        document,
        setting,
        found,
        marks: Vec::new(),
        brackets: None,
        templates: None,
        missing: Vec::new(),
        handles: None,
    };
    scanner.run();
    let marks = scanner.marks;
    draft.marks.extend(marks);
}

/// Reads an HTML comment: a directive, the checker's copy of a source, or nothing of ours. `at` is its place in the
/// draft.
pub(super) fn comment(source: Span, document: &str, at: Span, found: &mut Found) -> Mark {
    found.opaque.push(source);
    let words = source.of(document);
    let inner = words.strip_prefix("<!--").unwrap_or(words);
    let inner = inner.strip_suffix("-->").unwrap_or(inner);
    let start = source.start + (words.len() - words.strip_prefix("<!--").unwrap_or(words).len());
    let form = note_to_the_checker(inner, start, source, found);
    Mark { text: at, source, effect: Effect::Cut, form }
}

/// Reads the words of a comment or of `[[…]]`: takes a directive up, gives an annotation back.
fn note_to_the_checker(words: &str, at: usize, source: Span, found: &mut Found) -> Option<CitationForm> {
    if let Some(order) = directive::order(words, at) {
        found.directives.push(Directive { source, order });
        return None;
    }
    annotation(words).map(|text| CitationForm::Annotation { text: text.to_owned() })
}

/// What follows `src:` or `source:`.
fn annotation(words: &str) -> Option<&str> {
    let (head, rest) = words.trim().split_once(':')?;
    let head = head.trim_end();
    let is_source = ["src", "source", "sources"].iter().any(|known| head.eq_ignore_ascii_case(known));
    is_source.then_some(rest.trim()).filter(|text| !text.is_empty())
}

struct Scanner<'a> {
    draft: &'a Draft,
    document: &'a str,
    setting: Setting,
    found: &'a mut Found,
    marks: Vec<Mark>,
    /// Pairs of square brackets, by where they open; made when first asked for.
    brackets: Option<Vec<(usize, usize)>>,
    /// Pairs of `{{` and `}}`, by where they open.
    templates: Option<Vec<(usize, usize)>>,
    /// Closing marks known not to come any more.
    missing: Vec<&'static str>,
    /// Whether the words speak of social media.
    handles: Option<bool>,
}

/// Bytes at which a mark can begin.
const TRIGGERS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"[^{@<:wW";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

impl Scanner<'_> {
    fn run(&mut self) {
        let text = self.draft.text.as_str();
        let bytes = text.as_bytes();
        // Links, in order of their start, to know what stands inside of one.
        let mut links = self
            .draft
            .marks
            .iter()
            .filter(|mark| mark.effect != Effect::Cut && mark.form.is_some())
            .map(|mark| (mark.text, mark.effect))
            .peekable();
        let mut linked = 0;
        let mut at = 0;
        while let Some(step) = bytes[at..].iter().position(|&byte| TRIGGERS[byte as usize]) {
            at += step;
            let mut taken = at;
            while let Some((link, effect)) = links.next_if(|(link, _)| link.start <= at) {
                linked = linked.max(link.end);
                // An autolink is a hole already.
                taken = taken.max(if effect == Effect::Hole { link.end } else { at });
            }
            if taken > at {
                at = taken;
                continue;
            }
            let next = match bytes[at] {
                b':' | b'w' | b'W' => self.address(at, at < linked),
                _ if !self.draft.is_syntax(at) => None,
                b'[' if self.setting.syntax == Syntax::Plain => self.double_bracket(at),
                _ if self.setting.syntax == Syntax::Plain => None,
                b'[' if bytes.get(at + 1) == Some(&b'^') => self.note_mark(at),
                b'[' => self.key_group(at),
                b'^' => self.inline_note(at),
                b'{' => self.brace(at),
                b'@' if at >= linked => self.bare_key(at),
                b'<' => self.comment(at),
                _ => None,
            };
            at = next.unwrap_or(at + 1);
        }
    }

    fn add(&mut self, text: Span, effect: Effect, form: Option<CitationForm>) -> Option<usize> {
        let source = self.draft.source_span(text);
        self.marks.push(Mark { text, source, effect, form });
        Some(text.end)
    }

    /// An address whose colon or `www` stands at `at`.
    fn address(&mut self, at: usize, linked: bool) -> Option<usize> {
        let text = &self.draft.text;
        let bytes = text.as_bytes();
        let at = match bytes[at] {
            b':' if bytes[at + 1..].starts_with(b"//") => ["https", "http"].iter().find_map(|scheme| {
                let start = at.checked_sub(scheme.len())?;
                bytes[start..at].eq_ignore_ascii_case(scheme.as_bytes()).then_some(start)
            })?,
            b'w' | b'W' if matches!(bytes.get(at + 1), Some(b'w' | b'W')) => at,
            _ => return None,
        };
        let end = end_of_address(text, at)?;
        let words = Span::new(at, end);
        // Inside of a link the link itself is the citation.
        let form = (!linked).then(|| CitationForm::BareUrl { url: words.of(text).to_owned() });
        self.add(words, Effect::Hole, form)
    }

    /// `[^label]` that no definition answers: the parser has taken the others.
    fn note_mark(&mut self, at: usize) -> Option<usize> {
        let text = &self.draft.text;
        let label = &text[at + 2..];
        let length = label
            .char_indices()
            .take(200)
            .find(|&(_, c)| c == ']' || c == '[' || c.is_whitespace())
            .filter(|&(offset, c)| c == ']' && offset > 0)
            .map(|(offset, _)| offset)?;
        let end = at + 2 + length + 1;
        let begins_line = at == 0 && text[end..].starts_with(':');
        if begins_line {
            return None;
        }
        let label = label[..length].to_owned();
        self.add(Span::new(at, end), Effect::Cut, Some(CitationForm::Note { label, defined: false }))
    }

    fn key_group(&mut self, at: usize) -> Option<usize> {
        let text = &self.draft.text;
        let close = self.bracket_end(at)?;
        let inner = Span::new(at + 1, close);
        let words = inner.of(text);
        // Nested brackets are looked at by themselves.
        if memchr::memchr2(b'[', b'@', words.as_bytes()).is_none_or(|first| words.as_bytes()[first] == b'[') {
            return None;
        }
        if words.contains('[') {
            return None;
        }
        let mut keys = keys::group(text, inner)?;
        if !self.setting.sure_keys && keys.len() == 1 && self.speaks_of_handles() {
            return None;
        }
        self.put_keys_in_document(&mut keys);
        self.add(Span::new(at, close + 1), Effect::Cut, Some(CitationForm::Keys { keys, bracketed: true }))
    }

    fn bare_key(&mut self, at: usize) -> Option<usize> {
        let sure = self.setting.sure_keys && !self.speaks_of_handles();
        let (key, end) = keys::bare(&self.draft.text, at, sure)?;
        if !sure && self.speaks_of_handles() {
            return None;
        }
        let mut keys = vec![key];
        self.put_keys_in_document(&mut keys);
        self.add(Span::new(at, end), Effect::Hole, Some(CitationForm::Keys { keys, bracketed: false }))
    }

    fn put_keys_in_document(&self, keys: &mut [CitationKey]) {
        for key in keys {
            key.span = self.draft.source_span(key.span);
        }
    }

    fn speaks_of_handles(&mut self) -> bool {
        let text = &self.draft.text;
        *self.handles.get_or_insert_with(|| keys::speaks_of_handles(text))
    }

    fn inline_note(&mut self, at: usize) -> Option<usize> {
        if self.draft.text.as_bytes().get(at + 1) != Some(&b'[') || !self.draft.is_syntax(at + 1) {
            return None;
        }
        let close = self.bracket_end(at + 1)?;
        let text = self.draft.with_addresses(Span::new(at + 2, close), self.document);
        self.add(Span::new(at, close + 1), Effect::Cut, Some(CitationForm::InlineNote { text }))
    }

    fn brace(&mut self, at: usize) -> Option<usize> {
        let rest = &self.draft.text[at..];
        if rest.starts_with("{{") {
            return self.template(at);
        }
        let (open, close) =
            [("{%", "%}"), ("{>>", "<<}"), ("{--", "--}"), ("{++", "++}"), ("{==", "==}"), ("{~~", "~~}")]
                .into_iter()
                .find(|(open, _)| rest.starts_with(open))?;
        let from = at + open.len();
        let end = self.find(from, close)?;
        let whole = Span::new(at, end + close.len());
        match open {
            "{>>" => {
                let text = self.draft.with_addresses(Span::new(from, end), self.document);
                let form = (!text.is_empty()).then_some(CitationForm::Annotation { text });
                self.found.opaque.push(self.draft.source_span(whole));
                self.add(whole, Effect::Cut, form)
            }
            "{++" | "{==" => {
                self.add(Span::new(at, from), Effect::Cut, None);
                self.add(Span::new(end, whole.end), Effect::Cut, None);
                // The words between are read on.
                Some(from)
            }
            "{~~" => {
                let arrow = self.draft.text[from..end].find("~>").map(|arrow| from + arrow + 2)?;
                self.add(Span::new(at, arrow), Effect::Cut, None);
                self.add(Span::new(end, whole.end), Effect::Cut, None);
                Some(arrow)
            }
            _ => {
                self.found.opaque.push(self.draft.source_span(whole));
                self.add(whole, Effect::Cut, None)
            }
        }
    }

    /// The next `close` at or after `from`; remembers when there is none.
    fn find(&mut self, from: usize, close: &'static str) -> Option<usize> {
        if self.missing.contains(&close) {
            return None;
        }
        let found = self.draft.text[from..].find(close).map(|at| from + at);
        if found.is_none() {
            self.missing.push(close);
        }
        found
    }

    /// `{{…}}`: a shortcode, a wiki template or a variable.
    fn template(&mut self, at: usize) -> Option<usize> {
        let draft = self.draft;
        let pairs = self.templates.get_or_insert_with(|| template_pairs(&draft.text));
        let pair = pairs.binary_search_by_key(&at, |&(open, _)| open).ok()?;
        let end = pairs[pair].1;
        let whole = Span::new(at, end);
        let source = self.draft.source_span(whole);
        let inner = self.draft.text[at + 2..end - 2].trim();
        let template = Template::of(inner);
        if template == Template::Words {
            return Some(end);
        }
        self.found.opaque.push(source);
        match template {
            Template::Words => None,
            Template::Citation => {
                let text = source.of(self.document).to_owned();
                self.add(whole, Effect::Cut, Some(CitationForm::WikiRef { name: None, text }))
            }
            Template::Embed => {
                let url = embedded(inner);
                self.add(whole, Effect::Cut, Some(CitationForm::Image { url }))
            }
            Template::Shortcode => self.add(whole, Effect::Cut, None),
            Template::Variable => self.add(whole, Effect::Hole, None),
        }
    }

    fn comment(&mut self, at: usize) -> Option<usize> {
        if !self.draft.text[at..].starts_with("<!--") {
            return None;
        }
        let end = self.find(at + 4, "-->")? + 3;
        let text = Span::new(at, end);
        let mark = comment(self.draft.source_span(text), self.document, text, self.found);
        self.marks.push(mark);
        Some(end)
    }

    /// `[[factcheck-…]]`, `[[src: …]]` and `[[anon: …]]` in plain text.
    fn double_bracket(&mut self, at: usize) -> Option<usize> {
        let rest = &self.draft.text[at..];
        if !rest.starts_with("[[") {
            return None;
        }
        const LONGEST: usize = 1000;
        let window = &rest.as_bytes()[2..rest.len().min(LONGEST)];
        let length = memchr::memmem::find(window, b"]]")?;
        let end = at + 2 + length;
        let whole = Span::new(at, end + 2);
        let words = &self.draft.text[at + 2..end];
        if words.starts_with('[') || words.contains("[[") {
            return None;
        }
        let source = self.draft.source_span(whole);
        let before = self.found.directives.len();
        let start = self.draft.source_span(Span::new(at + 2, end)).start;
        let form = note_to_the_checker(words, start, source, self.found);
        let label = words.split_once(':').is_some_and(|(head, _)| head.trim().eq_ignore_ascii_case("anon"));
        if form.is_none() && !label && self.found.directives.len() == before {
            return None;
        }
        self.found.opaque.push(source);
        self.add(whole, Effect::Cut, form)
    }

    fn bracket_end(&mut self, open: usize) -> Option<usize> {
        let draft = self.draft;
        let pairs = self.brackets.get_or_insert_with(|| bracket_pairs(draft));
        let pair = pairs.binary_search_by_key(&open, |&(open, _)| open).ok()?;
        Some(pairs[pair].1)
    }
}

/// Square brackets that belong together, by where they open.
fn bracket_pairs(draft: &Draft) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for at in memchr::memchr2_iter(b'[', b']', draft.text.as_bytes()) {
        if !draft.is_syntax(at) {
            continue;
        }
        if draft.text.as_bytes()[at] == b'[' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            pairs.push((start, at));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// `{{` and `}}` that belong together: where the first begins and the second ends.
fn template_pairs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    let mut next = 0;
    for at in memchr::memchr2_iter(b'{', b'}', bytes) {
        if at < next || bytes.get(at + 1) != Some(&bytes[at]) {
            continue;
        }
        next = at + 2;
        if bytes[at] == b'{' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            pairs.push((start, next));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Template {
    /// Said to the reader: `{{citation needed}}`.
    Words,
    /// `{{cite news |…}}`, `{{sfn|…}}`.
    Citation,
    /// A picture, a film, a post: `{{< figure src="…" >}}`.
    Embed,
    /// Any other `{{< … >}}` or `{{% … %}}`.
    Shortcode,
    /// `{{ page.title }}`: stands for words.
    Variable,
}

impl Template {
    fn of(inner: &str) -> Template {
        let code = inner.trim_matches(['<', '>', '%', '-', '#', '/', '!']).trim().to_ascii_lowercase();
        let name = code.split(|c: char| c.is_whitespace() || c == '|').next().unwrap_or_default();
        if inner.starts_with(['<', '%', '#', '/', '!']) {
            return match name {
                "figure" | "img" | "image" | "picture" | "gallery" | "youtube" | "vimeo" | "video"
                | "audio" | "tweet" | "twitter" | "x" | "instagram" | "facebook" | "tiktok" | "embed"
                | "iframe"
                    if !inner.starts_with(['/', '#', '!']) =>
                {
                    Template::Embed
                }
                _ => Template::Shortcode,
            };
        }
        match name {
            "cite" | "citation" if !code.starts_with("citation needed") => Template::Citation,
            "sfn" | "sfnp" | "sfnm" | "harvnb" | "harv" | "harvtxt" | "harvp" | "efn" | "refn" | "rp" => {
                Template::Citation
            }
            "citation" | "cn" | "fact" | "who" | "when" | "by" | "which" | "where" | "clarify"
            | "dubious" | "verify" | "source" | "tk" | "todo" | "better" | "failed" | "who?" | "when?"
            | "as" => Template::Words,
            _ => Template::Variable,
        }
    }
}

/// The address an embed names: its `src`, else its first unnamed argument.
fn embedded(inner: &str) -> String {
    let inner = inner.trim_matches(['<', '>', '%', '-']).trim();
    let arguments = inner.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim());
    let named = ["src=", "url=", "link=", "id="].iter().find_map(|name| {
        let at = arguments.find(name)?;
        Some(&arguments[at + name.len()..])
    });
    let value = named.unwrap_or(arguments);
    match value.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => value[1..].split(quote).next().unwrap_or_default().to_owned(),
        _ => value.split_whitespace().next().unwrap_or_default().to_owned(),
    }
}
