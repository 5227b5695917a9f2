//! The README and the editors' settings against the program: the rules table, the example configuration, the links,
//! the names of settings.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use factcheck_ls::config::{self, Config};
use factcheck_ls::language::lexicon::change::NAMED;
use factcheck_ls::rules::registry::RULES;
use factcheck_ls::rules::{Profile, Settings};
use pulldown_cmark::{Event, Options, Parser, Tag};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The part of the README between a pair of marks.
fn between<'a>(text: &'a str, name: &str) -> &'a str {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let start = text.find(&begin).unwrap_or_else(|| panic!("no {begin}")) + begin.len();
    let length = text[start..].find(&end).unwrap_or_else(|| panic!("no {end}"));
    &text[start..start + length]
}

/// The table of rules, in the order of the registry, with what each profile sets them to.
fn rules_table() -> String {
    let mut table = String::from("| rule |");
    for profile in Profile::ALL {
        table += &format!(" {} |", profile.name());
    }
    table += &format!(" what it flags |\n|{}\n", "---|".repeat(Profile::ALL.len() + 2));
    for rule in RULES {
        let meta = rule.meta();
        table += &format!("| [`{}`]({}) |", meta.id, meta.page_path());
        for profile in Profile::ALL {
            let set = Settings::of(profile).severities.get(meta.id).copied().unwrap_or(Some(meta.severity));
            table += &format!(" {} |", set.map_or("off", |severity| severity.name()));
        }
        table += &format!(" {} |\n", meta.summary.replace('|', "\\|"));
    }
    table
}

/// The lexicons that a configuration may change.
fn lexicon_table() -> String {
    let mut table = String::from("| lexicon | what is in it |\n|---|---|\n");
    for named in NAMED {
        table += &format!("| `{}` | {} |\n", named.name, named.what);
    }
    table
}

/// What the README shows of a real run: the findings of these rules, and the closing lines; `…` for what it leaves out.
fn run_excerpt() -> String {
    let article = "tests/articles/relocation.md";
    let run = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"))
        .args(["check", "--color", "never", article])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("COLUMNS")
        .output()
        .expect("the program runs");
    let output = String::from_utf8(run.stdout).expect("UTF-8").replace('\\', "/");
    let mut shown = format!("$ factcheck-ls check {article}\n");
    let mut rules = vec!["[anonymous-source]", "[unnamed-spokesperson]", "[uncited-statistic]"];
    let mut left_out = false;
    let parts: Vec<_> = output.trim_end().split("\n\n").collect();
    for (index, part) in parts.iter().enumerate() {
        let head = part.lines().next().unwrap_or_default();
        let before = rules.len();
        rules.retain(|rule| !head.contains(rule));
        if rules.len() == before && index + 1 < parts.len() {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            shown += "…\n\n";
        }
        shown += &format!("{part}\n\n");
    }
    assert_eq!(rules, Vec::<&str>::new(), "not found by the run:\n{output}");
    format!("```console\n{}\n```\n", shown.trim_end())
}

/// The relative links of a Markdown text, anchors cut off.
fn local_links(text: &str) -> Vec<String> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .filter(|target| !target.is_empty())
        .collect()
}

/// Holds a part of the README to what it should be, or writes it.
fn hold(name: &str, expected: &str) {
    // Tests run side by side, and two of them write the same file.
    static README: Mutex<()> = Mutex::new(());
    let _guard = README.lock();
    let readme = read("README.md");
    let found = between(&readme, name);
    if std::env::var_os("UPDATE_README").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let marked = |part: &str| format!("<!-- {name}:begin -->\n{part}<!-- {name}:end -->");
        fs::write(path, readme.replace(&marked(found), &marked(expected))).expect("writable");
        return;
    }
    assert!(
        found == expected,
        "UPDATE_README=1 cargo test --test readme writes it; the README has\n{found}\nbut it should be\n{expected}"
    );
}

#[test]
fn the_rules_table_is_the_registry() {
    hold("rules", &rules_table());
}

#[test]
fn the_lexicons_are_those_there_are() {
    hold("lexicons", &lexicon_table());
}

#[test]
fn the_run_shown_is_a_real_one() {
    hold("run", &run_excerpt());
}

#[test]
fn every_relative_link_leads_somewhere() {
    let editors = ["vscode", "neovim", "emacs", "helix", "kakoune", "vim", "kate", "zed", "sublime"];
    let own = editors.map(|editor| (format!("editors/{editor}/README.md"), format!("editors/{editor}")));
    let shared = [("README.md", ""), ("editors/README.md", "editors")];
    let pages = shared.map(|(page, folder)| (page.to_owned(), folder.to_owned())).into_iter().chain(own);
    for (page, folder) in pages {
        for target in local_links(&read(&page)) {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder).join(&target);
            assert!(path.exists(), "{page} links {target}, which does not exist");
        }
    }
    assert_eq!(local_links("[a](b.md#c) [d](https://example.org) [e](#f) <https://x.example>"), ["b.md"]);
}

#[test]
fn the_example_configuration_is_understood() {
    let readme = read("README.md");
    let section = readme.split("## Configuration").nth(1).expect("a section on configuration");
    let examples: Vec<&str> =
        section.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let all: Vec<Config> = examples
        .iter()
        .map(|example| {
            let (config, problems) = Config::parse(Path::new("factcheck.toml"), example);
            assert_eq!(problems, vec![], "{example}");
            config
        })
        .collect();
    let [config, folders, own, words] = all.as_slice() else { panic!("{} examples", all.len()) };
    assert_eq!((folders.options.len(), folders.overrides.len()), (3, 1));
    assert_eq!((own.newsroom_rules.len(), words.lexicon.0.len()), (2, 2));
    assert_eq!(config.rules.len(), 2);
}

/// The value of `$ref`, `anyOf` and the rest flattened: every word that a schema's property may be.
fn words(schema: &serde_json::Value, property: &serde_json::Value) -> Vec<String> {
    let mut words = Vec::new();
    let mut open = vec![property];
    while let Some(value) = open.pop() {
        if let Some(target) = value["$ref"].as_str() {
            open.extend(schema.pointer(target.trim_start_matches('#')));
        }
        for key in ["anyOf", "oneOf"] {
            open.extend(value[key].as_array().into_iter().flatten());
        }
        words.extend(
            value["enum"].as_array().into_iter().flatten().filter_map(|word| Some(word.as_str()?.to_owned())),
        );
        words.extend(value["const"].as_str().map(str::to_owned));
    }
    words.sort();
    words
}

/// Settings of the extension and of the server that no file has.
const OWN: [&str; 6] =
    ["path", "trace.server", "codeLens", "inlayHints", "citationHints", "workspaceDiagnostics"];

/// `maxFindings` as factcheck.toml has it.
fn kebab(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// VS Code's settings are keys of factcheck.toml, with the same words to choose from.
#[test]
fn the_settings_of_vs_code_are_those_of_the_configuration() {
    let manifest: serde_json::Value =
        serde_json::from_str(&read("editors/vscode/package.json")).expect("JSON");
    let settings = manifest["contributes"]["configuration"]["properties"].as_object().expect("settings");
    let schema = config::schema();
    let mut compared = 0;
    for (name, setting) in settings {
        if OWN.contains(&name.trim_start_matches("factcheck.")) {
            continue;
        }
        let mut property = &schema;
        for key in name.split('.').skip(1) {
            let target = property["$ref"].as_str().or_else(|| property["anyOf"][0]["$ref"].as_str());
            if let Some(target) = target {
                property = schema.pointer(target.trim_start_matches('#')).expect("a definition");
            }
            property = &property["properties"][kebab(key)];
            assert!(!property.is_null(), "{name}: factcheck.toml has no such key");
        }
        if name == "factcheck.rules" {
            let known = words(&schema, &schema["$defs"]["Level"]);
            assert_eq!(words(&schema, &setting["additionalProperties"]), known, "{name}");
        } else if setting["enum"].is_array() {
            assert_eq!(words(&schema, setting), words(&schema, property), "{name}");
            compared += 1;
        }
    }
    assert!(compared >= 3, "profile, reach and citation.style were not compared");
}
