//! `unexpanded-acronym`: letters that are never spelled out.

use std::collections::HashSet;

use super::acronyms::{is_known, letters};
use crate::language::lexicon::is_listed;
use crate::language::{List, Reading, TokenKind};
use crate::prose::{Block, BlockKind};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "unexpanded-acronym",
    group: Group::Names,
    layer: precedence::layer("unexpanded-acronym"),
    severity: Severity::Hint,
    summary: "Letters that are never spelled out.",
    page: include_str!("unexpanded_acronym.md"),
};

/// The rule.
pub struct UnexpandedAcronym;

impl Rule for UnexpandedAcronym {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut seen: HashSet<&str> = HashSet::new();
        for (index, block, reading) in context.blocks() {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            for (at, token) in reading.tokens.iter().enumerate() {
                if token.kind != TokenKind::Word || token.span.len() < 2 {
                    continue;
                }
                let word = token.of(&block.text);
                let Some(letters) = letters(word) else { continue };
                // Whoever is quoted may speak in letters; the writer spells them out in words of their own.
                if reading.is_quoted(token.span.start)
                    || !seen.insert(letters)
                    || is_idle(block, reading, at, letters)
                    || is_spelled_out(context, letters)
                {
                    continue;
                }
                // A slot, which `placeholder` asks to fill in.
                if matches!(letters, "TK" | "TKTK" | "XX" | "XXX") {
                    continue;
                }
                let is = |known: &String| known.eq_ignore_ascii_case(letters);
                if context.settings.acronyms.iter().any(is) {
                    continue;
                }
                let wanted = context.settings.spelled_out.iter().any(is);
                if !wanted && (is_known(letters) || !context.store.find(letters).is_empty())
                    || is_roman(letters)
                    || is_listed(&letters.to_lowercase(), List::Function)
                {
                    continue;
                }
                let Some(sentence) = reading.sentence_at(token.span.start) else { continue };
                let span = crate::text::Span::new(token.span.start, token.span.start + letters.len());
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, span),
                    severity: META.severity,
                    message: format!("\"{letters}\" is never spelled out."),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((index, sentence)),
                        words: Some(letters.to_owned()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, _context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(letters) = &finding.subject.words else { return Vec::new() };
        let new = format!("TK FULL NAME ({letters})");
        let edit = Edit::replace(finding.span, new.clone());
        fix(FixKind::Mark, format!("Name: spell out “{new}”"), vec![edit]).into_iter().collect()
    }
}

/// Shouted words, initials, credits, model numbers and tickers: letters that stand for no name.
fn is_idle(block: &Block, reading: &Reading, at: usize, letters: &str) -> bool {
    let text = &block.text;
    let token = reading.tokens[at];
    let word = |place: Option<usize>| {
        place.and_then(|place| reading.tokens.get(place)).map_or("", |token| token.of(text))
    };
    let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
    let shouts =
        |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    let loud = after == "!" || shouts(before) || shouts(after) && after.len() > 1;
    let dateline = block.dateline.is_some_and(|line| line.covers(token.span));
    // "Microsoft (MSFT)", "Austin, TX", "BMW X5", "(Reuters)": tickers, states, models.
    let bracketed = before == "(" && after == ")";
    let state = letters.len() == 2 && before == ",";
    let glued = matches!(before, "-" | "/" | "#" | "@" | "_" | ".") || matches!(after, "-" | "/" | "_" | ":");
    let model = after.starts_with(|c: char| c.is_ascii_digit());
    // "TK" is still to come: `placeholder` says so.
    let slot = letters == "TK";
    // "JK Rowling", "Daiwa Securities SMBC": initials of a person, the last word of a longer name.
    let capital = |word: &str| word.len() > 2 && word.starts_with(char::is_uppercase) && !shouts(word);
    let initials = letters.len() == 2 && capital(after);
    let opens = at.checked_sub(1).is_none_or(|before| {
        let start = reading.tokens[before].span.start;
        reading.sentences.iter().any(|sentence| sentence.span.start == start)
    });
    let closes_name = capital(before) && !opens && !capital(after);
    loud || initials || closes_name || dateline || bracketed || state || glued || model || slot
}

/// Whether the page spells the letters out anywhere: "Full Name (ABC)", "ABC (Full Name)", "ABC, the Full Name".
fn is_spelled_out(context: &Context<'_>, letters: &str) -> bool {
    context.blocks().any(|(_, block, reading)| {
        let text = &block.text;
        let tokens = &reading.tokens;
        tokens.iter().enumerate().any(|(at, token)| {
            if super::acronyms::letters(token.of(text)) != Some(letters) {
                return false;
            }
            let word = |place: usize| tokens.get(place).map_or("", |token| token.of(text));
            let capital = |place: usize| {
                tokens.get(place).is_some_and(|token| {
                    token.kind == TokenKind::Word && token.of(text).starts_with(char::is_uppercase)
                })
            };
            let bracketed = at > 1 && word(at - 1) == "(" && capital(at - 2);
            let or = at > 2
                && matches!(word(at - 1), "or" | "as")
                && (word(at - 2) == "," || word(at - 2) == "known");
            let explained =
                word(at + 1) == "(" && tokens.get(at + 2).is_some_and(|token| token.kind == TokenKind::Word);
            let apposed = word(at + 1) == "," && matches!(word(at + 2), "the" | "a" | "an" | "which" | "or");
            bracketed || or || explained || apposed || spelled_by_name(block, reading, letters)
        })
    })
}

/// Whether some name of the block has these initials: "the Norvik Radiation Protection Agency".
fn spelled_by_name(block: &Block, reading: &Reading, letters: &str) -> bool {
    letters.len() >= 3
        && reading.mentions.iter().any(|mention| {
            let words: Vec<&str> = mention.span.of(&block.text).split_whitespace().collect();
            words.len() >= letters.len() && super::acronyms::initials(&words) == *letters
        })
}

fn is_roman(letters: &str) -> bool {
    letters.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'M'))
}
