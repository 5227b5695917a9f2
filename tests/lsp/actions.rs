//! Hover and code actions.

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "# Costs\n\nThe work cost $4.2 billion, according to unnamed sources. The cost is TK.\n";

fn asked(uri: &str, range: &Value, context: Value) -> Value {
    json!({"textDocument": {"uri": uri}, "range": range, "context": context})
}

/// The quick fixes; of other kinds there are tests of their own.
fn actions(server: &mut Server, uri: &str, range: &Value, mut context: Value) -> Vec<Value> {
    if context.get("only").is_none() {
        context["only"] = json!(["quickfix"]);
    }
    let answer = server.call("textDocument/codeAction", asked(uri, range, context));
    answer.as_array().cloned().unwrap_or_default()
}

/// Every action of every finding, applied to the text, leaves that finding gone, or says that it leaves a mark.
#[test]
fn an_action_applied_settles_its_finding() {
    for versioned in [true, false] {
        let mut capabilities = full();
        capabilities["workspace"]["workspaceEdit"]["documentChanges"] = json!(versioned);
        let mut server = Server::greet(capabilities, &[]);
        let uri = "file:///a.md";
        server.open(uri, TEXT);
        let mut version = 1;
        let found = server.diagnostics(uri, version);
        assert!(!found.is_empty());
        let mut settled = false;
        for finding in &found {
            let asked = version;
            for action in actions(&mut server, uri, &finding["range"], json!({"diagnostics": [finding]})) {
                assert_eq!(action["kind"], "quickfix");
                assert_eq!(action["diagnostics"], json!([finding]));
                assert_eq!(action["edit"].get("documentChanges").is_some(), versioned);
                if versioned {
                    assert_eq!(action["edit"]["documentChanges"][0]["textDocument"]["version"], asked);
                }
                let mut mirror = Mirror::new(TEXT, "utf-16");
                mirror.apply(&action["edit"], uri);
                assert_ne!(mirror.string(), TEXT, "{action}");
                version += 1;
                server.change(uri, version, json!([{"text": mirror.string()}]));
                let left = server.diagnostics(uri, version);
                let count =
                    |found: &[Value], code: &Value| found.iter().filter(|it| it["code"] == *code).count();
                // A stub announces itself: it stays flagged as unfinished until somebody fills it in.
                let gone = count(&left, &finding["code"]) < count(&found, &finding["code"]);
                let stub = count(&left, &json!("placeholder")) > count(&found, &json!("placeholder"));
                assert!(gone || stub, "{}: {left:?}", action["title"]);
                settled |= gone;
                version += 1;
                server.change(uri, version, json!([{"text": TEXT}]));
                server.diagnostics(uri, version);
            }
        }
        assert!(settled, "no action settles a finding");
        assert_eq!(server.finish().0, Some(0));
    }
}

#[test]
fn a_menu_about_a_diagnostic_answers_for_it_alone() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "One TK and another TK.");
    let found = server.diagnostics(uri, 1);
    assert_eq!(found.len(), 2);
    let whole = range(0, 0, 22);
    let everything = actions(&mut server, uri, &whole, json!({"diagnostics": []}));
    // Some clients keep nothing of a diagnostic but its range, code and message.
    let bare = json!({"range": found[1]["range"], "code": found[1]["code"], "message": found[1]["message"]});
    let one = actions(&mut server, uri, &whole, json!({"diagnostics": [bare]}));
    assert!(!one.is_empty() && one.len() < everything.len());
    for action in &one {
        assert_eq!(action["diagnostics"], json!([bare]), "it is handed back as it came");
    }
    // Diagnostics of other tools are not ours to answer for.
    let foreign =
        json!({"range": found[0]["range"], "code": "SPELLING", "source": "speller", "message": "?"});
    assert!(actions(&mut server, uri, &whole, json!({"diagnostics": [foreign]})).is_empty());
    // Without any, the place decides.
    assert!(actions(&mut server, uri, &range(0, 8, 9), json!({"diagnostics": []})).is_empty());
    assert!(!actions(&mut server, uri, &range(0, 5, 5), json!({"diagnostics": []})).is_empty());
}

#[test]
fn only_the_kinds_asked_for_are_offered() {
    let mut server = Server::greet(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, "The plant cost TK million euros in 2019.");
    let place = range(0, 15, 17);
    for (only, offered) in [
        (json!(["quickfix"]), true),
        (json!([""]), true),
        (json!(["source.organizeImports", "quickfix"]), true),
        (json!(["source.fixAll"]), false),
        (json!(["refactor"]), true),
        (json!(["refactor.extract"]), false),
        (json!(["source"]), false),
        (json!([]), false),
    ] {
        let context = json!({"diagnostics": [], "only": only});
        assert_eq!(!actions(&mut server, uri, &place, context).is_empty(), offered, "{only}");
    }
}

#[test]
fn at_most_one_action_is_preferred_and_only_where_that_is_understood() {
    for understood in [true, false] {
        let mut capabilities = full();
        capabilities["textDocument"]["codeAction"]["isPreferredSupport"] = json!(understood);
        let mut server = Server::greet(capabilities, &[]);
        let uri = "file:///a.md";
        server.open(uri, TEXT);
        let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        let offered = actions(&mut server, uri, &whole, json!({"diagnostics": []}));
        let preferred = offered.iter().filter(|action| action["isPreferred"] == true).count();
        assert!(preferred <= usize::from(understood), "{offered:?}");
    }
}

#[test]
fn a_client_without_literal_actions_is_offered_none() {
    let mut server = Server::greet(json!({}), &[]);
    server.open("file:///a.md", "The cost is TK.");
    assert!(actions(&mut server, "file:///a.md", &range(0, 12, 14), json!({"diagnostics": []})).is_empty());
}

#[test]
fn hovers_come_in_the_format_the_client_prefers() {
    for (formats, kind) in [
        (json!(["markdown", "plaintext"]), "markdown"),
        (json!(["plaintext"]), "plaintext"),
        (json!(["plaintext", "markdown"]), "plaintext"),
    ] {
        let mut capabilities = full();
        capabilities["textDocument"]["hover"]["contentFormat"] = formats;
        let mut server = Server::greet(capabilities, &[]);
        server.open("file:///a.md", "The cost is TK.\n\n---\n");
        let hover = server.call("textDocument/hover", at("file:///a.md", 0, 13));
        assert_eq!(hover["contents"]["kind"], kind, "{hover}");
        let text = hover["contents"]["value"].as_str().expect("text");
        assert!(!text.is_empty() && (kind == "markdown" || !text.contains("**")), "{text}");
        assert_eq!(hover["range"], range(0, 12, 14));
        assert_eq!(server.call("textDocument/hover", at("file:///a.md", 2, 1)), Value::Null);
    }
}
