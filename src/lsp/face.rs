//! What the client sees. Each message becomes an event for the desk; a request then awaits its answer. Nothing else:
//! an `await` before the event is sent would lose the order of messages.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::request::ApplyWorkspaceEdit;
use tower_lsp::ls_types::{
    ApplyWorkspaceEditParams, CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams,
    CompletionItem, CompletionParams, CompletionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightParams,
    DocumentLink, DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location, Position,
    PrepareRenameResponse, Range, ReferenceParams, RenameParams, SemanticTokensParams, SemanticTokensResult,
    TextDocumentPositionParams, TraceValue, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    WorkspaceEdit, WorkspaceFolder, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use super::actions;
use super::client::{self, Abilities};
use super::commands::{Answer, Command};
use super::courier::Courier;
use super::desk::Desk;
use super::event::{self, Event, Inbox, Question, Reply, View};
use super::key::path_of;
use super::reading::Checked;
use super::views::{
    completion, everywhere, folds, hints, lenses, links, navigation, rename, symbols, tokens,
};

/// How long the answer to a command waits for its edit to be applied. Shorter than clients wait for an answer (Eglot:
/// 10 seconds); the edit itself may take longer, as where the user is asked.
const EDIT_PATIENCE: Duration = Duration::from_secs(5);

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

    /// A question that the check of one document answers by itself.
    async fn look<T, F>(&self, uri: Uri, view: View, find: F) -> Result<T>
    where
        T: Default + Send + 'static,
        F: FnOnce(&Checked, &Abilities) -> T + Send + 'static,
    {
        self.ask(uri, None, |reply| Question::look(view, find, reply)).await
    }

    /// The same of a place, which is where the cursor is.
    async fn look_at<T, F>(&self, place: TextDocumentPositionParams, find: F) -> Result<T>
    where
        T: Default + Send + 'static,
        F: FnOnce(&Checked, Position, &Abilities) -> T + Send + 'static,
    {
        let at = place.position;
        let find = move |it: &Checked, client: &Abilities| find(it, at, client);
        let question = |reply| Question::look(View::Other, find, reply);
        self.ask(place.text_document.uri, Some(Range::new(at, at)), question).await
    }

    /// A question that the checks of all open documents answer together.
    async fn overview<T, F>(&self, find: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&[Arc<Checked>], &Abilities) -> T + Send + 'static,
    {
        self.answer(|reply| Event::Overview(event::overview(find, reply))).await
    }

    async fn ask<T>(
        &self,
        uri: Uri,
        cursor: Option<Range>,
        question: impl FnOnce(Reply<T>) -> Question,
    ) -> Result<T> {
        self.answer(|reply| Event::Ask { uri, cursor, question: question(reply) }).await
    }

    /// Has the client apply an edit before the command is answered: some clients read nothing more of what comes with
    /// an answer (lsp-mode), and what the user allows himself by a command he should not be asked again (Eglot).
    async fn apply(&self, label: String, edit: WorkspaceEdit) -> Result<()> {
        let params = ApplyWorkspaceEditParams { label: Some(label), edit };
        let request = self.client.send_request::<ApplyWorkspaceEdit>(params);
        match tokio::time::timeout(EDIT_PATIENCE, request).await {
            Ok(Ok(answer)) if !answer.applied => {
                let reason = answer.failure_reason.unwrap_or_default();
                let reason = match reason.trim_end_matches('.') {
                    "" => String::new(),
                    reason => format!(": {reason}"),
                };
                Err(event::refusal(format!("The editor does not apply the edit{reason}.")))
            }
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(event::refusal(format!("The editor does not apply the edit: {error}."))),
            Err(_) => {
                tracing::info!("the client does not answer about an edit");
                Ok(())
            }
        }
    }
}

impl LanguageServer for Face {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Arc::new(Abilities::of(&params));
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
        let mut settings = params.initialization_options;
        if let Some(Value::Object(settings)) = &mut settings {
            settings.remove(client::ENCODING);
        }
        self.inbox.send(Event::Initialize { abilities, folders, settings });
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

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.inbox.send(Event::Save(params.text_document.uri));
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
        let cursor = Range::new(at.position, at.position);
        let question = |reply| Question::Hover { at: at.position, reply };
        self.ask(at.text_document.uri, Some(cursor), question).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        let cursor = Some(params.range);
        self.ask(uri, cursor, |reply| Question::Actions { params: Box::new(params), reply }).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(uri) = actions::document_of(&action) else { return Ok(action) };
        let asked = action.clone();
        let find = move |it: &Checked, client: &Abilities| Some(actions::resolve(it, asked, client));
        Ok(self.look(uri, View::Other, find).await?.unwrap_or(action))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let (uri, command) = Command::read(&params.command, &params.arguments)?;
        let find = move |it: &Checked, client: &Abilities| {
            Some(command.run(it, client).map(|answer| (answer, client.applies_edits)))
        };
        match self.look(uri, View::Other, find).await? {
            Some(Ok((Answer::Told(answer), _))) => Ok(Some(answer)),
            Some(Ok((Answer::Edit { label, edit }, true))) => self.apply(label, edit).await.map(|()| None),
            Some(Ok((Answer::Edit { edit, .. }, false))) => Ok(serde_json::to_value(edit).ok()),
            Some(Err(message)) => Err(event::refusal(message)),
            None => Err(event::refusal("This document is not open in the editor.".into())),
        }
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.look_at(params.text_document_position, completion::at).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let uri = item.data.as_ref().and_then(|data| data["uri"].as_str()).and_then(|uri| uri.parse().ok());
        let Some(uri) = uri else { return Ok(item) };
        let asked = item.clone();
        let resolved =
            self.look(uri, View::Other, move |it, client| Some(completion::resolve(it, asked, client)));
        Ok(resolved.await?.unwrap_or(item))
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.look_at(params.text_document_position_params, navigation::definition).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let whole = params.context.include_declaration;
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        self.overview(move |open, client| {
            navigation::references(open, &text_document.uri, position, whole, client)
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        self.look_at(params.text_document_position_params, navigation::highlights).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.look_at(params, rename::prepare).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let renamed = self.overview(move |open, client| {
            rename::rename(open, &text_document.uri, position, &params.new_name, client)
        });
        renamed.await?.map_err(|message| Error { message: message.into(), ..Error::invalid_params("") })
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.look(params.text_document.uri, View::Other, symbols::of).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let find =
            move |open: &[Arc<Checked>], client: &Abilities| everywhere::symbols(open, &params.query, client);
        Ok(Some(WorkspaceSymbolResponse::Flat(self.overview(find).await?)))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.look(params.text_document.uri, View::Lenses, lenses::of).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.look(params.text_document.uri, View::Other, folds::of).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.look(params.text_document.uri, View::Other, links::of).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        self.look(params.text_document.uri, View::Hints, move |it, client| hints::of(it, range, client)).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        self.look(params.text_document.uri, View::Other, tokens::of).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        self.ask(params.text_document.uri, None, |reply| Question::Diagnostics { previous, reply }).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        self.answer(|reply| Event::Survey { params, reply }).await
    }
}
