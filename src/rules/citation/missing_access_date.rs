//! `missing-access-date`: a web source without any date.

use super::setting::{finding, one};
use crate::citations::Address;
use crate::citations::bibliography::{Event, Form, Kind, Part, Reference};
use crate::prose::Syntax;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::rules::settings::Profile;
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "missing-access-date",
    group: Group::Citation,
    layer: precedence::layer("missing-access-date"),
    severity: Severity::Info,
    summary: "A web source with neither a date of its own nor one on which it was read.",
    page: include_str!("missing_access_date.md"),
};

/// The rule.
pub struct MissingAccessDate;

impl Rule for MissingAccessDate {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        // A wiki wants the date on which a page was read of every page.
        let always = context.settings.profile == Profile::Wiki;
        for reference in context.references {
            if let Some(span) = undated(context, reference, always) {
                findings.push(finding(&META, span, "Undated web source: add an access date."));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text: &str = &context.page.text;
        let Some(reference) = context.references.iter().find(|one| one.source.covers(finding.span)) else {
            return Vec::new();
        };
        match reference.form {
            Form::Note(_) => {
                let at = finding.span.start - usize::from(text[..finding.span.start].ends_with('<'));
                vec![one(FixKind::Cite, "Add “accessed TK DATE”", Edit::insert(at, "accessed TK DATE, "))]
            }
            Form::Inline(_) => {
                let at = reference.source.end - 2;
                vec![one(FixKind::Cite, "Add “|access-date=TK”", Edit::insert(at, " |access-date=TK"))]
            }
            Form::Entry if context.page.syntax == Syntax::Bibliography => {
                let before = text[..finding.span.start].trim_end_matches('{').trim_end();
                let braced = text[finding.span.end..].starts_with('}') && before.ends_with('=');
                let at = finding.span.end + 1;
                let edit = Edit::insert(at, ", urldate = {TK}");
                braced.then(|| one(FixKind::Cite, "Add “urldate = {TK}”", edit)).into_iter().collect()
            }
            Form::Entry => Vec::new(),
        }
    }
}

/// The address of a web reference that has no date.
fn undated(context: &Context<'_>, reference: &Reference, always: bool) -> Option<Span> {
    let text: &str = &context.page.text;
    let url = reference.part(Part::Url)?;
    let address = Address::read(url.of(text))?;
    let words = reference.source.of(text);
    let kept = [Part::Doi, Part::Arxiv, Part::Archive, Part::Pending];
    let archived = reference.parts.iter().any(|(part, span)| {
        *part == Part::Url && Address::read(span.of(text)).is_some_and(|address| address.is_archive())
    });
    if reference.confidential
        || reference.inherits
        || reference.has(&kept)
        || archived
        || address.is_persistent()
        || address.is_tertiary()
    {
        return None;
    }
    let dated = match always {
        true => reference.dates_of(Event::Accessed).next().is_some(),
        false => !reference.dates.is_empty() || address.date().is_some(),
    };
    if dated {
        return None;
    }
    match reference.form {
        Form::Note(_) if always && !reference.dates.is_empty() => None,
        Form::Note(_) => is_reference(words, url.of(text)).then_some(url),
        Form::Inline(_) => (reference.kind != Kind::Other).then_some(url),
        Form::Entry => (reference.kind == Kind::Web).then_some(url),
    }
}

/// A note with a title or a name before its address. One with the address alone is `bare-url`'s; one that explains is
/// none; one with a slot is `placeholder`'s.
fn is_reference(words: &str, url: &str) -> bool {
    let before = words.split(url).next().unwrap_or_default().trim_end_matches(['<', ' ', '(']).trim();
    let quoted =
        before.contains('\u{201c}') || before.matches('"').count() >= 2 || before.matches('*').count() >= 2;
    let count = before.split_whitespace().count();
    let is_link = before.ends_with("](") || before.ends_with(']');
    let slot = words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "TK");
    quoted && (2..=25).contains(&count) && !is_link && !slot
}
