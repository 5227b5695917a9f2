//! `claims`: the reading made visible, as a fact-check sheet.

mod csv;
mod html;
mod json;
mod lines;
mod sheet;
mod text;
mod verify;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::args::{ClaimsArgs, SheetFormat as Choice};
use super::check::{ARTICLE_LIMIT, BATCH, STACK, STDIN};
use super::collect::{Failure, Input, collect, plain, shown};
use super::progress::Progress;
use super::{Outcome, terminal};
use crate::config::{self, Config};
use crate::prose::{self, Syntax};
use crate::text::file::{read_stream, read_text};
use crate::workspace::{self, Report, Workspace};
use sheet::Sheet;

/// A format of `claims`: told each article in order, then that all is told.
trait Format {
    fn sheet(&mut self, out: &mut dyn Write, sheet: &Sheet) -> io::Result<()>;

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// Reads what the arguments name and shows what it says.
pub fn run(args: &ClaimsArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("the current folder is not known")?;
    let user = Config { profile: args.profile, ..Config::default() };
    let workspace = Workspace::of_user(vec![config::project_root(&here)], user);
    // The pool can be set up once a process; a second set-up keeps the first.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let from_stdin = args.paths.iter().any(|path| path.as_os_str() == STDIN);
    if from_stdin && args.paths.len() > 1 {
        bail!("`-` stands alone: standard input cannot be read together with files");
    }
    if !from_stdin && args.stdin_filename.is_some() {
        bail!("`--stdin-filename` belongs to `-`, standard input");
    }
    let mut format: Box<dyn Format> = match (args.format, args.one_per_line) {
        // An array would be no object a line.
        (None | Some(Choice::Json | Choice::Jsonl), true) | (Some(Choice::Jsonl), false) => {
            Box::new(json::Json::lines())
        }
        (Some(Choice::Json), false) => Box::new(json::Json::array()),
        (Some(Choice::Csv), _) => Box::new(csv::Csv::default()),
        (Some(Choice::Html), _) => Box::new(html::Html::default()),
        (None | Some(Choice::Text), _) => {
            Box::new(text::Text::new(terminal::colours(args.color), terminal::width()))
        }
    };
    let mut desk = Desk { args, workspace, here, failed: false };
    if from_stdin {
        desk.standard_input(&mut *format, out)?;
    } else {
        desk.files(&mut *format, out)?;
    }
    format.finish(out)?;
    Ok(if desk.failed { Outcome::Incomplete } else { Outcome::Clean })
}

struct Desk<'a> {
    args: &'a ClaimsArgs,
    workspace: Workspace,
    here: PathBuf,
    failed: bool,
}

/// One article, read. `None` for what configuration says to leave alone.
type Read = Result<Option<Sheet>, Failure>;

impl Desk<'_> {
    fn standard_input(&mut self, format: &mut dyn Format, out: &mut dyn Write) -> anyhow::Result<()> {
        let name = self.args.stdin_filename.as_deref();
        let input = Input {
            shown: name.map_or_else(|| "<stdin>".to_owned(), shown),
            // Without a name it is a document of this folder, so that its configuration holds.
            path: plain(&self.here.join(name.unwrap_or(Path::new("<stdin>")))),
            named: true,
        };
        if self.args.one_per_line {
            // Data sets are plain text unless their name says otherwise.
            let syntax = name.map_or(Syntax::Plain, |name| workspace::syntax(Some(name), None));
            return self.lines(&input, syntax, io::stdin().lock(), format, out);
        }
        let read = match read_stream(io::stdin().lock(), ARTICLE_LIMIT) {
            Ok(text) => self.shielded(&input, || Ok(self.sheet(&input, &text))),
            Err(error) => Err(Failure::unread(&input, &error)),
        };
        self.tell(read, format, out)
    }

    fn files(&mut self, format: &mut dyn Format, out: &mut dyn Write) -> anyhow::Result<()> {
        let anywhere = [PathBuf::from(".")];
        let paths = if self.args.paths.is_empty() { &anywhere[..] } else { &self.args.paths };
        let (inputs, failures) = collect(paths, &self.here);
        for failure in failures {
            self.tell(Err(failure), format, out)?;
        }
        if inputs.is_empty() && !self.failed {
            terminal::say("no articles found: folders are searched for .md, .markdown, .txt and the like");
        }
        if self.args.one_per_line {
            for input in &inputs {
                let syntax = workspace::syntax(Some(&input.path), Some("plaintext"));
                match std::fs::File::open(&input.path) {
                    Ok(file) => self.lines(input, syntax, file, format, out)?,
                    Err(error) => self.tell(Err(Failure::unread(input, &error.into())), format, out)?,
                }
            }
            return Ok(());
        }
        let progress = Progress::new(inputs.len());
        for batch in inputs.chunks(BATCH) {
            let read: Vec<Read> = batch
                .par_iter()
                .map(|input| {
                    let read = self.shielded(input, || match read_text(&input.path, ARTICLE_LIMIT) {
                        Ok(text) => Ok(self.sheet(input, &text)),
                        Err(error) => Err(Failure::unread(input, &error)),
                    });
                    progress.step();
                    read
                })
                .collect();
            progress.aside(|| {
                read.into_iter().try_for_each(|read| self.tell(read, format, out))?;
                // On a terminal, what is known is shown at once.
                out.flush().map_err(anyhow::Error::from)
            })?;
        }
        progress.done();
        Ok(())
    }

    /// A panic over one article must not cost the others.
    fn shielded(&self, input: &Input, read: impl FnOnce() -> Read) -> Read {
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Failure::fault(input)))
    }

    fn sheet(&self, input: &Input, text: &str) -> Option<Sheet> {
        let report = self.look(input, text, workspace::syntax(Some(&input.path), None));
        // The newsroom's own notes are not articles, even when they lie among them.
        let is_notes = !input.named && report.around.files.contains(&input.path);
        (!report.around.ignored && !is_notes).then(|| Sheet::of(input.shown.clone(), &report))
    }

    fn look(&self, input: &Input, text: &str, syntax: Syntax) -> Report {
        let page = Arc::new(prose::parse(text.into(), syntax));
        let around = self.workspace.surroundings(Some(&input.path), &page.front_matter);
        workspace::read(page, around)
    }

    fn tell(&mut self, read: Read, format: &mut dyn Format, out: &mut dyn Write) -> anyhow::Result<()> {
        match read {
            Ok(Some(sheet)) => format.sheet(out, &sheet)?,
            Ok(None) => {}
            Err(failure) => {
                failure.tell();
                self.failed = true;
            }
        }
        Ok(())
    }
}
