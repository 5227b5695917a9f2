//! How far citations and attributions reach, and the status of each claim: DOMAIN's tables, sentence by sentence.

use std::sync::Arc;

use factcheck_ls::citations::{ReachRule, Status};
use factcheck_ls::prose::Syntax;
use factcheck_ls::workspace::{Report, check_text};

fn check(text: &str) -> Report {
    check_text(text, Syntax::Markdown, Arc::default())
}

fn statuses(text: &str) -> Vec<&'static str> {
    let report = check(text);
    let footnotes =
        |block: &usize| matches!(report.page.blocks[*block].kind, factcheck_ls::prose::BlockKind::Note(_));
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
