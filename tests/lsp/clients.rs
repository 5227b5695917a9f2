//! What real clients do, each in its own way: seen in the traffic of VS Code, Neovim, Helix, Emacs, Kate, Vim and
//! Kakoune. What needs a page of its own is tested there: pulled diagnostics, encodings, whole-text changes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "# Costs\n\nThe work cost $4.2 billion, according to unnamed sources. The cost is TK.\n";

/// Kate and Vim with ALE: no `data`, no preference among actions, no edits on request, no settings.
fn plain() -> Value {
    json!({"textDocument": {
        "publishDiagnostics": {"relatedInformation": true},
        "hover": {"contentFormat": ["plaintext"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}},
    }})
}

/// lsp-mode until 2023 offers no encoding and counts characters, whatever the protocol says.
#[test]
fn lsp_mode_counts_characters() {
    let mut server = Server::start();
    let params = json!({
        "processId": null, "rootUri": null, "capabilities": plain(),
        "clientInfo": {"name": "emacs", "version": "GNU Emacs 28.2 (build 2, x86_64-pc-linux-gnu)"},
    });
    assert_eq!(server.call("initialize", params)["capabilities"]["positionEncoding"], "utf-32");
    server.notify("initialized", json!({}));
    server.open("file:///a.md", "It rained 🌊🌊. The cost is TK.\n");
    let found = server.diagnostics("file:///a.md", 1);
    assert_eq!(found[0]["range"]["end"]["character"], 28, "{found:?}");
    server.finish();
}

fn actions(server: &mut Server, uri: &str, range: &Value, diagnostics: &Value) -> Vec<Value> {
    let params =
        json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": diagnostics}});
    server.call("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
}

/// Kate's Quick Fix asks for the whole document with one diagnostic, and applies all that it gets.
#[test]
fn a_client_that_applies_every_action_gets_one() {
    let mut server = Server::greet(plain(), &[]);
    let uri = "file:///a.md";
    server.open(uri, TEXT);
    let found = server.diagnostics(uri, 1);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}});
    for finding in &found {
        let offered = actions(&mut server, uri, &whole, &json!([finding]));
        assert_eq!(offered.len(), 1, "{offered:?}");
        assert_eq!(offered[0]["diagnostics"], json!([finding]));
        assert_eq!(offered[0]["kind"], "quickfix");
    }
    // Its menu at the cursor has them all.
    assert!(actions(&mut server, uri, &found[0]["range"], &json!([found[0]])).len() > 1);
}

/// ALE and Kate build diagnostics anew from what they show: code, message and range must be enough.
#[test]
fn actions_are_found_for_diagnostics_without_data() {
    let mut server = Server::greet(plain(), &[]);
    let uri = "file:///a.md";
    server.open(uri, TEXT);
    for finding in server.diagnostics(uri, 1) {
        assert!(finding["code"].is_string() && finding.get("data").is_none(), "{finding}");
        let rebuilt = json!({"range": finding["range"], "code": finding["code"], "message": finding["message"], "severity": 1});
        assert!(!actions(&mut server, uri, &finding["range"], &json!([rebuilt])).is_empty());
    }
}

/// Emacs shows the first line of a hover in the echo area, and wants it plain.
#[test]
fn the_first_line_of_a_hover_says_it_all() {
    let mut server = Server::greet(plain(), &[]);
    server.open("file:///a.md", TEXT);
    for (column, expected) in
        [(40, "anonymous-source · warning — Anonymous source:"), (17, "four billion two hundred million")]
    {
        let hover = server.call("textDocument/hover", at("file:///a.md", 2, column));
        assert_eq!(hover["contents"]["kind"], "plaintext");
        let first =
            hover["contents"]["value"].as_str().and_then(|text| text.lines().next()).unwrap_or_default();
        assert!(first.contains(expected), "{first:?} does not have {expected:?}");
        assert!(!first.contains("**") && !first.contains("]("), "{first:?}");
    }
}

/// What must be seen is louder than a hint: VS Code's list of problems leaves hints out.
#[test]
fn what_must_be_seen_is_no_hint() {
    let mut server = Server::greet(plain(), &[]);
    server.open("file:///a.md", &"Experts say it is weak. It cost TK.\n\n".repeat(150));
    let found = server.diagnostics("file:///a.md", 1);
    for finding in &found {
        let loud = finding["severity"].as_u64().is_some_and(|severity| severity <= 3);
        assert!(loud, "{finding}");
    }
    assert_eq!(found.last().map(|last| &last["code"]), Some(&json!("more-findings")));
}

/// Neovim 0.10 attaches servers to its own hover windows: Markdown with an empty path.
#[test]
fn a_hover_window_taken_for_a_document_is_survived() {
    let mut server = Server::greet(pulling(), &[]);
    server.open("file:///a.md", TEXT);
    server.open_as(
        "file://",
        "markdown",
        0,
        "**anonymous-source** · warning\n\nAccording to unnamed sources.\n",
    );
    server.pull("file://", None);
    server.call("textDocument/hover", at("file://", 0, 4));
    server.call(
        "workspace/executeCommand",
        json!({"command": "factcheck-ls.claims", "arguments": ["file://"]}),
    );
    server.close("file://");
    assert_eq!(server.pull("file:///a.md", None)["kind"], "full");
    assert_eq!(server.finish().0, Some(0));
}

/// VS Code asks for actions whenever the cursor moves, and for hints as it scrolls: both answer from the last check.
#[test]
fn questions_of_every_cursor_move_are_cheap() {
    let mut capabilities = pulling();
    capabilities["textDocument"]["inlayHint"] = json!({});
    let mut server = Server::start();
    server.initialize_with(capabilities, &[], json!({"inlay-hints": true}));
    let uri = "file:///long.md";
    server.open(uri, &TEXT.repeat(1000));
    server.pull(uri, None);
    let start = Instant::now();
    for line in 0..100 {
        actions(&mut server, uri, &range(line * 30 + 2, 40, 40), &json!([]));
        let visible = json!({"start": {"line": line * 30, "character": 0}, "end": {"line": line * 30 + 40, "character": 0}});
        let hints =
            server.call("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": visible}));
        assert!(hints.as_array().is_some_and(|hints| !hints.is_empty()));
    }
    // Without optimisation, on a busy machine: a check of this text for each would take minutes.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// The language's name is the editor's own affair.
#[test]
fn any_name_for_the_language_is_a_draft() {
    let mut server = Server::greet(full(), &[]);
    let names = ["markdown", "Markdown", "gfm", "plaintext", "text", "", "quarto", "markdown-mode", "prose"];
    for (number, name) in names.iter().enumerate() {
        for uri in [format!("file:///a{number}.md"), format!("untitled:{number}")] {
            server.open_as(&uri, name, 1, "The cost is TK.");
            assert_eq!(server.diagnostics(&uri, 1).len(), 1, "{uri} {name:?}");
        }
    }
}

/// Editors show the words of an error to the user as they are.
#[test]
fn errors_are_short_and_plain() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", TEXT);
    let requests = [
        ("textDocument/hover", json!({"textDocument": 7})),
        ("textDocument/unheardOf", json!({})),
        (
            "textDocument/rename",
            json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 2, "character": 4}}),
        ),
        ("workspace/executeCommand", json!({"command": "x"})),
        (
            "workspace/executeCommand",
            json!({"command": "factcheck-ls.cite", "arguments": ["file:///a.md", {"line": 2, "character": 1}, "k"]}),
        ),
    ];
    for (method, params) in requests {
        let id = server.request(method, params);
        let response = server.response(id);
        let message = response["error"]["message"].as_str().unwrap_or_else(|| panic!("{response}"));
        assert!(message.len() <= 160 && !message.contains('\n'), "{message}");
        for jargon in ["panicked", "src/", "Err(", "None", "unwrap", "::"] {
            assert!(!message.contains(jargon), "{message}");
        }
    }
}

/// VS Code has no suggestions in Markdown as one types: a sign of ours must ask for them.
#[test]
fn completion_is_triggered_by_the_signs_of_citations() {
    let mut capabilities = full();
    capabilities["textDocument"]["completion"] = json!({});
    let welcome = Server::start().initialize(capabilities, &[]);
    assert_eq!(
        welcome["capabilities"]["completionProvider"]["triggerCharacters"],
        json!(["@", "^", "(", ":"])
    );
}

/// Emacs may kill the server right after the shutdown: nothing is left for `exit` to do.
#[test]
fn nothing_is_lost_when_killed_after_the_shutdown() {
    let folder = folder(&[("factcheck.toml", "profile = \"news\"\n"), ("a.md", TEXT)]);
    let root = real(&folder);
    let listing = || {
        let mut names: Vec<_> =
            std::fs::read_dir(&root).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        names
    };
    let before = listing();
    let mut server = Server::greet(full(), &[&root]);
    server.open(&uri(root.join("a.md")), TEXT);
    server.diagnostics(&uri(root.join("a.md")), 1);
    server.call("shutdown", Value::Null);
    drop(server);
    assert_eq!(listing(), before);
}

/// Settings and files change what views show though no text does: clients that can are told to ask again.
#[test]
fn views_are_asked_for_again_when_settings_change() {
    let mut capabilities = full();
    for view in ["inlayHint", "codeLens", "semanticTokens"] {
        capabilities["workspace"][view] = json!({"refreshSupport": view != "semanticTokens"});
    }
    let mut server = Server::greet(capabilities, &[]);
    server.open("file:///a.md", TEXT);
    server.diagnostics("file:///a.md", 1);
    server.settings = json!({"inlayHints": true});
    server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    server.wait("hints are asked for", |message| message["method"] == "workspace/inlayHint/refresh");
    server.wait("lenses too", |message| message["method"] == "workspace/codeLens/refresh");
    assert!(!server.asked.iter().any(|method| method == "workspace/semanticTokens/refresh"));
}

/// What takes long shows its progress, where the client shows such things.
#[test]
fn a_look_through_the_workspace_shows_its_progress() {
    let files: Vec<_> = (0..40).map(|number| format!("{number}.md")).collect();
    let files: Vec<_> = files.iter().map(|name| (name.as_str(), "A sluggish sentence.")).collect();
    let folder = folder(&files);
    for shows in [true, false] {
        let mut capabilities = pulling();
        capabilities["window"] = json!({"workDoneProgress": shows});
        let environment = [("FACTCHECK_TEST_SLOW", "sluggish"), ("FACTCHECK_TEST_DELAY", "40")];
        let mut server = Server::start_with(&environment);
        server.settings = json!({"workspaceDiagnostics": true});
        server.initialize(capabilities, &[&real(&folder)]);
        server.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
        server.call("workspace/diagnostic", json!({"previousResultIds": []}));
        if !shows {
            assert!(server.said("$/progress").is_empty());
            continue;
        }
        for kind in ["begin", "report", "end"] {
            let told = server.wait(kind, |message| {
                message["method"] == "$/progress" && message["params"]["value"]["kind"] == kind
            });
            assert_eq!(told["params"]["token"], "factcheck/1");
        }
    }
}
