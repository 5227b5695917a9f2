//! Which sentences assert something checkable (DOMAIN.md §4.1, Q1).

/// What one sentence claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Whether there is a claim to check at all.
    pub checkable: bool,
    /// How much it asks to be checked, from 0 to 1.
    pub score: f32,
    /// Why, in words a person can read: "a figure", "a superlative", "a question".
    pub reasons: Vec<&'static str>,
}
