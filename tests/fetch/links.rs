//! `links`: dead and moved addresses, asked for politely.

use std::fs;

use super::server::{Server, data, missing, page, plain};
use super::{complained, fetch, run, said};

fn site() -> Server {
    Server::start(|path, stream| match path.split('?').next().unwrap_or_default() {
        "/robots.txt" => plain(
            stream,
            "200 OK",
            "Content-Type: text/plain\r\n",
            b"User-agent: *\nDisallow: /private\n\nUser-agent: otherbot\nDisallow: /\n",
        ),
        "/dead" => missing(stream),
        "/old" => plain(stream, "301 Moved Permanently", "Location: /new\r\n", b""),
        "/away" => plain(stream, "302 Found", "Location: /\r\n", b""),
        "/members" => plain(stream, "403 Forbidden", "", b""),
        "/wayback/available" => data(
            stream,
            r#"{"archived_snapshots":{"closest":{"available":true,"url":"http://web.archive.org/web/2024/x","status":"200"}}}"#,
        ),
        _ => page(stream, "<title>Well</title>"),
    })
}

#[test]
fn each_address_is_asked_once_and_judged() {
    let (server, home) = (site(), tempfile::tempdir().expect("a folder"));
    let folder = tempfile::tempdir().expect("a folder");
    let url = |path: &str| server.url(path);
    let article = format!(
        "One [a]({}), two <{}>, three [b]({}).\n\nFour [c]({}), five [d]({}), six [e]({}).\n\n[f]: {}\n",
        url("/well"),
        url("/dead"),
        url("/old"),
        url("/away"),
        url("/members"),
        url("/private/x"),
        url("/well"),
    );
    fs::write(folder.path().join("a.md"), article).expect("written");
    fs::write(folder.path().join("s.bib"), format!("@online{{a, title={{A}}, url={{{}}}}}\n", url("/dead")))
        .expect("written");
    let mut command = fetch(&server, home.path());
    let output = run(command.args(["links", "--archive", "--format", "json"]).arg(folder.path()));
    assert_eq!(output.status.code(), Some(1), "{}", complained(&output));
    let links: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
    let of = |path: &str| {
        links
            .as_array()
            .and_then(|all| all.iter().find(|link| link["url"] == url(path)))
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(of("/well")["verdict"], "well");
    assert_eq!(of("/dead")["verdict"], "dead");
    assert_eq!(of("/dead")["archived"], "https://web.archive.org/web/2024/x");
    assert_eq!(of("/dead")["places"].as_array().map(Vec::len), Some(2), "{links}");
    assert_eq!(
        (of("/old")["verdict"].clone(), of("/old")["to"].clone()),
        ("moved".into(), url("/new").into())
    );
    assert_eq!(of("/away")["verdict"], "dead", "{links}");
    assert_eq!(of("/members")["verdict"], "unsure");
    assert_eq!(of("/private/x")["verdict"], "not-asked");
    let asked = server.asked();
    assert_eq!(asked[0], "/robots.txt", "the site's wishes come first");
    assert!(!asked.iter().any(|path| path.starts_with("/private")), "{asked:?}");
    assert_eq!(asked.iter().filter(|path| *path == "/well").count(), 1, "{asked:?}");
    // For people, from what is kept.
    let text = run(fetch(&server, home.path()).arg("--offline").args(["links"]).arg(folder.path()));
    let text = said(&text);
    assert!(text.contains("dead      ") && text.contains("a.md:1"), "{text}");
}

#[test]
fn a_site_whose_wishes_cannot_be_had_is_left_alone() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => plain(stream, "503 Service Unavailable", "", b""),
        _ => page(stream, "<title>Well</title>"),
    });
    let (home, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    fs::write(folder.path().join("a.md"), format!("One [a]({}).\n", server.url("/well"))).expect("written");
    let output = run(fetch(&server, home.path()).arg("links").arg(folder.path()));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(server.asked(), ["/robots.txt"]);
    let missing = run(fetch(&server, home.path()).args(["links", "no-such-folder"]));
    assert_eq!(missing.status.code(), Some(2));
    assert!(complained(&missing).contains("no-such-folder"), "{}", complained(&missing));
}
