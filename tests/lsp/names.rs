//! Names in a session: what an imported index and the notes know of them, where that is written, how it gets there.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "---\ndate: 2024-05-16\n---\n\nMaren Olsen met Jo Virtanen in Norvik. The French president was not there.\n";
const NOTES: &str = "# People\n## Maren Olsen\n- role: party whip, since 2022-09\n\n# Places\n## Norvik\n";

fn able() -> Value {
    let mut capabilities = full();
    for view in ["completion", "definition"] {
        capabilities["textDocument"][view] = json!({});
    }
    capabilities["textDocument"]["codeAction"]["codeActionLiteralSupport"]["codeActionKind"]["valueSet"] =
        json!(["quickfix", "refactor"]);
    capabilities["workspace"]["applyEdit"] = json!(true);
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    capabilities
}

fn session(files: &[(&str, &str)], environment: &[(&str, &str)]) -> (Server, String, tempfile::TempDir) {
    let folder = folder(files);
    let mut server = Server::start_with(environment);
    server.initialize(able(), &[folder.path()]);
    let uri = uri(folder.path().join("draft.md"));
    server.open(&uri, TEXT);
    (server, uri, folder)
}

fn inside(uri: &str, needle: &str) -> Value {
    let offset = TEXT.find(needle).expect("it is there") + 1;
    let line = TEXT[..offset].matches('\n').count();
    let start = TEXT[..offset].rfind('\n').map_or(0, |at| at + 1);
    at(uri, line as u32, (offset - start) as u32)
}

fn hover(server: &mut Server, place: Value) -> String {
    server.call("textDocument/hover", place)["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// The action about the notes at a place.
fn notes_action(server: &mut Server, uri: &str, needle: &str) -> Option<Value> {
    let place = inside(uri, needle)["position"].clone();
    let actions = server.call(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}}),
    );
    let actions = actions.as_array().cloned().unwrap_or_default();
    actions.into_iter().find(|action| action["title"].as_str().unwrap().starts_with("Notes: add"))
}

#[test]
fn a_name_leads_to_its_entry_in_the_notes() {
    let (mut server, uri, _folder) = session(&[(".factcheck/notes.md", NOTES)], &[]);
    let found = server.call("textDocument/definition", inside(&uri, "Olsen"));
    assert!(found["uri"].as_str().unwrap().ends_with("notes.md"), "{found}");
    assert_eq!(found["range"]["start"]["line"], 1);
    assert_eq!(server.call("textDocument/definition", inside(&uri, "Virtanen")), Value::Null);
    server.finish();
}

#[test]
fn a_name_is_added_to_the_notes_that_are_there_or_to_new_ones() {
    let (mut server, uri, folder) = session(&[(".factcheck/notes.md", NOTES)], &[]);
    assert_eq!(notes_action(&mut server, &uri, "Olsen"), None, "the notes have her");
    let action = notes_action(&mut server, &uri, "Virtanen").expect("an action");
    assert_eq!(action["title"], "Notes: add “Jo Virtanen” to the notes file");
    let notes = crate::common::uri(folder.path().join(".factcheck/notes.md"));
    let mut mirror = Mirror::new(NOTES, "utf-16");
    mirror.apply(&action["edit"], &notes);
    let added = "- role: party whip, since 2022-09\n\n## Jo Virtanen\n- role: TK\n- source: TK\n\n# Places";
    assert!(mirror.string().contains(added), "{}", mirror.string());
    server.finish();

    let (mut server, uri, _folder) = session(&[], &[]);
    let action = notes_action(&mut server, &uri, "Virtanen").expect("an action");
    let changes = action["edit"]["documentChanges"].as_array().expect("operations");
    assert_eq!(changes[0]["kind"], "create");
    assert!(changes[1]["edits"][0]["newText"].as_str().unwrap().starts_with("# People\n## Jo Virtanen\n"));
    server.finish();
}

#[test]
fn names_are_completed_with_the_notes_first() {
    let (mut server, uri, _folder) = session(&[(".factcheck/notes.md", NOTES)], &[]);
    let mut offered = |text: &str| -> Vec<String> {
        server.change(&uri, 2, json!([{"text": text}]));
        let line = text.matches('\n').count() as u32;
        let column = text.rsplit('\n').next().unwrap().chars().count() as u32;
        let answer = server.call("textDocument/completion", at(&uri, line, column));
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(offered("Ana Olsson spoke. Then Ols")[..2], ["Maren Olsen", "Ana Olsson"]);
    assert!(offered("Then Macr").contains(&"Emmanuel Macron".to_owned()));
    assert_eq!(offered("the water lev"), Vec::<String>::new());
    server.finish();
}

#[test]
fn an_office_is_somebody_on_the_day_of_the_article() {
    let (mut server, uri, _folder) = session(&[], &[]);
    let told = hover(&mut server, inside(&uri, "president was"));
    assert!(told.starts_with("**Emmanuel Macron**"), "{told}");
    server.finish();
}

#[test]
fn the_users_index_is_asked_and_asked_again_once_it_is_replaced() {
    let home = tempfile::tempdir().expect("a folder");
    let index = home.path().join("index.redb");
    let import = |born: &str| {
        let dump = home.path().join("dump.json");
        let value = json!({"value": {"time": format!("+{born}T00:00:00Z"), "precision": 11}, "type": "time"});
        let person = json!({
            "type": "item", "id": "Q9", "labels": {"en": {"value": "Jo Virtanen"}}, "sitelinks": {},
            "descriptions": {"en": {"value": "Finnish engineer"}}, "aliases": {},
            "claims": {
                "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}, "type": "wikibase-entityid"}}}],
                "P569": [{"mainsnak": {"datavalue": value}, "references": []}],
            },
        });
        fs::write(&dump, format!("[\n{person}\n]\n")).expect("written");
        let done = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"))
            .args(["knowledge", "import", "--restart"])
            .arg(&dump)
            .arg("--index")
            .arg(&index)
            .status();
        assert!(done.expect("it runs").success());
    };
    import("1980-06-12");
    let path = index.to_str().expect("a path").to_owned();
    let (mut server, uri, _folder) = session(&[], &[("FACTCHECK_INDEX", &path)]);
    let told = hover(&mut server, inside(&uri, "Virtanen"));
    assert!(told.starts_with("**Jo Virtanen** — Finnish engineer") && told.contains("aged 43"), "{told}");
    assert!(told.contains("12 June 1980") && told.contains("Wikidata Q9, unreferenced"), "{told}");
    import("1970-06-12");
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    let begun = std::time::Instant::now();
    while !hover(&mut server, inside(&uri, "Virtanen")).contains("aged 53") {
        assert!(begun.elapsed() < PATIENCE, "the new index is never asked");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    server.finish();
}
