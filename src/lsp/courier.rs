//! What the server says of its own accord: notifications in order, and requests that nobody waits for.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::json;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::LogTrace;
use tower_lsp::ls_types::{
    ConfigurationItem, LogTraceParams, MessageType, PublishDiagnosticsParams, Registration, Uri,
};

use super::client::Redraws;
use super::event::{Event, Inbox};
use super::key::Key;
use super::progress::Progress;

/// How long a client may take to answer before it is taken not to.
const PATIENCE: Duration = Duration::from_secs(20);

/// Takes messages to the client without ever waiting for it.
pub(super) struct Courier {
    client: Client,
    runtime: Handle,
    inbox: Inbox,
    outbox: Arc<Outbox>,
}

/// Messages on their way out. Of several diagnostics for one document only the last stays: a slow client gets the
/// news, not the history.
#[derive(Default)]
struct Outbox {
    messages: Mutex<VecDeque<Message>>,
    bell: Notify,
}

enum Message {
    Diagnostics(Key, PublishDiagnosticsParams),
    Show(String),
    Trace(String),
}

impl Courier {
    /// A courier for this client. Call it on the runtime.
    pub fn new(client: Client, inbox: Inbox) -> Self {
        let runtime = Handle::current();
        let outbox = Arc::<Outbox>::default();
        runtime.spawn(deliver(client.clone(), Arc::downgrade(&outbox)));
        Courier { client, runtime, inbox, outbox }
    }

    /// Shows these diagnostics for a document in place of all earlier ones.
    pub fn publish(&self, key: &Key, params: PublishDiagnosticsParams) {
        self.put(Message::Diagnostics(key.clone(), params));
    }

    /// Takes back diagnostics of a document that are not out yet.
    pub fn recall(&self, key: &Key) {
        self.messages().retain(|message| !message.is_about(key));
    }

    /// Tells the user something they must act on.
    pub fn warn(&self, text: String) {
        self.put(Message::Show(text));
    }

    /// Tells a client that traces what has been done.
    pub fn trace(&self, text: String) {
        self.put(Message::Trace(text));
    }

    /// Asks the client for its settings; they come as an event.
    pub fn pull_settings(&self) {
        let (client, inbox) = (self.client.clone(), self.inbox.clone());
        self.runtime.spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("factcheck".into()) };
            match tokio::time::timeout(PATIENCE, client.configuration(vec![item])).await {
                Ok(Ok(mut answers)) if !answers.is_empty() => {
                    inbox.send(Event::PulledSettings(answers.swap_remove(0)));
                }
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::info!(%error, "the client does not give its settings"),
                Err(_) => tracing::info!("the client does not answer about its settings"),
            }
        });
    }

    /// Puts an event into the inbox after a while.
    pub fn later(&self, wait: Duration, event: Event) {
        let inbox = self.inbox.clone();
        self.runtime.spawn(async move {
            tokio::time::sleep(wait).await;
            inbox.send(event);
        });
    }

    /// Asks the client to watch the files that matter around documents.
    pub fn watch_files(&self) {
        let client = self.client.clone();
        let globs = ["**/factcheck.toml", "**/*.{bib,json,yml,yaml}", "**/*.md"];
        let watchers: Vec<_> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
        let registration = Registration {
            id: "factcheck-files".into(),
            method: "workspace/didChangeWatchedFiles".into(),
            register_options: Some(json!({"watchers": watchers})),
        };
        self.runtime.spawn(async move {
            match tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::info!(%error, "the client does not watch files"),
                Err(_) => tracing::info!("the client does not answer about watching files"),
            }
        });
    }

    /// Shows that something is under way, until that is dropped.
    pub fn progress(&self, title: &'static str) -> Progress {
        Progress::start(self.client.clone(), &self.runtime, title)
    }

    /// Asks the client to ask for views again, those that it can: what they show has changed, though no text has.
    pub fn redraw(&self, redraws: Redraws) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            // A client that does not answer loses nothing but the news.
            let all = async {
                if redraws.hints {
                    let _ = client.inlay_hint_refresh().await;
                }
                if redraws.lenses {
                    let _ = client.code_lens_refresh().await;
                }
                if redraws.tokens {
                    let _ = client.semantic_tokens_refresh().await;
                }
            };
            if tokio::time::timeout(PATIENCE, all).await.is_err() {
                tracing::info!("the client does not answer about views");
            }
        });
    }

    /// Asks the client to ask for its diagnostics again; an event says when that is over.
    pub fn refresh(&self) {
        let (client, inbox) = (self.client.clone(), self.inbox.clone());
        self.runtime.spawn(async move {
            let answer = tokio::time::timeout(PATIENCE, client.workspace_diagnostic_refresh()).await;
            if !matches!(answer, Ok(Ok(()))) {
                tracing::info!("the client does not refresh its diagnostics");
            }
            inbox.send(Event::Refreshed);
        });
    }

    fn put(&self, message: Message) {
        {
            let mut messages = self.messages();
            if let Message::Diagnostics(key, _) = &message {
                messages.retain(|earlier| !earlier.is_about(key));
            }
            messages.push_back(message);
        }
        self.outbox.bell.notify_one();
    }

    fn messages(&self) -> MutexGuard<'_, VecDeque<Message>> {
        self.outbox.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.outbox.bell.notify_one();
    }
}

impl Message {
    fn is_about(&self, wanted: &Key) -> bool {
        matches!(self, Message::Diagnostics(key, _) if key == wanted)
    }
}

/// Carries messages out, one after the other, until the courier is gone.
async fn deliver(client: Client, outbox: std::sync::Weak<Outbox>) {
    while let Some(outbox) = outbox.upgrade() {
        let next = outbox.messages.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        match next {
            Some(Message::Diagnostics(_, params)) => {
                client.publish_diagnostics(params.uri, params.diagnostics, params.version).await;
            }
            Some(Message::Show(text)) => client.show_message(MessageType::WARNING, text).await,
            Some(Message::Trace(message)) => {
                client.send_notification::<LogTrace>(LogTraceParams { message, verbose: None }).await;
            }
            None => {
                if Arc::strong_count(&outbox) == 1 {
                    return;
                }
                outbox.bell.notified().await;
            }
        }
    }
}

/// Diagnostics of a document as they are sent.
pub(super) fn publication(
    uri: &Uri,
    diagnostics: Vec<tower_lsp::ls_types::Diagnostic>,
    version: Option<i32>,
) -> PublishDiagnosticsParams {
    PublishDiagnosticsParams { uri: uri.clone(), diagnostics, version }
}
