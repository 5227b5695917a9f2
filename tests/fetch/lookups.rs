//! `entity`, `claim` and `log`.

use super::server::{Server, data, missing};
use super::{complained, fetch, run, said};

/// A server that knows Ana Ruiz, mayor of Norvik.
pub fn world() -> Server {
    Server::start(|path, stream| {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        match path {
            "/w/api.php" if query.contains("wbsearchentities") && query.contains("Nobody") => {
                data(stream, r#"{"search":[]}"#);
            }
            "/w/api.php" if query.contains("wbsearchentities") => {
                data(stream, r#"{"search":[{"id":"Q11","label":"Ana Ruiz","description":"mayor"}]}"#);
            }
            "/w/api.php" if query.contains("ids=Q11") => data(
                stream,
                r#"{"entities":{"Q11":{"labels":{"en":{"value":"Ana Ruiz"}},"descriptions":{"en":{"value":"mayor of Norvik"}},
                "sitelinks":{"enwiki":{"title":"Ana Ruiz"}},"claims":{
                "P569":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"time":"+1970-03-00T00:00:00Z","precision":10}}},"references":[{}]}],
                "P39":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q12"}}},
                  "qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2019-02-01T00:00:00Z","precision":11}}}]}},
                 {"rank":"deprecated","mainsnak":{"datavalue":{"value":{"id":"Q13"}}}}]}}}}"#,
            ),
            "/w/api.php" => {
                data(stream, r#"{"entities":{"Q12":{"labels":{"en":{"value":"Mayor of Norvik"}}}}}"#)
            }
            "/summary/Ana%20Ruiz" => data(stream, r#"{"extract":"Ana Ruiz is the mayor of Norvik."}"#),
            "/claims:search" => data(
                stream,
                r#"{"claims":[{"text":"The dam leaks","claimant":"A mayor","claimReview":[{"publisher":{"name":"Norvik Checks"},
                "url":"https://checks.example/dam","textualRating":"Mostly true","reviewDate":"2024-05-17T00:00:00Z"}]}]}"#,
            ),
            _ => missing(stream),
        }
    })
}

#[test]
fn a_name_is_looked_up_with_dates_and_references() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let output = run(fetch(&server, home.path()).args(["entity", "Ana Ruiz"]));
    let text = said(&output);
    for part in [
        "Ana Ruiz  mayor of Norvik  (Q11)",
        "born: 1970-03\n",
        "position: Mayor of Norvik, since 2019-02-01  (unreferenced)",
        "Ana Ruiz is the mayor of Norvik.",
    ] {
        assert!(text.contains(part), "{part}: {text}{}", complained(&output));
    }
    assert!(!text.contains("Q13"), "deprecated: {text}");
    let nobody = run(fetch(&server, home.path()).args(["entity", "Nobody"]));
    assert!(said(&nobody).contains("knows nobody"), "{}", said(&nobody));
}

#[test]
fn a_claim_is_sent_with_the_users_key_which_no_log_shows() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let without = run(fetch(&server, home.path()).args(["claim", "The dam leaks"]));
    assert_eq!(without.status.code(), Some(2));
    assert!(complained(&without).contains("FACTCHECK_CLAIM_KEY"));
    let draft = "word ".repeat(100);
    let long = run(fetch(&server, home.path()).env("FACTCHECK_CLAIM_KEY", "k3y").args(["claim", &draft]));
    assert_eq!(long.status.code(), Some(2), "a draft is not sent");
    assert!(server.asked().is_empty());
    let output =
        run(fetch(&server, home.path()).env("FACTCHECK_CLAIM_KEY", "k3y").args(["claim", "The dam leaks"]));
    let text = said(&output);
    assert!(text.contains("Norvik Checks: Mostly true  2024-05-17"), "{text}{}", complained(&output));
    assert!(!complained(&output).contains("k3y"), "{}", complained(&output));
    let log = run(fetch(&server, home.path()).arg("log"));
    let log = said(&log);
    assert!(log.contains("query=The+dam+leaks") && log.contains("200"), "{log}");
    assert!(!log.contains("k3y"), "{log}");
    for file in std::fs::read_dir(home.path().join("cache")).expect("kept answers").flatten() {
        let kept = std::fs::read(file.path()).expect("readable");
        assert!(!String::from_utf8_lossy(&kept).contains("k3y"), "{}", file.path().display());
    }
}

#[test]
fn the_log_has_every_request_and_the_cache_can_be_cleared() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let none = run(fetch(&server, home.path()).arg("log"));
    assert_eq!(said(&none), "No request was ever made.\n");
    run(fetch(&server, home.path()).args(["--quiet", "entity", "Nobody"]));
    run(fetch(&server, home.path()).args(["--quiet", "source", "http://127.0.0.1:9/inside"]));
    let log = said(&run(fetch(&server, home.path()).arg("log")));
    assert!(log.contains("search=Nobody") && log.contains("http://127.0.0.1:9/inside"), "{log}");
    let cleared = run(fetch(&server, home.path()).args(["cache", "clear"]));
    assert_eq!(said(&cleared), "1 kept answers removed.\n");
    run(fetch(&server, home.path()).args(["entity", "Nobody"]));
    assert_eq!(server.asked().len(), 2, "asked anew");
}
