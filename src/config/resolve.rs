//! Layers of configuration → the settings of one document, and the account of where each value comes from.

use std::sync::Arc;

use super::read::name_of;
use super::{Config, Labels};
use crate::citations::render::ReferenceStyle;
use crate::language::lexicon::change::ACRONYMS;
use crate::prose::FrontMatter;
use crate::rules::{NewsroomRule, Profile, Settings, Vocabulary, options, registry};
use crate::text::Severity;

/// The rule that `require-anonymous-approval` switches on.
const APPROVAL: &str = "anonymity-unapproved";

/// What is the writer's own to say in an analysis or an opinion (DOMAIN.md §10.3): rules that are off there.
const OPINIONS: [&str; 4] =
    ["unattributed-interpretation", "puffery", "uncited-superlative", "unattributed-prediction"];

/// Layers resolved into settings, the later over the earlier, the document's front matter over all.
///
/// The profile comes first, from the highest layer that names one; then what the layers say, lowest first.
pub fn resolve(layers: &[&Config], front_matter: &FrontMatter) -> Settings {
    let profile = profile_in(front_matter)
        .or_else(|| layers.iter().rev().find_map(|layer| layer.profile))
        .unwrap_or_default();
    let mut settings = Settings::of(profile);
    if layers.iter().rev().find_map(|layer| layer.require_anonymous_approval) == Some(true) {
        settings.severities.insert(APPROVAL.to_owned(), Some(Severity::Warning));
    }
    let mut vocabulary = Vec::new();
    for layer in layers {
        if !layer.publication.is_empty() {
            settings.publication.clone_from(&layer.publication);
        }
        if let Some(reach) = layer.reach {
            settings.reach = reach;
        }
        if let Some(style) = layer.style {
            settings.style = style;
            settings.style_forced = true;
        }
        if let Some(named) = layer.csl.as_deref().and_then(ReferenceStyle::named) {
            // A file is read by whoever reads files.
            settings.references = named;
        }
        if let Some(labels) = layer.labels {
            settings.numeric_labels = labels == Labels::Numbered;
        }
        if let Some(cap) = layer.max_findings {
            settings.cap = cap;
        }
        if let Some(checker) = &layer.checker {
            settings.checker = Some(checker.clone());
        }
        if let Some(yes) = layer.fix_weekdays {
            settings.fix_weekdays = yes;
        }
        let change = layer.lexicon.of(ACRONYMS);
        let added = change.map(|change| change.add.as_slice()).unwrap_or_default();
        let known: Vec<&String> = layer.acronyms.iter().chain(added).collect();
        let removed = change.map(|change| change.remove.as_slice()).unwrap_or_default();
        settings.acronyms.retain(|own| !removed.contains(own));
        settings.spelled_out.retain(|own| !known.contains(&own));
        settings.acronyms.extend(known.into_iter().cloned());
        settings.spelled_out.extend(removed.iter().cloned());
        vocabulary.retain(|rule: &NewsroomRule| layer.newsroom_rules.iter().all(|own| own.name != rule.name));
        vocabulary.extend(layer.newsroom_rules.iter().cloned());
        settings.options.extend(&layer.options);
        for (rule, severity) in &layer.rules {
            settings.severities.insert(rule.clone(), *severity);
        }
    }
    if !vocabulary.is_empty() {
        settings.vocabulary = Arc::new(Vocabulary::new(vocabulary));
    }
    if front_matter.is_opinion() {
        for rule in OPINIONS {
            settings.severities.insert(rule.to_owned(), None);
        }
    }
    for (rule, _) in &front_matter.disable {
        settings.severities.insert(rule.clone(), None);
    }
    settings
}

fn profile_in(front_matter: &FrontMatter) -> Option<Profile> {
    front_matter.profile.as_deref().and_then(Profile::of_name)
}

/// One value in force, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Provenance {
    /// The key, dotted: `rules.vague-time`.
    pub key: String,
    /// The value as it would be written.
    pub value: String,
    /// Which layer says so, in words.
    pub from: String,
}

/// Where each value in force comes from: the name of a layer (lowest first), the front matter, the profile or the
/// default.
pub fn provenance(layers: &[(&str, &Config)], front_matter: &FrontMatter) -> Vec<Provenance> {
    let plain: Vec<&Config> = layers.iter().map(|(_, config)| *config).collect();
    let settings = resolve(&plain, front_matter);
    let top = |said: &dyn Fn(&Config) -> bool| {
        layers.iter().rev().find(|(_, config)| said(config)).map(|(name, _)| (*name).to_owned())
    };
    let profile = name_of(settings.profile);
    let by_profile = || format!("profile {profile}");
    let by_default = || "default".to_owned();
    let mut all = Vec::new();
    let mut add = |key: &str, value: String, from: String| {
        all.push(Provenance { key: key.to_owned(), value, from });
    };

    let from = if profile_in(front_matter).is_some() {
        "front matter".to_owned()
    } else {
        top(&|config| config.profile.is_some()).unwrap_or_else(by_default)
    };
    add("profile", profile.clone(), from);
    add("reach", name_of(settings.reach), top(&|config| config.reach.is_some()).unwrap_or_else(by_profile));
    add(
        "citation.style",
        name_of(settings.style),
        top(&|config| config.style.is_some()).unwrap_or_else(by_profile),
    );
    if let Some((name, config)) = layers.iter().rev().find(|(_, config)| config.csl.is_some()) {
        add("citation.csl", config.csl.clone().unwrap_or_default(), (*name).to_owned());
    }
    let labels = if settings.numeric_labels { Labels::Numbered } else { Labels::Named };
    add(
        "citation.labels",
        name_of(labels),
        top(&|config| config.labels.is_some()).unwrap_or_else(by_default),
    );
    add(
        "max-findings",
        settings.cap.to_string(),
        top(&|config| config.max_findings.is_some()).unwrap_or_else(by_default),
    );
    if let Some(from) = top(&|config| config.checker.is_some()) {
        add("checker", settings.checker.clone().unwrap_or_default(), from);
    }
    if let Some(from) = top(&|config| config.fix_weekdays.is_some()) {
        add("fix-weekdays", settings.fix_weekdays.to_string(), from);
    }
    if let Some(from) = top(&|config| !config.publication.is_empty()) {
        add("publication", listed(&settings.publication), from);
    }
    for (name, config) in layers {
        let paths = |paths: &[std::path::PathBuf]| {
            listed(&paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>())
        };
        let outlets: Vec<String> = config.outlets.iter().map(|outlet| outlet.name.clone()).collect();
        for (key, value, empty) in [
            ("bibliography", paths(&config.bibliography), config.bibliography.is_empty()),
            ("notes", paths(&config.notes), config.notes.is_empty()),
            ("ignore", listed(&config.ignore), config.ignore.is_empty()),
            ("transcripts", listed(&config.transcripts), config.transcripts.is_empty()),
            ("acronyms", listed(&config.acronyms), config.acronyms.is_empty()),
            ("outlets", listed(&outlets), outlets.is_empty()),
        ] {
            if !empty {
                add(key, value, (*name).to_owned());
            }
        }
        for (lexicon, change) in &config.lexicon.0 {
            for (key, entries) in [("add", &change.add), ("remove", &change.remove)] {
                if !entries.is_empty() {
                    add(&format!("lexicon.{lexicon}.{key}"), listed(entries), (*name).to_owned());
                }
            }
        }
        if let Some(required) = config.require_anonymous_approval {
            add("require-anonymous-approval", required.to_string(), (*name).to_owned());
        }
    }
    if !front_matter.bibliography.is_empty() {
        add("bibliography", listed(&front_matter.bibliography), "front matter".to_owned());
    }
    if !front_matter.transcripts.is_empty() {
        add("transcripts", listed(&front_matter.transcripts), "front matter".to_owned());
    }
    for (key, value) in [
        ("title", front_matter.title.clone()),
        ("type", front_matter.kind.clone()),
        ("date", front_matter.date.map(|(date, _)| date.to_string())),
    ] {
        if let Some(value) = value {
            add(key, value, "front matter".to_owned());
        }
    }
    let built_in = registry::RULES.iter().map(|rule| (rule.meta().id, None));
    let own = settings.vocabulary.rules().iter().map(|rule| {
        let of = |config: &Config| config.newsroom_rules.iter().any(|own| own.name == rule.name);
        (rule.name, top(&of).map(|layer| format!("newsroom-rule in {layer}")))
    });
    for (rule, home) in built_in.chain(own) {
        let disabled = front_matter.disable.iter().any(|(name, _)| name == rule);
        let from = if disabled {
            "front matter".to_owned()
        } else if front_matter.is_opinion() && OPINIONS.contains(&rule) {
            format!("front matter, type {}", front_matter.kind.as_deref().unwrap_or_default())
        } else if let Some(from) = top(&|config| config.rules.contains_key(rule)) {
            from
        } else if let Some(home) = home {
            home
        } else if rule == APPROVAL && settings.level(rule).flatten().is_some() {
            let from = top(&|config| config.require_anonymous_approval == Some(true)).unwrap_or_default();
            format!("require-anonymous-approval in {from}")
        } else if settings.severities.contains_key(rule) {
            by_profile()
        } else {
            by_default()
        };
        let severity = settings.level(rule).flatten();
        let value = severity.map_or("off", |severity| severity.name());
        add(&format!("rules.{rule}"), value.to_owned(), from);
        for option in options::of_rule(rule) {
            let key = (option.rule, option.name);
            let from = top(&|config| config.options.contains_key(&key)).unwrap_or_else(by_default);
            let value = settings.option(option.rule, option.name).to_string();
            add(&format!("rules.{rule}.{}", option.name), value, from);
        }
    }
    all
}

fn listed(items: &[String]) -> String {
    items.join(", ")
}
