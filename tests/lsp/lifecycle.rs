//! Beginning and end, and messages that are not what they should be.

use serde_json::{Value, json};

use crate::common::*;

#[test]
fn the_exit_code_tells_an_orderly_end() {
    let server = Server::greet(full(), &[]);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn an_exit_without_shutdown_is_an_error() {
    let mut server = Server::greet(full(), &[]);
    server.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(server.end().0, Some(1));
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "The cost is TK.");
    server.hang_up();
    assert_eq!(server.end().0, Some(1));

    let mut server = Server::start();
    server.hang_up();
    assert_eq!(server.end().0, Some(1));
}

#[test]
fn a_client_that_leaves_after_the_shutdown_is_in_order() {
    let mut server = Server::greet(full(), &[]);
    server.call("shutdown", Value::Null);
    server.hang_up();
    assert_eq!(server.end().0, Some(0));
}

#[test]
fn what_was_asked_before_the_end_of_the_input_is_answered() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "The cost is TK.");
    let id = server.request("textDocument/hover", at("file:///a.md", 0, 0));
    server.hang_up();
    assert!(server.response(id).get("error").is_none());
}

#[test]
fn requests_at_the_wrong_time_get_the_protocols_errors() {
    let mut server = Server::start();
    assert_eq!(server.call_error("textDocument/hover", at("file:///a.md", 0, 0)), -32002);
    assert_eq!(server.call_error("shutdown", Value::Null), -32002);
    server.open("file:///too-early.md", "TK");
    server.initialize(full(), &[]);
    assert_eq!(server.call_error("initialize", json!({"capabilities": {}})), -32600);
    server.call("shutdown", Value::Null);
    assert_eq!(server.call_error("textDocument/hover", at("file:///a.md", 0, 0)), -32600);
    assert_eq!(server.call_error("shutdown", Value::Null), -32600);
    server.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(server.end().0, Some(0));
}

#[test]
fn malformed_messages_are_refused_and_survived() {
    let mut server = Server::greet(full(), &[]);
    assert_eq!(server.call_error("textDocument/hover", json!({"textDocument": 7})), -32602);
    assert_eq!(server.call_error("textDocument/hover", json!([1, 2])), -32602);
    assert_eq!(server.call_error("textDocument/hover", Value::Null), -32602);
    assert_eq!(server.call_error("textDocument/codeAction", at("file:///a.md", 0, 0)), -32602);
    assert_eq!(server.call_error("textDocument/unheardOf", json!({})), -32601);
    server.notify("textDocument/didOpen", json!({"textDocument": {"uri": 3}}));
    server.notify("textDocument/didChange", json!("nonsense"));
    server.notify("$/unheardOf", json!({}));
    server.notify("unheardOf", json!({}));
    server.write(b"Content-Length: 9\r\n\r\n{\"jsonrpc");
    server.wait("a parse error", |message| message["error"]["code"] == -32700);
    server.write(b"Content-Length: 4\r\n\r\nnull");
    server.wait("a refusal", |message| message["error"]["code"] == -32600);
    server.open("file:///a.md", "The cost is TK.");
    assert_eq!(server.diagnostics("file:///a.md", 1).len(), 1);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn nothing_is_offered_that_the_client_cannot_take() {
    let bare = Server::start().initialize(json!({}), &[])["capabilities"].clone();
    assert_eq!(bare["positionEncoding"], "utf-16");
    assert!(bare.get("diagnosticProvider").is_none() && bare.get("codeActionProvider").is_none(), "{bare}");
    let able = Server::start().initialize(pulling(), &[])["capabilities"].clone();
    assert_eq!(able["diagnosticProvider"]["workspaceDiagnostics"], true);
    let kinds = json!([
        "quickfix",
        "refactor",
        "source.fixAll.factcheck",
        "source.sortFootnotes.factcheck",
        "source.listSources.factcheck"
    ]);
    assert_eq!(able["codeActionProvider"]["codeActionKinds"], kinds);
}

#[test]
fn nothing_is_asked_of_a_client_that_does_not_offer_it() {
    let mut server = Server::greet(json!({}), &[]);
    server.notify("workspace/didChangeConfiguration", json!({"settings": {}}));
    server.open("file:///a.md", "The cost is TK.");
    server.diagnostics("file:///a.md", 1);
    assert_eq!(server.asked, Vec::<String>::new());
}

#[test]
fn traces_are_sent_to_those_who_ask_and_never_quote_the_draft() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "Quiet: TK.");
    server.diagnostics("file:///a.md", 1);
    assert!(server.said("$/logTrace").is_empty());
    server.notify("$/setTrace", json!({"value": "verbose"}));
    server.change("file:///a.md", 2, json!([{"text": "Secret: TK."}]));
    let trace = server.wait("a trace", |message| message["method"] == "$/logTrace");
    let trace = trace["params"]["message"].as_str().expect("text");
    assert!(trace.starts_with("version 2: 1 finding"), "{trace}");
    server.notify("$/setTrace", json!({"value": "compact"}));
    server.notify("window/workDoneProgress/cancel", json!({"token": 1}));
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn the_log_says_nothing_when_all_is_well() {
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", "The mayor's secret is TK.");
    server.diagnostics("file:///a.md", 1);
    assert_eq!(server.finish(), (Some(0), String::new()));
}

#[test]
fn even_a_talkative_log_does_not_quote_the_draft() {
    let mut server = Server::start_with(&[("FACTCHECK_LOG", "debug")]);
    server.initialize(full(), &[]);
    server.open("file:///a.md", "The mayor's secret is TK.");
    server.change("file:///a.md", 1, json!([{"range": range(0, 0, 0), "text": "Now: "}]));
    // Refusals quote what they refuse, unless somebody takes care.
    server.call_error("textDocument/hover", json!({"textDocument": "the mayor's secret"}));
    server.diagnostics("file:///a.md", 1);
    let (code, log) = server.finish();
    assert_eq!(code, Some(0));
    assert!(log.contains("version"), "there is something to say: {log}");
    assert!(!log.contains("secret"), "{log}");
}
