//! The log: standard error, never standard output, and never a draft's words above trace.

use std::io;
use std::panic;

use tracing_subscriber::EnvFilter;

/// The environment variable with the level: error, warn (the default), info, debug or trace.
pub const VARIABLE: &str = "FACTCHECK_LOG";

/// Starts logging and makes panics part of it.
pub(super) fn start() {
    let level = std::env::var(VARIABLE).unwrap_or_default().to_lowercase();
    // The framework quotes messages, and with them the draft: it speaks at trace only.
    let filter = match level.as_str() {
        "trace" => "trace".to_owned(),
        "error" | "info" | "debug" | "off" => format!("off,factcheck_ls={level}"),
        _ => "off,factcheck_ls=warn".to_owned(),
    };
    // A second start in one process keeps the first.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        .with_ansi(false)
        .log_internal_errors(false)
        .try_init();
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a bug: this part of the work is skipped");
        // The message of a panic may quote the text it stumbled over.
        tracing::trace!(message = %panic, "what the panic said");
    }));
}
