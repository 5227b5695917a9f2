//! Switching a rule off where the whole house does: in `factcheck.toml`.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{Uri, WorkspaceEdit};

use super::Answer;
use crate::config::{self, Config};
use crate::lsp::client::Abilities;
use crate::lsp::convert::{Places, new_file, workspace_edit_of};
use crate::lsp::key::path_of;
use crate::lsp::reading::Checked;
use crate::text::file::SMALL_FILE;
use crate::text::{Edit, EditSet, LineIndex, Span, read_text};
use crate::workspace::Report;

/// Switches a rule off in the file that governs the document; a new one where there is none and the client can make it.
pub fn disable(checked: &Checked, report: &Report, rule: &str, client: &Abilities) -> Result<Answer, String> {
    let settings = &report.around.settings;
    match settings.level(rule) {
        None => {
            return Err(match settings.closest(rule) {
                Some(near) => format!("There is no rule \"{rule}\". Did you mean \"{near}\"?"),
                None => format!("There is no rule \"{rule}\"."),
            });
        }
        Some(None) => return Err(format!("{rule} is off already.")),
        Some(Some(_)) => {}
    }
    let label = format!("Switch {rule} off in {}", config::FILE_NAME);
    let edit = match &report.around.config {
        Some(file) => change(file, rule, client)?,
        None => create(checked, rule, client)?,
    };
    Ok(Answer::Edit { label, edit })
}

fn change(file: &Path, rule: &str, client: &Abilities) -> Result<WorkspaceEdit, String> {
    let by_hand =
        || format!("{} could not be changed: write {rule} = \"off\" under [rules].", file.display());
    let text = read_text(file, SMALL_FILE).map_err(|_| by_hand())?;
    let edits = EditSet::from(switch_off(&text, rule));
    // Whatever form the file has: the edit must do what it says, and nothing else may break.
    let (before, after) = (Config::parse(file, &text), Config::parse(file, &edits.apply(&text)));
    if after.0.rules.get(rule) != Some(&None) || after.1.len() > before.1.len() {
        return Err(by_hand());
    }
    let uri = Uri::from_file_path(file).ok_or_else(by_hand)?;
    let lines = LineIndex::new(&text);
    let places = Places::new(&text, &lines, client.encoding);
    Ok(workspace_edit_of(&edits, &uri, None, &places, client))
}

/// The edit that sets a rule to "off" under `[rules]`.
fn switch_off(text: &str, rule: &str) -> Edit {
    let off = format!("{rule} = \"off\"");
    let (mut at, mut table, mut end) = (0, "", None);
    for line in text.split_inclusive('\n') {
        let written = line.trim();
        if written.starts_with('[') {
            table = written.split('#').next().unwrap_or_default().trim();
        } else if table == "[rules]"
            && written.split('=').next().is_some_and(|key| key.trim().trim_matches('"') == rule)
        {
            return Edit::replace(Span::new(at, at + line.trim_end().len()), off);
        }
        at += line.len();
        if table == "[rules]" && !written.is_empty() {
            end = Some(at);
        }
    }
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let open = if text.is_empty() || text.ends_with('\n') { "" } else { eol };
    match end {
        Some(end) if end < text.len() => Edit::insert(end, format!("{off}{eol}")),
        Some(end) => Edit::insert(end, format!("{open}{off}{eol}")),
        None => {
            let apart = if text.trim().is_empty() { "" } else { eol };
            Edit::insert(text.len(), format!("{open}{apart}[rules]{eol}{off}{eol}"))
        }
    }
}

fn create(checked: &Checked, rule: &str, client: &Abilities) -> Result<WorkspaceEdit, String> {
    let text = format!("[rules]\n{rule} = \"off\"\n");
    let by_hand = || {
        format!(
            "Make a {} beside the article, with these lines: [rules] and {rule} = \"off\".",
            config::FILE_NAME
        )
    };
    let folder = path_of(&checked.uri).and_then(|path| path.parent().map(Path::to_path_buf));
    let file: PathBuf = config::project_root(&folder.ok_or_else(by_hand)?).join(config::FILE_NAME);
    let uri = Uri::from_file_path(&file).filter(|_| client.creates_files).ok_or_else(by_hand)?;
    Ok(new_file(uri, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_switched_off_where_rules_stand() {
        let off = |text: &str| EditSet::from(switch_off(text, "puffery")).apply(text);
        assert_eq!(off(""), "[rules]\npuffery = \"off\"\n");
        assert_eq!(off("profile = \"news\""), "profile = \"news\"\n\n[rules]\npuffery = \"off\"\n");
        assert_eq!(off("[rules]\nhedge = \"off\""), "[rules]\nhedge = \"off\"\npuffery = \"off\"\n");
        assert_eq!(
            off("[rules] # loud\r\nvague-time = \"off\"\r\n\r\n[citation]\r\nstyle = \"ap\"\r\n"),
            "[rules] # loud\r\nvague-time = \"off\"\r\npuffery = \"off\"\r\n\r\n[citation]\r\nstyle = \"ap\"\r\n"
        );
        assert_eq!(off("[rules]\npuffery = \"hint\" # for now\n"), "[rules]\npuffery = \"off\"\n");
    }
}
