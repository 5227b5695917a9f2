//! Where sentences end.

use std::collections::HashSet;

use factcheck_ls::text::Span;
use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Bytes, Data, Missing, Ranges};
use super::look::Look;
use super::score::{Counts, Row};

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    genre: String,
    text: String,
    sentences: Ranges,
}

pub fn ud_gum(data: &Data) -> Result<Vec<Row>, Missing> {
    let mut rows = measure(data, "ud_gum", "news, ", |line| line.genre == "news")?;
    rows.extend(measure(data, "ud_gum", "all genres, ", |_| true)?.into_iter().take(1));
    Ok(rows)
}

pub fn ud_ewt(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "ud_ewt", "", |_| true)
}

pub fn wsj(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "sbd_wsj_sample", "", |_| true)
}

pub fn brown(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "sbd_brown_press", "", |_| true)
}

/// By the places where sentences end, and by whole sentences.
fn measure(
    data: &Data,
    set: &'static str,
    which: &str,
    wanted: impl Fn(&Line) -> bool + Sync,
) -> Result<Vec<Row>, Missing> {
    let lines: Vec<Line> = data.lines(set)?;
    let (mut ends, mut whole) = (Counts::default(), Counts::default());
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    let looks: Vec<_> = lines
        .par_iter()
        .filter(|line| wanted(line))
        .map(|line| (Look::at(&line.text), Bytes::of(&line.text).spans(&line.sentences)))
        .collect();
    for (look, gold) in &looks {
        whole += shared(&look.sentences, gold, |span| (span.start, span.end));
        ends += shared(&look.sentences, gold, |span| (0, span.end));
        let known: HashSet<usize> = gold.iter().map(|span| span.end).collect();
        let found: HashSet<usize> = look.sentences.iter().map(|span| span.end).collect();
        let at = |end: &usize| look.around(Span::at(*end));
        missed
            .extend(gold.iter().map(|span| span.end).filter(|end| !found.contains(end)).map(|end| at(&end)));
        wrong.extend(
            look.sentences.iter().map(|span| span.end).filter(|end| !known.contains(end)).map(|end| at(&end)),
        );
    }
    Ok(vec![
        Row::counted(set, format!("{which}ends"), ends).missing(missed, wrong),
        Row::counted(set, format!("{which}whole sentences"), whole),
    ])
}

fn shared(found: &[Span], gold: &[Span], key: impl Fn(&Span) -> (usize, usize)) -> Counts {
    let gold: HashSet<_> = gold.iter().map(&key).collect();
    let found: HashSet<_> = found.iter().map(&key).collect();
    Counts::of_sets(found.intersection(&gold).count(), found.len(), gold.len())
}
