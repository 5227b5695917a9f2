//! `list-count`: a list that is longer or shorter than announced.

use super::{Stated, preferred, stated, stated_of};
use crate::language::RelationKind;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "list-count",
    group: Group::Numbers,
    layer: precedence::layer("list-count"),
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
    let block = context.page.blocks.get(place.block)?;
    let text = &context.page.text[..];
    // Items may hold nothing but code, which is no prose: the lines themselves are counted.
    let mut count = 0;
    let mut indent = None;
    let mut blank = false;
    for line in text.get(block.source.end..)?.lines().skip(1) {
        let trimmed = line.trim_start_matches([' ', '\t', '>']);
        let depth = line.len() - trimmed.len();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let marked = is_marked(trimmed);
        match indent {
            None if marked => {
                indent = Some(depth);
                count = 1;
            }
            None => return None,
            Some(first) if marked && depth <= first => count += usize::from(depth == first),
            Some(first) if depth > first || !blank => {}
            Some(_) => break,
        }
        blank = false;
    }
    (count > 0).then_some(count)
}

/// Whether a line opens with the mark of a list.
fn is_marked(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let bullet = line.strip_prefix(['-', '*', '+', '•']);
    let number = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < line.len());
    bullet.or(number).is_some_and(|rest| rest.starts_with([' ', '\t']))
}
