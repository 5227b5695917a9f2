//! Faults that the tests of the server inject: debug builds only, and only when these variables are set.
//!
//! `FACTCHECK_TEST_PANIC=word` panics in the check of any document with that word, `FACTCHECK_TEST_SLOW=word` makes it
//! take as many milliseconds as `FACTCHECK_TEST_DELAY` says.

/// Does what the variables say to a check of `text`.
#[cfg(debug_assertions)]
pub(super) fn strike(text: &str) {
    let named = |variable| std::env::var(variable).is_ok_and(|word| !word.is_empty() && text.contains(&word));
    if named("FACTCHECK_TEST_SLOW") {
        let delay = std::env::var("FACTCHECK_TEST_DELAY").ok().and_then(|delay| delay.parse().ok());
        std::thread::sleep(std::time::Duration::from_millis(delay.unwrap_or(500)));
    }
    if named("FACTCHECK_TEST_PANIC") {
        panic!("a fault injected by a test");
    }
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub(super) fn strike(_text: &str) {}
