//! How the rules are set: profile, severities, options.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::vocabulary::Vocabulary;
use super::{options, registry};
use crate::citations::render::ReferenceStyle;
use crate::citations::{Reach, Style};
use crate::text::Severity;

/// A house's habits in one word (DOMAIN.md §10.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// A news desk.
    #[default]
    News,
    /// A daily or a wire: quieter.
    NewsDaily,
    /// A magazine with a checking desk: stricter.
    Magazine,
    /// A wiki.
    Wiki,
    /// A paper.
    Academic,
}

impl Profile {
    /// Every profile, the default first.
    pub const ALL: [Profile; 5] =
        [Profile::News, Profile::NewsDaily, Profile::Magazine, Profile::Wiki, Profile::Academic];

    /// The name it goes by in configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Profile::News => "news",
            Profile::NewsDaily => "news-daily",
            Profile::Magazine => "magazine",
            Profile::Wiki => "wiki",
            Profile::Academic => "academic",
        }
    }

    /// The profile that goes by this name.
    pub fn of_name(name: &str) -> Option<Profile> {
        Profile::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Which column of [`BY_PROFILE`] is its own.
    const fn column(self) -> usize {
        match self {
            Profile::News => 0,
            Profile::NewsDaily => 1,
            Profile::Magazine => 2,
            Profile::Wiki => 3,
            Profile::Academic => 4,
        }
    }
}

const OFF: Option<Severity> = None;
const HINT: Option<Severity> = Some(Severity::Hint);
const INFO: Option<Severity> = Some(Severity::Info);
const WARNING: Option<Severity> = Some(Severity::Warning);

/// The rules that profiles treat differently: news, news-daily, magazine, wiki, academic (DOMAIN.md §10.2).
#[rustfmt::skip]
const BY_PROFILE: &[(&str, [Option<Severity>; 5])] = &[
    ("anonymity-unapproved",    [OFF,  OFF,  OFF,     OFF,     OFF]),
    ("unnamed-spokesperson",    [INFO, OFF,  INFO,    INFO,    OFF]),
    ("agentless-expectation",   [OFF,  OFF,  HINT,    INFO,    OFF]),
    ("unlinked-outlet",         [INFO, HINT, WARNING, WARNING, INFO]),
    ("unlinked-document",       [INFO, HINT, WARNING, WARNING, INFO]),
    ("loaded-attribution",      [OFF,  OFF,  HINT,    WARNING, OFF]),
    ("uncited-statistic",       [INFO, HINT, WARNING, WARNING, WARNING]),
    ("uncited-superlative",     [INFO, HINT, WARNING, WARNING, INFO]),
    ("uncited-comparison",      [HINT, OFF,  INFO,    INFO,    INFO]),
    ("uncited-history",         [HINT, OFF,  INFO,    INFO,    INFO]),
    ("undocumented-quote",      [OFF,  OFF,  WARNING, WARNING, INFO]),
    ("vague-time",              [INFO, HINT, INFO,    WARNING, INFO]),
    ("relative-time",           [HINT, OFF,  INFO,    WARNING, INFO]),
    ("unattributed-prediction", [OFF,  OFF,  HINT,    INFO,    OFF]),
    ("puffery",                 [OFF,  OFF,  HINT,    WARNING, OFF]),
    ("missing-access-date",     [INFO, OFF,  INFO,    INFO,    INFO]),
    ("missing-archive",         [OFF,  OFF,  INFO,    INFO,    OFF]),
    ("missing-first-name",      [OFF,  OFF,  OFF,     OFF,     OFF]),
    ("unexpanded-acronym",      [HINT, OFF,  HINT,    HINT,    INFO]),
];

/// How one document is checked: resolved, nothing left to look up.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The profile the rest started from.
    pub profile: Profile,
    /// Severity by rule where it differs from the rule's own; `None` is off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Our own publication's names: it need not link itself.
    pub publication: Vec<String>,
    /// How far citations reach.
    pub reach: Reach,
    /// The citation style to insert where the page shows none; also overrides what the page shows when `forced`.
    pub style: Style,
    /// Whether `style` was asked for by the user rather than by the profile.
    pub style_forced: bool,
    /// How references are written out.
    pub references: ReferenceStyle,
    /// Whether footnote labels are numbers.
    pub numeric_labels: bool,
    /// The most findings shown for one document; 0 is no limit.
    pub cap: usize,
    /// Who checks, for new check marks.
    pub checker: Option<String>,
    /// Whether a weekday beside a certain date may be corrected unasked.
    pub fix_weekdays: bool,
    /// Options of rules that are set, by rule and key.
    pub options: BTreeMap<(&'static str, &'static str), u32>,
    /// The newsroom's own rules.
    pub vocabulary: Arc<Vocabulary>,
    /// Acronyms that need no spelling out here, though not everybody knows them.
    pub acronyms: Vec<String>,
    /// Acronyms that are to be spelled out, though everybody knows them.
    pub spelled_out: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings::of(Profile::News)
    }
}

impl Settings {
    /// The settings of a profile.
    pub fn of(profile: Profile) -> Self {
        let style = match profile {
            Profile::News => Style::Inline,
            Profile::NewsDaily => Style::Ap,
            Profile::Magazine => Style::Footnote,
            Profile::Wiki => Style::Wiki,
            Profile::Academic => Style::Pandoc,
        };
        let reach = match profile {
            Profile::Magazine | Profile::Wiki => Reach::Sentence,
            _ => Reach::Flow,
        };
        Settings {
            profile,
            severities: BY_PROFILE
                .iter()
                .map(|(rule, severities)| ((*rule).to_owned(), severities[profile.column()]))
                .collect(),
            publication: Vec::new(),
            reach,
            style,
            style_forced: false,
            references: ReferenceStyle::default(),
            numeric_labels: false,
            cap: 200,
            checker: None,
            fix_weekdays: false,
            options: BTreeMap::new(),
            vocabulary: Arc::default(),
            acronyms: Vec::new(),
            spelled_out: Vec::new(),
        }
    }

    /// What the rule of this name is set to, a built-in one or one of the newsroom's: `Some(None)` is off, `None` no
    /// rule.
    pub fn level(&self, rule: &str) -> Option<Option<Severity>> {
        let default = match registry::find(rule) {
            Some(rule) => Some(rule.meta().severity),
            None => self.vocabulary.find(rule)?.severity,
        };
        Some(self.severities.get(rule).copied().unwrap_or(default))
    }

    /// The value of a rule's option: as set, or else its default; 0 for what is none.
    pub fn option(&self, rule: &'static str, name: &'static str) -> u32 {
        let set = self.options.get(&(rule, name)).copied();
        set.unwrap_or_else(|| options::find(rule, name).map_or(0, |option| option.default))
    }

    /// The known rule name nearest to a misspelt one, when one is near.
    pub fn closest(&self, rule: &str) -> Option<&'static str> {
        registry::closest_of(rule, self.vocabulary.rules().iter().map(|own| own.name))
    }
}
