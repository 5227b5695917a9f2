//! A source of which only the address is known: what the address itself tells, and TK for the rest.
//!
//! Nothing is looked up. The date is that of the path, the title the words of its slug; who wrote it stays a slot.

use std::path::PathBuf;

use super::address::Address;
use super::library::{Library, LibraryEntry};

/// Fewer words than this in a slug are a section or a number, no title.
const FEWEST_WORDS: usize = 3;

/// A source for a web address that has an entry nowhere, published by `outlet` if that is known; `None` where the address
/// tells neither outlet nor title nor date, or cannot stand in a library.
pub fn entry(url: &str, outlet: Option<&str>) -> Option<LibraryEntry> {
    let address = Address::read(url)?;
    if address.is_home_page() || url.contains(|c: char| matches!(c, '{' | '}' | '\\') || c.is_whitespace()) {
        return None;
    }
    let title = title(url);
    let date = address.date().map(|(date, _)| date.to_string());
    if title.is_none() && date.is_none() && outlet.is_none() {
        return None;
    }
    let mut fields = vec![
        ("author", "{TK AUTHOR}".to_owned()),
        ("title", title.unwrap_or_else(|| "TK TITLE".into())),
        ("journaltitle", outlet.unwrap_or("TK OUTLET").replace(['{', '}', '\\'], "")),
        ("url", url.to_owned()),
    ];
    fields.extend(date.map(|date| ("date", date)));
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    let text = format!("@article{{new,\n{fields}}}\n");
    Library::parse(&[(PathBuf::from("new.bib"), text)]).entries.into_iter().next()
}

/// The title in the words of an address's slug: "Council votes on dam" of `/2024/05/16/council-votes-on-dam.html`.
pub fn title(url: &str) -> Option<String> {
    let mut undated = url.to_owned();
    if let Some((_, date)) = Address::read(url)?.date() {
        undated.replace_range(date.start..date.end, "");
    }
    let address = Address::read(&undated)?;
    let slug = address.path().trim_end_matches('/').rsplit('/').find(|segment| is_slug(segment))?;
    let slug = slug.rsplit_once('.').map_or(slug, |(name, _)| name);
    let words: Vec<&str> =
        slug.split(['-', '_']).filter(|word| !word.is_empty() && !is_number(word)).collect();
    let mut title = words.join(" ").to_lowercase();
    let first = title.chars().next()?;
    title.replace_range(..first.len_utf8(), &first.to_uppercase().collect::<String>());
    Some(title)
}

/// Words with dashes between them.
fn is_slug(segment: &str) -> bool {
    let plain = segment.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let words =
        segment.split(['-', '_']).filter(|word| word.chars().any(char::is_alphabetic) && !is_number(word));
    plain && words.count() >= FEWEST_WORDS
}

/// The number of an article, in digits or in a code of digits and letters.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 5 || digits > 1 && word.len() >= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_a_title() {
        for (url, wanted) in [
            ("https://gazette.example/2024/05/16/council-votes-on-dam", Some("Council votes on dam")),
            ("https://gazette.example/news/council-votes-on-dam-68123456", Some("Council votes on dam")),
            ("https://gazette.example/world/council-votes-on-dam-2024-05-16/", Some("Council votes on dam")),
            ("https://gazette.example/a/The_Old_Dam_Leaks.html", Some("The old dam leaks")),
            (
                "https://gazette.example/2024/05/16/council-votes-on-dam/index.html",
                Some("Council votes on dam"),
            ),
            ("https://gazette.example/news/world-68123456", None),
            ("https://gazette.example/item?id=3", None),
            ("https://gazette.example/", None),
            ("no address", None),
        ] {
            assert_eq!(title(url).as_deref(), wanted, "{url}");
        }
    }

    #[test]
    fn what_the_address_tells_is_in_the_entry_and_no_more() {
        let url = "https://gazette.example/2024/05/16/council-votes-on-dam";
        let entry = entry(url, Some("Norvik Gazette")).expect("an entry");
        assert_eq!(entry.title, "Council votes on dam");
        assert_eq!(entry.container.as_deref(), Some("Norvik Gazette"));
        assert_eq!(entry.date, Some((2024, Some(5), Some(16))));
        assert_eq!(entry.url.as_deref(), Some(url));
        let bare = super::entry("https://gazette.example/a/b-c-d-e", None).expect("an entry");
        assert_eq!((bare.container.as_deref(), bare.date), (Some("TK OUTLET"), None));
        assert!(super::entry("https://gazette.example/", Some("Norvik Gazette")).is_none(), "a home page");
        assert!(super::entry("https://gazette.example/item?id=3", None).is_none(), "it tells nothing");
        assert!(super::entry("https://gazette.example/a-b-c-{d}", None).is_none());
    }
}
