//! The newsroom's own rules and word lists, over real configurations: what they find, what they leave alone, and what
//! is wrong with one that cannot be read.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factcheck_ls::config::{self, Config};
use factcheck_ls::prose::{FrontMatter, Syntax};
use factcheck_ls::rules::{FixKind, front_matter};
use factcheck_ls::text::{Problem, Severity};
use factcheck_ls::workspace::{self, Report, Surroundings, Workspace};
use proptest::prelude::*;

/// What a configuration finds in a page.
fn check(config: &str, page: &str) -> Report {
    let (config, problems) = Config::parse(Path::new("factcheck.toml"), config);
    assert_eq!(problems, [], "the configuration is right");
    of(&config, page)
}

fn of(config: &Config, page: &str) -> Report {
    let around = Surroundings {
        settings: config::resolve(&[config], &FrontMatter::default()),
        ..Surroundings::default()
    };
    workspace::check_text(page, Syntax::Markdown, Arc::new(around))
}

/// The words that a rule marks.
fn marked<'r>(report: &'r Report, rule: &str) -> Vec<&'r str> {
    let own = report.findings().iter().filter(|finding| finding.rule == rule);
    own.map(|finding| finding.span.of(&report.page.text)).collect()
}

/// The page once each finding of `rule` has had its first rewriting.
fn rewritten(config: &str, page: &str, rule: &str) -> String {
    let mut page = page.to_owned();
    for _ in 0..8 {
        let report = check(config, &page);
        let fix =
            report.findings().iter().filter(|finding| finding.rule == rule).find_map(|finding| {
                report.fixes(finding).into_iter().find(|fix| fix.kind == FixKind::Rewrite)
            });
        let Some(fix) = fix else { break };
        page = fix.edits.apply(&page);
    }
    page
}

const COPS: &str = r#"
[[newsroom-rule]]
name = "say-police"
phrases = ["the cops", "ombudsman", "women's lib"]
message = "Our style is: the police."
replacement = "the police"
"#;

#[test]
fn phrases_are_whole_words_in_prose() {
    let report = check(
        COPS,
        "# The Cops are back\n\nThe cops came. He met the\ncops, and the  *cops*. The copse is green, the \
         cops-and-robbers game is not.\n\nThe ombudsman’s office and women’s lib.\n",
    );
    assert_eq!(
        marked(&report, "say-police"),
        ["The Cops", "The cops", "the\ncops", "the  *cops", "ombudsman", "women’s lib"]
    );
    let finding = report.findings().iter().find(|finding| finding.rule == "say-police").expect("found");
    assert_eq!((finding.severity, finding.message.as_str()), (Severity::Info, "Our style is: the police."));
}

#[test]
fn what_is_no_prose_or_somebody_elses_is_left_alone() {
    let page = "---\ntitle: About it\nkind: the cops\n---\n\n`the cops` <https://the.cops/the-cops>\n\n```\nthe \
                cops\n```\n\n\"We saw the cops,\" said Ada Brandt.\n\n> the cops\n\nIt rained.[^1]\n\n[^1]: The Cops, \
                2019.\n";
    assert_eq!(marked(&check(COPS, page), "say-police"), [""; 0]);
    let asked = format!("{COPS}in-quotations = true\n");
    assert_eq!(marked(&check(&asked, page), "say-police"), ["the cops"; 2]);
}

#[test]
fn words_are_replaced_and_the_finding_is_gone() {
    let page = "The cops came. He met the cops.\n";
    assert_eq!(rewritten(COPS, page, "say-police"), "The police came. He met the police.\n");
    let pattern = r#"
[[newsroom-rule]]
name = "percent"
pattern = '(\d+) per cent'
message = "Percent is one word."
replacement = "$1 percent"
[[newsroom-rule]]
name = "very"
phrases = "very"
message = "Very is very little."
replacement = ""
"#;
    let page = "It rose 4 Per Cent. A very tall man.\n";
    assert_eq!(rewritten(pattern, page, "percent"), "It rose 4 percent. A very tall man.\n");
    assert_eq!(rewritten(pattern, page, "very"), "It rose 4 Per Cent. A tall man.\n");
    // Markup in between would be lost.
    assert_eq!(rewritten(COPS, "He met the *cops*.\n", "say-police"), "He met the *cops*.\n");
}

#[test]
fn case_counts_when_asked() {
    let config = "[[newsroom-rule]]\nname = \"web\"\nphrases = [\"Internet\"]\nignore-case = false\nmessage = \"m\"\n\
                  [[newsroom-rule]]\nname = \"shout\"\npattern = \"[A-Z]{4,}\"\nignore-case = false\nmessage = \"m\"\n";
    let report = check(config, "The Internet and the internet are LOUD.\n");
    assert_eq!((marked(&report, "web"), marked(&report, "shout")), (vec!["Internet"], vec!["LOUD"]));
}

#[test]
fn they_are_ignored_and_set_as_other_rules_are() {
    let ignored = "<!-- factcheck-ignore: say-police (a name) -->\nThe cops came. The cops left.\n";
    let report = check(COPS, ignored);
    assert_eq!((marked(&report, "say-police").len(), report.verdict.ignored.len()), (1, 1));
    assert!(marked(&report, "unused-ignore").is_empty());
    let unused = check(COPS, "<!-- factcheck-ignore: say-police (a name) -->\nThe police came.\n");
    assert_eq!(marked(&unused, "unused-ignore"), ["say-police"]);
    let off = check(&format!("{COPS}[rules]\nsay-police = \"off\"\n"), ignored);
    assert!(marked(&off, "say-police").is_empty() && marked(&off, "unused-ignore").is_empty());
    let loud = check(&format!("[rules]\nsay-police = {{ severity = \"error\" }}\n{COPS}"), ignored);
    assert_eq!(loud.findings()[0].severity, Severity::Error);
    // The ignore that is offered hides what it is offered for.
    let report = check(COPS, "The cops came.\n");
    let ignore = report.fixes(&report.findings()[0]).into_iter().find(|fix| fix.kind == FixKind::Ignore);
    let after = ignore.expect("an ignore is offered").edits.apply(&report.page.text);
    assert!(marked(&check(COPS, &after), "say-police").is_empty(), "{after}");
    // Front matter may name it.
    let config = Config::parse(Path::new("factcheck.toml"), COPS).0;
    let page = "---\nfactcheck:\n  disable: [say-police, say-plice]\n---\n\nThe cops came.\n";
    let matter = factcheck_ls::prose::parse(page.into(), Syntax::Markdown).front_matter;
    let settings = config::resolve(&[&config], &matter);
    let around = Surroundings { settings, ..Surroundings::default() };
    let report = workspace::check_text(page, Syntax::Markdown, Arc::new(around));
    assert!(marked(&report, "say-police").is_empty());
    let told: Vec<_> =
        report.findings().iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
    assert_eq!(told, [(front_matter::NAME, "No rule is called \"say-plice\": did you mean \"say-police\"?")]);
}

/// Each problem as "line:column-length message (remedy)", from 1.
fn told(config: &str) -> Vec<String> {
    let (_, problems) = Config::parse(Path::new("factcheck.toml"), config);
    let one = |problem: &Problem| {
        let at = problem.position.expect("a place");
        let words = problem.span.expect("a span").of(config);
        let remedy = problem.remedy.as_deref().map(|remedy| format!(" ({remedy})"));
        format!(
            "{}:{} «{words}» {}{}",
            at.line + 1,
            at.column + 1,
            problem.message,
            remedy.unwrap_or_default()
        )
    };
    problems.iter().map(one).collect()
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let config = r#"[[newsroom-rule]]
name = "vague-time"
phrases = ["soon"]
message = "m"
[[newsroom-rule]]
name = "a"
pattern = "(soon"
message = "m"
[[newsroom-rule]]
name = "b"
phrases = ["", "soon"]
mesage = "m"
severity = "loud"
[[newsroom-rule]]
name = "c"
pattern = "(?:\\w{1,100}){100}"
message = "m"
[[newsroom-rule]]
name = "d"
pattern = "x*"
message = "m"
[[newsroom-rule]]
name = "e"
phrases = "police"
message = "m"
replacement = "the police"
[[newsroom-rule]]
name = "e"
phrases = "cop"
message = "m"
[rules]
f = "off"
"#;
    let told = told(config);
    let expected = [
        "2:8 «\"vague-time\"» \"vague-time\" is a built-in rule's name (choose another name, such as \
         \"our-vague-time\")",
        "7:11 «\"(soon\"» this pattern cannot be used: unclosed group",
        "9:1 «[[newsroom-rule]]» this rule says nothing (add `message = \"…\"`: what the writer is told)",
        "11:12 «\"\"» this phrase is empty (write the words to look for, or take it out)",
        "12:1 «mesage» unknown key \"newsroom-rule.mesage\" (did you mean \"newsroom-rule.message\"?)",
        "13:12 «\"loud\"» newsroom-rule.severity cannot be \"loud\" (use one of off, hint, info, warning, error)",
        "16:11 «\"(?:\\\\w{1,100}){100}\"» this pattern cannot be used: it is too large: repeat less, or say it in \
         phrases",
        "20:11 «\"x*\"» this pattern cannot be used: it also matches no words at all, and so would match everywhere",
        "26:15 «\"the police\"» the replacement is flagged by its own rule (choose other words, or a narrower \
         pattern)",
        "28:8 «\"e\"» there are two rules named \"e\" (give each rule its own name)",
        "32:1 «f» unknown rule \"f\" (`factcheck-ls rules` lists the rules)",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_hostile_pattern_costs_little() {
    let page =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".repeat(400) + "!\n\nIt rained all day. ";
    for pattern in [r"(a+)+b", r"(?:a|aa|a?){50}b", r".*[^a]|a", r"(?:a{0,40}){30}b", r"(?:\\w+\\s*)+:"] {
        let config = format!("[[newsroom-rule]]\nname = \"x\"\npattern = \"{pattern}\"\nmessage = \"m\"\n");
        let (config, _) = Config::parse(Path::new("factcheck.toml"), &config);
        let start = Instant::now();
        of(&config, &page);
        assert!(start.elapsed() < Duration::from_secs(5), "{pattern}: {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_for_phrases_patterns_and_replacements_are_survived(
        phrase in "\\PC{0,12}",
        pattern in r"([a-z.*+?()\[\]{}|\\^$0-9 ]|\PC){0,10}",
        replacement in r"([a-z$0-9{}]|\PC){0,8}",
        around in r"(the |[A-Za-z]{1,6} |[.,!?’'“”]|\PC){0,40}",
    ) {
        let quoted = |words: &str| toml::Value::String(words.to_owned()).to_string();
        let config = format!(
            "[[newsroom-rule]]\nname = \"a\"\nphrases = [{phrase}]\nreplacement = {replacement}\nmessage = \"m\"\n\
             [[newsroom-rule]]\nname = \"b\"\npattern = {pattern}\nreplacement = {replacement}\nmessage = \"m\"\n\
             in-quotations = true\n",
            phrase = quoted(&phrase), pattern = quoted(&pattern), replacement = quoted(&replacement),
        );
        let (config, problems) = Config::parse(Path::new("factcheck.toml"), &config);
        prop_assert_eq!(config.newsroom_rules.len() < 2, problems.iter().any(|it| it.severity == Severity::Error));
        for page in [format!("{around}{phrase} {around}.\n"), format!("- {around}\n> {around}{phrase}\n")] {
            let report = of(&config, &page);
            prop_assert_eq!(&report.verdict.failed, &Vec::<&str>::new());
            for finding in report.findings() {
                prop_assert!(page.get(finding.span.start..finding.span.end).is_some());
                report.fixes(finding);
            }
        }
    }
}

/// What a folder with this configuration finds in a page, rule by rule with the words marked.
fn in_folder(config: &str, page: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("factcheck.toml"), config).expect("written");
    let file = folder.path().join("article.md");
    std::fs::write(&file, page).expect("written");
    let workspace = Workspace::new(vec![folder.path().to_owned()], Config::default());
    let page = Arc::new(factcheck_ls::prose::parse(page.into(), Syntax::Markdown));
    let around = workspace.surroundings(Some(&file), &page.front_matter);
    assert_eq!(around.problems, []);
    let report = workspace::check(page, around);
    let findings = report.findings().iter();
    findings.map(|it| format!("{} «{}»", it.rule, it.span.of(&report.page.text))).collect()
}

#[test]
fn what_joins_a_lexicon_is_read_and_what_leaves_it_is_not() {
    // A lexicon, an entry that joins, a page it matters to, the finding that comes, or goes, with it.
    let joining = [
        ("vague-time", "by and by", "The bridge will by and by reopen.", "vague-time «by and by»", true),
        (
            "hearsay-adverbs",
            "putatively",
            "He putatively sold the boat.",
            "hearsay-adverb «putatively»",
            true,
        ),
        (
            "authorities",
            "quaywatcher",
            "Quaywatchers say the wall will hold.",
            "vague-authority «Quaywatchers say»",
            true,
        ),
        (
            "official-roles",
            "harbourmaster",
            "A senior harbourmaster said the wall will hold.",
            "unnamed-official «A senior harbourmaster»",
            true,
        ),
        (
            "reporting-verbs",
            "bellyache",
            "Experts bellyache that the wall will fall.",
            "vague-authority «Experts bellyache»",
            true,
        ),
        (
            "documents",
            "tide book",
            "The wall is low, according to the tide book.",
            "unlinked-document «according to the tide book»",
            true,
        ),
        (
            "outlets",
            "Quay Telegraaf",
            "The wall is low, the Quay Telegraaf reported.",
            "unlinked-outlet «the Quay Telegraaf»",
            true,
        ),
        ("acronyms", "NRPA", "The NRPA closed the plant.", "unexpanded-acronym «NRPA»", false),
    ];
    for (name, entry, page, finding, comes) in joining {
        let page = format!("{page}\n");
        let changed = in_folder(&format!("[lexicon.{name}]\nadd = [\"{entry}\"]\n"), &page);
        let plain = in_folder("", &page);
        let (with, without) = if comes { (&changed, &plain) } else { (&plain, &changed) };
        assert!(with.iter().any(|it| it == finding), "{name}: {changed:?}, without {plain:?}");
        assert!(!without.iter().any(|it| it == finding), "{name}: {changed:?}, without {plain:?}");
    }
    let leaving = [
        ("vague-time", "recently", "The bridge reopened recently.", "vague-time «recently»"),
        ("hearsay-adverbs", "reportedly", "He reportedly sold the boat.", "hearsay-adverb «reportedly»"),
        ("authorities", "expert", "Experts say the wall will hold.", "vague-authority «Experts say»"),
        (
            "reporting-verbs",
            "argue",
            "Experts argue that the wall will hold.",
            "vague-authority «Experts argue»",
        ),
        ("outlets", "Reuters", "The wall is low, Reuters reported.", "unlinked-outlet «Reuters»"),
    ];
    for (name, entry, page, finding) in leaving {
        let page = format!("{page}\n");
        let changed = in_folder(&format!("[lexicon.{name}]\nremove = [\"{entry}\"]\n"), &page);
        let plain = in_folder("", &page);
        assert!(plain.iter().any(|it| it == finding), "{name}: {plain:?}");
        assert!(!changed.iter().any(|it| it == finding), "{name}: {changed:?}");
    }
    let spelled = in_folder("[lexicon.acronyms]\nremove = [\"NATO\"]\n", "NATO met in Halden.\n");
    assert_eq!(spelled, ["unexpanded-acronym «NATO»"]);
}

#[test]
fn what_is_wrong_with_a_lexicon_is_told_at_its_place() {
    let told = told(
        "[lexicon.vague-tim]\nadd = \"x\"\n[lexicon.vague-time]\nremove = [\"recently\", \"quickly\"]\nad = 3\n\
         [lexicon.authorities]\nadd = [\"wise man\", \"\"]\n",
    );
    assert_eq!(
        told,
        [
            "1:10 «vague-tim» unknown lexicon \"vague-tim\" (did you mean \"vague-time\"?)",
            "4:23 «\"quickly\"» \"quickly\" is not in vague-time, so nothing is removed (write it as the list has \
             it, or take it out)",
            "5:1 «ad» unknown key \"lexicon.vague-time.ad\" (did you mean \"lexicon.vague-time.add\"?)",
            "7:8 «\"wise man\"» \"wise man\" cannot be in authorities: only single words can be in this lexicon",
            "7:20 «\"\"» \"\" cannot be in authorities: there is no word in it",
        ]
    );
}
