//! What is found around a document on disk: configuration, sources, notes; and what is not read.

use std::fs;
use std::path::Path;

use factcheck_ls::config::Config;
use factcheck_ls::prose::FrontMatter;
use factcheck_ls::workspace::{Workspace, check_text, syntax};

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn entry(key: &str) -> String {
    format!("@online{{{key},\n  title = {{Old pipes}},\n  url = {{https://example.org/{key}}},\n}}\n")
}

#[test]
fn sources_are_found_beside_the_draft_and_where_files_name_them() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "beside.bib", &entry("beside"));
    write(folder.path(), "library/named.bib", &entry("named"));
    write(folder.path(), "refs/front.bib", &entry("front"));
    write(folder.path(), "notabib.json", "{\"type\": 1}");
    write(folder.path(), "factcheck.toml", "bibliography = [\"library/named.bib\"]\n");
    let workspace = Workspace::new(vec![folder.path().to_path_buf()], Config::default());
    let front_matter = FrontMatter { bibliography: vec!["refs/front.bib".into()], ..FrontMatter::default() };
    let around = workspace.surroundings(Some(&folder.path().join("draft.md")), &front_matter);
    for key in ["beside", "named", "front"] {
        assert!(around.library.get(key).is_some(), "{key}: {:?}", around.library.files);
    }
    assert_eq!(around.library.files.len(), 3);
    assert_eq!(around.problems, []);
}

/// Front matter and configuration may come from strangers: they cannot point outside.
#[test]
fn files_outside_the_workspace_are_not_read_unless_the_user_names_them() {
    let outer = tempfile::tempdir().expect("a folder");
    write(outer.path(), "secret.bib", &entry("secret"));
    write(outer.path(), "secret.md", "# People\n## Ana Secret\n- role: source\n");
    let root = outer.path().join("work");
    write(&root, "factcheck.toml", "bibliography = [\"../secret.bib\"]\nnotes = [\"../secret.md\"]\n");
    let draft = root.join("draft.md");
    let front_matter = FrontMatter { bibliography: vec!["../secret.bib".into()], ..FrontMatter::default() };

    let workspace = Workspace::new(vec![root.clone()], Config::default());
    let around = workspace.surroundings(Some(&draft), &front_matter);
    assert!(around.library.get("secret").is_none());
    assert!(around.tongue.store.find("Ana Secret").is_empty());
    assert_eq!(around.problems.len(), 3, "{:?}", around.problems);
    assert!(around.problems.iter().all(|problem| problem.message.contains("outside the workspace")));

    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outer.path().join("secret.bib"), root.join("linked.bib")).expect("a link");
        let front_matter = FrontMatter { bibliography: vec!["linked.bib".into()], ..FrontMatter::default() };
        let around =
            Workspace::new(vec![root.clone()], Config::default()).surroundings(Some(&draft), &front_matter);
        assert!(around.library.get("secret").is_none(), "a link leads outside too");
    }

    let user = Config { bibliography: vec![outer.path().join("secret.bib")], ..Config::default() };
    let around = Workspace::new(vec![root], user).surroundings(Some(&draft), &FrontMatter::default());
    assert!(around.library.get("secret").is_some());
}

#[test]
fn notes_and_outlets_are_known_in_the_text() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "factcheck.toml",
        "[[outlets]]\nname = \"Norvik Gazette\"\ndomains = [\"norvik.example\"]\n",
    );
    write(
        folder.path(),
        ".factcheck/notes.md",
        "# People\n## Maren Olsen\n- role: party whip, since 2022-09\n",
    );
    let draft = folder.path().join("draft.md");
    let workspace = Workspace::new(vec![folder.path().to_path_buf()], Config::default());
    let around = workspace.surroundings(Some(&draft), &FrontMatter::default());
    assert_eq!(around.tongue.store.find("Maren Olsen").len(), 1);
    let report = check_text("The Norvik Gazette reported the plan.", syntax(Some(&draft), None), around);
    let rules: Vec<_> = report.findings().iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["unlinked-outlet"]);
}

#[test]
fn what_changes_on_disk_is_read_again_once_forgotten() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = folder.path().join("draft.md");
    let workspace = Workspace::new(vec![folder.path().to_path_buf()], Config::default());
    let key_known =
        |key: &str| workspace.surroundings(Some(&draft), &FrontMatter::default()).library.get(key).is_some();
    assert!(!key_known("new"));
    write(folder.path(), "refs.bib", &entry("new"));
    assert!(!key_known("new"), "known surroundings are kept");
    assert!(workspace.forget(&folder.path().join("refs.bib")), "a library that appears matters");
    assert!(key_known("new"));
    write(folder.path(), "refs.bib", &entry("newer"));
    assert!(workspace.forget(&folder.path().join("refs.bib")));
    assert!(key_known("newer") && !key_known("new"));
    assert!(!workspace.forget(Path::new("/nowhere/else.bib")));
}

#[test]
fn ignored_documents_are_read_but_raise_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "factcheck.toml", "ignore = [\"archive/**\"]\n");
    let workspace = Workspace::new(vec![folder.path().to_path_buf()], Config::default());
    for (name, findings) in [("archive/old.md", 0), ("new.md", 1)] {
        let path = folder.path().join(name);
        let around = workspace.surroundings(Some(&path), &FrontMatter::default());
        let report = check_text("The levy raised TK million.", syntax(Some(&path), None), around);
        assert_eq!(report.findings().len(), findings, "{name}");
    }
}

#[test]
fn references_are_written_in_the_style_named_or_in_the_style_of_a_file() {
    const HOUSE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info>
        <title>House</title><id>house</id><updated>2024-01-01T00:00:00+00:00</updated></info>
        <citation><layout><text value="See "/><text variable="title"/></layout></citation></style>"#;
    let folder = tempfile::tempdir().expect("a folder");
    let draft = folder.path().join("draft.md");
    write(folder.path(), "a.bib", &entry("pipes"));
    write(folder.path(), "styles/house.csl", HOUSE);
    write(folder.path(), "styles/bad.csl", "<style>");
    let note = |config: &str| {
        write(folder.path(), "factcheck.toml", config);
        let workspace = Workspace::new(vec![folder.path().to_path_buf()], Config::default());
        let around = workspace.surroundings(Some(&draft), &FrontMatter::default());
        let problems = around.problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>();
        let report = check_text("The pipes are old.\n", syntax(Some(&draft), None), around);
        let insertion = report.cite("pipes", (0, 0), None).expect("it can be cited");
        (insertion.edits.apply(&report.page.text), problems)
    };
    let citation = |csl: &str| format!("[citation]\nstyle = \"footnote\"\ncsl = \"{csl}\"\n");
    let (text, problems) = note(&citation("styles/house.csl"));
    assert!(text.contains("]: See Old pipes"), "{text}");
    assert_eq!(problems, Vec::<String>::new());
    let (apa, _) = note(&citation("apa"));
    let (chicago, _) = note("[citation]\nstyle = \"footnote\"\n");
    assert!(apa.contains("*Old pipes*") && !chicago.contains("*Old pipes*"), "{apa}\n{chicago}");
    for (csl, complaint) in [
        ("styles/bad.csl", "This citation style cannot be read"),
        ("styles/none.csl", ""),
        ("../house.csl", "outside the workspace"),
        ("chicago-note", "citation.csl cannot be \"chicago-note\""),
    ] {
        let (text, problems) = note(&citation(csl));
        assert!(problems.len() == 1 && problems[0].contains(complaint), "{csl}: {problems:?}");
        assert_eq!(text, chicago, "{csl}");
    }
}
