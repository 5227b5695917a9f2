//! The newsroom's own rules and word lists, over real configurations: what they find, what they leave alone, and what
//! is wrong with one that cannot be read.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factcheck_ls::config::{self, Config};
use factcheck_ls::language::lexicon::change::NAMED;
use factcheck_ls::language::{Lexicon, Reading};
use factcheck_ls::prose::{FrontMatter, Syntax};
use factcheck_ls::rules::{FixKind, front_matter};
use factcheck_ls::text::{Problem, Severity};
use factcheck_ls::workspace::{self, Report, Surroundings, Workspace};
use proptest::prelude::*;
use serde_json::{Value, json};

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
    let ignored = "<!-- factcheck-ignore: say-police (other: a name) -->\nThe cops came. The cops left.\n";
    let report = check(COPS, ignored);
    assert_eq!((marked(&report, "say-police").len(), report.verdict.ignored.len()), (1, 1));
    assert!(marked(&report, "unused-ignore").is_empty());
    let unused = check(COPS, "<!-- factcheck-ignore: say-police (other: a name) -->\nThe police came.\n");
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
    for pattern in [
        r"(a+)+b",
        r"(?:a|aa|a?){50}b",
        r".*[^a]|a",
        r"(?:[a-z]{1,60} ){1,8}zz",
        r"(?:a{0,40}){30}b",
        r"(?:\\w+\\s*)+:",
    ] {
        let config = format!("[[newsroom-rule]]\nname = \"x\"\npattern = \"{pattern}\"\nmessage = \"m\"\n");
        let (config, _) = Config::parse(Path::new("factcheck.toml"), &config);
        let start = Instant::now();
        of(&config, &page);
        assert!(start.elapsed() < Duration::from_secs(5), "{pattern}: {:?}", start.elapsed());
    }
}

/// Strings as TOML writes them.
fn quoted(words: &str) -> String {
    toml::Value::String(words.to_owned()).to_string()
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

    #[test]
    fn any_entries_of_lexicons_are_survived(
        which in 0..NAMED.len(),
        added in r"(\PC|[a-z/() ]){0,10}",
        removed in r"(\PC|[a-z/() ]){0,10}",
        around in r"(the |Experts |said |[A-Za-z]{1,6} |[.,’'“”]|\PC){0,30}",
    ) {
        let name = NAMED[which].name;
        let config = format!(
            "[lexicon.{name}]\nadd = [{}]\nremove = [{}, \"expert\", \"to date\"]\n",
            quoted(&added), quoted(&removed),
        );
        let (config, _) = Config::parse(Path::new("factcheck.toml"), &config);
        let lexicon = Lexicon::with([], &config.lexicon);
        for text in [format!("{around}{added} {around}."), format!("{added}s {removed}ed {around} to date")] {
            let reading = Reading::of(&text, &lexicon);
            for mention in &reading.mentions {
                prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
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
            "unlinked-outlet «the Quay Telegraaf reported»",
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
        ("outlets", "Reuters", "The wall is low, Reuters reported.", "unlinked-outlet «Reuters reported»"),
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

/// A folder with these files.
fn desk(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join(".git")).expect("writable");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }
    folder
}

/// What the program says in that folder.
fn say(folder: &tempfile::TempDir, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"));
    let output = command.args(args).current_dir(folder.path()).output().expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The findings of a file, as "severity rule".
fn found(folder: &tempfile::TempDir, path: &str) -> Vec<String> {
    let all: Value = serde_json::from_str(&say(folder, &["check", "--format", "json", path])).expect("JSON");
    let own = all.as_array().expect("an array").iter().find(|document| document["path"] == path);
    let findings = own.and_then(|document| document["findings"].as_array()).expect("findings");
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    findings.iter().map(|it| format!("{} {}", words(&it["severity"]), words(&it["rule"]))).collect()
}

/// A row of `config`: the value and where it comes from.
fn row(folder: &tempfile::TempDir, path: &str, key: &str) -> (String, String) {
    let all: Value = serde_json::from_str(&say(folder, &["config", "--json", path])).expect("JSON");
    let rows = all["values"].as_array().expect("rows");
    let own = rows.iter().rev().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no {key}: {all}"));
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (words(&own["value"]), words(&own["from"]))
}

#[test]
fn the_reports_of_the_program_have_them() {
    let folder = desk(&[("factcheck.toml", COPS), ("a.md", "The cops came.\n")]);
    let all: Value =
        serde_json::from_str(&say(&folder, &["check", "--format", "json", "a.md"])).expect("JSON");
    let finding = &all[0]["findings"][0];
    assert_eq!((&finding["rule"], &finding["span"]), (&json!("say-police"), &json!([0, 8])));
    assert_eq!(finding["fixes"][0]["title"], "Rewrite: replace “The cops” with “The police”");
    assert_eq!(finding["fixes"][0]["preferred"], true);
    assert_eq!(finding["fixes"][1]["kind"], "ignore");
    let sarif: Value =
        serde_json::from_str(&say(&folder, &["check", "--format", "sarif", "a.md"])).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][index];
    assert_eq!((&result["ruleId"], &rule["id"]), (&json!("say-police"), &json!("say-police")));
    assert_eq!(rule["shortDescription"]["text"], "Our style is: the police.");
    assert!(say(&folder, &["check", "a.md"]).contains("say-police"));
    let page = say(&folder, &["explain", "say-police"]);
    assert!(
        page.contains("Our style is: the police.") && page.contains("\"the cops\", \"ombudsman\""),
        "{page}"
    );
    let broken = COPS.replace("[\"the cops\"", "[\"\", \"the cops\"");
    std::fs::write(folder.path().join("factcheck.toml"), broken).expect("writable");
    let text = say(&folder, &["check", "a.md"]);
    assert!(text.contains("this phrase is empty") && text.contains("factcheck.toml:4:12"), "{text}");
}

#[test]
fn folders_have_their_own_habits_and_the_last_that_matches_counts() {
    let config = format!(
        "publication = \"Norvik Gazette\"\n{COPS}\n[rules]\nvague-time = \"warning\"\n\
         [[overrides]]\nfiles = [\"opinion/**\"]\nprofile = \"magazine\"\nreach = \"paragraph\"\n\
         [overrides.rules]\nsay-police = \"off\"\nvague-time = \"hint\"\nuncited-statistic = {{ minimum = 1000 }}\n\
         [[overrides]]\nfiles = \"opinion/guests/*.md\"\nrules = {{ vague-time = \"error\" }}\npublication = \"Guest\"\n"
    );
    let page = "The cops came recently to see 300 boats.\n";
    let files = [
        ("factcheck.toml", config.as_str()),
        ("a.md", page),
        ("opinion/b.md", page),
        ("opinion/guests/c.md", page),
    ];
    let folder = desk(&files);
    assert_eq!(found(&folder, "a.md"), ["info say-police", "warning vague-time", "info uncited-statistic"]);
    assert_eq!(found(&folder, "opinion/b.md"), ["hint vague-time"]);
    assert_eq!(found(&folder, "opinion/guests/c.md"), ["error vague-time"]);
    let of = |path, key| row(&folder, path, key);
    let pair = |value: &str, from: &str| (value.to_owned(), from.to_owned());
    let (file, opinion) = ("factcheck.toml", "factcheck.toml, override for opinion/**");
    assert_eq!(of("a.md", "rules.vague-time"), pair("warning", file));
    assert_eq!(of("opinion/b.md", "rules.vague-time"), pair("hint", opinion));
    let guests = "factcheck.toml, override for opinion/guests/*.md";
    assert_eq!(of("opinion/guests/c.md", "rules.vague-time"), pair("error", guests));
    assert_eq!(of("opinion/guests/c.md", "profile"), pair("magazine", opinion));
    assert_eq!(of("opinion/guests/c.md", "publication"), pair("Guest", guests));
    assert_eq!(of("opinion/b.md", "reach"), pair("paragraph", opinion));
    assert_eq!(of("opinion/b.md", "rules.uncited-statistic.minimum"), pair("1000", opinion));
    assert_eq!(of("a.md", "rules.uncited-statistic.minimum"), pair("100", "default"));
    assert_eq!(of("a.md", "rules.say-police"), pair("info", "newsroom-rule in factcheck.toml"));
    let told = told(
        "[[overrides]]\nfiles = [\"x\"]\nnotes = \"n\"\n[[overrides]]\nprofile = \"news\"\n[rules]\nvague-time = { days = 3 }\nrelative-time = { days = 4000 }\n",
    );
    assert_eq!(
        told,
        [
            "3:1 «notes» unknown key \"overrides.notes\" (known keys: files, profile, rules, publication, reach)",
            "4:1 «[[overrides]]» this override is for no files (add `files = [\"opinion/**\"]`)",
            "7:16 «days» unknown key \"rules.vague-time.days\" (known keys: severity)",
            "8:26 «4000» rules.relative-time.days cannot be 4000 (use 0 to 366)",
        ]
    );
}

#[test]
fn options_change_what_is_found() {
    let page = "---\ndate: 2024-05-16\n---\n\nThe wall fell on Tuesday. It fell last month, too.\n";
    let all = |config: &str| found(&desk(&[("factcheck.toml", config), ("a.md", page)]), "a.md");
    assert_eq!(all(""), ["hint relative-time"; 2]);
    assert_eq!(all("[rules]\nrelative-time = { days = 9 }\n"), ["hint relative-time"]);
    assert_eq!(all("[rules.relative-time]\ndays = 60\n"), [""; 0]);
    let page = "---\nsources: tape.txt\n---\n\nThe boats were towed away before anybody on the quay had seen them.\n";
    let tape = "The boats were towed away before anybody on the quay had seen them go.\n";
    let all = |config: &str| {
        found(&desk(&[("factcheck.toml", config), ("a.md", page), ("tape.txt", tape)]), "a.md")
    };
    assert_eq!(all(""), ["info uncredited-overlap"]);
    assert_eq!(all("[rules.uncredited-overlap]\nwords = 20\n"), [""; 0]);
}

#[test]
fn an_editors_settings_speak_of_them_too() {
    let (file, _) = Config::parse(Path::new("factcheck.toml"), COPS);
    let user = |settings: Value| Config::from_json(Path::new("settings"), &settings);
    let (config, problems) =
        user(json!({"rules": {"say-police": "error"}, "lexicon": {"vagueTime": {"add": ["anon"]}}}));
    assert_eq!(problems, []);
    assert_eq!(
        config.lexicon.of("vague-time").map(|change| change.add.as_slice()),
        Some(&["anon".to_owned()][..])
    );
    let settings = config::resolve(&[&file, &config], &FrontMatter::default());
    assert_eq!(settings.level("say-police"), Some(Some(Severity::Error)));
    // A rule of the same name in a later layer takes the place of the earlier.
    let own = json!({"newsroomRule": [{"name": "say-police", "phrases": "bobby", "message": "m", "severity": "off"}]});
    let settings = config::resolve(&[&file, &user(own).0], &FrontMatter::default());
    assert_eq!((settings.vocabulary.rules().len(), settings.level("say-police")), (1, Some(None)));
    assert_eq!(user(json!({"rules": {"vague-tme": "off"}})).1.len(), 1, "a slip is told");
}

#[test]
fn front_matter_has_the_last_word() {
    let claim = "The pier is the longest in the country. The offer signals the company's willingness to bend. The renowned pier \
                 opened recently.\n";
    let config = "profile = \"magazine\"\n[rules]\npuffery = \"warning\"\n";
    let with = |matter: &str| {
        let page = format!("---\n{matter}\n---\n\n{claim}");
        let folder = desk(&[("factcheck.toml", config), ("a.md", page.as_str())]);
        let found = found(&folder, "a.md");
        (folder, found)
    };
    let (_, plain) = with("title: The pier");
    let opinions = ["uncited-superlative", "unattributed-interpretation", "puffery"];
    for rule in opinions {
        assert!(plain.iter().any(|it| it.ends_with(rule)), "{rule}: {plain:?}");
    }
    for kind in ["opinion", "Analysis"] {
        let (folder, found) = with(&format!("type: {kind}"));
        assert_eq!(found, ["info vague-time"], "{kind}");
        let (value, from) = row(&folder, "a.md", "rules.puffery");
        assert_eq!((value.as_str(), from), ("off", format!("front matter, type {kind}")));
        assert_eq!(row(&folder, "a.md", "type"), (kind.to_owned(), "front matter".to_owned()));
    }
    let (folder, found) = with("profile: wiki\ndate: 2024-05-16\nfactcheck: {disable: [vague-time]}");
    assert!(found.iter().all(|it| !it.ends_with("vague-time")), "{found:?}");
    assert_eq!(row(&folder, "a.md", "profile"), ("wiki".to_owned(), "front matter".to_owned()));
    assert_eq!(row(&folder, "a.md", "date"), ("2024-05-16".to_owned(), "front matter".to_owned()));
    assert_eq!(row(&folder, "a.md", "rules.vague-time"), ("off".to_owned(), "front matter".to_owned()));
    // Sources of the document's own: a bibliography and a transcript.
    let page = "---\nbibliography: refs.bib\ntranscripts: [tape.txt]\n---\n\nIt fell.[@ruiz]\n\n\"We will go on with \
                the new wall,\" she said.\n";
    let files = [
        ("a.md", page),
        ("refs.bib", "@article{ruiz, author = {Ruiz, Ana}, title = {The Wall}, date = {2024}}\n"),
        ("tape.txt", "We will go on with the old wall.\n"),
    ];
    let told = self::found(&desk(&files), "a.md");
    assert!(told.iter().any(|it| it.ends_with("quote-mismatch")), "{told:?}");
    assert!(!told.iter().any(|it| it.ends_with("undefined-citation")), "{told:?}");
}

#[test]
fn an_anonymous_source_needs_the_approval_that_a_house_requires() {
    let page = "Two people briefed on the inspection said the vote was off.\n\nInsiders <!-- anon: S2 --> say the \
                budget is frozen.\n\nAn official who asked not to be named confirmed it.\n";
    let notes = "# Anonymous\n## S1\n- described as: two people briefed on the inspection\n- approved by: V. Ormsby, \
                 2024-05-14\n## S2\n- described as: insiders\n- reason: Petra Quill fears dismissal\n## Petra Quill\n- \
                 described as: the man from the cellar\n- approved by: V. Ormsby, 2024-05-14\n";
    let required = "require-anonymous-approval = true\n";
    let files = [("a.md", page), (".factcheck/notes.md", notes), ("factcheck.toml", required)];
    let folder = desk(&files);
    let count =
        |folder| found(folder, "a.md").iter().filter(|it| *it == "warning anonymity-unapproved").count();
    assert_eq!(count(&folder), 2, "{}", say(&folder, &["check", "a.md"]));
    let (value, from) = row(&folder, "a.md", "rules.anonymity-unapproved");
    assert_eq!((value.as_str(), from.as_str()), ("warning", "require-anonymous-approval in factcheck.toml"));
    // Nothing of the notes leaves them but labels that are numbers.
    for format in ["text", "json", "sarif", "github"] {
        let told = say(&folder, &["check", "--format", format, "--show-ignored", "a.md"]);
        assert!(
            !told.contains("Quill") && !told.contains("man from the cellar") && !told.contains("Ormsby"),
            "{told}"
        );
    }
    assert!(say(&folder, &["check", "--format", "json", "a.md"]).contains("attach the approval S1"));
    std::fs::remove_file(folder.path().join("factcheck.toml")).expect("removed");
    assert_eq!(count(&folder), 0);
}
