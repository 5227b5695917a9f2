//! The program: parse arguments, choose a face, exit with its code.

fn main() -> std::process::ExitCode {
    factcheck_ls::lsp::serve()
}
