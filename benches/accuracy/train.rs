//! Trains the model of check-worthiness and writes its weights: `src/language/model/claims.weights`.
//!
//! ```sh
//! cargo run --release --example train -- FOLDER
//! ```
//!
//! FOLDER holds labelled sentences: `claimbuster/dev.jsonl` and `policlaim/dev.jsonl`, an object a line with `text` and
//! `label` (1 or 0), and texts without labels that tell which words are alike ([`kin::SETS`]). Only single words and
//! patterns of words that several sentences share reach the weights.

mod kin;

use std::error::Error;
use std::fs;
use std::path::Path;

use factcheck_ls::language::model::worth::{self, CHECKABLE, FEATURES, SHARE, WORTH};
use factcheck_ls::workspace::Tongue;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    text: String,
    label: u8,
}

fn read(folder: &Path, set: &str) -> Result<Vec<Line>, Box<dyn Error>> {
    let path = folder.join(set).join("dev.jsonl");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of the labelled sentences")?;
    let tongue = Tongue::bundled();
    let debates = read(Path::new(&folder), "claimbuster")?;
    let speeches = read(Path::new(&folder), "policlaim")?;
    let lessons = |lines: &[Line]| {
        worth::lessons(lines.iter().map(|line| (line.text.as_str(), line.label == 1)), &tongue.lexicon)
    };
    let (worth, checkable) = (lessons(&debates), lessons(&speeches));
    let kin = kin::of(Path::new(&folder)).map_err(|error| error.to_string())?;
    let weights = worth::sum(worth.train(WORTH, &kin, |_| true), &checkable.train(CHECKABLE, &kin, |_| true));
    let remarks = format!(
        "How much a sentence is worth checking: a linear model.\n\
         Made by: cargo run --release --example train -- FOLDER\n\
         From: the dev halves of ClaimBuster ({} sentences of US presidential debates, crowdsourced and ground truth,\n  \
         CC BY 4.0) and PoliClaim ({} sentences of US governors' speeches); which words are alike is told by texts of\n  \
         news without labels ({}). Weights of single words, their endings and patterns of word classes; no sentence.\n\
         Settings: {WORTH:?} plus {SHARE} of {CHECKABLE:?}; the {FEATURES} heaviest features.\n\
         Measured by: cargo bench --bench accuracy -- FOLDER claimbuster policlaim (trained on other folds each).",
        debates.len(),
        speeches.len(),
        kin::SETS.join(", "),
    );
    let text = weights.heaviest(FEATURES).to_text(&remarks);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/language/model/claims.weights");
    fs::write(path, text)?;
    Ok(())
}
