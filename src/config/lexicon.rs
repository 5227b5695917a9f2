//! Reads `[lexicon.NAME]`: what a newsroom adds to the word lists and takes out.

use super::node::{Node, Value};
use super::read::{Reader, nearest};
use crate::language::lexicon::change::{ACRONYMS, Change, Changes, NAMED, Named, OUTLETS};
use crate::rules::names::acronyms;
use crate::text::Severity;

/// The keys of a lexicon.
pub(super) const LEXICON_KEYS: [&str; 2] = ["add", "remove"];

impl Reader<'_> {
    /// The changes that can be made; what is wrong with the others is told.
    pub(super) fn lexicon(&mut self, node: &Node) -> Changes {
        let mut changes = Changes::default();
        for (key, node) in self.entries("lexicon", node) {
            let Some(named) = Named::find(&key.name) else {
                let known = || NAMED.iter().map(|named| named.name);
                let remedy = match nearest(&key.name.replace('_', "-"), known()) {
                    Some(name) => format!("did you mean \"{name}\"?"),
                    None => format!("lexicons are {}", known().collect::<Vec<_>>().join(", ")),
                };
                self.error(key.span, format!("unknown lexicon \"{}\"", key.name), Some(remedy));
                continue;
            };
            let mut change = Change::default();
            for (key, node) in self.entries(&format!("lexicon.{}", named.name), node) {
                match key.name.as_str() {
                    "add" => change.add = self.entries_of(named, "add", node),
                    "remove" => change.remove = self.entries_of(named, "remove", node),
                    _ => self.unknown(key, &format!("lexicon.{}.", named.name), &LEXICON_KEYS),
                }
            }
            changes.0.insert(named.name, change);
        }
        changes
    }

    fn entries_of(&mut self, named: &Named, key: &str, node: &Node) -> Vec<String> {
        let one = std::slice::from_ref(node);
        let items = if let Value::List(items) = &node.value { items } else { one };
        let mut entries = Vec::new();
        for item in items {
            let Some(entry) = self.text(&format!("lexicon.{}.{key}", named.name), item) else { continue };
            if let Some(why) = named.refuses(&entry) {
                self.error(item.span, format!("\"{entry}\" cannot be in {}: {why}", named.name), None);
                continue;
            }
            if key == "remove" && !is_known(named, &entry) {
                let message = format!("\"{entry}\" is not in {}, so nothing is removed", named.name);
                let remedy = "write it as the list has it, or take it out".to_owned();
                self.note(Severity::Warning, item.span, message, Some(remedy));
                continue;
            }
            entries.push(entry);
        }
        entries
    }
}

/// Whether there is something to remove.
fn is_known(named: &Named, entry: &str) -> bool {
    match named.name {
        // Names may come from the notes, too.
        OUTLETS => true,
        ACRONYMS => acronyms::is_known(entry),
        _ => named.holds(entry),
    }
}
