//! An open document as the desk knows it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::edits::Edits;
use super::event::Question;
use super::hold::Hold;
use super::reading::Checked;
use crate::citations::library::is_library;
use crate::prose::Syntax;
use crate::text::{Buffer, Encoding};
use crate::workspace;

/// An open document.
pub(super) struct Document {
    /// The URI as the client spells it.
    pub uri: Uri,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// How it is written; `None` for files that hold no prose, such as a configuration opened with the same client.
    pub syntax: Option<Syntax>,
    /// Its text.
    pub buffer: Buffer,
    /// Its last edits, for those that come late.
    edits: Edits,
    /// Counts everything that can change what is found; unlike versions it never repeats, not even for a document
    /// closed and opened again.
    pub revision: u64,
    /// The revision of its last edit.
    pub edited: u64,
    /// Whether it holds edits that are not on disk.
    pub unsaved: bool,
    /// What the last check said; of the current revision only when its own is the same.
    pub checked: Option<Arc<Checked>>,
    /// Whether a check is under way.
    pub checking: bool,
    /// Whether what was found last has been published.
    pub published: bool,
    /// What waits until its line is written.
    pub hold: Hold,
    /// Questions that wait for the check.
    pub waiting: Vec<Question>,
}

impl Document {
    /// A document just opened.
    pub fn open(item: TextDocumentItem, path: Option<PathBuf>, revision: u64) -> Self {
        Document {
            syntax: syntax(path.as_deref(), &item.language_id, &item.text),
            uri: item.uri,
            path,
            buffer: Buffer::new(&item.text, item.version),
            edits: Edits::default(),
            revision,
            edited: revision,
            unsaved: false,
            checked: None,
            checking: false,
            published: false,
            hold: Hold::default(),
            waiting: Vec::new(),
        }
    }

    /// Applies changes, in the order of their versions.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        self.edits.make(&mut self.buffer, version, changes, encoding);
    }

    /// Nobody edits it for now: what was held goes out.
    pub fn release(&mut self) {
        if self.hold.release() {
            self.published = false;
        }
    }

    /// What the check of the current revision said, if it is over.
    pub fn fresh(&self) -> Option<&Arc<Checked>> {
        self.checked.as_ref().filter(|checked| checked.revision == self.revision)
    }
}

/// How a document is written. The language names of editors differ: a name is believed only where it rules prose out.
fn syntax(path: Option<&Path>, language: &str, text: &str) -> Option<Syntax> {
    const DATA: &[&str] = &["json", "jsonc", "toml", "yaml", "yml"];
    let extension = path.and_then(Path::extension).and_then(|extension| extension.to_str());
    let extension = extension.map(str::to_lowercase);
    let named = extension.as_deref().unwrap_or(language);
    match workspace::syntax_of(path, Some(language), text) {
        // Settings and the like are no libraries.
        Syntax::Bibliography if DATA.contains(&named) => is_library(text).then_some(Syntax::Bibliography),
        _ if named == "bibtex" || named == "bib" => Some(Syntax::Bibliography),
        syntax => (!DATA.contains(&named)).then_some(syntax),
    }
}

/// A document's diagnostics with those that its role as a library, notes or configuration file adds.
pub(super) fn together(own: &[Diagnostic], problems: Option<&Vec<Diagnostic>>) -> Vec<Diagnostic> {
    // What a rule says of the same words need not be said twice.
    let told = |problem: &&Diagnostic| {
        !own.iter().any(|own| own.range == problem.range && own.range.start != own.range.end)
    };
    own.iter().chain(problems.into_iter().flatten().filter(told)).cloned().collect()
}
