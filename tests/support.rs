//! How far citations and attributions reach, and the status of each claim: DOMAIN's tables, sentence by sentence.

use std::sync::Arc;

use factcheck_ls::citations::{ReachRule, Status};
use factcheck_ls::prose::{BlockKind, Syntax};
use factcheck_ls::workspace::{Report, check_text};

fn check(text: &str) -> Report {
    check_text(text, Syntax::Markdown, Arc::default())
}

fn statuses(text: &str) -> Vec<&'static str> {
    let report = check(text);
    let footnotes = |block: &usize| matches!(report.page.blocks[*block].kind, BlockKind::Note(_));
    (0..report.page.blocks.len())
        .filter(|block| !footnotes(block))
        .flat_map(|block| report.support.blocks[block].iter().map(|one| one.status.name()))
        .collect()
}

fn reach(text: &str) -> Vec<Option<ReachRule>> {
    let report = check(text);
    report.support.blocks[0].iter().map(|one| one.citation.map(|(_, rule)| rule)).collect()
}

const NOTE: &str = "\n\n[^1]: Engineering panel report, March 2023, https://example.org/panel.\n";

#[test]
fn worked_examples_of_the_decision_table() {
    let cases = [
        ("The dam holds 8 million cubic metres.[^1]", Status::Sourced),
        ("According to unnamed sources, the dam is unsafe.", Status::Anonymous),
        (
            "According to Reuters[^1], two people briefed on the inspection said the dam is unsafe.",
            Status::Anonymous,
        ),
        ("Experts say the dam is safe.[^1]", Status::Sourced),
        ("The Water Board said the dam is safe.", Status::Attributed),
        ("A Water Board spokesperson said the dam is safe.", Status::Attributed),
        ("The dam is the oldest in the region.", Status::Unsourced),
        ("The dam will likely outlive us all.", Status::NotCheckable),
        ("The decision signals a new era.", Status::NotCheckable),
        ("\"The wall is cracked,\" said Ravi Menon, an engineer.", Status::Attributed),
        ("Is the dam safe?", Status::NotCheckable),
    ];
    for (sentence, expected) in cases {
        let note = if sentence.contains("[^1]") { NOTE } else { "" };
        assert_eq!(statuses(&format!("{sentence}{note}")), [expected.name()], "{sentence}");
    }
}

#[test]
fn r1_a_citation_covers_its_own_sentence_wherever_the_mark_stands() {
    let own = Some(ReachRule::Own);
    assert_eq!(reach(&format!("Leaks doubled in May.[^1] Two dams failed in June.{NOTE}")), [own, None]);
    assert_eq!(reach("Leaks [doubled in May](https://example.org/leaks/2). Two dams failed."), [own, None]);
}

#[test]
fn r2_a_citation_flows_on_while_the_source_goes_on() {
    let forward = Some(ReachRule::Forward);
    let text = format!("The board said leaks doubled.[^1] It blamed old pipes. Rain fell on Monday.{NOTE}");
    assert_eq!(reach(&text), [Some(ReachRule::Own), forward, None]);
}

#[test]
fn r3_a_mark_on_the_last_sentence_reaches_back_but_a_link_does_not() {
    let (own, back) = (Some(ReachRule::Own), Some(ReachRule::Backward));
    let text = format!("Leaks doubled. Two dams failed. Pressure fell by half.[^1]{NOTE}");
    assert_eq!(reach(&text), [back, back, own]);
    assert_eq!(reach("Leaks doubled. Pressure [fell by half](https://example.org/p/2)."), [None, own]);
}

#[test]
fn r3_passes_over_sentences_with_an_attribution_of_their_own() {
    let text = format!("Experts say leaks doubled. Two dams failed. Pressure fell by half.[^1]{NOTE}");
    assert_eq!(reach(&text), [None, Some(ReachRule::Backward), Some(ReachRule::Own)]);
}

/// The statuses and who answers, by rule, of every sentence that is no heading.
fn backers(text: &str) -> Vec<(&'static str, Option<&'static str>)> {
    let report = check(text);
    let own = |block: &usize| {
        matches!(report.page.blocks[*block].kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
    };
    (0..report.page.blocks.len())
        .filter(own)
        .flat_map(|block| &report.support.blocks[block])
        .map(|one| (one.status.name(), one.attribution.map(|backer| backer.rule.name())))
        .collect()
}

#[test]
fn r4_a_quotation_takes_its_speaker_from_beside_it() {
    let text = "\"The wall is cracked,\" said Ravi Menon. \"It moved two feet last winter.\"";
    assert_eq!(backers(text), [("attributed", Some("R1")), ("attributed", Some("R4"))]);
}

#[test]
fn r4_a_run_of_quotations_inherits_the_last_speaker_until_a_new_one_is_named() {
    let text = "Ravi Menon said the wall was cracked.\n\n\"It moved two feet last winter.\"\n\n\"The river has \
                reached the second gate.\"\n\n\"The gate held,\" said Ana Ruiz.\n\n\"We built it in 1970.\"";
    let report = check(text);
    let speakers: Vec<_> = (0..report.page.blocks.len())
        .flat_map(|block| report.support.blocks[block].iter())
        .map(|one| {
            let place = one.attribution.and_then(|backer| backer.source).expect("a speaker");
            place.span.of(&report.page.blocks[place.block].text)
        })
        .collect();
    assert_eq!(speakers, ["Ravi Menon", "Ravi Menon", "Ravi Menon", "Ana Ruiz", "Ana Ruiz"]);
}

#[test]
fn r4_a_run_of_quotations_ends_at_a_heading_and_at_prose() {
    let quoted = "\"It moved two feet last winter.\"";
    let heading = format!("Ravi Menon said the wall was cracked.\n\n## The gate\n\n{quoted}");
    assert_eq!(backers(&heading)[1], ("unsourced", None));
    let prose = format!("Ravi Menon said the wall was cracked.\n\nThe gate was built in 1970.\n\n{quoted}");
    assert_eq!(backers(&prose)[2], ("unsourced", None));
}

#[test]
fn r4_a_quotation_takes_the_citation_beside_its_speaker() {
    let text = format!("Ravi Menon said the wall was cracked.[^1] \"It moved two feet last winter.\"{NOTE}");
    assert_eq!(reach(&text), [Some(ReachRule::Own), Some(ReachRule::Beside)]);
}

#[test]
fn r4_a_quoted_block_is_signed_by_its_last_line() {
    let text = "> The wall moved two feet last winter.\n>\n> — Ravi Menon, engineer";
    assert_eq!(backers(text), [("attributed", Some("R4")), ("not-checkable", Some("R4"))]);
    assert_eq!(backers("> The wall moved two feet last winter."), [("unsourced", None)]);
    let led_in = "Ravi Menon put it this way:\n\n> The wall moved two feet last winter.";
    assert_eq!(backers(led_in)[1], ("attributed", Some("R4")));
}

#[test]
fn r4_whoever_is_unnamed_stays_unnamed_in_the_next_quotation() {
    let text = "\"The wall is cracked,\" a senior official said. \"It moved two feet last winter.\"";
    assert_eq!(backers(text), [("anonymous", Some("R1")), ("anonymous", Some("R4"))]);
}

#[test]
fn a_pronoun_is_as_weak_as_whom_it_stands_for() {
    let text = "A senior official said the wall is cracked. He said it moved two feet last winter.";
    assert_eq!(statuses(text), ["anonymous", "anonymous"]);
    assert_eq!(
        statuses("Ravi Menon said the wall is cracked. He said it moved two feet last winter."),
        ["attributed", "attributed"]
    );
}

#[test]
fn of_several_attributions_the_weakest_decides() {
    let named = "Ravi Menon said the wall is cracked";
    assert_eq!(statuses(&format!("{named}, and experts say the gate is too.")), ["vague"]);
    assert_eq!(
        statuses(&format!("{named}, and unnamed sources say the gate is too.[^1]{NOTE}")),
        ["anonymous"]
    );
}

#[test]
fn r5_a_lead_in_that_names_its_source_answers_for_its_items() {
    let text = "The panel said in its report:\n\n- the wall has 40 leaks\n- the gate has 12 cracks\n";
    assert!(backers(text)[1..].iter().all(|one| *one == ("attributed", Some("R5"))), "{:?}", backers(text));
}

#[test]
fn r6_a_caption_or_source_line_answers_for_its_table() {
    let table =
        "| Year | The number of leaks in the wall |\n|---|---|\n| 2023 | The wall had 40 leaks in May |\n";
    let cell = |text: &str| {
        let report = check(text);
        let at = report.page.blocks.iter().rposition(|block| block.kind == BlockKind::Cell).expect("a cell");
        let one = &report.support.blocks[at][0];
        (one.status.name(), one.citation.map(|(_, rule)| rule), one.attribution.map(|backer| backer.rule))
    };
    assert_eq!(cell(table).0, "unsourced");
    let caption = Some(ReachRule::Caption);
    assert_eq!(cell(&format!("{table}\nSource: Norvik Water Board\n")), ("attributed", None, caption));
    let linked = format!("{table}\nSource: [Norvik Water Board](https://example.org/leaks/2)\n");
    assert_eq!(cell(&linked).0, "sourced");
    let above = format!("Table 1: Leaks by year.[^1]\n\n{table}{NOTE}");
    assert_eq!(cell(&above).1, caption);
    // A heading between them: another table.
    assert_eq!(cell(&format!("{table}\n## Dams\n\nSource: Norvik Water Board\n")).0, "unsourced");
}

const BODY: &str = "The Water Board said on Monday that the wall has 4,200 leaks.";

#[test]
fn r7_the_opening_may_be_bare_where_the_body_has_the_same_figure() {
    let text = format!("The wall has 4,200 leaks.\n\nIt was built by hand.\n\n{BODY}");
    let report = check(&text);
    let opening = &report.support.blocks[0][0];
    assert_eq!((opening.status, opening.body), (Status::Attributed, Some((2, 0))));
    assert!(opening.because.contains("R7"), "{}", opening.because);
    assert_eq!(statuses(&format!("The wall has 5,200 leaks.\n\n{BODY}"))[0], "unsourced");
    // Only the opening.
    assert_eq!(statuses(&format!("It rained.\n\nThe wall has 4,200 leaks.\n\n{BODY}"))[1], "unsourced");
}

#[test]
fn r7_without_a_figure_the_body_has_the_same_subject_and_words() {
    let text = "Ravi Menon resigned from the inspection of the northern wall.\n\n\
                Ravi Menon resigned from the inspection of the wall on Monday, the Water Board said.";
    let report = check(text);
    assert_eq!(report.support.blocks[0][0].body, Some((1, 0)));
}

#[test]
fn r7_excuses_no_accusation_and_no_anonymous_material() {
    let accusation =
        "The builder's fraud caused 4,200 leaks.\n\nThe Water Board said the fraud caused 4,200 leaks.";
    assert_eq!(statuses(accusation)[0], "unsourced");
    let anonymous = "The wall has 4,200 leaks.\n\nUnnamed sources said the wall has 4,200 leaks.";
    assert_eq!(statuses(anonymous)[0], "unsourced");
}

#[test]
fn r9_a_list_of_sources_without_marks_supports_nothing() {
    let text = "The dam is the oldest in the region.\n\n## Sources\n\n- [Engineering panel](https://example.org/p/1)\n";
    let report = check(text);
    assert_eq!(report.support.source_list, Some(1));
    let (claim, entry) = (&report.support.blocks[0][0], &report.support.blocks[2][0]);
    assert_eq!((claim.status, entry.status), (Status::Unsourced, Status::NotCheckable));
    assert!(claim.because.contains("R9"), "{}", claim.because);
}

#[test]
fn r10_an_attribution_flows_on_within_its_paragraph_only() {
    let text = "The Water Board said leaks doubled. It blamed old pipes. The board also closed two gates.\n\nIt \
                blamed old pipes in June.";
    let found = backers(text);
    assert_eq!(found[2], ("attributed", Some("R10")));
    assert_eq!(
        backers("The Water Board said leaks doubled.\n\nThe board also closed two gates.")[1].0,
        "unsourced"
    );
}

#[test]
fn a_footnote_that_holds_its_source_is_no_claim() {
    let report = check(&format!("The dam holds 8 million cubic metres.[^1]{NOTE}"));
    assert_eq!(report.support.blocks[1][0].status, Status::NotCheckable);
}

#[test]
fn each_reason_names_what_applied() {
    let because = |text: &str, sentence: usize| check(text).support.blocks[0][sentence].because.clone();
    let text = format!("Leaks doubled last year. Two dams failed. Pressure fell by half.[^1]{NOTE}");
    assert_eq!(because(&text, 0), "footnote 1, 2 sentences later, at the end of the paragraph (R3)");
    assert_eq!(because(&text, 2), "footnote 1, in its own sentence (R1)");
    assert_eq!(
        because("The Water Board said leaks doubled. The board also closed two gates.", 1),
        "goes on from The Water Board; no document is cited (R10)"
    );
    assert_eq!(
        because("A senior official said the wall is cracked. He said it moved two feet.", 1),
        "“He” (“A senior official”): nobody is named"
    );
}

#[test]
fn r5_a_cited_lead_in_covers_its_items() {
    let text = format!("The panel found three faults:[^1]\n\n- 40 leaks\n- 12 cracks\n{NOTE}");
    let report = check(&text);
    for block in 1..=2 {
        let rule = report.support.blocks[block][0].citation.map(|(_, rule)| rule);
        assert_eq!(rule, Some(ReachRule::LeadIn), "{}", report.page.blocks[block].text);
    }
}

#[test]
fn r8_nothing_crosses_a_paragraph() {
    let report = check(&format!("The board said leaks doubled.[^1]\n\nIt blamed old pipes.{NOTE}"));
    assert!(report.support.blocks[1][0].citation.is_none());
}

#[test]
fn an_explanatory_note_backs_nothing() {
    assert_eq!(
        statuses("The dam is the oldest in the region.[^1]\n\n[^1]: Not counting weirs.\n"),
        ["unsourced"]
    );
}
