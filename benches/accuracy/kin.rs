//! Words that are alike, from the texts of the sets without their labels.

use std::error::Error;
use std::fs;
use std::path::Path;

use factcheck_ls::language::model::kin::{self, Kin};
use factcheck_ls::language::model::worth;
use factcheck_ls::workspace::Tongue;
use rayon::prelude::*;
use serde::Deserialize;

/// The sets read: none of those on which check-worthiness is measured.
pub const SETS: [&str; 9] = [
    "news_bbc",
    "news_abc",
    "polnear",
    "anon_snippets",
    "babe",
    "ud_gum",
    "ud_ewt",
    "szeged_wiki",
    "szeged_news",
];

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// The kin of the words in the texts of a folder. A set that is not there is left out.
///
/// # Errors
///
/// A line that is no object with a `text`.
pub fn of(folder: &Path) -> Result<Kin, Box<dyn Error + Send + Sync>> {
    let tongue = Tongue::bundled();
    let mut texts = Vec::new();
    for set in SETS {
        let Ok(lines) = fs::read_to_string(folder.join(set).join("dev.jsonl")) else { continue };
        let lines: Vec<Line> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let sequences = lines.par_iter().flat_map_iter(|line| {
            line.text.split("\n\n").map(|paragraph| worth::sequence(paragraph, &tongue.lexicon))
        });
        texts.par_extend(sequences);
    }
    Ok(kin::kin(&texts))
}
