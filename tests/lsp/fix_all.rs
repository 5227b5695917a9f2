//! `source.fixAll.factcheck`: what is always right, and nothing else; asked for at every save.

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "# Costs\n\nThe report is [online](https://example.org/a?utm_source=x&id=7). The levy raised TK euros.\n\n\
    Anna Lindhlm, the mayor, opened it on Wednesday, May 14, 2024. It cost $5 (42 million kroner).\n";
const FIXED: &str = "# Costs\n\nThe report is [online](https://example.org/a?id=7). The levy raised TK euros.\n\n\
    Anna Lindholm, the mayor, opened it on Wednesday, May 14, 2024. It cost $5 million (42 million kroner).\n";
const NOTES: &str = "# People\n\n## Anna Lindholm\n\nMayor of Norvik.\n";

fn ask(uri: &str, only: &Value) -> Value {
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    json!({"textDocument": {"uri": uri}, "range": whole, "context": {"diagnostics": [], "only": only}})
}

fn lazy() -> Value {
    let mut capabilities = full();
    capabilities["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = json!({"properties": ["edit"]});
    capabilities
}

fn fix_all(server: &mut Server, uri: &str, only: &Value) -> Value {
    let answer = server.call("textDocument/codeAction", ask(uri, only));
    let actions = answer.as_array().cloned().unwrap_or_default();
    let fixes = |action: &&Value| action["kind"] == "source.fixAll.factcheck";
    actions.iter().find(fixes).cloned().unwrap_or_default()
}

#[test]
fn it_does_what_the_terminal_does() {
    let folder = folder(&[("a.md", TEXT), (".factcheck/notes.md", NOTES)]);
    let root = real(&folder);
    let document = uri(root.join("a.md"));
    let mut server = Server::greet(full(), &[&root]);
    server.open(&document, TEXT);
    let action = fix_all(&mut server, &document, &json!(["source.fixAll"]));
    let mut mirror = Mirror::new(TEXT, "utf-16");
    mirror.apply(&action["edit"], &document);
    assert_eq!(mirror.string(), FIXED);
    // Nothing is left to do then, and a writer's blanks are not filled.
    server.change(&document, 2, json!([{"text": FIXED}]));
    assert_eq!(fix_all(&mut server, &document, &json!(["source.fixAll"])), Value::Null);

    let program = env!("CARGO_BIN_EXE_factcheck-ls");
    let run =
        std::process::Command::new(program).args(["check", "--fix", "a.md"]).current_dir(&root).output();
    assert!(run.is_ok_and(|run| run.status.code().is_some_and(|code| code < 2)));
    assert_eq!(std::fs::read_to_string(root.join("a.md")).expect("a file"), FIXED);
}

#[test]
fn a_weekday_is_the_houses_to_say() {
    let config = "fix-weekdays = true\n";
    let folder = folder(&[("factcheck.toml", config)]);
    let root = real(&folder);
    let document = uri(root.join("a.md"));
    let mut server = Server::greet(full(), &[&root]);
    server.open(&document, "It opened on Wednesday, May 14, 2024.\n");
    let action = fix_all(&mut server, &document, &json!(["source"]));
    let mut mirror = Mirror::new("It opened on Wednesday, May 14, 2024.\n", "utf-16");
    mirror.apply(&action["edit"], &document);
    assert_eq!(mirror.string(), "It opened on Tuesday, May 14, 2024.\n");
    // Without a year the day is a guess.
    server.open_as(
        "file:///b.md",
        "markdown",
        1,
        "---\ndate: 2024-05-16\n---\n\nIt opened on Wednesday, May 14.\n",
    );
    assert_eq!(fix_all(&mut server, "file:///b.md", &json!(["source"])), Value::Null);
}

#[test]
fn kinds_are_honoured() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, TEXT);
    for (only, offered) in [
        (json!(["source"]), true),
        (json!(["source.fixAll"]), true),
        (json!(["source.fixAll.factcheck"]), true),
        (json!(["source.fixAll.eslint"]), false),
        (json!(["source.fix"]), false),
        (json!(["source.organizeImports"]), false),
        (json!(["quickfix"]), false),
    ] {
        assert_eq!(!fix_all(&mut server, uri, &only).is_null(), offered, "{only}");
        let answer = server.call("textDocument/codeAction", ask(uri, &only));
        for action in answer.as_array().into_iter().flatten() {
            let kind = action["kind"].as_str().expect("a kind");
            assert!(kind.starts_with(only[0].as_str().expect("text")), "{kind} for {only}");
        }
    }
}

#[test]
fn the_edit_comes_when_it_is_asked_for_where_that_is_understood() {
    let mut server = Server::start();
    let welcome = server.initialize(lazy(), &[]);
    assert_eq!(welcome["capabilities"]["codeActionProvider"]["resolveProvider"], true);
    server.open("file:///a.md", TEXT);
    let action = fix_all(&mut server, "file:///a.md", &json!(["source.fixAll"]));
    assert!(action.get("edit").is_none() && action["data"].is_object(), "{action}");
    // The text has moved on: the edit is that of the text as it is.
    let moved = format!("Well.\n\n{TEXT}");
    server.change("file:///a.md", 2, json!([{"range": range(0, 0, 0), "text": "Well.\n\n"}]));
    let whole = server.call("codeAction/resolve", action.clone());
    let mut mirror = Mirror::new(&moved, "utf-16");
    mirror.apply(&whole["edit"], "file:///a.md");
    assert!(mirror.string().contains("org/a?id=7"), "{}", mirror.string());
    assert_eq!((&whole["title"], &whole["kind"]), (&action["title"], &action["kind"]));
    // An action of a document that is gone comes back as it was.
    server.close("file:///a.md");
    assert_eq!(server.call("codeAction/resolve", action.clone()), action);

    let mut plain = Server::start();
    let welcome = plain.initialize(full(), &[]);
    assert!(welcome["capabilities"]["codeActionProvider"].get("resolveProvider").is_none());
    plain.open("file:///a.md", TEXT);
    assert!(fix_all(&mut plain, "file:///a.md", &json!(["source.fixAll"]))["edit"].is_object());
}

#[test]
fn asking_at_a_save_checks_nothing_anew() {
    let mut server = Server::greet(lazy(), &[]);
    server.notify("$/setTrace", json!({"value": "messages"}));
    server.open("file:///a.md", TEXT);
    server.diagnostics("file:///a.md", 1);
    assert_eq!(server.said("$/logTrace").len(), 1, "each check leaves its trace");
    for _ in 0..5 {
        let action = fix_all(&mut server, "file:///a.md", &json!(["source.fixAll"]));
        server.call("codeAction/resolve", action);
        server.call("textDocument/codeAction", ask("file:///a.md", &Value::Null));
        server.notify("textDocument/didSave", json!({"textDocument": {"uri": "file:///a.md"}}));
    }
    assert_eq!(server.said("$/logTrace"), Vec::<Value>::new());
    server.change("file:///a.md", 2, json!([{"range": range(0, 0, 0), "text": "\n"}]));
    server.diagnostics("file:///a.md", 2);
    assert_eq!(server.said("$/logTrace").len(), 1);
}
