//! Names of people, bodies and places.

use factcheck_ls::language::MentionKind;
use factcheck_ls::text::Span;
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::data::{Bytes, Data, Missing};
use super::look::Look;
use super::score::{Counts, Row};

#[derive(Deserialize)]
struct Line {
    text: String,
    entities: Vec<Entity>,
}

/// Where it begins and ends, its type and its words; one set adds whether a person marked it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entity {
    Plain(usize, usize, String, IgnoredAny),
    Weighed(usize, usize, String, IgnoredAny, IgnoredAny),
}

impl Entity {
    fn parts(&self) -> ([usize; 2], &str) {
        match self {
            Entity::Plain(start, end, kind, _) | Entity::Weighed(start, end, kind, ..) => {
                ([*start, *end], kind)
            }
        }
    }
}

/// What the data's types are called here: person, body, place; `None` for what we do not look for.
fn class(kind: &str) -> Option<&'static str> {
    match kind.to_ascii_lowercase().as_str() {
        "per" | "person" => Some("people"),
        "org" | "organisation" | "corporation" | "group" => Some("bodies"),
        "loc" | "location" => Some("places"),
        _ => None,
    }
}

const fn own_class(kind: MentionKind) -> Option<&'static str> {
    match kind {
        MentionKind::Person => Some("people"),
        MentionKind::Organisation | MentionKind::Outlet => Some("bodies"),
        MentionKind::Place => Some("places"),
        MentionKind::Document | MentionKind::Unknown => None,
    }
}

pub fn conll(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "ner_conll03")
}

pub fn re3d(data: &Data) -> Result<Vec<Row>, Missing> {
    measure(data, "ner_re3d")
}

pub fn other(data: &Data) -> Result<Vec<Row>, Missing> {
    let mut rows = measure(data, "ner_wikigold")?;
    rows.extend(measure(data, "ner_wnut17")?);
    Ok(rows)
}

type Name = (Span, Option<&'static str>);

fn measure(data: &Data, set: &'static str) -> Result<Vec<Row>, Missing> {
    let lines: Vec<Line> = data.lines(set)?;
    let looks: Vec<(Look, Vec<Name>, Vec<Name>)> = lines
        .par_iter()
        .map(|line| {
            let bytes = Bytes::of(&line.text);
            let gold =
                line.entities.iter().map(Entity::parts).map(|(range, kind)| (bytes.span(range), class(kind)));
            let look = Look::at(&line.text);
            let found = look.mentions.iter().map(|(span, kind)| (*span, own_class(*kind))).collect();
            (look, gold.collect(), found)
        })
        .collect();
    let mut rows = Vec::new();
    for wanted in ["people", "bodies", "places"] {
        let (mut exact, mut near) = (Counts::default(), Counts::default());
        let (mut missed, mut wrong) = (Vec::new(), Vec::new());
        for (look, gold, found) in &looks {
            let of = |names: &[Name]| -> Vec<Span> {
                names.iter().filter(|(_, class)| *class == Some(wanted)).map(|(span, _)| *span).collect()
            };
            let (gold, found) = (of(gold), of(found));
            let meets = |one: &Span, others: &[Span]| {
                let from = others.partition_point(|other| other.end <= one.start);
                others.get(from).is_some_and(|other| other.overlaps(*one))
            };
            let (mut ordered_gold, mut ordered) = (gold.clone(), found.clone());
            ordered_gold.sort();
            ordered.sort();
            near += Counts {
                right: found.iter().filter(|span| meets(span, &ordered_gold)).count(),
                found: found.len(),
                met: gold.iter().filter(|span| meets(span, &ordered)).count(),
                gold: gold.len(),
            };
            let shared = found.iter().filter(|span| ordered_gold.binary_search(span).is_ok()).count();
            exact += Counts::of_sets(shared, found.len(), gold.len());
            missed.extend(gold.iter().filter(|span| !meets(span, &ordered)).map(|span| look.around(*span)));
            wrong.extend(
                found.iter().filter(|span| !meets(span, &ordered_gold)).map(|span| look.around(*span)),
            );
        }
        rows.push(
            Row::counted(set, format!("{wanted}, overlap"), near)
                .missing(missed, wrong)
                .noting(format!("exact F1 {:.3}", exact.f1())),
        );
    }
    Ok(rows)
}
