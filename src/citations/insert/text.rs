//! What is written: references, stubs, templates and attributions (DOMAIN.md §5.4).

use jiff::civil::{Date, Weekday};

use crate::citations::LibraryEntry;
use crate::citations::render::{MONTHS, Markup, ReferenceStyle, reference_as, written_date};

/// The reference, or a stub with a slot for each part that is not known.
pub(super) fn note(
    entry: Option<&LibraryEntry>,
    outlet: Option<&str>,
    domain: Option<&str>,
    style: &ReferenceStyle,
    markup: Markup,
) -> String {
    match entry {
        Some(entry) => reference_as(entry, style, markup),
        None => {
            let outlet = outlet.unwrap_or("TK OUTLET");
            let url = address(domain);
            match markup {
                Markup::Markdown => {
                    format!("TK AUTHOR, \u{201c}TK TITLE,\u{201d} *{outlet}*, TK DATE, {url}.")
                }
                Markup::Plain => format!("TK AUTHOR, \"TK TITLE,\" {outlet}, TK DATE, {url}."),
            }
        }
    }
}

/// The address of a stub.
pub(super) fn address(domain: Option<&str>) -> String {
    match domain {
        Some(domain) if !domain.is_empty() => {
            let www = if domain.matches('.').count() == 1 { "www." } else { "" };
            format!("https://{www}{domain}/TK")
        }
        _ => "https://TK".to_string(),
    }
}

/// An address that is safe between the brackets of a link.
pub(super) fn safe_address(url: &str) -> String {
    let balanced = url.matches('(').count() == url.matches(')').count();
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '\\' => out.push_str("%5C"),
            '(' if !balanced => out.push_str("%28"),
            ')' if !balanced => out.push_str("%29"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// "The Wall Street Journal reported Thursday", "according to Kari Haugen".
pub(super) fn attribution(
    entry: Option<&LibraryEntry>,
    outlet: Option<&str>,
    article: Option<Date>,
) -> Option<String> {
    let Some(entry) = entry else {
        return Some(match outlet {
            Some(outlet) => format!("{outlet} reported TK DAY"),
            None => "according to TK NAME, TK TITLE".to_string(),
        });
    };
    if let Some(container) = &entry.container {
        let when = entry.date.map(|date| format!(" {}", when(date, article))).unwrap_or_default();
        return Some(format!("{container} reported{when}"));
    }
    let author = entry.authors.first()?;
    Some(match entry.authors.len() {
        1 => format!("according to {author}"),
        2 => format!("according to {author} and {}", entry.authors[1]),
        _ => format!("according to {author} and others"),
    })
}

/// The weekday within seven days before the article, else the date as AP writes it.
fn when(date: (i32, Option<u8>, Option<u8>), article: Option<Date>) -> String {
    let (year, month, day) = date;
    let full =
        (|| Date::new(i16::try_from(year).ok()?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok())(
        );
    let same_year = article.is_some_and(|article| i32::from(article.year()) == year);
    if let (Some(full), Some(article)) = (full, article) {
        let days = article.since(full).map_or(-1, |span| span.get_days());
        if (0..7).contains(&days) {
            return weekday(full.weekday()).to_string();
        }
    }
    let name = |month: u8| MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    match (month, day) {
        (Some(month), Some(day)) => {
            // AP shortens the long months beside a day.
            let short = match month {
                1 => "Jan.",
                2 => "Feb.",
                8 => "Aug.",
                9 => "Sept.",
                10 => "Oct.",
                11 => "Nov.",
                12 => "Dec.",
                other => name(other),
            };
            if same_year { format!("{short} {day}") } else { format!("{short} {day}, {year}") }
        }
        (Some(month), None) if same_year => format!("in {}", name(month)),
        (Some(month), None) => format!("in {} {year}", name(month)),
        _ => format!("in {year}"),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// `{{cite news |last=… }}`.
pub(super) fn template(
    entry: Option<&LibraryEntry>,
    outlet: Option<&str>,
    domain: Option<&str>,
    locator: Option<&str>,
) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let Some(entry) = entry else {
        fields.push(("last", "TK".into()));
        fields.push(("first", "TK".into()));
        fields.push(("title", "TK TITLE".into()));
        fields.push(("work", outlet.unwrap_or("TK OUTLET").to_string()));
        fields.push(("date", "TK DATE".into()));
        fields.push(("url", address(domain)));
        return written("news", &fields);
    };
    let kind = entry.record.kind();
    let full_date = matches!(entry.date, Some((_, Some(_), Some(_))));
    let (name, container) = match kind.as_str() {
        "book" | "mvbook" | "collection" => ("book", "publisher"),
        "report" | "techreport" | "thesis" => ("report", "publisher"),
        "article-journal" => ("journal", "journal"),
        "article" if !full_date => ("journal", "journal"),
        "webpage" | "web" | "online" if entry.container.is_none() => ("web", "website"),
        _ => ("news", "work"),
    };
    if let Some(author) = entry.authors.first() {
        match entry.family().and_then(|family| Some((family, author.strip_suffix(family)?.trim()))) {
            Some((family, given)) if !given.is_empty() => {
                fields.push(("last", family.to_string()));
                fields.push(("first", given.to_string()));
            }
            _ => fields.push(("author", author.clone())),
        }
    }
    if !entry.title.is_empty() {
        fields.push(("title", entry.title.clone()));
    }
    fields.extend(entry.container.clone().map(|words| (container, words)));
    fields.extend(entry.date.map(|date| ("date", written_date(date))));
    if let Some(locator) = locator {
        let pages = [("pp.", "pages"), ("p.", "page")];
        let paged = pages.iter().find_map(|(mark, name)| Some((*name, locator.strip_prefix(mark)?.trim())));
        let (name, words) = paged.unwrap_or(("at", locator));
        fields.push((name, words.to_owned()));
    }
    if let Some(url) = &entry.url {
        fields.push(("url", safe_address(url)));
        if name == "news" || name == "web" {
            fields.push(("url-status", "live".into()));
        }
    }
    written(name, &fields)
}

fn written(name: &str, fields: &[(&str, String)]) -> String {
    let fields: String = fields
        .iter()
        .map(|(name, value)| {
            let safe = value.replace("{{", "{ {").replace("}}", "} }").replace('|', "{{!}}");
            format!(" |{name}={}", safe.replace(['<', '>'], ""))
        })
        .collect();
    format!("{{{{cite {name}{fields}}}}}")
}
