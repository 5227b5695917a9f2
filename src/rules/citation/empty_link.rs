//! `empty-link`: a link that leads nowhere.

use std::collections::HashSet;

use super::setting::{finding, one, sentence, whole_lines};
use crate::citations::reference::label_key;
use crate::prose::{CitationForm, RawCitation, Syntax};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "empty-link",
    group: Group::Citation,
    layer: precedence::layer("empty-link"),
    severity: Severity::Error,
    summary: "A link, a link definition or a footnote with nothing in it.",
    page: include_str!("empty_link.md"),
};

const MESSAGE: &str = "Link without a target: the citation leads nowhere.";

/// The rule.
pub struct EmptyLink;

impl Rule for EmptyLink {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let page = context.page;
        if page.syntax != Syntax::Markdown {
            return;
        }
        let mut used: HashSet<String> = HashSet::new();
        for citation in &page.citations {
            match &citation.form {
                CitationForm::Link { url } if leads_nowhere(url) => {
                    if let Some(span) =
                        target(&page.text, citation).filter(|_| !is_navigation(context, citation))
                    {
                        let sentence = sentence(context, citation);
                        let subject = Subject { sentence, ..Subject::default() };
                        findings.push(Finding { subject, ..finding(&META, span, MESSAGE) });
                    }
                }
                CitationForm::Reference { label, .. } => {
                    used.insert(label_key(label));
                }
                _ => {}
            }
        }
        for note in &page.notes {
            let words = Span::new(note.mark.end.min(note.source.end), note.source.end);
            if words.of(&page.text).trim().is_empty() && !note.mark.is_empty() {
                findings.push(finding(&META, note.mark, MESSAGE));
            }
        }
        // `[//]: #` and the like are comments: only a definition that some words use is a link.
        for link in &page.links {
            if leads_nowhere(&link.url) && used.contains(&label_key(&link.label)) {
                let words = link.source.of(&page.text);
                let at = words.find("]:").map_or(0, |at| at + 2);
                let at = link.source.start + at + (words[at..].len() - words[at..].trim_start().len());
                findings.push(finding(&META, Span::new(at.min(link.source.end), link.source.end), MESSAGE));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let page = context.page;
        let text: &str = &page.text;
        if let Some(note) = page.notes.iter().find(|note| note.mark == finding.span) {
            let mut marks = vec![Edit::replace(whole_lines(text, note.source), "")];
            for citation in &page.citations {
                if matches!(&citation.form, CitationForm::Note { label, .. } if label_key(label) == label_key(&note.label))
                {
                    marks.push(Edit::replace(citation.source, ""));
                }
            }
            let write = one(FixKind::Cite, "Write the note: TK", Edit::insert(note.mark.end, " TK"));
            return std::iter::once(write)
                .chain(fix(FixKind::Rewrite, "Remove the note and its marks", marks))
                .collect();
        }
        let whole = page.citations.iter().find(|citation| citation.source.covers(finding.span));
        let Some(citation) = whole else {
            return vec![one(FixKind::Cite, "Insert URL: TK", Edit::replace(finding.span, "https://TK"))];
        };
        let mut fixes = Vec::new();
        if finding.span == citation.source {
            fixes.push(one(FixKind::Cite, "Insert URL: TK", Edit::replace(finding.span, "<https://TK>")));
            return fixes;
        }
        fixes.push(one(FixKind::Cite, "Insert URL: TK", Edit::replace(finding.span, "(https://TK)")));
        let open = Edit::replace(Span::new(citation.source.start, citation.source.start + 1), "");
        let close = Edit::replace(Span::new(finding.span.start - 1, citation.source.end), "");
        fixes.extend(fix(FixKind::Rewrite, "Remove the link, keep its words", vec![open, close]));
        fixes
    }
}

/// Whether a target is none, or what a draft puts in its place.
fn leads_nowhere(url: &str) -> bool {
    const SLOTS: [&str; 15] = [
        "",
        "#",
        "tk",
        "url",
        "link",
        "todo",
        "tbd",
        "xxx",
        "http://",
        "https://",
        "http:",
        "https:",
        "mailto:",
        "http:///",
        "https:///",
    ];
    SLOTS.contains(&url.trim().to_ascii_lowercase().as_str())
}

/// The brackets of the target with what is in them; the whole of an autolink. Tags of HTML are not looked into: what
/// moves on a page is often such a link.
fn target(text: &str, citation: &RawCitation) -> Option<Span> {
    let words = citation.source.of(text);
    if words.starts_with('<') {
        return (!words.starts_with("<a") && !words.starts_with("<A")).then_some(citation.source);
    }
    let at = words.rfind("](")?;
    Some(Span::new(citation.source.start + at + 1, citation.source.end))
}

/// `[Back to top](#)` leads to the top; `[link text](url)` tells how links are written; and a button is no citation.
fn is_navigation(context: &Context<'_>, citation: &RawCitation) -> bool {
    let Some(place) = citation.place else { return false };
    let Some(block) = context.page.blocks.get(place.block) else { return false };
    let words = place.words.of(&block.text).to_lowercase();
    let CitationForm::Link { url } = &citation.form else { return false };
    let has = |list: &[&str]| words.split_whitespace().any(|word| list.contains(&word));
    url == "#" && has(&["top", "back", "up", "menu", "close", "toggle"])
        || matches!(url.as_str(), "url" | "URL" | "link" | "LINK")
            && has(&["text", "title", "link", "name", "description"])
}
