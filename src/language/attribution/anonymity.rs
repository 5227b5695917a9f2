//! Clauses by which a source asks not to be named, and the reasons given.

use super::classes::*;
use super::scene::Scene;
use super::{Attribution, Form, SourceKind};
use crate::text::Span;

impl Scene<'_> {
    /// Every anonymity clause of the sentence.
    pub fn anonymity(&self, sentence: usize, out: &mut Vec<Attribution>) {
        let mut at = self.from;
        while at < self.to {
            let Some((from, to)) = self.clause_at(at) else {
                at += 1;
                continue;
            };
            let source = self.subject_before(from);
            out.push(Attribution {
                sentence,
                source: source.map(|(start, end, _)| self.span(start, end)),
                cue: self.span(from, to),
                content: Vec::new(),
                kind: SourceKind::Anonymous,
                form: Form::AnonymityClause,
                marked: self.span(from, to),
                quoted: self.words[from].quoted,
                description: source
                    .filter(|(.., telling)| *telling)
                    .map(|(start, end, _)| self.span(start, end)),
                access: None,
                reason: self
                    .any(from, &["not", "n't", "unauthorized", "unauthorised"])
                    .then(|| self.span(from, to)),
            });
            at = to.max(at + 1);
        }
    }

    /// The clause whose telling word stands at `at`, as the words from its first to past its last.
    fn clause_at(&self, at: usize) -> Option<(usize, usize)> {
        let word = self.get(at)?;
        if !word.is_word() || !word.is(TELLING) {
            return None;
        }
        if self.any(at, &["anonymity"]) {
            return self.anonymity_word(at);
        }
        if self.any(
            at,
            &["named", "identified", "quoted", "anonymous", "unnamed", "unidentified", "nameless", "cited"],
        ) {
            return self.naming_refused(at);
        }
        if self.any(at, &["name", "names", "surname", "surnames", "identity", "identities"])
            && let Some(found) = self.name_withheld(at)
        {
            return Some(found);
        }
        if self.any(
            at,
            &[
                "authorized",
                "authorised",
                "permitted",
                "allowed",
                "cleared",
                "authorization",
                "authorisation",
                "authority",
                "permission",
                "unauthorized",
                "unauthorised",
                "entitled",
            ],
        ) {
            return self.not_authorized(at);
        }
        if self.any(at, &["background", "record", "attribution", "anonymously"]) {
            return self.off_record(at);
        }
        if self.any(at, &["only"]) && self.any(at + 1, &["as", "by"]) {
            // "identified himself only as Mehmet"
            let named = self.any(at.saturating_sub(1), &["himself", "herself", "themselves"])
                && self.any(
                    at.saturating_sub(2),
                    &["identified", "identifying", "identify", "called", "calling"],
                );
            return named.then(|| (at - 2, at + 2));
        }
        if self.any(at, &["name", "identify"])
            || self.any(at, &["publish", "disclose", "reveal"]) && self.is(at + 1, POSSESSIVE)
        {
            return self.naming_forgone(at);
        }
        if self.any(at, &["publicly"]) {
            return self.shuns_public(at);
        }
        None
    }

    /// "on condition of anonymity", "requested anonymity", "was granted anonymity".
    fn anonymity_word(&self, at: usize) -> Option<(usize, usize)> {
        for index in (self.from..at).rev().take(5) {
            if self
                .any(index, &["condition", "conditions", "guarantee", "promise", "basis", "cloak", "grounds"])
            {
                let first = self.preceding(index, &["on", "under", "upon"], 3).unwrap_or(index);
                let spoken = first > self.from && self.is_speaking(first - 1) || first < index;
                let start = if first > self.from && self.is_speaking(first - 1) { first - 1 } else { first };
                return spoken.then_some((start, at + 1));
            }
            if self.is(index, ASKS) && !self.words[index].has(SINGULAR)
                || self.any(index, &["insisting", "requesting", "asking", "demanding", "preferring"])
            {
                return self.is_personal(index).then_some((index, at + 1));
            }
            if self.any(index, &["under", "with", "cited", "citing"]) && index + 1 == at {
                return (self.speaks_near(index)).then_some((index, at + 1));
            }
        }
        None
    }

    /// "asked not to be named", "wished to remain anonymous", "would only be identified as".
    fn naming_refused(&self, at: usize) -> Option<(usize, usize)> {
        // The verb to be or to stay right before.
        let mut index = at.checked_sub(1)?;
        while index > self.from
            && (self.is(index, ADVERB) || self.any(index, &["personally", "publicly", "fully"]))
            && !self.is(index, NEGATION)
        {
            index -= 1;
        }
        if !self.any(
            index,
            &["be", "being", "remain", "stay", "remaining", "staying", "been", "was", "were", "keep", "have"],
        ) {
            return None;
        }
        let condition = self.any(at, &["anonymous", "unnamed", "unidentified", "nameless"]);
        // "cannot be named for legal reasons" is the law's doing, not the source's.
        if self.reads(at + 1, &["for", "legal"])
            || self.reads(at + 1, &["as"]) && !condition && self.any(index, &["was", "were", "been"])
        {
            return None;
        }
        let end = self.past_manner(at + 1);
        let mut refused = condition;
        let mut back = index;
        for _ in 0..7 {
            let Some(previous) = back.checked_sub(1).filter(|previous| *previous >= self.from) else { break };
            back = previous;
            let word = &self.words[back];
            if self.is_comma(back) || self.is_quote(back) || word.is(RELATIVE) && !self.any(back, &["that"]) {
                break;
            }
            if word.is(NEGATION) || self.any(back, &["not", "only", "never"]) {
                refused = true;
            }
            if word.is(REFUSES) || self.any(back, &["unwilling", "reluctant", "afraid", "scared"]) {
                return Some((back, end));
            }
            if word.is(ASKS) || self.any(back, &["willing", "like", "liked", "hoped", "wanting"]) {
                let only = self.any(at + 1, &["only", "by", "as"])
                    && !condition
                    && self.any(back, &["asked", "asking", "requested", "agreed", "wanted", "insisted"]);
                if refused || only || self.is_negated(back) {
                    return Some((self.with_auxiliaries(back), end));
                }
            }
        }
        // "are not being named to protect"
        if !condition
            && self.any(index, &["being"])
            && (self.from..index).rev().take(2).any(|before| self.is(before, NEGATION))
        {
            return Some((self.with_auxiliaries(index), end));
        }
        // "would not be named", "did not want" has been seen to.
        if let Some(modal) = (self.from..index)
            .rev()
            .take(3)
            .find(|modal| self.any(*modal, &["would", "wouldn't", "wouldn’t"]))
            && (self.is(modal, NEGATION) || self.any(modal + 1, &["not", "only"]))
            && !condition
            && self.any(index, &["be"])
        {
            return Some((modal, end));
        }
        None
    }

    /// "declined to give her last name", "asked that his name not be used".
    fn name_withheld(&self, at: usize) -> Option<(usize, usize)> {
        let mut owner = at.checked_sub(1)?;
        while owner > self.from
            && (self.any(
                owner,
                &[
                    "last", "first", "full", "real", "own", "true", "family", "given", "second", "sur",
                    "and", "or",
                ],
            ))
        {
            owner -= 1;
        }
        if !(self.is(owner, POSSESSIVE) || self.any(owner, &["a", "the"])) {
            return None;
        }
        // After it: "his name not be used", "her name be withheld".
        let after = (at + 1..(at + 6).min(self.to))
            .find(|index| self.is(*index, NAMES) && self.words[*index].has(PARTICIPLE));
        let bounded =
            (at + 1..(at + 6).min(self.to)).take_while(|index| !self.is_comma(*index)).last().unwrap_or(at);
        if let Some(verb) = after.filter(|verb| *verb <= bounded) {
            let kept = self.any(verb, &["withheld", "changed"])
                || (at + 1..verb).any(|index| self.is(index, NEGATION));
            let asked = (self.from..owner)
                .rev()
                .take(6)
                .find(|index| self.is(*index, ASKS | REFUSES) || self.any(*index, &["like"]));
            if let Some(asked) = asked
                && kept
            {
                return Some((self.with_auxiliaries(asked), verb + 1));
            }
        }
        // "whose name was withheld", "her name is being withheld"
        if let Some(verb) = after.filter(|verb| *verb <= bounded && self.any(*verb, &["withheld"]))
            && !self.any(verb + 1, &["by"])
            && !self.reads(verb + 1, &["for", "legal"])
        {
            return Some((owner, verb + 1));
        }
        // "gave only his first name", "gave his name only as Ali"
        let given = (self.from..owner).rev().take(2).find(|index| {
            self.any(*index, &["gave", "giving", "give", "gives", "provided", "using", "used", "offered"])
        });
        if let Some(given) = given {
            let only = (given..owner).chain(at + 1..at + 3).any(|index| self.any(index, &["only", "just"]));
            if only && self.is_personal(given) {
                return Some((given, at + 1));
            }
        }
        // Before it: "declined to give", "would not give", "did not want ... used".
        let mut used = None;
        for index in (self.from..owner).rev().take(9) {
            if self.is_comma(index)
                || self.is_quote(index)
                || self.words[index].is(RELATIVE) && used.is_none()
            {
                break;
            }
            let word = &self.words[index];
            if used.is_none()
                && (word.is(NAMES) && word.has(BASE | ING)
                    || self.any(index, &["use", "using", "have", "having", "give", "want", "giving"]))
            {
                used = Some(index);
            }
            let wants = word.is(ASKS) && self.is_negated(index);
            if used.is_some()
                && (word.is(REFUSES)
                    || wants
                    || self.any(index, &["wouldn't", "wouldn’t", "unwilling", "reluctant"])
                    || self.any(index, &["without"]))
                || used.is_some() && self.any(index, &["would"]) && self.any(index + 1, &["not"])
                || used.is_some() && word.is(ASKS) && (index..owner).any(|inner| self.is(inner, NEGATION))
            {
                let start = self.with_auxiliaries(index);
                let end = after.filter(|verb| *verb <= bounded).map_or(at + 1, |verb| verb + 1);
                return self.is_personal(index).then_some((start, end));
            }
        }
        None
    }

    /// "agreed not to name": the writer keeps the name back.
    fn naming_forgone(&self, at: usize) -> Option<(usize, usize)> {
        let start = at.checked_sub(3)?;
        let forgoes =
            self.any(start, &["agreed", "agreeing", "decided", "deciding", "chose", "choosing", "agrees"]);
        (forgoes && self.reads(start + 1, &["not", "to"])).then_some((start, at + 1))
    }

    /// "did not want to speak publicly".
    fn shuns_public(&self, at: usize) -> Option<(usize, usize)> {
        let start = at.checked_sub(3)?;
        let speaks = self.any(at - 1, &["speak", "talk", "comment", "speaking"]) && self.any(at - 2, &["to"]);
        (speaks
            && self.any(start, &["want", "wish", "like", "wanting", "wishing", "willing"])
            && self.is_negated(start))
        .then(|| (self.with_auxiliaries(start), at + 1))
    }

    /// "not authorized to speak publicly".
    fn not_authorized(&self, at: usize) -> Option<(usize, usize)> {
        let negation = if self.any(at, &["unauthorized", "unauthorised"]) {
            at
        } else {
            (self.from..at).rev().take(5).take_while(|index| !self.is_comma(*index)).find(|index| {
                self.is(*index, NEGATION)
                    || self.any(*index, &["lacked", "lacking", "without", "lack", "lacks", "no"])
            })?
        };
        let verb = (at + 1..(at + 5).min(self.to)).find(|index| {
            self.any(
                *index,
                &[
                    "speak",
                    "discuss",
                    "talk",
                    "comment",
                    "disclose",
                    "share",
                    "speaking",
                    "discussing",
                    "release",
                    "brief",
                    "describe",
                    "reveal",
                    "be",
                    "give",
                    "address",
                    "divulge",
                    "publicly",
                    "provide",
                ],
            )
        })?;
        if !self.any(at + 1, &["to", "for", "by"]) && !self.any(verb, &["speaking"]) {
            return None;
        }
        if self.any(verb, &["be"]) && !self.any(verb + 1, &["quoted", "named", "identified", "interviewed"]) {
            return None;
        }
        Some((negation, self.past_manner(verb + 1)))
    }

    /// "speaking on background", "spoke off the record", "not for attribution", "speaking anonymously".
    fn off_record(&self, at: usize) -> Option<(usize, usize)> {
        let start = if self.any(at, &["background"]) {
            self.preceding(at, &["on"], 2)?
        } else if self.any(at, &["record"]) {
            let refused = at >= self.from + 4
                && self.reads(at - 2, &["on", "the"])
                && self.any(at - 3, &["speak", "talk", "comment"])
                && (self.any(at - 5, &["declined", "refused", "declining", "refusing", "unwilling"])
                    || self.is_negated(at - 3));
            if refused {
                return Some((self.with_auxiliaries(at - 3), at + 1));
            }
            if at < self.from + 2 || !self.reads(at - 2, &["off", "the"]) {
                return None;
            }
            at - 2
        } else if self.any(at, &["attribution"]) {
            self.preceding(at, &["for", "without"], 1)?
        } else {
            at
        };
        let speaks = (self.from..start)
            .rev()
            .take(5)
            .take_while(|index| !self.is_comma(*index))
            .find(|index| self.is_speaking(*index));
        let after = self.is_speaking(at + 1) && self.any(at, &["anonymously"]);
        if let Some(verb) = speaks {
            // "to speak off the record" is talk of the practice unless someone asked for it.
            let asked = !self.any(verb, &["speak", "talk"])
                || (self.from..verb)
                    .rev()
                    .take(4)
                    .any(|index| self.is(index, ASKS | MODAL | NEGATION | PRONOUN));
            return asked.then_some((verb, at + 1));
        }
        after.then_some((at, at + 2))
    }

    fn is_speaking(&self, index: usize) -> bool {
        self.any(
            index,
            &[
                "speaking",
                "spoke",
                "speak",
                "spoken",
                "talked",
                "talking",
                "talk",
                "said",
                "told",
                "say",
                "says",
                "quoted",
                "interviewed",
                "testified",
                "agreed",
                "speaks",
                "commented",
                "commenting",
                "wrote",
                "tells",
                "tell",
                "discussed",
                "discuss",
                "discussing",
            ],
        )
    }

    fn speaks_near(&self, index: usize) -> bool {
        (self.from..self.to).any(|other| other.abs_diff(index) < 25 && self.is_speaking(other))
    }

    /// Whether the clause's subject is a person, not a body that keeps someone else's name back.
    fn is_personal(&self, verb: usize) -> bool {
        let body = (self.from..verb).rev().take(4).take_while(|index| !self.is_comma(*index)).find(|index| {
            self.words[*index].is(INSTITUTION | BODY | SPOKESPERSON) && !self.words[*index].possessive
        });
        body.is_none()
    }

    fn is_negated(&self, index: usize) -> bool {
        (self.from..index).rev().take(3).any(|before| self.is(before, NEGATION))
            || self.any(index + 1, &["not"])
    }

    fn preceding(&self, at: usize, list: &[&str], reach: usize) -> Option<usize> {
        (self.from..at).rev().take(reach).find(|index| self.any(*index, list))
    }

    /// The start of the verb group that ends at `at`.
    fn with_auxiliaries(&self, at: usize) -> usize {
        let mut start = at;
        while start > self.from && self.is(start - 1, AUXILIARY | NEGATION) && start + 4 > at {
            start -= 1;
        }
        start
    }

    fn past_manner(&self, mut at: usize) -> usize {
        while self.is(at, ADVERB) || self.any(at, &["publicly", "openly"]) {
            at += 1;
        }
        if self.any(at, &["by"]) && self.any(at + 1, &["name"]) { at + 2 } else { at }
    }

    /// The noun phrase a clause speaks of: the nearest source noun before it; whether it tells who roughly.
    fn subject_before(&self, at: usize) -> Option<(usize, usize, bool)> {
        let head = (self.from..at).rev().take(30).find(|index| {
            let word = &self.words[*index];
            word.is(SOURCE | PERSON | ROLE | GROUP | SPOKESPERSON)
                && !word.possessive
                && !word.quoted
                && self.ends_phrase(*index)
        })?;
        let phrase = self.phrase(head);
        let tail = self.tail(head + 1, phrase.plural);
        let end = tail.end.min(at).max(head + 1);
        let modifiers = (phrase.start..head)
            .any(|index| !self.is(index, DETERMINER | UNNAMED) && self.words[index].is_word());
        let role = self.words[head].is(ROLE | GROUP) && phrase.opening != super::phrase::Opening::Definite;
        Some((phrase.start, end, modifiers || role || end > head + 1))
    }

    /// Why a source is not named, when the sentence says so.
    pub fn reason(&self) -> Option<Span> {
        let from = (self.from..self.to).find(|at| self.gives_reason(*at))?;
        let to = (from + 1..self.to)
            .find(|index| self.is_comma(*index) || matches!(self.written(*index), "." | ";" | ")"))
            .unwrap_or(self.to);
        Some(self.span(from, to))
    }

    /// Whether a reason begins here: "because", "for fear of", "citing the sensitivity", "to discuss".
    fn gives_reason(&self, at: usize) -> bool {
        let within = |reach: usize, list: &[&str]| (at + 1..at + reach).any(|index| self.any(index, list));
        if self.any(at, &["because", "fearing"])
            || self.reads(at, &["for", "fear"])
            || self.reads(at, &["out", "of", "fear"])
            || self.reads(at, &["due", "to"])
            || self.reads(at, &["owing", "to"])
        {
            return true;
        }
        let worry: &[&str] = &[
            "sensitivity",
            "safety",
            "fear",
            "fears",
            "security",
            "retaliation",
            "privacy",
            "policy",
            "rules",
            "concerns",
            "nature",
        ];
        let purpose: &[&str] = &[
            "discuss", "describe", "avoid", "protect", "speak", "talk", "preserve", "share", "reveal",
            "disclose", "offer", "be", "relay", "divulge", "recount",
        ];
        self.any(at, &["citing", "given", "considering"]) && within(6, worry)
            || self.any(at, &["to"]) && self.any(at + 1, purpose) && self.follows_clause(at)
            || self.any(at, &["as", "since"])
                && (at + 1..at + 5).any(|index| self.is(index, NEGATION))
                && within(8, &["authorized", "authorised", "permitted", "allowed", "cleared"])
            || self.any(at, &["not", "unauthorized", "unauthorised"]) && self.not_authorized(at + 1).is_some()
    }

    /// "spoke on condition of anonymity to discuss": the purpose hangs on the clause.
    fn follows_clause(&self, at: usize) -> bool {
        (self.from..at).rev().take(4).any(|index| {
            self.any(
                index,
                &[
                    "anonymity",
                    "anonymously",
                    "background",
                    "record",
                    "named",
                    "identified",
                    "anonymous",
                    "name",
                ],
            )
        })
    }
}
