//! BibTeX entries without TeX: most of a large library. They are described here at once, and made into the crate's form
//! only when they are rendered.

use std::path::PathBuf;
use std::sync::Arc;

use biblatex::{RawBibliography, RawChunk, RawEntry};

use super::LibraryEntry;
use super::bib::{PartialDate, Piece, Shape, guarded, source};
use super::record::{Origin, Record};

/// The entry, when nothing in it asks for more than reading its fields; then nothing is wrong with it, either.
pub(super) fn entry(piece: &Piece<'_>, file: &Arc<PathBuf>) -> Option<LibraryEntry> {
    let has_key = !piece.key.is_empty() && !piece.key.contains(['=', '{', '"']);
    if !has_key || !piece.closed || memchr::memchr2(b'\\', b'$', piece.rest.as_bytes()).is_some() {
        return None;
    }
    let (text, _) = source(piece, "k");
    let Some(Ok(raw)) = guarded(|| RawBibliography::parse(&text)) else { return None };
    let [raw] = raw.entries.as_slice() else { return None };
    let fields = Fields::of(&raw.v)?;
    let date = fields.date()?;
    let (authors, family) = fields.people()?;
    let shape = Shape::of(|name| fields.words(name), date);
    let record = Record::new(Origin::BibText(text.as_str().into(), piece.kind.into()), family);
    Some(shape.entry(authors, LibraryEntry::new(piece.key.to_owned(), file, Some(piece.key_span), record)))
}

/// The fields of an entry by name, in lower case; of a name that comes twice the last counts.
struct Fields<'t>(Vec<(String, &'t str)>);

impl<'t> Fields<'t> {
    fn of(raw: &RawEntry<'t>) -> Option<Self> {
        let mut fields = Vec::with_capacity(raw.fields.len());
        for field in &raw.fields {
            let name = field.key.v.to_ascii_lowercase();
            if ["crossref", "xdata", "xref", "ids", "related"].contains(&name.as_str()) {
                return None;
            }
            let value = match field.value.v.as_slice() {
                [] => "",
                [one] => match one.v {
                    RawChunk::Normal(text) => text,
                    // The names of the months are known without a definition.
                    RawChunk::Abbreviation(month) if name == "month" && month_of(month).is_some() => month,
                    RawChunk::Abbreviation(_) => return None,
                },
                _ => return None,
            };
            fields.push((name, value));
        }
        Some(Fields(fields))
    }

    fn get(&self, wanted: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(name, _)| name == wanted).map(|(_, value)| *value)
    }

    /// A field on one line, without its braces.
    fn words(&self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        let is_address = matches!(name, "url" | "doi" | "howpublished");
        let mut out = String::with_capacity(value.len());
        for word in value.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(word.chars().filter(|c| !matches!(c, '{' | '}')));
        }
        if !is_address && out.contains("--") {
            out = out.replace("---", "\u{2014}").replace("--", "\u{2013}");
        }
        let out = out.trim();
        (!out.is_empty()).then(|| out.to_owned())
    }

    /// The date; `None` when it takes more to read it, `Some(None)` when there is none.
    fn date(&self) -> Option<PartialDate> {
        let number = |text: &str, most: u8| text.parse::<u8>().ok().filter(|n| (1..=most).contains(n));
        let year =
            |text: &str| text.parse::<i32>().ok().filter(|_| text.len() == 4 && !text.starts_with('-'));
        if let Some(date) = self.get("date") {
            let mut parts = date.trim().split('-');
            let year = year(parts.next()?)?;
            let month =
                parts.next().map(|text| number(text, 12)).map_or(Some(None), |month| month.map(Some))?;
            let day = parts.next().map(|text| number(text, 31)).map_or(Some(None), |day| day.map(Some))?;
            let whole = [4, 7, 10].contains(&date.trim().len());
            return (whole && parts.next().is_none()).then_some(Some((year, month, day)));
        }
        if self.get("day").is_some() {
            return None;
        }
        let Some(written) = self.get("year") else { return Some(None) };
        let year = year(written.trim())?;
        let Some(month) = self.get("month") else { return Some(Some((year, None, None))) };
        let month = number(month.trim(), 12).or_else(|| month_of(month.trim()))?;
        Some(Some((year, Some(month), None)))
    }

    /// Who wrote it, or else edited it: names in full, and the first one's family name.
    fn people(&self) -> Option<(Vec<String>, Option<String>)> {
        let written = ["author", "editor"]
            .iter()
            .find_map(|name| self.get(name).filter(|text| !text.trim().is_empty()));
        let Some(written) = written else { return Some((Vec::new(), None)) };
        // "family=Gravesande, given=Willem": the crate reads these.
        if written.contains('=') || written.contains('"') {
            return None;
        }
        let mut names = Vec::new();
        let mut first = None;
        for person in split_people(written) {
            let (name, family) = name_of(person)?;
            if name.is_empty() || name == "others" {
                continue;
            }
            first.get_or_insert(family);
            names.push(name);
        }
        Some((names, first))
    }
}

/// The names between "and", where braces are closed.
fn split_people(written: &str) -> Vec<&str> {
    let (mut people, mut depth, mut start) = (Vec::new(), 0usize, 0);
    let bytes = written.as_bytes();
    for at in 0..bytes.len() {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'a' if depth == 0
                && at > start
                && bytes[at - 1].is_ascii_whitespace()
                && bytes[at..].starts_with(b"and")
                && bytes.get(at + 3).is_some_and(u8::is_ascii_whitespace) =>
            {
                people.push(&written[start..at]);
                start = at + 3;
            }
            _ => {}
        }
    }
    people.push(&written[start..]);
    people
}

/// A name in full, and its family name: of "Family, Given", "Given von Family", "{A Body}".
fn name_of(person: &str) -> Option<(String, String)> {
    let bare = |text: &str| -> String {
        let kept: String = text.chars().filter(|c| !matches!(c, '{' | '}')).collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let person = person.trim();
    if person.starts_with('{') && person.find('}') == Some(person.len() - 1) {
        let body = bare(person);
        return Some((body.clone(), body));
    }
    if person.contains('{') {
        return None;
    }
    let mut parts = person.split(',');
    let head = bare(parts.next()?);
    match (parts.next(), parts.next()) {
        (None, _) => {
            let words: Vec<&str> = head.split(' ').collect();
            let prefix =
                words.iter().skip(1).position(|word| word.starts_with(char::is_lowercase)).map(|at| at + 1);
            let from = prefix.filter(|from| from + 1 < words.len()).unwrap_or(words.len() - 1);
            let family = words[from..].join(" ");
            Some((head, family))
        }
        (Some(given), None) => {
            let given = bare(given);
            let name = if given.is_empty() { head.clone() } else { format!("{given} {head}") };
            Some((name, head))
        }
        // "Family, Jr, Given".
        _ => None,
    }
}

fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let place =
        MONTHS.iter().position(|month| *month == word || word.len() == 3 && month.starts_with(&word))?;
    Some(place as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citations::Library;

    fn load(text: &str) -> Library {
        let library = Library::parse(&[(PathBuf::from("a.bib"), text.to_owned())]);
        assert!(library.problems.is_empty(), "{:?}", library.problems);
        library
    }

    /// What is read here and what the crate reads, made to by a backslash in a field of no account.
    #[test]
    fn an_entry_is_the_same_whichever_way_it_is_read() {
        let bodies = [
            "author = {Ruiz, Ana and Ole von Haugen and {Norvik Water Board}}, title = {The {Great} Levee -- a Report}, journal = {Norvik Gazette}, year = 2019, month = may",
            "editor = \"Ana Ruiz and others\", title = {Tides}, publisher = {Norvik}, date = {2024-05-16}, url = {https://a.example/x--y}",
            "author = {de la Cruz, Marta}, title = {Nets}, booktitle = {Proceedings}, year = {1998}, doi = {10.1000/182}",
            "title = {Nobody}, howpublished = {Pamphlet}, note = {Kept in the archive}",
        ];
        for body in bodies {
            let plain = load(&format!("@article{{k, {body}}}"));
            let whole = load(&format!("@article{{k, {body}, file = {{\\textbackslash}}}}"));
            let (plain, whole) = (&plain.entries[0], &whole.entries[0]);
            assert_eq!(plain.title, whole.title, "{body}");
            assert_eq!(plain.authors, whole.authors, "{body}");
            assert_eq!(plain.family(), whole.family(), "{body}");
            assert_eq!(plain.container, whole.container, "{body}");
            assert_eq!(plain.date, whole.date, "{body}");
            assert_eq!(plain.words, whole.words, "{body}");
            assert_eq!(plain.record.kind(), whole.record.kind(), "{body}");
        }
    }
}
