//! The server under load and abuse: each way in which its framework can be brought down is tried here.

mod common;

use std::time::{Duration, Instant};

use common::*;
use serde_json::{Value, json};

/// A client that never answers, as some do while they show a dialog: awaiting it in a handler would end the session.
#[test]
fn thousands_of_edits_from_a_client_that_never_answers() {
    // With findings held, as a writer has it.
    let mut server = Server::start_with(&[("FACTCHECK_TEST_HOLD", "")]);
    server.mute = true;
    server.initialize(full(), &[]);
    let uri = "file:///drafts/long.md";
    server.open(uri, "");
    let edits = 3000;
    for version in 2..=edits {
        server.change(uri, version, json!([{"range": range(0, 0, 0), "text": "a"}]));
        if version % 100 == 0 {
            server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
        }
    }
    let hover = server.request("textDocument/hover", at(uri, 0, 0));
    assert!(server.response(hover).get("error").is_none());
    assert!(server.diagnostics(uri, edits).is_empty());

    let published = server.said("textDocument/publishDiagnostics");
    let versions: Vec<_> = published.iter().filter_map(|note| note["params"]["version"].as_i64()).collect();
    assert!(versions.is_sorted_by(|one, next| one < next), "{versions:?}");
    assert!(versions.len() < edits as usize / 4, "edits are not coalesced: {} checks", versions.len());
    assert!(server.asked.iter().any(|method| method == "workspace/configuration"));
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn a_panic_costs_one_check_and_nothing_else() {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_PANIC", "explosive")]);
    server.initialize(full(), &[]);
    let (bad, good) = ("file:///drafts/bad.md", "file:///drafts/good.md");
    server.open(bad, "An explosive sentence.");
    assert!(server.diagnostics(bad, 1).is_empty());
    assert_eq!(server.call("textDocument/hover", at(bad, 0, 4)), Value::Null);
    server.open(good, "The cost is TK dollars.");
    assert_eq!(marks(&server.diagnostics(good, 1)), [(0, 12, "placeholder".into())]);
    server.change(bad, 2, json!([{"text": "The cost is TK dollars."}]));
    assert_eq!(marks(&server.diagnostics(bad, 2)), [(0, 12, "placeholder".into())]);
    let (code, log) = server.finish();
    assert_eq!(code, Some(0));
    assert!(log.contains("a bug"), "a panic is logged: {log}");
    assert!(!log.contains("explosive") && !log.contains("TK"), "the log quotes the draft: {log}");
}

#[test]
fn cancelled_requests_are_answered_at_once_under_load() {
    let mut server =
        Server::start_with(&[("FACTCHECK_TEST_SLOW", "sluggish"), ("FACTCHECK_TEST_DELAY", "60000")]);
    server.initialize(full(), &[]);
    let (slow, quick) = ("file:///drafts/slow.md", "file:///drafts/quick.md");
    server.open(slow, "A sluggish sentence.");
    let start = Instant::now();
    let ids: Vec<_> = (0..200).map(|_| server.request("textDocument/hover", at(slow, 0, 0))).collect();
    for id in &ids {
        server.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in ids {
        assert_eq!(server.response(id)["error"]["code"], -32800);
    }
    server.open(quick, "Nothing to see.");
    server.call("textDocument/hover", at(quick, 0, 0));
    // The check these wait for takes a minute; not even the end waits for it.
    assert!(start.elapsed() < Duration::from_secs(30), "took {:?}", start.elapsed());
    assert_eq!(server.finish().0, Some(0));
    assert!(start.elapsed() < Duration::from_secs(40), "took {:?}", start.elapsed());
}

#[test]
fn nothing_is_published_for_a_version_that_is_superseded() {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_SLOW", "sluggish")]);
    server.initialize(full(), &[]);
    let uri = "file:///drafts/slow.md";
    server.open(uri, "A sluggish sentence with TK in it.");
    server.change(uri, 2, json!([{"text": "A sluggish sentence."}]));
    server.change(uri, 3, json!([{"text": "A quick sentence with TK in it."}]));
    let hover = server.request("textDocument/hover", at(uri, 0, 0));
    assert_eq!(marks(&server.diagnostics(uri, 3)), [(0, 22, "placeholder".into())]);
    server.response(hover);
    assert_eq!(server.said("textDocument/publishDiagnostics"), Vec::<Value>::new());
}

#[test]
fn a_document_closed_while_it_is_checked_leaves_nothing_behind() {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_SLOW", "sluggish")]);
    server.initialize(full(), &[]);
    let uri = "file:///drafts/slow.md";
    server.open(uri, "A sluggish sentence with TK in it.");
    let hover = server.request("textDocument/hover", at(uri, 0, 0));
    server.close(uri);
    assert_eq!(server.response(hover)["result"], Value::Null);
    assert!(server.unversioned(uri).is_empty());
    // Opened again with the same version number: the old check must not pass for the new one.
    server.open(uri, "A quick sentence with nothing in it, and then TK.");
    assert_eq!(marks(&server.diagnostics(uri, 1)), [(0, 46, "placeholder".into())]);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn every_request_is_answered() {
    let mut server = Server::greet(pulling(), &[]);
    let uri = "file:///drafts/busy.md";
    server.open(uri, "The cost is TK dollars.\n");
    let mut ids = Vec::new();
    for round in 0..300 {
        server.change(uri, round + 2, json!([{"range": range(0, 0, 0), "text": "Well. "}]));
        let document = json!({"uri": uri});
        ids.push(server.request("textDocument/hover", at(uri, 0, 3)));
        ids.push(server.request("textDocument/diagnostic", json!({"textDocument": document})));
        ids.push(server.request(
            "textDocument/codeAction",
            json!({"textDocument": document, "range": range(0, 0, 9), "context": {"diagnostics": []}}),
        ));
        if round % 50 == 0 {
            ids.push(server.request("workspace/diagnostic", json!({"previousResultIds": []})));
        }
    }
    for id in ids {
        let response = server.response(id);
        assert!(response.get("error").is_none(), "{response}");
    }
    let report = server.pull(uri, None);
    assert_eq!(marks(report["items"].as_array().expect("items")), [(0, 1812, "placeholder".into())]);
    assert_eq!(server.finish().0, Some(0));
}

/// A generator that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
}

/// What is held is only late: once released, everything stands that a fresh look finds.
#[test]
fn what_was_held_comes_out_whole() {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_HOLD", "3600000")]);
    server.initialize(full(), &[]);
    let (uri, fresh) = ("file:///d/held.md", "file:///d/fresh.md");
    let mut dice = Dice(11);
    let mut mirror = Mirror::new("# Head 😀\r\n\r\nThe cost is TK.\n", "utf-16");
    server.open(uri, &mirror.string());
    server.diagnostics(uri, 1);
    for version in 2..=40 {
        let index = dice.roll(mirror.text.len() + 1);
        let index = if mirror.splits_break(index) { index - 1 } else { index };
        let words = ["TK ", "\n", "\n\n", "😀", "Experts say it is safe. ", "XX percent "][dice.roll(6)];
        let change = mirror.splice(index, index, words);
        server.change(uri, version, json!([change]));
    }
    server.diagnostics(uri, 40);
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    server.open(fresh, &mirror.string());
    let scratch = server.diagnostics(fresh, 1);
    // The last word about the document; there is a second one only if something was held.
    let said = server.said("textDocument/publishDiagnostics");
    let last = said.iter().rfind(|note| note["params"]["uri"] == uri);
    let last = last.map(|note| note["params"]["diagnostics"].as_array().expect("a list").clone());
    let last = last.expect("the last edit leaves something to hold");
    assert_eq!(marks(&last), marks(&scratch));
    assert!(!scratch.is_empty());
}

/// Whatever the script of edits, what is found is what a fresh look at the same text finds.
#[test]
fn incremental_equals_from_scratch() {
    const WORDS: &[&str] = &[
        "TK",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "The mayor said. ",
        "😀",
        "é",
        "e\u{301}",
        "\u{2028}",
        "中文",
        "“",
        "”",
        "> ",
        "- ",
        "[^1]",
        "`code` ",
        "XX percent ",
        "# ",
        "TODO: ",
        "\t",
        "",
    ];
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut capabilities = full();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut server = Server::start();
        let welcome = server.initialize(capabilities, &[]);
        assert_eq!(welcome["capabilities"]["positionEncoding"], encoding);
        let mut dice = Dice(encoding.len() as u64 + 7);
        let mut mirror = Mirror::new("# Head 😀\r\n\r\nThe cost is TK.\n", encoding);
        server.open_as("file:///d/script.md", "markdown", 0, &mirror.string());
        let mut found_some = false;
        for round in 1..=60 {
            let mut changes = Vec::new();
            for _ in 0..=dice.roll(4) {
                let place = |dice: &mut Dice, mirror: &Mirror| {
                    let index = dice.roll(mirror.text.len() + 1);
                    if mirror.splits_break(index) { index - 1 } else { index }
                };
                let (one, other) = (place(&mut dice, &mirror), place(&mut dice, &mirror));
                let (from, to) = (one.min(other), one.max(other));
                let to = to.min(from + dice.roll(12));
                let to = if mirror.splits_break(to) { to - 1 } else { to };
                let new: String = (0..dice.roll(4)).map(|_| WORDS[dice.roll(WORDS.len())]).collect();
                changes.push(mirror.splice(from, to.max(from), &new));
            }
            server.change("file:///d/script.md", round, Value::from(changes));
            if round % 5 != 0 {
                continue;
            }
            let edited = server.diagnostics("file:///d/script.md", round);
            let fresh = format!("file:///d/fresh-{round}.md");
            server.open(&fresh, &mirror.string());
            let scratch = server.diagnostics(&fresh, 1);
            assert_eq!(marks(&edited), marks(&scratch), "{encoding} round {round}: {:?}", mirror.string());
            found_some |= !scratch.is_empty();
            server.close(&fresh);
        }
        assert!(found_some, "a script without findings shows nothing");
        assert_eq!(server.finish().0, Some(0));
    }
}
