//! Faults that the tests of the server inject: debug builds only, and only when these variables are set.
//!
//! `FACTCHECK_TEST_PANIC=word` panics in the check of any document with that word, `FACTCHECK_TEST_SLOW=word` makes it
//! take as many milliseconds as `FACTCHECK_TEST_DELAY` says. `FACTCHECK_TEST_HOLD` is how many milliseconds findings on
//! the line being edited are held, `FACTCHECK_TEST_TODAY` what day it is.

use std::time::Duration;

use jiff::civil::Date;

/// Does what the variables say to a check of `text`.
#[cfg(debug_assertions)]
pub(super) fn strike(text: &str) {
    let named = |variable| std::env::var(variable).is_ok_and(|word| !word.is_empty() && text.contains(&word));
    if named("FACTCHECK_TEST_SLOW") {
        let delay = std::env::var("FACTCHECK_TEST_DELAY").ok().and_then(|delay| delay.parse().ok());
        std::thread::sleep(Duration::from_millis(delay.unwrap_or(500)));
    }
    if named("FACTCHECK_TEST_PANIC") {
        panic!("a fault injected by a test");
    }
}

/// How long to hold findings, where a test says so.
#[cfg(debug_assertions)]
pub(super) fn hold() -> Option<Duration> {
    let set = std::env::var("FACTCHECK_TEST_HOLD").ok()?;
    Some(Duration::from_millis(set.parse().ok()?))
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub(super) fn strike(_text: &str) {}

/// Nothing says so.
#[cfg(not(debug_assertions))]
pub(super) const fn hold() -> Option<Duration> {
    None
}

/// What day it is where the writer is, or where a test says it is.
pub(super) fn today() -> Date {
    #[cfg(debug_assertions)]
    if let Some(day) = std::env::var("FACTCHECK_TEST_TODAY").ok().and_then(|day| day.parse().ok()) {
        return day;
    }
    jiff::ZonedDateTime::now().date()
}
