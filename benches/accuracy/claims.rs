//! Which sentences ask to be checked: by weights trained on other sentences than those they are asked about.

use factcheck_ls::language::model::kin::Kin;
use factcheck_ls::language::model::train::{Lessons, Numbered, Settings, Weights};
use factcheck_ls::language::model::worth::{self, CHECKABLE, FEATURES, WORTH};
use factcheck_ls::workspace::Tongue;
use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Data, Missing};
use super::look::Look;
use super::score::{Counts, Row, average_precision, macro_f1};

#[derive(Deserialize)]
struct Debate {
    doc: String,
    text: String,
    label: u8,
    clean25: Option<u8>,
    fold25: Option<u8>,
}

#[derive(Deserialize)]
struct Speech {
    doc: String,
    text: String,
    label: u8,
}

/// Sentences with their labels, and what weights trained on part of them say of the rest.
struct Folds {
    lessons: Lessons,
    labels: Vec<bool>,
    fold: Vec<usize>,
}

impl Folds {
    fn of(lines: impl Iterator<Item = (String, bool, usize)>) -> Self {
        let (mut texts, mut labels, mut fold) = (Vec::new(), Vec::new(), Vec::new());
        for (text, label, own) in lines {
            texts.push(text);
            labels.push(label);
            fold.push(own);
        }
        let examples = texts.iter().map(String::as_str).zip(labels.iter().copied());
        let lessons = worth::lessons(examples, &Tongue::bundled().lexicon);
        Folds { lessons, labels, fold }
    }

    /// For each example its label and its score by the weights that `made` makes for its fold, cut as the shipped ones.
    fn scores(&self, made: impl Fn(usize) -> Weights + Sync) -> Vec<(f32, bool)> {
        let folds = self.fold.iter().max().map_or(0, |last| last + 1);
        let made: Vec<Numbered> = (0..folds)
            .into_par_iter()
            .map(|fold| Numbered::of(&self.lessons, &made(fold).heaviest(FEATURES)))
            .collect();
        let logit = |at: usize| made[self.fold[at]].logit(&self.lessons, at);
        (0..self.labels.len()).map(|at| (1.0 / (1.0 + (-logit(at)).exp()), self.labels[at])).collect()
    }

    fn train(&self, settings: Settings, kin: &Kin, without: usize) -> Weights {
        self.lessons.train(settings, kin, |at| self.fold[at] != without)
    }
}

/// A fold that holds nothing.
const NONE: usize = usize::MAX;

/// Documents into five folds, in order of first mention.
fn folds_of<'l>(documents: impl Iterator<Item = &'l str>) -> Vec<usize> {
    let mut known: Vec<&str> = Vec::new();
    documents
        .map(|document| {
            let at = known.iter().position(|other| *other == document).unwrap_or_else(|| {
                known.push(document);
                known.len() - 1
            });
            at % 5
        })
        .collect()
}

fn speeches(data: &Data) -> Result<(Vec<Speech>, Folds), Missing> {
    let lines: Vec<Speech> = data.lines("policlaim")?;
    let folds = folds_of(lines.iter().map(|line| line.doc.as_str()));
    let labelled = lines.iter().zip(folds).map(|(line, fold)| (line.text.clone(), line.label == 1, fold));
    let folds = Folds::of(labelled);
    Ok((lines, folds))
}

fn debates(data: &Data) -> Result<(Vec<Debate>, Folds), Missing> {
    let lines: Vec<Debate> = data.lines("claimbuster")?;
    let folds = folds_of(lines.iter().map(|line| line.doc.as_str()));
    let labelled = lines.iter().zip(folds).map(|(line, fold)| (line.text.clone(), line.label == 1, fold));
    let folds = Folds::of(labelled);
    Ok((lines, folds))
}

pub fn claimbuster(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "claimbuster";
    let kin = data.kin()?;
    let (lines, by_debate) = debates(data)?;
    let checkable = speeches(data)?.1.train(CHECKABLE, kin, NONE);
    let strict = Folds::of(
        lines
            .iter()
            .filter_map(|line| Some((line.text.clone(), line.clean25? == 1, usize::from(line.fold25?)))),
    );
    let scores = strict.scores(|fold| worth::sum(strict.train(WORTH, kin, fold), &checkable));
    let of = |wanted: &dyn Fn(usize) -> bool| -> Vec<(f32, bool)> {
        let some = scores.iter().zip(&strict.fold).filter(|(_, fold)| wanted(**fold));
        some.map(|(score, _)| *score).collect()
    };
    let (mut chosen, mut half) = (0.0, 0.0);
    for fold in 0..4 {
        // The threshold is chosen on the other folds.
        let threshold = best_threshold(&of(&|own| own != fold), |labels| macro_f1(labels.iter().copied()));
        let at = |threshold: f32| {
            macro_f1(of(&|own| own == fold).into_iter().map(|(score, gold)| (gold, score >= threshold)))
        };
        chosen += at(threshold) / 4.0;
        half += at(0.5) / 4.0;
    }
    let all = by_debate.scores(|fold| worth::sum(by_debate.train(WORTH, kin, fold), &checkable));
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut rows = vec![
        Row::single(SET, "strict folds, macro F1", chosen, scores.len())
            .noting("target .85; threshold from the other folds"),
        Row::single(SET, "strict folds, macro F1 at .5", half, scores.len()),
    ];
    rows.extend(scored(SET, "CFS, other debates", &all, &texts));
    rows.extend(shipped(
        SET,
        &lines.iter().map(|line| (line.text.as_str(), line.label == 1)).collect::<Vec<_>>(),
    ));
    Ok(rows)
}

pub fn policlaim(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "policlaim";
    let kin = data.kin()?;
    let (lines, folds) = speeches(data)?;
    let worth = debates(data)?.1.train(WORTH, kin, NONE);
    let ranked = folds.scores(|fold| worth::sum(worth.clone(), &folds.train(CHECKABLE, kin, fold)));
    let mut checkable = Counts::default();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    let said: Vec<bool> = lines
        .par_iter()
        .map(|line| Look::at(&line.text).claims.iter().any(|claim| claim.checkable))
        .collect();
    for (said, line) in said.into_iter().zip(&lines) {
        checkable += Counts::of_label(line.label == 1, said);
        match (line.label == 1, said) {
            (true, false) => missed.push(line.text.clone()),
            (false, true) => wrong.push(line.text.clone()),
            _ => {}
        }
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut rows = vec![Row::counted(SET, "checkable, by the rules", checkable).missing(missed, wrong)];
    rows.extend(scored(SET, "claims, other speeches", &ranked, &texts));
    rows.extend(shipped(
        SET,
        &lines.iter().map(|line| (line.text.as_str(), line.label == 1)).collect::<Vec<_>>(),
    ));
    Ok(rows)
}

/// What the shipped weights say. They have seen these sentences: that it is not worse than the folds is all this tells.
fn shipped(set: &'static str, lines: &[(&str, bool)]) -> Vec<Row> {
    let scores: Vec<(f32, bool)> = lines
        .par_iter()
        .map(|(text, label)| {
            (Look::at(text).claims.iter().map(|claim| claim.score).fold(0.0, f32::max), *label)
        })
        .collect();
    vec![
        Row::single(set, "shipped, average precision", average_precision(&scores), scores.len())
            .noting("trained on these"),
    ]
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
