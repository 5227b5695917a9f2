//! `check --fix`: only what is always right, whatever the writer meant.
//!
//! Most fixes need a person: which source, whose name, which words. What is left is little, and each kind is listed
//! here with the reason why no judgement is needed.

use crate::prose::Order;
use crate::rules::{Finding, Fix, FixKind, registry};
use crate::text::{Edit, EditSet};
use crate::workspace::Report;

/// A text after its fixes.
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many findings were settled.
    pub count: usize,
}

/// Applies every fix that is always right, until none is left.
pub fn apply(mut text: String, look: impl Fn(&str) -> Report) -> Fixed {
    // A fix may make room for another, as when one comment stands inside the white space of the next.
    const ROUNDS: usize = 8;
    let mut count = 0;
    for _ in 0..ROUNDS {
        let report = look(&text);
        if report.around.ignored {
            break;
        }
        let mut edits: Vec<Edit> = Vec::new();
        let mut settled = 0;
        for finding in report.findings() {
            let Some(fix) =
                report.fixes(finding).into_iter().find(|fix| is_always_right(&report, finding, fix))
            else {
                continue;
            };
            let mut more = edits.clone();
            more.extend(fix.edits.edits().iter().filter(|edit| !edits.contains(edit)).cloned());
            if EditSet::new(more.clone()).is_some() {
                edits = more;
                settled += 1;
            }
        }
        let Some(edits) = EditSet::new(edits).filter(|edits| !edits.edits().is_empty()) else { break };
        text = edits.apply(&text);
        count += settled;
    }
    Fixed { text, count }
}

fn is_always_right(report: &Report, finding: &Finding, fix: &Fix) -> bool {
    let invents = fix.edits.edits().iter().any(|edit| edit.text.contains("TK"));
    !invents
        && fix.kind == FixKind::Rewrite
        && match finding.rule {
            "unused-ignore" => hides_nothing_at_all(report, finding),
            _ => false,
        }
}

/// Whether the ignore this finding is about can go as a whole: every rule it names is known (a misspelt one was meant
/// for something) and hides nothing.
fn hides_nothing_at_all(report: &Report, finding: &Finding) -> bool {
    let Some(directive) = report.page.directives.iter().find(|it| it.source.covers(finding.span)) else {
        return false;
    };
    let rules = match &directive.order {
        Order::IgnoreNext { rules, .. } | Order::IgnoreFile { rules, .. } => rules,
        // A `factcheck-off` has a `factcheck-on` that would be left over.
        Order::Off { .. } | Order::On { .. } | Order::Unknown { .. } => return false,
    };
    let unused = report
        .findings()
        .iter()
        .filter(|other| other.rule == finding.rule && directive.source.covers(other.span))
        .count();
    rules.iter().all(|(name, _)| registry::find(name).is_some()) && unused >= rules.len().max(1)
}
