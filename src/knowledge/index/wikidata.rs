//! The JSON dump of Wikidata: an array with one entity a line (Wikibase's documentation, "JSON").
//!
//! Of each entity only what the index keeps is read; the rest is passed over without being stored. An empty map may be
//! written as an empty list.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};

/// The number of an item: 42 for Q42.
pub type ItemId = u32;

/// An item as the dump has it.
#[derive(Debug, Deserialize)]
pub struct Item {
    /// "Q42".
    pub id: String,
    /// "item"; properties and lexemes are something else.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Names by language.
    #[serde(default)]
    pub labels: Texts,
    /// Descriptions by language.
    #[serde(default)]
    pub descriptions: Texts,
    /// Further names by language.
    #[serde(default)]
    pub aliases: Aliases,
    /// Statements by property, those of [`PROPERTIES`] only.
    #[serde(default)]
    pub claims: Claims,
    /// How many wikis have a page about it.
    #[serde(default)]
    pub sitelinks: Count,
}

/// The properties that are read.
pub const PROPERTIES: [&str; 28] = [
    "P6", "P17", "P27", "P31", "P35", "P36", "P39", "P50", "P102", "P106", "P108", "P127", "P131", "P159",
    "P169", "P249", "P279", "P414", "P488", "P569", "P570", "P571", "P576", "P577", "P749", "P856", "P1082",
    "P1448",
];

/// Statements by property.
#[derive(Debug, Default)]
pub struct Claims(pub HashMap<String, Vec<Statement>>);

/// A statement.
#[derive(Clone, Debug, Deserialize)]
pub struct Statement {
    /// What it says.
    pub mainsnak: Snak,
    /// "preferred", "normal" or "deprecated".
    #[serde(default)]
    pub rank: String,
    /// What limits it, by property.
    #[serde(default)]
    pub qualifiers: Snaks,
    /// What it rests on.
    #[serde(default)]
    pub references: Vec<Reference>,
}

/// What a statement rests on.
#[derive(Clone, Debug, Deserialize)]
pub struct Reference {
    /// Its parts, by property: all of them, for some of them make no reference.
    #[serde(default)]
    pub snaks: Parts,
}

/// The parts of a reference, by property.
#[derive(Clone, Debug, Default)]
pub struct Parts(pub HashMap<String, Vec<Snak>>);

/// Snaks by property.
#[derive(Clone, Debug, Default)]
pub struct Snaks(pub HashMap<String, Vec<Snak>>);

/// A property with a value, with some unknown value, or with none.
#[derive(Clone, Debug, Deserialize)]
pub struct Snak {
    /// The value, where there is one that can be read.
    #[serde(default, rename = "datavalue", deserialize_with = "value")]
    pub value: Option<Value>,
    /// "value", "somevalue" (there is one, which nobody knows) or "novalue".
    #[serde(default, rename = "snaktype")]
    pub kind: String,
}

impl Snak {
    /// Whether it says that there is no value.
    pub fn is_none(&self) -> bool {
        self.kind == "novalue"
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An item.
    Item(ItemId),
    /// A point in time.
    Time(Time),
    /// A number, as written: "+1234".
    Amount(String),
    /// Words, an address.
    Text(String),
}

/// A day, a month or a year of our calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, serde::Serialize)]
pub struct Time {
    /// The year.
    pub year: i16,
    /// From 1 to 12; 0 where only the year is known.
    pub month: u8,
    /// From 1 to 31; 0 where only month or year are known.
    pub day: u8,
}

impl Time {
    /// Reads "+1952-03-11T00:00:00Z" with its precision (9 a year, 10 a month, 11 a day). `None` for what is vaguer, and
    /// for years before 1: those are in no news.
    /// Of a day in the Julian calendar only the year is certain here.
    fn read(time: &str, precision: u8, julian: bool) -> Option<Time> {
        let precision = if julian { precision.min(9) } else { precision };
        let mut parts = time.strip_prefix('+')?.split(['-', 'T']);
        let year: i16 = parts.next()?.parse().ok().filter(|year| *year > 0)?;
        let mut part = |least: u8| -> Option<u8> {
            let number: u8 = parts.next()?.parse().ok()?;
            Some(if precision >= least { number } else { 0 })
        };
        let (month, day) = (part(10)?, part(11)?);
        let is_day = jiff::civil::Date::new(year, month.max(1) as i8, day.max(1) as i8).is_ok();
        ((9..=14).contains(&precision) && is_day).then_some(Time { year, month, day })
    }
}

impl fmt::Display for Time {
    /// "1952-03-11", "1952-03", "1952".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if self.month > 0 {
            write!(out, "-{:02}", self.month)?;
            if self.day > 0 {
                write!(out, "-{:02}", self.day)?;
            }
        }
        Ok(())
    }
}

/// The number of an item's name: 42 for "Q42".
pub fn item_id(id: &str) -> Option<ItemId> {
    id.strip_prefix('Q')?.parse().ok()
}

/// A datavalue; what it is not worth an error for the whole item is `None`.
fn value<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    #[derive(Deserialize)]
    struct Raw {
        value: serde_json::Value,
        #[serde(default, rename = "type")]
        kind: String,
    }
    let Some(raw) = Option::<Raw>::deserialize(from)? else { return Ok(None) };
    let text = |name: &str| raw.value.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    Ok(match raw.kind.as_str() {
        "wikibase-entityid" => {
            let number = raw.value.get("numeric-id").and_then(|id| u32::try_from(id.as_u64()?).ok());
            let is_item = text("entity-type").is_none_or(|kind| kind == "item");
            text("id").as_deref().and_then(item_id).or(number.filter(|_| is_item)).map(Value::Item)
        }
        "time" => {
            let precision = raw.value.get("precision").and_then(|value| value.as_u64());
            let precision = u8::try_from(precision.unwrap_or(0)).unwrap_or(0);
            // Q1985786 is the proleptic Julian calendar.
            let julian = text("calendarmodel").is_some_and(|model| model.ends_with("/Q1985786"));
            text("time").and_then(|time| Time::read(&time, precision, julian)).map(Value::Time)
        }
        "quantity" => text("amount").map(Value::Amount),
        "monolingualtext" => text("text").map(Value::Text),
        "string" => raw.value.as_str().map(|text| Value::Text(text.to_owned())),
        _ => None,
    })
}

/// A text in each language that is read.
#[derive(Debug, Default)]
pub struct Texts(pub HashMap<String, String>);

/// Texts in each language that is read.
#[derive(Debug, Default)]
pub struct Aliases(pub HashMap<String, Vec<String>>);

/// How many members a map has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count(pub u32);

#[derive(Deserialize)]
struct Text {
    value: String,
}

thread_local! {
    /// The languages whose texts are read; all of them when empty. Set for the thread that reads.
    static LANGUAGES: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Reads an item's line, its texts in these languages only. The error says what is wrong with it.
pub fn read(line: &[u8], languages: &[String]) -> Result<Item, serde_json::Error> {
    LANGUAGES.with_borrow_mut(|wanted| {
        if wanted != languages {
            *wanted = languages.to_vec();
        }
    });
    serde_json::from_slice(line)
}

fn is_wanted(language: &str) -> bool {
    LANGUAGES.with_borrow(|wanted| wanted.is_empty() || wanted.iter().any(|own| own == language))
}

fn is_read(property: &str) -> bool {
    PROPERTIES.contains(&property)
}

/// Every property of a qualifier or a reference that is read.
fn is_limit(property: &str) -> bool {
    matches!(property, "P249" | "P577" | "P580" | "P582" | "P585" | "P813" | "P1365")
}

/// A map of which the members with certain keys are read, or a list without members.
struct Members<V> {
    wanted: fn(&str) -> bool,
    of: PhantomData<V>,
}

impl<'de, V: Deserialize<'de>> Visitor<'de> for Members<V> {
    type Value = HashMap<String, V>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map, or an empty list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut read = HashMap::new();
        while let Some(name) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            if (self.wanted)(&name) {
                read.insert(name.into_owned(), members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(read)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        match list.next_element::<IgnoredAny>()? {
            None => Ok(HashMap::new()),
            Some(_) => Err(de::Error::custom("a list where a map belongs")),
        }
    }
}

fn members<'de, D, V>(from: D, wanted: fn(&str) -> bool) -> Result<HashMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    from.deserialize_any(Members { wanted, of: PhantomData })
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let texts: HashMap<String, Text> = members(from, is_wanted)?;
        Ok(Texts(texts.into_iter().map(|(language, text)| (language, text.value)).collect()))
    }
}

impl<'de> Deserialize<'de> for Aliases {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let texts: HashMap<String, Vec<Text>> = members(from, is_wanted)?;
        let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
        Ok(Aliases(texts.into_iter().map(|(language, texts)| (language, values(texts))).collect()))
    }
}

impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        members(from, is_read).map(Claims)
    }
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        members(from, |_| true).map(Parts)
    }
}

impl<'de> Deserialize<'de> for Snaks {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        members(from, is_limit).map(Snaks)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Counting;
        impl<'de> Visitor<'de> for Counting {
            type Value = Count;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a map, or an empty list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Count, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Count(0))
            }
        }
        from.deserialize_any(Counting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_read_in_the_languages_wanted_and_nothing_else_of_it() {
        let line = r#"{"type":"item","id":"Q7","labels":{"en":{"language":"en","value":"Ana Ruiz"},"fr":{"value":"A. Ruiz"}},
            "aliases":{"en":[{"value":"Ruiz"}]},"descriptions":[],"sitelinks":{"enwiki":{"title":"x"},"frwiki":{}},
            "claims":{"P569":[{"rank":"normal","mainsnak":{"snaktype":"value","datavalue":
              {"type":"time","value":{"time":"+1980-06-12T00:00:00Z","precision":11}}},"qualifiers":[],"references":[]}],
              "P570":[{"mainsnak":{"snaktype":"somevalue"}}],"P999":[{"anything":[{}]}]}}"#;
        let item = read(line.as_bytes(), &["en".into()]).expect("an item");
        assert_eq!((item.id.as_str(), item.sitelinks.0, item.labels.0.len()), ("Q7", 2, 1));
        assert_eq!(item.aliases.0["en"], ["Ruiz"]);
        let born = item.claims.0["P569"][0].mainsnak.value.clone();
        assert_eq!(born, Some(Value::Time(Time { year: 1980, month: 6, day: 12 })));
        assert_eq!(item.claims.0["P570"][0].mainsnak.value, None);
        assert!(!item.claims.0.contains_key("P999"));
    }

    #[test]
    fn times_are_as_precise_as_they_say() {
        let told = |time, precision| Time::read(time, precision, false).map(|time| time.to_string());
        let julian = Time::read("+1899-04-10T00:00:00Z", 11, true).map(|time| time.to_string());
        assert_eq!(julian.as_deref(), Some("1899"));
        assert_eq!(told("+1952-03-11T00:00:00Z", 11).as_deref(), Some("1952-03-11"));
        assert_eq!(told("+1952-03-00T00:00:00Z", 10).as_deref(), Some("1952-03"));
        assert_eq!(told("+1952-00-00T00:00:00Z", 9).as_deref(), Some("1952"));
        for (time, precision) in [
            ("+1900-00-00T00:00:00Z", 7),
            ("-0044-03-15T00:00:00Z", 11),
            ("+2023-02-30T00:00:00Z", 11),
            ("soon", 11),
        ] {
            assert_eq!(told(time, precision), None, "{time}");
        }
    }
}
