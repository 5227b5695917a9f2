//! Runs the rules and decides what is shown: precedence, settings, ignores, order.
//!
//! Order matters. Precedence comes before ignores, so that silencing the weakest link of a sentence does not bring up
//! the next weakest; an ignore for a finding that precedence took away still counts as used.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::context::Context;
use super::draft::unused_ignore;
use super::finding::Finding;
use super::registry::{RULES, Rule};
use super::settings::Settings;
use super::{front_matter, precedence, suppression};
use crate::text::Severity;

/// What the rules say of a document.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// What is shown, in order of place.
    pub findings: Vec<Finding>,
    /// What an ignore hides, with the index of its directive in [`Page::directives`](crate::prose::Page::directives).
    pub ignored: Vec<(Finding, usize)>,
    /// Rules that panicked on this document, and so found nothing in it.
    pub failed: Vec<&'static str>,
}

/// Runs every rule that is on.
pub fn judge(context: &Context<'_>) -> Verdict {
    judge_with(context, RULES)
}

/// Runs these rules, those that are on.
pub fn judge_with(context: &Context<'_>, rules: &[&'static dyn Rule]) -> Verdict {
    let mut verdict = Verdict::default();
    let mut raw = Vec::new();
    for rule in rules {
        let meta = rule.meta();
        let Some(level) = level(context.settings, meta.id, meta.severity) else { continue };
        let mut found = Vec::new();
        // A panic costs this rule's findings for this page and nothing else.
        if catch_unwind(AssertUnwindSafe(|| rule.check(context, &mut found))).is_err() {
            tracing::error!(rule = meta.id, "a rule panicked and was left out");
            verdict.failed.push(meta.id);
            continue;
        }
        for finding in &mut found {
            finding.severity = shifted(finding.severity, meta.severity, level);
        }
        raw.append(&mut found);
    }
    let vocabulary = &context.settings.vocabulary;
    let mut found = Vec::new();
    if catch_unwind(AssertUnwindSafe(|| vocabulary.check(context, &mut found))).is_ok() {
        raw.append(&mut found);
    } else {
        tracing::error!("the newsroom's rules panicked and were left out");
        verdict.failed.push("newsroom-rule");
    }
    let length = context.page.text.len();
    raw.retain(|finding| finding.span.end <= length);
    raw.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.rule));
    raw.dedup_by(|a, b| a.rule == b.rule && a.span == b.span);

    let ignores = suppression::Ignores::of(context);
    let mut used = ignores.unused();
    for finding in &raw {
        ignores.mark_used(finding, &mut used);
    }
    let mut settled = precedence::settle(raw);
    precedence::once(context, &mut settled);
    for finding in settled {
        match ignores.hiding(&finding) {
            Some(directive) => verdict.ignored.push((finding, directive)),
            None => verdict.findings.push(finding),
        }
    }
    if rules.iter().any(|rule| rule.meta().id == unused_ignore::META.id)
        && let Some(level) = level(context.settings, unused_ignore::META.id, unused_ignore::META.severity)
    {
        verdict.findings.extend(unused_ignore::findings(context, &used, level));
    }
    verdict.findings.extend(front_matter::findings(context));
    verdict.findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.rule));
    verdict
}

/// The level a rule is set to; `None` is off.
pub fn level(settings: &Settings, rule: &str, default: Severity) -> Option<Severity> {
    settings.severities.get(rule).copied().unwrap_or(Some(default))
}

/// A rule that spoke more quietly than its default does so by as many steps from the level it is set to.
fn shifted(spoken: Severity, default: Severity, level: Severity) -> Severity {
    let mut steps = default;
    let mut level = level;
    while steps > spoken {
        steps = steps.lowered();
        level = level.lowered();
    }
    level
}
