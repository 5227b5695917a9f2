//! What the language storey reads, shown on marked sentences: under each line stand `^^^^ kind` marks, one line a mark,
//! and what is read must be just what is marked. Longer series stand in `language/*.txt`; `fixture.rs` says how.

#[path = "language/fixture.rs"]
mod fixture;

use std::fmt::Write as _;

use factcheck_ls::language::{Lexicon, MentionKind, MomentKind, Reading};
use factcheck_ls::text::Span;
use proptest::prelude::*;

type Marks = Vec<(Span, String)>;

/// Checks `examples`, lines each followed by marks, against what `read` finds in each line.
fn check(examples: &str, read: impl Fn(&str, &Reading) -> Marks) {
    let mut names = Lexicon::new([
        ("The Wall Street Journal", MentionKind::Outlet, false),
        ("the Journal", MentionKind::Outlet, true),
        ("Reuters", MentionKind::Outlet, false),
        ("Microsoft", MentionKind::Organisation, false),
        ("Apple", MentionKind::Organisation, false),
        ("China", MentionKind::Place, false),
        ("U.S.", MentionKind::Place, false),
        ("New York", MentionKind::Place, false),
        ("Washington", MentionKind::Place, false),
        ("dpa", MentionKind::Outlet, false),
    ]);
    let lexicon = &mut names;
    let mut wrong = String::new();
    let mut lines = examples.lines().filter(|line| !line.trim().is_empty()).peekable();
    let mut count = 0;
    while let Some(line) = lines.next() {
        let mut wanted = Marks::new();
        while let Some(mark) = lines.next_if(|line| line.trim_start().starts_with('^')) {
            let from = mark.chars().take_while(|c| *c == ' ').count();
            let length = mark.chars().filter(|c| *c == '^').count();
            let at = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
            let kind = mark.trim_start_matches([' ', '^']).trim().to_owned();
            wanted.push((Span::new(at(from), at(from + length)), kind));
        }
        wanted.sort();
        let reading = Reading::of(line, lexicon);
        let mut found = read(line, &reading);
        found.sort();
        count += 1;
        if found != wanted {
            let _ = writeln!(wrong, "\n{line}\n  wanted:");
            for (span, kind) in &wanted {
                let _ = writeln!(wrong, "    {kind} «{}»", span.of(line));
            }
            wrong.push_str("  found:\n");
            for (span, kind) in &found {
                let _ = writeln!(wrong, "    {kind} «{}»", span.of(line));
            }
        }
    }
    assert!(count > 0);
    assert!(wrong.is_empty(), "{wrong}");
}

fn quantities(_: &str, reading: &Reading) -> Marks {
    reading.quantities.iter().map(|found| (found.span, format!("{:?}", found.kind).to_lowercase())).collect()
}

fn moments(_: &str, reading: &Reading) -> Marks {
    let name = |kind: &MomentKind| match kind {
        MomentKind::Date { date, weekday } => match weekday {
            Some(weekday) => format!("{date} {weekday:?}"),
            None => date.to_string(),
        },
        MomentKind::MonthDay { month, day, weekday } => match weekday {
            Some(weekday) => format!("month {month} day {day} {weekday:?}"),
            None => format!("month {month} day {day}"),
        },
        MomentKind::Month { month, year: Some(year) } => format!("month {month} of {year}"),
        MomentKind::Month { month, year: None } => format!("month {month}"),
        MomentKind::Year(year) => format!("year {year}"),
        MomentKind::Weekday(weekday) => format!("{weekday:?}"),
        other => format!("{other:?}").to_lowercase(),
    };
    reading.moments.iter().map(|found| (found.span, name(&found.kind))).collect()
}

fn names(_: &str, reading: &Reading) -> Marks {
    let kind = |found: &factcheck_ls::language::Mention| {
        if found.short { format!("short {}", found.kind.name()) } else { found.kind.name().to_owned() }
    };
    reading.mentions.iter().map(|found| (found.span, kind(found))).collect()
}

fn quotations(_: &str, reading: &Reading) -> Marks {
    let kind = |found: &factcheck_ls::language::Quotation| match (found.speech, found.closed) {
        (true, true) => "speech",
        (false, true) => "words",
        (_, false) => "open",
    };
    reading.quotations.iter().map(|found| (found.span, kind(found).to_owned())).collect()
}

fn sentences(_: &str, reading: &Reading) -> Marks {
    reading.sentences.iter().map(|found| (found.span, String::new())).collect()
}

/// The reason of each sentence that claims nothing.
fn idle(_: &str, reading: &Reading) -> Marks {
    let claims = reading.sentences.iter().zip(&reading.claims);
    claims
        .filter(|(_, claim)| !claim.checkable)
        .map(|(found, claim)| (found.span, claim.reasons.join(", ")))
        .collect()
}

fn none(text: &str) -> Reading {
    Reading::of(text, &Lexicon::default())
}

#[test]
fn what_is_marked_is_read() {
    let files = fixture::files();
    assert!(!files.is_empty());
    let wrong: String = files.iter().map(|(name, file)| fixture::complaints(name, file)).collect();
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_mark_that_is_missing_wrong_or_too_many_is_shown() {
    let file = |marks: &str| format!("check: mention\n\nWe met Ada Brandt in May.\n{marks}");
    let right = "       ^^^^^^^^^^ mention person\n";
    assert_eq!(fixture::complaints("a", &file(right)), "");
    assert_eq!(fixture::complaints("a", &file("       ^^^^^^^^^^ mention\n")), "");
    for wrong in ["", "       ^^^ mention person\n", "       ^^^^^^^^^^ mention place\n", &right.repeat(2)] {
        let shown = fixture::complaints("a", &file(wrong));
        assert!(
            shown.contains("a:3: read\nWe met Ada Brandt in May.\n       ^^^^^^^^^^ mention person"),
            "{shown}"
        );
    }
    assert!(fixture::complaints("a", &file("^^ colour\n")).contains("not checked"));
    assert!(fixture::complaints("a", "check: colour\n\nWe left.\n").contains("no family"));
    assert!(fixture::complaints("a", "").contains("no case"));
}

#[test]
fn trap_2_quotation_marks_pair_and_apostrophes_do_not() {
    check(
        r#"
"We left at noon," he said, and "it was cold that day."
^^^^^^^^^^^^^^^^^^ speech
                                ^^^^^^^^^^^^^^^^^^^^^^^ speech
'We can't stay, the boss's car is here,' said Ola Lind of the miners' union.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ speech
“She told me ‘go now’ and left the room,” he said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ speech
The “new normal” is neither, he wrote in “The Dam and the River”.
    ^^^^^^^^^^^^ words
                                         ^^^^^^^^^^^^^^^^^^^^^^^ words
A 6" pipe, a 5'10" man and the '90s need no quotes.
«Nous partons demain matin», a-t-il dit.
^^^^^^^^^^^^^^^^^^^^^^^^^^^ speech
He said "the wall is cracked. Experts say it will fall.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ open
"Go home now," she said. "Stay. Many say "no" to that.
^^^^^^^^^^^^^^ speech
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ open
"#,
        quotations,
    );
}

#[test]
fn trap_3_sentences_end_where_they_end() {
    check(
        r#"
It is outside of the U.S. The company left.
^^^^^^^^^^^^^^^^^^^^^^^^^
                          ^^^^^^^^^^^^^^^^^
The U.S. Senate met Gov. Koss and Sen. A. B. Lind on Jan. 5 in St. Paul vs. No. 4 Norvik.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"It is safe." She left ... and came back. It cost 4.2 million (or less.) Fine.
^^^^^^^^^^^^^
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                                                                         ^^^^^
"Why?" she asked. “Why not?” Smith said! Then what?
^^^^^^^^^^^^^^^^^
                  ^^^^^^^^^^^^^^^^^^^^^^
                                         ^^^^^^^^^^
Mayor opens bridge
^^^^^^^^^^^^^^^^^^
"#,
        sentences,
    );
}

#[test]
fn trap_5_numbers_are_whole() {
    check(
        r#"
About 55,000 of 7,000 engineers got 4.2 percent, half of $3.1 billion.
^^^^^^^^^^^^ count
                ^^^^^^^^^^^^^^^ count
                                    ^^^^^^^^^^^ percent
                                                 ^^^^^^^ fraction
                                                         ^^^^^^^^^^^^ money
Two-thirds of voters, one in five children and nine out of 10 nurses agreed.
^^^^^^^^^^^^^ fraction
                      ^^^^^^^^^^^ fraction
                                               ^^^^^^^^^^^^^^ fraction
Nearly half the town, three hundred and fifty homes and a million trees burned.
^^^^^^^^^^^ fraction
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ count
                                                        ^^^^^^^^^^^^^^^ count
Dozens of boats, tens of thousands of people: 12 per 100,000, £20m, US$3.5bn, 20€ and 50p.
^^^^^^^^^ count
                 ^^^^^^^^^^^^^^^^^^^^ count
                                              ^^^^^^^^^^^^^^ rate
                                                              ^^^^ money
                                                                    ^^^^^^^^ money
                                                                              ^^^ money
                                                                                      ^^^ money
The third-largest bank, ranked 5th, sold 20m shares, 2.5 million tonnes of rice and 12 km of rail.
    ^^^^^^^^^^^^^ rank
                               ^^^ rank
                                         ^^^^^^^^^^ count
                                                     ^^^^^^^^^^^^^^^^^^ measure
                                                                                    ^^^^^ measure
Ada Brandt, 37, and a 12-year-old aged 12 waited for over two hours and 3½ days.
            ^^ age
                      ^^^^^^^^^^^ age
                                       ^^ age
                                                     ^^^^^^^^^^^^^^ duration
                                                                        ^^^^^^^ duration
"#,
        quantities,
    );
}

#[test]
fn trap_6_years_are_not_quantities() {
    check(
        r#"
It doubled from 1950 to 1960, in the 1990s and in 2019-20, after the 1992 reforms.
                ^^^^ time
                        ^^^^ time
                                     ^^^^^ time
                                                  ^^^^^^^ time
                                                                     ^^^^ time
The flood killed 1500 people, 1,900 sheep and some 2000 hens.
                 ^^^^^^^^^^^ count
                              ^^^^^^^^^^^ count
                                              ^^^^^^^^^^^^^^ count
She won the 200m titles of the 2000 and 2004 Olympics before 200m viewers.
            ^^^^ measure
                               ^^^^ time
                                        ^^^^ time
                                                             ^^^^^^^^^^^^ count
Chapter 12 and the 737 fleet, Route 66, version 2.1.3, 24/7, 120 Harbour Road and No. 2 in the class.
        ^^ label
                   ^^^ bare
                                    ^^ label
                                                ^^^^^ label
                                                       ^^^^ label
                                                             ^^^ label
                                                                                  ^^^^^ rank
"#,
        quantities,
    );
}

#[test]
fn trap_7_clock_or_stopwatch() {
    check(
        r#"
She ran it in 31:41 and left at 17:30, or 5 p.m., to win 3-2 and 6-4, 6-3.
              ^^^^^ score
                                ^^^^^ time
                                          ^^^^^^ time
                                                         ^^^ score
                                                                 ^^^ score
                                                                      ^^^ score
"#,
        quantities,
    );
}

#[test]
fn trap_8_a_scale_on_one_end() {
    let reading = none(
        "It cost between $500,000 and $1 million, or 5 to 7 million crowns, over between six months and two years.",
    );
    let values: Vec<_> = reading.quantities.iter().map(|found| found.value).collect();
    assert_eq!(
        values,
        [Some((500_000.0, 1_000_000.0)), Some((5e6, 7e6)), Some((6.0, 6.0)), Some((2.0, 2.0)),]
    );
}

#[test]
fn trap_9_a_capital_at_the_beginning_makes_no_name() {
    check(
        r#"
Some forged signatures. Other analysts said so. Meanwhile Ruiz left.
                                                          ^^^^ person
Former President Bill Clinton met Sen. Ada Brandt, and Brandt left.
                 ^^^^^^^^^^^^ person
                                       ^^^^^^^^^^ person
                                                       ^^^^^^ short person
Dams leak. Apple fell. The apple fell on Microsoft's lawn in New York City Council's garden.
           ^^^^^ organisation
                                         ^^^^^^^^^ organisation
                                                             ^^^^^^^^^^^^^^^^^^^^^ organisation
The Wall Street Journal and, later, the Journal quoted the University of Halden and Halden Inc. on the Water Act.
^^^^^^^^^^^^^^^^^^^^^^^ outlet
                                    ^^^^^^^^^^^ short outlet
                                                           ^^^^^^^^^^^^^^^^^^^^ organisation
                                                                                    ^^^^^^^^^^^ organisation
                                                                                                       ^^^^^^^^^ document
Theresa May met George Washington of China-based Norvik Radiation Protection Agency in May, dpa reported.
^^^^^^^^^^^ person
                ^^^^^^^^^^^^^^^^^ person
                                     ^^^^^ place
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ organisation
                                                                                            ^^^ outlet
"#,
        names,
    );
}

#[test]
fn trap_10_soft_hyphens_and_no_break_spaces_do_not_hide_a_name() {
    check(
        "Mi\u{ad}cro\u{ad}soft left New\u{a0}York, the Wall\u{a0}Street Journal reported.\n\
         ^^^^^^^^^^^ organisation\n\
         \u{20}                ^^^^^^^^ place\n\
         \u{20}                          ^^^^^^^^^^^^^^^^^^^^^^^ outlet\n",
        names,
    );
}

#[test]
fn trap_11_possessives_and_compounds_are_cut() {
    check(
        r#"
China’s ports, Microsoft's staff and U.S.-based firms met Reuters' man.
^^^^^ place
               ^^^^^^^^^ organisation
                                     ^^^^ place
                                                          ^^^^^^^ outlet
"#,
        names,
    );
}

#[test]
fn trap_12_a_dateline_is_no_more_than_its_names() {
    check(
        r#"
HONG KONG (Reuters) - The port reopened on Monday.
^^^^^^^^^ place
           ^^^^^^^ outlet
"#,
        names,
    );
}

#[test]
fn trap_13_one_sentence_is_a_paragraph() {
    let reading = none("The port reopened.");
    assert_eq!((reading.sentences.len(), reading.claims.len()), (1, 1));
    let empty = none("");
    assert_eq!((empty.sentences.len(), empty.claims.len()), (0, 0));
}

#[test]
fn moments_say_when() {
    check(
        r#"
On Thursday, May 16, 2024, and 16 May 2024, and 2024-05-16, and 16.05.2024, and the 16th of May.
   ^^^^^^^^^^^^^^^^^^^^^^ 2024-05-16 Thursday
                               ^^^^^^^^^^^ 2024-05-16
                                                ^^^^^^^^^^ 2024-05-16
                                                                ^^^^^^^^^^ 2024-05-16
                                                                                    ^^^^^^^^^^^ month 5 day 16
It may rain in May 2024, in June, in Sept. 2019, on Jan 5 and next March.
               ^^^^^^^^ month 5 of 2024
                            ^^^^ month 6
                                     ^^^^^^^^^^ month 9 of 2019
                                                    ^^^^^ month 1 day 5
                                                              ^^^^^^^^^^ relative
They met last Friday, yesterday, two weeks ago, earlier this month and at noon on Tuesday.
         ^^^^^^^^^^^ Friday
                      ^^^^^^^^^ relative
                                 ^^^^^^^^^^^^^ relative
                                                ^^^^^^^^^^^^^^^^^^ relative
                                                                          ^^^^ clock
                                                                                  ^^^^^^^ Tuesday
In recent years it has lately, and so far currently, been a few years ago.
^^^^^^^^^^^^^^^ vague
                       ^^^^^^ vague
                                   ^^^^^^ vague
                                          ^^^^^^^^^ vague
                                                          ^^^^^^^^^^^^^^^ vague
The current ran as soon as 2019, so far as we know; they march on, and it dates to the ’90s.
                           ^^^^ year 2019
                                                                                       ^^^^ year 1990
"#,
        moments,
    );
}

#[test]
fn what_claims_nothing_says_why() {
    check(
        r#"
Is the dam safe? The dam is the oldest in the region. It was a bold move.
^^^^^^^^^^^^^^^^ a question
                                                      ^^^^^^^^^^^^^^^^^^^ an evaluation
The dam will likely outlive us all. The dam will likely cost $4 billion. I think it is bad.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a prediction
                                                                         ^^^^^^^^^^^^^^^^^^ a first-person opinion
The decision signals a new era. Click here to read more. A weir is defined as a low dam.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an interpretation
                                ^^^^^^^^^^^^^^^^^^^^^^^^ a signpost
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a definition
Firms like Halden, with deep pockets, could offer help abroad. The move comes as rules tighten on tools that could harm.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a possibility
Add two eggs and stir. Ada Brandt asked why. The museum will open on 4 June. The wall could not be saved.
^^^^^^^^^^^^^^^^^^^^^^ a command
While the cost remains to be seen, the plan reflects a broader trend. As rules tighten, firms seek staff.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a prediction
"#,
        idle,
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text is read without a panic, its sentences cover its tokens, and every span lies on character boundaries.
    #[test]
    fn any_text_is_read(text in any_text()) {
        let reading = Reading::of(&text, &Lexicon::default());
        let mut next = 0;
        for sentence in &reading.sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(!sentence.tokens.is_empty());
            next = sentence.tokens.end;
        }
        prop_assert_eq!(next, reading.tokens.len());
        prop_assert_eq!(reading.claims.len(), reading.sentences.len());
        let spans = reading.tokens.iter().map(|it| it.span)
            .chain(reading.sentences.iter().map(|it| it.span))
            .chain(reading.quotations.iter().flat_map(|it| [it.span, it.words]))
            .chain(reading.mentions.iter().map(|it| it.span))
            .chain(reading.quantities.iter().flat_map(|it| [it.span, it.number]))
            .chain(reading.moments.iter().map(|it| it.span));
        for span in spans {
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} in {:?}", span, text);
        }
        for pair in reading.tokens.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for pair in reading.quantities.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?} in {:?}", pair, text);
        }
        for pair in reading.mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        // White space, and nothing else, lies in no token.
        let covered: usize = reading.tokens.iter().map(|it| it.span.of(&text).chars().filter(|c| !c.is_whitespace()).count()).sum();
        let all = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).count();
        let invisible = text.chars().filter(|c| is_invisible(*c)).count();
        prop_assert!(covered >= all && covered <= all + invisible);
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Text out of words that matter to the reading, odd marks and anything else.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "“",
            "”",
            "'",
            "’",
            "‘",
            "«",
            "»",
            "``",
            "''",
            ".",
            "...",
            "?",
            "!",
            ",",
            ":",
            "(",
            ")",
            "[",
            "]",
            "-",
            "–",
            "—",
            "%",
            "$",
            "€",
            "US$",
            "No.",
            "U.S.",
            "a.m.",
            "Sen.",
            "May",
            "Thursday",
            "16",
            "2024",
            "7,000",
            "3.1",
            "3-2",
            "31:41",
            "half",
            "of",
            "in",
            "five",
            "one",
            "million",
            "between",
            "and",
            "to",
            "about",
            "percent",
            "per",
            "cent",
            "years",
            "old",
            "ago",
            "tens",
            "thousands",
            "third-largest",
            "recently",
            "soon",
            "to date",
            "The",
            "Ada",
            "Brandt",
            "Inc.",
            "said",
            "could",
            "University",
            "12-year-old",
            "’90s",
            "5'10\"",
            "\u{a0}",
            "\u{ad}",
            "\n",
            "\n\n",
            "\u{fffc}",
            "½",
            "²",
            "中文。",
            "🙂",
            "é",
            "e\u{301}",
            "ﬁ",
            "‘90s",
            "90s",
            "em",
            "١٢٣",
            "İ",
            "ß",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[a-zA-Z0-9.,'\"’ -]{0,12}",
    ];
    let gap = prop::sample::select(vec!["", " ", " ", " "]);
    prop::collection::vec((piece, gap), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}
