//! `fragile-link`: an address that will not last, or tells more than it should.

use super::setting::{at_pointer, linked_words, one, pointer_at};
use crate::citations::address::Fragile;
use crate::citations::pointer::Role;
use crate::citations::reference::is_address;
use crate::citations::{Address, Pointer};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "fragile-link",
    group: Group::Citation,
    layer: precedence::layer("fragile-link"),
    severity: Severity::Hint,
    summary: "An address that tracks its reader, hides another, or opens for some people only.",
    page: include_str!("fragile_link.md"),
};

/// The rule.
pub struct FragileLink;

impl Rule for FragileLink {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for pointer in context.pointers {
            let Some(fragility) = Address::read(&pointer.url).and_then(|address| address.fragility()) else {
                continue;
            };
            if !matters(context, pointer, fragility.kind) {
                continue;
            }
            let span = fragility.span.shifted(pointer.span.start);
            let message = format!("Fragile link ({}): cite a stable address.", fragility.reason);
            findings.push(at_pointer(context, &META, pointer, span, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(pointer) = pointer_at(context, finding) else { return Vec::new() };
        let Some(address) = Address::read(&pointer.url) else { return Vec::new() };
        let mut fixes = Vec::new();
        let kind = address.fragility().map(|fragility| fragility.kind);
        match kind {
            Some(Fragile::Tracking) => fixes.push(Fix {
                preferred: true,
                safe: true,
                ..one(
                    FixKind::Rewrite,
                    "Strip tracking parameters",
                    Edit::replace(pointer.span, address.without_tracking()),
                )
            }),
            Some(Fragile::Copy) => {
                let lower = address.host.to_ascii_lowercase();
                let canonical = if lower.ends_with(".m.wikipedia.org") {
                    Some((lower.replacen(".m.", ".", 1), true))
                } else {
                    lower.strip_prefix("amp.").map(|host| (host.to_owned(), false))
                };
                if let Some((host, preferred)) = canonical {
                    let url = pointer.url.replacen(address.host, &host, 1);
                    let title = format!("Replace the copy with {host}");
                    fixes.push(Fix {
                        preferred,
                        ..one(FixKind::Rewrite, title, Edit::replace(pointer.span, url))
                    });
                }
            }
            _ => {}
        }
        if kind != Some(Fragile::Tracking) {
            let stub = Edit::replace(pointer.span, "https://TK");
            fixes.push(one(FixKind::Cite, "Replace with a stable address: TK URL", stub));
        }
        fixes
    }
}

/// Whether the address is there for readers to follow. Instructions speak of the reader's own machine and of documents
/// to fill in.
fn matters(context: &Context<'_>, pointer: &Pointer, kind: Fragile) -> bool {
    // What somebody else posted is quoted as it was.
    let citation = pointer.citation.and_then(|index| context.page.citations.get(index));
    let block = citation.and_then(|citation| context.page.blocks.get(citation.place?.block));
    if block.is_some_and(|block| block.kind == BlockKind::Quote) {
        return false;
    }
    // A badge counts its clicks.
    let image = citation.is_some_and(|citation| citation.source.of(&context.page.text).starts_with("[!["));
    if image && kind == Fragile::Tracking {
        return false;
    }
    if kind == Fragile::Local {
        let words = linked_words(context, pointer).map(|linked| linked.words);
        let named = words.is_some_and(|words| {
            words.chars().any(char::is_alphanumeric) && !words.contains(':') && !words.contains("localhost")
        });
        return pointer.role == Role::Link && named;
    }
    is_address(&pointer.url)
}
