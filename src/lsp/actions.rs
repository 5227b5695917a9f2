//! Code actions: what settles the findings at a place, from the check that found them. Nothing is computed anew.

use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Diagnostic,
};

use super::client::Abilities;
use super::convert;
use super::reading::Checked;

/// The most findings that one menu serves: a whole selected page is not a question about each.
const SERVED: usize = 20;

/// The actions for a place.
pub(super) fn at(
    checked: &Checked,
    params: &CodeActionParams,
    abilities: &Abilities,
) -> Option<CodeActionResponse> {
    let report = checked.report.as_ref()?;
    if !abilities.actions || !wanted(params.context.only.as_deref()) {
        return None;
    }
    let places = checked.places(abilities);
    let asked = places.span(params.range);
    let mut preferred = abilities.preferred;
    let mut actions = Vec::new();
    let mut served = 0;
    for (finding, diagnostic) in report.findings().iter().zip(&checked.diagnostics) {
        let theirs = params.context.diagnostics.iter().find(|theirs| same(theirs, diagnostic));
        // A menu about certain diagnostics answers for those; they may have lost all but range and code on their way
        // through the client.
        let meant = if params.context.diagnostics.is_empty() {
            finding.span.start <= asked.end && asked.start <= finding.span.end
        } else {
            theirs.is_some()
        };
        if !meant {
            continue;
        }
        for fix in report.fixes(finding) {
            let first = fix.preferred && std::mem::take(&mut preferred);
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: fix.title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![theirs.unwrap_or(diagnostic).clone()]),
                edit: Some(convert::workspace_edit(
                    &fix.edits,
                    &checked.uri,
                    checked.version,
                    &places,
                    abilities,
                )),
                is_preferred: first.then_some(true),
                ..CodeAction::default()
            }));
        }
        served += 1;
        if served == SERVED {
            break;
        }
    }
    (!actions.is_empty()).then_some(actions)
}

/// Whether a client that restricts the kinds wants quick fixes.
fn wanted(only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|only| only.iter().any(|kind| matches!(kind.as_str(), "" | "quickfix")))
}

fn same(theirs: &Diagnostic, ours: &Diagnostic) -> bool {
    theirs.range == ours.range && theirs.code == ours.code
}
