//! The sample articles, checked to the letter: `tests/articles/NAME.findings` holds what is expected of `NAME`, one
//! finding a line: `line:column rule severity "marked words"`, counted from 1 in characters, `⏎` for a line break.
//!
//! `UPDATE_ARTICLES=1 cargo test --test articles` writes what is found now. Read the difference before committing it:
//! the expectations were written by hand, from what the rules promise.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factcheck_ls::config::Config;
use factcheck_ls::prose::{self, BlockKind};
use factcheck_ls::workspace::{self, Report, Workspace};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

/// The names of the articles: every document that is not the notes.
fn articles() -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder())
        .expect("the folder of articles")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a UTF-8 name"))
        .filter(|name| (name.ends_with(".md") || name.ends_with(".txt")) && name != "notes.md")
        .collect();
    names.sort();
    names
}

fn check(name: &str) -> (String, Report) {
    let path = folder().join(name);
    let text = fs::read_to_string(&path).expect("a UTF-8 article");
    let page = Arc::new(prose::parse(text.as_str().into(), workspace::syntax(Some(&path), None)));
    let around =
        Workspace::new(vec![folder()], Config::default()).surroundings(Some(&path), &page.front_matter);
    (text, workspace::check(page, around))
}

/// What is found, in the form of the expectations. Lines end at `\n` here: no article has a lone `\r`.
fn found(text: &str, report: &Report) -> Vec<String> {
    let mut lines: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| {
            let (start, end) = (finding.span.start, finding.span.end);
            let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let line = text[..start].matches('\n').count() + 1;
            let column = text[line_start..start].chars().count() + 1;
            let marked = text[start..end].replace("\r\n", "⏎").replace('\n', "⏎");
            let severity = finding.severity.name();
            ((line, column), format!("{line}:{column} {} {severity} \"{marked}\"", finding.rule))
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The lines that only one side has, missing ones first; empty when both are equal.
fn difference(name: &str, expected: &[String], found: &[String]) -> String {
    let only = |side: &[String], other: &[String], mark: char| -> String {
        let mut rest = other.to_vec();
        let mut lines = String::new();
        for line in side {
            match rest.iter().position(|other| other == line) {
                Some(at) => drop(rest.remove(at)),
                None => lines.push_str(&format!("  {mark} {line}\n")),
            }
        }
        lines
    };
    let lines = only(expected, found, '-') + &only(found, expected, '+');
    if lines.is_empty() { lines } else { format!("{name} (- expected, + found)\n{lines}") }
}

#[test]
fn every_article_gives_its_findings_and_no_other() {
    let articles = articles();
    assert!(articles.len() >= 5, "the articles were not found");
    let mut differences = String::new();
    for name in &articles {
        let (text, report) = check(name);
        assert!(report.verdict.failed.is_empty(), "{name}: rules panicked: {:?}", report.verdict.failed);
        let found = found(&text, &report);
        let path = folder().join(format!("{name}.findings"));
        if std::env::var_os("UPDATE_ARTICLES").is_some() {
            let lines: String = found.iter().map(|line| format!("{line}\n")).collect();
            fs::write(&path, lines).expect("writable");
            continue;
        }
        let expected =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let expected: Vec<_> = expected.lines().map(str::to_owned).collect();
        differences += &difference(name, &expected, &found);
    }
    assert!(differences.is_empty(), "\n{differences}");
}

#[test]
fn the_well_sourced_article_is_left_alone() {
    let (text, report) = check("reservoir.md");
    assert_eq!(found(&text, &report), Vec::<String>::new());
}

#[test]
fn sources_notes_and_configuration_are_in_order() {
    let (_, report) = check("harbour.md");
    assert_eq!(report.around.problems, vec![]);
    assert_eq!(report.around.config, Some(folder().join("factcheck.toml")));
    assert!(
        report.around.library.entries.iter().any(|entry| entry.key == "haugen2024"),
        "the sources were not read"
    );
}

#[test]
fn a_difference_shows_both_sides() {
    let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
    assert_eq!(difference("a.md", &lines(&["1:1 x", "2:1 y"]), &lines(&["1:1 x", "2:1 y"])), "");
    assert_eq!(
        difference("a.md", &lines(&["1:1 x", "1:1 x", "2:1 y"]), &lines(&["1:1 x", "3:1 z"])),
        "a.md (- expected, + found)\n  - 1:1 x\n  - 2:1 y\n  + 3:1 z\n"
    );
}

/// The main article has the seed of every case of the decision table, sentence by sentence.
#[test]
fn every_sentence_of_the_main_article_has_its_status() {
    use factcheck_ls::citations::support::Status::{Anonymous, Attributed, NotCheckable, Unsourced, Vague};
    let (_, report) = check("relocation.md");
    let expected = [
        vec![Vague, Attributed, Unsourced],
        vec![Anonymous, Attributed, Unsourced],
        vec![Unsourced, Vague, NotCheckable],
        vec![Attributed, Unsourced, Unsourced],
        vec![NotCheckable, Unsourced, NotCheckable],
        vec![NotCheckable, Unsourced, NotCheckable],
    ];
    let context = report.context();
    let found: Vec<Vec<_>> = context
        .blocks()
        .filter(|(_, block, _)| block.kind == BlockKind::Paragraph)
        .map(|(index, _, reading)| {
            (0..reading.sentences.len())
                .filter_map(|at| Some(report.support.get(index, at)?.status))
                .collect()
        })
        .collect();
    assert_eq!(found, expected);
}
