//! How many findings an article gets, rule by rule.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Data, Missing};
use super::look::Look;
use super::score::{Row, ratio};

#[derive(Deserialize)]
struct Line {
    text: String,
}

pub fn findings(data: &Data) -> Result<Vec<Row>, Missing> {
    let mut rows = Vec::new();
    for set in ["news_bbc", "news_abc", "polnear"] {
        let lines: Vec<Line> = data.lines(set)?;
        let counts = lines
            .par_iter()
            .map(|line| {
                let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
                for finding in Look::judging(&line.text).report.findings() {
                    *counts.entry(finding.rule).or_default() += 1;
                }
                counts
            })
            .reduce(BTreeMap::new, |mut all, counts| {
                counts.into_iter().for_each(|(rule, count)| *all.entry(rule).or_default() += count);
                all
            });
        let total: usize = counts.values().sum();
        rows.push(Row::single(set, "findings an article", ratio(total, lines.len()), total));
        for (rule, count) in counts {
            rows.push(Row::single(set, format!("  {rule}"), ratio(count, lines.len()), count));
        }
    }
    Ok(rows)
}
