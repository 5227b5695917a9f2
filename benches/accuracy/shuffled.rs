//! Every data file with its bytes shuffled, checked from end to end: nothing panics, nothing goes on for ever.
//!
//! Nobody writes such texts; what holds for them holds for any. Measured only where it is asked for by name.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use factcheck_ls::prose::Syntax;
use factcheck_ls::workspace::{Surroundings, check_text};
use rayon::prelude::*;

use super::data::{Data, Missing};
use super::score::Row;

/// A long file is shuffled and checked in pieces of this many bytes.
const PIECE: usize = 64 << 10;
/// Of a long file so many pieces, spread over it.
const PIECES: usize = 16;

/// What one piece came to.
struct Run {
    name: String,
    panicked: bool,
    took: Duration,
}

pub fn files(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "shuffled";
    let mut paths = Vec::new();
    gather(data.folder(), &mut paths);
    paths.sort();
    let around = Arc::new(Surroundings::default());
    let runs: Vec<Run> = paths
        .par_iter()
        .flat_map_iter(|path| {
            let bytes = fs::read(path).unwrap_or_default();
            let pieces: Vec<Vec<u8>> = bytes.chunks(PIECE).map(<[u8]>::to_vec).collect();
            let step = pieces.len().div_ceil(PIECES).max(1);
            let around = Arc::clone(&around);
            pieces.into_iter().enumerate().step_by(step).flat_map(move |(at, mut piece)| {
                shuffle(&mut piece, at as u64);
                let text = String::from_utf8_lossy(&piece).into_owned();
                let name = format!("{}, piece {at}", path.display());
                [Syntax::Markdown, Syntax::Plain, Syntax::Bibliography]
                    .map(|syntax| run(format!("{name}, {syntax:?}"), &text, syntax, &around))
            })
        })
        .collect();
    let panicked: Vec<String> = runs.iter().filter(|run| run.panicked).map(|run| run.name.clone()).collect();
    let slowest = runs.iter().max_by_key(|run| run.took);
    let (took, name) = slowest.map_or((Duration::ZERO, ""), |run| (run.took, run.name.as_str()));
    let failed = panicked.len();
    Ok(vec![
        Row::single(SET, "pieces that panicked", failed as f64, runs.len()).missing(panicked, Vec::new()),
        Row::single(SET, "slowest piece, seconds", took.as_secs_f64(), runs.len()).noting(name),
    ])
}

fn run(name: String, text: &str, syntax: Syntax, around: &Arc<Surroundings>) -> Run {
    let begun = Instant::now();
    let check = || check_text(text, syntax, Arc::clone(around)).findings().len();
    let panicked = catch_unwind(AssertUnwindSafe(check)).is_err();
    Run { name, panicked, took: begun.elapsed() }
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { gather(&path, paths) } else { paths.push(path) }
    }
}

/// Fisher and Yates, the same every time.
fn shuffle(bytes: &mut [u8], seed: u64) {
    let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
    for at in (1..bytes.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bytes.swap(at, (state >> 33) as usize % (at + 1));
    }
}
