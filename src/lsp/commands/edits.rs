//! Commands that change the document.

use jiff::civil::Date;
use tower_lsp::ls_types::Position;

use super::Answer;
use crate::lsp::client::Abilities;
use crate::lsp::convert;
use crate::lsp::reading::Checked;
use crate::text::EditSet;
use crate::workspace::Report;

/// Cites an entry of the library for the sentence at a place.
pub fn cite(
    checked: &Checked,
    report: &Report,
    at: Position,
    key: &str,
    locator: Option<&str>,
    client: &Abilities,
) -> Result<Answer, String> {
    if report.around.library.get(key).is_none() {
        return Err(format!("The library has no source \"{key}\"."));
    }
    if locator.is_some_and(|locator| locator.contains(['[', ']', ';', '<', '>', '|', '\n', '\r'])) {
        return Err(
            "A locator is a few words such as \u{201c}p. 3\u{201d}, without brackets and semicolons.".into(),
        );
    }
    let offset = checked.places(client).offset(at);
    let sentence = report.sentence_at(offset).ok_or("There is no sentence here to cite a source for.")?;
    let insertion = report.cite(key, sentence, locator).ok_or_else(|| {
        format!("\"{key}\" cannot be cited here: it has no address, or the place takes no citation.")
    })?;
    Ok(answer(insertion.title, &insertion.edits, checked, client))
}

/// Dates the article.
pub fn set_date(
    checked: &Checked,
    report: &Report,
    date: Date,
    client: &Abilities,
) -> Result<Answer, String> {
    let edit = report.set_date(date).ok_or("This document is no article: it takes no date.")?;
    Ok(answer(format!("Set the article's date: {date}"), &EditSet::from(edit), checked, client))
}

fn answer(label: String, edits: &EditSet, checked: &Checked, client: &Abilities) -> Answer {
    let places = checked.places(client);
    let edit = convert::workspace_edit(edits, &checked.uri, checked.version, &places, client);
    Answer::Edit { label, edit }
}
