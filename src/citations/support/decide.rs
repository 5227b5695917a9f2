//! The decision table of DOMAIN.md §4.1, with the reason in words.

use std::collections::HashSet;

use super::caption::Caption;
use super::flow::Reached;
use super::source_list::Listed;
use super::{Backer, ReachRule, Scales, Status, Supported};
use crate::language::SourceKind;
use crate::language::article::Place;
use crate::prose::{BlockKind, CitationForm};

/// The status of each sentence of block `block`.
pub(super) fn decide(
    scales: &Scales<'_>,
    block: usize,
    reached: &[Reached<'_>],
    caption: &Caption,
    listed: &Listed,
    references: &References,
) -> Vec<Supported> {
    let judge = Judge { scales, block, has_list: listed.heading.is_some(), references };
    reached
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let (status, because) = if listed.contains(block) {
                (Status::NotCheckable, "an entry of the list of sources (R9)".into())
            } else if caption.is_line(index) {
                (Status::NotCheckable, "the line that says where a table or figure is from (R6)".into())
            } else {
                judge.sentence(index, one)
            };
            Supported { status, because, citation: one.citation, attribution: one.backer, body: None }
        })
        .collect()
}

/// The labels of the footnotes that back something.
pub(super) type References = HashSet<String>;

/// The footnotes of the page that hold a source and are pointed to.
pub(super) fn references(scales: &Scales<'_>) -> References {
    let counting = scales.citations.iter().filter(|citation| citation.counts());
    counting
        .filter_map(|citation| match &scales.page.citations.get(citation.raw)?.form {
            CitationForm::Note { label, .. } => Some(label.clone()),
            _ => None,
        })
        .collect()
}

struct Judge<'s, 'a> {
    scales: &'s Scales<'a>,
    block: usize,
    has_list: bool,
    references: &'s References,
}

impl Judge<'_, '_> {
    /// Of several attributions the weakest decides.
    fn sentence(&self, index: usize, reached: &Reached<'_>) -> (Status, String) {
        let block = &self.scales.page.blocks[self.block];
        let claim = self.scales.readings[self.block].claims.get(index);
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Byline) {
            return (Status::NotCheckable, "a heading or byline".into());
        }
        if let BlockKind::Note(label) = &block.kind
            && self.is_reference(label)
        {
            return (Status::NotCheckable, "a footnote that holds its source".into());
        }
        if self.is_signature(index) {
            return (Status::NotCheckable, "the line that signs a quotation".into());
        }
        if claim.is_none_or(|claim| !claim.checkable) && reached.own.is_empty() {
            let reasons = claim.map(|claim| claim.reasons.join(", ")).unwrap_or_default();
            return (
                Status::NotCheckable,
                if reasons.is_empty() { "nothing to check".into() } else { reasons },
            );
        }
        // What carries over from elsewhere is as weak as whoever says it.
        let carried = reached.backer.filter(|backer| backer.rule != ReachRule::Own || reached.own.is_empty());
        let weak = |kinds: &[SourceKind]| {
            let own = reached.own.iter().find(|(_, kind)| kinds.contains(kind));
            own.map(|(attribution, kind)| {
                self.quoted(attribution.marked.of(&block.text), *kind != attribution.kind, reached)
            })
            .or_else(|| {
                carried
                    .filter(|it| kinds.contains(&it.kind))
                    .map(|it| format!("{} {}", self.who(it), rule(it.rule)))
            })
        };
        if let Some(words) = weak(&[SourceKind::Anonymous]) {
            let documented = match reached.citation {
                Some(_) => format!(", documented: {}", self.cited(reached)),
                None => String::new(),
            };
            return (Status::Anonymous, format!("{words}: nobody is named{documented}"));
        }
        if reached.citation.is_some() {
            return (Status::Sourced, self.cited(reached));
        }
        if let Some(words) = weak(&[SourceKind::Vague, SourceKind::Hidden]) {
            return (Status::Vague, format!("{words}: nobody is named"));
        }
        match reached.backer {
            Some(backer) => (Status::Attributed, self.attributed(backer)),
            None if self.has_list => {
                let because = "no source or citation in reach; no mark leads to the list of sources (R9)";
                (Status::Unsourced, because.into())
            }
            None => (Status::Unsourced, "no source or citation in reach".into()),
        }
    }

    /// Whether a footnote backs what it is put to: then it is the source, not a claim.
    fn is_reference(&self, label: &str) -> bool {
        self.references.contains(label)
    }

    /// Whether a sentence is only the name that signs the quotation above it: "— Ana Ruiz".
    fn is_signature(&self, index: usize) -> bool {
        let block = &self.scales.page.blocks[self.block];
        let Some(sentence) = self.scales.readings[self.block].sentences.get(index) else { return false };
        let signs = |place: Place| place.block == self.block && sentence.span.covers(place.span);
        let dashed = sentence.span.of(&block.text).starts_with(['—', '–', '―', '-']);
        dashed
            && (block.kind == BlockKind::Quote
                && self.scales.article.block_speaker(self.block).is_some_and(signs)
                || sentence.span.start == 0 && self.scales.article.is_signature(self.block))
    }

    /// The words that name a weak source; for a pronoun, whom it stands for too.
    fn quoted(&self, words: &str, stands_for: bool, reached: &Reached<'_>) -> String {
        let meant = stands_for.then(|| self.meant(reached)).flatten();
        match meant {
            Some(meant) => format!("\u{201c}{words}\u{201d} (\u{201c}{meant}\u{201d})"),
            None => format!("\u{201c}{words}\u{201d}"),
        }
    }

    /// The words that a pronoun among the sentence's own attributions stands for.
    fn meant(&self, reached: &Reached<'_>) -> Option<&str> {
        let (attribution, _) = reached.own.iter().find(|(attribution, kind)| *kind != attribution.kind)?;
        let all = &self.scales.readings[self.block].attributions;
        let from = all.partition_point(|other| other.sentence < attribution.sentence);
        let index = from + all[from..].iter().position(|other| std::ptr::eq(other, *attribution))?;
        let place = self.scales.article.antecedent(self.block, index)?;
        Some(self.scales.words(place))
    }

    fn who(&self, backer: Backer) -> String {
        let source = backer.source.map(|place| self.scales.words(place)).unwrap_or("a named source");
        format!("\u{201c}{source}\u{201d}")
    }

    fn attributed(&self, backer: Backer) -> String {
        let source = backer.source.map(|place| self.scales.words(place)).unwrap_or("a named source");
        let said = match backer.rule {
            ReachRule::Own => return format!("{source} says so; no document is cited (R1)"),
            ReachRule::Beside => format!("{source} speaks"),
            ReachRule::LeadIn => format!("{source} leads in to the list"),
            ReachRule::Caption => format!("{source}, by the line under the table or figure"),
            _ => format!("goes on from {source}"),
        };
        format!("{said}; no document is cited {}", rule(backer.rule))
    }

    /// "footnote 3, two sentences later (R3)".
    fn cited(&self, reached: &Reached<'_>) -> String {
        let Some((citation, by)) = reached.citation else { return String::new() };
        let what = self.scales.citations.get(citation).and_then(|it| self.scales.page.citations.get(it.raw));
        let what = match what.map(|raw| &raw.form) {
            Some(CitationForm::Note { label, .. }) => format!("footnote {label}"),
            Some(CitationForm::InlineNote { .. }) => "a note".into(),
            Some(CitationForm::Keys { keys, .. }) => {
                keys.first().map_or_else(|| "a key".into(), |key| format!("@{}", key.key))
            }
            Some(CitationForm::WikiRef { .. }) => "a reference".into(),
            Some(CitationForm::Annotation { .. }) => "the checker's annotation".into(),
            Some(CitationForm::BareUrl { .. }) => "an address".into(),
            _ => "a link".into(),
        };
        let away = match reached.away {
            0 | 1 => "one sentence".to_owned(),
            away => format!("{away} sentences"),
        };
        let place = match by {
            ReachRule::Own => "in its own sentence".into(),
            ReachRule::Forward => format!("{away} earlier, whose source goes on"),
            ReachRule::Backward => format!("{away} later, at the end of the paragraph"),
            ReachRule::Beside => "beside the speaker of the quotation".into(),
            ReachRule::LeadIn => "in the list's lead-in".into(),
            ReachRule::Caption => "in the caption".into(),
            ReachRule::Paragraph | ReachRule::Onward => "in its paragraph".into(),
        };
        format!("{what}, {place} {}", rule(by))
    }
}

fn rule(rule: ReachRule) -> String {
    match rule {
        ReachRule::Paragraph => "(reach: paragraph)".into(),
        rule => format!("({})", rule.name()),
    }
}
