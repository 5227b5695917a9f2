//! The writer's library beside the articles: renamed, sought and edited while they are open.

use std::fs;

use serde_json::{Value, json};

use crate::common::*;

const BIB: &str = "@book{ruiz2024, author = {Ruiz, Ana}, title = {The Levee Report}, date = {2024}}\n\
                   @inbook{lind, author = {Lind, Ola}, title = {Quays of the North}, crossref = {ruiz2024}}\n";
const ONE: &str = "The wall held [@ruiz2024, p. 3; @lind]. It was built by Ana Ruiz.\n";
const OTHER: &str = "# Costs\n\nIt cost more, as @ruiz2024 says. The mayor, Jo Müller, paid.\n";

/// Two articles and their library in a folder.
struct Desk {
    server: Server,
    folder: tempfile::TempDir,
    one: String,
    other: String,
}

impl Desk {
    fn new(options: Value) -> Desk {
        let folder = folder(&[("sources.bib", BIB), ("one.md", ONE), ("other.md", OTHER)]);
        let mut capabilities = full();
        for view in ["completion", "definition", "references", "inlayHint"] {
            capabilities["textDocument"][view] = json!({});
        }
        capabilities["textDocument"]["rename"] = json!({"prepareSupport": true});
        capabilities["workspace"]["symbol"] = json!({});
        let mut server = Server::start();
        server.initialize_with(capabilities, &[folder.path()], options);
        let [one, other] = ["one.md", "other.md"].map(|name| uri(folder.path().join(name)));
        server.open(&one, ONE);
        server.open(&other, OTHER);
        Desk { server, folder, one, other }
    }

    fn bib(&self) -> String {
        uri(self.folder.path().join("sources.bib"))
    }

    fn rename(&mut self, mut place: Value, new: &str) -> Value {
        place["newName"] = json!(new);
        self.server.call("textDocument/rename", place)
    }

    fn refused(&mut self, mut place: Value, new: &str) -> String {
        place["newName"] = json!(new);
        let asked = self.server.request("textDocument/rename", place);
        let answer = self.server.response(asked);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("not refused: {answer}")).to_owned()
    }
}

/// The texts of the desk after an edit.
fn edited(edit: &Value, uris: [&str; 3]) -> [String; 3] {
    let texts = [ONE, OTHER, BIB];
    std::array::from_fn(|index| {
        let mut mirror = Mirror::new(texts[index], "utf-16");
        let concerned = edit["documentChanges"]
            .as_array()
            .expect("changes")
            .iter()
            .filter(|change| change["textDocument"]["uri"] == uris[index]);
        for change in concerned {
            mirror.apply(&json!({"documentChanges": [change]}), uris[index]);
        }
        mirror.string()
    })
}

#[test]
fn a_key_is_renamed_in_every_open_article_and_in_the_library_and_back() {
    let mut desk = Desk::new(Value::Null);
    let (one, other, bib) = (desk.one.clone(), desk.other.clone(), desk.bib());
    let place = at(&one, 0, 18);
    assert_eq!(desk.server.call("textDocument/prepareRename", place.clone())["placeholder"], "ruiz2024");
    let edit = desk.rename(place.clone(), "levee:2024");
    let [first, second, library] = edited(&edit, [&one, &other, &bib]);
    assert_eq!(first, ONE.replace("ruiz2024", "levee:2024"));
    assert_eq!(second, OTHER.replace("ruiz2024", "levee:2024"));
    assert_eq!(library, BIB.replace("ruiz2024", "levee:2024"));
    // Done, and undone by the opposite name, from the library's side.
    desk.server.change(&one, 2, json!([{"text": first}]));
    desk.server.change(&other, 2, json!([{"text": second}]));
    fs::write(desk.folder.path().join("sources.bib"), &library).expect("written");
    desk.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": bib, "type": 2}]}));
    desk.server.open_as(&bib, "bibtex", 1, &library);
    let edit = desk.rename(at(&bib, 0, 8), "ruiz2024");
    let changes = edit["documentChanges"].as_array().expect("changes");
    assert_eq!(changes.len(), 3, "{edit}");
    assert!(changes.iter().all(|change| change["edits"][0]["newText"] == "ruiz2024"), "{edit}");
    desk.server.finish();
}

#[test]
fn a_key_that_is_taken_or_no_word_is_refused_in_plain_words() {
    let mut desk = Desk::new(Value::Null);
    let place = at(&desk.one.clone(), 0, 18);
    assert!(desk.refused(place.clone(), "lind").contains("is taken"));
    assert!(desk.refused(place, "two words").contains("one word"));
    desk.server.finish();
}

#[test]
fn the_references_of_a_key_are_in_all_articles_and_the_library() {
    let mut desk = Desk::new(Value::Null);
    let mut asked = at(&desk.one.clone(), 0, 18);
    asked["context"] = json!({"includeDeclaration": true});
    let found = desk.server.call("textDocument/references", asked.clone());
    let mut uris: Vec<&str> =
        found.as_array().expect("places").iter().map(|place| place["uri"].as_str().unwrap()).collect();
    uris.sort_unstable();
    let bib = desk.bib();
    assert_eq!(uris, [&*desk.one, &*desk.other, &*bib, &*bib]);
    asked["context"] = json!({"includeDeclaration": false});
    assert_eq!(desk.server.call("textDocument/references", asked).as_array().map(Vec::len), Some(3));
    desk.server.finish();
}

#[test]
fn sources_and_names_are_sought_over_the_workspace() {
    let mut desk = Desk::new(Value::Null);
    let mut sought = |query: &str| -> Vec<String> {
        let found = desk.server.call("workspace/symbol", json!({"query": query}));
        found.as_array().expect("symbols").iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(sought("muller"), ["Jo Müller"]);
    assert_eq!(sought("quays"), ["lind · Lind (2024): Quays of the North"]);
    assert_eq!(sought("ruiz")[..2], ["Ana Ruiz", "ruiz2024 · Ruiz (2024): The Levee Report"]);
    assert_eq!(sought("zebra"), Vec::<String>::new());
    let found = desk.server.call("workspace/symbol", json!({"query": "quays"}));
    assert_eq!(found[0]["location"]["range"]["start"], json!({"line": 1, "character": 8}));
    desk.server.finish();
}

#[test]
fn an_entry_counts_once_it_is_written_though_not_yet_saved() {
    let mut desk = Desk::new(Value::Null);
    let (one, bib) = (desk.one.clone(), desk.bib());
    desk.server.change(&one, 2, json!([{"text": "It holds [@fresh].\n"}]));
    let undefined = |marks: &[Value]| marks.iter().any(|mark| mark["code"] == "undefined-citation");
    assert!(undefined(&desk.server.diagnostics(&one, 2)));
    desk.server.open_as(&bib, "bibtex", 1, BIB);
    desk.server.change(
        &bib,
        2,
        json!([{"text": format!("{BIB}@book{{fresh, title = {{A}}, author = {{B, C}}}}\n")}]),
    );
    let told = |desk: &mut Desk, wanted: bool| {
        let message = desk.server.wait("the findings again", |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == one
                && undefined(message["params"]["diagnostics"].as_array().unwrap()) == wanted
        });
        assert_eq!(message["params"]["version"], 2);
    };
    told(&mut desk, false);
    // Closed without saving: what is on disk counts again.
    desk.server.close(&bib);
    told(&mut desk, true);
    desk.server.finish();
}

#[test]
fn completion_begins_with_what_fits_the_sentence() {
    let mut desk = Desk::new(Value::Null);
    let one = desk.one.clone();
    let mut keys = |text: &str| -> Vec<String> {
        desk.server.change(&one, 2, json!([{"text": text}]));
        let answer = desk.server.call("textDocument/completion", at(&one, 0, text.chars().count() as u32));
        let items = answer["items"].as_array().expect("items");
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(keys("Quays in the north are sinking, Ola Lind found [@"), ["lind", "ruiz2024"]);
    assert_eq!(keys("The levee report by Ana Ruiz says so [@"), ["ruiz2024", "lind"]);
    assert_eq!(keys("It says so [@rz24"), ["ruiz2024"]);
    desk.server.finish();
}

#[test]
fn the_front_matter_is_completed() {
    let mut desk = Desk::new(Value::Null);
    let one = desk.one.clone();
    let mut labels = |text: &str| -> Vec<String> {
        desk.server.change(&one, 2, json!([{"text": format!("{text}\n---\n\nIt holds.\n")}]));
        let line = text.matches('\n').count() as u32;
        let column = text.rsplit('\n').next().unwrap().len() as u32;
        let answer = desk.server.call("textDocument/completion", at(&one, line, column));
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let keys = labels("---\ntitle: A\nbi");
    assert!(keys.contains(&"bibliography".to_owned()) && !keys.contains(&"title".to_owned()), "{keys:?}");
    assert_eq!(labels("---\nbibliography: "), ["sources.bib"]);
    assert!(labels("---\nprofile:").contains(&"magazine".to_owned()));
    assert!(labels("---\ntype: ").contains(&"interview".to_owned()));
    assert!(labels("---\nfactcheck: {disable: [").contains(&"vague-time".to_owned()));
    assert_eq!(labels("---\ntitle: Ma"), Vec::<String>::new());
    desk.server.finish();
}

#[test]
fn author_and_year_stand_beside_keys_for_those_who_want_it() {
    let mut desk = Desk::new(json!({"citationHints": true}));
    let mut asked = json!({"textDocument": {"uri": desk.one}});
    asked["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let hints = desk.server.call("textDocument/inlayHint", asked);
    let labels: Vec<_> = hints.as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["Ruiz 2024", "Lind 2024"]);
    desk.server.finish();
}
