//! `homepage-citation`: a claim that is backed by the front page of a site.

use super::setting::{LinkedWords, at_pointer, carries_claim, linked_words, one, pointer_at};
use crate::citations::bibliography::Form;
use crate::citations::pointer::Role;
use crate::citations::reference::is_address;
use crate::citations::{Address, Pointer};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "homepage-citation",
    group: Group::Citation,
    layer: precedence::layer("homepage-citation"),
    severity: Severity::Info,
    summary: "A claim linked to a home page instead of the page that supports it.",
    page: include_str!("homepage_citation.md"),
};

/// The rule.
pub struct HomepageCitation;

impl Rule for HomepageCitation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for pointer in context.pointers {
            let is_home = Address::read(&pointer.url).is_some_and(|address| address.is_home_page());
            if is_home && is_address(&pointer.url) && cites(context, pointer) {
                findings.push(at_pointer(
                    context,
                    &META,
                    pointer,
                    pointer.span,
                    "This links to a home page, not to the document that supports the claim.",
                ));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(pointer) = pointer_at(context, finding) else { return Vec::new() };
        let page = format!("{}/TK", pointer.url.trim_end_matches('/'));
        vec![one(FixKind::Cite, "Replace with the exact page: TK URL", Edit::replace(pointer.span, page))]
    }
}

fn cites(context: &Context<'_>, pointer: &Pointer) -> bool {
    if pointer.role == Role::Bare {
        // In a note, an address is a source; in the prose it may be a site that is talked about.
        let reference = pointer.reference.and_then(|index| context.references.get(index));
        return reference.is_some_and(|reference| {
            matches!(reference.form, Form::Note(_)) && {
                let others = reference.source.of(&context.page.text).split_whitespace().count();
                others <= 25
            }
        });
    }
    linked_words(context, pointer).is_some_and(|linked| {
        carries_claim(context, linked.at) && !is_its_site(&linked, &pointer.url) && vouches(context, &linked)
    })
}

/// "the [De-risking Guide](https://derisking-guide.agency.example/)": a document with a site of its own.
fn is_its_site(linked: &LinkedWords<'_>, url: &str) -> bool {
    let Some(address) = Address::read(url).filter(|address| address.host.matches('.').count() >= 2) else {
        return false;
    };
    let host = address.host.to_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    let own = &labels[..labels.len().saturating_sub(2)];
    let joined: String = own.concat().chars().filter(|c| c.is_alphanumeric()).collect();
    let words = linked.words.split_whitespace().map(|word| {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    });
    let fits = |word: &String| {
        word.len() > 2 && joined.contains(word.as_str())
            || own.iter().any(|label| label.len() > 3 && word.starts_with(label))
    };
    words.filter(fits).count() >= 2
}

/// Whether the linked words are what a claim rests on, and not the name of somebody who is introduced.
fn vouches(context: &Context<'_>, linked: &LinkedWords<'_>) -> bool {
    const DOCUMENTS: &[&str] = &[
        "study",
        "studies",
        "report",
        "reports",
        "survey",
        "research",
        "paper",
        "papers",
        "records",
        "data",
        "figures",
        "statistics",
        "findings",
        "analysis",
        "review",
        "poll",
        "audit",
        "filing",
        "filings",
        "documents",
        "document",
        "statement",
        "investigation",
        "ruling",
        "judgment",
        "testimony",
        "census",
        "article",
        "story",
        "estimate",
        "estimates",
        "numbers",
    ];
    let reading = &context.readings[linked.block];
    let words: Vec<String> = linked
        .words
        .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let site = ["website", "site", "homepage", "page", "portal", "app", "blog", "web", "online"];
    if words.iter().any(|word| site.contains(&word.as_str()) || word.trim_end_matches('.').contains('.')) {
        return false;
    }
    let says = reading.attributions_of(linked.at.1).iter().filter(|one| one.is_own()).any(|attribution| {
        attribution.cue.overlaps(linked.span)
            || attribution.source.is_some_and(|source| {
                source.overlaps(linked.span)
                    && attribution.kind.is_named()
                    && source.len() >= linked.span.len() / 2
            })
    });
    let is_document = words.last().is_some_and(|last| DOCUMENTS.contains(&last.as_str()))
        && linked.words.chars().next().is_some_and(|first| first.is_lowercase() || words.len() < 3);
    says || is_document
}
