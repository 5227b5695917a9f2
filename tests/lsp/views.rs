//! What the editor shows beside the text: outline, lenses, folds, links, hints, colours, completion, navigation.

use std::fs;

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "# Costs\n\nThe Water Board said the dam holds.[^1] The bill rose by 40 percent [@ruiz2024].\n\n\
                    ## More\n\n“We knew,” said Ola Lind. See [the list][l].\n\n[^1]: Board, 3 May 2024.\n\n[l]: https://a.example/list\n";

/// A client that shows everything.
fn all() -> Value {
    let mut capabilities = full();
    let document = &mut capabilities["textDocument"];
    for view in [
        "completion",
        "definition",
        "foldingRange",
        "documentHighlight",
        "inlayHint",
        "codeLens",
        "documentLink",
        "references",
    ] {
        document[view] = json!({});
    }
    document["rename"] = json!({"prepareSupport": true});
    document["documentSymbol"] = json!({"hierarchicalDocumentSymbolSupport": true});
    document["semanticTokens"] = json!({
        "requests": {"full": true}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
    });
    capabilities
}

/// A session with a draft beside a library.
fn session(options: Value) -> (Server, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = "\n@article{ruiz2024,\n  author = {Ruiz, Ana}, title = {The Levee Report}, date = {2024},\n  url = {https://b.example/levee},\n}\n";
    fs::write(folder.path().join("sources.bib"), entry).expect("written");
    let mut server = Server::start();
    server.initialize_with(all(), &[folder.path()], options);
    let uri = uri(folder.path().join("draft.md"));
    server.open(&uri, TEXT);
    (server, uri, folder)
}

fn of(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

/// The position just inside the first `needle`, which stands in a line of ASCII or is counted in characters.
fn inside(uri: &str, needle: &str) -> Value {
    let offset = TEXT.find(needle).expect("it is there") + 1;
    let line = TEXT[..offset].matches('\n').count();
    let start = TEXT[..offset].rfind('\n').map_or(0, |at| at + 1);
    at(uri, line as u32, TEXT[start..offset].chars().count() as u32)
}

#[test]
fn the_outline_holds_sections_and_claims_with_their_status() {
    let (mut server, uri, _folder) = session(Value::Null);
    let symbols = server.call("textDocument/documentSymbol", of(&uri));
    assert_eq!(symbols.as_array().map(Vec::len), Some(1), "{symbols}");
    let costs = &symbols[0];
    assert_eq!(costs["name"], "Costs");
    let names: Vec<_> =
        costs["children"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names[0].starts_with("● The Water Board said"), "{names:?}");
    assert!(names[1].starts_with("● The bill rose"), "{names:?}");
    assert_eq!(names[2], "More");
    assert_eq!(costs["children"][2]["children"][0]["detail"], "attributed");
    server.finish();
}

#[test]
fn lenses_count_claims_and_can_be_switched_off() {
    let (mut server, uri, _folder) = session(Value::Null);
    let lenses = server.call("textDocument/codeLens", of(&uri));
    let titles: Vec<_> =
        lenses.as_array().unwrap().iter().map(|it| it["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles[0], "3 claims: ● 2 sourced · ◐ 1 attributed");
    assert_eq!(titles[1], "1 claim: ◐ 1 attributed");
    server.finish();
    let (mut server, uri, _folder) = session(json!({"codeLens": false, "inlayHints": true}));
    assert_eq!(server.call("textDocument/codeLens", of(&uri)), Value::Null);
    let mut visible = of(&uri);
    visible["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}});
    let hints = server.call("textDocument/inlayHint", visible);
    let labels: Vec<_> = hints.as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["● sourced", "● sourced"]);
    server.finish();
}

#[test]
fn hints_are_off_unless_asked_for() {
    let (mut server, uri, _folder) = session(Value::Null);
    let mut visible = of(&uri);
    visible["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    assert_eq!(server.call("textDocument/inlayHint", visible), Value::Null);
    server.finish();
}

#[test]
fn sections_and_notes_fold_and_keys_are_links() {
    let (mut server, uri, _folder) = session(Value::Null);
    let folds = server.call("textDocument/foldingRange", of(&uri));
    let lines: Vec<_> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|fold| (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap()))
        .collect();
    assert_eq!(lines, [(0, 10), (4, 10)]);
    let links = server.call("textDocument/documentLink", of(&uri));
    assert_eq!(links.as_array().unwrap().len(), 1);
    assert_eq!(links[0]["target"], "https://b.example/levee");
    server.finish();
}

#[test]
fn tokens_are_in_order_and_apart() {
    let (mut server, uri, _folder) = session(Value::Null);
    let tokens = server.call("textDocument/semanticTokens/full", of(&uri));
    let data: Vec<u64> =
        tokens["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    assert!(data.len() >= 5 * 6, "{data:?}");
    let lines: Vec<&str> = TEXT.lines().collect();
    let (mut line, mut column, mut end) = (0, 0, 0);
    let mut seen = Vec::new();
    for token in data.chunks(5) {
        if token[0] > 0 {
            (column, end) = (0, 0);
        }
        line += token[0];
        column += token[1];
        assert!(column >= end, "tokens lie over each other");
        end = column + token[2];
        let words: String =
            lines[line as usize].chars().skip(column as usize).take(token[2] as usize).collect();
        seen.push((words, token[3]));
    }
    for (words, kind) in [("The Water Board", 0), ("said", 1), ("“We knew,”", 2), ("Ola Lind", 0)] {
        assert!(seen.contains(&(words.to_owned(), kind)), "{words}: {seen:?}");
    }
    server.finish();
}

#[test]
fn keys_labels_and_addresses_are_completed() {
    let (mut server, uri, _folder) = session(Value::Null);
    for (typed, wanted) in [("[@levee", "ruiz2024"), ("[^", "1"), ("[it](", "https://b.example/levee")] {
        server.change(&uri, 2, json!([{"text": format!("{TEXT}\nX {typed}")}]));
        let line = TEXT.matches('\n').count() as u32 + 1;
        let answer = server.call("textDocument/completion", at(&uri, line, 2 + typed.len() as u32));
        assert_eq!(answer["items"][0]["textEdit"]["newText"], wanted, "{answer}");
        if typed != "[^" {
            let item = server.call("completionItem/resolve", answer["items"][0].clone());
            assert!(item["documentation"]["value"].as_str().unwrap().contains("Levee Report"), "{item}");
        }
    }
    server.change(&uri, 3, json!([{"text": "Mail ola@example"}]));
    assert_eq!(server.call("textDocument/completion", at(&uri, 0, 16)), Value::Null);
    server.finish();
}

#[test]
fn marks_lead_to_their_definitions_and_back() {
    let (mut server, uri, _folder) = session(Value::Null);
    let note = server.call("textDocument/definition", inside(&uri, "^1]"));
    assert_eq!(note["range"]["start"], json!({"line": 8, "character": 2}));
    let entry = server.call("textDocument/definition", inside(&uri, "ruiz2024"));
    assert!(entry["uri"].as_str().unwrap().ends_with("sources.bib"), "{entry}");
    assert_eq!(entry["range"]["start"]["line"], 1);
    let mut asked = inside(&uri, "^1]");
    asked["context"] = json!({"includeDeclaration": true});
    assert_eq!(server.call("textDocument/references", asked.clone()).as_array().unwrap().len(), 2);
    asked["context"] = json!({"includeDeclaration": false});
    assert_eq!(server.call("textDocument/references", asked).as_array().unwrap().len(), 1);
    let lit = server.call("textDocument/documentHighlight", inside(&uri, "l]."));
    assert_eq!(lit.as_array().unwrap().len(), 2, "{lit}");
    server.finish();
}

#[test]
fn notes_and_labels_are_renamed_everywhere() {
    let (mut server, uri, _folder) = session(Value::Null);
    let prepared = server.call("textDocument/prepareRename", inside(&uri, "^1]"));
    assert_eq!(prepared["placeholder"], "1");
    let mut asked = inside(&uri, "^1]");
    asked["newName"] = json!("board");
    let edit = server.call("textDocument/rename", asked.clone());
    let mut mirror = Mirror::new(TEXT, "utf-16");
    mirror.apply(&edit, &uri);
    assert_eq!(mirror.string(), TEXT.replace("[^1]", "[^board]"));
    asked["newName"] = json!("two words");
    let refused = server.request("textDocument/rename", asked);
    let answer = server.response(refused);
    assert!(answer["error"]["message"].as_str().unwrap().contains("one word"), "{answer}");
    server.finish();
}

#[test]
fn a_client_that_declares_nothing_is_offered_the_older_views_only() {
    let mut server = Server::start();
    let offered = server.initialize(json!({}), &[])["capabilities"].clone();
    for provider in ["codeLensProvider", "inlayHintProvider", "semanticTokensProvider"] {
        assert_eq!(offered[provider], Value::Null, "{provider}");
    }
    // Helix uses these without declaring them.
    for provider in
        ["documentSymbolProvider", "definitionProvider", "referencesProvider", "documentHighlightProvider"]
    {
        assert_eq!(offered[provider], true, "{provider}");
    }
    // Without a word about nesting, the outline is flat: each symbol with its place in a file.
    server.open("file:///a.md", "# Costs\n\nThe work cost $4.2 billion, said Ola Lind.\n");
    let symbols =
        server.call("textDocument/documentSymbol", json!({"textDocument": {"uri": "file:///a.md"}}));
    assert!(symbols.as_array().is_some_and(|all| all.len() == 2), "{symbols}");
    assert_eq!(symbols[1]["location"]["uri"], "file:///a.md", "{symbols}");
    assert_eq!(symbols[1]["containerName"], "Costs", "{symbols}");
    server.finish();
}
