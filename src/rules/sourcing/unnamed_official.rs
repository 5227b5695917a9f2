//! `unnamed-official`: an official, aide or engineer who speaks without a name.

use crate::language::Form;
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::{aside, fix};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::{Once, Place, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "unnamed-official",
    group: Group::Sourcing,
    layer: precedence::layer("unnamed-official"),
    severity: Severity::Info,
    summary: "Unnamed role: give the name, or say why it is withheld.",
    page: include_str!("unnamed_official.md"),
};

/// The rule.
pub struct UnnamedOfficial;

impl Rule for UnnamedOfficial {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for place in places(context, &[Form::UnnamedOfficial]) {
            let words = place.words(place.attribution.marked);
            if place.is_cited(context)
                || is_named_next(context, &place)
                || is_named_here(&place)
                || !once.first(place.block, words)
            {
                continue;
            }
            findings.push(place.finding(context, &META, META.summary.into()));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let marked = place.attribution.marked;
        let name = fix(
            FixKind::Attribute,
            "Attribute: add name and title — “TK NAME, TK TITLE”",
            vec![aside(context, &place, marked, "TK NAME, TK TITLE")],
        );
        let organisation = fix(
            FixKind::Attribute,
            "Attribute: add the organisation — “at TK ORGANISATION”",
            vec![Edit::insert(context.source(place.block, marked).end, " at TK ORGANISATION")],
        );
        name.into_iter().chain(organisation).collect()
    }
}

/// "A biologist called Ida Berg", "Omar Haddad, who was a member of the board".
fn is_named_here(place: &Place<'_>) -> bool {
    let rest = place.rest();
    let called = ["called ", "named "].iter().find_map(|cue| rest.strip_prefix(cue));
    called.is_some_and(|name| name.starts_with(char::is_uppercase)) || place.describes_a_name()
}

/// "An Australian researcher suggests", and the next sentence names her: the usual opening of news of research.
fn is_named_next(context: &Context<'_>, place: &Place<'_>) -> bool {
    const TRADES: &[&str] =
        &["researcher", "expert", "analyst", "academic", "astronomer", "professor", "engineer"];
    let words = place.words(place.attribution.source.unwrap_or(place.attribution.marked));
    let mut words = words.split_whitespace();
    let one =
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an"));
    let trade = words.any(|word| TRADES.contains(&word) || word.ends_with("ist"));
    // "London's chief fire officer has said", and the story begins with his name (R7).
    let mut paragraphs = context.page.blocks.iter().enumerate();
    let lede = paragraphs.find(|(_, block)| block.kind == BlockKind::Paragraph).map(|(index, _)| index);
    let all = place.words(place.attribution.source.unwrap_or(place.attribution.marked));
    let role = lede == Some(place.block) && place.attribution.sentence <= 1 && !all.ends_with('s');
    (one && trade || role) && place.named_soon(context, 2).is_some_and(|(_, name)| name.contains(' '))
}
