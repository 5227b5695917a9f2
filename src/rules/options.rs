//! The options of rules beside their severity: few, and each a whole number.

/// An option of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// The rule.
    pub rule: &'static str,
    /// The option's key, kebab-case.
    pub name: &'static str,
    /// What it does, for the schema and the manual.
    pub what: &'static str,
    /// What it is unless set.
    pub default: u32,
    /// The least it may be set to.
    pub least: u32,
    /// The most it may be set to.
    pub most: u32,
}

/// Every option of every rule.
pub const OPTIONS: &[RuleOption] = &[
    RuleOption {
        rule: "uncited-statistic",
        name: "minimum",
        what: "Counts below this need no source.",
        default: 100,
        least: 1,
        most: 1_000_000_000,
    },
    RuleOption {
        rule: "relative-time",
        name: "days",
        what: "Days within so many of the page's date may be told by their name, as in \"on Tuesday\".",
        default: 0,
        least: 0,
        most: 366,
    },
    RuleOption {
        rule: "uncredited-overlap",
        name: "words",
        what: "So many words in a row are no chance; of longer words three quarters are enough.",
        // Shorter runs than three quarters of this are not looked for.
        default: 12,
        least: 12,
        most: 100,
    },
];

/// The options of a rule.
pub fn of_rule(rule: &str) -> impl Iterator<Item = &'static RuleOption> {
    OPTIONS.iter().filter(move |option| option.rule == rule)
}

/// The option of this rule and name.
pub fn find(rule: &str, name: &str) -> Option<&'static RuleOption> {
    of_rule(rule).find(|option| option.name == name)
}
