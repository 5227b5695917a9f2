//! `source`: a page or a DOI as an entry of a library.

use std::io::Write;

use factcheck_ls::citations::identifier::Scheme;
use jiff::ZonedDateTime;
use jiff::civil::Date;
use serde_json::{Value, json};
use url::Url;

use crate::archive;
use crate::args::{SourceArgs, SourceFormat};
use crate::failure::Failure;
use crate::net::{Ask, Net};
use crate::page;
use crate::record::Record;

/// A service: where the user's environment says it is, for tests and mirrors, else where it is known to be.
pub fn base(variable: &str, otherwise: &str) -> Result<Url, Failure> {
    let named = std::env::var(variable).unwrap_or_else(|_| otherwise.to_owned());
    Url::parse(&named).map_err(|error| Failure::Ask(format!("{variable}: {named} is no address: {error}.")))
}

/// Writes the entry.
pub fn run(net: &Net, ask: &SourceArgs, out: &mut impl Write) -> Result<(), Failure> {
    let today = ZonedDateTime::now().date();
    let mut record = match doi(&ask.what) {
        Some(doi) => of_doi(net, &doi)?,
        None if ask.what.contains("://") => of_page(net, &ask.what, today)?,
        None => {
            return Err(Failure::Ask(format!(
                "\"{}\" is neither a web address nor a DOI. Write https://… or 10.…/….",
                ask.what
            )));
        }
    };
    if ask.archive
        && let Some(url) = record.text("URL").map(str::to_owned)
        && let Some(copy) = archive::nearest(net, &url, ask.date.unwrap_or(today))?
    {
        record.put("archive", Value::String(copy), "Internet Archive");
    }
    let text = match ask.format {
        SourceFormat::Bibtex => record.bibtex(),
        SourceFormat::CslJson => record.csl_json(),
        SourceFormat::Yaml => yaml(&record)?,
        SourceFormat::Json => {
            let all = json!({"key": record.key(), "fields": record.fields, "origins": record.origins});
            serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
        }
    };
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// The DOI in "10.1000/dams", "doi:10.1000/dams" and "https://doi.org/10.1000/dams".
fn doi(what: &str) -> Option<String> {
    let what = what.trim();
    let lower = what.to_ascii_lowercase();
    let prefixes =
        ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    let start = prefixes.iter().find(|prefix| lower.starts_with(**prefix)).map_or(0, |prefix| prefix.len());
    let doi = what[start..].trim();
    let (registrant, rest) = doi.strip_prefix("10.")?.split_once('/')?;
    let sound = !registrant.is_empty()
        && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !rest.is_empty()
        && !rest.contains(char::is_whitespace);
    sound.then(|| doi.to_owned())
}

/// What the registry of a DOI has, by content negotiation (https://citation.doi.org).
fn of_doi(net: &Net, doi: &str) -> Result<Record, Failure> {
    let mut url = base("FACTCHECK_FETCH_DOI", "https://doi.org/")?;
    url.set_path(&format!("{}/{doi}", url.path().trim_end_matches('/')));
    let answer = net.fetch(Ask::new(url.as_str(), "application/vnd.citationstyles.csl+json"))?;
    let malformed = |why: String| Failure::Malformed { url: url.to_string(), why };
    let value: Value = serde_json::from_slice(&answer.body).map_err(|error| malformed(error.to_string()))?;
    let Value::Object(fields) = value else { return Err(malformed("it is no record".into())) };
    const KEPT: [&str; 13] = [
        "type",
        "title",
        "author",
        "container-title",
        "publisher",
        "issued",
        "volume",
        "issue",
        "page",
        "DOI",
        "ISSN",
        "ISBN",
        "language",
    ];
    let mut record = Record::default();
    for (field, value) in fields {
        if KEPT.contains(&field.as_str()) && !value.is_null() {
            record.put(&field, value, "the DOI's registry");
        }
    }
    if record.text("title").is_none() {
        return Err(malformed("it has no title".into()));
    }
    let titles: Vec<(&str, Option<String>)> =
        ["title", "container-title"].map(|field| (field, record.text(field).map(str::to_owned))).into();
    for (field, text) in titles {
        record.fields.extend(text.map(|text| (field.to_owned(), Value::String(text))));
    }
    record.put("DOI", Value::String(doi.into()), "asked for");
    record.put("URL", Value::String(format!("https://doi.org/{doi}")), "asked for");
    Ok(record)
}

/// What a page says of itself.
fn of_page(net: &Net, url: &str, today: Date) -> Result<Record, Failure> {
    let answer = net.fetch(Ask::new(url, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"))?;
    let is_page = answer.content_type.is_empty() || answer.content_type.contains("html");
    let mut record = Record::default();
    if is_page {
        page::describe(&answer.text(), &mut record);
    }
    // A canonical address is the page's own word for itself, if it is of the same house.
    let own = Url::parse(&answer.url).ok();
    let canonical = record.canonical.take().and_then(|canonical| own.as_ref()?.join(&canonical).ok());
    let canonical = canonical.filter(|canonical| {
        own.as_ref().is_some_and(|own| own.host_str() == canonical.host_str()) && canonical.path() != "/"
    });
    let address = canonical.map_or_else(|| answer.url.clone(), String::from);
    record.put("URL", Value::String(address.clone()), "the page");
    let kind = if record.text("DOI").is_some() { "article-journal" } else { "webpage" };
    record.put("type", json!(kind), "the page");
    // What the page does not tell its address may.
    if let Some(stub) = factcheck_ls::citations::stub::entry(&address, None) {
        let date = stub.date.and_then(|(year, month, day)| Some(format!("{year}-{:02}-{:02}", month?, day?)));
        record.date(date.as_ref(), "the address");
        let title = Some(stub.title).filter(|title| title != "TK TITLE");
        record.set("title", title.as_ref(), "the address");
    }
    // What is kept was read when it was asked for.
    let kept = answer.kept.and_then(|time| time.strftime("%Y-%m-%d").to_string().parse::<Date>().ok());
    let today = kept.unwrap_or(today);
    let date = [today.year().into(), i32::from(today.month()), i32::from(today.day())];
    record.put("accessed", json!({"date-parts": [date]}), "today");
    if record.text("DOI").is_some_and(|doi| !Scheme::Doi.is_valid(doi)) {
        record.fields.remove("DOI");
    }
    Ok(record)
}

fn yaml(record: &Record) -> Result<String, Failure> {
    let failed = |why: String| Failure::Malformed { url: record.text("URL").unwrap_or_default().into(), why };
    let library = hayagriva::io::from_biblatex_str(&record.bibtex())
        .map_err(|errors| failed(errors.first().map(ToString::to_string).unwrap_or_default()))?;
    hayagriva::io::to_yaml_str(&library).map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_known_in_each_of_its_forms() {
        for what in ["10.1000/dams", "doi:10.1000/dams", "https://doi.org/10.1000/dams", " DOI:10.1000/dams"]
        {
            assert_eq!(doi(what).as_deref(), Some("10.1000/dams"), "{what}");
        }
        for what in ["https://gazette.example/10.1000/dams", "10.x/1", "10.1000", "10.1000/a b", ""] {
            assert_eq!(doi(what), None, "{what}");
        }
    }
}
