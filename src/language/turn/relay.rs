//! "CNBC reported, citing the Wall Street Journal": one report by way of another.

use std::ops::Range;

use super::{Clause, TurnKind};
use crate::language::mention::MentionKind;
use crate::text::Span;

/// Sources that have no name: "citing officials", "citing court documents".
const SOURCES: &[&str] = &[
    "official",
    "officials",
    "source",
    "sources",
    "people",
    "person",
    "police",
    "ministry",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "report",
    "reports",
    "note",
    "document",
    "documents",
    "records",
    "filing",
    "filings",
    "memo",
    "data",
    "figures",
    "statement",
    "study",
    "survey",
    "diplomats",
    "prosecutors",
    "lawyers",
    "executives",
    "analysts",
    "witnesses",
    "media",
    "newspaper",
    "agency",
    "minister",
    "government",
];

impl Clause<'_, '_> {
    pub(super) fn relay(&self, at: usize) -> Option<(Range<usize>, TurnKind)> {
        match self.words.folded(at) {
            "citing" | "quoting" => self.citing(at),
            "quoted" => self.quoted_by(at),
            "cited" | "cites" => self.which_cited(at),
            "reported" => self.first_reported(at),
            _ => None,
        }
    }

    /// "X reported, citing Y", "X, citing Y,": X is an outlet.
    fn citing(&self, at: usize) -> Option<(Range<usize>, TurnKind)> {
        let mut before = self.before(at, 1);
        let comma = self.any(before, &[","]);
        if comma {
            before = self.before(before, 1);
        }
        let verb = ["reported", "said", "reports", "says", "wrote", "writes", "added"];
        let mut last = before;
        // "CNBC reported on Friday, citing"
        for _ in 0..4 {
            if self.any(last, &verb) || self.outlet_ending(last).is_some() {
                break;
            }
            last = self.before(last, 1);
        }
        if self.any(last, &verb) {
            last = self.before(last, 1);
        }
        let outer = self.outlet_ending(last)?;
        let (inner, end) = self.origin(at + 1)?;
        // "Bloomberg, citing Kyodo News, said": the comma closes what is marked.
        let plain = comma && self.words.token_at(outer.end.saturating_sub(1)) + 2 == at;
        let close = plain && self.any(end, &[","]);
        let first = self.words.token_at(outer.start);
        Some((first..end + usize::from(close), TurnKind::Relay { outer: Some(outer), inner }))
    }

    /// "Y, quoted by X", "Y was quoted by X as saying": X is an outlet.
    fn quoted_by(&self, at: usize) -> Option<(Range<usize>, TurnKind)> {
        if !self.any(at + 1, &["by"]) {
            return None;
        }
        let (outer, end) = self.outlet_beginning(at + 2)?;
        let mut before = self.before(at, 1);
        let be = self.any(before, &["was", "were", "is", "been", "being"]);
        if be || self.any(before, &[","]) {
            before = self.before(before, 1);
        }
        if self.any(before, &["been", "has", "have", "had"]) {
            before = self.before(before, 1);
        }
        let (first, inner) = self.phrase_ending(before)?;
        Some((first..end, TurnKind::Relay { outer: Some(outer), inner }))
    }

    /// "according to X, which cited Y".
    fn which_cited(&self, at: usize) -> Option<(Range<usize>, TurnKind)> {
        let which = self.before(at, 1);
        if !self.any(which, &["which", "who"]) {
            return None;
        }
        let comma = self.before(which, 1);
        let last = if self.any(comma, &[","]) { self.before(comma, 1) } else { comma };
        let outer = self.outlet_ending(last)?;
        let mut first = self.words.token_at(outer.start);
        if self.any(self.before(first, 1), &["to"]) && self.any(self.before(first, 2), &["according"]) {
            first -= 2;
        }
        let (inner, end) = self.origin(at + 1)?;
        Some((first..end, TurnKind::Relay { outer: Some(outer), inner }))
    }

    /// "as first reported by Y", "first reported by Y".
    fn first_reported(&self, at: usize) -> Option<(Range<usize>, TurnKind)> {
        if !self.any(at + 1, &["by"]) {
            return None;
        }
        let (inner, end) = self.outlet_beginning(at + 2)?;
        let mut first = at;
        if self.any(self.before(first, 1), &["first", "originally", "earlier"]) {
            first -= 1;
        }
        if self.any(self.before(first, 1), &["as"]) {
            first -= 1;
        }
        (first < at).then_some((first..end, TurnKind::Relay { outer: None, inner }))
    }

    /// The outlet whose name ends with token `last`.
    fn outlet_ending(&self, last: usize) -> Option<Span> {
        let name = self.tokens.contains(&last).then(|| self.name_at(last)).flatten()?;
        let ends = self.words.token_at(name.span.end.saturating_sub(1)) == last;
        (ends && name.kind == MentionKind::Outlet && !self.words.is_possessive(last))
            .then(|| self.with_the(name.span))
    }

    /// The outlet whose name begins at `first` or after its article, and the index past it.
    fn outlet_beginning(&self, first: usize) -> Option<(Span, usize)> {
        let first =
            if self.any(first, &["the"]) && self.name_at(first).is_none() { first + 1 } else { first };
        let name = self.tokens.contains(&first).then(|| self.name_at(first)).flatten()?;
        (name.kind == MentionKind::Outlet)
            .then(|| (self.with_the(name.span), self.words.token_at(name.span.end.saturating_sub(1)) + 1))
    }

    /// A name with the article before it.
    fn with_the(&self, name: Span) -> Span {
        let first = self.words.token_at(name.start);
        let article = self.before(first, 1);
        if self.any(article, &["the"]) { self.words.span(article..first).hull(name) } else { name }
    }

    /// Who is cited from token `at` on: a name, or a noun for a source; reasons are nobody.
    fn origin(&self, at: usize) -> Option<(Span, usize)> {
        let words = self.words;
        let mut next = at;
        let mut named = None;
        while next < at + 6 && (self.is_content(next) || self.any(next, &["the", "a", "an", "two", "its"])) {
            if let Some(name) = self.name_at(next) {
                named = Some(words.token_at(name.span.end.saturating_sub(1)) + 1);
            }
            if self.any(next, SOURCES) {
                named = Some(next + 1);
            }
            next += 1;
        }
        let end = named?;
        Some((words.span(at..end), end))
    }

    /// The noun phrase that ends with token `last`: a name, or "the" and a noun or two.
    fn phrase_ending(&self, last: usize) -> Option<(usize, Span)> {
        let words = self.words;
        if !self.is_content(last) {
            return None;
        }
        if let Some(name) = self.name_at(last) {
            let first = words.token_at(name.span.start);
            return Some((first, self.with_the(name.span)));
        }
        let mut first = last;
        while first + 4 > last && self.is_content(self.before(first, 1)) {
            first -= 1;
        }
        let article = self.before(first, 1);
        self.any(article, &["the", "a", "an"]).then(|| (article, words.span(article..last + 1)))
    }
}
