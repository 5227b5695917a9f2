//! Finding entries by what a writer types of them: key, author, year, title, outlet, in any order, with or without
//! accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Library, LibraryEntry};

/// How well an entry answers what was typed; the lower the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The key begins so.
    Key,
    /// Every word typed begins a word of the entry.
    Words,
    /// Every word typed stands somewhere in the entry.
    Parts,
    /// The letters typed stand in the key in this order.
    Letters,
}

/// An entry as it is sought: folded, the key first.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    /// The folded key, a space, the words of the rest.
    words: Box<str>,
    key: usize,
}

impl Sought {
    pub fn of(entry: &LibraryEntry) -> Self {
        let mut words = fold(&entry.key);
        let key = words.len();
        let year = entry.date.map(|(year, ..)| year.to_string());
        let parts = [&entry.authors.join(" "), year.as_deref().unwrap_or_default(), &entry.title];
        for part in parts.into_iter().chain(entry.container.as_deref()) {
            words.push(' ');
            words.push_str(&fold(part));
        }
        Sought { words: words.into(), key }
    }

    fn fit(&self, typed: &Typed) -> Option<Fit> {
        if self.words[..self.key].starts_with(&typed.whole) {
            return Some(Fit::Key);
        }
        if typed.parts.iter().all(|part| self.words.contains(part.as_str())) {
            let begins = |part: &String| {
                self.words
                    .match_indices(part.as_str())
                    .any(|(at, _)| !self.words[..at].ends_with(char::is_alphanumeric))
            };
            return Some(if typed.parts.iter().all(begins) { Fit::Words } else { Fit::Parts });
        }
        let mut letters = self.words[..self.key].chars();
        let in_order = typed.whole.chars().all(|wanted| letters.any(|letter| letter == wanted));
        (in_order && typed.whole.len() > 2).then_some(Fit::Letters)
    }
}

/// What a writer has typed, folded.
struct Typed {
    whole: String,
    parts: Vec<String>,
}

impl Library {
    /// The entries that answer what was typed, by index, best first and in the order of the files among equals. All of
    /// them where nothing was.
    pub fn seek(&self, typed: &str) -> Vec<(usize, Fit)> {
        let whole = fold(typed.trim());
        let parts = whole.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let typed = Typed { parts: parts.map(str::to_owned).collect(), whole };
        let sought = self.sought.get_or_init(|| self.entries.iter().map(Sought::of).collect());
        let fits = sought.iter().enumerate().filter_map(|(index, entry)| Some((index, entry.fit(&typed)?)));
        let mut found: Vec<(usize, Fit)> = fits.collect();
        found.sort_by_key(|(_, fit)| *fit);
        found
    }
}

/// Letters without case and accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn entries_are_found_by_whatever_is_typed_of_them_best_first() {
        let text = "@article{ruiz2024, author={Ruiz, Ana}, title={The Levee Report}, date={2024}, journal={Gazette}}\n\
                    @book{lund99, author={Müller, Jo}, title={On Ruiz}, date={1999}}\n\
                    @book{x1, author={Truizi, Al}, title={Fog}, date={2001}}\n";
        let library = Library::parse(&[(PathBuf::from("a.bib"), text.into())]);
        let found = |typed: &str| -> Vec<&str> {
            library.seek(typed).into_iter().map(|(index, _)| library.entries[index].key.as_str()).collect()
        };
        assert_eq!(found("ruiz"), ["ruiz2024", "lund99", "x1"]);
        assert_eq!(found("muller 99"), ["lund99"]);
        assert_eq!(found("levee ana"), ["ruiz2024"]);
        assert_eq!(found("gazette-2024"), ["ruiz2024"]);
        assert_eq!(found("rz24"), ["ruiz2024"]);
        assert_eq!(found("quay"), Vec::<&str>::new());
        assert_eq!(found("").len(), 3);
    }
}
