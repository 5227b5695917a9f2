//! `missing-first-name`: somebody who is first met by title and surname only.

use std::collections::HashSet;

use crate::language::{List, MentionKind, Words};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "missing-first-name",
    group: Group::Names,
    layer: precedence::layer("missing-first-name"),
    severity: Severity::Hint,
    summary: "Somebody who is first met by title and surname only.",
    page: include_str!("missing_first_name.md"),
};

/// Titles that stand before people only; "Lady" and "King" stand before ships and saints as well.
const TITLES: &[&str] = &[
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "mx",
    "mx.",
    "dr",
    "dr.",
    "prof",
    "prof.",
    "professor",
    "sen",
    "sen.",
    "senator",
    "rep",
    "rep.",
    "gov",
    "gov.",
    "governor",
    "minister",
    "mayor",
    "judge",
    "sheriff",
    "detective",
    "inspector",
    "sergeant",
    "sgt.",
    "lieutenant",
    "lt.",
    "colonel",
    "col.",
    "general",
    "gen.",
    "admiral",
    "councillor",
    "councilman",
    "councilwoman",
    "ambassador",
    "commissioner",
    "bishop",
    "rabbi",
    "imam",
];

/// The rule.
pub struct MissingFirstName;

impl Rule for MissingFirstName {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut met: HashSet<String> = HashSet::new();
        for (index, block, reading) in context.blocks() {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            let words = Words::new(&block.text, &reading.tokens);
            for mention in &reading.mentions {
                let name = mention.span.of(&block.text);
                let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
                if name.contains(' ') {
                    met.insert(last);
                    continue;
                }
                let at = words.token_at(mention.span.start);
                let titled = at > 0 && words.is_capitalised(at - 1) && TITLES.contains(&words.folded(at - 1));
                let person = matches!(mention.kind, MentionKind::Person | MentionKind::Unknown);
                // "Mr. TK": a slot is no name.
                if name == "TK" || !titled || !person || met.contains(&last) || words.is_in(at, List::Title) {
                    continue;
                }
                met.insert(last);
                // Whoever is known by that name needs no more.
                if !context.store.find(name).is_empty() || reading.is_quoted(mention.span.start) {
                    continue;
                }
                let Some(sentence) = reading.sentence_at(mention.span.start) else { continue };
                let title = words.span(at - 1..at);
                let whole = Span::new(title.start, mention.span.end);
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, whole),
                    severity: META.severity,
                    message: format!("First mention of \"{}\" has no full name.", whole.of(&block.text)),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((index, sentence)),
                        words: Some(name.to_owned()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, _context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(name) = &finding.subject.words else { return Vec::new() };
        let at = finding.span.end - name.len().min(finding.span.len());
        let edit = Edit::insert(at, "TK FIRST NAME ");
        fix(FixKind::Mark, "Name: insert first name “TK FIRST NAME”", vec![edit]).into_iter().collect()
    }
}
