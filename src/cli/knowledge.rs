//! `knowledge`: the imported index, made, asked and removed.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Outcome;
use super::args::{ImportArgs, KnowledgeArgs, KnowledgeCommand};
use super::terminal::tame;
use crate::knowledge::index::import::{Import, Imported, Step, import, staging_of};
use crate::knowledge::index::input::Lines;
use crate::knowledge::index::{self, Contents, Index, IndexError};
use crate::knowledge::{Entity, Store};

/// Does what is asked of the index.
pub fn run(args: &KnowledgeArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let path = args.index.clone().or_else(index::default_path);
    let path = path.context("there is no home folder: name the index's file with --index")?;
    match &args.command {
        KnowledgeCommand::Import(import) => imported(import, &path, out),
        KnowledgeCommand::Status => status(&path, out),
        KnowledgeCommand::Search { name } => search(&path, name, out),
        KnowledgeCommand::Remove => remove(&path, out),
    }
}

fn imported(args: &ImportArgs, index: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if let Some(folder) = index.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let read = Arc::new(AtomicU64::new(0));
    let (file, size, lines) = if args.file == Path::new("-") {
        ("-".to_owned(), None, Lines::of(io::stdin(), read.clone())?)
    } else {
        let named = args.file.display().to_string();
        let file = File::open(&args.file).with_context(|| format!("{named} cannot be read"))?;
        let about = file.metadata()?;
        if about.is_dir() {
            bail!("{named} is a folder: name the dump's file");
        }
        (named, Some(about.len()), Lines::of(file, read.clone())?)
    };
    // "mul" is where Wikidata keeps names that are the same in every language.
    let mut languages = args.languages.clone();
    if !languages.iter().any(|language| language == "mul") {
        languages.push("mul".into());
    }
    let wanted =
        Import { index: index.to_path_buf(), file, languages, restart: args.restart, finish: args.finish };
    let progress = Progress::new(size, read);
    let done = import(&wanted, lines, |step| progress.told(&step));
    progress.bar.finish_and_clear();
    let Imported { tally, resumed, contents } = done?;
    if resumed > 0 {
        writeln!(out, "Went on after line {}, where an earlier import had come to.", HumanCount(resumed))?;
    }
    writeln!(out, "Read {} lines.", HumanCount(tally.lines))?;
    if tally.malformed > 0 {
        writeln!(out, "Could not read {} of them:", HumanCount(tally.malformed))?;
        for (line, complaint) in &tally.complaints {
            writeln!(out, "  line {line}: {}", tame(complaint))?;
        }
    }
    told(&contents, index, out)?;
    Ok(Outcome::Clean)
}

fn status(path: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let staging = staging_of(path);
    if staging.is_dir() {
        writeln!(
            out,
            "An import is unfinished: the same command goes on where it came to ({}).",
            staging.display()
        )?;
    }
    match Index::open(path) {
        Ok(index) => {
            told(index.contents(), path, out)?;
            Ok(Outcome::Clean)
        }
        Err(error @ IndexError::Missing(_)) => {
            writeln!(out, "{}.", sentence(&error.to_string()))?;
            Ok(Outcome::Clean)
        }
        Err(error) => Err(error.into()),
    }
}

fn told(contents: &Contents, path: &Path, out: &mut dyn Write) -> io::Result<()> {
    let size = fs::metadata(path).map_or(0, |about| about.len());
    writeln!(out, "{} ({})", path.display(), HumanBytes(size))?;
    writeln!(
        out,
        "From {}, imported {}, names in {}",
        tame(&contents.file),
        contents.imported,
        contents.languages.join(", ")
    )?;
    for (what, count) in [
        ("people", contents.people),
        ("organisations", contents.organisations),
        ("places", contents.places),
        ("outlets", contents.outlets),
        ("offices", contents.offices),
        ("works", contents.works),
        ("names", contents.names),
    ] {
        writeln!(out, "  {what:<14}{:>12}", HumanCount(count).to_string())?;
    }
    Ok(())
}

fn search(path: &Path, name: &str, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    // The bundled facts answer, too, when there is no index: that is what hovers show then.
    let store = match Index::open(path) {
        Ok(_) => Store::new(Vec::new()).with_index(Arc::new(index::Lazy::at(Some(path.to_path_buf())))),
        Err(IndexError::Missing(_)) => Store::new(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let found = store.look_up(name);
    if found.is_empty() {
        writeln!(out, "Nothing is known by the name \u{201c}{}\u{201d}.", tame(name))?;
        return Ok(Outcome::Denied);
    }
    for (number, entity) in found.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        shown(entity, out)?;
    }
    let more = store.namesakes(name).saturating_sub(found.len());
    if more > 0 {
        writeln!(out, "\nand {} less well known of this name", HumanCount(more as u64))?;
    }
    Ok(Outcome::Clean)
}

fn shown(entity: &Entity, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", tame(&entity.name))?;
    if !entity.description.is_empty() {
        write!(out, " — {}", tame(&entity.description))?;
    }
    writeln!(out, " ({})", entity.item.as_deref().unwrap_or(entity.layer))?;
    for office in &entity.offices {
        writeln!(out, "  {} ({})", tame(&office.to_string()), tame(&office.source))?;
    }
    for fact in &entity.facts {
        let as_of = fact.as_of.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
        writeln!(out, "  {}: {} ({}{as_of})", tame(&fact.name), tame(&fact.value), tame(&fact.source))?;
    }
    Ok(())
}

fn remove(path: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let staging = staging_of(path);
    let mut gone = Vec::new();
    if staging.is_dir() {
        fs::remove_dir_all(&staging).with_context(|| format!("{} cannot be removed", staging.display()))?;
        gone.push(staging);
    }
    // Nothing but an index of ours is removed by this command.
    match Index::open(path) {
        Ok(_) | Err(IndexError::Version(_) | IndexError::Damaged { .. }) => {
            fs::remove_file(path).with_context(|| format!("{} cannot be removed", path.display()))?;
            gone.push(path.to_path_buf());
        }
        Err(IndexError::Missing(_)) => {}
    }
    let gone: Vec<String> = gone.iter().map(|path: &PathBuf| path.display().to_string()).collect();
    if gone.is_empty() {
        writeln!(out, "There is no index at {}.", path.display())?;
    } else {
        writeln!(out, "Removed {}.", gone.join(" and "))?;
    }
    Ok(Outcome::Clean)
}

/// With a capital.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// A bar on standard error with rate and time left; a line a minute where that is no terminal.
struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    told: std::cell::Cell<Instant>,
    terminal: bool,
}

impl Progress {
    const PAUSE: Duration = Duration::from_secs(60);

    fn new(size: Option<u64>, read: Arc<AtomicU64>) -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(
            size,
            if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() },
        );
        let template = match size {
            Some(_) => "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left · {msg}",
            None => "{bytes} read, {bytes_per_sec} · {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, read, told: std::cell::Cell::new(Instant::now()), terminal }
    }

    fn told(&self, step: &Step<'_>) {
        self.bar.set_position(self.read.load(Ordering::Relaxed));
        let words = match step {
            Step::Skipping(lines) => format!("{} lines read before", HumanCount(*lines)),
            Step::Reading(tally) => {
                format!("{} lines, {} kept", HumanCount(tally.lines), HumanCount(tally.kept))
            }
            Step::Building(done, all) => format!("building the index, {}%", done * 100 / (*all).max(1)),
        };
        if !self.terminal && self.told.get().elapsed() >= Self::PAUSE {
            self.told.set(Instant::now());
            let _ = writeln!(io::stderr(), "{words}");
        }
        self.bar.set_message(words);
    }
}
