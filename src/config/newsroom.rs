//! Reads `[[newsroom-rule]]`: the newsroom's own rules.

use super::node::{Node, Value};
use super::read::Reader;
use crate::rules::NewsroomRule;
use crate::rules::vocabulary::{Sought, check_name, compile, interned};
use crate::text::{Severity, Span};

/// The keys of a newsroom rule.
pub(super) const RULE_KEYS: [&str; 8] =
    ["name", "phrases", "pattern", "ignore-case", "message", "severity", "replacement", "in-quotations"];

/// The most rules, and the most phrases of one: beyond that a configuration is no newsroom's.
const MOST_RULES: usize = 1000;
const MOST_PHRASES: usize = 10_000;

/// A value with where it stands.
type Placed<T> = Option<(T, Option<Span>)>;

/// A rule as far as it has been read.
#[derive(Default)]
struct Written {
    name: Placed<String>,
    phrases: Placed<Vec<String>>,
    pattern: Placed<String>,
    replacement: Placed<String>,
    message: Option<String>,
    severity: Option<Option<Severity>>,
    sensitive: bool,
    in_quotations: bool,
}

impl Reader<'_> {
    /// The rules that can be used; what is wrong with the others is told.
    pub(super) fn newsroom_rules(&mut self, node: &Node) -> Vec<NewsroomRule> {
        let one = std::slice::from_ref(node);
        let items = match &node.value {
            Value::List(items) => items,
            Value::Table(_) => one,
            _ => {
                self.wrong("newsroom-rule", "a list of tables: [[newsroom-rule]]", node);
                return Vec::new();
            }
        };
        let mut rules: Vec<NewsroomRule> = Vec::new();
        for item in items {
            if rules.len() >= MOST_RULES {
                self.error(item.span, format!("there are more than {MOST_RULES} rules"), None);
                break;
            }
            let Some((rule, place)) = self.newsroom_rule(item) else { continue };
            if rules.iter().any(|known| known.name == rule.name) {
                let remedy = "give each rule its own name".to_owned();
                self.error(place, format!("there are two rules named \"{}\"", rule.name), Some(remedy));
            } else {
                rules.push(rule);
            }
        }
        rules
    }

    fn newsroom_rule(&mut self, item: &Node) -> Option<(NewsroomRule, Option<Span>)> {
        let written = self.newsroom_entry(item);
        let name = self.newsroom_name(&written, item);
        let ignore_case = !written.sensitive;
        let sought = self.sought(&written, item, ignore_case);
        let message = written.message.filter(|message| !message.trim().is_empty());
        if message.is_none() {
            let remedy = Some("add `message = \"…\"`: what the writer is told".into());
            self.error(item.span, "this rule says nothing".into(), remedy);
        }
        let (name, place) = name?;
        let (replacement, at) = written.replacement.unzip();
        let rule = NewsroomRule {
            name,
            sought: sought?,
            ignore_case,
            message: one_line(&message?),
            severity: written.severity.unwrap_or(Some(Severity::Info)),
            replacement,
            in_quotations: written.in_quotations,
        };
        if rule.flags_its_own() {
            let message = "the replacement is flagged by its own rule".to_owned();
            let remedy = "choose other words, or a narrower pattern".to_owned();
            self.note(Severity::Warning, at.flatten(), message, Some(remedy));
        }
        Some((rule, place))
    }

    fn newsroom_entry(&mut self, item: &Node) -> Written {
        let mut written = Written::default();
        let at = |key: &str| format!("newsroom-rule.{key}");
        for (key, node) in self.entries("newsroom-rule", item) {
            let (name, place) = (key.name.as_str(), node.span);
            match name {
                "name" => written.name = self.text(&at(name), node).map(|it| (it, place)),
                "phrases" => written.phrases = Some((self.phrases(node), place)),
                "pattern" => written.pattern = self.text(&at(name), node).map(|it| (it, place)),
                "replacement" => written.replacement = self.text(&at(name), node).map(|it| (it, place)),
                "ignore-case" => written.sensitive = self.boolean(&at(name), node) == Some(false),
                "message" => written.message = self.text(&at(name), node),
                "severity" => written.severity = self.level(&at(name), node),
                "in-quotations" => written.in_quotations = self.boolean(&at(name), node) == Some(true),
                _ => self.unknown(key, "newsroom-rule.", &RULE_KEYS),
            }
        }
        written
    }

    fn newsroom_name(&mut self, written: &Written, item: &Node) -> Option<(&'static str, Option<Span>)> {
        let Some((name, place)) = &written.name else {
            self.error(item.span, "this rule has no name".into(), Some("add `name = \"…\"`".into()));
            return None;
        };
        match check_name(name) {
            Ok(()) => Some((interned(name), *place)),
            Err((message, remedy)) => {
                self.error(*place, message, Some(remedy));
                None
            }
        }
    }

    fn sought(&mut self, written: &Written, item: &Node, ignore_case: bool) -> Option<Sought> {
        match (&written.phrases, &written.pattern) {
            (Some(_), Some((_, place))) => {
                let remedy = "make two rules of it".to_owned();
                self.error(*place, "a rule has phrases or a pattern, not both".into(), Some(remedy));
                None
            }
            (Some((phrases, place)), None) => {
                if phrases.is_empty() {
                    let remedy = "name the words: `phrases = [\"the cops\"]`".to_owned();
                    self.error(*place, "this rule has no phrases".into(), Some(remedy));
                    return None;
                }
                Some(Sought::Phrases(phrases.clone()))
            }
            (None, Some((pattern, place))) => match compile(pattern, ignore_case) {
                Ok(_) => Some(Sought::Pattern(pattern.clone())),
                Err(why) => {
                    self.error(*place, format!("this pattern cannot be used: {why}"), None);
                    None
                }
            },
            (None, None) => {
                let remedy = Some("add `phrases = [\"…\"]` or `pattern = \"…\"`".into());
                self.error(item.span, "this rule looks for nothing".into(), remedy);
                None
            }
        }
    }

    /// The phrases that hold words.
    fn phrases(&mut self, node: &Node) -> Vec<String> {
        let one = std::slice::from_ref(node);
        let items = if let Value::List(items) = &node.value { items } else { one };
        let mut phrases = Vec::new();
        for item in items.iter().take(MOST_PHRASES) {
            let Some(phrase) = self.text("newsroom-rule.phrases", item) else { continue };
            if NewsroomRule::has_words(&phrase) {
                phrases.push(phrase);
            } else {
                let remedy = "write the words to look for, or take it out".to_owned();
                self.error(item.span, "this phrase is empty".into(), Some(remedy));
            }
        }
        phrases
    }
}

/// Reports have one line for a message.
fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
