//! Makes a linear model from examples: logistic regression, its weights held small, found by limited-memory BFGS.
//!
//! Deterministic: the same examples in the same order give the same weights.

use std::collections::{HashMap, VecDeque};

use super::kin::{DIRECTIONS, Kin};
use super::{Part, Sink, hash, name, share};

/// How the name of a word begins among the features.
const WORD: &str = "u:";

/// Examples with what they show.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    /// By hash of the feature: its number, and its name.
    known: HashMap<u64, u32>,
    names: Vec<String>,
    examples: Vec<Example>,
}

#[derive(Clone, Debug)]
struct Example {
    label: bool,
    /// Features by number, sorted, each with how often it shows.
    features: Vec<(u32, f32)>,
    /// How many features there are, repeats included.
    count: usize,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How much large weights cost.
    pub restraint: f32,
    /// What an example with the label counts for; one without counts 1.
    pub favour: f32,
    /// Features of fewer examples are left out.
    pub least: usize,
    /// What words count for by their kin, beside what they count for by themselves.
    pub kinship: f32,
}

/// Weights by the names of their features.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// What speaks for the label when nothing else does.
    pub bias: f32,
    /// Features and their weights, the name first.
    pub weights: Vec<(String, f32)>,
}

impl Lessons {
    /// Adds an example: whether it has the label, and what shows its features.
    pub fn add(&mut self, label: bool, show: impl FnOnce(&mut Collector<'_>)) {
        let mut collector = Collector { lessons: self, found: Vec::new() };
        show(&mut collector);
        let mut found = std::mem::take(&mut collector.found);
        found.sort_unstable();
        let features = found.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as f32));
        let features = features.collect();
        self.examples.push(Example { label, features, count: found.len() });
    }

    /// How many examples there are.
    pub fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// Trains on the examples whose numbers are `wanted`. What is learned of a word is handed on to its `kin`.
    pub fn train(&self, settings: Settings, kin: &Kin, wanted: impl Fn(usize) -> bool) -> Weights {
        let examples: Vec<&Example> = self
            .examples
            .iter()
            .enumerate()
            .filter(|(at, _)| wanted(*at))
            .map(|(_, example)| example)
            .collect();
        let mut shows = vec![0_usize; self.names.len()];
        examples
            .iter()
            .flat_map(|example| &example.features)
            .for_each(|(feature, _)| shows[*feature as usize] += 1);
        // What many examples show tells them apart less.
        let rarity: Vec<f32> =
            shows.iter().map(|shows| (examples.len() as f32 / (1.0 + *shows as f32)).ln() + 1.0).collect();
        let kept: Vec<u32> =
            (0..self.names.len() as u32).filter(|at| shows[*at as usize] >= settings.least.max(1)).collect();
        let mut place = vec![u32::MAX; self.names.len()];
        kept.iter().enumerate().for_each(|(new, old)| place[*old as usize] = new as u32);
        let points: Vec<_> =
            self.names.iter().map(|name| kin.point(name.strip_prefix(WORD).unwrap_or_default())).collect();
        let rows: Vec<Row> = examples
            .iter()
            .map(|example| {
                let share = share(example.count);
                let mut directions = [0.0; DIRECTIONS];
                for (feature, times) in &example.features {
                    for (sum, value) in
                        directions.iter_mut().zip(points[*feature as usize].into_iter().flatten())
                    {
                        *sum += times * share * settings.kinship * value;
                    }
                }
                let values = example
                    .features
                    .iter()
                    .filter(|(feature, _)| place[*feature as usize] != u32::MAX)
                    .map(|(feature, times)| {
                        (place[*feature as usize] as usize, times * share * rarity[*feature as usize])
                    })
                    .chain((kept.len()..).zip(directions).filter(|(_, value)| *value != 0.0))
                    .collect();
                Row { label: example.label, cost: if example.label { settings.favour } else { 1.0 }, values }
            })
            .collect();
        let slope = Slope { rows: &rows, restraint: settings.restraint };
        let mut found = descend(&slope, kept.len() + DIRECTIONS + 1);
        let bias = found.pop().unwrap_or_default();
        let directions = found.split_off(kept.len());
        let weights = kept
            .iter()
            .zip(found)
            .map(|(feature, weight)| {
                let feature = *feature as usize;
                (self.names[feature].clone(), weight * rarity[feature])
            })
            .collect();
        let handed = kin.words().into_iter().map(|(word, point)| {
            let weight: f32 = point.iter().zip(&directions).map(|(value, weight)| value * weight).sum();
            (format!("{WORD}{word}"), weight * settings.kinship)
        });
        Weights { bias, weights }.plus(&Weights { bias: 0.0, weights: handed.collect() }, 1.0)
    }

    /// What one example weighs by given weights: its logit.
    pub fn logit(&self, weights: &Weights, example: usize) -> f32 {
        let numbered = Numbered::of(self, weights);
        numbered.logit(self, example)
    }
}

/// Weights by the numbers their features have in some lessons: for weighing many examples.
#[derive(Clone, Debug)]
pub struct Numbered {
    bias: f32,
    weights: Vec<f32>,
}

impl Numbered {
    /// The weights, by the numbers of `lessons`.
    pub fn of(lessons: &Lessons, weights: &Weights) -> Self {
        let by_name: HashMap<&str, f32> =
            weights.weights.iter().map(|(name, weight)| (name.as_str(), *weight)).collect();
        let weights_of =
            lessons.names.iter().map(|name| by_name.get(name.as_str()).copied().unwrap_or_default());
        Numbered { bias: weights.bias, weights: weights_of.collect() }
    }

    /// What an example weighs.
    pub fn logit(&self, lessons: &Lessons, example: usize) -> f32 {
        let Some(example) = lessons.examples.get(example) else { return self.bias };
        let sum: f32 =
            example.features.iter().map(|(feature, times)| times * self.weights[*feature as usize]).sum();
        self.bias + sum * share(example.count)
    }
}

impl Weights {
    /// These and `share` of others, added up.
    pub fn plus(mut self, others: &Weights, share: f32) -> Self {
        let mut place: HashMap<String, usize> =
            self.weights.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        self.bias += share * others.bias;
        for (name, weight) in &others.weights {
            match place.get(name) {
                Some(&at) => self.weights[at].1 += share * weight,
                None => {
                    place.insert(name.clone(), self.weights.len());
                    self.weights.push((name.clone(), share * weight));
                }
            }
        }
        self
    }

    /// All of them times `factor`.
    pub fn times(mut self, factor: f32) -> Self {
        self.bias *= factor;
        self.weights.iter_mut().for_each(|(_, weight)| *weight *= factor);
        self
    }

    /// The `count` heaviest, by name.
    pub fn heaviest(mut self, count: usize) -> Self {
        self.weights
            .sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then_with(|| one.0.cmp(&other.0)));
        self.weights.truncate(count);
        self.weights.sort_by(|one, other| one.0.cmp(&other.0));
        self
    }

    /// As a file of weights, with remarks on its first lines.
    pub fn to_text(&self, remarks: &str) -> String {
        let mut text: String = remarks.lines().map(|line| format!("# {line}\n")).collect();
        text += &format!("bias\t{:.3}\n", self.bias);
        for (name, weight) in &self.weights {
            text += &format!("{name}\t{weight:.2}\n");
        }
        text
    }
}

/// Collects what one example shows.
#[derive(Debug)]
pub struct Collector<'l> {
    lessons: &'l mut Lessons,
    found: Vec<u32>,
}

impl Sink for Collector<'_> {
    fn feature(&mut self, kind: char, parts: &[Part<'_>]) {
        let next = self.lessons.names.len() as u32;
        let number = *self.lessons.known.entry(hash(kind, parts)).or_insert(next);
        if number == next {
            self.lessons.names.push(name(kind, parts));
        }
        self.found.push(number);
    }
}

struct Row {
    label: bool,
    cost: f32,
    values: Vec<(usize, f32)>,
}

/// What weights cost, and which way is down.
struct Slope<'r> {
    rows: &'r [Row],
    restraint: f32,
}

impl Slope<'_> {
    /// The cost at `weights` (the bias last), with its gradient.
    fn at(&self, weights: &[f32], gradient: &mut [f32]) -> f64 {
        gradient.fill(0.0);
        let Some((bias, plain)) = weights.split_last() else { return 0.0 };
        let mut cost = 0.0;
        for row in self.rows {
            let logit = bias + row.values.iter().map(|(at, value)| plain[*at] * value).sum::<f32>();
            let right = if row.label { logit } else { -logit };
            // ln(1 + e^-x), without overflow.
            let loss = if right > 0.0 { (-right).exp().ln_1p() } else { right.exp().ln_1p() - right };
            cost += f64::from(row.cost * loss);
            let push = row.cost * (1.0 / (1.0 + (-logit).exp()) - f32::from(u8::from(row.label)));
            row.values.iter().for_each(|(at, value)| gradient[*at] += push * value);
            gradient[plain.len()] += push;
        }
        for (slot, weight) in gradient.iter_mut().zip(plain) {
            *slot += self.restraint * weight;
            cost += f64::from(0.5 * self.restraint * weight * weight);
        }
        cost
    }
}

fn dot(one: &[f32], other: &[f32]) -> f64 {
    one.iter().zip(other).map(|(one, other)| f64::from(one * other)).sum()
}

/// Goes down the slope from zero, as far as it is worth the while.
fn descend(slope: &Slope<'_>, size: usize) -> Vec<f32> {
    const STEPS: usize = 80;
    const MEMORY: usize = 8;
    let mut weights = vec![0.0; size];
    let mut gradient = vec![0.0; size];
    let mut cost = slope.at(&weights, &mut gradient);
    let mut past: VecDeque<(Vec<f32>, Vec<f32>, f64)> = VecDeque::new();
    for step in 0..STEPS {
        let mut way = gradient.clone();
        let mut shares = Vec::with_capacity(past.len());
        for (moved, turned, curve) in past.iter().rev() {
            let share = dot(moved, &way) / curve;
            way.iter_mut().zip(turned).for_each(|(way, turned)| *way -= share as f32 * turned);
            shares.push(share);
        }
        let scale = match past.back() {
            Some((_, turned, curve)) => curve / dot(turned, turned),
            None => 1.0 / dot(&way, &way).sqrt().max(1.0),
        };
        way.iter_mut().for_each(|way| *way *= scale as f32);
        for ((moved, turned, curve), share) in past.iter().zip(shares.iter().rev()) {
            let back = share - dot(turned, &way) / curve;
            way.iter_mut().zip(moved).for_each(|(way, moved)| *way += back as f32 * moved);
        }
        let descent = dot(&gradient, &way);
        if descent <= 0.0 {
            break;
        }
        let mut stride = 1.0_f32;
        let mut fresh = vec![0.0; size];
        let taken = (0..20).find_map(|_| {
            let there: Vec<f32> =
                weights.iter().zip(&way).map(|(weight, way)| weight - stride * way).collect();
            let cost_there = slope.at(&there, &mut fresh);
            let good = cost_there <= cost - 1e-4 * f64::from(stride) * descent;
            let taken = good.then_some((there, cost_there));
            if !good {
                stride /= 2.0;
            }
            taken
        });
        let Some((there, cost_there)) = taken else { break };
        let moved: Vec<f32> = there.iter().zip(&weights).map(|(new, old)| new - old).collect();
        let turned: Vec<f32> = fresh.iter().zip(&gradient).map(|(new, old)| new - old).collect();
        let curve = dot(&moved, &turned);
        if curve > 1e-10 {
            past.push_back((moved, turned, curve));
            if past.len() > MEMORY {
                past.pop_front();
            }
        }
        let gained = cost - cost_there;
        (weights, gradient, cost) = (there, fresh, cost_there);
        if step > 5 && gained < 1e-5 * cost.abs() {
            break;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::model::Model;

    fn lessons() -> Lessons {
        let mut lessons = Lessons::default();
        for number in 0..40 {
            let label = number % 2 == 0;
            lessons.add(label, |sink| {
                sink.feature('u', &[Part::of(if label { "percent" } else { "lovely" })]);
                sink.feature('u', &[Part::of("the")]);
                sink.feature('b', &["the", if number % 4 < 2 { "one" } else { "other" }].map(Part::of));
            });
        }
        lessons
    }

    #[test]
    fn what_tells_the_labels_apart_gets_the_weight() {
        let lessons = lessons();
        let settings = Settings { restraint: 0.1, favour: 1.0, least: 2, kinship: 0.0 };
        let weights = lessons.train(settings, &Kin::default(), |_| true);
        let again = lessons.train(settings, &Kin::default(), |_| true);
        assert_eq!(weights.to_text(""), again.to_text(""), "the same every time");
        let of = |name: &str| {
            weights.weights.iter().find(|(own, _)| own == name).map_or(0.0, |(_, weight)| *weight)
        };
        assert!(of("u:percent") > 1.0 && of("u:lovely") < -1.0, "{weights:?}");
        assert!(of("u:the").abs() < 0.1 && of("b:the one").abs() < 0.1, "{weights:?}");
    }

    #[test]
    fn a_written_model_weighs_as_the_trained_one() {
        let lessons = lessons();
        let weights = lessons.train(
            Settings { restraint: 1.0, favour: 2.0, least: 1, kinship: 0.0 },
            &Kin::default(),
            |at| at < 30,
        );
        let model = Model::of(&weights.to_text("Two\nremarks"));
        let mut tally = model.tally();
        tally.feature('u', &[Part::of("percent")]);
        tally.feature('u', &[Part::of("the")]);
        tally.feature('b', &["the", "one"].map(Part::of));
        assert!((tally.logit() - lessons.logit(&weights, 0)).abs() < 0.03);
        assert_eq!(weights.clone().heaviest(2).weights.len(), 2);
        let doubled = weights.clone().plus(&weights, 1.0);
        assert!((lessons.logit(&doubled, 0) - lessons.logit(&weights.times(2.0), 0)).abs() < 1e-4);
    }
}
