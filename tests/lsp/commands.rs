//! `workspace/executeCommand`: what has no request of its own, for every editor alike.

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str =
    "# Levees\n\nThe levee report warned of leaks in 2023. Costs rose by 40 percent [@ruiz2024].\n";
const LIBRARY: &str = "\n@article{ruiz2024,\n  author = {Ruiz, Ana}, title = {The Levee Report}, date = {2024},\n  url = {https://b.example/levee},\n}\n\
    @article{lind2020,\n  author = {Lind, Ola}, title = {On Ferries}, date = {2020},\n  url = {https://b.example/ferries},\n}\n";

fn able() -> Value {
    let mut capabilities = full();
    capabilities["workspace"]["applyEdit"] = json!(true);
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    capabilities
}

/// A session with a draft beside a library.
fn session(capabilities: Value, files: &[(&str, &str)]) -> (Server, String, tempfile::TempDir) {
    let folder = folder(files);
    std::fs::write(folder.path().join("sources.bib"), LIBRARY).expect("written");
    let mut server = Server::greet(capabilities, &[&real(&folder)]);
    let uri = uri(real(&folder).join("draft.md"));
    server.open(&uri, TEXT);
    (server, uri, folder)
}

fn command(server: &mut Server, name: &str, arguments: Value) -> Value {
    server.call("workspace/executeCommand", json!({"command": name, "arguments": arguments}))
}

fn refused(server: &mut Server, name: &str, arguments: Value) -> String {
    let id = server.request("workspace/executeCommand", json!({"command": name, "arguments": arguments}));
    let error = server.response(id)["error"].clone();
    error["message"].as_str().unwrap_or_else(|| panic!("{name} is not refused")).to_owned()
}

/// The server's request to apply an edit.
fn applied_request(server: &mut Server) -> Value {
    server.wait("an edit", |message| message["method"] == "workspace/applyEdit")
}

/// The edit that the server asks the client to apply.
fn applied(server: &mut Server) -> Value {
    let request = applied_request(server);
    assert!(request["params"]["label"].as_str().is_some_and(|label| !label.is_empty()), "{request}");
    request["params"]["edit"].clone()
}

#[test]
fn every_command_is_offered_and_answered() {
    let (mut server, uri, _folder) = session(able(), &[]);
    let offered =
        Server::start().initialize(json!({}), &[])["capabilities"]["executeCommandProvider"].clone();
    let names = offered["commands"].as_array().expect("a list").clone();
    assert_eq!(names.len(), 7, "{names:?}");
    for name in names {
        let name = name.as_str().expect("a name");
        let arguments = match name {
            "factcheck-ls.cite" => json!([uri, {"line": 2, "character": 3}, "ruiz2024"]),
            "factcheck-ls.source" => json!([uri, "ruiz2024"]),
            "factcheck-ls.disableRule" => json!([uri, "puffery"]),
            _ => json!([uri]),
        };
        // What changes a text is answered with nothing: its edit comes as a request.
        let id = server.request("workspace/executeCommand", json!({"command": name, "arguments": arguments}));
        let response = server.response(id);
        let told = response["error"]["message"].as_str().unwrap_or("");
        assert!(response.get("error").is_none() || told == "puffery is off already.", "{name}: {response}");
    }
}

#[test]
fn claims_are_listed_with_status_and_check_mark() {
    let (mut server, uri, _folder) = session(able(), &[]);
    let marked =
        TEXT.replace("The levee", "<!-- factcheck-check: confirmed by Ola Berg, 2024-05-16 -->\nThe levee");
    server.change(&uri, 2, json!([{"text": marked}]));
    let claims = command(&mut server, "factcheck-ls.claims", json!([uri]));
    let told: Vec<_> =
        claims.as_array().expect("a list").iter().map(|it| (&it["status"], &it["sign"])).collect();
    assert_eq!(told.len(), 2, "{claims}");
    assert_eq!(told[1], (&json!("sourced"), &json!("●")));
    assert_eq!(claims[0]["checked"], "confirmed", "{claims}");
    assert!(claims[1].get("checked").is_none());
    assert_eq!(claims[0]["range"]["start"], json!({"line": 3, "character": 0}));
    assert!(claims[0]["text"].as_str().is_some_and(|text| text.starts_with("The levee report")));
    assert!(claims[0]["because"].as_str().is_some_and(|because| !because.is_empty()));
}

#[test]
fn sources_tell_where_they_are_cited_and_what_fits_comes_first() {
    let (mut server, uri, folder) = session(able(), &[]);
    let sources = command(&mut server, "factcheck-ls.sources", json!([uri]));
    let keys: Vec<_> = sources.as_array().expect("a list").iter().map(|it| &it["key"]).collect();
    assert_eq!(keys, ["ruiz2024", "lind2020"]);
    assert_eq!(sources[0]["cited"].as_array().map(Vec::len), Some(1), "{sources}");
    assert_eq!(sources[0]["cited"][0]["start"]["line"], 2);
    assert_eq!(sources[1]["cited"], json!([]));
    assert!(sources[0].get("because").is_none());
    // A link to its address is a citation of it, too; and the sentence there is what it should back.
    server.change(&uri, 2, json!([{"text": "# Ferries\n\nFerries [sank](https://b.example/ferries) in 2019. See On Ferries by Lind.\n"}]));
    let sources = command(&mut server, "factcheck-ls.sources", json!([uri, {"line": 2, "character": 2}]));
    assert_eq!(sources[0]["key"], "lind2020", "{sources}");
    assert!(sources[0]["because"].is_string());
    assert_eq!(sources[0]["cited"].as_array().map(Vec::len), Some(1));

    let source = command(&mut server, "factcheck-ls.source", json!([uri, "lind2020"]));
    assert_eq!(source["url"], "https://b.example/ferries");
    assert_eq!(source["location"]["uri"], crate::common::uri(real(&folder).join("sources.bib")));
    assert_eq!(source["location"]["range"]["start"]["line"], 5, "{source}");
    assert!(source["reference"].as_str().is_some_and(|it| it.contains("On Ferries")), "{source}");
}

#[test]
fn a_source_picked_is_cited_and_backs_its_sentence() {
    let (mut server, uri, _folder) = session(able(), &[]);
    let first = json!({"line": 2, "character": 8});
    let cite = json!([uri, first, "lind2020"]);
    assert_eq!(command(&mut server, "factcheck-ls.cite", cite.clone()), Value::Null);
    let edit = applied(&mut server);
    let mut mirror = Mirror::new(TEXT, "utf-16");
    mirror.apply(&edit, &uri);
    assert!(mirror.string().contains("leaks in 2023 [@lind2020]."), "{}", mirror.string());
    server.change(&uri, 2, json!([{"text": mirror.string()}]));
    let claims = command(&mut server, "factcheck-ls.claims", json!([uri]));
    assert_eq!(claims[0]["status"], "sourced");

    // A client that applies no edits is given them.
    let (mut server, uri, _folder) = session(full(), &[]);
    let edit = command(&mut server, "factcheck-ls.cite", json!([uri, first, "lind2020"]));
    let mut same = Mirror::new(TEXT, "utf-16");
    same.apply(&edit, &uri);
    assert_eq!(same.string(), mirror.string());
}

/// lsp-mode drops whatever comes in one piece with an answer, and Eglot asks the user about edits that come after it.
#[test]
fn the_edit_of_a_command_comes_before_its_answer() {
    let (mut server, uri, _folder) = session(able(), &[]);
    server.mute = true;
    let cite = json!([uri, {"line": 2, "character": 8}, "lind2020"]);
    let id = server.request(
        "workspace/executeCommand",
        json!({"command": "factcheck-ls.cite", "arguments": cite.clone()}),
    );
    let request = server
        .wait("an edit before the answer", |it| it["method"] == "workspace/applyEdit" || it["id"] == id);
    assert_eq!(request["method"], "workspace/applyEdit", "{request}");
    server.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": {"applied": true}}));
    assert_eq!(server.response(id)["result"], Value::Null);

    // What the client does not do, the user is told.
    let id = server
        .request("workspace/executeCommand", json!({"command": "factcheck-ls.cite", "arguments": cite}));
    let request = applied_request(&mut server);
    let declined = json!({"applied": false, "failureReason": "the file is read-only."});
    server.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": declined}));
    let told = server.response(id)["error"]["message"].clone();
    assert_eq!(told, "The editor does not apply the edit: the file is read-only.");
}

#[test]
fn the_articles_date_is_set() {
    let (mut server, uri, _folder) = session(able(), &[]);
    command(&mut server, "factcheck-ls.setDate", json!([uri, "2024-05-16"]));
    let mut mirror = Mirror::new(TEXT, "utf-16");
    mirror.apply(&applied(&mut server), &uri);
    assert_eq!(mirror.string(), format!("---\ndate: 2024-05-16\n---\n\n{TEXT}"));
    server.change(&uri, 2, json!([{"text": mirror.string()}]));
    assert_eq!(command(&mut server, "factcheck-ls.status", json!([uri]))["date"], "2024-05-16");
}

#[test]
fn a_rule_is_switched_off_for_the_house() {
    // In a file that is there.
    let (mut server, uri, folder) = session(able(), &[("factcheck.toml", "profile = \"news\"\n")]);
    command(&mut server, "factcheck-ls.disableRule", json!([uri, "uncited-statistic"]));
    let edit = applied(&mut server);
    let file = real(&folder).join("factcheck.toml");
    let mut mirror = Mirror::new("profile = \"news\"\n", "utf-16");
    mirror.apply(&edit, &crate::common::uri(&file));
    assert_eq!(mirror.string(), "profile = \"news\"\n\n[rules]\nuncited-statistic = \"off\"\n");
    std::fs::write(&file, mirror.string()).expect("written");
    server.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": crate::common::uri(&file), "type": 2}]}),
    );
    server.change(&uri, 2, json!([{"text": TEXT}]));
    let told = refused(&mut server, "factcheck-ls.disableRule", json!([uri, "uncited-statistic"]));
    assert_eq!(told, "uncited-statistic is off already.");

    // In a new one, where the client can make it.
    let (mut server, uri, folder) = session(able(), &[]);
    command(&mut server, "factcheck-ls.disableRule", json!([uri, "uncited-statistic"]));
    let edit = applied(&mut server);
    let changes = &edit["documentChanges"];
    assert_eq!((&changes[0]["kind"], &changes[0]["options"]["overwrite"]), (&json!("create"), &json!(false)));
    assert_eq!(changes[0]["uri"], crate::common::uri(real(&folder).join("factcheck.toml")));
    assert_eq!(changes[1]["edits"][0]["newText"], "[rules]\nuncited-statistic = \"off\"\n");
    let (mut server, uri, _folder) = session(full(), &[]);
    let told = refused(&mut server, "factcheck-ls.disableRule", json!([uri, "uncited-statistic"]));
    assert!(told.starts_with("Make a factcheck.toml"), "{told}");
}

#[test]
fn the_status_tells_what_the_document_is_checked_by() {
    let (mut server, uri, folder) = session(able(), &[("factcheck.toml", "profile = \"magazine\"\n")]);
    let status = command(&mut server, "factcheck-ls.status", json!([uri]));
    assert_eq!(status["profile"], "magazine");
    assert_eq!(status["configuration"], crate::common::uri(real(&folder).join("factcheck.toml")));
    assert_eq!((&status["sources"], &status["version"]), (&json!(2), &json!(1)));
    assert_eq!(status["claims"]["sourced"], 1, "{status}");
    let counted: u64 =
        status["findings"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
    assert_eq!(counted as usize, server.diagnostics(&uri, 1).len());
    let (mut server, uri, _folder) = session(able(), &[]);
    let status = command(&mut server, "factcheck-ls.status", json!([uri]));
    assert_eq!(status["configuration"], Value::Null);
}

#[test]
fn what_cannot_be_done_is_refused_in_plain_words() {
    let (mut server, uri, _folder) = session(able(), &[]);
    let start = json!({"line": 0, "character": 0});
    for (name, arguments, expected) in [
        ("factcheck-ls.dance", json!([uri]), "factcheck-ls has no command \"factcheck-ls.dance\""),
        ("factcheck-ls.claims", json!([]), "factcheck-ls.claims takes the document's URI first"),
        ("factcheck-ls.claims", json!([7]), "factcheck-ls.claims takes the document's URI first"),
        ("factcheck-ls.claims", json!(["file:///not-open.md"]), "This document is not open in the editor."),
        ("factcheck-ls.cite", json!([uri, start, "nobody1999"]), "The library has no source \"nobody1999\"."),
        (
            "factcheck-ls.cite",
            json!([uri, start, "ruiz2024", "p. 3]"]),
            "A locator is a few words such as “p. 3”, without brackets and semicolons.",
        ),
        ("factcheck-ls.cite", json!([uri, "here", "x"]), "factcheck-ls.cite takes a position second"),
        ("factcheck-ls.source", json!([uri, "nobody1999"]), "The library has no source \"nobody1999\"."),
        (
            "factcheck-ls.setDate",
            json!([uri, "soon"]),
            "factcheck-ls.setDate takes a date such as 2024-05-16 second",
        ),
        (
            "factcheck-ls.disableRule",
            json!([uri, "uncited-statistics"]),
            "There is no rule \"uncited-statistics\". Did you mean \"uncited-statistic\"?",
        ),
    ] {
        assert_eq!(refused(&mut server, name, arguments), expected);
    }
}
