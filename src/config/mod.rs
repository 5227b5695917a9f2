//! `factcheck.toml`: found upward from each file, resolved with the user's settings; unknown keys are findings.

mod find;
mod lexicon;
mod newsroom;
mod node;
mod overrides;
mod read;
mod resolve;
mod schema;

pub use find::{find, project_root};
pub use overrides::{Override, matches};
pub use read::is_style_file;
pub use resolve::{Provenance, provenance, resolve};
pub use schema::schema;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::citations::{Reach, Style};
use crate::language::lexicon::change::Changes;
use crate::rules::{NewsroomRule, Profile};
use crate::text::{Problem, Severity};

/// The file's name.
pub const FILE_NAME: &str = "factcheck.toml";

/// One layer of configuration as written: a file, the editor's settings, or command-line flags. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The profile to start from.
    pub profile: Option<Profile>,
    /// Our own publication's names.
    pub publication: Vec<String>,
    /// The style of citations that are inserted.
    pub style: Option<Style>,
    /// The CSL style of references: its name, or a `.csl` file relative to the file that names it.
    pub csl: Option<String>,
    /// How new footnotes are labelled.
    pub labels: Option<Labels>,
    /// Bibliography files, relative to the file that names them.
    pub bibliography: Vec<PathBuf>,
    /// How far citations reach.
    pub reach: Option<Reach>,
    /// Severity by rule; `None` is off. Holds known rules only; of a user's settings also those of newsrooms.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Outlets beside the bundled ones.
    pub outlets: Vec<Outlet>,
    /// Acronyms that need no spelling out.
    pub acronyms: Vec<String>,
    /// Globs of transcripts, relative to the file that names them.
    pub transcripts: Vec<String>,
    /// Notes files, relative to the file that names them.
    pub notes: Vec<PathBuf>,
    /// Globs of documents that are not checked, relative to the file that names them.
    pub ignore: Vec<String>,
    /// Whether an anonymous source needs an approval on record in the notes.
    pub require_anonymous_approval: Option<bool>,
    /// The most findings shown for one document; 0 is no limit.
    pub max_findings: Option<usize>,
    /// Who checks, for new check marks.
    pub checker: Option<String>,
    /// Whether a weekday beside a certain date may be corrected unasked.
    pub fix_weekdays: Option<bool>,
    /// The newsroom's own rules, each name once.
    pub newsroom_rules: Vec<NewsroomRule>,
    /// Options of rules, by rule and key.
    pub options: BTreeMap<(&'static str, &'static str), u32>,
    /// Other habits for some folders, in order.
    pub overrides: Vec<Override>,
    /// What joins the word lists and leaves them.
    pub lexicon: Changes,
}

/// How new footnotes are labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Labels {
    /// By outlet and date: `[^wsj-2024-05-16]`.
    Named,
    /// By number: `[^1]`.
    Numbered,
}

/// A news outlet the newsroom names itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// Its web domains.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Other names it goes by.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Config {
    /// Reads the text of a configuration file. What is wrong is reported with its place; the rest still counts.
    pub fn parse(path: &Path, text: &str) -> (Config, Vec<Problem>) {
        let (node, syntax) = node::from_toml(text);
        let mut reader = read::Reader::new(path, Some(text));
        for (span, message) in syntax {
            reader.error(Some(span), message, None);
        }
        let config = reader.config(&node);
        (config, reader.finish())
    }

    /// Reads an editor's settings or anything else that comes as JSON, with the same keys (`camelCase` is accepted
    /// too). `problems` have the path given here and no place.
    pub fn from_json(path: &Path, value: &serde_json::Value) -> (Config, Vec<Problem>) {
        let mut reader = read::Reader::new(path, None);
        let config = reader.config(&node::from_json(value));
        (config, reader.finish())
    }
}

#[cfg(test)]
mod tests;
