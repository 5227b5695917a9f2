//! What was found, ready to be shown, and the formats that show it.

pub mod github;
pub mod json;
pub mod sarif;
pub mod text;

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::citations::Status;
use crate::prose::directive::{Directive, Order, reason_of};
use crate::rules::{Finding, Fix, FixKind, Related};
use crate::text::{Encoding, LineIndex, Position, Problem, Severity, Span};
use crate::workspace::Report;

use super::collect::Failure;

/// A format of `check`: told each document in order, then how it all ended.
pub trait Format {
    /// Reports one document, with or without findings.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    fn document(&mut self, out: &mut dyn Write, document: &Document) -> io::Result<()>;

    /// Ends the report.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
}

/// One file and what stands in it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path as the user would write it.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
    /// Where its lines begin.
    pub lines: LineIndex,
    /// What was found, in order of place.
    pub entries: Vec<Entry>,
    /// Its ignores, when they are asked for.
    pub ignores: Vec<Ignore>,
    /// What its sentences rest on; `None` for files that are not articles.
    pub tally: Option<Tally>,
}

/// One finding, ready to be shown.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The rule, or `config`, `bibliography` or `notes`.
    pub rule: &'static str,
    /// How loudly.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// The words marked.
    pub span: Span,
    /// Whether the place is known; else the finding is about the whole file.
    pub placed: bool,
    /// What else matters.
    pub related: Vec<Related>,
    /// What settles it.
    pub fixes: Vec<Fix>,
    /// What would mend it, where there is no fix to apply.
    pub help: Option<String>,
    /// Set when an ignore hides it: the reason given, which may be empty.
    pub ignored: Option<String>,
}

/// An ignore, and what it hides.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// The comment.
    pub span: Span,
    /// `sentence`, `block` or `file`.
    pub form: &'static str,
    /// The rules it names; none is every rule.
    pub rules: Vec<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// How many findings it hides.
    pub hides: usize,
}

impl Ignore {
    fn all(report: &Report) -> Vec<Ignore> {
        let hidden = &report.verdict.ignored;
        let ignore = |(index, directive): (usize, &Directive)| {
            let (form, rules) = match &directive.order {
                Order::IgnoreNext { rules, .. } => ("sentence", rules),
                Order::Off { rules, .. } => ("block", rules),
                Order::IgnoreFile { rules, .. } => ("file", rules),
                Order::On { .. } | Order::Check(_) | Order::Unknown { .. } => return None,
            };
            Some(Ignore {
                span: directive.source,
                form,
                rules: rules.iter().map(|(name, _)| name.clone()).collect(),
                reason: reason_of(&directive.order).map(str::to_owned),
                hides: hidden.iter().filter(|(_, by)| *by == index).count(),
            })
        };
        report.page.directives.iter().enumerate().filter_map(ignore).collect()
    }
}

/// What an article's sentences rest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Sentences.
    pub sentences: usize,
    /// Those that claim something checkable.
    pub claims: usize,
    /// Claims with paper in reach.
    pub sourced: usize,
    /// Claims someone named makes.
    pub attributed: usize,
    /// Claims of unnamed sources.
    pub anonymous: usize,
    /// Claims of groups, rumours or nobody.
    pub vague: usize,
    /// Claims of the writer alone.
    pub unsourced: usize,
}

/// How a check ended.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Articles checked.
    pub checked: usize,
    /// Articles left out because configuration says so.
    pub left_out: usize,
    /// Findings by severity, quietest first.
    pub counts: [usize; 4],
    /// Findings that ignores hide.
    pub ignored: usize,
    /// Fixes applied, and the files they were applied to.
    pub fixed: (usize, usize),
    /// What could not be checked.
    pub failures: Vec<Failure>,
    /// The tally of the one article there was.
    pub tally: Option<Tally>,
}

impl Document {
    /// An article, judged. Fixes are worked out here, and only for what is shown.
    pub fn of_report(path: String, report: &Report, show_ignored: bool) -> Self {
        let text = Arc::clone(&report.page.text);
        let mut entries: Vec<Entry> =
            report.findings().iter().map(|finding| Entry::of(report, finding, None)).collect();
        if show_ignored {
            for (finding, directive) in &report.verdict.ignored {
                let reason = report.page.directives.get(*directive).and_then(|it| reason_of(&it.order));
                entries.push(Entry::of(report, finding, Some(reason.unwrap_or_default().to_owned())));
            }
            entries.sort_by_key(|entry| (entry.span.start, entry.span.end, entry.rule));
        }
        let ignores = if show_ignored { Ignore::all(report) } else { Vec::new() };
        let lines = LineIndex::new(&text);
        Document { path, lines, text, entries, ignores, tally: Some(Tally::of(report)) }
    }

    /// A file that is not an article, with what is wrong with it.
    pub fn of_problems(path: String, text: Arc<str>, rule: &'static str, problems: &[Problem]) -> Self {
        let lines = LineIndex::new(&text);
        let mut document =
            Document { path, text, lines, entries: Vec::new(), ignores: Vec::new(), tally: None };
        document.add_problems(rule, problems);
        document
    }

    /// Adds what is wrong with the file itself, each in its place.
    pub fn add_problems<'a>(&mut self, rule: &'static str, problems: impl IntoIterator<Item = &'a Problem>) {
        for problem in problems {
            // What a rule says of the same words need not be said twice.
            let told = |span: Span| {
                self.entries.iter().any(|entry| entry.span == span && !span.is_empty() && entry.rule != rule)
            };
            if problem.span.is_some_and(told) {
                continue;
            }
            self.entries.push(Entry::of_problem(&self.text, &self.lines, rule, problem));
        }
        self.entries.sort_by_key(|entry| (entry.span.start, entry.span.end));
    }

    /// Line and column of a byte, both from 1, columns in characters.
    pub fn place(&self, offset: usize) -> Position {
        let at = self.lines.position(&self.text, offset, Encoding::Utf32);
        Position { line: at.line + 1, column: at.column + 1 }
    }
}

impl Entry {
    /// What to do about it, in one line. To silence it is never the advice.
    pub fn advice(&self) -> Option<&str> {
        let mut settling = self.fixes.iter().filter(|fix| fix.kind != FixKind::Ignore);
        let first = settling.clone().find(|fix| fix.preferred).or_else(|| settling.next());
        self.help.as_deref().or(first.map(|fix| fix.title.as_str()))
    }

    fn of(report: &Report, finding: &Finding, ignored: Option<String>) -> Self {
        Entry {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message.clone(),
            span: finding.span,
            placed: true,
            related: finding.related.clone(),
            fixes: report.fixes(finding),
            help: None,
            ignored,
        }
    }

    fn of_problem(text: &str, lines: &LineIndex, rule: &'static str, problem: &Problem) -> Self {
        let fits = |span: &Span| text.get(span.start..span.end).is_some();
        let known = problem.span.filter(fits).or_else(|| {
            let position = problem.position?;
            Some(Span::at(lines.offset(text, position, Encoding::Utf32)))
        });
        let known = known.filter(|_| !text.is_empty());
        Entry {
            rule,
            severity: problem.severity,
            message: problem.message.clone(),
            span: known.unwrap_or_default(),
            placed: known.is_some(),
            related: Vec::new(),
            fixes: Vec::new(),
            help: problem.remedy.clone(),
            ignored: None,
        }
    }
}

impl Tally {
    fn of(report: &Report) -> Self {
        let mut tally = Tally::default();
        for (block, reading) in report.readings.iter().enumerate() {
            tally.sentences += reading.sentences.len();
            for sentence in 0..reading.sentences.len() {
                let Some(supported) = report.support.get(block, sentence) else { continue };
                let count = match supported.status {
                    Status::Sourced => &mut tally.sourced,
                    Status::Attributed => &mut tally.attributed,
                    Status::Anonymous => &mut tally.anonymous,
                    Status::Vague => &mut tally.vague,
                    Status::Unsourced => &mut tally.unsourced,
                    Status::NotCheckable => continue,
                };
                *count += 1;
                tally.claims += 1;
            }
        }
        tally
    }
}

impl Summary {
    /// Counts what a document shows.
    pub fn count(&mut self, document: &Document) {
        for entry in document.entries.iter().filter(|entry| entry.ignored.is_none()) {
            self.counts[entry.severity as usize] += 1;
        }
    }

    /// Findings in all.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Whether anything stands at this level or above.
    pub fn reaches(&self, level: Severity) -> bool {
        self.counts[level as usize..].iter().any(|count| *count > 0)
    }
}

/// The path with `/` between its parts, for formats that other machines read.
pub fn with_slashes(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace('\\', "/") }
}

/// Which kind of file a problem belongs to.
pub fn kind_of(path: &Path, libraries: &[std::path::PathBuf]) -> &'static str {
    if path.file_name().is_some_and(|name| name == crate::config::FILE_NAME) {
        "config"
    } else if libraries.iter().any(|library| library == path) {
        "bibliography"
    } else {
        "notes"
    }
}
