//! `check`: articles in, a report and an exit code out.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::args::{CheckArgs, Format as Choice};
use super::collect::{Failure, Input, collect, plain, shown};
use super::progress::Progress;
use super::report::github::GitHub;
use super::report::json::Json;
use super::report::sarif::SarifLog;
use super::report::text::Text;
use super::report::{Document, Format, Summary, kind_of};
use super::{Outcome, fix, terminal};
use crate::config::{self, Config};
use crate::prose::{self, Syntax};
use crate::rules::front_matter;
use crate::text::Problem;
use crate::text::file::{SMALL_FILE, read_stream, read_text};
use crate::workspace::{self, Report, Workspace};

/// The largest article that is checked, in bytes. A long novel has two million.
pub const ARTICLE_LIMIT: u64 = 20 << 20;

/// The word for standard input.
pub const STDIN: &str = "-";

/// Files checked before what was found is reported: memory stays bounded, order stays that of the paths.
pub const BATCH: usize = 256;

/// Deeply nested articles and long chains of blocks need some stack.
pub const STACK: usize = 16 << 20;

/// One article after the check.
enum Checked {
    /// It was judged: what is shown, what is hidden, what is wrong around it.
    Judged(Box<Judged>),
    /// Configuration says to leave it alone.
    LeftOut,
    /// It could not be.
    Failed(Failure),
}

struct Judged {
    document: Document,
    ignored: usize,
    fixed: usize,
    failed_rules: Vec<&'static str>,
    problems: Vec<(&'static str, Problem)>,
}

/// Checks what the arguments name.
pub fn run(args: &CheckArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("the current folder is not known")?;
    let user = Config { profile: args.profile, ..Config::default() };
    let workspace = Workspace::of_user(vec![config::project_root(&here)], user);
    let mut format: Box<dyn Format> = match args.format {
        Choice::Text => Box::new(Text::new(terminal::colours(args.color), terminal::width())),
        Choice::Json => Box::new(Json::array()),
        Choice::Jsonl => Box::new(Json::lines()),
        Choice::Sarif => Box::new(SarifLog::default()),
        Choice::Github => Box::new(GitHub),
    };
    // The pool can be set up once a process; a second set-up keeps the first.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();

    let mut run = Run { args, workspace, here, summary: Summary::default(), problems: BTreeMap::new() };
    let articles = if args.paths.iter().any(|path| path.as_os_str() == STDIN) {
        if args.paths.len() > 1 {
            bail!("`-` stands alone: standard input cannot be checked together with files");
        }
        if args.fix {
            bail!("`--fix` needs files: standard input cannot be written to");
        }
        run.standard_input(&mut *format, out)?;
        1
    } else {
        if args.stdin_filename.is_some() {
            bail!("`--stdin-filename` belongs to `-`, standard input");
        }
        run.files(&mut *format, out)?
    };
    run.finish(articles, &mut *format, out)
}

struct Run<'a> {
    args: &'a CheckArgs,
    workspace: Workspace,
    here: PathBuf,
    summary: Summary,
    /// What is wrong with the files around the articles, by path, each once.
    problems: BTreeMap<PathBuf, (&'static str, Vec<Problem>)>,
}

impl Run<'_> {
    fn standard_input(&mut self, format: &mut dyn Format, out: &mut dyn Write) -> anyhow::Result<()> {
        let name = self.args.stdin_filename.as_deref();
        let input = Input {
            shown: name.map_or_else(|| "<stdin>".to_owned(), shown),
            // Without a name it is a document of this folder, so that its configuration holds.
            path: plain(&self.here.join(name.unwrap_or(Path::new("<stdin>")))),
            named: true,
        };
        let checked = match read_stream(io::stdin().lock(), ARTICLE_LIMIT) {
            Ok(text) => self.shielded(&input, || self.judge(&input, text)),
            Err(error) => Checked::Failed(Failure::unread(&input, &error)),
        };
        self.report(checked, format, out)
    }

    fn files(&mut self, format: &mut dyn Format, out: &mut dyn Write) -> anyhow::Result<usize> {
        let anywhere = [PathBuf::from(".")];
        let paths = if self.args.paths.is_empty() { &anywhere[..] } else { &self.args.paths };
        let (inputs, failures) = collect(paths, &self.here);
        for failure in failures {
            self.fail(failure);
        }
        let progress = Progress::new(inputs.len());
        for batch in inputs.chunks(BATCH) {
            let checked: Vec<Checked> = batch
                .par_iter()
                .map(|input| {
                    let checked = self.shielded(input, || self.check_file(input));
                    progress.step();
                    checked
                })
                .collect();
            progress.aside(|| {
                checked.into_iter().try_for_each(|checked| self.report(checked, format, out))?;
                // On a terminal, what is known is shown at once.
                out.flush().map_err(anyhow::Error::from)
            })?;
        }
        progress.done();
        Ok(inputs.len())
    }

    /// A panic over one file must not cost the others.
    fn shielded(&self, input: &Input, check: impl FnOnce() -> Checked) -> Checked {
        catch_unwind(AssertUnwindSafe(check)).unwrap_or_else(|_| Checked::Failed(Failure::fault(input)))
    }

    fn check_file(&self, input: &Input) -> Checked {
        let text = match read_text(&input.path, ARTICLE_LIMIT) {
            Ok(text) => text,
            Err(error) => return Checked::Failed(Failure::unread(input, &error)),
        };
        if !self.args.fix {
            return self.judge(input, text);
        }
        let fixed = fix::apply(text, |text| self.look(input, text));
        if fixed.count > 0
            && let Err(error) = crate::text::file::replace(&input.path, &fixed.text)
        {
            return Checked::Failed(Failure {
                path: input.shown.clone(),
                message: format!("its fixes could not be written: {error}"),
                remedy: Some("The file is as it was.".into()),
            });
        }
        match self.judge(input, fixed.text) {
            Checked::Judged(mut judged) => {
                judged.fixed = fixed.count;
                Checked::Judged(judged)
            }
            other => other,
        }
    }

    fn look(&self, input: &Input, text: &str) -> Report {
        let syntax = workspace::syntax_of(Some(&input.path), None, text);
        let page = Arc::new(prose::parse(text.into(), syntax));
        let around = self.workspace.surroundings(Some(&input.path), &page.front_matter);
        workspace::check(page, around)
    }

    fn judge(&self, input: &Input, text: String) -> Checked {
        let report = self.look(input, &text);
        let around = &report.around;
        // The newsroom's own notes are not articles, even when they lie among them.
        let is_notes = !input.named && around.files.contains(&input.path);
        if around.ignored || is_notes {
            return Checked::LeftOut;
        }
        let (own, others): (Vec<_>, Vec<_>) =
            around.problems.iter().partition(|problem| problem.path == input.path);
        let mut document = Document::of_report(input.shown.clone(), &report, self.args.show_ignored);
        let name = match report.page.syntax {
            Syntax::Bibliography => kind_of(&input.path, std::slice::from_ref(&input.path)),
            _ => front_matter::NAME,
        };
        document.add_problems(name, own);
        let problems = others
            .into_iter()
            .map(|problem| (kind_of(&problem.path, &around.library.files), problem.clone()))
            .collect();
        Checked::Judged(Box::new(Judged {
            document,
            ignored: report.verdict.ignored.len(),
            fixed: 0,
            failed_rules: report.verdict.failed.clone(),
            problems,
        }))
    }

    fn report(
        &mut self,
        checked: Checked,
        format: &mut dyn Format,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let judged = match checked {
            Checked::Judged(judged) => *judged,
            Checked::LeftOut => {
                self.summary.left_out += 1;
                return Ok(());
            }
            Checked::Failed(failure) => {
                self.fail(failure);
                return Ok(());
            }
        };
        self.summary.checked += 1;
        self.summary.ignored += judged.ignored;
        self.summary.count(&judged.document);
        self.summary.tally = judged.document.tally;
        if judged.fixed > 0 {
            self.summary.fixed.0 += judged.fixed;
            self.summary.fixed.1 += 1;
        }
        for rule in judged.failed_rules {
            self.fail(Failure {
                path: judged.document.path.clone(),
                message: format!("a fault in the rule {rule} cost its findings in this file"),
                remedy: Some("Please report it, with the smallest text that shows it.".into()),
            });
        }
        for (kind, problem) in judged.problems {
            let (_, known) = self.problems.entry(problem.path.clone()).or_insert((kind, Vec::new()));
            if !known.contains(&problem) {
                known.push(problem);
            }
        }
        format.document(out, &judged.document)?;
        Ok(())
    }

    fn fail(&mut self, failure: Failure) {
        failure.tell();
        self.summary.failures.push(failure);
    }

    fn finish(
        mut self,
        articles: usize,
        format: &mut dyn Format,
        out: &mut dyn Write,
    ) -> anyhow::Result<Outcome> {
        for (path, (kind, problems)) in std::mem::take(&mut self.problems) {
            let text = read_text(&path, SMALL_FILE).unwrap_or_default();
            let near = path.strip_prefix(&self.here).unwrap_or(&path);
            let document = Document::of_problems(shown(near), text.into(), kind, &problems);
            self.summary.count(&document);
            format.document(out, &document)?;
        }
        if articles != 1 {
            self.summary.tally = None;
        }
        format.finish(out, &self.summary)?;
        if articles == 0 && self.summary.failures.is_empty() {
            terminal::say("no articles found: folders are searched for .md, .markdown, .txt and the like");
        }
        Ok(if !self.summary.failures.is_empty() {
            Outcome::Incomplete
        } else if self.summary.reaches(self.args.deny.into()) {
            Outcome::Denied
        } else {
            Outcome::Clean
        })
    }
}
