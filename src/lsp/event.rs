//! What happens to the desk, and the questions it is asked.

use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, Diagnostic, DocumentDiagnosticReportResult, FileChangeType, Hover,
    Position, Range, TextDocumentContentChangeEvent, TextDocumentItem, TraceValue, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
};

use super::client::Abilities;
use super::key::Key;
use super::reading::Checked;
use super::watch::Stamps;

/// Something that happened, in the order in which the desk takes it.
pub(super) enum Event {
    /// The client has said who it is.
    Initialize {
        abilities: Arc<Abilities>,
        folders: Vec<PathBuf>,
        settings: Option<Value>,
    },
    /// The client is ready for requests.
    Initialized,
    Open(TextDocumentItem),
    Change {
        uri: Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    },
    Save(Uri),
    Close(Uri),
    /// The client's settings have changed; `None` when it did not say to what.
    Settings(Option<Value>),
    /// The client's settings, as it answered.
    PulledSettings(Value),
    Folders {
        added: Vec<PathBuf>,
        removed: Vec<PathBuf>,
    },
    /// These files have changed on disk.
    Files(Vec<(PathBuf, FileChangeType)>),
    Trace(TraceValue),
    /// The client has fetched its diagnostics anew, or will not.
    Refreshed,
    /// A question about one document.
    Ask {
        uri: Uri,
        /// Where the cursor is, when the question tells.
        cursor: Option<Range>,
        question: Question,
    },
    /// A question about everything that is open.
    Overview(Box<dyn Overview>),
    /// The diagnostics of the whole workspace.
    Survey {
        params: WorkspaceDiagnosticParams,
        reply: Reply<WorkspaceDiagnosticReportResult>,
    },
    /// A worker has checked a document.
    Checked {
        key: Key,
        checked: Arc<Checked>,
    },
    /// A worker has looked through the workspace.
    Crawled,
    /// A worker has placed the problems of the files around the documents.
    Problems(Vec<(PathBuf, Vec<Diagnostic>)>),
    /// A worker has looked at the files around the documents, at this look of all.
    Stamped {
        now: Stamps,
        look: u64,
    },
    /// Nobody has edited a document for a while since this revision.
    Pause {
        key: Key,
        revision: u64,
    },
    /// Nobody has edited a file that others lean on for a while since this revision.
    Rest {
        key: Key,
        revision: u64,
    },
    /// The user has imported another index.
    IndexReplaced,
    /// The client asks for the end: nothing more is published.
    Stop,
    /// The client has gone, and all that it asked has been answered.
    Gone,
}

/// A question about one document, with the way back.
pub(super) enum Question {
    Hover {
        at: Position,
        reply: Reply<Option<Hover>>,
    },
    Actions {
        params: Box<CodeActionParams>,
        reply: Reply<Option<CodeActionResponse>>,
    },
    Diagnostics {
        previous: Option<String>,
        reply: Reply<DocumentDiagnosticReportResult>,
    },
    /// Anything else that the check of the document answers by itself.
    Look(Box<dyn Look>),
}

/// What a question looks at; the user may have switched it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Lenses,
    Hints,
    Other,
}

/// A question that the check of one document answers by itself.
pub(super) trait Look: Send {
    /// What it looks at.
    fn view(&self) -> View;

    /// Whether nobody waits for the answer any more.
    fn is_cancelled(&self) -> bool;

    /// Answers from the check, or that there is none.
    fn answer(self: Box<Self>, checked: Option<&Checked>, abilities: &Abilities);
}

/// A question that the checks of all open documents answer together.
pub(super) trait Overview: Send {
    /// Whether nobody waits for the answer any more.
    fn is_cancelled(&self) -> bool;

    /// Answers from the checks, in no order.
    fn answer(self: Box<Self>, open: &[Arc<Checked>], abilities: &Abilities);
}

/// How such a question is answered, with the way back.
struct Overviewing<T, F> {
    find: F,
    reply: Reply<T>,
}

/// A question about everything that is open, answered by `find`.
pub(super) fn overview<T, F>(find: F, reply: Reply<T>) -> Box<dyn Overview>
where
    T: Send + 'static,
    F: FnOnce(&[Arc<Checked>], &Abilities) -> T + Send + 'static,
{
    Box::new(Overviewing { find, reply })
}

impl<T, F> Overview for Overviewing<T, F>
where
    T: Send,
    F: FnOnce(&[Arc<Checked>], &Abilities) -> T + Send,
{
    fn is_cancelled(&self) -> bool {
        self.reply.is_cancelled()
    }

    fn answer(self: Box<Self>, open: &[Arc<Checked>], abilities: &Abilities) {
        let Overviewing { find, reply } = *self;
        reply.send(find(open, abilities));
    }
}

/// How a question is answered, with the way back.
struct Looking<T, F> {
    view: View,
    find: F,
    reply: Reply<T>,
}

impl Question {
    /// A question answered by `find`; by nothing where the document is not open or its view is off.
    pub fn look<T, F>(view: View, find: F, reply: Reply<T>) -> Self
    where
        T: Default + Send + 'static,
        F: FnOnce(&Checked, &Abilities) -> T + Send + 'static,
    {
        Question::Look(Box::new(Looking { view, find, reply }))
    }
}

impl<T, F> Look for Looking<T, F>
where
    T: Default + Send,
    F: FnOnce(&Checked, &Abilities) -> T + Send,
{
    fn view(&self) -> View {
        self.view
    }

    fn is_cancelled(&self) -> bool {
        self.reply.is_cancelled()
    }

    fn answer(self: Box<Self>, checked: Option<&Checked>, abilities: &Abilities) {
        let Looking { find, reply, .. } = *self;
        reply.send(checked.map_or_else(T::default, |checked| find(checked, abilities)));
    }
}

impl Question {
    /// Whether nobody waits for the answer any more.
    pub fn is_cancelled(&self) -> bool {
        match self {
            Question::Hover { reply, .. } => reply.is_cancelled(),
            Question::Actions { reply, .. } => reply.is_cancelled(),
            Question::Diagnostics { reply, .. } => reply.is_cancelled(),
            Question::Look(look) => look.is_cancelled(),
        }
    }
}

/// The way back to whoever asked. Dropping it answers with an error.
pub(super) struct Reply<T>(oneshot::Sender<Result<T>>);

impl<T> Reply<T> {
    /// A way back and its far end.
    pub fn new() -> (Self, oneshot::Receiver<Result<T>>) {
        let (sender, receiver) = oneshot::channel();
        (Reply(sender), receiver)
    }

    /// Whether nobody waits any more: the request was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_closed()
    }

    /// Answers.
    pub fn send(self, answer: T) {
        // Nobody waits for the answer of a cancelled request.
        let _ = self.0.send(Ok(answer));
    }
}

/// The error a request gets when its answer was lost to a bug. Editors show it as it is.
pub(super) fn lost() -> Error {
    Error {
        code: ErrorCode::InternalError,
        message: "factcheck-ls could not answer; its log says why".into(),
        data: None,
    }
}

/// The error of a command that cannot be done. Editors show its words as they are.
pub(super) fn refusal(message: String) -> Error {
    // The protocol's RequestFailed: valid, but not to be done.
    Error { code: ErrorCode::ServerError(-32803), message: message.into(), data: None }
}

/// Where events are put.
#[derive(Clone)]
pub(super) struct Inbox(mpsc::Sender<Event>);

impl Inbox {
    /// An inbox and the events put into it.
    pub fn new() -> (Self, mpsc::Receiver<Event>) {
        let (sender, receiver) = mpsc::channel();
        (Inbox(sender), receiver)
    }

    /// Puts an event.
    pub fn send(&self, event: Event) {
        // Once the desk has closed nobody is left to care.
        let _ = self.0.send(event);
    }
}
