//! Files around the documents, settings and folders.

use std::fs;

use serde_json::{Value, json};

use crate::common::*;

const OFF: &str = "[rules]\nplaceholder = \"off\"\n";

fn changed(server: &mut Server, uri: &str) {
    server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
}

/// Waits for the next diagnostics of a version that differ from those before.
fn next(server: &mut Server, uri: &str) -> Vec<(u64, u64, String)> {
    marks(&server.diagnostics(uri, 1))
}

#[test]
fn a_configuration_that_changes_changes_what_is_found() {
    let folder = folder(&[("article.md", "")]);
    let root = real(&folder);
    let article = uri(root.join("article.md"));
    let config = uri(root.join("factcheck.toml"));
    let mut server = Server::greet(full(), &[&root]);
    server.open(&article, "The cost is TK.");
    assert_eq!(next(&mut server, &article).len(), 1);
    fs::write(root.join("factcheck.toml"), OFF).expect("a file");
    changed(&mut server, &config);
    assert!(next(&mut server, &article).is_empty());
    fs::write(root.join("factcheck.toml"), "ignore = [\"x.md\"]").expect("a file");
    changed(&mut server, &config);
    assert_eq!(next(&mut server, &article).len(), 1);
    fs::write(root.join("factcheck.toml"), OFF).expect("a file");
    changed(&mut server, &config);
    assert!(next(&mut server, &article).is_empty());
    fs::remove_file(root.join("factcheck.toml")).expect("removed");
    changed(&mut server, &config);
    assert_eq!(next(&mut server, &article).len(), 1);
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn the_newsrooms_own_words_count_as_soon_as_they_are_written() {
    let folder = folder(&[("article.md", "")]);
    let root = real(&folder);
    let (article, config) = (uri(root.join("article.md")), uri(root.join("factcheck.toml")));
    let mut server = Server::greet(full(), &[&root]);
    server.open(&article, "The cops came anon.");
    assert!(next(&mut server, &article).is_empty());
    let rule = "[[newsroom-rule]]\nname = \"say-police\"\nphrases = [\"the cops\"]\nmessage = \"Say police.\"\n\
                replacement = \"the police\"\n";
    fs::write(root.join("factcheck.toml"), rule).expect("a file");
    changed(&mut server, &config);
    let found = server.diagnostics(&article, 1);
    assert_eq!(marks(&found), [(0, 0, "say-police".to_owned())]);
    assert_eq!(found[0]["codeDescription"]["href"], config.as_str(), "where the rule is written");
    let hover = server.call("textDocument/hover", at(&article, 0, 5));
    assert!(hover.to_string().contains("A rule of your newsroom"), "{hover}");
    let asked = json!({
        "textDocument": {"uri": article}, "range": found[0]["range"], "context": {"diagnostics": found},
    });
    let actions = server.call("textDocument/codeAction", asked);
    assert!(actions.to_string().contains("replace “The cops” with “The police”"), "{actions}");
    // A word joins a list: what has been read is read again.
    let list = "[lexicon.vague-time]\nadd = [\"anon\"]\n";
    fs::write(root.join("factcheck.toml"), list).expect("a file");
    changed(&mut server, &config);
    assert_eq!(marks(&server.diagnostics(&article, 1)), [(0, 14, "vague-time".to_owned())]);
    // What is wrong stands in the configuration.
    fs::write(root.join("factcheck.toml"), list.replace("vague", "vage")).expect("a file");
    changed(&mut server, &config);
    let problems = server.unversioned(&config);
    assert_eq!(problems[0]["range"], range(0, 9, 18));
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn a_client_that_pulls_is_told_to_ask_again() {
    let folder = folder(&[("article.md", "")]);
    let root = real(&folder);
    let article = uri(root.join("article.md"));
    let mut server = Server::greet(pulling(), &[&root]);
    server.open(&article, "The cost is TK.");
    let before = server.pull(&article, None);
    assert_eq!(before["items"].as_array().map(Vec::len), Some(1));
    fs::write(root.join("factcheck.toml"), OFF).expect("a file");
    changed(&mut server, &uri(root.join("factcheck.toml")));
    server.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
    let after = server.pull(&article, before["resultId"].as_str());
    assert_eq!(after["items"], json!([]));
}

#[test]
fn the_client_is_asked_to_watch() {
    let mut server = Server::greet(full(), &[]);
    let asked = server.wait("a registration", |message| message["method"] == "client/registerCapability");
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let watchers = registration["registerOptions"]["watchers"].to_string();
    for pattern in ["factcheck.toml", "bib", "yml", "json", "md"] {
        assert!(watchers.contains(pattern), "{watchers}");
    }
}

/// Opens a document in a folder of its own.
fn folder_of_another(server: &mut Server) -> String {
    let other = uri(real(&folder(&[("factcheck.toml", "max-findings = 40\n")])).join("other.md"));
    server.open(&other, "Another cost is TK.");
    assert_eq!(next(server, &other).len(), 1);
    other
}

/// Some do not watch, and Helix says that it does and tells of what it writes itself only.
#[test]
fn a_client_that_does_not_tell_of_files_is_served_when_it_saves() {
    for capabilities in [json!({}), full()] {
        let folder = folder(&[("article.md", ""), ("factcheck.toml", "max-findings = 50\n")]);
        let root = real(&folder);
        let article = uri(root.join("article.md"));
        let mut server = Server::greet(capabilities, &[&root]);
        server.open(&article, "The cost is TK.");
        assert_eq!(next(&mut server, &article).len(), 1);
        // The first look at the files happens behind the answer: save until it has.
        fs::write(root.join("factcheck.toml"), OFF).expect("a file");
        // That another document goes makes the file no better known.
        let other = folder_of_another(&mut server);
        server.notify("textDocument/didClose", json!({"textDocument": {"uri": other}}));
        let mut versions = 1;
        loop {
            server.notify("textDocument/didSave", json!({"textDocument": {"uri": article}}));
            versions += 1;
            server.change(&article, versions, json!([]));
            if server.diagnostics(&article, versions).is_empty() {
                break;
            }
            assert!(versions < 200, "never noticed");
            // The same length at the same time would look the same: write it anew.
            fs::write(root.join("factcheck.toml"), format!("{OFF}{}", "\n".repeat(versions as usize)))
                .expect("a file");
        }
    }
}

#[test]
fn each_folder_has_its_own_configuration() {
    let (one, other) = (folder(&[]), folder(&[("factcheck.toml", OFF)]));
    let (strict, lax) = (real(&one), real(&other));
    let mut server = Server::greet(full(), &[&strict, &lax]);
    for (root, count) in [(&strict, 1), (&lax, 0)] {
        let article = uri(root.join("a.md"));
        server.open(&article, "The cost is TK.");
        assert_eq!(server.diagnostics(&article, 1).len(), count);
    }
    server.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [], "removed": [{"uri": uri(&lax), "name": "lax"}]}}),
    );
    // The folder is gone from the workspace; the configuration beside the file still governs it.
    let article = uri(lax.join("a.md"));
    assert!(server.diagnostics(&article, 1).is_empty());
    server.change(&article, 2, json!([{"range": range(0, 0, 0), "text": "Oh. "}]));
    assert!(server.diagnostics(&article, 2).is_empty());
    assert_eq!(server.finish().0, Some(0));
}

#[test]
fn what_is_wrong_with_a_file_is_shown_there_until_it_is_mended() {
    for capabilities in [full(), pulling()] {
        let folder = folder(&[("article.md", ""), ("factcheck.toml", "# é😀\nprofil = \"news\"\n")]);
        let root = real(&folder);
        let (article, config) = (uri(root.join("article.md")), uri(root.join("factcheck.toml")));
        let mut server = Server::greet(capabilities, &[&root]);
        server.open(&article, "Nothing to see.");
        let found = server.unversioned(&config);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["range"], range(1, 0, 6));
        assert!(found[0]["message"].as_str().is_some_and(|message| message.contains("profil")), "{found:?}");
        fs::write(root.join("factcheck.toml"), "profile = \"news\"\n").expect("a file");
        changed(&mut server, &config);
        assert!(server.unversioned(&config).is_empty());
        assert_eq!(server.finish().0, Some(0));
    }
}

#[test]
fn settings_are_asked_for_once_and_again_when_they_change() {
    let mut server = Server::start();
    server.settings = json!({"rules": {"placeholder": "off"}});
    server.initialize(full(), &[]);
    server.wait("a question", |message| message["method"] == "workspace/configuration");
    let uri = "file:///a.md";
    for version in 1.. {
        if version == 1 {
            server.open(uri, "The cost is TK.");
        } else {
            server.change(uri, version, json!([]));
        }
        if server.diagnostics(uri, version).is_empty() {
            break;
        }
    }
    let count =
        |server: &Server| server.asked.iter().filter(|method| *method == "workspace/configuration").count();
    assert_eq!(count(&server), 1);
    server.settings = Value::Null;
    server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let found = server.wait("findings again", |message| {
        message["params"]["diagnostics"].as_array().is_some_and(|found| !found.is_empty())
    });
    assert_eq!(found["params"]["uri"], uri);
    assert_eq!(count(&server), 2);
}

#[test]
fn settings_may_come_with_the_greeting_or_with_the_news() {
    let off = json!({"rules": {"placeholder": "off"}});
    let mut server = Server::start();
    server.initialize_with(json!({}), &[], off.clone());
    server.open("file:///a.md", "The cost is TK.");
    assert!(server.diagnostics("file:///a.md", 1).is_empty());
    server.notify("workspace/didChangeConfiguration", json!({"settings": {"factcheck": {"rules": null}}}));
    let on = json!({"rules": {"placeholder": "error"}});
    server.notify("workspace/didChangeConfiguration", json!({"settings": {"factcheck": on}}));
    assert_eq!(server.diagnostics("file:///a.md", 1).len(), 1);
    server.notify("workspace/didChangeConfiguration", json!({"settings": {"factcheck": off}}));
    assert!(server.diagnostics("file:///a.md", 1).is_empty());
    assert_eq!(server.said("window/showMessage"), Vec::<Value>::new());
}

/// Only the user can mend their settings: this is said aloud, once.
#[test]
fn settings_that_are_wrong_are_said_aloud_once() {
    let mut server = Server::start();
    let wrong = json!({"rules": {"placeholdre": "off"}});
    server.initialize_with(json!({}), &[], wrong.clone());
    for _ in 0..3 {
        server.notify("workspace/didChangeConfiguration", json!({"settings": {"factcheck": wrong}}));
    }
    let told = server.wait("a message", |message| message["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().is_some_and(|text| text.contains("placeholdre")), "{told}");
    assert_eq!(server.said("window/showMessage"), Vec::<Value>::new());
}
