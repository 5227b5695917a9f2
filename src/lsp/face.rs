//! What the client sees. Each message becomes an event for the desk; a request then awaits its answer. Nothing else:
//! an `await` before the event is sent would lose the order of messages.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReportResult, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, TraceValue, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    WorkspaceFolder,
};
use tower_lsp::{Client, LanguageServer};

use super::client::{self, Abilities};
use super::courier::Courier;
use super::desk::Desk;
use super::event::{self, Event, Inbox, Question, Reply};
use super::key::path_of;

/// The server as the framework knows it.
pub(super) struct Face {
    client: Client,
    inbox: Inbox,
    /// The events of the desk's thread, which starts with the session.
    events: Mutex<Option<mpsc::Receiver<Event>>>,
    shut_down: Arc<AtomicBool>,
}

impl Face {
    /// A face before its session. `shut_down` tells whether the client has asked for the end.
    pub fn new(
        client: Client,
        inbox: Inbox,
        events: mpsc::Receiver<Event>,
        shut_down: Arc<AtomicBool>,
    ) -> Self {
        Face { client, inbox, events: Mutex::new(Some(events)), shut_down }
    }

    /// `$/setTrace`, which the framework does not know. A value that is not one is taken as off.
    pub async fn set_trace(&self, params: Value) {
        let value = params.get("value").cloned().unwrap_or_default();
        self.inbox.send(Event::Trace(serde_json::from_value(value).unwrap_or(TraceValue::Off)));
    }

    /// `window/workDoneProgress/cancel`, which the framework does not know: no progress of ours can be cancelled.
    pub async fn cancel_progress(&self, _params: Value) {}

    /// The answer to a message that is none.
    pub async fn refuse(&self, params: Value) -> Result<Value> {
        let readable = params["readable"] == true;
        Err(if readable { Error::invalid_request() } else { Error::parse_error() })
    }

    async fn answer<T>(&self, ask: impl FnOnce(Reply<T>) -> Event) -> Result<T> {
        let (reply, answer) = Reply::new();
        self.inbox.send(ask(reply));
        answer.await.unwrap_or_else(|_| Err(event::lost()))
    }

    async fn ask<T>(&self, uri: Uri, question: impl FnOnce(Reply<T>) -> Question) -> Result<T> {
        self.answer(|reply| Event::Ask { uri, question: question(reply) }).await
    }
}

impl LanguageServer for Face {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Arc::new(Abilities::of(&params.capabilities));
        let welcome = client::welcome(&abilities);
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(events) = events {
            let courier = Courier::new(self.client.clone(), self.inbox.clone());
            Desk::start(events, self.inbox.clone(), courier).map_err(|error| {
                tracing::error!(%error, "the desk does not start");
                Error::internal_error()
            })?;
        }
        let folders = client::folders(&params);
        if let Some(trace) = params.trace {
            self.inbox.send(Event::Trace(trace));
        }
        self.inbox.send(Event::Initialize { abilities, folders, settings: params.initialization_options });
        Ok(welcome)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.inbox.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.shut_down.store(true, Ordering::SeqCst);
        self.inbox.send(Event::Stop);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.inbox.send(Event::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.inbox.send(Event::Change {
            uri: document.uri,
            version: document.version,
            changes: params.content_changes,
        });
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.inbox.send(Event::Save);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.inbox.send(Event::Close(params.text_document.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.inbox.send(Event::Settings(Some(params.settings).filter(|settings| !settings.is_null())));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths =
            |folders: &[WorkspaceFolder]| folders.iter().filter_map(|folder| path_of(&folder.uri)).collect();
        let (added, removed) = (paths(&params.event.added), paths(&params.event.removed));
        self.inbox.send(Event::Folders { added, removed });
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let changes = params.changes.into_iter();
        let files = changes.filter_map(|change| Some((path_of(&change.uri)?, change.typ)));
        self.inbox.send(Event::Files(files.collect()));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.ask(at.text_document.uri, |reply| Question::Hover { at: at.position, reply }).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(uri, |reply| Question::Actions { params: Box::new(params), reply }).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        self.ask(params.text_document.uri, |reply| Question::Diagnostics { previous, reply }).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        self.answer(|reply| Event::Survey { params, reply }).await
    }
}
