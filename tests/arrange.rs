//! Footnotes in order, and the list of sources.

use std::path::PathBuf;
use std::sync::Arc;

use factcheck_ls::citations::reference::label_key;
use factcheck_ls::citations::render::ReferenceStyle;
use factcheck_ls::citations::{Library, arrange, source_list};
use factcheck_ls::prose::{self, CitationForm, Page, Syntax};
use proptest::prelude::*;

fn page(text: &str) -> Page {
    prose::parse(Arc::<str>::from(text), Syntax::Markdown)
}

fn arranged(text: &str) -> Option<String> {
    Some(arrange::footnotes(&page(text))?.apply(text))
}

#[test]
fn notes_come_in_the_order_of_their_first_use() {
    let text = "One.[^3] Two.[^1] Three.[^3]\n\n[^1]: Gazette, 3 May 2024.\n[^3]: Herald, 4 May 2024.\n";
    let wanted = "One.[^1] Two.[^2] Three.[^1]\n\n[^1]: Herald, 4 May 2024.\n[^2]: Gazette, 3 May 2024.\n";
    assert_eq!(arranged(text).as_deref(), Some(wanted));
    assert_eq!(arranged(wanted), None, "they are in order now");
}

#[test]
fn names_keep_their_names_and_what_is_unused_goes_last() {
    let text = "One.[^b] Two.[^7]\n\n[^old]: Nobody's.\n\n[^7]: See [^b].\n\n[^b]: Herald,\n    4 May 2024.\n\nThe end.\n";
    let wanted = "One.[^b] Two.[^1]\n\n[^b]: Herald,\n    4 May 2024.\n\n[^1]: See [^b].\n\n[^old]: Nobody's.\n\nThe end.\n";
    assert_eq!(arranged(text).as_deref(), Some(wanted));
}

#[test]
fn where_it_could_go_wrong_nothing_is_offered() {
    for text in [
        "One.[^2] Two.[^1]\n\n[^1]: A.\n[^2]: B.\n[^1]: C.\n",
        "> One.[^2] Two.[^1]\n>\n> [^1]: A.\n> [^2]: B.\n",
        "No notes at all.\n",
        "",
    ] {
        assert_eq!(arranged(text), None, "{text}");
    }
}

/// What each mark of a text leads to, in order; labels do not count.
fn leads(text: &str) -> Vec<Option<String>> {
    let page = page(text);
    let inside = |at: usize| page.notes.iter().any(|note| note.source.start <= at && at < note.source.end);
    let marks = page.citations.iter().filter(|citation| !inside(citation.source.start));
    let labels = marks.filter_map(|citation| match &citation.form {
        CitationForm::Note { label, .. } => Some(label_key(label)),
        _ => None,
    });
    let note = |label: String| {
        page.notes.iter().find(|note| label_key(&note.label) == label).map(|note| note.text.trim().to_owned())
    };
    labels.map(note).collect()
}

proptest! {
    #[test]
    fn every_mark_leads_where_it_led(
        uses in prop::collection::vec(0_usize..7, 1..9),
        defined in Just(["1", "2", "9", "a", "b", "12", "3"]).prop_shuffle(),
        gap in prop::sample::select(vec!["\n", "\n\n"]),
    ) {
        let mut text: String = uses.iter().map(|at| format!("So it is.[^{}] ", ["1", "2", "9", "a", "b", "12", "3"][*at])).collect();
        text.push_str("\n\n");
        for label in defined {
            text.push_str(&format!("[^{label}]: Herald no {label} x.{gap}"));
        }
        let Some(after) = arranged(&text) else { return Ok(()) };
        prop_assert_eq!(leads(&text), leads(&after));
        prop_assert_eq!(arranged(&after), None, "{}", after);
        // The notes stand in the order of their use.
        let page = page(&after);
        let numbers: Vec<u32> = page.notes.iter().filter_map(|note| note.label.parse().ok()).collect();
        prop_assert!(numbers.is_sorted(), "{}", after);
    }
}

#[test]
fn every_source_is_listed_once() {
    let library = Library::parse(&[(
        PathBuf::from("s.bib"),
        "@book{haugen2008, title={Tides of the North}, author={Haugen, Kari}, date={2008}}\n".into(),
    )]);
    let text = "The dam [leaks](https://gazette.example/2024/05/16/old-dam-leaks-again). So said Haugen \
                [@haugen2008]. It [does](https://gazette.example/2024/05/16/old-dam-leaks-again/).[^1]\n\n\
                [^1]: Herald, 4 May 2024, <https://herald.example/dam>.\n";
    let outlet = |host: &str| (host == "gazette.example").then(|| "Norvik Gazette".to_owned());
    let edits =
        source_list::build(&page(text), &library, &ReferenceStyle::default(), outlet).expect("sources");
    let after = edits.apply(text);
    let list = after.strip_prefix(text).expect("nothing else is touched");
    let lines: Vec<&str> = list.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "## Sources",
            "- “Old dam leaks again,” *Norvik Gazette*, May 16, 2024, <https://gazette.example/2024/05/16/old-dam-leaks-again>",
            "- Kari Haugen, *Tides of the North* (2008).",
            "- Herald, 4 May 2024, <https://herald.example/dam>.",
        ]
    );
    assert!(
        source_list::build(&page(&after), &library, &ReferenceStyle::default(), outlet).is_none(),
        "one list is enough"
    );
    assert!(
        source_list::build(&page("No sources.\n"), &library, &ReferenceStyle::default(), outlet).is_none()
    );
}
