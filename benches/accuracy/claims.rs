//! Which sentences ask to be checked.

use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Data, Missing};
use super::look::Look;
use super::score::{Counts, Row, average_precision, macro_f1};

#[derive(Deserialize)]
struct Debate {
    text: String,
    label: u8,
    clean25: Option<u8>,
    fold25: Option<u8>,
}

#[derive(Deserialize)]
struct Speech {
    text: String,
    label: u8,
}

/// The score of a text: its best sentence's.
fn score(text: &str) -> (f32, bool) {
    let look = Look::at(text);
    let best = look.claims.iter().map(|claim| claim.score).fold(0.0, f32::max);
    (best, look.claims.iter().any(|claim| claim.checkable))
}

pub fn claimbuster(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "claimbuster";
    let lines: Vec<Debate> = data.lines(SET)?;
    let scores: Vec<f32> = lines.par_iter().map(|line| score(&line.text).0).collect();
    let all: Vec<(f32, bool)> =
        scores.iter().zip(&lines).map(|(score, line)| (*score, line.label == 1)).collect();
    let mut rows = Vec::new();
    let strict: Vec<(u8, f32, bool)> = lines
        .iter()
        .zip(&scores)
        .filter_map(|(line, score)| Some((line.fold25?, *score, line.clean25? == 1)))
        .collect();
    let folds = (0..4).map(|fold| {
        let inside = |here: bool| {
            let some = strict.iter().filter(move |(own, ..)| (*own == fold) == here);
            some.map(|(_, score, gold)| (*score, *gold)).collect::<Vec<_>>()
        };
        // The threshold is chosen on the other folds.
        let threshold = best_threshold(&inside(false), |labels| macro_f1(labels.iter().copied()));
        macro_f1(inside(true).into_iter().map(|(score, gold)| (gold, score >= threshold)))
    });
    let mean = folds.sum::<f64>() / 4.0;
    rows.push(
        Row::single(SET, "strict folds, macro F1", mean, strict.len())
            .noting("target .85; threshold from the other folds"),
    );
    let fixed = macro_f1(strict.iter().map(|(_, score, gold)| (*gold, *score >= 0.5)));
    rows.push(Row::single(SET, "strict, macro F1 at .5", fixed, strict.len()));
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    rows.extend(scored(SET, "CFS in all", &all, &texts));
    Ok(rows)
}

pub fn policlaim(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "policlaim";
    let lines: Vec<Speech> = data.lines(SET)?;
    let scores: Vec<(f32, bool)> = lines.par_iter().map(|line| score(&line.text)).collect();
    let ranked: Vec<(f32, bool)> =
        scores.iter().zip(&lines).map(|((score, _), line)| (*score, line.label == 1)).collect();
    let mut checkable = Counts::default();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for ((_, said), line) in scores.iter().zip(&lines) {
        checkable += Counts::of_label(line.label == 1, *said);
        match (line.label == 1, *said) {
            (true, false) => missed.push(line.text.clone()),
            (false, true) => wrong.push(line.text.clone()),
            _ => {}
        }
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut rows = vec![Row::counted(SET, "checkable", checkable).missing(missed, wrong)];
    rows.extend(scored(SET, "claims", &ranked, &texts));
    Ok(rows)
}

/// F1 at a score of a half, F1 at the best threshold there is, and average precision.
fn scored(set: &'static str, what: &str, scores: &[(f32, bool)], texts: &[&str]) -> Vec<Row> {
    let counts = |threshold: f32| {
        let mut counts = Counts::default();
        scores.iter().for_each(|(score, gold)| counts += Counts::of_label(*gold, *score >= threshold));
        counts
    };
    let best = best_threshold(scores, |labels| {
        let mut counts = Counts::default();
        labels.iter().for_each(|(gold, said)| counts += Counts::of_label(*gold, *said));
        counts.f1()
    });
    // The worst first.
    let worst = |wanted: bool| {
        let mut list: Vec<_> = scores
            .iter()
            .zip(texts)
            .filter(|((score, gold), _)| *gold == wanted && (*score >= 0.5) != wanted)
            .map(|((score, _), text)| (*score, *text))
            .collect();
        list.sort_by(|one, other| if wanted { one.0.total_cmp(&other.0) } else { other.0.total_cmp(&one.0) });
        list.into_iter().map(|(score, text)| format!("{score:.2} {text}")).collect::<Vec<_>>()
    };
    vec![
        Row::counted(set, format!("{what}, score ≥ .5"), counts(0.5)).missing(worst(true), worst(false)),
        Row::counted(set, format!("{what}, best threshold"), counts(best))
            .noting(format!("score ≥ {best:.2}")),
        Row::single(set, format!("{what}, average precision"), average_precision(scores), scores.len()),
    ]
}

/// The threshold that makes the most of `measure`, which is told (gold, said).
fn best_threshold(scores: &[(f32, bool)], measure: impl Fn(&[(bool, bool)]) -> f64) -> f32 {
    let best = (0..=100).map(|step| {
        let threshold = step as f32 / 100.0;
        let labels: Vec<(bool, bool)> =
            scores.iter().map(|(score, gold)| (*gold, *score >= threshold)).collect();
        (measure(&labels), threshold)
    });
    best.max_by(|one, other| one.0.total_cmp(&other.0)).map_or(0.5, |(_, threshold)| threshold)
}
