//! `duplicate-citation`: a label or a key that is defined twice.

use std::collections::HashMap;

use super::setting::{finding, is_comment, one, whole_lines};
use crate::citations::bibliography::Form;
use crate::citations::reference::label_key;
use crate::prose::LinkDefinition;
use crate::rules::context::Context;
use crate::rules::edits::related;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "duplicate-citation",
    group: Group::Citation,
    layer: precedence::layer("duplicate-citation"),
    severity: Severity::Error,
    summary: "A footnote, link label or citation key that is defined twice.",
    page: include_str!("duplicate_citation.md"),
};

/// The rule.
pub struct DuplicateCitation;

/// One definition.
struct Definition<'a> {
    kind: &'static str,
    label: &'a str,
    /// What is marked.
    mark: Span,
    source: Span,
    /// What it says, as far as it matters.
    content: String,
}

impl Rule for DuplicateCitation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut first: HashMap<(&'static str, String), Definition<'_>> = HashMap::new();
        for definition in definitions(context) {
            let label = if definition.kind == ENTRY {
                definition.label.to_owned()
            } else {
                label_key(definition.label)
            };
            let Some(before) = first.get(&(definition.kind, label.clone())) else {
                first.insert((definition.kind, label), definition);
                continue;
            };
            // Said twice in the same words, it harms nobody.
            let severity = if before.content == definition.content { Severity::Hint } else { META.severity };
            let message = format!(
                "{} \"{}\" is defined twice; the second one is ignored.",
                definition.kind, definition.label
            );
            findings.push(Finding {
                severity,
                related: vec![related(before.mark, "The first definition.")],
                subject: Subject { words: Some(definition.label.to_owned()), ..Subject::default() },
                ..finding(&META, definition.mark, message)
            });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text: &str = &context.page.text;
        let all: Vec<Definition<'_>> = definitions(context).collect();
        let Some(definition) = all.iter().find(|one| one.mark == finding.span) else { return Vec::new() };
        let taken = |label: &str| all.iter().any(|one| label_key(one.label) == label_key(label));
        let mut fixes = Vec::new();
        let free =
            (2..100).map(|number| format!("{}-{number}", definition.label)).find(|label| !taken(label));
        let place = definition.mark.of(text).find(definition.label).map(|at| definition.mark.start + at);
        if let (Some(free), Some(at)) = (free, place) {
            let span = Span::new(at, at + definition.label.len());
            fixes.push(one(
                FixKind::Cite,
                format!("Rename the second to \"{free}\""),
                Edit::replace(span, free),
            ));
        }
        let same = finding.severity == Severity::Hint;
        let lines = whole_lines(text, definition.source);
        fixes.push(Fix {
            preferred: same,
            ..one(FixKind::Rewrite, "Delete the duplicate", Edit::replace(lines, ""))
        });
        fixes
    }
}

const ENTRY: &str = "Citation key";

fn definitions<'a>(context: &Context<'a>) -> impl Iterator<Item = Definition<'a>> {
    let page = context.page;
    let text: &'a str = &page.text;
    let notes = page.notes.iter().map(|note| Definition {
        kind: "Footnote",
        label: &note.label,
        mark: note.mark,
        source: note.source,
        content: note.text.split_whitespace().collect::<Vec<_>>().join(" "),
    });
    let links = page.links.iter().filter(|link| !is_comment(&link.label, &link.url));
    let links = links.map(move |link| Definition {
        kind: "Link reference",
        label: &link.label,
        mark: mark(text, link),
        source: link.source,
        content: format!("{}\n{}", link.url, link.title.as_deref().unwrap_or_default()),
    });
    let entries = context.references.iter().filter(|reference| reference.form == Form::Entry);
    let entries = entries.map(move |entry| Definition {
        kind: ENTRY,
        label: &entry.label,
        mark: entry.mark,
        source: entry.source,
        content: entry.source.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
    });
    notes.chain(links).chain(entries)
}

/// The bytes of `[label]:`.
pub(super) fn mark(text: &str, link: &LinkDefinition) -> Span {
    let length = link.source.of(text).find("]:").map_or(link.source.len(), |at| at + 2);
    Span::new(link.source.start, link.source.start + length)
}
