//! The writer's library, the citations on the page, and the edits that add one.

use std::path::PathBuf;
use std::sync::Arc;

use factcheck_ls::citations::insert::{Request, cite, prevailing};
use factcheck_ls::citations::matching::{Query, candidates};
use factcheck_ls::citations::render::ReferenceStyle;
use factcheck_ls::citations::{Backing, Library, Style, reference, render};
use factcheck_ls::prose::{self, Page, Syntax};
use factcheck_ls::text::{Severity, Span};
use factcheck_ls::workspace::{Report, Surroundings, check_text};

const BIB: &str = r#"@string{wsj = "The Wall Street Journal"}
@online{wsj2024microsoft,
  title   = {Microsoft Asks Hundreds of China-Based {AI} Staff to Consider Relocating},
  author  = {Huang, Raffaele},
  journaltitle = wsj,
  date    = {2024-05-16},
  url     = {https://www.wsj.com/tech/microsoft-china},
}
@article{haugen2008,
  author = {Haugen, Kari}, title = {Dams of the North}, journaltitle = {Journal of Water},
  volume = 3, number = 2, pages = {12--19}, year = 2008, doi = {10.1000/dams},
}
@report{board2023, institution = {Water Board}, title = {Leaks in the Upper Reservoir}, date = {2023-03}}
"#;

fn library() -> Library {
    Library::parse(&[(PathBuf::from("sources.bib"), BIB.to_string())])
}

fn page(text: &str) -> Page {
    prose::parse(text.into(), Syntax::Markdown)
}

fn plain(text: &str) -> Page {
    prose::parse(text.into(), Syntax::Plain)
}

/// The page after a citation of `key` (a stub without one) in the sentence, with the words a link covers.
fn cited(page: &Page, sentence: &str, words: &str, key: Option<&str>, style: Style) -> Option<String> {
    let at = |words: &str| page.text.find(words).map(|start| Span::new(start, start + words.len()));
    let library = library();
    let words = at(words).filter(|words| !words.is_empty());
    let entry = key.and_then(|key| library.get(key));
    let insertion = cite(page, at(sentence).expect("the sentence is there"), words, entry, style)?;
    Some(insertion.edits.apply(&page.text))
}

// ---- the library

#[test]
fn a_library_gives_keys_people_outlets_dates_and_addresses() {
    let library = library();
    assert_eq!(library.problems, []);
    let entry = library.get("wsj2024microsoft").expect("the first entry");
    assert_eq!(entry.title, "Microsoft Asks Hundreds of China-Based AI Staff to Consider Relocating");
    assert_eq!(entry.authors, ["Raffaele Huang"]);
    assert_eq!(entry.container.as_deref(), Some("The Wall Street Journal"));
    assert_eq!(entry.date, Some((2024, Some(5), Some(16))));
    assert_eq!(entry.span.map(|span| span.of(BIB)), Some("wsj2024microsoft"));
    let entry = library.get("haugen2008").expect("the second entry");
    assert_eq!(entry.date, Some((2008, None, None)));
    assert_eq!(entry.url.as_deref(), Some("https://doi.org/10.1000/dams"));
}

#[test]
fn a_malformed_entry_costs_only_itself() {
    let text = "\
@book{first, title = {One}, year = 2001}
@book{open, title = {Two {never closed}, year = 2002}
@book{, title = {No key}}
@misc{comma title = {Three}}
@book{first, title = {Again}}
@book{month, title = {Four}, month = smarch, year = 2004}
@book{last, title = {Five}, year = 2005}
";
    let library = Library::parse(&[(PathBuf::from("messy.bib"), text.to_string())]);
    let keys: Vec<&str> = library.entries.iter().map(|entry| entry.key.as_str()).collect();
    for key in ["first", "month", "last"] {
        assert!(keys.contains(&key), "{key} is not among {keys:?}");
    }
    assert_eq!(library.get("first").map(|entry| entry.title.as_str()), Some("One"));
    let said: Vec<(u32, Severity)> = library
        .problems
        .iter()
        .map(|problem| (problem.position.map_or(0, |position| position.line + 1), problem.severity))
        .collect();
    assert!(said.contains(&(3, Severity::Error)), "{said:?}");
    assert!(said.contains(&(5, Severity::Warning)), "{said:?}");
    assert!(said.contains(&(6, Severity::Warning)), "{said:?}");
    assert!(library.problems.iter().all(|problem| problem.remedy.is_some()));
}

#[test]
fn fields_come_from_strings_and_from_the_parent_entry() {
    let text = "@string{pub = \"Fjord\"}\n@inbook{part, title = {Gates}, crossref = {whole}}\n\
                @book{whole, booktitle = {Rivers}, title = {Rivers}, publisher = pub # { Press}, year = {1999}}\n";
    let library = Library::parse(&[(PathBuf::from("a.bib"), text.to_string())]);
    assert_eq!(library.problems, []);
    assert_eq!(library.get("whole").and_then(|entry| entry.container.as_deref()), Some("Rivers"));
    assert_eq!(library.get("part").and_then(|entry| entry.date), Some((1999, None, None)));
}

#[test]
fn yaml_and_csl_json_are_read_by_name_and_by_content() {
    let yaml = "dams:\n  type: article\n  title: Dams\n  author: Haugen, Kari\n  date: 2008-03-02\n  parent:\n    \
                type: newspaper\n    title: Norvik Gazette\nbroken:\n  title: [oops\nlater:\n  type: book\n  title: Later\n";
    let json = r#"[{"id": "a1", "type": "article-newspaper", "title": "Pier <i>closed</i>",
        "author": [{"family": "Ruiz", "given": "Ana"}], "container-title": "Norvik Gazette",
        "issued": {"date-parts": [["2024", 5, 14]]}, "custom": {"odd": [1]}},
      {"id": "a2", "title": "Broken", },
      {"id": "a3", "type": "book", "title": "Sound"}]"#;
    let files = [(PathBuf::from("s.yml"), yaml.to_string()), (PathBuf::from("s"), json.to_string())];
    let library = Library::parse(&files);
    let keys: Vec<&str> = library.entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["dams", "later", "a1", "a3"]);
    assert_eq!(library.problems.len(), 2, "{:?}", library.problems);
    let pier = library.get("a1").expect("the first record");
    assert_eq!((pier.title.as_str(), pier.date), ("Pier closed", Some((2024, Some(5), Some(14)))));
    assert_eq!(library.get("dams").and_then(|entry| entry.container.as_deref()), Some("Norvik Gazette"));
    assert_eq!(
        render::reference(pier, &ReferenceStyle::default()),
        "Ana Ruiz, \u{201c}Pier Closed,\u{201d} *Norvik Gazette*, May 14, 2024."
    );
}

#[test]
fn csl_records_in_yaml_are_read() {
    let yaml = "---\nreferences:\n- id: dams\n  type: book\n  title: Dams\n  issued:\n    date-parts:\n    - - 2008\n...\n";
    let library = Library::parse(&[(PathBuf::from("s.yaml"), yaml.to_string())]);
    assert_eq!(library.problems, []);
    assert_eq!(library.get("dams").and_then(|entry| entry.date), Some((2008, None, None)));
}

#[test]
fn what_is_not_a_library_is_a_problem_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("folder.bib")).expect("writable");
    std::fs::write(path("latin.bib"), b"@book{a, title = {Caf\xe9}}").expect("writable");
    std::fs::write(path("good.bib"), BIB).expect("writable");
    let files: Vec<PathBuf> = ["folder.bib", "latin.bib", "missing.bib", "good.bib"].map(path).into();
    let library = Library::load(&files);
    assert_eq!(library.entries.len(), 3);
    assert_eq!(library.problems.len(), 3);
    assert_eq!(library.files, files);
}

#[test]
fn nothing_makes_a_reader_panic_or_hang() {
    let deep = "{".repeat(100_000);
    let texts = [
        format!("@book{{a, title = {deep}"),
        "@".repeat(100_000),
        "@a{".repeat(50_000),
        format!("[{}", "[".repeat(50_000)),
        format!("[{}]", "{\"id\":".repeat(20_000)),
        format!("a: {}", "[".repeat(50_000)),
        "a: &a [*a, *a]\nb: *a\n".to_string(),
        "\u{feff}@book{a, title={\\'{}\\v}}".to_string(),
    ];
    for text in texts {
        for name in ["x.bib", "x.json", "x.yml"] {
            let _ = Library::parse(&[(PathBuf::from(name), text.clone())]);
        }
    }
}

#[test]
fn an_outlet_of_a_web_page_is_named_in_its_reference() {
    let library = library();
    let reference =
        render::reference(library.get("wsj2024microsoft").expect("the entry"), &ReferenceStyle::default());
    assert_eq!(
        reference,
        "Raffaele Huang, \u{201c}Microsoft Asks Hundreds of China-Based AI Staff to Consider Relocating,\u{201d} *The \
         Wall Street Journal*, May 16, 2024, https://www.wsj.com/tech/microsoft-china."
    );
    let apa = render::reference_as(
        library.get("haugen2008").expect("the entry"),
        &ReferenceStyle::named("apa").expect("it comes with the crate"),
        render::Markup::Plain,
    );
    assert!(apa.starts_with("Haugen, K. (2008)."), "{apa}");
    assert_eq!(
        render::line(library.get("wsj2024microsoft").expect("the entry")),
        "Wall Street Journal, 16 May 2024"
    );
    assert_eq!(render::line(library.get("haugen2008").expect("the entry")), "Haugen, 2008");
}

#[test]
fn tex_that_cannot_be_read_costs_its_commands_and_not_the_entry() {
    let text = "@article{wall, title = {Walls of \\{\\{\\vphantom{\\}\\}}{{Steel}}\\vphantom\\{\\}}, year = 2018}\n\
                @techreport{gap, title = {Gaps},  , institution = {Norvik}, year = 2019}\n\
                @book{tides, title = {Tides}, year = 2020}\n";
    let library = Library::parse(&[(PathBuf::from("a.bib"), text.to_owned())]);
    let titles: Vec<&str> = library.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["Walls of Steel", "Gaps", "Tides"]);
    assert_eq!(library.entries[0].date, Some((2018, None, None)));
    assert_eq!(library.problems.len(), 2, "{:?}", library.problems);
    assert!(library.problems.iter().all(|problem| problem.span.is_some()));
}

// ---- matching

#[test]
fn the_entry_of_the_credited_outlet_comes_first_and_says_why() {
    let library = library();
    let query = Query {
        sentence: "The Wall Street Journal reported that Microsoft asked staff in China to move.",
        outlet: Some("The Wall Street Journal"),
        ..Query::default()
    };
    let found = candidates(&library, &query, 3);
    assert_eq!(library.entries[found[0].entry].key, "wsj2024microsoft");
    assert_eq!(found[0].because, "names Microsoft and China, same outlet");
    assert!(found[0].same_outlet);
}

#[test]
fn nothing_in_common_is_no_candidate() {
    let library = library();
    let query = Query { sentence: "The festival drew a record crowd in Ghent.", ..Query::default() };
    assert_eq!(candidates(&library, &query, 3), []);
}

#[test]
fn a_large_library_is_read_and_searched_fast() {
    let words = [
        "harbour", "glacier", "tariff", "orchard", "vaccine", "railway", "lantern", "quarry", "senate",
        "comet",
    ];
    let text: String = (0..5_000)
        .map(|n| {
            let (a, b) = (words[n % 10], words[n / 10 % 10]);
            format!("@article{{k{n}, author = {{Lind, Ola}}, title = {{The {a} and the {b} number {n}}}, year = 2008}}\n")
        })
        .collect();
    let start = std::time::Instant::now();
    let library = Library::parse(&[(PathBuf::from("big.bib"), text)]);
    assert_eq!(library.entries.len(), 5_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let query = Query { sentence: "About the comet numbered 4279 nobody spoke.", ..Query::default() };
    assert_eq!(library.entries[candidates(&library, &query, 1)[0].entry].key, "k4279");
    assert_eq!(library.get("k4999").map(|entry| entry.key.as_str()), Some("k4999"));
}

// ---- references on the page

fn backings(text: &str) -> Vec<Backing> {
    reference::resolve(&page(text), &library()).into_iter().map(|citation| citation.backing).collect()
}

#[test]
fn an_address_counts_and_a_template_does_not() {
    let url = |url: &str| Backing::Url(url.to_string());
    assert_eq!(backings("See [this](https://example.org/a)."), [url("https://example.org/a")]);
    assert_eq!(backings("See [this](https://www.wsj.com/TK)."), [url("https://www.wsj.com/TK")]);
    for target in ["{{ url }}", "#top", "mailto:a@example.org", "notes.md", "https://"] {
        let text = format!("See [this]({target}).");
        assert!(backings(&text).iter().all(|backing| *backing == Backing::Nothing), "{target}");
    }
    let with_file =
        reference::resolve_with(&page("See [this](notes.md)."), &library(), |path| path == "notes.md");
    assert_eq!(with_file[0].backing, url("notes.md"));
}

#[test]
fn a_note_counts_when_it_names_a_source() {
    let counts =
        |note: &str| backings(&format!("The dam leaked.[^1]\n\n[^1]: {note}\n"))[0] != Backing::Nothing;
    for note in [
        "Haugen 2008, p. 12.",
        "Engineering panel report, March 2023, https://example.org/panel.",
        "https://example.org/a",
        "Interview with Ola Lind, May 3, 2024.",
        "\u{201c}Dams of the North,\u{201d} *Journal of Water*, 2008.",
        "TK",
        "See @haugen2008, p. 3.",
        "Water Board, annual report, 2019.",
    ] {
        assert!(counts(note), "{note}");
    }
    for note in [
        "This figure excludes the lower gate.",
        "The plant was closed in 1964 under Norwegian law.",
        "Not counting Sundays.",
        "A dam is a wall.",
    ] {
        assert!(!counts(note), "{note}");
    }
}

#[test]
fn a_key_counts_when_it_is_known() {
    assert_eq!(backings("It leaked [@haugen2008]."), [Backing::Entries(vec!["haugen2008".into()])]);
    assert_eq!(backings("It leaked [@nobody]."), [Backing::Nothing]);
}

// ---- insertion

const WSJ: &str = "The Wall Street Journal reported that engineers were offered a move.";

#[test]
fn an_inline_link_covers_the_words_of_the_attribution() {
    let with = |key| cited(&page(WSJ), WSJ, "The Wall Street Journal reported", key, Style::Inline);
    assert_eq!(
        with(Some("wsj2024microsoft")).as_deref(),
        Some(
            "[The Wall Street Journal reported](https://www.wsj.com/tech/microsoft-china) that engineers were offered a \
             move."
        )
    );
    assert_eq!(
        with(None).as_deref(),
        Some("[The Wall Street Journal reported](https://TK) that engineers were offered a move.")
    );
    // An entry without an address cannot be linked.
    assert_eq!(with(Some("board2023")), None);
}

#[test]
fn a_link_without_given_words_covers_the_last_noun_phrase() {
    let text = "The plant employs about 700 engineers.";
    assert_eq!(
        cited(&page(text), text, "", None, Style::Inline).as_deref(),
        Some("The plant employs about [700 engineers](https://TK).")
    );
}

#[test]
fn a_link_never_cuts_emphasis_or_stands_in_a_link_or_quotation() {
    let text = "*The Gazette* reported a leak.";
    assert_eq!(
        cited(&page(text), text, "The Gazette* reported", None, Style::Inline).as_deref(),
        Some("[*The Gazette* reported](https://TK) a leak.")
    );
    let text = "The Gazette reported a [bad leak](https://example.org/x).";
    assert_eq!(cited(&page(text), text, "a [bad leak](https://example.org/x)", None, Style::Inline), None);
    let text = "\u{201c}It leaks.\u{201d}";
    assert_eq!(cited(&page(text), text, "\u{201c}It leaks", None, Style::Inline), None);
}

#[test]
fn a_reference_link_defines_its_label_once() {
    let text = format!("{WSJ}\n");
    let once = cited(
        &page(&text),
        WSJ,
        "The Wall Street Journal reported",
        Some("wsj2024microsoft"),
        Style::Reference,
    );
    let once = once.expect("it can be linked");
    assert_eq!(
        once,
        "[The Wall Street Journal reported][wsj-2024-05-16] that engineers were offered a move.\n\n[wsj-2024-05-16]: \
         https://www.wsj.com/tech/microsoft-china \"Microsoft Asks Hundreds of China-Based AI Staff to Consider \
         Relocating\"\n"
    );
    let again = once.replace("a move.", "a move. Few engineers went.");
    let twice =
        cited(&page(&again), "Few engineers went.", "engineers", Some("wsj2024microsoft"), Style::Reference);
    assert!(twice.is_none_or(|twice| twice.matches("]: https").count() == 1));
}

const NOTE: &str = "Kari Haugen, \u{201c}Dams of the North,\u{201d} *Journal of Water* 3, no. 2 (2008): 12\u{2013}19, \
                    https://doi.org/10.1000/dams.";

fn footnoted(text: &str, sentence: &str) -> String {
    cited(&page(text), sentence, "", Some("haugen2008"), Style::Footnote).expect("a footnote fits")
}

#[test]
fn a_footnote_comes_with_its_definition_at_the_end() {
    let expected = format!("The dam leaked.[^haugen-2008]\n\n[^haugen-2008]: {NOTE}\n");
    assert_eq!(footnoted("The dam leaked.\n", "The dam leaked."), expected);
    // Without a last line break, and with more than one.
    assert_eq!(footnoted("The dam leaked.", "The dam leaked."), expected.trim_end());
    assert_eq!(footnoted("The dam leaked.\n\n", "The dam leaked."), expected);
}

#[test]
fn a_page_with_windows_line_ends_keeps_them() {
    assert_eq!(
        footnoted("The dam leaked.\r\nIt was old.\r\n", "The dam leaked."),
        format!("The dam leaked.[^haugen-2008]\r\nIt was old.\r\n\r\n[^haugen-2008]: {NOTE}\r\n")
    );
}

#[test]
fn footnotes_follow_those_already_there() {
    let text = "The gate broke.[^1] The dam leaked.\n\n[^1]: Lind 2011, p. 3.\n";
    assert_eq!(
        footnoted(text, "The dam leaked."),
        format!("The gate broke.[^1] The dam leaked.[^2]\n\n[^1]: Lind 2011, p. 3.\n[^2]: {NOTE}\n")
    );
    let text = "The gate broke.[^haugen-2008] The dam leaked.\n\n[^haugen-2008]: Another Haugen.";
    assert_eq!(
        footnoted(text, "The dam leaked."),
        format!(
            "The gate broke.[^haugen-2008] The dam leaked.[^haugen-2008a]\n\n[^haugen-2008]: Another \
             Haugen.\n[^haugen-2008a]: {NOTE}"
        )
    );
    let text = format!("The gate broke.[^x] The dam leaked.\n\n[^x]: {NOTE}\n");
    assert_eq!(footnoted(&text, "The dam leaked."), text.replace("leaked.", "leaked.[^x]"));
}

#[test]
fn a_footnote_stands_after_quotation_marks_emphasis_and_other_notes_and_before_an_outer_bracket() {
    let mark = |text: &str, sentence: &str| {
        let after = footnoted(text, sentence);
        after.split("\n\n").next().unwrap_or_default().replace("haugen-2008", "h")
    };
    assert_eq!(
        mark("\u{201c}It leaked.\u{201d}", "\u{201c}It leaked.\u{201d}"),
        "\u{201c}It leaked.\u{201d}[^h]"
    );
    assert_eq!(mark("*The dam leaked.*", "The dam leaked."), "*The dam leaked.*[^h]");
    assert_eq!(mark("The dam leaked.[^a]\n\n[^a]: Lind 2011.", "The dam leaked."), "The dam leaked.[^a][^h]");
    assert_eq!(mark("(The dam leaked.)", "(The dam leaked.)"), "(The dam leaked.[^h])");
    assert_eq!(
        mark("See [the dam.](https://example.org/x) Go.", "See [the dam."),
        "See [the dam.](https://example.org/x)[^h] Go."
    );
}

#[test]
fn an_open_fence_at_the_end_does_not_swallow_the_definition() {
    let text = "The dam leaked.\n\n```\ncode\n";
    assert_eq!(
        footnoted(text, "The dam leaked."),
        format!("The dam leaked.[^haugen-2008]\n\n[^haugen-2008]: {NOTE}\n\n```\ncode\n")
    );
}

#[test]
fn a_stub_has_a_slot_for_each_part() {
    let text = "The dam leaked.";
    assert_eq!(
        cited(&page(text), text, "", None, Style::Footnote).as_deref(),
        Some(
            "The dam leaked.[^source]\n\n[^source]: TK AUTHOR, \u{201c}TK TITLE,\u{201d} *TK OUTLET*, TK DATE, \
             https://TK."
        )
    );
}

#[test]
fn a_citekey_stands_before_the_stop_and_joins_a_group() {
    let keyed =
        |text: &str, sentence: &str| cited(&page(text), sentence, "", Some("haugen2008"), Style::Pandoc);
    let ok = |text: &str| keyed(text, text).unwrap_or_default();
    assert_eq!(ok("The dam leaked."), "The dam leaked [@haugen2008].");
    assert_eq!(ok("The dam is in the U.S."), "The dam is in the U.S. [@haugen2008].");
    assert_eq!(ok("\u{201c}It leaked.\u{201d}"), "\u{201c}It leaked.\u{201d} [@haugen2008].");
    assert_eq!(ok("The dam leaked [@board2023]."), "The dam leaked [@board2023; @haugen2008].");
    assert_eq!(keyed("The dam leaked [@haugen2008].", "The dam leaked [@haugen2008]."), None);
    assert_eq!(cited(&page("The dam leaked."), "The dam leaked.", "", None, Style::Pandoc), None);
}

#[test]
fn an_inline_note_and_a_wiki_reference_follow_the_stop() {
    let text = "The dam leaked.";
    assert_eq!(
        cited(&page(text), text, "", Some("haugen2008"), Style::InlineNote),
        Some(format!("The dam leaked.^[{NOTE}]"))
    );
    assert_eq!(
        cited(&page(text), text, "", Some("wsj2024microsoft"), Style::Wiki).as_deref(),
        Some(
            "The dam leaked.<ref name=\"wsj20240516\">{{cite news |last=Huang |first=Raffaele |title=Microsoft Asks \
             Hundreds of China-Based AI Staff to Consider Relocating |work=The Wall Street Journal |date=May 16, 2024 \
             |url=https://www.wsj.com/tech/microsoft-china |url-status=live}}</ref>"
        )
    );
}

#[test]
fn the_wire_style_credits_in_the_sentence() {
    let ap =
        |text: &str, sentence: &str| cited(&page(text), sentence, "", Some("wsj2024microsoft"), Style::Ap);
    let dated = "---\ndate: 2024-05-18\n---\n\nEngineers were offered a move.";
    assert_eq!(
        ap(dated, "Engineers were offered a move."),
        Some(dated.replace("a move.", "a move, The Wall Street Journal reported Thursday."))
    );
    let later = dated.replace("05-18", "08-18");
    assert_eq!(
        ap(&later, "Engineers were offered a move."),
        Some(later.replace("a move.", "a move, The Wall Street Journal reported May 16."))
    );
    let quote = "\u{201c}They may move.\u{201d}";
    assert_eq!(
        ap(quote, quote).as_deref(),
        Some("\u{201c}They may move,\u{201d} The Wall Street Journal reported May 16, 2024.")
    );
    assert_eq!(ap("Will they move?", "Will they move?"), None);
    assert_eq!(ap(WSJ, WSJ), None);
    let text = "The dam leaked.";
    assert_eq!(
        cited(&plain(text), text, "", None, Style::Ap).as_deref(),
        Some("The dam leaked, according to TK NAME, TK TITLE.")
    );
}

#[test]
fn a_plain_text_has_numbered_endnotes() {
    let endnote = |text: &str, sentence: &str| {
        cited(&plain(text), sentence, "", Some("haugen2008"), Style::ChicagoPlain).expect("an endnote fits")
    };
    let note = NOTE.replace(['\u{201c}', '\u{201d}'], "\"").replace('*', "");
    let once = endnote("The dam leaked. It was old.\n", "The dam leaked.");
    assert_eq!(once, format!("The dam leaked. (1) It was old.\n\n1. {note}\n"));
    assert_eq!(prevailing(&plain(&once)), Some(Style::ChicagoPlain));
    let twice = endnote(&once, "It was old.");
    assert_eq!(twice, once.replace("It was old.", "It was old. (1)"));
    assert_eq!(cited(&plain("The dam leaked."), "The dam leaked.", "", None, Style::Footnote), None);
}

#[test]
fn the_prevailing_style_is_what_the_page_uses_most() {
    assert_eq!(prevailing(&page("Nothing here.")), None);
    assert_eq!(prevailing(&page("A [b](https://example.org/c) d.")), Some(Style::Inline));
    assert_eq!(
        prevailing(&page("A.[^1] B.[^2] [c](https://example.org/c)\n\n[^1]: X.\n[^2]: Y.")),
        Some(Style::Footnote)
    );
    assert_eq!(prevailing(&page("A [@a]. B [@b].")), Some(Style::Pandoc));
    assert_eq!(prevailing(&page("A [b][c].\n\n[c]: https://example.org/c")), Some(Style::Reference));
}

// ---- what holds for every insertion

const STYLES: [Style; 7] = [
    Style::Inline,
    Style::Reference,
    Style::Footnote,
    Style::Pandoc,
    Style::InlineNote,
    Style::Ap,
    Style::Wiki,
];

const ARTICLE: &str = "---\ntitle: The dam\ndate: 2024-05-18\n---\n\n# The dam\n\nThe dam **leaked twice** in May. Its \
    wall, built in 1964, is old.[^a] \u{201c}It is safe,\u{201d} the board said.\n\n- One gate broke & jammed.\n- The other \
    [held](https://example.org/held).\n\n> The crest moved by 4 cm.\n\n| Gate | Flow |\n| --- | --- |\n| Upper gate | The flow \
    fell by half. |\n\nThe spillway `gate-3` failed in the U.S. It cost $3 million (about a third).\n\n[^a]: Lind 2011, p. 3.\n";

fn report(text: &str) -> Report {
    let around = Surroundings { library: Arc::new(library()), ..Surroundings::default() };
    check_text(text, Syntax::Markdown, Arc::new(around))
}

#[test]
fn every_insertion_adds_one_citation_and_keeps_all_other_text() {
    let before = report(ARTICLE);
    let library = library();
    let mut made = 0;
    for (index, block) in before.page.blocks.iter().enumerate().filter(|(_, block)| !is_note(block)) {
        for sentence in 0..before.readings[index].sentences.len() {
            let span = block.source_span(before.readings[index].sentences[sentence].span);
            for style in STYLES {
                for entry in [None, library.get("wsj2024microsoft"), library.get("haugen2008")] {
                    let request = Request {
                        page: &before.page,
                        sentence: span,
                        words: None,
                        entry,
                        locator: None,
                        outlet: None,
                        domain: None,
                        style,
                        numeric: false,
                        references: &ReferenceStyle::default(),
                    };
                    let Some(insertion) = request.insertion() else { continue };
                    made += 1;
                    let text = insertion.edits.apply(ARTICLE);
                    let what = format!("{style:?} in {:?}:\n{text}", span.of(ARTICLE));
                    // Taking the new text out again gives the old one back.
                    let undone: String = undo(&text, &insertion.edits);
                    assert_eq!(undone, ARTICLE, "{what}");
                    let after = report(&text);
                    assert_eq!(
                        after.page.blocks.iter().filter(|b| !is_note(b)).count(),
                        before.page.blocks.iter().filter(|b| !is_note(b)).count(),
                        "{what}"
                    );
                    if style != Style::Ap {
                        assert_eq!(in_prose(&after), in_prose(&before) + 1, "{what}");
                    }
                }
            }
        }
    }
    assert!(made > 60, "{made}");
}

/// Citations that count, those inside footnotes left out.
fn in_prose(report: &Report) -> usize {
    let outside = |place: factcheck_ls::prose::Place| !is_note(&report.page.blocks[place.block]);
    report.citations.iter().filter(|one| one.counts() && one.place.is_some_and(outside)).count()
}

fn is_note(block: &factcheck_ls::prose::Block) -> bool {
    matches!(block.kind, factcheck_ls::prose::BlockKind::Note(_))
}

fn undo(text: &str, edits: &factcheck_ls::text::EditSet) -> String {
    let mut out = String::new();
    let (mut at, mut shift) = (0usize, 0isize);
    for edit in edits.edits() {
        let start = (edit.span.start as isize + shift) as usize;
        out.push_str(&text[at..start]);
        out.push_str(edit.span.of(ARTICLE));
        at = start + edit.text.len();
        shift += edit.text.len() as isize - edit.span.len() as isize;
    }
    out.push_str(&text[at..]);
    out
}

#[test]
fn a_locator_stands_where_each_style_has_it() {
    let library = library();
    let said = |text: &str, style: Style| {
        let report = report(text);
        let block = &report.page.blocks[0];
        let request = Request {
            page: &report.page,
            sentence: block.source_span(report.readings[0].sentences[0].span),
            words: None,
            entry: library.get("wsj2024microsoft"),
            locator: Some("p. 3"),
            outlet: None,
            domain: None,
            style,
            numeric: false,
            references: &ReferenceStyle::default(),
        };
        request.insertion().map(|made| made.edits.apply(text)).expect("an insertion")
    };
    let text = "Engineers were asked to move.\n";
    assert_eq!(said(text, Style::Pandoc), "Engineers were asked to move [@wsj2024microsoft, p. 3].\n");
    let group = "Engineers were asked to move [@other].\n";
    assert_eq!(
        said(group, Style::Pandoc),
        "Engineers were asked to move [@other; @wsj2024microsoft, p. 3].\n"
    );
    let note = said(text, Style::Footnote);
    assert!(note.trim_end().ends_with(", p. 3."), "{note}");
    assert!(said(text, Style::Wiki).contains("|page=3"), "{}", said(text, Style::Wiki));
}

#[test]
fn a_link_keeps_the_stop_of_an_abbreviation() {
    let text = "The centre is the largest outside of the U.S.\n";
    let report = report(text);
    let library = library();
    let sentence = report.page.blocks[0].source_span(report.readings[0].sentences[0].span);
    let entry = library.get("wsj2024microsoft");
    let made = cite(&report.page, sentence, None, entry, Style::Inline).expect("a link");
    assert!(made.edits.apply(text).starts_with("The centre is the largest outside of the [U.S.]("));
}

#[test]
fn spaces_of_more_than_a_byte_are_no_place_to_cut() {
    for text in
        ["They met the\u{a0}French\u{a0}President.\n", "They met\u{2003}him.\n", "A\u{3000}B\u{a0}C.\n"]
    {
        let report = report(text);
        let sentence = report.page.blocks[0].source_span(report.readings[0].sentences[0].span);
        for style in STYLES {
            if let Some(made) = cite(&report.page, sentence, None, None, style) {
                assert!(made.edits.apply(text).contains("TK"), "{style:?}");
            }
        }
    }
}
