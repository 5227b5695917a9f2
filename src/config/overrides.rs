//! `[[overrides]]`: other habits for some folders.

use std::path::Path;

use ignore::gitignore::GitignoreBuilder;

use super::Config;
use super::node::{Node, Value};
use super::read::Reader;

/// The keys of an override.
pub(super) const OVERRIDE_KEYS: [&str; 5] = ["files", "profile", "rules", "publication", "reach"];

/// Habits for some of the documents. Of several that concern a document, the later counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    /// Patterns of the documents, as in `.gitignore`, relative to the file that holds them.
    pub files: Vec<String>,
    /// What holds for them: only what an override may set.
    pub config: Config,
}

impl Config {
    /// This configuration, and after it those of its overrides that concern `document`, each with the patterns it is
    /// for (none for the configuration itself). `home` is the folder that the patterns are relative to.
    pub fn layers<'a>(
        &'a self,
        home: Option<&Path>,
        document: Option<&Path>,
    ) -> Vec<(&'a Config, &'a [String])> {
        let mut layers: Vec<(&Config, &[String])> = vec![(self, &[])];
        if let (Some(home), Some(document)) = (home, document) {
            let own = self.overrides.iter().filter(|one| matches(document, home, &one.files));
            layers.extend(own.map(|one| (&one.config, one.files.as_slice())));
        }
        layers
    }
}

/// Whether one of `patterns`, relative to `home`, is of this file or of a folder it lies in.
pub fn matches(file: &Path, home: &Path, patterns: &[String]) -> bool {
    if patterns.is_empty() || !file.starts_with(home) {
        return false;
    }
    let mut builder = GitignoreBuilder::new(home);
    for pattern in patterns {
        // A malformed pattern is reported where the configuration is read.
        let _ = builder.add_line(None, pattern.trim_start_matches("./"));
    }
    builder.build().is_ok_and(|globs| globs.matched_path_or_any_parents(file, false).is_ignore())
}

impl Reader<'_> {
    /// The overrides of `config`, whose own rules they may name.
    pub(super) fn overrides(&mut self, node: &Node, config: &Config) -> Vec<Override> {
        let one = std::slice::from_ref(node);
        let items = match &node.value {
            Value::List(items) => items,
            Value::Table(_) => one,
            _ => {
                self.wrong("overrides", "a list of tables: [[overrides]]", node);
                return Vec::new();
            }
        };
        let mut overrides = Vec::new();
        for item in items {
            let mut read = Override::default();
            // The rules' names are looked up among these.
            read.config.newsroom_rules.clone_from(&config.newsroom_rules);
            for (key, node) in self.entries("overrides", item) {
                if key.name == "files" {
                    read.files = self.globs("overrides.files", node);
                } else if OVERRIDE_KEYS.contains(&key.name.as_str()) {
                    self.key(key, node, &mut read.config);
                } else {
                    self.unknown(key, "overrides.", &OVERRIDE_KEYS);
                }
            }
            read.config.newsroom_rules.clear();
            if read.files.is_empty() {
                let remedy = Some("add `files = [\"opinion/**\"]`".into());
                self.error(item.span, "this override is for no files".into(), remedy);
            } else {
                overrides.push(read);
            }
        }
        overrides
    }
}
