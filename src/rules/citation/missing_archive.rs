//! `missing-archive`: a web source of which no copy is on record.

use super::setting::{at_pointer, carries_claim, linked_words, one, pointer_at};
use crate::citations::bibliography::{Form, Part};
use crate::citations::pointer::Role;
use crate::citations::reference::is_address;
use crate::citations::{Address, Pointer};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "missing-archive",
    group: Group::Citation,
    layer: precedence::layer("missing-archive"),
    severity: Severity::Hint,
    summary: "A web source without an archived copy on record.",
    page: include_str!("missing_archive.md"),
};

/// The rule.
pub struct MissingArchive;

impl Rule for MissingArchive {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for pointer in context.pointers {
            let Some(address) = Address::read(&pointer.url).filter(|_| is_address(&pointer.url)) else {
                continue;
            };
            let lasts = address.is_archive() || address.is_persistent();
            if !lasts && cites(context, pointer) && !has_copy(context, pointer) {
                let message = "No archived copy recorded for this link.";
                findings.push(at_pointer(context, &META, pointer, pointer.span, message));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(pointer) = pointer_at(context, finding) else { return Vec::new() };
        let reference = pointer.reference.and_then(|index| context.references.get(index));
        let (title, edit) = match reference.map(|reference| (reference.form, reference.source.end)) {
            Some((Form::Note(_), end)) => {
                let words = &context.page.text[pointer.span.end..end];
                let at = end - usize::from(words.ends_with('.'));
                ("Add “archived at TK URL”", Edit::insert(at, ", archived at https://web.archive.org/web/TK"))
            }
            Some((Form::Inline(_), end)) => (
                "Add “|archive-url=TK”",
                Edit::insert(end - 2, " |archive-url=https://web.archive.org/web/TK"),
            ),
            Some((Form::Entry, _))
                if context.page.text[pointer.span.end..].starts_with('}')
                    && context.page.text[..pointer.span.start]
                        .trim_end_matches('{')
                        .trim_end()
                        .ends_with('=') =>
            {
                let field = ", archiveurl = {https://web.archive.org/web/TK}";
                ("Add “archiveurl = {TK}”", Edit::insert(pointer.span.end + 1, field))
            }
            _ => return Vec::new(),
        };
        vec![one(FixKind::Cite, title, edit)]
    }
}

fn cites(context: &Context<'_>, pointer: &Pointer) -> bool {
    match pointer.role {
        Role::Field | Role::Definition => true,
        Role::Bare => pointer.reference.is_some(),
        Role::Link if pointer.reference.is_some() => true,
        Role::Link => linked_words(context, pointer).is_some_and(|linked| carries_claim(context, linked.at)),
    }
}

/// Whether the reference gives the address of a copy, too.
fn has_copy(context: &Context<'_>, pointer: &Pointer) -> bool {
    let text: &str = &context.page.text;
    let reference = pointer.reference.and_then(|index| context.references.get(index));
    reference.is_some_and(|reference| {
        reference.confidential
            || reference.has(&[Part::Archive, Part::Doi])
            || reference.parts.iter().any(|(part, span)| {
                *part == Part::Url && Address::read(span.of(text)).is_some_and(|address| address.is_archive())
            })
    })
}
