//! The program: parse arguments, choose a face, exit with its code.

use std::process::ExitCode;

use factcheck_ls::{cli, lsp};

fn main() -> ExitCode {
    cli::run(std::env::args_os()).unwrap_or_else(lsp::serve)
}
