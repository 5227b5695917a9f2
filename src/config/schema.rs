//! The JSON schema of `factcheck.toml`, for editors that complete and check configuration as it is written.

use std::path::PathBuf;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Labels, Outlet};
use crate::citations::{Reach, Style};
use crate::language::lexicon::change::{NAMED, Named};
use crate::rules::{Profile, options, registry};

/// Configuration of factcheck-ls.
///
/// Every key is optional. Paths and patterns are relative to the file that holds them.
#[derive(JsonSchema)]
#[schemars(rename = "factcheck.toml", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "read by the schema generator only")]
struct File {
    /// A house's habits in one word; every other key overrides what it sets.
    #[schemars(default)]
    profile: Option<Profile>,
    /// Your own publication's names: it need not link itself.
    publication: Option<OneOrMany<String>>,
    /// How citations are inserted, and from where.
    citation: Option<CitationTable>,
    /// The writer's sources: BibLaTeX, Hayagriva YAML or CSL-JSON files.
    bibliography: Option<OneOrMany<PathBuf>>,
    /// How far a citation reaches: its own sentence, on while the same source goes on, or its whole paragraph.
    reach: Option<Reach>,
    /// Severity by rule.
    #[schemars(schema_with = "rules")]
    rules: Option<()>,
    /// Outlets beside the ones that are known already.
    outlets: Option<Vec<OutletEntry>>,
    /// Acronyms that need no spelling out.
    acronyms: Option<OneOrMany<String>>,
    /// Patterns of transcript files that quotations are compared with.
    transcripts: Option<OneOrMany<String>>,
    /// Notes files: people, organisations, places and sources the newsroom knows.
    notes: Option<OneOrMany<PathBuf>>,
    /// Patterns, as in `.gitignore`, of documents that are not checked.
    ignore: Option<OneOrMany<String>>,
    /// Whether each anonymous source needs an approval on record in the notes.
    require_anonymous_approval: Option<bool>,
    /// The most findings shown for one document; 0 is no limit.
    max_findings: Option<u32>,
    /// Who checks: the name in new check marks. Belongs into your own settings rather than into the house's file.
    checker: Option<String>,
    /// Whether `check --fix` and `source.fixAll` may correct a weekday beside a full date.
    fix_weekdays: Option<bool>,
    /// The newsroom's own rules: words it does not print.
    newsroom_rule: Option<Vec<NewsroomEntry>>,
    /// Other habits for some folders; of several that concern a document, the later counts.
    overrides: Option<Vec<OverrideTable>>,
    /// What joins the built-in word lists and leaves them, by lexicon.
    #[schemars(schema_with = "lexicon")]
    lexicon: Option<()>,
}

/// How citations are inserted, and from where.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "read by the schema generator only")]
struct CitationTable {
    /// The style of new citations; without it the page's own prevailing style is kept.
    style: Option<Style>,
    /// The CSL style of references: its name, such as apa or chicago-notes, or a .csl file.
    csl: Option<String>,
    /// How new footnotes are labelled.
    labels: Option<Labels>,
    /// The writer's sources; the same as `bibliography` at the top.
    bibliography: Option<OneOrMany<PathBuf>>,
}

/// Habits for some of the documents.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "read by the schema generator only")]
struct OverrideTable {
    /// Patterns of the documents, as in `.gitignore`, relative to this file.
    files: OneOrMany<String>,
    /// The profile to start from for them.
    profile: Option<Profile>,
    /// Severity by rule, and options.
    #[schemars(schema_with = "rules")]
    rules: Option<()>,
    /// Your own publication's names.
    publication: Option<OneOrMany<String>>,
    /// How far a citation reaches.
    reach: Option<Reach>,
}

/// A rule of the newsroom: phrases or a pattern, and what to say of them.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "read by the schema generator only")]
struct NewsroomEntry {
    /// Its name, kebab-case, no built-in rule's: ignores, severities and reports go by it.
    name: String,
    /// Whole words to look for, whatever their case, apostrophes and spaces.
    phrases: Option<OneOrMany<String>>,
    /// A regular expression to look for instead, at whole words within each sentence.
    pattern: Option<String>,
    /// Whether small and capital letters count as the same; they do by default.
    ignore_case: Option<bool>,
    /// One line for the writer.
    message: String,
    /// How loud it is; info by default.
    #[schemars(schema_with = "level")]
    severity: Option<()>,
    /// What to say instead; $1 stands for a group of the pattern. An empty text deletes the words.
    replacement: Option<String>,
    /// Whether words in quotation marks and block quotes count, too.
    in_quotations: Option<bool>,
}

fn level(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "$ref": "#/$defs/Level" })
}

/// One value, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "read by the schema generator only")]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// An outlet's name alone, or all that is known of it.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "read by the schema generator only")]
enum OutletEntry {
    Name(String),
    Whole(Outlet),
}

/// Each lexicon with what is in it.
fn lexicon(_: &mut SchemaGenerator) -> Schema {
    let words = serde_json::json!({
        "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
    });
    let one = |named: &Named| {
        let property = serde_json::json!({
            "description": named.what,
            "type": "object",
            "properties": { "add": words, "remove": words },
            "additionalProperties": false,
        });
        (named.name.to_owned(), property)
    };
    let properties: serde_json::Map<_, _> = NAMED.iter().map(one).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// Each rule with its summary, so that an editor can complete and explain it.
fn rules(generator: &mut SchemaGenerator) -> Schema {
    let names = super::read::LEVELS.map(|(name, _)| name);
    generator.definitions_mut().insert(
        "Level".into(),
        serde_json::json!({
            "description": "How loudly a rule speaks: off, hint, info, warning or error.",
            "type": "string",
            "enum": names,
        }),
    );
    let one = serde_json::json!({
        "anyOf": [
            { "$ref": "#/$defs/Level" },
            {
                "type": "object",
                "properties": { "severity": { "$ref": "#/$defs/Level" } },
                "additionalProperties": false,
            },
        ],
    });
    let mut properties = serde_json::Map::new();
    for rule in registry::RULES {
        let meta = rule.meta();
        let mut property = one.clone();
        property["description"] = meta.summary.into();
        let own: Vec<_> = options::of_rule(meta.id).collect();
        for option in own {
            property["anyOf"][1]["properties"][option.name] = serde_json::json!({
                "description": option.what,
                "type": "integer",
                "default": option.default,
                "minimum": option.least,
                "maximum": option.most,
            });
        }
        property["default"] = meta.severity.name().into();
        properties.insert(meta.id.to_owned(), property);
    }
    let rules = serde_json::json!({
        "description": "Severity by rule, and options.",
        "type": "object",
        "properties": properties,
        // The newsroom's own rules, by their names.
        "additionalProperties": one,
    });
    generator.definitions_mut().insert("Rules".into(), rules);
    json_schema!({ "$ref": "#/$defs/Rules" })
}

/// The JSON schema of the configuration file.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(File).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.remove("required");
    }
    schema
}
