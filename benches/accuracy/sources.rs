//! How well a source is identified.
//!
//! The labels: N named, D definite or anaphoric, A anonymous, V vague collective, S unnamed data or document, X noise.
//! Ours: `anonymous` and `role` (unnamed, of a named body) are A; `vague` and `hidden` are V; `person`, `organisation`,
//! `outlet` and `document` are N. An `anaphor` is D, and what it stands for is known to the reader: that is no alarm, so
//! that D counts for neither of A and V, and N is measured among N, A and V alone.

use std::collections::HashMap;

use factcheck_ls::language::SourceKind;
use factcheck_ls::text::Span;
use serde::Deserialize;

use super::attributions::overlap;
use super::data::{Article, Bytes, Data, Missing, Ranges};
use super::score::{Counts, Row};

#[derive(Deserialize)]
struct Line {
    doc: String,
    source: Ranges,
    cue: Ranges,
    label: String,
}

/// A kind in the letters of the labels.
fn letter(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Anonymous | SourceKind::Role => "A",
        SourceKind::Vague | SourceKind::Hidden => "V",
        SourceKind::Anaphor => "D",
        SourceKind::Person | SourceKind::Organisation | SourceKind::Outlet | SourceKind::Document => "N",
    }
}

pub fn kinds(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "polnear_srctype";
    let lines: Vec<Line> = data.lines(SET)?;
    let articles: HashMap<&str, &Article> =
        data.articles()?.iter().map(|article| (article.id.as_str(), article)).collect();
    // What is so, what we say, and the words.
    let mut said: Vec<(&str, Option<SourceKind>, String)> = Vec::new();
    for line in lines.iter().filter(|line| line.label != "X") {
        let Some(article) = articles.get(line.doc.as_str()) else { continue };
        let bytes = Bytes::of(&article.look.text);
        let (source, cue) = (bytes.spans(&line.source), bytes.spans(&line.cue));
        let kind = kind_at(article, &source, &cue);
        let marked = source.first().map(|span| article.look.around(*span)).unwrap_or_default();
        said.push((&line.label, kind, marked));
    }
    let mut rows = Vec::new();
    for (measure, all) in [("given source and cue", false), ("end to end", true)] {
        for (name, letter_of) in
            [("anonymous", "A"), ("vague", "V"), ("vague, data too", "VS"), ("named", "N")]
        {
            let mut counts = Counts::default();
            let (mut missed, mut wrong) = (Vec::new(), Vec::new());
            for (label, kind, words) in &said {
                if kind.is_none() && !all || letter_of == "N" && matches!(*label, "D" | "S") {
                    continue;
                }
                let gold = letter_of.contains(*label);
                let ours = kind.is_some_and(|kind| letter_of.contains(letter(kind)));
                counts += Counts::of_label(gold, ours);
                let kind = kind.map_or("nothing", SourceKind::name);
                match (gold, ours) {
                    (true, false) => missed.push(format!("{kind}: {words}")),
                    (false, true) => wrong.push(format!("{kind} for {label}: {words}")),
                    _ => {}
                }
            }
            let target = match letter_of {
                "A" => "target F1 .85, P .92",
                "V" => "target F1 .82",
                "VS" => "unnamed studies and polls are `vague` too",
                _ => "target F1 .95",
            };
            rows.push(
                Row::counted(SET, format!("{name}, {measure}"), counts).missing(missed, wrong).noting(target),
            );
        }
    }
    Ok(rows)
}

/// What we take the source at these bytes for: by the attribution that shares source and cue, or at least the source.
fn kind_at(article: &Article, source: &[Span], cue: &[Span]) -> Option<SourceKind> {
    let meets = |span: Option<Span>| span.is_some_and(|span| overlap(source, &[span]));
    let found = || article.look.attributions.iter().filter(|found| meets(found.source));
    let by_cue = found().find(|found| overlap(cue, &[found.cue]));
    by_cue.or_else(|| found().next()).map(|found| found.kind)
}
