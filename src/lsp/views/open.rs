//! What is open, and the library's files between it: a key is one source in all of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Location, Uri, WorkspaceEdit};

use super::marks::{self, Name};
use crate::citations::bibliography::keys::{self, KeyPlace};
use crate::citations::library::LARGEST_FILE;
use crate::lsp::client::Abilities;
use crate::lsp::convert::{self, Places};
use crate::lsp::key::Key;
use crate::lsp::reading::Checked;
use crate::prose::Syntax;
use crate::text::{EditSet, LineIndex, Span, read_text};

/// An open document by its URI, however that is spelt.
pub fn document<'o>(open: &'o [Arc<Checked>], uri: &Uri) -> Option<&'o Checked> {
    by_key(open, &Key::of(uri))
}

fn by_key<'o>(open: &'o [Arc<Checked>], key: &Key) -> Option<&'o Checked> {
    open.iter().map(Arc::as_ref).find(|checked| Key::of(&checked.uri) == *key)
}

/// The file that defines a key.
pub struct Source {
    file: PathBuf,
}

impl Source {
    /// A library's file.
    pub fn in_file(file: &Path) -> Source {
        Source { file: file.to_path_buf() }
    }

    /// Where a key at hand in this document is defined: in itself, if it is a library, or in its library.
    pub fn of(checked: &Checked, key: &str) -> Option<Source> {
        let report = checked.report.as_ref()?;
        if report.page.syntax == Syntax::Bibliography {
            return Key::of(&checked.uri).path().map(|file| Source { file });
        }
        report.around.library.get(key).map(|entry| Source { file: entry.file.to_path_buf() })
    }

    /// Its text: as it stands in the editor, else as it is on disk. The error is for the user.
    pub fn text<'o>(&self, open: &'o [Arc<Checked>]) -> Result<LibraryText<'o>, String> {
        let uri = Uri::from_file_path(&self.file);
        let uri = uri.ok_or_else(|| format!("{} has no address.", self.file.display()))?;
        if let Some(checked) = by_key(open, &Key::of_path(&self.file)) {
            return Ok(LibraryText::Open(checked));
        }
        let text = read_text(&self.file, LARGEST_FILE)
            .map_err(|error| format!("{} cannot be read: {error}.", self.file.display()))?;
        Ok(LibraryText::OnDisk { uri, lines: LineIndex::new(&text), text })
    }

    fn is(&self, file: &Path) -> bool {
        Key::of_path(&self.file) == Key::of_path(file)
    }
}

/// A library's text.
pub enum LibraryText<'o> {
    /// Open in the editor.
    Open(&'o Checked),
    /// Not open.
    OnDisk {
        /// Its address.
        uri: Uri,
        /// What it holds.
        text: String,
        /// Its lines.
        lines: LineIndex,
    },
}

impl LibraryText<'_> {
    fn words(&self) -> &str {
        match self {
            LibraryText::Open(checked) => &checked.text,
            LibraryText::OnDisk { text, .. } => text,
        }
    }

    /// Every place of a key, if it defines it.
    pub fn places(&self, key: &str) -> Vec<KeyPlace> {
        let words = self.words();
        let places: Vec<KeyPlace> =
            keys::keys(words).into_iter().filter(|place| place.span.of(words) == key).collect();
        if places.iter().any(|place| place.defines) { places } else { Vec::new() }
    }

    /// Where some bytes of it are; its end, where they no longer are.
    pub fn location(&self, span: Span, abilities: &Abilities) -> Location {
        let place = KeyPlace { span, defines: true };
        self.locations(&[place], abilities).remove(0)
    }

    /// The locations of some places.
    pub fn locations(&self, places: &[KeyPlace], abilities: &Abilities) -> Vec<Location> {
        let at = |uri: &Uri, within: &Places<'_>| {
            places.iter().map(|it| Location { uri: uri.clone(), range: within.range(it.span) }).collect()
        };
        match self {
            LibraryText::Open(checked) => at(&checked.uri, &checked.places(abilities)),
            LibraryText::OnDisk { uri, text, lines } => {
                at(uri, &Places::new(text, lines, abilities.encoding))
            }
        }
    }

    /// Edits to it as the protocol has them.
    pub fn edit(&self, edits: &EditSet, abilities: &Abilities) -> Option<WorkspaceEdit> {
        (!edits.edits().is_empty()).then(|| match self {
            LibraryText::Open(checked) => {
                let places = checked.places(abilities);
                convert::workspace_edit(edits, &checked.uri, checked.version, &places, abilities)
            }
            LibraryText::OnDisk { uri, text, lines } => {
                let places = Places::new(text, lines, abilities.encoding);
                convert::workspace_edit_of(edits, uri, None, &places, abilities)
            }
        })
    }
}

/// The open articles that take a key from this source, each with the key's places; the document asked about alone,
/// where nothing defines the key.
pub fn citing<'o>(
    open: &'o [Arc<Checked>],
    asked: &'o Checked,
    key: &'o str,
    source: Option<&'o Source>,
) -> impl Iterator<Item = (&'o Checked, Vec<Span>)> {
    let name = Name::Key(key.to_owned());
    open.iter().map(Arc::as_ref).filter_map(move |checked| {
        let report = checked.report.as_ref().filter(|it| it.page.syntax != Syntax::Bibliography)?;
        let takes_it = match source {
            Some(source) => report.around.library.get(key).is_some_and(|entry| source.is(&entry.file)),
            None => std::ptr::eq(checked, asked),
        };
        let spans: Vec<Span> = if takes_it {
            marks::of(&report.page, &name).into_iter().map(|mark| mark.span).collect()
        } else {
            Vec::new()
        };
        (!spans.is_empty()).then_some((checked, spans))
    })
}
