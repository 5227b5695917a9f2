//! One finding a claim and layer (DOMAIN.md §3.3): the one place that says which rules stand before which.
//!
//! Within a list the first stands before the others. The lists name rules still to come, too: a new rule takes its
//! place by its name alone, with `layer: precedence::layer("its-name")`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::context::Context;
use super::finding::Finding;
use super::registry::{self, Group, Layer, Rule};
use crate::text::Span;

/// What the writer left unfinished: always shown.
const DRAFT: &[&str] = &["placeholder", "ai-citation-artifact", "editor-note"];

/// What a token's own form or a sum gives away: one a token, of equally loud ones the first of this list.
const MECHANICAL: &[&str] = &[
    "malformed-number",
    "impossible-date",
    "weekday-mismatch",
    "percent-of-total",
    "percent-change",
    "percentage-points",
    "impossible-percent",
    "parts-total",
    "list-count",
    "multiplier-mismatch",
    "currency-mismatch",
    "conversion-mismatch",
    "age-mismatch",
    "year-arithmetic",
    "reversed-range",
    "magnitude-slip",
    "headline-mismatch",
    "inconsistent-figure",
    "inconsistent-name",
    "acronym-mismatch",
    "missing-first-name",
    "outdated-office",
    "unexpanded-acronym",
    "undefined-citation",
    "duplicate-citation",
    "empty-link",
    "invalid-identifier",
    "citation-date-conflict",
    "fragile-link",
    "homepage-citation",
    "tertiary-source",
    "incomplete-reference",
    "missing-access-date",
    "missing-archive",
    "bare-url",
    "generic-link-text",
    "unused-citation",
    "quote-mismatch",
];

/// Who says so: one a sentence, its weakest link.
const SOURCING: &[&str] = &[
    "anonymous-quote",
    "anonymous-source",
    "unsourced-accusation",
    "vague-authority",
    "vague-research",
    "hearsay-adverb",
    "agentless-attribution",
    "agentless-expectation",
    "unnamed-official",
    "unnamed-spokesperson",
    "unlinked-outlet",
    "unlinked-document",
    "secondhand-source",
];

/// What has no source at all: one a sentence, and only where nothing is said of its source.
const SUPPORT: &[&str] =
    &["uncited-statistic", "uncited-superlative", "uncited-comparison", "uncited-history"];

/// Of the support layer, what speaks beside the finding that stands before it: "its largest plant" and "for over three
/// decades" are two claims of one sentence, each with a source of its own to find.
const BESIDE: &[(&str, &str)] = &[("uncited-superlative", "uncited-history")];

/// The layer of the rule of this name; rules in none of the lists stand by themselves.
pub const fn layer(rule: &str) -> Layer {
    if place(DRAFT, rule).is_some() {
        Layer::Draft
    } else if place(MECHANICAL, rule).is_some() {
        Layer::Mechanical
    } else if let Some(rank) = place(SOURCING, rule) {
        Layer::Sourcing(rank)
    } else if let Some(rank) = place(SUPPORT, rule) {
        Layer::Support(rank)
    } else {
        Layer::Free
    }
}

const fn place(list: &[&str], rule: &str) -> Option<u8> {
    let mut at = 0;
    while at < list.len() {
        if is_same(list[at].as_bytes(), rule.as_bytes()) {
            return Some(at as u8);
        }
        at += 1;
    }
    None
}

/// Comparing texts is not yet possible in constants.
const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Which rules a rule stands behind and before, among those there are: what `explain` tells.
pub fn neighbours(rule: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let known = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| registry::find(name).is_some()).collect()
    };
    let around = |list: &'static [&'static str]| {
        let at = list.iter().position(|name| *name == rule)?;
        Some((known(&list[..at]), known(&list[at + 1..])))
    };
    if let Some((behind, mut before)) = around(SOURCING) {
        before.extend(known(SUPPORT));
        (behind, before)
    } else if let Some((mut more, mut before)) = around(SUPPORT) {
        more.retain(|name| !BESIDE.contains(&(*name, rule)));
        before.retain(|name| !BESIDE.contains(&(rule, *name)));
        (known(SOURCING).into_iter().chain(more).collect(), before)
    } else {
        around(MECHANICAL).unwrap_or_default()
    }
}

/// How findings of this rule stand to those of others, in one sentence.
pub fn told(rule: &str) -> String {
    let (behind, before) = neighbours(rule);
    let list = |names: &[&str]| names.join(", ");
    match layer(rule) {
        Layer::Draft => "Always shown, whatever else is found in the sentence.".into(),
        Layer::Mechanical => {
            let mut told =
                String::from("One finding a token, whatever else is found in the sentence: the louder one");
            if !behind.is_empty() {
                told += &format!("; of equally loud ones stands behind: {}", list(&behind));
            }
            if !before.is_empty() {
                let of = if behind.is_empty() { "; of equally loud ones stands" } else { "; stands" };
                told += &format!("{of} before: {}", list(&before));
            }
            told + "."
        }
        Layer::Free => "Independent of other findings in the sentence.".into(),
        Layer::Sourcing(_) | Layer::Support(_) => {
            let mut told = String::from("One finding a sentence");
            if !behind.is_empty() {
                told += &format!("; stands behind: {}", list(&behind));
            }
            if !before.is_empty() {
                told += &format!("; stands before: {}", list(&before));
            }
            told + "."
        }
    }
}

/// What is left when each sentence keeps its weakest link, figures speak only where nothing is said of the source,
/// and each token has one mechanical finding. `raw` is in order of place.
pub(super) fn settle(raw: Vec<Finding>) -> Vec<Finding> {
    let layers: Vec<Layer> = raw
        .iter()
        .map(|finding| registry::find(finding.rule).map_or(Layer::Free, |rule| rule.meta().layer))
        .collect();
    let mut sourcing: HashMap<(usize, usize), (u8, usize)> = HashMap::new();
    let mut support: HashMap<(usize, usize), (u8, usize)> = HashMap::new();
    for (index, finding) in raw.iter().enumerate() {
        let Some(sentence) = finding.subject.sentence else { continue };
        let (best, rank) = match layers[index] {
            Layer::Sourcing(rank) => (&mut sourcing, rank),
            Layer::Support(rank) => (&mut support, rank),
            _ => continue,
        };
        let winner = best.entry(sentence).or_insert((rank, index));
        if rank < winner.0 {
            *winner = (rank, index);
        }
    }
    let tokens = one_a_token(&raw, &layers);
    let rules: Vec<&str> = raw.iter().map(|finding| finding.rule).collect();
    let mut index = 0;
    let mut kept = raw;
    kept.retain(|finding| {
        let at = index;
        index += 1;
        let wins = |best: &HashMap<(usize, usize), (u8, usize)>| {
            let winner = finding.subject.sentence.and_then(|sentence| best.get(&sentence));
            winner.is_none_or(|winner| winner.1 == at)
        };
        match layers[at] {
            Layer::Draft | Layer::Free => true,
            Layer::Mechanical => tokens.contains(&at),
            Layer::Sourcing(_) => wins(&sourcing),
            Layer::Support(_) => {
                let sentence = finding.subject.sentence;
                let answered = sentence.is_some_and(|it| sourcing.contains_key(&it));
                let winner = sentence.and_then(|it| support.get(&it)).map(|winner| rules[winner.1]);
                let beside = winner.is_some_and(|winner| BESIDE.contains(&(winner, finding.rule)));
                (wins(&support) || beside) && !answered
            }
        }
    });
    kept
}

/// Of mechanical findings that share a token: the loudest, then the first in the list, then the first in the text.
fn one_a_token(raw: &[Finding], layers: &[Layer]) -> HashSet<usize> {
    let mut order: Vec<usize> = (0..raw.len()).filter(|index| layers[*index] == Layer::Mechanical).collect();
    let rank = |index: usize| place(MECHANICAL, raw[index].rule).unwrap_or(u8::MAX);
    order.sort_by_key(|&index| (Reverse(raw[index].severity), rank(index), index));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept = HashSet::new();
    for index in order {
        let span = raw[index].span;
        // What is taken does not overlap, so the nearest that begins before the end is the only one to ask.
        let shares = taken
            .range(..span.end.max(span.start + 1))
            .next_back()
            .is_some_and(|(start, end)| span.overlaps(Span::new(*start, *end)) || *start == span.start);
        if !shares {
            taken.insert(span.start, span.end);
            kept.insert(index);
        }
    }
    kept
}

/// Leaves out what says the same again: a cue once a paragraph, an unnamed spokesperson once a section.
pub(super) fn once(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut said: HashSet<(&'static str, usize, String)> = HashSet::new();
    found.retain(|finding| {
        let Some(meta) = registry::find(finding.rule).map(Rule::meta) else { return true };
        let repeats = matches!(meta.layer, Layer::Sourcing(_)) || meta.group == Group::Time;
        let (Some((block, _)), Some(words), true) =
            (finding.subject.sentence, &finding.subject.words, repeats)
        else {
            return true;
        };
        let part = if finding.rule == "unnamed-spokesperson" {
            context.page.blocks.get(block).map_or(0, |block| block.section as usize)
        } else {
            block
        };
        said.insert((finding.rule, part, words.to_lowercase()))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::registry::RULES;
    use crate::text::Severity;

    #[test]
    fn every_rule_stands_where_the_lists_put_it() {
        for rule in RULES {
            let meta = rule.meta();
            assert_eq!(meta.layer, layer(meta.id), "{}: write `layer: precedence::layer(…)`", meta.id);
        }
    }

    #[test]
    fn no_rule_stands_in_two_places() {
        let all: Vec<_> = [DRAFT, MECHANICAL, SOURCING, SUPPORT].concat();
        let distinct: HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn a_token_keeps_its_loudest_finding() {
        let finding = |rule, start, end, severity| Finding {
            rule,
            span: Span::new(start, end),
            severity,
            message: String::new(),
            related: Vec::new(),
            subject: crate::rules::Subject::default(),
        };
        let found = [
            finding("bare-url", 0, 20, Severity::Hint),
            finding("fragile-link", 0, 20, Severity::Hint),
            finding("invalid-identifier", 12, 16, Severity::Error),
            finding("bare-url", 30, 40, Severity::Hint),
            finding("unused-citation", 40, 44, Severity::Hint),
        ];
        let mut kept: Vec<_> = one_a_token(&found, &[Layer::Mechanical; 5]).into_iter().collect();
        kept.sort_unstable();
        assert_eq!(kept, [2, 3, 4]);
        let mut kept: Vec<_> = one_a_token(&found[..2], &[Layer::Mechanical; 2]).into_iter().collect();
        kept.sort_unstable();
        assert_eq!(kept, [1]);
    }

    #[test]
    fn explain_tells_both_sides() {
        let told = told("vague-authority");
        assert!(told.contains("stands behind: ") && told.contains("anonymous-source"), "{told}");
        assert!(told.contains("stands before: ") && told.contains("uncited-statistic"), "{told}");
        assert!(super::told("uncited-statistic").contains("stands behind: anonymous"));
    }
}
