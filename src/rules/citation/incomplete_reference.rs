//! `incomplete-reference`: a reference by which nobody can find the source.

use super::setting::{finding, one};
use crate::citations::bibliography::{Event, Form, Kind, Part, Reference};
use crate::prose::Syntax;
use crate::rules::context::Context;
use crate::rules::edits::listed;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "incomplete-reference",
    group: Group::Citation,
    layer: precedence::layer("incomplete-reference"),
    severity: Severity::Info,
    summary: "A reference without the title, name or date by which its source is found.",
    page: include_str!("incomplete_reference.md"),
};

/// The rule.
pub struct IncompleteReference;

impl Rule for IncompleteReference {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let text: &str = &context.page.text;
        for reference in context.references {
            let (missing, span) = match reference.form {
                Form::Entry => (of_entry(text, reference), reference.mark),
                Form::Note(_) => (of_note(text, reference), reference.source),
                Form::Inline(_) => continue,
            };
            if missing.is_empty() {
                continue;
            }
            let words = missing.join(", ");
            let message = format!("Reference lacks {}.", listed(&missing));
            let subject = Subject { words: Some(words), ..Subject::default() };
            findings.push(Finding { subject, ..finding(&META, span, message) });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text: &str = &context.page.text;
        let found =
            context.references.iter().find(|one| one.mark == finding.span || one.source == finding.span);
        let (Some(reference), Some(missing)) = (found, finding.subject.words.as_deref()) else {
            return Vec::new();
        };
        if let Form::Note(_) = reference.form {
            let words = reference.source.of(text);
            let end = reference.source.start + words.trim_end_matches(['.', ' ']).len();
            let (title, edit) = match missing {
                "the name of who was interviewed" => {
                    let first = words.chars().next().map_or(0, char::len_utf8);
                    let head = Span::new(reference.source.start, reference.source.start + first);
                    let lower = head.of(text).to_lowercase();
                    ("Add who was interviewed: TK NAME", Edit::replace(head, format!("TK NAME, {lower}")))
                }
                _ => ("Add the date: TK DATE", Edit::insert(end, ", TK DATE")),
            };
            return vec![one(FixKind::Cite, title, edit)];
        }
        if context.page.syntax != Syntax::Bibliography || !text[reference.source.start..].starts_with('@') {
            return Vec::new();
        }
        let fields: Vec<&str> = missing.split(", ").map(|part| field(part, reference.kind)).collect();
        let close = reference.source.end - 1;
        let body = text[..close].trim_end();
        let comma = if body.ends_with(',') { "" } else { "," };
        let lines = reference.source.of(text).contains('\n');
        let gap = if lines { "\n  " } else { " " };
        let added: Vec<String> = fields.iter().map(|field| format!("{gap}{field} = {{TK}}")).collect();
        let title = format!("Add “{} = {{TK}}”", fields.join("”, “"));
        let edit = Edit::replace(Span::at(body.len()), format!("{comma}{}", added.join(",")));
        vec![one(FixKind::Cite, title, edit)]
    }
}

/// The field that holds a part.
fn field(part: &str, kind: Kind) -> &'static str {
    match part {
        "author" | "institution" if kind == Kind::Report => "institution",
        "author" | "interviewee" => "author",
        "journal" => "journaltitle",
        "publisher" => "publisher",
        "year" | "date" => "date",
        "institution" => "institution",
        _ => "title",
    }
}

/// What an entry of its type needs to be found. An identifier leads to the journal or the publisher by itself.
fn of_entry(text: &str, reference: &Reference) -> Vec<&'static str> {
    let has = |parts: &[Part]| reference.has(parts);
    if reference.confidential || reference.inherits {
        return Vec::new();
    }
    let dated = reference.dates_of(Event::Issued).next().is_some() || has(&[Part::Pending]);
    let identified = has(&[Part::Doi, Part::Arxiv, Part::Isbn]) || has(&[Part::Identifier]);
    let corporate = reference.part(Part::People).is_some_and(|people| {
        let words = people.of(text);
        words.starts_with('{') || words.contains("\"literal\"")
    });
    let mut missing = Vec::new();
    let mut want = |fulfilled: bool, name: &'static str| {
        if !fulfilled {
            missing.push(name);
        }
    };
    match reference.kind {
        Kind::Article => {
            want(has(&[Part::Title]), "title");
            want(has(&[Part::Container]) || identified, "journal");
            want(dated, "date");
        }
        Kind::Web => want(has(&[Part::Title]), "title"),
        Kind::Book => {
            want(has(&[Part::People]), "author");
            want(has(&[Part::Title]), "title");
            want(has(&[Part::Publisher]) || identified, "publisher");
            want(dated, "year");
        }
        Kind::Report => {
            want(has(&[Part::Publisher, Part::Container]) || corporate || identified, "institution");
            want(has(&[Part::Title]), "title");
            want(dated, "year");
        }
        Kind::Interview => {
            want(has(&[Part::People]), "interviewee");
            want(dated, "date");
        }
        Kind::Other => {}
    }
    missing
}

/// What a note lacks that is plainly a reference: a title in quotation marks with a name beside it, or an interview.
fn of_note(text: &str, reference: &Reference) -> Vec<&'static str> {
    let words = reference.source.of(text).trim();
    let lower = words.to_lowercase();
    let dated = !reference.dates.is_empty();
    let first = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let is_interview = first == "interview"
        || [
            "phone interview",
            "telephone interview",
            "author interview",
            "email interview",
            "personal interview",
        ]
        .iter()
        .any(|opening| lower.starts_with(opening));
    if is_interview {
        let named = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .skip(1)
            .any(|word| word.starts_with(char::is_uppercase) && !is_month(word));
        let short = words.split_whitespace().count() <= 8;
        return if dated && !named && short { vec!["the name of who was interviewed"] } else { Vec::new() };
    }
    let digits = words.bytes().any(|byte| byte.is_ascii_digit());
    let excused =
        ["ibid", "op. cit", "supra", "above", "see ", "tk", "n.d", "forthcoming", "cf.", "infra", "undated"];
    if dated || digits || words.contains("://") || excused.iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    let Some((title, rest)) = quoted_title(words) else { return Vec::new() };
    // Beside the title nothing but a name: anything else is a sentence that quotes something.
    let others: Vec<&str> = rest
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '*' | '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let small = [
        "of", "the", "and", "for", "in", "on", "de", "la", "du", "press", "release", "video", "podcast", "by",
    ];
    let is_name = others.iter().all(|word| word.starts_with(char::is_uppercase) || small.contains(word));
    let enough = others.iter().any(|word| word.starts_with(char::is_uppercase)) && others.len() <= 8;
    if is_name && enough && title.split_whitespace().count() >= 2 { vec!["a date"] } else { Vec::new() }
}

/// The title in quotation marks and all that stands around it. Its own comma stands inside: "Leaks double,".
fn quoted_title(words: &str) -> Option<(&str, String)> {
    let pairs = [('\u{201c}', '\u{201d}'), ('"', '"')];
    pairs.iter().find_map(|&(open, close)| {
        let start = words.find(open)?;
        let after = &words[start + open.len_utf8()..];
        let end = after.find(close)?;
        let title = &after[..end];
        let rest = format!("{} {}", &words[..start], &after[end + close.len_utf8()..]);
        let apart =
            title.ends_with([',', '.', '?', '!']) || after[end + close.len_utf8()..].starts_with([',', '.']);
        apart.then_some((title, rest))
    })
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.iter().any(|month| *month == word || word.len() >= 3 && month.starts_with(word))
}
