//! What a name names: by its own words where they tell, otherwise by the company it keeps.

use super::super::lexicon::List;
use super::super::words::Words;
use super::MentionKind;

/// How much speaks for each kind a name may be of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weights {
    person: f32,
    organisation: f32,
    place: f32,
}

impl Weights {
    /// Adds what another mention of the same name tells.
    pub(super) fn add(&mut self, other: Weights) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
    }

    /// What a mention whose kind is sure tells of others of the same name.
    pub(super) fn sure(kind: MentionKind) -> Self {
        let mut weights = Weights::default();
        match kind {
            MentionKind::Person => weights.person = 4.0,
            MentionKind::Organisation => weights.organisation = 4.0,
            MentionKind::Place => weights.place = 4.0,
            _ => {}
        }
        weights
    }

    /// The kind with the most weight, if it is enough.
    pub(super) fn kind(self) -> MentionKind {
        const ENOUGH: f32 = 0.5;
        let best = self.person.max(self.organisation).max(self.place);
        if best < ENOUGH {
            MentionKind::Unknown
        } else if self.person >= best {
            MentionKind::Person
        } else if self.organisation >= best {
            MentionKind::Organisation
        } else {
            MentionKind::Place
        }
    }
}

/// Words with which the name of a place begins.
const PLACE_OPENINGS: &[&str] = &[
    "lake", "mount", "port", "cape", "fort", "san", "santa", "north", "south", "east", "west", "saint",
    "st.", "st", "new", "los", "las", "northern", "southern", "eastern", "western", "upper", "lower",
    "central", "old",
];

/// Endings of companies.
pub(super) const LEGAL: &[&str] =
    &["inc.", "inc", "llc", "ltd.", "ltd", "l.p.", "plc", "corp.", "corp", "gmbh"];

/// The kind that the words of a name tell by themselves, tokens `start..end`; unknown where they do not.
pub(super) fn told(words: &Words<'_>, start: usize, end: usize) -> MentionKind {
    let last = end - 1;
    let several = end > start + 1;
    // "University of Halden", "Bank of Norvik"; then the head stands first.
    let of = (start + 1..end).find(|place| words.is_any(*place, &["of", "for"]));
    let head = of.map_or(last, |of| of - 1);
    let headed = words.base_is_in(head, List::OrgHead)
        || words.is_any(head, &["house", "organization", "organisation"]);
    let placed = words.base_is_in(head, List::PlaceHead);
    let documented = words.base_is_in(head, List::DocumentHead);
    if several
        && words.is_in(start, List::FirstName)
        && !headed
        && !(placed && end > start + 2)
        && !documented
    {
        return MentionKind::Person;
    }
    if several || of.is_some() {
        if documented {
            return MentionKind::Document;
        }
        if headed {
            return MentionKind::Organisation;
        }
        if placed || words.is_any(start, &PLACE_OPENINGS[..10]) && !words.base_is_in(last, List::FirstName) {
            return MentionKind::Place;
        }
    }
    if words.is_any(last, LEGAL) || (start + 1..last).any(|at| words.is(at, "&")) {
        return MentionKind::Organisation;
    }
    // "Ola Lind, 37," and "J. K. Rowling".
    let initial = (start..last).any(|place| {
        let word = words.of(place);
        word.ends_with('.') && word.chars().count() == 2
    });
    let aged = words.is(end, ",")
        && words.is_number(end + 1)
        && words.of(end + 1).len() == 2
        && words.is(end + 2, ",");
    if several && (initial && !words.is(last, "'s") || aged) {
        return MentionKind::Person;
    }
    MentionKind::Unknown
}

/// What speaks for each kind of a name that does not tell it by itself: its shape and what stands around it.
pub(super) fn weigh(words: &Words<'_>, start: usize, end: usize, begins: bool) -> Weights {
    let mut weights = Weights::default();
    if is_affair(words, start, end) {
        return weights;
    }
    shape(words, start, end, &mut weights);
    before(words, start, end, begins, &mut weights);
    after(words, start, end, &mut weights);
    weights
}

/// Names of events, prizes and spells of time, which name none of the kinds: "the World Cup", "Labor Day"; and slogans in
/// capitals.
fn is_affair(words: &Words<'_>, start: usize, end: usize) -> bool {
    const AFFAIRS: &[&str] = &[
        "cup",
        "cups",
        "open",
        "prix",
        "series",
        "championship",
        "championships",
        "games",
        "slam",
        "war",
        "wars",
        "day",
        "classic",
        "rally",
        "tour",
        "prize",
        "award",
        "awards",
        "festival",
        "disease",
        "syndrome",
        "revolution",
        "olympics",
        "bowl",
        "derby",
        "marathon",
        "finals",
        "final",
        "division",
        "week",
        "weekend",
        "era",
        "crisis",
        "index",
        "genocide",
        "holocaust",
        "summit",
        "election",
        "elections",
        "conference",
        "standings",
        "results",
        "scores",
        "golf",
        "tennis",
        "baseball",
        "theory",
        "bonds",
    ];
    let several = end > start + 1;
    (start..end).any(|at| words.base_is_in(at, List::NoName) && end == start + 1)
        || AFFAIRS.contains(&words.base(end - 1))
        || words.is_any(start, &["hurricane", "storm", "typhoon", "cyclone", "operation", "opening", "day"])
            && several
        || several && (start..end).all(|at| words.is_acronym(at)) && words.of(end - 1).len() > 3
}

fn shape(words: &Words<'_>, start: usize, end: usize, weights: &mut Weights) {
    const PLACE_ENDINGS: &[&str] =
        &["ville", "burg", "burgh", "shire", "stan", "abad", "grad", "pur", "istan"];
    const PERSON_ENDINGS: &[&str] = &[
        "ov", "ova", "ev", "eva", "ski", "sky", "ska", "vic", "vić", "enko", "sson", "sen", "ez", "stein",
        "escu", "poulos", "yan", "akis", "idis", "witz", "wicz", "uk", "chuk", "ini", "elli", "etti", "mann",
        "berger", "zadeh", "qvist",
    ];
    let last = end - 1;
    let several = end > start + 1;
    let base = words.base(last);
    if several {
        let acronym = (start..end).any(|at| words.is_acronym(at));
        let digits =
            (start..end).any(|at| words.is_number(at) || words.of(at).contains(|c: char| c.is_ascii_digit()));
        let joined = (start..end).any(|at| words.is_any(at, &["of", "and", "for", "the", "&"]));
        let plain = !acronym && !digits && !joined && end <= start + 4;
        if plain && !base.ends_with("s'") {
            weights.person += if end == start + 2 { 1.0 } else { 0.7 };
        } else {
            weights.organisation += 0.8;
        }
        if (start + 1..last).any(|at| is_particle(words, at)) {
            weights.person += 1.0;
        }
        if words.is_any(start, PLACE_OPENINGS) {
            weights.place += 1.0;
            weights.person -= 0.8;
        }
        if (start..end).any(|at| words.base_is_in(at, List::NoName)) {
            weights.person -= 1.2;
            weights.organisation += 0.6;
        }
        if words.base_is_in(start, List::PlaceName) {
            weights.person -= 0.5;
            weights.organisation += 0.7;
        }
    } else if words.is_acronym(start) {
        weights.organisation += if words.of(start).len() < 6 { 1.2 } else { 0.0 };
    } else if words.of(start).chars().skip(1).any(char::is_uppercase)
        && !["Mc", "Ma", "De", "O'", "O’", "La", "Le", "Di", "D'"]
            .iter()
            .any(|start_of| words.of(start).starts_with(start_of))
    {
        // "YouTube", "OpenAI"
        weights.organisation += 0.8;
    }
    if words.base_is_in(last, List::Surname) {
        weights.person += if several { 1.5 } else { 1.0 };
    }
    if !several && words.base_is_in(last, List::FirstName) {
        weights.person += 1.0;
    }
    let word = words.of(last);
    if word.starts_with("Mc")
        || word.starts_with("O'")
        || word.starts_with("O’")
        || word.starts_with("Mac") && word.len() > 5
    {
        weights.person += 1.2;
    }
    if base.len() > 5 && PLACE_ENDINGS.iter().any(|ending| base.ends_with(ending)) {
        weights.place += 0.9;
    } else if base.len() > 4 && PERSON_ENDINGS.iter().any(|ending| base.ends_with(ending)) {
        weights.person += 0.6;
    }
}

fn is_particle(words: &Words<'_>, at: usize) -> bool {
    words.is_any(
        at,
        &["de", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "da", "dos", "di", "ben"],
    )
}

fn before(words: &Words<'_>, start: usize, end: usize, begins: bool, weights: &mut Weights) {
    let Some(at) = start.checked_sub(1) else {
        return;
    };
    let several = end > start + 1;
    match words.folded(at) {
        "in" if !begins => weights.place += 1.8,
        "near" | "outside" | "throughout" | "across" | "toward" | "towards" | "around" | "inside"
        | "northern" | "southern" | "eastern" | "western" | "central" | "downtown" | "mainland"
        | "nearby" | "off" => weights.place += 1.6,
        "from" | "to" if !several => weights.place += 0.7,
        "at" => {
            weights.place += 0.6;
            weights.organisation += 0.7;
        }
        "the" => {
            weights.organisation += 1.0;
            weights.person -= 1.2;
        }
        "by" | "with" if several => weights.person += 0.4,
        "a" | "an" => {
            weights.person -= 0.8;
            weights.organisation += 0.4;
        }
        // "the town of Norvik"
        "of" if at > 0 && is_place_noun(words, at - 1) => weights.place += 2.0,
        _ => {}
    }
    if is_place_noun(words, at) && !begins {
        weights.place += 0.8;
    }
    if is_body_noun(words, at) {
        weights.organisation += 1.4;
    }
    if is_role(words, at) {
        weights.person += 1.6;
    }
}

fn after(words: &Words<'_>, start: usize, end: usize, weights: &mut Weights) {
    const SPEAKS: &[&str] = &[
        "said",
        "says",
        "told",
        "added",
        "adds",
        "wrote",
        "argued",
        "insisted",
        "declined",
        "denied",
        "replied",
        "explained",
        "recalled",
        "asked",
        "believes",
        "thinks",
        "testified",
        "tweeted",
        "noted",
        "warned",
        "admitted",
        "joked",
        "resigned",
        "died",
        "married",
        "smiled",
        "laughed",
        "himself",
        "herself",
        "quipped",
        "shrugged",
        "retired",
        "graduated",
    ];
    const WHO: &[&str] = &["who", "whose", "whom"];
    let acronym = end == start + 1 && words.is_acronym(start);
    let possessive = words.is_possessive(end - 1);
    if possessive {
        if is_role(words, end)
            || words.is_any(
                end,
                &[
                    "shares",
                    "stock",
                    "headquarters",
                    "board",
                    "chief",
                    "profits",
                    "revenue",
                    "customers",
                    "employees",
                    "sales",
                    "workers",
                    "products",
                    "website",
                    "editors",
                    "subsidiary",
                    "members",
                ],
            )
        {
            weights.organisation += 0.7;
        } else if words.is_any(
            end,
            &[
                "wife",
                "husband",
                "mother",
                "father",
                "son",
                "daughter",
                "brother",
                "sister",
                "widow",
                "family",
                "death",
                "lawyer",
                "lawyers",
                "campaign",
                "career",
                "aides",
                "supporters",
                "attorney",
                "remarks",
                "comments",
            ],
        ) {
            weights.person += 1.4;
        } else if words.is_any(
            end,
            &[
                "capital",
                "border",
                "president",
                "government",
                "economy",
                "army",
                "parliament",
                "population",
                "largest",
                "streets",
                "airport",
                "mayor",
                "suburbs",
            ],
        ) {
            weights.place += 1.2;
        }
        return;
    }
    if words.is_any(end, SPEAKS) && !acronym {
        weights.person += 0.9;
    }
    if words.is_any(
        end,
        &[
            "shares",
            "stock",
            "officials",
            "executives",
            "executive",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "employees",
            "researchers",
            "staff",
            "fans",
            "coach",
            "striker",
            "defender",
            "midfielder",
            "goalkeeper",
            "lawmakers",
            "engineers",
            "chairman",
        ],
    ) {
        weights.organisation += 1.2;
    }
    if words.is_any(
        end,
        &[
            "residents",
            "area",
            "region",
            "suburb",
            "province",
            "airport",
            "metropolitan",
            "peninsula",
            "border",
            "city",
            "town",
            "streets",
            "neighbourhood",
            "neighborhood",
        ],
    ) {
        weights.place += 1.0;
    }
    if words.is(end, ",") || words.is(end, "(") {
        let aside = end + 1;
        if words.is_any(aside, WHO) {
            weights.person += 1.3;
        } else if words.base_is_in(aside, List::PlaceName)
            || words.is_capitalised(aside) && words.of(aside).ends_with('.') && words.of(aside).len() < 7
        {
            // "Norvik, France", "Halden, Calif."
            weights.place += match (words.is(end, "("), end == start + 1) {
                (true, _) => 0.0,
                (false, true) => 1.5,
                (false, false) => 0.8,
            };
        } else if (aside..aside + 5).take_while(|at| words.is_word(*at)).any(|at| is_role(words, at))
            && words.is_any(aside, &["a", "an", "the", "his", "her", "its", "their", "former", "one"])
            || is_role(words, aside)
        {
            weights.person += 1.3;
        } else if words.is_any(aside, &["which", "where"]) {
            weights.place += 0.6;
            weights.organisation += 0.4;
        }
    }
}

/// What people are called by what they do: titles and roles.
fn is_role(words: &Words<'_>, at: usize) -> bool {
    words.is_in(at, List::Title) && !words.is_any(at, &["general", "speaker", "leader", "private"])
        || words.is_in(at, List::Role)
}

fn is_place_noun(words: &Words<'_>, at: usize) -> bool {
    words.is_any(
        at,
        &[
            "town",
            "city",
            "village",
            "capital",
            "port",
            "province",
            "region",
            "state",
            "county",
            "suburb",
            "island",
            "district",
            "municipality",
            "hamlet",
            "resort",
            "coast",
            "outskirts",
            "streets",
            "mayor",
            "neighbourhood",
            "neighborhood",
        ],
    )
}

fn is_body_noun(words: &Words<'_>, at: usize) -> bool {
    words.is_any(
        at,
        &[
            "company",
            "firm",
            "newspaper",
            "group",
            "maker",
            "giant",
            "agency",
            "party",
            "magazine",
            "bank",
            "carrier",
            "club",
            "side",
            "team",
            "band",
            "startup",
            "start-up",
            "retailer",
            "manufacturer",
            "broadcaster",
            "charity",
            "brand",
            "chain",
            "insurer",
            "lender",
            "militia",
            "rival",
            "rivals",
            "champions",
            "airline",
            "automaker",
            "conglomerate",
        ],
    )
}
