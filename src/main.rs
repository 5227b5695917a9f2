//! The program: parse arguments, choose a face, exit with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    factcheck_ls::cli::run(std::env::args_os())
}
