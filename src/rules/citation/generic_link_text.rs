//! `generic-link-text`: linked words that say "here" and not what is there.

use super::setting::{at_pointer, known_title, linked_words, one};
use crate::citations::Address;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "generic-link-text",
    group: Group::Citation,
    layer: precedence::layer("generic-link-text"),
    severity: Severity::Hint,
    summary: "Linked words that do not name the source: \"here\", \"this link\", \"read more\".",
    page: include_str!("generic_link_text.md"),
};

/// The rule.
pub struct GenericLinkText;

const GENERIC: &[&str] = &[
    "here",
    "this",
    "link",
    "source",
    "sources",
    "read more",
    "more",
    "click here",
    "via",
    "this article",
    "this report",
    "this link",
    "this page",
    "this website",
    "this site",
    "this post",
    "this story",
    "website",
    "pdf",
    "article",
    "more here",
    "right here",
    "see here",
    "read here",
    "more info",
    "more information",
    "learn more",
    "find out more",
    "see more",
    "this one",
    "the link",
    "link here",
];

impl Rule for GenericLinkText {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for pointer in context.pointers {
            let Some(linked) = linked_words(context, pointer) else { continue };
            // A link within the site is a way about it, not a source.
            if Address::read(&pointer.url).is_none() {
                continue;
            }
            let trimmed = linked.words.trim_matches(|c: char| !c.is_alphanumeric());
            if !GENERIC.contains(&trimmed.to_lowercase().as_str()) {
                continue;
            }
            // "Figure Skating, 2017: PDF, CSV": what it is stands before it.
            let paragraph = &context.page.blocks[linked.block].text;
            let before = paragraph[..linked.span.start].trim_end();
            // A row of links is navigation.
            if paragraph.contains(" | ") {
                continue;
            }
            if trimmed.eq_ignore_ascii_case("pdf") && before.ends_with(':') {
                continue;
            }
            let span = context.source(linked.block, linked.span);
            let message = format!("\"{}\" does not tell the reader what the source is.", linked.words);
            findings.push(at_pointer(context, &META, pointer, span, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let known = finding.subject.words.as_deref().and_then(|url| known_title(context, url));
        let replace = |words: &str| Edit::replace(finding.span, words);
        let named = known.map(|title| Fix {
            preferred: true,
            ..one(FixKind::Cite, format!("Cite: link “{title}”"), replace(&title))
        });
        let invented = one(FixKind::Cite, "Replace the words with “TK SOURCE”", replace("TK SOURCE"));
        named.into_iter().chain([invented]).collect()
    }
}
