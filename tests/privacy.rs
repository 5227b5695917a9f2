//! A draft stays where it is: through a whole session the server opens no socket and starts no process.

mod common;

use std::io::Write;
use std::process::Command;

use common::*;
use serde_json::{Value, json};

/// Set to make this test fail, not pass with a warning, where `strace` is missing.
const REQUIRED: &str = "FACTCHECK_REQUIRE_STRACE";

fn can_trace() -> bool {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    traced.is_ok_and(|output| output.status.success())
}

#[test]
fn a_whole_session_opens_no_socket_and_starts_no_process() {
    if !can_trace() {
        let required = std::env::var(REQUIRED).is_ok_and(|value| value == "1");
        assert!(!required, "strace is missing or may not trace, and {REQUIRED}=1 asks for it");
        // The skip must be seen, even where the output of tests that pass is kept back.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: strace is missing or may not trace; {REQUIRED}=1 makes this an error"
        );
        return;
    }
    let folder = folder(&[
        ("factcheck.toml", "notes = [\"desk.md\"]\n"),
        ("desk.md", "# Ana Ruiz\n\nMayor of Oldtown since 2019.\n"),
        (
            "sources.bib",
            "@online{council24, title={Council minutes}, url={https://council.example/minutes}}\n",
        ),
        ("other.md", "Also TK.\n"),
    ]);
    let root = real(&folder);
    let trace = root.join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=network,process", "-o"]).arg(&trace);
    command.arg(env!("CARGO_BIN_EXE_factcheck-ls"));
    let mut server = Server::run(command);
    server.settings = json!({"workspaceDiagnostics": true});
    session(&mut server, &root);
    assert_eq!(server.finish().0, Some(0));

    let trace = std::fs::read_to_string(trace).expect("strace wrote it");
    assert!(trace.contains("execve("), "nothing was traced: {trace}");
    let offences: Vec<_> = trace.lines().filter(|line| is_offence(line)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
    assert_eq!(trace.matches("execve(").count(), 1, "{trace}");
}

/// Everything an editor asks for, once.
fn session(server: &mut Server, root: &std::path::Path) {
    server.initialize(pulling(), &[root]);
    let article = uri(root.join("article.md"));
    server.open(
        &article,
        "# Oldtown\n\nAna Ruiz spent $4.2 billion, [according](https://news.example/a) to unnamed sources \
         [@council24; @nobody].\nReuters reported it on Monday. TK\n",
    );
    let report = server.pull(&article, None);
    for finding in report["items"].as_array().expect("items") {
        server.call(
            "textDocument/hover",
            json!({"textDocument": {"uri": article}, "position": finding["range"]["start"]}),
        );
        server.call(
            "textDocument/codeAction",
            json!({"textDocument": {"uri": article}, "range": finding["range"], "context": {"diagnostics": [finding]}}),
        );
    }
    server.change(&article, 2, json!([{"range": range(0, 0, 0), "text": "\n"}]));
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": article}}));
    let files = [uri(root.join("sources.bib")), uri(root.join("factcheck.toml"))];
    let changes: Vec<_> = files.iter().map(|uri| json!({"uri": uri, "type": 2})).collect();
    server.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    server.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
    let survey = server.call("workspace/diagnostic", json!({"previousResultIds": []}));
    assert!(survey["items"].as_array().is_some_and(|items| items.len() > 1), "{survey}");
    server.call("textDocument/hover", at(&article, 3, 2));
    server.close(&article);
    assert_eq!(server.call("textDocument/hover", at(&article, 3, 2)), Value::Null);
}

/// Whether a line of the trace is a call of the network, or starts a process and not a thread.
fn is_offence(line: &str) -> bool {
    let Some((before, arguments)) = line.split_once('(') else {
        return false;
    };
    let call = before.rsplit(' ').next().unwrap_or_default();
    match call {
        "clone" | "clone3" => !arguments.contains("CLONE_THREAD"),
        "execve" | "exit" | "exit_group" | "wait4" | "waitid" | "arch_prctl" => false,
        "kill" | "tkill" | "tgkill" | "pidfd_send_signal" => false,
        // How strace shows a thread that ends before its next call could be read.
        "" | "???" => false,
        _ => true,
    }
}

/// The test must be able to fail.
#[test]
fn offences_are_recognised() {
    for line in [
        "12 socket(AF_INET, SOCK_STREAM, 0) = 3",
        "12 connect(3, {sa_family=AF_INET}, 16) = 0",
        "12 vfork() = 13",
        "12 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 13",
        "12 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0",
    ] {
        assert!(is_offence(line), "{line}");
    }
    for line in [
        "12 execve(\"/bin/x\", [\"x\"], 0x7ffc /* 9 vars */) = 0",
        "12 clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD|CLONE_SYSVSEM}, 88) = 13",
        "12 <... clone3 resumed> => {parent_tid=[13]}, 88) = 13",
        "12 exit_group(0) = ?",
        "12 +++ exited with 0 +++",
    ] {
        assert!(!is_offence(line), "{line}");
    }
}
