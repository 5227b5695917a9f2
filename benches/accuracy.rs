//! How right the reading is: precision, recall and F1 against labelled data, in one table.
//!
//! ```sh
//! cargo bench --bench accuracy -- FOLDER [SET…] [--misses N]
//! ```
//!
//! FOLDER holds the data, a folder a set, each with a `dev.jsonl`; SET is one or more of the names in the table's
//! first column (its first letters do); `shuffled` runs only by name. Offsets in the data are Unicode code points.
//! Nothing of the data is kept here.

#[path = "accuracy/anonymity.rs"]
mod anonymity;
#[path = "accuracy/attributions.rs"]
mod attributions;
#[path = "accuracy/claims.rs"]
mod claims;
#[path = "accuracy/data.rs"]
mod data;
#[path = "accuracy/hedges.rs"]
mod hedges;
#[path = "accuracy/kin.rs"]
mod kin;
#[path = "accuracy/look.rs"]
mod look;
#[path = "accuracy/names.rs"]
mod names;
#[path = "accuracy/noise.rs"]
mod noise;
#[path = "accuracy/quotations.rs"]
mod quotations;
#[path = "accuracy/score.rs"]
mod score;
#[path = "accuracy/sentences.rs"]
mod sentences;
#[path = "accuracy/shuffled.rs"]
mod shuffled;
#[path = "accuracy/sources.rs"]
mod sources;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use data::Data;
use score::Row;

/// A set: the name it is asked for by, and what measures it.
type Set = (&'static str, fn(&Data) -> Result<Vec<Row>, data::Missing>);

const SETS: [Set; 17] = [
    ("ud_gum", sentences::ud_gum),
    ("ud_ewt", sentences::ud_ewt),
    ("sbd_wsj_sample", sentences::wsj),
    ("sbd_brown_press", sentences::brown),
    ("polnear_sents", attributions::sentences),
    ("polnear", attributions::spans),
    ("quotations", quotations::speakers),
    ("polnear_srctype", sources::kinds),
    ("anon_snippets", anonymity::snippets),
    ("claimbuster", claims::claimbuster),
    ("policlaim", claims::policlaim),
    ("szeged_news", hedges::news),
    ("szeged_wiki", hedges::wiki),
    ("ner_conll03", names::conll),
    ("ner_re3d", names::re3d),
    ("ner_other", names::other),
    ("noise", noise::findings),
];

/// Measured only where it is asked for by name.
const BY_NAME: &[Set] = &[("shuffled", shuffled::files)];

/// What the command line asks for.
struct Ask {
    folder: PathBuf,
    sets: Vec<String>,
    misses: usize,
}

impl Ask {
    fn of(args: impl Iterator<Item = String>) -> Option<Ask> {
        let (mut folder, mut sets, mut misses) = (None, Vec::new(), 2);
        // Cargo adds `--bench`.
        let mut args = args.filter(|arg| arg != "--bench");
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--misses" => misses = args.next()?.parse().ok()?,
                _ if folder.is_none() => folder = Some(PathBuf::from(arg)),
                _ => sets.push(arg),
            }
        }
        Some(Ask { folder: folder?, sets, misses })
    }

    fn wants(&self, name: &str) -> bool {
        self.sets.is_empty() && SETS.iter().any(|(set, _)| *set == name)
            || self.sets.iter().any(|set| name.starts_with(set.as_str()))
    }
}

fn main() -> ExitCode {
    let Some(ask) = Ask::of(std::env::args().skip(1)) else {
        let usage = "accuracy: name the folder of the data: cargo bench --bench accuracy -- FOLDER [SET…] [--misses N]";
        let _ = writeln!(io::stderr(), "{usage}");
        return ExitCode::SUCCESS;
    };
    if !ask.folder.is_dir() {
        let _ =
            writeln!(io::stderr(), "accuracy: {} is no folder: nothing was measured", ask.folder.display());
        return ExitCode::FAILURE;
    }
    let mut out = io::stdout().lock();
    match measure(&ask, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has left.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "accuracy: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(ask: &Ask, out: &mut dyn Write) -> io::Result<()> {
    let begun = Instant::now();
    let data = Data::new(&ask.folder);
    let mut all = Vec::new();
    writeln!(out, "{}", Row::HEAD)?;
    for (name, set) in SETS.iter().chain(BY_NAME).filter(|(name, _)| ask.wants(name)) {
        match set(&data) {
            Ok(rows) => {
                for row in &rows {
                    writeln!(out, "{}", row.line())?;
                }
                out.flush()?;
                all.extend(rows);
            }
            Err(missing) => writeln!(out, "{name:<16} not measured: {missing}")?,
        }
    }
    for row in all.iter().filter(|_| ask.misses > 0) {
        row.misses(out, ask.misses)?;
    }
    writeln!(out, "\n{:.1} s", begun.elapsed().as_secs_f32())
}
