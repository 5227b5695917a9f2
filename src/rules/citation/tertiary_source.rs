//! `tertiary-source`: an encyclopedia or an aggregator where its own source should be.

use super::setting::{LinkedWords, at_pointer, carries_claim, linked_words, one, pointer_at};
use crate::citations::bibliography::Form;
use crate::citations::pointer::Role;
use crate::citations::{Address, Pointer};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "tertiary-source",
    group: Group::Citation,
    layer: precedence::layer("tertiary-source"),
    severity: Severity::Hint,
    summary: "A citation of an encyclopedia, an aggregator or a discussion board.",
    page: include_str!("tertiary_source.md"),
};

/// The rule.
pub struct TertiarySource;

impl Rule for TertiarySource {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for pointer in context.pointers {
            let Some(address) = Address::read(&pointer.url).filter(Address::is_tertiary) else { continue };
            if !address.is_home_page() && cites(context, pointer, &address) {
                let message = "Encyclopedia or aggregator: cite what it cites.";
                findings.push(at_pointer(context, &META, pointer, pointer.span, message));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(pointer) = pointer_at(context, finding) else { return Vec::new() };
        let stub = Edit::replace(pointer.span, "https://TK");
        vec![one(FixKind::Cite, "Replace with its source: TK URL", stub)]
    }
}

fn cites(context: &Context<'_>, pointer: &Pointer, address: &Address<'_>) -> bool {
    let reference = pointer.reference.and_then(|index| context.references.get(index));
    if let Some(reference) = reference {
        let is_note = matches!(reference.form, Form::Note(_));
        let words = reference.source.of(&context.page.text);
        // A note that explains something may point to more about it.
        return !is_note || pointer.role == Role::Bare && words.split_whitespace().count() <= 25;
    }
    let Some(linked) = linked_words(context, pointer) else { return false };
    carries_claim(context, linked.at)
        && states(context, &linked)
        && !speaks_of_site(&linked, address)
        && !explains(&linked, address)
}

/// Whether the linked words are part of what is claimed ("in 1964", "this thread"), and not a thing that the link tells
/// more about ("a beloved judge").
fn states(context: &Context<'_>, linked: &LinkedWords<'_>) -> bool {
    const OPENERS: &[&str] = &[
        "in",
        "on",
        "at",
        "by",
        "since",
        "from",
        "until",
        "after",
        "before",
        "during",
        "here",
        "this",
        "source",
        "according",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "via",
        "more",
        "about",
        "over",
        "nearly",
        "roughly",
    ];
    let first = linked.words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let reading = &context.readings[linked.block];
    let says = reading
        .attributions_of(linked.at.1)
        .iter()
        .any(|attribution| attribution.is_own() && attribution.cue.overlaps(linked.span));
    let figure = reading.quantities.iter().any(|quantity| quantity.span.overlaps(linked.span));
    let moment =
        reading.moments.iter().any(|moment| moment.span.overlaps(linked.span) && moment.kind.is_fixed());
    says || figure || moment || OPENERS.contains(&first.as_str())
}

/// "Wikipedia has 300 editions": the site is the subject.
fn speaks_of_site(linked: &LinkedWords<'_>, address: &Address<'_>) -> bool {
    let host = address.host.to_ascii_lowercase();
    let name = host.rsplit('.').nth(1).unwrap_or_default().to_owned();
    linked.sentence.to_lowercase().contains(&name)
}

/// "the [cloture motion](…/Cloture) failed": a link to what a word means, no source of the claim.
fn explains(linked: &LinkedWords<'_>, address: &Address<'_>) -> bool {
    let after = &address.whole[address.whole.len() - address.whole.split('#').nth(1).map_or(0, str::len)..];
    let last = address.path().rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let slug = format!("{last} {after}").to_lowercase();
    let parts = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(|word| word.to_lowercase().chars().take(5).collect())
            .collect()
    };
    let (slug, words) = (parts(&slug), parts(linked.words));
    let acronym = linked.words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    acronym || words.iter().any(|word| slug.contains(word)) || is_name(linked.words)
}

/// Words that name somebody or something: who that is may well be told by an encyclopedia.
fn is_name(words: &str) -> bool {
    if !words.starts_with(|c: char| c.is_uppercase()) && !words.starts_with("the ") {
        return false;
    }
    let mut all = words.split_whitespace().filter(|word| word.chars().count() > 3).peekable();
    all.peek().is_some()
        && all.all(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase())
        })
}
