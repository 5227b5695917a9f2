//! Slips of all kinds planted in clean articles: how many are found, by kind, and that their clean twins are left alone.
//!
//! Every template is written out with a wrong and with a right figure, date or name, several times with other numbers. The
//! table is printed with `--nocapture`.

#![expect(clippy::print_stdout, reason = "the table is what the test is run for")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use factcheck_ls::prose::{self, Syntax};
use factcheck_ls::rules::{Group, Settings, registry};
use factcheck_ls::text::Severity;
use factcheck_ls::workspace::{self, Report, Surroundings, Tongue};

#[path = "slips/kinds.rs"]
mod kinds;

use kinds::{KINDS, Rng};

/// The least share of the slips of each kind that must be found.
const RECALL: f64 = 0.85;

/// How often each template is filled in.
const TIMES: u64 = 3;

/// Paragraphs around the slip, free of slips themselves.
const BEFORE: &str =
    "The council met for two hours on the plans for the old harbour. Nobody spoke against them.";
const AFTER: &str = "The mayor thanked the staff. The next meeting is in the town hall.";

static TONGUE: LazyLock<Arc<Tongue>> = LazyLock::new(Tongue::bundled);

fn check(text: &str) -> Report {
    let mut page = prose::parse(text.into(), Syntax::Markdown);
    if page.date.is_none() {
        page.date = Some((jiff::civil::date(2024, 5, 16), factcheck_ls::text::Span::at(0)));
    }
    let around = Surroundings {
        settings: Settings::default(),
        tongue: Arc::clone(&TONGUE),
        ..Surroundings::default()
    };
    workspace::check(Arc::new(page), Arc::new(around))
}

fn article(text: &str) -> String {
    if text.starts_with('#') { text.to_owned() } else { format!("{BEFORE}\n\n{text}\n\n{AFTER}\n") }
}

/// The findings of the groups at hand, as rule and words.
fn findings(text: &str) -> Vec<(&'static str, String)> {
    let report = check(text);
    report
        .findings()
        .iter()
        .filter(|finding| {
            let group = registry::find(finding.rule).map(|rule| rule.meta().group);
            matches!(group, Some(Group::Numbers | Group::Names)) && finding.severity > Severity::Hint
        })
        .map(|finding| (finding.rule, finding.span.of(text).to_owned()))
        .collect()
}

#[test]
fn planted_slips_are_found_and_their_clean_twins_are_not() {
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut missed, mut alarms) = (String::new(), String::new());
    for kind in KINDS {
        for (number, template) in kind.templates.iter().enumerate() {
            for time in 0..TIMES {
                let seed = number as u64 * 31 + time * 7 + 1;
                let slip = article(&kind.fill(template, &mut Rng::new(seed), true));
                let clean = article(&kind.fill(template, &mut Rng::new(seed), false));
                if slip == clean {
                    continue;
                }
                let counts = table.entry(kind.rule).or_default();
                counts.1 += 1;
                if findings(&slip).iter().any(|(rule, _)| *rule == kind.rule) {
                    counts.0 += 1;
                } else {
                    let _ = writeln!(missed, "{}: {slip:?} {:?}", kind.rule, findings(&slip));
                }
                for (rule, words) in findings(&clean) {
                    let _ = writeln!(alarms, "{rule} on {words:?} in {clean:?}");
                }
            }
        }
    }
    println!("{:<22} {:>5} {:>6} {:>7}", "kind", "found", "planted", "recall");
    let mut poor = Vec::new();
    let (mut found, mut planted) = (0, 0);
    for (rule, (hits, all)) in &table {
        let recall = *hits as f64 / *all as f64;
        println!("{rule:<22} {hits:>5} {all:>6} {recall:>7.3}");
        found += hits;
        planted += all;
        if recall < RECALL {
            poor.push(*rule);
        }
    }
    println!("{:<22} {found:>5} {planted:>6} {:>7.3}", "all", found as f64 / planted as f64);
    assert!(planted >= 300, "only {planted} slips are planted");
    assert!(alarms.is_empty(), "clean twins are flagged:\n{alarms}");
    assert!(poor.is_empty(), "too few are found of {poor:?}:\n{missed}");
    print!("missed:\n{missed}");
}

#[test]
fn a_fixed_text_never_fires_again() {
    let mut wrong = String::new();
    let mut fixed_texts = 0;
    for kind in KINDS {
        for (number, template) in kind.templates.iter().enumerate() {
            let text = article(&kind.fill(template, &mut Rng::new(number as u64 * 13 + 5), true));
            let report = check(&text);
            for finding in report.findings().iter().filter(|finding| finding.rule == kind.rule) {
                let fixes = registry::find(kind.rule).map(|rule| rule.fixes(&report.context(), finding));
                for fix in fixes.unwrap_or_default() {
                    let fixed = fix.edits.apply(&text);
                    fixed_texts += 1;
                    let again = findings(&fixed).into_iter().find(|(rule, _)| *rule == kind.rule);
                    if fixed == text || again.is_some() {
                        let _ =
                            writeln!(wrong, "{}: {:?} leaves {again:?} in {fixed:?}", kind.rule, fix.title);
                    }
                }
            }
        }
    }
    assert!(fixed_texts > 100, "only {fixed_texts} fixes were tried");
    assert!(wrong.is_empty(), "{wrong}");
}
