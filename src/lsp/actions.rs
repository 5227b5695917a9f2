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
    let shown = checked.shown.iter().filter_map(|&index| report.findings().get(index));
    for (finding, diagnostic) in shown.zip(&checked.diagnostics) {
        let theirs = matching(&params.context.diagnostics, diagnostic, &checked.diagnostics);
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

/// The diagnostic among `theirs` that is `ours`.
///
/// Neovim before 0.8 gives columns back in bytes, whatever was agreed. One of theirs that is exactly none of `all` is
/// therefore known by its words and its lines.
fn matching<'a>(theirs: &'a [Diagnostic], ours: &Diagnostic, all: &[Diagnostic]) -> Option<&'a Diagnostic> {
    let same = |a: &Diagnostic, b: &Diagnostic| a.range == b.range && a.code == b.code;
    let alike = |a: &Diagnostic, b: &Diagnostic| {
        a.code == b.code
            && a.message == b.message
            && a.range.start.line == b.range.start.line
            && a.range.end.line == b.range.end.line
    };
    theirs.iter().find(|theirs| same(theirs, ours)).or_else(|| {
        theirs.iter().find(|theirs| alike(theirs, ours) && !all.iter().any(|one| same(one, theirs)))
    })
}

#[cfg(test)]
mod tests {
    use tower_lsp::ls_types::{NumberOrString, Position, Range};

    use super::*;

    fn diagnostic(start: u32, end: u32, code: &str) -> Diagnostic {
        Diagnostic {
            range: Range::new(Position::new(2, start), Position::new(2, end)),
            code: Some(NumberOrString::String(code.into())),
            message: format!("about {code}"),
            ..Diagnostic::default()
        }
    }

    #[test]
    fn a_diagnostic_that_came_back_whole_is_itself_alone() {
        let all = [diagnostic(4, 9, "vague-time"), diagnostic(20, 25, "vague-time")];
        let theirs = [all[1].clone()];
        assert_eq!(matching(&theirs, &all[0], &all), None);
        assert_eq!(matching(&theirs, &all[1], &all), Some(&theirs[0]));
    }

    #[test]
    fn a_diagnostic_with_columns_in_bytes_is_known_by_words_and_lines() {
        let all = [diagnostic(4, 9, "vague-time"), diagnostic(20, 25, "placeholder")];
        let theirs = [diagnostic(7, 12, "vague-time")];
        assert_eq!(matching(&theirs, &all[0], &all), Some(&theirs[0]));
        assert_eq!(matching(&theirs, &all[1], &all), None);
    }

    #[test]
    fn words_of_another_line_are_another_diagnostic() {
        let all = [diagnostic(4, 9, "vague-time")];
        let mut theirs = [diagnostic(7, 12, "vague-time")];
        theirs[0].range.start.line = 3;
        assert_eq!(matching(&theirs, &all[0], &all), None);
    }
}
