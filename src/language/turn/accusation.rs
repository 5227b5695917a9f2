//! "Varga embezzled 3 million euros": a wrong that someone named is said to have done, in the active voice.

use super::{Clause, Found};
use crate::language::lexicon::List;
use crate::language::mention::MentionKind;

/// What is stolen in earnest; points, shows and hearts are stolen in play.
const STOLEN: &[&str] = &[
    "money",
    "cash",
    "funds",
    "data",
    "secrets",
    "documents",
    "car",
    "cars",
    "jewels",
    "jewellery",
    "jewelry",
    "goods",
    "identity",
    "identities",
    "designs",
    "files",
    "passwords",
    "cards",
    "paintings",
    "painting",
    "phones",
    "computers",
    "laptops",
    "weapons",
    "drugs",
    "equipment",
    "blueprints",
    "intellectual",
    "trade",
    "credit",
    "millions",
    "thousands",
    "billions",
    "wages",
    "pension",
    "pensions",
];

/// What is forged, rigged, doctored, fabricated to deceive; links, tools and hulls are made in earnest.
const FAKED: &[&str] = &[
    "signature",
    "signatures",
    "document",
    "documents",
    "cheque",
    "cheques",
    "check",
    "checks",
    "passport",
    "passports",
    "will",
    "letter",
    "letters",
    "certificate",
    "certificates",
    "papers",
    "painting",
    "paintings",
    "prescription",
    "prescriptions",
    "records",
    "evidence",
    "results",
    "trial",
    "data",
    "election",
    "elections",
    "vote",
    "votes",
    "ballot",
    "ballots",
    "contest",
    "contract",
    "contracts",
    "auction",
    "market",
    "markets",
    "accounts",
    "books",
    "invoices",
    "report",
    "reports",
    "story",
    "stories",
    "quotes",
    "claims",
    "emails",
    "email",
    "video",
    "photographs",
    "photos",
    "bids",
    "tender",
    "tenders",
    "poll",
    "polls",
    "statements",
];

/// What begins a sentence with a capital and is nobody's name.
const COLLECTIVES: &[&str] = &[
    "police",
    "someone",
    "somebody",
    "nobody",
    "everyone",
    "everybody",
    "staff",
    "management",
    "government",
    "parliament",
    "congress",
    "nothing",
    "something",
    "whoever",
    "people",
    "men",
    "women",
    "children",
    "he",
    "she",
    "they",
    "management",
    "security",
    "officialdom",
    "society",
    "history",
    "fate",
    "time",
    "death",
];

impl Clause<'_, '_> {
    pub(super) fn accusation(&self, at: usize) -> Found {
        let words = self.words;
        let end = words.listed(at, List::Wrongdoing)?;
        let verb = words.folded(at);
        if !self.is_done_by_a_name(at) || !self.is_earnest(verb, end) {
            return None;
        }
        Some(at..end)
    }

    /// Whether a person's or body's name is the subject right before token `at`, perhaps with an apposition.
    fn is_done_by_a_name(&self, at: usize) -> bool {
        let mut before = self.before(at, 1);
        while self
            .any(before, &["had", "has", "also", "then", "later", "repeatedly", "secretly", "illegally"])
        {
            before = self.before(before, 1);
        }
        if self.any(before, &["who", "which"]) {
            before = self.before(before, 1);
        }
        if self.any(before, &[","]) {
            before = self.before(before, 1);
            // "Ada Brandt, the treasurer, embezzled": the name stands before the apposition.
            if self.tokens.contains(&before) && self.name_at(before).is_none() {
                let from = before.saturating_sub(10).max(self.tokens.start);
                let comma = (from..before).rev().find(|at| self.any(*at, &[","]));
                before = comma.map_or(before, |comma| self.before(comma, 1));
            }
        }
        let Some(name) = self.name_at(before).filter(|_| self.tokens.contains(&before)) else {
            return self.opens_as_name(before);
        };
        if !matches!(name.kind, MentionKind::Person | MentionKind::Organisation | MentionKind::Unknown) {
            return false;
        }
        let mut first = self.words.token_at(name.span.start);
        if self.any(self.before(first, 1), &["the", "a", "an"]) {
            first -= 1;
        }
        // "the man who met Varga stole" has another subject; "alleged that Varga stole" another speaker.
        !self.any(
            self.before(first, 1),
            &[
                "of", "from", "by", "in", "at", "to", "with", "for", "against", "on", "near", "and", "or",
                "that", "if", "whether", "when", "how", "claims", "suggests", "than", "like", "as",
                "between",
            ],
        )
    }

    /// Whether token `at` is a lone capital at the sentence's start that is no word of ours: "Varga embezzled".
    fn opens_as_name(&self, at: usize) -> bool {
        let words = self.words;
        at == self.tokens.start
            && words.is_capitalised(at)
            && !words.folded(at).ends_with('s')
            && !words.is_in(at, List::Function)
            && !words.is_in(at, List::NoName)
            && !words.is_in(at, List::Leading)
            && !self.any(at, COLLECTIVES)
    }

    /// Whether the act is meant in earnest, by what it is done to.
    fn is_earnest(&self, verb: &str, end: usize) -> bool {
        let words = self.words;
        let object = end..(end + 6).min(self.tokens.end);
        let any = |list: &[&str]| {
            object.clone().take_while(|at| !self.is_stop(*at)).any(|at| words.is_any(at, list))
        };
        match verb {
            "stole" => {
                let money = self.quantities.iter().any(|quantity| {
                    quantity.kind == crate::language::quantity::QuantityKind::Money
                        && quantity.span.overlaps(words.span(object.clone()))
                });
                money || any(STOLEN)
            }
            "forged" | "rigged" | "doctored" | "fabricated" | "falsified" | "plagiarised" | "plagiarized" => {
                any(FAKED)
            }
            "covered" => self.any(end, &["the", "a", "an", "its", "his", "her", "their", "evidence", "for"]),
            "murdered" | "abused" | "raped" | "assaulted" | "molested" | "tortured" | "groomed"
            | "harassed" => {
                !self.is_stop(end) && !any(&["song", "anthem", "tune", "ball", "drums", "charts"])
            }
            "colluded" => self.any(end, &["with", "in", "to"]),
            "smuggled" | "trafficked" | "extorted" | "bribed" | "laundered" | "embezzled" | "defrauded" => {
                !self.is_stop(end) && !any(&["goal", "shirt", "shirts"])
            }
            "is" | "was" => self.is_stop(end) || self.any(end, &["who", "and"]),
            _ => !self.is_stop(end),
        }
    }
}
