//! Links of the document that no Markdown mode knows: citation keys and link labels lead to the source's address.

use std::str::FromStr;

use tower_lsp::ls_types::{DocumentLink, Uri};

use crate::knowledge::markdown::excerpt;
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::prose::CitationForm;

/// Where citations lead.
pub fn of(checked: &Checked, abilities: &Abilities) -> Option<Vec<DocumentLink>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let mut links = Vec::new();
    for raw in &report.page.citations {
        let CitationForm::Keys { keys, .. } = &raw.form else { continue };
        for key in keys {
            let Some(entry) = report.around.library.get(&key.key) else { continue };
            let Some(target) = entry.url.as_deref().and_then(|url| Uri::from_str(url).ok()) else { continue };
            links.push(DocumentLink {
                range: places.range(key.span),
                target: Some(target),
                tooltip: Some(excerpt(&entry.title, 80)).filter(|title| !title.is_empty()),
                data: None,
            });
        }
    }
    Some(links)
}
