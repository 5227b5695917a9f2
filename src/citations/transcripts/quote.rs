//! Where a quotation stands in the sources, and how it differs.

use std::collections::HashMap;
use std::ops::Range;

use super::Index;
use super::align::{Fit, Step, fit};
use super::source::{SourcePlace, Transcript};
use super::terms::{Gap, Pattern};
use crate::text::Span;

/// How a quotation is like its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Word for word, mark for mark.
    Verbatim,
    /// Word for word, but for marks, case, hyphens, fillers, and what brackets and ellipses admit to.
    HouseStyle,
    /// Nearly.
    Near,
}

/// A quotation found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Which source, an index of [`Transcripts::files`](super::Transcripts::files).
    pub file: u32,
    /// The words there: bytes of the source's text.
    pub span: Span,
    /// Where that is in the file.
    pub place: SourcePlace,
    /// How like it is.
    pub likeness: Likeness,
    /// What differs, in order.
    pub differences: Vec<Difference>,
}

/// One place where a quotation differs from its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Bytes of the quotation: the words that the source does not have, or the point where words of it are missing.
    pub quoted: Span,
    /// The source's words there; empty when it has none.
    pub source: String,
}

/// The fewest words that are looked for.
const FEWEST: usize = 3;
/// The most words of a quotation that are compared when no exact match is found.
const MOST: usize = 400;
/// The most places of a word that are looked at.
const MOST_PLACES: usize = 20_000;
/// How unlikely a near match must be to be due to chance: the natural logarithm of the number expected.
const CHANCE: f64 = -7.0;

impl Index {
    pub(super) fn quotation(&self, files: &[Transcript], words: &str, only: &[u32]) -> Option<Quoted> {
        let pattern = Pattern::of(words);
        if pattern.terms.len() < FEWEST {
            return None;
        }
        let numbers: Vec<u32> = pattern.terms.iter().map(|term| self.number(&term.folded)).collect();
        if let Some(found) = self.exact(&pattern, &numbers, only) {
            return Some(self.verbatim(files, words, found));
        }
        self.near(files, words, &pattern, &numbers, only)
    }

    /// Places of the row that hold the words, gaps allowed where the quotation admits to them; one of the preferred
    /// sources where there is a choice.
    fn exact(&self, pattern: &Pattern, numbers: &[u32], preferred: &[u32]) -> Option<Range<usize>> {
        let segments = segments(pattern);
        let anchor = (0..numbers.len()).min_by_key(|at| self.places(numbers[*at]).len())?;
        let home = segments.iter().position(|segment| segment.contains(&anchor))?;
        let mut found = None;
        for &place in self.places(numbers[anchor]).iter().take(MOST_PLACES) {
            let Some(start) = (place as usize).checked_sub(anchor - segments[home].start) else { continue };
            let Some(range) = self.exact_at(pattern, numbers, &segments, home, start) else { continue };
            if preferred.is_empty() || preferred.contains(&self.file_at(range.start).0) {
                return Some(range);
            }
            found.get_or_insert(range);
        }
        found
    }

    /// Whether segment `home` stands at `start` and the others around it.
    fn exact_at(
        &self,
        pattern: &Pattern,
        numbers: &[u32],
        segments: &[Range<usize>],
        home: usize,
        start: usize,
    ) -> Option<Range<usize>> {
        let stands = |segment: &Range<usize>, at: usize| {
            self.row.get(at..at + segment.len()).is_some_and(|row| *row == numbers[segment.clone()])
        };
        if !stands(&segments[home], start) {
            return None;
        }
        let (_, file) = self.file_at(start);
        let (mut first, mut end) = (start, start + segments[home].len());
        for segment in &segments[home + 1..] {
            let reach = pattern.before[segment.start].reach();
            let at = (end..=end + reach).find(|at| at + segment.len() <= file.end && stands(segment, *at))?;
            end = at + segment.len();
        }
        for (index, segment) in segments[..home].iter().enumerate().rev() {
            let reach = pattern.before[segments[index + 1].start].reach();
            let last = first.checked_sub(segment.len())?;
            let least = last.saturating_sub(reach).max(file.start);
            first = (least..=last).rev().find(|at| stands(segment, *at))?;
        }
        Some(first..end)
    }

    fn verbatim(&self, files: &[Transcript], words: &str, found: Range<usize>) -> Quoted {
        let (file, _) = self.file_at(found.start);
        let span = self.span(found.start, found.end - 1);
        let source = span.of(&files[file as usize].text);
        let bare = words.trim().trim_end_matches([',', '.', ';', ':', '!', '?']);
        Quoted {
            file,
            span,
            place: files[file as usize].place(span.start),
            likeness: if source == bare { Likeness::Verbatim } else { Likeness::HouseStyle },
            differences: Vec::new(),
        }
    }

    /// The best fit that is too good to be due to chance.
    fn near(
        &self,
        files: &[Transcript],
        words: &str,
        pattern: &Pattern,
        numbers: &[u32],
        only: &[u32],
    ) -> Option<Quoted> {
        if numbers.len() > MOST {
            return None;
        }
        let gaps: usize = pattern.before.iter().map(|gap| gap.reach()).sum();
        let slack = 4 + numbers.len() / 4 + gaps;
        let free = |at: usize| pattern.before[at] != Gap::None;
        let mut best: Option<(usize, usize, Fit)> = None;
        for guess in self.guesses(numbers, only) {
            let (_, file) = self.file_at(guess.min(self.row.len() - 1));
            let from = guess.saturating_sub(slack).max(file.start);
            let to = (guess + numbers.len() + slack).min(file.end);
            if from >= to {
                continue;
            }
            let fitted = fit(numbers, free, &self.row[from..to]);
            let better = best
                .as_ref()
                .is_none_or(|(_, _, best)| (fitted.same, best.edits) > (best.same, fitted.edits));
            if better {
                best = Some((guess, from, fitted));
            }
        }
        let (_, from, fitted) = best?;
        let dropped = fitted.steps.iter().filter(|step| matches!(step, Step::Dropped(_))).count();
        let enough = fitted.same * 5 >= numbers.len() * 4 && fitted.same >= FEWEST;
        if !enough
            || dropped > 3.max(numbers.len() / 3)
            || self.chance(numbers, &fitted) > CHANCE
            || fitted.edits == 0
        {
            return None;
        }
        let placed = |step: &Step| match step {
            Step::Same(_, at) => Some(from + at),
            _ => None,
        };
        let first = fitted.steps.iter().find_map(placed)?;
        let last = fitted.steps.iter().rev().find_map(placed)?;
        let (file, _) = self.file_at(first);
        let text = &files[file as usize].text;
        let (fitted, first, last) = self.with_changed_ends(fitted, from, first, last, text);
        let span = self.span(first, last);
        Some(Quoted {
            file,
            span,
            place: files[file as usize].place(span.start),
            likeness: Likeness::Near,
            differences: self.differences(words, pattern, &fitted, from, text),
        })
    }

    /// Places where the quotation may begin, the likeliest first: those that most of its rarer words vote for.
    fn guesses(&self, numbers: &[u32], only: &[u32]) -> Vec<usize> {
        const BUCKET: usize = 8;
        const VOTERS: usize = 6;
        let mut order: Vec<usize> = (0..numbers.len()).filter(|at| numbers[*at] != 0).collect();
        order.sort_by_key(|at| self.places(numbers[*at]).len());
        let mut votes: HashMap<usize, (u32, usize)> = HashMap::new();
        let mut looked = 0;
        for (turn, at) in order.into_iter().take(VOTERS).enumerate() {
            let places = self.places(numbers[at]);
            looked += places.len();
            if turn > 0 && looked > MOST_PLACES {
                break;
            }
            for &place in places.iter().take(MOST_PLACES) {
                if !only.is_empty() && !only.contains(&self.file_at(place as usize).0) {
                    continue;
                }
                let start = (place as usize).saturating_sub(at);
                let slot = votes.entry(start / BUCKET).or_insert((0, start));
                slot.0 += 1;
            }
        }
        let mut guesses: Vec<(u32, usize)> = votes
            .iter()
            .map(|(bucket, (own, start))| {
                let beside = |bucket: usize| votes.get(&bucket).map_or(0, |(votes, _)| *votes);
                (own + beside(bucket + 1) + bucket.checked_sub(1).map_or(0, beside), *start)
            })
            .collect();
        guesses.sort_by_key(|(votes, start)| (u32::MAX - votes, *start));
        guesses.into_iter().take(12).map(|(_, start)| start).collect()
    }

    /// Where the quotation's first or last words are not the source's, the source's words in their place belong to the
    /// fit, as far as they are of the same sentence.
    fn with_changed_ends(
        &self,
        mut fitted: Fit,
        from: usize,
        mut first: usize,
        mut last: usize,
        text: &str,
    ) -> (Fit, usize, usize) {
        let added = |step: &&Step| matches!(step, Step::Added(_));
        let (_, file) = self.file_at(first);
        let goes_on = |word: usize, next: usize| {
            let between = Span::new(self.spans[word].1 as usize, self.spans[next].0 as usize).of(text);
            !between.contains(['.', '?', '!', '\n', ':'])
        };
        for _ in 0..fitted.steps.iter().rev().take_while(added).count() {
            if last + 1 < file.end && goes_on(last, last + 1) {
                last += 1;
                fitted.steps.push(Step::Dropped(last - from));
            }
        }
        for _ in 0..fitted.steps.iter().take_while(added).count() {
            if first > file.start.max(from) && goes_on(first - 1, first) {
                first -= 1;
                fitted.steps.insert(0, Step::Dropped(first - from));
            }
        }
        (fitted, first, last)
    }

    /// How many fits as good as this chance alone would bring, as a logarithm: the sources' own words, drawn at random.
    fn chance(&self, numbers: &[u32], fitted: &Fit) -> f64 {
        let total = self.row.len() as f64;
        let words: f64 = fitted
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Same(at, _) => {
                    Some(((self.places(numbers[*at]).len() + 1) as f64 / (total + 5000.0)).ln())
                }
                _ => None,
            })
            .sum();
        total.ln() + words + fitted.edits as f64 * ((numbers.len() + 4) as f64).ln()
    }

    fn differences(
        &self,
        words: &str,
        pattern: &Pattern,
        fitted: &Fit,
        from: usize,
        text: &str,
    ) -> Vec<Difference> {
        let mut out = Vec::new();
        let mut steps = fitted.steps.iter().peekable();
        // Where the quotation's words go on after those that are the same so far.
        let mut after = 0;
        while let Some(step) = steps.next() {
            if let Step::Same(at, _) = step {
                after = pattern.terms[*at].span.end;
                continue;
            }
            let (mut added, mut dropped): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
            let mut step = Some(step);
            while let Some(next) = step {
                match next {
                    Step::Added(at) => added.push(*at),
                    Step::Dropped(at) => dropped.push(from + at),
                    Step::Same(..) => break,
                }
                step = steps.next_if(|next| !matches!(next, Step::Same(..)));
            }
            let quoted = match (added.first(), added.last()) {
                (Some(first), Some(last)) => {
                    Span::new(pattern.terms[*first].span.start, pattern.terms[*last].span.end)
                }
                _ => Span::at(after.min(words.len())),
            };
            let source = match (dropped.first(), dropped.last()) {
                (Some(first), Some(last)) => {
                    let words = self.span(*first, *last).of(text);
                    words.split_whitespace().collect::<Vec<_>>().join(" ")
                }
                _ => String::new(),
            };
            out.push(Difference { quoted, source });
        }
        out
    }
}

/// The words between gaps, as ranges of the pattern's words.
fn segments(pattern: &Pattern) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    let mut start = 0;
    for at in 1..=pattern.terms.len() {
        if at == pattern.terms.len() || pattern.before[at] != Gap::None {
            segments.push(start..at);
            start = at;
        }
    }
    segments
}
