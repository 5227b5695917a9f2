//! Two minutes of code actions: the sample article, from its first findings to cited claims.

use serde_json::{Value, json};

use crate::common::*;

const ARTICLE: &str = include_str!("../articles/relocation.md");
const SOURCES: &str = include_str!("../articles/sources.bib");

/// An editor with the article open.
struct Desk {
    server: Server,
    uri: String,
    text: Mirror,
    version: i32,
    found: Vec<Value>,
}

impl Desk {
    fn open(folder: &tempfile::TempDir) -> Self {
        let root = real(folder);
        let uri = uri(root.join("relocation.md"));
        let mut server = Server::greet(full(), &[&root]);
        server.open(&uri, ARTICLE);
        let found = server.diagnostics(&uri, 1);
        Desk { server, uri, text: Mirror::new(ARTICLE, "utf-16"), version: 1, found }
    }

    fn count(&self, severity: u64) -> usize {
        self.found.iter().filter(|finding| finding["severity"] == severity).count()
    }

    fn finding(&self, rule: &str, line_has: &str) -> Value {
        let lines: Vec<String> = self.text.string().lines().map(str::to_owned).collect();
        let here = |finding: &&Value| {
            let line = finding["range"]["start"]["line"].as_u64().map_or(0, |line| line as usize);
            finding["code"] == rule && lines.get(line).is_some_and(|line| line.contains(line_has))
        };
        self.found.iter().find(here).cloned().unwrap_or_else(|| panic!("no {rule}: {:#?}", self.found))
    }

    /// Applies the action of a finding whose title begins so.
    fn act(&mut self, finding: &Value, title: &str) {
        let answer = self.server.call(
            "textDocument/codeAction",
            json!({"textDocument": {"uri": self.uri}, "range": finding["range"],
                   "context": {"diagnostics": [finding], "only": ["quickfix"]}}),
        );
        let actions = answer.as_array().cloned().unwrap_or_default();
        let begins = |action: &&Value| action["title"].as_str().is_some_and(|own| own.starts_with(title));
        let action = actions.iter().find(begins).unwrap_or_else(|| {
            panic!("no {title}: {:?}", actions.iter().map(|action| &action["title"]).collect::<Vec<_>>())
        });
        let uri = self.uri.clone();
        self.text.apply(&action["edit"], &uri);
        self.sync();
    }

    fn type_after(&mut self, words: &str, typed: &str) {
        let text = self.text.string();
        let at = text.find(words).unwrap_or_else(|| panic!("{words}")) + words.len();
        self.text = Mirror::new(&[&text[..at], typed, &text[at..]].concat(), "utf-16");
        self.sync();
    }

    fn sync(&mut self) {
        self.version += 1;
        self.server.change(&self.uri, self.version, json!([{"text": self.text.string()}]));
        self.found = self.server.diagnostics(&self.uri, self.version);
    }

    fn hover(&mut self, words: &str) -> String {
        let text = self.text.string();
        let before = &text[..text.find(words).unwrap_or_else(|| panic!("{words}"))];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let answer = self.server.call(
            "textDocument/hover",
            json!({"textDocument": {"uri": self.uri}, "position": {"line": line, "character": character + 2}}),
        );
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// What the lens over the headline says.
    fn tally(&mut self) -> String {
        let lenses = self.server.call("textDocument/codeLens", json!({"textDocument": {"uri": self.uri}}));
        lenses[0]["command"]["title"].as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn two_minutes_of_code_actions() {
    let folder = folder(&[("relocation.md", ARTICLE), ("sources.bib", SOURCES)]);
    let mut desk = Desk::open(&folder);
    assert_eq!((desk.count(2), desk.count(3), desk.count(4)), (2, 7, 5), "warnings, infos, hints");
    let before = desk.tally();
    assert!(before.contains("13 claims"), "{before}");

    // Who are they? The hover tells what a desk asks for.
    let hover = desk.hover("unnamed sources");
    assert!(hover.contains("anonymous"), "{hover}");
    let anonymous = desk.finding("anonymous-source", "According to unnamed sources");
    desk.act(&anonymous, "Attribute: describe the source");
    assert_eq!(desk.count(1), 1, "what is still to come is an error: {:#?}", desk.found);

    // The outlet's report from the library, in one action.
    let outlet = desk.finding("unlinked-outlet", "The Financial Times reported");
    desk.act(&outlet, "Cite: link");
    assert!(desk.text.string().contains("[The Financial Times reported]("), "{}", desk.text.string());

    // An address on a line of its own becomes a note to the sentence above it.
    desk.type_after(
        "with most based in Bengaluru.",
        "\n\nhttps://www.reuters.com/technology/velora-offers-staff-transfers-2024-05-16/",
    );
    let address = desk.finding("bare-url", "www.reuters.com");
    desk.act(&address, "Cite: new source from URL in this line");
    let text = desk.text.string();
    assert!(text.contains("with most based in Bengaluru.[^reuters-2024-05-16]\n\nThe U.S. has"), "{text}");
    let note = text.lines().find(|line| line.starts_with("[^reuters-2024-05-16]:")).unwrap_or_default();
    for part in ["TK AUTHOR", "Velora Offers Staff Transfers", "*Reuters*", "May 16, 2024"] {
        assert!(note.contains(part), "{part}: {note}");
    }

    // Time that depends on the day of reading gets its year.
    let earlier = desk.finding("relative-time", "Earlier this year");
    desk.act(&earlier, "Date:");
    assert!(desk.text.string().contains("2024, Velora released"), "{}", desk.text.string());

    // The tally has moved, and undoing it all is up to the editor: nothing was written to disk.
    let after = desk.tally();
    assert_ne!(before, after);
    assert_eq!(desk.server.finish().0, Some(0));
    let disk = std::fs::read_to_string(real(&folder).join("relocation.md")).expect("a file");
    assert_eq!(disk, ARTICLE);
}
