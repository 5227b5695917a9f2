//! Progress of what takes long, for clients that show it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress as Notification;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

/// What is over sooner is not worth showing.
const LONG: Duration = Duration::from_millis(400);
/// How often the client is told at most.
const OFTEN: Duration = Duration::from_millis(200);
/// How long a client may take to agree.
const PATIENCE: Duration = Duration::from_secs(20);

/// Something under way. It is over when dropped.
pub(super) struct Progress(mpsc::UnboundedSender<String>);

impl Progress {
    /// Shows that something is under way once it has taken long enough. Call it with the runtime's handle.
    pub fn start(client: Client, runtime: &Handle, title: &'static str) -> Self {
        let (sender, steps) = mpsc::unbounded_channel();
        runtime.spawn(show(client, title, steps));
        Progress(sender)
    }

    /// Says how far it has come.
    pub fn step(&self, message: String) {
        // The client may have refused to show it.
        let _ = self.0.send(message);
    }
}

async fn show(client: Client, title: &'static str, mut steps: mpsc::UnboundedReceiver<String>) {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let long = tokio::time::sleep(LONG);
    tokio::pin!(long);
    loop {
        tokio::select! {
            () = &mut long => break,
            step = steps.recv() => if step.is_none() { return },
        }
    }
    let token = ProgressToken::String(format!("factcheck/{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    let params = WorkDoneProgressCreateParams { token: token.clone() };
    let agreed = tokio::time::timeout(PATIENCE, client.send_request::<WorkDoneProgressCreate>(params)).await;
    if !matches!(agreed, Ok(Ok(()))) {
        return;
    }
    let tell = |value| {
        let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(value) };
        client.send_notification::<Notification>(params)
    };
    let begin = WorkDoneProgressBegin { title: title.into(), ..WorkDoneProgressBegin::default() };
    tell(WorkDoneProgress::Begin(begin)).await;
    while let Some(mut message) = steps.recv().await {
        while let Ok(newer) = steps.try_recv() {
            message = newer;
        }
        let report = WorkDoneProgressReport { message: Some(message), ..WorkDoneProgressReport::default() };
        tell(WorkDoneProgress::Report(report)).await;
        tokio::time::sleep(OFTEN).await;
    }
    tell(WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
}
