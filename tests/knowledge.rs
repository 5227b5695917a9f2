//! What is known of names: bundled facts, the newsroom's notes over them, and names resolved in an article.

use std::path::Path;
use std::sync::Arc;

use factcheck_ls::knowledge::resolve::{self, Named};
use factcheck_ls::knowledge::{Entity, EntityKind, Store, notes};
use factcheck_ls::language::{Mention, MentionKind, Reading, token};
use factcheck_ls::text::Span;

fn store(text: &str) -> Store {
    let (notes, problems) = notes::parse(Path::new("notes.md"), text);
    assert!(problems.is_empty(), "{problems:?}");
    Store::new(vec![notes])
}

fn one<'a>(store: &'a Store, name: &str) -> &'a Entity {
    match store.find(name).as_slice() {
        [entity] => entity,
        several => panic!("{name}: {several:?}"),
    }
}

fn value<'a>(entity: &'a Entity, fact: &str) -> &'a str {
    &entity.fact(fact).unwrap_or_else(|| panic!("{} has no {fact}", entity.name)).value
}

#[test]
fn bundled_facts_are_found_however_the_name_is_written() {
    let store = Store::new(vec![]);
    for (written, name) in [
        ("U.S.", "United States"),
        ("US", "United States"),
        ("the United States", "United States"),
        ("America’s", "United States"),
        ("Britain", "United Kingdom"),
        ("Czechia", "Czech Republic"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Turkiye", "Turkey"),
        ("wall street journal", "The Wall Street Journal"),
        ("WSJ", "The Wall Street Journal"),
        ("The New York Times'", "The New York Times"),
        ("El Pais", "El País"),
        ("Microsoft Corp.", "Microsoft"),
        ("Nato", "North Atlantic Treaty Organization"),
        ("W.H.O.", "World Health Organization"),
        ("McDonald’s", "McDonald's"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Kiev", "Kyiv"),
    ] {
        assert_eq!(one(&store, written).name, name, "{written}");
    }
    for nobody in ["who", "us", "Barron", "Nobody In Particular", "", "the", "’s"] {
        assert!(store.find(nobody).is_empty(), "{nobody}: {:?}", store.find(nobody));
    }
}

#[test]
fn facts_of_the_usual_names_are_right() {
    let store = Store::new(vec![]);
    for (name, fact, expected) in [
        ("Microsoft", "headquarters", "Redmond, Washington"),
        ("Microsoft", "founded", "1975"),
        ("OpenAI", "headquarters", "San Francisco"),
        ("China", "capital", "Beijing"),
        ("Ireland", "capital", "Dublin"),
        ("Australia", "capital", "Canberra"),
        ("New Zealand", "capital", "Wellington"),
        ("Russia", "capital", "Moscow"),
        ("Iran", "demonym", "Iranian"),
        ("Beijing", "in news also", "the Chinese government"),
        ("Wyoming", "AP abbreviation", "Wyo."),
        ("International Criminal Court", "headquarters", "The Hague"),
    ] {
        assert_eq!(value(one(&store, name), fact), expected, "{name}");
    }
    assert_eq!(one(&store, "The Wall Street Journal").description, "newspaper, United States");
    assert!(one(&store, "Biden administration").description.contains("20 January 2021 – 20 January 2025"));
    assert_eq!(one(&store, "Emmanuel Macron").description, "President of France since 14 May 2017");
    assert_eq!(store.country_of("Chinese").unwrap().name, "China");
    assert_eq!(store.country_of("Georgian").unwrap().description, "country, South Caucasus");
}

#[test]
fn same_names_are_all_shown() {
    let store = Store::new(vec![]);
    let kinds = |name| {
        let mut found: Vec<_> = store.find(name).iter().map(|entity| entity.description.clone()).collect();
        found.sort();
        found
    };
    assert_eq!(kinds("Georgia"), ["country, South Caucasus", "state, United States"]);
    assert_eq!(kinds("Washington"), ["capital, United States", "state, United States"]);
    assert_eq!(kinds("Congo").len(), 2);
    assert_eq!(kinds("New York").len(), 2);
}

#[test]
fn outlets_are_known_by_their_hosts() {
    let store = store("# Outlets\n## Harbour Post\n- domain: harbourpost.example\n");
    let of = |host| store.outlet_of_host(host).map(|outlet| outlet.name.as_str());
    assert_eq!(of("www.wsj.com"), Some("The Wall Street Journal"));
    assert_eq!(of("on.wsj.com"), Some("The Wall Street Journal"));
    assert_eq!(of("AMP.theguardian.com."), Some("The Guardian"));
    assert_eq!(of("news.harbourpost.example"), Some("Harbour Post"));
    assert_eq!(of("notwsj.com"), None);
    assert_eq!(of("com"), None);
    assert_eq!(of("microsoft.com"), None, "a company is no outlet");
    assert_eq!(of(""), None);
}

#[test]
fn notes_come_before_bundled_facts_and_lie_over_them() {
    let store = store(
        "# Organisations\n## Microsoft\n- spokesperson: Dana Voss (2024-05)\n- headquarters: Redmond campus\n\n\
         # People\n## Emmanuel Macron\n- not: Emanuel Macron\n\n# Outlets\n## The Journal of Tides\n- short: the Journal\n",
    );
    let microsoft = one(&store, "Microsoft");
    assert_eq!(microsoft.layer, "notes");
    assert_eq!(microsoft.fact("spokesperson").unwrap().source, "notes.md:3");
    assert_eq!(value(microsoft, "headquarters"), "Redmond campus");
    assert_eq!(store.beneath(microsoft).unwrap().fact("founded").unwrap().value, "1975");
    assert_eq!(one(&store, "Emmanuel Macron").layer, "notes");
    assert_eq!(store.find("the Journal")[0].name, "The Journal of Tides", "our own comes first");
    assert!(store.find("the Journal").len() > 1, "and hides no other");
}

#[test]
fn the_lexicon_gets_every_name_with_its_kind() {
    let store = store("# Places\n## Norvik Sound\n- also: the Sound\n");
    let names: Vec<_> = store.names().collect();
    assert!(names.contains(&("Norvik Sound", MentionKind::Place, false)));
    assert!(names.contains(&("WSJ", MentionKind::Outlet, false)));
    assert!(names.contains(&("the Journal", MentionKind::Outlet, true)));
    assert!(names.contains(&("Macron", MentionKind::Person, true)));
    assert!(names.contains(&("Time magazine", MentionKind::Outlet, false)));
    assert!(names.contains(&("Time", MentionKind::Outlet, true)), "a common word needs its full form first");
    assert!(names.iter().all(|(name, _, _)| !name.trim().is_empty()));
}

#[test]
fn distinct_names_and_anonymous_sources_are_at_hand() {
    let store = store("# Distinct\n- Jan Novak / Jana Novak\n# Anonymous\n## S1\n- described as: a pilot\n");
    assert!(store.are_distinct("jana novak", "Jan Novak"));
    assert!(!store.are_distinct("Jan Novak", "Jan Nowak"));
    assert_eq!(store.anonymous()[0].described_as, "a pilot");
    assert!(!format!("{store:?}").contains("pilot"), "nothing of a source reaches a log");
}

/// Readings with the mentions given, each the first of its words that is still free.
fn reading(text: &str, mentions: &[(&str, MentionKind, bool)]) -> Arc<Reading> {
    let mut from = 0;
    let mentions = mentions
        .iter()
        .map(|&(name, kind, short)| {
            let start = from + text[from..].find(name).unwrap_or_else(|| panic!("no {name} in {text}"));
            from = start + name.len();
            Mention { span: Span::new(start, from), kind, short, sure: true }
        })
        .collect();
    Arc::new(Reading { tokens: token::tokens(text), mentions, ..Reading::default() })
}

fn last<'a>(store: &'a Store, texts: &[&str], readings: &[Arc<Reading>]) -> Named<'a> {
    let block = texts.len() - 1;
    let at = readings[block].mentions.last().unwrap().span.start;
    resolve::named(store, texts, readings, block, at).unwrap()
}

fn names(named: &Named<'_>) -> Vec<String> {
    named.entities.iter().map(|entity| entity.name.clone()).collect()
}

#[test]
fn short_forms_mean_the_full_mention_before_them() {
    use MentionKind::{Outlet, Person};
    let store = Store::new(vec![]);
    let texts =
        ["The Wall Street Journal met Sergei Lavrov and Ana Khan.", "Lavrov told the Journal; Khan did not."];
    let first = reading(
        texts[0],
        &[
            ("The Wall Street Journal", Outlet, false),
            ("Sergei Lavrov", Person, false),
            ("Ana Khan", Person, false),
        ],
    );
    let with = |mention| [Arc::clone(&first), reading(texts[1], &[mention])];

    let readings = with(("Lavrov", Person, true));
    let lavrov = last(&store, &texts, &readings);
    assert!(lavrov.sure);
    assert_eq!(names(&lavrov), ["Sergei Lavrov"]);
    let (block, span) = lavrov.full.unwrap();
    assert_eq!((block, span.of(texts[0])), (0, "Sergei Lavrov"));

    let readings = with(("the Journal", Outlet, true));
    assert_eq!(names(&last(&store, &texts, &readings)), ["The Wall Street Journal"]);

    let readings = with(("Khan", Person, true));
    let khan = last(&store, &texts, &readings);
    assert!(khan.entities.is_empty(), "no other Khan is put in her place: {:?}", names(&khan));
    assert_eq!(khan.full.unwrap().1.of(texts[0]), "Ana Khan");
}

#[test]
fn a_surname_nobody_introduced_is_never_guessed() {
    let store = Store::new(vec![]);
    let texts = ["Khan resigned."];
    let khan = last(&store, &texts, &[reading(texts[0], &[("Khan", MentionKind::Person, true)])]).entities;
    assert!(khan.len() > 1);
    let named = last(&store, &texts, &[reading(texts[0], &[("Khan", MentionKind::Person, true)])]).sure;
    assert!(!named);
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let store = Store::new(vec![]);
    let texts = ["Boris Johnson met Mike Johnson. Johnson laughed."];
    let person = |name, short| (name, MentionKind::Person, short);
    let read = reading(
        texts[0],
        &[person("Boris Johnson", false), person("Mike Johnson", false), person("Johnson", true)],
    );
    let named = last(&store, &texts, &[read]);
    assert_eq!(names(&named), ["Mike Johnson", "Boris Johnson"], "the nearer first");
    assert!(!named.sure);
}

#[test]
fn what_else_is_named_orders_candidates() {
    let store = Store::new(vec![]);
    let place = |name| (name, MentionKind::Place, false);
    for (text, other, likeliest) in [
        ("Atlanta is calm, and so is Georgia.", "Atlanta", "state, United States"),
        ("Tbilisi is calm, and so is Georgia.", "Tbilisi", "country, South Caucasus"),
    ] {
        let named = last(&store, &[text], &[reading(text, &[place(other), place("Georgia")])]);
        assert_eq!(named.entities[0].description, likeliest, "{text}");
        assert!(!named.sure, "it is still shown as a question");
        assert_eq!(named.entities.len(), 2);
    }
    let text = "Talks between Washington and Beijing.";
    let at = text.find("Washington").unwrap();
    let read = [reading(text, &[place("Washington"), place("Beijing")])];
    let named = resolve::named(&store, &[text], &read, 0, at).unwrap();
    assert_eq!(named.entities[0].name, "Washington, D.C.");
}

#[test]
fn titles_do_not_hide_a_name_and_a_surname_is_no_company() {
    let store = Store::new(vec![]);
    let text = "President Emmanuel Macron spoke.";
    let read = [reading(text, &[("President Emmanuel Macron", MentionKind::Person, false)])];
    assert_eq!(names(&last(&store, &[text], &read)), ["Emmanuel Macron"]);
    let text = "Harold Ford spoke. Ford left.";
    let read =
        [reading(text, &[("Harold Ford", MentionKind::Person, false), ("Ford", MentionKind::Person, true)])];
    assert!(last(&store, &[text], &read).entities.is_empty());
}

#[test]
fn names_that_the_reading_missed_are_found_by_their_words() {
    let store = Store::new(vec![]);
    let text = "Then the Biden administration asked Chinese engineers. Who said so to us?";
    let read = [reading(text, &[])];
    let at = |word: &str| resolve::named(&store, &[text], &read, 0, text.find(word).unwrap() + 1);
    assert_eq!(names(&at("Biden").unwrap()), ["Biden administration"]);
    assert_eq!(names(&at("administration").unwrap()), ["Biden administration"]);
    assert_eq!(names(&at("Chinese").unwrap()), ["China"]);
    for word in ["engineers", "Who", "us?", "Then"] {
        assert!(at(word).is_none(), "{word}");
    }
}

#[test]
fn mentions_are_counted_once_introduced() {
    let store = Store::new(vec![]);
    let texts =
        ["Reuters and The Wall Street Journal reported it.", "The Journal had it first, the Journal said."];
    let outlet = |name, short| (name, MentionKind::Outlet, short);
    let readings = [
        reading(texts[0], &[outlet("Reuters", false), outlet("The Wall Street Journal", false)]),
        reading(texts[1], &[outlet("The Journal", true), outlet("the Journal", true)]),
    ];
    let journal = one(&store, "WSJ");
    assert_eq!(resolve::count(&store, &texts, &readings, journal), 3);
    assert_eq!(resolve::count(&store, &texts, &readings, one(&store, "Reuters")), 1);
    assert_eq!(resolve::count(&store, &texts, &readings, one(&store, "CNN")), 0);
}

#[test]
fn every_bundled_entity_has_a_card_of_a_dozen_lines_at_most() {
    let store = Store::new(vec![]);
    let here = factcheck_ls::knowledge::card::Here {
        date: Some(jiff::civil::date(2024, 5, 16)),
        words: 2,
        linked: 1,
        ..Default::default()
    };
    for entity in store.entities() {
        let card = factcheck_ls::knowledge::card::card(&store, entity, here);
        let lines = card.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(lines <= 12, "{card}");
        assert!(card.starts_with("**"), "{card}");
        assert!(card.contains("(bundled facts, June 2025)") || entity.facts.is_empty(), "{card}");
        assert!(
            entity.kind != EntityKind::Person || card.contains("16 May 2024") || entity.offices.is_empty()
        );
    }
}
