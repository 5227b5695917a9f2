//! A small client of the language server, for tests: it speaks to the real program over its standard streams.

#![allow(dead_code)] // Each test program uses its part.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take before a test gives up: generous, for busy machines.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// A running server and our side of the conversation.
pub struct Server {
    child: Child,
    input: Option<ChildStdin>,
    messages: mpsc::Receiver<Value>,
    log: Option<thread::JoinHandle<String>>,
    unread: VecDeque<Value>,
    next_id: i64,
    /// Never answers the server's requests.
    pub mute: bool,
    /// What the server is told when it asks for settings.
    pub settings: Value,
    /// The server's requests so far, by method.
    pub asked: Vec<String>,
}

impl Server {
    /// Starts the server.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts the server with these environment variables. Findings are not held unless one of them says so.
    pub fn start_with(environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"));
        command.env("FACTCHECK_TEST_HOLD", "0").env("FACTCHECK_INDEX", "").envs(environment.iter().copied());
        Self::run(command)
    }

    /// Starts the server by this command.
    pub fn run(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let (sender, messages) = mpsc::channel();
        let output = child.stdout.take().expect("piped");
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut errors = child.stderr.take().expect("piped");
        let log = thread::spawn(move || {
            let mut log = Vec::new();
            let _ = errors.read_to_end(&mut log);
            String::from_utf8_lossy(&log).into_owned()
        });
        Server {
            input: child.stdin.take(),
            child,
            messages,
            log: Some(log),
            unread: VecDeque::new(),
            next_id: 1,
            mute: false,
            settings: Value::Null,
            asked: Vec::new(),
        }
    }

    /// Starts the server and greets it: the capabilities and folders given, nothing else.
    pub fn greet(capabilities: Value, folders: &[&Path]) -> Self {
        let mut server = Self::start();
        server.initialize(capabilities, folders);
        server
    }

    /// Initializes the session; the server's result.
    pub fn initialize(&mut self, capabilities: Value, folders: &[&Path]) -> Value {
        self.initialize_with(capabilities, folders, Value::Null)
    }

    /// The same, with initialization options.
    pub fn initialize_with(&mut self, capabilities: Value, folders: &[&Path], options: Value) -> Value {
        let folders: Vec<_> =
            folders.iter().map(|folder| json!({"uri": uri(folder), "name": "folder"})).collect();
        let params = json!({
            "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders,
            "initializationOptions": options,
        });
        let answer = self.call("initialize", params);
        self.notify("initialized", json!({}));
        answer
    }

    /// Writes bytes as they are. A client that has hung up answers nothing any more.
    pub fn write(&mut self, bytes: &[u8]) {
        let Some(input) = self.input.as_mut() else { return };
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its id.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        id
    }

    /// The response to a request.
    pub fn response(&mut self, id: i64) -> Value {
        self.wait(&format!("the response to {id}"), |message| {
            message.get("method").is_none() && message["id"] == id
        })
    }

    /// Sends a request and waits for its result, which must not be an error.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    /// Sends a request and waits for its error code.
    pub fn call_error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        let response = self.response(id);
        response["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} is no error: {response}"))
    }

    /// Waits for a message, keeping the others for later.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).expect("found");
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = match self.messages.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("no {what}; unread: {:?}", self.unread),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {what}"),
            };
            self.serve(&message);
            if wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    /// Everything the server has said on a matter and nobody has read, up to the answer to a request made now.
    pub fn said(&mut self, method: &str) -> Vec<Value> {
        // Any request will do; the answer to this one needs no document.
        let id = self.request("textDocument/hover", at("untitled:nobody", 0, 0));
        self.response(id);
        let (said, unread) = self.unread.drain(..).partition(|message| message["method"] == method);
        self.unread = unread;
        Vec::from_iter::<VecDeque<Value>>(said)
    }

    /// Answers a request of the server.
    fn serve(&mut self, message: &Value) {
        let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) else {
            return;
        };
        self.asked.push(method.to_owned());
        if self.mute {
            return;
        }
        let result = match method {
            "workspace/configuration" => {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                Value::from(vec![self.settings.clone(); items])
            }
            "workspace/applyEdit" => json!({"applied": true}),
            _ => Value::Null,
        };
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
    }

    /// Opens a document as version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "markdown", 1, text);
    }

    /// Opens a document.
    pub fn open_as(&mut self, uri: &str, language: &str, version: i32, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}}),
        );
    }

    /// Changes a document.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}),
        );
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The diagnostics published for a version of a document.
    pub fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let message = self.wait(&format!("diagnostics of {uri} version {version}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The diagnostics published for a document without a version.
    pub fn unversioned(&mut self, uri: &str) -> Vec<Value> {
        let message = self.wait(&format!("diagnostics of {uri}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"].get("version").is_none_or(Value::is_null)
        });
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The answer to a pull of a document's diagnostics.
    pub fn pull(&mut self, uri: &str, previous: Option<&str>) -> Value {
        let mut params = json!({"textDocument": {"uri": uri}});
        if let Some(previous) = previous {
            params["previousResultId"] = previous.into();
        }
        self.call("textDocument/diagnostic", params)
    }

    /// Shuts the server down in order; its exit code and its log.
    pub fn finish(mut self) -> (Option<i32>, String) {
        self.call("shutdown", Value::Null);
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        self.end()
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the server to end; its exit code and its log.
    pub fn end(mut self) -> (Option<i32>, String) {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            assert!(Instant::now() < deadline, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        };
        let log = self.log.take().map(|log| log.join().expect("the log is read"));
        (status.code(), log.unwrap_or_default())
    }

    /// The server's process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("not the protocol: {line:?}"));
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("a message is JSON"))
}

/// Capabilities of a modern client that is sent its diagnostics.
pub fn full() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {
            "workspaceEdit": {"documentChanges": true},
            "configuration": true,
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true,
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                "isPreferredSupport": true,
            },
        },
    })
}

/// The same client, asking for its diagnostics.
pub fn pulling() -> Value {
    let mut capabilities = full();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities
}

/// The URI of a path.
pub fn uri(path: impl AsRef<Path>) -> String {
    let path = path.as_ref().to_str().expect("test paths are plain");
    format!("file://{}", path.replace(' ', "%20"))
}

/// Parameters that name a place.
pub fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

/// A range on one line.
pub fn range(line: u32, start: u32, end: u32) -> Value {
    json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}})
}

/// A folder of its own for one test, with these files; gone when dropped.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// The real path of a folder: temporary folders are links on some systems.
pub fn real(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().canonicalize().expect("it exists")
}

/// The start of each diagnostic, with its code.
pub fn marks(diagnostics: &[Value]) -> Vec<(u64, u64, String)> {
    let mark = |diagnostic: &Value| {
        let start = &diagnostic["range"]["start"];
        let number = |field: &str| start[field].as_u64().expect("a number");
        (number("line"), number("character"), diagnostic["code"].as_str().expect("a code").to_owned())
    };
    diagnostics.iter().map(mark).collect()
}

/// A text as the client keeps it, in its own way: by characters, so that the server's arithmetic is not checked
/// against itself.
#[derive(Clone)]
pub struct Mirror {
    pub text: Vec<char>,
    pub encoding: &'static str,
}

impl Mirror {
    pub fn new(text: &str, encoding: &'static str) -> Self {
        Mirror { text: text.chars().collect(), encoding }
    }

    pub fn string(&self) -> String {
        self.text.iter().collect()
    }

    /// The position of the character at an index.
    pub fn position(&self, index: usize) -> Value {
        let (mut line, mut column) = (0, 0);
        for at in 0..index {
            let c = self.text[at];
            let breaks = c == '\n' || (c == '\r' && self.text.get(at + 1) != Some(&'\n'));
            if breaks {
                line += 1;
                column = 0;
            } else {
                column += match self.encoding {
                    "utf-8" => c.len_utf8(),
                    "utf-16" => c.len_utf16(),
                    _ => 1,
                };
            }
        }
        json!({"line": line, "character": column})
    }

    /// Replaces characters; the change as the server is told.
    pub fn splice(&mut self, from: usize, to: usize, new: &str) -> Value {
        let change = json!({"range": {"start": self.position(from), "end": self.position(to)}, "text": new});
        self.text.splice(from..to, new.chars());
        change
    }

    /// Whether an index is between `\r` and `\n`, where no client puts its cursor.
    pub fn splits_break(&self, index: usize) -> bool {
        index > 0 && self.text.get(index - 1) == Some(&'\r') && self.text.get(index) == Some(&'\n')
    }

    /// The index of a position.
    pub fn index(&self, position: &Value) -> usize {
        (0..=self.text.len())
            .find(|&index| !self.splits_break(index) && self.position(index) == *position)
            .unwrap_or_else(|| panic!("no such place: {position}"))
    }

    /// Applies a workspace edit to this text, the only document it may change.
    pub fn apply(&mut self, edit: &Value, uri: &str) {
        let edits = match edit["documentChanges"].as_array() {
            Some(changes) => {
                assert_eq!(changes.len(), 1);
                assert_eq!(changes[0]["textDocument"]["uri"], uri);
                changes[0]["edits"].as_array()
            }
            None => edit["changes"][uri].as_array(),
        };
        let edits = edits.expect("edits of this document");
        let place = |edit: &Value, end: &str| self.index(&edit["range"][end]);
        let mut placed: Vec<_> = edits
            .iter()
            .map(|edit| (place(edit, "start"), place(edit, "end"), edit["newText"].as_str().expect("text")))
            .collect();
        placed.sort_by_key(|(start, end, _)| (*start, *end));
        for (start, end, text) in placed.into_iter().rev() {
            self.text.splice(start..end, text.chars());
        }
    }
}
