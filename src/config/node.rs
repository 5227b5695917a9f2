//! TOML and JSON as one kind of tree, with places where there are any, so that one reader serves both.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::Span;

/// A value and where it stands.
pub(super) struct Node {
    pub span: Option<Span>,
    pub value: Value,
}

/// A key and where it stands.
pub(super) struct Key {
    pub name: String,
    pub span: Option<Span>,
}

/// What can be written in a configuration.
pub(super) enum Value {
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
    /// Nothing: JSON's way of leaving a key out.
    Null,
    /// A kind of value no key takes, by its name.
    Other(&'static str),
}

impl Value {
    /// The value's kind, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Bool(_) => "a boolean",
            Value::Integer(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Null => "nothing",
            Value::Other(kind) => kind,
        }
    }
}

/// Reads TOML as far as it can be read, with what is wrong in it.
pub(super) fn from_toml(text: &str) -> (Node, Vec<(Span, String)>) {
    // A byte-order mark is one character that TOML does not know; blanks keep the offsets.
    let marked = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
    let (table, errors) = DeTable::parse_recoverable(marked.as_deref().unwrap_or(text));
    let span = span_of(&table);
    let errors = errors
        .iter()
        .map(|error| {
            let span = error.span().map_or(Span::at(text.len()), |range| Span::new(range.start, range.end));
            (span, error.message().lines().next().unwrap_or("invalid TOML").to_owned())
        })
        .collect();
    (Node { span, value: table_of(table.get_ref()) }, errors)
}

fn table_of(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(key, value)| {
        let key = Key { name: key.get_ref().to_string(), span: span_of(key) };
        (key, node_of(value))
    });
    Value::Table(entries.collect())
}

fn node_of(value: &Spanned<DeValue<'_>>) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(integer) => Value::Integer(integer),
            Err(_) => Value::Other("a very large number"),
        },
        DeValue::Float(_) => Value::Other("a fraction"),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Array(items) => Value::List(items.iter().map(node_of).collect()),
        DeValue::Table(table) => table_of(table),
    };
    Node { span: span_of(value), value: kind }
}

fn span_of<T>(spanned: &Spanned<T>) -> Option<Span> {
    let range = spanned.span();
    Some(Span::new(range.start, range.end))
}

/// JSON has no places here.
pub(super) fn from_json(json: &serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(number) => number.as_i64().map_or(Value::Other("a fraction"), Value::Integer),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(from_json).collect()),
        Json::Object(entries) => Value::Table(
            entries
                .iter()
                .map(|(name, value)| (Key { name: kebab(name), span: None }, from_json(value)))
                .collect(),
        ),
    };
    Node { span: None, value }
}

/// `requireAnonymousApproval` as `require-anonymous-approval`.
fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
