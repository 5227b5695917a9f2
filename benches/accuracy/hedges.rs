//! Sentences that leave it open whether something is so.

use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Data, Missing};
use super::look::Look;
use super::score::{Counts, Row};

#[derive(Deserialize)]
struct Line {
    text: String,
    label: u8,
    /// Where each begins and ends, its type, and its words.
    cues: Vec<(usize, usize, String, String)>,
}

pub fn news(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "szeged_news")
}

pub fn wiki(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "szeged_wiki")
}

/// Sentence by sentence, each read alone.
fn measure(data: &Data, set: &'static str) -> Result<Vec<Row>, Missing> {
    let lines: Vec<Line> = data.lines(set)?;
    let said: Vec<Vec<String>> = lines
        .par_iter()
        .map(|line| {
            let look = Look::at(&line.text);
            let hedges =
                look.report.readings.iter().zip(&look.report.page.blocks).flat_map(|(reading, block)| {
                    reading.hedges.iter().map(|hedge| hedge.span.of(&block.text).to_owned())
                });
            hedges.collect()
        })
        .collect();
    let mut counts = Counts::default();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for (line, hedges) in lines.iter().zip(&said) {
        let gold = line.label == 1;
        counts += Counts::of_label(gold, !hedges.is_empty());
        match (gold, hedges.is_empty()) {
            (true, true) => {
                let cues: Vec<&str> = line.cues.iter().map(|(.., cue)| cue.as_str()).collect();
                missed.push(format!("[{}] {}", cues.join(", "), line.text));
            }
            (false, false) => wrong.push(format!("[{}] {}", hedges.join(", "), line.text)),
            _ => {}
        }
    }
    let target = if set == "szeged_news" { "target F1 .80" } else { "" };
    Ok(vec![Row::counted(set, "hedged sentences", counts).missing(missed, wrong).noting(target)])
}
