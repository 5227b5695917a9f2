//! How a document stands: what a status bar shows.

use std::collections::BTreeMap;

use serde::Serialize;
use tower_lsp::ls_types::Uri;

use crate::lsp::reading::Checked;
use crate::lsp::views::claims_of;
use crate::workspace::Report;

/// How a document stands, and what it is checked by.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    version: i32,
    /// Claims by status; a status that none has is left out.
    claims: BTreeMap<&'static str, usize>,
    /// Findings by severity, those past the cap included.
    findings: BTreeMap<&'static str, usize>,
    /// The `factcheck.toml` that governs it.
    configuration: Option<Uri>,
    profile: &'static str,
    /// Whether the configuration says not to check it.
    ignored: bool,
    /// Entries of the library.
    sources: usize,
    /// The date of the article, from its front matter or dateline.
    date: Option<String>,
    /// What is wrong with the files around it.
    problems: Vec<String>,
}

/// How this one stands.
pub fn of(checked: &Checked, report: &Report) -> Standing {
    let around = &report.around;
    let mut claims = BTreeMap::new();
    for claim in claims_of(report) {
        *claims.entry(claim.status.name()).or_default() += 1;
    }
    let mut findings = BTreeMap::new();
    for finding in report.findings() {
        *findings.entry(finding.severity.name()).or_default() += 1;
    }
    Standing {
        version: checked.version,
        claims,
        findings,
        configuration: around.config.as_deref().and_then(Uri::from_file_path),
        profile: around.settings.profile.name(),
        ignored: around.ignored,
        sources: around.library.entries.len(),
        date: report.page.date.map(|(date, _)| date.to_string()),
        problems: around.problems.iter().map(|problem| problem.message.clone()).collect(),
    }
}
