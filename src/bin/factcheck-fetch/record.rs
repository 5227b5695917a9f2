//! What is known of a source, as a record of CSL-JSON, and how it is written for a library.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// A source, each part with where it comes from.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The fields of CSL-JSON.
    pub fields: Map<String, Value>,
    /// Where each comes from.
    pub origins: BTreeMap<String, &'static str>,
    /// The address the page gives itself.
    pub canonical: Option<String>,
}

/// A name as CSL has it: "Ana Ruiz" and "Ruiz, Ana" are the same person.
pub fn person(name: &str) -> Value {
    let name = name.trim();
    let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name);
    match name.split_once(", ").map(|(family, given)| (given, family)).or_else(|| name.rsplit_once(' ')) {
        Some((given, family)) if !given.contains(',') => {
            json!({"given": given.trim(), "family": family.trim()})
        }
        _ => json!({"literal": name}),
    }
}

impl Record {
    /// Sets a text if it is not known yet.
    pub fn set(&mut self, field: &str, text: Option<&String>, origin: &'static str) {
        if let Some(text) = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            && !text.is_empty()
        {
            self.put(field, Value::String(text), origin);
        }
    }

    /// Sets the date of issue if it is not known yet: "2024-05-16T08:00Z", "2008/03", "2008".
    pub fn date(&mut self, text: Option<&String>, origin: &'static str) {
        let Some(text) = text else { return };
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        let numbers: Option<Vec<i16>> = day.split(['-', '/']).map(|part| part.parse().ok()).collect();
        let parts = match numbers.as_deref() {
            Some([year, month, day])
                if i8::try_from(*month)
                    .ok()
                    .zip(i8::try_from(*day).ok())
                    .is_some_and(|(month, day)| Date::new(*year, month, day).is_ok()) =>
            {
                json!([[year, month, day]])
            }
            Some([year, month]) if (1..=12).contains(month) => json!([[year, month]]),
            Some([year]) if *year > 1400 => json!([[year]]),
            _ => return,
        };
        self.put("issued", json!({"date-parts": parts}), origin);
    }

    /// Sets the authors if none is known yet.
    pub fn authors(&mut self, authors: Vec<Value>, origin: &'static str) {
        if !authors.is_empty() {
            self.put("author", Value::Array(authors), origin);
        }
    }

    /// Sets a field if it is not known yet.
    pub fn put(&mut self, field: &str, value: Value, origin: &'static str) {
        if !self.fields.contains_key(field) {
            self.fields.insert(field.into(), value);
            self.origins.insert(field.into(), origin);
        }
    }

    /// A field that is a text.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.fields.get(field)? {
            Value::String(text) => Some(text),
            // Registries of DOIs give some texts as lists of one.
            Value::Array(list) => list.first()?.as_str(),
            _ => None,
        }
    }

    fn issued(&self) -> Vec<i64> {
        let parts = self.fields.get("issued").and_then(|issued| issued["date-parts"][0].as_array());
        parts.into_iter().flatten().map_while(Value::as_i64).collect()
    }

    /// A key for it: who, when, and a word of the title.
    pub fn key(&self) -> String {
        let letters = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_alphanumeric()).flat_map(char::to_lowercase).take(20).collect()
        };
        let author = self.fields.get("author").and_then(|authors| authors.get(0));
        let family =
            author.and_then(|author| author["family"].as_str().or_else(|| author["literal"].as_str()));
        let who = letters(family.or_else(|| self.text("container-title")).unwrap_or("source"));
        let when = self.issued().first().map(i64::to_string).unwrap_or_default();
        let words = self.text("title").unwrap_or_default().split_whitespace().map(letters);
        let what = words.into_iter().find(|word| word.len() > 3).unwrap_or_default();
        format!("{who}{when}{what}")
    }

    /// As a list of one record of CSL-JSON.
    pub fn csl_json(&self) -> String {
        let mut fields = self.fields.clone();
        fields.insert("id".into(), Value::String(self.key()));
        serde_json::to_string_pretty(&[fields]).unwrap_or_default() + "\n"
    }

    /// As an entry of BibLaTeX. What nobody tells is a slot: TK.
    pub fn bibtex(&self) -> String {
        let kind = match self.text("type").unwrap_or_default() {
            "article-journal" | "journal-article" => "article",
            "book" | "monograph" => "book",
            "report" => "report",
            "thesis" | "dissertation" => "thesis",
            "paper-conference" | "proceedings-article" => "inproceedings",
            "chapter" | "book-chapter" => "incollection",
            _ => "online",
        };
        let mut out = format!("@{kind}{{{},\n", self.key());
        let mut field = |name: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(out, "  {name:<12} = {{{value}}},");
            }
        };
        field("title", &escaped(self.text("title").unwrap_or("TK TITLE")));
        let authors = self.fields.get("author").and_then(Value::as_array);
        let names = authors.into_iter().flatten().filter_map(|author| {
            match (author["family"].as_str(), author["given"].as_str()) {
                (Some(family), Some(given)) => Some(format!("{}, {}", escaped(family), escaped(given))),
                (Some(family), None) => Some(escaped(family)),
                _ => author["literal"].as_str().map(|name| format!("{{{}}}", escaped(name))),
            }
        });
        let names = names.collect::<Vec<_>>().join(" and ");
        field("author", if names.is_empty() { "{TK AUTHOR}" } else { &names });
        let container =
            if matches!(kind, "inproceedings" | "incollection") { "booktitle" } else { "journaltitle" };
        field(container, &escaped(self.text("container-title").unwrap_or_default()));
        field("publisher", &escaped(self.text("publisher").unwrap_or_default()));
        let date: Vec<String> = self.issued().iter().map(|part| format!("{part:02}")).collect();
        field("date", &date.join("-"));
        field("volume", &escaped(self.text("volume").unwrap_or_default()));
        field("number", &escaped(self.text("issue").unwrap_or_default()));
        field("pages", &escaped(&self.text("page").unwrap_or_default().replace('-', "--")));
        field("doi", self.text("DOI").unwrap_or_default());
        field("url", self.text("URL").unwrap_or_default());
        let accessed = self.fields.get("accessed").and_then(|date| date["date-parts"][0].as_array());
        let accessed: Vec<String> = accessed
            .into_iter()
            .flatten()
            .filter_map(Value::as_i64)
            .map(|part| format!("{part:02}"))
            .collect();
        field("urldate", &accessed.join("-"));
        field("note", &self.text("archive").map(|url| format!("archived at {url}")).unwrap_or_default());
        out + "}\n"
    }
}

/// Text that a reader of BibLaTeX takes as it is written.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '\\' => {}
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_written_as_it_is_read() {
        let mut record = Record::default();
        record.set("title", Some(&"Dams & {leaks}: 40% more".into()), "test");
        record.authors(vec![person("Ruiz, Ana"), person("By Ivo Lind")], "test");
        record.date(Some(&"2024-05-16T00:00:00Z".into()), "test");
        record.set("container-title", Some(&"Norvik Gazette".into()), "test");
        record.put("URL", json!("https://gazette.example/a_b#c"), "test");
        record.put("accessed", json!({"date-parts": [[2024, 5, 17]]}), "test");
        let library = factcheck_ls::citations::Library::parse(&[("new.bib".into(), record.bibtex())]);
        assert!(library.problems.is_empty(), "{:?}", library.problems);
        let entry = &library.entries[0];
        assert_eq!(entry.key, "ruiz2024dams");
        assert_eq!(entry.title, "Dams & leaks: 40% more");
        assert_eq!(entry.authors, ["Ana Ruiz", "Ivo Lind"]);
        assert_eq!(entry.date, Some((2024, Some(5), Some(16))));
        assert_eq!(entry.url.as_deref(), Some("https://gazette.example/a_b#c"));
        let library = factcheck_ls::citations::Library::parse(&[("new.json".into(), record.csl_json())]);
        assert_eq!(library.entries[0].title, "Dams & {leaks}: 40% more");
    }

    #[test]
    fn a_date_that_is_none_is_left_out() {
        for text in ["2024-13-01", "yesterday", "", "2024-02-30", "16 May 2024", "5"] {
            let mut record = Record::default();
            record.date(Some(&text.to_owned()), "test");
            assert!(record.fields.is_empty(), "{text}");
        }
    }
}
