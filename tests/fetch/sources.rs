//! `source`: pages and DOIs as entries of a library.

use factcheck_ls::citations::{Library, LibraryEntry};

use super::server::{Server, data, missing, page};
use super::{complained, fetch, run, said};

const ARTICLE: &str = r#"<!doctype html><html><head><title>Dam leaks | Norvik Gazette</title>
<link rel="canonical" href="/2024/05/16/dam-leaks">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Dam leaks again",
"datePublished":"2024-05-16T08:00:00+02:00","author":{"@type":"Person","name":"Ana Ruiz"},
"publisher":{"@type":"NewsMediaOrganization","name":"Norvik Gazette"}}</script></head><body><p>Text.</p></body></html>"#;

fn world() -> Server {
    Server::start(|path, stream| match path.split('?').next().unwrap_or_default() {
        "/news" => page(stream, ARTICLE),
        "/2024/05/16/old-dam-leaks-again.html" => page(stream, "<p>No word of itself."),
        "/doi/10.1000/dams" => data(
            stream,
            r#"{"type":"journal-article","title":["Dams of the North"],"author":[{"given":"Kari","family":"Haugen"}],
                "container-title":"Journal of Water","issued":{"date-parts":[[2008,3]]},"volume":"3","issue":"2",
                "page":"12-19","DOI":"10.1000/dams","reference":[{"key":"1"}]}"#,
        ),
        "/wayback/available" => data(
            stream,
            r#"{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"20240517093000",
                "url":"http://web.archive.org/web/20240517093000/http://gazette.example/news"}}}"#,
        ),
        _ => missing(stream),
    })
}

fn entry(text: &str) -> LibraryEntry {
    let library = Library::parse(&[("new.bib".into(), text.into())]);
    assert!(library.problems.is_empty(), "{:?}\n{text}", library.problems);
    library.entries.into_iter().next().expect("an entry")
}

#[test]
fn a_page_tells_of_itself() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let output = run(fetch(&server, home.path()).args(["source", &server.url("/news")]));
    assert!(output.status.success(), "{}", complained(&output));
    let found = entry(&said(&output));
    assert_eq!((found.key.as_str(), found.title.as_str()), ("ruiz2024leaks", "Dam leaks again"));
    assert_eq!(found.authors, ["Ana Ruiz"]);
    assert_eq!(found.container.as_deref(), Some("Norvik Gazette"));
    assert_eq!(found.date, Some((2024, Some(5), Some(16))));
    assert_eq!(found.url, Some(server.url("/2024/05/16/dam-leaks")), "the canonical address");
    assert!(complained(&output).contains(&format!("GET {}", server.url("/news"))), "what is sent is shown");
    // Who asks is told, and nothing of the user.
    let headers = server.headers().join("\n").to_lowercase();
    assert!(headers.contains("user-agent: factcheck-fetch/"), "{headers}");
    assert!(!headers.contains("cookie") && !headers.contains("referer"), "{headers}");
    // Asked again, nobody is asked.
    let again = run(fetch(&server, home.path()).args(["source", &server.url("/news")]));
    assert_eq!(said(&again), said(&output));
    assert_eq!(server.asked(), ["/news"]);
    let offline = run(fetch(&server, home.path()).args(["--offline", "source", &server.url("/news")]));
    assert_eq!(said(&offline), said(&output));
    let unknown = run(fetch(&server, home.path()).args(["--offline", "source", &server.url("/other")]));
    assert_eq!(unknown.status.code(), Some(2));
    assert!(complained(&unknown).contains("--offline"), "{}", complained(&unknown));
}

#[test]
fn every_format_says_the_same() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    for (format, name) in [("yaml", "a.yaml"), ("csl-json", "a.json"), ("bibtex", "a.bib")] {
        let output =
            run(fetch(&server, home.path()).args(["source", &server.url("/news"), "--format", format]));
        let library = Library::parse(&[(name.into(), said(&output))]);
        assert!(library.problems.is_empty(), "{format}: {:?}", library.problems);
        assert_eq!(library.entries[0].title, "Dam leaks again", "{format}");
        assert_eq!(library.entries[0].date, Some((2024, Some(5), Some(16))), "{format}");
    }
    let output = run(fetch(&server, home.path()).args(["source", &server.url("/news"), "--format", "json"]));
    let value: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!(value["origins"]["title"], "JSON-LD");
}

#[test]
fn a_doi_is_asked_of_its_registry() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let output = run(fetch(&server, home.path()).args(["source", "doi:10.1000/dams"]));
    let found = entry(&said(&output));
    assert_eq!(found.title, "Dams of the North");
    assert_eq!(found.authors, ["Kari Haugen"]);
    assert_eq!(found.container.as_deref(), Some("Journal of Water"));
    assert_eq!(found.date, Some((2008, Some(3), None)));
    assert!(server.headers().iter().any(|line| line.contains("application/vnd.citationstyles.csl+json")));
}

#[test]
fn what_the_page_does_not_tell_its_address_does() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let url = server.url("/2024/05/16/old-dam-leaks-again.html");
    let output = run(fetch(&server, home.path()).args(["source", &url, "--archive", "--date", "2024-05-18"]));
    assert!(output.status.success(), "{}", complained(&output));
    let text = said(&output);
    let found = entry(&text);
    assert_eq!((found.title.as_str(), found.date), ("Old dam leaks again", Some((2024, Some(5), Some(16)))));
    assert!(text.contains("TK AUTHOR"), "{text}");
    assert!(text.contains("https://web.archive.org/web/20240517093000/"), "{text}");
    assert!(server.asked().iter().any(|path| path.contains("timestamp=20240518")), "{:?}", server.asked());
}

#[test]
fn nonsense_is_not_sent() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    for what in [
        "Dam leaks again, sources say",
        "ftp://gazette.example/a",
        "file:///etc/passwd",
        "10.1000",
        "https://",
    ] {
        let output = run(fetch(&server, home.path()).args(["source", what]));
        assert_eq!(output.status.code(), Some(2), "{what}");
        assert!(!complained(&output).contains("GET"), "{what}: {}", complained(&output));
    }
    assert!(server.asked().is_empty());
}
