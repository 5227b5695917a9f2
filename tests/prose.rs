//! Extraction: page → prose and marks. Each Markdown construct, plain text, and texts no parser may fall over.

use std::sync::Arc;

use factcheck_ls::prose::{Block, BlockKind, CitationForm, Order, Page, Syntax, parse};
use factcheck_ls::text::{Encoding, LineIndex, Span};
use jiff::civil::date;
use proptest::prelude::*;

fn markdown(text: &str) -> Page {
    checked(parse(Arc::from(text), Syntax::Markdown))
}

fn plain(text: &str) -> Page {
    checked(parse(Arc::from(text), Syntax::Plain))
}

/// The prose of each block, holes as `□`.
fn words(page: &Page) -> Vec<String> {
    page.blocks.iter().map(|block| block.text.replace(Block::HOLE, "□")).collect()
}

fn kinds(page: &Page) -> Vec<BlockKind> {
    page.blocks.iter().map(|block| block.kind.clone()).collect()
}

/// Each citation as its source and the words it covers in the prose.
fn cited(page: &Page) -> Vec<(&str, Option<&str>)> {
    let place = |place: factcheck_ls::prose::Place| place.words.of(&page.blocks[place.block].text);
    page.citations
        .iter()
        .map(|citation| (citation.source.of(&page.text), citation.place.map(place)))
        .collect()
}

fn forms(text: &str) -> Vec<CitationForm> {
    markdown(text).citations.into_iter().map(|citation| citation.form).collect()
}

/// The document's bytes of the first `needle` in the prose.
fn source_of<'p>(page: &'p Page, needle: &str) -> &'p str {
    let (block, at) = page
        .blocks
        .iter()
        .find_map(|block| block.text.find(needle).map(|at| (block, at)))
        .unwrap_or_else(|| panic!("{needle:?} is not in {:?}", words(page)));
    block.source_span(Span::new(at, at + needle.len())).of(&page.text)
}

/// What holds for every page.
fn checked(page: Page) -> Page {
    let text = &page.text;
    for block in &page.blocks {
        let (mut at, mut source) = (0, block.source.start);
        for run in &block.runs {
            assert_eq!(run.text.start, at, "runs leave no gap: {block:?}");
            assert!(
                run.source.start >= source && run.source.end >= run.source.start,
                "runs are in order: {block:?}"
            );
            (at, source) = (run.text.end, run.source.end);
            assert!(block.text.is_char_boundary(at) && text.is_char_boundary(source), "{block:?}");
            assert!(text.is_char_boundary(run.source.start), "{block:?}");
            let (prose, written) = (run.text.of(&block.text), run.source.of(text));
            let even =
                prose.len() == written.len() && !prose.contains(Block::HOLE) && !written.starts_with('&');
            let same = prose
                .bytes()
                .zip(written.bytes())
                .all(|(a, b)| a == b || (a == b' ' && b"\r\n\t".contains(&b)));
            assert!(!even || same, "even runs hold the same bytes: {prose:?} {written:?}");
        }
        assert_eq!(at, block.text.len(), "runs cover the text: {block:?}");
        assert!(source <= block.source.end, "runs lie in the block: {block:?}");
        assert!(block.text.chars().any(|c| !c.is_whitespace() && c != Block::HOLE), "no empty blocks");
        for at in (0..=block.text.len()).filter(|&at| block.text.is_char_boundary(at)) {
            let span = block.source_span(Span::new(0, at));
            assert!(text.get(span.start..span.end).is_some(), "{at} {block:?}");
        }
        for at in block.source.start..=block.source.end {
            assert!(block.text_offset(at).is_none_or(|at| block.text.is_char_boundary(at)), "{at} {block:?}");
        }
    }
    for citation in &page.citations {
        assert!(text.get(citation.source.start..citation.source.end).is_some());
        if let Some(place) = citation.place {
            let prose = &page.blocks[place.block].text;
            assert!(
                prose.get(place.words.start..place.words.end).is_some() && prose.is_char_boundary(place.at)
            );
        }
    }
    for span in page.opaque.iter().chain(page.directives.iter().map(|directive| &directive.source)) {
        assert!(text.get(span.start..span.end).is_some());
    }
    assert!(page.opaque.windows(2).all(|pair| pair[0].end <= pair[1].start));
    page
}

#[test]
fn entities_escapes_and_soft_breaks_keep_their_sources() {
    let page = markdown("> Fish &amp; *chips* cost\n> \\*five\\* per&nbsp;cent  \n> more.\n");
    assert_eq!(words(&page), ["Fish & chips cost *five* per\u{a0}cent more."]);
    assert_eq!(source_of(&page, "& chips"), "&amp; *chips");
    assert_eq!(source_of(&page, "cost *five"), "cost\n> \\*five");
    assert_eq!(source_of(&page, "five"), "five");
    assert_eq!(source_of(&page, "per\u{a0}cent more"), "per&nbsp;cent  \n> more");
    assert_eq!(kinds(&page), [BlockKind::Quote]);
    let emphasis = &page.blocks[0].emphasis;
    assert_eq!(emphasis[0].of(&page.blocks[0].text), "chips");
}

#[test]
fn a_sentence_ends_before_the_mark_that_follows_it() {
    let page = markdown("They sank wells.[^1] Then it rained.\n\n[^1]: Board minutes.\n");
    let block = &page.blocks[0];
    assert_eq!(block.text, "They sank wells. Then it rained.");
    assert_eq!(source_of(&page, "They sank wells."), "They sank wells.");
    assert_eq!(source_of(&page, "Then it rained."), "Then it rained.");
    assert_eq!(source_of(&page, "wells. Then"), "wells.[^1] Then");
    let place = page.citations[0].place.expect("in the prose");
    assert_eq!((place.at, place.words.is_empty()), (16, true));
    assert_eq!(page.notes[0].text, "Board minutes.");
    assert_eq!(page.notes[0].mark.of(&page.text), "[^1]:");
    assert_eq!(page.blocks[1].kind, BlockKind::Note("1".into()));
}

#[test]
fn links_of_every_kind() {
    let page = markdown(
        "See [the *report*](https://a.example/r \"T\"), [two][a], [a][], [a] and [gone][b], [b][].\n\n\
         [a]: https://a.example/a \"First\"\n[A]: https://a.example/second\n",
    );
    assert_eq!(words(&page), ["See the report, two, a, a and gone, b."]);
    assert_eq!(
        cited(&page),
        [
            ("[the *report*](https://a.example/r \"T\")", Some("the report")),
            ("[two][a]", Some("two")),
            ("[a][]", Some("a")),
            ("[a]", Some("a")),
            ("[gone][b]", Some("gone")),
            ("[b][]", Some("b")),
        ]
    );
    let CitationForm::Reference { label, label_span, url } = &page.citations[4].form else {
        panic!("no reference");
    };
    assert_eq!((label.as_str(), label_span.of(&page.text), url), ("b", "b", &None));
    let links: Vec<_> = page.links.iter().map(|link| (link.label.as_str(), link.url.as_str())).collect();
    assert_eq!(links, [("a", "https://a.example/a"), ("A", "https://a.example/second")]);
    assert_eq!(page.links[0].title.as_deref(), Some("First"));
}

#[test]
fn brackets_that_are_only_brackets_stay() {
    for text in [
        "Rain doubled.[citation needed]",
        "\"He [Koss] was told [sic] to wait\"",
        "As shown [1][2] and [3].",
        "Use arr[i][j] here.",
        "A {{citation needed}} there.",
        "An escaped \\[^1\\] mark, \\[@key\\].",
        "Follow @gazette on Twitter.",
        "Write to ola@example.org.",
        "From $5-$10 a head, US$5 (A$7).",
    ] {
        let page = markdown(text);
        assert_eq!(words(&page), [text.replace('\\', "")], "{text}");
        assert!(page.citations.is_empty(), "{text}: {:?}", page.citations);
    }
}

#[test]
fn notes_undefined_and_inline() {
    let page = markdown("It leaked.[^7] It held.^[Haugen, [p. 3](https://a.example/h), 2008.] So.\n");
    assert_eq!(words(&page), ["It leaked. It held. So."]);
    assert_eq!(page.citations[0].form, CitationForm::Note { label: "7".into(), defined: false });
    let CitationForm::InlineNote { text } = &page.citations[1].form else {
        panic!("no inline note: {:?}", page.citations);
    };
    assert_eq!(text, "Haugen, p. 3 (https://a.example/h), 2008.");
    assert_eq!(page.citations.len(), 2);
}

#[test]
fn citation_keys() {
    let page =
        markdown("It leaked [see @nobody, p. 3; -@haugen2008]. @lind2010 [p. 4] agrees, so do [@{x:y/z}].\n");
    assert_eq!(words(&page), ["It leaked. □ agrees, so do."]);
    let groups: Vec<_> = page
        .citations
        .iter()
        .map(|citation| match &citation.form {
            CitationForm::Keys { keys, bracketed } => (
                keys.iter().map(|key| (key.key.as_str(), key.locator.as_deref())).collect::<Vec<_>>(),
                *bracketed,
            ),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        groups,
        [
            (vec![("nobody", Some("p. 3")), ("haugen2008", None)], true),
            (vec![("lind2010", Some("p. 4"))], false),
            (vec![("x:y/z", None)], true),
        ]
    );
    let CitationForm::Keys { keys, .. } = &page.citations[0].form else { unreachable!() };
    assert_eq!(keys[1].span.of(&page.text), "@haugen2008");
}

#[test]
fn a_mark_between_blanks_and_a_wide_character_stands_between_them() {
    let page = markdown("It fell    [@lind2010]]😀\n");
    assert_eq!(words(&page), ["It fell]😀"]);
    assert_eq!(page.citations[0].place.map(|place| place.at), Some("It fell".len()));
}

#[test]
fn addresses_images_and_wiki_links() {
    let page = markdown(
        "See https://a.example/b_(c). Or <https://d.example>, ![a *b*](e.png), [[Dam|the dam]] [[Oslo]].\n",
    );
    assert_eq!(words(&page), ["See □. Or □, □, the dam Oslo."]);
    assert_eq!(
        page.citations.iter().map(|citation| citation.form.clone()).collect::<Vec<_>>(),
        [
            CitationForm::BareUrl { url: "https://a.example/b_(c)".into() },
            CitationForm::Link { url: "https://d.example".into() },
            CitationForm::Image { url: "e.png".into() },
            CitationForm::WikiLink { target: "Dam".into() },
            CitationForm::WikiLink { target: "Oslo".into() },
        ]
    );
    assert!(
        page.citations.iter().all(|citation| citation.place.is_some_and(|place| !place.words.is_empty()))
    );
}

#[test]
fn code_mathematics_and_struck_text_are_no_prose() {
    let page = markdown(
        "Run `grep TK` and $x^2$ ~~experts say~~ now.\n\n```\ncode\n```\n\n    more code\n\n$$\na=b\n$$\n",
    );
    assert_eq!(words(&page), ["Run □ and □ now."]);
    let opaque: Vec<_> = page.opaque.iter().map(|span| span.of(&page.text).trim()).collect();
    assert!(opaque.contains(&"`grep TK`") && opaque.contains(&"```\ncode\n```"), "{opaque:?}");
}

#[test]
fn html_in_the_text_and_in_blocks() {
    let page = markdown(
        "A <b>bold</b> <a href=\"https://a.example\">link</a>,<br>wells.<sup>1</sup> 10 m<sup>2</sup> <del>old</del> <q>so</q>\n\n\
         <div class=x>\nTwo &amp;\n  <i>three</i>\n</div>\n<script>\nvar x = \"no\";\n</script>\n\n\
         <blockquote><p>Quoted.</p></blockquote>\n\n<figure><img src=\"i.png\"><figcaption>Caption</figcaption></figure>\n",
    );
    assert_eq!(words(&page), ["A bold link, wells. 10 m2 \"so\"", "Two & three", "Quoted.", "Caption"]);
    assert_eq!(kinds(&page)[2], BlockKind::Quote);
    assert_eq!(source_of(&page, "Two & three"), "Two &amp;\n  <i>three");
    assert_eq!(cited(&page)[0], ("<a href=\"https://a.example\">link</a>", Some("link")));
}

#[test]
fn wiki_references_and_templates() {
    assert_eq!(
        forms(
            "A.<ref name=\"n\">{{cite news |title=B |url=https://a.example}}</ref> C.<ref name=n /> D {{sfn|Lind|2010}}."
        ),
        [
            CitationForm::WikiRef {
                name: Some("n".into()),
                text: "{{cite news |title=B |url=https://a.example}}".into()
            },
            CitationForm::WikiRef { name: Some("n".into()), text: String::new() },
            CitationForm::WikiRef { name: None, text: "{{sfn|Lind|2010}}".into() },
        ]
    );
    let page = markdown(
        "A.<ref>B</ref> C {{cite web|url=x}}. {{< figure src=\"i.png\" >}} The {{ site.name }} {% if x %}says{% endif %} so.",
    );
    assert_eq!(words(&page), ["A. C. The □ says so."]);
}

#[test]
fn link_targets_may_be_templates() {
    assert_eq!(
        forms("[a]({{< ref \"b.md\" >}}) and [c]({{ site.url }}/d)"),
        [
            CitationForm::Link { url: "{{< ref \"b.md\" >}}".into() },
            CitationForm::Link { url: "{{ site.url }}/d".into() },
        ]
    );
}

#[test]
fn comments_annotations_and_editorial_marks() {
    let page = markdown(
        "Sold. <!-- src: Ruiz 2020, p. 4 --> Kept{>> WSJ 16 May, para 2 <<}. {++Added++} {--cut--} {~~old~>new~~} {==lit==}.\n\n\
         <!-- a note -->\n",
    );
    assert_eq!(words(&page), ["Sold. Kept. Added new lit."]);
    let notes: Vec<_> = page
        .citations
        .iter()
        .map(|citation| match &citation.form {
            CitationForm::Annotation { text } => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(notes, ["Ruiz 2020, p. 4", "WSJ 16 May, para 2"]);
}

#[test]
fn directives_wherever_comments_stand() {
    let page = markdown(
        "<!-- factcheck-ignore: vague-time (common knowledge) --> It rained *recently*.[^1]\n\n\
         <!-- factcheck-off hearsay-adverb -->\n\nIt <!-- factcheck-ignore --> fell.\n\n> <!-- factcheck-on -->\n\n\
         <!-- factcheck-nonsense -->\n",
    );
    assert_eq!(words(&page), ["It rained recently.", "It fell."]);
    let orders: Vec<_> = page.directives.iter().map(|directive| &directive.order).collect();
    assert!(matches!(orders[0], Order::IgnoreNext { rules, reason: Some(reason) }
        if rules[0].1.of(&page.text) == "vague-time" && reason == "common knowledge"));
    assert!(matches!(orders[1], Order::Off { rules, .. } if rules[0].0 == "hearsay-adverb"));
    assert!(matches!(orders[2], Order::IgnoreNext { rules, .. } if rules.is_empty()));
    assert!(matches!(orders[3], Order::On { .. }));
    assert!(matches!(orders[4], Order::Unknown { .. }));
}

#[test]
fn lists_tables_headings_and_sections() {
    let page = markdown(
        "# Head {#id}\n\nThree towns:\n\n- one\n  goes on\n  1. nested\n- [ ] two\n\n    and more\n\n| a | b \\| c |\n|---|---|\n| d | |\n\n\
         > quoted\n\nafter\n\n---\n\nTerm\n: meaning\n\n> [!NOTE]\n> our own\n",
    );
    assert_eq!(
        words(&page),
        [
            "Head",
            "Three towns:",
            "one goes on",
            "nested",
            "two",
            "and more",
            "a",
            "b | c",
            "d",
            "quoted",
            "after",
            "Term",
            "meaning",
            "our own"
        ]
    );
    assert_eq!(page.headline, Some(0));
    let list = |index: usize| page.blocks[index].list.map(|place| (place.list, place.lead_in));
    assert_eq!([list(2), list(3), list(4)], [Some((0, Some(1))), Some((1, Some(1))), Some((0, Some(1)))]);
    assert_eq!(kinds(&page)[6..10], [BlockKind::Cell, BlockKind::Cell, BlockKind::Cell, BlockKind::Quote]);
    assert_eq!(kinds(&page)[13], BlockKind::Paragraph);
    let sections: Vec<_> = page.blocks.iter().map(|block| block.section).collect();
    assert!(sections[0] != sections[1] && sections[1] == sections[8]);
    assert!(sections[8] != sections[9] && sections[9] != sections[10] && sections[10] != sections[11]);
    assert_eq!(source_of(&page, "one goes on"), "one\n  goes on");
}

#[test]
fn front_matter_in_yaml_and_toml() {
    let page = markdown(
        "---\ntitle: \"Dam: a history\"\nauthor: [Ana Ruiz, {name: Bo Lind}]\ndate: 2024-05-16T09:00:00Z\nbibliography: refs.bib\n\
         type: analysis\nfactcheck:\n  disable: [vague-time, hearsay-adverb]\n---\nIt fell.\n",
    );
    let matter = &page.front_matter;
    assert_eq!(matter.title.as_deref(), Some("Dam: a history"));
    assert_eq!(matter.authors, ["Ana Ruiz", "Bo Lind"]);
    assert_eq!(
        (matter.bibliography.as_slice(), matter.kind.as_deref()),
        (&["refs.bib".to_owned()][..], Some("analysis"))
    );
    let (day, span) = page.date.expect("a date");
    assert_eq!((day, span.of(&page.text)), (date(2024, 5, 16), "2024-05-16T09:00:00Z"));
    let disable: Vec<_> =
        matter.disable.iter().map(|(name, span)| (name.as_str(), span.of(&page.text))).collect();
    assert_eq!(disable, [("vague-time", "vague-time"), ("hearsay-adverb", "hearsay-adverb")]);
    assert_eq!(words(&page), ["It fell."]);

    let page =
        markdown("+++\ntitle = 'T'\ndate = 2024-05-16\n[factcheck]\ndisable = ['vague-time']\n+++\nBody.\n");
    assert_eq!(page.front_matter.title.as_deref(), Some("T"));
    assert_eq!(page.date.map(|(day, _)| day), Some(date(2024, 5, 16)));
    assert_eq!(page.front_matter.disable[0].1.of(&page.text), "vague-time");
    assert_eq!(words(&page), ["Body."]);
}

#[test]
fn broken_front_matter_is_a_problem_with_a_place() {
    let page = markdown("---\ntitle: [unclosed\ndate: 2024-05-16\n---\n\nBody.\n");
    let (message, span) = page.front_matter.problem.clone().expect("a problem");
    assert!(message.contains("YAML") && span.start > 0, "{message} {span:?}");
    assert_eq!(words(&page), ["Body."]);
    let page = markdown("---\ntitle: T\n\nBody.\n");
    assert!(page.front_matter.problem.is_some());
    assert_eq!(words(&page), ["Body."]);
    let page = markdown("---\n\nOnly a break: see below.\n\n---\n\nBody.\n");
    assert_eq!(words(&page), ["Only a break: see below.", "Body."]);
}

#[test]
fn heads_of_pages() {
    let page = markdown("# Dam fails\n\nBy Ana Ruiz\n\nOSLO, May 16, 2024 (NTB) — The dam failed.\n");
    assert_eq!(kinds(&page)[..2], [BlockKind::Heading(1), BlockKind::Byline]);
    assert_eq!(
        page.blocks[2].dateline.map(|span| span.of(&page.blocks[2].text)),
        Some("OSLO, May 16, 2024 (NTB) — ")
    );
    assert_eq!(
        page.date.map(|(day, span)| (day, span.of(&page.text))),
        Some((date(2024, 5, 16), "May 16, 2024"))
    );
    assert_eq!(markdown("The dam, opened on May 1, 1990, failed.\n").date, None);
}

#[test]
fn plain_text_has_headline_byline_paragraphs() {
    let page = plain(
        "Dam fails in Oslo\r\n\r\nBy Ana Ruiz\r\n\r\nThe dam\r\nfailed. See https://a.example.\r\n\r\n- one\r\n- two\r\n",
    );
    assert_eq!(words(&page), ["Dam fails in Oslo", "By Ana Ruiz", "The dam failed. See □.", "one", "two"]);
    assert_eq!(page.headline, Some(0));
    assert_eq!(kinds(&page)[1..4], [BlockKind::Byline, BlockKind::Paragraph, BlockKind::Item]);
    assert_eq!(source_of(&page, "dam failed"), "dam\r\nfailed");
    assert_eq!(plain("One sentence. Another one.\n").headline, None);
}

#[test]
fn plain_text_with_a_line_for_each_paragraph() {
    let page = plain(
        "Dam fails\nThe dam failed on Monday after a week of rain in the north.\nNobody was hurt.\nThe board will meet.\n",
    );
    assert_eq!(page.blocks.len(), 4);
    assert_eq!(page.headline, Some(0));
    let page = plain(
        "The dam failed on Monday after\na week of heavy rain up in the\nnorth, and nobody was harmed.\n",
    );
    assert_eq!(page.blocks.len(), 1);
}

#[test]
fn plain_text_directives_and_endnotes() {
    let page =
        plain("[[factcheck-ignore: vague-time (ours)]] It rained recently. It was [citation needed] so.\n");
    assert_eq!(words(&page), ["It rained recently. It was [citation needed] so."]);
    assert!(
        matches!(&page.directives[0].order, Order::IgnoreNext { reason: Some(reason), .. } if reason == "ours")
    );

    let page = plain(
        "The dam fell. (1) So did rain.(2)\n\n1. Ruiz, \"Dam,\" Gazette, May 16, 2024.\n2. Lind, Rain, 2010.\n",
    );
    assert_eq!(words(&page)[0], "The dam fell. So did rain.");
    assert_eq!(page.notes.iter().map(|note| note.label.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(page.citations[0].form, CitationForm::Note { label: "1".into(), defined: true });
    let page = plain("Two things (1) and (2) matter.\n\n1. Rain.\n2. Snow.\n");
    assert!(page.notes.is_empty(), "marks inside of a sentence are no notes");
}

// The traps of the text model that concern documents.

#[test]
fn trap_1_what_is_masked_never_reaches_the_prose() {
    let page = markdown(
        "---\ntitle: reportedly\n---\nA `reportedly` <!-- reportedly --> [b](https://reportedly.example) https://reportedly.example c.\n\n```\nreportedly\n```\n",
    );
    assert_eq!(words(&page), ["A □ b □ c."]);
}

#[test]
fn trap_2_quotation_marks_reach_the_prose_as_written() {
    let page = markdown("\"One,\" he said. ‘Two’ it's 5' 10\" “three”\n\n\"Four\n\n\"five.\"\n");
    assert_eq!(words(&page), ["\"One,\" he said. ‘Two’ it's 5' 10\" “three”", "\"Four", "\"five.\""]);
}

#[test]
fn trap_10_soft_hyphens_and_no_break_spaces_keep_their_bytes() {
    let page = markdown("Nor\u{ad}vik\u{a0}Ltd. &shy;fin\u{fb01}n\n");
    assert_eq!(words(&page), ["Nor\u{ad}vik\u{a0}Ltd. \u{ad}fin\u{fb01}n"]);
    assert_eq!(source_of(&page, "vik\u{a0}Ltd. \u{ad}f"), "vik\u{a0}Ltd. &shy;f");
}

#[test]
fn trap_12_datelines_and_credits() {
    for text in ["Hong Kong (AFP) - Stocks fell.", "(Reuters) - Stocks fell."] {
        let page = plain(text);
        let dateline = page.blocks[0].dateline.expect("a dateline");
        assert_eq!(&page.blocks[0].text[dateline.end..], "Stocks fell.");
    }
    assert_eq!(plain("Dam fails\n\nPARIS (Reuters)\n\nIt fell.\n").blocks[1].kind, BlockKind::Byline);
}

#[test]
fn trap_13_paragraphs_of_one_sentence_stay_apart_and_in_one_section() {
    let page = markdown("Ruiz spoke.\n\n\"It fell,\" she said.\n\nThen it rained.\n");
    assert_eq!(page.blocks.len(), 3);
    assert!(page.blocks.iter().all(|block| block.section == 0));
}

#[test]
fn positions_in_any_script_and_line_break() {
    let text = "Привет 😀 *мир*.\r\n\r\n\t漢字 &amp; e\u{301}\r\n\r\n> שלום\r\n> عالم[^1]\r\n";
    let page = markdown(text);
    assert_eq!(words(&page), ["Привет 😀 мир.", "שלום عالم"]);
    let block = &page.blocks[0];
    let at = block.text.find("мир").expect("there");
    let span = block.source_span(Span::new(at, at + "мир".len()));
    assert_eq!(span.of(text), "мир");
    let index = LineIndex::new(text);
    let columns = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]
        .map(|encoding| index.position(text, span.start, encoding).column);
    assert_eq!(columns, [19, 11, 10]);
    assert_eq!(source_of(&page, "שלום عالم"), "שלום\r\n> عالم");
}

#[test]
fn nesting_beyond_reason_is_left_unread_and_said() {
    let text = format!("Before.\n\n{} deep\n\n{}deeper\n\nAfter.\n", ">".repeat(10_000), "- ".repeat(10_000));
    let page = parse(Arc::from(text.as_str()), Syntax::Markdown);
    assert_eq!(words(&page), ["Before.", "After."]);
    assert_eq!(page.problems.len(), 1);
}

#[test]
fn very_long_and_unclosed_texts_take_no_more_than_their_length() {
    let begun = std::time::Instant::now();
    for piece in [
        "[", "](", "[^", "^[", "{{", "{%", "{>>", "{~~", "<", "<a b=\"", "<!--", "<ref>", "</ref>", "`",
        "$a", "*a ", "[[", "@a ", "[@a]", "http://.", "www.", "(1)", "| ", "a\n", "> a\n", "[a][b] ",
        "[^a] ", "&", "\\", "\r", "é",
    ] {
        let text: Arc<str> = piece.repeat(30_000 / piece.len()).into();
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            parse(Arc::clone(&text), syntax);
        }
    }
    // In the square of the length this would take many minutes.
    assert!(begun.elapsed().as_secs() < 60);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn any_text_is_read_without_loss_of_place(pieces in prop::collection::vec(fragment(), 0..40)) {
        let text = pieces.concat();
        markdown(&text);
        plain(&text);
    }
}

/// Pieces of Markdown, whole and torn.
fn fragment() -> impl Strategy<Value = String> {
    let marks: &[&str] = &[
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  \n",
        "\t",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "* ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "$",
        "$$",
        "[",
        "]",
        "(",
        ")",
        "[^1]",
        "[^1]: ",
        "[^",
        "^[",
        "[a][b]",
        "[b]: https://b.example\n",
        "[a]()",
        "![i](u)",
        "[[w|x]]",
        "[[",
        "]]",
        "[@k, p. 3; @j]",
        "@key2020 ",
        "-@",
        "<b>",
        "</b>",
        "<ref>",
        "</ref>",
        "<ref name=n />",
        "<div>\n",
        "</div>\n",
        "<script>",
        "<a href=\"u\">",
        "</a>",
        "<sup>1</sup>",
        "<br>",
        "<q>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<!-- factcheck-ignore: x (y) -->",
        "[[factcheck-off]]",
        "{>>",
        "<<}",
        "{++",
        "++}",
        "{~~a~>b~~}",
        "{{cite x|y}}",
        "{{< s >}}",
        "{{",
        "}}",
        "{% t %}",
        "&amp;",
        "&nGg;",
        "&lt",
        "\\",
        "\\*",
        "|",
        "|---|---|\n",
        "---\n",
        "+++\n",
        "title: x\n",
        "https://a.example/x",
        "www.a.example",
        "ola@example.org",
        "😀",
        "e\u{301}",
        "漢字",
        "שלום",
        "\u{a0}",
        "\u{ad}",
        "\u{feff}",
        "\u{fffc}",
        "OSLO (AP) — ",
        "By Ana Ruiz",
        "(1)",
        "Term\n: def",
        "- [ ] ",
        "> [!NOTE]\n",
    ];
    prop_oneof![3 => prop::sample::select(marks).prop_map(str::to_owned), 1 => "[A-Za-z,. ]{1,8}", 1 => any::<char>().prop_map(String::from)]
}
