//! Words that are alike, by the company they keep: what few labelled sentences cannot tell of a rare word, the words
//! like it can.
//!
//! Each word of a body of texts becomes a point, and words with the same neighbours lie near each other: the strongest
//! directions of the positive pointwise mutual information of words and neighbours (Levy and Goldberg, 2014), found by
//! orthogonal iteration. What training says of a direction is handed on to the words along it, so that a reader of the
//! weights needs none of this. Deterministic: the same texts in the same order give the same points.

use std::collections::HashMap;

use super::{Part, Sink};

/// In how many directions words differ.
pub const DIRECTIONS: usize = 50;
/// How many words get a point: the most frequent.
const WORDS: usize = 12_000;
/// A word seen less often has no company to speak of.
const LEAST: u32 = 5;
/// How many of them count as neighbours.
const NEIGHBOURS: usize = 3_000;
/// How far away a neighbour may stand, in words.
const REACH: usize = 2;
/// Rounds of the iteration.
const ROUNDS: usize = 8;

/// A place among the words.
pub type Point = [f32; DIRECTIONS];

/// Words as points.
#[derive(Clone, Debug, Default)]
pub struct Kin {
    points: HashMap<String, Point>,
}

impl Kin {
    /// Where a word lies.
    pub fn point(&self, word: &str) -> Option<&Point> {
        self.points.get(word)
    }

    /// All words with their points, by name.
    pub fn words(&self) -> Vec<(&str, &Point)> {
        let mut words: Vec<_> = self.points.iter().map(|(word, point)| (word.as_str(), point)).collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        words
    }
}

/// The words of one text in order: the sink for what it shows.
#[derive(Clone, Debug, Default)]
pub struct Sequence(Vec<String>);

impl Sink for Sequence {
    fn feature(&mut self, kind: char, parts: &[Part<'_>]) {
        if let ('u', [part]) = (kind, parts) {
            self.0.push(part.word.to_owned());
        }
    }
}

/// Makes points of the words of texts.
pub fn kin(texts: &[Sequence]) -> Kin {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    texts.iter().flat_map(|text| &text.0).for_each(|word| *counts.entry(word).or_default() += 1);
    let mut words: Vec<(&str, u32)> = counts.into_iter().filter(|(_, count)| *count >= LEAST).collect();
    words.sort_unstable_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    words.truncate(WORDS);
    let number: HashMap<&str, u32> =
        words.iter().zip(0..).map(|((word, _), number)| (*word, number)).collect();
    let rows = affinity(&together(texts, &number), words.len());
    let points = directions(&rows);
    Kin { points: words.iter().zip(points).map(|((word, _), point)| ((*word).to_owned(), point)).collect() }
}

/// How often each word stands near each neighbour, nearer ones counting more; neighbours before it and after it apart.
fn together(texts: &[Sequence], number: &HashMap<&str, u32>) -> HashMap<(u32, u32), f32> {
    let neighbours = number.len().min(NEIGHBOURS) as u32;
    let mut pairs = HashMap::new();
    for text in texts {
        let known: Vec<Option<u32>> = text.0.iter().map(|word| number.get(word.as_str()).copied()).collect();
        for (at, word) in known.iter().enumerate() {
            for distance in 1..=REACH {
                let Some(other) = known.get(at + distance) else { break };
                let (Some(word), Some(other)) = (*word, *other) else { continue };
                let share = 1.0 / distance as f32;
                if other < neighbours {
                    *pairs.entry((word, neighbours + other)).or_default() += share;
                }
                if word < neighbours {
                    *pairs.entry((other, word)).or_default() += share;
                }
            }
        }
    }
    pairs
}

/// A row of a sparse matrix: columns with their values.
type Row = Vec<(u32, f32)>;

/// Positive pointwise mutual information, the neighbours' share smoothed by a power of 3/4.
fn affinity(pairs: &HashMap<(u32, u32), f32>, words: usize) -> Vec<Row> {
    let columns = 2 * words.min(NEIGHBOURS);
    let mut rows: Vec<Row> = vec![Row::new(); words];
    pairs.iter().for_each(|((word, neighbour), count)| rows[*word as usize].push((*neighbour, *count)));
    let mut of_neighbour = vec![0.0_f64; columns];
    for row in &mut rows {
        row.sort_unstable_by_key(|(neighbour, _)| *neighbour);
        for (neighbour, count) in row.iter() {
            of_neighbour[*neighbour as usize] += f64::from(*count);
        }
    }
    of_neighbour.iter_mut().for_each(|count| *count = count.powf(0.75));
    let smoothed: f64 = of_neighbour.iter().sum();
    for row in &mut rows {
        let of_word: f64 = row.iter().map(|(_, count)| f64::from(*count)).sum();
        for (neighbour, count) in row.iter_mut() {
            let chance = of_word * of_neighbour[*neighbour as usize] / smoothed;
            *count = (f64::from(*count) / chance).ln().max(0.0) as f32;
        }
        row.retain(|(_, value)| *value > 0.0);
    }
    rows
}

/// The strongest directions of the rows, each row brought to length 1 along them.
fn directions(rows: &[Row]) -> Vec<Point> {
    let columns = rows.iter().flatten().map(|(column, _)| *column as usize + 1).max().unwrap_or_default();
    // Anything that is not aligned with the rows will do for a start, as long as it is the same every time.
    let mut seed = 1_u64;
    let mut across: Vec<Point> = (0..columns)
        .map(|_| {
            std::array::from_fn(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (seed >> 40) as f32 / (1_u32 << 23) as f32 - 1.0
            })
        })
        .collect();
    let mut along = Vec::new();
    for _ in 0..ROUNDS {
        along = rows
            .iter()
            .map(|row| {
                let mut point = [0.0; DIRECTIONS];
                for (column, value) in row {
                    add(&mut point, &across[*column as usize], *value);
                }
                point
            })
            .collect();
        straighten(&mut along);
        across = vec![[0.0; DIRECTIONS]; columns];
        for (row, point) in rows.iter().zip(&along) {
            for (column, value) in row {
                add(&mut across[*column as usize], point, *value);
            }
        }
    }
    for point in &mut along {
        let length = point.iter().map(|value| value * value).sum::<f32>().sqrt();
        if length > 0.0 {
            point.iter_mut().for_each(|value| *value /= length);
        }
    }
    along
}

fn add(point: &mut Point, other: &Point, times: f32) {
    point.iter_mut().zip(other).for_each(|(value, other)| *value += times * other);
}

/// Makes the directions stand at right angles, each of length 1 (Gram and Schmidt).
fn straighten(points: &mut [Point]) {
    for direction in 0..DIRECTIONS {
        for before in 0..direction {
            let shared: f64 =
                points.iter().map(|point| f64::from(point[direction]) * f64::from(point[before])).sum();
            points.iter_mut().for_each(|point| point[direction] -= shared as f32 * point[before]);
        }
        let length = points.iter().map(|point| f64::from(point[direction]).powi(2)).sum::<f64>().sqrt();
        let scale = if length > 1e-12 { (1.0 / length) as f32 } else { 0.0 };
        points.iter_mut().for_each(|point| point[direction] *= scale);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(text: &str) -> Sequence {
        Sequence(text.split(' ').map(str::to_owned).collect())
    }

    #[test]
    fn words_with_the_same_neighbours_lie_together() {
        let mut texts = Vec::new();
        for _ in 0..10 {
            for town in ["oldtown", "newtown"] {
                texts.push(sequence(&format!("the mayor of {town} spoke in {town} today")));
            }
            for sum in ["million", "billion"] {
                texts.push(sequence(&format!("it cost ten {sum} euros and then {sum} euros more")));
            }
        }
        let kin = kin(&texts);
        let near = |one: &str, other: &str| -> f32 {
            let (one, other) = (kin.point(one).expect("frequent"), kin.point(other).expect("frequent"));
            one.iter().zip(other).map(|(one, other)| one * other).sum()
        };
        assert!(near("oldtown", "newtown") > 0.9, "{}", near("oldtown", "newtown"));
        assert!(near("million", "billion") > 0.9, "{}", near("million", "billion"));
        assert!(near("oldtown", "million") < 0.5, "{}", near("oldtown", "million"));
        assert!(kin.point("seldom").is_none());
        let again = super::kin(&texts);
        assert_eq!(kin.words(), again.words(), "the same every time");
    }

    #[test]
    fn nothing_has_no_points() {
        assert!(kin(&[]).words().is_empty());
        assert!(kin(&[sequence("once only")]).words().is_empty());
    }
}
