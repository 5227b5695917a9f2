//! Diagnostics for clients that ask for them.

use serde_json::{Value, json};

use crate::common::*;

#[test]
fn a_client_that_pulls_is_sent_nothing() {
    let mut server = Server::greet(pulling(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "The cost is TK.");
    let report = server.pull(uri, None);
    assert_eq!(report["kind"], "full");
    assert_eq!(marks(report["items"].as_array().expect("items")), [(0, 12, "placeholder".into())]);
    server.change(uri, 2, json!([{"range": range(0, 0, 0), "text": "Oh. "}]));
    server.pull(uri, None);
    server.close(uri);
    assert_eq!(server.said("textDocument/publishDiagnostics"), Vec::<Value>::new());
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let mut server = Server::greet(pulling(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "The cost is TK.");
    let first = server.pull(uri, None);
    let id = first["resultId"].as_str().expect("an id");
    assert_eq!(server.pull(uri, Some(id)), json!({"kind": "unchanged", "resultId": id}));
    // An edit that moves no finding changes nothing.
    server.change(uri, 2, json!([{"range": range(0, 15, 15), "text": " Yes."}]));
    assert_eq!(server.pull(uri, Some(id))["kind"], "unchanged");
    server.change(uri, 3, json!([{"range": range(0, 0, 0), "text": "Oh. "}]));
    let moved = server.pull(uri, Some(id));
    assert_eq!(moved["kind"], "full");
    assert_ne!(moved["resultId"], id);
    assert_eq!(server.pull(uri, Some("no id of ours"))["kind"], "full");
}

fn workspace(server: &mut Server, previous: &Value) -> Vec<Value> {
    let report = server.call("workspace/diagnostic", json!({"previousResultIds": previous}));
    let mut items = report["items"].as_array().expect("items").clone();
    items.sort_by_key(|item| item["uri"].to_string());
    items
}

#[test]
fn the_workspace_is_its_open_documents() {
    let folder = folder(&[("closed.md", "Also TK.")]);
    let mut server = Server::greet(pulling(), &[&real(&folder)]);
    assert_eq!(workspace(&mut server, &json!([])), Vec::<Value>::new());
    server.open_as("file:///a.md", "markdown", 5, "The cost is TK.");
    server.open("file:///b.md", "Nothing.");
    let items = workspace(&mut server, &json!([]));
    assert_eq!(items.len(), 2, "{items:?}");
    assert_eq!((&items[0]["uri"], &items[0]["version"]), (&json!("file:///a.md"), &json!(5)));
    assert_eq!(items[0]["items"].as_array().map(Vec::len), Some(1));
    let known = json!([{"uri": "file:///a.md", "value": items[0]["resultId"]}]);
    let again = workspace(&mut server, &known);
    assert_eq!((&again[0]["kind"], &again[1]["kind"]), (&json!("unchanged"), &json!("full")));
}

#[test]
fn the_workspace_is_its_files_for_those_who_ask() {
    let folder = folder(&[
        ("closed.md", "Also TK."),
        ("open.md", "On disk: TK, TK."),
        ("data.json", "\"TK\""),
        (".hidden/x.md", "TK"),
        ("deep/down/plain.txt", "TK"),
    ]);
    let root = real(&folder);
    let mut server = Server::start();
    server.settings = json!({"workspaceDiagnostics": true});
    server.initialize(pulling(), &[&root]);
    // The settings are asked for and come back; the refresh says that they are in force.
    server.open(&uri(root.join("open.md")), "In the editor: nothing.");
    server.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
    let items = workspace(&mut server, &json!([]));
    let names: Vec<_> = items.iter().map(|item| item["uri"].as_str().expect("a URI")).collect();
    let expected = ["closed.md", "deep/down/plain.txt", "open.md"].map(|name| uri(root.join(name)));
    assert_eq!(names, expected);
    assert_eq!(items[0]["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(items[0]["version"], Value::Null);
    assert_eq!(items[2]["items"], json!([]), "the editor's text counts, not the disk's");

    // A file that changes, and one that goes.
    std::fs::write(root.join("closed.md"), "Done at last, no more.").expect("a file");
    std::fs::remove_file(root.join("deep/down/plain.txt")).expect("removed");
    let known: Vec<_> =
        items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let again = workspace(&mut server, &json!(known));
    assert_eq!(again[0]["items"], json!([]));
    assert_eq!((&again[1]["uri"], &again[1]["items"]), (&json!(expected[1]), &json!([])));
    assert_eq!(again[2]["kind"], "unchanged");
}

#[test]
fn a_survey_of_the_workspace_can_be_cancelled() {
    let mut server = Server::start_with(&[("FACTCHECK_TEST_SLOW", "sluggish")]);
    server.initialize(pulling(), &[]);
    server.open("file:///a.md", "A sluggish sentence.");
    let id = server.request("workspace/diagnostic", json!({"previousResultIds": []}));
    server.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(server.response(id)["error"]["code"], -32800);
    assert_eq!(workspace(&mut server, &json!([])).len(), 1);
}
