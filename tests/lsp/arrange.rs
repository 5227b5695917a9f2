//! `source.sortFootnotes.factcheck` and `source.listSources.factcheck`: asked for by kind, or beside a note.

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "One.[^3] Two.[^1]\n\n[^1]: Gazette, 3 May 2024.\n[^3]: Herald, 4 May 2024.\n";

fn titles(server: &mut Server, uri: &str, line: u32, context: &Value) -> Vec<String> {
    let place = json!({"line": line, "character": 6});
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": context,
    });
    let answer = server.call("textDocument/codeAction", params);
    let actions = answer.as_array().cloned().unwrap_or_default();
    let source = actions
        .iter()
        .filter(|action| action["kind"].as_str().is_some_and(|kind| kind.starts_with("source.")));
    source.filter_map(|action| action["title"].as_str().map(str::to_owned)).collect()
}

#[test]
fn notes_are_sorted_on_request() {
    let folder = folder(&[("a.md", TEXT)]);
    let root = real(&folder);
    let document = uri(root.join("a.md"));
    let mut server = Server::greet(full(), &[&root]);
    server.open(&document, TEXT);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let params = json!({
        "textDocument": {"uri": document}, "range": whole,
        "context": {"diagnostics": [], "only": ["source.sortFootnotes"]},
    });
    let answer = server.call("textDocument/codeAction", params);
    assert_eq!(answer.as_array().map(Vec::len), Some(1), "{answer}");
    let mut mirror = Mirror::new(TEXT, "utf-16");
    mirror.apply(&answer[0]["edit"], &document);
    assert_eq!(
        mirror.string(),
        "One.[^1] Two.[^2]\n\n[^1]: Herald, 4 May 2024.\n[^2]: Gazette, 3 May 2024.\n"
    );
}

#[test]
fn a_menu_offers_it_beside_a_note_only() {
    let text = format!("{TEXT}\nNothing is cited here.\n");
    let folder = folder(&[("a.md", text.as_str())]);
    let root = real(&folder);
    let document = uri(root.join("a.md"));
    let mut server = Server::greet(full(), &[&root]);
    server.open(&document, &text);
    let plain = json!({"diagnostics": []});
    let both = ["Source: sort and renumber footnotes", "Source: build source list from citations"];
    assert_eq!(titles(&mut server, &document, 0, &plain), both);
    assert_eq!(titles(&mut server, &document, 3, &plain), both);
    assert!(titles(&mut server, &document, 5, &plain).is_empty());
    assert_eq!(titles(&mut server, &document, 5, &json!({"diagnostics": [], "only": ["source"]})), both);
    assert!(titles(&mut server, &document, 0, &json!({"diagnostics": [], "only": ["quickfix"]})).is_empty());
}
