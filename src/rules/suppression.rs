//! Ignores: what each directive hides, and which hide nothing (DOMAIN.md §10.4).

use super::context::Context;
use super::finding::Finding;
use crate::prose::Order;
use crate::text::Span;

/// The ignores of a page, each with the stretch of the document it covers.
#[derive(Debug, Default)]
pub struct Ignores {
    covers: Vec<Cover>,
}

/// One rule of one directive, and where it holds.
#[derive(Debug)]
struct Cover {
    directive: usize,
    /// `None` is every rule.
    rule: Option<(String, Span)>,
    region: Span,
}

/// A directive, or one rule it names, that hid nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Index of the directive in the page.
    pub directive: usize,
    /// The rule with the bytes of its name; `None` when the directive names none.
    pub rule: Option<(String, Span)>,
    /// Whether it hid something after all.
    pub used: bool,
}

impl Ignores {
    /// Reads the page's directives.
    pub fn of(context: &Context<'_>) -> Self {
        let page = context.page;
        let whole = Span::new(0, page.text.len());
        let mut covers = Vec::new();
        for (directive, written) in page.directives.iter().enumerate() {
            let (rules, region) = match &written.order {
                Order::IgnoreNext { rules, .. } => {
                    let region = next_sentence(context, written.source).map(|(_, region)| region);
                    (rules, region.unwrap_or(Span::at(written.source.end)))
                }
                Order::IgnoreFile { rules, .. } => (rules, whole),
                Order::Off { rules, .. } => (rules, whole),
                Order::On { .. } | Order::Check(_) | Order::Unknown { .. } => continue,
            };
            let is_off = matches!(written.order, Order::Off { .. });
            let mut push = |rule: Option<(String, Span)>| {
                let region = if is_off {
                    off_region(
                        context,
                        directive,
                        written.source.end,
                        rule.as_ref().map(|(name, _)| name.as_str()),
                    )
                } else {
                    region
                };
                covers.push(Cover { directive, rule, region });
            };
            if rules.is_empty() {
                push(None);
            }
            rules.iter().cloned().for_each(|rule| push(Some(rule)));
        }
        Ignores { covers }
    }

    /// Every rule of every ignore, none used yet.
    pub fn unused(&self) -> Vec<Unused> {
        self.covers
            .iter()
            .map(|cover| Unused { directive: cover.directive, rule: cover.rule.clone(), used: false })
            .collect()
    }

    /// Marks every ignore that applies to this finding as used.
    pub fn mark_used(&self, finding: &Finding, used: &mut [Unused]) {
        for (cover, used) in self.covers.iter().zip(used) {
            used.used |= cover.hides(finding);
        }
    }

    /// The directive that hides this finding, if any.
    pub fn hiding(&self, finding: &Finding) -> Option<usize> {
        self.covers.iter().find(|cover| cover.hides(finding)).map(|cover| cover.directive)
    }
}

impl Cover {
    fn hides(&self, finding: &Finding) -> bool {
        self.region.start <= finding.span.start
            && finding.span.start < self.region.end
            && self.rule.as_ref().is_none_or(|(name, _)| name == finding.rule)
    }
}

/// From the end of a `factcheck-off` to the `factcheck-on` that ends it for this rule, or to the end.
fn off_region(context: &Context<'_>, directive: usize, start: usize, rule: Option<&str>) -> Span {
    let end = context.page.directives[directive + 1..].iter().find_map(|later| match &later.order {
        Order::On { rules } if rules.is_empty() => Some(later.source.start),
        Order::On { rules } if rule.is_some_and(|rule| rules.iter().any(|(name, _)| name == rule)) => {
            Some(later.source.start)
        }
        _ => None,
    });
    Span::new(start, end.unwrap_or(context.page.text.len()))
}

/// The sentence a directive stands in; else the next one; else, at the end of a block, the one before it: by block and
/// number. The region runs on to where the following sentence begins, so that it holds the marks after the stop.
pub(super) fn next_sentence(context: &Context<'_>, directive: Span) -> Option<((usize, usize), Span)> {
    let blocks = &context.page.blocks;
    let first = blocks.partition_point(|block| block.source.end <= directive.start);
    for (index, block) in blocks.iter().enumerate().skip(first) {
        let reading = context.readings.get(index)?;
        let starts: Vec<usize> =
            reading.sentences.iter().map(|sentence| block.source_span(sentence.span).start).collect();
        let end_of = |sentence: usize| starts.get(sentence + 1).copied().unwrap_or(block.source.end);
        if starts.is_empty() {
            continue;
        }
        let next = starts.partition_point(|&start| start < directive.start);
        if let Some(last) = next.checked_sub(1) {
            let inside = block.source_span(reading.sentences[last].span).end > directive.start;
            let closes_block = next == starts.len() && block.source.end >= directive.start;
            if inside || closes_block {
                return Some(((index, last), Span::new(starts[last], end_of(last).max(directive.start))));
            }
        }
        if next < starts.len() {
            return Some(((index, next), Span::new(starts[next], end_of(next))));
        }
    }
    None
}
