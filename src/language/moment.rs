//! Dates, weekdays, times and words for time.

use jiff::civil::{Date, Weekday};

use crate::text::Span;

/// A stretch of text that says when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its bytes.
    pub span: Span,
    /// What it says.
    pub kind: MomentKind,
}

/// What a moment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentKind {
    /// A full date, with the weekday where the text gives one.
    Date {
        /// The date.
        date: Date,
        /// The weekday beside it.
        weekday: Option<Weekday>,
    },
    /// A month and day without a year.
    MonthDay {
        /// From 1 to 12.
        month: i8,
        /// From 1 to 31.
        day: i8,
        /// The weekday beside it.
        weekday: Option<Weekday>,
    },
    /// A month of a year, or a month alone.
    Month {
        /// From 1 to 12.
        month: i8,
        /// The year, where given.
        year: Option<i16>,
    },
    /// A year, or a decade by its first year.
    Year(i16),
    /// A weekday by itself: "on Tuesday", "last Friday".
    Weekday(Weekday),
    /// Time that depends on the reading date: "yesterday", "last year", "earlier this month".
    Relative,
    /// Time that no date resolves: "recently", "in recent years" (vague-time).
    Vague,
    /// A clock time.
    Clock,
}
