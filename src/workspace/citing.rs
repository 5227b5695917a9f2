//! Citing a source that the writer picked from the whole library, whether or not a finding asks for it.

use super::Report;
use crate::citations::insert::{self, Request};
use crate::citations::{Insertion, Style};
use crate::prose::Syntax;

impl Report {
    /// The edits that cite the entry of this key for a sentence, by block and number, in the style that the user, the
    /// page or else the profile asks for; where that cannot be used there, in one that can. `None` when there is no
    /// such entry or sentence, or no style fits.
    pub fn cite(&self, key: &str, sentence: (usize, usize)) -> Option<Insertion> {
        let settings = &self.around.settings;
        let request = Request {
            page: &self.page,
            sentence: self.context().sentence(sentence)?,
            words: None,
            entry: Some(self.around.library.get(key)?),
            outlet: None,
            domain: None,
            style: self.citation_style(),
            numeric: settings.numeric_labels,
        };
        let others: &[Style] = match self.page.syntax {
            Syntax::Markdown => &[Style::Footnote],
            Syntax::Plain => &[Style::Ap, Style::ChicagoPlain],
            Syntax::Bibliography => return None,
        };
        let mut styles = std::iter::once(&request.style).chain(others);
        styles.find_map(|&style| Request { style, ..request }.insertion())
    }

    fn citation_style(&self) -> Style {
        let settings = &self.around.settings;
        let shown = if settings.style_forced { None } else { insert::prevailing(&self.page) };
        match (shown.unwrap_or(settings.style), self.page.syntax) {
            (style @ (Style::Ap | Style::ChicagoPlain), Syntax::Plain) => style,
            (_, Syntax::Plain) => Style::Ap,
            (Style::ChicagoPlain, _) => Style::Footnote,
            (style, _) => style,
        }
    }
}
