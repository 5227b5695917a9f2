//! What the menu of a finding offers: order, number, preference, and that each fix does what it says.

use std::path::PathBuf;
use std::sync::Arc;

use factcheck_ls::citations::Library;
use factcheck_ls::prose::Syntax;
use factcheck_ls::rules::{Finding, Fix, FixKind, Settings};
use factcheck_ls::workspace::{Report, Surroundings, check_text};

const BIB: &str = "@online{gazette2024, title = {Harbour pier closed after Lindholm inspection}, journaltitle = {Norvik \
    Gazette}, date = {2024-05-14}, url = {https://gazette.example/pier}}\n\
    @article{haugen2008, author = {Haugen, Kari}, title = {Dams of the North}, journaltitle = {Journal of Water}, year = \
    2008, doi = {10.1000/dams}}\n";

fn check(text: &str, syntax: Syntax, settings: Settings) -> Report {
    let library = Library::parse(&[(PathBuf::from("s.bib"), BIB.to_string())]);
    let around = Surroundings { library: Arc::new(library), settings, ..Surroundings::default() };
    check_text(text, syntax, Arc::new(around))
}

fn markdown(text: &str) -> Report {
    check(text, Syntax::Markdown, Settings::default())
}

fn finding<'r>(report: &'r Report, rule: &str) -> &'r Finding {
    let found = report.findings().iter().find(|finding| finding.rule == rule);
    found.unwrap_or_else(|| panic!("no {rule} among {:?}", report.findings()))
}

fn titles(fixes: &[Fix]) -> Vec<&str> {
    fixes.iter().map(|fix| fix.title.as_str()).collect()
}

const PAGES: [&str; 8] = [
    "According to unnamed sources, the pier will close.\n",
    "The town is old. Experts say the Lindholm pier is unsafe, and the harbour agrees.\n",
    "# Piers\n\n- Experts say the pier is unsafe.\n- It is old.\n\n1. Critics say it is a waste.\n",
    "> note\n\n| A | B |\n| --- | --- |\n| x | Experts say the pier is unsafe. |\n",
    "The pier is old.\nExperts say it is unsafe. The harbour\nagrees with that.\n",
    "The pier leaked.[^7]\n",
    "The pier leaked [@haugen1899].\n\nThe levy raised TK million euros.\n",
    "- [ ] Experts say the pier is unsafe.\n\n**Experts say** the pier is unsafe.\r\n",
];

#[test]
fn menus_are_short_and_in_order_with_one_preference() {
    for text in PAGES {
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            let report = check(text, syntax, Settings::default());
            for finding in report.findings() {
                let fixes = report.fixes(finding);
                assert!(fixes.len() <= 6 && !fixes.is_empty(), "{finding:?}: {:?}", titles(&fixes));
                assert!(fixes.is_sorted_by_key(|fix| fix.kind), "{:?}", titles(&fixes));
                let preferred: Vec<&Fix> = fixes.iter().filter(|fix| fix.preferred).collect();
                assert!(preferred.len() <= 1, "{:?}", titles(&fixes));
                for fix in preferred {
                    assert_ne!(fix.kind, FixKind::Ignore);
                    assert!(
                        !fix.edits.apply(text).replace(text.trim(), "").contains("TK") || text.contains("TK")
                    );
                }
                for fix in &fixes {
                    assert!(fix.title.chars().count() <= 100, "{}", fix.title);
                    assert_ne!(fix.edits.apply(text), text, "{}", fix.title);
                }
            }
        }
    }
}

#[test]
fn an_ignore_hides_its_finding_and_nothing_else_and_moves_no_prose() {
    for text in PAGES {
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            let report = check(text, syntax, Settings::default());
            for finding in report.findings() {
                for fix in report.fixes(finding).iter().filter(|fix| fix.kind == FixKind::Ignore) {
                    let ignored = fix.edits.apply(text);
                    let after = check(&ignored, syntax, Settings::default());
                    let what = format!("{syntax:?} {} in\n{ignored}\n{:?}", finding.rule, after.findings());
                    assert_eq!(after.findings().len() + 1, report.findings().len(), "{what}");
                    assert!(after.findings().iter().all(|one| one.rule != "unused-ignore"), "{what}");
                    let prose = |report: &Report| {
                        report
                            .page
                            .blocks
                            .iter()
                            .map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" "))
                            .collect::<Vec<_>>()
                    };
                    assert_eq!(prose(&after), prose(&report), "{what}");
                }
            }
        }
    }
}

#[test]
fn a_cited_sentence_is_quiet() {
    for text in PAGES {
        let report = markdown(text);
        let vague = report.findings().iter().filter(|finding| finding.rule == "vague-authority");
        for finding in vague {
            for fix in report.fixes(finding).iter().filter(|fix| fix.kind == FixKind::Cite) {
                let cited = fix.edits.apply(text);
                let after = markdown(&cited);
                let left = after.findings().iter().filter(|one| one.rule == "vague-authority").count();
                let before = report.findings().iter().filter(|one| one.rule == "vague-authority").count();
                assert_eq!(left + 1, before, "{}:\n{cited}", fix.title);
            }
        }
    }
}

#[test]
fn a_vague_authority_can_be_cited_from_the_library_marked_or_ignored() {
    let report = markdown("Experts say the Lindholm pier is unsafe.\n");
    let fixes = report.fixes(finding(&report, "vague-authority"));
    let titles = titles(&fixes);
    assert!(
        titles[0].starts_with("Cite: link “") && titles[0].ends_with("— Norvik Gazette, 14 May 2024"),
        "{titles:?}"
    );
    // Which article backs the experts is for the writer to say: nothing is offered first.
    assert!(fixes.iter().all(|fix| !fix.preferred));
    assert!(
        titles.contains(&"Mark: [citation needed]") || titles.iter().any(|title| title.starts_with("Mark: ")),
        "{titles:?}"
    );
    assert_eq!(titles.last().map(|title| title.starts_with("Ignore: ")), Some(true));
}

#[test]
fn a_citation_of_the_sentence_before_can_be_used_again() {
    let text = "The pier is shut.[^2] Experts say it is unsafe.\n\n[^2]: Norvik Gazette, May 14, 2024.\n";
    let report = markdown(text);
    let fixes = report.fixes(finding(&report, "vague-authority"));
    let reuse = fixes.iter().find(|fix| fix.title == "Cite: reuse [^2] from the previous sentence");
    let reuse = reuse.unwrap_or_else(|| panic!("{:?}", titles(&fixes)));
    assert_eq!(reuse.edits.apply(text), text.replace("unsafe.", "unsafe.[^2]"));
}

#[test]
fn an_undefined_footnote_can_be_defined_changed_or_removed() {
    let text = "It leaked.[^pannel]\n\n[^panel]: Panel report, 2023, https://panel.example/r.\n";
    let report = markdown(text);
    let fixes = report.fixes(finding(&report, "undefined-citation"));
    assert_eq!(
        titles(&fixes),
        ["Change to [^panel]", "Define: footnote [^pannel]", "Remove [^pannel]", "Ignore: not a citation"]
    );
    assert_eq!(fixes[0].edits.apply(text), text.replace("pannel", "panel"));
    assert_eq!(fixes[1].edits.apply(text), format!("{text}[^pannel]: TK\n"));
    assert_eq!(fixes[2].edits.apply(text), text.replace("[^pannel]", ""));
    for fix in &fixes[..3] {
        let after = markdown(&fix.edits.apply(text));
        assert!(after.findings().iter().all(|one| one.rule != "undefined-citation"), "{}", fix.title);
    }
}

#[test]
fn one_key_of_a_group_can_go() {
    let cases = [
        ("It leaked [@nobody].", "It leaked."),
        ("It leaked [see @nobody, p. 3; @haugen2008].", "It leaked [@haugen2008]."),
        ("It leaked [@haugen2008; @nobody, p. 3].", "It leaked [@haugen2008]."),
        ("It leaked [@haugen2008; @nobody; @gazette2024].", "It leaked [@haugen2008; @gazette2024]."),
    ];
    for (text, expected) in cases {
        let report = markdown(text);
        let fixes = report.fixes(finding(&report, "undefined-citation"));
        let removal = fixes.iter().find(|fix| fix.title == "Remove @nobody").expect("a removal");
        assert_eq!(removal.edits.apply(text), expected);
    }
}
