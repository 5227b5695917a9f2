//! The same amount twice: "5 miles (8 km)", "20 kg, or 44 pounds,", "$10m (£5.3m)".

use super::{QuantityKind, RelationKind, Scope, Term, Unit};
use crate::text::Span;

impl Scope<'_, '_> {
    pub(super) fn pairs(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for (place, pair) in self.held.windows(2).enumerate() {
            let [one, two] = pair else { continue };
            let (a, b) = (&one.term, &two.term);
            let same = match (a.kind, b.kind) {
                (QuantityKind::Money, QuantityKind::Money) => {
                    matches!((a.currency, b.currency), (Some(a), Some(b)) if a != b)
                }
                (
                    QuantityKind::Measure | QuantityKind::Duration,
                    QuantityKind::Measure | QuantityKind::Duration,
                ) => {
                    matches!((a.unit, b.unit), (Some(a), Some(b)) if a != b && a.is_like(b))
                }
                _ => false,
            };
            if !same || one.range || two.range || two.start <= one.end {
                continue;
            }
            // "-5 C" and "5 ft 9 in" are more than their last number.
            let sign = |at: usize| at > 0 && words.is_any(at - 1, &["-", "−", "–", "minus"]);
            let signed = sign(one.number);
            // A temperature below nought has its sign in the sum.
            let cold = a.unit.is_some_and(Unit::is_temperature);
            let with_sign = |term: &Term, at: usize| Term {
                value: if cold && sign(at) { -term.value } else { term.value },
                ..*term
            };
            let longer = place.checked_sub(1).is_some_and(|last| {
                let last = &self.held[last];
                let like = last.term.unit.zip(a.unit).is_some_and(|(one, other)| one.is_like(other));
                like && self.only(last.end, one.start, &["and", ",", "-"])
            });
            if signed && !cold || longer {
                continue;
            }
            let between = (one.end, two.start);
            let opener = between.0;
            // "a 5-mile (8 km) road": a hyphen ties the unit, nothing else may.
            let bracket = words.is_any(opener, &["(", "["])
                && self.only(
                    opener + 1,
                    between.1,
                    &[
                        "or",
                        "about",
                        "around",
                        "roughly",
                        "approximately",
                        "some",
                        "approx.",
                        "nearly",
                        "almost",
                        "=",
                        "~",
                        "≈",
                        "minus",
                        "-",
                        "−",
                        "equivalent",
                        "to",
                    ],
                );
            let or = words.is(opener, ",")
                && words.is_any(opener + 1, &["or", "equivalent"])
                && self.only(
                    opener + 2,
                    between.1,
                    &["about", "around", "roughly", "some", "to", "nearly", "almost"],
                );
            let dash = words.is_any(opener, &["—", "–"])
                && self.only(opener + 1, between.1, &["about", "or", "around", "roughly", "some"])
                && self.closed(opener, two.end) > two.end;
            if !(bracket || or || dash) {
                continue;
            }
            // "$5 (£3 for members)", "20 kg (10 kg more than ...)": the aside goes on to say something else.
            let closed = self.closed(opener, two.end);
            let ends = closed > two.end
                || words.is_any(two.end, &[",", ";", ".", "/"])
                || two.end >= self.tokens.end;
            if bracket && !ends || self.differs(two.end) {
                continue;
            }
            add(
                self.span(one.number, closed),
                RelationKind::Pair { first: with_sign(a, one.number), second: with_sign(b, two.number) },
            );
        }
    }

    /// Whether the words at token `at` make the second figure another amount.
    fn differs(&self, at: usize) -> bool {
        self.words.is_any(
            at,
            &[
                "more", "less", "higher", "lower", "extra", "per", "each", "a", "for", "at", "in", "off",
                "deep", "wide", "tall", "long",
            ],
        ) && !self.words.is(at, ")")
            && self.words.is_any(at, &["more", "less", "higher", "lower", "extra", "per", "each", "off"])
    }
}
