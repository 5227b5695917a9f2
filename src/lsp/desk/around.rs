//! The files around the documents: libraries, notes, configuration. What is wrong with them, when they have changed,
//! and what they hold in an editor before they are saved.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tower_lsp::ls_types::{Diagnostic, Uri};

use super::Desk;
use crate::lsp::courier::publication;
use crate::lsp::event::Event;
use crate::lsp::key::Key;
use crate::lsp::problems;
use crate::lsp::watch::{self, Stamps};
use crate::workspace::Surroundings;

/// How long nobody types in a library or a notes file until the articles hear of it.
const REST: Duration = Duration::from_millis(400);

impl Desk {
    /// A file that others lean on is edited: they hear of it once the writer rests.
    pub(super) fn surrounding_edited(&mut self, key: &Key, revision: u64) {
        let Some(path) = self.documents.get(key).and_then(|document| document.path.as_ref()) else { return };
        if self.arounds.iter().any(|around| around.leans_on(path)) {
            self.courier.later(REST, Event::Rest { key: key.clone(), revision });
        }
    }

    /// Nobody has edited a file that others lean on since this revision.
    pub(super) fn surrounding_rests(&mut self, key: &Key, revision: u64) {
        let Some(document) = self.documents.get(key) else { return };
        if document.edited == revision
            && let Some(path) = document.path.clone()
        {
            self.workspace.hold(&path, Some(document.buffer.snapshot()));
            self.changed.push(path);
        }
    }

    /// Tells the workspace what libraries and notes hold in the editor; those that it has not known so.
    pub(super) fn hold_unsaved(&self) -> Vec<PathBuf> {
        let unsaved = self.documents.values().filter(|document| document.unsaved);
        let leaned_on = unsaved.filter(|document| {
            let path = document.path.as_deref();
            path.is_some_and(|path| self.arounds.iter().any(|around| around.leans_on(path)))
        });
        leaned_on
            .filter(|document| {
                let path = document.path.as_deref();
                path.is_some_and(|path| self.workspace.hold(path, Some(document.buffer.snapshot())))
            })
            .filter_map(|document| document.path.clone())
            .collect()
    }

    /// A file is saved or closed: what is on disk counts again.
    pub(super) fn surrounding_let_go(&mut self, key: &Key) {
        if let Some(path) = key.path()
            && self.workspace.hold(&path, None)
        {
            self.changed.push(path);
        }
    }

    /// Works out what is wrong with the files around the documents, when they are not those of last time.
    pub(super) fn work_out_problems(&mut self) {
        let mut arounds: Vec<Arc<Surroundings>> = Vec::new();
        for document in self.documents.values() {
            let report = document.checked.as_ref().and_then(|checked| checked.report.as_ref());
            if let Some(report) = report
                && !arounds.iter().any(|around| Arc::ptr_eq(around, &report.around))
            {
                arounds.push(report.around.clone());
            }
        }
        let known = |around| self.arounds.iter().any(|known| Arc::ptr_eq(known, around));
        if arounds.len() == self.arounds.len() && arounds.iter().all(known) {
            return;
        }
        self.arounds = arounds.clone();
        let held = self.hold_unsaved();
        self.changed.extend(held);
        let (inbox, encoding) = (self.inbox.clone(), self.abilities.encoding);
        let workspace = self.workspace.clone();
        self.pool.run(move || {
            let problems = problems::by_file(&arounds, |path| workspace.held(path), encoding);
            inbox.send(Event::Problems(problems.into_iter().collect()));
        });
        self.look_around();
    }

    /// Shows what is wrong with files, and takes back what no longer is.
    pub(super) fn show_problems(&mut self, problems: Vec<(PathBuf, Vec<Diagnostic>)>) {
        let problems: HashMap<_, _> =
            problems.into_iter().map(|(path, diagnostics)| (Key::of_path(&path), diagnostics)).collect();
        let before = std::mem::take(&mut self.problems);
        let keys: HashSet<_> = before.keys().chain(problems.keys()).collect();
        for key in keys {
            if before.get(key) == problems.get(key) {
                continue;
            }
            if let Some(document) = self.documents.get_mut(key) {
                document.published = false;
                self.refresh.wanted |= self.abilities.pulls;
            } else if let Some(uri) = key.path().and_then(Uri::from_file_path) {
                // No client asks for the diagnostics of a file that is not open with us: these are always sent.
                let shown = problems.get(key).cloned().unwrap_or_default();
                self.courier.publish(key, publication(&uri, shown, None));
            }
        }
        self.problems = problems;
    }

    /// Looks whether the user has imported another index: no client watches that.
    pub(super) fn look_for_index(&self) {
        let (inbox, workspace) = (self.inbox.clone(), self.workspace.clone());
        self.pool.run(move || {
            if workspace.has_stale_index() {
                inbox.send(Event::IndexReplaced);
            }
        });
    }

    /// Looks whether files around the documents have changed: some clients do not say so, and some that say they would
    /// tell of what they write themselves only (Helix).
    pub(super) fn look_around(&mut self) {
        let files: HashSet<_> = self.arounds.iter().flat_map(|around| around.files.iter().cloned()).collect();
        if files.is_empty() {
            return;
        }
        self.looks += 1;
        let (inbox, look) = (self.inbox.clone(), self.looks);
        self.pool.run(move || inbox.send(Event::Stamped { now: watch::look(files), look }));
    }

    /// Compares what files are now with what they were. Of those that the client has told of since the look, it says
    /// nothing; at the next they count as seen for the first time.
    pub(super) fn stamped(&mut self, mut now: Stamps, look: u64) {
        // Workers may overtake each other.
        if look < self.looked {
            return;
        }
        self.looked = look;
        self.told.retain(|file, told| {
            let since = *told >= look;
            if since {
                now.remove(file);
            }
            since
        });
        self.changed.extend(watch::changed(&self.stamps, &now));
        self.stamps.extend(now);
    }
}
