//! Face 1: the editor. The only place with LSP types.
//!
//! ```text
//! client ⇄ face ─ events → desk ⇄ pool of workers
//!            ↑               │
//!            └── courier ────┘
//! ```
//!
//! The `face` turns each message into an event and, for a request, awaits the answer. The `desk` is one thread that
//! owns the open documents and takes the events in order. Whatever takes time (parsing, checking, the disk) runs in the
//! `pool` and comes back as an event. The `courier` takes what the server says of its own accord to the client.

mod actions;
mod client;
mod commands;
mod convert;
mod courier;
mod crawl;
mod desk;
mod diagnostics;
mod document;
mod edits;
mod event;
mod face;
mod fault;
mod frames;
mod hold;
pub mod hover;
mod key;
mod log;
mod look_ups;
mod pool;
mod problems;
mod progress;
mod reading;
mod settings;
mod views;
mod watch;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tower_lsp::{LspService, Server};

use self::event::{Event, Inbox};
use self::face::Face;
use self::frames::Frames;

/// Requests handled at the same time. Correctness never rests on it; a low level would leave `$/cancelRequest` unread
/// behind requests that wait.
const CONCURRENCY: usize = 1024;

/// How long a client that has gone may hold up the end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves one client on standard input and output until it leaves. The exit code is 0 when it asked for the shutdown
/// first, else 1.
pub fn serve() -> ExitCode {
    log::start();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "the runtime does not start");
            return ExitCode::FAILURE;
        }
    };
    let orderly = runtime.block_on(serve_on(tokio::io::stdin(), tokio::io::stdout()));
    // A thread may still block on reading standard input: it must not hold up the end.
    runtime.shutdown_background();
    if orderly { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Serves one client on these streams until it leaves. Whether it asked for the shutdown first.
pub async fn serve_on<I, O>(input: I, output: O) -> bool
where
    I: AsyncRead + Unpin,
    O: AsyncWrite,
{
    let (inbox, events) = Inbox::new();
    let shut_down = Arc::new(AtomicBool::new(false));
    let ended = Arc::new(Notify::new());
    let input = Frames::new(input, ended.clone());
    let (service, socket) = {
        let (inbox, shut_down) = (inbox.clone(), shut_down.clone());
        LspService::build(move |client| Face::new(client, inbox, events, shut_down))
            .custom_method(frames::REFUSED, Face::refuse)
            .custom_method("$/setTrace", Face::set_trace)
            .custom_method("window/workDoneProgress/cancel", Face::cancel_progress)
            .finish()
    };
    let serving = Server::new(input, output, socket).concurrency_level(CONCURRENCY).serve(service);
    tokio::select! {
        () = serving => {}
        () = async { ended.notified().await; tokio::time::sleep(PATIENCE).await } => {
            tracing::warn!("the client has gone and work is left: leaving it");
        }
    }
    inbox.send(Event::Gone);
    shut_down.load(Ordering::SeqCst)
}
