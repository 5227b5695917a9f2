//! `unlinked-outlet`: a news outlet credited in words, without its article.

use crate::language::{Form, Mention, MentionKind, SourceKind, TurnKind};
use crate::rules::context::Context;
use crate::rules::edits::capitalised;
use crate::rules::finding::Finding;
use crate::rules::place::{Once, Place, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "unlinked-outlet",
    group: Group::Sourcing,
    layer: precedence::layer("unlinked-outlet"),
    severity: Severity::Info,
    summary: "An outlet is credited but not linked: add the article.",
    page: include_str!("unlinked_outlet.md"),
};

/// The rule. Its fixes are those of every uncited claim: link, note, key.
pub struct UnlinkedOutlet;

impl Rule for UnlinkedOutlet {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for place in places(context, &[Form::Identified]) {
            if place.attribution.kind != SourceKind::Outlet || place.is_cited(context) {
                continue;
            }
            let Some(mention) = outlet(&place) else { continue };
            // One report by way of another is for `secondhand-source`, which says what to cite instead.
            let relayed = place.reading.turns.iter().any(|turn| {
                matches!(turn.kind, TurnKind::Relay { .. }) && turn.span.overlaps(place.attribution.marked)
            });
            if relayed {
                continue;
            }
            let name = place.words(mention.span);
            if is_own(context, name)
                || mention.short && !is_introduced(context, &place, name)
                || !once.first(place.block, bare(name))
            {
                continue;
            }
            let message = format!("{} is credited but not linked: add the article.", capitalised(name));
            let mut finding = place.finding(context, &META, message);
            finding.subject.outlet = Some(name.to_string());
            findings.push(finding);
        }
    }
}

/// The outlet's name inside the source.
fn outlet<'a>(place: &Place<'a>) -> Option<&'a Mention> {
    let source = place.attribution.source?;
    place
        .reading
        .mentions
        .iter()
        .find(|mention| mention.kind == MentionKind::Outlet && mention.span.overlaps(source))
}

/// A name without its article.
fn bare(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

/// Whether this is our own publication, under any of the names it is known by.
fn is_own(context: &Context<'_>, name: &str) -> bool {
    let same = |own: &str, other: &str| bare(own).eq_ignore_ascii_case(bare(other));
    context.settings.publication.iter().any(|own| {
        same(own, name)
            || context.store.find(name).iter().any(|entity| {
                same(own, &entity.name) || entity.aliases.iter().any(|alias| same(own, &alias.name))
            })
    })
}

/// Whether the full name that this short form stands for comes earlier in the article: "the Journal" after "The Wall
/// Street Journal".
fn is_introduced(context: &Context<'_>, place: &Place<'_>, short: &str) -> bool {
    let short = bare(short).to_lowercase();
    context.blocks().take(place.block + 1).any(|(index, block, reading)| {
        reading.mentions.iter().any(|mention| {
            let before = index < place.block || mention.span.end <= place.attribution.marked.start;
            before
                && mention.kind == MentionKind::Outlet
                && !mention.short
                && mention.span.of(&block.text).to_lowercase().contains(&short)
        })
    })
}
