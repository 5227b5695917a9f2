//! Sources that speak: a noun phrase or a name with its verb, or with "according to" before it.

use super::classes::*;
use super::phrase::{Opening, Phrase, Tail};
use super::scene::{Scene, Verb};
use super::{Attribution, Form, SourceKind};
use crate::language::mention::{Mention, MentionKind};
use crate::text::Span;

/// How a source is tied to what it says.
#[derive(Clone, Copy, Debug)]
enum Tie {
    /// "officials said": the verb after it.
    Subject(Verb),
    /// ", said a senior official": the verb before it.
    Inverted(usize),
    /// "according to", "citing": the first word.
    Phrase(usize),
    /// "described by officials as": the participle.
    Agent(usize),
    /// Nothing ties it to a claim.
    None,
}

/// A source found, with what the rest of the work needs.
struct Found {
    source: (usize, usize),
    kind: SourceKind,
    form: Form,
    marked: (usize, usize),
    description: Option<Span>,
    access: Option<Span>,
}

impl Scene<'_> {
    /// Every source of this sentence that speaks.
    pub fn speakers(&self, sentence: usize, mentions: &[Mention], out: &mut Vec<Attribution>) {
        let has_cue = self.has_cue();
        let mut mention =
            mentions.partition_point(|mention| mention.span.end <= self.span(self.from, self.from + 1).start);
        let mut taken = self.from;
        for head in self.from..self.to {
            let word = &self.words[head];
            while mentions.get(mention).is_some_and(|mention| mention.span.end <= word.span.start) {
                mention += 1;
            }
            let here = mentions.get(mention).filter(|mention| mention.span.overlaps(word.span));
            // A name is read once, at its last word.
            let inside = here.is_some_and(|mention| mention.span.end > word.span.end);
            if let Some(outlet) = here.filter(|mention| mention.kind == MentionKind::Outlet) {
                if !inside {
                    let first = (self.from..=head)
                        .rev()
                        .take_while(|index| self.words[*index].span.end > outlet.span.start)
                        .last()
                        .unwrap_or(head);
                    self.outlet(sentence, first, head, out);
                }
                continue;
            }
            // "The Gazette has learned": an outlet nobody has told us of.
            if word.proper && word.is(OUTLET_WORD) && self.has_learned(head + 1).is_some() {
                self.outlet(sentence, head, head, out);
                continue;
            }
            if inside || head < taken || !self.may_head(head) {
                continue;
            }
            let kind = here.map(|mention| mention.kind);
            if let Some(end) = self.speaker(sentence, head, kind, has_cue, out) {
                taken = end;
            }
        }
    }

    /// Whether the sentence attributes something, however: needed before an unnamed source counts.
    fn has_cue(&self) -> bool {
        (self.from..self.to).any(|index| {
            let word = &self.words[index];
            word.is(SAY | OPINION | FINDS)
                && word.has(PAST | THIRD | BASE)
                && !word.proper
                && !word.is(ASKS | NOUN)
                || self.starts_phrase(index)
        })
    }

    /// "according to", "citing", "quoting".
    fn starts_phrase(&self, index: usize) -> bool {
        self.any(index, &["according"]) && self.any(index + 1, &["to"])
            || self.any(index, &["citing", "quoting", "cited", "quoted", "cites", "told", "quotes"])
    }

    fn may_head(&self, head: usize) -> bool {
        let word = &self.words[head];
        if !word.is_word() || word.possessive {
            return false;
        }
        if word.is(PRONOUN) && !word.proper && !word.is(POSSESSIVE) {
            return true;
        }
        if word.is(QUANTIFIER | PERSON) && !word.proper {
            return self.get(head + 1).is_none_or(|next| !next.is_nounish())
                || self.ends_phrase(head)
                || self.verb(head + 1, true).is_some();
        }
        let unnamed = word.is(SOURCE)
            && head > self.from
            && self.is(head - 1, UNNAMED)
            && !self.any(head + 1, &["code"]);
        unnamed || word.is_nounish() && self.ends_phrase(head)
    }

    fn speaker(
        &self,
        sentence: usize,
        head: usize,
        mention: Option<MentionKind>,
        has_cue: bool,
        out: &mut Vec<Attribution>,
    ) -> Option<usize> {
        let word = &self.words[head];
        let mut phrase = self.phrase(head);
        if word.is(PRONOUN) && !word.proper {
            phrase = Phrase { start: head, plural: !self.any(head, &["he", "she", "it"]), ..phrase };
        }
        let speaks_for = self.speaks_for(head);
        let listed = speaks_for
            || word.is(SOURCE | PERSON | ROLE | SPOKESPERSON | GROUP | RESEARCH | QUANTIFIER | INSIDER)
                && !word.proper;
        if !listed
            && phrase.opening == Opening::Indefinite
            && !word.proper
            && !word.is(DOCUMENT | INSTITUTION | BODY)
        {
            return None;
        }
        if word.is(QUANTIFIER) {
            phrase.start = head;
            phrase.plural = true;
        }
        if word.proper || mention.is_some() {
            phrase.plural = false;
        }
        if word.is(INSTITUTION | BODY) {
            // "the government say": bodies take both numbers.
            phrase.plural |= self.verb(head + 1, true).is_some();
        }
        let mut tail = self.tail(head + 1, phrase.plural);
        if (word.proper || mention.is_some() || word.is(INSTITUTION)) && tail.verb.is_none() {
            // Names and bodies may be plural: "Democrats say", "Friends of the Earth say".
            tail.verb = self.tail(head + 1, true).verb;
        }
        if word.has(SINGULAR) && word.has(PLURAL) && tail.verb.is_none() {
            // "research suggests", "data show" and "data shows"
            tail.verb = self.tail(head + 1, false).verb;
        }
        let tie = self.tie(&phrase, &tail);
        let found = if listed {
            self.unnamed(&phrase, &tail, tie, has_cue)
        } else {
            self.identified(&phrase, &tail, tie, mention)
        };
        let found = found?;
        let cue = match tie {
            Tie::Subject(verb) => self.span(verb.at, verb.at + 1),
            Tie::Inverted(at) | Tie::Agent(at) => self.span(at, at + 1),
            Tie::Phrase(at) => self.span(at, phrase.start),
            Tie::None => self.span(found.marked.0, found.marked.1),
        };
        out.push(Attribution {
            sentence,
            source: Some(self.span(found.source.0, found.source.1)),
            cue,
            content: self.content(&phrase, tie),
            kind: found.kind,
            form: found.form,
            marked: self.span(found.marked.0, found.marked.1),
            quoted: self.words[head].quoted,
            description: found.description,
            access: found.access,
            reason: None,
        });
        Some(head + 1)
    }

    fn tie(&self, phrase: &Phrase, tail: &Tail) -> Tie {
        let start = phrase.start;
        if start >= self.from + 2 && self.any(start - 1, &["to"]) && self.any(start - 2, &["according"]) {
            return Tie::Phrase(start - 2);
        }
        if start > self.from && self.any(start - 1, &["citing", "quoting"]) {
            return Tie::Phrase(start - 1);
        }
        if let Some(at) = self.inverted(start) {
            return Tie::Inverted(at);
        }
        if start > self.from && self.any(start - 1, &["by"]) {
            let participle =
                (self.from..start - 1).rev().take(3).find(|index| self.is(*index, SAY | HELD | OPINION));
            if let Some(at) = participle
                && self.words[at].has(PARTICIPLE)
            {
                return Tie::Agent(at);
            }
        }
        match tail.verb {
            Some(verb) if !verb.passive && !self.misleads(verb) && !self.is_object(start) => {
                if verb.negated && verb.at > verb.start {
                    return Tie::None;
                }
                let weak = self.is(verb.at, WEAK | FINDS) && !self.is(verb.at, SAY | OPINION);
                let calls = self.any(verb.at, &["called", "calls", "call"]);
                if weak
                    && !calls
                    && !self.any(verb.at + 1, &["that", "how", "whether"])
                    && !self.is(phrase.head, RESEARCH | DOCUMENT | QUANTIFIER | GROUP | INSTITUTION)
                {
                    return Tie::None;
                }
                Tie::Subject(verb)
            }
            _ => Tie::None,
        }
    }

    /// Whether the noun phrase at `start` is the object of a verb right before it that does not report: "told two
    /// officials said" does not occur, but "of officials said" does.
    fn is_object(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).and_then(|index| self.get(index)) else { return false };
        before.is(PREPOSITION)
            && !before.proper
            && !before.is(CONJUNCTION)
            && !self.any(start - 1, &["as", "after", "before", "since", "until", "than", "like", "because"])
    }

    /// The verb of `, said X` when `start` begins X.
    fn inverted(&self, start: usize) -> Option<usize> {
        let mut at = start.checked_sub(1)?;
        if self.is(at, ADVERB) && at > self.from {
            at -= 1;
        }
        let verb = self.get(at)?;
        let plural =
            self.any(at, &["say"]) && self.words[start..self.to].iter().take(4).any(|word| word.has(PLURAL));
        if !verb.is(INVERTS) || !(verb.has(PAST | THIRD) || plural) || verb.proper {
            return None;
        }
        let before = at.checked_sub(1).and_then(|index| self.get(index))?;
        let mark = self.written(at - 1);
        (before.kind == crate::language::token::TokenKind::Quote
            || matches!(mark, "," | "?" | "!" | "—" | "–" | "…" | "...")
            || before.quoted && !verb.quoted)
            .then_some(at)
    }

    /// What an unnamed source is, by the class of its head.
    fn unnamed(&self, phrase: &Phrase, tail: &Tail, tie: Tie, has_cue: bool) -> Option<Found> {
        let head = phrase.head;
        let word = &self.words[head];
        let tied = !matches!(tie, Tie::None);
        let end = tail.end.max(head + 1);
        let start = phrase.start;
        let first = match tie {
            Tie::Phrase(at) => at,
            _ => start,
        };
        let verb_end = match tie {
            Tie::Subject(verb) => verb.at + 1,
            _ => end,
        };
        let named = tail.named || self.beside_name(phrase, tail);
        let unnamed_adjective = (start..head).any(|index| self.is(index, UNNAMED));
        let has_role = word.is(ROLE | GROUP | SPOKESPERSON);
        let modifiers =
            (start..head).any(|index| !self.is(index, DETERMINER | UNNAMED) && self.words[index].is_word());
        let description = (has_role && (modifiers || end > head + 1 || phrase.opening != Opening::Definite)
            || modifiers
            || end > head + 1 && tail.access.is_none())
        .then(|| self.span(start, end));
        let access = tail.access.map(|access| self.span(access.from, access.to));
        let found = |form, kind, marked| {
            Some(Found { source: (start, end), kind, form, marked, description, access })
        };
        // "an anonymous source gave the documents to": one unnamed source matters however it is put.
        let single = word.is(SOURCE) && !phrase.plural && phrase.opening == Opening::Indefinite;
        let any_tie = tied || has_cue || single;

        // "not sources of income, power sources, open source": a source in another sense.
        if word.is(SOURCE) && self.is_other_source(phrase) {
            return None;
        }
        if unnamed_adjective && word.is(SOURCE | PERSON | ROLE | GROUP | SPOKESPERSON) {
            if named || !any_tie || !word.is(SOURCE | OFFICIALDOM) && !tied {
                return None;
            }
            return found(Form::Unnamed, SourceKind::Anonymous, (first, head + 1));
        }
        if let Some(access) = tail.access
            && word.is(SOURCE | PERSON | ROLE | GROUP | INSIDER)
            && (phrase.opening != Opening::Definite
                || word.is(SOURCE)
                || word.is(PERSON) && self.any(head, &["those", "people"]))
            && !named
        {
            let personal = word.is(SOURCE) || word.is(PERSON) && !word.is(ROLE);
            let cue = tied || self.cue_around(start, access.to);
            let loose = self.any(access.from, &["with", "involved"]) || self.is(access.from, RELATIVE);
            if cue || (access.affair && personal && !loose) || access.affair && word.is(SOURCE) {
                let marked = (start, access.to);
                return Some(Found {
                    source: marked,
                    kind: SourceKind::Anonymous,
                    form: Form::Access,
                    marked,
                    description,
                    access: Some(self.span(access.from, access.to)),
                });
            }
        }
        if word.is(SOURCE) {
            if named || !tied {
                return None;
            }
            return found(
                Form::BareSource,
                SourceKind::Anonymous,
                (first, if matches!(tie, Tie::Subject(_)) { head + 1 } else { end }),
            );
        }
        if word.is(INSIDER) && tied && !named && !word.capital | (head == self.from) {
            return found(Form::Insider, SourceKind::Anonymous, (start, head + 1));
        }
        if self.speaks_for(head) {
            return self.spokesperson(phrase, tail, tie, named);
        }
        let role = word.is(ROLE) && (!word.is(GROUP) || phrase.opening == Opening::Indefinite);
        if role {
            if !tied || matches!(tie, Tie::Agent(_)) {
                return None;
            }
            if named {
                return found(Form::Identified, SourceKind::Person, (start, head + 1));
            }
            let bare_singular = phrase.opening == Opening::Bare && !phrase.plural;
            let flagged = match phrase.opening {
                Opening::Definite => false,
                Opening::Possessive => phrase.plural && word.is(RETINUE),
                _ => !bare_singular,
            };
            if !flagged {
                return (phrase.opening != Opening::Bare).then(|| Found {
                    source: (start, head + 1),
                    kind: SourceKind::Anaphor,
                    form: Form::Identified,
                    marked: (start, head + 1),
                    description: None,
                    access: None,
                });
            }
            // Staff and workers are flagged as one person who speaks, not as a crowd.
            let counted = phrase.opening == Opening::Indefinite
                && !self.any(
                    phrase.start,
                    &["many", "most", "other", "various", "hundreds", "dozens", "numerous"],
                );
            let crowd = self.words[phrase.start].is_number() && self.written(phrase.start).len() > 2;
            if phrase.plural && (!counted || crowd) && !word.is(OFFICIALDOM) {
                return None;
            }
            let kind = if phrase.named || tail.anchored { SourceKind::Role } else { SourceKind::Anonymous };
            return found(Form::UnnamedOfficial, kind, (start, head + 1));
        }
        if word.is(GROUP) {
            return self.group(phrase, tail, tie, named);
        }
        if word.is(QUANTIFIER) || word.is(PERSON) && self.any(head, &["people"]) {
            return self.quantified(phrase, tail, tie);
        }
        if word.is(RESEARCH) {
            return self.research(phrase, tail, tie, (first, verb_end));
        }
        None
    }

    /// "spokesman", "press officer", "media representative".
    fn speaks_for(&self, head: usize) -> bool {
        let press = head > self.from && self.is(head - 1, PRESS);
        self.is(head, SPOKESPERSON)
            || press && self.any(head, &["officer", "officers", "secretary", "aide", "adviser", "advisor"])
    }

    /// "source code", "sources of income", "a power source": not a person.
    fn is_other_source(&self, phrase: &Phrase) -> bool {
        let head = phrase.head;
        if self.any(head + 1, &["of", "for"]) {
            return true;
        }
        head > self.from
            && self.any(
                head - 1,
                &[
                    "open",
                    "power",
                    "data",
                    "news",
                    "revenue",
                    "media",
                    "energy",
                    "food",
                    "heat",
                    "light",
                    "water",
                    "main",
                    "income",
                    "primary",
                    "fuel",
                    "funding",
                    "major",
                    "single",
                    "closed",
                    "information",
                    "biggest",
                    "only",
                    "largest",
                    "carbon",
                    "radiation",
                    "nutrient",
                ],
            )
            && !self.is(head + 1, SAY)
    }

    /// Whether a cue ties the words `start..end` to a claim: "according to" before them, a verb of saying after.
    fn cue_around(&self, start: usize, end: usize) -> bool {
        let before = (self.from..start).rev().take(3).any(|index| {
            self.starts_phrase(index) || self.is(index, INVERTS) && self.words[index].has(PAST | THIRD)
        });
        before
            || (end..(end + 3).min(self.to)).any(|index| {
                self.is(index, SAY) && self.words[index].has(PAST | THIRD | BASE) && !self.is(index, NOUN)
            })
    }

    /// "Ana Ruiz, a senior official": the phrase stands in apposition to a name before it.
    fn beside_name(&self, phrase: &Phrase, tail: &Tail) -> bool {
        let start = phrase.start;
        if start < self.from + 2 || !self.is_comma(start - 1) {
            return false;
        }
        // An apposition closes with a comma or with the sentence: "In Paris, a senior official said" is none.
        if self.verb(phrase.head + 1, phrase.plural).is_some()
            || tail.verb.is_some_and(|verb| !self.is_comma(verb.start - 1))
        {
            return false;
        }
        let mut at = start - 2;
        if self.words[at].is_number() && at > self.from + 1 && self.is_comma(at - 1) {
            at -= 2;
        }
        if !self.words[at].proper || self.words[at].is(MONTH | DEMONYM) {
            return false;
        }
        while at > self.from && (self.words[at - 1].proper || self.is(at - 1, HONORIFIC)) {
            at -= 1;
        }
        let after_preposition =
            at > self.from && self.is(at - 1, PREPOSITION) && !self.any(at - 1, &["to", "by", "with"]);
        !after_preposition
    }

    fn spokesperson(&self, phrase: &Phrase, tail: &Tail, tie: Tie, named: bool) -> Option<Found> {
        let head = phrase.head;
        let elected = self.any(head, &["representative", "representatives"]);
        if matches!(tie, Tie::None) || self.words[head].capital && head != self.from {
            return None;
        }
        if elected && phrase.opening == Opening::Bare && !phrase.plural {
            return None;
        }
        let end = self.past_owner(head + 1).min(tail.end.max(head + 1));
        let source = (phrase.start, end);
        if named || tail.verb.is_some_and(|verb| self.declines(verb)) {
            return Some(Found {
                source,
                kind: SourceKind::Person,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        if phrase.opening == Opening::Definite
            && !phrase.named
            && end == head + 1
            && !(phrase.start..head).any(|index| self.words[index].is_nounish())
        {
            return Some(Found {
                source,
                kind: SourceKind::Anaphor,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        Some(Found {
            source,
            kind: SourceKind::Role,
            form: Form::UnnamedSpokesperson,
            marked: source,
            description: Some(self.span(source.0, source.1)),
            access: None,
        })
    }

    fn declines(&self, verb: Verb) -> bool {
        verb.negated
    }

    /// Past "of the fund", "for the airline" after a spokesperson.
    fn past_owner(&self, mut at: usize) -> usize {
        while self.any(at, &["of", "for", "from", "at", "with"]) {
            let (next, _) = self.past_noun_phrase(at + 1);
            if next == at + 1 {
                break;
            }
            at = next;
        }
        at
    }

    fn group(&self, phrase: &Phrase, tail: &Tail, tie: Tie, named: bool) -> Option<Found> {
        let head = phrase.head;
        let word = &self.words[head];
        let source = (phrase.start, head + 1);
        if matches!(tie, Tie::None) {
            return None;
        }
        let anaphor = Found {
            source,
            kind: SourceKind::Anaphor,
            form: Form::Identified,
            marked: source,
            description: None,
            access: None,
        };
        if named {
            return Some(Found { kind: SourceKind::Person, ..anaphor });
        }
        if !phrase.plural {
            return match phrase.opening {
                Opening::Definite | Opening::Possessive => Some(anaphor),
                // "one analyst said", "an expert told": an unnamed person.
                Opening::Indefinite if !phrase.named && !tail.anchored && !word.is(SIDES) => {
                    Some(Found { kind: SourceKind::Anonymous, form: Form::UnnamedOfficial, ..anaphor })
                }
                _ => None,
            };
        }
        if phrase.named || tail.anchored {
            return Some(Found { kind: SourceKind::Organisation, ..anaphor });
        }
        if phrase.opening == Opening::Definite || phrase.opening == Opening::Possessive && !word.is(SIDES) {
            return Some(anaphor);
        }
        // "three of the five judges" has its anchor; "Two experts" has none but a count.
        if !self.is_free(phrase.start) {
            return None;
        }
        let vague = |from, to| {
            Some(Found {
                source,
                kind: SourceKind::Vague,
                form: Form::Group,
                marked: (from, to),
                description: None,
                access: None,
            })
        };
        match tie {
            Tie::Subject(verb) => {
                let near = verb.start <= tail.end + 1;
                (!verb.modal && self.judges(verb))
                    .then(|| vague(phrase.start, if near { verb.at + 1 } else { head + 1 }))
                    .flatten()
            }
            Tie::Phrase(at) => vague(at, head + 1),
            Tie::Inverted(at) => vague(at, head + 1),
            Tie::Agent(at) if self.any(head + 1, &["as", "to"]) => vague(at, head + 1),
            _ => None,
        }
    }

    /// Whether a group's verb states a view: "question" and "call" do without "that", "see" with "as".
    fn judges(&self, verb: Verb) -> bool {
        let at = verb.at;
        if self.is(at, SAY | OPINION) {
            return true;
        }
        let written = self.written(at).to_ascii_lowercase();
        if written.starts_with("call") || written.starts_with("question") {
            return true;
        }
        if written.starts_with("see") || written == "saw" {
            return (at..(at + 14).min(self.to)).any(|index| self.any(index, &["as"]));
        }
        self.any(at + 1, &["that"])
    }

    /// Whether a subject may begin at `start`: no condition rules it, and the sentence is not a question.
    fn is_free(&self, start: usize) -> bool {
        if self.to > self.from && self.written(self.to - 1) == "?" {
            return false;
        }
        if start == self.from {
            return true;
        }
        let clause = (self.from..start)
            .rev()
            .take_while(|index| !self.is_comma(*index))
            .any(|index| self.is(index, CONDITION));
        !clause && !self.any(start - 1, &["of"])
    }

    fn quantified(&self, phrase: &Phrase, tail: &Tail, tie: Tie) -> Option<Found> {
        let head = phrase.head;
        let Tie::Subject(verb) = tie else { return None };
        let mut start = head;
        if self.any(head, &["people"]) {
            start = head
                .checked_sub(1)
                .filter(|index| {
                    *index >= self.from && self.any(*index, &["many", "some", "most", "few", "other"])
                })
                .unwrap_or(head);
        } else if self.any(head, &["others"])
            && head > self.from
            && self.any(head - 1, &["many", "some", "several"])
        {
            start = head - 1;
        }
        // "how many believe", "as some say" and "the many" are not subjects of their own.
        let opens = start == self.from
            || self.is_comma(start - 1)
            || self.is_dash(start - 1)
            || self.is_quote(start - 1)
            || matches!(self.written(start - 1), ";" | ":" | "(")
            || self.is(start - 1, CONJUNCTION | RELATIVE) && !self.any(start - 1, &["how", "whose"])
            || self.any(start - 1, &["as", "that", "what"]);
        let near = verb.start == head + 1;
        let outside = self.any(head + 1, &["in", "on", "at", "inside", "within", "outside", "around"])
            && tail.end > head + 1;
        let view = self.is(verb.at, OPINION) || self.judges(verb) && self.is(verb.at, WEAK);
        if !opens || !(near || outside) || verb.modal || !view || tail.named || !self.is_free(start) {
            return None;
        }
        let ing_noun = self.words[verb.at].has(ING);
        if ing_noun && verb.start == verb.at {
            return None;
        }
        Some(Found {
            source: (start, head + 1),
            kind: SourceKind::Vague,
            form: Form::Group,
            marked: (start, if near { verb.at + 1 } else { head + 1 }),
            description: None,
            access: None,
        })
    }

    fn research(&self, phrase: &Phrase, tail: &Tail, tie: Tie, marked: (usize, usize)) -> Option<Found> {
        let head = phrase.head;
        let source = (phrase.start, tail.end.max(head + 1));
        let finds = match tie {
            Tie::Subject(verb) => self.is(verb.at, FINDS) && !verb.modal,
            Tie::Phrase(_) => true,
            _ => false,
        };
        if !finds {
            return None;
        }
        let year = (phrase.start..head).any(|index| self.is_year(index));
        let owned = (phrase.start..head).any(|index| self.is(index, OWNER));
        if phrase.named || tail.anchored || tail.named || year || owned {
            return Some(Found {
                source,
                kind: SourceKind::Document,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        if matches!(phrase.opening, Opening::Definite | Opening::Possessive) {
            return Some(Found {
                source,
                kind: SourceKind::Anaphor,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        // "A study of 40 nurses found" is described, if not named; "a recent study" and "a study" are not.
        let singular = phrase.opening == Opening::Indefinite
            && !phrase.plural
            && !self.any(head, &["research", "evidence", "data", "science", "literature"]);
        let fresh = (phrase.start..head).any(|index| self.is(index, FRESH));
        if singular && !fresh && tail.end > head + 1 {
            return None;
        }
        // A verb far off belongs to another story: mark the noun phrase alone.
        let far = marked.1 > tail.end + 3;
        let marked = if far { (marked.0, tail.end.max(head + 1)) } else { marked };
        let marked = match tie {
            // "points to" attributes with its preposition.
            Tie::Subject(_) if self.any(marked.1, &["to"]) => (marked.0, marked.1 + 1),
            Tie::Phrase(at) => (at, head + 1),
            _ => marked,
        };
        Some(Found {
            source,
            kind: SourceKind::Vague,
            form: Form::Research,
            marked,
            description: None,
            access: None,
        })
    }

    /// A name, a pronoun, a body or a definite noun phrase that speaks.
    fn identified(
        &self,
        phrase: &Phrase,
        tail: &Tail,
        tie: Tie,
        mention: Option<MentionKind>,
    ) -> Option<Found> {
        let head = phrase.head;
        let word = &self.words[head];
        if matches!(tie, Tie::None) {
            return None;
        }
        let source = (phrase.start, head + 1);
        let kind = if word.is(PRONOUN) && !word.proper {
            SourceKind::Anaphor
        } else if let Some(kind) = mention {
            match kind {
                MentionKind::Person => SourceKind::Person,
                MentionKind::Outlet => SourceKind::Outlet,
                MentionKind::Document => SourceKind::Document,
                _ => SourceKind::Organisation,
            }
        } else if word.proper {
            SourceKind::Person
        } else if word.is(INSTITUTION) {
            SourceKind::Organisation
        } else if word.is(DOCUMENT) {
            match phrase.opening {
                Opening::Definite | Opening::Possessive if !phrase.named => SourceKind::Anaphor,
                _ if phrase.named || tail.anchored => SourceKind::Document,
                Opening::Indefinite | Opening::Bare => return None,
                _ => SourceKind::Document,
            }
        } else if phrase.named || tail.named {
            SourceKind::Organisation
        } else if matches!(phrase.opening, Opening::Definite | Opening::Possessive) {
            SourceKind::Anaphor
        } else {
            return None;
        };
        Some(Found { source, kind, form: Form::Identified, marked: source, description: None, access: None })
    }

    /// The verb of "has learned", "has been told", "understands that" at `at`.
    fn has_learned(&self, at: usize) -> Option<usize> {
        if self.any(at, &["understands"]) {
            return (!self.any(at + 1, &["how", "why", "what"])).then_some(at);
        }
        if !self.any(at, &["has", "had", "have"]) {
            return None;
        }
        let verb = self.past_adverbs(at + 1);
        if self.any(verb, &["learned", "learnt"]) {
            return (!self.any(verb + 1, &["to", "from", "how"])).then_some(verb);
        }
        self.reads(verb, &["been", "told"]).then_some(verb + 1)
    }

    /// An outlet by name at `first..=last`: that reports, is told, or is credited.
    fn outlet(&self, sentence: usize, first: usize, last: usize, out: &mut Vec<Attribution>) {
        if self.words[last].possessive && !self.is(last + 1, REPORTAGE) {
            return;
        }
        let start = if first > self.from && self.is(first - 1, DETERMINER) { first - 1 } else { first };
        let end = last + 1;
        let mut form = Form::Identified;
        let (cue, marked) = if let Some(verb) = self.has_learned(end) {
            form = Form::HasLearned;
            ((end, verb + 1), (start, verb + 1))
        } else if start >= self.from + 2 && self.reads(start - 2, &["according", "to"]) {
            ((start - 2, start), (start - 2, end))
        } else if start > self.from && self.any(start - 1, &["citing", "quoting", "told", "tells", "telling"])
        {
            ((start - 1, start), (start - 1, end))
        } else if start >= self.from + 2
            && self.any(start - 1, &["with", "to"])
            && self.any(start - 2, &["interview", "interviews", "spoke", "speaking"])
        {
            let from = (self.from..start - 1)
                .rev()
                .take(4)
                .find(|index| self.any(*index, &["in", "spoke", "speaking"]))
                .unwrap_or(start - 2);
            ((from, start), (from, end))
        } else if self.is(end, REPORTAGE)
            && self.get(end).is_some_and(|word| !word.proper || word.has(SINGULAR))
            && (self.is(start, INDEFINITE | DEFINITE) || self.words[last].possessive || start == self.from)
            && (!self.is(end, REPORTS) || self.words[end].has(SINGULAR) && !self.any(end, &["reports"]))
            && !self.is(start, DEFINITE)
        {
            ((end, end + 1), (start, end + 1))
        } else if let Some(at) = self.inverted(start) {
            ((at, at + 1), (at, end))
        } else if let Some(verb) = self.verb(end, false).or_else(|| self.tail(end, false).verb)
            && !verb.passive
            && !self.misleads(verb)
            && (self.is(verb.at, SAY) || self.any(verb.at + 1, &["that"]))
            && !self.is_object(start)
        {
            let near = verb.start <= end + 1;
            ((verb.at, verb.at + 1), (start, if near { verb.at + 1 } else { end }))
        } else if start > self.from + 1
            && self.any(start - 1, &["by"])
            && self.any(
                start - 2,
                &["reported", "published", "revealed", "disclosed", "broadcast", "obtained", "seen"],
            )
        {
            ((start - 2, start - 1), (start - 2, end))
        } else {
            return;
        };
        let kind = if form == Form::HasLearned { SourceKind::Anonymous } else { SourceKind::Outlet };
        out.push(Attribution {
            sentence,
            source: Some(self.span(start, end)),
            cue: self.span(cue.0, cue.1),
            content: None,
            kind,
            form,
            marked: self.span(marked.0, marked.1),
            quoted: self.words[last].quoted,
            description: None,
            access: None,
            reason: None,
        });
    }

    /// What is said: the rest of the sentence after the verb, or what stands before the comma of ", officials said".
    fn content(&self, phrase: &Phrase, tie: Tie) -> Option<Span> {
        let closes = |index: usize| matches!(self.written(index), "." | "," | "!" | "?" | ";");
        let trimmed = |from: usize, mut to: usize| {
            while to > from && closes(to - 1) {
                to -= 1;
            }
            (from < to).then(|| self.span(from, to))
        };
        match tie {
            Tie::Subject(verb) => {
                let mut after = verb.at + 1;
                if self.any(after, &["that"]) {
                    after += 1;
                }
                if after < self.to && !closes(after) {
                    trimmed(after, self.to)
                } else {
                    trimmed(self.from, phrase.start)
                }
            }
            Tie::Inverted(at) => trimmed(self.from, at),
            Tie::Phrase(at) if at > self.from + 1 => trimmed(self.from, at),
            Tie::Phrase(_) => {
                let comma = (phrase.head + 1..self.to).find(|index| self.is_comma(*index))?;
                trimmed(comma + 1, self.to)
            }
            _ => None,
        }
    }
}
