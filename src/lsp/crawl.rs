//! The documents of the workspace that are not open, for clients whose user asks for them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;
use tower_lsp::ls_types::{Diagnostic, Uri, WorkspaceDocumentDiagnosticReport};

use super::client::Abilities;
use super::diagnostics;
use super::key::Key;
use super::reading::{self, Draft, LIMIT};
use super::watch;
use crate::config::Config;
use crate::prose::Syntax;
use crate::text::Buffer;
use crate::workspace::{self, Workspace};

/// What has been found in files so far, by file and stamp: clients ask every few seconds.
pub(super) struct Crawl {
    workspace: Workspace,
    abilities: Arc<Abilities>,
    found: Mutex<HashMap<PathBuf, Found>>,
}

struct Found {
    stamps: watch::Stamps,
    diagnostics: Vec<Diagnostic>,
}

impl Crawl {
    /// A crawl of these folders. It keeps what it reads: start a new one when configuration changes.
    pub fn new(folders: Vec<PathBuf>, user: Config, abilities: Arc<Abilities>) -> Self {
        Crawl { workspace: Workspace::of_user(folders, user), abilities, found: Mutex::default() }
    }

    /// Whether nothing has been looked at yet.
    pub fn is_new(&self) -> bool {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// The diagnostics of every document in the folders but those that are open. Stops when `cancelled`; `step` is told
    /// how many have been looked at.
    pub fn run(
        &self,
        open: &HashSet<Key>,
        previous: &HashMap<Key, String>,
        cancelled: impl Fn() -> bool,
        step: impl Fn(usize),
    ) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let mut reports = Vec::new();
        let mut seen = HashSet::new();
        for folder in self.workspace.folders() {
            for entry in WalkBuilder::new(folder).build().flatten() {
                if cancelled() {
                    return reports;
                }
                let path = entry.path();
                let key = Key::of_path(path);
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if !is_file || open.contains(&key) || !seen.insert(key.clone()) {
                    continue;
                }
                let Some(syntax) = syntax(path) else { continue };
                let Some(uri) = Uri::from_file_path(path) else { continue };
                let Some(diagnostics) = self.check(path, &uri, syntax) else { continue };
                let previous = previous.get(&key).map(String::as_str);
                reports.push(diagnostics::workspace_document(uri, None, diagnostics, previous));
                step(reports.len());
            }
        }
        // A file that has gone since has no findings any more.
        for (key, _) in previous.iter().filter(|(key, _)| !seen.contains(*key) && !open.contains(*key)) {
            if let Some(uri) = key.path().and_then(Uri::from_file_path) {
                reports.push(diagnostics::workspace_document(uri, None, Vec::new(), None));
            }
        }
        reports
    }

    fn check(&self, path: &Path, uri: &Uri, syntax: Syntax) -> Option<Vec<Diagnostic>> {
        let now = watch::look([path.to_owned()]);
        {
            let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = found.get(path).filter(|found| found.stamps == now) {
                return Some(found.diagnostics.clone());
            }
        }
        if fs::metadata(path).ok()?.len() > LIMIT as u64 {
            return None;
        }
        let text = String::from_utf8(fs::read(path).ok()?).ok()?;
        let draft = Draft {
            uri: uri.clone(),
            path: Some(path.to_owned()),
            syntax: Some(syntax),
            buffer: Buffer::new(&text, 0),
            revision: 0,
        };
        let diagnostics = reading::check(draft, &self.workspace, &self.abilities).diagnostics;
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.insert(path.to_owned(), Found { stamps: now, diagnostics: diagnostics.clone() });
        Some(diagnostics)
    }
}

/// How a file is written, by its name alone; `None` when it is no document.
fn syntax(path: &Path) -> Option<Syntax> {
    const DOCUMENTS: &[&str] = &["md", "markdown", "mdown", "mkd", "qmd", "rmd", "mdx", "txt", "text"];
    let extension = path.extension()?.to_str()?.to_lowercase();
    DOCUMENTS.contains(&extension.as_str()).then(|| workspace::syntax(Some(path), None))
}
