//! `list-count`: a list that is longer or shorter than announced.

use super::{Stated, preferred, stated, stated_of};
use crate::language::RelationKind;
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::registry::{Group, Layer, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "list-count",
    group: Group::Numbers,
    layer: Layer::Mechanical,
    severity: Severity::Info,
    summary: "A list that is longer or shorter than announced.",
    page: include_str!("list_count.md"),
};

/// The rule.
pub struct ListCount;

impl Rule for ListCount {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::List { announced, counted } = &place.relation.kind else { continue };
            let Some(counted) = counted.or_else(|| below(context, &place)) else { continue };
            if counted as f64 == announced.value || counted < 2 {
                continue;
            }
            let words = place.words(announced.number);
            let message = format!("{words} announced, {counted} listed.");
            findings.push(place.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::List { announced, counted } = &place.relation.kind else { return Vec::new() };
        let Some(counted) = counted.or_else(|| below(context, &place)) else { return Vec::new() };
        preferred(place.change(context, announced, counted as f64).into_iter().collect())
    }
}

/// How many items the list right below the block has, when it is the list that the block leads in to.
fn below(context: &Context<'_>, place: &Stated<'_>) -> Option<usize> {
    let last = context.readings.get(place.block)?.sentences.len().checked_sub(1)?;
    if place.relation.sentence != last {
        return None;
    }
    let rest = context.page.blocks.get(place.block + 1..)?;
    let list = rest.first()?.list.filter(|list| list.lead_in == Some(place.block))?.list;
    let mut count = 0;
    let mut end = 0;
    for block in rest.iter().take_while(|block| block.kind == BlockKind::Item || block.list.is_some()) {
        // An item of several paragraphs, or with a list of its own, counts once.
        if block.list.is_some_and(|place| place.list == list) {
            let text = &context.page.text[..];
            let line = text[..block.source.start].rfind('\n').map_or(0, |at| at + 1);
            let marker = text[line..block.source.start].trim_start();
            if block.source.start >= end && (!marker.is_empty() || is_marked(&text[block.source.start..])) {
                count += 1;
            }
            end = end.max(block.source.end);
        }
    }
    (count > 0).then_some(count)
}

/// Whether a line opens with the mark of a list.
fn is_marked(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+', '•']) || digits.len() < line.len() && digits.starts_with(['.', ')'])
}
