//! Instructions to the checker in the text: ignores with reasons (DOMAIN.md §10.4) and check marks.

use crate::text::Span;

/// One instruction, as written in an HTML comment (Markdown) or `[[…]]` (plain text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The whole comment.
    pub source: Span,
    /// What it asks.
    pub order: Order,
}

/// What a directive asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// `factcheck-ignore: rule, rule (reason)`: the next sentence, or the one the comment stands in or right after
    /// when it ends a line of text. No rule means every rule.
    IgnoreNext {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
        /// The reason in parentheses.
        reason: Option<String>,
    },
    /// `factcheck-off rule`: from here to `factcheck-on` or the end.
    Off {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
        /// The reason in parentheses.
        reason: Option<String>,
    },
    /// `factcheck-on`: ends what `factcheck-off` began, for these rules or all.
    On {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
    },
    /// `factcheck-ignore-file: rule (reason)`.
    IgnoreFile {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
        /// The reason in parentheses.
        reason: Option<String>,
    },
    /// A directive by its first word, but not one that can be understood.
    Unknown {
        /// What is wrong, in words for the writer.
        problem: String,
    },
}
