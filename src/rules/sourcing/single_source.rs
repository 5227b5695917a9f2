//! `single-source`: an article whose every attribution leads to one source.

use std::collections::{BTreeMap, HashSet};

use crate::citations::Backing;
use crate::language::{Attribution, Reading, SourceKind, TurnKind};
use crate::prose::Block;
use crate::rules::context::Context;
use crate::rules::edits::related;
use crate::rules::finding::{Finding, Subject};
use crate::rules::place::is_own_prose;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Severity, Span};

static META: Meta = Meta {
    id: "single-source",
    group: Group::Sourcing,
    layer: precedence::layer("single-source"),
    severity: Severity::Info,
    summary: "Every attribution in this piece leads to one source.",
    page: include_str!("single_source.md"),
};

/// The fewest words of an article of which a second source is asked.
const FEWEST_WORDS: usize = 150;

/// The fewest sentences that lead to the one source.
const FEWEST: usize = 3;

/// Kinds of articles that have one voice on purpose.
const ONE_VOICE: &[&str] = &[
    "interview",
    "profile",
    "q&a",
    "press release",
    "press-release",
    "statement",
    "obituary",
    "opinion",
    "column",
];

/// The rule. Only reporting settles it, so it has no fix of its own.
pub struct SingleSource;

impl Rule for SingleSource {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let kind = context.page.front_matter.kind.as_deref();
        let one_voice = kind.is_some_and(|kind| ONE_VOICE.iter().any(|name| kind.eq_ignore_ascii_case(name)));
        let prose = || context.blocks().filter(|(_, block, _)| is_own_prose(&block.kind));
        let words: usize = prose().map(|(_, block, _)| block.text.split_whitespace().count()).sum();
        if one_voice || words < FEWEST_WORDS {
            return;
        }
        let mut origins = Origins::default();
        for (index, block, reading) in prose() {
            origins.speakers(context, index, reading);
            for (at, attribution) in reading.attributions.iter().enumerate().filter(|(_, one)| one.is_own()) {
                origins.attribution(context, (index, at), block, reading, attribution);
            }
        }
        origins.citations(context);
        let Some((span, sentence, name)) = origins.only() else { return };
        findings.push(Finding {
            rule: META.id,
            span,
            severity: META.severity,
            message: format!("Every attribution in this piece leads to one source ({name})."),
            related: origins
                .places
                .values()
                .filter(|(other, _)| *other != span)
                .map(|(other, _)| related(*other, "The same source again."))
                .collect(),
            subject: Subject { sentence: Some(sentence), words: Some(name), ..Subject::default() },
        });
    }
}

/// Who vouches in the article, and where.
#[derive(Default)]
struct Origins {
    /// Each origin by the last word of its name or its domain.
    keys: HashSet<String>,
    /// The name as first written.
    name: Option<String>,
    /// By sentence, its first attribution or citation.
    places: BTreeMap<(usize, usize), (Span, bool)>,
    /// Whether somebody vouches of whom it cannot be told who it is.
    unknown: bool,
}

/// Whether a source in words is a paper.
fn is_paper(words: &str) -> bool {
    const PAPERS: [&str; 9] =
        ["filing", "report", "memo", "lawsuit", "indictment", "document", "study", "audit", "complaint"];
    let last = words.rsplit(' ').next().unwrap_or_default();
    PAPERS.iter().any(|paper| last.eq_ignore_ascii_case(paper))
}

impl Origins {
    fn attribution(
        &mut self,
        context: &Context<'_>,
        (block, at): (usize, usize),
        prose: &Block,
        reading: &Reading,
        attribution: &Attribution,
    ) {
        let Some(source) = attribution.source else { return };
        // Who only passes it on is no origin.
        let relayed = reading.turns.iter().any(|turn| match turn.kind {
            TurnKind::Relay { outer: Some(outer), .. } => outer.overlaps(source),
            _ => false,
        });
        if relayed {
            return;
        }
        let words = match attribution.kind {
            SourceKind::Person | SourceKind::Organisation | SourceKind::Outlet | SourceKind::Document => {
                Some(source.of(&prose.text))
            }
            SourceKind::Anaphor => context
                .article
                .antecedent(block, at)
                .and_then(|place| Some(place.span.of(&context.page.blocks.get(place.block)?.text)))
                // "the filing says": a paper is its own origin.
                .or_else(|| Some(source.of(&prose.text)).filter(|words| is_paper(words))),
            SourceKind::Role | SourceKind::Anonymous | SourceKind::Vague | SourceKind::Hidden => {
                self.unknown = true;
                return;
            }
        };
        let near = attribution.cue.start.abs_diff(source.end) <= 1;
        let marked = if near { source.hull(attribution.cue) } else { attribution.marked };
        let Some(words) = words else {
            // Somebody speaks before anyone has been named: there is a source that was not read.
            self.unknown |= self.name.is_none();
            return;
        };
        let name = words.trim_start_matches("the ").trim_start_matches("The ");
        if self.keys.insert(key(name)) && self.name.is_none() {
            self.name = Some(name.to_owned());
        }
        let sentence = (block, attribution.sentence);
        self.places.entry(sentence).or_insert_with(|| (context.source(block, marked), true));
    }

    /// Adds who speaks the quotations, where no attribution of the sentence tells.
    fn speakers(&mut self, context: &Context<'_>, block: usize, reading: &Reading) {
        for (index, quotation) in reading.quotations.iter().enumerate().filter(|(_, one)| one.speech) {
            if quotation.words.len() < 20 {
                continue;
            }
            match context.article.speaker(block, index) {
                Some(place) => {
                    let words = context.page.blocks.get(place.block).map(|other| place.span.of(&other.text));
                    let named = words.filter(|words| words.contains(char::is_uppercase) && words.len() > 3);
                    self.keys.extend(named.map(key));
                }
                None => self.unknown = true,
            }
        }
    }

    fn citations(&mut self, context: &Context<'_>) {
        for citation in context.citations.iter().filter(|citation| citation.counts()) {
            let Some(place) = citation.place else { continue };
            let Some(sentence) =
                context.readings.get(place.block).and_then(|reading| reading.sentence_at(place.at))
            else {
                continue;
            };
            let at = (place.block, sentence);
            if self.places.get(&at).is_some_and(|(_, attributed)| *attributed) {
                continue;
            }
            let name = match &citation.backing {
                Backing::Url(url) => domain(url).to_owned(),
                Backing::Note(text) | Backing::Annotation(text) => text.clone(),
                Backing::Entries(keys) => keys.join(" "),
                Backing::Nothing => continue,
            };
            if self.keys.insert(name.clone()) && self.name.is_none() {
                self.name = Some(name);
            }
            // A link is marked by its words, a note by its mark.
            let marked = if place.words.is_empty() {
                citation.source
            } else {
                context.source(place.block, place.words)
            };
            self.places.entry(at).or_insert((marked, false));
        }
    }

    /// The first place and the name of the one origin, where there is but one and it is led to often enough.
    fn only(&self) -> Option<(Span, (usize, usize), String)> {
        if self.unknown || self.keys.len() != 1 || self.places.len() < FEWEST {
            return None;
        }
        let (sentence, (span, _)) = self.places.first_key_value()?;
        Some((*span, *sentence, self.name.clone()?))
    }
}

/// What tells one origin from another: the last word with a capital, else the last word.
fn key(name: &str) -> String {
    let words = || name.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| word.len() > 1);
    let last = words().rfind(|word| word.starts_with(char::is_uppercase)).or_else(|| words().next_back());
    last.unwrap_or(name).to_lowercase()
}

/// The host of an address down to the part that is registered: "www.reuters.com" → "reuters.com".
fn domain(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    let dots: Vec<usize> = host.match_indices('.').map(|(at, _)| at).collect();
    let shared = ["co", "com", "org", "gov", "ac", "net", "gob", "gouv"];
    let second = dots.len() >= 2 && {
        let (from, to) = (dots[dots.len() - 2] + 1, dots[dots.len() - 1]);
        shared.contains(&&host[from..to]) && host.len() - to == 3
    };
    let keep = if second { 3 } else { 2 };
    match dots.len().checked_sub(keep) {
        Some(at) => &host[dots[at] + 1..],
        None => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_cut_to_what_is_registered() {
        assert_eq!(domain("https://www.reuters.com/a"), "reuters.com");
        assert_eq!(domain("https://news.bbc.co.uk/1"), "bbc.co.uk");
        assert_eq!(domain("http://example.org"), "example.org");
        assert_eq!(domain("https://localhost/x"), "localhost");
    }

    #[test]
    fn short_names_are_those_of_long_ones() {
        assert_eq!(key("Wall Street Journal"), key("Journal"));
        assert_eq!(key("Amara Diallo, the chief engineer"), "diallo");
        assert_eq!(key("filing"), "filing");
    }
}
