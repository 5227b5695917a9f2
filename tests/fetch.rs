//! `factcheck-fetch` against a server of this machine, which answers as the real ones do and misbehaves in every way.

#[path = "fetch/server.rs"]
mod server;

#[path = "fetch/links.rs"]
mod links;
#[path = "fetch/lookups.rs"]
mod lookups;
#[path = "fetch/misbehaviour.rs"]
mod misbehaviour;
#[path = "fetch/served.rs"]
mod served;
#[path = "fetch/sources.rs"]
mod sources;

use std::path::Path;
use std::process::{Command, Output};

/// The program, with a home of its own, allowed to ask `server` and nobody else of this machine.
fn fetch(server: &server::Server, home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck-fetch"));
    at_home(&mut command, server, home);
    command
}

/// The surroundings of the program, or of one that starts it.
fn at_home(command: &mut Command, server: &server::Server, home: &Path) {
    command
        .env("FACTCHECK_FETCH_HOME", home)
        .env("FACTCHECK_FETCH_ALLOW", server.host())
        .env("FACTCHECK_FETCH_PACE", "0")
        .env("FACTCHECK_FETCH_PATIENCE", "2000")
        .env_remove("FACTCHECK_CLAIM_KEY")
        .env_remove("http_proxy")
        .env_remove("https_proxy");
    for (variable, path) in [
        ("FACTCHECK_FETCH_DOI", "/doi/"),
        ("FACTCHECK_FETCH_ARCHIVE", "/wayback/available"),
        ("FACTCHECK_FETCH_WIKIDATA", "/w/api.php"),
        ("FACTCHECK_FETCH_WIKIPEDIA", "/summary/"),
        ("FACTCHECK_FETCH_CLAIMS", "/claims:search"),
    ] {
        command.env(variable, server.url(path));
    }
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
