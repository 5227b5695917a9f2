//! The check of one document, as a worker does it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tower_lsp::ls_types::{CodeDescription, Diagnostic, DiagnosticSeverity, NumberOrString, Uri};

use super::client::Abilities;
use super::convert::{self, Places};
use super::fault;
use crate::prose::{self, Syntax};
use crate::rules::Finding;
use crate::text::{Buffer, LineIndex};
use crate::workspace::{self, Report, Workspace};

/// The longest text that is checked, in bytes. A longer one is still kept in step.
pub(super) const LIMIT: usize = 8 << 20;

/// A document to check, as it was at one moment.
pub(super) struct Draft {
    pub uri: Uri,
    pub path: Option<PathBuf>,
    pub syntax: Option<Syntax>,
    pub buffer: Buffer,
    pub revision: u64,
}

/// What a check said.
pub(super) struct Checked {
    pub uri: Uri,
    pub version: i32,
    pub revision: u64,
    pub text: Arc<str>,
    pub lines: LineIndex,
    /// `None` for what is not checked, and where a bug cost the check.
    pub report: Option<Report>,
    /// Which findings of the report are shown, in their order.
    pub shown: Vec<usize>,
    /// The findings shown, in the same order, then whatever else there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// How long it took.
    pub took: Duration,
}

impl Checked {
    /// The places of its text for this client.
    pub fn places(&self, abilities: &Abilities) -> Places<'_> {
        Places::new(&self.text, &self.lines, abilities.encoding)
    }
}

/// Checks a document. Reads the disk for what surrounds it when that is not known yet. Never panics.
pub(super) fn check(draft: Draft, workspace: &Workspace, abilities: &Abilities) -> Checked {
    let start = Instant::now();
    let mut checked = Checked {
        uri: draft.uri,
        version: draft.buffer.version(),
        revision: draft.revision,
        text: Arc::from(""),
        lines: LineIndex::default(),
        report: None,
        shown: Vec::new(),
        diagnostics: Vec::new(),
        took: Duration::ZERO,
    };
    let Some(syntax) = draft.syntax else {
        return checked;
    };
    if draft.buffer.len() > LIMIT {
        let (size, limit) = (draft.buffer.len() >> 20, LIMIT >> 20);
        let message = format!("{size} MB is too long to check; the limit is {limit} MB");
        checked.diagnostics = vec![convert::notice("too-long", DiagnosticSeverity::INFORMATION, message)];
        return checked;
    }
    checked.text = draft.buffer.snapshot();
    checked.lines = LineIndex::new(&checked.text);
    let found = panic::catch_unwind(AssertUnwindSafe(|| {
        fault::strike(&checked.text);
        let page = Arc::new(prose::parse(checked.text.clone(), syntax));
        let around = workspace.surroundings(draft.path.as_deref(), &page.front_matter);
        let report = workspace::check(page, around);
        let places = checked.places(abilities);
        let findings = report.findings();
        let shown = loudest(findings, report.around.settings.cap);
        let mut diagnostics: Vec<_> = shown
            .iter()
            .map(|&index| convert::diagnostic(&findings[index], &checked.uri, &places, abilities))
            .collect();
        link_newsroom_rules(&mut diagnostics, &report, abilities);
        diagnostics.extend(closing_note(findings.len() - shown.len()));
        (report, shown, diagnostics)
    }));
    // The panic hook has logged it.
    if let Ok((report, shown, diagnostics)) = found {
        checked.report = Some(report);
        checked.shown = shown;
        checked.diagnostics = diagnostics;
    }
    checked.took = start.elapsed();
    checked
}

/// The findings to show, by index and in order of place: all of them, or as many as `cap` says, of which the louder
/// come before the quieter and the earlier before the later. A cap of 0 is none.
fn loudest(findings: &[Finding], cap: usize) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..findings.len()).collect();
    if cap > 0 && findings.len() > cap {
        // Stable: within a severity the order of place stays.
        shown.sort_by_key(|&index| Reverse(findings[index].severity));
        shown.truncate(cap);
        shown.sort_unstable();
    }
    shown
}

/// Links the findings of the newsroom's own rules to the configuration they come from.
fn link_newsroom_rules(diagnostics: &mut [Diagnostic], report: &Report, abilities: &Abilities) {
    let vocabulary = &report.around.settings.vocabulary;
    let Some(home) = report.around.config.as_deref().filter(|_| abilities.code_links) else { return };
    if vocabulary.rules().is_empty() {
        return;
    }
    let Some(href) = Uri::from_file_path(home) else { return };
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.code_description.is_none()) {
        if let Some(NumberOrString::String(code)) = &diagnostic.code
            && vocabulary.find(code).is_some()
        {
            diagnostic.code_description = Some(CodeDescription { href: href.clone() });
        }
    }
}

/// Says, at the top of the document, how many findings are not shown.
fn closing_note(more: usize) -> Option<Diagnostic> {
    let message = match more {
        0 => return None,
        1 => "There is 1 more finding than is shown here; max-findings sets how many are.".into(),
        more => {
            format!("There are {more} more findings than are shown here; max-findings sets how many are.")
        }
    };
    // Hints are not in every editor's list of problems.
    Some(convert::notice("more-findings", DiagnosticSeverity::INFORMATION, message))
}

/// The diagnostics of files, by file.
pub(super) type ByFile = BTreeMap<PathBuf, Vec<Diagnostic>>;
