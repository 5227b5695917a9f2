//! Sources that ask not to be named: found in snippets of the wild, and how often the alarm rings in daily news.

use factcheck_ls::text::Span;
use rayon::prelude::*;
use serde::Deserialize;

use super::data::{Bytes, Data, Missing, Ranges};
use super::look::Look;
use super::score::{Counts, Row, ratio};

#[derive(Deserialize)]
struct Snippet {
    text: String,
    spans: Ranges,
}

#[derive(Deserialize)]
struct Article {
    text: String,
}

/// The rules that speak of sources without a name.
fn alarms(look: &Look) -> impl Iterator<Item = Span> {
    let findings = look.report.findings().iter();
    findings
        .filter(|finding| matches!(finding.rule, "anonymous-source" | "anonymous-quote" | "unnamed-official"))
        .map(|finding| finding.span)
}

pub fn snippets(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "anon_snippets";
    let snippets: Vec<Snippet> = data.lines(SET)?;
    let articles: Vec<Article> = data.lines("news_bbc")?;
    let found: Vec<(bool, bool)> = snippets
        .par_iter()
        .map(|snippet| {
            let look = Look::judging(&snippet.text);
            let spans = Bytes::of(&snippet.text).spans(&snippet.spans);
            // Near: in a sentence that holds the phrase or overlapping it.
            let near = |alarm: Span| {
                let holding =
                    look.sentences.iter().filter(|sentence| spans.iter().any(|it| it.overlaps(**sentence)));
                holding.into_iter().any(|sentence| sentence.overlaps(alarm))
            };
            (alarms(&look).next().is_some(), alarms(&look).any(near))
        })
        .collect();
    let missed = snippets.iter().zip(&found).filter(|(_, (any, _))| !any);
    let missed: Vec<String> = missed
        .map(|(snippet, _)| {
            let look = Look::at(&snippet.text);
            let bytes = Bytes::of(&snippet.text);
            snippet.spans.first().map_or_else(|| snippet.text.clone(), |span| look.around(bytes.span(*span)))
        })
        .collect();
    let rung: Vec<(usize, usize, Vec<String>)> = articles
        .par_iter()
        .map(|article| {
            let look = Look::judging(&article.text);
            let rung: Vec<String> = alarms(&look).map(|alarm| look.around(alarm)).collect();
            (article.text.split_whitespace().count(), rung.len(), rung)
        })
        .collect();
    let words: usize = rung.iter().map(|(words, ..)| words).sum();
    let alarms: usize = rung.iter().map(|(_, alarms, _)| alarms).sum();
    let any = found.iter().filter(|(any, _)| *any).count();
    let near = found.iter().filter(|(_, near)| *near).count();
    let row = |measure: &str, met: usize| {
        Row::counted(SET, measure, Counts { right: met, found: met, met, gold: snippets.len() })
    };
    Ok(vec![
        row("a finding in the snippet", any).missing(missed, Vec::new()).noting("target R .95"),
        row("a finding in the sentence", near),
        Row::single("news_bbc", "alarms per 1,000 words", 1000.0 * ratio(alarms, words), alarms)
            .missing(Vec::new(), rung.into_iter().flat_map(|(_, _, rung)| rung).collect())
            .noting("target .300 at most"),
    ])
}
