//! Code lenses: how many claims a section holds, and how they stand. They tell and do nothing.

use tower_lsp::ls_types::{CodeLens, Command};

use super::{claims, sections};
use crate::citations::Status;
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::text::Span;

/// A lens above the headline for the whole page, and one above each section that holds claims.
pub fn of(checked: &Checked, abilities: &Abilities) -> Option<Vec<CodeLens>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let lens = |at: usize, title: String| CodeLens {
        range: places.range(Span::at(at)),
        command: Some(Command { title, command: String::new(), arguments: None }),
        data: None,
    };
    let all = 0..report.page.blocks.len();
    let mut lenses = Vec::new();
    let sections = sections(report);
    let top = sections.first().map(|section| section.block).unwrap_or_default();
    if let (Some(block), Some(title)) =
        (report.page.blocks.get(top), told(claims(report, all).map(|claim| claim.status)))
    {
        lenses.push(lens(block.source.start, title));
    }
    for section in sections.iter().skip(1) {
        let title = told(claims(report, section.blocks.clone()).map(|claim| claim.status));
        lenses.extend(title.map(|title| lens(report.page.blocks[section.block].source.start, title)));
    }
    Some(lenses)
}

/// "13 claims: ◐ 3 attributed · ◆ 1 anonymous · ○ 9 unsourced"; nothing where there are none.
fn told(statuses: impl Iterator<Item = Status>) -> Option<String> {
    const ORDER: [Status; 5] =
        [Status::Sourced, Status::Attributed, Status::Anonymous, Status::Vague, Status::Unsourced];
    let mut counts = [0; ORDER.len()];
    for status in statuses {
        if let Some(at) = ORDER.iter().position(|other| *other == status) {
            counts[at] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let parts = ORDER.iter().zip(counts).filter(|(_, count)| *count > 0);
    let parts: Vec<_> =
        parts.map(|(status, count)| format!("{} {count} {}", status.sign(), status.name())).collect();
    let claims = if total == 1 { "claim" } else { "claims" };
    (total > 0).then(|| format!("{total} {claims}: {}", parts.join(" · ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_the_order_of_support() {
        let told = |statuses: &[Status]| told(statuses.iter().copied());
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[Status::NotCheckable]), None);
        assert_eq!(told(&[Status::Unsourced]).as_deref(), Some("1 claim: ○ 1 unsourced"));
        assert_eq!(
            told(&[Status::Unsourced, Status::Sourced, Status::Unsourced]).as_deref(),
            Some("3 claims: ● 1 sourced · ○ 2 unsourced")
        );
    }
}
