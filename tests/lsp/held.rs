//! Findings on the line being edited wait, where they are sent unasked.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::*;

const URI: &str = "file:///a.md";
const TEXT: &str = "The plant opened.\n\nThe mayor came, and TK with her.\n";

/// A session in which findings are held so long that only an event can release them.
fn patient(capabilities: Value) -> Server {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_HOLD", "3600000")]);
    server.initialize(capabilities, &[]);
    server.open(URI, TEXT);
    server
}

fn typed(server: &mut Server, version: i32, line: u32, column: u32, text: &str) {
    server.change(URI, version, json!([{"range": range(line, column, column), "text": text}]));
}

fn places(found: &[Value]) -> Vec<(u64, u64)> {
    marks(found).into_iter().map(|(line, column, _)| (line, column)).collect()
}

#[test]
fn what_is_typed_is_held_until_the_cursor_is_elsewhere() {
    let mut server = patient(full());
    assert_eq!(places(&server.diagnostics(URI, 1)), [(2, 20)]);
    typed(&mut server, 2, 0, 16, " in TK");
    assert_eq!(places(&server.diagnostics(URI, 2)), [(2, 20)]);
    // Where it stands it is answered for; that is no reason to mark it.
    let hover = server.call("textDocument/hover", at(URI, 0, 21));
    assert!(hover.to_string().contains("placeholder"), "{hover}");
    assert!(server.said("textDocument/publishDiagnostics").is_empty());
    server.call("textDocument/hover", at(URI, 2, 3));
    assert_eq!(places(&server.diagnostics(URI, 2)), [(0, 20), (2, 20)]);
    // Once shown it stands, whatever is typed beside it.
    typed(&mut server, 3, 0, 0, "Then TK: ");
    assert_eq!(places(&server.diagnostics(URI, 3)), [(0, 29), (2, 20)]);
    let menu = json!({"textDocument": {"uri": URI}, "range": range(2, 0, 3), "context": {"diagnostics": []}});
    server.call("textDocument/codeAction", menu);
    assert_eq!(places(&server.diagnostics(URI, 3)), [(0, 5), (0, 29), (2, 20)]);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn an_edit_elsewhere_and_a_saved_file_release() {
    let mut server = patient(full());
    server.diagnostics(URI, 1);
    typed(&mut server, 2, 0, 16, " in TK");
    assert_eq!(places(&server.diagnostics(URI, 2)), [(2, 20)]);
    typed(&mut server, 3, 2, 0, "TK, and ");
    assert_eq!(places(&server.diagnostics(URI, 3)), [(0, 20), (2, 28)]);
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    assert_eq!(places(&server.diagnostics(URI, 3)), [(0, 20), (2, 0), (2, 28)]);
    // In another document, too.
    typed(&mut server, 4, 0, 0, "TK ");
    assert_eq!(places(&server.diagnostics(URI, 4)), [(0, 23), (2, 0), (2, 28)]);
    server.open("file:///b.md", "Nothing.");
    server.call("textDocument/hover", at("file:///b.md", 0, 0));
    assert_eq!(places(&server.diagnostics(URI, 4)), [(0, 0), (0, 23), (2, 0), (2, 28)]);
}

#[test]
fn what_is_settled_goes_at_once() {
    let mut server = patient(full());
    server.diagnostics(URI, 1);
    server.change(URI, 2, json!([{"range": range(2, 20, 22), "text": "Ana Ruiz"}]));
    assert!(server.diagnostics(URI, 2).is_empty());
}

#[test]
fn a_pause_releases_by_itself() {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_HOLD", "")]);
    server.initialize(full(), &[]);
    server.open(URI, TEXT);
    server.diagnostics(URI, 1);
    let start = Instant::now();
    typed(&mut server, 2, 0, 16, " in TK");
    // A machine too busy to check within the pause has nothing left to hold.
    let mut found = server.diagnostics(URI, 2);
    if found.len() == 1 {
        found = server.diagnostics(URI, 2);
    }
    assert_eq!(places(&found), [(0, 20), (2, 20)]);
    assert!(start.elapsed() >= Duration::from_millis(600), "released after {:?}", start.elapsed());
    // Once, and not again.
    std::thread::sleep(Duration::from_millis(700));
    assert!(server.said("textDocument/publishDiagnostics").is_empty());
}

#[test]
fn whoever_asks_is_told_everything() {
    let mut server = patient(pulling());
    typed(&mut server, 2, 0, 16, " in TK");
    let report = server.pull(URI, None);
    assert_eq!(places(report["items"].as_array().expect("items")), [(0, 20), (2, 20)]);
    assert!(server.said("textDocument/publishDiagnostics").is_empty());
}
