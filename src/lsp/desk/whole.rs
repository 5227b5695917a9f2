//! Questions about all that is open, or about the whole workspace: answered once every open document is checked.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::thread;

use tower_lsp::ls_types::{
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
};

use super::Desk;
use crate::lsp::crawl::Crawl;
use crate::lsp::diagnostics;
use crate::lsp::document::together;
use crate::lsp::event::{Event, Inbox, Reply};
use crate::lsp::key::Key;

/// A question about the workspace that waits.
pub(super) struct Survey {
    pub params: WorkspaceDiagnosticParams,
    pub reply: Reply<WorkspaceDiagnosticReportResult>,
}

impl Desk {
    /// Answers questions about all that is open once every open document is checked.
    pub(super) fn answer_overviews(&mut self) {
        self.overviews.retain(|overview| !overview.is_cancelled());
        let checked: Option<Vec<_>> =
            self.documents.values().map(|document| document.fresh().cloned()).collect();
        let Some(checked) = checked.filter(|_| !self.overviews.is_empty()) else { return };
        let open = Arc::new(checked);
        for overview in std::mem::take(&mut self.overviews) {
            let (open, abilities) = (Arc::clone(&open), self.abilities.clone());
            self.pool.run(move || {
                if !overview.is_cancelled() {
                    overview.answer(&open, &abilities);
                }
            });
        }
    }

    /// Answers questions about the workspace once every open document is checked.
    pub(super) fn answer_surveys(&mut self) {
        self.surveys.retain(|survey| !survey.reply.is_cancelled());
        if self.surveys.is_empty()
            || self.crawling
            || self.documents.values().any(|document| document.fresh().is_none())
        {
            return;
        }
        let mut open = Vec::new();
        for (key, document) in &self.documents {
            let Some(checked) = document.fresh() else { continue };
            let diagnostics = together(&checked.diagnostics, self.problems.get(key));
            open.push((key.clone(), document.uri.clone(), checked.version, diagnostics));
        }
        let survey = self.surveys.remove(0);
        let crawl = self.settings.whole_workspace.then(|| {
            let fresh = || {
                let folders = self.workspace.folders().to_vec();
                Arc::new(Crawl::new(folders, self.settings.config.clone(), self.abilities.clone()))
            };
            self.crawl.get_or_insert_with(fresh).clone()
        });
        self.crawling = true;
        // Later ones look at what has changed and are quick.
        let first = crawl.as_ref().is_some_and(|crawl| crawl.is_new()) && self.abilities.progress;
        let progress = first.then(|| self.courier.progress("Fact-checking the workspace"));
        let inbox = self.inbox.clone();
        let job = move || {
            let _over = Over(inbox);
            let previous = survey.params.previous_result_ids.into_iter();
            let previous: HashMap<_, _> = previous.map(|id| (Key::of(&id.uri), id.value)).collect();
            let keys: HashSet<_> = open.iter().map(|(key, ..)| key.clone()).collect();
            let mut items = Vec::new();
            for (key, uri, version, diagnostics) in open {
                let previous = previous.get(&key).map(String::as_str);
                items.push(diagnostics::workspace_document(uri, Some(version), diagnostics, previous));
            }
            if let Some(crawl) = crawl {
                let step = |count: usize| {
                    if let Some(progress) = &progress {
                        progress.step(format!("{count} files"));
                    }
                };
                items.extend(crawl.run(&keys, &previous, || survey.reply.is_cancelled(), step));
            }
            survey.reply.send(WorkspaceDiagnosticReport { items }.into());
        };
        // A crawl may take long: it gets a thread of its own and leaves the workers to the open documents.
        if let Err(error) = thread::Builder::new().name("crawl".into()).stack_size(16 << 20).spawn(job) {
            tracing::error!(%error, "the crawl does not start");
        }
    }
}

/// Says that a crawl is over, however it ends.
struct Over(Inbox);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.send(Event::Crawled);
    }
}
