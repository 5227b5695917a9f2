//! Direct quotations with their speakers.
//!
//! People marked attributions; where the content of one holds words between quotation marks, its source speaks them.

use factcheck_ls::text::Span;

use super::attributions::overlap;
use super::data::{Data, Marked, Missing};
use super::score::{Counts, Row};

pub fn speakers(data: &Data) -> Result<Vec<Row>, Missing> {
    const SET: &str = "quotations";
    let (mut all, mut spoken) = (Counts::default(), Counts::default());
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for article in data.articles()? {
        let look = &article.look;
        let gold: Vec<(Span, &Marked)> = between_marks(&look.text)
            .filter_map(|quoted| {
                // Of nested attributions the outermost content holds the most; the innermost speaks.
                let holding = article.attributions.iter().filter(|one| overlap(&one.content, &[quoted]));
                let speaks = holding.filter(|one| !one.source.is_empty() && !overlap(&one.cue, &[quoted]));
                let size = |one: &&Marked| one.content.iter().map(|span| span.len()).sum::<usize>();
                Some((quoted, speaks.min_by_key(size)?))
            })
            .collect();
        // As on the other side: two words at least.
        let shown = look.quotations.iter().filter(|one| {
            (one.speech || one.speaker.is_some())
                && one.span.of(&look.text).split_whitespace().nth(1).is_some()
        });
        let mut right = vec![false; gold.len()];
        let mut touched = vec![false; gold.len()];
        let (mut found, mut good) = (0, 0);
        for quotation in shown {
            let mut agrees = false;
            for (index, (quoted, marked)) in gold.iter().enumerate() {
                if quoted.overlaps(quotation.span) {
                    touched[index] = true;
                    let speaks = quotation.speaker.is_some_and(|speaker| overlap(&marked.source, &[speaker]));
                    right[index] |= speaks;
                    agrees |= speaks;
                }
            }
            if let Some(speaker) = quotation.speaker {
                found += 1;
                good += usize::from(agrees);
                if !agrees {
                    wrong.push(format!("{} SPOKEN BY {}", look.words(quotation.span), look.around(speaker)));
                }
            }
        }
        let met = right.iter().filter(|right| **right).count();
        all += Counts { right: good, found, met, gold: gold.len() };
        let met = touched.iter().filter(|touched| **touched).count();
        spoken += Counts { right: 0, found: 0, met, gold: gold.len() };
        for ((quoted, marked), _) in gold.iter().zip(&right).filter(|(_, right)| !**right) {
            let source = marked.source.iter().map(|span| look.words(*span)).collect::<Vec<_>>().join(" … ");
            missed.push(format!("{} SPOKEN BY {source}", look.around(*quoted)));
        }
    }
    let found_at_all = format!("target F1 .85; {:.3} found with or without speaker", spoken.recall());
    Ok(vec![Row::counted(SET, "with the right speaker", all).missing(missed, wrong).noting(found_at_all)])
}

/// Words between quotation marks, paired within each paragraph, at least two of them. Old wires type two apostrophes.
fn between_marks(text: &str) -> impl Iterator<Item = Span> {
    let mut spans = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut line_break = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mark = match c {
            '\'' if chars.next_if(|next| next.1 == '\'').is_some() => "''",
            '"' => "\"",
            '“' => "“",
            '”' => "”",
            _ => "",
        };
        match (mark, open) {
            ("", _) if c == '\n' && line_break => open = None,
            ("“", _) | ("\"" | "''", None) => open = Some((at, mark)),
            ("”", Some((start, "“"))) | ("\"", Some((start, "\""))) | ("''", Some((start, "''"))) => {
                let span = Span::new(start, at + if mark == "''" { 2 } else { c.len_utf8() });
                if span.of(text).split_whitespace().nth(1).is_some() {
                    spans.push(span);
                }
                open = None;
            }
            _ => {}
        }
        line_break = c == '\n' || line_break && c.is_whitespace();
    }
    spans.into_iter()
}
