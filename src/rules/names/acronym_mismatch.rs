//! `acronym-mismatch`: letters in brackets that belong to another body, or stand in another order.

use std::collections::HashMap;

use super::acronyms::{Bracketed, body_of, bracketed, initials};
use super::spelling::plain;
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Related, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "acronym-mismatch",
    group: Group::Names,
    layer: precedence::layer("acronym-mismatch"),
    severity: Severity::Info,
    summary: "Letters in brackets that do not fit the name before them.",
    page: include_str!("acronym_mismatch.md"),
};

/// The rule.
pub struct AcronymMismatch;

impl Rule for AcronymMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut given = Given::default();
        for (index, block, reading) in
            context.blocks().filter(|(_, block, _)| block.kind != BlockKind::Byline)
        {
            for one in bracketed(&block.text, reading) {
                let Some(sentence) = reading.sentence_at(one.letters_span.start) else { continue };
                let place = context.source(index, one.name_span);
                let other = given.before(&one, place);
                if other.is_none() && !is_wrong(&one)
                    || context
                        .store
                        .find(one.letters)
                        .iter()
                        .any(|entity| plain(&entity.name) == plain(&one.name.join(" ")))
                {
                    continue;
                }
                let name = one.name_span.of(&block.text);
                let message = match &other {
                    Some((earlier, _)) => {
                        format!("\"{}\" stood for \"{earlier}\" before, here for \"{name}\".", one.letters)
                    }
                    None => format!("\"{}\" does not fit \"{name}\".", one.letters),
                };
                let related = other.map(|(_, span)| Related { span, message: "The other name".into() });
                // Past the bracket that closes.
                let whole = Span::new(one.name_span.start, one.letters_span.end + 1);
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, whole),
                    severity: META.severity,
                    message,
                    related: related.into_iter().collect(),
                    subject: Subject { sentence: Some((index, sentence)), ..Subject::default() },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((index, _)) = finding.subject.sentence else { return Vec::new() };
        let (Some(block), Some(reading)) = (context.page.blocks.get(index), context.readings.get(index))
        else {
            return Vec::new();
        };
        let found = bracketed(&block.text, reading).into_iter().find(|one| {
            let whole = Span::new(one.name_span.start, one.letters_span.end + 1);
            context.source(index, whole) == finding.span
        });
        let Some(one) = found else { return Vec::new() };
        let right = initials(&one.name);
        // The letters are right where the two names are at odds.
        if right.ends_with(one.letters) {
            return Vec::new();
        }
        let edit = Edit::replace(context.source(index, one.letters_span), right.clone());
        let title = format!("Name: change “{}” to “{right}”", one.letters);
        fix(FixKind::Rewrite, title, vec![edit]).into_iter().collect()
    }
}

/// Whether the letters belong to another body, or are the name's own in the wrong order.
fn is_wrong(one: &Bracketed<'_>) -> bool {
    let own = initials(&one.name);
    // What stands before the name itself is not always told from it: "in March the Office of …".
    if own.ends_with(one.letters) || own.len() < 2 {
        return false;
    }
    let sorted = |letters: &str| {
        let mut letters: Vec<char> = letters.chars().collect();
        letters.sort_unstable();
        letters
    };
    let shuffled = own.len() == one.letters.len() && own.len() >= 3 && sorted(&own) == sorted(one.letters);
    // "US Agriculture Department (USDA)": its name in full is "Department of Agriculture".
    let inverted = one.name.last().is_some_and(|word| OFFICES.contains(&word.to_lowercase().as_str()));
    if shuffled && inverted {
        return false;
    }
    // "Federal Aviation Administration (FFA)": a letter of its own in another's place.
    let astray = own.len() == one.letters.len()
        && own.len() >= 3
        && own.chars().next() == one.letters.chars().next()
        && own.chars().zip(one.letters.chars()).filter(|(here, there)| here != there).count() == 1
        && one.letters.chars().all(|letter| own.contains(letter));
    let belongs = body_of(one.letters).is_some_and(|body| {
        let (here, there) = (plain(&one.name.join(" ")), plain(body));
        // A name that is part of the body's, or has it in itself, is the same body in other words.
        let like = here.contains(&there)
            || there.contains(&here)
            || strsim::normalized_levenshtein(&here, &there) > 0.8;
        let first = own.chars().next() == one.letters.chars().next();
        let headed = one.name.len() >= 2;
        !like && headed && !(first && own.len() != one.letters.len() && own.len() > 4)
    });
    shuffled || astray || belongs
}

/// Bodies that are named both ways: "Agriculture Department", "Department of Agriculture".
const OFFICES: &[&str] = &["department", "ministry", "office", "bureau", "university"];

/// The words of the name that the letters stand for, where they do.
fn expansion<'n>(one: &'n Bracketed<'_>) -> Option<&'n [&'n str]> {
    (0..one.name.len()).rev().map(|first| &one.name[first..]).find(|name| initials(name) == one.letters)
}

/// The names that the same letters were given before on the page: "the Harbour Workers' Union (HWU)" and then "the
/// Hospital Workers' Union (HWU)".
#[derive(Default)]
struct Given(HashMap<String, (String, Span)>);

impl Given {
    /// The earlier name with its place, when it is another one; else the name is kept.
    fn before(&mut self, one: &Bracketed<'_>, place: Span) -> Option<(String, Span)> {
        let name = expansion(one)?.join(" ");
        match self.0.get(one.letters) {
            Some((earlier, span)) => {
                let (here, there) = (plain(&name), plain(earlier));
                (strsim::normalized_levenshtein(&here, &there) < 0.9).then(|| (earlier.clone(), *span))
            }
            None => {
                self.0.insert(one.letters.to_owned(), (name, place));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(name: &str, letters: &str) -> bool {
        let name = name.split(' ').collect();
        is_wrong(&Bracketed { name, name_span: Span::at(0), letters, letters_span: Span::at(0) })
    }

    #[test]
    fn a_department_is_named_both_ways() {
        assert!(!wrong("US Fisheries Department", "USDF"));
        assert!(wrong("Norvik Space Agency", "NAS"));
        assert!(wrong("Federal Harbour Administration", "FFA"));
    }
}
