//! How many findings 500 words get in the news profile, by severity and rule: about one article.

use std::collections::BTreeMap;

use factcheck_ls::prose::Syntax;
use factcheck_ls::text::Severity;
use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Data, Missing};
use super::look::Look;
use super::score::{Row, ratio};

/// The words of an article of average length, which the figures are given for.
const ARTICLE: usize = 500;

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// The findings of one or more articles and their words.
#[derive(Default)]
struct Noise {
    words: usize,
    /// Loudest first, then by rule.
    found: BTreeMap<(Loudness, &'static str), usize>,
}

/// A severity, the loudest first.
type Loudness = std::cmp::Reverse<Severity>;

impl Noise {
    fn of(text: &str) -> Self {
        let mut noise = Noise { words: text.split_whitespace().count(), ..Noise::default() };
        for finding in Look::judging_as(text, Syntax::Markdown).report.findings() {
            *noise.found.entry((std::cmp::Reverse(finding.severity), finding.rule)).or_default() += 1;
        }
        noise
    }

    fn and(mut self, other: Noise) -> Self {
        self.words += other.words;
        for (what, count) in other.found {
            *self.found.entry(what).or_default() += count;
        }
        self
    }

    fn rows(&self, set: &'static str) -> Vec<Row> {
        let row = |measure: String, count: usize| {
            Row::single(set, measure, ratio(count * ARTICLE, self.words), count)
        };
        let mut rows = Vec::new();
        for severity in [Severity::Error, Severity::Warning, Severity::Info, Severity::Hint] {
            let of: Vec<_> = self.found.iter().filter(|((loud, _), _)| loud.0 == severity).collect();
            let total = of.iter().map(|(_, count)| **count).sum();
            rows.push(row(format!("{severity:?} per {ARTICLE} words").to_lowercase(), total));
            rows.extend(of.iter().map(|((_, rule), count)| row(format!("  {rule}"), **count)));
        }
        rows
    }
}

/// The findings of each set of news, and of all of them.
pub fn findings(data: &Data) -> Result<Vec<Row>, Missing> {
    let (mut rows, mut all) = (Vec::new(), Noise::default());
    for set in ["news_bbc", "news_abc", "polnear", "md_newsroom"] {
        let lines: Vec<Line> = data.lines(set)?;
        let noise = lines.par_iter().map(|line| Noise::of(&line.text)).reduce(Noise::default, Noise::and);
        rows.extend(noise.rows(set));
        all = all.and(noise);
    }
    rows.extend(all.rows("all news"));
    Ok(rows)
}
