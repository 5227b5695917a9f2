//! `unused-citation`: a note or a link definition that nothing calls.

use std::collections::{HashMap, HashSet};

use super::duplicate_citation::mark;
use super::setting::{finding, is_comment, one, whole_lines};
use crate::citations::reference::label_key;
use crate::prose::{CitationForm, Syntax};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "unused-citation",
    group: Group::Citation,
    layer: precedence::layer("unused-citation"),
    severity: Severity::Hint,
    summary: "A footnote or a link definition that nothing in the document uses.",
    page: include_str!("unused_citation.md"),
};

/// The rule.
pub struct UnusedCitation;

impl Rule for UnusedCitation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let page = context.page;
        if page.syntax != Syntax::Markdown || page.notes.is_empty() && page.links.is_empty() {
            return;
        }
        let text: &str = &page.text;
        let mut waiting: HashMap<String, (Span, String)> = HashMap::new();
        for note in &page.notes {
            let message = format!("Footnote \"{}\" is never used.", note.label);
            waiting.entry(format!("^{}", label_key(&note.label))).or_insert((note.mark, message));
        }
        // A file of nothing but definitions is kept for others to include.
        if !page.blocks.is_empty() {
            for link in page.links.iter().filter(|link| !is_comment(&link.label, &link.url)) {
                let message = format!("Link reference \"{}\" is never used.", link.label);
                waiting.entry(label_key(&link.label)).or_insert((mark(text, link), message));
            }
        }
        let marks: HashSet<usize> = page
            .notes
            .iter()
            .map(|note| note.mark.start)
            .chain(page.links.iter().map(|link| link.source.start))
            .collect();
        // Notes and labels stand in HTML and in templates, too: any pair of brackets around the label is a use.
        for label in bracketed(text, &marks) {
            if waiting.is_empty() {
                return;
            }
            waiting.remove(&label);
        }
        for citation in &page.citations {
            match &citation.form {
                CitationForm::Note { label, .. } => waiting.remove(&format!("^{}", label_key(label))),
                CitationForm::Reference { label, .. } => waiting.remove(&label_key(label)),
                _ => None,
            };
        }
        for (span, message) in waiting.into_values() {
            let subject = Subject { words: Some(span.of(text).to_owned()), ..Subject::default() };
            findings.push(Finding { subject, ..finding(&META, span, message) });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let page = context.page;
        let notes = page.notes.iter().map(|note| (note.mark, note.source));
        let links = page.links.iter().map(|link| (mark(&page.text, link), link.source));
        let found = notes.chain(links).find(|(mark, _)| *mark == finding.span);
        let Some((_, source)) = found else { return Vec::new() };
        let lines = whole_lines(&page.text, source);
        vec![one(FixKind::Rewrite, "Delete the definition", Edit::replace(lines, ""))]
    }
}

/// The labels in brackets, as labels are compared, but those that begin at one of `definitions`.
fn bracketed<'t>(text: &'t str, definitions: &'t HashSet<usize>) -> impl Iterator<Item = String> + 't {
    const LONGEST: usize = 300;
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'[', bytes).filter_map(move |open| {
        let window = &bytes[open + 1..bytes.len().min(open + 1 + LONGEST)];
        let length = memchr::memchr2(b']', b'[', window).filter(|&length| window[length] == b']')?;
        (!definitions.contains(&open)).then(|| label_key(&text[open + 1..open + 1 + length]))
    })
}
