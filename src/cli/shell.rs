//! `completions` and `man`: what packagers and shells want of a command line.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Outcome;
use super::args::{Arguments, CompletionsArgs};

/// Prints a shell's completions.
pub fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    // The generator panics where it cannot write: it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "factcheck-ls", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Clean)
}

/// Prints the manual page, the commands' own after the program's.
pub fn man(out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut command = Arguments::command();
    command.build();
    page(&command, out)?;
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set() && inner.get_name() != "help")
    {
        let named = inner.clone().name(format!("factcheck-ls-{}", inner.get_name()));
        page(&named, out)?;
    }
    Ok(Outcome::Clean)
}

fn page(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    clap_mangen::Man::new(command.clone()).render(out)
}
