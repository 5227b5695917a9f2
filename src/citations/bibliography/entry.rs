//! From the fields of an entry, whatever its format, to the parts of a reference.

use super::{Event, Form, Kind, Part, Reference, When};
use crate::text::Span;

/// An entry cut into fields: names in lower case, the bytes of their values.
pub(super) struct Fields<'t> {
    pub text: &'t str,
    pub kind: String,
    pub key: Span,
    pub source: Span,
    pub fields: Vec<(String, Span)>,
}

impl Fields<'_> {
    fn first(&self, names: &[&str]) -> Option<Span> {
        names.iter().find_map(|wanted| {
            let found = self.fields.iter().find(|(name, span)| name == wanted && !span.is_empty());
            found.map(|(_, span)| *span)
        })
    }

    /// The reference it makes.
    pub fn reference(self) -> Reference {
        const TITLES: &[&str] = &["title", "shorttitle", "title-short", "subtitle", "maintitle"];
        const PEOPLE: &[&str] = &[
            "author",
            "editor",
            "translator",
            "interviewer",
            "director",
            "authors",
            "editors",
            "collection-editor",
            "container-author",
            "sortname",
            "shortauthor",
        ];
        const CONTAINERS: &[&str] = &[
            "journaltitle",
            "journal",
            "shortjournal",
            "booktitle",
            "eventtitle",
            "container-title",
            "container-title-short",
            "journalabbreviation",
            "collection-title",
            "parent",
            "parent.title",
            "series",
            "issuetitle",
        ];
        const PUBLISHERS: &[&str] = &[
            "publisher",
            "publisher.name",
            "institution",
            "organization",
            "school",
            "authority",
            "howpublished",
            "location",
            "address",
            "publisher-place",
            "parent.publisher",
            "parent.organization",
            "collaboration",
            "holder",
            "archive",
            "library",
        ];
        const PENDING: &[&str] = &["pubstate", "status", "original-date", "origdate"];
        let mut parts = Vec::new();
        let mut put = |part, names: &[&str]| {
            if let Some(span) = self.first(names) {
                parts.push((part, span));
            }
        };
        put(Part::Title, TITLES);
        put(Part::People, PEOPLE);
        put(Part::Container, CONTAINERS);
        put(Part::Publisher, PUBLISHERS);
        put(Part::Pending, PENDING);
        put(Part::Archive, &["archiveurl", "archive-url", "archive_url"]);
        put(Part::Doi, &["doi", "serial-number.doi"]);
        put(Part::Isbn, &["isbn", "serial-number.isbn"]);
        put(Part::Issn, &["issn", "serial-number.issn"]);
        put(
            Part::Identifier,
            &[
                "pmid",
                "pmcid",
                "eprint",
                "lccn",
                "eid",
                "call-number",
                "serial-number",
                "number",
                "archiveid",
            ],
        );
        let says = |names: &[&str], words: &str| {
            self.first(names).is_some_and(|span| span.of(self.text).to_lowercase().contains(words))
        };
        if let Some(eprint) = self.first(&["eprint", "serial-number.arxiv"])
            && (says(&["eprinttype", "archiveprefix"], "arxiv")
                || self.first(&["serial-number.arxiv"]).is_some())
        {
            parts.push((Part::Arxiv, eprint));
        }
        let addressed = ["url", "url.value", "howpublished", "note"];
        let url = addressed.iter().find_map(|name| address_in(self.text, self.first(&[name])?));
        parts.extend(url.map(|span| (Part::Url, span)));
        let mut dates = Vec::new();
        let issued = self
            .first(&["date", "issued", "parent.date"])
            .or_else(|| self.first(&["year"]))
            .or_else(|| self.first(&["event-date", "eventdate", "submitted", "available-date"]));
        let events = [
            (Event::Issued, issued),
            (Event::Accessed, self.first(&["urldate", "accessed", "url.date", "lastchecked", "access-date"])),
        ];
        for (event, span) in events {
            let Some(span) = span else { continue };
            match when(self.text, span, event) {
                Some(when) => dates.push(when),
                // A date that cannot be read is still one, and the library tells of it.
                None => parts.push((Part::Pending, span)),
            }
        }
        let kind = self.kind(url.is_some());
        Reference {
            form: Form::Entry,
            label: self.key.of(self.text).to_owned(),
            mark: self.key,
            source: self.source,
            kind,
            dates,
            confidential: says(&["confidential"], "true")
                || says(&["keywords", "keyword", "note"], "confidential"),
            inherits: self.first(&["crossref", "xdata", "xref"]).is_some(),
            parts,
        }
    }

    fn kind(&self, has_url: bool) -> Kind {
        match self.kind.as_str() {
            "article" | "article-journal" | "article-magazine" | "article-newspaper" => Kind::Article,
            "online" | "electronic" | "www" | "webpage" | "post" | "post-weblog" | "web" => Kind::Web,
            "misc" if has_url && self.first(&["doi", "eprint"]).is_none() => Kind::Web,
            "book" | "mvbook" => Kind::Book,
            "report" | "techreport" => Kind::Report,
            "interview" => Kind::Interview,
            _ => Kind::Other,
        }
    }
}

/// The first web address in a value.
pub(super) fn address_in(text: &str, value: Span) -> Option<Span> {
    let words = value.of(text);
    let colon = words.find("://")?;
    let start = words[..colon].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let start = colon - start;
    let end = words[colon..]
        .find(|c: char| c.is_whitespace() || "\"{}<>|\\]".contains(c))
        .map_or(words.len(), |length| colon + length);
    let scheme = &words[start..colon];
    let known = ["http", "https", "file", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let trimmed = words[start..end].trim_end_matches(['.', ',', ';', ')']);
    (known && trimmed.len() > scheme.len() + 3)
        .then(|| Span::new(value.start + start, value.start + start + trimmed.len()))
}

/// A date as entries write it: `2024-05-16`, `2024-05`, `2024`, `[[2024, 5, 16]]`, a range by its first day.
pub(super) fn when(text: &str, value: Span, event: Event) -> Option<When> {
    let words = value.of(text);
    let bytes = words.as_bytes();
    let mut runs: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + step;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        runs.push((start, &words[start..start + length]));
        at = start + length;
    }
    let first = runs.iter().position(|(_, run)| run.len() == 4)?;
    let (start, year) = runs[first];
    let year: i16 = year.parse().ok().filter(|year| (1000..=2999).contains(year))?;
    // What follows the year belongs to it only across "-" or a comma.
    let mut end = start + 4;
    let mut numbers = Vec::new();
    for &(at, run) in &runs[first + 1..] {
        let gap = &words[end..at];
        let joined = matches!(gap.trim_matches(['"', ' ']), "-" | "," | "/") && !gap.contains(']');
        if !joined || run.len() > 2 || numbers.len() == 2 {
            break;
        }
        numbers.push(run.parse::<i8>().ok()?);
        end = at + run.len();
    }
    let month = numbers.first().copied().filter(|month| (1..=12).contains(month));
    let day = numbers.get(1).copied().filter(|day| (1..=31).contains(day) && month.is_some());
    Some(When { span: Span::new(value.start + start, value.start + end), event, year, month, day })
}
