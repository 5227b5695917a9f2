//! Code actions: what settles the findings at a place, the check marks of its sentence, and the fixes of the whole
//! document that are always right. All of it comes from the check that found them: nothing is computed anew.

mod notes_entry;

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Diagnostic, Uri,
    WorkspaceEdit,
};

use super::client::Abilities;
use super::convert;
use super::fault;
use super::reading::Checked;
use crate::citations::{arrange, source_list};
use crate::prose::CitationForm;
use crate::rules::checking;
use crate::text::{EditSet, Span};
use crate::workspace::Report;

/// The most findings that one menu serves: a whole selected page is not a question about each.
const SERVED: usize = 20;

/// The kind of the action that applies every fix that is always right.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.factcheck");

/// The kind of the action that sorts footnotes and counts them anew.
const SORT_NOTES: CodeActionKind = CodeActionKind::new("source.sortFootnotes.factcheck");

/// The kind of the action that lists all sources.
const LIST_SOURCES: CodeActionKind = CodeActionKind::new("source.listSources.factcheck");

/// The kinds of actions there are.
pub(super) const KINDS: [CodeActionKind; 5] =
    [CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR, FIX_ALL, SORT_NOTES, LIST_SOURCES];

/// The actions for a place.
pub(super) fn at(
    checked: &Checked,
    params: &CodeActionParams,
    abilities: &Abilities,
) -> Option<CodeActionResponse> {
    let report = checked.report.as_ref()?;
    if !abilities.actions {
        return None;
    }
    let only = params.context.only.as_deref();
    let mut actions = Vec::new();
    if takes_all(checked, params, abilities) {
        actions.extend(quick_fixes(checked, report, params, abilities).into_iter().take(1));
        let actions: Vec<_> = actions.into_iter().map(CodeActionOrCommand::CodeAction).collect();
        return (!actions.is_empty()).then_some(actions);
    }
    if wanted(only, &CodeActionKind::QUICKFIX) {
        actions.extend(quick_fixes(checked, report, params, abilities));
    }
    if wanted(only, &CodeActionKind::REFACTOR) {
        actions.extend(check_marks(checked, report, params, abilities));
        // A menu about a finding is not about a name.
        if params.context.diagnostics.is_empty() {
            actions.extend(additions(checked, report, params, abilities));
        }
    }
    if wanted(only, &FIX_ALL) {
        actions.extend(fix_all(checked, report, abilities));
    }
    actions.extend(arrangements(checked, report, params, abilities));
    let actions: Vec<_> = actions.into_iter().map(CodeActionOrCommand::CodeAction).collect();
    (!actions.is_empty()).then_some(actions)
}

/// Whether the client applies whatever it gets, as Kate's Quick Fix does: it asks about one finding of the whole
/// document, and knows of no preference among actions. Alternatives would be applied on top of each other.
fn takes_all(checked: &Checked, params: &CodeActionParams, abilities: &Abilities) -> bool {
    let asked = checked.places(abilities).span(params.range);
    let whole = asked.start == 0 && asked.end == checked.text.len() && !checked.text.is_empty();
    matches!(&params.context.diagnostics[..], [one] if one.range != params.range)
        && whole
        && !abilities.preferred
}

/// What settles the findings at a place.
fn quick_fixes(
    checked: &Checked,
    report: &Report,
    params: &CodeActionParams,
    abilities: &Abilities,
) -> Vec<CodeAction> {
    let asked = checked.places(abilities).span(params.range);
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
            actions.push(CodeAction {
                title: fix.title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![theirs.unwrap_or(diagnostic).clone()]),
                edit: Some(edit(checked, &fix.edits, abilities)),
                is_preferred: first.then_some(true),
                ..CodeAction::default()
            });
        }
        served += 1;
        if served == SERVED {
            break;
        }
    }
    actions
}

/// What adds the name at the place to the newsroom's notes, where they do not have it yet.
fn additions(
    checked: &Checked,
    report: &Report,
    params: &CodeActionParams,
    abilities: &Abilities,
) -> Option<CodeAction> {
    let offset = checked.places(abilities).offset(params.range.start);
    let (title, edit) = notes_entry::addition(checked, report, offset, abilities)?;
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::REFACTOR),
        edit: Some(edit),
        ..CodeAction::default()
    })
}

/// The check marks that can be written to the sentence in which the place begins.
fn check_marks(
    checked: &Checked,
    report: &Report,
    params: &CodeActionParams,
    abilities: &Abilities,
) -> Vec<CodeAction> {
    let offset = checked.places(abilities).offset(params.range.start);
    let Some(sentence) = report.sentence_at(offset) else { return Vec::new() };
    let offers = checking::offers(&report.context(), sentence, fault::today());
    let action = |offer: checking::Offer| CodeAction {
        title: offer.title,
        kind: Some(CodeActionKind::REFACTOR),
        edit: Some(edit(checked, &offer.edits, abilities)),
        ..CodeAction::default()
    };
    offers.into_iter().map(action).collect()
}

/// What puts the sources of the whole document in order. A menu at a place offers it only beside a note; by its kind it
/// is there wherever it is asked for.
fn arrangements(
    checked: &Checked,
    report: &Report,
    params: &CodeActionParams,
    abilities: &Abilities,
) -> Vec<CodeAction> {
    let only = params.context.only.as_deref();
    let asked = checked.places(abilities).span(params.range);
    let page = &report.page;
    let beside_note = || {
        let touches = |span: Span| span.start <= asked.end && asked.start <= span.end;
        let marks =
            page.citations.iter().filter(|citation| matches!(citation.form, CitationForm::Note { .. }));
        params.context.diagnostics.is_empty()
            && (page.notes.iter().any(|note| touches(note.source))
                || marks.into_iter().any(|mark| touches(mark.source)))
    };
    let meant = |kind: &CodeActionKind| if only.is_some() { wanted(only, kind) } else { beside_note() };
    let mut actions = Vec::new();
    let mut offer = |kind: CodeActionKind, title: &str, edits: Option<EditSet>| {
        actions.extend(edits.map(|edits| CodeAction {
            title: title.into(),
            kind: Some(kind),
            edit: Some(edit(checked, &edits, abilities)),
            ..CodeAction::default()
        }));
    };
    if meant(&SORT_NOTES) {
        offer(SORT_NOTES, "Source: sort and renumber footnotes", arrange::footnotes(page));
    }
    if meant(&LIST_SOURCES) {
        let context = report.context();
        let outlet = |host: &str| context.store.outlet_of_host(host).map(|outlet| outlet.name.clone());
        let list = source_list::build(page, context.library, &context.settings.references, outlet);
        offer(LIST_SOURCES, "Source: build source list from citations", list);
    }
    actions
}

/// The one action that applies all fixes that are always right, where there are some. Editors ask for it at every
/// save: its edit is worked out then only if they cannot ask for that later.
fn fix_all(checked: &Checked, report: &Report, abilities: &Abilities) -> Option<CodeAction> {
    let mut action = CodeAction {
        title: "Fix: all that is always right".into(),
        kind: Some(FIX_ALL),
        ..CodeAction::default()
    };
    if abilities.resolves_edits {
        if !report.has_safe_fixes() {
            return None;
        }
        action.data = Some(json!({"uri": checked.uri}));
    } else {
        action.edit = Some(all_edits(checked, report, abilities)?);
    }
    Some(action)
}

/// The document of an action whose edit is asked for.
pub(super) fn document_of(action: &CodeAction) -> Option<Uri> {
    action.data.as_ref()?.get("uri").and_then(Value::as_str)?.parse().ok()
}

/// The action with its edit, as the newest text has it.
pub(super) fn resolve(checked: &Checked, action: CodeAction, abilities: &Abilities) -> CodeAction {
    let edit = checked.report.as_ref().and_then(|report| all_edits(checked, report, abilities));
    CodeAction { edit, ..action }
}

fn all_edits(checked: &Checked, report: &Report, abilities: &Abilities) -> Option<WorkspaceEdit> {
    let (edits, _) = report.safe_fixes();
    (!edits.edits().is_empty()).then(|| edit(checked, &edits, abilities))
}

fn edit(checked: &Checked, edits: &EditSet, abilities: &Abilities) -> WorkspaceEdit {
    convert::workspace_edit(edits, &checked.uri, checked.version, &checked.places(abilities), abilities)
}

/// Whether a client that restricts the kinds wants this one: by its name or by that of a kind above it.
fn wanted(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let is_of = |asked: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        asked.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(is_of))
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
