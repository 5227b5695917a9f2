//! The terminal face, through the real program: commands, formats, exit codes, bad input.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder of articles, and the program run inside it.
struct Desk {
    folder: tempfile::TempDir,
}

struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        // A repository of its own, so that nothing above it counts.
        fs::create_dir(folder.path().join(".git")).expect("writable");
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(&path, content).expect("writable");
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"));
        command.args(args).current_dir(self.folder.path()).env_remove("NO_COLOR").stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Answer {
        Answer::of(self.command(args).output().expect("the program runs"))
    }

    fn pipe(&self, args: &[&str], input: &[u8]) -> Answer {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        // It may end before it has read all: that is its right.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        Answer::of(child.wait_with_output().expect("the program ends"))
    }
}

impl Answer {
    fn of(output: std::process::Output) -> Self {
        Answer {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("errors are UTF-8"),
        }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// One error (the placeholder) in the second paragraph, after characters of two, three and four bytes.
const DRAFT: &str = "# The pier\n\nThe café “Olé” 🐟 reopens, and tickets cost TK euros.\n";

fn golden(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, actual).expect("writable");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(actual, expected, "{} differs; UPDATE_GOLDEN=1 writes it anew", path.display());
}

fn article() -> &'static str {
    include_str!("cli/harbour.md")
}

#[test]
fn the_text_report_is_what_a_reporter_reads() {
    let desk = Desk::new();
    desk.write("harbour.md", article());
    let answer = desk.run(&["check", "harbour.md"]);
    assert_eq!(answer.err, "");
    assert_eq!(answer.code, 1);
    golden("harbour.txt", &answer.out);
    assert!(!answer.out.contains('\u{1b}'), "no colour in a pipe");
}

#[test]
fn colour_comes_when_asked_for_and_changes_no_word() {
    let desk = Desk::new();
    desk.write("harbour.md", article());
    let plain = desk.run(&["check", "--color", "never", "harbour.md"]);
    let colour = desk.run(&["check", "--color", "always", "harbour.md"]);
    assert!(colour.out.contains("\u{1b}["));
    let mut bare = String::new();
    let mut rest = colour.out.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = after.split_once('m').expect("a style ends").1;
    }
    bare.push_str(rest);
    assert_eq!(bare, plain.out);
}

#[test]
fn exit_codes_follow_the_denied_level() {
    let desk = Desk::new();
    desk.write("clean.md", "# The pier\n\nThe pier is long.\n");
    desk.write("draft.md", DRAFT);
    desk.write(
        "hint.md",
        "The pier is long.\n\n<!-- factcheck-ignore: placeholder (nothing) -->\nIt is old.\n",
    );
    assert_eq!(desk.run(&["check", "clean.md"]).code, 0);
    assert_eq!(desk.run(&["check", "draft.md"]).code, 1);
    assert_eq!(desk.run(&["check", "--deny", "error", "draft.md"]).code, 1);
    assert_eq!(desk.run(&["check", "hint.md"]).code, 0, "a hint is below the default");
    assert_eq!(desk.run(&["check", "--deny", "hint", "hint.md"]).code, 1);
    assert_eq!(desk.run(&["check", "nowhere.md"]).code, 2);
    assert_eq!(desk.run(&["check", "nowhere.md", "draft.md"]).code, 2, "what cannot be checked outweighs");
    assert_eq!(desk.run(&["check", "--format", "loud"]).code, 2);
    assert_eq!(desk.run(&["check", "--profile", "weekly"]).code, 2);
    assert_eq!(desk.run(&["fly"]).code, 2);
    assert_eq!(desk.run(&["--version"]).code, 0);
    assert_eq!(desk.run(&["--version"]).out, format!("factcheck-ls {}\n", env!("CARGO_PKG_VERSION")));
    let help = desk.run(&["--help"]);
    assert_eq!(help.code, 0);
    for word in ["Examples:", "Exit codes:", "Privacy:", "check", "explain", "rules", "config", "lsp"] {
        assert!(help.out.contains(word), "{word}");
    }
}

#[test]
fn json_keeps_its_contract() {
    let desk = Desk::new();
    desk.write("draft.md", DRAFT);
    desk.write("clean.md", "The pier is long.\n");
    let files = desk.run(&["check", "--format", "json"]).json();
    let files = files.as_array().expect("an array");
    let paths: Vec<_> = files.iter().map(|file| file["path"].as_str().expect("a path")).collect();
    assert_eq!(paths, ["clean.md", "draft.md"], "in order, files without findings too");
    let finding = &files[1]["findings"][0];
    let start = DRAFT.find("TK").expect("it is there");
    assert_eq!(finding["rule"], "placeholder");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["text"], "TK");
    assert_eq!(finding["span"], serde_json::json!([start, start + 2]));
    let column = DRAFT[DRAFT.find("The café").expect("it is there")..start].chars().count() + 1;
    let range = serde_json::json!({
        "start": { "line": 3, "column": column },
        "end": { "line": 3, "column": column + 2 },
    });
    assert_eq!(finding["range"], range, "lines and columns from 1, in characters");
    check_shape(&files[1]);

    let lines = desk.run(&["check", "--format", "jsonl"]);
    let lines: Vec<Value> =
        lines.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(&lines, files);
    assert_eq!(desk.run(&["check", "--format", "json", "nowhere.md"]).out, "[]\n");
}

/// The keys of the contract, each with its type, and no spans that do not fit.
fn check_shape(file: &Value) {
    for finding in file["findings"].as_array().expect("a list") {
        let object = finding.as_object().expect("an object");
        for key in ["rule", "severity", "message", "span", "range", "text", "related", "fixes"] {
            assert!(object.contains_key(key), "{key} in {finding}");
        }
        assert!(
            ["hint", "info", "warning", "error"].contains(&finding["severity"].as_str().expect("a word"))
        );
        for fix in finding["fixes"].as_array().expect("a list") {
            assert!(fix["title"].is_string() && fix["preferred"].is_boolean());
            assert!(
                ["cite", "attribute", "rewrite", "mark", "ignore"]
                    .contains(&fix["kind"].as_str().expect("a word"))
            );
            for edit in fix["edits"].as_array().expect("a list") {
                assert!(edit["text"].is_string());
                let span = edit["span"].as_array().expect("a pair");
                assert!(span.len() == 2 && span[0].as_u64() <= span[1].as_u64());
            }
        }
        for related in finding["related"].as_array().expect("a list") {
            assert!(
                related["message"].is_string() && related["span"].is_array() && related["range"].is_object()
            );
        }
    }
}

#[test]
fn the_terminal_and_the_library_find_the_same() {
    let desk = Desk::new();
    let path = desk.write("harbour.md", article());
    let shown = desk.run(&["check", "--format", "json", "harbour.md"]).json();
    check_shape(&shown[0]);
    let shown: Vec<(String, u64, u64, String)> = shown[0]["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|finding| {
            let number = |index: usize| finding["span"][index].as_u64().expect("an offset");
            let word = |key: &str| finding[key].as_str().expect("a word").to_owned();
            (word("rule"), number(0), number(1), word("message"))
        })
        .collect();

    use factcheck_ls::{config::Config, prose, workspace};
    let workspace = workspace::Workspace::new(vec![desk.folder.path().to_owned()], Config::default());
    let page = std::sync::Arc::new(prose::parse(article().into(), prose::Syntax::Markdown));
    let around = workspace.surroundings(Some(&path), &page.front_matter);
    let report = workspace::check(page, around);
    let found: Vec<(String, u64, u64, String)> = report
        .findings()
        .iter()
        .map(|it| (it.rule.to_owned(), it.span.start as u64, it.span.end as u64, it.message.clone()))
        .collect();
    assert!(!found.is_empty());
    assert_eq!(shown, found);
}

#[test]
fn sarif_names_rules_places_and_what_went_wrong() {
    let desk = Desk::new();
    desk.write("my draft.md", DRAFT);
    desk.write("image.md", b"\x89PNG\r\n\x1a\n\0\0");
    let answer = desk.run(&["check", "--format", "sarif"]);
    assert_eq!(answer.code, 2);
    let log = answer.json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let result = &run["results"][0];
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert_eq!(result["ruleId"], "placeholder");
    assert_eq!(result["level"], "error");
    assert!(rules[index]["help"]["markdown"].as_str().expect("help").contains("TK"));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20draft.md");
    assert_eq!(place["region"]["startLine"], 3);
    assert_eq!(place["region"]["byteOffset"], DRAFT.find("TK").expect("it is there"));
    let notes = &run["invocations"][0];
    assert_eq!(notes["executionSuccessful"], false);
    assert_eq!(
        notes["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "image.md"
    );
    let typed: Result<serde_sarif::sarif::Sarif, _> = serde_json::from_str(&answer.out);
    assert!(typed.is_ok(), "{:?}", typed.err());
}

#[test]
fn github_annotations_are_one_line_each_and_escaped() {
    let desk = Desk::new();
    desk.write("a,b.md", DRAFT);
    let answer = desk.run(&["check", "--format", "github"]);
    assert_eq!(answer.code, 1);
    let line = answer.out.lines().next().expect("an annotation");
    assert!(line.starts_with("::error file=a%2Cb.md,line=3,endLine=3,col="), "{line}");
    assert!(line.contains(",title=placeholder::Unfinished: \"TK\""), "{line}");
    assert!(answer.out.lines().all(|line| line.starts_with("::")), "{}", answer.out);
}

#[test]
fn standard_input_is_a_document_of_this_folder() {
    let desk = Desk::new();
    desk.write("factcheck.toml", "[rules]\nplaceholder = \"off\"\n");
    let answer = desk.pipe(&["check", "-"], DRAFT.as_bytes());
    assert_eq!((answer.code, answer.out.contains("No findings in 1 file")), (0, true), "{}", answer.out);
    fs::remove_file(desk.path("factcheck.toml")).expect("removable");
    let answer = desk.pipe(&["check", "-"], DRAFT.as_bytes());
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("--> <stdin>:3:"), "{}", answer.out);
    let answer =
        desk.pipe(&["check", "-", "--stdin-filename", "notes/x.txt", "--format", "json"], DRAFT.as_bytes());
    assert_eq!(answer.json()[0]["path"], "notes/x.txt");
    let answer = desk.pipe(&["check", "-"], b"caf\xe9\n");
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("<stdin>: line 1, byte 3 of the file, is not UTF-8"), "{}", answer.err);
    assert_eq!(desk.pipe(&["check", "-"], b"").code, 0);
    assert_eq!(desk.pipe(&["check", "-", "--fix"], b"").code, 2);
    assert_eq!(desk.pipe(&["check", "-", "x.md"], b"").code, 2);
    assert_eq!(desk.run(&["check", "--stdin-filename", "x.md"]).code, 2);
}

#[test]
fn folders_are_searched_as_git_sees_them() {
    let desk = Desk::new();
    for name in ["b/two.md", "a/one.markdown", "three.TXT", "skipped/four.md", ".hidden/five.md", "code.rs"] {
        desk.write(name, DRAFT);
    }
    desk.write(".gitignore", "skipped/\n");
    let paths = |args: &[&str]| -> Vec<String> {
        let files = desk.run(args).json();
        files
            .as_array()
            .expect("a list")
            .iter()
            .map(|file| file["path"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    let all = paths(&["check", "--format", "json"]);
    assert_eq!(all, ["a/one.markdown", "b/two.md", "three.TXT"]);
    assert_eq!(paths(&["check", "--format", "json", ".", "b", "b/two.md"]), all, "each once");
    assert_eq!(
        paths(&["check", "--format", "json", "skipped/four.md", "code.rs"]),
        ["skipped/four.md", "code.rs"]
    );
    let empty = Desk::new();
    let answer = empty.run(&["check"]);
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("no articles found"), "{}", answer.err);
}

#[test]
fn ignored_and_notes_files_are_left_out() {
    let desk = Desk::new();
    desk.write("factcheck.toml", "ignore = [\"archive/**\"]\n");
    desk.write("archive/old.md", DRAFT);
    desk.write("facts.md", "# People\n\n## Maren Olsen\n- TK\n");
    desk.write("draft.md", "The pier is long.\n");
    let answer = desk.run(&["check"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    assert!(
        answer.out.contains("No findings in 1 file; 2 files left out by configuration"),
        "{}",
        answer.out
    );
}

#[test]
fn bad_input_is_told_and_costs_nothing_else() {
    let desk = Desk::new();
    desk.write("good.md", DRAFT);
    desk.write("latin.md", b"One line.\nA caf\xe9.\n");
    desk.write("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0");
    desk.write("wide.txt", b"\xff\xfeT\0K\0");
    desk.write("empty.md", "");
    desk.write("huge.md", vec![b'a'; 50 << 20]);
    desk.write("folder.md/inside.md", DRAFT);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("loop.md", desk.path("loop.md")).expect("a link");
        std::os::unix::fs::symlink("..", desk.path("folder.md/up")).expect("a link");
    }
    let answer = desk.run(&["check", "--format", "jsonl"]);
    assert_eq!(answer.code, 2);
    let checked: Vec<Value> =
        answer.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    let paths: Vec<_> = checked.iter().map(|file| file["path"].as_str().expect("a path")).collect();
    assert_eq!(paths, ["empty.md", "folder.md/inside.md", "good.md"]);
    assert_eq!(checked[1]["findings"].as_array().map(Vec::len), Some(1));
    for expected in [
        "latin.md: line 2, byte 15 of the file, is not UTF-8",
        "picture.md: it is not text but binary data",
        "wide.txt: it is text in UTF-16 (Save it as UTF-8.)",
        "huge.md: it has 52428800 bytes; at most 20971520 are read",
    ] {
        assert!(answer.err.contains(expected), "{expected}\n{}", answer.err);
    }
    #[cfg(unix)]
    {
        assert!(answer.err.contains("loop.md: this symbolic link leads nowhere"), "{}", answer.err);
        assert!(desk.run(&["check", "loop.md"]).err.contains("loop.md: it cannot be read"));
    }
    assert_eq!(answer.err.lines().count(), if cfg!(unix) { 5 } else { 4 }, "one line each: {}", answer.err);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("good.md", DRAFT);
    let secret = desk.write("secret.md", DRAFT);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("permitted");
    if fs::read(&secret).is_ok() {
        // Root may read everything: there is nothing to test.
        return;
    }
    let answer = desk.run(&["check"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("secret.md: it cannot be read: Permission denied"), "{}", answer.err);
    assert!(answer.out.contains("good.md:3:"), "{}", answer.out);
}

#[test]
fn long_lines_and_deep_nesting_are_survived() {
    let desk = Desk::new();
    let long = format!("{} TK {}\n", "The pier is long. ".repeat(30_000), "It is old. ".repeat(40_000));
    desk.write("long.md", &long);
    desk.write("quotes.md", format!("{}x\n", "> ".repeat(10_000)));
    desk.write("lists.md", format!("{}x TK\n", "- ".repeat(10_000)));
    desk.write("brackets.md", format!("{}TK{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    desk.write("marks.txt", "“‘\"'".repeat(10_000));
    let answer = desk.run(&["check", "--color", "never"]);
    assert_eq!(answer.err, "");
    assert_eq!(answer.code, 1);
    let shown =
        answer.out.lines().find(|line| line.contains("TK") && line.contains('|')).expect("an excerpt");
    assert!(answer.out.contains("long.md:1:"), "{:.2000}", answer.out);
    assert!(shown.chars().count() <= 110, "an excerpt of a long line is short: {shown:.200}");
}

#[test]
fn configuration_errors_stand_beside_the_findings() {
    let desk = Desk::new();
    desk.write("draft.md", DRAFT);
    desk.write(
        "factcheck.toml",
        "profil = \"news\"\n\n[rules]\nplaceholdr = \"off\"\nplaceholder = \"hint\"\n",
    );
    desk.write("refs.bib", "@article{broken,\n  title = {No end\n");
    let answer = desk.run(&["check", "draft.md"]);
    assert_eq!(answer.code, 1);
    for expected in [
        "hint[placeholder]",
        "warning[config]: unknown key \"profil\"",
        "--> factcheck.toml:1:1",
        "did you mean \"profile\"?",
        "unknown rule \"placeholdr\"",
        "did you mean \"placeholder\"?",
    ] {
        assert!(answer.out.contains(expected), "{expected}\n{}", answer.out);
    }
    let files = desk.run(&["check", "--format", "json", "draft.md"]).json();
    let config = files.as_array().expect("a list").iter().find(|file| file["path"] == "factcheck.toml");
    let config = config.expect("the configuration is listed");
    check_shape(config);
    assert_eq!(config["findings"][0]["rule"], "config");
    assert_eq!(config["findings"][0]["text"], "profil");
    assert_eq!(config["findings"][1]["range"]["start"]["line"], 4);
    let github = desk.run(&["check", "--format", "github", "draft.md"]);
    assert!(github.out.contains("::warning file=factcheck.toml,line=1,"), "{}", github.out);
    let sarif = desk.run(&["check", "--format", "sarif", "draft.md"]).json();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert!(results.iter().any(|result| result["ruleId"] == "config"));
}

#[test]
fn what_front_matter_says_in_vain_is_told_where_it_stands() {
    let desk = Desk::new();
    desk.write(
        "draft.md",
        "---\nprofile: magasine\nfactcheck:\n  disable: [placeholdr, placeholder]\nbibliography: ../../out.bib\n---\n\nIt costs TK.\n",
    );
    let files = desk.run(&["check", "--format", "json", "draft.md"]).json();
    assert_eq!(files.as_array().map(Vec::len), Some(1), "one object a file: {files}");
    let found: Vec<_> = files[0]["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            (
                it["rule"].as_str().unwrap_or(""),
                it["text"].as_str().unwrap_or(""),
                it["message"].as_str().unwrap_or(""),
            )
        })
        .collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|(rule, _, _)| *rule == "front-matter"));
    assert!(found[0].2.contains("lies outside the workspace"), "{found:?}");
    assert_eq!(found[1].1, "magasine");
    assert!(found[1].2.contains("did you mean \"magazine\"?"), "{found:?}");
    assert_eq!(found[2].1, "placeholdr");
    assert!(found[2].2.contains("did you mean \"placeholder\"?"), "{found:?}");
    desk.write(
        "sound.md",
        "---\nprofile: magazine\nfactcheck: {disable: [placeholder]}\n---\n\nIt costs TK.\n",
    );
    assert_eq!(desk.run(&["check", "--deny", "hint", "sound.md"]).code, 0);
}

#[test]
fn ignored_findings_are_counted_and_shown_when_asked_for() {
    let desk = Desk::new();
    desk.write(
        "draft.md",
        "The pier is old.\n\n<!-- factcheck-ignore: placeholder (our own reporting) -->\nTickets cost TK euros.\n",
    );
    let answer = desk.run(&["check", "draft.md"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    assert!(answer.out.contains("; 1 ignored"), "{}", answer.out);
    let answer = desk.run(&["check", "--show-ignored", "draft.md"]);
    assert_eq!(answer.code, 0);
    assert!(answer.out.contains("ignored here: our own reporting"), "{}", answer.out);
    let files = desk.run(&["check", "--show-ignored", "--format", "json", "draft.md"]).json();
    assert_eq!(files[0]["findings"][0]["ignored"]["reason"], "our own reporting");
    // The list of ignores has those, too, that hide nothing here.
    desk.write(
        "more.md",
        "Old.\n\n<!-- factcheck-ignore -->\nIt costs TK.\n\n<!-- factcheck-off vague-time (not a claim) -->\n\nNew.\n",
    );
    let answer = desk.run(&["check", "--show-ignored", "more.md"]);
    assert!(
        answer.out.contains("more.md:3: ignores every rule (sentence): no reason given"),
        "{}",
        answer.out
    );
    assert!(
        answer.out.contains("more.md:6: ignores vague-time (block): not a claim [0 findings]"),
        "{}",
        answer.out
    );
    let files = desk.run(&["check", "--show-ignored", "--format", "json", "more.md"]).json();
    let ignore = &files[0]["ignores"][1];
    assert_eq!(
        (&ignore["form"], &ignore["reason"], &ignore["hides"]),
        (&"block".into(), &"not a claim".into(), &0.into())
    );
    assert!(desk.run(&["check", "--format", "json", "more.md"]).json()[0].get("ignores").is_none());
    let sarif = desk.run(&["check", "--show-ignored", "--format", "sarif", "draft.md"]).json();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppression["justification"], "our own reporting");
}

#[test]
fn fix_does_only_what_is_always_right() {
    let desk = Desk::new();
    // What needs a writer stays: a mark to fill in, and an ignore that may wait for its sentence.
    let text = "The pier is old.\n\n<!-- factcheck-ignore: placeholder (no longer true) -->\nTickets cost TK euros.\n\n\
                <!-- factcheck-ignore: vague-time (a memoir) -->\nThe café is new. Experts say so.\n\nIt cost TK.\n";
    let path = desk.write("draft.md", text);
    let answer = desk.run(&["check", "--fix", "draft.md"]);
    assert_eq!(answer.code, 1, "the TK is left to the writer");
    assert!(!answer.out.contains("applied"), "{}", answer.out);
    assert_eq!(fs::read_to_string(&path).expect("readable"), text);
}

#[test]
fn check_marks_are_in_the_sheet() {
    let desk = Desk::new();
    desk.write(
        "draft.md",
        "The plant employs 4,200 people. <!-- factcheck-check: open, by Ana, 2024-05-02 -->\n\n\
         <!-- factcheck-check: confirmed by Ola Berg, 2024-05-16, from https://example.org/a (page 2) -->\n\
         It opened in 2019. It has <!-- factcheck-check: changed by Ola, 2024-05-17, from =2+2 --> 12 lines.\n",
    );
    let sheet = desk.run(&["claims", "--format", "json", "draft.md"]).json();
    let claims = sheet[0]["claims"].as_array().expect("claims");
    let results: Vec<_> = claims.iter().map(|claim| claim["checks"][0]["result"].as_str()).collect();
    assert_eq!(results, [Some("open"), Some("confirmed"), Some("changed")]);
    assert_eq!(
        claims[1]["checks"],
        serde_json::json!([{"result": "confirmed", "by": "Ola Berg", "on": "2024-05-16",
            "source": "https://example.org/a", "note": "page 2"}])
    );
    let text = desk.run(&["claims", "draft.md"]).out.replace("\n        ", " ");
    assert!(
        text.contains("check: confirmed by Ola Berg, 2024-05-16, from https://example.org/a (page 2)"),
        "{text}"
    );
    let csv = desk.run(&["claims", "--format", "csv", "draft.md"]).out;
    assert!(
        csv.starts_with("path,line,status,score,claim,reasons,because,citations,kind,value,supported,check,"),
        "{csv}"
    );
    assert!(csv.contains(",confirmed,Ola Berg,2024-05-16,https://example.org/a,page 2\r\n"), "{csv}");
    assert!(csv.contains(",changed,Ola,2024-05-17,\"'=2+2\",\r\n"), "{csv}");
    let html = desk.run(&["claims", "--format", "html", "draft.md"]).out;
    assert!(
        html.contains("confirmed by Ola Berg, 2024-05-16, from https://example.org/a (page 2)</tr>"),
        "{html}"
    );
    assert_eq!(html.matches("\"checkbox\" checked>").count(), 2, "an open question is not ticked: {html}");
    // The words of a mark are no prose.
    assert!(!desk.run(&["check", "draft.md"]).out.contains("2024-05-16, from"));
}

#[test]
fn explain_finds_pages_and_guesses_names() {
    let desk = Desk::new();
    let answer = desk.run(&["explain", "placeholder"]);
    assert_eq!(answer.code, 0);
    assert!(answer.out.contains("# placeholder"), "piped, the page is Markdown");
    let answer = desk.run(&["explain", "placeholder", "--color", "always"]);
    assert!(answer.out.contains("\u{1b}[1m") && !answer.out.contains("## "), "{}", answer.out);
    let answer = desk.run(&["explain", "placeholdr"]);
    assert_eq!(answer.code, 2);
    assert_eq!(answer.out, "");
    assert!(answer.err.contains("did you mean \"placeholder\"?"), "{}", answer.err);
    let answer = desk.run(&["explain", "uncited-superlative"]);
    assert!(answer.out.contains("stands behind: anonymous-quote, anonymous-source,"), "{}", answer.out);
    assert!(answer.out.contains("uncited-statistic; stands before: uncited-comparison"), "{}", answer.out);
    let answer = desk.run(&["explain", "impossible-date"]);
    assert!(answer.out.contains("of equally loud ones stands behind: malformed-number;"), "{}", answer.out);
    assert!(answer.out.contains("stands before: weekday-mismatch,"), "{}", answer.out);
    assert_eq!(desk.run(&["explain", "Unused_Ignore"]).code, 0);
    assert_eq!(desk.run(&["explain"]).code, 2);
}

#[test]
fn rules_are_listed_three_ways() {
    let desk = Desk::new();
    let known = factcheck_ls::rules::registry::RULES;
    let text = desk.run(&["rules"]);
    let markdown = desk.run(&["rules", "--format", "markdown"]);
    let json = desk.run(&["rules", "--format", "json"]).json();
    assert_eq!(json.as_array().map(Vec::len), Some(known.len()));
    for rule in known {
        let id = rule.meta().id;
        assert!(text.out.contains(id), "{id}");
        assert!(markdown.out.contains(&format!("| [`{id}`](src/rules/")), "{id}");
        let listed = json.as_array().into_iter().flatten().find(|it| it["rule"] == id).expect("listed");
        assert_eq!(listed["severity"], rule.meta().severity.name());
        assert!(listed["profiles"]["wiki"].is_string());
    }
    // Each link leads to a page.
    for line in markdown.out.lines().skip(2) {
        let page = line.split(['(', ')']).nth(1).expect("a link");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(page).is_file(), "{page}");
    }
}

#[test]
fn config_tells_where_each_value_comes_from() {
    let desk = Desk::new();
    desk.write("factcheck.toml", "profile = \"magazine\"\n[rules]\nplaceholder = \"hint\"\n");
    desk.write("desk/draft.md", "---\nprofile: wiki\n---\n\nText.\n");
    let answer = desk.run(&["config", "desk/draft.md", "--json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let json = answer.json();
    let value = |key: &str| {
        let values = json["values"].as_array().expect("a list");
        let value = values.iter().find(|value| value["key"] == key).expect("listed");
        (value["value"].as_str().unwrap_or("").to_owned(), value["from"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(value("profile"), ("wiki".into(), "front matter".into()));
    assert_eq!(value("rules.placeholder"), ("hint".into(), "factcheck.toml".into()));
    let text = desk.run(&["config"]);
    assert!(text.out.contains("Configuration: factcheck.toml"), "{}", text.out);
    assert!(text.out.contains("magazine"), "{}", text.out);
    desk.write("factcheck.toml", "profil = 3\n");
    let answer = desk.run(&["config"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("factcheck.toml:1:1: unknown key \"profil\""), "{}", answer.err);
    assert_eq!(desk.run(&["config", "nowhere.md"]).code, 2);
}

#[test]
fn the_published_schema_is_the_real_one() {
    let answer = Desk::new().run(&["config", "--schema"]);
    assert_eq!(answer.code, 0);
    golden("../../factcheck.schema.json", &answer.out);
}

#[test]
fn profiles_on_the_command_line_win() {
    let desk = Desk::new();
    desk.write("factcheck.toml", "profile = \"news\"\n");
    desk.write("draft.md", "Tourism grew by 14 percent in 2023.\n");
    let severity = |args: &[&str]| {
        let files = desk.run(args).json();
        files[0]["findings"][0]["severity"].as_str().map(str::to_owned)
    };
    assert_eq!(severity(&["check", "--format", "json", "draft.md"]).as_deref(), Some("info"));
    let wiki = ["check", "--format", "json", "--profile", "wiki", "draft.md"];
    assert_eq!(severity(&wiki).as_deref(), Some("warning"));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let desk = Desk::new();
    for number in 0..400 {
        desk.write(&format!("draft{number}.md"), DRAFT.repeat(5));
    }
    let mut child = desk
        .command(&["check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn text_from_a_draft_cannot_command_the_terminal() {
    let desk = Desk::new();
    desk.write("evil.md", "The \u{1b}[31mpier\u{7} costs TK \u{1b}]0;title\u{7} euros.\n");
    let answer = desk.run(&["check", "evil.md"]);
    assert!(!answer.out.contains(['\u{1b}', '\u{7}']), "{:?}", answer.out);
}

#[test]
fn shells_and_packagers_get_what_they_want() {
    let desk = Desk::new();
    for (shell, sign) in
        [("bash", "complete -F"), ("zsh", "#compdef factcheck-ls"), ("fish", "complete -c factcheck-ls")]
    {
        let answer = desk.run(&["completions", shell]);
        assert_eq!(answer.code, 0);
        assert!(answer.out.contains(sign) && answer.out.contains("one-per-line"), "{shell}");
    }
    assert_eq!(desk.run(&["completions", "tcsh"]).code, 2);
    let page = desk.run(&["man"]);
    assert_eq!(page.code, 0);
    assert!(
        page.out.contains(".TH factcheck-ls 1") && page.out.contains("factcheck-ls-claims"),
        "{}",
        page.out
    );
}
