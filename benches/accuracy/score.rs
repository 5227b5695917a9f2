//! Counts, the measures made of them, and the lines that show them.

use std::io::{self, Write};
use std::ops::AddAssign;

/// What was right, what was found, what was there to find.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Found things that are right.
    pub right: usize,
    /// Found things.
    pub found: usize,
    /// Things to find that were found; differs from `right` where one found thing meets several.
    pub met: usize,
    /// Things to find.
    pub gold: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.met += other.met;
        self.gold += other.gold;
    }
}

impl Counts {
    /// Of a yes or no: what is so, and what was said.
    pub fn of_label(gold: bool, said: bool) -> Self {
        let both = usize::from(gold && said);
        Counts { right: both, found: said.into(), met: both, gold: gold.into() }
    }

    /// Of a set found and a set to find that share `right`.
    pub const fn of_sets(right: usize, found: usize, gold: usize) -> Self {
        Counts { right, found, met: right, gold }
    }

    /// Right among found.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Met among those to find.
    pub fn recall(&self) -> f64 {
        ratio(self.met, self.gold)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

/// A part of a whole; nothing of nothing is 0.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// F1 of the positives and of the negatives, averaged.
pub fn macro_f1(labels: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (mut yes, mut no) = (Counts::default(), Counts::default());
    for (gold, said) in labels {
        yes += Counts::of_label(gold, said);
        no += Counts::of_label(!gold, !said);
    }
    f64::midpoint(yes.f1(), no.f1())
}

/// Average precision of scores; equal scores count as one step.
pub fn average_precision(scored: &[(f32, bool)]) -> f64 {
    let mut scored = scored.to_vec();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let gold = scored.iter().filter(|(_, gold)| *gold).count();
    let (mut right, mut found, mut sum) = (0, 0, 0.0);
    for step in scored.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let here = step.iter().filter(|(_, gold)| *gold).count();
        right += here;
        found += step.len();
        sum += ratio(here, gold) * ratio(right, found);
    }
    sum
}

/// One line of the table, with what was missed.
#[derive(Debug)]
pub struct Row {
    set: &'static str,
    measure: String,
    figures: String,
    note: String,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Row {
    /// The heads of the columns.
    pub const HEAD: &str =
        "set              measure                             P     R    F1    found    gold  note";

    /// A row of counts.
    pub fn counted(set: &'static str, measure: impl Into<String>, counts: Counts) -> Self {
        let figures = format!(
            "{}  {}  {}  {:>7} {:>7}",
            figure(counts.precision()),
            figure(counts.recall()),
            figure(counts.f1()),
            counts.found,
            counts.gold
        );
        Row { figures, ..Row::bare(set, measure) }
    }

    /// A row of one figure, with the number of things it is made of.
    pub fn single(set: &'static str, measure: impl Into<String>, value: f64, of: usize) -> Self {
        Row {
            figures: format!("            {}  {:>7} {of:>7}", figure(value), ""),
            ..Row::bare(set, measure)
        }
    }

    fn bare(set: &'static str, measure: impl Into<String>) -> Self {
        Row {
            set,
            measure: measure.into(),
            figures: String::new(),
            note: String::new(),
            missed: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// Adds a remark.
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Adds what was not found, and what was found and is not there.
    pub fn missing(mut self, missed: Vec<String>, wrong: Vec<String>) -> Self {
        (self.missed, self.wrong) = (missed, wrong);
        self
    }

    /// The row as a line.
    pub fn line(&self) -> String {
        format!("{:<16} {:<32} {}  {}", self.set, self.measure, self.figures, self.note).trim_end().to_owned()
    }

    /// Writes up to `count` of each kind of miss, from all over the set.
    pub fn misses(&self, out: &mut dyn Write, count: usize) -> io::Result<()> {
        if self.missed.is_empty() && self.wrong.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{} {}", self.set, self.measure)?;
        for (kind, list) in [("missed", &self.missed), ("wrong", &self.wrong)] {
            for one in list.iter().step_by(list.len().div_ceil(count).max(1)) {
                writeln!(out, "  {kind:<6}  {one}")?;
            }
        }
        Ok(())
    }
}

/// "0.952" as ".952", in four columns.
fn figure(value: f64) -> String {
    let figure = format!("{value:.3}");
    figure.strip_prefix('0').map_or_else(|| format!("{value:.2}"), str::to_owned)
}
