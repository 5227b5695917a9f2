//! Every rule's page is its test: the examples under *Flagged*, *Not flagged* and *Fixed* are run, and each fix that is
//! offered for a flagged example must settle it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use factcheck_ls::citations::Library;
use factcheck_ls::citations::transcripts::{Transcript, Transcripts};
use factcheck_ls::knowledge::{Notes, Store, notes};
use factcheck_ls::prose::{self, Syntax};
use factcheck_ls::rules::registry::{self, RULES};
use factcheck_ls::rules::{Finding, Fix, FixKind, Profile, Rule, Settings};
use factcheck_ls::text::{Severity, Span};
use factcheck_ls::workspace::{self, Report, Surroundings, Tongue};

const HEADINGS: [&str; 7] =
    ["Why it matters", "Flagged", "Not flagged", "Fixed", "Options", "When to ignore it", "References"];

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let mut wrong = String::new();
    let pages = page_files();
    for rule in RULES {
        let meta = rule.meta();
        let page = Page::parse(meta.page);
        if page.title != meta.id {
            let _ = writeln!(wrong, "{}: its page is headed {:?}", meta.id, page.title);
        }
        if page.headings != HEADINGS {
            let _ = writeln!(wrong, "{}: headings are {:?}", meta.id, page.headings);
        }
        if !pages.iter().any(|path| std::fs::read_to_string(path).is_ok_and(|text| text == meta.page)) {
            let _ = writeln!(wrong, "{}: its page is no file of src/rules", meta.id);
        }
        for kind in [Kind::Flagged, Kind::Silent] {
            let count = page.examples.iter().filter(|example| example.kind == kind).count();
            if count < 3 {
                let _ = writeln!(wrong, "{}: {count} {kind:?} examples, three at least are wanted", meta.id);
            }
        }
    }
    for path in &pages {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
        if registry::find(&id).is_none() {
            let _ = writeln!(wrong, "{}: no rule of this name", path.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn examples_flag_what_they_mark_and_nothing_else() {
    each_example(|rule, example, wrong| match example.kind {
        Kind::Flagged => flagged(rule, example, wrong),
        Kind::Silent => silent(rule, example, wrong),
        Kind::Before | Kind::After => {}
    });
}

#[test]
fn fixes_make_of_before_what_after_shows() {
    each_example(|rule, example, wrong| {
        if example.kind != Kind::Before {
            return;
        }
        let Some(after) = &example.after else {
            let _ = writeln!(wrong, "{rule}: an example to fix has no `after`:\n{}", example.text);
            return;
        };
        let wanted = example.word("fix").unwrap_or_default();
        let report = example.check();
        let found = own(&report, rule);
        let offered: Vec<Fix> = found.iter().flat_map(|finding| fixes(&report, finding)).collect();
        let Some(fix) = offered.iter().find(|fix| fix.title.starts_with(wanted)) else {
            let titles: Vec<_> = offered.iter().map(|fix| &fix.title).collect();
            let _ = writeln!(
                wrong,
                "{rule}: no fix begins with {wanted:?}, there are {titles:#?}\n{}",
                example.text
            );
            return;
        };
        let fixed = fix.edits.apply(&example.text);
        if fixed.trim_end() != after.trim_end() {
            let _ = writeln!(wrong, "{rule}: {:?} gives\n    {fixed}\ninstead of\n    {after}", fix.title);
        }
    });
}

#[test]
fn every_fix_settles_its_finding() {
    each_example(|rule, example, wrong| {
        if !matches!(example.kind, Kind::Flagged | Kind::Before) {
            return;
        }
        let report = example.check();
        for finding in own(&report, rule) {
            for fix in fixes(&report, finding) {
                settles(example, finding, &fix, wrong);
            }
        }
    });
}

/// The fix does not reach outside of the text, and after it the rule is silent at the place where it spoke.
fn settles(example: &Example, finding: &Finding, fix: &Fix, wrong: &mut String) {
    let text = &example.text;
    let edits = fix.edits.edits();
    for edit in edits {
        if text.get(edit.span.start..edit.span.end).is_none() {
            let _ = writeln!(
                wrong,
                "{}: {:?} edits {:?}, outside of the text",
                finding.rule, fix.title, edit.span
            );
            return;
        }
    }
    let fixed = fix.edits.apply(text);
    if fixed == *text {
        let _ = writeln!(wrong, "{}: {:?} changes nothing in\n    {text}", finding.rule, fix.title);
        return;
    }
    // Where the finding's words are now.
    let moved = |offset: usize, end: bool| {
        let mut at = offset as isize;
        for edit in edits {
            let before = if end { edit.span.start < offset } else { edit.span.end <= offset };
            if before {
                at += edit.text.len() as isize - edit.span.len() as isize;
            }
        }
        at.max(0) as usize
    };
    let place = Span::new(moved(finding.span.start, false), moved(finding.span.end, true).max(1));
    let again = example.check_text(&fixed);
    for left in own(&again, finding.rule) {
        // `placeholder` itself may still stand: a mark replaced by a stub is a placeholder. And a citation makes an
        // anonymous source another outlet's, which is quieter but not settled; so does a comment of a
        // note.
        let comment = finding.rule == "editor-note" && left.span.of(&fixed).starts_with("<!--");
        let quieter = (fix.kind == FixKind::Cite || comment)
            && (left.severity < finding.severity || finding.severity == Severity::Hint);
        if left.span.overlaps(place) && finding.rule != "placeholder" && !quieter {
            let _ = writeln!(
                wrong,
                "{}: {:?} leaves the finding {:?}:\n    {text}\n    {fixed}",
                finding.rule,
                fix.title,
                left.span.of(&fixed),
            );
            // Should it be offered again, it must change nothing more.
            for again_fix in fixes(&again, left).iter().filter(|other| other.title == fix.title) {
                if again_fix.edits.apply(&fixed) != fixed {
                    let _ =
                        writeln!(wrong, "{}: {:?} applied twice differs from once", finding.rule, fix.title);
                }
            }
        }
    }
}

fn flagged(rule: &'static str, example: &Example, wrong: &mut String) {
    let report = example.check();
    let got: Vec<&Finding> = report.findings().iter().collect();
    let mut fits = true;
    for mark in &example.marks {
        fits &= got.iter().any(|finding| {
            finding.rule == mark.rule
                && finding.span == mark.span
                && finding.message == mark.message
                && mark.severity.as_deref().is_none_or(|severity| severity == finding.severity.name())
        });
    }
    fits &= got
        .iter()
        .filter(|finding| finding.rule == rule)
        .all(|finding| example.marks.iter().any(|mark| mark.rule == rule && mark.span == finding.span));
    fits &= example.marks.iter().any(|mark| mark.rule == rule);
    if !fits {
        let _ = writeln!(wrong, "{rule}: expected");
        for mark in &example.marks {
            let severity = mark.severity.as_ref().map_or(String::new(), |severity| format!("{severity} "));
            show(&example.text, mark.span, &format!("{severity}{}: {}", mark.rule, mark.message), wrong);
        }
        let _ = writeln!(wrong, "got");
        for finding in &got {
            let label = format!("{} {}: {}", finding.severity.name(), finding.rule, finding.message);
            show(&example.text, finding.span, &label, wrong);
        }
        if got.is_empty() {
            let _ = writeln!(wrong, "    nothing in: {}", example.text);
        }
        wrong.push('\n');
    }
}

fn silent(rule: &'static str, example: &Example, wrong: &mut String) {
    let report = example.check();
    for finding in own(&report, rule) {
        let _ = writeln!(wrong, "{rule}: should be silent, but says");
        show(
            &example.text,
            finding.span,
            &format!("{}: {}", finding.severity.name(), finding.message),
            wrong,
        );
        wrong.push('\n');
    }
}

/// The line of a span, marks under it, and what is said of it.
fn show(text: &str, span: Span, label: &str, out: &mut String) {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let column = text[start..span.start].chars().count();
    let width = span.of(text).chars().count().max(1);
    let _ = writeln!(out, "    {line}\n    {}{} {label}", " ".repeat(column), "^".repeat(width));
}

fn own<'r>(report: &'r Report, rule: &str) -> Vec<&'r Finding> {
    report.findings().iter().filter(|finding| finding.rule == rule).collect()
}

/// What is offered for a finding, and all that its own rule would offer if menus were longer.
fn fixes(report: &Report, finding: &Finding) -> Vec<Fix> {
    let mut fixes = report.fixes(finding);
    let own =
        registry::find(finding.rule).map(|rule| rule.fixes(&report.context(), finding)).unwrap_or_default();
    for fix in own {
        if !fixes.iter().any(|other| other.title == fix.title) {
            fixes.push(fix);
        }
    }
    fixes
}

fn each_example(mut run: impl FnMut(&'static str, &Example, &mut String)) {
    let mut wrong = String::new();
    let mut count = 0;
    for rule in RULES {
        for example in &Page::parse(rule.meta().page).examples {
            run(rule.meta().id, example, &mut wrong);
            count += 1;
        }
    }
    assert!(count > 0, "no examples at all");
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn page_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the rules are there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A rule's page, taken apart.
struct Page {
    title: String,
    headings: Vec<String>,
    examples: Vec<Example>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Flagged,
    Silent,
    Before,
    After,
}

/// One fenced block.
struct Example {
    /// The rule of its page.
    rule: String,
    kind: Kind,
    syntax: Syntax,
    /// `name=value` words of the fence.
    words: Vec<(String, String)>,
    text: String,
    marks: Vec<Mark>,
    after: Option<String>,
}

/// What a line of `^^^^` asserts.
struct Mark {
    span: Span,
    severity: Option<String>,
    rule: String,
    message: String,
}

impl Page {
    fn parse(text: &str) -> Page {
        let mut page = Page { title: String::new(), headings: Vec::new(), examples: Vec::new() };
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(title) = line.strip_prefix("# ") {
                page.title = title.to_string();
            } else if let Some(heading) = line.strip_prefix("## ") {
                page.headings.push(heading.to_string());
            } else if line.starts_with("```") {
                let fence: String = line.chars().take_while(|c| *c == '`').collect();
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
                page.enter(&line[fence.len()..], &body);
            }
        }
        page
    }

    fn enter(&mut self, info: &str, body: &[&str]) {
        let words = info_words(info);
        let has = |name: &str| words.iter().any(|(word, value)| word == name && value.is_empty());
        let kind = match () {
            () if has("flagged") => Kind::Flagged,
            () if has("silent") => Kind::Silent,
            () if has("before") => Kind::Before,
            () if has("after") => Kind::After,
            () => return,
        };
        let syntax = match () {
            () if has("text") => Syntax::Plain,
            () if has("bibtex") || has("json") || has("yaml") => Syntax::Bibliography,
            () => Syntax::Markdown,
        };
        let (text, marks) = if kind == Kind::Flagged { marked(body) } else { (body.join("\n"), Vec::new()) };
        if kind == Kind::After {
            if let Some(before) = self.examples.last_mut().filter(|example| example.kind == Kind::Before) {
                before.after = Some(text);
            }
            return;
        }
        self.examples.push(Example {
            rule: self.title.clone(),
            kind,
            syntax,
            words,
            text,
            marks,
            after: None,
        });
    }
}

/// `text flagged date=2024-05-16 publication="Norvik Gazette"`, as names and values.
fn info_words(info: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    let mut rest = info.trim();
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let name = rest[..end].to_string();
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => after.split_at(after.find(' ').unwrap_or(after.len())),
            };
        }
        words.push((name, value.to_string()));
        rest = rest.trim_start();
    }
    words
}

/// Parts the lines of text from the lines of marks under them.
fn marked(body: &[&str]) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut line_start = 0;
    let mut marks = Vec::new();
    for (index, line) in body.iter().enumerate() {
        let trimmed = line.trim_start_matches(' ');
        if !trimmed.starts_with('^') || index == 0 {
            if index > 0 {
                text.push('\n');
            }
            line_start = text.len();
            text.push_str(line);
            continue;
        }
        let column = line.len() - trimmed.len();
        let width = trimmed.chars().take_while(|c| *c == '^').count();
        let above = &text[line_start..];
        let byte = |column: usize| above.char_indices().nth(column).map_or(above.len(), |(at, _)| at);
        let span = Span::new(line_start + byte(column), line_start + byte(column + width));
        let (head, message) = trimmed[width..].trim().split_once(": ").expect("a mark says `rule: message`");
        let (severity, rule) = match head.split_once(' ') {
            Some((severity, rule)) => (Some(severity.to_string()), rule),
            None => (None, head),
        };
        marks.push(Mark { span, severity, rule: rule.to_string(), message: message.to_string() });
    }
    (text, marks)
}

/// Built once: the bundled facts are many.
static TONGUE: LazyLock<Arc<Tongue>> = LazyLock::new(Tongue::bundled);

impl Example {
    fn word(&self, name: &str) -> Option<&str> {
        self.words.iter().find(|(word, _)| word == name).map(|(_, value)| value.as_str())
    }

    fn check(&self) -> Report {
        self.check_text(&self.text)
    }

    fn check_text(&self, text: &str) -> Report {
        let mut page = prose::parse(text.into(), self.syntax);
        if let Some(date) = self.word("date") {
            page.date = Some((date.parse().expect("a date as 2024-05-16"), Span::at(0)));
        }
        let mut around = Surroundings {
            settings: Settings::default(),
            config: None,
            ignored: false,
            library: Arc::default(),
            transcripts: Arc::default(),
            tongue: Arc::clone(&TONGUE),
            notes: Vec::new(),
            files: Vec::new(),
            problems: Vec::new(),
        };
        if let Some(profile) = self.word("profile").and_then(Profile::of_name) {
            around.settings = Settings::of(profile);
        }
        // A rule that is off by default is shown switched on.
        let own = self.word("on").and_then(|_| registry::find(&self.rule)).map(Rule::meta);
        if let Some(meta) = own {
            around.settings.severities.insert(meta.id.to_owned(), Some(meta.severity));
        }
        if let Some(labels) = self.word("approved") {
            around.tongue = Arc::new(Tongue::of(Store::new(vec![approved(labels)])));
        }
        if let Some(publication) = self.word("publication") {
            around.settings.publication = vec![publication.to_string()];
        }
        if let Some(keys) = self.word("bibliography") {
            around.library = Arc::new(library(keys));
        }
        for (word, file) in [("transcript", "transcript.txt"), ("source", "source.txt")] {
            if let Some(words) = self.word(word) {
                let file = Path::new(self.word("file").unwrap_or(file));
                around.transcripts = Arc::new(Transcripts::of(vec![Transcript::of(file, words)]));
            }
        }
        workspace::check(Arc::new(page), Arc::new(around))
    }
}

/// Notes with these anonymous sources, approved.
fn approved(labels: &str) -> Notes {
    let mut text = "# Anonymous\n".to_owned();
    for label in labels.split(',') {
        let _ = write!(
            text,
            "## {label}\n- described as: a person briefed on case {label}\n- approved by: K. Berg, 2024-05-14\n"
        );
    }
    notes::parse(Path::new("notes.md"), &text).0
}

/// A library that holds these keys.
fn library(keys: &str) -> Library {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let mut entries = String::new();
    for key in keys.split(',').filter(|key| !key.is_empty()) {
        let _ = writeln!(
            entries,
            "@article{{{key}, author = {{Ruiz, Ana}}, title = {{The Levee Report}}, journaltitle = {{Norvik Gazette}}, date = {{2024-05-02}}, url = {{https://gazette.example/{key}}}}}"
        );
    }
    let file = folder.path().join("sources.bib");
    std::fs::write(&file, entries).expect("the library is written");
    Library::load(&[file])
}
