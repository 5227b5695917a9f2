//! Shares of a whole: "12 of the 40 wells (30%)", "30 percent of the 40 wells, or 12".

use super::{Held, QuantityKind, RelationKind, Scope};
use crate::language::lexicon::List;
use crate::text::Span;

/// Words that may stand between "of" and the whole.
const DETERMINERS: &[&str] = &[
    "the",
    "its",
    "their",
    "all",
    "those",
    "these",
    "our",
    "his",
    "her",
    "a",
    "total",
    "of",
    "some",
    "more",
    "than",
    "nearly",
    "about",
    "around",
    "city's",
    "country's",
    "company's",
    "town's",
];

/// Marks and words that tie a result to what it is the result of.
const TIES: &[&str] = &[
    ",",
    "(",
    "—",
    "–",
    "--",
    "-",
    "or",
    "is",
    "was",
    "are",
    "were",
    "that",
    "which",
    "i.e.",
    "equals",
    "equal",
    "to",
    "equivalent",
    "represents",
    "represented",
    "representing",
    "making",
    "up",
    "about",
    "around",
    "roughly",
    "nearly",
    "just",
    "some",
    "a",
    "rate",
    "share",
    "of",
    "corresponds",
    "corresponding",
    "amounts",
    "amounting",
    "meaning",
    "exactly",
    "i",
    "e",
    ".",
    "e.g.",
    "the",
    "=",
    ":",
    "and",
    "accounting",
    "for",
    "making",
    "constituting",
];

impl Scope<'_, '_> {
    pub(super) fn shares(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let held = self.held;
        if held.len() < 3 || self.any(self.tokens.start, self.tokens.end, &["weighted", "weighting"]) {
            return;
        }
        let mut at = 0;
        while at + 2 < held.len() {
            let [one, two, three] = [held[at], held[at + 1], held[at + 2]];
            let found = self
                .part_whole_share(one, two, three)
                .or_else(|| self.share_whole_part(one, two, three))
                .or_else(|| self.part_share_whole(one, two, three))
                .or_else(|| self.whole_part_share(one, two, three))
                .or_else(|| self.share_part_whole(one, two, three));
            match found {
                Some((span, kind)) => {
                    add(span, kind);
                    at += 3;
                }
                None => at += 1,
            }
        }
    }

    /// "A quarter of the staff (25 percent)", "two-thirds of members, or 67 percent, voted": nothing beside the share in
    /// the aside.
    pub(super) fn restated(&self, add: &mut impl FnMut(Span, RelationKind)) {
        const HEDGES: &[&str] = &[
            "about", "around", "roughly", "nearly", "almost", "some", "just", "over", "under", "more", "than",
        ];
        let words = self.words;
        for pair in self.held.windows(2) {
            let [one, two] = pair else { continue };
            let kinds = (one.term.kind, two.term.kind);
            let (fraction, percent) = match kinds {
                (QuantityKind::Fraction, QuantityKind::Percent) => (one, two),
                (QuantityKind::Percent, QuantityKind::Fraction) => (two, one),
                _ => continue,
            };
            if one.range || two.range || percent.term.points || fraction.fraction {
                continue;
            }
            let past = self.past_noun(one.end);
            let bracket =
                words.is(past, "(") && self.only(past + 1, two.start, HEDGES) && words.is(two.end, ")");
            let or = words.is(past, ",")
                && words.is(past + 1, "or")
                && self.only(past + 2, two.start, HEDGES)
                && words.is_any(two.end, &[",", "."]);
            if bracket || or {
                let span = self.span(one.start, two.end + usize::from(bracket));
                add(span, RelationKind::Restated { fraction: fraction.term, percent: percent.term });
            }
        }
    }

    /// "12 of the 40 wells (30%)", "45 out of 90 seats, or 50 percent,".
    fn part_whole_share(&self, part: Held, whole: Held, share: Held) -> Option<(Span, RelationKind)> {
        let of = part.fraction && self.any(part.end, whole.start, &["of", "in"])
            || self.is_of(part.end, whole.start);
        if !of || part.range || whole.range {
            return None;
        }
        let opener = self.tied(whole.end, share)?;
        self.relate(part, whole, share, part.start, self.closed(opener, share.end))
    }

    /// "30 percent of the 40 wells, or 12,", "80% of the 500 patients — 400 —".
    fn share_whole_part(&self, share: Held, whole: Held, part: Held) -> Option<(Span, RelationKind)> {
        if !self.is_of(share.end, whole.start) || share.range || whole.range {
            return None;
        }
        let past = self.past_noun(whole.end);
        let opener = (past < part.start && self.only(past, part.start, TIES)).then_some(past)?;
        let marked = self.words.is_any(opener, &[",", "(", "—", "–", "--", "-", "or", "="]);
        if !marked || self.after(part.end, &["percent", "more", "fewer", "less", "times"]) {
            return None;
        }
        // "30 percent of the 40 wells, 12 of them deep": the second figure has a base of its own.
        if self.words.is(part.end, "of") && !part.term.is_like(&whole.term) {
            return None;
        }
        if self.words.is_any(part.end, &["of", "in", "from"]) && self.words.is(opener, ",") {
            return None;
        }
        self.relate(part, whole, share, share.start, self.closed(opener, part.end))
    }

    /// "Turnout was 50 percent: 4,300 of the 8,600 registered voters".
    fn share_part_whole(&self, share: Held, part: Held, whole: Held) -> Option<(Span, RelationKind)> {
        let opened = self.words.is(share.end, ":") && part.start == share.end + 1;
        let moved = (share.start.saturating_sub(3).max(self.tokens.start)..share.start)
            .any(|at| self.words.is_in(at, List::Rise) || self.words.is_in(at, List::Fall));
        let plain = share.term.kind == QuantityKind::Percent && !share.range && !part.range && !whole.range;
        if !opened || moved || !plain || !self.is_of(part.end, whole.start) {
            return None;
        }
        self.relate(part, whole, share, share.start, whole.end)
    }

    /// "12, or 30%, of the 40 wells", "12 wells, 30 percent of the 40".
    fn part_share_whole(&self, part: Held, share: Held, whole: Held) -> Option<(Span, RelationKind)> {
        if part.range || share.range || !share.term.is_percent() || part.term.is_percent() {
            return None;
        }
        let opener = part.end;
        let opened = self.words.is_any(opener, &[",", "(", "—", "–", "--", "-", "or"]);
        if !opened || share.start <= opener || !self.only(opener, share.start, TIES) {
            return None;
        }
        let closed = self.closed(opener, share.end);
        let of =
            self.is_of(closed, whole.start) || share.end < whole.start && self.is_of(share.end, whole.start);
        if !of {
            return None;
        }
        self.relate(part, whole, share, part.start, whole.end)
    }

    /// "Of the 40 wells, 12 (30%) failed".
    fn whole_part_share(&self, whole: Held, part: Held, share: Held) -> Option<(Span, RelationKind)> {
        let words = self.words;
        let from = (whole.start.saturating_sub(3)..whole.start).rev().find(|at| {
            words.is_any(*at, &["of", "among"]) || words.are(at.saturating_sub(1), &["out", "of"])
        })?;
        let opens = from == self.tokens.start
            || words.is_any(from - 1, &[",", ";", "—", "–", "and", "but", "that"])
            || words.is(from - 1, "out");
        if !opens || !self.only(from + 1, whole.start, DETERMINERS) || whole.range || part.range {
            return None;
        }
        // "Of the 40 wells tested last year, 12".
        let comma = (whole.end..part.start).find(|at| words.is(*at, ","))?;
        let plain = part.start - comma <= 4 && part.start - whole.end <= 12;
        if !plain || self.any(whole.end, part.start, &[";", "while", "but"]) {
            return None;
        }
        let opener = self.tied(part.end, share)?;
        self.relate(part, whole, share, from, self.closed(opener, share.end))
    }

    /// Where the aside that gives `share` opens, when nothing else stands between token `from` and it but a few words.
    fn tied(&self, from: usize, share: Held) -> Option<usize> {
        let words = self.words;
        if !share.term.is_percent() || share.range || share.term.points || share.start < from {
            return None;
        }
        if self.after(
            share.end,
            &[
                "more", "less", "fewer", "higher", "lower", "increase", "rise", "decline", "drop", "fall",
                "decrease", "points", "above", "below", "up", "down", "growth", "faster", "cheaper", "gain",
                "cut",
            ],
        ) || self.other_base(share.end)
            // ", or 30 percent of the force" says the whole in other words.
            && !(share.start > from + 1
                && self.words.is(share.start - 1, "or")
                && self.words.is(share.start - 2, ","))
        {
            return None;
        }
        let opener = (from..share.start)
            .rev()
            .find(|at| words.is_any(*at, &["(", ",", "—", "–", "--", "-", "or", "="]));
        let straight = self.only(from, share.start, TIES);
        let Some(opener) = opener else {
            // "12 of the 40 is 30 percent".
            let is = share.start > from
                && straight
                && self.any(from, share.start, &["is", "was", "are", "were", "equals"]);
            return is.then_some(from);
        };
        let opener =
            if words.is(opener, "or") && opener > from && words.is_any(opener - 1, &[",", "(", "—", "–"])
            {
                opener - 1
            } else {
                opener
            };
        if straight {
            return Some(opener);
        }
        // Words between: only a bracket, an "or" or a "rate of" still ties.
        let ties = words.is(opener, "(")
            || self.any(opener, share.start, &["or", "rate", "share", "proportion", "that", "which", "="])
            || words.is_any(opener, &["—", "–", "--"]);
        let near = share.start - from <= 14;
        let strays = self.any(
            from,
            share.start,
            &[
                ";", "while", "but", "up", "down", "from", "compared", "against", "than", "and", "with",
                "when", "after",
            ],
        );
        // "a survival rate of 65 percent": one word may say which rate it is.
        let rate = share.start >= opener + 4
            && words.is(share.start - 1, "of")
            && words.is_any(share.start - 2, &["rate", "share", "proportion"])
            && share.start - opener <= 6
            && (opener + 1..share.start).all(|at| words.is_word(at));
        (ties && near && !strays && (rate || self.only(opener, share.start, TIES))).then_some(opener)
    }

    /// Whether "of" and nothing but determiners stand from token `from` to token `to`.
    fn is_of(&self, from: usize, to: usize) -> bool {
        let words = self.words;
        // "12 people of the 40"; "out of the 40".
        let of = (from..to.min(from + 2)).find(|at| words.is(*at, "of"));
        of.is_some_and(|of| {
            (of == from
                || words.is(from, "out")
                || of == from + 1 && words.is_word(from) && !words.is_any(from, TIES))
                && to - of <= 6
                && self.only(of + 1, to, DETERMINERS)
        })
    }

    /// Whether the percentage before token `at` is of something else than the whole: "25 percent of the women".
    fn other_base(&self, at: usize) -> bool {
        let words = self.words;
        words.is(at, "of")
            && !(at + 1..at + 4).any(|place| words.is_any(place, &["total", "all", "whole", "overall"]))
            || words.is_any(at, &["per"])
    }

    fn after(&self, at: usize, wanted: &[&str]) -> bool {
        self.words.is_any(at, wanted) || self.words.is(at, ",") && self.words.is_any(at + 1, &["up", "down"])
    }

    /// Past the words that go on telling what the whole is of: "the 500 patients in the trial".
    fn past_noun(&self, from: usize) -> usize {
        let words = self.words;
        let mut at = from;
        while at < from + 6
            && words.is_word(at)
            && !words.is_any(at, &["or", "is", "was", "are", "were", "and", "but", "that", "which", "who"])
        {
            at += 1;
        }
        at
    }

    fn relate(
        &self,
        part: Held,
        whole: Held,
        share: Held,
        from: usize,
        to: usize,
    ) -> Option<(Span, RelationKind)> {
        use QuantityKind as Kind;
        let (a, b) = (part.term, whole.term);
        let fit = |kind| {
            matches!(
                kind,
                Kind::Count | Kind::Bare | Kind::Money | Kind::Measure | Kind::Duration | Kind::Label
            )
        };
        if !share.term.is_percent()
            || share.term.points
            || !fit(a.kind)
            || !fit(b.kind)
            || b.value < 2.0
            || a.value > b.value * 1.5
            || a.currency.is_some() && b.currency.is_some() && a.currency != b.currency
            || (a.kind == Kind::Money) != (b.kind == Kind::Money)
            || a.unit.is_some() && b.unit.is_some() && a.unit != b.unit
            || a.unit.is_some() != b.unit.is_some() && a.kind != Kind::Bare && b.kind != Kind::Bare
        {
            return None;
        }
        Some((self.span(from, to), RelationKind::Share { part: a, whole: b, share: share.term }))
    }
}
