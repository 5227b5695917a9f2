use std::fs;

use super::*;
use crate::prose::FrontMatter;

fn parse(text: &str) -> (Config, Vec<Problem>) {
    Config::parse(Path::new(FILE_NAME), text)
}

/// Each problem as "line:column message (remedy)", from 1.
fn told(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| {
            let at = problem.position.map(|at| format!("{}:{} ", at.line + 1, at.column + 1));
            let remedy = problem.remedy.as_deref().map(|remedy| format!(" ({remedy})"));
            format!("{}{}{}", at.unwrap_or_default(), problem.message, remedy.unwrap_or_default())
        })
        .collect()
}

const WHOLE: &str = r#"
profile = "magazine"
publication = "Norvik Gazette"
bibliography = ["refs.bib"]
reach = "paragraph"
acronyms = ["NRPA"]
transcripts = ["transcripts/**/*.md"]
notes = [".factcheck/notes.md"]
ignore = ["archive/**", "*.draft.md"]
require-anonymous-approval = true
max-findings = 50
checker = "Ola Berg"
fix-weekdays = true

[citation]
style = "footnote"
labels = "numbered"
bibliography = "more.yml"

[rules]
placeholder = "off"
unused-ignore = { severity = "warning" }

[[outlets]]
name = "Norvik Gazette"
domains = ["norvik.example"]
"#;

#[test]
fn every_key_is_read() {
    let (config, problems) = parse(WHOLE);
    assert_eq!(told(&problems), Vec::<String>::new());
    assert_eq!(config.profile, Some(Profile::Magazine));
    assert_eq!(config.publication, ["Norvik Gazette"]);
    // In TOML's order of keys: those of `citation` come after `bibliography`.
    assert_eq!(config.bibliography, [PathBuf::from("refs.bib"), PathBuf::from("more.yml")]);
    assert_eq!(config.reach, Some(Reach::Paragraph));
    assert_eq!(config.style, Some(Style::Footnote));
    assert_eq!(config.labels, Some(Labels::Numbered));
    assert_eq!((config.checker.as_deref(), config.fix_weekdays), (Some("Ola Berg"), Some(true)));
    assert_eq!(config.rules.get("placeholder"), Some(&None));
    assert_eq!(config.rules.get("unused-ignore"), Some(&Some(Severity::Warning)));
    assert_eq!(config.outlets[0].domains, ["norvik.example"]);
    assert_eq!(config.acronyms, ["NRPA"]);
    assert_eq!(config.transcripts, ["transcripts/**/*.md"]);
    assert_eq!(config.notes, [PathBuf::from(".factcheck/notes.md")]);
    assert_eq!(config.ignore, ["archive/**", "*.draft.md"]);
    assert_eq!(config.require_anonymous_approval, Some(true));
    assert_eq!(config.max_findings, Some(50));
}

#[test]
fn json_says_the_same_as_toml_in_either_spelling() {
    let whole: toml::Table = WHOLE.parse().expect("the example is TOML");
    let mut json = serde_json::to_value(whole).expect("tables are JSON");
    let (from_toml, _) = parse(WHOLE);
    assert_eq!(Config::from_json(Path::new("settings"), &json), (from_toml.clone(), Vec::new()));

    let object = json.as_object_mut().expect("an object");
    for (kebab, camel) in
        [("require-anonymous-approval", "requireAnonymousApproval"), ("max-findings", "maxFindings")]
    {
        let value = object.remove(kebab).expect("the example has it");
        object.insert(camel.into(), value);
    }
    object.insert("style".into(), serde_json::Value::Null);
    let (config, problems) = Config::from_json(Path::new("settings"), &json);
    assert_eq!(config, from_toml);
    assert_eq!(
        told(&problems),
        ["unknown key \"style\" (it belongs in the `citation` table: citation.style)"]
    );
    assert_eq!(Config::from_json(Path::new("settings"), &serde_json::Value::Null), Default::default());
}

#[test]
fn what_is_not_understood_is_told_with_its_place_and_the_rest_counts() {
    let (config, problems) = parse(
        "profil = \"news\"\nreach = \"flo\"\nmax_findings = 3\nmax-findings = -1\nnotes = [\"a.md\", 4]\n\
         placeholder = \"off\"\nignore = [\"a{b\"]\npublication = \"Gazette\"\n\
         [rules]\nplaceholde = \"off\"\nplaceholder = \"loud\"\nunused-ignore = \"off\"\n[citation]\nstile = \"ap\"\n",
    );
    assert_eq!(config.publication, ["Gazette"]);
    assert_eq!(config.notes, [PathBuf::from("a.md")]);
    assert_eq!(config.rules.get("unused-ignore"), Some(&None));
    assert_eq!(config.rules.len(), 1);
    let told = told(&problems);
    let expected = [
        "1:1 unknown key \"profil\" (did you mean \"profile\"?)",
        "2:9 reach cannot be \"flo\" (did you mean \"flow\"?)",
        "3:1 unknown key \"max_findings\" (did you mean \"max-findings\"?)",
        "4:16 max-findings cannot be -1 (use 0 or more)",
        "5:18 notes must be a string, not a number",
        "6:1 unknown key \"placeholder\" (rules are set in the `rules` table: rules.placeholder = \"warning\")",
        "7:11 ignore: \"a{b\" is not a pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
        "10:1 unknown rule \"placeholde\" (did you mean \"placeholder\"?)",
        "11:15 rules.placeholder cannot be \"loud\" (use one of off, hint, info, warning, error)",
        "14:1 unknown key \"citation.stile\" (did you mean \"citation.style\"?)",
    ];
    assert_eq!(told, expected);
    assert_eq!(problems[0].severity, Severity::Warning);
    assert_eq!(problems[1].severity, Severity::Error);
}

#[test]
fn broken_toml_costs_the_broken_line_only() {
    let (config, problems) = parse("\u{feff}reach = \"sentence\"\nprofile = \nacronyms = [\"NRPA\"]\n");
    assert_eq!(config.reach, Some(Reach::Sentence));
    assert_eq!(config.acronyms, ["NRPA"]);
    assert_eq!(problems[0].severity, Severity::Error);
    assert_eq!(problems[0].position.map(|at| at.line), Some(1));
    for text in ["[[[[", "a.b.c = {", "\"\"\"", "profile = 1979-05-27", "= =", "\u{0}", &"[".repeat(100_000)]
    {
        let (config, problems) = parse(text);
        assert_eq!(config, Config::default(), "{:.20}", text);
        assert!(!problems.is_empty(), "{:.20}", text);
    }
}

#[test]
fn later_layers_win_and_front_matter_wins_over_all() {
    let (file, _) = parse("profile = \"magazine\"\nreach = \"flow\"\n[rules]\nplaceholder = \"hint\"\n");
    let (user, _) =
        parse("profile = \"wiki\"\n[citation]\nlabels = \"numbered\"\n[rules]\nplaceholder = \"info\"\n");
    let plain = FrontMatter::default();

    let settings = resolve(&[&file], &plain);
    assert_eq!(
        (settings.profile, settings.reach, settings.style),
        (Profile::Magazine, Reach::Flow, Style::Footnote)
    );
    assert!(!settings.style_forced);
    assert_eq!(settings.severities.get("uncited-statistic"), Some(&Some(Severity::Warning)));

    let settings = resolve(&[&file, &user], &plain);
    assert_eq!((settings.profile, settings.style), (Profile::Wiki, Style::Wiki));
    assert!(settings.numeric_labels);
    assert_eq!(settings.severities.get("placeholder"), Some(&Some(Severity::Info)));

    let front_matter = FrontMatter {
        profile: Some("news-daily".into()),
        disable: vec![("placeholder".into(), crate::text::Span::at(0))],
        ..FrontMatter::default()
    };
    let settings = resolve(&[&file, &user], &front_matter);
    assert_eq!(settings.profile, Profile::NewsDaily);
    assert_eq!(settings.severities.get("unnamed-spokesperson"), Some(&None));
    assert_eq!(settings.severities.get("placeholder"), Some(&None));

    let from = |key: &str| {
        let values = provenance(&[("factcheck.toml", &file), ("settings", &user)], &front_matter);
        let value = values.into_iter().find(|value| value.key == key).expect("the key is listed");
        (value.value, value.from)
    };
    assert_eq!(from("profile"), ("news-daily".into(), "front matter".into()));
    assert_eq!(from("reach"), ("flow".into(), "factcheck.toml".into()));
    assert_eq!(from("citation.labels"), ("numbered".into(), "settings".into()));
    assert_eq!(from("citation.style"), ("ap".into(), "profile news-daily".into()));
    assert_eq!(from("rules.placeholder"), ("off".into(), "front matter".into()));
    assert_eq!(from("rules.unused-ignore"), ("hint".into(), "default".into()));
}

#[test]
fn an_unknown_profile_in_front_matter_changes_nothing() {
    let (file, _) = parse("profile = \"magazine\"");
    let front_matter = FrontMatter { profile: Some("magasine".into()), ..FrontMatter::default() };
    assert_eq!(resolve(&[&file], &front_matter).profile, Profile::Magazine);
}

#[test]
fn the_nearest_file_governs_but_none_above_the_root() {
    let disk = tempfile::tempdir().expect("a folder for the test");
    let top = disk.path();
    let desk = top.join("news/desk");
    fs::create_dir_all(&desk).expect("writable");
    fs::write(top.join(FILE_NAME), "").expect("writable");
    let article = desk.join("article.md");
    assert_eq!(find(&article, Some(top)), Some(top.join(FILE_NAME)));
    assert_eq!(find(&article, Some(&top.join("news"))), None, "not above the root");
    assert_eq!(find(&article, Some(&top.join("elsewhere"))), Some(top.join(FILE_NAME)));
    fs::create_dir(top.join("news/.git")).expect("writable");
    assert_eq!(find(&article, None), None, "not above the repository");
    assert_eq!(project_root(&desk), top.join("news"));
    fs::write(desk.join(FILE_NAME), "").expect("writable");
    assert_eq!(find(&article, Some(top)), Some(desk.join(FILE_NAME)));
    assert_eq!(project_root(&desk), desk);
    // A folder of that name is not a configuration.
    fs::remove_file(desk.join(FILE_NAME)).expect("removable");
    fs::create_dir(desk.join(FILE_NAME)).expect("writable");
    assert_eq!(find(&article, Some(&desk)), None);
}

#[test]
fn every_row_of_the_profile_table_names_a_rule() {
    for profile in Profile::ALL {
        assert_eq!(Profile::of_name(profile.name()), Some(profile));
        assert_eq!(read::name_of(profile), profile.name(), "one name everywhere");
        for rule in crate::rules::Settings::of(profile).severities.keys() {
            assert!(crate::rules::registry::find(rule).is_some(), "{rule} is not a rule");
        }
    }
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = schema();
    let keys = |value: &serde_json::Value| {
        let mut keys: Vec<String> =
            value["properties"].as_object().map(|it| it.keys().cloned().collect()).unwrap_or_default();
        keys.sort();
        keys
    };
    let mut known = read::KEYS.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(keys(&schema), known);
    let mut known = read::CITATION_KEYS.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(keys(&schema["$defs"]["CitationTable"]), known);
    let mut known = newsroom::RULE_KEYS.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(keys(&schema["$defs"]["NewsroomEntry"]), known);
    let mut known: Vec<String> =
        crate::language::lexicon::change::NAMED.iter().map(|named| named.name.to_owned()).collect();
    known.sort();
    assert_eq!(keys(&schema["properties"]["lexicon"]), known);
    let mut known = overrides::OVERRIDE_KEYS.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(keys(&schema["$defs"]["OverrideTable"]), known);
    let rules: Vec<String> =
        crate::rules::registry::RULES.iter().map(|rule| rule.meta().id.to_owned()).collect();
    let mut listed = keys(&schema["$defs"]["Rules"]);
    let mut rules = rules;
    rules.sort();
    listed.sort();
    assert_eq!(listed, rules);
}
