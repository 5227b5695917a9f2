//! What a hover shows, on an article of our own.

use std::path::Path;
use std::sync::Arc;

use factcheck_ls::citations::Library;
use factcheck_ls::knowledge::{Store, notes};
use factcheck_ls::lsp::hover::{self, Hover};
use factcheck_ls::prose::Syntax;
use factcheck_ls::workspace::{Report, Surroundings, Tongue, check_text};

const NOTES: &str = "\
# People
## Maren Olsen
- role: party whip, since 2022-09
- born: 1980-06-12
- not: Maren Olson

# Organisations
## Norvik Radiation Protection Agency
- short: NRPA
- founded: 1957
";

const LIBRARY: &str = "\
@article{journal2024,
  title = {A *Starred* Move},
  author = {Fitch, Ana},
  journaltitle = {The Wall Street Journal},
  date = {2024-05-16},
  url = {https://www.wsj.com/tech/move}
}
";

const ARTICLE: &str = "\
---
title: Offer to move
date: 2024-05-16
---

Microsoft offered staff a move as tensions between Washington and Beijing grew, The Wall Street Journal reported on
Tuesday. Engineers may go to the U.S., Ireland, Australia or New Zealand, which lie far from China. A [report on
it](https://www.wsj.com/tech/2024/05/14/move?utm_source=x) followed.[^1] A note is missing.[^2]

The Biden administration weighed curbs earlier this year, and OpenAI named hackers from Russia and Iran on 14 May
2024. Maren Olsen told the NRPA that 7,000 engineers work within 12 km of the site [@journal2024]. Nothing is known of
[@nowhere2020].

According to unnamed sources, the offer went to 700 people. \"We stay in the region and we stay in the market,\" said
Brad Smith.

[^1]: Ana Fitch, *A move*, https://www.reuters.com/world/move.
";

fn around() -> Arc<Surroundings> {
    let (notes, problems) = notes::parse(Path::new("notes.md"), NOTES);
    assert!(problems.is_empty());
    let store = Store::new(vec![notes]);
    let library = Library::parse(&[(Path::new("refs.bib").to_owned(), LIBRARY.to_owned())]);
    Arc::new(Surroundings {
        tongue: Arc::new(Tongue::of(store)),
        library: Arc::new(library),
        ..Surroundings::default()
    })
}

fn report() -> Report {
    check_text(ARTICLE, Syntax::Markdown, around())
}

/// The hover on the first letter but one of the first place where `words` stand.
fn on(report: &Report, words: &str) -> Hover {
    let at = report.page.text.find(words).unwrap_or_else(|| panic!("no {words}"));
    hover::at(report, at + 1).unwrap_or_else(|| panic!("no hover on {words}"))
}

#[test]
fn every_name_has_its_card() {
    let report = report();
    for (words, first_line) in [
        ("Microsoft", "**Microsoft** — technology company, United States"),
        ("Beijing", "**Beijing** — capital, China"),
        ("The Wall Street Journal", "**The Wall Street Journal** — newspaper, United States · wsj.com"),
        ("U.S.", "**United States** — country, North America · capital Washington, D.C."),
        ("Ireland", "**Ireland** — country, Northern Europe · capital Dublin"),
        ("Australia", "**Australia** — country, Oceania · capital Canberra"),
        ("New Zealand", "**New Zealand** — country, Oceania · capital Wellington"),
        ("China", "**China** — country, East Asia · capital Beijing"),
        (
            "Biden administration",
            "**Biden administration** — executive of the United States under President Joe Biden",
        ),
        ("OpenAI", "**OpenAI** — artificial intelligence company, United States"),
        ("Russia", "**Russia** — country"),
        ("Iran", "**Iran** — country, Middle East · capital Tehran"),
        ("Maren Olsen", "**Maren Olsen** — party whip since September 2022 *(notes.md:3"),
        ("NRPA", "**Norvik Radiation Protection Agency**"),
        ("Brad Smith", "**Brad Smith** — President of Microsoft since"),
    ] {
        let hover = on(&report, words);
        let card = hover.markdown.rsplit("---\n\n").next().unwrap();
        let expected = first_line.split(" *(").next().unwrap();
        assert!(card.starts_with(expected), "{words}: {}", hover.markdown);
        assert!(card.contains("*(bundled facts, June 2025)*") || card.contains("notes"), "{card}");
    }
}

#[test]
fn what_is_ambiguous_is_asked() {
    let hover = on(&report(), "Washington");
    assert!(
        hover.markdown.starts_with("**Washington** may be:\n\n- **Washington, D.C.**"),
        "{}",
        hover.markdown
    );
    assert!(hover.markdown.contains("- **Washington** — state"), "{}", hover.markdown);
    assert!(hover.markdown.contains("the U.S. federal government"), "{}", hover.markdown);
}

#[test]
fn people_have_role_and_age_on_the_articles_date() {
    let hover = on(&report(), "Maren Olsen").markdown;
    assert!(hover.contains("on 16 May 2024, this article’s date: party whip · aged 43"), "{hover}");
    assert!(hover.contains("spelled **Maren Olsen**, not Maren Olson"), "{hover}");
    assert!(hover.contains("born: 12 June 1980 *(notes.md:4)*"), "{hover}");
}

#[test]
fn outlets_say_how_they_are_cited() {
    let hover = on(&report(), "The Wall Street Journal").markdown;
    assert!(hover.contains("Cited here: 1 × in words, 2 × linked"), "{hover}");
}

#[test]
fn dates_are_measured_from_the_article() {
    let report = report();
    let date = on(&report, "14 May\n2024").markdown;
    assert!(
        date.contains(
            "**Tuesday, 14 May 2024** · 2024-05-14 — 2 days before the article’s date (16 May 2024)"
        ),
        "{date}"
    );
    let relative = on(&report, "earlier this year").markdown;
    assert!(
        relative.contains("**2024-01-01 … 2024-05-16**") && relative.contains("earlier in 2024"),
        "{relative}"
    );
    let weekday = on(&report, "Tuesday").markdown;
    assert!(weekday.contains("14 May 2024"), "{weekday}");
}

#[test]
fn figures_are_spelled_and_converted() {
    let report = report();
    let count = on(&report, "7,000 engineers").markdown;
    assert!(count.contains("**7,000** engineers · seven thousand"), "{count}");
    let length = on(&report, "12 km").markdown;
    assert!(length.contains("12 km = 7.5 miles"), "{length}");
}

#[test]
fn links_tell_their_outlet_date_and_tracking() {
    let hover = on(&report(), "https://www.wsj.com").markdown;
    assert!(hover.contains("**The Wall Street Journal** — newspaper, United States · wsj.com"), "{hover}");
    assert!(hover.contains("14 May 2024 — 2 days before the article’s date"), "{hover}");
    assert!(hover.contains("tracking parameters: utm\\_source"), "{hover}");
    assert!(hover.contains("Used once in this article"), "{hover}");
}

#[test]
fn footnotes_and_keys_show_their_reference() {
    let report = report();
    let note = on(&report, "[^1]").markdown;
    assert!(note.contains("Ana Fitch") && note.contains("reuters.com is Reuters, news agency"), "{note}");
    let missing = on(&report, "[^2]").markdown;
    assert!(missing.contains("is not defined"), "{missing}");
    let key = on(&report, "@journal2024").markdown;
    assert!(
        key.contains("**@journal2024**") && key.contains("Fitch") && key.contains("*(refs.bib)*"),
        "{key}"
    );
    let unknown = on(&report, "@nowhere2020").markdown;
    assert!(unknown.contains("is not defined in refs.bib"), "{unknown}");
}

#[test]
fn a_flagged_span_says_why_and_how_to_silence_it() {
    let report = report();
    let hover = on(&report, "unnamed sources").markdown;
    assert!(hover.starts_with("**anonymous-source** · warning — "), "{hover}");
    assert!(hover.contains("`<!-- factcheck-ignore: anonymous-source (reason) -->`"), "{hover}");
    assert!(hover.contains("This claim is anonymous"), "{hover}");
}

#[test]
fn a_flagged_claim_tells_its_status_what_reaches_it_and_its_last_check() {
    let text = "<!-- factcheck-check: open by Ola, 2024-05-16 -->\nThe plant employs 4,200 people.\n\n\
        Experts say the dam is safe.[^1]\n\n[^1]: Dam Board, Annual report, 2024.\n";
    let report = check_text(text, Syntax::Markdown, Arc::default());
    let bare = on(&report, "4,200").markdown;
    let lines: Vec<&str> = bare.lines().collect();
    assert!(lines[0].starts_with("**uncited-statistic** · info — "), "{bare}");
    assert!(!lines[1].is_empty() && lines[1].chars().count() <= 270, "the reason is brief: {bare}");
    assert!(bare.contains("○ This claim is unsourced: no source or citation in reach"), "{bare}");
    assert!(bare.contains("Reach: a citation covers its own sentence (R1), and the next ones"), "{bare}");
    assert!(bare.contains("Last check mark: open by Ola, 2024"), "{bare}");
    let cited = on(&report, "the dam").markdown;
    assert!(cited.contains("(R1)") && !cited.contains("Reach: "), "{cited}");
}

#[test]
fn quotations_have_their_speaker() {
    let hover = on(&report(), "We stay").markdown;
    assert!(hover.contains("**Direct quotation**, 11 words"), "{hover}");
    assert!(hover.contains("Brad Smith"), "{hover}");
}

#[test]
fn other_words_tell_the_claims_status() {
    let hover = on(&report(), "offered staff a move").markdown;
    assert!(hover.starts_with("**◐ Claim: attributed** — "), "{hover}");
}

#[test]
fn no_place_panics_and_spans_lie_in_the_text() {
    let wild = "# Ünïcode 😀 *x*\n\n> “Open quote [^a] <b>html</b> &amp; [@k; @l] <https://x.y/2024/99/99>\n\n\
                |a|b|\n|-|-|\n|€3m|40 °C|\n\n[^a]: note\n[ref]: http://[bad\n\nOn 31 Feb. 2024 U.S. ’s";
    for text in [ARTICLE, wild, "", "\u{feff}", "a"] {
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            let report = check_text(text, syntax, around());
            for offset in 0..=text.len() + 2 {
                if let Some(hover) = hover::at(&report, offset) {
                    assert!(text.get(hover.span.start..hover.span.end).is_some());
                    assert!(!hover.markdown.trim().is_empty());
                }
            }
        }
    }
}

#[test]
fn what_comes_from_files_is_no_markup() {
    let (notes, _) = notes::parse(
        Path::new("notes.md"),
        "# People\n## Ana <b>Ruiz</b>\n- role: [x](http://evil.example) *boss*\n- note: `a` | <img src=x>\n",
    );
    let store = Store::new(vec![notes]);
    let entity = store.find("Ana <b>Ruiz</b>")[0];
    let card = factcheck_ls::knowledge::card::card(&store, entity, Default::default());
    let events = pulldown_cmark::Parser::new(&card);
    for event in events {
        let markup = matches!(
            event,
            pulldown_cmark::Event::Html(_)
                | pulldown_cmark::Event::InlineHtml(_)
                | pulldown_cmark::Event::Code(_)
                | pulldown_cmark::Event::Start(
                    pulldown_cmark::Tag::Link { .. } | pulldown_cmark::Tag::Image { .. }
                )
        );
        assert!(!markup, "{event:?} in {card}");
    }
}

#[test]
fn a_figure_beside_a_population_is_told_a_head() {
    const PLACES: &str =
        "# Places\n## Norvik\n- population: 5,100,000 (2023)\n\n## Sundby\n- population: 12000\n";
    let told = |text: &str, words: &str| {
        let (notes, problems) = notes::parse(Path::new("notes.md"), PLACES);
        assert_eq!(problems, []);
        let tongue = Arc::new(Tongue::of(Store::new(vec![notes])));
        let report =
            check_text(text, Syntax::Markdown, Arc::new(Surroundings { tongue, ..Surroundings::default() }));
        on(&report, words).markdown
    };
    let strikers = told("In Sundby 400 workers went on strike.\n", "400");
    assert!(strikers.contains("About 1 for every 30 of Sundby’s 12000 people"), "{strikers}");
    let sum = told("Sundby paid $240,000 for the pier.\n", "$240,000");
    assert!(sum.contains("$20 for each of Sundby’s 12000 people"), "{sum}");
    // Of two places nobody can tell which is meant.
    let two = told("From Sundby to Norvik 400 workers went on strike.\n", "400");
    assert!(!two.contains("for every"), "{two}");
}
