//! `undefined-citation`: a mark that points at nothing.

use super::setting::sentence;
use crate::citations::insert::{definition, pandoc_key};
use crate::citations::reference::{is_cross_reference, label_key};
use crate::prose::{CitationForm, CitationKey, RawCitation};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, EditSet, Severity, Span};

static META: Meta = Meta {
    id: "undefined-citation",
    group: Group::Citation,
    layer: precedence::layer("undefined-citation"),
    severity: Severity::Error,
    summary: "A footnote, link label or citation key that is defined nowhere.",
    page: include_str!("undefined_citation.md"),
};

/// The rule.
pub struct UndefinedCitation;

impl Rule for UndefinedCitation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let text: &str = &context.page.text;
        for citation in &context.page.citations {
            let mut report = |span: Span, severity, message: String, label: &str| {
                findings.push(Finding {
                    rule: META.id,
                    span,
                    severity,
                    message,
                    related: Vec::new(),
                    subject: Subject {
                        sentence: sentence(context, citation),
                        words: Some(label.to_string()),
                        ..Subject::default()
                    },
                });
            };
            match &citation.form {
                CitationForm::Note { label, defined: false } => {
                    report(
                        citation.source,
                        META.severity,
                        format!("Footnote \"{label}\" is not defined."),
                        label,
                    );
                }
                // `[label]` alone is just words in brackets.
                CitationForm::Reference { label, label_span, url: None }
                    if citation.source.of(text).contains("][")
                        // "[#x2c6.]": what is left of a character reference.
                        && !label.starts_with('#')
                        && !is_of_another_tongue(citation.source.of(text), label) =>
                {
                    let span = brackets(text, citation.source, *label_span);
                    report(span, META.severity, format!("Link reference \"{label}\" is not defined."), label);
                }
                CitationForm::Keys { keys, bracketed } => {
                    for key in keys.iter().filter(|key| is_unknown(context, citation, key, *bracketed)) {
                        let present = context.library.is_present();
                        let severity = if present { META.severity } else { Severity::Hint };
                        let why = if present { "." } else { ": no bibliography is in scope." };
                        let message = format!("Citation key \"{}\" is not defined{why}", key.key);
                        report(key.span, severity, message, &key.key);
                    }
                }
                _ => {}
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let page = context.page;
        let Some(label) = finding.subject.words.as_deref() else { return Vec::new() };
        let Some(citation) = page.citations.iter().find(|one| one.source.covers(finding.span)) else {
            return Vec::new();
        };
        let mut fixes = Vec::new();
        match &citation.form {
            CitationForm::Note { .. } => {
                if let Some(near) = closest(label, page.notes.iter().map(|note| note.label.as_str())) {
                    fixes.push(change(finding.span, &format!("[^{near}]"), true));
                }
                let present: Vec<Span> = page.notes.iter().map(|note| note.source).collect();
                fixes.push(define(
                    format!("Define: footnote [^{label}]"),
                    definition::append(page, &present, &format!("[^{label}]: TK")),
                ));
                fixes.push(removal(format!("Remove [^{label}]"), Edit::replace(citation.source, "")));
            }
            CitationForm::Reference { label_span, .. } => {
                if let Some(near) = closest(label, page.links.iter().map(|link| link.label.as_str())) {
                    let collapsed = citation.source.of(&page.text).ends_with("[]");
                    let span = if collapsed {
                        finding.span
                    } else {
                        brackets(&page.text, citation.source, *label_span)
                    };
                    fixes.push(change(span, &format!("[{near}]"), true));
                }
                let present: Vec<Span> = page.links.iter().map(|link| link.source).collect();
                fixes.push(define(
                    format!("Define: link [{label}]"),
                    definition::append(page, &present, &format!("[{label}]: https://TK")),
                ));
                fixes.extend(unlinked(&page.text, citation.source).map(|edits| Fix {
                    title: "Remove the link, keep its words".into(),
                    kind: FixKind::Rewrite,
                    preferred: false,
                    safe: false,
                    edits,
                }));
            }
            CitationForm::Keys { keys, bracketed } => {
                let known = context.library.entries.iter().map(|entry| entry.key.as_str());
                if let Some(written) = closest(label, known).and_then(pandoc_key) {
                    fixes.push(change(finding.span, &written, true));
                }
                if *bracketed {
                    let edit = key_removal(&page.text, citation.source, keys, finding.span);
                    fixes.push(removal(format!("Remove @{label}"), edit));
                }
            }
            _ => {}
        }
        fixes
    }
}

/// `[words][crate::path]` is a link of a programming language's documentation, and `[TNY][AP-2]` two tags side by side.
fn is_of_another_tongue(whole: &str, label: &str) -> bool {
    let is_tag = |tag: &str| {
        tag.chars().any(|c| c.is_ascii_uppercase())
            && tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
    };
    let words = whole.trim_start_matches('[').split(']').next().unwrap_or_default();
    label.contains("::") || is_tag(label) && is_tag(words)
}

/// The label with its brackets, as far as the citation has them.
fn brackets(text: &str, citation: Span, label: Span) -> Span {
    if citation.of(text).ends_with("[]") {
        return Span::new(citation.end - 2, citation.end);
    }
    let start = label.start - usize::from(text[..label.start].ends_with('['));
    let end = label.end + usize::from(text[label.end..].starts_with(']'));
    Span::new(start, end)
}

fn is_unknown(context: &Context<'_>, citation: &RawCitation, key: &CitationKey, bracketed: bool) -> bool {
    if context.library.get(&key.key).is_some() || is_cross_reference(&key.key) {
        return false;
    }
    bracketed
        || context.library.is_present() && looks_like_key(&key.key) && !is_about_handles(context, citation)
}

/// A name, a year and no more: "haugen1899", "wsj2024microsoft". Other bare `@words` are handles.
fn looks_like_key(key: &str) -> bool {
    let letters = key.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = key.chars().skip(letters).collect();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    letters >= 2 && digits == 4 && (rest.starts_with("1") || rest.starts_with("20"))
}

fn is_about_handles(context: &Context<'_>, citation: &RawCitation) -> bool {
    const MEDIA: [&str; 16] = [
        "twitter",
        "tweet",
        "instagram",
        "tiktok",
        "mastodon",
        "bluesky",
        "threads",
        "youtube",
        "facebook",
        "telegram",
        "account",
        "handle",
        "posted",
        "hashtag",
        "follow",
        "x",
    ];
    let Some(sentence) = sentence(context, citation).and_then(|at| context.sentence(at)) else {
        return false;
    };
    let words = sentence.of(&context.page.text).to_lowercase();
    words.split(|c: char| !c.is_alphanumeric()).any(|word| {
        MEDIA.iter().any(|medium| word == *medium || medium.len() > 4 && word.starts_with(medium))
    })
}

/// The defined label nearest to one that is not, when it is near enough to be meant.
fn closest<'a>(label: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = label_key(label);
    known
        .filter(|known| known.len().abs_diff(label.len()) <= 3)
        .map(|known| (strsim::damerau_levenshtein(&wanted, &label_key(known)), known))
        .filter(|(distance, _)| *distance <= (wanted.chars().count() / 3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

fn change(span: Span, to: &str, preferred: bool) -> Fix {
    let edits = Edit::replace(span, to).into();
    Fix { title: format!("Change to {to}"), kind: FixKind::Cite, preferred, safe: false, edits }
}

fn define(title: String, edit: Edit) -> Fix {
    Fix { title, kind: FixKind::Cite, preferred: false, safe: false, edits: edit.into() }
}

fn removal(title: String, edit: Edit) -> Fix {
    Fix { title, kind: FixKind::Rewrite, preferred: false, safe: false, edits: edit.into() }
}

/// `[words][label]` without brackets and label.
fn unlinked(text: &str, citation: Span) -> Option<EditSet> {
    let words = citation.of(text);
    let close = words.rfind("][")?;
    let open = Edit::replace(Span::new(citation.start, citation.start + 1), "");
    EditSet::new(vec![open, Edit::replace(Span::new(citation.start + close, citation.end), "")])
}

/// The key with what belongs to it; the whole group and the space before it when it is the only one.
fn key_removal(text: &str, group: Span, keys: &[CitationKey], key: Span) -> Edit {
    if keys.len() < 2 {
        let start = group.start - usize::from(text[..group.start].ends_with(' '));
        return Edit::replace(Span::new(start, group.end), "");
    }
    let next = text[key.end..group.end].find(';').map(|at| key.end + at);
    let before = text[group.start..key.start].rfind(';').map(|at| group.start + at);
    match (before, next) {
        (Some(before), Some(next)) => Edit::replace(Span::new(before, next), ""),
        (Some(before), None) => Edit::replace(Span::new(before, group.end - 1), ""),
        (None, Some(next)) => {
            let space = usize::from(text[next + 1..].starts_with(' '));
            Edit::replace(Span::new(group.start + 1, next + 1 + space), "")
        }
        (None, None) => Edit::replace(group, ""),
    }
}
