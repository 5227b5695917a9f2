//! Check marks: written by actions, read back by hovers.

use serde_json::{Value, json};

use crate::common::*;

const TEXT: &str = "# The plant\n\nThe plant employs 4,200 people. It opened in 2019.\n\nWhat now?\n";
const TODAY: (&str, &str) = ("FACTCHECK_TEST_TODAY", "2024-05-16");

fn offers(server: &mut Server, uri: &str, line: u32, column: u32) -> Vec<Value> {
    let asked = json!({
        "textDocument": {"uri": uri}, "range": range(line, column, column),
        "context": {"diagnostics": [], "only": ["refactor"]},
    });
    server.call("textDocument/codeAction", asked).as_array().cloned().unwrap_or_default()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

fn hover(server: &mut Server, uri: &str, line: u32, column: u32) -> String {
    let hover = server.call("textDocument/hover", at(uri, line, column));
    hover["contents"]["value"].as_str().unwrap_or_default().replace('\\', "")
}

#[test]
fn a_claim_is_marked_by_the_checker_of_the_settings() {
    for (name, before, wanted) in [
        ("a.md", TEXT, "<!-- factcheck-check: confirmed by Ola Berg, 2024-05-16 --> It opened in 2019."),
        (
            "a.txt",
            "The plant employs 4,200 people. It opened in 2019.\n\nWhat now?\n",
            "[[factcheck-check: confirmed by Ola Berg, 2024-05-16]] It opened in 2019.",
        ),
    ] {
        let mut server = Server::start_with(&[TODAY]);
        server.initialize_with(full(), &[], json!({"checker": "Ola\nBerg"}));
        let uri = &format!("file:///{name}");
        let line =
            before.lines().position(|line| line.starts_with("The plant employs")).expect("there") as u32;
        server.open(uri, before);
        let found = offers(&mut server, uri, line, 40);
        assert_eq!(
            titles(&found),
            [
                "Check: mark as confirmed by Ola Berg, 2024-05-16",
                "Check: mark as open question for the writer"
            ]
        );
        assert!(found.iter().all(|action| action["kind"] == "refactor"));
        let mut mirror = Mirror::new(before, "utf-16");
        mirror.apply(&found[0]["edit"], uri);
        assert!(mirror.string().contains(wanted), "{}", mirror.string());
        server.change(uri, 2, json!([{"text": mirror.string()}]));
        // It is no prose, no finding, and known for what it is; of its sentence and no other.
        let found = server.diagnostics(uri, 2);
        assert!(!found.iter().any(|it| it["code"] == "unused-ignore"), "{found:?}");
        let told = "Last check mark: confirmed by Ola Berg, 2024-05-16";
        let end = mirror.string().lines().nth(line as usize).map_or(0, |line| line.len() as u32) - 12;
        assert!(hover(&mut server, uri, line, end).contains(told), "{}", hover(&mut server, uri, line, end));
        assert!(!hover(&mut server, uri, line, 6).contains("check mark"));
        // Twice is once.
        assert_eq!(
            titles(&offers(&mut server, uri, line, end)),
            ["Check: mark as open question for the writer"]
        );
        let (code, log) = server.finish();
        assert_eq!(code, Some(0));
        assert!(!log.contains("Ola"), "{log}");
    }
}

#[test]
fn without_a_name_a_blank_is_left_that_asks_to_be_filled() {
    let mut server = Server::start_with(&[TODAY, ("USER", "ola"), ("LOGNAME", "ola")]);
    server.initialize(full(), &[]);
    let uri = "file:///a.md";
    server.open(uri, TEXT);
    server.diagnostics(uri, 1);
    let found = offers(&mut server, uri, 2, 3);
    assert_eq!(found[0]["title"], "Check: mark as confirmed by TK NAME, 2024-05-16");
    let mut mirror = Mirror::new(TEXT, "utf-16");
    mirror.apply(&found[0]["edit"], uri);
    assert!(mirror.string().contains("-->\nThe plant employs"), "{}", mirror.string());
    server.change(uri, 2, json!([{"text": mirror.string()}]));
    let found = server.diagnostics(uri, 2);
    let asked = found.iter().find(|it| it["code"] == "unused-ignore").expect("a kind word");
    assert!(asked["message"].as_str().is_some_and(|it| it.contains("Who checked this?")), "{asked}");
    // What claims nothing has nothing to check.
    assert_eq!(offers(&mut server, uri, 0, 4), Vec::<Value>::new());
    assert_eq!(offers(&mut server, uri, 5, 3), Vec::<Value>::new());
}

#[test]
fn the_latest_mark_counts_and_what_is_no_mark_is_told() {
    let text = "The plant employs 4,200 people. <!-- factcheck-check: changed by Ana, 2024-05-20, from \
        https://example.org/a (was 4,000) --> <!-- factcheck-check: open by Ola, 2024-05-02 -->\n\n\
        It opened in 2019. <!-- factcheck-check: fine by me -->\n";
    let mut server = Server::greet(full(), &[]);
    server.open("file:///a.md", text);
    let found = server.diagnostics("file:///a.md", 1);
    let told: Vec<_> = found.iter().filter(|it| it["code"] == "unused-ignore").collect();
    assert_eq!(told.len(), 1, "{found:?}");
    assert!(
        told[0]["message"].as_str().is_some_and(|it| it.contains("begins with confirmed, changed or open"))
    );
    assert_eq!(told[0]["range"]["start"], json!({"line": 2, "character": 19}));
    let told = hover(&mut server, "file:///a.md", 0, 12);
    assert!(
        told.contains("Last check mark: changed by Ana, 2024-05-20, from https://example.org/a (was 4,000)"),
        "{told}"
    );
}
