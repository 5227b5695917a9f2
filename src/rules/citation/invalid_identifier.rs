//! `invalid-identifier`: an ISBN, an ISSN, a DOI that cannot be right.

use super::setting::{finding, one};
use crate::citations::bibliography::{Part, Reference};
use crate::citations::identifier::{Scheme, in_address, labelled};
use crate::prose::Syntax;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "invalid-identifier",
    group: Group::Citation,
    layer: precedence::layer("invalid-identifier"),
    severity: Severity::Error,
    summary: "An ISBN, ISSN, ORCID, DOI, arXiv number or archive timestamp that cannot be right.",
    page: include_str!("invalid_identifier.md"),
};

/// The rule.
pub struct InvalidIdentifier;

impl Rule for InvalidIdentifier {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let text: &str = &context.page.text;
        let mut check = |scheme: Scheme, span: Span, sentence| {
            let written = span.of(text);
            if scheme.is_valid(written) || is_slot(written) {
                return;
            }
            let message = format!("Invalid {} \"{written}\": check digit or format is wrong.", scheme.name());
            let words = Some(scheme.name().to_owned());
            let subject = Subject { sentence, words, ..Subject::default() };
            findings.push(Finding { subject, ..finding(&META, span, message) });
        };
        for (index, block, reading) in context.blocks() {
            for (scheme, span) in labelled(&block.text) {
                let at = reading.sentence_at(span.start);
                let words =
                    at.and_then(|at| reading.sentences.get(at)).map_or("", |one| one.span.of(&block.text));
                let made_up = ["fictional", "fictitious", "invalid", "wrong ", "dummy", "made-up"];
                if !made_up.iter().any(|word| words.to_lowercase().contains(word)) {
                    check(scheme, context.source(index, span), at.map(|at| (index, at)));
                }
            }
        }
        for pointer in context.pointers {
            if let Some((scheme, span)) = in_address(&pointer.url) {
                check(scheme, span.shifted(pointer.span.start), None);
            }
        }
        let entries = context.page.syntax == Syntax::Bibliography;
        for reference in context.references {
            for (scheme, span) in fields(reference, text, entries) {
                check(scheme, span, None);
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text: &str = &context.page.text;
        let written = finding.span.of(text);
        let schemes = [Scheme::Isbn, Scheme::Issn, Scheme::Orcid];
        let scheme =
            schemes.into_iter().find(|scheme| finding.subject.words.as_deref() == Some(scheme.name()));
        let last = written.chars().next_back().map_or(0, char::len_utf8);
        let change = scheme.and_then(|scheme| scheme.check_character(written)).map(|fits| {
            let span = Span::new(finding.span.end - last, finding.span.end);
            // The slip may as well be in another digit: never the first thing to do.
            one(
                FixKind::Rewrite,
                format!("The rest asks for the check digit {fits}"),
                Edit::replace(span, fits.to_string()),
            )
        });
        let stub = one(FixKind::Cite, "Replace the identifier with TK", Edit::replace(finding.span, "TK"));
        change.into_iter().chain([stub]).collect()
    }
}

/// The identifiers that fields give.
fn fields(reference: &Reference, text: &str, in_library: bool) -> Vec<(Scheme, Span)> {
    let mut found = Vec::new();
    for &(part, span) in &reference.parts {
        let words = span.of(text);
        match part {
            // A field may hold two, with words about which is which.
            Part::Isbn | Part::Issn => {
                let scheme = if part == Part::Isbn { Scheme::Isbn } else { Scheme::Issn };
                let mut at = 0;
                for piece in words.split([',', ';', '/', '(']) {
                    let one = piece.split_whitespace().next().unwrap_or_default();
                    let whole = if scheme.is_valid(piece.trim()) { piece.trim() } else { one };
                    let lead = piece.len() - piece.trim_start().len();
                    let start = span.start + at + lead;
                    at += piece.len() + 1;
                    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
                    let alone = piece.trim() == whole
                        && whole
                            .bytes()
                            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X' | b'x' | b' '));
                    // Reference managers put an ISSN, or whatever number is at hand, into the field of the ISBN: only what
                    // looks like the real thing is measured.
                    let plausible = match (scheme, whole.contains('-'), digits) {
                        (Scheme::Isbn, _, 13) => whole.starts_with("978") || whole.starts_with("979"),
                        (Scheme::Isbn, dashed, 9 | 10) => {
                            let length = whole.bytes().filter(u8::is_ascii_alphanumeric).count();
                            length == 10 && (!dashed || whole.matches('-').count() == 3)
                        }
                        (Scheme::Issn, _, 7 | 8) => whole.len() <= 9,
                        _ => false,
                    };
                    if plausible && alone {
                        found.push((scheme, Span::new(start, start + whole.len())));
                    }
                }
            }
            Part::Doi => {
                let at = words.find("10.");
                // Escapes of TeX are not the identifier's own.
                if let Some(at) = at.filter(|_| !words.contains(['\\', '{', '$'])) {
                    found
                        .push((Scheme::Doi, Span::new(span.start + at, span.start + words.trim_end().len())));
                }
            }
            Part::Arxiv if in_library && !words.contains(' ') => {
                let bare = words.trim_start_matches("arXiv:").trim_start_matches("arxiv:");
                let start = span.end - bare.len();
                if bare.bytes().any(|byte| byte.is_ascii_digit()) {
                    found.push((Scheme::Arxiv, Span::new(start, span.end)));
                }
            }
            _ => {}
        }
    }
    found
}

/// "10.XXXX/XXXX" is still to come: `placeholder` says so, or nobody needs to.
fn is_slot(written: &str) -> bool {
    written.contains("XX") || written.contains("xx") || written.contains("TK")
}
