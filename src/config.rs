//! `factcheck.toml`: found upward from each file, resolved with the user's settings; unknown keys are findings.

use std::path::{Path, PathBuf};

use crate::prose::FrontMatter;
use crate::rules::Settings;
use crate::text::Problem;

/// The file's name.
pub const FILE_NAME: &str = "factcheck.toml";

/// One layer of configuration as written: a file, the editor's settings, or command-line flags. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Bibliography files, relative to the file that names them.
    pub bibliography: Vec<PathBuf>,
    /// Notes files, relative to the file that names them.
    pub notes: Vec<PathBuf>,
    /// Globs of documents that are not checked, relative to the file that names them.
    pub ignore: Vec<String>,
}

impl Config {
    /// Reads the text of a configuration file. What is wrong is reported with its place; the rest still counts.
    pub fn parse(_path: &Path, _text: &str) -> (Config, Vec<Problem>) {
        Default::default()
    }

    /// Reads an editor's settings or anything else that comes as JSON, with the same keys. `problems` have the path
    /// given here and no place.
    pub fn from_json(_path: &Path, _value: &serde_json::Value) -> (Config, Vec<Problem>) {
        Default::default()
    }
}

/// The configuration file that governs `document`: the nearest in its folder or above, not above `root` when the
/// document lies inside it.
pub fn find(_document: &Path, _root: Option<&Path>) -> Option<PathBuf> {
    None
}

/// Layers resolved into settings, the later over the earlier, the document's front matter over all.
pub fn resolve(_layers: &[&Config], _front_matter: &FrontMatter) -> Settings {
    Settings::default()
}
