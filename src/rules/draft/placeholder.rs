//! `placeholder`: words that stand for something to come.
//!
//! It guards our own stubs too: a citation stub holds TK until somebody fills it in, in the prose, in a link's target
//! or in a definition.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use crate::language::Reading;
use crate::prose::CitationForm;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Severity, Span};

static META: Meta = Meta {
    id: "placeholder",
    group: Group::Draft,
    layer: precedence::layer("placeholder"),
    severity: Severity::Error,
    summary: "Something still to come: TK, XX percent, [citation needed], lorem ipsum.",
    page: include_str!("placeholder.md"),
};

/// The rule.
pub struct Placeholder;

impl Rule for Placeholder {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let text: &str = &context.page.text;
        let mut report = |span: Span, sentence| {
            findings.push(Finding {
                rule: META.id,
                span,
                severity: META.severity,
                message: format!("Unfinished: \"{}\" must be filled in before publication.", span.of(text)),
                related: Vec::new(),
                subject: Subject { sentence, words: Some(span.of(text).to_string()), ..Subject::default() },
            });
        };
        for (index, block, reading) in context.blocks() {
            for span in in_prose(&block.text, reading) {
                if is_known_name(context, &block.text, reading, span) {
                    continue;
                }
                let sentence = reading.sentence_at(span.start).map(|sentence| (index, sentence));
                report(context.source(index, span), sentence);
            }
        }
        // Where no prose is: link targets, definitions, wiki references, <INSERT …> tags.
        let citations = context.page.citations.iter().filter_map(|citation| match &citation.form {
            CitationForm::Link { .. } | CitationForm::WikiRef { .. } | CitationForm::InlineNote { .. } => {
                let words = citation.place.map_or(0, |place| place.words.len());
                Some((citation.source, words))
            }
            _ => None,
        });
        for (source, words) in citations {
            let start = (source.start + words).min(source.end);
            let start = (start..=source.end).find(|&at| text.is_char_boundary(at)).unwrap_or(source.end);
            stubs(text, Span::new(start, source.end), &mut report);
        }
        for definition in &context.page.links {
            stubs(text, definition.source, &mut report);
        }
        for opaque in &context.page.opaque {
            let tag = opaque.of(text);
            if tag.starts_with("<INSERT") && tag.ends_with('>') {
                report(*opaque, None);
            }
        }
    }
}

/// TK slots in a stretch that is not prose. A definition may also be a block of prose: the judge drops doubles.
fn stubs(text: &str, within: Span, report: &mut impl FnMut(Span, Option<(usize, usize)>)) {
    let part = within.of(text);
    for (at, _) in part.match_indices("TK") {
        if let Some(span) = to_come(part, at) {
            report(span.shifted(within.start), None);
        }
    }
}

static NEEDLES: [&str; 18] = [
    "TK",
    "tk",
    "XX",
    "[",
    "{{citation",
    "(?)",
    "??",
    "TODO",
    "FIXME",
    "TBC",
    "TBD",
    "Lorem ipsum",
    "lorem ipsum",
    "Lorem Ipsum",
    "Firstname",
    "INSERT LINK",
    "INSERT NAME",
    "PLACEHOLDER",
];

static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(NEEDLES).ok());

fn in_prose(text: &str, reading: &Reading) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let Some(finder) = FINDER.as_ref() else { return spans };
    for found in finder.find_iter(text) {
        let (at, end) = (found.start(), found.end());
        if spans.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let span = match NEEDLES[found.pattern().as_usize()] {
            "TK" => to_come(text, at),
            "tk" => bracketed_tk(text, at),
            "XX" => crosses(text, at),
            "[" => {
                bracketed(text, at).filter(|span| !reading.is_quoted(span.start) || is_mark(span.of(text)))
            }
            "{{citation" => text[at..].find("}}").map(|close| Span::new(at, at + close + 2)),
            "(?)" => Some(Span::new(at, end)),
            "??" => question_marks(text, at),
            "Firstname" => {
                text[end..].starts_with(" Lastname").then(|| Span::new(at, end + " Lastname".len()))
            }
            "INSERT LINK" => {
                let here = if text[end..].starts_with(" HERE") { " HERE".len() } else { 0 };
                Some(Span::new(at, end + here))
            }
            // The dummy text itself, not a word about it.
            "Lorem ipsum" | "lorem ipsum" | "Lorem Ipsum" => {
                text[end..].trim_start().to_lowercase().starts_with("dolor").then(|| Span::new(at, end))
            }
            _ => (stands_alone(text, at, end) && !is_quoted_word(text, at, end)).then(|| Span::new(at, end)),
        };
        spans.extend(span);
    }
    spans
}

/// "TK", "TKTK", "TKDATE", "20TK", "$TK", "TK NAME, TK TITLE" (each slot by itself).
fn to_come(text: &str, at: usize) -> Option<Span> {
    let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
    let start = before
        .char_indices()
        .next_back()
        .filter(|(_, c)| matches!(c, '$' | '€' | '£'))
        .map_or(before.len(), |(sign, _)| sign);
    if text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let mut end = at + upper_run(&text[at..]);
    let whole = &text[at..end];
    if whole.len() > 2 && whole.len() < 4
        || text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    {
        return None;
    }
    if whole == "TK" {
        let next = text[end..].strip_prefix(' ').unwrap_or_default();
        let word: &str = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if ["Maxx", "Elevator"].contains(&word) {
            return None;
        }
        // The name of the slot: up to four words in capitals.
        for _ in 0..4 {
            let Some(rest) = text[end..].strip_prefix(' ') else { break };
            let run = upper_run(rest);
            let ends_word = !rest[run..].starts_with(|c: char| c.is_alphanumeric());
            if run < 2 || !ends_word || rest.starts_with("TK") {
                break;
            }
            end += 1 + run;
        }
    }
    Some(Span::new(start, end))
}

fn upper_run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_uppercase).count()
}

/// A name with TK in it that the notes or the bundled facts know.
fn is_known_name(context: &Context<'_>, text: &str, reading: &Reading, span: Span) -> bool {
    reading.mentions.iter().any(|mention| {
        mention.span.covers(span)
            && mention.span.len() > span.len()
            && !context.store.find(mention.span.of(text)).is_empty()
    })
}

/// `[tk]`, `(tk figure)`.
fn bracketed_tk(text: &str, at: usize) -> Option<Span> {
    let open = text[..at].chars().next_back().filter(|c| matches!(c, '[' | '('))?;
    let close = if open == '[' { ']' } else { ')' };
    let rest = &text[at..];
    let length = rest.find(close).filter(|&length| length <= 40)?;
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric())?];
    matches!(word, "tk" | "tktk").then(|| Span::new(at - 1, at + length + 1))
}

/// "XX percent", "$XX", "XXX"; not Super Bowl XXX, not the XX chromosome.
fn crosses(text: &str, at: usize) -> Option<Span> {
    let run = text[at..].bytes().take_while(|&b| b == b'X').count();
    let (end, rest) = (at + run, &text[at + run..]);
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/'))
        || rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/'))
    {
        return None;
    }
    let money = matches!(before, Some('$' | '€' | '£'));
    let previous = text[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let after_name = previous.starts_with(char::is_uppercase) && previous.chars().any(char::is_lowercase);
    let unit = rest.trim_start();
    let unit_word: &str = unit.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let counts = unit.starts_with('%')
        || unit_word.starts_with(char::is_lowercase)
            && !["chromosome", "chromosomes", "century", "and", "or", "was", "is"].contains(&unit_word)
            && !["man", "men", "woman", "women", "male", "males", "female", "females", "embryo", "embryos"]
                .contains(&unit_word);
    let sign = before.filter(|_| money).map_or(0, char::len_utf8);
    if money {
        return Some(Span::new(at - sign, end));
    }
    // A numeral after a name, "Super Bowl XXX"; but "About XX people" opens a sentence.
    let opens = text[..at].trim_end().len() == previous.len();
    if after_name && !(opens && counts) {
        return None;
    }
    match (run, counts) {
        (_, true) => {
            let unit_end =
                end + (rest.len() - unit.len()) + unit_word.len().max(usize::from(unit.starts_with('%')));
            Some(Span::new(at, unit_end))
        }
        // By itself it may be a title in a list of names ("XXX, Maren and the Sea").
        (3, false) => {
            let slot = previous.ends_with(char::is_lowercase) && !unit.starts_with(',');
            slot.then(|| Span::new(at, end))
        }
        _ => None,
    }
}

/// `[citation needed]`, `[who?]`, `[insert figure]`, `[name]`.
fn bracketed(text: &str, at: usize) -> Option<Span> {
    let rest = &text[at + 1..];
    let close = rest.find(']').filter(|&close| close <= 60)?;
    let inner = rest[..close].trim();
    let span = Span::new(at, at + close + 2);
    if rest[close + 1..].starts_with(['(', '[']) {
        return None;
    }
    let lower = inner.to_lowercase();
    let stub = is_mark(span.of(text))
        || ["ck", "check", "verify", "name", "link", "date", "insert", "tbc", "tbd", "to come"]
            .contains(&lower.as_str())
        || ["insert ", "verify ", "check "].iter().any(|start| lower.starts_with(start))
        || !inner.is_empty() && inner.chars().all(|c| c == '?');
    stub.then_some(span)
}

/// The marks that our own actions insert; they count inside quotations too.
fn is_mark(words: &str) -> bool {
    let inner = words.trim_start_matches('[').trim_end_matches(']').trim().to_lowercase();
    ["citation needed", "source?", "who?", "by whom?", "when?", "which?", "where?"].contains(&inner.as_str())
}

/// Two or more question marks by themselves: "born in ?? in Ghent", not "what??".
fn question_marks(text: &str, at: usize) -> Option<Span> {
    let run = text[at..].bytes().take_while(|&b| b == b'?').count();
    let end = at + run;
    let before = text[..at].chars().next_back();
    let after = text[end..].chars().next();
    let open = before.is_none_or(|c| c.is_whitespace() || c == '(');
    let closed = after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ',' | '.' | ';' | '%'));
    // A line of nothing but marks is a cry, not a slot.
    (open && closed && text.trim().len() > run).then(|| Span::new(at, end))
}

/// Whether a word stands between quotation marks by itself: a word spoken of, not a slot.
fn is_quoted_word(text: &str, at: usize, end: usize) -> bool {
    let mark = |c: Option<char>| c.is_some_and(|c| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’'));
    mark(text[..at].chars().next_back()) && mark(text[end..].chars().next())
}

fn stands_alone(text: &str, at: usize, end: usize) -> bool {
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '@' | '#');
    !text[..at].chars().next_back().is_some_and(joined) && !text[end..].chars().next().is_some_and(joined)
}
