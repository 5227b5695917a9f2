//! Quotations against sources on disk: what is found around a draft, in which formats, and what an editor is shown.

use std::fs;
use std::path::Path;

use factcheck_ls::citations::transcripts::{Likeness, Transcript, Transcripts};
use factcheck_ls::config::Config;
use factcheck_ls::lsp::hover;
use factcheck_ls::prose::{self, FrontMatter};
use factcheck_ls::workspace::{Report, Workspace, check, syntax};
use proptest::prelude::*;

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

/// The report of a draft in a folder.
fn report(folder: &Path, name: &str, text: &str) -> Report {
    write(folder, name, text.as_bytes());
    let path = folder.join(name);
    let workspace = Workspace::new(vec![folder.to_path_buf()], Config::default());
    let page = prose::parse(text.into(), syntax(Some(&path), None));
    let around = workspace.surroundings(Some(&path), &page.front_matter);
    check(page.into(), around)
}

fn messages(report: &Report) -> Vec<&str> {
    let own =
        report.findings().iter().filter(|it| matches!(it.rule, "quote-mismatch" | "uncredited-overlap"));
    own.map(|finding| finding.message.as_str()).collect()
}

/// A PDF of one page with a line of text.
fn pdf(words: &str) -> Vec<u8> {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let content = Content {
        operations: vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 12.into()]),
            Operation::new("Td", vec![50.into(), 700.into()]),
            Operation::new("Tj", vec![Object::string_literal(words)]),
            Operation::new("ET", vec![]),
        ],
    };
    let content = document.add_object(Stream::new(dictionary! {}, content.encode().expect("it is encoded")));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(kids));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("it is written");
    bytes
}

#[test]
fn every_format_beside_the_draft_is_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "sources/lind.vtt",
        b"WEBVTT\n\n00:14:20.000 --> 00:14:24.000\n<v Ola Lind>The gate was left open all night.\n",
    );
    write(root, "sources/berg.srt", b"1\n00:00:05,000 --> 00:00:07,000\nWe painted the hull in March.\n");
    write(root, "sources/board.html", b"<html><body>\n<p>The board &ldquo;regrets&rdquo; the <b>sinking</b> of the ferry.</p></body></html>");
    write(root, "transcripts/olsen.md", b"# Call\n\nOLSEN: The crew had *asked* for new radios twice.\n");
    write(root, "sources/deep/koss.pdf", &pdf("The pumps were never tested before the storm."));
    write(root, "sources/broken.pdf", b"%PDF-1.5 nothing");
    write(root, "sources/picture.png", b"\x89PNG");
    let report = report(
        root,
        "draft.md",
        "\"The gate was left open all day,\" said Ola Lind.\n\n\
         \"We painted the keel in March,\" said Ivo Berg.\n\n\
         \"The board regrets the sinking of a ferry,\" it said.\n\n\
         \"The crew had asked for new radios,\" said Maren Olsen. \"The crew had asked for three radios twice.\"\n\n\
         \"The pumps were never tested after the storm,\" said Ada Koss.\n",
    );
    assert_eq!(
        messages(&report),
        [
            "Quote differs from lind.vtt:4 (00:14:20): \"The gate was left open all night\".",
            "Quote differs from berg.srt:3 (00:00:05): \"We painted the hull in March\".",
            "Quote differs from board.html:2: \"The board “regrets” the sinking of the ferry\".",
            "Quote differs from olsen.md:3: \"The crew had asked for new radios twice\".",
            "Quote differs from koss.pdf, page 1: \"The pumps were never tested before the storm\".",
        ]
    );
    let problems: Vec<_> = report.around.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("PDF"), "{problems:?}");
}

#[test]
fn a_hover_leads_to_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "sources/lind interview.txt",
        b"Tape 3.\n\nLIND: The gate was left open all night.\n",
    );
    let text = "\"The gate was left open all night,\" said Ola Lind.\n";
    let report = report(folder.path(), "draft.md", text);
    assert_eq!(messages(&report), Vec::<&str>::new());
    let shown = hover::at(&report, 10).expect("a hover").markdown;
    assert!(shown.contains("Word for word in [lind interview.txt:3](file:///"), "{shown}");
    assert!(shown.contains("lind%20interview.txt#L3)"), "{shown}");
}

#[test]
fn sources_are_what_the_settings_say_and_never_compared_with_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "sources/usual.txt", b"LIND: The gate was left open all night.");
    write(root, "calls/named.txt", b"LIND: The gate was left shut all night.");
    write(root, "factcheck.toml", b"transcripts = [\"calls/**\"]\n");
    let text = "\"The gate was left open all night,\" said Ola Lind.\n";
    let found = report(root, "draft.md", text);
    assert_eq!(messages(&found), ["Quote differs from named.txt:1: \"The gate was left shut all night\"."]);
    assert!(report(root, "calls/other.txt", text).around.transcripts.is_empty());
    let front_matter = FrontMatter { transcripts: vec!["../calls".into()], ..FrontMatter::default() };
    let workspace = Workspace::new(vec![root.join("drafts")], Config::default());
    let around = workspace.surroundings(Some(&root.join("drafts/a.md")), &front_matter);
    assert!(around.transcripts.is_empty(), "nothing outside of the workspace is read");
}

#[test]
fn a_link_to_a_source_counts_and_says_where_to_look() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "sources/statement.txt", b"The ferry will sail again in June.\n");
    let text = "\"The ferry is not going to sail before the autumn,\" it [said](sources/statement.txt).\n";
    let report = report(folder.path(), "draft.md", text);
    let told = "Not found in statement.txt: check the wording, or name where it was said.";
    assert_eq!(messages(&report), [told]);
    assert!(report.citations.iter().all(|citation| citation.counts()));
}

#[test]
fn a_new_source_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(folder.path()).expect("a path");
    let draft = root.join("draft.md");
    let workspace = Workspace::new(vec![root.clone()], Config::default());
    let sources = || workspace.surroundings(Some(&draft), &FrontMatter::default()).transcripts.files.len();
    assert_eq!(sources(), 0);
    write(&root, "sources/a.txt", b"One two three.");
    assert!(workspace.forget(&root.join("sources")) && sources() == 1);
    write(&root, "sources/b.txt", b"Four five six.");
    assert!(workspace.forget(&root.join("sources/b.txt")) && sources() == 2);
}

proptest! {
    /// Any stretch of a source, quoted, is found in it; and no text makes the search panic.
    #[test]
    fn what_is_in_a_source_is_found(words in prop::collection::vec("[a-z]{4,9}", 12..60), from in 0..8_usize) {
        let text = words.join(" ");
        let source = Transcripts::of(vec![Transcript::of(Path::new("a.txt"), &text)]);
        let quote = words[from..from + 4].join(" ");
        let found = source.quotation(&quote, &[]);
        let found = found.as_ref().as_ref().expect("it is there");
        prop_assert_eq!(found.likeness, Likeness::Verbatim);
        prop_assert_eq!(found.span.of(&text), quote.as_str());
    }

    #[test]
    fn any_text_may_be_a_source_and_a_quotation(text in "\\PC{0,200}", quote in "\\PC{0,80}", kind in 0..4_usize) {
        let name = ["a.txt", "a.md", "a.html", "a.vtt"][kind];
        let source = Transcripts::of(vec![Transcript::of(Path::new(name), &text)]);
        source.quotation(&quote, &[]);
        source.overlap(&quote);
        let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        source.quotation(&text[middle..], &[0]);
    }
}
