//! Text kept in step, and what is published about it.

use serde_json::{Value, json};

use crate::common::*;

const TK: &str = "placeholder";

#[test]
fn findings_are_published_with_all_the_client_can_show() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "The cost is TK dollars.");
    let found = server.diagnostics("file:///a.md", 1);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["range"], range(0, 12, 14));
    assert_eq!(found[0]["source"], "factcheck");
    assert_eq!(found[0]["code"], TK);
    assert_eq!(found[0]["severity"], 1);
    let page = found[0]["codeDescription"]["href"].as_str().expect("a link");
    assert!(page.ends_with("/placeholder"), "{page}");
    assert_eq!(found[0]["data"], json!({"rule": TK, "span": {"start": 12, "end": 14}}));
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn what_the_client_cannot_show_is_left_out() {
    let mut server = Server::greet(json!({}), &[]);
    server.open("file:///a.md", "The cost is TK dollars.");
    let found = server.diagnostics("file:///a.md", 1);
    for field in ["codeDescription", "relatedInformation", "data"] {
        assert!(found[0].get(field).is_none(), "{field}: {found:?}");
    }
    assert_eq!(found[0]["code"], TK);
}

#[test]
fn findings_follow_the_text_and_go_with_the_document() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "The name is TK here.\n");
    assert_eq!(marks(&server.diagnostics(uri, 1)), [(0, 12, TK.into())]);
    server.change(uri, 2, json!([{"range": range(0, 0, 0), "text": "Well.\n\n"}]));
    assert_eq!(marks(&server.diagnostics(uri, 2)), [(2, 12, TK.into())]);
    server.change(uri, 3, json!([{"range": range(2, 12, 14), "text": "Ana"}]));
    assert!(server.diagnostics(uri, 3).is_empty());
    server.change(uri, 4, json!([{"text": "Back to TK."}]));
    assert_eq!(marks(&server.diagnostics(uri, 4)), [(0, 8, TK.into())]);
    server.close(uri);
    assert!(server.unversioned(uri).is_empty());
}

/// A page with hundreds of findings shows the loudest, in order of place, and says how many more there are.
#[test]
fn past_the_cap_the_loudest_are_shown_and_the_rest_are_counted() {
    let folder = folder(&[("factcheck.toml", "max-findings = 5\n")]);
    let folder = real(&folder);
    let mut server = Server::greet(full(), &[&folder]);
    let uri = uri(folder.join("article.md"));
    let mut text = String::new();
    for number in 0..6 {
        text.push_str(&format!("Experts say that dam {number} is weak.\n\n"));
    }
    text.push_str("It cost TK dollars.\n\nThe mayor paid TK of it.\n");
    server.open(&uri, &text);
    let found = server.diagnostics(&uri, 1);
    let codes: Vec<_> = found.iter().map(|one| one["code"].as_str().unwrap_or_default()).collect();
    let vague = "vague-authority";
    assert_eq!(codes, [vague, vague, vague, TK, TK, "more-findings"]);
    let lines: Vec<_> = found.iter().map(|one| one["range"]["start"]["line"].as_u64()).collect();
    assert_eq!(lines, [0, 2, 4, 12, 14, 0].map(Some));
    let note = &found[5];
    assert_eq!(note["severity"], 3, "hints are not in VS Code's list of problems");
    assert!(note["message"].as_str().is_some_and(|message| message.contains("3 more")), "{note}");
    // What is shown can be acted on.
    let params =
        json!({"textDocument": {"uri": uri}, "range": range(12, 8, 10), "context": {"diagnostics": []}});
    let actions = server.call("textDocument/codeAction", params);
    assert_eq!(actions[0]["diagnostics"][0]["code"], TK, "{actions}");
}

/// Several changes in one message: each is meant for the text the one before has left.
#[test]
fn changes_of_one_message_build_on_each_other() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open_as(uri, "markdown", 0, "one\n");
    let changes = json!([
        {"range": range(0, 3, 3), "text": "\ntwo"},
        {"range": range(1, 3, 3), "text": " TK"},
        {"text": "Three TK"},
        {"range": range(0, 0, 0), "text": "And "},
    ]);
    server.change(uri, 1, changes);
    assert_eq!(marks(&server.diagnostics(uri, 1)), [(0, 10, TK.into())]);
}

#[test]
fn positions_are_counted_as_agreed() {
    let text = "Über\r\n\r\né😀 a TK b\r\n";
    for (encoding, column, width) in [("utf-8", 9, 4), ("utf-16", 6, 2), ("utf-32", 5, 1)] {
        let mut capabilities = full();
        capabilities["general"]["positionEncodings"] = json!([encoding, "utf-16"]);
        let mut server = Server::start();
        let welcome = server.initialize(capabilities, &[]);
        assert_eq!(welcome["capabilities"]["positionEncoding"], encoding);
        server.open("file:///a.md", text);
        let found = server.diagnostics("file:///a.md", 1);
        assert_eq!(found[0]["range"], range(2, column, column + 2), "{encoding}");
        // The wave goes, two hands come before what is left: columns go in as they come out.
        let mut mirror = Mirror::new(text, encoding);
        let wave = mirror.text.iter().position(|c| *c == '😀').expect("it is there");
        let changes = json!([mirror.splice(wave, wave + 1, "👋👋")]);
        server.change("file:///a.md", 2, changes);
        let found = server.diagnostics("file:///a.md", 2);
        let column = column + width;
        assert_eq!(found[0]["range"], range(2, column, column + 2), "{encoding}");
    }
}

#[test]
fn line_breaks_can_be_split_and_joined() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "one\rTK\r\nthree\n");
    assert_eq!(marks(&server.diagnostics(uri, 1)), [(1, 0, TK.into())]);
    // "\n" after a lone "\r" makes one break of the two.
    server.change(uri, 2, json!([{"range": range(1, 0, 0), "text": "\n"}]));
    assert_eq!(marks(&server.diagnostics(uri, 2)), [(1, 0, TK.into())]);
    // A column past the end of a line is its end, before the break.
    server.change(uri, 3, json!([{"range": range(0, 99, 99), "text": " more\n\n"}]));
    assert_eq!(marks(&server.diagnostics(uri, 3)), [(3, 0, TK.into())]);
    // U+2028 and form feed break no line.
    server.change(uri, 4, json!([{"text": "a\u{2028}b\u{c}c TK"}]));
    assert_eq!(marks(&server.diagnostics(uri, 4)), [(0, 6, TK.into())]);
}

#[test]
fn ranges_that_do_not_exist_are_survived() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "One.\nTwo 😀.\n");
    let inverted = json!({"start": {"line": 1, "character": 3}, "end": {"line": 0, "character": 3}});
    let beyond = json!({"start": {"line": 4000000000u32, "character": 4000000000u32},
        "end": {"line": 4000000001u32, "character": 0}});
    let inside = range(0, 7, 7);
    server.change(
        uri,
        2,
        json!([
            {"range": inverted, "text": ""},
            {"range": beyond, "text": "End TK"},
            {"range": inside, "text": "!"},
        ]),
    );
    // "One" + " 😀.\n" with "!" put before the wave whose middle was named, then "End TK".
    assert_eq!(marks(&server.diagnostics(uri, 2)), [(1, 4, TK.into())]);
    for place in [at(uri, 0, 7), at(uri, 99, 99), at(uri, u32::MAX, u32::MAX)] {
        server.call("textDocument/hover", place);
    }
    let id = server.request(
        "textDocument/hover",
        json!({"textDocument": {"uri": uri}, "position": {"line": -1, "character": 0}}),
    );
    assert_eq!(server.response(id)["error"]["code"], -32602);
    let asked = json!({"textDocument": {"uri": uri}, "range": {"start": {"line": 9, "character": 9},
        "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}});
    server.call("textDocument/codeAction", asked);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn documents_that_are_not_open_are_nobodys() {
    let mut server = Server::greet(pulling(), &[]);
    let uri = "file:///nowhere.md";
    server.change(uri, 2, json!([{"text": "TK"}]));
    server.close(uri);
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert_eq!(server.call("textDocument/hover", at(uri, 0, 0)), Value::Null);
    assert_eq!(server.pull(uri, None)["items"], json!([]));
    let params =
        json!({"textDocument": {"uri": uri}, "range": range(0, 0, 0), "context": {"diagnostics": []}});
    assert_eq!(server.call("textDocument/codeAction", params), Value::Null);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn one_document_may_be_spelled_in_many_ways() {
    let mut server = Server::greet(full(), &[]);
    let opened = "file:///c%3A/My%20drafts/caf%C3%A9.md";
    server.open(opened, "The cost is TK.");
    assert_eq!(server.diagnostics(opened, 1).len(), 1);
    let spellings = [
        "file:///C:/My%20drafts/caf%c3%a9.md",
        "file://localhost/c:/My%20drafts//caf%C3%A9.md",
        "FILE:///C%3a/./My%20drafts/caf%C3%A9.md",
    ];
    for (version, spelling) in (2..).zip(spellings) {
        server.change(spelling, version, json!([{"range": range(0, 0, 0), "text": "Oh. "}]));
        // It is answered for by the name it was opened with.
        let found = server.diagnostics(opened, version);
        assert_eq!(found[0]["range"]["start"]["character"], 12 + 4 * (version - 1));
    }
    server.close(spellings[0]);
    assert!(server.unversioned(opened).is_empty());
}

#[test]
fn documents_without_a_file_are_checked_too() {
    let mut server = Server::greet(full(), &[]);
    for uri in ["untitled:Untitled-1", "file://", "vscode-vfs://github/a/b.md", "zipfile:///x.zip::a.md"] {
        server.open_as(uri, "markdown", 0, "The cost is TK.");
        assert_eq!(server.diagnostics(uri, 0).len(), 1, "{uri}");
        server.call("textDocument/hover", at(uri, 0, 0));
        server.close(uri);
        assert!(server.unversioned(uri).is_empty());
    }
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn files_that_hold_no_prose_are_not_read_as_prose() {
    let mut server = Server::greet(full(), &[]);
    server.open_as("file:///factcheck.toml", "toml", 1, "# TK: choose a profile");
    assert!(server.diagnostics("file:///factcheck.toml", 1).is_empty());
    server.open_as("untitled:notes", "whatever-mode", 1, "The cost is TK.");
    assert_eq!(server.diagnostics("untitled:notes", 1).len(), 1);
}

#[test]
fn opening_twice_takes_the_new_text() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "The cost is TK.");
    server.diagnostics(uri, 1);
    server.open_as(uri, "markdown", 7, "TK again, and TK.");
    assert_eq!(server.diagnostics(uri, 7).len(), 2);
    server.close(uri);
    assert!(server.unversioned(uri).is_empty());
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn versions_may_leap_and_even_stand_still() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open_as(uri, "markdown", -3, "TK");
    assert_eq!(server.diagnostics(uri, -3).len(), 1);
    server.change(uri, 40, json!([{"range": range(0, 2, 2), "text": " and TK"}]));
    assert_eq!(server.diagnostics(uri, 40).len(), 2);
    // The text is what counts: a client that repeats a version has changed it all the same.
    server.change(uri, 40, json!([{"range": range(0, 0, 2), "text": "Ten"}]));
    assert_eq!(marks(&server.diagnostics(uri, 40)), [(0, 8, TK.into())]);
}

#[test]
fn a_change_without_changes_is_a_new_version() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "TK");
    server.diagnostics("file:///a.md", 1);
    server.change("file:///a.md", 2, json!([]));
    assert_eq!(server.diagnostics("file:///a.md", 2).len(), 1);
}

#[test]
fn a_text_too_long_to_check_says_so_and_stays_in_step() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///long.md";
    server.open(uri, &"All work and no play. \n".repeat(400_000));
    let found = server.diagnostics(uri, 1);
    assert_eq!(marks(&found), [(0, 0, "too-long".into())]);
    assert_eq!(found[0]["severity"], 3);
    server.change(
        uri,
        2,
        json!([{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 999999, "character": 0}}, "text": "TK"}]),
    );
    assert_eq!(marks(&server.diagnostics(uri, 2)), [(2, 0, TK.into())]);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn a_nul_and_an_empty_text_are_texts() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "");
    assert!(server.diagnostics("file:///a.md", 1).is_empty());
    server.change("file:///a.md", 2, json!([{"range": range(0, 0, 0), "text": "\u{0} TK"}]));
    assert_eq!(server.diagnostics("file:///a.md", 2).len(), 1);
}
