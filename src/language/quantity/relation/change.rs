//! Changes: "rose 30 percent, from $500 to $650", "doubled from 40 to 80", "a lead of 5 percent".

use super::{Hedge, Held, QuantityKind, RelationKind, Scope};
use crate::language::lexicon::List;
use crate::language::number::{digits, small_number};
use crate::text::Span;

/// Where a change starts and where it ends.
#[derive(Clone, Copy)]
struct Ends {
    from: Held,
    to: Held,
    /// The token of its first word, "from" or "to".
    start: usize,
    /// Past its last token, what is counted left out.
    end: usize,
    /// The place of its earlier figure, and past its later one.
    places: (usize, usize),
}

/// Words that make a change something other than what two figures tell.
const QUALIFIED: &[&str] = &[
    "inflation-adjusted",
    "adjusted",
    "adjusting",
    "real",
    "annualised",
    "annualized",
    "annually",
    "average",
    "averaged",
    "capita",
    "seasonally",
    "underlying",
    "like-for-like",
    "compound",
    "cumulative",
    "constant",
    "excluding",
    "respectively",
];

/// What separates one clause from the next.
const CLAUSES: &[&str] =
    &[";", "while", "but", "whereas", "although", "though", "as", "with", "because", "when", "if"];

/// What stands between a figure and the "to" or "from" of the next.
const LONGEST_GAP: usize = 9;

impl Scope<'_, '_> {
    pub(super) fn changes(&self, add: &mut impl FnMut(Span, RelationKind)) {
        self.leads(add);
        if self.held.len() < 2 {
            return;
        }
        let ends = self.ends();
        // "adjusted for inflation", but "inflation rose".
        let deflated = self.tokens.clone().skip(1).any(|at| {
            self.words.is(at, "inflation")
                && self.words.is_any(
                    at - 1,
                    &["for", "by", "of", "than", "above", "below", "with", "after", "before", "to", "and"],
                )
        });
        if ends.is_empty() || deflated || self.any(self.tokens.start, self.tokens.end, QUALIFIED) {
            return;
        }
        for (place, pair) in ends.iter().enumerate() {
            // Where one pair ends the next may begin; two that share a figure tell neither.
            let shared = ends.iter().enumerate().any(|(other, one)| {
                other != place && one.places.0 < pair.places.1 && pair.places.0 < one.places.1
            });
            if shared {
                continue;
            }
            self.percent_changes(*pair, add);
            self.multiples(*pair, add);
        }
    }

    /// All the "from A to B" and "to B from A" of the sentence.
    fn ends(&self) -> Vec<Ends> {
        let words = self.words;
        let held = self.held;
        let mut found = Vec::new();
        for at in 0..held.len() {
            let Some(next) = held.get(at + 1) else { break };
            let one = held[at];
            let ends = |from: Held, to: Held, start: usize, last: usize| Ends {
                from,
                to,
                start,
                end: words.token_at(held[last].term.span.end.saturating_sub(1)) + 1,
                places: (at, last + 1),
            };
            let like = one.term.is_like(&next.term);
            let gap = next.start.saturating_sub(one.end);
            // A noun that the first figure counts may stand before "to".
            let plain = gap <= LONGEST_GAP
                && !self.any(one.end, next.start, CLAUSES)
                && !self.any(one.end, next.start, &[","]);
            let comma = gap <= LONGEST_GAP && !self.any(one.end, next.start, CLAUSES);
            let before = one.start.checked_sub(1).map_or("", |last| words.folded(last));
            let joins = next.start.checked_sub(1).map_or("", |last| words.folded(last));
            if like && before == "from" && (one.range || joins == "to" && plain) && gap <= LONGEST_GAP {
                found.push(ends(one, *next, one.start - 1, at + 1));
            } else if like && !one.range && matches!(before, "to" | "at") && joins == "from" && comma {
                found.push(ends(*next, one, one.start - 1, at + 1));
            } else if like
                && !one.range
                && !next.range
                && gap <= 3
                && words.is(one.end, ",")
                && words.is_any(one.end + 1, &["compared", "against"])
                && matches!(joins, "with" | "to" | "against")
                && held.get(at + 2).is_some_and(|by| by.term.is_percent())
            {
                // "€900, compared with €750 a year ago, an increase of 20 percent".
                found.push(ends(*next, one, one.start, at + 1));
            } else if let Some(third) = held.get(at + 2).copied()
                && next.term.is_percent()
                && !third.term.is_percent()
                && one.term.is_like(&third.term)
                && !one.range
                && !next.range
                && !third.range
            {
                // "650, up 30 percent from 500".
                let signed = (one.end..next.start).any(|place| self.is_change(place));
                let gap = third.start.saturating_sub(next.end);
                let from = third.start.checked_sub(1).map_or("", |last| words.folded(last));
                let tied = matches!(from, "from")
                    || matches!(from, "with" | "to") && words.is(third.start.saturating_sub(2), "compared")
                    || from == "against";
                if signed
                    && tied
                    && gap <= 4
                    && next.start.saturating_sub(one.end) <= 6
                    && !self.any(one.end, next.start, CLAUSES)
                {
                    let mut pair = ends(third, one, one.start, at + 2);
                    pair.places = (at, at + 3);
                    found.push(pair);
                }
            }
        }
        found
    }

    /// Whether the word at token `at` tells of a change.
    fn is_change(&self, at: usize) -> bool {
        self.words.is_in(at, List::Rise) || self.words.is_in(at, List::Fall)
    }

    /// Whether the word at token `at` tells of a change downwards.
    fn direction(&self, at: usize) -> Option<bool> {
        if self.words.is_in(at, List::Fall) {
            Some(true)
        } else if self.words.is_in(at, List::Rise) {
            Some(false)
        } else {
            None
        }
    }

    fn percent_changes(&self, pair: Ends, add: &mut impl FnMut(Span, RelationKind)) {
        let held = self.held;
        let (first, past) = pair.places;
        // The percentage that the change is told in: right before, between or right after.
        let between = (past - first == 3).then(|| first + 1);
        let before = first.checked_sub(1).filter(|place| held[*place].term.is_percent());
        let after = held.get(past).filter(|held| held.term.is_percent()).map(|_| past);
        let mut candidates = between.into_iter().chain(before).chain(after).filter(|place| {
            let by = &held[*place];
            by.term.kind == QuantityKind::Percent && !by.range && self.is_told(pair, *place)
        });
        let (Some(place), None) = (candidates.next(), candidates.next()) else { return };
        let by = held[place];
        let ends_in_points = held[first..past].iter().any(|held| held.term.points && held.start != by.start);
        if ends_in_points || by.term.points && !pair.from.term.is_percent() {
            return;
        }
        let falls = self.told_direction(by, pair);
        let start = self.change_start(pair.start.min(by.start));
        let end = pair.end.max(by.end);
        add(
            self.span(start, end),
            RelationKind::Change { from: pair.from.term, to: pair.to.term, by: by.term, falls },
        );
    }

    /// Whether the percentage at `place` is said of the change `pair`.
    fn is_told(&self, pair: Ends, place: usize) -> bool {
        let by = self.held[place];
        let (first, past) = pair.places;
        if place < first {
            let gap = pair.start.saturating_sub(by.end);
            let joined = gap <= 8
                && !self.any(by.end, pair.start, CLAUSES)
                && !self.any(by.end, pair.start, &["and", "of", "than", "or", "after", "following"]);
            let changes = (by.start.saturating_sub(4)..by.start).any(|at| self.is_change(at))
                || self.is_noun_after(by.end);
            return joined && changes;
        }
        if place < past {
            return true;
        }
        // "from 500 to 650, a rise of 30 percent".
        let from = pair.end;
        let gap = by.start.saturating_sub(from);
        let words = self.words;
        let tied = (from..by.start).any(|at| words.is_any(at, &[",", "(", "—", "–", "--", "or", "-"]));
        let clause = self.any(from, by.start, CLAUSES) || self.any(from, by.start, &["and", "which"]);
        let changes = (from..by.start).any(|at| self.is_change(at)) || self.is_noun_after(by.end);
        let straight = self.only(
            from,
            by.start,
            &[",", "(", "—", "–", "--", "or", "-", "by", "+", "a", "an", "about", "nearly", "change", "of"],
        );
        let verb = (pair.start.saturating_sub(4)..pair.start).any(|at| self.is_change(at));
        // "a drop outside the poll's 10-point margin of error" tells another figure.
        let base = words.is_any(by.end, &["of", "margin", "target", "threshold", "limit", "goal"]);
        tied && gap <= 10 && !clause && !base && (changes || straight && verb)
    }

    /// "a 30 percent rise": the noun after a percentage.
    fn is_noun_after(&self, at: usize) -> bool {
        self.is_change(at)
            && !self.words.is_any(at, &["up", "down", "more", "less", "fewer", "higher", "lower"])
    }

    /// Whether the change is said to go down, by the word nearest to the percentage, else to the pair.
    fn told_direction(&self, by: Held, pair: Ends) -> Option<bool> {
        if self.is_noun_after(by.end) {
            return self.direction(by.end);
        }
        let near = |at: usize| {
            (at.saturating_sub(5).max(self.tokens.start)..at).rev().find_map(|at| self.direction(at))
        };
        near(by.start).or_else(|| near(pair.start))
    }

    /// Where the words of a change begin: its verb, with the helping verb before.
    fn change_start(&self, from: usize) -> usize {
        let words = self.words;
        let least = from.saturating_sub(4).max(self.tokens.start);
        let Some(mut at) = (least..from)
            .rev()
            .find(|at| self.is_change(*at) && !words.is_any(*at, &["more", "less", "fewer"]))
        else {
            return from;
        };
        if words.is_any(at, &["up", "down", "higher", "lower"])
            && at > self.tokens.start
            && words.is_word(at - 1)
            && words.is_any(
                at - 1,
                &[
                    "goes", "go", "went", "gone", "going", "moves", "moved", "edged", "came", "is", "are",
                    "was", "were",
                ],
            )
        {
            at -= 1;
        }
        if at > self.tokens.start && words.is_any(at - 1, &["was", "were", "is", "are", "been", "be"]) {
            at -= 1;
        }
        at
    }

    fn multiples(&self, pair: Ends, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        let (first, past) = pair.places;
        if past - first != 2 || pair.from.term.is_percent() && pair.from.term.points {
            return;
        }
        let least = pair.start.saturating_sub(7).max(self.tokens.start);
        let most = (pair.end + 6).min(self.tokens.end);
        // Nothing else that counts may stand between.
        let left = first.checked_sub(1).map_or(least, |last| least.max(self.held[last].number));
        let right = self.held.get(past).map_or(most, |next| most.min(next.end + 1));
        for at in (left..pair.start).rev().chain(pair.end..right) {
            let Some((by, end)) = self.multiple(at) else { continue };
            let apart = if at < pair.start { (end, pair.start) } else { (pair.end, at) };
            if self.any(apart.0, apart.1, CLAUSES) || self.any(apart.0, apart.1, &["and", "which", "."]) {
                return;
            }
            if at >= pair.end && !self.any(apart.0, apart.1, &[",", "—", "–", "(", "or", "--"]) {
                return;
            }
            if words.is_any(end, &["digits", "figures", "room", "glazing", "check", "standards", "the"]) {
                return;
            }
            // "more than doubled", "rose almost fourfold".
            let mut from = at;
            while from > self.tokens.start
                && from + 4 > at
                && words.is_any(
                    from - 1,
                    &["more", "than", "nearly", "almost", "about", "roughly", "just", "over", "less"],
                )
            {
                from -= 1;
            }
            let hedge = match words.folded(from) {
                _ if from == at => Hedge::None,
                "more" | "over" => Hedge::Above,
                "less" => Hedge::Below,
                "nearly" | "almost" => Hedge::JustUnder,
                "just" => {
                    if words.is(from + 1, "over") {
                        Hedge::JustOver
                    } else {
                        Hedge::JustUnder
                    }
                }
                _ => Hedge::About,
            };
            let start = from.min(pair.start);
            add(
                self.span(start, pair.end.max(end)),
                RelationKind::Multiple {
                    from: pair.from.term,
                    to: pair.to.term,
                    by,
                    hedge,
                    word: self.span(at, end),
                },
            );
            return;
        }
    }

    /// The factor that the words from token `at` on name, and past them: "doubled", "fourfold", "three times".
    fn multiple(&self, at: usize) -> Option<(f64, usize)> {
        let words = self.words;
        let word = words.folded(at);
        let by = match word {
            "doubled" | "double" | "doubles" | "doubling" | "twice" | "twofold" => 2.0,
            "tripled" | "triple" | "trebled" | "treble" | "triples" | "tripling" | "trebling"
            | "threefold" => 3.0,
            "quadrupled" | "quadruple" | "quadrupling" | "fourfold" => 4.0,
            "quintupled" | "quintuple" | "fivefold" => 5.0,
            "halved" | "halving" | "halves" => 0.5,
            "sixfold" => 6.0,
            "sevenfold" => 7.0,
            "eightfold" => 8.0,
            "ninefold" => 9.0,
            "tenfold" => 10.0,
            _ => {
                if let Some(number) = word.strip_suffix("-fold") {
                    let by = small_number(number).or_else(|| digits(number).value.map(|(low, _)| low))?;
                    return Some((by, at + 1));
                }
                return None;
            }
        };
        // "double rooms" are none.
        let bare = matches!(word, "double" | "triple" | "treble" | "quadruple" | "quintuple");
        let noun = bare
            && words.is_word(at + 1)
            && !words.is_any(at + 1, &["from", "to", "in", "over", "since", "the"]);
        (!noun).then_some((by, at + 1))
    }

    /// "46 percent to 41 percent, a lead of 5 percent" and "a margin of error of 3 percent".
    fn leads(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for (place, held) in self.held.iter().enumerate() {
            if held.term.kind != QuantityKind::Percent || held.term.points || held.range {
                continue;
            }
            let back = |steps: usize| held.start.checked_sub(steps).filter(|at| *at >= self.tokens.start);
            let margin = (1..=6).filter_map(back).find(|at| words.are(*at, &["margin", "of", "error"]));
            if let Some(margin) = margin
                && self.only(
                    margin + 3,
                    held.start,
                    &["of", "is", "was", "plus", "or", "minus", "+", "/", "-", "±", "at"],
                )
            {
                add(self.span(margin, held.end), RelationKind::Margin { margin: held.term });
                continue;
            }
            let lead = back(2).filter(|at| {
                words.is_any(*at, &["lead", "advantage", "margin", "gap", "edge"]) && words.is(at + 1, "of")
            });
            let Some(lead) = lead else { continue };
            let Some([first, second]) =
                place.checked_sub(2).map(|from| [self.held[from], self.held[from + 1]])
            else {
                continue;
            };
            let share = |held: &Held| held.term.kind == QuantityKind::Percent && !held.term.points;
            if share(&first) && share(&second) && lead - second.end <= 6 {
                let start = if lead > self.tokens.start && words.is_any(lead - 1, &["a", "the", "an"]) {
                    lead - 1
                } else {
                    lead
                };
                add(
                    self.span(start, held.end),
                    RelationKind::Lead { first: first.term, second: second.term, lead: held.term },
                );
            }
        }
    }
}
