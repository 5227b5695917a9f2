//! A tree of values → [`Config`], with a word about everything in it that is not understood.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::node::{Key, Node, Value};
use super::{Config, Labels, Outlet};
use crate::citations::render::ReferenceStyle;
use crate::citations::{Reach, Style};
use crate::rules::options::{self, RuleOption};
use crate::rules::{Profile, registry};
use crate::text::{Encoding, LineIndex, Problem, Severity, Span};

/// The keys at the top of a configuration.
pub(super) const KEYS: [&str; 18] = [
    "profile",
    "publication",
    "citation",
    "bibliography",
    "reach",
    "rules",
    "outlets",
    "acronyms",
    "transcripts",
    "notes",
    "ignore",
    "require-anonymous-approval",
    "max-findings",
    "checker",
    "fix-weekdays",
    "newsroom-rule",
    "lexicon",
    "overrides",
];

/// The keys of the `citation` table.
pub(super) const CITATION_KEYS: [&str; 4] = ["style", "csl", "labels", "bibliography"];

/// The keys of one of the `outlets`.
const OUTLET_KEYS: [&str; 3] = ["name", "domains", "aliases"];

/// What a rule's severity may be.
pub(super) const LEVELS: [(&str, Option<Severity>); 5] = [
    ("off", None),
    ("hint", Some(Severity::Hint)),
    ("info", Some(Severity::Info)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

const STYLES: [Style; 8] = [
    Style::Inline,
    Style::Reference,
    Style::Footnote,
    Style::Pandoc,
    Style::InlineNote,
    Style::Ap,
    Style::ChicagoPlain,
    Style::Wiki,
];

/// Whether a CSL style is named by its file.
pub fn is_style_file(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csl"))
}

/// The name nearest to `word` among `known`, if one is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(&word, name), name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// The name a value goes by in configuration.
pub(super) fn name_of<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Reads one file and gathers what is wrong with it.
pub(super) struct Reader<'a> {
    path: &'a Path,
    text: Option<(&'a str, LineIndex)>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A reader of the file at `path`; with its text, problems have lines and columns.
    pub fn new(path: &'a Path, text: Option<&'a str>) -> Self {
        Reader { path, text: text.map(|text| (text, LineIndex::new(text))), problems: Vec::new() }
    }

    /// What is wrong, in order of place.
    pub fn finish(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.span);
        self.problems
    }

    /// Notes what costs an entry or the file.
    pub fn error(&mut self, span: Option<Span>, message: String, remedy: Option<String>) {
        self.note(Severity::Error, span, message, remedy);
    }

    pub(super) fn note(
        &mut self,
        severity: Severity,
        span: Option<Span>,
        message: String,
        remedy: Option<String>,
    ) {
        let position = match (span, &self.text) {
            (Some(span), Some((text, lines))) => Some(lines.position(text, span.start, Encoding::Utf32)),
            _ => None,
        };
        self.problems.push(Problem { path: self.path.to_owned(), span, position, severity, message, remedy });
    }

    /// Reads the whole.
    pub fn config(&mut self, node: &Node) -> Config {
        let mut config = Config::default();
        let entries = self.entries("the configuration", node);
        // First, so that what follows may name them.
        for (_, node) in entries.iter().filter(|(key, _)| key.name == "newsroom-rule") {
            config.newsroom_rules = self.newsroom_rules(node);
        }
        for (key, node) in entries {
            self.key(key, node, &mut config);
        }
        for (_, node) in entries.iter().filter(|(key, _)| key.name == "overrides") {
            config.overrides = self.overrides(node, &config);
        }
        config
    }

    /// Reads one key of the top, or of an override.
    pub(super) fn key(&mut self, key: &Key, node: &Node, config: &mut Config) {
        match key.name.as_str() {
            "profile" => config.profile = self.choice("profile", node, &Profile::ALL),
            "publication" => config.publication = self.texts("publication", node),
            "citation" => self.citation(node, config),
            "bibliography" => config.bibliography.extend(self.paths("bibliography", node)),
            "reach" => {
                config.reach = self.choice("reach", node, &[Reach::Sentence, Reach::Flow, Reach::Paragraph]);
            }
            "rules" => self.rules(node, config),
            "outlets" => config.outlets = self.outlets(node),
            "acronyms" => config.acronyms = self.texts("acronyms", node),
            "transcripts" => config.transcripts = self.globs("transcripts", node),
            "notes" => config.notes = self.paths("notes", node),
            "ignore" => config.ignore = self.globs("ignore", node),
            "require-anonymous-approval" => {
                config.require_anonymous_approval = self.boolean("require-anonymous-approval", node);
            }
            "max-findings" => config.max_findings = self.count("max-findings", node),
            "checker" => {
                config.checker = self.text("checker", node).filter(|name| !name.trim().is_empty());
            }
            "fix-weekdays" => config.fix_weekdays = self.boolean("fix-weekdays", node),
            "newsroom-rule" | "overrides" => {}
            "lexicon" => config.lexicon = self.lexicon(node),
            _ => self.unknown(key, "", &KEYS),
        }
    }

    fn citation(&mut self, node: &Node, config: &mut Config) {
        for (key, node) in self.entries("citation", node) {
            match key.name.as_str() {
                "style" => config.style = self.choice("citation.style", node, &STYLES),
                "csl" => config.csl = self.reference_style(node),
                "labels" => {
                    config.labels = self.choice("citation.labels", node, &[Labels::Named, Labels::Numbered]);
                }
                "bibliography" => config.bibliography.extend(self.paths("citation.bibliography", node)),
                _ => self.unknown(key, "citation.", &CITATION_KEYS),
            }
        }
    }

    /// A style's name, or its file; whether that can be read is seen when it is.
    fn reference_style(&mut self, node: &Node) -> Option<String> {
        let name = self.text("citation.csl", node).filter(|name| !name.trim().is_empty())?;
        if is_style_file(&name) || ReferenceStyle::named(&name).is_some() {
            return Some(name);
        }
        let remedy = match nearest(&name, ReferenceStyle::names()) {
            Some(known) => format!("did you mean \"{known}\"?"),
            None => "name a style of the CSL project, such as apa, or a .csl file".to_owned(),
        };
        self.error(node.span, format!("citation.csl cannot be \"{name}\""), Some(remedy));
        None
    }

    fn rules(&mut self, node: &Node, config: &mut Config) {
        for (key, node) in self.entries("rules", node) {
            let own = config.newsroom_rules.iter().map(|rule| rule.name);
            // A user's settings may speak of rules that some newsroom has.
            let near = registry::closest_of(&key.name, own.clone());
            let foreign = self.text.is_none() && near.is_none();
            if registry::find(&key.name).is_none() && !foreign && !own.clone().any(|name| name == key.name) {
                let remedy = match near {
                    Some(name) => format!("did you mean \"{name}\"?"),
                    None => "`factcheck-ls rules` lists the rules".to_owned(),
                };
                let message = format!("unknown rule \"{}\"", key.name);
                self.note(Severity::Warning, key.span, message, Some(remedy));
                continue;
            }
            if let Some(level) = self.rule(&key.name, node, config) {
                config.rules.insert(key.name.clone(), level);
            }
        }
    }

    /// A severity, or a table with a severity and the rule's options.
    fn rule(&mut self, rule: &str, node: &Node, config: &mut Config) -> Option<Option<Severity>> {
        if !matches!(node.value, Value::Table(_)) {
            return self.level(&format!("rules.{rule}"), node);
        }
        let mut level = None;
        for (key, node) in self.entries(rule, node) {
            match key.name.as_str() {
                "severity" => level = self.level(&format!("rules.{rule}.severity"), node),
                name => match options::find(rule, name) {
                    Some(option) => {
                        let value = self.option(option, node);
                        config.options.extend(value.map(|value| ((option.rule, option.name), value)));
                    }
                    None => {
                        let own = options::of_rule(rule).map(|option| option.name);
                        let known: Vec<&str> = std::iter::once("severity").chain(own).collect();
                        self.unknown(key, &format!("rules.{rule}."), &known);
                    }
                },
            }
        }
        level
    }

    /// The value of a rule's option.
    fn option(&mut self, option: &RuleOption, node: &Node) -> Option<u32> {
        let at = format!("rules.{}.{}", option.rule, option.name);
        let value = u32::try_from(self.count(&at, node)?).unwrap_or(u32::MAX);
        if (option.least..=option.most).contains(&value) {
            return Some(value);
        }
        let remedy = format!("use {} to {}", option.least, option.most);
        self.error(node.span, format!("{at} cannot be {value}"), Some(remedy));
        None
    }

    pub(super) fn level(&mut self, at: &str, node: &Node) -> Option<Option<Severity>> {
        let names = LEVELS.map(|(name, _)| name);
        let name = self.one_of(at, node, &names)?;
        LEVELS.iter().find(|(level, _)| *level == name).map(|(_, level)| *level)
    }

    fn outlets(&mut self, node: &Node) -> Vec<Outlet> {
        let Value::List(items) = &node.value else {
            self.wrong("outlets", "a list of tables with a `name`", node);
            return Vec::new();
        };
        let mut outlets = Vec::new();
        for item in items {
            if let Value::Text(name) = &item.value {
                outlets.push(Outlet { name: name.clone(), ..Outlet::default() });
                continue;
            }
            let mut outlet = Outlet::default();
            for (key, node) in self.entries("outlets", item) {
                match key.name.as_str() {
                    "name" => outlet.name = self.text("outlets.name", node).unwrap_or_default(),
                    "domains" => outlet.domains = self.texts("outlets.domains", node),
                    "aliases" => outlet.aliases = self.texts("outlets.aliases", node),
                    _ => self.unknown(key, "outlets.", &OUTLET_KEYS),
                }
            }
            if outlet.name.is_empty() {
                self.error(item.span, "this outlet has no name".into(), Some("add `name = \"…\"`".into()));
            } else {
                outlets.push(outlet);
            }
        }
        outlets
    }

    pub(super) fn entries<'n>(&mut self, at: &str, node: &'n Node) -> &'n [(Key, Node)] {
        match &node.value {
            Value::Table(entries) => entries,
            Value::Null => &[],
            _ => {
                self.wrong(at, "a table", node);
                &[]
            }
        }
    }

    pub(super) fn choice<T: Serialize + Copy>(&mut self, at: &str, node: &Node, all: &[T]) -> Option<T> {
        let names: Vec<String> = all.iter().map(name_of).collect();
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let name = self.one_of(at, node, &known)?;
        all.iter().copied().find(|value| name_of(value) == name)
    }

    /// The one of `known` that is written here.
    fn one_of(&mut self, at: &str, node: &Node, known: &[&str]) -> Option<String> {
        let text = self.text(at, node)?;
        if known.contains(&text.as_str()) {
            return Some(text);
        }
        let remedy = match nearest(&text, known.iter().copied()) {
            Some(name) => format!("did you mean \"{name}\"?"),
            None => format!("use one of {}", known.join(", ")),
        };
        self.error(node.span, format!("{at} cannot be \"{text}\""), Some(remedy));
        None
    }

    pub(super) fn text(&mut self, at: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Null => None,
            _ => {
                self.wrong(at, "a string", node);
                None
            }
        }
    }

    /// A list of strings; one alone may stand without brackets.
    pub(super) fn texts(&mut self, at: &str, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Text(text) => vec![text.clone()],
            Value::List(items) => items.iter().filter_map(|item| self.text(at, item)).collect(),
            Value::Null => Vec::new(),
            _ => {
                self.wrong(at, "a list of strings", node);
                Vec::new()
            }
        }
    }

    fn paths(&mut self, at: &str, node: &Node) -> Vec<PathBuf> {
        self.texts(at, node).into_iter().filter(|path| !path.is_empty()).map(PathBuf::from).collect()
    }

    /// Globs as in `.gitignore`; a broken one is left out.
    pub(super) fn globs(&mut self, at: &str, node: &Node) -> Vec<String> {
        let one = std::slice::from_ref(node);
        let items = if let Value::List(items) = &node.value { items } else { one };
        let mut globs = Vec::new();
        for item in items {
            let Some(glob) = self.texts(at, item).pop() else {
                continue;
            };
            match ignore::gitignore::GitignoreBuilder::new("").add_line(None, &glob) {
                Ok(_) => globs.push(glob),
                Err(error) => {
                    let why = match &error {
                        ignore::Error::Glob { err, .. } => err.clone(),
                        other => other.to_string(),
                    };
                    let message = format!("{at}: \"{glob}\" is not a pattern: {why}");
                    self.error(item.span, message, None);
                }
            }
        }
        globs
    }

    pub(super) fn boolean(&mut self, at: &str, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(yes) => Some(yes),
            Value::Null => None,
            _ => {
                self.wrong(at, "true or false", node);
                None
            }
        }
    }

    fn count(&mut self, at: &str, node: &Node) -> Option<usize> {
        match node.value {
            Value::Integer(count) if count >= 0 => usize::try_from(count).ok(),
            Value::Null => None,
            _ => {
                if let Value::Integer(count) = node.value {
                    self.error(node.span, format!("{at} cannot be {count}"), Some("use 0 or more".into()));
                } else {
                    self.wrong(at, "a number", node);
                }
                None
            }
        }
    }

    pub(super) fn unknown(&mut self, key: &Key, prefix: &str, known: &[&str]) {
        let remedy = match nearest(&key.name.replace('_', "-"), known.iter().copied()) {
            Some(name) => format!("did you mean \"{prefix}{name}\"?"),
            None if prefix.is_empty() && registry::find(&key.name).is_some() => {
                format!("rules are set in the `rules` table: rules.{} = \"warning\"", key.name)
            }
            None if prefix.is_empty() && CITATION_KEYS.contains(&key.name.as_str()) => {
                format!("it belongs in the `citation` table: citation.{}", key.name)
            }
            None => format!("known keys: {}", known.join(", ")),
        };
        let message = format!("unknown key \"{prefix}{}\"", key.name);
        self.note(Severity::Warning, key.span, message, Some(remedy));
    }

    pub(super) fn wrong(&mut self, at: &str, wanted: &str, node: &Node) {
        if !matches!(node.value, Value::Null) {
            self.error(node.span, format!("{at} must be {wanted}, not {}", node.value.kind()), None);
        }
    }
}
