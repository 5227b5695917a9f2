//! Face 2: the terminal.

mod args;
mod check;
mod claims;
mod collect;
mod explain;
mod fix;
mod knowledge;
mod page;
mod progress;
pub mod report;
mod rules;
mod settings;
mod shell;
mod terminal;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing stands at or above the denied level.
    Clean,
    /// Something does.
    Denied,
    /// Some of the work could not be done; the reason has been told.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Denied => 1,
            Outcome::Incomplete => 2,
        })
    }
}

/// Does what the command line asks. `None` when it asks for the editor's face.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Option<ExitCode> {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        // Help and version go to standard output and are no error; a reader that has left is none either.
        Err(error) => {
            let _ = error.print();
            return Some(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)));
        }
    };
    match arguments.command {
        None | Some(Command::Lsp { .. }) => None,
        Some(command) => Some(execute(&command)),
    }
}

fn execute(command: &Command) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match command {
        Command::Check(args) => check::run(args, &mut out),
        Command::Claims(args) => claims::run(args, &mut out),
        Command::Explain(args) => explain::run(args, &mut out),
        Command::Rules(args) => rules::run(args, &mut out),
        Command::Config(args) => settings::run(args, &mut out),
        Command::Completions(args) => shell::completions(args, &mut out),
        Command::Man => shell::man(&mut out),
        Command::Knowledge(args) => knowledge::run(args, &mut out),
        Command::Lsp { .. } => Ok(Outcome::Clean),
    };
    match done.and_then(|outcome| out.flush().map(|()| outcome).map_err(Into::into)) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "factcheck-ls: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of our output has left (`| head`): it got what it wanted.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
