//! The language server with look-ups switched on: it hands unknown names to this program, and nothing else.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::lookups::world;
use super::server::Server;
use super::{at_home, run};

const DRAFT: &str = "The mayor, Ana Ruiz, told nobody of the secret dam. Ola Nobody said so.\n";

/// A session of the language server.
struct Session {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: i64,
}

impl Session {
    fn start(server: &Server, home: &Path, switch: Option<&str>) -> Session {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"));
        at_home(&mut command, server, home);
        command.env("FACTCHECK_INDEX", "").env_remove("FACTCHECK_LOOK_UPS");
        if let Some(switch) = switch {
            command.env("FACTCHECK_LOOK_UPS", switch);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let input = child.stdin.take().expect("piped");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let mut session = Session { child, input, output, asked: 0 };
        let capabilities = json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}});
        // Whatever a client or a workspace says of look-ups, it switches nothing on.
        let options = json!({"lookUps": true, "look-ups": "on"});
        session.call(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options}),
        );
        session.tell("initialized", json!({}));
        let document =
            json!({"uri": "file:///tmp/draft.md", "languageId": "markdown", "version": 1, "text": DRAFT});
        session.tell("textDocument/didOpen", json!({"textDocument": document}));
        session
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("it reads");
        self.input.flush().expect("it reads");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                self.output.read_line(&mut line).expect("it answers");
                match line.trim().strip_prefix("Content-Length: ") {
                    Some(count) => length = count.parse().expect("a number"),
                    None if line.trim().is_empty() => break,
                    None => {}
                }
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).expect("a message");
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            if message["id"] == id && message.get("method").is_none() {
                return message["result"].clone();
            }
        }
    }

    fn hover(&mut self, needle: &str) -> String {
        let column = DRAFT.find(needle).expect("it is there") + 1;
        let place = json!({"textDocument": {"uri": "file:///tmp/draft.md"}, "position": {"line": 0, "character": column}});
        self.call("textDocument/hover", place)["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Hovers until the words are there.
    fn until(&mut self, needle: &str, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let told = self.hover(needle);
            if told.contains(words) {
                return told;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{words}: {told}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_unknown_name_is_looked_up_while_nobody_waits_and_only_the_name_is_sent() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    let mut session = Session::start(&server, home.path(), Some("on"));
    let begun = Instant::now();
    let first = session.hover("Ana");
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert!(first.contains("To verify") && first.contains("Asking Wikidata about “Ana Ruiz”"), "{first}");
    let told = session.until("Ana", "mayor of Norvik");
    assert!(told.contains("- position: Mayor of Norvik, since 2019-02-01 *(unreferenced)*"), "{told}");
    session.until("Nobody said", "knows nobody");
    let asked = server.asked().join("\n");
    assert!(asked.contains("search=Ana+Ruiz"), "{asked}");
    assert!(!asked.contains("secret") && !asked.contains("dam"), "{asked}");
    let log = super::said(&run(super::fetch(&server, home.path()).arg("log")));
    assert!(log.contains("search=Ana+Ruiz"), "{log}");
}

#[test]
fn nothing_is_looked_up_unless_the_user_says_so_and_an_answer_that_fails_is_told() {
    let (server, home) = (world(), tempfile::tempdir().expect("a folder"));
    for switch in [None, Some("off"), Some("")] {
        let mut session = Session::start(&server, home.path(), switch);
        let told = session.hover("Ana");
        assert!(told.contains("To verify") && !told.contains("Wikidata"), "{switch:?}: {told}");
    }
    assert_eq!(server.asked(), Vec::<String>::new());
    let broken = Server::start(|_, stream| super::server::plain(stream, "500 Broken", "", b"no"));
    let mut session = Session::start(&broken, home.path(), Some("on"));
    let told = session.until("Ana", "Not looked up");
    assert!(told.contains("To verify"), "{told}");
}
