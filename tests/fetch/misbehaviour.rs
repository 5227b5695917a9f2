//! Servers that are slow, endless, broken, or lead into the user's own network.

use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::server::{Server, page, plain};
use super::{complained, fetch, run, said};

/// Writes `piece` until nobody listens, or for 20 seconds.
fn endless(stream: &mut TcpStream, piece: &[u8], pause: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) && stream.write_all(piece).is_ok() {
        sleep(pause);
    }
}

fn gzip_bomb() -> Vec<u8> {
    // 100 MB of blanks, packed.
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        packer.write_all(&[b' '; 1 << 20]).expect("packed");
    }
    packer.finish().expect("packed")
}

fn villain() -> Server {
    let bomb = gzip_bomb();
    Server::start(move |path, stream| {
        let head = |stream: &mut TcpStream, lines: &str| {
            let _ =
                stream.write_all(format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}").as_bytes());
        };
        match path {
            "/slow-head" => endless(stream, b"X", Duration::from_millis(100)),
            "/slow-body" => {
                head(stream, "Content-Length: 100000\r\n\r\n");
                endless(stream, b" ", Duration::from_millis(100));
            }
            "/endless-body" => {
                head(stream, "\r\n<title>Endless dam story</title>");
                endless(stream, &[b' '; 1 << 16], Duration::ZERO);
            }
            "/endless-head" => {
                head(stream, "");
                endless(
                    stream,
                    b"X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
                    Duration::ZERO,
                );
            }
            "/bomb" => {
                plain(stream, "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb)
            }
            "/loop" => plain(stream, "302 Found", "Location: /loop\r\n", b""),
            "/inside" => plain(stream, "302 Found", "Location: http://127.0.0.1:1/secret\r\n", b""),
            "/cloud" => {
                plain(stream, "302 Found", "Location: http://169.254.169.254/latest/meta-data\r\n", b"")
            }
            "/named" => plain(stream, "302 Found", "Location: http://localhost:1/secret\r\n", b""),
            "/file" => plain(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
            "/password" => plain(stream, "302 Found", "Location: http://me:secret@127.0.0.1/\r\n", b""),
            "/short" => {
                head(stream, "Content-Length: 5000\r\n\r\n<title>Short dam story</title>");
            }
            "/chunks" => {
                head(stream, "Transfer-Encoding: chunked\r\n\r\nZZ\r\n<title>No chunk</title>\r\n");
            }
            "/nothing" => {}
            "/garbage" => {
                let _ = stream.write_all(&[0, 159, 146, 150, 13, 10, 13, 10]);
            }
            "/charset" => plain(
                stream,
                "200 OK",
                "Content-Type: text/html; charset=iso-8859-1\r\n",
                b"<title>Staud\xe6mning l\xe6kker</title>",
            ),
            "/no-charset" => {
                plain(
                    stream,
                    "200 OK",
                    "Content-Type: text/html; charset=klingon\r\n",
                    b"<title>D\xffm leaks</title>",
                );
            }
            "/gone" => plain(stream, "410 Gone", "", b""),
            "/busy" => plain(stream, "429 Too Many Requests", "Retry-After: 3600\r\n", b""),
            "/broken" => plain(stream, "500 Internal Server Error", "", b"{"),
            "/doi/10.1000/broken" => {
                plain(stream, "200 OK", "Content-Type: application/json\r\n", b"{\"title\": ")
            }
            "/doi/10.1000/list" => plain(stream, "200 OK", "Content-Type: application/json\r\n", b"[[[[]]]]"),
            "/moved" => plain(stream, "301 Moved Permanently", "Location: /fine\r\n", b""),
            _ => page(stream, "<title>A fine dam story</title>"),
        }
    })
}

/// Runs `source` on a path, and tells its exit code, answer and complaint. Never longer than a few seconds.
fn source(server: &Server, what: &str) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    let output = run(fetch(server, home.path()).args(["source", what]));
    assert!(begun.elapsed() < Duration::from_secs(15), "{what} took {:?}", begun.elapsed());
    let complaint = complained(&output);
    assert!(!complaint.contains("panicked"), "{what}: {complaint}");
    (output.status.code(), said(&output), complaint)
}

#[test]
fn whatever_a_server_does_ends_soon_and_in_words() {
    let server = villain();
    for (path, words) in [
        ("/slow-head", "could not be reached"),
        ("/endless-head", "could not be reached"),
        ("/loop", "on and on"),
        ("/nothing", "could not be reached"),
        ("/garbage", "could not be reached"),
        ("/gone", "no such page"),
        ("/busy", "fewer requests"),
        ("/broken", "status 500"),
        ("/chunks", "could not be reached"),
    ] {
        let (code, said, complaint) = source(&server, &server.url(path));
        assert_eq!(code, Some(2), "{path}: {said}{complaint}");
        assert!(complaint.contains(words), "{path}: {complaint}");
        assert!(said.is_empty(), "{path}: {said}");
    }
    for doi in ["10.1000/broken", "10.1000/list"] {
        let (code, _, complaint) = source(&server, doi);
        assert_eq!(code, Some(2), "{doi}");
        assert!(complaint.contains("cannot be used"), "{doi}: {complaint}");
    }
}

#[test]
fn what_came_before_it_broke_is_used() {
    let server = villain();
    for (path, title) in [
        ("/endless-body", "Endless dam story"),
        ("/short", "Short dam story"),
        ("/charset", "Staudæmning lækker"),
        ("/no-charset", "D\u{fffd}m leaks"),
        ("/moved", "A fine dam story"),
    ] {
        let (code, said, complaint) = source(&server, &server.url(path));
        assert_eq!(code, Some(0), "{path}: {complaint}");
        assert!(said.contains(title), "{path}: {said}");
    }
    for path in ["/bomb", "/slow-body"] {
        let (_, _, complaint) = source(&server, &server.url(path));
        assert!(!complaint.contains("memory"), "{path}: {complaint}");
    }
}

#[test]
fn nobody_is_led_into_the_users_own_network() {
    let server = villain();
    for path in ["/inside", "/cloud", "/named", "/file", "/password"] {
        let (code, said, complaint) = source(&server, &server.url(path));
        assert_eq!(code, Some(2), "{path}: {said}");
        assert!(complaint.contains("was not asked"), "{path}: {complaint}");
    }
    // Nor straight away: only the one server is allowed.
    for url in [
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "http://localhost/",
        "http://0x7f000001/",
        "http://2130706433/",
    ] {
        let (code, _, complaint) = source(&server, url);
        assert_eq!(code, Some(2), "{url}");
        assert!(complaint.contains("was not asked"), "{url}: {complaint}");
    }
}

#[test]
fn what_cannot_be_logged_is_not_asked() {
    let server = villain();
    let home = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(home.path().join("log.jsonl")).expect("a folder where the log should be");
    let output = run(fetch(&server, home.path()).args(["source", &server.url("/fine")]));
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("log"), "{}", complained(&output));
    assert!(server.asked().is_empty());
}
