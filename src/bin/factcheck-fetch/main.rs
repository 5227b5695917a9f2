//! `factcheck-fetch`: the only program of the house that speaks to the network, and only when asked to.
//!
//! It sends what is asked about, an address, an identifier or a name, and nothing else: never a draft. Each request is
//! shown while it is made and kept in a log that `factcheck-fetch log` prints.

mod answer;
mod archive;
mod args;
mod cache;
mod claim;
mod entity;
mod failure;
mod guard;
mod journal;
mod links;
mod net;
mod page;
mod places;
mod record;
mod robots;
mod serve;
mod source;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, CacheCommand, Command};
use failure::Failure;
use net::Net;
use places::Places;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        // The reader has left.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(io::stderr(), "factcheck-fetch: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let places = Places::of_user()?;
    let net = || Net::new(&places, arguments.quiet, arguments.offline);
    let mut out = io::stdout().lock();
    match &arguments.command {
        Command::Source(ask) => source::run(&net()?, ask, &mut out).map(|()| ExitCode::SUCCESS),
        Command::Links(ask) => links::run(&net()?, ask, &mut out),
        Command::Entity(ask) => entity::run(&net()?, ask, &mut out).map(|()| ExitCode::SUCCESS),
        Command::Claim(ask) => claim::run(&net()?, ask, &mut out).map(|()| ExitCode::SUCCESS),
        Command::Serve(ask) => {
            serve::run(&net()?, ask, io::stdin().lock(), &mut out).map(|()| ExitCode::SUCCESS)
        }
        Command::Log => journal::print(&places, &mut out).map(|()| ExitCode::SUCCESS),
        Command::Cache { command: CacheCommand::Clear } => {
            let count = cache::Cache::new(&places).clear()?;
            writeln!(out, "{count} kept answers removed.")?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
