//! `workspace/executeCommand`: what has no request of its own in the protocol, so that every editor can offer it.
//!
//! Arguments are positional, the document's URI first. What changes a text is applied by the client where it can be
//! asked to (`workspace/applyEdit`), and is else the command's result: a `WorkspaceEdit`.

mod config;
mod edits;
mod lists;
mod status;

use jiff::civil::Date;
use serde_json::Value;
use tower_lsp::jsonrpc::Error;
use tower_lsp::ls_types::{Position, Uri, WorkspaceEdit};

use super::client::Abilities;
use super::fault;
use super::reading::Checked;

/// The commands, as clients send them.
pub(super) const NAMES: [&str; 7] = [CLAIMS, SOURCES, SOURCE, STATUS, CITE, SET_DATE, DISABLE_RULE];

/// `[uri]`: the claims with their status.
const CLAIMS: &str = "factcheck-ls.claims";
/// `[uri, position?]`: the library, what backs the sentence there best first.
const SOURCES: &str = "factcheck-ls.sources";
/// `[uri, key]`: where an entry of the library is defined, and how it reads.
const SOURCE: &str = "factcheck-ls.source";
/// `[uri]`: how the document stands, and what it is checked by.
const STATUS: &str = "factcheck-ls.status";
/// `[uri, position, key, locator?]`: cites an entry of the library for the sentence there, at "p. 3" of it.
const CITE: &str = "factcheck-ls.cite";
/// `[uri, date?]`: dates the article; today unless told.
const SET_DATE: &str = "factcheck-ls.setDate";
/// `[uri, rule]`: switches a rule off in `factcheck.toml`.
const DISABLE_RULE: &str = "factcheck-ls.disableRule";

/// A command with its arguments, the document's URI apart.
pub(super) enum Command {
    Claims,
    Sources(Option<Position>),
    Source(String),
    Status,
    Cite { at: Position, key: String, locator: Option<String> },
    SetDate(Date),
    DisableRule(String),
}

/// What comes of a command.
pub(super) enum Answer {
    Told(Value),
    Edit { label: String, edit: WorkspaceEdit },
}

impl Command {
    /// Reads a command and the document it is about. The error says in plain words what was expected.
    pub fn read(name: &str, arguments: &[Value]) -> Result<(Uri, Command), Error> {
        let wrong = |expected: &str| Error::invalid_params(format!("{name} takes {expected}"));
        let text = |at: usize| arguments.get(at).and_then(Value::as_str);
        let place = |at: usize| arguments.get(at).and_then(|it| serde_json::from_value(it.clone()).ok());
        if !NAMES.contains(&name) {
            return Err(Error::invalid_params(format!("factcheck-ls has no command \"{name}\"")));
        }
        let uri =
            text(0).and_then(|uri| uri.parse().ok()).ok_or_else(|| wrong("the document's URI first"))?;
        let command = match name {
            CLAIMS => Command::Claims,
            SOURCES => Command::Sources(place(1)),
            SOURCE => Command::Source(text(1).ok_or_else(|| wrong("a citation key second"))?.to_owned()),
            CITE => {
                let at = place(1).ok_or_else(|| wrong("a position second"))?;
                let key = text(2).ok_or_else(|| wrong("a citation key third"))?.to_owned();
                let locator = text(3).map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
                Command::Cite { at, key, locator }
            }
            SET_DATE => match arguments.get(1) {
                None | Some(Value::Null) => Command::SetDate(fault::today()),
                Some(date) => {
                    let date = date.as_str().and_then(|date| date.trim().parse().ok());
                    Command::SetDate(date.ok_or_else(|| wrong("a date such as 2024-05-16 second"))?)
                }
            },
            DISABLE_RULE => {
                Command::DisableRule(text(1).ok_or_else(|| wrong("a rule's name second"))?.to_owned())
            }
            _ => Command::Status,
        };
        Ok((uri, command))
    }

    /// Does it. The error is for the user.
    pub fn run(self, checked: &Checked, client: &Abilities) -> Result<Answer, String> {
        let report = checked.report.as_ref().ok_or("This document is not checked: it holds no prose.")?;
        match self {
            Command::Claims => told(lists::claims(checked, report, client)),
            Command::Sources(at) => told(lists::sources(checked, report, at, client)),
            Command::Source(key) => told(lists::source(report, &key, client)?),
            Command::Status => told(status::of(checked, report)),
            Command::Cite { at, key, locator } => {
                edits::cite(checked, report, at, &key, locator.as_deref(), client)
            }
            Command::SetDate(date) => edits::set_date(checked, report, date, client),
            Command::DisableRule(rule) => config::disable(checked, report, &rule, client),
        }
    }
}

fn told(answer: impl serde::Serialize) -> Result<Answer, String> {
    // Plain data: writing it as JSON does not fail.
    Ok(Answer::Told(serde_json::to_value(answer).unwrap_or_default()))
}
