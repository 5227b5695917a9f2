//! Numbers and dates that prove themselves.
//!
//! What figures say of one another is read in [`language::quantity::relation`](crate::language::quantity::relation); here
//! it is reckoned again. Quotations are checked as well: a slip in a speaker's sum is worth a question.

pub mod age_mismatch;
mod clause;
pub mod conversion_mismatch;
pub mod currency_mismatch;
mod figure;
pub mod headline_mismatch;
pub mod impossible_date;
pub mod impossible_percent;
pub mod inconsistent_figure;
pub mod list_count;
pub mod magnitude_slip;
pub mod malformed_number;
pub mod multiplier_mismatch;
pub mod parts_total;
pub mod percent_change;
pub mod percent_of_total;
pub mod percentage_points;
pub mod reversed_range;
pub mod weekday_mismatch;
pub mod year_arithmetic;

use super::context::Context;
use super::edits::fix;
use super::finding::{Finding, Fix, FixKind, Related, Subject};
use super::registry::Meta;
use crate::language::{Reading, Relation, Term};
use crate::prose::{Block, BlockKind};
use crate::text::{Edit, Span};

pub(super) use figure::{percent, rounded, written_like};

/// Where figures are checked: all prose but tables and bylines.
pub(super) fn is_checked(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Cell | BlockKind::Byline)
}

/// One relation in its place.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    /// Index of the block.
    pub block: usize,
    /// The block.
    pub prose: &'a Block,
    /// The relation.
    pub relation: &'a Relation,
}

/// Every relation between figures of the page.
pub(super) fn stated<'a>(context: &Context<'a>) -> impl Iterator<Item = Stated<'a>> {
    context.blocks().filter(|(_, block, _)| is_checked(&block.kind)).flat_map(|(block, prose, reading)| {
        reading.relations.iter().map(move |relation| Stated { block, prose, relation })
    })
}

impl<'a> Stated<'a> {
    /// The words of a span of the block.
    pub fn words(&self, span: Span) -> &'a str {
        span.of(&self.prose.text)
    }

    /// The words of a figure with its unit, money and scale.
    pub fn term(&self, term: &Term) -> &'a str {
        self.words(term.span)
    }

    /// The finding of a rule here.
    pub fn finding(&self, context: &Context<'_>, meta: &Meta, message: String) -> Finding {
        finding(context, meta, (self.block, self.relation.sentence), self.relation.span, message)
    }

    /// The rewriting of a figure's number to `value`, with its title; `None` when nothing changes.
    pub fn change(&self, context: &Context<'_>, term: &Term, value: f64) -> Option<Fix> {
        // The sign of a figure below nought stands before it.
        (term.value >= 0.0).then_some(())?;
        let old = self.words(term.number);
        let new = written_like(old, term.value, value)?;
        // "25" with its sign: "change 25% to 30%".
        let tail = Span::new(term.number.end, term.span.end.max(term.number.end));
        let tail = self.words(tail);
        let title = format!("Number: change {old}{tail} to {new}{tail}");
        (new != old).then_some(())?;
        fix(FixKind::Rewrite, title, vec![Edit::replace(context.source(self.block, term.number), new)])
    }
}

/// The relation a finding came from.
pub(super) fn stated_of<'a>(context: &Context<'a>, finding: &Finding) -> Option<Stated<'a>> {
    let (block, _) = finding.subject.sentence?;
    let prose = context.page.blocks.get(block)?;
    let relation = finding.subject.attribution;
    let reading: &Reading = context.readings.get(block)?;
    debug_assert!(relation.is_none(), "no attribution is at hand");
    let relation = reading.relations.iter().find(|relation| {
        context.source(block, relation.span) == finding.span
            && Some(relation.sentence) == finding.subject.sentence.map(|at| at.1)
    })?;
    Some(Stated { block, prose, relation })
}

/// A finding on words of a block's sentence.
pub(super) fn finding(
    context: &Context<'_>,
    meta: &Meta,
    (block, sentence): (usize, usize),
    span: Span,
    message: String,
) -> Finding {
    let words = context.page.blocks.get(block).map(|prose| span.of(&prose.text).to_owned());
    Finding {
        rule: meta.id,
        span: context.source(block, span),
        severity: meta.severity,
        message,
        related: Vec::new(),
        subject: Subject { sentence: Some((block, sentence)), words, ..Subject::default() },
    }
}

/// Another place in a block.
pub(super) fn elsewhere(context: &Context<'_>, block: usize, span: Span, message: String) -> Related {
    Related { span: context.source(block, span), message }
}

/// The first of several fixes is the one to offer first.
pub(super) fn preferred(mut fixes: Vec<Fix>) -> Vec<Fix> {
    if let Some(first) = fixes.first_mut() {
        first.preferred = true;
    }
    fixes
}
