//! What is shown of what the rules find: precedence, ignores, severities, and a rule that fails.

use std::sync::Arc;

use factcheck_ls::prose::{FrontMatter, Syntax};
use factcheck_ls::rules::registry::{Group, Layer, Meta, Rule};
use factcheck_ls::rules::{Context, Finding, Settings, judge};
use factcheck_ls::text::Severity;
use factcheck_ls::workspace::{Report, Surroundings, check_text};

fn check(text: &str) -> Report {
    check_text(text, Syntax::Markdown, Arc::default())
}

fn check_with(text: &str, settings: Settings) -> Report {
    check_text(text, Syntax::Markdown, Arc::new(Surroundings { settings, ..Surroundings::default() }))
}

/// "rule «words»" of each finding.
fn shown(report: &Report) -> Vec<String> {
    let words = |finding: &Finding| format!("{} «{}»", finding.rule, finding.span.of(&report.page.text));
    report.findings().iter().map(words).collect()
}

#[test]
fn the_weakest_link_of_a_sentence_wins() {
    let report = check("According to unnamed sources, experts say the plant employs about 700 engineers.");
    assert_eq!(shown(&report), ["anonymous-source «According to unnamed sources»"]);
}

#[test]
fn a_figure_is_quiet_where_the_source_is_already_asked_for() {
    let report = check("Experts say the plant employs about 700 engineers.");
    assert_eq!(shown(&report), ["vague-authority «Experts say»"]);
    let report = check("The plant employs about 700 engineers.");
    assert_eq!(shown(&report), ["uncited-statistic «about 700 engineers»"]);
}

#[test]
fn how_long_and_how_large_are_two_claims() {
    let report = check("The firm has kept an office there for over three decades, its largest in Europe.");
    assert_eq!(shown(&report), ["uncited-history «for over three decades»", "uncited-superlative «largest»"]);
    let report =
        check("The plant, opened in 1964, is the largest in Europe and employs about 700 engineers.");
    assert_eq!(shown(&report), ["uncited-statistic «about 700 engineers»"]);
}

#[test]
fn precedence_is_by_sentence() {
    let report = check("Experts say the dam is safe. The dam cost $3.1 billion.");
    assert_eq!(shown(&report), ["vague-authority «Experts say»", "uncited-statistic «$3.1 billion»"]);
}

#[test]
fn an_ignore_covers_the_next_sentence_and_no_more() {
    let report = check(
        "The dam cost $3.1 billion. <!-- factcheck-ignore: uncited-statistic (common knowledge) --> The wall cost $2.1 \
         billion. The gate cost $1.1 billion.",
    );
    assert_eq!(shown(&report), ["uncited-statistic «$3.1 billion»", "uncited-statistic «$1.1 billion»"]);
    assert_eq!(report.verdict.ignored.len(), 1);
}

#[test]
fn an_ignore_on_its_own_line_covers_the_paragraph_that_follows_by_its_first_sentence() {
    let report = check(
        "<!-- factcheck-ignore: placeholder (other: a name) -->\nThe levy raised TK million.\n\nIt fell by TK.",
    );
    assert_eq!(shown(&report), ["placeholder «TK»"]);
}

#[test]
fn silencing_the_weakest_link_brings_up_no_other() {
    let report = check(
        "<!-- factcheck-ignore: anonymous-source (our own reporting) --> According to unnamed sources, experts say the \
         plant employs about 700 engineers.",
    );
    assert_eq!(shown(&report), [""; 0]);
}

#[test]
fn an_ignore_at_the_end_of_a_paragraph_covers_the_sentence_before_it() {
    let report = check(
        "The levy raised TK million. <!-- factcheck-ignore: placeholder (other: a name) -->\n\nIt fell by TK.",
    );
    assert_eq!(shown(&report), ["placeholder «TK»"]);
    assert!(report.page.text[..report.findings()[0].span.start].ends_with("It fell by "));
}

#[test]
fn off_and_on_cover_what_lies_between_them() {
    let report = check(
        "It fell by TK.\n\n<!-- factcheck-off placeholder (other: a template) -->\n\nIt rose by TK.\n\n- and TK\n\n\
         <!-- factcheck-on -->\n\nIt fell by TK.",
    );
    assert_eq!(report.findings().len(), 2);
    assert_eq!(report.verdict.ignored.len(), 2);
}

#[test]
fn a_file_can_be_ignored_for_one_rule() {
    let report =
        check("<!-- factcheck-ignore-file: placeholder (not a claim) -->\n\nWrite TK.\n\nExperts say so.");
    assert_eq!(shown(&report), ["vague-authority «Experts say»"]);
}

#[test]
fn plain_text_ignores_stand_in_double_brackets() {
    let text = "[[factcheck-ignore: placeholder (other: a name)]] The levy raised TK million. It fell by TK.";
    let report = check_text(text, Syntax::Plain, Arc::default());
    assert_eq!(shown(&report), ["placeholder «TK»"]);
}

#[test]
fn an_ignore_that_hides_nothing_is_a_finding() {
    let report = check("<!-- factcheck-ignore: placeholder (other: a name) --> The lake froze in 1987.");
    assert_eq!(shown(&report), ["unused-ignore «placeholder»"]);
    assert_eq!(report.findings()[0].severity, Severity::Hint);
}

/// Each form of ignore hides what it is to hide, and is asked for a reason when it has none of the five.
#[test]
fn a_reason_is_asked_for_in_every_form() {
    const FORMS: [&str; 3] = [
        "Old is it.\n\n<!-- factcheck-ignore: placeholder R --> The levy raised TK million.\n",
        "Old is it.\n\n<!-- factcheck-off placeholder R -->\n\nThe levy raised TK million.\n\n<!-- factcheck-on -->\n",
        "<!-- factcheck-ignore-file: placeholder R -->\n\nThe levy raised TK million.\n",
    ];
    for form in FORMS {
        for reason in [
            "common knowledge",
            "already supported",
            "not a claim",
            "our own reporting",
            "other",
            "other: a song",
        ] {
            let report = check(&form.replace('R', &format!("({reason})")));
            assert_eq!((shown(&report), report.verdict.ignored.len()), (vec![], 1), "{form} {reason}");
        }
        for none in ["", "(a song)", "()"] {
            let report = check(&form.replace('R', none));
            let asked = report.findings();
            assert_eq!((asked.len(), report.verdict.ignored.len()), (1, 1), "{form} {none}");
            assert_eq!((asked[0].rule, asked[0].severity), ("unused-ignore", Severity::Hint));
            assert!(asked[0].message.starts_with("Why?"), "{}", asked[0].message);
        }
    }
}

#[test]
fn a_rule_can_be_set_louder_quieter_or_off() {
    let mut settings = Settings::default();
    settings.severities.insert("uncited-statistic".into(), Some(Severity::Warning));
    settings.severities.insert("placeholder".into(), None);
    let report = check_with("The dam cost $3.1 billion. The wall cost TK.", settings);
    assert_eq!(shown(&report), ["uncited-statistic «$3.1 billion»"]);
    assert_eq!(report.findings()[0].severity, Severity::Warning);
}

#[test]
fn a_finding_that_is_quieter_than_its_rule_stays_so_when_the_rule_is_set_louder() {
    let text = "Microsoft has reportedly frozen hiring. The Wall Street Journal reported the plan on Monday.";
    let severity = |settings| {
        let report = check_with(text, settings);
        report
            .findings()
            .iter()
            .find(|finding| finding.rule == "hearsay-adverb")
            .map(|finding| finding.severity)
    };
    assert_eq!(severity(Settings::default()), Some(Severity::Info));
    let mut settings = Settings::default();
    settings.severities.insert("hearsay-adverb".into(), Some(Severity::Error));
    assert_eq!(severity(settings), Some(Severity::Warning));
}

struct Panics;

static PANICS: Meta = Meta {
    id: "panics",
    group: Group::Draft,
    layer: Layer::Free,
    severity: Severity::Error,
    summary: "",
    page: "",
};

impl Rule for Panics {
    fn meta(&self) -> &Meta {
        &PANICS
    }

    fn check(&self, _: &Context<'_>, _: &mut Vec<Finding>) {
        panic!("on purpose")
    }
}

#[test]
fn a_rule_that_panics_costs_only_its_own_findings() {
    let report = check("It fell by TK.");
    let placeholder = factcheck_ls::rules::registry::find("placeholder").expect("it is registered");
    let verdict = judge::judge_with(&report.context(), &[&Panics, placeholder]);
    assert_eq!(verdict.failed, ["panics"]);
    assert_eq!(verdict.findings.len(), 1);
}

#[test]
fn surroundings_without_a_file_are_the_defaults() {
    let workspace = factcheck_ls::workspace::Workspace::default();
    let around = workspace.surroundings(None, &FrontMatter::default());
    assert_eq!(around.settings, Settings::default());
    assert!(around.problems.is_empty() && around.config.is_none() && !around.ignored);
}

#[test]
fn a_cue_is_flagged_once_a_paragraph_and_a_spokesperson_once_a_section() {
    let report = check(
        "Experts say the dam is safe. Experts say the wall is sound.\n\nExperts say the gate holds.\n\n\
         A Vattnet spokesperson said the dam is old. A Vattnet spokesperson said so.\n\nA Vattnet spokesperson said the \
         gate is new.\n\n## Later\n\nA Vattnet spokesperson said it works.",
    );
    let count = |rule: &str| report.findings().iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(count("vague-authority"), 2, "{:?}", shown(&report));
    assert_eq!(count("unnamed-spokesperson"), 2, "{:?}", shown(&report));
}
