//! "higher than in", "twice as fast as", "outnumber": one thing measured against another.

use super::{Clause, Found};
use crate::language::lexicon::List;

impl Clause<'_, '_> {
    pub(super) fn comparison(&self, at: usize) -> Found {
        match self.words.folded(at) {
            "than" => self.than(at),
            "twice" | "half" => self.twice(at),
            "times" => self.times(at),
            "compared" => self.compared(at),
            _ if self.words.is_in(at, List::ComparisonStart) => self.outdoes(at),
            _ => None,
        }
    }

    /// "higher than in": a comparative right before, and something to compare with after.
    fn than(&self, at: usize) -> Found {
        let words = self.words;
        let before = self.before(at, 1);
        // "more ADJECTIVE than" and "more NOUN than" are read from their "more".
        let (start, more) = if self.tokens.contains(&before) && words.is_in(before, List::Comparative) {
            (before, self.any(before, &["more", "fewer", "less"]))
        } else {
            let more = self.before(at, 2);
            (self.any(more, &["more", "fewer"]) && self.is_counted(before, at + 1))
                .then_some((more, false))?
        };
        let after = at + 1;
        let idle = self.any(
            after,
            &[
                "expected",
                "usual",
                "planned",
                "ever",
                "before",
                "previously",
                "normal",
                "anticipated",
                "forecast",
                "that",
                "this",
                "a",
                "an",
                "one",
                "just",
                "life",
                "ideal",
                "he",
                "she",
                "it",
                "they",
                "we",
                "you",
                "i",
                "most",
                "once",
                "not",
                "half",
                "about",
                "some",
                "twice",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "originally",
                "first",
                "initially",
                "enough",
                "average",
                "to",
                "is",
                "was",
                "words",
                "thought",
                "hoped",
                "acceptable",
                "warranted",
                "necessary",
                "strictly",
            ],
        );
        // "more than 20" only approximates; "no later than".
        let approximates = more || self.tokens.contains(&after) && words.is_number(after);
        if idle
            || approximates
            || self.any(self.before(start, 1), &["no", "any", "much"])
            || self.is_stop(after)
        {
            return None;
        }
        let scope = self.any(after, &["in", "at", "for", "on", "during", "among"]);
        Some(start..at + 1 + usize::from(scope))
    }

    /// Whether the word at `at` between "more" and "than" can be counted or measured: "more people than in 2019", "more
    /// expensive than".
    fn is_counted(&self, at: usize, after: usize) -> bool {
        const MEASURED: &[&str] = &[
            "expensive",
            "populous",
            "common",
            "productive",
            "valuable",
            "frequent",
            "profitable",
            "polluted",
            "efficient",
            "deadly",
            "lethal",
            "numerous",
            "crowded",
            "costly",
        ];
        let thing = self.is_content(at) && self.words.folded(at).ends_with('s')
            || self.any(at, &["people", "money", "women", "men", "children"]);
        self.any(at, MEASURED) || thing && self.any(after, &["in", "any", "other", "all", "at", "during"])
    }

    /// "twice as fast as", "half as many as".
    fn twice(&self, at: usize) -> Found {
        if !self.any(at + 1, &["as"]) {
            return None;
        }
        (at + 3..at + 6).find(|end| self.any(*end, &["as"])).map(|end| at..end + 1)
    }

    /// "three times higher", "10 times as many as".
    fn times(&self, at: usize) -> Found {
        let words = self.words;
        let number = self.before(at, 1);
        let counted = self.tokens.contains(&number)
            && (words.is_number(number)
                || super::super::number::small_number(words.folded(number)).is_some());
        if !counted {
            return None;
        }
        if self.tokens.contains(&(at + 1)) && words.is_in(at + 1, List::Comparative) {
            return Some(number..at + 2);
        }
        if !self.any(at + 1, &["as"]) {
            return None;
        }
        let measured = [
            "many",
            "much",
            "high",
            "large",
            "big",
            "likely",
            "long",
            "fast",
            "expensive",
            "strong",
            "often",
        ];
        let end = (at + 3..at + 6).find(|end| self.any(*end, &["as"]));
        end.or_else(|| self.any(at + 2, &measured).then_some(at + 2)).map(|end| number..end + 1)
    }

    /// "compared with 2019", "compared to 40 percent".
    fn compared(&self, at: usize) -> Found {
        if !self.any(at + 1, &["with", "to"]) {
            return None;
        }
        let mut next = at + 2;
        while self.any(next, &["the", "a", "just", "only"]) {
            next += 1;
        }
        let place = self.words.span(next..next + 1);
        let moment = self.moments.iter().map(|moment| moment.span).find(|span| span.overlaps(place));
        let figure = self.quantities.iter().map(|quantity| quantity.span).find(|span| span.overlaps(place));
        let span = moment.or(figure)?;
        Some(at..self.words.tokens_in(span).end)
    }

    /// "Nurses outnumber doctors": not an election or a match.
    fn outdoes(&self, at: usize) -> Found {
        self.is_content(at + 1).then_some(at..at + 1).or_else(|| {
            self.any(at + 1, &["the", "its", "their", "all", "other", "those", "any", "both"])
                .then_some(at..at + 1)
        })
    }
}
