//! Trains the model that tells cues (`src/language/attribution/cue.rs`) from labelled news.
//!
//! ```sh
//! cargo bench --bench train_cues -- FOLDER            # how right it is on articles left out of its training
//! cargo bench --bench train_cues -- FOLDER --write    # trains on all of it and writes the weights
//! ```
//!
//! FOLDER holds `polnear/dev.jsonl` and `polnear_sents/dev.jsonl`. The same data give the same weights. A cue of several
//! words is learned by the one that is most often part of a cue; the others are neither right nor wrong. Every
//! sentence is seen twice, in its article and alone, since half a quotation reads otherwise than a whole one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use factcheck_ls::language::attribution::{Candidate, candidates};
use factcheck_ls::text::Span;
use serde_json::Value;

/// Features that occur this seldom are left out.
const SELDOM: u32 = 2;
/// How strongly weights are held at nothing.
const LASSO: f32 = 3.0;
/// How fast weights move.
const PACE: f32 = 0.1;
const ROUNDS: usize = 4;
/// Steps of a weight in the file for 1 of its logarithmic odds.
const UNIT: f32 = 32.0;
/// A cue's least logarithmic odds, and what a sentence's come to together where its best is taken.
const ALONE: f32 = -0.8;
const TOGETHER: f32 = 0.2877;
const FOLDS: usize = 4;

/// A candidate with what people say of it.
struct Example {
    article: usize,
    features: Vec<u32>,
    /// `None` for the other words of a cue.
    cue: Option<bool>,
}

/// A sentence alone, with whether people marked a cue in it.
struct Sentence {
    article: usize,
    candidates: Vec<Vec<u32>>,
    cue: bool,
}

struct Data {
    /// In articles and alone.
    examples: Vec<Example>,
    sentences: Vec<Sentence>,
    articles: usize,
}

fn lines(folder: &std::path::Path, set: &str) -> io::Result<Vec<Value>> {
    let text = std::fs::read_to_string(folder.join(set).join("dev.jsonl"))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(io::Error::other)).collect()
}

fn string<'v>(line: &'v Value, key: &str) -> &'v str {
    line[key].as_str().unwrap_or_default()
}

/// Bytes of the code points of a text.
fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn spans(ranges: &Value, offsets: &[usize]) -> Vec<Span> {
    let point =
        |value: &Value| value.as_u64().and_then(|point| offsets.get(usize::try_from(point).ok()?).copied());
    let ranges = ranges.as_array().into_iter().flatten();
    ranges.filter_map(|range| Some(Span::new(point(&range[0])?, point(&range[1])?))).collect()
}

/// The candidates of a text whose paragraphs are apart by empty lines, at their places in it.
fn read(text: &str) -> Vec<(Span, Candidate)> {
    let mut found = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        found.extend(
            candidates(paragraph)
                .into_iter()
                .map(|candidate| (Span::new(candidate.span.start + at, candidate.span.end + at), candidate)),
        );
        at += paragraph.len() + 2;
    }
    found
}

fn load(folder: &std::path::Path) -> io::Result<Data> {
    let articles = lines(folder, "polnear")?;
    let mut places = HashMap::new();
    let mut read_articles = Vec::new();
    let mut rates: HashMap<String, (u32, u32)> = HashMap::new();
    for (index, article) in articles.iter().enumerate() {
        let text = string(article, "text");
        let offsets = offsets(text);
        let marked = article["attributions"].as_array().into_iter().flatten();
        let cues: Vec<Vec<Span>> =
            marked.map(|it| spans(&it["cue"], &offsets)).filter(|cue| !cue.is_empty()).collect();
        let candidates = read(text);
        for (span, _) in &candidates {
            let rate = rates.entry(span.of(text).to_lowercase()).or_default();
            let inside = cues.iter().flatten().any(|cue| cue.overlaps(*span));
            if inside { rate.0 += 1 } else { rate.1 += 1 }
        }
        places.insert(string(article, "id"), (index, offsets));
        read_articles.push((text, cues, candidates));
    }
    let rate = |word: &str| {
        let (inside, outside) = rates.get(&word.to_lowercase()).copied().unwrap_or_default();
        f64::from(inside) / f64::from(inside + outside + 3)
    };
    let mut examples = Vec::new();
    // By article, the words that are learned as cues and the other words of cues, by where they begin.
    let mut heads: Vec<HashSet<usize>> = Vec::new();
    let mut others: Vec<HashSet<usize>> = Vec::new();
    for (text, cues, candidates) in &read_articles {
        let (mut head, mut other) = (HashSet::new(), HashSet::new());
        for cue in cues {
            let inside = candidates.iter().filter(|(span, _)| cue.iter().any(|part| part.overlaps(*span)));
            let mut best: Option<(f64, usize)> = None;
            for (span, _) in inside {
                other.insert(span.start);
                let rate = rate(span.of(text));
                if best.is_none_or(|(most, _)| rate > most) {
                    best = Some((rate, span.start));
                }
            }
            head.extend(best.map(|(_, at)| at));
        }
        heads.push(head);
        others.push(other);
    }
    let label = |article: usize, at: usize| {
        if heads[article].contains(&at) {
            Some(true)
        } else {
            (!others[article].contains(&at)).then_some(false)
        }
    };
    for (article, (.., candidates)) in read_articles.into_iter().enumerate() {
        for (span, candidate) in candidates {
            examples.push(Example { article, features: candidate.features, cue: label(article, span.start) });
        }
    }
    let mut sentences = Vec::new();
    for line in lines(folder, "polnear_sents")? {
        let Some((article, offsets)) = places.get(string(&line, "doc")) else { continue };
        let start = line["start"].as_u64().and_then(|start| offsets.get(usize::try_from(start).ok()?));
        let Some(start) = start else { continue };
        let mut own = Vec::new();
        for candidate in candidates(string(&line, "text")) {
            own.push(candidate.features.clone());
            let cue = label(*article, candidate.span.start + start);
            examples.push(Example { article: *article, features: candidate.features, cue });
        }
        sentences.push(Sentence { article: *article, candidates: own, cue: line["has_cue"] == 1 });
    }
    Ok(Data { examples, sentences, articles: articles.len() })
}

/// Logistic regression that follows the regularised leader (McMahan and others, 2013): most weights stay at nothing.
#[derive(Default)]
struct Learner {
    /// By feature: the sum of the steps, and of their squares.
    state: HashMap<u32, (f32, f32)>,
}

impl Learner {
    fn weight((sum, squares): (f32, f32)) -> f32 {
        if sum.abs() <= LASSO {
            return 0.0;
        }
        -(sum - sum.signum() * LASSO) / ((1.0 + squares.sqrt()) / PACE)
    }

    fn see(&mut self, features: &[u32], cue: bool) {
        let score: f32 =
            features.iter().map(|feature| self.state.get(feature).map_or(0.0, |it| Self::weight(*it))).sum();
        let error = 1.0 / (1.0 + (-score).exp()) - if cue { 1.0 } else { 0.0 };
        for feature in features {
            let state = self.state.entry(*feature).or_default();
            let step = ((state.1 + error * error).sqrt() - state.1.sqrt()) / PACE;
            state.0 += error - step * Self::weight(*state);
            state.1 += error * error;
        }
    }
}

/// Weights in the steps of the file.
type Weights = BTreeMap<u32, i8>;

fn train(data: &Data, left_out: Option<usize>) -> Weights {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for feature in data.examples.iter().flat_map(|example| &example.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut learner = Learner::default();
    let mut kept = Vec::new();
    for _ in 0..ROUNDS {
        for example in &data.examples {
            if left_out.is_some_and(|fold| example.article % FOLDS == fold) {
                continue;
            }
            let Some(cue) = example.cue else { continue };
            kept.clear();
            kept.extend(example.features.iter().copied().filter(|feature| counts[feature] > SELDOM));
            learner.see(&kept, cue);
        }
    }
    let steps = learner.state.into_iter().map(|(feature, state)| {
        (feature, (Learner::weight(state) * UNIT).round().clamp(-127.0, 127.0) as i8)
    });
    steps.filter(|(_, weight)| *weight != 0).collect()
}

fn written(weights: &Weights, articles: usize) -> Vec<u8> {
    let mut file = format!(
        "Weights of the features of src/language/attribution/cue.rs, in 1/{UNIT} of logarithmic odds.\n\
         Trained on {articles} news articles of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018) by\n\
         benches/train_cues.rs; holds none of their words.\n\
         features {}\nunit {UNIT}\nalone {ALONE}\ntogether {TOGETHER}\n\n",
        weights.len()
    )
    .into_bytes();
    let mut last = 0;
    for (feature, weight) in weights {
        let mut step = feature - last;
        last = *feature;
        while step > 0x7f {
            file.push((step & 0x7f) as u8 | 0x80);
            step >>= 7;
        }
        file.push(step as u8);
        file.extend(weight.to_le_bytes());
    }
    file
}

/// Precision, recall and F1 of one fold of the sentences, read by the model that has not seen them.
fn judge(data: &Data, weights: &Weights, fold: usize, counts: &mut [usize; 3]) {
    for sentence in data.sentences.iter().filter(|sentence| sentence.article % FOLDS == fold) {
        let odds = sentence.candidates.iter().map(|features| {
            let sum: i32 =
                features.iter().map(|feature| weights.get(feature).map_or(0, |it| i32::from(*it))).sum();
            sum as f32 / UNIT
        });
        let (evidence, best) = odds.fold((0.0, f32::NEG_INFINITY), |(evidence, best), odds| {
            (evidence + odds.exp().ln_1p(), f32::max(best, odds))
        });
        match (sentence.cue, best > ALONE || evidence > TOGETHER) {
            (true, true) => counts[0] += 1,
            (false, true) => counts[1] += 1,
            (true, false) => counts[2] += 1,
            (false, false) => {}
        }
    }
}

fn run(folder: &std::path::Path, write: bool) -> io::Result<()> {
    let data = load(folder)?;
    let mut out = format!("{} examples of {} articles\n", data.examples.len(), data.articles);
    if write {
        let weights = train(&data, None);
        let file = written(&weights, data.articles);
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/language/lexicon/cues.weights");
        std::fs::write(&path, &file)?;
        let _ = writeln!(out, "{} weights in {} bytes", weights.len(), file.len());
    } else {
        let mut counts = [0; 3];
        for fold in 0..FOLDS {
            judge(&data, &train(&data, Some(fold)), fold, &mut counts);
        }
        let [both, wrong, missed] = counts.map(|count| count as f64);
        let (precision, recall) = (both / (both + wrong), both / (both + missed));
        let f1 = 2.0 * precision * recall / (precision + recall);
        let _ =
            writeln!(out, "sentences with a cue: P {precision:.3} R {recall:.3} F1 {f1:.3}, {FOLDS} folds");
    }
    io::stdout().write_all(out.as_bytes())
}

fn main() -> ExitCode {
    let mut write = false;
    let mut folder = None;
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--bench" => {}
            "--write" => write = true,
            _ => folder = Some(PathBuf::from(arg)),
        }
    }
    let told = match folder {
        Some(folder) => run(&folder, write),
        None => io::stdout().write_all(b"cargo bench --bench train_cues -- FOLDER [--write]\n"),
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
