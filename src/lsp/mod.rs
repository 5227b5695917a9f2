//! Face 1: the editor. The only place with LSP types.

use std::process::ExitCode;

/// Serves one editor on standard input and output until it says goodbye.
pub fn serve() -> ExitCode {
    ExitCode::FAILURE
}
