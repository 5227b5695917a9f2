//! One entry of a notes file: its `key: value` lines.

use std::path::PathBuf;
use std::sync::Arc;

use super::AnonymousSource;
use super::section::Section;
use crate::knowledge::entity::{Alias, Definition, Office};
use crate::knowledge::{Entity, EntityKind, Fact, When};
use crate::text::Span;

/// The name of this layer.
const LAYER: &str = "notes";

/// What is wrong with a line, and what would mend it.
type Complaint = (&'static str, &'static str);

/// An entry that is being read.
pub(super) struct Entry {
    entity: Entity,
    name: Span,
    line: u32,
    /// When the sources were looked at: the date of facts that give none.
    accessed: Option<String>,
    described_as: Option<String>,
    approved_by: Option<String>,
    approved_on: Option<String>,
    reason: Option<String>,
    last: Option<Told>,
}

/// Where the last line went, for one that goes on.
enum Told {
    Fact,
    Described,
    Approved,
    Reason,
}

impl Entry {
    pub(super) fn new(title: &str, section: &Section, name: Span, line: u32) -> Self {
        let kind = match section {
            Section::Entities { kind, .. } => *kind,
            _ => EntityKind::Person,
        };
        Entry {
            entity: Entity::new(title, kind, LAYER),
            name,
            line,
            accessed: None,
            described_as: None,
            approved_by: None,
            approved_on: None,
            reason: None,
            last: None,
        }
    }

    /// The bytes of its name.
    pub(super) fn name_span(&self) -> Span {
        self.name
    }

    /// An indented line without a bullet goes on with the line before. Whether there was one to go on with.
    pub(super) fn goes_on(&mut self, words: &str) -> bool {
        let value = match &self.last {
            Some(Told::Fact) => self.entity.facts.last_mut().map(|fact| &mut fact.value),
            Some(Told::Described) => self.described_as.as_mut(),
            Some(Told::Approved) => self.approved_by.as_mut(),
            Some(Told::Reason) => self.reason.as_mut(),
            None => None,
        };
        if let Some(value) = value {
            value.push(' ');
            value.push_str(words);
            return true;
        }
        false
    }

    /// Reads one line. What is wrong with it, if anything.
    pub(super) fn read(&mut self, words: &str, file: &str, line: u32) -> Option<Complaint> {
        let source = format!("{file}:{line}");
        self.last = None;
        let Some((key, value)) = split(words) else {
            self.tell("note", words, source);
            return None;
        };
        if value.is_empty() {
            return Some(("This line says nothing after its colon.", "Write a value, or take the line out."));
        }
        let list = || value.split([';', ',']).map(str::trim).filter(|name| !name.is_empty());
        match key.to_lowercase().as_str() {
            "not" | "avoid" | "misspelled" => self.entity.avoid.extend(list().map(str::to_owned)),
            "also" | "alias" | "aliases" | "aka" => self.alias(list(), false),
            "short" | "acronym" | "short form" | "later" => self.short(value),
            "domain" | "domains" | "site" | "website" | "url" => {
                self.entity.domains.extend(list().filter_map(host));
                self.tell("website", value, source);
            }
            "what" | "is" | "description" | "kind" | "type" if self.entity.description.is_empty() => {
                self.entity.description = value.to_owned();
            }
            "role" | "roles" | "office" | "title" | "position" => self.role(value, source),
            "born" | "birth" | "date of birth" | "died" => {
                let (day, _) = as_of(value);
                let told = if key.eq_ignore_ascii_case("died") { "died" } else { "born" };
                self.tell(told, value, source);
                if When::parse(day).is_none() {
                    return Some((
                        "This date cannot be read, so no age is worked out from it.",
                        "Write the date as 1980-06-12, 1980-06 or 1980.",
                    ));
                }
            }
            "source" | "sources" => {
                if let Some((_, date)) = value.rsplit_once("accessed ") {
                    self.accessed = Some(date.trim().trim_end_matches([')', '.']).to_owned());
                }
                self.tell("source", value, source);
            }
            "described as" | "describe as" => {
                self.described_as = Some(value.to_owned());
                self.last = Some(Told::Described);
            }
            "approved by" | "approved" => {
                self.approved_by = Some(value.to_owned());
                self.last = Some(Told::Approved);
            }
            "approved on" | "approval date" => {
                self.approved_on = Some(value.to_owned()).filter(|date| When::parse(date).is_some());
            }
            "reason" => {
                self.reason = Some(value.to_owned());
                self.last = Some(Told::Reason);
            }
            _ => self.tell(key, value, source),
        }
        None
    }

    fn tell(&mut self, name: &str, value: &str, source: String) {
        let (value, date) = as_of(value);
        self.entity.facts.push(Fact {
            name: name.to_lowercase(),
            value: value.to_owned(),
            as_of: date.map(str::to_owned),
            source,
        });
        self.last = Some(Told::Fact);
    }

    fn alias<'v>(&mut self, names: impl Iterator<Item = &'v str>, short: bool) {
        self.entity.aliases.extend(names.map(|name| Alias { name: name.to_owned(), short }));
    }

    /// An acronym is a full name of its own; another short form counts only after the full name.
    fn short(&mut self, value: &str) {
        for name in value.split([';', ',']).map(str::trim).filter(|name| !name.is_empty()) {
            let acronym = name.chars().filter(|c| c.is_alphabetic()).count() > 1
                && !name.chars().any(char::is_lowercase);
            self.alias(std::iter::once(name), !acronym);
        }
    }

    /// "party whip, since 2022-09", "minister, 2019-03 to 2021-10", "spokesperson".
    fn role(&mut self, value: &str, source: String) {
        let (value, date) = as_of(value);
        let (title, from, to) = tenure(value);
        self.entity.offices.push(Office {
            title: title.to_owned(),
            from,
            to,
            as_of: date.map(str::to_owned),
            source,
        });
    }

    /// The entry as an entity.
    pub(super) fn into_entity(self, path: &Arc<PathBuf>) -> Entity {
        let mut entity = self.entity;
        for fact in &mut entity.facts {
            if fact.as_of.is_none() && fact.name != "source" {
                fact.as_of.clone_from(&self.accessed);
            }
        }
        for office in &mut entity.offices {
            if office.as_of.is_none() {
                office.as_of.clone_from(&self.accessed);
            }
        }
        if entity.description.is_empty()
            && let Some(office) =
                entity.offices.iter().find(|office| office.to.is_none()).or(entity.offices.first())
        {
            entity.description = office.to_string();
        }
        entity.definition = Some(Definition { path: Arc::clone(path), span: self.name, line: self.line });
        entity
    }

    /// The entry as an anonymous source; `None` without a description.
    pub(super) fn into_anonymous(self) -> Option<AnonymousSource> {
        // "K. Berg, 2024-05-14": the date may stand behind the name.
        let (approved_by, date) =
            match self.approved_by.as_deref().map(|value| (value, value.rsplit_once(','))) {
                Some((_, Some((name, date)))) if When::parse(date.trim()).is_some() => {
                    (Some(name), Some(date))
                }
                Some((name, _)) => (Some(name), None),
                None => (None, None),
            };
        Some(AnonymousSource {
            label: self.entity.name,
            described_as: self.described_as?,
            approved_by: approved_by
                .filter(|name| name.chars().any(char::is_alphabetic))
                .map(|name| name.trim().to_owned()),
            approved_on: date.map(|date| date.trim().to_owned()).or(self.approved_on),
            reason: self.reason,
        })
    }
}

/// Key and value of "key: value". A URL or a clock time is no key.
fn split(words: &str) -> Option<(&str, &str)> {
    let (key, value) = words.split_once(':')?;
    let key = key.trim().trim_matches('*');
    let is_key = !key.is_empty()
        && key.len() <= 40
        && key.chars().any(char::is_alphabetic)
        && !key.contains(['/', '"', '“'])
        && !value.starts_with("//");
    is_key.then(|| (key, value.trim().trim_start_matches('*').trim()))
}

/// Splits off the date as of which a value holds: "NOK 5bn (as of 2024-03)", "5,200 (2024)".
fn as_of(value: &str) -> (&str, Option<&str>) {
    if let Some((before, date)) = value.rsplit_once("as of ") {
        let date = date.trim().trim_end_matches([')', '.']);
        if When::parse(date).is_some() {
            return (before.trim_end().trim_end_matches([',', '(']).trim_end(), Some(date));
        }
    }
    if let Some((before, date)) = value.strip_suffix(')').and_then(|value| value.rsplit_once('('))
        && When::parse(date).is_some()
    {
        return (before.trim_end(), Some(date));
    }
    (value, None)
}

/// A role with its dates, as far as they can be read.
fn tenure(value: &str) -> (&str, Option<When>, Option<When>) {
    if let Some((title, date)) = value.rsplit_once("since ")
        && let Some(from) = When::parse(date)
    {
        return (tidy(title), Some(from), None);
    }
    if let Some((title, date)) = value.rsplit_once("until ")
        && let Some(to) = When::parse(date)
    {
        return (tidy(title), None, Some(to));
    }
    for separator in [" to ", "..", " – ", "–", " - "] {
        let Some((before, to)) = value.rsplit_once(separator) else { continue };
        let (title, from) = before.rsplit_once([' ', ',', '(']).unwrap_or(("", before));
        let open = matches!(to.trim(), "" | "now" | "present" | "today");
        let to = When::parse(to.trim_end_matches(')'));
        if let Some(from) = When::parse(from.trim())
            && (open || to.is_some())
        {
            return (tidy(title), Some(from), to);
        }
    }
    (value, None, None)
}

fn tidy(title: &str) -> &str {
    title.trim_end_matches([' ', ',', '(', '\t'])
}

/// The host of `https://www.example.org/about` or `example.org`.
fn host(value: &str) -> Option<String> {
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ' ']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_owned())
}
